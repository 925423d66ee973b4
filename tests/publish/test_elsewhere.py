"""Publishing to a folder, by rsync, and to storage that speaks S3: the same promises as on a branch."""

from __future__ import annotations

import mimetypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from potluck.publish import PublishRefused, host_of
from potluck.publish.elsewhere import objects, record
from potluck.publish.elsewhere.host import open_place
from potluck.publish.elsewhere.place import KEPT, Place, Stamp
from potluck.publish.elsewhere.record import FILES, PUBLICATIONS, Record, publications_at
from potluck.publish.elsewhere.transaction import plan_at, plan_return, publish_at
from potluck.publish.elsewhere.turn import NOTE, Note
from potluck.publish.plan import Plan
from potluck.publish.report import show_rollback
from tests.chromium import tool
from tests.files import put
from tests.publish.clones import SITE, Clone, Server, everything
from tests.publish.test_report import printed

NEWER = {path: text for path, text in SITE.items() if "evening-3" not in path} | {
    "index.html": "newer",
    "2024/03/evening-three/index.html": "moved",
    "about/index.html": "us",
    "images/lamp.png@480.avif": "a lamp",
}
KINDS = ("folder", "rsync", "s3")


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    """A server on this machine that speaks S3."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A host of each kind, with nothing on it."""
    (tmp_path / "www").mkdir()
    if request.param == "rsync":
        tool("rsync")
        return f"rsync:{tmp_path}/www"
    if request.param == "folder":
        return str(tmp_path / "www")
    endpoint = request.getfixturevalue("s3_server")
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", endpoint),
    ):
        monkeypatch.setenv(name, value)
    import boto3

    bucket = f"b{abs(hash(str(tmp_path)))}"
    boto3.client("s3").create_bucket(Bucket=bucket)
    return f"s3://{bucket}/blog"


@pytest.fixture
def place(address: str) -> Place:
    return open_place(address)


def plan(place: Place, clone: Clone, site: dict[str, str]) -> Plan:
    return plan_at(place, clone.build(site), clone.check(), allowed=everything)


def publish(place: Place, clone: Clone, site: dict[str, str] = SITE, *accept: str) -> str:
    return publish_at(place, plan(place, clone, site), accept=accept).commit


def shown(place: Place) -> dict[str, str]:
    """What readers find there, of all paths that any of these sites has."""
    paths = SITE.keys() | NEWER.keys() | {".nojekyll"}
    return {path: data.decode() for path, data in place.read(sorted(paths)).items()}


def test_a_site_is_published_changed_and_brought_back(place: Place, clone: Clone) -> None:
    first = publish(place, clone)
    assert shown(place) == SITE | {".nojekyll": ""}
    second = publish(place, clone, NEWER, "vanished")
    assert shown(place) == NEWER | {".nojekyll": ""}
    planned = plan_return(place, first[:8], clone.check().destination)
    assert planned.changes.added == ("2024/03/evening-3/index.html",)
    planned.do()
    assert shown(place) == SITE | {".nojekyll": ""}
    newest = publications_at(place)
    assert [each.id for each in newest[1:]] == [second, first]
    assert (newest[0].restores, newest[0].source) == (first, clone.git("rev-parse", "HEAD"))


def test_the_same_site_again_makes_no_publication(place: Place, clone: Clone) -> None:
    first = publish(place, clone)
    again = publish_at(place, plan(place, clone, SITE))
    assert (again.commit, again.changed) == (first, False)


def test_the_same_concerns_stop_it(place: Place, clone: Clone) -> None:
    publish(place, clone)
    with pytest.raises(PublishRefused, match=r"evening-3/ .*aliases"):
        publish(place, clone, NEWER)
    assert shown(place) == SITE | {".nojekyll": ""}


