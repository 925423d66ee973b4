"""Images of a built site: which files of them there are, how pages show them, and what a second build does."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from potluck.build import build
from potluck.content.gathering import load
from potluck.media import Cache, Digests
from potluck.media.encoding import avatar
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition, now
from potluck.pages.texts.pictures import Pictures
from potluck.settings import Settings
from potluck.verify import dead_links, promised
from tests.chromium import WATCH_FOR_SHIFTS, Browse, asked_by, complaints_of
from tests.conftest import CONF
from tests.files import built_at, put_all
from tests.media.test_images import drawing, encoded, film, photo
from tests.web import serving

POST = "content/posts/2026-05-12-the-long-table"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a photo, a drawing and a film in one post; its author has a face."""
    root = tmp_path_factory.mktemp("pictures") / "site"
    words = "Somebody moved the table, and then it was longer. " * 60
    head = "---\ntitle: The long table\nauthor: ines-duarte\nimage: table.jpg\n---\n\n"
    body = f"![The table](table.jpg)\n\n{words}\n\n![Who came](chart.png)\n\n![It grows](grows.gif)\n"
    files = {
        "siteconf.py": CONF.encode(),
        "content/authors/ines-duarte.md": b"---\nname: Ines Duarte\navatar: ines-duarte.png\n---\n\nHello.\n",
        "content/authors/ines-duarte.png": encoded(photo(400, 500), "PNG"),
        f"{POST}/index.md": (head + body).encode(),
        f"{POST}/table.jpg": encoded(photo(1600, 1200), "JPEG", quality=90),
        f"{POST}/chart.png": encoded(drawing(), "PNG"),
        f"{POST}/grows.gif": film(8, (300, 200)),
    }
    put_all(root, files)
    built_at(root)
    return root


@pytest.fixture
def with_pictures(made_once: Path, tmp_path: Path) -> Path:
    """A copy of that site, to do things to."""
    return Path(shutil.copytree(made_once, tmp_path / "site"))


@pytest.fixture
def built(made_once: Path) -> Path:
    return made_once / "output"


@pytest.fixture(scope="module")
def served(made_once: Path) -> Iterator[str]:
    with serving(made_once / "output") as address:
        yield address


@pytest.fixture
def page(built: Path) -> LexborHTMLParser:
    return LexborHTMLParser((built / "2026/05/the-long-table/index.html").read_text(encoding="utf-8"))


def test_every_file_that_a_page_names_is_there_and_is_promised(built: Path, made_once: Path) -> None:
    assert dead_links(built) == []
    settings = Settings(sitename="Test Table")
    edition = Edition.of(load(made_once / "content", settings), settings, now())
    is_promised = promised(edition)
    files = [
        file.relative_to(built).as_posix() for folder in ("2*", "authors") for file in built.glob(f"{folder}/**/*.*")
    ]
    assert [file for file in files if not is_promised(file)] == []
    assert len([file for file in files if file.endswith(".avif")]) >= 3


def test_the_first_picture_is_fetched_at_once_and_the_others_when_they_come_into_view(page: LexborHTMLParser) -> None:
    first, *others = page.css(".prose.e-content img")
    assert first.attributes["fetchpriority"] == "high"
    assert "loading" not in first.attributes
    assert [each.attributes["loading"] for each in others] == ["lazy", "lazy"]
    assert all(each.attributes["width"] and each.attributes["height"] for each in (first, *others))
    assert first.attributes["data-tint"]


def test_a_reader_who_wants_less_motion_gets_a_picture_that_stands_still(page: LexborHTMLParser) -> None:
    sources = page.css("picture")[-1].css("source")
    assert sources[0].attributes["media"] == "(prefers-reduced-motion:reduce)"
    assert (sources[0].attributes["srcset"] or "").startswith("/2026/05/the-long-table/grows.gif@300.")
    assert sources[1].attributes["type"] == "image/webp"


