"""A pull request may bring what is its author's own, and nothing of anybody else's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from potluck.checks import CannotCheckError, check
from potluck.checks.change.history import GitError, History
from potluck.settings import Settings
from tests.files import put
from tests.git import git, use_own_git_settings

OF_IDENTITY = {
    "byline-of-another",
    "file-of-another",
    "page-by-member",
    "too-many-posts",
    "name-of-another",
    "role-by-member",
    "account-missing",
    "change-unknown",
    "page-gone",
}


def post(author: str, title: str = "Rain") -> str:
    return f"---\ntitle: {title}\nauthor: {author}\n---\n\nIt rained, and nobody minded.\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two members, a post of each, and a page."""
    use_own_git_settings(tmp_path_factory.mktemp("home"), monkeypatch)
    put(tmp_path, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: vera-h\n---\n\nHi.\n")
    put(tmp_path, "content/authors/milo.md", "---\nname: Milo Petit\ngithub: milo-p\n---\n\nHello.\n")
    put(tmp_path, "content/posts/2024-03-01-sun.md", post("vera", "Sun"))
    put(tmp_path, "content/posts/2024-03-02-snow.md", post("milo", "Snow"))
    put(tmp_path, "content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "begin")
    return tmp_path


def found(root: Path, account: str, since: str | None = None, **settings: object) -> set[tuple[str, str]]:
    """(rule, path) of every problem of identity when this account brings what is new in the repository."""
    report = check(root / "content", Settings(**settings), repository=root, since=since, account=account)
    return {(each.id, each.path) for each in report.problems if each.id in OF_IDENTITY}


def test_a_member_brings_and_changes_their_own(root: Path) -> None:
    put(root, "content/posts/2024-03-05-rain.md", post("vera"))
    put(root, "content/posts/2024-03-01-sun.md", post("vera", "More sun"))
    put(root, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: vera-h\n---\n\nHi there.\n")
    assert found(root, "Vera-H") == set()


@pytest.mark.parametrize("byline", ["vera", "Vera Holt", "[milo, vera]"])
def test_nobody_signs_for_somebody_else(root: Path, byline: str) -> None:
    path = "content/posts/2024-03-05-rain.md"
    put(root, path, post(byline))
    assert found(root, "milo-p") == {("byline-of-another", path)}


@pytest.mark.parametrize(("alias", "is_fine"), [("2099/12/report", False), ("2024/02/report", True), ("2099/12", True)])
def test_nobody_keeps_an_address_that_somebodys_post_will_have(root: Path, alias: str, *, is_fine: bool) -> None:
    path = "content/posts/2024-03-05-rain.md"
    put(root, path, post("vera", f"Rain\naliases: [/{alias}/]"))
    assert found(root, "vera-h") == (set() if is_fine else {("file-of-another", path)})


def test_where_git_stops_half_way_nothing_is_taken_on_trust(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> list[str]:
        raise GitError("Git could not be run: it took too long")

    put(root, "content/posts/2024-03-05-rain.md", post("vera"))
    monkeypatch.setattr(History, "deleted_until", stop)
    with pytest.raises(CannotCheckError, match="took too long"):
        found(root, "milo-p", since="main")


def test_nobody_changes_or_deletes_what_is_somebody_elses(root: Path) -> None:
    put(root, "content/posts/2024-03-01-sun.md", post("vera", "Buy my sun"))
    (root / "content/authors/vera.md").unlink()
    assert ("file-of-another", "content/posts/2024-03-01-sun.md") in found(root, "milo-p")
    assert ("file-of-another", "content/authors/vera.md") in found(root, "milo-p")


def test_taking_over_a_persons_file_first_does_not_help(root: Path) -> None:
    put(root, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: milo-p\n---\n\nHi.\n")
    put(root, "content/posts/2024-03-05-rain.md", post("vera"))
    assert {rule for rule, _ in found(root, "milo-p")} == {"file-of-another", "byline-of-another"}


def test_a_newcomer_brings_a_post_and_their_own_file(root: Path) -> None:
    put(root, "content/authors/noor.md", "---\nname: Noor Aziz\ngithub: noor-a\n---\n\nNew here.\n")
    put(root, "content/posts/2024-03-05-rain.md", post("noor"))
    assert found(root, "noor-a") == set()
    assert found(root, "somebody-else") == {("file-of-another", "content/authors/noor.md")}
    put(root, "content/authors/noor.md", "---\nname: Noor Aziz\n---\n\nNew here.\n")
    assert found(root, "noor-a") == {("account-missing", "content/authors/noor.md")}


def test_pages_and_heaps_of_posts_need_a_maintainer(root: Path) -> None:
    put(root, "content/pages/offers.md", "---\ntitle: Offers\n---\n\nBuy.\n")
    for number in range(4):
        put(root, f"content/posts/2024-03-10-rain-{number}.md", post("vera", f"Rain {number}"))
    assert found(root, "vera-h", max_posts_per_change=3) == {
        ("page-by-member", "content/pages/offers.md"),
        ("too-many-posts", "content"),
    }
    assert found(root, "vera-h", max_posts_per_change=3, maintainers=("vera-h",)) == set()


def test_what_is_committed_counts_from_where_the_branch_began(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "mine")
    put(root, "content/posts/2024-03-05-rain.md", post("vera"))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "rain")
    assert found(root, "milo-p", since="main") == {("byline-of-another", "content/posts/2024-03-05-rain.md")}


def test_without_git_the_check_says_what_it_could_not_look_at(root: Path) -> None:
    (root / ".git").rename(root / "gone")
    assert found(root, "milo-p") == {("change-unknown", "content")}


@pytest.fixture
def album(root: Path) -> Path:
    """The same with a face, and a post in a folder of its own that has a picture."""
    put(root, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: vera-h\navatar: vera.png\n---\n\nHi.\n")
    put(root, "content/authors/vera.png", "a face")
    put(root, "content/posts/2024-03-03-fog/index.md", post("vera", "Fog\nimage: fog.png") + "\n![](fog.png)\n")
    put(root, "content/posts/2024-03-03-fog/fog.png", "a picture")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "pictures")
    return root


def test_pictures_belong_to_whose_post_they_lie_beside(album: Path) -> None:
    put(album, "content/posts/2024-03-03-fog/fog.png", "another picture")
    put(album, "content/posts/2024-03-03-fog/more.png", "a second picture")
    put(album, "content/authors/vera.png", "another face")
    assert found(album, "vera-h") == set()
    assert {path for rule, path in found(album, "milo-p") if rule == "file-of-another"} == {
        "content/authors/vera.png",
        "content/posts/2024-03-03-fog/fog.png",
        "content/posts/2024-03-03-fog/more.png",
    }


def test_whoever_has_a_face_or_a_picture_above_a_post_can_still_change_it(album: Path) -> None:
    put(album, "content/posts/2024-03-03-fog/index.md", post("vera", "Thick fog\nimage: fog.png"))
    put(album, "content/posts/2024-03-05-rain.md", post("vera"))
    assert found(album, "vera-h") == set()


@pytest.mark.parametrize(
    "name",
    [
        "Vera Holt",
        "VERA  HOLT",
        "Véra Holt.",
        "Vera\u00a0Holt",
        "\u0412\u0435r\u0430 H\u043elt",
        "Vera Ho1t",
        "VeraHolt",
        "\u13d9era Holt",
        "Mi1o Petit",
        "M1lo Petit",
        "Vera HoIt",
        "Mllo Petit",
        "Vera Holt\u2122",
        "Vera Holt 2",
        "Dr. Vera Holt",
        "Vera Holt, PhD",
        "Vera Holt (she/her)",
        "The Real Vera Holt",
        "Vera Holt of Rain Club",
        "Vera Holt Vera Holt",
        "The Rain Club Blog",
        "Mona (Rain Club)",
        "Mona Organiser",
        "Moderator Mona",
        "The Editors",
        "Guest",
        "GitHub Actions",
        "Mona and Vera Holt",
        "Mona, Vera Holt",
        "Vera Holt & Mona",
        "Mona / Vera Holt",
        "Mona · V\u0435ra Holt",
        "Mona with Vera Holt",
        "by Vera Holt",
        "Mona (Vera Holt)",
        "Holt, Vera",
        "Holt Vera",
        "Rain Club",
        "Organisers",
        "Admin",
        "The Rain Club Team",
        "Moderator ✔",
        "ᴠᴇʀᴀ ʜᴏʟᴛ",
        "Vera \u2c8f\u2c9flt",
        "V3ra Holt",
        "Ver@ Holt",
        "🇻🇪🇷🇦 Holt",
        "ᐯera Holt",
        "Vera Hoӏt",
        "Vҽra Holt",
        "Veꭇa 𝚮olt",
        "Vera H𐊫lt",
        "𝐕𝐞𝐫𝐚 𝐇𝐨𝐥𝐭",
        "Vera Holttt",
        "Adm1n",
        "Mod Team",
        "Redaktion",
        "Mona (organiser)",
        "Mona, admin",
    ],
)
def test_nobody_is_called_like_somebody_else(root: Path, name: str) -> None:
    path = "content/authors/someone.md"
    put(root, path, f"---\nname: {name}\ngithub: some-one\n---\n\nHi.\n")
    club = {"sitename": "Rain Club", "roles": {"organiser": "Organisers", "member": "Members"}}
    assert found(root, "some-one", **club) == {("name-of-another", path)}


@pytest.mark.parametrize(
    "name",
    [
        "Vera Holt (Galway)",
        "Vera Holt-Reyes",
        "Vera H",
        "José Ortega y Gasset",
        "Mona von Holt",
        "Vera Hølmt",
        "Жera Holst",
        "Вера Холодова",
        "Ali Forde",
        "Rain Team-Roux",
        "Vera B. Holt",
        "Bishop Guest",
        "Ms Vera Holt-Reyes",
    ],
)
def test_names_that_have_something_of_anothers_are_fine(root: Path, name: str) -> None:
    put(root, "content/authors/someone.md", f"---\nname: {name}\ngithub: some-one\n---\n\nHi.\n")
    assert found(root, "some-one") == set()


def test_no_handle_looks_like_anothers_and_nobody_takes_a_name_later_on(root: Path) -> None:
    put(root, "content/authors/mi1o.md", "---\nname: Some One\ngithub: some-one\n---\n\nHi.\n")
    assert found(root, "some-one") == {("name-of-another", "content/authors/mi1o.md")}
    put(root, "content/authors/milo.md", "---\nname: Vera Holt\ngithub: milo-p\n---\n\nHello.\n")
    assert ("name-of-another", "content/authors/milo.md") in found(root, "milo-p")
    put(root, "content/authors/milo.md", "---\nname: Milo Petit-Roux\ngithub: milo-p\n---\n\nHello.\n")
    assert ("name-of-another", "content/authors/milo.md") not in found(root, "milo-p")


def test_nobody_gives_themselves_a_role(root: Path) -> None:
    path = "content/authors/milo.md"
    roles = {"roles": {"organiser": "Organisers", "member": "Members"}}
    put(root, path, "---\nname: Milo Petit\ngithub: milo-p\nrole: organiser\n---\n\nHello.\n")
    assert found(root, "milo-p", **roles) == {("role-by-member", path)}
    git(root, "commit", "-q", "-a", "-m", "a maintainer made it so")
    put(root, path, "---\nname: Milo Petit\ngithub: milo-p\nrole: organiser\n---\n\nHello there.\n")
    assert found(root, "milo-p", **roles) == set()
    put(root, path, "---\nname: Milo Petit\ngithub: milo-p\nrole: member\n---\n\nHello there.\n")
    assert found(root, "milo-p", **roles) == set()


@pytest.mark.parametrize(
    ("pronouns", "is_fine"),
    [("Organiser", False), ("the team ✔", False), ("verified organiser ✔", False), ("they/them", True), ("all", True)],
)
def test_no_office_stands_where_pronouns_do(root: Path, pronouns: str, *, is_fine: bool) -> None:
    path = "content/authors/milo.md"
    put(root, path, f"---\nname: Milo Petit\ngithub: milo-p\npronouns: {pronouns}\n---\n\nHello.\n")
    roles = {"roles": {"organiser": "Organisers", "member": "Members"}}
    assert found(root, "milo-p", **roles) == (set() if is_fine else {("role-by-member", path)})


def test_heaps_of_people_and_images_need_a_maintainer(root: Path) -> None:
    for number in range(6):
        put(root, f"content/authors/p{number}.md", f"---\nname: P {number}\ngithub: milo-p\n---\n\nHi.\n")
    assert ("too-many-posts", "content") in found(root, "milo-p")
    assert ("too-many-posts", "content") not in found(root, "milo-p", max_posts_per_change=6)
    for number in range(121):
        put(root, f"content/images/p{number}.png", "a picture")
    assert ("too-many-posts", "content") in found(root, "milo-p", max_posts_per_change=6)


def test_so_do_heaps_of_what_a_program_left(root: Path) -> None:
    for number in range(101):
        put(root, f"content/posts/node_modules/{number}.js", "x")
    assert ("too-many-posts", "content") in found(root, "milo-p")
    (root / "content/posts/node_modules/1.js").unlink()
    assert ("too-many-posts", "content") not in found(root, "milo-p")


@pytest.mark.skipif(sys.platform == "win32", reason="no file can be called so there")
def test_a_name_that_no_screen_should_get_hides_nothing(root: Path) -> None:
    name = "content/posts/2024-03-05-rain\n::error::x.md"
    put(root, name, post("milo"))
    put(root, "content/pages/rain\n::error::x.md", post("milo"))
    report = check(root / "content", Settings(), repository=root, since="HEAD", account="milo-p")
    assert {each.id for each in report.problems} >= {"name-characters", "page-by-member"}
    assert all(each.path.isprintable() for each in report.problems)


@pytest.fixture
def with_pictures(root: Path) -> Path:
    """The same, where Vera has a portrait, and a post with pictures in a folder of its own; one is shared."""
    put(root, "content/authors/vera.md", "---\nname: Vera Holt\ngithub: vera-h\navatar: vera.png\n---\n\nHi.\n")
    put(root, "content/posts/2024-03-03-hail/index.md", post("vera", "Hail"))
    for path in ("authors/vera.png", "authors/loose.png", "posts/2024-03-03-hail/pics/hail.png", "images/all.png"):
        put(root, f"content/{path}", "x")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "pictures")
    return root


@pytest.mark.parametrize("name", ["pics/index.md", "2024-04-01-mine/index.md", "2024-04-01-mine.md"])
def test_nobody_moves_into_the_folder_of_somebody_elses_post(with_pictures: Path, name: str) -> None:
    """The pictures below would go along: to another address, and to whoever may change what lies beside their post."""
    path = f"content/posts/2024-03-03-hail/{name}"
    put(with_pictures, path, post("milo").replace("\nauthor", "\ndate: 2024-04-01\nslug: mine\nauthor"))
    assert found(with_pictures, "milo-p") == {("file-of-another", path)}
    put(with_pictures, path, post("vera").replace("\nauthor", "\ndate: 2024-04-01\nslug: mine\nauthor"))
    assert found(with_pictures, "vera-h") == set()


@pytest.mark.parametrize("name", ["pics/hail.png", "pics/more.png", "more.png"])
def test_pictures_in_a_folder_of_a_posts_folder_are_its_authors(with_pictures: Path, name: str) -> None:
    path = f"content/posts/2024-03-03-hail/{name}"
    put(with_pictures, path, "y")
    assert found(with_pictures, "milo-p") == {("file-of-another", path)}
    assert found(with_pictures, "vera-h") == set()


@pytest.mark.parametrize(
    ("picture", "is_fine"), [("vera.png", False), ("../images/all.png", False), ("loose.png", True), ("new.png", True)]
)
def test_nobody_makes_a_portrait_of_anothers_picture(with_pictures: Path, picture: str, *, is_fine: bool) -> None:
    put(with_pictures, "content/authors/new.png", "x")
    card = f"---\nname: Milo Petit\ngithub: milo-p\navatar: {picture}\n---\n\nHello.\n"
    put(with_pictures, "content/authors/milo.md", card)
    told = set() if is_fine else {("file-of-another", "content/authors/milo.md")}
    assert found(with_pictures, "milo-p") == told


def test_a_namesake_hears_whose_posts_lose_their_byline(root: Path) -> None:
    """A maintainer may vouch for a second Vera Holt; what would then stop the publication is told before."""
    put(root, "content/posts/2024-03-09-fog.md", post("Vera Holt", "Fog"))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "by name")
    put(root, "content/authors/vera-of-braga.md", "---\nname: Véra Holt\ngithub: v-braga\n---\n\nHi.\n")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "a namesake")
    report = check(root / "content", Settings(), repository=root, since="HEAD~1")
    assert [(each.id, each.path) for each in report.errors] == [("author-unknown", "content/posts/2024-03-09-fog.md")]


@pytest.fixture
def in_two_languages(root: Path) -> Path:
    """Vera's post has a German translation by herself."""
    text = post("vera", "Sonne").replace("---\n\n", "lang: de\ntranslation_of: sun\n---\n\n")
    put(root, "content/posts/2024-03-04-sonne.md", text)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Sonne")
    return root


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("2023-01-01-sun", ""),
        ("2023-01-01-star", "slug: sun\n"),
        ("2023-01-01-star", "translation_of: sun\n"),
        ("2023-01-01-stern", "translation_of: sun\nlang: de\n"),
    ],
)
@pytest.mark.parametrize(("account", "handle"), [("milo-p", "milo"), ("vera-h", "vera")])
def test_nobodys_post_stands_for_anothers_among_its_languages(
    in_two_languages: Path, name: str, lines: str, account: str, handle: str
) -> None:
    path = f"content/posts/{name}.md"
    put(in_two_languages, path, post(handle).replace("---\n\n", f"{lines}---\n\n"))
    assert found(in_two_languages, account) == (set() if handle == "vera" else {("file-of-another", path)})