def test_what_somebody_changed_there_is_not_undone_without_a_word(
    place: Place, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = "2024/03/evening-3/index.html"
    publish(place, clone)
    with monkeypatch.context() as touched:
        touched.setattr(place, "stamps", dict)
        assert not plan(place, clone, SITE).concerns
    place.write({"index.html": b"mended in a hurry"})
    place.delete([evening])
    with pytest.raises(PublishRefused) as refused:
        publish(place, clone)
    assert "/index.html  (was changed there, and would be written over)" in refused.value.reason
    assert f"/{evening}  (was removed there, and would be back)" in refused.value.reason
    publish(place, clone, SITE, "by-hand")
    assert shown(place) == SITE | {".nojekyll": ""}


def test_only_what_was_touched_is_read_again(place: Place, clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(place, clone)
    publish(place, clone, SITE | {"index.html": "newer"})
    read = place.read
    asked: list[str] = []
    monkeypatch.setattr(place, "read", lambda paths: asked.extend(paths) or read(paths))
    plan(place, clone, SITE)
    assert not SITE.keys() & {*asked}


@pytest.mark.parametrize("kind", ["", "rsync:"])
def test_an_older_file_put_there_is_noticed(tmp_path: Path, clone: Clone, kind: str) -> None:
    """As by `rsync -t`, or from somebody's backup."""
    if kind:
        tool("rsync")
    www = tmp_path / "www"
    www.mkdir()
    place = open_place(f"{kind}{www}")
    publish(place, clone)
    old = put(www, "index.html", SITE["index.html"].upper())
    os.utime(old, (1_000_000_000, 1_000_000_000))
    with pytest.raises(PublishRefused, match=r"/index.html  .was changed there"):
        publish(place, clone)


def test_going_back_names_what_somebody_changed_there(place: Place, clone: Clone) -> None:
    destination = clone.check().destination
    first = publish(place, clone)
    second = publish(place, clone, SITE | {"404.html": "not here", "index.html": "newer", "about/index.html": "us"})
    assert not plan_return(place, first, destination).by_hand
    place.write({"index.html": b"mended in a hurry", "about/index.html": b"and you", "feed.xml": b"<mended/>"})
    place.delete(["404.html"])
    planned = plan_return(place, first, destination)
    told = printed(show_rollback(planned))
    assert "/about/index.html (was put there, and would be gone)" in told
    assert "/index.html (was changed there, and would be written over)" in told
    assert "/404.html (was removed there, and would be back)" in told
    assert "/feed.xml (was changed or removed there, and stays so)" in told, "both publications have it as it was"
    planned.do()
    assert shown(place) == SITE | {"feed.xml": "<mended/>", ".nojekyll": ""}
    with pytest.raises(PublishRefused, match="held then is lost"):
        plan_return(place, second, destination)
    assert shown(place) == SITE | {"feed.xml": "<mended/>", ".nojekyll": ""}


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """A folder that is a place."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


def test_what_going_back_lets_be_is_no_secret_to_the_next_publication(www: Path, clone: Clone) -> None:
    place, destination = open_place(str(www)), clone.check().destination
    first = publish(place, clone)
    publish(place, clone, SITE | {"index.html": "newer"})
    (www / "feed.xml").write_text("<mended/>")
    plan_return(place, first, destination).do()
    with pytest.raises(PublishRefused, match=r"/feed.xml  .was changed there"):
        publish(place, clone, SITE | {"feed.xml": "<newest/>"})
    publish(place, clone, SITE | {"feed.xml": "<newest/>"}, "by-hand")
    assert not publications_at(place)[0].edited
    with pytest.raises(PublishRefused, match=r"feed.xml held then is lost"):
        plan_return(place, first, destination)


def test_going_back_takes_contents_from_where_they_still_are(www: Path, clone: Clone) -> None:
    place, destination = open_place(str(www)), clone.check().destination
    twins = {"a.html": "us", "b.html": "us"}
    first = publish(place, clone, SITE | twins | {"about/index.html": "us"})
    publish(place, clone, SITE | twins | {"about/index.html": "all"})
    (www / "b.html").write_text("you")
    plan_return(place, first, destination).do()
    assert shown(place) == SITE | {"about/index.html": "us", ".nojekyll": ""}


def test_going_back_to_what_is_not_kept_whole_begins_nothing(www: Path, clone: Clone) -> None:
    place, destination = open_place(str(www)), clone.check().destination
    first = publish(place, clone)
    publish(place, clone, NEWER, "vanished")
    put(www, f"{FILES}/{publications_at(place)[1].files['index.html']}", "spoilt")
    with pytest.raises(PublishRefused, match=r"index.html is not what was planned"):
        plan_return(place, first, destination).do()
    assert shown(place) == NEWER | {".nojekyll": ""}
    assert not (www / NOTE).exists()


def test_going_back_names_what_somebody_put_where_a_file_comes_back(www: Path, clone: Clone) -> None:
    place, destination = open_place(str(www)), clone.check().destination
    first = publish(place, clone, SITE | {"about/index.html": "us"})
    publish(place, clone, SITE, "vanished")
    put(www, "about/index.html", "by hand")
    planned = plan_return(place, first, destination)
    assert planned.by_hand == ("/about/index.html  (was changed there, and would be written over)",)


def test_what_no_list_tells_of_was_removed_by_nobody(tmp_path: Path, clone: Clone) -> None:
    """Its pictures stand on a larger disk."""
    place = open_place(str(tmp_path / "www"))
    publish(place, clone)
    folder = tmp_path / "www/2024"
    folder.rename(tmp_path / "larger")
    folder.symlink_to(tmp_path / "larger")
    assert not plan(place, clone, SITE).concerns


def test_a_folder_there_that_is_closed_to_us_is_no_trouble(
    tmp_path: Path, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By rsync's word, as it is where a disk's own folder `lost+found` lies beside the site."""
    rsync = put(
        tmp_path, "bin/rsync", f'#!/bin/sh\n{tool("rsync")} "$@" || exit\ncase "$*" in *-only*) exit 23; esac\n'
    )
    rsync.chmod(0o755)
    (tmp_path / "www").mkdir()
    place = open_place(f"rsync:{tmp_path}/www")
    publish(place, clone)
    monkeypatch.setenv("PATH", str(rsync.parent), prepend=os.pathsep)
    assert place.stamps().keys() >= SITE.keys()
    assert not plan(place, clone, SITE).concerns


def test_somebodys_files_are_not_taken_for_a_site(place: Place, clone: Clone) -> None:
    place.write({"thesis.txt": b"years of work"})
    with pytest.raises(PublishRefused, match="no record of a publication of ours"):
        publish(place, clone)
    publish(place, clone, SITE, "foreign")
    assert place.read(["thesis.txt"]) == {"thesis.txt": b"years of work"}


def test_somebody_at_work_is_waited_for_and_somebody_gone_is_not(place: Place, clone: Clone) -> None:
    publish(place, clone)
    elsewhere = Note(who="Ben Ode", host="another-machine", files={})
    place.write({NOTE: elsewhere.model_dump_json().encode()})
    with pytest.raises(PublishRefused, match="Ben Ode is publishing"):
        publish(place, clone, SITE | {"index.html": "mine"})
    here = elsewhere.model_copy(update={"host": Note().host, "process": 2**22 + 1})
    place.write({NOTE: here.model_dump_json().encode()})
    publish(place, clone, SITE | {"index.html": "mine"})
    assert shown(place)["index.html"] == "mine"


def test_what_a_publication_that_was_killed_left_is_put_right(place: Place, clone: Clone) -> None:
    first = publish(place, clone)
    left = clone.plan(NEWER).manifest.blobs()
    gone = Note(host=Note().host, process=2**22 + 1, files=left)
    kept = {path: data for path, data in place.read(["index.html", "404.html"]).items() if SITE[path] != NEWER[path]}
    blob = publications_at(place)[0].files["index.html"]
    place.write({NOTE: gone.model_dump_json().encode(), f"{FILES}/{blob}": kept["index.html"]})
    place.write({"index.html": b"newer", "about/index.html": b"us"})  # as far as it came
    publish(place, clone, SITE | {"404.html": "third"})
    assert shown(place) == SITE | {"404.html": "third", ".nojekyll": ""}
    plan_return(place, first, clone.check().destination).do()
    assert shown(place) == SITE | {".nojekyll": ""}
    assert place.read([NOTE]) == {}


def test_work_by_hand_is_told_from_what_a_killed_publication_left(place: Place, clone: Clone) -> None:
    publish(place, clone)
    left = clone.plan(NEWER | {"404.html": "lost"}).manifest.blobs()
    place.write({NOTE: Note(host=Note().host, process=2**22 + 1, files=left).model_dump_json().encode()})
    place.write({"index.html": b"newer", "feed.xml": b"<mended/>"})
    place.delete(["2024/03/evening-3/index.html", "2024/04/evening-4/index.html"])
    first = publications_at(place)[0].id
    with pytest.raises(PublishRefused) as refused:
        publish(place, clone)
    assert refused.value.reason.splitlines()[1:] == [
        "  /feed.xml  (was changed there, and would be written over)",
        "  /2024/04/evening-4/index.html  (was removed there, and would be back)",
    ]
    publish(place, clone, SITE | {"about/index.html": "us"}, "by-hand")
    place.write({NOTE: Note(host=Note().host, process=2**22 + 1).model_dump_json().encode()})
    place.write({"404.html": b"mended"})
    planned = plan_return(place, first, clone.check().destination)
    assert planned.by_hand == ("/404.html  (was changed or removed there, and stays so)",)


def test_a_publication_that_is_done_while_we_look_is_no_work_by_hand(
    www: Path, clone: Clone, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, ben = open_place(str(www)), server.clone("ben")
    publish(place, clone)
    stamps = place.stamps

    def meanwhile() -> dict[str, Stamp]:
        monkeypatch.setattr(place, "stamps", stamps)
        listed = stamps()
        publish(place, ben, SITE | {"index.html": "newer"})
        return listed

    monkeypatch.setattr(place, "stamps", meanwhile)
    planned = plan(place, clone, SITE | {"404.html": "third"})
    assert not planned.concerns and planned.changes.changed == ("404.html", "index.html")


def test_only_the_last_publications_are_kept(place: Place, clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "MOST", 3)
    for number in range(5):
        publish(place, clone, SITE | {"404.html": f"number {number}"})
    assert len(publications_at(place)) == len(place.names(PUBLICATIONS)) == 3
    assert len(place.names(FILES)) == 2


def test_the_tasks_speak_of_it_as_of_a_branch(address: str, clone: Clone) -> None:
    host = host_of(clone.folder, remote="origin", branch="gh-pages", place=address)
    assert host.status().live is None
    assert host.publications() == []
    checkout = clone.check()
    for site in (SITE, SITE | {"about/index.html": "us"}):
        planned = host.plan(clone.build(site), checkout, everything)
        host.publish(planned, (), lambda *_: True, lambda _: None)
    assert host.status().known and not host.status().begun_by
    open_place(address).write({NOTE: Note(who="Kofi").model_dump_json().encode()})
    assert host.status().begun_by == "Kofi"
    assert [changes.summary() for _, changes in host.publications()] == ["1 added", "12 added"]
    going = host.going_back(host.publications()[1][0].commit)
    assert going.changes.removed == ("about/index.html",)
    assert going.do() == host.publications()[0][0].commit


def test_what_is_removed_is_what_was_named_whatever_signs_it_has(place: Place) -> None:
    gone = (
        "a/b*c.txt",
        "a/[x]/y?.txt",
        "a/back\\slash[1].txt",
        "it's/c++/index.html",
        "~x/#1;2.txt",
        " a/ b ",
        "top.txt",
    )
    stays = ("a/bxc.txt", "a/x/y1.txt", "a/[x]/yz.txt", "a/other.txt", "c++/index.html", "top.txt.old", "b/top.txt")
    place.write(dict.fromkeys((*gone, *stays), b"words"))
    place.delete(gone)
    assert place.read([*gone, *stays]).keys() == {*stays}


@pytest.mark.parametrize("kind", ["", "rsync:"])
def test_a_place_that_is_not_there_is_said_so(tmp_path: Path, clone: Clone, kind: str) -> None:
    if kind:
        tool("rsync")
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishRefused, match="could not"):
        publish(open_place(f"{kind}{tmp_path}/file/www"), clone)


@pytest.mark.parametrize("address", ["www", "rsync:www", "rsync:-e sh:/x", "nonsense://x/y"])
def test_what_can_not_be_a_place_is_refused(address: str) -> None:
    with pytest.raises(PublishRefused):
        open_place(address)


@pytest.mark.skipif(os.name != "posix", reason="processes are killed in another way there")
@pytest.mark.parametrize("after", [0.0, 0.01, 0.02, 0.04, 0.08])
def test_killed_at_any_moment_the_next_publication_is_right(tmp_path: Path, clone: Clone, after: float) -> None:
    www = tmp_path / "größer als www"
    www.mkdir()
    place = open_place(str(www))
    first = publish(place, clone)
    many = NEWER | {f"2024/05/post-{number}/index.html": "x" * 5_000 for number in range(300)}
    clone.build(many)
    program = (
        "import sys; from pathlib import Path; from potluck.publish import preflight\n"
        "from potluck.publish.elsewhere.host import open_place\n"
        "from potluck.publish.elsewhere.transaction import plan_at, publish_at\nplace = open_place(sys.argv[1])\n"
        "planned = plan_at(place, Path(sys.argv[3]), preflight(Path(sys.argv[2])), allowed=lambda _: True)\n"
        "print('planned', flush=True)\npublish_at(place, planned, accept=('vanished',))\n"
    )
    words = [sys.executable, "-c", program, str(www), str(clone.folder), str(clone.output)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as publisher:
        assert publisher.stdout is not None and publisher.stdout.readline() == b"planned\n"
        time.sleep(after)
        publisher.send_signal(signal.SIGKILL)
    whole = {**SITE, **many}
    for path, data in place.read(sorted(SITE.keys() | many.keys())).items():
        assert data.decode() in (SITE.get(path), whole[path]), path  # each file whole, old or new
    live = publications_at(place)[0]
    publish(place, clone, SITE | {"404.html": "after"}, "vanished", "smaller")
    assert shown(place) == SITE | {"404.html": "after", ".nojekyll": ""}
    assert not list(www.rglob("*.part~")) and not (www / NOTE).exists()
    plan_return(place, first, clone.check().destination).do()
    assert shown(place) == SITE | {".nojekyll": ""}
    assert live.id in {each.id for each in publications_at(place)}
    assert sorted(each.name for each in www.iterdir() if each.name.startswith(".")) == [".nojekyll", KEPT]


@pytest.mark.parametrize(
    ("path", "kind"),
    [("table.webp", "image/webp"), ("search.js", "text/javascript"), ("events.ics", "text/calendar")],
)
def test_browsers_are_told_the_same_kind_of_file_whatever_machine_it_comes_from(
    path: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda _: ("text/plain", None))  # as Windows' own list may say
    assert objects._content_type(path).partition(";")[0] == kind


def test_a_record_tells_what_waited_and_one_of_nothing_is_as_it_was() -> None:
    plain = Record(when=datetime(2026, 5, 28, tzinfo=UTC), who="Rosa", subject="Publish", source="a" * 40)
    assert "held_back" not in plain.text
    waited = plain.model_copy(update={"held_back": ("content/posts/x.md",)})
    assert Record.model_validate_json(waited.text).publication.held_back == ("content/posts/x.md",)
    assert Record.model_validate_json(plain.text).id == plain.id != waited.id
