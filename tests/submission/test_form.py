"""A filled-in form is read as its author meant it, whatever they typed into it."""

from __future__ import annotations

import contextlib
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.content.gathering import load
from potluck.github.events import Account
from potluck.settings import Settings
from potluck.submission import Draft, FormRefused, draft, read_form
from potluck.submission.attachments import Fetched, is_attachment, may_lead_to
from potluck.submission.form import AFTER, BEFORE, TEXT
from tests.files import put
from tests.fuzz.trial import within

FORM = Path(__file__).resolve().parents[2] / ".github/ISSUE_TEMPLATE/submit-a-post.yml"
UPLOAD = "https://github.com/user-attachments/assets/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
DAY = date(2026, 5, 28)


def filled(**answers: str) -> str:
    """A form as GitHub writes it; an answer that is not given is as GitHub leaves it."""
    given = {
        "Title": "I nearly stayed on the ferry",
        TEXT: "It was raining.\n\nThen it was not.",
        "Your name": "Mara Lind",
    } | answers
    return "".join(f"### {label}\n\n{given.get(label, '_No response_')}\n\n" for label in (*BEFORE, TEXT, *AFTER))


def made(tmp_path: Path, body: str, fetch: object = None, login: str = "mara-writes") -> Draft:
    (tmp_path / "content/authors").mkdir(parents=True, exist_ok=True)
    library = load(tmp_path / "content", Settings())
    got = fetch or (lambda address: Fetched(".jpg", b"picture"))
    return draft(read_form(body), Account(login=login, id=4711), library, DAY, 31, got)  # type: ignore[arg-type]


def test_the_labels_are_those_of_the_form_in_its_order() -> None:
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    labels = [field["attributes"]["label"] for field in form["body"] if field["type"] != "markdown"]
    assert tuple(labels) == (*BEFORE, TEXT, *AFTER)


def test_headings_in_the_text_stay_in_the_text() -> None:
    text = "### Title\n\nMine\n\n### Your name\n\nof the text\n\n### What is it about?\n\nlabels"
    given = read_form(filled(**{TEXT: text, "Your name": "Mara Lind", "What is it about?": "ferries, #rain,, rain "}))
    assert given.text == text
    assert (given.name, given.tags) == ("Mara Lind", ("ferries", "rain"))


def test_windows_line_ends_and_invisible_characters_are_taken_out() -> None:
    given = read_form(filled(Title="A\u202eB\u200b C\x00D\x1b[31m").replace("\n", "\r\n"))
    assert given.title == "AB CD[31m"
    assert "\r" not in given.text


@pytest.mark.parametrize("label", ["Title", TEXT, "Your name"])
def test_an_answer_that_is_needed_and_missing_is_named(label: str) -> None:
    with pytest.raises(FormRefused, match=label):
        read_form(filled(**{label: "_No response_"}))


@pytest.mark.parametrize("body", ["", "Hello!", "### Title\n\nx", "x" * 100_000])
def test_an_issue_that_is_no_form_is_said_so(body: str) -> None:
    with pytest.raises(FormRefused):
        read_form(body)


def test_a_newcomer_gets_a_post_and_a_card_that_names_their_account(tmp_path: Path) -> None:
    links = (
        "GitHub: somebody-else\n- https://www.linkedin.com/in/mara-lind\n@mara@social.example\nmara.example.org\n???"
    )
    result = made(tmp_path, filled(**{AFTER[2]: "Mara mends *bikes*.", AFTER[3]: links}))
    assert sorted(result.files) == [
        "content/authors/mara-lind.md",
        "content/posts/2026-05-28-i-nearly-stayed-on-the-ferry.md",
    ]
    head, bio = result.files["content/authors/mara-lind.md"].decode().split("---\n")[1:]
    assert yaml.safe_load(head) == {
        "name": "Mara Lind",
        "github": "mara-writes",
        "linkedin": "https://www.linkedin.com/in/mara-lind",
        "mastodon": "@mara@social.example",
        "website": "https://mara.example.org",
    }
    assert bio.strip() == "Mara mends *bikes*."
    assert len(result.remarks) == 1


def test_what_is_typed_names_no_path_and_no_key(tmp_path: Path) -> None:
    evil = 'x\nsave_as: ../../.github/workflows/x.yml\nstatus: "published'
    result = made(tmp_path, filled(Title=f"../../../tasks.py; $(id) {evil}", **{"Your name": f"../../etc {evil}"}))
    assert all(path.startswith(("content/posts/2026-05-28-", "content/authors/")) for path in result.files)
    assert not any(".." in path for path in result.files)
    for text in result.files.values():
        assert set(yaml.safe_load(text.decode().split("---\n")[1])) <= {"title", "author", "name", "github"}


def test_front_matter_typed_into_the_text_stays_text(tmp_path: Path) -> None:
    result = made(tmp_path, filled(**{TEXT: "---\nauthor: tom-oak\n---\n\nHa."}))
    post = result.files["content/posts/2026-05-28-i-nearly-stayed-on-the-ferry.md"].decode()
    assert yaml.safe_load(post.split("---\n")[1])["author"] == "mara-lind"


