"""What somebody at the terminal gets wrong is told in words: where, and what to do. Never a traceback."""

import builtins
import errno
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from potluck.build import CannotBuild, build
from potluck.build.conf import settings_from
from potluck.build.serve import listen
from potluck.build.standing import Standing
from potluck.desk import answers, building, checking, translating
from potluck.desk.site import settings_of
from potluck.settings import Settings, SettingsError
from tests.conftest import ROOT
from tests.files import configure

Write = Callable[[str, str], Path]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SITENAME = ", "siteconf.py, line "),
        ("1 / 0", "siteconf.py, line "),
        ("import nothing_like_that", "No module named 'nothing_like_that'"),
        ("SITENAME = None", "SITENAME: None should be a text in quotes"),
        ("ROLES = 5", "ROLES: 5 should be a mapping"),
        ("MAX_POST_BYTES = 'many'", "MAX_POST_BYTES: 'many' should be a whole number"),
        ("MAX_IMAGE_BYTES = -5", "MAX_IMAGE_BYTES: -5 should be greater than 0"),
        ("PLUGINS = ['shouting']", 'PLUGINS has to name "potluck"'),
        ("PATH = 'nowhere'", "PATH names no folder"),
        ("SITEURL = 'https://example.org/a b'", "is not a web address"),
        ("DEFAULT_PAGINATION = '10'", "DEFAULT_PAGINATION: '10' should be a whole number, without quotes"),
        ("SEARCH = 'False'", "SEARCH: 'False' should be True or False, without quotes"),
        ("EMBED_HOSTS = ['https://vimeo.com/']", "'https://vimeo.com/' is not the name of a host"),
        ("LINKS_SKIP_HOSTS = ['*.x.org']", "'*.x.org' is not the name of a host"),
        ("LINKS_SKIP_HOSTS = ['https://x.org']", "'https://x.org' is not the name of a host"),
        ("SEARCH = true", "True and False have a capital"),
        ("<<<<<<< HEAD", "git left its marks"),
        ("exit()", "the settings end the program here"),
        ("SITENAME = 'a\\x0cb'", "SITENAME: 'a\\x0cb' holds a character that nobody sees"),
        ("ROLES = {'member': '\\ud800'}", "holds a character that nobody sees"),
        ("MAX_POST_BYTES = 10**30", "is too much"),
        ("BRANCH = '-x'", "BRANCH: '-x' can't be a name in git"),
        ("PUBLIC_URL = 'https://[::1'", "is not a web address"),
        ("PUBLIC_URL = 'https://example.org/?a'", "leave out what begins with ? or #"),
        ("REPOSITORY = 'https://ana:s3cret@github.com/a/b'", "leave it out up to the @"),
        ("JINJA_ENVIRONMENT = {'autoescape': True}", "JINJA_ENVIRONMENT lacks some of JINJA_OPTIONS"),
        ("JINJA_ENVIRONMENT = {**JINJA_OPTIONS, 'autoscape': 1}", "unexpected keyword argument 'autoscape'"),
        ("INDEX_SAVE_AS = '../index.html'", "INDEX_SAVE_AS: '../index.html' leads out of the site"),
        ("FEED_ALL_ATOM = '/feed.xml'", "FEED_ALL_ATOM: '/feed.xml' leads out of the site"),
        ("AUTHOR_SAVE_AS = '{handle}/index.html'", "in braces may stand {slug}"),
        ("TAG_URL = '{slug'", "TAG_URL: '{slug' can't be filled in"),
        ("TAGS_SAVE_AS = 5", "TAGS_SAVE_AS: 5 should be a text in quotes"),
        ("THEME_STATIC_DIR = ''", "THEME_STATIC_DIR: '' is empty"),
        ("JINJA_FILTERS = None", "JINJA_FILTERS: None should be a mapping"),
        ("JINJA_GLOBALS = 5", "JINJA_GLOBALS: 5 should be a mapping"),
        ("TEMPLATE_EXTENSIONS = '.html'", "TEMPLATE_EXTENSIONS: '.html' should be a list"),
        ("PAGINATION_PATTERNS = []", "should hold triples"),
        ("PAGINATION_PATTERNS = [('1', '{url}', '{save_as}')]", "should hold triples"),
        ("PAGINATION_PATTERNS = [(1, '{page}', '{save_as}')]", "PAGINATION_PATTERNS: '{page}' can't be filled in"),
    ],
)
def test_a_settings_file_with_a_mistake(site: Path, line: str, told: str) -> None:
    configure(site, line)
    with pytest.raises(CannotBuild) as error:
        settings_from(site / "siteconf.py")
    assert told in str(error.value)


