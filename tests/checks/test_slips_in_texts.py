"""Slips in the text of a post, class by class: one message each, on its line, whose mend is what the author meant."""

from __future__ import annotations

import pytest

from tests.checks.conftest import BODY_STARTS, POST, TOP, Community

MAP = "https://example.org/map"


@pytest.mark.parametrize(
    ("body", "rule", "better"),
    [
        # links and pictures
        (f"See [the map] {MAP} today.", "link-gap", f"See [the map]({MAP}) today."),
        (f"See [the map]: {MAP}.", "link-gap", f"See [the map]({MAP})."),
        (f"See [the map]]({MAP}).", "link-gap", f"See [the map]({MAP})."),
        (f"See **[the map]**({MAP}).", "link-gap", f"See **[the map]({MAP})**."),
        (f"See **[the map**]({MAP}).", "link-gap", f"See **[the map]({MAP})**."),
        (f"See **[the `-m` map**]({MAP}).", "link-gap", f"See **[the `-m` map]({MAP})**."),
        (f"See < {MAP} > today.", "link-gap", f"See <{MAP}> today."),
        (f"See [the map]<{MAP}) today.", "link-reversed", f"See [the map]({MAP}) today."),
        ("See <maps.example.org> today.", "html-vanishes", "See <https://maps.example.org> today."),
        ("See [the map](https：//example.org/map).", "link-address", f"See [the map]({MAP})."),
        ("See [the map](https://www..example.org/map).", "link-address", "See [the map](https://www.example.org/map)."),
        ("詳しくはhttps://example.org/mapを見てください。", "link-bare", "詳しくは<https://example.org/map>を見てください。"),
        ("See [the map](www.example,org).", "link-address", "See [the map](https://www.example.org)."),
        (f'See <a href="{MAP}" the map</a>.', "html-unfinished", f'See <a href="{MAP}">the map</a>.'),
        (f"See <a href='{MAP}\">the map</a>.", "html-unfinished", f'See <a href="{MAP}">the map</a>.'),
        (f'See <ahref="{MAP}">the map</a>.', "html-vanishes", f'See <a href="{MAP}">the map</a>.'),
        (f'See <a href="{MAP}">the map<\\a>.', "html-broken", f'See <a href="{MAP}">the map</a>.'),
        ("See ![the docs](https://example.org/docs/).", "image-is-page", "See [the docs](https://example.org/docs/)."),
        (f"{{% embed {MAP} %}}", "template-tag", f"<{MAP}>"),
        (f"%[{MAP}]", "other-markdown", f"<{MAP}>"),
        # what Markdown makes of signs
        ("So 2*3*4 is 24.", "signs-lost", "So `2*3*4` is 24."),
        ("So 2**3 is 8, and 3**2 is 9.", "signs-lost", "So `2**3` is 8, and `3**2` is 9."),
        ("Then 2*3 is 6, and 3*4 is 12.", "signs-lost", "Then `2*3` is 6, and `3*4` is 12."),
        ("It said cups[0](1) there.", "link-missing", "It said `cups[0](1)` there."),
        ('<pre>\nprint("<ok>")\n</pre>', "html-vanishes", '<pre>\nprint("&lt;ok&gt;")\n</pre>'),
        ("= RESTART: C:/Users/ada/a.py\nHi", "code-not-fenced", "```\n= RESTART: C:/Users/ada/a.py\nHi\n```"),
        ("`python\nprint('hi')\n`", "code-not-fenced", "```python\nprint('hi')\n```"),
        ('#!/usr/bin/python3\n"""Tea."""\n\nimport os\nprint("tea")', "code-not-fenced",
         '```python\n#!/usr/bin/python3\n"""Tea."""\n\nimport os\nprint("tea")\n```'),
        (">>> %Run a.py\nHi", "code-not-fenced", "```pycon\n>>> %Run a.py\nHi\n```"),
        ("We wrote y = 5*x+3*y there.", "signs-lost", "We wrote y = `5*x+3*y` there."),
        ("It is \\d+\\.\\d+ for prices.", "signs-lost", "It is `\\d+\\.\\d+` for prices."),
        ("1~2 hours, 3~4 people.", "signs-lost", "1\\~2 hours, 3\\~4 people."),
        ("It was <__main__.Tea object at 0x7f> again.", "underscores-lost",
         "It was `<__main__.Tea object at 0x7f>` again."),
        ("<Figure size 640x480 with 1 Axes>", "html-vanishes", "`<Figure size 640x480 with 1 Axes>`"),
        ("It was **very **good.", "emphasis-space", "It was **very** good."),
        ("यह **ज़रूरी ** है।", "emphasis-space", "यह **ज़रूरी** है।"),
        ("It was ***very** good.", "emphasis-uneven", "It was **very** good."),
        ("It was ~~bad~ good.", "emphasis-uneven", "It was ~~bad~~ good."),
        ("It was **very\\** good.", "emphasis-uneven", "It was **very** good."),
        ("Type \\`git status\\` now.", "sign-escaped", "Type `git status` now."),
        ("\\> It rained, said Ana.\n\\> All day.", "sign-escaped", "> It rained, said Ana.\n> All day."),
        ("&gt; It rained, said Ana.", "sign-escaped", "> It rained, said Ana."),
        ("We drank H~2~O.", "other-markdown", "We drank H<sub>2</sub>O."),
        ("It was 10^3^ cups.", "other-markdown", "It was 10<sup>3</sup> cups."),
        ("== How it went\n\nGood.", "other-markdown", "## How it went\n\nGood."),
        ("> [NOTE]\n> Bring a spoon.", "other-markdown", "> [!NOTE]\n> Bring a spoon."),
        ('!!! tip "Soup"\n\n    ```python\n    for pot in pots:\n        stir(pot)\n    ```', "other-markdown",
         "> [!TIP]\n> **Soup**\n>\n> ```python\n> for pot in pots:\n>     stir(pot)\n> ```"),
        (":::tip[Soup]\n\nBring a spoon.\n\n:::", "other-markdown", "> [!TIP]\n> **Soup**\n>\n> Bring a spoon."),
        # tags
        ("It was <strong>very</b> good.", "html-open", "It was <strong>very</strong> good."),
        ("It was <span>very</span good soup.", "html-unfinished", "It was <span>very</span> good soup."),
        ("It was <strong>very</strnog> good.", "html-open", "It was <strong>very</strong> good."),
        ("<ul>\n<li>Tea<li>\n</ul>", "html-broken", "<ul>\n<li>Tea</li>\n</ul>"),
        ("A <div> tag ends with </div>.", "html-open", "A `<div>` tag ends with `</div>`."),
        ("The <script> tag runs.", "html-removed", "The `<script>` tag runs."),
        ('<script src="https://gist.github.com/ana/01ab.js"></script>', "html-removed", "<https://gist.github.com/ana/01ab>"),
        # lists, tables, notes
        (f"-[the map]({MAP})\n-[the tea]({MAP})", "list-marker", f"- [the map]({MAP})\n- [the tea]({MAP})"),
        ("-**Tea**: hot\n-**Soup**: warm", "list-marker", "- **Tea**: hot\n- **Soup**: warm"),
        ("-`len`: counts\n-`sum`: adds", "list-marker", "- `len`: counts\n- `sum`: adds"),
        ("- Tea\n– Soup\n- Bread", "list-marker", "- Tea\n- Soup\n- Bread"),
        ("1.) Tea\n2.) Soup", "list-marker", "1. Tea\n2. Soup"),
        ("- [x ] Tea\n- [ ] Soup", "list-marker", "- [x] Tea\n- [ ] Soup"),
        ("• Tea\no\tgreen\no\tblack", "list-marker", "- Tea\n  - green\n  - black"),
        ("| it | does\n|---|\n| & | and", "table-broken", "| it | does\n| --- | --- |\n| & | and"),
        ("| it | does |\n| - | - |\n| & | and |\n| | | or |", "table-broken",
         "| it | does |\n| - | - |\n| & | and |\n| \\| | or |"),
        ("| a | b |\n| - | - |\n| 1 | 2 |\nThat was all of it.", "table-broken",
         "| a | b |\n| - | - |\n| 1 | 2 |\n\nThat was all of it."),
        ("| --- | --- |\n| a | b |\n| 1 | 2 |", "table-broken", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("| a | b |\n| - | - |\n\n| 1 | 2 |", "table-broken", "| a | b |\n| - | - |\n| 1 | 2 |"),
        ("It rained.[^1]\n\n[^1:] All day.", "link-undefined", "It rained.[^1]\n\n[^1]: All day."),
        ("It rained.［^1］\n\n[^1]: All day.", "link-undefined", "It rained.[^1]\n\n[^1]: All day."),
        ("| a | b |\n| - | - |\n| 1 | 2 and\n3 |", "table-broken", "| a | b |\n| - | - |\n| 1 | 2 and 3 |"),
        (f"See the map ({MAP} and the menu.", "bracket-alone", f"See the map ({MAP}) and the menu."),
        ("It rained. ## How it went\n\nWell.", "heading-space", "It rained.\n\n## How it went\n\nWell."),
        ("> We had\n> - [x] soup\n> - []tea", "list-marker", "> We had\n> - [x] soup\n> - [ ] tea"),
        ("See https://example.org/Soup_(dish) there.", "link-bare", "See <https://example.org/Soup_(dish)> there."),
        ("<details>\n<sumary>How?</sumary>\n\nSo.\n\n</details>", "html-vanishes",
         "<details>\n<summary>How?</summary>\n\nSo.\n\n</details>"),
        ("這是__重點__內容。", "other-markdown", "這是**重點**內容。"),
        ("We had:\n\n1.1 soup\n1.2 bread", "list-marker", "We had:\n\n- 1.1 soup\n- 1.2 bread"),
        # code
        ("`import os\nprint(os.name)`", "code-not-fenced", "```\nimport os\nprint(os.name)\n```"),
        ("```python print('hi')```", "code-not-fenced", "```python\nprint('hi')\n```"),
        ("poems/\n├── a.txt\n└── b.txt", "code-not-fenced", "```\npoems/\n├── a.txt\n└── b.txt\n```"),
        ("   word  count\n0  rain      3\n1  soup      1", "code-not-fenced",
         "```\n   word  count\n0  rain      3\n1  soup      1\n```"),
        ("fn main() {\n    println!(\"hi\");\n}", "code-not-fenced", "```\nfn main() {\n    println!(\"hi\");\n}\n```"),
        ("So: ``` python\nprint(1)\n```", "fence-late", "So:\n\n```python\nprint(1)\n```"),
        ("~~\nimport os\n~~", "fence-wrong", "```\nimport os\n```"),
        # left in
        ("Itâ€™s good, and â€œwarmâ€ too.", "broken-letters", "It’s good, and “warm” too."),
        ("It was good.\n\nVon meinem iPhone gesendet", "note-to-self", "It was good."),
        ("It was good.\n\nRegenerate response", "chat-text", "It was good."),
        ("It was good.\n\npython\nCopy code", "chat-text", "It was good."),
        ("Tea is good [oai_citation:0‡Tea](https://example.org).", "chat-text", "Tea is good."),
    ],
)  # fmt: skip
def test_one_slip_is_one_message_and_one_mend(community: Community, body: str, rule: str, better: str) -> None:
    community.post(body)
    assert [each for each, _ in community.told()] == [rule]
    assert community.mended().rstrip("\n") == f"{TOP}{better}"
    assert community.problems() == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("(hier Bild einfügen)", "template-text"),
        ("See ![the river] here.", "image-syntax"),
        ('<iframe title="the river"></iframe>', "html-broken"),
        ("<attached: 12-PHOTO.jpg>", "other-markdown"),
        ("Ask [Tom](mailto:).", "link-empty"),
        ("[insérer une photo du groupe]", "template-text"),
        ("（ここに写真を入れる）", "template-text"),
        ("[image of the river here]", "template-text"),
        ("See [my code](https://github.com/your-username/poems).", "template-text"),
        ("PENDIENTE: la foto", "note-to-self"),
        ("Photos to be added.", "note-to-self"),
        ("The end (to be written)", "note-to-self"),
        ("[image: river.png]", "other-markdown"),
        ("Tea. Commented [AL1]: Really?", "other-markdown"),
        ("From: Ana <ana@example.org>\nTo: all\nSubject: soup\n\nIt was good.", "other-markdown"),
        (f"Mehr gibt es [hier]({MAP}).", "link-vague"),
        (f"詳しくは[こちら]({MAP})。", "link-vague"),
        (f'See <a href="{MAP}">here</a>.', "link-vague"),
        ("Ruf an: 0171 2345678, bitte.", "phone-shown"),
        ("電話は090-1234-5678です。", "phone-shown"),
        ("Appelez le 06 12 34 56 78.", "phone-shown"),
        ("La contraseña del wifi es Sopa2024Rica!", "secret"),
    ],
)
def test_what_only_its_author_can_put_right_is_told(community: Community, body: str, rule: str) -> None:
    community.post(body)
    assert community.told() == [(rule, BODY_STARTS)]


