from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from lecture.watch.board import Board
from lecture.watch.ranges import asked_range
from lecture.watch.server import Server
from rnn_math.errors import InputError

VIDEO = bytes(range(256))
SHOWN = {"title": "<b>", "seconds": 1.0, "beats": []}
PLAN = {"clip": "rolling", "fresh": True, "why": [], "shown": SHOWN}


class Site:
    """A server of one clip, and what it was told."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.board = Board()
        self.board.plan("A lecture", [PLAN])
        self.looks: list[tuple[str, int]] = []
        self.server = Server(self.board, out, lambda *look: self.looks.append(look), 0)
        self.port = int(self.server.address.rsplit(":", 1)[1].strip("/"))

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host="Host" in headers)
        headers |= {"Content-Length": str(len(body))} if body is not None else {}
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body.encode() if body is not None else None)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips/rolling.mp4").write_bytes(VIDEO)
    (tmp_path / "clips/other.mp4").write_bytes(VIDEO)
    (tmp_path / "secret.mp4").write_bytes(b"secret")
    site = Site(tmp_path)
    yield site
    site.server.close()


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("bytes=0-", 0, 255),
        ("bytes=10-19", 10, 19),
        ("bytes=-6", 250, 255),
        ("bytes=9-999", 9, 255),
    ],
)
def test_a_player_may_ask_for_a_part(site: Site, header: str, first: int, last: int) -> None:
    answer, content = site.ask("/clips/rolling.mp4?3", Range=header)
    assert answer.status == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/256"
    assert content == VIDEO[first : last + 1]


def test_a_part_that_is_not_there_is_refused(site: Site) -> None:
    answer, content = site.ask("/clips/rolling.mp4", Range="bytes=256-")
    assert (answer.status, answer.headers["Content-Range"], content) == (416, "bytes */256", b"")


@pytest.mark.parametrize("header", [None, "", "bytes=", "bytes=-", "bytes=9-1", "lines=1-2"])
def test_what_is_no_range_gives_all(header: str | None) -> None:
    assert asked_range(header, 256) is None


def test_a_range_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="of 0"):
        asked_range("bytes=0-", 0)
    with pytest.raises(ValueError, match="of 9"):
        asked_range("bytes=-0", 9)


def test_all_of_a_clip_and_its_size_alone(site: Site) -> None:
    answer, content = site.ask("/clips/rolling.mp4")
    assert (answer.status, content) == (200, VIDEO)
    answer, content = site.ask("/clips/rolling.mp4", "HEAD")
    assert (answer.headers["Content-Length"], content) == ("256", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/clips/../secret.mp4",
        "/clips/..%2fsecret.mp4",
        "/clips/%2e%2e/secret.mp4",
        "//secret.mp4",
        "/secret.mp4",
        "/clips/other.mp4",  # is there, and is no clip of this lecture
        "/clips/rolling.json",
        "/clips/rolling",
        "/clips/state.mp4",
        "/first/rolling.0.mp4",
        "/first/rolling.x.mp4",
        "/page.py",
        "/clips/",
    ],
)
def test_nothing_else_is_served(site: Site, path: str) -> None:
    answer, content = site.ask(path)
    assert answer.status == 404
    assert b"secret" not in content


@pytest.mark.parametrize("path", ["/", "/events", "/clips/rolling.mp4"])
@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Host": "127.0.0.1"}, {"Origin": "http://evil.example"}]
)
def test_other_sites_may_not_look_in(site: Site, path: str, headers: dict[str, str]) -> None:
    answer, content = site.ask(path, **headers)
    assert answer.status == 403
    assert VIDEO not in content


def test_a_page_of_its_own_may(site: Site) -> None:
    for name in ("127.0.0.1", "localhost"):
        host = f"{name}:{site.port}"
        answer, content = site.ask("/", Host=host, Origin=f"http://{host}")
        assert (answer.status, b"<!doctype html>" in content) == (200, True)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_page_says_what_it_shows(site: Site) -> None:
    assert site.ask("/look", "POST", '{"clip": "rolling", "beat": 2}')[0].status == 204
    assert site.looks == [("rolling", 2)]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/look", '{"clip": "evil", "beat": 0}'),
        ("/look", '{"clip": "rolling", "beat": -1}'),
        ("/look", '{"clip": "rolling", "beat": "0"}'),
        ("/look", '{"clip": "rolling"}'),
        ("/look", '{"clip": ["rolling"], "beat": 0}'),
        ("/look", "[]"),
        ("/look", "not JSON"),
        ("/look", '{"clip": "rolling", "beat": 0}' + " " * 2000),
        ("/other", '{"clip": "rolling", "beat": 0}'),
    ],
)
def test_other_words_are_refused(site: Site, path: str, body: str) -> None:
    assert site.ask(path, "POST", body)[0].status == 400
    assert site.looks == []


def test_events_bring_every_state_and_end_with_the_server(site: Site) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.request("GET", "/events")
    events = connection.getresponse()
    assert events.headers["Content-Type"].startswith("text/event-stream")
    assert b'"title": "<b>"' in events.readline()
    assert events.readline() == b"\n"
    site.board.say("a mistake")
    assert b'"message": "a mistake"' in events.readline()
    assert events.readline() == b"\n"
    site.server.close()
    assert b"data" not in events.read()
    connection.close()


def test_a_port_that_is_taken(site: Site, tmp_path: Path) -> None:
    def look(*_: Any) -> None: ...

    with pytest.raises(InputError, match=rf"--port {site.port}: .*choose another"):
        Server(Board(), tmp_path, look, site.port)


def test_the_first_beat_of_the_next_edition_is_there_until_there_is_a_newer_one(
    site: Site,
) -> None:
    site.board.show_first("rolling", 1, b"first", 0.5)
    one = site.board.view("rolling").first
    assert one is not None
    assert site.ask(f"/first/rolling.{one['number']}.mp4")[1] == b"first"
    site.board.show_first("rolling", 1, b"second", 0.5)
    assert site.ask(f"/first/rolling.{one['number']}.mp4")[0].status == 404