@pytest.mark.parametrize(
    "line",
    [
        "AUTHOR_SAVE_AS = __import__('pathlib').Path('authors/{slug}/index.html')",
        "TAG_FEED_ATOM = __import__('pathlib').Path('tags/{slug}/feed.xml')",
        "SHOW_FEED_ATOM = True",
        "PLUGIN_PATHS = None",
        "REPOSITORY = MENU = None",
        "PODCAST_FEED_RSS = '/var/podcast/{episode}.xml'",
    ],
)
def test_addresses_may_be_paths_and_plugins_have_settings_of_their_own_or_no_folders(site: Path, line: str) -> None:
    configure(site, line)
    assert not build(site / "siteconf.py").errors


def test_words_of_several_lines_are_one(site: Path) -> None:
    configure(site, "SITENAME = 'Two\\nlines'\nCUSTOM_DOMAIN = 'Blog.Example.org'\nPUBLIC_URL = ''")
    _, ours = settings_of(site / "siteconf.py")
    assert (ours.sitename, ours.custom_domain) == ("Two lines", "blog.example.org")
    assert not build(site / "siteconf.py").errors


def test_names_of_hosts_may_have_capitals_and_those_set_aside_may_be_ends_or_have_letters_of_any_script(
    site: Path,
) -> None:
    configure(site, "EMBED_HOSTS = ['Vimeo.com']\nLINKS_SKIP_HOSTS = ['LinkedIn.com', 'local', 'münchen.example']")
    _, ours = settings_of(site / "siteconf.py")
    assert ours.embed_hosts == ("vimeo.com",)
    assert ours.links_skip_hosts == ("linkedin.com", "local", "münchen.example")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("SPELING = True", "SPELLING"),
        ("spelling = True", "SPELLING"),
        ("MASTODON_HOTS: str = 'x.org'", "MASTODON_HOST"),
        ("Embed_Host = ['x.org']", "EMBED_HOSTS"),
        ("SEARCH_MODE = 'output'", ""),
        ("SITEMAP = {'format': 'xml'}", ""),
        ("SITE_NAME = 'x'", ""),  # SITENAME is given, so this is somebody else's
    ],
)
def test_a_setting_that_is_misspelt_is_told_and_those_of_plugins_are_not(
    site: Path, caplog: pytest.LogCaptureFixture, line: str, meant: str
) -> None:
    configure(site, line)
    settings_from(site / "siteconf.py")
    assert [each.message.partition("? ")[0].rpartition(" ")[2] for each in caplog.records] == [f"{meant}?"] * bool(
        meant
    )
    assert all("siteconf.py, line " in each.message for each in caplog.records)