@pytest.mark.parametrize(
    "body",
    [
        "It takes *args, **kwargs and **options.",
        "It allows other pots to be added, as a second course. A spoon needs to be added.",
        "Look which words have to be added\nto the list, and what was to be added to it.",
        "The TODO app was our first; 2 * 3 * 4 is 24, and 2 ** 3 is 8.",
        f"See [1] and [2], [the map]({MAP}) and [snow](<https://example.org/a b>).",
        "About ~5 minutes; ~/bin and ~/poems; it is ~good~ and un*frigging*believable.",
        "We met on 2024-05-01; ISBN 978-0-262-03384-8, version 3.11.4, 192.168.0.1.",
        "| a | b |\n| - | - |\n| 1 | 2 |\n\nThat was all.",
        "||tea|soup|\n|-|-|-|\n|one|1|2|\n|two|3||\n\n||tea|soup\n:--|:--:|:--:\none|1|2",
        "It rained.  Then we ate.  It was good.\nIt rained.  Then we ate.  It was good.\nSo 1.  And 2.",
        "It took 1.5 hours,\n2.5 with the soup; version\n3.11 and\n3.13 are fine. 檔案是 資料_第一版_最終.docx。",
        "In C ## joins two words. Write ## and then the heading; ### is smaller.",
        "Joining was added late. ## Two of them join\nwhat stands at their sides. 我們談過。## 是標題的記號。",
        "Joined, it was 50%% in May and 20%% in June; ``%%`` is how printf writes it.",
        "> - [] is an empty list\n> - [x] and this a box",
        f"See the map ({MAP}\nand the menu), or ([the map]({MAP}) (and more)).",
        "1. First\n\n   > - a list\n   >\n   >   ```sh\n   >   ls -la\n   >   ```\n\n2. Second",
        "In reStructuredText it is `` :func:`print` `` and `` `words <https://example.org>`_ ``.",
        "It works with `one line\nof code that wraps` in it.",
        f"See [impl Eq for &mut [A]]({MAP}).",
        "It shows as a jumble (â€).",
        "Ask [the list](Mailto:us@lists.example.org).",
        f"See [Tu]({MAP}), a band, and [Her]({MAP}), a film.",
        "- it was cold,\n-5 degrees\n- and wet",
        "+1 from Ada.\n\n+1 from Bo.\n\n-40 is as cold in both scales.",
        '```python\nsaid = {"bo": "It is “so” and “so”"}\n```',
        "Push with `glpat-xxxxxxxxxxxxxxxxxxxx`, or glpat-your_token_goes_here1, say.",
        "Mehr als ~~hier~~ da; aquí y allí, ici et là.",
        f"*[The map]({MAP}) by Ana*",
    ],
)
def test_what_is_meant_as_it_stands_is_left_alone(community: Community, body: str) -> None:
    community.post(body)
    assert [(each.id, each.title) for each in community.problems() if each.id != "language-untold"] == []


