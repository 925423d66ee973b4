"""Titles, slugs and other words at the top that were copied, cut off, or left as the template has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from potluck.checks.registry import site_check, text_check
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.front_matter import keys
from potluck.content.front_matter.keys import POST_KEYS
from potluck.content.front_matter.top import line_of
from potluck.content.front_matter.yaml_block import QUOTE_SIGNS, Field, plain_or_quoted, quoted, unquoted
from potluck.content.model import Post
from potluck.content.names import own_name, read_post_name, slugify
from potluck.content.tree import Kind
from potluck.problems import FRONT_MATTER, POST_PATH, Example, Problem, warning, whole_post

_GOOD = whole_post(FRONT_MATTER + "It rained, and nobody minded.")
CURLY_ITEM = re.compile("[“„”].*[“”]")
ENTITY = (
    r"&(?:amp|lt|gt|quot|nbsp|copy|hellip|szlig|[mn]dash|[lr][sd]quo|#\d+"
    r"|[A-Za-z]{1,2}(?:acute|grave|circ|tilde|uml|cedil|ring|slash|lig));"
)
PAIR = r"<(?P<tag>[a-zA-Z]\w*)(?:\s[^<>]*)?>(?=\S)(?P<within>(?:(?!<(?P=tag)\b).)*?)(?<=\S)</(?P=tag)>"
"""A tag around words: `Using the <div> tag`, `Why <html lang="en"> matters` and `List<String>` are words themselves."""
TAG = rf"<br ?/?>|{PAIR}|(?<=[\w.!?])</[a-zA-Z]\w*>(?!\S)"
BOLD = r"(?<!\w)\*\*\w[^*]*\*\*|\*\*\w[^*]*\*\*(?!\w)"
IN_SUMMARY = re.compile(rf"\]\(|{TAG}|<img\s[^<>]*src=[^<>]*>|{BOLD}|{ENTITY}")
IN_TITLE = re.compile(rf"\]\(\w|{TAG}|{BOLD}|{ENTITY}")
CODE = re.compile(r"(`+)[^`]+\1")
ENDS_IN_ENTITY = re.compile(rf"{ENTITY}\Z")
BREAK = re.compile(r"(?<!\s)\s*+<br ?/?>\s*")
TEMPLATE_NAME = re.compile(
    r"<.*>|\[.*\]|(?:your )?(?:full |first )?name(?: here)?|your[ -]handle|first ?name last ?name|name surname",
    re.IGNORECASE,
)
TEMPLATE_HANDLE = re.compile(r"(?:your|my)-(?:own-)?(?:name|handle)|handle|first-?name-last-?name|username")
TEMPLATE_SLUG = re.compile(
    r"(?:(?:your|my|the|post|insert)-)?title(?:-here|-goes-here)?|untitled(?:-\d+)?|new-(?:post|file)|your-post(?:-name)?"
    r"|name-of-(?:your-)?post|post-name|file-?name|new-text-document|readme"
)
EXAMPLES = frozenset(("2026-11-19-my-first-meetup", "2026-11-19-the-bug-that-ate-sunday"))
"""Names of files in our guides."""
TEMPLATE_TITLE = re.compile(
    r"<[^>]*>|\[(?:your|title|name)[^\]]*\]|\byour[ _-]?name\b|\byour (?:post )?title\b|\Auntitled\b"
    r"|\A(?:my )?(?:post )?title\Z|\Anew post\Z|\A(?:lorem ipsum|xxx+|todo|tbd|\.\.\.)\Z"
    r"|\A\{\{[^{}]*\}\}\Z|\A\{%[^{}]*%\}\Z|\A<%.*%>\Z"
    r"|\Atitle (?:here|goes here|of (?:your|the) post)\b",
    re.IGNORECASE,
)

PUT_HERE = re.compile(r"title|name|post|your|here|insert|todo|\W{3}", re.IGNORECASE)
"""What a template says between angle brackets."""


def _post(lines: str) -> Example:
    return whole_post(f"---\n{lines}\nauthor: maria-silva\n---\n\nIt rained, and nobody minded.")


TITLE_TEMPLATE = warning(
    "title-template",
    "The title is still the one from the template.",
    why="It is the first thing readers see, and every other post made from the template has it too.",
    fix="Write your own title.",
    bad=_post('title: "Your title"'),
    good=_GOOD,
)
TITLE_COPIED = warning(
    "title-copied",
    "Another post has the same title.",
    why="In lists and search results nobody can tell the two apart.",
    fix="Give this post a title of its own.",
    bad=Example(
        {POST_PATH: FRONT_MATTER + "It rained.\n", "content/posts/2024-06-02-sun.md": FRONT_MATTER + "It shone.\n"},
        "two posts with `title: A walk by the river`",
    ),
    good=_GOOD,
)
ENDING_KEYS = frozenset(("title", "name", "series"))
"""Values in which a comma at the end is what a program's line ends with."""
BRACKETED_KEYS = ENDING_KEYS | {"summary"}
LEFT_AT_END = ",;，；\\"
"""What other languages, and Markdown's line breaks, have at the end of a line."""
STRAY_QUOTE = warning(
    "stray-quote",
    "There is a quotation mark at one end of this value and none at the other.",
    why="Readers would see the odd quotation mark.",
    fix="Put the value between two straight quotation marks, or leave them out.",
    bad=_post('title: A walk by the river"'),
    good=_GOOD,
)
CUT_BY_COMMENT = warning(
    "cut-by-hash",
    "Everything from the ` #` on is left out here.",
    why="Between the two `---`, a space and a `#` begin a note that is not shown; the rest of your words is lost.",
    fix="Put the value in quotation marks.",
    bad=_post("title: A walk #river"),
    good=_post('title: "A walk #river"'),
)
SUMMARY_MARKDOWN = warning(
    "summary-markdown",
    "The summary is plain text.",
    why="In lists and search results readers would see the brackets and addresses.",
    fix="Write one or two sentences without links and formatting.",
    bad=_post("title: A walk\nsummary: By [the river](https://example.org/)"),
    good=_post("title: A walk\nsummary: By the river"),
)
KEY_CASE = warning(
    "key-case",
    "This name should be in lower case.",
    why="It is understood here; other programs do not know it like this, and show a post without it.",
    fix="Write the name in lower case.",
    bad=_post("Title: A walk by the river"),
    good=_GOOD,
)
SLUG_DIFFERS = warning(
    "slug-differs",
    "The slug and the name of the file say different things.",
    why="The slug is the end of the post's address; one copied from another post tells readers the wrong thing.",
    fix="Correct the slug, or delete the line: the address then comes from the file's name.",
    bad=_post("title: A walk by the river\nslug: last-months-walk"),
    good=_GOOD,
)

