"""The page in a real browser: told, broken into, answered, looked up, reloaded, by key and on a phone. The story is the example serial."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .chromium import Served, Visitor, ask, expect, held, told, until, with_example

FIRST = "The first boat has not come, and so the Second Boat is open."
SECOND = "That is the rule of the house."


# -- told


def test_a_story_is_told_sentence_by_sentence(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page()
    expect(page.locator("h1")).to_have_text("Eleven Pence")
    expect(page.locator("#s0")).to_have_text(FIRST)
    expect(page.locator("h2").first).to_have_text("Chapter 1: The Wheel over the Till")
    expect(page.locator("details.authors-notes summary")).to_contain_text("author")
    expect(page.locator("#s4")).to_be_attached()
    assert page.locator(".s.now").count() == 1
    assert visitor.place() >= 3
    expect(page.locator("#said")).to_contain_text(SECOND)


def test_nothing_ahead_is_in_the_page_or_on_its_way_there(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page()
    expect(page.locator("#s3")).to_be_attached()
    page.keyboard.press("Space")
    held(page)
    page.click("[data-panel=map]")
    expect(page.locator("svg.chart")).to_be_visible()
    last = int(page.locator(".s").last.get_attribute("data-n"))
    work = visitor.served.library.find("eleven")
    ahead = [sentence.text for sentence in work.sentences(last + 1, last + 40)]
    everything = page.content() + "".join(visitor.sent)
    assert FIRST in everything
    assert [text for text in ahead if len(text) > 20 and text[:40] in everything] == []


def test_going_on_waits_for_the_listener_where_nobody_asked_for_it(visit: Callable[..., Visitor]) -> None:
    page = visit().page("/story/1")
    expect(page.locator("#go")).to_have_text("Begin")
    page.wait_for_timeout(300)
    assert told(page) == ""
    page.click("#go")
    expect(page.locator("#s0")).to_be_attached()


# -- broken into


def test_a_key_stops_the_story_and_asks(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page()
    expect(page.locator("#s8")).to_be_attached()
    page.keyboard.press("W")
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value("W")
    held(page)
    page.keyboard.type("ho is Bas?")
    page.keyboard.press("Enter")
    answer = page.locator(".talk")
    expect(answer.locator(".you")).to_have_text("Who is Bas?")
    expect(answer.locator(".teller")).to_contain_text("Bas")
    expect(page.locator("#answered")).to_contain_text("Bas")
    before = visitor.place()
    page.keyboard.press("Enter")
    expect(page.locator(".remark.return")).to_be_visible()
    until(lambda: visitor.place() > before)
    texts = page.locator("#leaf .s:not(.cut)").all_inner_texts()
    assert len(texts) == len(set(texts)) or max(map(len, texts)) < 12  # broken off and told again: there once


def test_a_slip_goes_on_without_a_word(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page()
    expect(page.locator("#s2")).to_be_attached()
    page.keyboard.press("x")
    held(page)
    page.keyboard.press("Escape")
    place = visitor.place()
    until(lambda: visitor.place() > place + 1)
    assert page.locator(".talk, .remark").count() == 0


def test_what_has_not_been_told_is_not_answered(visit: Callable[..., Visitor]) -> None:
    page = visit().page()
    expect(page.locator("#s3")).to_be_attached()
    answer = ask(page, "Who is Zanthia Quillfeather?")
    expect(answer.locator(".teller.refusal")).to_be_visible()
    assert answer.locator(".quote").count() == 0


def test_lines_that_are_for_the_page(visit: Callable[..., Visitor]) -> None:
    page = visit().page()
    expect(page.locator("#s1")).to_be_attached()
    page.keyboard.type("slower")
    page.keyboard.press("Enter")
    expect(page.locator("#pace")).to_have_text("1780")
    page.keyboard.type("keys")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("any letter")
    assert page.locator(".talk").count() == 0


# -- looked up


def test_a_quote_leads_to_its_passage_and_back(visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 1280, "height": 600}).page()
    expect(page.locator("#s30")).to_be_attached()
    answer = ask(page, "Who is Bas?")
    quote = answer.locator("button.quote").first
    quote.scroll_into_view_if_needed()
    page.evaluate("document.body.dataset.marked = scrollY")
    quote.click()
    cited = page.locator(".s.cited")
    expect(cited).to_be_focused()
    expect(cited).to_be_in_viewport()
    expect(page.locator("#beside")).to_contain_text("Who is Bas?")
    held_at = told(page)
    page.keyboard.press("Escape")
    expect(page.locator("#beside")).to_be_hidden()
    assert cited.count() == 0
    expect(quote).to_be_focused()
    assert abs(page.evaluate("scrollY - document.body.dataset.marked")) < 40
    assert told(page).startswith(held_at[:200])


def test_back_unhears_on_the_page_too(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page()
    expect(page.locator("#s4")).to_be_attached()
    page.keyboard.press("Space")
    held(page)
    last = int(page.locator(".s").last.get_attribute("data-n"))
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Space")
        page.wait_for_timeout(200)
    until(lambda: visitor.place() < last)
    ordinals = [int(one.get_attribute("data-n")) for one in page.locator(".s").all()]
    assert max(ordinals) < last
    assert ordinals == list(range(len(ordinals)))


def test_the_panels(visit: Callable[..., Visitor]) -> None:
    page = visit().page()
    expect(page.locator("#s40")).to_be_attached()
    ask(page, "Who is Perce?")
    page.click("[data-panel=cast]")
    expect(page.locator("#panel h3").first).to_have_text("Here now")
    person = page.locator(".person", has_text="Bas").first
    person.locator("summary").click()
    expect(person.locator(".more .quote").first).to_be_visible()
    page.keyboard.press("Escape")
    page.click("[data-panel=recap]")
    expect(page.locator(".recap-text .quote").first).to_be_visible()
    page.keyboard.press("Escape")
    page.click("[data-panel=map]")
    expect(page.locator("svg.chart .presence").first).to_be_attached()
    expect(page.locator("svg.chart .asked circle")).to_have_count(1)
    expect(page.locator("table.scenes tbody tr").first).to_contain_text("Bas")
    page.keyboard.press("Escape")
    page.click("[data-panel=notes]")
    page.fill("#note", "mind the clock <b>")
    page.click("text=Keep it")
    expect(page.locator(".kept")).to_contain_text("mind the clock <b>")
    page.keyboard.press("Escape")
    page.click("[data-panel=settings]")
    page.locator("select").first.select_option("dark")
    expect(page.locator("html[data-theme=dark]")).to_be_attached()


# -- kept


def test_it_goes_on_where_it_was_after_a_reload(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page()
    expect(page.locator("#s6")).to_be_attached()
    ask(page, "Who is Bas?")
    place = visitor.place()
    page.reload()
    expect(page.locator(".talk .you")).to_have_text("Who is Bas?")
    expect(page.locator("#s0")).to_have_text(FIRST)
    until(lambda: visitor.place() > place)  # it was going, and so it goes on
    ordinals = [int(one.get_attribute("data-n")) for one in page.locator(".s").all()]
    assert ordinals == sorted(set(ordinals))


def test_a_held_story_is_held_after_a_reload(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page()
    expect(page.locator("#s2")).to_be_attached()
    page.keyboard.press("Space")
    held(page)
    place = visitor.place()
    page.reload()
    expect(page.locator("#go")).to_have_text("Go on")
    page.wait_for_timeout(500)
    assert visitor.place() == place


def picked_up(page: Any) -> str:
    """The return line, seen and heard."""
    remark = page.locator(".remark.return")
    expect(remark).to_be_visible()
    line = remark.inner_text()
    expect(page.locator("#said")).to_contain_text(line)
    expect(page.locator(".s.now")).to_be_attached()
    assert page.locator(".remark.return").count() == 1
    return str(line)


@pytest.mark.parametrize("said", ["Who is Bas?", "who said that", "what did I miss"])
def test_the_thread_is_picked_up_after_a_reload_in_the_middle_of_talk(
    visit: Callable[..., Visitor], said: str
) -> None:
    visitor = visit()
    visitor.was_told(20)
    visitor.context.add_init_script("localStorage.goesOn = 'false'")
    page = visitor.page("/story/1")
    expect(page.locator("#s19")).to_be_attached()
    ask(page, said)
    page.reload()
    assert picked_up(page)


def test_the_thread_is_picked_up_after_a_gap(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.was_told(20, days_ago=3)
    assert len(picked_up(visitor.page())) > 20


def test_nothing_is_said_after_a_reload_in_the_middle_of_the_telling(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.was_told(5)
    page = visitor.page()
    expect(page.locator("#s6")).to_be_attached()
    page.reload()
    place = visitor.place()
    until(lambda: visitor.place() > place)
    assert page.locator(".remark").count() == 0


def test_two_tabs_do_not_fight(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    first = visitor.page()
    expect(first.locator("#s2")).to_be_attached()
    second = visitor.page()
    expect(second.locator("#notice")).to_contain_text("another window")
    first.bring_to_front()
    place = visitor.place()
    until(lambda: visitor.place() > place)  # the first goes on
    second.bring_to_front()
    second.click("text=Tell it here")
    expect(second.locator("#s2")).to_be_attached()
    expect(first.locator("#notice")).to_contain_text("gone on in another window")
    place = visitor.place()
    until(lambda: visitor.place() > place)
    first.bring_to_front()
    first.click("text=Bring it back here")
    expect(second.locator("#notice")).to_contain_text("gone on in another window")


def test_a_lost_connection_comes_back_by_itself(browser: Any, tmp_path: Path) -> None:
    served = Served(with_example(tmp_path / "library"))
    visitor = Visitor(browser, served, "ada")
    try:
        page = visitor.page()
        expect(page.locator("#s2")).to_be_attached()
        served.stop()
        expect(page.locator("#notice")).to_contain_text("connection is lost")
        served.start()
        place = visitor.place()
        until(lambda: visitor.place() > place)
        expect(page.locator("#notice")).to_be_hidden()
        ordinals = [int(one.get_attribute("data-n")) for one in page.locator(".s").all()]
        assert ordinals == list(range(len(ordinals)))
    finally:
        visitor.context.close()
        served.stop()


def test_it_opens_without_a_teller_and_goes_on_when_there_is_one(browser: Any, tmp_path: Path) -> None:
    served = Served(with_example(tmp_path / "library"))
    visitor = Visitor(browser, served, "ada")
    try:
        page = visitor.page()
        page.evaluate("navigator.serviceWorker.ready")
        expect(page.locator("#s2")).to_be_attached()
        page.reload()  # now through the worker
        expect(page.locator("#s2")).to_be_attached()
        served.stop()
        page.reload()
        expect(page.locator("#notice")).to_contain_text("connection is lost")
        expect(page.locator("#go")).to_be_disabled()
        page.goto(f"{served.url}/")
        expect(page.locator("#notice")).to_contain_text("no connection")
        page.go_back()
        served.start()
        place = visitor.place()
        until(lambda: visitor.place() > place)
        expect(page.locator("#notice")).to_be_hidden()
    finally:
        visitor.context.close()
        served.stop()


def test_the_shell_is_kept_and_no_word_of_a_story(visit: Callable[..., Visitor]) -> None:
    page = visit().page()
    expect(page.locator("#s3")).to_be_attached()
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    expect(page.locator("#s3")).to_be_attached()
    kept = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                    found.push([new URL(request.url).pathname, await (await cache.match(request)).text()]);
                }
            }
            return found;
        }"""
    )
    assert "/page/script/story.js" in [path for path, _ in kept]
    assert [path for path, _ in kept if path.startswith("/api")] == []
    assert not re.search("Second Boat|Eleven Pence", "".join(text for _, text in kept))