@pytest.mark.parametrize("name", ["River.png", "[river.png]", "[lake.jpg]"])
def test_the_name_of_a_picture_alone_shows_none(community: Community, name: str) -> None:
    post = POST.replace(".md", "/index.md")
    community.picture(post.replace("index.md", "river.png"))
    community.post(f"So it looked:\n\n{name}\n\nIt rained.", post)
    (found,) = [each for each in community.problems() if each.line]
    assert (found.id, found.line) == ("image-as-link", 8)
    assert found.fix == f"Write: `![what the picture shows]({name.strip('[]').lower()})`"


@pytest.mark.parametrize(
    "words",
    ["soup.png", "See river.png.", "- river.png", "`river.png`", "[river.png]\n\n[river.png]: https://example.org"],
)
def test_the_name_of_a_file_in_a_text_is_left_alone(community: Community, words: str) -> None:
    community.picture("content/images/river.png")
    community.post(f"These are files:\n\n{words}\n\nIt rained.")
    assert "image-as-link" not in community.ids()


def test_what_stands_within_a_tag_that_goes_is_not_told_again(community: Community) -> None:
    community.post('<form action="/soup">\n<input name="salt"><button>Ask</button>\n</form>\n\n<button>More</button>')
    assert community.told() == [("html-removed", 6), ("html-removed", 10)]


