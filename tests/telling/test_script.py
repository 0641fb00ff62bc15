"""Scripts: every event is read as it is meant, and a mistake is told with its line."""

from __future__ import annotations

import pytest

from wellanyway.errors import ConfigError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Input,
    Interrupt,
    Note,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SkipTo,
    WhoSaid,
)
from wellanyway.telling.script import Wait, parse_script


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ask Why would they run away?", Ask("Why would they run away?")),
        ("say something's got to happen soon", Remark("something's got to happen soon")),
        ("note the boat", Note("the boat")),
        ("interrupt", Interrupt()),
        ("slip", Interrupt()),
        ("pause", Pause()),
        ("who-said", WhoSaid()),
        ("notes", ParatextAsked()),
        ("recap 60", RecapAsked(60)),
        ("recap", RecapAsked()),
        ("again", Again()),
        ("again 2", Again(2)),
        ("back 3", Back(3)),
        ("skip 3.1", SkipTo(Pos(3, 1))),
        ("wait 2d", Wait(172800.0)),
        ("quit", Quit()),
    ],
)
def test_every_verb(line: str, expected: Input | Wait) -> None:
    (event,) = parse_script(f"at 1.12 {line}").events
    assert event.given == expected
    assert event.after == Pos(1, 12)
    assert event.shown is None


def test_places_comments_and_blank_lines() -> None:
    script = parse_script("# first\n\nat 0 pause  # why\n  at 1.20+15 interrupt\nat 2 ask Is #3 there?\n")
    assert [(event.line, event.after, event.shown) for event in script.events] == [
        (3, Pos(1, 0), None),
        (4, Pos(1, 20), 15),
        (5, Pos(2), None),
    ]
    assert script.events[2].given == Ask("Is")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ask Why?", "line 1: write `at PLACE DO ...`"),
        ("\nat 1.2", "line 2: write"),
        ("at 1.2 sing la", "line 1: 'sing' is not known; use one of again, ask,"),
        ("at x.y ask Why?", "is not a place"),
        ("at end quit", "`end` is not known before it is reached"),
        ("at 1.2 ask", "some words have to follow"),
        ("at 1.2 pause now", "nothing follows that word"),
        ("at 1.2 recap many", "a number has to follow"),
        ("at 1.2 skip nowhere", "is not a place"),
        ("at 1.2 wait a bit", "is not a span of time"),
        ("at 1.2 quit\n" * 10_001, "more than 10000 events"),
    ],
)
def test_mistakes_are_told_in_one_line(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_script(text, name="listener.txt")
    assert message in str(caught.value)
    assert str(caught.value).startswith("listener.txt")
    assert "\n" not in str(caught.value)