def test_anybody_translates_into_a_language_that_a_text_does_not_have(in_two_languages: Path) -> None:
    text = post("milo", "Soleil").replace("---\n\n", "lang: fr\ntranslation_of: sun\n---\n\n")
    put(in_two_languages, "content/posts/2024-05-01-soleil.md", text)
    put(in_two_languages, "content/posts/2024-05-01-snow.md", post("milo", "Snow again"))
    assert found(in_two_languages, "milo-p") == set()


def addresses_gone(root: Path, account: str) -> list[str]:
    report = check(root / "content", Settings(), repository=root, account=account)
    return [each.title.split("`")[1] for each in report.problems if each.id == "page-gone"]


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("slug: sunshine", ["/2024/03/sun/"]),
        ("slug: sunshine\naliases: [/2024/03/sun/]", []),
        ("status: draft", ["/2024/03/sun/"]),
        ("date: 2099-01-01", ["/2024/03/sun/"]),
        ("status: hidden", []),
    ],
)
def test_a_page_that_readers_know_goes_only_if_a_maintainer_knows_of_it(root: Path, line: str, gone: list[str]) -> None:
    put(root, "content/posts/2024-03-01-sun.md", post("vera", "Sun").replace("title", f"{line}\ntitle"))
    assert addresses_gone(root, "vera-h") == gone
    assert addresses_gone(root, "") == []