def test_what_stands_within_the_second_tag_that_goes_is_not_told_either(community: Community) -> None:
    form = '<form action="/soup"><button>Ask</button></form>'
    community.post(f"{form}\n\nIt rained.\n\n{form}")
    assert community.told() == [("html-removed", 6)]


def test_a_comment_within_code_without_a_fence_is_not_told_again(community: Community) -> None:
    community.post("import os\n# list them\nnames = os.listdir()\n# print them\nprint(names)")
    assert community.told() == [("code-not-fenced", 6)]


def test_an_address_of_a_page_without_its_beginning_gets_it(community: Community) -> None:
    community.is_mended_at_once(
        "See [the map](example.org/map.html).", "link-address", 1, "See [the map](https://example.org/map.html)."
    )


def test_a_picture_that_can_keep_neither_name_nor_place_is_told_both(community: Community) -> None:
    community.picture("content/posts/my river.png")
    community.post("![The river](my%20river.png)")
    (found,) = community.problems("image-missing")
    assert found.fix == "Move it to `content/images/my-river.png`, and write: `../images/my-river.png`"


def test_a_picture_by_its_name_in_a_tag_of_another_program_is_kept(community: Community) -> None:
    community.post("{% asset_img fern.jpg A fern in rain %}")
    (found,) = community.problems("template-tag")
    assert found.fix == "Write: `![A fern in rain](fern.jpg)`"


