"""What the teller knows at a place, over HTTP: questions, recaps, the cast, who spoke, the map, the text told.

Every view is made at the listener's place or at one told before it; there is no way ahead.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, Query

from wellanyway.asking.chart import Chart, chart
from wellanyway.doors.web.asked import At, Listener, Shared, Story
from wellanyway.doors.web.wire import TEXT_MOST, effect_json
from wellanyway.memory.places import Asked
from wellanyway.telling.retold import retell
from wellanyway.views import Answer, Character, Quotation, Recap

__all__ = ["router"]

_PASSAGE = 400  # sentences said over at once

router = APIRouter(prefix="/stories/{story}", tags=["asking"])


@dataclass(frozen=True, slots=True)
class CastSoFar:
    """Everybody heard of so far, the most heard of first."""

    told_to: int
    at: str
    cast: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class WhoIs:
    """Whom a name means; null where nobody told of so far is called that."""

    told_to: int
    at: str
    character: Character | None


@dataclass(frozen=True, slots=True)
class WhoSpoke:
    """The last thing said aloud, and who said it."""

    told_to: int
    at: str
    said: Quotation | None


@dataclass(frozen=True, slots=True)
class RecapSoFar:
    """What has been told, in the story's own sentences."""

    told_to: int
    at: str
    recap: Recap


@dataclass(frozen=True, slots=True)
class Map:
    """The map of what has been told, and what was asked on the way."""

    chart: Chart
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Told sentences `[start, stop)` as the session's messages."""

    told_to: int
    start: int
    stop: int
    messages: list[dict[str, object]]


@router.post("/questions", summary="A question, answered from what has been told")
def ask(
    house: Shared,
    story: Story,
    listener: Listener,
    question: Annotated[str, Body(embed=True, min_length=1, max_length=TEXT_MOST)],
    at: At = None,
) -> Answer:
    """With the passages it stands on; where nothing told answers it, in one wording."""
    shelved = house.shelved(story, listener)
    answer = house.told_and_read(story, listener, at).ask(question.strip())
    if at is None:
        house.library.remember(shelved.work, listener, answer, time.time())
    return answer


@router.get("/recap", summary="What has been told, in short")
def recap(
    house: Shared,
    story: Story,
    listener: Listener,
    words: Annotated[int, Query(ge=10, le=2000)] = 150,
    at: At = None,
) -> RecapSoFar:
    """In sentences of the story's own."""
    told = house.told_and_read(story, listener, at)
    return RecapSoFar(told.told_to, told.at, told.recap(words=words))


@router.get("/cast", summary="Everybody heard of so far")
def cast(house: Shared, story: Story, listener: Listener, at: At = None) -> CastSoFar:
    """The most heard of first."""
    told = house.told_and_read(story, listener, at)
    return CastSoFar(told.told_to, told.at, told.cast())


@router.get("/who", summary="Who somebody is, as far as has been told")
def who(
    house: Shared,
    story: Story,
    listener: Listener,
    name: Annotated[str, Query(min_length=1, max_length=200)],
    at: At = None,
) -> WhoIs:
    """By a name, a part of one, or a description."""
    told = house.told_and_read(story, listener, at)
    return WhoIs(told.told_to, told.at, told.who(name))


@router.get("/said", summary="Who said the last line told")
def said(house: Shared, story: Story, listener: Listener, at: At = None) -> WhoSpoke:
    """With the words that show it."""
    told = house.told_and_read(story, listener, at)
    return WhoSpoke(told.told_to, told.at, told.said())


@router.get("/map", summary="The map of the story as far as told")
def story_map(house: Shared, story: Story, listener: Listener, at: At = None) -> Map:
    """Scenes, who acts in which, narrative levels, and where questions were asked."""
    told = house.told_and_read(story, listener, at)
    shelved = house.shelved(story, listener)
    return Map(chart(told), house.library.history(shelved.work, listener, told.told_to))


@router.get("/told", summary="What has been told, said over")
def passage(
    house: Shared,
    story: Story,
    listener: Listener,
    stop: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    count: Annotated[int, Query(ge=1, le=_PASSAGE)] = 120,
) -> Passage:
    """The last `count` sentences before `stop`, by default before the listener's place, from a paragraph's start."""
    told = house.told(story, listener)
    end = told.told_to if stop is None else min(stop, told.told_to)
    start = max(0, end - count)
    keeper = house.shelved(story, listener).keeper(house.world(story, listener))
    start = keeper.paragraph_start(start) if start else 0
    messages = [effect_json(one) for one in retell(told, start, end)]
    return Passage(told.told_to, start, end, messages)