NOTE_OF_TEMPLATE = re.compile(
    r" # (?:your (?:title|name|handle|tags)|required|optional|replace this|e\.?g|comma)\b", re.IGNORECASE
)
"""A note that a template put behind a value, and that is none of its words."""
WITH_ITS_BRACKETS = re.compile(r"<(?![A-Z]\w?[,:] |\w+ (?:extends|super) )(?P<said>[^\W\d_a-z][^<>=\s]* [^<>=]*)>")
"""Words between brackets, as a template has them around what to put there; `<details open>` and `<K, V>` are code."""
LINKED = re.compile(r"!?\[([^\]]*)\]\([^)]*\)(?:\{[^{}]*\})?")
PICTURE = re.compile(rf"(?=!){LINKED.pattern}\s*")


@text_check(TITLE_TEMPLATE)
def name_from_template(text: Text) -> Iterator[Problem]:
    """A person's name, or the words of a post's file name, that a template put there."""
    front, path = text.document.front, text.document.source.path
    if text.document.kind is Kind.PERSON and (name := front.words_of("name")):
        if TEMPLATE_NAME.fullmatch(name.strip()):
            title = f"“{name[:60]}” is still the name from the template."
            yield text.at(TITLE_TEMPLATE, front.line_of("name"), title=title, fix="Write your own name.")
        elif TEMPLATE_HANDLE.fullmatch(path.stem):
            title = f"The file is still called `{path.stem}`, as in the template."
            handle = slugify(name) or "ada"
            fix = f"Rename it to `content/authors/{handle}.md`, and write `author: {handle}` at the top of your post."
            yield text.at(TITLE_TEMPLATE, None, title=title, fix=fix)
    elif text.document.kind is Kind.POST and "slug" not in front.fields:
        slug = read_post_name(own_name(path)).slug
        title_words = slugify(front.words_of("title")).split("-")
        if TEMPLATE_SLUG.fullmatch(slug) or (own_name(path) in EXAMPLES and {*slug.split("-")}.isdisjoint(title_words)):
            title = f"The file is still called `{slug}`, as in the template, and so is the post's address."
            yield text.at(TITLE_TEMPLATE, None, title=title, fix="Rename it: the date, and a few words of your title.")