def test_a_setting_that_cannot_be_used_is_told_with_its_file_and_line(site: Path) -> None:
    configure(site, "PUBLIC_URL = 'tiny.example.org'\nACCENT = 'teal'")
    (site / "publicconf.py").write_text("from siteconf import *\nSITEURL = PUBLIC_URL\nPUBLISHING = 'yes'\n")
    with pytest.raises(CannotBuild) as error:
        settings_from(site / "siteconf.py")
    last = len((site / "siteconf.py").read_text(encoding="utf-8").splitlines())
    told = str(error.value).splitlines()
    assert told[0].startswith(f"siteconf.py, line {last}, ACCENT: 'teal' is not a colour")
    assert told[1].startswith(f"siteconf.py, line {last - 1}, PUBLIC_URL: 'tiny.example.org' is not a web address")
    assert len(told) == 2


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("MENU = ('abuot',)", "MENU names the page “abuot”"),
        ("DOCS_PAGES = 'nowhere'", "there is no folder nowhere. Make it, or take it out of DOCS_PAGES"),
        ("THEME_TEMPLATES_OVERRIDES = ['looks']", "there is no folder looks"),
        ("HELD_BACK = ('content/posts/nosuch.md',)", "content/posts/nosuch.md is not there"),
        ("COMMENTS = 'giscus'\nGISCUS = {'repo': 'a/b'}", "GISCUS lacks repo_id, category, category_id"),
        ("COMMENTS = 'mastodon'", "MASTODON_HOST names no server"),
        ("COUNTER = 'plausible'", "COUNTER_SITE does not say"),
        ("DEFAULT_LANG = 'jp'", "no words in jp and speaks English. `invoke translate --lang jp` begins"),
        ("OUTPUT_SOURCES = True", "the files of posts are not put beside their pages"),
        ("CUSTOM_DOMAIN = 'a.example.org'\nPUBLIC_URL = 'https://b.example.org'", "leads readers to b.example.org"),
        ("CUSTOM_DOMAIN = 'a.example.org'\nPUBLIC_URL = 'https://a.example.org'", ""),
    ],
)
def test_settings_that_are_hardly_meant_are_told_with_their_line(
    site: Path, caplog: pytest.LogCaptureFixture, lines: str, told: str
) -> None:
    configure(site, lines)
    settings_from(site / "siteconf.py")
    messages = [each.message for each in caplog.records]
    assert len(messages) == bool(told)
    assert all(told in each and each.startswith("siteconf.py, line ") for each in messages)


