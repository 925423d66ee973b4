"""What a hostile or unlucky author could hand in: front matter, bodies, bytes and file names."""

from __future__ import annotations

from hypothesis import strategies as st

from potluck.content.front_matter.keys import FOREIGN, PAGE_KEYS, PERSON_KEYS, POST_KEYS

KEYS = [*POST_KEYS, *PAGE_KEYS, *PERSON_KEYS, *FOREIGN, *"Title Author Date Tags Slug".split()]
STRANGE_KEYS = """save_as url template override_save_as _summary get_content __class__ __init__ source_path settings
event events location <b> "a" 'b' ? ?a - [a] {a} !!str 1 null true ~ é \u202e * & @ ` | > % # on y =""".split()
VALUES = """
maria-silva Maria nobody 2024-05-01 2024-05-01T10:00+02:00 2024-05-01T10:00+99:99 9999-12-31 0001-01-01 2024-02-30
10000-01-01 1 may tomorrow -1 1e400 .inf .nan 0x10 0o17 1_0 12:30:45 true no null ~ draft hidden published
[] {} [a,b] [[[]]] {a: {b: {c: d}}} [a, *b, &c] &a *a !!python/object/apply:os.system !!binary !!timestamp !!set !x
"" '' " ' | > |- >2 - -- --- ... a: : a:b a#b # #a @a %a `a "\\x00" "\\uD800" "\\u202e" "So\\x1bup"
"a\\Lb" "So\\fup" "S\\u200bo" "\\U0001F600" '<script>alert(1)</script>'
"\\"><script>" </title> {{x}} {%x%} ../../etc/passwd /etc/passwd //evil.example http://a.example https://a@b.example
javascript:alert(1) photo.jpg ../images/a.png a\u200bb a\u202eb é e\u0301 ﬁ 中文 ✌️ x\ty en zz-ZZ EN_us
mailto:a@b.example @me@social.example 0000-0001-2345-6789 1,2,,3 ,, a,A,á
""".split()

TAGS = """script style svg math mtext mglyph annotation-xml annotation semantics title textarea noscript template select
option table tbody tr td th caption p b i a iframe form input img object embed base meta link plaintext xmp noembed
noframes ifra\ufffeme ifra\u202eme scr\ufffeipt
frameset frame details summary dl dt dd ul ol li pre code h1 h2 div span section figure figcaption abbr button
video audio source picture picture math mi mo foreignObject desc set animate use image body html head marquee""".split()
ATTRIBUTES = """onerror=alert(1) onclick='x' style="position:fixed" srcdoc="<script>x</script>" href=javascript:x
href="java&#10;script:x" href="java&#1;script:x" href="&#8238;javascript:x"
href="java\ufffescript:x" src=//evil.example src=data:text/html,x id=main name=x class="site-header" xlink:href=x
width=1 colspan=1000 start=99999999999 title="&#12;" title='"' href="http://[" href="https://%zz" / = " ' ` <
srcset=x formaction=x ping=x target=_blank type=checkbox checked encoding="text/html" display=block data-embed=//e
""".split()
MARKDOWN = """
[ ] ( ) ![ ]: ]( [^ [^1] [^1]: * _ ** ~~ ~ ` `` ``` ~~~ ````` $ $$ $` `$ | > >> - + 1. 1) 2. # ###### #x \\ \\\\ & &amp;
&#0;
&#x110000; &#12; &#8238; &nosuch; &colon; &Tab; :tada: :+1: @me @maria-silva #1 {: } {{ }} {% %} https://a.example
http://a.b.c_d www.b.example www. // me@a.example mailto:me@a.example *[x]: *[HTML]: : a : --- === |- |:-:|
[!NOTE] [!WARNING] [x] [a](b) [a](<b> "c") ![a](b.png) ![a](b.png "c") <https://a.example> <!-- --> <![CDATA[ ]]> <?
?> <!DOCTYPE <!x > /> \\frac{1}{2} \\text{<b>} \\begin{matrix} \\end{matrix}
\\sqrt[ ^{ _{ \\left( \\right) \\href{x}{y}
\\unicode{x} \\color{red} A-->B graph{TD} hl_lines="1-99999" {1,3-9} python html js console mermaid math diff
text [TOC] [[_TOC_]]
https://youtu.be/dQw4w9WgXcQ https://trinket.io/python/0123456789 https://evil.example/embed password= ghp_ AKIA
""".split()
SPACE = ["\n", "\n\n", " ", "  \n", "    ", "\t", "\n> ", "\n- ", "\n  ", "\n    ", "\r\n", "\r", "\f", "\v", "\xa0"]
ODD = ["\x00", "\x02", "\x03", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "\U000e0041"]

