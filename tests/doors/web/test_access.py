"""The page for everybody: axe-core finds nothing in any view in either theme, all can be reached by keys, and nothing moves
for who wants no motion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .chromium import Visitor, ask, expect, held

PANELS = ("cast", "recap", "map", "notes", "settings")


def violations(page: Any) -> list[str]:
    """What axe-core has against the page as it stands, a line each."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe-core is not installed: pip install axe-playwright-python",
    )
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    "size", [{"width": 360, "height": 720}, {"width": 1280, "height": 800}], ids=["phone", "desktop"]
)
def test_axe_finds_nothing(visit: Callable[..., Visitor], size: dict[str, int]) -> None:
    visitor = visit(viewport=size)
    visitor.was_told(60)
    visitor.context.add_init_script("localStorage.goesOn = 'false'")
    found: dict[str, list[str]] = {}

    def look(page: Any, view: str) -> None:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found[f"{view}, {theme}"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view

    page = visitor.page("/")
    expect(page.locator(".cover")).to_be_visible()
    look(page, "shelf")
    page.goto("/story/1")
    expect(page.locator("#s59")).to_be_attached()
    answer = ask(page, "Who is Bas?")
    look(page, "answered")
    answer.locator("button.quote").last.click()
    expect(page.locator("#beside")).to_be_visible()
    look(page, "visiting")
    page.keyboard.press("Escape")
    for name in PANELS:
        page.click(f"[data-panel={name}]")
        expect(page.locator("#panel-body .quiet[role=status]")).to_have_count(0)
        if name == "cast":
            page.locator(".person summary").first.click()
            expect(page.locator(".person .more .quote").first).to_be_visible()
        look(page, name)
        page.keyboard.press("Escape")
    page.click("#go")
    expect(page.locator(".s.now").last).to_be_visible()
    page.keyboard.press("Space")
    held(page)
    look(page, "held")
    assert {view: lines for view, lines in found.items() if lines} == {}
