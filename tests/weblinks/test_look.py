"""All links of a community, asked for and told."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from potluck.settings import Settings
from potluck.weblinks import LinkReport, NoNetwork
from tests.checks.conftest import POST
from tests.files import configure
from tests.weblinks.conftest import IN_NO_TIME, Linked, apart
from tests.weblinks.server import OK, Call, Server, status


def told(report: LinkReport, form: str) -> str:
    stream = io.StringIO()
    report.render(form, stream)
    return stream.getvalue()


def test_nothing_is_said_when_every_link_leads_somewhere(linked: Linked, server: Server) -> None:
    linked.post(f"See [the map]({server.at('/map', OK)}).")
    report = linked.look()
    assert told(report, "text") == "1 link checked: nothing to put right.\n"
    assert report.exit_status == 0


def test_a_dead_link_is_told_with_its_place(linked: Linked, server: Server) -> None:
    linked.post(f"It rained.\n\nSee [the map]({server.url('/gone')}).")
    (problem,) = linked.look().problems
    assert (problem.id, problem.path, problem.line, problem.column) == ("link-dead", POST, 8, 5)
    assert problem.title == f"`{server.url('/gone')}` leads to a page that is not there (404)."


def test_links_are_found_however_they_are_written(linked: Linked, server: Server) -> None:
    paths = [f"/{number}" for number in range(9)]
    urls = [server.url(path) for path in paths]
    linked.post(
        f"[a]({urls[0]}) ![b]({urls[1]} 'title') <{urls[2]}> {urls[3]}, [d] <a href='{urls[4]}'>e</a>\n\n"
        f'[d]: {urls[5]} "title"\n\n<img src="{urls[6]}" alt="">\n\n> - [f](<{urls[7]}>)\n\n'
        f"[g]({urls[8]}?a=1&amp;b=2#top)"
    )
    linked.look()
    assert sorted(server.asked()) == paths


def test_code_drafts_and_reserved_names_are_not_asked_for(linked: Linked, server: Server) -> None:
    url = server.url("/")
    linked.post(
        f"`{url}`\n\n```\n{url}\n```\n\n[x](https://example.org/) [y](http://deep.test/) [z](mailto:a@b.example)"
    )
    draft = f"---\ntitle: x\nauthor: maria-silva\nstatus: draft\n---\n\n[x]({url})\n"
    linked.write("content/posts/2024-06-01-b.md", draft)
    assert linked.look().checked == 0
    assert server.calls == []


def test_pages_and_people_are_looked_at_too(linked: Linked, server: Server) -> None:
    linked.write("content/pages/about.md", f"---\ntitle: About\n---\n\n[x]({server.url('/page')})\n")
    linked.write("content/authors/tom-oak.md", f"---\nname: Tom Oak\n---\n\n[x]({server.url('/bio')})\n")
    assert [each.path for each in linked.look().problems] == ["content/authors/tom-oak.md", "content/pages/about.md"]


def test_an_address_is_asked_for_once_and_told_wherever_it_stands(linked: Linked, server: Server) -> None:
    url = server.url("/gone")
    linked.post(f"[a]({url}#one)\n\n[b]({url}#two)\n\n[c]({url})")
    assert len(linked.look().problems) == 3
    assert server.methods == ["HEAD", "GET"]


def test_hosts_that_are_set_aside_are_not_asked(linked: Linked, server: Server) -> None:
    linked.post(f"[a]({server.url('/gone')})")
    linked.settings = Settings(links_archive="", links_skip_hosts=("127.0.0.1",))
    assert linked.look().problems == ()
    assert server.calls == []


def test_only_the_files_that_were_named_are_looked_at(linked: Linked, server: Server) -> None:
    linked.post(f"[a]({server.url('/a')})")
    linked.post(f"[b]({server.url('/b')})", "content/posts/2025-01-01-b.md")
    linked.look("content/posts/2025-*")
    assert list(server.asked()) == ["/b"]


def test_a_page_that_moved_comes_with_the_line_to_write(linked: Linked, server: Server) -> None:
    server.at("/new", OK)
    linked.post(f"See [the map]({server.at('/old', status(301, 'Location: /new'))}#north) for it.")
    (problem,) = linked.look().problems
    assert problem.id == "link-moved"
    assert f"`{server.url('/new')}#north`" in problem.fix
    assert problem.edit and problem.edit.replacement == f"See [the map]({server.url('/new')}#north) for it."


def test_a_line_with_the_address_twice_is_left_to_its_author(linked: Linked, server: Server) -> None:
    server.at("/new", OK)
    url = server.at("/old", status(301, "Location: /new"))
    linked.post(f"[a]({url}) or [b]({url}/more)")
    assert [each.edit for each in linked.look().problems if each.id == "link-moved"] == [None]


def test_one_line_can_be_excused(linked: Linked, server: Server) -> None:
    linked.post(f"<!-- potluck: allow link-dead because it is a joke -->\n[x]({server.url('/gone')})")
    assert linked.look().problems == ()


def test_a_site_can_make_a_dead_link_an_error(linked: Linked, server: Server) -> None:
    linked.post(f"[x]({server.url('/gone')})")
    assert linked.look().exit_status == 0
    linked.settings = Settings(links_archive="", checks={"link-dead": "error"})
    assert linked.look().exit_status == 1


# The memory


def test_an_answer_is_remembered_for_a_week(linked: Linked, server: Server) -> None:
    linked.post(f"[x]({server.at('/', OK)})")
    linked.look()
    linked.moment += dt.timedelta(days=6)
    linked.look()
    assert len(server.calls) == 1
    linked.moment += dt.timedelta(days=2)
    linked.look()
    assert len(server.calls) == 2


def test_what_may_be_better_tomorrow_is_asked_for_again(linked: Linked, server: Server) -> None:
    linked.post(f"[x]({server.at('/', status(500))}) [y]({server.url('/gone')})")
    linked.look()
    server.calls.clear()
    linked.look()
    assert set(server.asked()) == {"/"}
    server.calls.clear()
    linked.moment += dt.timedelta(days=1)
    linked.look()
    assert set(server.asked()) == {"/", "/gone"}


@pytest.mark.parametrize("found", [
    b"", b"{", b"[]", b"\xff", b'{"x": 1}', b'{"http://a": {"asked": "2026-05-31", "answer": {"state": "fine"}}}',
    b'{"URL": {"asked": "2026-05-31T00:00:00", "answer": {"state": "fine"}}}',
    b'{"URL": {"asked": "2036-05-31T00:00:00Z", "answer": {"state": "fine"}}}',
    b'{"URL": {"asked": "2026-05-31T00:00:00Z", "answer": {"state": "great"}}}',
])  # fmt: skip
def test_a_memory_that_cannot_be_trusted_is_none(linked: Linked, server: Server, found: bytes) -> None:
    url = server.url("/gone")
    linked.post(f"[x]({url})")
    linked.write(".cache/links.json", found.replace(b"URL", url.encode()))
    assert len(linked.look().problems) == 1
    assert len(linked.look().problems) == 1
    assert server.methods == ["HEAD", "GET"]


def test_a_disk_that_takes_nothing_costs_no_answer(linked: Linked, server: Server) -> None:
    linked.post(f"[x]({server.url('/gone')})")
    linked.write(".cache", "a file where the folder should be")
    assert len(linked.look().problems) == 1


# Politeness


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(linked: Linked, server: Server) -> None:
    at_once, most = 0, 0

    def answer(call: Call) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        call.say(OK)
        at_once -= 1

    linked.post(" ".join(f"[x]({server.at(f'/{number}', answer)})" for number in range(12)))
    linked.look()
    assert most == 1
    assert linked.asker.slept == [linked.asker.manners.pause] * 12


def test_a_server_that_cannot_be_reached_is_not_called_for_every_page(linked: Linked, server: Server) -> None:
    url = server.url("/").replace("http", "https")
    linked.post(" ".join(f"[x]({url}{number})" for number in range(5)))
    assert [each.id for each in linked.look().problems] == ["link-dead"] * 5
    assert linked.asker.waits == [2.0, 4.0]


def test_a_server_that_never_answers_is_left_alone_after_two_pages(linked: Linked, server: Server) -> None:
    linked.asker.impatient()
    linked.post(" ".join(f"[x]({server.at(f'/{number}', Call.say_nothing)})" for number in range(9)))
    report = linked.look()
    assert [each.title.split("` ")[1] for each in report.problems] == [
        "leads to a server that takes too long to answer."
    ] * 2
    assert len(report.unsure) == 7
    assert set(server.asked()) == {"/0", "/1"}
    assert IN_NO_TIME < 1


def test_links_that_take_too_long_together_leave_a_report_on_the_others(linked: Linked, server: Server) -> None:
    linked.post(" ".join(f"[x]({server.at(f'/{number}', OK)})" for number in range(5)))
    linked.asker.manners = replace(linked.asker.manners, whole=-1.0)
    found = linked.look()
    assert (len(found.unsure), found.problems) == (5, ()) and not server.asked()


def test_without_a_network_no_link_is_called_dead(linked: Linked) -> None:
    linked.post(" ".join(f"[x](http://127.0.0.1:{port}/)" for port in (1, 2, 3)))
    with pytest.raises(NoNetwork, match="connected to the internet"):
        linked.look()


# The archive


def api(copy: object, **closest: object) -> bytes:
    data = json.dumps({"archived_snapshots": {"closest": {"url": copy, "available": True, "status": "200", **closest}}})
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(data), data.encode())


COPY = "http://web.archive.org/web/20240501000000/http://library.example.org/"


def test_a_copy_of_a_page_that_is_gone_is_offered(linked: Linked, server: Server) -> None:
    linked.settings = Settings(links_archive=server.at("/available", api(COPY)))
    linked.post(f"See [the map]({server.url('/gone')}).")
    (problem,) = linked.look().problems
    better = COPY.replace("http://web", "https://web")
    assert f"`{better}`" in problem.fix
    assert problem.edit and problem.edit.replacement == f"See [the map]({better})."


def an_endless_answer(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\n\r\n")
    call.say_for_ever(b" " * 10_000)


@pytest.mark.parametrize("answer", [
    status(500), b"no HTTP", Call.reset, an_endless_answer, api("javascript:alert(1)"), api("https://evil.example.org/"),
    api(COPY, available=False), api(COPY, status="404"), api(COPY + '"><script>'), api(5),
    b"HTTP/1.1 200 OK\r\n\r\n[]", b'HTTP/1.1 200 OK\r\n\r\n{"archived_snapshots": {}}',
])  # fmt: skip
def test_without_a_copy_the_link_is_told_all_the_same(linked: Linked, server: Server, answer: bytes) -> None:
    linked.settings = Settings(links_archive=server.at("/available", answer))
    linked.post(f"See [the map]({server.url('/gone')}).")
    (problem,) = linked.look().problems
    assert problem.edit is None
    assert "evil" not in problem.fix


# Forms


def test_the_issue_names_each_link_in_a_list_to_work_through(linked: Linked, server: Server) -> None:
    server.at("/new", OK)
    old = server.at("/old", status(301, "Location: /new"))
    linked.post(f"[a]({server.url('/gone')})\n\n[b]({old})")
    text = told(linked.look(), "markdown")
    assert text.startswith("## Links to look at\n\nOf 2 links, 1 lead nowhere and 1 have a new address.\n")
    assert f"**`{POST}`**" in text
    assert f"- [ ] line 6: **`{server.url('/gone')}` leads to a page" in text
    assert f"```suggestion\n  [b]({server.url('/new')})\n" in text


def test_the_issue_says_so_when_all_is_well(linked: Linked) -> None:
    assert told(linked.look(), "markdown") == "## Every link leads somewhere\n\n0 links checked.\n\n"


def test_an_address_cannot_write_into_the_report(linked: Linked, server: Server) -> None:
    linked.post(f"[a](<{server.url('/')}`**@everyone**::error::>)")
    assert "@everyone" not in "".join(told(linked.look(), "markdown").split("`")[0::2])


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_the_other_forms_are_those_of_the_check(linked: Linked, server: Server, form: str) -> None:
    linked.post(f"[a]({server.url('/gone')})")
    text = told(linked.look(), form)
    assert "link-dead" in text
    assert POST in text


def test_the_task_tells_and_answers_the_status(site: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    from potluck.desk import linking

    conf = configure(site, "LINKS_SKIP_HOSTS = ['127.0.0.1', 'github.com']", "LINKS_ARCHIVE = ''")
    assert apart(lambda: linking.links(conf, content="", form="text", path="")) == 0
    assert "nothing to put right" in capsys.readouterr().out
    assert linking.links(conf, content="", form="html", path="") == 2
    assert linking.links(conf, content="", form="text", path="content/nothing-*") == 2
    assert "No post, person or page matches" in capsys.readouterr().err