def test_a_deleted_post_and_a_tag_without_posts_are_pages_that_go(root: Path) -> None:
    put(root, "content/posts/2024-03-03-fog.md", post("vera", "Fog").replace("title", "tags: fog\ntitle"))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "fog")
    put(root, "content/posts/2024-03-03-fog.md", post("vera", "Fog"))
    (root / "content/posts/2024-03-01-sun.md").unlink()
    assert sorted(addresses_gone(root, "vera-h")) == ["/2024/03/sun/", "/tags/fog/"]


def test_a_post_with_a_slip_in_it_is_not_taken_for_gone(root: Path) -> None:
    put(root, "content/posts/2024-03-01-sun.md", post("vera", "Sun").replace("title", "titel"))
    assert addresses_gone(root, "vera-h") == []


def test_members_change_their_own_translations(root: Path) -> None:
    path = "content/posts/2024-03-04-neige.md"
    text = post("vera", "Neige").replace("title", "lang: fr\ntranslation_of: snow\ntitle")
    put(root, path, text)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "neige")
    put(root, path, text.replace("rained", "snowed"))
    assert found(root, "vera-h") == set()


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("content/posts/2024-03-09-sun.md", ""),
        ("content/posts/2024-05-01-offers.md", "aliases: [/2024/03/sun/]\n"),
        ("content/posts/2024-03-01-sun/index.md", ""),
    ],
)
def test_the_address_of_a_post_that_is_gone_is_for_those_who_wrote_it(root: Path, path: str, lines: str) -> None:
    (root / "content/posts/2024-03-01-sun.md").unlink()
    git(root, "commit", "-q", "-a", "-m", "Vera asked for it")
    put(root, path, post("milo", "Offers").replace("title", f"{lines}title"))
    assert found(root, "milo-p") == {("file-of-another", path)}
    put(root, path, post("vera", "Sun again").replace("title", f"{lines}title"))
    assert found(root, "vera-h") == set()


