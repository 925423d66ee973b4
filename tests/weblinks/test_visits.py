"""What is made of servers that behave, and of those that misbehave in every way."""

from __future__ import annotations

import ssl
from dataclasses import replace

import pytest
import trustme

from potluck.weblinks.answers import State
from potluck.weblinks.manners import is_public
from tests.web import free_port
from tests.weblinks.conftest import Asker
from tests.weblinks.server import OK, Call, Server, serving, status


def test_a_page_that_is_there_is_asked_for_once_without_its_body(server: Server, asker: Asker) -> None:
    assert asker.ask(server.at("/", OK)).state is State.FINE
    assert server.methods == ["HEAD"]
    assert server.calls[0].headers["host"] == f"127.0.0.1:{server.port}"
    assert "potluck" in server.calls[0].headers["user-agent"]


@pytest.mark.parametrize("code", [400, 403, 404, 405, 500, 501])
def test_a_server_that_does_not_like_head_is_asked_properly(server: Server, asker: Asker, code: int) -> None:
    url = server.at("/", lambda call: call.say(status(code) if call.method == "HEAD" else OK))
    assert asker.ask(url).state is State.FINE
    assert server.methods == ["HEAD", "GET"]


def test_a_server_that_hangs_up_on_head_is_asked_properly(server: Server, asker: Asker) -> None:
    url = server.at("/", lambda call: call.say(OK) if call.method == "GET" else None)
    assert asker.ask(url).state is State.FINE


@pytest.mark.parametrize(("code", "state"), [
    (204, State.FINE), (304, State.FINE), (404, State.GONE), (410, State.GONE), (401, State.UNSURE),
    (403, State.UNSURE), (451, State.UNSURE), (999, State.UNSURE), (505, State.FAILING), (299, State.FINE),
])  # fmt: skip
def test_what_a_status_means_for_readers(server: Server, asker: Asker, code: int, state: State) -> None:
    assert asker.ask(server.at("/", status(code))).state is state


def test_a_page_that_is_gone_is_not_asked_for_again_and_again(server: Server, asker: Asker) -> None:
    assert "404" in asker.ask(server.url("/nothing")).reason
    assert server.methods == ["HEAD", "GET"]


def test_a_wall_against_programs_is_no_dead_link(server: Server, asker: Asker) -> None:
    assert asker.ask(server.at("/", status(503, "cf-mitigated: challenge"))).state is State.UNSURE


# Redirects


def test_a_page_that_moved_for_good_has_a_new_address(server: Server, asker: Asker) -> None:
    url = server.at("/old", status(301, "Location: /new"))
    server.at("/new", OK)
    answer = asker.ask(url)
    assert (answer.state, answer.moved_to) == (State.MOVED, server.url("/new"))


def test_a_redirect_for_now_is_not_a_move(server: Server, asker: Asker) -> None:
    url = server.at("/today", status(302, "Location: /monday"))
    server.at("/monday", OK)
    assert asker.ask(url).state is State.FINE


def test_the_new_address_is_as_far_as_the_move_is_for_good(server: Server, asker: Asker) -> None:
    url = server.at("/a", status(308, "Location: b"))
    server.at("/b", status(307, "Location: /c"))
    server.at("/c", status(301, "Location: /d"))
    server.at("/d", OK)
    assert asker.ask(url).moved_to == server.url("/b")


def test_a_move_to_nothing_is_dead(server: Server, asker: Asker) -> None:
    assert asker.ask(server.at("/old", status(301, "Location: /nothing"))).state is State.GONE


@pytest.mark.parametrize(("old", "new"), [("/a", "/a/"), ("/", "/en/welcome")])
def test_a_slash_and_a_greeting_are_no_news(server: Server, asker: Asker, old: str, new: str) -> None:
    url = server.at(old, status(301, f"Location: {new}"))
    server.at(new, OK)
    assert asker.ask(url).state is State.FINE


def test_a_circle_of_redirects_ends(server: Server, asker: Asker) -> None:
    url = server.at("/a", status(301, "Location: /b"))
    server.at("/b", status(301, "Location: /a"))
    answer = asker.ask(url)
    assert (answer.state, "circle" in answer.reason) == (State.FAILING, True)
    assert server.asked() == {"/a": 1, "/b": 1}