def test_a_name_with_spaces_in_a_tag_of_another_program_is_not_cut(community: Community) -> None:
    community.post('{% asset_img "my fern.jpg" %}')
    assert "my fern.jpg" in community.mended()


def test_an_address_that_only_its_author_can_open_becomes_no_link(community: Community) -> None:
    community.is_mended_at_once(
        "It runs at http://localhost:8000/soup.", "link-bare", 1, "It runs at `http://localhost:8000/soup`."
    )


@pytest.mark.parametrize("name", ["model.pt", "kernel.cl", "config.ru"])
def test_the_name_of_a_file_is_no_site(community: Community, name: str) -> None:
    community.post(f"See [the file]({name}).")
    assert "link-address" not in community.ids()


@pytest.mark.parametrize("host", ["youtu.be/dQw4w9WgXcQ", "bit.ly/soup", "example.pt/sopa"])
def test_a_site_of_any_country_is_known_without_its_beginning(community: Community, host: str) -> None:
    community.is_mended_at_once(f"See [the film]({host}).", "link-address", 1, f"See [the film](https://{host}).")


def test_a_command_that_asks_a_server_is_code(community: Community) -> None:
    line = 'curl -H "Accept: text/plain" https://example.org/soup'
    community.is_mended_at_once(
        f"Ask it:\n\n{line}\n\nIt answers.", "code-not-fenced", 3, f"Ask it:\n\n```\n{line}\n```\n\nIt answers."
    )


def test_what_a_program_noted_with_its_times_is_code(community: Community) -> None:
    lines = "2024-05-01 08:00:01 INFO soup=1\n2024-05-01 08:05:01 WARN soup=2"
    community.is_mended_at_once(lines, "code-not-fenced", 1, f"```\n{lines}\n```")


