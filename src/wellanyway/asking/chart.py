"""The map of a story as far as it has been told: its scenes, who acts in which, and on which narrative level.

Made from the facts known at a place and the sentences told there, like every other view: a scene that is found
out later is not on it, and it has no edge that says how much is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.told import Told

__all__ = ["Chart", "ChartChapter", "ChartLevel", "ChartScene", "chart"]


@dataclass(frozen=True, slots=True)
class ChartChapter:
    """A chapter begun: number from 1, title, and its first sentence."""

    number: int
    title: str
    sentence: int


@dataclass(frozen=True, slots=True)
class ChartScene:
    """Sentences `[sentence, stop)`: where and when, "" where nothing has told, and who acts, in order."""

    number: int
    sentence: int
    stop: int
    at: str
    chapter: int
    place: str
    time: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartLevel:
    """Sentences `[sentence, stop)` on one narrative level, 0 the outermost; `teller` of a tale within, if known."""

    sentence: int
    stop: int
    depth: int
    teller: str | None


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it. `people` are those who act in some scene, whoever acts in most of them first."""

    told_to: int
    at: str
    chapters: tuple[ChartChapter, ...]
    scenes: tuple[ChartScene, ...]
    levels: tuple[ChartLevel, ...]
    people: tuple[str, ...]


def chart(told: Told) -> Chart:
    """The map of what has been told."""
    if told.told_to == 0:
        return Chart(0, told.at, (), (), (), ())
    known = Acquaintance(told)
    chapters = tuple(ChartChapter(one.index + 1, one.title, one.first) for one in told.chapters() if one.told)
    scenes = _scenes(told, known)
    return Chart(told.told_to, told.at, chapters, scenes, _levels(told, known), _people(scenes))


def _scenes(told: Told, known: Acquaintance) -> tuple[ChartScene, ...]:
    chronicle = known.chronicle
    starts = [start for start in chronicle.scenes.starts.tolist() if start < told.told_to]
    at = told.places(starts)
    settings = _settings(told, known)
    found = []
    for number, (start, stop) in enumerate(pairwise([*starts, told.told_to]), 1):
        here = [(place, time) for sentence, place, time in settings if start <= sentence < stop]
        found.append(
            ChartScene(
                number=number,
                sentence=start,
                stop=stop,
                at=at[start],
                chapter=int(at[start].partition(".")[0]),
                place=next((place for place, _ in reversed(here) if place), ""),
                time=next((time for _, time in here if time), ""),
                present=known.names(chronicle.acting(start, stop)),
            )
        )
    return tuple(found)


def _settings(told: Told, known: Acquaintance) -> list[tuple[int, str, str]]:
    """(sentence, place, time) of all that was said of where and when, in the order of the text."""
    found = []
    for fact in sorted(told.facts("setting"), key=lambda fact: (fact.sentence, fact.start, fact.end)):
        where, when = fact.value.get("where"), fact.value.get("when")
        place = known.name(where) if isinstance(where, int) and where >= 0 else None
        found.append((fact.sentence, place or "", when if isinstance(when, str) else ""))
    return found


def _levels(told: Told, known: Acquaintance) -> tuple[ChartLevel, ...]:
    """The levels as the telling went through them, neighbours that are alike joined."""
    steps: list[tuple[int, int, str | None]] = [(0, 0, None)]
    for sentence, level in known.chronicle.scenes.levels:
        teller = known.name(level.teller) if level.depth else None
        if steps[-1][0] == sentence:
            steps.pop()
        if not steps or steps[-1][1:] != (level.depth, teller):
            steps.append((sentence, level.depth, teller))
    stops = [*(sentence for sentence, _, _ in steps[1:]), told.told_to]
    return tuple(
        ChartLevel(sentence, stop, depth, teller)
        for (sentence, depth, teller), stop in zip(steps, stops, strict=True)
        if sentence < stop
    )


def _people(scenes: tuple[ChartScene, ...]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for scene in scenes:
        for name in scene.present:
            counts[name] = counts.get(name, 0) + 1
    order = {name: index for index, name in enumerate(counts)}
    return tuple(sorted(counts, key=lambda name: (-counts[name], order[name])))