@text_check(TITLE_TEMPLATE)
def title_from_template(text: Text) -> Iterator[Problem]:
    """A title that a template put there."""
    called = text.document.front.words_of("title")
    found = TEMPLATE_TITLE.search(called)
    if found is None or (re.fullmatch(r"</?[a-z][a-z0-9]*>", found.group()) and found.group() != called):
        return  # a title of one's own, which may be about HTML
    if found.group()[0] == "<" and not PUT_HERE.search(found.group()):
        return
    title = f"“{called[:60]}” is still the title from the template."
    yield text.at(TITLE_TEMPLATE, text.document.front.line_of("title"), title=title)


@text_check(STRAY_QUOTE)
def stray_quotes(text: Text) -> Iterator[Problem]:
    """A quotation mark at one end only, which YAML takes for a part of the value."""
    for entry in text.document.front.written:
        value = entry.value
        if isinstance(value, tuple):
            yield from _curly_items(text, entry)
        if not isinstance(value, str) or len(value) < 3 or entry.line != entry.last_line:
            continue
        marks = [each for each in value if each in '"“”„']
        at_an_end = value[0] in '"“”„' or value[-1] in '"“”„'
        wrapped = value[0] in "“„”" and value[-1] in '”“"' and len(marks) == 2
        wrapped = wrapped or (value[0] in "‘’‚" and value[-1] in "‘’" and "’" not in value[1:-1])
        if (at_an_end and len(marks) == 1) or wrapped:
            better = f"{entry.key}: {quoted(unquoted(value.strip(QUOTE_SIGNS)))}"
            title = "These quotation marks are curly, so readers would see them." if wrapped else ""
            yield text.changed(STRAY_QUOTE, entry.line, better, entry.column, title=title)
        elif keys.canonical(entry.key) in BRACKETED_KEYS and (kept := WITH_ITS_BRACKETS.fullmatch(value)):
            better = f"{entry.key}: {plain_or_quoted(kept['said'])}"
            title = "The `<` and `>` around this value would be shown."
            yield text.changed(STRAY_QUOTE, entry.line, better, entry.column, title=title)
        elif value[-1] in LEFT_AT_END and keys.canonical(entry.key) in ENDING_KEYS and not ENDS_IN_ENTITY.search(value):
            better = f"{entry.key}: {plain_or_quoted(value.rstrip(f'{LEFT_AT_END} '))}"
            title = f"The `{value[-1]}` at the end of this line would be shown."
            yield text.changed(STRAY_QUOTE, entry.line, better, entry.column, title=title)


def _curly_items(text: Text, entry: Field) -> Iterator[Problem]:
    """Curly quotation marks around the items of a list, which become part of them."""
    if entry.line == entry.last_line and any(CURLY_ITEM.fullmatch(item) for item in entry.value or ()):
        better = re.sub("[“”„]", '"', text.line(entry.line))
        title = "These quotation marks are curly, so they become part of the words."
        yield text.changed(STRAY_QUOTE, entry.line, better, entry.column, title=title)


@text_check(CUT_BY_COMMENT)
def cut_by_comment(text: Text) -> Iterator[Problem]:
    """Words that YAML takes for a comment."""
    for key in ("title", "summary", "series", "name", "tags", "image_alt", "event.name", "event.place"):
        entry = text.document.front.fields.get(key)
        if not entry or not entry.words or not entry.is_one_line:
            continue
        line = text.line(entry.line)
        _, _, written = line.partition(":")
        written = written.strip()
        noted = NOTE_OF_TEMPLATE.search(written)
        if written[:1] not in "\"'" and " #" in written and len(entry.words) < len(written) and not noted:
            whole = ", ".join(re.split(r"[\s,]+#|#(?=\w)", written)) if key == "tags" else quoted(written)
            better = f"{line.partition(':')[0]}: {whole}"
            yield text.changed(CUT_BY_COMMENT, entry.line, better, line.find(" #") + 2)


