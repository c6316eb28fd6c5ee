"""The page and its clips, for browsers of this machine alone."""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from lecture.watch.board import Board
from lecture.watch.ranges import asked_range
from rnn_math.errors import InputError

HOST = "127.0.0.1"
DEFAULT_PORT = 8017

_OWN = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_TYPES = {".mp4": "video/mp4", ".vtt": "text/vtt; charset=utf-8", ".png": "image/png"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_LONGEST_WORD = 1000  # bytes that the page may say at once
_PATIENCE = 10.0  # seconds after which a silent stream says that it is still there

Look = Callable[[str, int], None]


class Server:
    """Serves ``board`` and the clips under ``out`` until it is closed.

    ``look`` is called with the clip and the beat that the page shows. Without a ``port`` it takes
    the usual one, or any that is free; :class:`InputError` if a port that is asked for is taken.
    """

    def __init__(self, board: Board, out: Path, look: Look, port: int | None = None) -> None:
        self._board = board
        handler = partial(_Handler, board, out / "clips", look)
        self._server = _listening(handler, port)
        self._thread = Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{HOST}:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Answer no more."""
        self._board.close()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves in the middle of an answer is nothing to tell of."""


def _listening(handler: "partial[_Handler]", port: int | None) -> ThreadingHTTPServer:
    wanted = DEFAULT_PORT if port is None else port
    try:
        return _Quiet((HOST, wanted), handler)
    except OSError as error:
        if port is None:
            return _Quiet((HOST, 0), handler)
        raise InputError(
            f"--port {port}: {error.strerror}; choose another, or leave it out"
        ) from error


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def __init__(self, board: Board, clips: Path, look: Look, *request: object) -> None:
        self._board, self._clips, self._look = board, clips, look
        super().__init__(*request)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal tells of clips."""

    def do_GET(self) -> None:
        """The page, its events, a clip or a beat."""
        if not self._is_from_here():
            return
        path = urlsplit(self.path).path
        folder, _, name = path.removeprefix("/").rpartition("/")
        if path in _OWN:
            file, kind = _OWN[path]
            self._answer((resources.files("lecture.watch") / file).read_bytes(), kind)
        elif path == "/events":
            self._tell_events()
        elif folder == "clips":
            self._answer_clip(name)
        elif folder == "first":
            self._answer_first(name)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """The page says what it shows: ``{"clip": "rolling", "beat": 2}``."""
        self.close_connection = True
        if not self._is_from_here():
            return
        try:
            size = int(self.headers["Content-Length"])
            word = json.loads(self.rfile.read(size)) if 0 < size <= _LONGEST_WORD else {}
            clip, beat = word["clip"], word["beat"]
        except (KeyError, TypeError, ValueError):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        is_meant = self.path == "/look" and isinstance(beat, int) and 0 <= beat < 1000
        if is_meant and clip in self._board.clips:
            self._look(clip, beat)
            self._begin(HTTPStatus.NO_CONTENT, {})
        else:
            self.send_error(HTTPStatus.BAD_REQUEST)

    def _is_from_here(self) -> bool:
        """Other pages may not look in, under whatever name they reach this machine."""
        port = self.connection.getsockname()[1]
        hosts = (f"{HOST}:{port}", f"localhost:{port}")
        origin = self.headers.get("Origin")
        if self.headers.get("Host") in hosts and origin in (None, *(f"http://{h}" for h in hosts)):
            return True
        self.close_connection = True
        self.send_error(HTTPStatus.FORBIDDEN)
        return False

    def _answer_clip(self, name: str) -> None:
        clip, dot, suffix = name.rpartition(".")
        kind = _TYPES.get(dot + suffix)
        content = None
        if kind and clip in self._board.clips:
            with suppress(OSError):
                content = (self._clips / name).read_bytes()
        self._answer(content, kind or "")

    def _answer_first(self, name: str) -> None:
        clip, _, number = name.removesuffix(".mp4").rpartition(".")
        content = self._board.first(clip, int(number)) if number.isdecimal() else None
        self._answer(content, _TYPES[".mp4"])

    def _answer(self, content: bytes | None, kind: str) -> None:
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        headers = {"Content-Type": kind, "Accept-Ranges": "bytes"}
        status = HTTPStatus.OK
        try:
            part = asked_range(self.headers.get("Range"), len(content))
        except ValueError:
            status, part = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, None
            headers["Content-Range"] = f"bytes */{len(content)}"
            content = b""
        if part is not None:
            status = HTTPStatus.PARTIAL_CONTENT
            headers["Content-Range"] = f"bytes {part[0]}-{part[1]}/{len(content)}"
            content = content[part[0] : part[1] + 1]
        self._begin(status, {**headers, "Content-Length": str(len(content))})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _begin(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (_HEADERS | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _tell_events(self) -> None:
        """Every state of the board from now on, as server-sent events."""
        self.close_connection = True
        self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream; charset=utf-8"})
        seen = -2
        while self.command != "HEAD" and seen != -1:
            number, state = self._board.wait(seen, _PATIENCE)
            told = f"data: {state}\n\n" if number not in (seen, -1) else ": still here\n\n"
            self.wfile.write(told.encode())
            seen = number