def test_a_circle_that_a_cookie_would_break_is_left_open(server: Server, asker: Asker) -> None:
    url = server.at("/a", status(302, "Location: /a", "Set-Cookie: seen=1"))
    assert asker.ask(url).state is State.UNSURE
    assert all("cookie" not in call.headers for call in server.calls)


def test_redirects_without_end_are_followed_to_a_bound(server: Server, asker: Asker) -> None:
    for number in range(100):
        server.at(f"/{number}", status(302, f"Location: /{number + 1}"))
    assert "without end" in asker.ask(server.url("/0")).reason
    assert len(server.calls) == 11


@pytest.mark.parametrize("place", [
    "mailto:someone@example.org", "javascript:alert(1)", "http://", "http://[::1", "ftp://127.0.0.1/", "http://a b/",
    "http://127.0.0.1:99999999/", "//", "\xff\xfe", "http://\xff\xfe/", "https://%00/",
])  # fmt: skip
def test_a_redirect_to_no_web_page_is_a_dead_link(server: Server, asker: Asker, place: str) -> None:
    assert asker.ask(server.at("/", status(302, f"Location: {place}"))).state in (
        State.FAILING, State.UNREACHABLE, State.GONE,
    )  # fmt: skip


# Servers that misbehave


def garbage(call: Call) -> None:
    call.say(b"\x00\xff\x13\x37" * 100)