def test_pictures_become_files_beside_the_post(tmp_path: Path) -> None:
    text = (
        f"![The ferry, at last]({UPLOAD})\n\n"
        f'<img width="800" height="600" alt="Image" src="{UPLOAD[:-1]}1" />\n\n'
        f"again ![]({UPLOAD})\n\n```\n![code]({UPLOAD})\n```\n\n![far](https://elsewhere.example.org/x.jpg)"
    )
    asked: list[str] = []
    result = made(tmp_path, filled(**{TEXT: text}), lambda at: asked.append(at) or Fetched(".webp", b"x"))
    assert asked == [UPLOAD, f"{UPLOAD[:-1]}1"]
    folder = "content/posts/2026-05-28-i-nearly-stayed-on-the-ferry"
    assert {path for path in result.files if "/posts/" in path} == {
        f"{folder}/index.md",
        f"{folder}/the-ferry-at-last.webp",
        f"{folder}/picture-2.webp",
    }
    post = result.files[f"{folder}/index.md"].decode()
    assert "![The ferry, at last](the-ferry-at-last.webp)" in post and "![Image](picture-2.webp)" in post
    assert f"![code]({UPLOAD})" in post and "![far](https://elsewhere.example.org/x.jpg)" in post


def test_a_picture_that_can_not_be_had_becomes_a_link_and_a_remark(tmp_path: Path) -> None:
    result = made(tmp_path, filled(**{TEXT: f"![The ferry]({UPLOAD})"}), lambda _: "It is larger than 12 MB.")
    post = result.files["content/posts/2026-05-28-i-nearly-stayed-on-the-ferry.md"].decode()
    assert f"[The ferry]({UPLOAD})" in post
    assert result.remarks == ["Picture 1 is only linked to: It is larger than 12 MB."]


def test_a_post_of_that_name_is_not_written_over(tmp_path: Path) -> None:
    mine = "---\ntitle: Mine\nauthor: x\n---\n\nMine.\n"
    put(tmp_path, "content/posts/2026-05-28-i-nearly-stayed-on-the-ferry.md", mine)
    result = made(tmp_path, filled())
    assert "content/posts/2026-05-28-i-nearly-stayed-on-the-ferry-31.md" in result.files


@pytest.mark.parametrize(
    "address",
    [
        "http://github.com/user-attachments/assets/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        "https://github.com@evil.example/user-attachments/assets/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        "https://github.com:8443/user-attachments/assets/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        "https://github.com/user-attachments/assets/../../club/table",
        "https://user-images.githubusercontent.com.evil.example/1/x.png",
        "https://169.254.169.254/latest/meta-data",
        "https://user:pw@user-images.githubusercontent.com/1/x.png",
        "file:///etc/passwd",
        "https://[::1]/x.png",
        "https://",
    ],
)
def test_an_address_that_only_looks_like_githubs_is_not_asked(address: str) -> None:
    import httpx

    assert not is_attachment(address)
    with contextlib.suppress(httpx.InvalidURL):
        assert not may_lead_to(httpx.URL(address))


def test_the_workflow_waits_for_the_label_that_the_task_takes() -> None:
    workflow = (FORM.parents[1] / "workflows/submission.yml").read_text(encoding="utf-8")
    assert f"github.event.label.name == '{Settings().submission_label}'" in workflow


ODD = "--- title:x a:\tb'c \" |x null 2024-05-01 \\x00 [a] {b} !!str".split(" ")
TEXTS = st.text(max_size=80) | st.sampled_from(ODD)


@given(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_read_back_as_it_was_typed(
    tmp_path: Path, title: str, text: str, name: str, bio: str, tags: str
) -> None:
    shutil.rmtree(tmp_path / "content", ignore_errors=True)
    body = filled(**{"Title": title, TEXT: text, "Your name": f"Mara {name}", AFTER[0]: tags, AFTER[2]: bio})
    with contextlib.suppress(FormRefused):
        given = read_form(body)
        for path, data in made(tmp_path, body).files.items():
            assert re.fullmatch(r"content/(?:posts/2026-05-28-[a-z0-9-]+|authors/[a-z0-9-]+)\.md", path)
            put(tmp_path, path, data)
        library = load(tmp_path / "content", Settings())
        for post in library.posts:
            assert (post.title, post.body.strip()) == (given.title, given.text.strip())
            assert post.authors[0].name == given.name
        assert library.posts or {each.id for each in library.problems} <= {"tag-invalid", "name-missing", "no-text"}


@pytest.mark.parametrize("piece", ["![](https://", "```a\n", "<img ", "![", "![](  ", "~~~\n```a\n"])
def test_a_form_full_of_one_sign_is_read_at_once(tmp_path: Path, piece: str) -> None:
    text = piece * (65_000 // len(piece))
    with within(5, "drafting"):
        made(tmp_path, filled(**{TEXT: text}))


def test_pictures_in_code_stay_code(tmp_path: Path) -> None:
    text = (
        f"![a]({UPLOAD})\n\n```md\n![b]({UPLOAD})\n```\n\n~~~\n![c]({UPLOAD})\n~~~\n![d]({UPLOAD})\n```\n![e]({UPLOAD})"
    )
    files = made(tmp_path, filled(**{TEXT: text})).files
    post = files["content/posts/2026-05-28-i-nearly-stayed-on-the-ferry/index.md"].decode()
    assert post.count(UPLOAD) == 2
    assert f"```md\n![b]({UPLOAD})\n```\n\n~~~\n![c]({UPLOAD})\n~~~\n![d](a.jpg)\n```\n![e](a.jpg)" in post