def test_whoever_brings_content_from_elsewhere_hears_nothing_of_the_menu(
    site: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    configure(site, "MENU = ('manners',)")
    (elsewhere := tmp_path / "elsewhere").mkdir()
    settings_from(site / "siteconf.py", content=elsewhere)
    assert not caplog.records


def test_settings_in_another_encoding_are_read(site: Path) -> None:
    conf = site / "siteconf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_bytes(f"# -*- coding: latin-1 -*-\n{text}\nTAGLINE = 'Café'\n".encode("latin-1"))
    assert settings_from(conf)["TAGLINE"] == "Café"


def test_a_rule_that_is_not_there_is_told_where_its_weight_is_set(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(site, "CHECKS = {'link-bear': 'off'}")
    checking.check(site / "siteconf.py", content="", form="text", since="", path="", mend=False, diff=False)
    assert "no rule 'link-bear'. Did you mean 'link-bare'?" in capsys.readouterr().err


@pytest.mark.parametrize("before", ["./", ".//", ""])
def test_a_path_is_understood_as_a_shell_writes_it(
    site: Path, write: Write, capsys: pytest.CaptureFixture[str], before: str
) -> None:
    write("content/posts/2026-05-31-soup.md", "---\ntitle: Soup\n---\n\nHot.\n")
    path = f"{before or f'{site}/'}content/posts/2026-05-31-soup.md"
    checking.check(site / "siteconf.py", content="", form="text", since="", path=path, mend=False, diff=False)
    told = capsys.readouterr()
    assert "content/posts/2026-05-31-soup.md:1" in told.out and "author-missing" in told.out, told.err


def test_a_plugin_that_is_not_there(site: Path) -> None:
    configure(site, "PLUGINS = ['potluck', 'shouting']")
    with pytest.raises(CannotBuild, match=r"PLUGINS names 'shouting'.*there is no such plugin"):
        build(site / "siteconf.py")


def test_a_plugin_that_stumbles_is_named(site: Path, write: Write) -> None:
    write(
        "plugins/shouting.py",
        """
        from pelican import signals


        def shout(site):
            signals.finalized.disconnect(shout)
            raise RuntimeError("hoarse")


        def register():
            signals.finalized.connect(shout)
        """,
    )
    configure(site, "PLUGIN_PATHS = [str(HERE / 'plugins')]", "PLUGINS = ['potluck', 'shouting']")
    told = r"The plugin shouting stumbled \(.*shouting.py, line 6\): .*hoarse.*uninstall it\."
    with pytest.raises(CannotBuild, match=f"{told}$"):
        build(site / "siteconf.py")
    with pytest.raises(CannotBuild, match=f"{told} Then begin `invoke serve` anew"):
        Standing(site / "siteconf.py").build()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def register():\n    1 / 0\n", r"The plugin loud\d stumbled \(.*loud\d.py, line 2\): ZeroDivisionError"),
        ("raise ValueError('hoarse')\n", r"The plugin loud\d stumbled \(.*loud\d.py, line 1\): .*hoarse"),
        ("def register():\n    exit(3)\n", r"The plugin loud\d stumbled \(.*loud\d.py, line 2\): SystemExit: 3"),
        ("x = (\n", r"loud\d.py, line 1: Python can't read this line"),
        ("\n", r"The plugin loud\d has no function `register`"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_named(site: Path, write: Write, text: str, told: str) -> None:
    name = next(each for each in (f"loud{number}" for number in range(10)) if each not in sys.modules)
    write(f"plugins/{name}.py", text)
    configure(site, "PLUGIN_PATHS = [str(HERE / 'plugins')]", f"PLUGINS = ['potluck', '{name}']")
    with pytest.raises(CannotBuild, match=told):
        build(site / "siteconf.py")


def test_a_template_that_asks_for_what_is_not_there_is_named_with_its_line(site: Path, write: Write) -> None:
    write(
        "templates/page.html", '{% extends "!theme/page.html" %}\n{% block content %}{{ LICENCE.name }}{% endblock %}\n'
    )
    configure(site, "THEME_TEMPLATES_OVERRIDES = [str(HERE / 'templates')]")
    with pytest.raises(CannotBuild, match=r"page.html, line 2\): 'LICENCE' is undefined"):
        build(site / "siteconf.py")


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("page.html", "{{ 1 / 0 }}", r"page.html, line 1\): ZeroDivisionError: division by zero"),
        ("page.html", "{% include 'no.html' %}", r"page.html, line 1\): there is no template no.html"),
        ("page.html", "{% endblok %}", r"page.html, line 1: Encountered unknown tag"),
        ("page.html", b"caf\xe9", "page.html is not saved as UTF-8 text"),
        ("css/custom.css", b"/* caf\xe9 */", "custom.css is not saved as UTF-8 text"),
    ],
)
def test_a_part_of_the_theme_that_makes_a_build_stumble_is_named(
    site: Path, path: str, text: str | bytes, told: str
) -> None:
    file = site / "templates" / path
    file.parent.mkdir(parents=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    configure(site, "THEME_TEMPLATES_OVERRIDES = [str(HERE / 'templates')]")
    with pytest.raises(CannotBuild, match=told):
        build(site / "siteconf.py")


def test_a_page_of_the_settings_without_its_template_is_named(site: Path) -> None:
    configure(site, "DIRECT_TEMPLATES = ['index', 'nosuch']")
    with pytest.raises(CannotBuild, match=r"A template that the settings name is not there: .*nosuch"):
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


@pytest.mark.parametrize("name", ["", ".", "..", "content", "content/posts", "content/images"])
def test_nothing_is_kept_or_cleaned_away_among_the_files_of_the_site(
    site: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (site / "content/images").mkdir(exist_ok=True)
    configure(site, f"CACHE_PATH = {name!r}")
    before = sorted(site.parent.rglob("*"))
    with pytest.raises(CannotBuild, match=r"CACHE_PATH names .* a folder of its own"):
        build(site / "siteconf.py")
    assert building.clean(site / "siteconf.py") == 2
    assert "was left alone" in capsys.readouterr().err
    assert sorted(site.parent.rglob("*")) == before


def test_what_others_keep_in_a_folder_is_not_cleaned_away(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(site / "siteconf.py")
    output, cache = site / "output", site / "cache"
    for folder in (output, cache):
        assert folder.is_dir()
    for name in ("feed.xml", "sitemap.xml"):
        (output / name).unlink()
    (cache / "thesis.txt").write_text("mine", encoding="utf-8")
    assert building.clean(site / "siteconf.py") == 2
    told = capsys.readouterr().err
    assert "OUTPUT_PATH in siteconf.py" in told
    assert "CACHE_PATH in siteconf.py" in told
    (cache / "thesis.txt").unlink()
    build(site / "siteconf.py", output=site / "elsewhere")
    (output / "feed.xml").write_text("", encoding="utf-8")
    assert building.clean(site / "siteconf.py") == 0
    assert not output.exists()
    assert not cache.exists()


def test_a_full_disk_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @answers.plainly
    def write() -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "site.json"))

    monkeypatch.chdir(tmp_path)
    assert write() == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "No space left on device" in told
    assert "Make room on that disk" in told
    assert not (tmp_path / ".cache").exists(), "this is no fault of ours"


def test_whoever_ends_the_input_is_not_told_of_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @answers.plainly
    def wonder() -> int:
        return len(answers.ask("Well?"))

    def nothing(_: str = "") -> str:
        raise EOFError

    monkeypatch.setattr(answers, "is_watched", lambda: True)
    monkeypatch.setattr(builtins, "input", nothing)
    assert wonder() == 2
    assert "Stopped." in capsys.readouterr().err


def test_a_fault_is_told_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @answers.plainly
    def stumble() -> int:
        raise ValueError("a letter that is none: \udcc3")

    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(answers, "CRASH_REPORT", tmp_path / "file" / "crash.txt")
    monkeypatch.setattr(answers.tempfile, "gettempdir", lambda: str(tmp_path / "file"))
    assert stumble() == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_path_is_told_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    answers.console.print("content/posts/:smile:/index.md", markup=False)
    assert capsys.readouterr().out == "content/posts/:smile:/index.md\n"


def test_a_terminal_of_few_letters_gets_the_rest_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    few = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(few, encoding="ascii"))
    answers.in_any_letters()
    answers.say("a “Submit a post” form")
    assert few.getvalue() == rb"a \u201cSubmit a post\u201d form" + b"\n"


def test_settings_are_not_read_from_any_file(site: Path) -> None:
    (site / "README.md").write_text("# A blog", encoding="utf-8")
    with pytest.raises(CannotBuild, match=r"README.md is no settings file"):
        settings_from(site / "README.md")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("import /nowhere/at/all", "There is nothing at /nowhere/at/all."),
        ("serve --port http", "--port takes a whole number"),
        ("publish --wait soon", "--wait takes a whole number"),
    ],
)
def test_what_is_typed_wrong(words: str, told: str) -> None:
    command = [sys.executable, "-m", "invoke", *words.split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address", ["https://example.org/a b", "https://", "http://<x>.org", "example.org", "mailto:a@b.c"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(SettingsError, match="is not a web address"):
        Settings.from_pelican({"PUBLIC_URL": address})


def test_who_is_in_a_folder_of_other_letters_than_the_system_knows_hears_what_helps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    with pytest.raises(SettingsError, match="PYTHONUTF8=1"):
        Settings.from_pelican({"DOCS_PAGES": "/gr\udcc3\udcb6sse/docs"})


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are letters there")
def test_a_site_in_a_folder_whose_name_is_no_text_is_built(site: Path, tmp_path: Path) -> None:
    strange = tmp_path / "Zo\udceb"
    site.rename(strange)
    conf = configure(strange, "SEARCH = False")  # Pagefind ends at once where it is run in such a folder
    assert build(conf).errors == 0
    assert (strange / "output/index.html").is_file()


def test_a_page_on_the_menu_is_looked_for_whatever_else_lies_among_the_pages(
    site: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pages = site / "content" / "pages"
    (pages / "folder.md").mkdir(parents=True)
    (pages / "nowhere.md").symlink_to("missing")
    configure(site, "MENU = ('abbout',)")
    settings_from(site / "siteconf.py")
    assert "MENU names the page “abbout”" in caplog.text


@pytest.mark.parametrize("reads", ["| head -1", ">&-"])
def test_what_is_done_goes_on_where_nobody_reads_what_is_said_of_it(site: Path, reads: str) -> None:
    words = "from potluck.desk import answers; answers.in_any_letters(); [answers.say(str(n)) for n in range(9_999)]"
    done = f"{words}; open('done', 'x')"
    command = f'"{sys.executable}" -c "{done}" {reads}'
    ran = subprocess.run(["sh", "-c", command], cwd=site, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert ran.stderr == ""
    assert (site / "done").exists()


def test_what_is_told_to_nobody_is_no_fault(site: Path) -> None:
    words = (
        "from potluck.desk import answers; answers.in_any_letters(); answers.plainly(lambda: print('x' * 999_999))()"
    )
    command = f'"{sys.executable}" -c "{words}" | head -c 1'
    ran = subprocess.run(["sh", "-c", command], cwd=site, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert ran.stderr == ""
