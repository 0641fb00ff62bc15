"""Takes the pictures of docs/page.md: `python docs/pictures/take.py`, with Chromium and Playwright installed.

The example serial is added to a library of its own, told as far as the pictures show it, and two questions asked.
"""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from wellanyway.api import Library
from wellanyway.config import Settings
from wellanyway.doors.web.app import create_app
from wellanyway.doors.web.house import House

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "examples" / "eleven-pence.txt"
BESIDE = (
    ("A Lamp for the Undercroft", "Wilhelmina Tarn"),
    ("Salt", "Ivo Brandt"),
    ("Nine Winters in the Orchard", "Oda Fenwick"),
)
FLAGS = [
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SIZES = {"desktop": (1080, 620), "phone": (390, 780)}


def stocked(folder: Path) -> Library:
    """A shelf with the example, told to 2.44, and three more titles."""
    library = Library(folder / "library")
    for title, author in BESIDE:
        file = folder / f"{title}.txt"
        file.write_text(
            f"{title}\n\nby {author}\n\n\nCHAPTER I\n\nThe rain had come in the night. The gate was open.\n"
        )
        library.add(file)
    work = library.add(EXAMPLE)
    library.ingest(work)
    now = time.time()
    for place, question in (("1.60", "What is the small wheel off?"), ("2.38", "Who was Captain Trussell?")):
        library.remember(work, "me", library.told(work, at=place).ask(question), now)
    library.save_place(work, "me", work.told_to("2.44"), now)
    return library


def take(browser: Any, url: str, size: str, theme: str) -> None:
    """The shelf, the story with an answer beside it, and the map."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".cover")
    page.screenshot(path=HERE / f"shelf-{size}-{theme}.png")
    page.goto(f"{url}/story/4")
    page.wait_for_selector(".talk .teller")
    page.locator(".talk").last.evaluate("one => one.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(300)
    page.screenshot(path=HERE / f"story-{size}-{theme}.png")
    page.click("[data-panel=map]")
    page.wait_for_selector("svg.chart .presence")
    page.screenshot(path=HERE / f"map-{size}-{theme}.png")
    context.close()


def take_aloud(browser: Any, url: str) -> None:
    """The story while it is spoken, in the middle of a sentence."""
    width, height = SIZES["desktop"]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script("localStorage.setItem('aloud', 'true'); localStorage.setItem('listener', 'ear')")
    page = context.new_page()
    page.goto(f"{url}/story/4#tell")
    page.wait_for_selector("#s6.now", timeout=90_000)
    page.wait_for_timeout(1_800)
    page.screenshot(path=HERE / "aloud-desktop-light.png")
    context.close()


def main() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    with tempfile.TemporaryDirectory() as folder, stocked(Path(folder)) as library:
        app = create_app(House(library, Settings(), reads_ahead=False))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for size in SIZES:
                for theme in ("light", "dark"):
                    take(browser, url, size, theme)
            take_aloud(browser, url)
            browser.close()
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