# -- other hands, other sizes


def test_on_a_phone(visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 360, "height": 720}, has_touch=True, is_mobile=True).page()
    expect(page.locator("#s5")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.tap("#question")
    held(page)
    page.fill("#question", "Who is Bas?")
    page.tap("#ask button")
    expect(page.locator(".talk .teller")).to_contain_text("Bas")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("#go", "#back", "#on"):
        box = page.locator(name).bounding_box()
        assert min(box["width"], box["height"]) >= 40
    page.tap("[data-panel=map]")
    expect(page.locator("table.scenes")).to_be_visible()
    page.tap("#panel-close")


def test_with_the_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page("/")
    expect(page.locator(".cover")).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cover')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#s2")).to_be_attached()
    page.keyboard.press("Space")
    held(page)
    page.keyboard.press("Space")
    place = visitor.place()
    until(lambda: visitor.place() > place)
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-panel=cast]')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel=cast]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    until(lambda: visitor.place() > place)


def test_by_hand_each_sentence_waits(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.context.add_init_script("localStorage.byHand = 'true'")
    page = visitor.page()
    expect(page.locator("#s0")).to_have_text(FIRST)
    page.wait_for_timeout(500)
    assert visitor.place() == 0
    page.keyboard.press("ArrowRight")
    expect(page.locator("#s1")).to_have_text(SECOND)
    assert visitor.place() == 1


def test_books_are_added_and_are_text_whatever_they_hold(visit: Callable[..., Visitor]) -> None:
    page = visit().page("/")
    book = "<img src=x onerror=alert(1)>\n\nby <script>alert(2)</script>\n\n\nCHAPTER I\n\nShe said <b>no</b> & left.\n"
    page.set_input_files("#files", {"name": "odd.txt", "mimeType": "text/plain", "buffer": book.encode()})
    expect(page.locator("#added")).to_contain_text("is on the shelf")
    cover = page.locator(".cover", has_text="<img")
    expect(cover).to_contain_text("<script>alert(2)")
    cover.click()
    expect(page.locator("#s0")).to_have_text("She said <b>no</b> & left.")
    assert page.locator("#leaf b, img, script:not([src])").count() == 0
