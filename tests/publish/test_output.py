"""Only a folder that holds nothing odd reaches ghp-import."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from potluck.content.front_matter.post_values import is_old_path
from potluck.publish import PublishRefused, write_host_files
from potluck.publish.manifest import Manifest, is_portable, read_output
from tests.git import git
from tests.publish.clones import Clone, everything


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "about").mkdir(parents=True)
    (folder / "index.html").write_text("home")
    (folder / "about/index.html").write_text("us")
    write_host_files(folder)
    return folder


def read(output: Path) -> Manifest:
    return read_output(output, allowed=everything)


def refusal(output: Path) -> str:
    with pytest.raises(PublishRefused) as refused:
        read(output)
    return str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "a\nM 100644 inline CNAME\ndata 4\nevil\n",
        '"quoted"',
        " space.html",
        "-option",
        ".htaccess",
        ".git",
        "ends.",
        "aux.html",
        "tab\t.html",
        "cafe\u0301.html",
        "right\u202eto-left.html",
        "x" * 220,
    ],
)
def test_an_odd_name_is_refused(output: Path, name: str) -> None:
    (output / "about" / name).write_text("x")
    assert "not every system can hold" in refusal(output)


def test_a_name_that_is_not_utf_8_is_refused_and_shown(output: Path) -> None:
    Path(os.fsdecode(os.fsencode(output) + b"/caf\xe9.html")).write_text("x")
    assert r"caf\udce9.html" in refusal(output)


def test_slugs_may_be_in_any_script(output: Path) -> None:
    for slug in ("हिन्दी", "café", "日本語", "عربى"):
        (output / slug).mkdir()
        (output / slug / "index.html").write_text(slug)
    assert len(read(output).files) == 7


@given(st.text(alphabet="aZ9 é\u212be\u0301湯~!$&'()+,;=@._-/", min_size=1, max_size=12))
@example("c++")
@example("tech news/2019/05/old post.html")
@example("~ada/it's/(old)")
@example("a,b;c=$d!&e@")
def test_every_old_address_that_a_post_may_have_can_be_published(path: str) -> None:
    assert not is_old_path(path) or all(map(is_portable, path.strip("/").split("/")))


def test_the_further_files_of_a_picture_pass(output: Path) -> None:
    (output / "about/lamp.png@480.avif").write_text("x")
    assert "about/lamp.png@480.avif" in read(output).files


def test_a_git_folder_in_the_output_is_refused(output: Path) -> None:
    (output / ".git").mkdir()
    (output / ".git/config").write_text("[core]")
    assert ".git/config" in refusal(output)


def test_links_are_refused_whatever_they_point_to(output: Path) -> None:
    link = output / "about/team"
    for target in (output, output / "index.html", output / "nowhere"):
        link.symlink_to(target)
        assert "about/team is a link" in refusal(output)
        link.unlink()


@pytest.mark.skipif(os.name != "posix", reason="there are no executable bits there")
def test_a_program_is_refused(output: Path) -> None:
    (output / "index.html").chmod(0o755)
    assert "index.html is marked as a program" in refusal(output)


def test_names_that_differ_only_in_case_are_refused(output: Path) -> None:
    (output / "about/Index.html").write_text("x")
    assert "only in capital letters" in refusal(output)


def test_a_file_the_site_does_not_make_is_refused(output: Path) -> None:
    with pytest.raises(PublishRefused, match=r"about/index\.html is not a file that this site makes"):
        read_output(output, allowed=lambda path: path == "index.html")


def test_a_folder_that_begins_with_a_dot_is_refused(output: Path) -> None:
    (output / ".well-known").mkdir()
    (output / ".well-known/security.txt").write_text("x")
    assert ".well-known/security.txt" in refusal(output)


def test_an_empty_folder_is_no_site(output: Path) -> None:
    (output / "index.html").unlink()
    assert "index.html" in refusal(output)


def test_no_folder_is_no_site(tmp_path: Path) -> None:
    assert "invoke build" in refusal(tmp_path / "missing")


def test_a_file_that_the_host_would_not_take_is_named_with_its_size(output: Path) -> None:
    with (output / "about/film.mp4").open("wb") as file:
        file.truncate(120_000_000)
    assert "about/film.mp4 has 120 MB" in refusal(output)


def test_contents_have_the_ids_that_git_gives_them(output: Path, clone: Clone) -> None:
    (output / "about/index.html").write_bytes(b"line\r\nno end")
    assert read(output).files["about/index.html"].blob == clone.git(
        "hash-object", "--no-filters", str(output / "about/index.html")
    )


def test_a_repository_with_longer_ids_publishes(tmp_path: Path) -> None:
    server = tmp_path / "long.git"
    git(tmp_path, "init", "--quiet", "--bare", "--object-format=sha256", str(server))
    git(tmp_path, "init", "--quiet", "--object-format=sha256", str(tmp_path / "long"))
    clone = Clone(tmp_path / "long")
    clone.git("remote", "add", "origin", server.as_uri())
    clone.commit("pelicanconf.py", "")
    assert len(clone.publish().commit) == 64


@pytest.mark.parametrize("domain", ["https://tea.example.org", "tea.example.org/blog", "tea", "tea..org", "a\nb.org"])
def test_what_can_not_be_a_domain_is_refused(output: Path, domain: str) -> None:
    with pytest.raises(PublishRefused, match="can't be the domain"):
        write_host_files(output, custom_domain=domain)


def test_a_domain_that_was_given_up_leaves_the_output(output: Path) -> None:
    write_host_files(output, custom_domain="tea.example.org")
    write_host_files(output)
    assert not (output / "CNAME").exists()
