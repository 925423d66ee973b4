"""Values at the top as people write them who never saw such lines before: one problem, and the line that was meant."""

from __future__ import annotations

import pytest

from tests.checks.conftest import POST, Community

RAIN = "\n\nIt rained.\n"
LISTS = [
    ("tags: [#rain, #soup]", "front-matter-sign", 4, "tags: rain, soup"),
    ('tags: ["rain", "soup")', "front-matter-sign", 4, 'tags: ["rain", "soup"]'),
    ("tags: ['rain, 'soup']", "front-matter-sign", 4, "tags: rain, soup"),
    ("tags: [rain], [soup]", "front-matter-sign", 4, "tags: rain, soup"),
    ("tags: @rain, @soup", "front-matter-sign", 4, "tags: rain, soup"),
    ("tags: • rain • soup", "tag-invalid", 4, "tags: rain, soup"),
    ("tags:\n  - #rain\n  - #soup", "front-matter-sign", 5, "tags:\n  - rain\n  - soup"),
    ("tags:\n  rain\n  soup", "front-matter-list-dash", 5, "tags:\n  - rain\n  - soup"),
    ("tags:\nrain\nhot soup", "front-matter-list-dash", 5, "tags:\n  - rain\n  - hot soup"),
    ("tags:\n  1. rain\n  2. soup", "front-matter-list-dash", 5, "tags:\n  - rain\n  - soup"),
    ("tags:\n  - rain, soup\n  - tea", "tag-invalid", 5, "tags:\n  - rain\n  - soup\n  - tea"),
    ("tags: [[rain, soup]]", "front-matter-value", 4, "tags: [rain, soup]"),
    ("tags:\n  - [rain, soup]\n  - [tea]", "front-matter-value", 4, "tags: [rain, soup, tea]"),
    ("tags:\n  - name: rain\n  - name: soup", "front-matter-value", 4, "tags: [rain, soup]"),
    ("tags: 【rain, soup]", "tag-invalid", 4, "tags: rain, soup"),
    ("tags: [rain, soup】", "front-matter-sign", 4, "tags: [rain, soup]"),
    ("tags: rain > soup > tea", "tag-invalid", 4, "tags: rain, soup, tea"),
    ("tags: rain<br>soup", "tag-invalid", 4, "tags: rain, soup"),
    ("tags: “rain”, “soup”", "tag-invalid", 4, "tags: rain, soup"),
    ("tags: [rain](/tags/rain), [soup](/tags/soup)", "front-matter-sign", 4, "tags: rain, soup"),
    ("tags\n  - rain\n  - soup", "front-matter-line", 4, "tags:\n  - rain\n  - soup"),
]


@pytest.mark.parametrize(("lines", "rule", "line", "better"), LISTS)
def test_a_list_in_another_form_is_told_with_the_list_that_was_meant(
    community: Community, lines: str, rule: str, line: int, better: str
) -> None:
    top = "---\ntitle: A walk\nauthor: maria-silva\n"
    community.write(POST, f"{top}{lines}\n---{RAIN}")
    assert community.told() == [(rule, line)]
    assert community.mended() == f"{top}{better}\n---{RAIN}"
    assert community.problems() == []


VALUES = [
    ('title: "Soup" and "bread"', "front-matter-quotes", 'title: \'"Soup" and "bread"\''),
    ('title: "She said "no" to soup"', "front-matter-quotes", "title: 'She said \"no\" to soup'"),
    ("title: 'Rain', he said, 'is wet'", "front-matter-quotes", "title: \"'Rain', he said, 'is wet'\""),
    ("title: 'Tis the season: soup", "front-matter-quotes", 'title: "\'Tis the season: soup"'),
    ("title: 'The boys' night'", "front-matter-quotes", 'title: "The boys\' night"'),
    ('title: ""Soup""', "front-matter-quotes", 'title: "Soup"'),
    ("title: ``Soup''", "front-matter-sign", "title: Soup"),
    ("title: ## Soup", "front-matter-sign", 'title: "Soup"'),
    ("title: title: Soup", "front-matter-line", "title: Soup"),
    ("title | Soup", "front-matter-line", "title: Soup"),
    ('title "Soup: a defence"', "key-unknown", 'title: "Soup: a defence"'),
    ('title; "Soup: a defence"', "key-unknown", 'title: "Soup: a defence"'),
    ("title Soup: a defence", "key-unknown", 'title: "Soup: a defence"'),
    ("[title]: Soup", "front-matter-line", "title: Soup"),
]


