"""Posts in a language that the site is not in, and that don't say so; told where the letters alone prove it.

A post has the site's language unless it says another. Where it is written in letters that no language of the site's
kind uses, title and text, it is in another one for certain; which one, often enough as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from potluck.checks.registry import site_check, text_check
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.front_matter.top import line_of
from potluck.content.tree import Kind
from potluck.problems import Problem, warning, whole_post

LETTERS = {
    "Latin": r"A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Greek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": r"\u0400-\u052f",
    "Armenian": r"\u0531-\u0587",
    "Hebrew": r"\u05d0-\u05ea",
    "Arabic": r"\u0620-\u064a\u066e-\u06d3",
    "Devanagari": r"\u0904-\u0939",
    "Bengali": r"\u0985-\u09b9",
    "Tamil": r"\u0b85-\u0bb9",
    "Thai": r"\u0e01-\u0e2e",
    "Georgian": r"\u10d0-\u10ff",
    "Korean": r"\uac00-\ud7a3",
    "Japanese": r"\u3041-\u3096\u30a1-\u30fa",
    "Chinese": r"\u3400-\u4dbf\u4e00-\u9fff",
}
"""Kinds of letters, as in a class of a regular expression. Those that one language alone writes have its name."""
USED_BY = {
    "Latin": "ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv nb nl nn no pl pt ro sk sl sv tr vi",
    "Greek": "el",
    "Cyrillic": "be bg mk ru uk",
    "Hebrew": "he yi",
    "Arabic": "ar fa ur",
    "Thai": "th",
    "Korean": "ko",
    "Japanese": "ja",
    "Chinese": "zh ja ko",
}
"""The languages of a site of which we know that they are written in these letters; of others nothing is said."""
SAYS = {
    "Latin": "`lang: en` for English, or `es` for Spanish",
    "Greek": "`lang: el`",
    "Cyrillic": "`lang: ru` for Russian, `uk` for Ukrainian",
    "Armenian": "`lang: hy`",
    "Hebrew": "`lang: he`",
    "Arabic": "`lang: ar` for Arabic, `fa` for Persian, `ur` for Urdu",
    "Devanagari": "`lang: hi` for Hindi, `mr` for Marathi, `ne` for Nepali",
    "Bengali": "`lang: bn` for Bengali, `as` for Assamese",
    "Tamil": "`lang: ta`",
    "Thai": "`lang: th`",
    "Georgian": "`lang: ka`",
    "Korean": "`lang: ko`",
    "Japanese": "`lang: ja`",
    "Chinese": "`lang: zh-Hans`, or `zh-Hant` for traditional characters",
}
UNSPACED = frozenset(("Thai", "Japanese", "Chinese"))
FEWEST, SHARE = 12, 0.8  # words, and the part of all that they have to be
_ADDRESS = re.compile(r"\]\([^)\n]*\)|\w+://\S+|<[^>\n]*>")


def _greek(top: str) -> str:
    text = "Έβρεχε όλο το πρωί, και κανείς δεν παραπονέθηκε. Περπατήσαμε ως τη γέφυρα και γυρίσαμε αργά."
    return f"---\ntitle: Ένας περίπατος δίπλα στο ποτάμι\nauthor: maria-silva\n{top}---\n\n{text}"


LANGUAGE_UNTOLD = warning(
    "language-untold",
    "The post is not in the site's language, and doesn't say so.",
    why="It would be read aloud, broken into lines and laid out as if it were in the site's language.",
    fix="Add a line with its language, such as `lang: el` for Greek, between the two `---`.",
    bad=whole_post(_greek("")),
    good=whole_post(_greek("lang: el\n")),
)


@text_check(LANGUAGE_UNTOLD)
def language_untold(text: Text) -> Iterator[Problem]:
    """A title and a text in letters that the site's language doesn't use, where no language is named."""
    document, own = text.document, _used(text.site.settings.default_lang)
    title = document.front.fields.get("title")
    if document.kind is not Kind.POST or not own or not title or "lang" in document.front.fields:
        return
    words, is_latin = str(title.value), own == {"Latin"}
    if words.isascii() if is_latin else any(_has(kind, words) or _has(kind, text.body) for kind in own):
        return
    strange = {kind for kind in LETTERS if kind not in own and _has(kind, words)}
    if not strange:
        return
    counted = _count(_ADDRESS.sub(" ", text.prose))
    kind, count = counted.most_common(1)[0]
    is_in_title = kind in strange or (kind == "Japanese" and "Chinese" in strange)
    if is_in_title and kind not in own and count >= max(FEWEST, SHARE * counted.total()):
        letters = "Chinese characters" if kind == "Chinese" else f"{kind} letters"
        said = f"The post is in {letters}, and doesn't say in which language."
        fix = f"Add a line with its language between the two `---`: {SAYS[kind]}."
        yield text.at(LANGUAGE_UNTOLD, title.line, title=said, fix=fix)


@site_check(LANGUAGE_UNTOLD, of_heads=True)
def translation_untold(site: Site) -> Iterator[Problem]:
    """A translation that doesn't say in which language it is, and so counts as written in that of the original."""
    posts = site.library.posts
    langs: dict[str, set[str]] = {}
    for post in posts if any(each.translation_of for each in posts) else ():
        langs.setdefault(post.slug, set()).add(post.lang)
    for post in posts:
        if post.translation_of and langs.get(post.translation_of) == {post.lang}:
            title = f"This post translates `{post.translation_of}`, and both count as written in `{post.lang}`."
            fix = "Add a line with this one's own language between the two `---`, such as `lang: es`."
            yield LANGUAGE_UNTOLD.at(post.relative, line_of(post.source, "translation_of"), title=title, fix=fix)


@cache
def _used(lang: str) -> frozenset[str]:
    """The kinds of letters that a language is written in; none where we don't know."""
    first = lang.partition("-")[0].lower()
    return frozenset(kind for kind, langs in USED_BY.items() if first in langs.split())


@cache
def _letters(kind: str) -> re.Pattern[str]:
    return re.compile(f"[{LETTERS[kind]}]+")


def _has(kind: str, text: str) -> bool:
    return _letters(kind).search(text) is not None


def _count(text: str) -> Counter[str]:
    """How many words there are in each kind of letters; where no space ends them, of two letters each."""
    counted: Counter[str] = Counter()
    for kind in LETTERS:
        found = _letters(kind).findall(text)
        counted[kind] = sum(map(len, found)) // 2 if kind in UNSPACED else len(found)
    if counted["Japanese"]:
        counted["Japanese"] += counted.pop("Chinese")
    return counted
