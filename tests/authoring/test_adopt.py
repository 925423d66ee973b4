"""Making the site one's own changes what was asked for, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from potluck.authoring.adopt import digest_of, remove, sample_files, with_settings
from potluck.desk.starting import QUESTIONS, adopt
from potluck.settings import Settings
from tests.conftest import ROOT
from tests.files import append, configure, put_all

CONF = '''"""Settings."""
SITENAME = "Potluck"  # the name
TAGLINE = (
    "Over "
    "two lines."
)
ACCENT = "#b4472d"
'''


def test_a_setting_gets_its_new_value_and_the_rest_stays() -> None:
    text = with_settings(CONF, {"SITENAME": 'Los "Pythonistas" d\'Aquí', "TAGLINE": "One line."})
    values: dict[str, str] = {}
    exec(text, values)
    assert values["SITENAME"] == 'Los "Pythonistas" d\'Aquí'
    assert values["TAGLINE"] == "One line."
    assert 'ACCENT = "#b4472d"' in text
    assert "# the name" in text


def test_what_stands_beside_a_setting_stays(tmp_path: Path) -> None:
    text = 'A = "\u2028é\x0c"; ACCENT: str = "é"; B = 2  # ours\nTIMEZONE = "UTC"\n'
    assert with_settings(text, {"ACCENT": "ö"}) == text.replace('"é"', '"ö"')


def test_settings_that_begin_with_a_mark_of_their_encoding_are_adopted(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(site, *(f"{name} = {getattr(Settings(), name.lower())!r}" for name in QUESTIONS))
    conf = site / "siteconf.py"
    conf.write_text(conf.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert adopt(conf, dict.fromkeys(QUESTIONS, "") | {"ACCENT": "#123456"}, yes=False) == 0
    assert 'ACCENT = "#123456"' in conf.read_text(encoding="utf-8")
    assert "ROLES" in capsys.readouterr().out  # whose headings are English, whatever the language


def test_a_setting_without_a_line_is_named() -> None:
    with pytest.raises(ValueError, match="LOGO"):
        with_settings(CONF, {"LOGO": "x"})


def test_every_question_has_its_line_in_the_real_settings() -> None:
    answers = dict.fromkeys(QUESTIONS, "https://blog.example.org") | {"ACCENT": "#123456", "DEFAULT_LANG": "de"}
    text = with_settings((ROOT / "pelicanconf.py").read_text(encoding="utf-8"), answers)
    assert all(f'\n{name} = "{answer}"\n' in text for name, answer in answers.items())


def test_the_real_settings_name_every_setting_there_is() -> None:
    if not sample_files(ROOT / "content")[0]:
        pytest.skip("this community has settings of its own")
    conf = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("pelicanconf.py", "publishconf.py"))
    named = set(re.findall(r"^(?:# )?([A-Z_]+) = ", conf, re.MULTILINE))
    assert {name.upper() for name in Settings.__struct_fields__} - named == set()


def test_the_list_of_sample_files_is_true() -> None:
    content = ROOT / "content"
    as_they_came, changed = sample_files(content)
    if not as_they_came:
        pytest.skip("this community has taken the sample out")
    assert not changed, "run `invoke sample` to write the list anew"
    brought = {file for room in ("posts", "authors") for file in (content / room).rglob("*") if file.is_file()}
    assert {file for file in as_they_came if file.is_relative_to(content)} >= brought


def test_removing_leaves_what_a_person_wrote(tmp_path: Path) -> None:
    mine, sample = tmp_path / "posts" / "mine.md", tmp_path / "posts" / "2026-01-01-sample" / "index.md"
    put_all(tmp_path, {"posts/mine.md": "x", "posts/2026-01-01-sample/index.md": "x"})
    remove([sample], tmp_path)
    assert mine.exists()
    assert not sample.parent.exists()


def test_line_ends_make_no_difference_to_a_sample_text(tmp_path: Path) -> None:
    unix, windows = tmp_path / "a.md", tmp_path / "b.md"
    unix.write_bytes(b"one\ntwo\n")
    windows.write_bytes(b"one\r\ntwo\r\n")
    assert digest_of(unix) == digest_of(windows)


def test_the_default_settings_are_sound() -> None:
    assert Settings().home == "http://localhost:8000"


SAMPLE = {
    "authors/mia.md": "---\nname: Mia\n---\n",
    "authors/mia.png": "a picture",
    "authors/tom.md": "---\nname: Tom\n---\n",
    "posts/2026-01-01-walk/index.md": "---\ntitle: A walk\nauthor: mia\n---\n![The river](river.png)\n",
    "posts/2026-01-01-walk/river.png": "a picture",
    "posts/2026-01-02-rain/index.md": "---\ntitle: Rain\nauthor: tom\n---\nIt rained.\n",
}


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder with a sample of two people and two posts."""
    content = tmp_path / "content"
    put_all(content, SAMPLE)
    listed = tmp_path / "sample.sha256"
    listed.write_text("".join(f"{digest_of(content / name)}  {name}\n" for name in SAMPLE), encoding="utf-8")
    monkeypatch.setattr("potluck.authoring.adopt.SAMPLE_LIST", listed)
    return content


def test_a_sample_post_that_somebody_changed_keeps_its_pictures_and_its_author(sample: Path) -> None:
    append(sample / "posts/2026-01-01-walk/index.md", "And back.\n")
    may_go, kept = sample_files(sample)
    assert {file.relative_to(sample).parts[1] for file in may_go} == {"tom.md", "2026-01-02-rain"}
    assert {file.name for file in kept} == {"index.md", "river.png", "mia.md", "mia.png"}


def test_a_person_of_the_sample_who_signed_a_new_post_stays(sample: Path) -> None:
    (sample / "posts/2026-05-01-mine.md").write_text("---\ntitle: Mine\nauthors: [ann, tom]\n---\n", encoding="utf-8")
    _, kept = sample_files(sample)
    assert {file.name for file in kept} == {"tom.md"}


def test_without_a_terminal_and_without_options_nothing_is_changed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = site / "siteconf.py"
    before = conf.read_bytes()
    assert adopt(conf, dict.fromkeys(QUESTIONS, ""), yes=False) == 2
    said = capsys.readouterr()
    assert "invoke --help adopt" in said.err
    assert said.out == ""
    assert conf.read_bytes() == before
