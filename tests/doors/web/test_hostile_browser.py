"""Books built to do harm, told in a real browser: nothing of them runs, and nothing leaves for anywhere else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.hostile import MARKUP, SENTENCE, WORDS, Hostile
from wellanyway.api import Library

from .chromium import Served, Visitor, expect

WATCH = """
addEventListener("securitypolicyviolation", (event) => console.error(`refused: ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, dict[int, Hostile]]]:
    """All of them on one shelf, by their numbers there."""
    folder = tmp_path_factory.mktemp("hostile")
    stories: dict[int, Hostile] = {}
    with Library(folder / "library") as library:
        for book in (*MARKUP, *WORDS):
            path = folder / "book.epub"
            path.write_bytes(book.make())
            work = library.add(path)
            stories[work.id] = book
            library.save_place(work, "ada", work.told_to("end"), time.time())
    served = Served(folder / "library", pace=2000)
    yield served, stories
    served.stop()


def test_nothing_of_a_book_runs_and_nothing_leaves(
    browser: Any, shelf: tuple[Served, dict[int, Hostile]]
) -> None:
    served, stories = shelf
    visitor = Visitor(browser, served, "ada", service_workers="block")
    left: list[str] = []

    def watched(route: Any) -> None:
        url = route.request.url
        if url.startswith(served.url):
            route.continue_()
        else:
            left.append(url)
            route.abort()

    def dismissed(dialog: Any) -> None:
        left.append(dialog.message)
        dialog.dismiss()

    visitor.context.route("**/*", watched)
    visitor.context.add_init_script(WATCH)
    page = visitor.page("/")
    page.on("dialog", dismissed)
    page.on("popup", lambda popup: left.append(popup.url))
    page.on("download", lambda download: left.append(download.url))
    expect(page.locator(".cover")).to_have_count(len(stories))
    for story, book in stories.items():
        page.goto(f"{served.url}/story/{story}")
        expect(page.locator("#s0")).to_have_text(SENTENCE)
        assert page.evaluate("window.harmed") is None, book
        strange = "script:not([src^='/page/']), iframe, object, embed, img, form:not(#ask), link:not([href^='/']), style"
        assert page.locator(strange).count() == 0, book
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), book
        assert (page.url.split("#")[0], left) == (f"{served.url}/story/{story}", []), book
    visitor.leave()


def test_the_panels_of_a_hostile_book(browser: Any, shelf: tuple[Served, dict[int, Hostile]]) -> None:
    """Its words in the cast, the recap, the map, notes and answers are words."""
    served, stories = shelf
    [story] = [number for number, book in stories.items() if book.name == "words that look like markup"]
    visitor = Visitor(browser, served, "bo", service_workers="block")
    page = visitor.page(f"/story/{story}#tell")
    expect(page.locator(".remark.nothing-more")).to_be_visible()
    for name in ("cast", "recap", "map", "notes"):
        page.click(f"[data-panel={name}]")
        expect(page.locator("#panel-body .quiet[role=status]")).to_have_count(0)
        page.keyboard.press("Escape")
    page.fill("#question", "<img src=x onerror=window.harmed=1>?")
    page.keyboard.press("Enter")
    expect(page.locator(".talk .you")).to_contain_text("<img src=x")
    expect(page.locator(".talk .teller")).to_be_visible()
    assert page.evaluate("window.harmed") is None
    assert page.locator("img").count() == 0
    visitor.leave()
