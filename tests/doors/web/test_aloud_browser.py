"""The page told aloud, in a real browser, by a voice of tones: heard word by word, silenced by a key, and the place where it was heard to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from wellanyway.testing.voices import ToneEngine

from .chromium import PATIENCE_MS, until, with_example
from .ears import Hall, Listener, hearing_chromium
from .listening import head

FIRST = "The first boat has not come, and so the Second Boat is open."
SECOND = "That is the rule of the house."
LEAD_S = 0.02
TOLD = 2  # sentences told before, so that no chapter is announced


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_example(tmp_path_factory.mktemp("aloud") / "library")


@pytest.fixture(scope="module")
def hall(folder: Path) -> Iterator[Hall]:
    one = Hall(folder, ToneEngine())
    yield one
    one.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with hearing_chromium() as one:
        yield one


@pytest.fixture
def listen(browser: Any, hall: Hall, request: pytest.FixtureRequest) -> Iterator[Callable[..., Listener]]:
    """Listeners at `told` sentences; nothing may have gone wrong in any of them."""
    listeners: list[Listener] = []

    def arrive(told: int = TOLD, **kept: Any) -> Listener:
        name = f"{request.node.name[:40]} {len(listeners)}"
        hall.was_told(name, told)
        listeners.append(Listener(browser, hall, name, **kept))
        return listeners[-1]

    yield arrive
    for one in listeners:
        one.leave()


def expect(locator: Any) -> Any:
    from playwright.sync_api import expect as expects

    expects.set_options(timeout=PATIENCE_MS)
    return expects(locator)


def sounds(page: Any) -> bool:
    return bool(page.evaluate("loudness()") > 0.05)


def is_silent(page: Any, ms: int = 400) -> bool:
    """Whether nothing is heard for a while; what was heard in the 46 ms before still shows at first."""
    script = f"""() => new Promise((done) => {{
      const end = performance.now() + {ms};
      let most = 0;
      const look = () => {{
        most = Math.max(most, loudness());
        if (performance.now() < end) requestAnimationFrame(look);
        else done(most);
      }};
      look();
    }})"""
    return bool(page.evaluate(script) < 0.001)


def test_a_story_is_heard_and_its_words_come_as_they_sound(listen: Callable[..., Listener]) -> None:
    listener = listen(0)
    page = listener.page()
    expect(page.locator("#s0")).to_have_text(FIRST)
    until(lambda: sounds(page))
    expect(page.locator("#s2")).to_be_attached()
    assert listener.place() == 2
    marked = page.wait_for_function("() => [...CSS.highlights.get('word')][0]?.toString()")
    word = marked.json_value()
    assert word in page.locator(".s.now").inner_text()
    assert page.locator("#said").get_attribute("aria-live") == "off"
    assert page.locator("#answered").get_attribute("aria-live") == "off"


def test_it_is_off_until_it_is_asked_for(listen: Callable[..., Listener]) -> None:
    listener = listen(aloud=False)
    page = listener.page()
    expect(page.locator("#s4")).to_be_attached()
    assert listener.sounds == []
    assert page.evaluate("!heard.context")
    assert page.locator("#said").get_attribute("aria-live") == "polite"
    page.click("#aloud")
    until(lambda: sounds(page))
    page.click("#aloud")
    expect(page.locator("#aloud")).to_have_attribute("aria-pressed", "false")
    until(lambda: is_silent(page))
    before = listener.place()
    until(lambda: listener.place() > before)


def test_a_key_silences_it_and_the_place_is_where_it_was_heard_to(listen: Callable[..., Listener]) -> None:
    listener = listen()
    page = listener.page()
    expect(page.locator("#s3")).to_be_attached()
    until(lambda: sounds(page))
    page.keyboard.press("Space")
    until(lambda: is_silent(page))
    before = page.locator(".s.now").inner_text()
    place = listener.place()
    page.wait_for_timeout(600)
    assert page.locator(".s.now").inner_text() == before
    assert listener.place() == place
    page.keyboard.press("Space")
    until(lambda: sounds(page))
    until(lambda: listener.place() > place)


def test_a_question_leaves_the_sentence_untold_and_the_answer_is_heard(
    listen: Callable[..., Listener],
) -> None:
    listener = listen(4, whole=True)
    page = listener.page()
    expect(page.locator(".s.now")).to_be_attached()
    until(lambda: sounds(page))
    page.keyboard.type("who said that")
    until(lambda: is_silent(page, 200))
    place = listener.place()
    page.keyboard.press("Enter")
    expect(page.locator(".talk .teller")).to_be_visible()
    assert listener.place() == place
    until(lambda: sounds(page))
    expect(page.locator(".remark.return, .s.now").last).to_be_visible()
    until(lambda: listener.place() > place)


def test_only_the_sentence_in_play_has_come(listen: Callable[..., Listener], hall: Hall) -> None:
    listener = listen()
    page = listener.page()
    expect(page.locator("#s4")).to_be_attached()
    page.keyboard.press("Space")
    page.wait_for_timeout(400)
    last = int(page.locator(".s").last.get_attribute("data-n"))
    work = hall.library.find("eleven")
    ahead = [sentence.text for sentence in work.sentences(last + 1, last + 30)]
    assert ahead
    assert not [text for text in ahead if text in "".join(listener.words)]
    numbers = {head(frame)["sound"] for frame in listener.sounds}
    assert len(numbers) <= last - TOLD + 2  # one a sentence, and what was said when the sitting began


def test_there_is_no_gap_but_the_pause_that_was_set(listen: Callable[..., Listener]) -> None:
    listener = listen()
    page = listener.page()
    expect(page.locator("#s7")).to_be_attached()
    starts = page.evaluate("heard.starts")
    named = {0.0, *(head(frame).get("pause_s", 0.0) for frame in listener.sounds)}
    assert len(starts) > 6
    for before, after in pairwise(starts):
        end = before["when"] + before["length"]
        pause = min(named, key=lambda one: abs(after["when"] - end - one))
        late = max(0.0, after["now"] + LEAD_S - (end + pause))  # sound that came when it should have begun
        assert after["when"] - end - pause <= late + 0.001
        assert after["when"] >= end - 0.001


def test_the_rest_of_a_sentence_at_once(listen: Callable[..., Listener]) -> None:
    listener = listen()
    page = listener.page()
    until(lambda: sounds(page))
    page.keyboard.press("ArrowRight")
    until(lambda: listener.place() >= TOLD + 1)
    until(lambda: sounds(page))


def test_back_is_unheard(listen: Callable[..., Listener]) -> None:
    listener = listen(5)
    page = listener.page()
    until(lambda: sounds(page))
    before = listener.place()
    page.keyboard.press("ArrowLeft")
    until(lambda: listener.place() < before)
    until(lambda: sounds(page))


def test_with_reduced_motion_a_sentence_stands_whole_while_it_sounds(
    listen: Callable[..., Listener], hall: Hall
) -> None:
    listener = listen()
    page = listener.page("/story/1")
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator("#go")).to_have_text("Go on")
    page.keyboard.press("Space")
    until(lambda: sounds(page))
    text = hall.library.find("eleven").sentence(listener.place())
    assert text is not None
    expect(page.locator(".s.now")).to_have_text(text.text)
    assert listener.place() == text.ordinal


def test_media_keys_hold_it_and_let_it_go_on(listen: Callable[..., Listener]) -> None:
    script = """
      const handlers = (window.mediaHandlers = {});
      navigator.mediaSession.setActionHandler = (name, act) => (handlers[name] = act);
    """
    listener = listen()
    listener.context.add_init_script(script)
    page = listener.page()
    until(lambda: sounds(page))
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Eleven Pence"
    page.evaluate("mediaHandlers.pause()")
    expect(page.locator("body[data-mode=held]")).to_be_attached()
    until(lambda: is_silent(page))
    assert page.evaluate("navigator.mediaSession.playbackState") == "paused"
    page.evaluate("mediaHandlers.play()")
    until(lambda: sounds(page))


def test_the_screen_stays_on_while_it_goes(listen: Callable[..., Listener]) -> None:
    script = """
      window.locks = [];
      navigator.wakeLock.request = async (kind) => {
        const lock = new EventTarget();
        lock.release = async () => { locks.splice(locks.indexOf(kind), 1); lock.dispatchEvent(new Event("release")); };
        locks.push(kind);
        return lock;
      };
    """
    listener = listen()
    listener.context.add_init_script(script)
    page = listener.page()
    page.wait_for_function("() => locks.length === 1")
    page.keyboard.press("Space")
    page.wait_for_function("() => locks.length === 0")


def test_it_is_told_aloud_after_a_reload(listen: Callable[..., Listener]) -> None:
    listener = listen()
    page = listener.page()
    until(lambda: sounds(page))
    page.reload()
    until(lambda: sounds(page))


def test_a_machine_without_a_voice_says_what_to_install(browser: Any, folder: Path) -> None:
    hall = Hall(folder, None)
    listener = Listener(browser, hall, "voiceless")
    page = listener.page()
    expect(page.locator("#notice")).to_contain_text("pip install 'wellanyway[aloud]'")
    expect(page.locator("#s2")).to_be_attached()  # the story is told all the same
    expect(page.locator("#aloud")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Space")
    page.click("[data-panel=settings]")
    expect(page.locator("#panel")).to_contain_text("pip install 'wellanyway[aloud]'")
    listener.leave()
    hall.stop()


def test_an_engine_that_fails_in_the_middle_is_said_once(browser: Any, folder: Path) -> None:
    engine = ToneEngine()
    hall = Hall(folder, engine)
    hall.was_told("faulty", TOLD)
    engine.faults = 1
    listener = Listener(browser, hall, "faulty")
    page = listener.page()
    expect(page.locator("#notice")).to_have_text("the tones are out of tune")
    place = listener.place()
    until(lambda: listener.place() > place)
    listener.leave()
    hall.stop()
