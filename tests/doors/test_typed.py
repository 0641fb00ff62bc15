"""What a listener types is understood from the words alone."""

from __future__ import annotations

import pytest

from wellanyway.doors.typed import PHRASES, KeysAsked, PaceAsked, Wish, understand
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Continue,
    Note,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SkipTo,
    WhoSaid,
)


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("", None),
        (" ?", None),
        ("who said that?", WhoSaid()),
        ("Who’s speaking", WhoSaid()),
        ("what did I miss?", RecapAsked()),
        ("recap 60", RecapAsked(60)),
        ("again", Again(1)),
        ("say that again please", Again(1)),
        ("again 3", Again(3)),
        ("go back 5", Back(5)),
        ("back", Back(1)),
        ("skip to 3.1", SkipTo(Pos(3, 1))),
        ("go to chapter 2", SkipTo(Pos(2))),
        ("go to 0.0.0", Ask("go to 0.0.0")),
        ("note: mind the letter", Note("mind the letter")),
        ("notes", ParatextAsked()),
        ("quit", Quit()),
        ("That's enough for now.", Quit()),
        ("go on", Continue()),
        ("wait", Pause()),
        ("keys", KeysAsked()),
        ("faster", PaceAsked(1)),
        ("pace 300", PaceAsked(words_a_minute=300)),
        ("who is the miller", Ask("who is the miller")),
        ("so why did they run", Ask("so why did they run")),
        ("the miller did it?", Ask("the miller did it?")),
        ("something's got to happen soon", Remark("something's got to happen soon")),
        ("whoever did it was clever", Remark("whoever did it was clever")),
        ("who said that he was dead?", Ask("who said that he was dead?")),
        ("go back a bit", Back(3)),
        ("start over", SkipTo(Pos(1, 1))),
        ("keep going please", Continue()),
        ("wait a second", Pause()),
        ("sorry who said that", WhoSaid()),
        ("I'm lost", RecapAsked()),
        ("no, that was Wim", Ask("no, that was Wim")),
        ("hmm", Remark("hmm")),
    ],
)
def test_understood(typed: str, wish: Wish | None) -> None:
    assert understand(typed) == wish


def test_all_that_tab_offers_is_understood_as_a_request() -> None:
    for phrase in PHRASES:
        whole = {"skip to ": "skip to 3.1", "note ": "note this"}.get(phrase, phrase)
        assert not isinstance(understand(whole), Ask | Remark | None), phrase