@text_check(SUMMARY_MARKDOWN)
def markdown_in_summary(text: Text) -> Iterator[Problem]:
    """Links, images and tags in a summary, which is plain text."""
    for key, pattern in (("summary", IN_SUMMARY), ("title", IN_TITLE), ("name", IN_TITLE)):
        yield from _formatted(text, key, pattern)


def _formatted(text: Text, key: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    entry = text.document.front.fields.get(key)
    if entry is None:
        return
    code = iter([span.group() for span in CODE.finditer(entry.words)])
    said = CODE.sub("\0", entry.words)  # what stands in code is meant to be seen
    if found := re.search(pattern, said):
        title = f"The {key} is plain text; `{found.group()}` would be shown as it is."
        words = PICTURE.sub("", said) if "\0" not in said else said
        words = BREAK.sub(" ", LINKED.sub(r"\1", words if words.strip() else said))
        words = re.sub(BOLD, lambda bold: bold.group().replace("**", ""), words)
        while (fewer := re.sub(rf"{TAG}|<img\s[^<>]*src=[^<>]*>", lambda tag: tag["within"] or "", words)) != words:
            words = fewer
        plain = unescape(words)
        plain = re.sub(TAG, r"`\g<0>`", plain)  # which stood there as `&lt;br&gt;`, to be seen
        plain = re.sub("\0", lambda _: next(code), plain)
        if not entry.is_one_line or not plain.strip():
            yield text.at(SUMMARY_MARKDOWN, entry.line, title=title)
        else:
            yield text.changed(SUMMARY_MARKDOWN, entry.line, f"{entry.key}: {quoted(plain.strip())}", title=title)


@text_check(KEY_CASE)
def capital_keys(text: Text) -> Iterator[Problem]:
    """`Title:` among names in lower case."""
    written = text.document.front.written
    if not any(entry.key.islower() for entry in written):
        return
    for entry in written:
        line = text.line(entry.line)
        if entry.key.lower() in POST_KEYS and not entry.key.islower() and line.startswith(entry.key):
            better = f"{entry.key.lower()}{line[len(entry.key) :]}"
            yield text.changed(KEY_CASE, entry.line, better, title=f"`{entry.key}` should be `{entry.key.lower()}`.")


@text_check(SLUG_DIFFERS)
def slug_differs(text: Text) -> Iterator[Problem]:
    """A slug with words in it that are not in the name: nearly the name, or what another post is called.

    One of wholly other words is its author's choice.
    """
    front = text.document.front
    entry, aliases = front.fields.get("slug"), front.fields.get("aliases")
    if not entry or text.document.kind is not Kind.POST:
        return
    named = read_post_name(own_name(text.document.source.path)).slug
    known = {*named.split("-"), *slugify(front.words_of("title")).split("-")}
    slug = slugify(entry.words)
    words = slug.split("-")
    is_copied = any(slug == post.slug and post.relative != text.path for post in text.site.library.posts)
    odd = [word for word in words if word not in known] if is_copied or not known.isdisjoint(words) else []
    if odd and named and not (aliases and f"/{named}" in str(aliases.value)):  # else it was changed on purpose
        title = f"The slug says `{entry.words}`, the file's name says `{named}`."
        yield text.changed(SLUG_DIFFERS, entry.line, f"{entry.key}: {named}", title=title)


@site_check(TITLE_COPIED, of_heads=True)
def copied_titles(site: Site) -> Iterator[Problem]:
    """Titles that two posts of one language share; the later post is the copy."""
    first: dict[tuple[str, str], Post] = {}
    for post in sorted(site.library.posts, key=lambda each: (each.date, each.permalink)):
        key = (slugify(post.title) or post.title, post.lang)
        other = first.setdefault(key, post)
        if other is not post and (post.series is None or post.series != other.series):
            title = f"`{other.relative}` has the same title, “{post.title[:60]}”."
            also = (other.relative,)
            yield TITLE_COPIED.at(post.relative, line_of(post.source, "title") or 1, title=title, also=also)
