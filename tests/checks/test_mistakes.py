"""Mistakes that people make in their first posts, in many spellings: each is named on its line."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.checks.conftest import BODY_STARTS, POST, TOP, Community

IN_THE_TEXT = [
    # lists
    ("• bread\n• soup", "list-marker", 1),
    ("We had:\n•\tbread\n•\tsoup", "list-marker", 2),
    ("– bread\n– soup", "list-marker", 1),
    ("*bread\n*soup", "list-marker", 1),
    ("-bread\n-soup", "list-marker", 1),
    ("1.bread\n2.soup", "list-marker", 1),
    ("- bread\n** rye", "list-marker", 2),
    ("1) bread\n2) soup", "list-parenthesis", 1),
    ("We had:\n- bread\n- soup", "list-blank-line", 2),
    ("We had:\n1. bread\n2. soup", "list-blank-line", 2),
    ("We had:\n* [ ] bread", "list-blank-line", 2),
    # headings
    ("#Bread and soup", "heading-space", 1),
    ("##Bread", "heading-space", 1),
    ("It rained.\n\n####Soup:", "heading-space", 3),
    ("###日本語", "heading-space", 1),
    ("#3 was the best of them", "hash-number", 1),
    ("## A\n\ntext\n\n#### B", "heading-jump", 5),
    ("##\n\ntext", "heading-empty", 1),
    # emphasis and underscores
    ("**Bread: ** rye", "emphasis-space", 1),
    ("** Bread** rye", "emphasis-space", 1),
    ("Python calls __init__ first.", "underscores-lost", 1),
    ("It is def __str__(self): then", "underscores-lost", 1),
    # code
    ("```python\nprint(1)\n\nAnd so we went on until the evening came.", "fence-open", 1),
    ("~~~\nprint(1)", "fence-open", 1),
    ("'''\nprint(1)\n'''", "fence-wrong", 1),
    ("'''python\nprint(1)\n'''", "fence-wrong", 1),
    ('"""python\nprint(1)\n"""', "fence-wrong", 1),
    ("``python\nprint(1)\n```\n\nMore.", "fence-wrong", 1),
    ("```\nx = 1\nprint(x)```\n\nAnd then we all went home.", "fence-tail", 3),
    ("```\nx = 1\n  ```", "fence-indent", 3),
    ("So:\n\nimport os\nprint(os.name)", "code-not-fenced", 3),
    ("def bake(bread):\n    return bread\n\nbake(1)", "code-not-fenced", 1),
    ("x = 5\ny = x + 1\nprint(y)", "code-not-fenced", 1),
    ("$ pip install bread\n$ python bake.py", "code-not-fenced", 1),
    ("# now bake\nbread.bake()", "comment-heading", 1),
    ("```python\nprint(‘hi’)\n```", "smart-quotes-in-code", 2),
    (
        "It rained.\n\n    Then the sun came out and we all went for a very long walk, which was nice.",
        "indented-prose",
        3,
    ),
    # links
    ("See (the map)[https://example.org/map].", "link-reversed", 1),
    ("See [the map] (https://example.org/map).", "link-gap", 1),
    ("See [the map].(https://example.org/map)", "link-gap", 1),
    ("See [the `map]`(https://example.org/map)", "link-gap", 1),
    ("See [the map](https://example.org/map", "link-unclosed", 1),
    ("See [the map](htps://example.org/map and go", "link-unclosed", 1),
    ("See [the soup](2024-04-09-soup.md and go", "link-unclosed", 1),
    ("See [the map]().", "link-empty", 1),
    ("See [](https://example.org/map).", "link-no-text", 1),
    ("See [the map](www.example.org).", "link-address", 1),
    ("See [the map](maria.github.io/map).", "link-address", 1),
    ("See [the map](htttp://example.org).", "link-address", 1),
    ("See [the map](http//example.org).", "link-address", 1),
    ("See [the map](https:/example.org).", "link-address", 1),
    ("See [the map](https://https://example.org).", "link-address", 1),
    ("See [the map](The map of us).", "link-address", 1),
    ("Write to [us](maria@example.org).", "link-address", 1),
    ("See [the map](http://localhost:4000/map).", "link-own-computer", 1),
    ("See [the map](C:\\maps\\map.md).", "link-own-computer", 1),
    ("See [the map](file:///home/maria/map).", "link-own-computer", 1),
    ("See [April](2024-04-01-april.md).", "link-missing", 1),
    ("See [above](#nowhere).", "link-anchor", 1),
    ("See [this](javascript:alert(1)).", "link-unsafe", 1),
    ("See [Rain](http://en.wikipedia.org/wiki/Rain).", "link-http", 1),
    ("See https://example.org/map for more.", "link-bare", 1),
    ("For more, click [here](https://example.org/map).", "link-vague", 1),
    # images
    ("![the river]http://example.org/r.png", "image-syntax", 1),
    ("![the river] (http://example.org/r.png)", "image-syntax", 1),
    ("! [the river](http://example.org/r.png)", "image-syntax", 1),
    ("!(the river)[http://example.org/r.png]", "image-syntax", 1),
    ("![[river.png]]", "image-syntax", 1),
    ("![the river](river.png)", "image-missing", 1),
    ("![the river](images\\river.png)", "image-missing", 1),
    ("![the river](C:\\Users\\Maria\\river.png)", "image-missing", 1),
    ("![the river](/home/maria/river.png)", "image-missing", 1),
    ("![the river](www.example.org/river.png)", "image-missing", 1),
    ("![the river](https://imgur.com/a/x1Y2z)", "image-is-page", 1),
    ("![the river](https://github.com/a/b/blob/main/r.png)", "image-is-page", 1),
    ("![](https://example.org/r.png)", "image-no-alt", 1),
    ('<img src="https://example.org/r.png">', "image-no-alt", 1),
    ("![IMG_2034.JPG](https://example.org/r.png)", "image-poor-alt", 1),
    ("![screenshot 2](https://example.org/r.png)", "image-poor-alt", 1),
    ("![the river](https://example.org/r.png)", "image-elsewhere", 1),
    ('<img scr="https://example.org/r.png" alt="the river">', "image-attribute", 1),
    # HTML
    ('<iframe src="https://trinket.io/embed/x" width="100%"\n\nAnd then we went home.', "html-unfinished", 1),
    ('<iframe src="https://trinket.io/embed/x"></iframe\n\nAnd then we went home.', "html-unfinished", 1),
    ('<iframe src="https://trinket.io/embed/x">\n\nAnd then we went home.', "html-open", 1),
    ("Type <code>ls to see.\n\nThen go on.", "html-open", 1),
    ("<b>Bread\n\nSoup", "html-open", 1),
    ('iframe src="https://trinket.io/embed/x" width="100%"></iframe>', "html-broken", 1),
    ("<small>on a train small>", "html-broken", 1),
    ("Bread</br>Soup", "html-br", 1),
    ("Run it as <username> first.", "html-vanishes", 1),
    ("It is a Vec<T> of Option<B> things.", "html-vanishes", 1),
    ("<script src='https://example.org/x.js'></script>", "html-removed", 1),
    ('<iframe src="http://trinket.io/embed/x"></iframe>', "embed-http", 1),
    ('<iframe src="https://nobody.example/x"></iframe>', "embed-host", 1),
    # leftovers
    ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x", "conflict-marker", 1),
    ("Reflection: TBD", "note-to-self", 1),
    ("TODO write this", "note-to-self", 1),
    ("Insert picture here", "template-text", 1),
    ("[Add your reflection]", "template-text", 1),
    ("<!-- your content here -->", "template-text", 1),
    ("Lorem ipsum dolor sit amet", "template-text", 1),
    ("{% highlight python %}", "template-tag", 1),
    ("{{< youtube abc >}}", "template-tag", 1),
    ("See {{ site.baseurl }}.", "template-tag", 1),
    ("![the river](https://example.org/r.png){width=500}", "attribute-list", 1),
    # privacy and characters
    ("Write to maria@walkers.net now.", "email-shown", 1),
    ("Call +44 20 7946 0123 now.", "phone-shown", 1),
    ("-----BEGIN RSA PRIVATE KEY-----", "secret", 1),
    ("token = ghp_" + "a1B2" * 10, "secret", 1),
    ("\u200bIt rained.", "invisible-character", 1),
    ("It donâ€™t matter.", "broken-letters", 1),
    ("| | |\n|---|---|\n| a | b |", "table-header", 1),
]


@pytest.mark.parametrize(("body", "rule", "line"), IN_THE_TEXT)
def test_a_mistake_in_the_text_is_named_on_its_line(community: Community, body: str, rule: str, line: int) -> None:
    community.post(body)
    assert (rule, line + BODY_STARTS - 1) in community.told()


def test_words_of_a_link_that_a_space_took_apart_are_no_template(community: Community) -> None:
    community.post("See the [talk](talk.pdf] and the [photos] (https://photos.soup.example).")
    assert {each.id for each in community.problems()}.isdisjoint(("template-text",))


FINE = [
    "A paragraph with *stars*, **bold words** and `code`.",
    "*Emphasis may go on\nfor a second line.*",
    "- one\n- two\n  - three\n\n1. first\n2. second",
    "* one\n\n  with a paragraph\n* two",
    "**Bread:** soup, and **soup** bread.",
    "2024-05-01 was a day. Section 3.4 is long; so is 5) of the rules.",
    "#hashtag is what people write.",
    "Snake_case_names and 2 * 3 * 4 stay as they are.",
    "```python\n# a comment\nx = '<tag>' * 2  # TODO in code\nprint(\"hi\")\n```",
    "````\n```\nnested\n```\n````",
    "    for x in y:\n        print(x)",
    "> A quotation\n>\n> - with a list",
    "See [the docs](https://docs.python.org/3/library/os.html#os.path) and <https://example.org>.",
    "See [Pelican](https://en.wikipedia.org/wiki/Pelican_(bird)) and [that][ref].\n\n[ref]: https://example.org/ref",
    "[the top](#how-it-went)\n\n## How it went\n\nIt rained.",
    "5 < 6 and 7 > 2, a <- b, x<y",
    "<details>\n<summary>More</summary>\n\nText.\n\n</details>",
    '<p lang="ar" dir="rtl">مرحبا</p>',
    "H<sub>2</sub>O and <kbd>Ctrl</kbd>+<kbd>C</kbd><br>done",
    "It rained. <!-- a remark to editors -->",
    "A footnote.[^1]\n\n[^1]: Here it is.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "می‌خواهم and ภาษา​ไทย and 👩‍👩‍👧 are words.",
    "We read `__init__`, `[x](y)` and `<div>`.",
    "Write to [me](mailto:maria@example.org).",
    "It cost 1,234,567 pounds in 1999-2024, at 10:30.",
    "He said “hello”, and she said ‘no’.",
    "if you ask me, it was good. for example: soup. while we ate, it rained.",
    "return to sender, said the postman. import taxes are high.",
    "~~no~~ yes :smile: @someone #42",
    "$E = mc^2$, and $x_1 * x_2 * x_3$",
    "> [!NOTE]\n> This is a note.",
    "Term\n: definition",
    "![The river behind the library](../images/river.png)",
    "line one  \nline two\\\nline three",
    '<figure>\n<img src="../images/river.png" alt="The river">\n<figcaption>The river.</figcaption>\n</figure>',
    "Title\n=====\n\nText\n\nOther\n-----\n\nText",
    "- a list\n\n  ```python\n  print(1)\n  ```\n\n- more",
]


@pytest.mark.parametrize("body", FINE)
def test_a_sound_text_has_nothing_to_put_right(community: Community, body: str) -> None:
    community.picture()
    community.is_fine(body)


ELSEWHERE = [
    ("2024-05-01-a-walk.md", "wrong-place"),
    ("_posts/2024-05-01-a-walk.md", "wrong-place"),
    ("post/a-walk.md", "wrong-place"),
    ("Posts/maria/a-walk.md", "wrong-place"),
    ("our-blog/content/posts/2024-05-01-a-walk.md", "wrong-place"),
    ("_posts/2024-05-01-a-walk", "wrong-place"),
    ("a-walk.md", "wrong-place"),
    ("2024-05-01-a-walk.md.save", "leftover-file"),
]


@pytest.mark.parametrize(("path", "rule"), ELSEWHERE)
def test_a_post_anywhere_else_in_the_repository_is_found(community: Community, path: str, rule: str) -> None:
    community.write(path, TOP + "It rained.\n")
    assert [(each.id, each.path) for each in community.problems()] == [(rule, path)]


@pytest.mark.parametrize(
    "path", ["README.md", "docs/guide.md", "CONTRIBUTING.md", "notes.txt", "LICENSE", "theme/README.md", "TODO.md"]
)
def test_files_of_the_project_are_no_posts(community: Community, path: str) -> None:
    community.write(path, "# About this project\n\nHello.\n")
    assert community.problems() == []


def test_what_a_program_keeps_is_no_post(community: Community) -> None:
    """Such as our own cache, where it is not hidden: the name of a part of the search begins like a day."""
    community.write("cache/search/10-1-3643ce46", b"potluck3 \n\xb9\xaf\xef\xe1[]")
    assert community.problems() == []


def test_a_damaged_image_keeps_no_other_from_being_looked_at(community: Community) -> None:
    """Its decoder raises what no other one does."""
    damaged = io.BytesIO()
    Image.new("RGB", (8, 8)).save(damaged, "AVIF")
    community.write("content/images/a.avif", damaged.getvalue().replace(b"pitm", b"none"))
    community.write("content/images/b.png", b"<html>")
    assert {(each.id, each.path) for each in community.check().problems} == {
        ("image-not-image", "content/images/b.png")
    }


def test_a_stray_post_hears_of_its_other_mistakes_too(community: Community) -> None:
    community.write("_posts/2024-05-01-walk.md", "---\ntitle: A walk\narthor: maria-silva\n---\n\n##Rain\n")
    assert {"wrong-place", "key-unknown", "heading-space"} <= community.ids()


def test_a_handle_in_other_letters_is_named_with_the_right_ones(community: Community) -> None:
    community.write(POST, TOP.replace("maria-silva", "Maria-Silva") + "It rained.\n")
    (problem,) = community.problems("author-spelling")
    assert problem.edit is not None
    assert problem.edit.replacement == "author: maria-silva"


def test_signs_that_end_no_block_are_counted_in_words(community: Community) -> None:
    """Between backticks nobody can tell how many backticks there are."""
    community.post("````python\nbake(3)\n```\n\nIt rained.")
    (problem,) = community.problems("fence-wrong")
    assert problem.title == "A block that begins with four backticks does not end with three backticks."
    assert problem.fix == "On line 8, write four backticks and nothing else:\n\n````"


def test_an_author_left_in_from_an_example_is_noticed_by_the_folder(community: Community) -> None:
    community.write("content/authors/li-wei.md", "---\nname: Li Wei\n---\n")
    community.post("It rained.", "content/posts/li-wei/2024-05-01-walk.md")
    assert community.ids() == {"author-folder"}


def test_a_folder_almost_called_like_its_author_is_named(community: Community) -> None:
    community.post("It rained.", "content/posts/maria-sliva/2024-05-01-walk.md")
    (problem,) = community.problems()
    assert problem.move_to == "content/posts/maria-silva/2024-05-01-walk.md"


def test_a_date_in_the_future_says_when_the_post_appears(community: Community) -> None:
    community.post("It rained.", "content/posts/2026-12-03-walk.md")
    (problem,) = community.problems("date-future")
    assert "2026-12-03" in problem.title
    assert "2026-03-12" in problem.fix


def test_last_years_number_in_a_date_is_noticed(community: Community) -> None:
    community.post("It rained.", "content/posts/2023-01-06-walk.md")
    community.commit("2024-01-06T10:00:00+00:00")
    assert community.ids() == {"date-unlikely"}


def test_a_blog_brought_along_is_no_mistake(community: Community) -> None:
    for day in range(1, 9):
        community.write(
            f"content/posts/2019-01-0{day}-w{day}.md", TOP.replace("river", f"river {day}") + "It rained.\n"
        )
    community.commit()
    assert community.ids() == set()


@pytest.mark.parametrize(("day", "told"), [("2026-06-01", False), ("2026-06-02", False), ("2026-06-03", True)])
def test_an_update_of_a_day_to_come_would_stay_above_all_else(community: Community, day: str, *, told: bool) -> None:
    community.write(POST, TOP.replace("author", f"updated: {day}\nauthor") + "It rained.\n")
    assert [(each.line, each.is_error) for each in community.problems("updated-future")] == [(3, True)] * told


def test_a_slug_of_another_post_is_told_also_where_the_file_is_in_the_wrong_folder(community: Community) -> None:
    text = "---\ntitle: News of June\nslug: news-of-may\nauthor: maria-silva\n---\n\nIt rained.\n"
    community.write("content/blog/2024-05-01-news-of-june/index.md", text)
    assert community.told() == [("wrong-place", None), ("slug-differs", 3)]
