"""A real browser for the tests of the page: Chromium, driven by Playwright, and a server it can be sent away from.

Every page is listened to: an error on its console, or anything it was not allowed to do, fails the test that opened it.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from wellanyway.api import Library
from wellanyway.config import Settings
from wellanyway.doors.web.app import create_app
from wellanyway.doors.web.house import House

__all__ = [
    "EXAMPLE",
    "PATIENCE_MS",
    "Served",
    "Visitor",
    "ask",
    "chromium",
    "expect",
    "held",
    "told",
    "until",
    "with_example",
]

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
EXAMPLE = Path(__file__).parents[3] / "examples" / "eleven-pence.txt"
PATIENCE_MS = 30_000


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """The system's Chromium, or Playwright's own, with more `flags`; the test is skipped, with the reason, where there is none."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    with sync_api.sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = shutil.which("chromium") or shutil.which("chromium-browser") or own
        if not Path(path).exists():
            pytest.skip("there is no Chromium: apt-get install chromium, or playwright install chromium")
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=[*FLAGS, *flags])
        yield browser
        browser.close()


class Served:
    """A server in a thread, on a port of its own, that can be taken away and brought back."""

    def __init__(self, folder: Path, *, pace: int = 1800) -> None:
        self.folder = folder
        self.pace = pace
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        self.library = Library(self.folder)
        config = uvicorn.Config(create_app(self.house()), log_level="error", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)
        self.thread.start()
        until(lambda: self.server.started)

    def house(self) -> House:
        return House(self.library, Settings(pace=self.pace), reads_ahead=False)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        self.library.close()

    def place(self, listener: str) -> int:
        work = self.library.find("eleven")
        return self.library.place(work, listener).told_to


def with_example(folder: Path) -> Path:
    """A library's folder with the example serial on its shelf."""
    with Library(folder) as library:
        library.add(EXAMPLE)
    return folder


def until(holds: Callable[[], object], seconds: float = PATIENCE_MS / 1000) -> None:
    """Wait for something to hold."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


class Visitor:
    """A listener with a browser of their own."""

    def __init__(self, browser: Any, served: Served, name: str, **context: Any) -> None:
        self.served = served
        self.name = name
        self.errors: list[str] = []
        self.sent: list[str] = []  # all text that came over the network
        self.context = browser.new_context(base_url=served.url, reduced_motion="reduce", **context)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(f"localStorage.listener ||= {name!r}")

    def page(self, path: str = "/story/1#tell") -> Any:
        page = self.context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("websocket", lambda line: line.on("framereceived", lambda data: self.sent.append(str(data))))
        page.goto(path)
        return page

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def place(self) -> int:
        return self.served.place(self.name)

    def was_told(self, sentences: int, *, days_ago: float = 0) -> None:
        """Begin with so many told."""
        library = self.served.library
        library.save_place(library.find("eleven"), self.name, sentences, time.time() - 86_400 * days_ago)

    def leave(self) -> None:
        """Close everything; nothing may have gone wrong but connections that were cut."""
        self.context.close()
        wrong = [error for error in self.errors if "WebSocket" not in error and "ERR_CONNECTION" not in error]
        assert wrong == []


def expect(locator: Any) -> Any:
    """Playwright's own, with more patience."""
    from playwright.sync_api import expect as expects

    expects.set_options(timeout=PATIENCE_MS)
    return expects(locator)


def told(page: Any) -> str:
    """The story as it stands on the page."""
    text = page.locator("#leaf .s").all_inner_texts()
    return " ".join(text)


def held(page: Any) -> None:
    """Wait for the story to stand still."""
    expect(page.locator("body[data-mode=held]")).to_be_attached()
    before = told(page)
    page.wait_for_timeout(500)
    assert told(page) == before


def ask(page: Any, question: str) -> Any:
    """Break in by typing, and wait for the answer."""
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    answer = page.locator(".talk", has_text=question).last
    expect(answer.locator(".teller")).to_be_visible()
    return answer