@pytest.mark.parametrize(("line", "rule", "better"), VALUES)
def test_a_value_with_odd_signs_is_told_with_the_words_that_were_meant(
    community: Community, line: str, rule: str, better: str
) -> None:
    community.write(POST, f"---\n{line}\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [(rule, 2)]
    assert community.mended() == f"---\n{better}\nauthor: maria-silva\n---{RAIN}"
    assert community.problems() == []


@pytest.mark.parametrize("gap", [" ", ""])
def test_two_names_on_one_line_are_put_on_two_though_a_value_has_quotation_marks(
    community: Community, gap: str
) -> None:
    community.write(POST, f'---\ntitle: "Soup"{gap}author: maria-silva\n---{RAIN}')
    assert community.told() == [("front-matter-line", 2)]
    assert community.mended() == f'---\ntitle: "Soup"\nauthor: maria-silva\n---{RAIN}'


@pytest.mark.parametrize("value", ["{{ page.title }}", "{% title %}", "<% tp.file.title %>", "%Y-%m-%d"])
@pytest.mark.parametrize("key", ["title", "author", "date"])
def test_what_another_program_would_fill_in_is_one_problem(community: Community, key: str, value: str) -> None:
    lines = {"title": "A walk", "author": "maria-silva", "date": "2024-05-01"} | {key: value}
    top = "\n".join(f"{name}: {said}" for name, said in lines.items())
    community.write(POST, f"---\n{top}\n---{RAIN}")
    (found,) = community.problems()
    assert found.line == 2 + [*lines].index(key)
    assert found.edit is None


@pytest.mark.parametrize("line", ["lang: [en]", "image: []", 'date: ""', "slug: “a-long-walk”", "series: [Walks]"])
def test_brackets_and_quotation_marks_around_one_word_do_no_harm(community: Community, line: str) -> None:
    community.write(POST, f"---\ntitle: A long walk\nauthor: maria-silva\n{line}\n---{RAIN}")
    assert [each.id for each in community.problems() if each.is_error] == []


def test_a_line_that_can_not_be_read_is_not_missed_as_well(community: Community) -> None:
    community.write(POST, f"---\ntitle:\n  en: A walk\n  es: Un paseo\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [("front-matter-value", 2)]


GROUPS = [
    ("series:\n  name: Soups\n  part: 2", "front-matter-line", 4, "series: Soups"),
    ("params:\n  tags: rain\n  lang: en", "key-unknown", 4, "tags: rain\nlang: en"),
    ("event:\n  start: 2024-05-03T19:00\n   place: Hall", "front-matter-line", 6, None),
    ("event:\n  start: 2024-05-03T19:00\n place: Hall", "front-matter-line", 6, None),
    ("event\n  start: 2024-05-03T19:00\n  place: Hall", "front-matter-line", 4, None),
    ("hidden: true", "key-foreign", 4, "status: hidden"),
    ("unlisted: yes", "key-foreign", 4, "status: hidden"),
    ("hidden: false", "key-foreign", 4, ""),
    ("tags: rain\ntags: soup", "key-twice", 5, "tags: [rain, soup]"),
    ("tags: rain\ntags: rain, soup", "key-twice", 5, "tags: [rain, soup]"),
    ("event: The table\nstart: 2024-05-03\nplace: Hall", "front-matter-line", 4,
     "event:\n  name: The table\n  start: 2024-05-03\n  place: Hall"),
    ("event:\n  start: 2024-05-03\n  place: Room #3", "cut-by-hash", 6,
     'event:\n  start: 2024-05-03\n  place: "Room #3"'),
    ('tags: c++, "c#", #soup', "cut-by-hash", 4, 'tags: c++, "c#", soup'),
    ("tags: c#; rain", "tag-invalid", 4, "tags: c#, rain"),
    ("tags: #c#; #rain", "front-matter-sign", 4, "tags: [c#, rain]"),
    ('tags: rainy, "rain, soup', "tag-invalid", 4, "tags: rainy, rain, soup"),
    ("date: 1. svibnja 2024.", "date-invalid", 4, "date: 2024-05-01"),
    ("date: ১ মে ২০২৪", "date-invalid", 4, "date: 2024-05-01"),
    ("date: १ फ़रवरी २०२४", "date-invalid", 4, "date: 2024-02-01"),
    ("date: May the 1st, 2024", "date-invalid", 4, "date: 2024-05-01"),
    ("date: May, 1, '24", "date-invalid", 4, "date: 2024-05-01"),
    ("date: 2024-0501", "date-invalid", 4, "date: 2024-05-01"),
    ("event:\n  start; 2024-05-03T19:00", "date-invalid", 5, "event:\n  start: 2024-05-03T19:00"),
    ("event:\n  begins at: 2024-05-03T19:00", "key-unknown", 5, "event:\n  start: 2024-05-03T19:00"),
    ("date: 20240501T1900", "date-invalid", 4, "date: 2024-05-01 19:00"),
    ("date: 2024-05-01-19:00", "date-invalid", 4, "date: 2024-05-01 19:00"),
    ("date: 1 May '24", "date-invalid", 4, "date: 2024-05-01"),
    ("date: 2024年5月1日 午後7時30分", "date-invalid", 4, "date: 2024-05-01 19:30"),
    ("date: 2240-05-01", "date-invalid", 4, "date: 2024-05-01"),
    ("image_alt (optional): The river", "key-unknown", 4, "image_alt: The river"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "rule", "line", "better"), GROUPS)
def test_lines_of_other_programs_are_told_with_the_lines_that_say_the_same_here(
    community: Community, lines: str, rule: str, line: int, better: str | None
) -> None:
    top = "---\ntitle: A walk\nauthor: maria-silva\n"
    better = "event:\n  start: 2024-05-03T19:00\n  place: Hall" if better is None else better
    community.write(POST, f"{top}{lines}\n---{RAIN}")
    assert community.told()[0] == (rule, line)
    assert community.told()[1:] in ([], [("date-differs", line)])
    assert community.mended() == f"{top}{better}\n---{RAIN}".replace("\n\n---", "\n---")


def test_a_title_and_author_below_another_name_are_kept(community: Community) -> None:
    community.write(POST, f"---\npost:\n  title: A walk\n  author: maria-silva\n---{RAIN}")
    assert community.told() == [("key-unknown", 2)]
    assert community.mended() == f"---\ntitle: A walk\nauthor: maria-silva\n---{RAIN}"


def test_a_title_and_an_author_without_their_names_are_told_apart(community: Community) -> None:
    community.write(POST, f"---\nA walk\nmaria-silva\n---{RAIN}")
    assert community.told() == [("front-matter-line", 2)]
    assert community.mended() == f"---\ntitle: A walk\nauthor: maria-silva\n---{RAIN}"


@pytest.mark.parametrize("lines", ["co-author: dev", "author2: dev", "second author: dev"])
def test_another_author_under_a_name_of_their_own_joins_the_first(community: Community, lines: str) -> None:
    community.write("content/authors/dev.md", "---\nname: Dev\n---\n\nI bake bread.\n")
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\n{lines}\n---{RAIN}")
    assert community.told() == [("key-unknown", 4)]
    assert community.mended() == f"---\ntitle: A walk\nauthors: [maria-silva, dev]\n---{RAIN}"


def test_a_title_and_an_author_in_each_others_place_are_noticed(community: Community) -> None:
    community.write(POST, f"---\ntitle: maria-silva\nauthor: A long walk\n---{RAIN}")
    (found,) = community.problems()
    assert found.fix == "Write: `title: A long walk`, and `author: maria-silva`"


@pytest.mark.parametrize("author", ["silva-maria", "maria-silva with dev", "Maria Silva (she/her)", "Silva"])
def test_a_byline_in_other_words_is_understood(community: Community, author: str) -> None:
    community.write("content/authors/dev.md", "---\nname: Dev\n---\n\nI bake bread.\n")
    community.write(POST, f"---\ntitle: A walk\nauthor: {author}\n---{RAIN}")
    (found,) = community.problems()
    assert (found.id, found.line) == ("author-unknown", 3)
    assert found.fix.startswith("Write: `author: maria-silva")


@pytest.mark.parametrize(
    ("title", "better"),
    [
        ("Soup<br>and bread", "Soup and bread"),
        ("Caf&eacute; soup", "Café soup"),
        ("<b>A list</b> of List<String>", "A list of List<String>"),
        ("Of `</p>` and &lt;br&gt;", "Of `</p>` and `<br>`"),
    ],
)
def test_signs_of_html_in_a_title_become_what_they_stand_for(community: Community, title: str, better: str) -> None:
    community.write(POST, f"---\ntitle: {title}\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [("summary-markdown", 2)]
    assert f'title: "{better}"' in community.mended()


@pytest.mark.parametrize("key", ["title", "summary"])
@pytest.mark.parametrize(
    "words",
    [
        "<T extends U>",
        "<K, V>",
        "How List<String> works",
        "What `<br>` does",
        "`**kwargs**`, `&amp;`, `[a](b)`",
        'Why <html lang="en"> matters, and <input type="date"> not',
        "How to close </script> tags, or <div> and </div>",
        "So 2**3**2 is 512",
    ],
)
def test_code_at_the_top_of_a_post_keeps_its_signs(community: Community, key: str, words: str) -> None:
    others = "" if key == "title" else "title: A walk\n"
    community.write(POST, f"---\n{others}{key}: '{words}'\nauthor: maria-silva\n---{RAIN}")
    assert community.problems() == []
    (post,) = community.check().library.posts
    assert getattr(post, key).replace("`", "") == words.replace("`", "")


PICTURES = [
    "river",
    "../images/river.jpg",
    "../images/rivre.png",
    "..\\images\\river.png",
    "C:\\Users\\maria\\river.png",
    "file:///home/maria/river.png",
    '<img src="../images/river.png">',
    "content/images/river.png",
]


@pytest.mark.parametrize("image", PICTURES)
def test_an_image_at_the_top_under_nearly_its_name_is_told_by_it(community: Community, image: str) -> None:
    community.picture()
    top = "---\ntitle: A walk\nauthor: maria-silva\nimage: "
    community.write(POST, f"{top}{image}\n---{RAIN}")
    assert community.told() == [("image-value", 4)]
    assert community.mended() == f"{top}../images/river.png\n---{RAIN}"


BIOS = [
    ("bluesky: ana", "bluesky: ana.bsky.social"),
    ("github: ana.github.io", "github: ana"),
    ("linkedin: in/ana", "linkedin: ana"),
    ("github: ana/ana.github.io", "github: ana"),
    ("website: https//:ana.org", "website: https://ana.org"),
    ("email: ana@example,com", "email: ana@example.com"),
    ("website: website: https://ana.org", "website: https://ana.org"),
]


@pytest.mark.parametrize(("line", "better"), BIOS)
def test_where_somebody_is_found_is_told_as_it_was_meant(community: Community, line: str, better: str) -> None:
    path = "content/authors/ana-lopes.md"
    community.write(path, f"---\nname: Ana Lopes\n{line}\n---\n\nI bake.\n")
    assert [each.line for each in community.problems()] == [3]
    assert community.mended(path) == f"---\nname: Ana Lopes\n{better}\n---\n\nI bake.\n"


def test_a_word_of_three_letters_is_no_slip_for_a_longer_one(community: Community) -> None:
    community.write("content/authors/ana-lopes.md", "---\nname: Ana Lopes\nage: 23\n---\n\nI bake.\n")
    (found,) = community.problems()
    assert "did you mean" not in found.title


def test_a_person_without_a_name_is_told_the_one_of_the_file(community: Community) -> None:
    community.write("content/authors/ana-lopes.md", "---\nwebsite: https://ana.org\n---\n\nI bake.\n")
    (found,) = community.problems()
    assert "`name: Ana Lopes`" in found.fix


def test_a_person_on_one_line_of_json_is_written_as_lines(community: Community) -> None:
    path = "content/authors/ana-lopes.md"
    community.write(path, '{"name": "Ana Lopes", "github": "ana"}\n')
    assert community.told() == [("front-matter-open", 1)]
    assert community.mended(path).startswith("---\nname: Ana Lopes\ngithub: ana\n---")


def test_a_card_that_is_still_called_as_in_the_template_is_told(community: Community) -> None:
    community.write("content/authors/your-name.md", "---\nname: Ana Lopes\n---\n\nI bake.\n")
    (found,) = community.problems()
    assert (found.id, found.line) == ("title-template", None)
    assert "`content/authors/ana-lopes.md`" in found.fix


def test_two_whole_versions_of_a_post_are_one_problem(community: Community) -> None:
    whole = f"---\ntitle: A walk\nauthor: maria-silva\n---{RAIN}"
    community.write(POST, f"<<<<<<< HEAD\n{whole}\n=======\n{whole}\n>>>>>>> patch-1\n")
    assert community.told() == [("conflict-marker", 1)]


NAMES = [
    ("content/posts/2024-05-01-walk;md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01-walk.m", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01-walk.MD.txt", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01-walk.tex", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01%20walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01T10:00-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/post-2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/content-posts-2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
]


@pytest.mark.parametrize(("path", "better"), NAMES)
def test_a_name_with_more_or_less_than_it_should_have_is_told_the_right_one(
    community: Community, path: str, better: str
) -> None:
    community.write(path, f"---\ntitle: A walk\nauthor: maria-silva\n---{RAIN}")
    (found,) = community.problems()
    assert found.move_to == better


def test_a_card_with_a_day_in_its_name_is_told_the_name_without_it(community: Community) -> None:
    community.write("content/authors/2024-05-01-ana-lopes.md", "---\nname: Ana Lopes\n---\n\nI bake.\n")
    (found,) = community.problems()
    assert found.move_to == "content/authors/ana-lopes.md"


@pytest.mark.parametrize(
    "name",
    ["aliases", "aliases;", "aliases =", "aliases：", "aliases:\u00a0", "aliases.", "- aliases:", "**aliases**:"],
)
def test_the_name_of_a_list_with_odd_signs_keeps_its_items(community: Community, name: str) -> None:
    top = "---\ntitle: A walk\nauthor: maria-silva\n"
    community.write(POST, f"{top}{name}\n- /old/walk/\n---{RAIN}")
    assert community.told() == [("front-matter-line", 4)]
    assert community.mended() == f"{top}aliases:\n- /old/walk/\n---{RAIN}"


def test_the_name_of_a_list_behind_another_value_gets_a_line_of_its_own(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva tags:\n- rain\n---{RAIN}")
    assert community.told() == [("front-matter-line", 3)]
    assert community.mended() == f"---\ntitle: A walk\nauthor: maria-silva\ntags:\n- rain\n---{RAIN}"


@pytest.mark.parametrize("author", ["“maria-silva”", "\u200bmaria-silva"])
def test_what_surrounds_an_author_is_one_problem(community: Community, author: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: {author}\n---{RAIN}")
    (found,) = community.problems()
    assert found.line == 3
    assert community.mended().replace('"', "") == f"---\ntitle: A walk\nauthor: maria-silva\n---{RAIN}"


def test_a_name_that_says_whether_a_day_is_shown_is_no_day(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\nshow_date: true\n---{RAIN}")
    (found,) = community.problems()
    assert "did you mean" not in found.title


def test_tags_of_a_template_are_no_tags(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ntags: <tags>\n---{RAIN}")
    assert community.told() == [("tag-invalid", 4)]


def test_the_links_of_a_post_in_the_wrong_place_are_read_from_the_right_one(community: Community) -> None:
    whole = "---\ntitle: Soup\nauthor: maria-silva\n---\n\nIt was hot.\n"
    community.write("content/posts/2024-04-09-soup.md", whole)
    walk = f"---\ntitle: A walk\nauthor: maria-silva\n---{RAIN}\nSee [the soup](2024-04-09-soup.md).\n"
    for path in ("content/drafts/2024-05-01-walk.md", "2024-05-01-walk.md"):
        wrong = community.write(path, walk)
        assert community.told() == [("wrong-place", None)]
        wrong.unlink()


def test_a_link_to_a_post_that_got_a_folder_is_told_the_new_path(community: Community) -> None:
    whole = "---\ntitle: Soup\nauthor: maria-silva\n---\n\nIt was hot.\n"
    community.write("content/posts/2024-04-09-soup/index.md", whole)
    community.post("See [the soup](2024-04-09-soup.md).")
    (found,) = community.problems()
    assert found.fix == "Write: `2024-04-09-soup/index.md`"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_summary_that_goes_on_below_is_one_line(community: Community, gap: str) -> None:
    top, rest = "---\ntitle: A walk\nauthor: maria-silva\n", f"tags: rain, soup\n---{RAIN}"
    community.write(POST, f"{top}summary: We walked far.{gap}Then it rained.\n{rest}")
    assert community.told() == [("front-matter-line", 4 + len(gap))]
    assert community.mended() == f"{top}summary: We walked far. Then it rained.\n{rest}"
    assert community.problems() == []


def test_a_list_of_words_below_a_text_is_no_end_of_what_stands_at_the_top(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\n\nIt rained.\n\nWe had: soup.\n\n---{RAIN}")
    assert ("front-matter-close", 4) in community.told()


@pytest.mark.parametrize(
    ("written", "better"),
    [('summary "Soup: a defence"', 'summary: "Soup: a defence"'),
     ("event:\n  place: Hall\n  start 2024-06-01T19:00", "event:\n  place: Hall\n  start: 2024-06-01T19:00")],
)  # fmt: skip
def test_a_name_without_its_colon_is_understood_wherever_it_stands(
    community: Community, written: str, better: str
) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\n{written}\n---{RAIN}")
    assert {each.id for each in community.problems() if each.is_error} >= {"key-unknown"}
    assert community.mended() == f"---\ntitle: Soup\nauthor: maria-silva\n{better}\n---{RAIN}"


@pytest.mark.parametrize(
    ("written", "start", "place"),
    [
        ("1 June 2024, 7pm, town hall", "2024-06-01 19:00", "town hall"),
        ("samedi 1 juin 2024 à 19h30, bibliothèque", "2024-06-01 19:30", "bibliothèque"),
        ("June 1, 2024 at the quay", "2024-06-01", "the quay"),
        ("01.06.2024 19 Uhr, Stadthalle", "2024-06-01 19:00", "Stadthalle"),
        ("Sat 1 June 2024 at 14:00, Mill Road 3", "2024-06-01 14:00", "Mill Road 3"),
    ],
)
def test_a_place_behind_the_time_of_an_event_is_kept(
    community: Community, written: str, start: str, place: str
) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\nevent: {written}\n---{RAIN}")
    assert f"event:\n  start: {start}\n  place: {place}\n---" in community.mended()
    assert [each for each in community.problems() if each.is_error] == []


@pytest.mark.parametrize(
    "written",
    ["June 1, 2024, noon", "June 1, 2024, Saturday 12:00", "Saturday, 1 June 2024, 12:00", "le 1 juin 2024 à 12h"],
)
def test_a_time_of_an_event_in_words_is_no_place(community: Community, written: str) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\nevent: {written}\n---{RAIN}")
    assert "event: 2024-06-01 12:00\n---" in community.mended()


def test_a_meetup_from_and_until_with_its_place_keeps_all_three(community: Community) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\nevent: 1 June 2024, 2pm - 4pm, library\n---{RAIN}")
    assert "event:\n  start: 2024-06-01 14:00\n  end: 2024-06-01 16:00\n  place: library\n---" in community.mended()


@pytest.mark.parametrize("when", [" in the evening", ", 2pm - late", ", Saturday"])
def test_what_says_when_is_no_place(community: Community, when: str) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\nevent: 1 June 2024{when}\n---{RAIN}")
    assert "place" not in community.mended()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GA", "ga"),
        ("Brazilian Portuguese", "pt-BR"),
        ("Welsh", "cy"),
        ("עברית", "he"),
        ("русский", "ru"),
        ("Icelandic", "is"),
        ("Deutsch", "de"),
    ],
)
def test_a_language_by_its_name_gets_its_code(community: Community, name: str, code: str) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\nlang: {name}\n---{RAIN}")
    assert f"lang: {code}\n" in community.mended()


def test_an_invisible_character_in_front_of_a_name_is_what_is_wrong(community: Community) -> None:
    community.write(POST, f"---\n\u200ftitle: Soup\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [("invisible-in-value", 2)]
    assert community.mended() == f"---\ntitle: Soup\nauthor: maria-silva\n---{RAIN}"


def test_a_picture_at_the_top_that_is_on_the_authors_computer_is_told_as_that(community: Community) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\nimage: C:\\Pictures\\soup.jpg\n---{RAIN}")
    (found,) = community.problems()
    assert (found.id, found.title) == ("image-value", "`C:\\Pictures\\soup.jpg` is on your own computer.")


def test_a_name_beside_an_empty_title_is_no_author(community: Community) -> None:
    community.write(POST, f"---\ntitle:\nname: A long soup\n---{RAIN}")
    assert "author: A long soup" not in community.mended()


def test_a_name_in_place_of_the_author_is_taken_for_one(community: Community) -> None:
    community.write(POST, f"---\ntitle: Soup\nname: maria-silva\n---{RAIN}")
    assert community.told() == [("key-unknown", 3)]
    assert community.mended() == f"---\ntitle: Soup\nauthor: maria-silva\n---{RAIN}"


@pytest.mark.parametrize("written", ["<A long soup>", "{A long soup}"])
def test_the_signs_of_a_template_around_a_title_go(community: Community, written: str) -> None:
    community.write(POST, f"---\ntitle: {written}\nauthor: maria-silva\n---{RAIN}")
    assert community.mended() == f"---\ntitle: A long soup\nauthor: maria-silva\n---{RAIN}"
    assert community.problems() == []


@pytest.mark.parametrize("title", ["<dialog>", "How <dialog> works", "<b> or <strong>", "<details open>"])
def test_a_title_about_a_tag_is_left_alone(community: Community, title: str) -> None:
    community.write(POST, f"---\ntitle: {title}\nauthor: maria-silva\n---{RAIN}")
    assert "stray-quote" not in community.ids()


@pytest.mark.parametrize("title", ["{braces}", "{Python} and {Rust}"])
def test_the_braces_of_a_title_about_them_stay(community: Community, title: str) -> None:
    community.write(POST, f"---\ntitle: {title}\nauthor: maria-silva\n---{RAIN}")
    assert f'title: "{title}"\n' in community.mended()


@pytest.mark.parametrize("title", ["Be the #change you want", "Why C # for example"])
def test_words_behind_a_hash_that_are_no_note_are_told_of_as_cut(community: Community, title: str) -> None:
    community.write(POST, f"---\ntitle: {title}\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [("cut-by-hash", 2)]


def test_a_note_that_a_template_put_behind_a_title_is_none_of_its_words(community: Community) -> None:
    community.write(POST, f"---\ntitle: Soup # your title here\nauthor: maria-silva # required\n---{RAIN}")
    assert community.problems() == []


def test_tags_written_as_hashtags_below_their_name_are_a_list(community: Community) -> None:
    community.write(POST, f"---\ntitle: Soup\nauthor: maria-silva\ntags:\n  #rain #wet\n  #bread\n---{RAIN}")
    assert community.told() == [("front-matter-sign", 5)]
    assert (
        community.mended() == f"---\ntitle: Soup\nauthor: maria-silva\ntags:\n  - rain\n  - wet\n  - bread\n---{RAIN}"
    )


def test_a_header_without_an_author_is_not_told_of_lines_that_it_has_not(community: Community) -> None:
    community.write(POST, f"Title: Soup\nTags: rain{RAIN}")
    (found,) = community.problems("author-missing")
    assert found.fix.startswith("Among the lines at the top, add a line such as `author: your-handle`.")


def test_who_signs_in_the_text_is_offered_as_the_author_and_not_put_there(community: Community) -> None:
    community.write(POST, f"---\ntitle: Soup\n---\n\n*by Maria Silva*{RAIN}")
    (found,) = community.problems("author-missing")
    assert found.fix.startswith("Between the two `---`, add a line such as `author: maria-silva`.")
    assert found.edit is None


def test_words_that_begin_like_a_signature_are_nobody(community: Community) -> None:
    community.write(POST, f"---\ntitle: Soup\n---\n\nBy the river we sat{RAIN}")
    (found,) = community.problems("author-missing")
    assert "`author: your-handle`" in found.fix


@pytest.mark.parametrize(("day", "better"), [("31.04.2024", None), ("Fri 13", None), ("the 1st", "date: 2024-05-01")])
def test_a_day_that_is_none_is_not_put_in_another_days_place(
    community: Community, day: str, better: str | None
) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ndate: {day}\n---{RAIN}")
    (found,) = community.problems("date-invalid")
    assert (found.edit and found.edit.replacement) == better
