"""What git and the system say, in words for a person; and never a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from potluck.publish import PublishRefused, preflight
from potluck.publish.git import GitError, redact
from potluck.publish.refused import refusal
from tests.publish.clones import Clone


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", "does not let you"),
        ("git@github.com: Permission denied (publickey).\nfatal: Could not read from remote", "does not let you"),
        (
            "ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote repository.",
            ": ssh: ",
        ),
        (
            "Warning: added x.\nERROR: Repository not found.\nfatal: Could not read from remote repository.",
            ": ERROR: R",
        ),
        ("remote: Permission to tea/site.git denied to rosa.\nfatal: unable to access: 403", "does not let you"),
        ("remote: Repository not found.\nfatal: repository 'https://x/y/' not found", "no repository at the remote's"),
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "connection to the server failed"),
        ("error: RPC failed; curl 56\nfatal: the remote end hung up unexpectedly", "connection to the server failed"),
        ("remote: error: GH006: Protected branch update failed", "has a rule against this"),
        ("fatal: write error: No space left on device", "no room left"),
        ("error: insufficient permission for adding an object to repository database", "can't be written to"),
        ("fatal: detected dubious ownership in repository at '/srv/site'", "git does not trust this folder"),
        (
            "fatal: bad config line 1 in file /home/rosa/.gitconfig",
            "can't read its own settings: fatal: bad config line 1",
        ),
        ("error: missing config key GIT_CONFIG_KEY_0\nfatal: unable to parse command-line config", "its own settings"),
        (
            "remote: error: cannot lock ref 'refs/heads/gh-pages': 'refs/heads/gh-pages/x' exists; cannot create",
            "a branch",
        ),
        ("fatal: transport 'ext' not allowed", "an address of that kind"),
        ("git: 'remote-foo' is not a git command. See 'git --help'.", "an address of that kind"),
        ("remote: fatal: pack exceeds maximum allowed size", "no publication as large"),
        ("fatal: .git/index: index file smaller than expected", "list of the files here"),
        ("fatal: remote error: upload-pack: not our ref 1111111111", "something that is not there"),
        ("fatal: bad object refs/heads/main", "store in this clone is damaged"),
        ("fatal: something nobody has seen before", "something nobody has seen before"),
        ("", "it gave no reason"),
    ],
)
def test_what_git_says_is_explained(said: str, meaning: str) -> None:
    assert meaning in refusal(GitError("push", 128, said)).reason


@pytest.mark.parametrize(
    "url",
    [
        "https://rosa:hunter2@git.example.org/site.git",
        "https://hunter2@git.example.org/site.git",
        "https://rosa:hunter2%40x@git.example.org/site.git",
        "https://rosa:hunter2@with@git.example.org/site.git",
        "ssh://hunter2@git.example.org/site.git",
    ],
)
def test_an_address_is_shown_without_credentials(url: str) -> None:
    assert redact(f"fatal: unable to access '{url}/': no") in (
        "fatal: unable to access 'https://***@git.example.org/site.git/': no",
        "fatal: unable to access 'ssh://***@git.example.org/site.git/': no",
    )


def test_control_characters_from_a_server_reach_no_terminal() -> None:
    assert "\x1b" not in refusal(GitError("push", 1, "remote: error: \x1b]0;title\x07 no \x1b[31mway")).reason


def test_a_machine_without_git_is_told_where_to_get_it(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PublishRefused, match=r"git-scm\.com"):
        clone.check()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match="gone"):
        preflight(tmp_path / "gone")


def test_a_damaged_clone_ends_in_a_sentence(clone: Clone) -> None:
    (clone.folder / ".git/index").write_bytes(b"not an index")
    with pytest.raises(PublishRefused, match="list of the files here"):
        clone.check()


@pytest.mark.parametrize("count", ["abc", "-1", "", "٣"])
def test_a_number_of_settings_that_is_none_counts_as_none(
    clone: Clone, monkeypatch: pytest.MonkeyPatch, count: str
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", count)
    assert preflight(clone.folder).source_branch == "main"
