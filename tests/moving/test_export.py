"""Moving out: everything in one folder, and from there the same site again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from potluck.build.run import build
from potluck.moving.export import CannotExport, export
from potluck.moving.report.account import Account
from potluck.moving.run import move_in
from tests.conftest import ROOT
from tests.files import put_all
from tests.moving.conftest import OURS, PIXEL

POST = "---\ntitle: Soup\nauthor: ada\ntags: [hot]\naliases: [/old/soup/]\n---\n\nHot *soup*.   \n\n![a](a.png)\n"
FILES: dict[str, str | bytes] = {
    "posts/2020-01-02-soup/index.md": POST,
    "posts/2020-01-02-soup/a.png": PIXEL,
    "posts/2020-02-03-odd.md": "no front matter\r\n",
    "authors/ada.md": "---\nname: Ada\n---\nCooks.\n",
    "pages/about.md": "---\ntitle: About\n---\nHello.\n",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / "content"
    put_all(folder, FILES)
    (tmp_path / "site" / "redirects.txt").write_text("/feed/ /feed.xml\n")
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_export_holds_every_file_as_it_is_and_tells_of_it(content: Path, tmp_path: Path) -> None:
    done = export(content, OURS, tmp_path / "out")
    assert (done.posts, done.pages, done.people, done.files) == (1, 1, 1, 5)
    assert snapshot(tmp_path / "out" / "content") == snapshot(content)
    told = json.loads((tmp_path / "out" / "site.json").read_text())
    assert told["posts"][0]["permalink"] == "/2020/01/soup/" and told["posts"][0]["aliases"] == ["/old/soup/"]
    assert told["people"][0]["bio"].strip() == "Cooks." and told["redirects"] == {"/feed/": "/feed.xml"}


def test_importing_an_export_gives_the_same_files_and_a_second_time_nothing(content: Path, tmp_path: Path) -> None:
    export(content, OURS, tmp_path / "out")
    again = tmp_path / "again" / "content"
    moved = move_in(tmp_path / "out", again, OURS)
    assert moved.adds_up() and snapshot(again) == snapshot(content)
    assert "/feed/ /feed.xml" in (tmp_path / "again" / "redirects.txt").read_text()
    second = move_in(tmp_path / "out", again, OURS)
    assert not second.moves.new and not second.moves.changed


def test_a_zip_of_an_export_is_imported_and_told_of(content: Path, tmp_path: Path) -> None:
    soup = content / "posts/2020-01-02-soup/index.md"
    soup.write_text(soup.read_text().replace("---\n", "---\nstatus: draft\n", 1))
    export(content, OURS, tmp_path / "out")
    zipped = Path(shutil.make_archive(str(tmp_path / "away"), "zip", tmp_path / "out"))
    again = tmp_path / "again" / "content"
    account = Account(move_in(zipped, again, OURS))
    assert "2 posts (1 draft among them), 1 page, 1 person" in account.what_came and snapshot(again) == snapshot(
        content
    )


def test_an_export_replaces_an_earlier_one_and_nothing_else(content: Path, tmp_path: Path) -> None:
    export(content, OURS, tmp_path / "out")
    (content / "pages" / "about.md").unlink()
    export(content, OURS, tmp_path / "out")
    assert not (tmp_path / "out" / "content" / "pages").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x").write_text("keep")
    with pytest.raises(CannotExport, match="holds something else"):
        export(content, OURS, tmp_path / "mine")
    with pytest.raises(CannotExport, match="content folder itself"):
        export(content, OURS, content / "out")


def test_a_site_built_of_an_imported_export_is_the_same_byte_for_byte(content: Path, tmp_path: Path) -> None:
    export(content, OURS, tmp_path / "out")
    again = tmp_path / "again" / "content"
    move_in(tmp_path / "out", again, OURS)
    conf = tmp_path / "pelicanconf.py"
    shutil.copyfile(ROOT / "pelicanconf.py", conf)
    text = conf.read_text().replace("Path(__file__).resolve().parent", f"Path({str(ROOT)!r})", 1)
    conf.write_text(text.replace("DOCS_PAGES =", "DOCS_PAGES = '' #") + "\nCARDS = False\n")
    built = []
    for each in (content, again):
        build(conf, content=each, output=tmp_path / f"o{len(built)}", cache=tmp_path / f"c{len(built)}")
        built.append(snapshot(tmp_path / f"o{len(built)}"))
    assert built[0] == built[1] and "2020/01/soup/index.html" in built[0]