def test_feeds_and_shared_links_name_the_picture_that_every_program_reads(built: Path) -> None:
    feed = (built / "feed.xml").read_text(encoding="utf-8")
    assert 'src="http://localhost:8000/2026/05/the-long-table/table.jpg"' in feed.replace("&quot;", '"')
    assert "picture" not in feed
    assert "data-tint" not in feed


def test_a_face_is_small(built: Path) -> None:
    folder = built / "authors/ines-duarte"
    assert Image.open(folder / "ines-duarte.png@160.webp").size == (160, 160)
    people = (built / "people/index.html").read_text(encoding="utf-8")
    assert 'src="/authors/ines-duarte/ines-duarte.png@160.webp"' in people


def never(*_: object) -> None:
    raise AssertionError("this image was encoded before")


def test_an_unchanged_image_is_never_encoded_again_even_by_another_checkout(
    with_pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def images_of(output: Path) -> dict[str, bytes]:
        return {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*.avif")}

    before = images_of(with_pictures / "output")
    elsewhere = with_pictures.with_name("elsewhere")
    with_pictures.rename(elsewhere)
    monkeypatch.setattr("potluck.media.images.prepare_or_refuse", never)
    assert build(elsewhere / "siteconf.py", clean=True).errors == 0
    assert images_of(elsewhere / "output") == before


class InHand:
    """A workshop in this process, which is ended after so many tasks."""

    def __init__(self, ends_after: int) -> None:
        self.left, self.done = ends_after, 0

    def do_all(self, work: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        for task in tasks:
            if self.done == self.left:
                raise KeyboardInterrupt
            self.done += 1
            yield work(*task)

    def close(self) -> None:
        """Nothing to do."""


def test_a_build_that_was_ended_goes_on_where_it_was(with_pictures: Path, tmp_path: Path) -> None:
    settings = Settings(sitename="Test Table", max_image_width=320)
    edition = Edition.of(load(with_pictures / "content", settings), settings, now())

    def prepare_with(workshop: InHand) -> Pictures:
        cache, digests = Cache(tmp_path / "kept"), Digests(tmp_path / "kept/digests.json")
        return Pictures(edition, Addresses(settings), cache, digests, workshop)  # type: ignore[arg-type]

    with pytest.raises(KeyboardInterrupt):
        prepare_with(InHand(ends_after=3))
    second = InHand(ends_after=9)
    assert len(prepare_with(second).published()) > 4
    assert second.done == 1


def test_a_spoilt_entry_of_the_cache_is_made_again(with_pictures: Path) -> None:
    shown = with_pictures / "output/2026/05/the-long-table/chart.png"
    good = shown.read_bytes()
    for entry in (with_pictures / "cache/images").rglob("??/*"):
        entry.write_bytes(entry.read_bytes()[:-3] + b"!!!")
    assert build(with_pictures / "siteconf.py", clean=True).errors == 0
    assert shown.read_bytes() == good


@pytest.mark.browser
def test_a_phone_fetches_one_file_that_fits_and_nothing_moves_when_it_comes(browse: Browse, served: str) -> None:
    page = browse(width=360, height=600, device_scale_factor=2)
    asked, complaints = asked_by(page), complaints_of(page)
    page.add_init_script(WATCH_FOR_SHIFTS)
    page.goto(f"{served}/2026/05/the-long-table/", wait_until="networkidle")
    first = page.locator(".prose.e-content img").first
    assert first.evaluate("image => image.currentSrc").endswith("table.jpg@656.avif")
    assert [url for url in asked if "table.jpg" in url] == [first.evaluate("image => image.currentSrc")]
    assert page.evaluate("window.shifted") == 0
    assert complaints == []


@pytest.mark.parametrize("side", [1, 90, 200])
def test_a_face_smaller_than_its_place_has_the_files_that_pages_name(side: int) -> None:
    prepared = avatar(Image.new("RGB", (side, side + 3), "teal"), ".png")
    assert {160, 320} <= {file.width for file in prepared.picture.files if file.kind == "WEBP"}