def test_the_name_of_a_language_above_code_becomes_that_of_its_block(community: Community) -> None:
    community.post("So:\nPython\nimport os\nprint(os.getcwd())")
    assert community.told() == [("code-not-fenced", 8)]
    assert community.mended().endswith("So:\n\n```python\nimport os\nprint(os.getcwd())\n```\n")


def test_the_name_of_a_language_that_ends_a_sentence_above_code_stays(community: Community) -> None:
    community.post("It is written in\nPython\nimport os\nprint(os.getcwd())")
    assert "written in\nPython\n\n```python\nimport os\n" in community.mended()


def test_a_first_row_with_a_bar_at_one_end_is_the_first(community: Community) -> None:
    community.is_mended_at_once(
        "| Soup | Salt\nlentil | 3\nmiso | 0", "table-broken", 1, "| Soup | Salt\n| --- | --- |\nlentil | 3\nmiso | 0"
    )


def test_a_sign_behind_code_that_begins_the_line_makes_no_item_of_it(community: Community) -> None:
    community.is_fine("`pip` · the installer of things")


def test_a_sign_of_two_characters_is_named_whole(community: Community) -> None:
    community.post("-> bread\n-> soup")
    assert [each.title for each in community.problems()] == ["`->` does not make a list here."]


def test_a_bracket_that_opens_twice_makes_no_link(community: Community) -> None:
    community.is_mended_at_once(
        "See [the map[(https://example.org/map).", "link-reversed", 1, "See [the map](https://example.org/map)."
    )


@pytest.mark.parametrize(
    "words", ["Feel free to ask if you need any further adjustments!", "Let me know if you want any further changes."]
)
def test_what_a_chat_program_offers_at_the_end_is_no_part(community: Community, words: str) -> None:
    community.post(f"It rained.\n\n{words}")
    assert community.told() == [("chat-text", 8)]


@pytest.mark.parametrize(
    "words",
    [
        "Feel free to ask if you have questions!",
        "Let me know if you come.",
        "Let me know if you need any changes by Friday.",
    ],
)
def test_what_an_author_offers_is_left_alone(community: Community, words: str) -> None:
    community.is_fine(f"It rained.\n\n{words}")


@pytest.mark.parametrize(
    "words",
    [
        "| sum | turned round |\n| --- | --- |\n| 2*3 | 3*2 |\n| 2**3 | 3**2 |",
        "We have 2*(3+4), and 5*(6+7).",
        "It is 2*-3, and 4*-5.",
        "Of [2*3](https://example.org/a) and [4*5](https://example.org/b).",
        "See [the sums](https://example.org/2*3*4), and <https://example.org/2*3/4*5>.",
    ],
)
def test_stars_that_are_no_pair_are_left_alone(community: Community, words: str) -> None:
    community.is_fine(words)


def test_products_with_brackets_are_set_as_code_whole(community: Community) -> None:
    community.is_mended_at_once("So 3*4 is less than 2*(3+4).", "signs-lost", 1, "So `3*4` is less than `2*(3+4)`.")


@pytest.mark.parametrize("words", ["the[rules](our-rules)", "part[1](part-one)"])
def test_a_link_that_stands_close_to_a_word_is_no_code(community: Community, words: str) -> None:
    community.post(f"See {words}.")
    assert all("backticks" not in each.fix for each in community.problems("link-missing"))


def test_code_below_the_name_of_a_tag_is_set_in_backticks(community: Community) -> None:
    community.is_mended_at_once(
        "I learnt of `<pre>`.\n\nThen I used List<T>.",
        "html-vanishes",
        3,
        "I learnt of `<pre>`.\n\nThen I used `List<T>`.",
    )


def test_what_other_programs_are_told_behind_a_language_is_no_code(community: Community) -> None:
    said = ('py title="src/a.py" {1,3-4} showLineNumbers', 'ts title="x.ts" ins={1}', 'py title="a.py" hl_lines="2 3"')
    community.post("".join(f"```{each}\nbake = 1\n```\n\nAnd so on.\n\n" for each in said))
    assert "fence-first-line" not in community.ids()
