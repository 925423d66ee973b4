"""What somebody at the terminal gets wrong is told in words: where, and what to do. Never a traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest

from potluck.build import CannotBuild, build
from potluck.build.conf import settings_from
from potluck.build.serve import listen
from potluck.desk import checking, translating

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SITENAME = ", "siteconf.py, line "),
        ("1 / 0", "siteconf.py, line "),
        ("import nothing_like_that", "No module named 'nothing_like_that'"),
        ("ROLES = 5", "ROLES: 5 should be a mapping"),
        ("MAX_POST_BYTES = 'many'", "MAX_POST_BYTES: 'many' should be a whole number"),
        ("MAX_IMAGE_BYTES = -5", "MAX_IMAGE_BYTES: -5 should be greater than 0"),
        ("PLUGINS = ['shouting']", 'PLUGINS has to name "potluck"'),
        ("PATH = 'nowhere'", "PATH names no folder"),
    ],
)
def test_a_settings_file_with_a_mistake(site: Path, line: str, told: str) -> None:
    with (site / "siteconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\n{line}\n")
    with pytest.raises(CannotBuild) as error:
        settings_from(site / "siteconf.py")
    assert told in str(error.value)


def test_a_plugin_that_is_not_there(site: Path) -> None:
    with (site / "siteconf.py").open("a", encoding="utf-8") as conf:
        conf.write("\nPLUGINS = ['potluck', 'shouting']\n")
    with pytest.raises(CannotBuild, match=r"PLUGINS names 'shouting'.*there is no such plugin"):
        build(site / "siteconf.py")


def test_a_content_folder_that_is_not_there(site: Path) -> None:
    with pytest.raises(CannotBuild, match=r"There is no folder .*nowhere"):
        settings_from(site / "siteconf.py", content=site / "nowhere")


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 0), ("127.0.0.1", 99999), ("nowhere.invalid", 8123)])
def test_an_address_that_nothing_can_be_served_at(host: str, port: int) -> None:
    with pytest.raises(CannotBuild, match=r"port|address"):
        listen(host, port).close()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"path": "content/nothing-*"}, "No post, person or page matches"),
        ({"since": "no-such-branch"}, "can't be found out"),
        ({"form": "xml"}, "There is no format 'xml'"),
    ],
)
def test_a_check_of_what_is_not_there(
    site: Path, capsys: pytest.CaptureFixture[str], given: dict[str, str], told: str
) -> None:
    words = {"content": "", "form": "text", "since": "", "path": "", **given}
    assert checking.check(site / "siteconf.py", mend=False, diff=False, **words) == 2
    assert told in capsys.readouterr().err


def test_a_language_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translating.translate(tmp_path, "klingon_") == 2
    assert "short form of a language" in capsys.readouterr().err