def test_a_newcomer_may_rename_a_post_before_it_is_merged(root: Path) -> None:
    put(root, "content/authors/new.md", "---\nname: New Comer\ngithub: new-c\n---\n\nHi.\n")
    put(root, "content/posts/2024-03-05-rain.md", post("new"))
    git(root, "switch", "-q", "-c", "mine")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "rain")
    (root / "content/posts/2024-03-05-rain.md").unlink()
    put(root, "content/posts/2024-03-06-rain/index.md", post("new"))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "with pictures")
    assert found(root, "new-c", since="main") == set()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "github: vera-h",
            {("file-of-another", "content/authors/milo.md"), ("name-of-another", "content/authors/milo.md")},
        ),
        ("github: milo-p\ngithub_account: vera-h", {("file-of-another", "content/authors/milo.md")}),
        ("gitlab: milo-p", {("account-missing", "content/authors/milo.md")}),
        ("github: MILO-P", set()),
    ],
)
def test_nobody_takes_somebody_elses_account_for_their_own_later_on(
    root: Path, line: str, told: set[tuple[str, str]]
) -> None:
    put(root, "content/authors/milo.md", f"---\nname: Milo Petit\n{line}\n---\n\nHello.\n")
    assert found(root, "milo-p") == told


@pytest.mark.parametrize(
    ("link", "is_fine"),
    [
        ("github: vera-h\ngithub_account: some-one", False),
        ("github: https://github.com/Vera-H/\ngithub_account: some-one", False),
        ('mastodon: "@vera@rain.example"\ngithub: some-one', False),
        ("website: https://holt.example\ngithub: some-one", True),
        ('mastodon: "@one@rain.example"\ngithub: some-one', True),
    ],
)
def test_no_card_leads_to_where_somebody_else_is(root: Path, link: str, *, is_fine: bool) -> None:
    places = 'mastodon: "@vera@rain.example"\nwebsite: https://holt.example'
    put(root, "content/authors/vera.md", f"---\nname: Vera Holt\ngithub: vera-h\n{places}\n---\n\nHi.\n")
    git(root, "commit", "-q", "-a", "-m", "where I am")
    path = "content/authors/someone.md"
    put(root, path, f"---\nname: Some One\n{link}\n---\n\nHi.\n")
    assert found(root, "some-one") == (set() if is_fine else {("name-of-another", path)})


