"""What we put together is what Pagefind makes of the same words, whatever they are, in whichever language."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.search import Index, Part, Searched, Wanted
from potluck.search import index as index_module
from potluck.search.making import Making
from potluck.search.packed import read
from potluck.search.service import run_pagefind
from potluck.search.text import PLAIN, passages
from potluck.search.vocabulary import Vocabulary

BODY = """
<h2 id="a">Quinces and <em>crème brûlée</em></h2>
<p>The quinces, the <b>quin</b>ces! Don't re-heat: iPhone, well-known_words, 3.14</p>
<h3>Größe</h3><ul><li>Größer</li><li>grosser 👩‍🌾 ok🎉ok</li></ul>
<pre><code><span>def</span> make_it(x-ray):\n    foo.bar()</code></pre>
<p>咖啡店 café Café cafe CAFÉ naïve ___ _ = - a-a b-b-b-b &lt;b&gt;</p>
<p>___PAGEFIND_WEIGHT___9 hidden ___END_PAGEFIND_WEIGHT___ ___PAGEFIND_ANCHOR___p:0:x</p>
<table><tr><th>One</th><td>two</td></tr></table>
<p>القهوة קפה Łódź İstanbul ﬁne e\u0301 \u00ad soft\u00adhyphen zero\u200bwidth</p>
"""


def text(number: int, body: str, title: str = "Größe of quinces", tags: Sequence[str] = ()) -> Searched:
    return Searched(
        url=f"/{number}/", title=title, name=str(number), html=lambda: body, people=("Ada", "Ben"), tags=(*tags,)
    )


def ours(texts: list[Searched], language: str) -> dict[str, bytes]:
    vocabulary = Vocabulary(language)
    making = Making(vocabulary)
    for each in texts:
        said = each.passages()
        vocabulary.learn([*each.heading().split(), *(word for _, words in said for word in words)])
        making.add(each, said)
    return making.files()


def theirs(texts: list[Searched], language: str) -> dict[str, bytes]:
    """Pagefind's own index of the same words; words by which it speaks to itself are as harmless as we make them."""
    records = []
    for each in texts:
        parts = []
        for weight, words in each.passages():
            tame = " ".join(words).replace("___PAGEFIND_", "PAGEFIND_").replace("___END_PAGE", "END_PAGE")
            parts.append(tame if weight == PLAIN else _weighed(tame, weight // PLAIN))
        record = {"url": each.url, "content": " ".join(parts), "meta": {"title": each.heading()}}
        records.append({**record, "filters": each.filters()})
    return run_pagefind(records, language)


def _weighed(words: str, weight: int) -> str:
    return f"___PAGEFIND_WEIGHT___{weight} {words} ___END_PAGEFIND_WEIGHT___"


def decoded(files: dict[str, bytes]) -> dict[str, Any]:
    """All that an index says, without the names of its files, and in one order where Pagefind keeps none."""
    named = {path.split("/")[1].split(".")[0]: data for path, data in files.items() if "/" in path}
    (table,) = (read(data) for path, data in files.items() if path.endswith(".pf_meta"))
    version, pages, chunks, filters, *others = table
    fragments = [json.loads(gzip.decompress(named[name])[12:]) for name, _ in pages]
    for each in fragments:
        each["content"] = each["content"].replace("___PAGEFIND_", "PAGEFIND_").replace("___END_PAGE", "END_PAGE")
    words = [[[word, at, sorted(forms)] for word, at, forms in read(named[name])[0]] for _, _, name in chunks]
    said = json.loads(files["pagefind-entry.json"])
    for language in said["languages"].values():
        del language["hash"]
    return {
        "version": version,
        "pages": [(each, count) for each, (_, count) in zip(fragments, pages, strict=True)],
        "chunks": [(first, last) for first, last, _ in chunks],
        "words": words,
        "filters": sorted((name, sorted(read(named[file])[1])) for name, file in filters),
        "others": others,
        "entry": said,
    }


@pytest.mark.parametrize("language", ["en", "de", "fr", "tr", "ar", "he", "zh", "xx"])
def test_words_of_all_kinds_are_found_as_by_pagefind(language: str) -> None:
    texts = [
        text(1, BODY),
        text(2, "", "Only a title"),
        text(3, BODY * 2, "咖啡店 & Café", ["a", "b"]),
        text(4, "<p>=</p>"),
    ]
    assert decoded(ours(texts, language)) == decoded(theirs(texts, language))


def test_an_index_of_very_many_words_is_in_the_same_files() -> None:
    words = [f"{a}{b}{c}" for a in "kmnprst" for b in ("a", "ei", "ou", "an") for c in "bdgklmnprstvz"]
    texts = [text(n, "<p>" + " ".join(words[n:] + words[: n * 7]) + "</p>", f"No {n}") for n in range(90)]
    found = decoded(ours(texts, "en"))
    assert len(found["chunks"]) > 2
    assert found == decoded(theirs(texts, "en"))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_whatever_is_typed_is_found_as_by_pagefind(typed: list[str]) -> None:
    safe = ["".join(sign if sign.isalnum() else f"&#{ord(sign)};" for sign in each) for each in typed]
    texts = [text(at, f"<h2>{each}</h2><p>{each} {each}x</p>", "Typed") for at, each in enumerate(safe)]
    assert decoded(ours(texts, "en")) == decoded(theirs(texts, "en"))


def test_a_text_is_taken_apart_as_readers_see_it() -> None:
    html = "<h2>Two <i>w</i>ords</h2><nav>menu <form>x</form></nav><p>one<br>two</p><ul><li>Yes!</li><li>no</li></ul>"
    assert passages(html) == [(6 * PLAIN, ["Two", "words."]), (PLAIN, ["one", "two.", "Yes!", "no."])]


def test_words_that_were_met_before_are_not_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = Part(1, 25)
    asked: list[str] = []
    real = run_pagefind

    def counted(records: list[dict[str, Any]], language: str) -> dict[str, bytes]:
        asked.extend(records[0]["content"].split()[1:])
        return real(records, language)

    monkeypatch.setattr("potluck.search.vocabulary.run_pagefind", counted)
    for body in ("<p>The quinces were late, and late.</p>", "<p>The quinces were early, and late.</p>"):
        index = Index(tmp_path, "en")  # as in another build
        texts = [replace(text(1, body), name=body)]
        index.files(Wanted(index.name(part, texts), part, texts))
    assert sorted(asked) == sorted(
        {*"The quinces were late, and late. Größe of quinces Größe of quinces.".split(), "early,"}
    )


def test_more_words_than_are_remembered_make_the_same_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text(n, f"<p>word{n} and other{n % 3}</p>", f"Title {n}") for n in range(9)]
    wanted = [Wanted(f"3-{n}-{'0' * 64}", Part(n, 3), texts[n * 3 - 3 : n * 3]) for n in (1, 2, 3)]
    whole = [*Index(tmp_path / "one", "en").make(wanted)]
    monkeypatch.setattr(index_module, "AT_ONCE", 2)
    monkeypatch.setattr("potluck.search.vocabulary.MOST", 4)
    assert [*Index(tmp_path / "two", "en").make(wanted)] == whole
