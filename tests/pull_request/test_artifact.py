"""The archive a pull request leaves behind may hold anything; what is not ours is refused whole."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from potluck.pull_request.artifact import ArtifactRefused, unpack
from potluck.pull_request.checking import LARGEST_FILE
from potluck.pull_request.harmless import POLICY, PreviewRefused, harmless, in_one_sheet, page
from potluck.settings import Settings
from tests.chromium import Browse
from tests.pull_request.conftest import archive

REPORT: dict[str, Any] = {"problems": [], "checked": 1, "addresses": {}, "outside": []}
FINDING = {
    "id": "title-missing",
    "severity": "error",
    "path": "content/posts/x.md",
    "title": "t",
    "why": "w",
    "fix": "f",
}
GOOD = {"report.json": json.dumps(REPORT).encode(), "preview/index.html": b"<p>Hello"}


def refused(data: bytes) -> str:
    with pytest.raises(ArtifactRefused) as why:
        unpack(data)
    return str(why.value)


def with_report(**changes: Any) -> bytes:
    return archive({"report.json": json.dumps(REPORT | changes).encode()})


def test_what_our_check_leaves_is_taken() -> None:
    found = unpack(archive(GOOD))
    assert found.report.checked == 1
    assert found.preview == {"index.html": b"<p>Hello"}
    assert (
        "2026/05/x/lamp.jpg@480.avif" in unpack(archive(GOOD | {"preview/2026/05/x/lamp.jpg@480.avif": b"x"})).preview
    )


@pytest.mark.parametrize(
    "name",
    [
        "../report.json",
        "preview/../../x.html",
        "/etc/cron.d/x.html",
        "preview//x.html",
        "C:/x.html",
        "preview\\..\\x.html",
        "preview/a\nb.html",
        "preview/.git/config.html",
        "preview/-rf.html",
        "preview/" + "a/" * 20 + "x.html",
        "preview/" + "x" * 300 + ".html",
        "préview/x.html",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert "name leads elsewhere" in refused(archive({**GOOD, name: b"x"}))


@pytest.mark.parametrize(
    "name", ["CNAME", "preview/CNAME", "preview/sw.js", "preview/x.svg", "preview/x.xml", "preview/x.pdf", "x.html"]
)
def test_a_kind_of_file_that_a_preview_has_no_use_for_is_refused(name: str) -> None:
    assert "of a kind" in refused(archive({**GOOD, name: b"x"}))


def test_a_link_is_refused() -> None:
    assert "a link" in refused(archive({**GOOD, "preview/x.html": b"/etc/passwd"}, link="preview/x.html"))


def test_two_files_of_one_name_are_refused() -> None:
    assert "two files of one name" in refused(archive({**GOOD, "preview/Index.html": b"x"}))


def test_a_way_of_packing_that_takes_memory_is_refused() -> None:
    assert "packed in a way" in refused(archive(GOOD, way=zipfile.ZIP_LZMA))


def test_an_archive_that_claims_ten_gigabytes_is_refused_unread() -> None:
    data = bytearray(archive({**GOOD, "preview/x.html": b"x" * 100}))
    at = data.rindex(b"PK\x01\x02")  # the last entry of the directory; its size is four bytes at 24
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFFE)
    assert "too large when unpacked" in refused(bytes(data))


def test_a_bomb_that_claims_little_is_stopped_while_it_unpacks() -> None:
    data = bytearray(archive({**GOOD, "preview/x.html": b"\0" * (LARGEST_FILE * 3)}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    refused(bytes(data))
    assert "too large" in refused(archive({**GOOD, "preview/x.html": b"\0" * (LARGEST_FILE + 1)}))


def test_more_files_than_any_preview_has_are_refused() -> None:
    assert "files" in refused(archive({**GOOD, **{f"preview/{n}.html": b"" for n in range(1_200)}}))


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", archive(GOOD)[:-30], archive(GOOD)[30:]])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refused(data)


def test_an_archive_without_a_report_is_refused() -> None:
    assert "no report" in refused(archive({"preview/index.html": b"x"}))


@pytest.mark.parametrize(
    "changes",
    [
        {"problems": [FINDING | {"id": "made-up"}]},
        {"problems": [FINDING | {"docs": "https://evil.example.org"}]},
        {"problems": [FINDING | {"severity": "party"}]},
        {"problems": [FINDING | {"line": "1"}]},
        {"problems": [FINDING] * 501},
        {"problems": [FINDING | {"title": "x" * 5_000}]},
        {"addresses": {"content/posts/x.md": "https://evil.example.org/"}},
        {"addresses": {"content/posts/x.md": "2026/05/../../x/"}},
        {"outside": ["a\nb"]},
        {"checked": -1},
        {"number": 13},
    ],
)
def test_a_report_that_ours_can_not_be_is_refused(changes: dict[str, Any]) -> None:
    assert "report" in refused(with_report(**changes))


HOSTILE = """<!doctype html><html lang='en"><script>x</script>'><head><base href=//evil.example>
<meta http-equiv=refresh content="0;url=//evil.example"><link rel=stylesheet href=//evil.example/x.css>
<meta http-equiv=Content-Security-Policy content="script-src *"><title></title><script>1</script></title>
<style>p{color:red}</style><script src=//evil.example></script></head>
<body onload=alert(1)><h1 id=x style="position:fixed" onclick=x>Words</h1>
<a href="javascript:alert(1)">a</a><a href=" java\tscript:x">b</a><a href="//evil.example">c</a>
<a href="https://ok.example.org" target=_blank ping=//evil>d</a>
<img src="data:image/svg+xml,<svg onload=x>"><img src=/a.png>
<form action=//evil><input name=password><button formaction=//evil>go</button></form>
<svg><script>2</script><a xlink:href="javascript:1">x</a></svg><math><mtext><script>3</script></mtext></math>
<iframe srcdoc="<script>4</script>"></iframe><object data=x></object>
<noscript><p title="</noscript><img src=x onerror=1>"></noscript>
<template><script>5</script></template>
<details open ontoggle=alert(6)><summary>s</summary></details><style>@import '//evil'</style>
<xmp><img src=x onerror=7></xmp></body></html>"""


def test_a_page_loses_whatever_could_act_and_keeps_its_words() -> None:
    shown = page(HOSTILE.encode(), 12).decode()
    assert "Words" in shown and "https://ok.example.org" in shown and "Preview of pull request 12" in shown
    low = shown.lower().replace(POLICY, "")
    handlers = ("onload", "onclick", "onerror", "ontoggle", "javascript:", "//evil", "srcdoc", "position:fixed")
    tags = ("<script", "<form", "<input", "<iframe", "<object", "<svg", "<base", "refresh", "<template")
    for gone in handlers + tags:
        assert gone not in low, gone


@pytest.mark.parametrize(
    ("said", "html", "body"),
    [
        ("<html lang=ar dir=rtl><body>", {"lang": "ar", "dir": "rtl"}, {}),
        (
            "<html lang=en dir=ltr><body lang=ar dir=rtl onload=x>",
            {"lang": "en", "dir": "ltr"},
            {"lang": "ar", "dir": "rtl"},
        ),
        ("<html lang='x\"><script>' dir=rtl><body lang='\"' dir=sideways>", {"lang": "en"}, {}),
        ("<html><body dir='rtl\"'>", {"lang": "en"}, {}),
    ],
)
def test_a_page_keeps_its_languages(said: str, html: dict[str, str], body: dict[str, str]) -> None:
    shown = LexborHTMLParser(page(f"<!doctype html>{said}<p>x".encode(), 12).decode())
    assert shown.root and shown.body
    assert (shown.root.attributes, shown.body.attributes) == (html, body)


def test_halves_of_an_end_in_two_style_sheets_do_not_join() -> None:
    evil = "<meta http-equiv=refresh content='0;url=//evil'><img src=x onerror=1>"
    pages = (f"<style><</style><style>/style>{evil}</style>", f"<style><</style><style><//style>{evil}</style>")
    for each in pages:
        shown = LexborHTMLParser(page(f"<!doctype html><html><head>{each}</head><body>Words".encode(), 1).decode())
        assert not shown.css("img, meta[http-equiv=refresh]")
        assert [node.tag for node in shown.css("style")] == ["style"]


@pytest.mark.parametrize("text", ["</style>", "<</style>", "<<</style>", "<<!-- </style>"])
def test_no_sheet_ends_the_element_it_stands_in(text: str) -> None:
    assert "</" not in in_one_sheet(text) and "<!" not in in_one_sheet(text)


def test_the_policy_comes_before_anything_else_and_robots_are_sent_away() -> None:
    shown = page(HOSTILE.encode(), 12).decode()
    assert shown.index("Content-Security-Policy") < shown.index("<title") < shown.index("<style")
    assert POLICY in shown and 'content="noindex, nofollow"' in shown


@pytest.mark.browser
def test_a_hostile_page_runs_nothing_in_a_browser(browse: Browse, tmp_path: Path) -> None:
    tab = browse()
    acted: list[str] = []
    tab.on("dialog", lambda dialog: (acted.append("dialog"), dialog.dismiss()))
    tab.on("requestfailed", lambda request: acted.append(request.failure))
    hostile = HOSTILE.replace("src=/a.png", "src=https://evil.example/a.png")
    (tmp_path / "x.html").write_bytes(page(hostile.encode(), 1))
    tab.goto((tmp_path / "x.html").as_uri())
    assert tab.locator("h1").inner_text() == "Words"
    assert acted == ["csp"]  # the one picture from elsewhere, which the policy stopped


def test_a_picture_is_decoded_and_what_is_none_leaves_a_gap() -> None:
    shown = harmless({"index.html": b"<p>x", "a.png": b"<script>alert(1)</script>"}, 1, Settings())
    assert set(shown) == {"index.html"}


def test_a_page_of_megabytes_is_refused() -> None:
    with pytest.raises(PreviewRefused, match="larger than any page"):
        harmless({"index.html": b"x" * 4_000_000}, 1, Settings())
