"""The stream: sentences one at a time, broken into, answered, kept; windows that do not fight."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from wellanyway.asking.mind import StoryMind
from wellanyway.doors.web.house import House
from wellanyway.doors.web.telling import TAKEN
from wellanyway.errors import PositionError
from wellanyway.told import Told

from .windows import Window, names

API = "/api/v1/stories"


def place(client: TestClient, story: int, listener: str = "") -> int:
    told_to = client.get(API, params={"listener": listener}).json()[0]["place"]["told_to"]
    assert isinstance(told_to, int)
    return told_to


def test_it_begins_with_where_the_listener_is(window: Window) -> None:
    begin = window.frames[0]
    assert (begin["door"], begin["title"], begin["told_to"]) == ("begin", "The Mill on the Hill", 0)


def test_sentences_come_one_at_a_time(client: TestClient, mill: int, window: Window) -> None:
    effects = window.does("Continue")
    assert names(effects) == ["ChapterOpened", "SaySentence"]
    say = effects[-1]
    assert (say["at"], say["sentence"]["text"], say["starts_block"]) == (
        "1.1",
        "Julia Rook ran to the mill.",
        True,
    )
    assert len(say["beats"]) == len(say["sentence"]["text"].split())
    assert place(client, mill) == 0  # begun is not told
    assert names(window.does("Next")) == ["SavePlace", "SaySentence"]
    assert place(client, mill) == 1


def test_nothing_but_the_sentence_in_play_has_been_sent(window: Window) -> None:
    window.does("Continue")
    window.does("Next")
    sent = str(window.frames)
    assert "Nobody spoke for a long while." in sent
    assert "rain" not in sent
    assert "CHAPTER II" not in sent


def test_broken_into_and_answered_and_taken_up(client: TestClient, mill: int, window: Window) -> None:
    window.does("Continue")
    window.does("Next")
    frame = window.send(typed="Who ran to the mill?", shown=6, ordinal=1, id=7)
    assert frame["to"] == 7
    assert names(frame["effects"]) == ["Stop", "SayAnswer"]
    assert "Julia" in frame["effects"][1]["spoken"]
    assert place(client, mill) == 1
    assert [one["answer"]["question"] for one in client.get(f"{API}/{mill}/notes").json()["asked"]] == [
        "Who ran to the mill?"
    ]
    effects = window.does("Continue")
    assert names(effects) == ["SayReturn", "SaySentence"]
    assert effects[-1]["sentence"]["ordinal"] == 1


def test_a_sentence_that_had_been_shown_whole_has_been_told(window: Window) -> None:
    say = window.does("Continue")[-1]
    whole = len(say["sentence"]["text"])
    frame = window.send(typed="who said that", shown=whole, ordinal=0)
    assert names(frame["effects"]) == ["Stop", "SavePlace", "SayQuotation"]


def test_what_was_shown_of_another_sentence_does_not_count(window: Window) -> None:
    window.does("Continue")
    window.does("Next")
    frame = window.send(typed="Who ran to the mill?", shown=500, ordinal=0)
    assert names(frame["effects"]) == ["Stop", "SayAnswer"]


@pytest.mark.parametrize(
    ("typed", "door"),
    [("faster", "pace"), ("keys", "keys"), ("go on", "slip"), ("?!", "slip"), ("wait", "hold")],
)
def test_lines_that_are_not_for_the_teller_leave_the_sentence_in_play(
    window: Window, typed: str, door: str
) -> None:
    window.does("Continue")
    assert window.send(typed=typed, shown=3, ordinal=0)["door"] == door
    assert names(window.does("Next")) == ["SavePlace", "SaySentence"]


def test_back_unhears(client: TestClient, mill: int, window: Window) -> None:
    window.tell(4)
    effects = window.does("Back", sentences=2)
    assert [effect["told_to"] for effect in effects if effect["effect"] == "SavePlace"] == [2]
    assert place(client, mill) == 2


def test_it_goes_on_where_it_was_in_another_window(client: TestClient, mill: int) -> None:
    with Window.opened(client, mill) as window:
        window.tell(3)
    with Window.opened(client, mill) as again:
        assert again.frames[0]["told_to"] == 3
        assert again.does("Continue")[-1]["sentence"]["ordinal"] == 3


def test_a_lost_window_loses_no_sentence_and_counts_none(client: TestClient, mill: int) -> None:
    with Window.opened(client, mill) as window:
        window.does("Continue")
        window.does("Next")  # sentence 1 is in play when the line drops
    assert place(client, mill) == 1


@pytest.mark.parametrize("restarts", [False, True])
def test_a_return_line_is_due_after_talk_in_another_window(
    client: TestClient, house: House, mill: int, restarts: bool
) -> None:
    with Window.opened(client, mill) as window:
        window.tell(3)
        window.does("Ask", question="Who ran to the mill?")
    if restarts:
        house.forget(mill)
    with Window.opened(client, mill) as again:
        assert names(again.does("Continue")) == ["SayReturn", "SaySentence"]
        again.does("Next")
    with Window.opened(client, mill) as third:
        assert names(third.does("Continue")) == ["SaySentence"]  # a slip: it was going


def test_what_was_not_a_question_is_remembered_too(client: TestClient, mill: int) -> None:
    with Window.opened(client, mill, tab="one") as window:
        window.tell(3)
        window.does("WhoSaid")
        with Window.opened(
            client, mill, tab="one"
        ) as reloaded:  # before the server knows that the first has gone
            assert names(reloaded.does("Continue")) == ["SayReturn", "SaySentence"]


def test_a_listener_who_was_moved_meanwhile_goes_on_there(client: TestClient, mill: int) -> None:
    with Window.opened(client, mill) as window:
        window.tell(3)
        window.does("WhoSaid")
    client.put(f"{API}/{mill}/place", params={"pos": "1.1"})
    with Window.opened(client, mill) as again:
        assert names(again.does("Continue")) == ["ChapterOpened", "SaySentence"]


def test_to_the_end_and_then_it_waits(window: Window) -> None:
    effects = window.does("Continue")
    while effects[-1]["effect"] == "SaySentence":
        effects = window.does("Next")
    assert names(effects)[-1] == "NothingMore"
    assert window.does("Continue") == []


# -- windows


def test_a_second_window_waits_until_it_is_asked_in(client: TestClient, mill: int) -> None:
    with Window.opened(client, mill, tab="one") as first:
        first.does("Continue")
        first.does("Next")
        with Window.opened(client, mill, tab="two") as second:
            assert second.frames == [{"door": "elsewhere"}]
            assert names(first.does("Next")) == ["SavePlace", "SaySentence"]  # the first goes on
            second.socket.send_json({"door": "take"})
            assert second.next()["told_to"] == 2
            assert first.next() == {"door": "taken"}
            with pytest.raises(WebSocketDisconnect) as closed:
                first.socket.receive_json()
            assert closed.value.code == TAKEN
            assert second.does("Continue")[-1]["sentence"]["ordinal"] == 2


def test_the_same_tab_does_not_stand_in_its_own_way(client: TestClient, mill: int) -> None:
    with Window.opened(client, mill, tab="one"), Window.opened(client, mill, tab="one") as reloaded:
        assert reloaded.frames[0]["door"] == "begin"


def test_listeners_are_told_side_by_side(client: TestClient, mill: int) -> None:
    with Window.opened(client, mill, listener="ada") as ada, Window.opened(client, mill, listener="bo") as bo:
        ada.tell(3)
        bo.tell(1)
        assert place(client, mill, "ada") == 3
        assert place(client, mill, "bo") == 1


def test_telling_goes_on_while_others_wait_for_answers(
    client: TestClient, mill: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()
    real = StoryMind.ask

    def slow(self: StoryMind, told: Told, question: str) -> Any:
        assert release.wait(30)
        return real(self, told, question)

    monkeypatch.setattr(StoryMind, "ask", slow)
    with Window.opened(client, mill, listener="ada") as ada, Window.opened(client, mill, listener="bo") as bo:
        ada.tell(1)
        ada.socket.send_json({"typed": "Who ran to the mill?"})
        bo.tell(3)  # would not return if it had to wait
        release.set()
        assert names(ada.next()["effects"]) == ["SayAnswer"]


# -- what is wrong


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"input": "Rewind"},
        {"input": "Back", "sentences": -1},
        {"input": "Back", "sentences": True},
        {"input": "Back", "sentences": "all"},
        {"input": "Ask"},
        {"input": "Ask", "question": 3},
        {"input": "Ask", "question": "x" * 3000},
        {"input": "SkipTo", "pos": "the end of it"},
        {"input": "Next", "further": 1},
        {"typed": 7},
        {"typed": "x" * 3000},
    ],
)
def test_what_cannot_be_understood_is_refused_and_the_telling_goes_on(
    window: Window, message: dict[str, object]
) -> None:
    assert window.send(**message)["door"] == "refused"
    assert window.does("Continue")[-1]["effect"] == "SaySentence"


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '"x"', "[" * 5000, "NaN"])
def test_what_is_not_a_message_is_refused(window: Window, text: str) -> None:
    window.socket.send_text(text)
    assert window.next()["door"] == "refused"


def test_no_such_story(client: TestClient) -> None:
    with Window.opened(client, 77) as window:
        assert window.frames[0]["door"] == "refused"


def test_a_place_that_is_not_there_is_refused_in_one_wording(window: Window) -> None:
    window.tell(2)
    effects = window.does("SkipTo", pos="44")
    assert names(effects) == ["SayRemark"]


def test_a_house_says_how_far_what_was_told_has_been_read(
    house: House, client: TestClient, mill: int
) -> None:
    with Window.opened(client, mill) as window:
        window.tell(3)
    before = house.read(mill, "me")
    assert (before.told_to, before.read_to, before.is_ready) == (3, 0, True)
    house.library.ingest(house.shelved(mill, "me").work)
    assert house.read(mill, "me").read_to == 3  # not all that there is
    with pytest.raises(PositionError):
        house.told(mill, "me", "2.1")
