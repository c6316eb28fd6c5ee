"""A real browser, and pages that are watched while they are read."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route

NAMES = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found_browser() -> str:
    """Its path; the test is skipped where there is none, but never in CI."""
    for name in NAMES:
        if name and (path := shutil.which(name)):
            return path
    if os.environ.get("CI"):
        pytest.fail("no Chromium: .ci/setup test installs it")
    pytest.skip("no Chromium here: .ci/setup test installs it")


@dataclass
class Watch:
    """What a page asked for and complained of; ``home`` is all that it may ask for."""

    home: str
    strayed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "about:", "blob:")):
            self.strayed.append(request.url)

    def route(self, route: Route) -> None:
        """Nothing but the site is ever reached."""
        if route.request.url.startswith(self.home):
            route.continue_()
        else:
            self.strayed.append(route.request.url)
            route.abort()

    def on(self, page: Page) -> None:
        page.on("request", self.request)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("dialog", lambda dialog: self._dialog(dialog))
        page.on(
            "requestfailed",
            # A browser breaks off loading a video when it knows enough of it.
            lambda request: (
                request.failure != "net::ERR_ABORTED"
                and self.complaints.append(f"{request.url}: {request.failure}")
            ),
        )

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()


@contextmanager
def watched(browser: Browser, home: str, **options: Any) -> Iterator[Page]:
    """A page that may load what lies in ``home`` and nothing else, and may not complain."""
    options = {"viewport": {"width": 1024, "height": 768}, **options}
    context = browser.new_context(**options)
    watch = Watch(home)
    context.route("**/*", watch.route)
    page = context.new_page()
    watch.on(page)
    try:
        yield page
        assert not watch.strayed, watch.strayed
        assert not watch.complaints, watch.complaints
    finally:
        context.close()


class _Ranges(SimpleHTTPRequestHandler):
    """Files, and parts of files: without them a browser cannot jump inside a video."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        asked = self.headers.get("Range")
        if not asked or not file.is_file():
            return super().do_GET()
        size = file.stat().st_size
        first, _, last = asked.removeprefix("bytes=").partition("-")
        start, end = int(first), min(int(last or size - 1), size - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        self.wfile.write(file.read_bytes()[start : end + 1])
        return None

    def log_message(self, *arguments: Any) -> None:
        """Tests have nothing to say while they pass."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of ``folder`` on a server of this machine."""

    def handler(*arguments: Any) -> _Ranges:
        return _Ranges(*arguments, directory=str(folder))

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *arguments: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