def test_nobody_takes_another_off_the_byline_of_what_both_wrote(root: Path) -> None:
    path = "content/posts/2024-03-03-both.md"
    put(root, path, post("[vera, milo]"))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "both")
    put(root, path, post("vera"))
    assert found(root, "vera-h") == {("byline-of-another", path)}
    assert found(root, "milo-p") == set()


@pytest.mark.parametrize("line", ["", "github: kim-r\n"])
def test_a_co_authors_card_is_theirs_to_bring(root: Path, line: str) -> None:
    put(root, "content/authors/kim.md", f"---\nname: Kim Roe\n{line}---\n\nHi.\n")
    report = check(root / "content", Settings(), repository=root, account="vera-h")
    (told,) = [each for each in report.problems if each.path == "content/authors/kim.md"]
    assert "brings their own file" in told.fix and "vera-h" not in told.fix
    put(root, "content/authors/nora.md", "---\nname: Nora Bell\ngithub: nora-b\n---\n\nHi.\n")
    report = check(root / "content", Settings(), repository=root, account="nora-b")
    (told,) = [each for each in report.problems if each.path == "content/authors/kim.md"]
    assert "brings their own file" in told.fix and "nora-b`" not in told.fix


def test_a_card_without_an_account_is_told_as_why(root: Path) -> None:
    put(root, "content/authors/old-hand.md", "---\nname: Old Hand\n---\n\nI was first.\n")
    put(root, path := "content/posts/2020-01-01-first.md", post("old-hand", "First"))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "long ago")
    put(root, path, post("old-hand", "The first"))
    (report,) = check(root / "content", Settings(), repository=root, since="HEAD", account="old-h").errors
    assert "Old Hand" in report.title and "`github: old-h`" in report.fix


def test_a_newcomer_without_a_card_is_told_all_its_lines(root: Path) -> None:
    put(root, "content/posts/2024-03-10-new.md", post("new-bie", "New"))
    (found,) = check(root / "content", Settings(), repository=root, since="HEAD", account="newbie").errors
    assert "---\nname: New Bie\ngithub: newbie\n---\n" in found.fix


def test_a_newcomer_with_two_cards_is_told_of_the_second(root: Path) -> None:
    for handle, name in (("nora", "Nora Bell"), ("nora-b", "Enora Bel")):
        put(root, f"content/authors/{handle}.md", f"---\nname: {name}\ngithub: nora-b\n---\n\nHi.\n")
    assert found(root, "nora-b") == {("name-of-another", "content/authors/nora-b.md")}


def test_whoever_signs_for_two_is_told_whose_name_to_take_away(root: Path) -> None:
    put(root, "content/authors/nora.md", "---\nname: Nora Bell\ngithub: nora-b\n---\n\nHi.\n")
    put(root, "content/posts/2024-03-03-both.md", post("[nora, vera]"))
    report = check(root / "content", Settings(), repository=root, account="nora-b")
    assert "take `vera` away" in next(each.fix for each in report.problems if each.id == "byline-of-another")