def never_an_end_of_headers(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\n")
    call.say_for_ever(b"X-More: " + b"y" * 5000 + b"\r\n")


def one_huge_header(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"y" * 5_000_000 + b"\r\n\r\n")


def half_a_head(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nContent-Le")


def a_header_without_a_name(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\n: nothing\r\n\r\n")


def a_word_for_a_status(call: Call) -> None:
    call.say(b"HTTP/1.1 fine OK\r\n\r\n")


def two_lengths(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")


@pytest.mark.parametrize("rude", [
    Call.reset, garbage, never_an_end_of_headers, one_huge_header, half_a_head,
    a_header_without_a_name, a_word_for_a_status, two_lengths, lambda call: None,
])  # fmt: skip
def test_an_answer_that_no_browser_can_read_is_a_dead_link(server: Server, asker: Asker, rude: object) -> None:
    answer = asker.ask(server.at("/", rude))  # type: ignore[arg-type]
    assert (answer.state, answer.reason) == (
        State.FAILING, "leads to a server whose answer no browser can read",
    )  # fmt: skip
    assert server.methods == ["HEAD", "GET", "GET", "GET"]
    assert asker.waits == [2.0, 4.0]


def no_answer(call: Call) -> None:
    call.say_nothing()


def a_slow_drip(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    call.say_for_ever(b"y", pause=0.05)


def for_ever_just_a_moment(call: Call) -> None:
    call.say_for_ever(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01)


@pytest.mark.parametrize("slow", [no_answer, a_slow_drip, for_ever_just_a_moment])
def test_patience_with_a_slow_server_ends(server: Server, asker: Asker, slow: object) -> None:
    asker.impatient()
    answer = asker.ask(server.at("/", slow))  # type: ignore[arg-type]
    assert (answer.state, answer.reason) == (State.FAILING, "leads to a server that takes too long to answer")


def an_endless_body(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    call.say_for_ever(b"10000\r\n" + b"y" * 0x10000 + b"\r\n")


def less_than_promised(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nhi")


def more_than_promised(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + b"hi" * 1000)


def a_bomb(call: Call) -> None:
    call.say(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nBOMB")


def words_in_no_known_writing(call: Call) -> None:
    call.say(b"HTTP/1.1 200 \xff\xfe\xc3\r\nX-Odd: \xff\xfe\r\nContent-Type: text/\xff; charset=\xfe\r\n\r\n")


def a_body_where_none_belongs(call: Call) -> None:
    call.say(OK + b"<html>" * 10_000)


@pytest.mark.parametrize("odd", [
    an_endless_body, less_than_promised, more_than_promised, a_bomb, words_in_no_known_writing,
    a_body_where_none_belongs,
])  # fmt: skip
@pytest.mark.parametrize("liked", ["HEAD", "GET"])
def test_what_comes_after_a_good_head_is_not_read(server: Server, asker: Asker, odd: object, liked: str) -> None:
    def answer(call: Call) -> None:
        odd(call) if liked == "HEAD" or call.method == "GET" else call.say(status(405))  # type: ignore[operator]

    assert asker.ask(server.at("/", answer)).state is State.FINE


def test_a_certificate_that_nobody_vouches_for_is_named(asker: Asker) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serving(context) as server:
        answer = asker.ask(server.url("/", "https"))
    assert (answer.state, "certificate" in answer.reason) == (State.FAILING, True)


def test_a_server_that_does_not_speak_tls_is_unreachable_there(server: Server, asker: Asker) -> None:
    server.at("/", OK)
    assert asker.ask(server.url("/", "https")).state is State.UNREACHABLE


def test_a_port_where_nobody_listens_is_unreachable(asker: Asker) -> None:
    with free_port() as port:
        assert asker.ask(f"http://127.0.0.1:{port}/").state is State.UNREACHABLE
    assert asker.waits == [2.0, 4.0]


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://a\x00b/", "http://:80/", "https://x:y/"])
def test_an_address_that_is_none_is_a_dead_link(asker: Asker, url: str) -> None:
    assert asker.ask(url).state in (State.FAILING, State.UNREACHABLE)


# Servers that are busy


def after(times: int, first: bytes) -> object:
    return lambda call: call.say(OK if call.times > times else first)


def test_a_busy_server_is_asked_again_when_it_says(server: Server, asker: Asker) -> None:
    assert asker.ask(server.at("/", after(1, status(429, "Retry-After: 7")))).state is State.FINE  # type: ignore[arg-type]
    assert asker.waits == [7.0]


def test_a_busy_server_may_name_the_hour(server: Server, asker: Asker) -> None:
    later = "Retry-After: Mon, 01 Jun 2026 12:00:09 GMT"
    assert asker.ask(server.at("/", after(1, status(429, later)))).state is State.FINE  # type: ignore[arg-type]
    assert asker.waits == [9.0]


@pytest.mark.parametrize("wish", ["Retry-After: soon", "Retry-After: ", "Retry-After: -5", "X-None: 1",
                                  "Retry-After: \xb2", "Retry-After: Mon, 99 Foo 2026"])  # fmt: skip
def test_without_a_sensible_wish_the_waits_grow(server: Server, asker: Asker, wish: str) -> None:
    assert asker.ask(server.at("/", status(503, wish))).state is State.FAILING
    assert asker.waits == [2.0, 4.0]


def test_a_server_that_wants_an_hour_is_left_alone(server: Server, asker: Asker) -> None:
    assert asker.ask(server.at("/", status(429, "Retry-After: 3600"))).state is State.UNSURE
    assert asker.waits == []
    assert server.methods == ["HEAD"]


# Private networks


@pytest.mark.parametrize("number", [
    "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "64:ff9b:1::7f00:1", "fec0::1", "::7f00:1", "::ffff:0:7f00:1", "192.0.0.192", "168.63.129.16",
    "ff02::1", "::",
])  # fmt: skip
def test_private_networks_are_never_called(asker: Asker, server: Server, number: str) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.215.14", number]

    asker.manners = replace(asker.manners, private_allowed=False, resolve=resolve)
    answer = asker.ask(f"http://inside.example.net:{server.port}/")
    assert (answer.state, "private network" in answer.reason) == (State.FAILING, True)
    assert server.calls == []


@pytest.mark.parametrize("inside", ["http://10.0.0.5/", "http://[::1]/", "http://localhost/", "//192.168.1.1/admin"])
def test_a_redirect_into_a_private_network_is_not_followed(
    server: Server, asker: Asker, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    url = server.at("/", status(302, f"Location: {inside}"))
    first = iter([True])
    monkeypatch.setattr("potluck.weblinks.manners.is_public", lambda number: next(first, False) or is_public(number))
    asker.manners = replace(asker.manners, private_allowed=False)
    assert "private network" in asker.ask(url).reason


def test_names_and_passwords_in_an_address_are_not_sent(server: Server, asker: Asker) -> None:
    server.at("/", OK)
    asker.ask(f"http://me:secret@127.0.0.1:{server.port}/")
    assert "authorization" not in server.calls[0].headers