tags = st.builds(
    lambda tag, attributes, end: f"<{tag}{''.join(' ' + each for each in attributes)}{end}",
    st.sampled_from([*TAGS, *(f"/{tag}" for tag in TAGS)]),
    st.lists(st.sampled_from(ATTRIBUTES), max_size=3),
    st.sampled_from([">", ">", ">", "/>", " ", ""]),
)
pieces = (
    st.sampled_from(MARKDOWN)
    | tags
    | st.sampled_from(SPACE)
    | st.sampled_from(["soup", "bread and", "The", "a"])
    | st.sampled_from(ODD)
    | st.text(max_size=6)
)
repeated = st.builds(
    lambda some, times: "".join(some) * times, st.lists(pieces, max_size=4), st.integers(2, 40) | st.integers(2, 2_000)
)
bodies = st.lists(st.one_of(*[pieces] * 12, repeated), max_size=40).map(lambda some: "".join(some)[:90_000])
fences = st.builds(
    lambda fence, info, code, end: f"\n{fence}{info}\n{code}\n{end}\n",
    st.sampled_from(["```", "~~~", "````", "   ```"]),
    st.sampled_from(MARKDOWN) | st.text(max_size=8),
    bodies,
    st.sampled_from(["```", "~~~", "````", ""]),
)

values = st.sampled_from(VALUES) | pieces | st.text(max_size=20) | st.builds(" ".join, st.lists(pieces, max_size=5))
lines = st.builds(
    lambda indent, key, colon, value: f"{indent}{key}{colon}{value}",
    st.sampled_from(["", "", "", "", "  ", "- ", "\t"]),
    st.sampled_from(KEYS) | st.sampled_from(KEYS) | st.sampled_from(STRANGE_KEYS) | st.text(max_size=8),
    st.sampled_from([": ", ": ", ": ", ":", " : ", " ", "=", ": |\n  ", ":\n  - ", ":\n    a: "]),
    values,
)
sound = st.sampled_from(["title: Soup", "author: maria-silva", "date: 2024-05-01", "name: Maria", "math: true"])
blocks = st.lists(sound | sound | lines | lines | values, max_size=12).map("\n".join)
ends = st.sampled_from(["---\n", "---\n", "---\n", "\n---\n\n", "...\n", "", "--- \n", "+++\n", "----\n", "\n"])
whole = st.builds(lambda start, block, end: f"{start}{block}\n{end}", ends, blocks, ends)
# Half of all texts have front matter that can be read, so that their bodies are reached.
tops = st.just("---\ntitle: Soup\nauthor: maria-silva\nmath: true\nname: Maria\n---\n") | whole
texts = st.builds(lambda top, body: top + body, tops, bodies | fences | st.builds(str.__add__, bodies, fences))


def damaged(raw: bytes, cuts: list[tuple[int, bytes]]) -> bytes:
    """The bytes with some put in at odd places."""
    for place, some in cuts:
        at = place % (len(raw) + 1)
        raw = raw[:at] + some + raw[at:]
    return raw


files = st.builds(
    damaged,
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.just([]) | st.just([]) | st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=4)), max_size=3),
)

_NAME = st.text(
    st.sampled_from("abcXYZ0129-._ ~#%\n\t'\"<>&;$`|\\:*?é\u0301\u202e\u200bß中ſ") | st.characters(codec="utf-8"),
    max_size=40,
)
names = st.builds(
    lambda date, name, suffix: (date + name + suffix).replace("/", "").replace("\0", "") or "x",
    st.sampled_from(["2024-05-01-", "", "-", "9999-99-99-", "."]),
    _NAME,
    st.sampled_from([".md", ".md", ".png", "", ".MD", ".html"]),
)
