"""The trace: all that a listener can observe at a horizon, as lines of bytes that can be compared.

The one rule says that two works which agree on their first n sentences give the same trace there.
Whatever a door shows has to come from one of the views walked here; a view that is not in the trace
is not proven. Times are left out (`latency_ms`); everything else counts, order and errors included.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from wellanyway.asking.chart import chart
from wellanyway.facts import KINDS
from wellanyway.telling.retold import retell
from wellanyway.telling.returning import pick_up, scene_so_far
from wellanyway.testing.voices import heard
from wellanyway.told import Told

__all__ = ["FOLLOW_UPS", "PROBES", "Difference", "compare", "trace"]

PROBES: tuple[str, ...] = (
    "Who is here?",
    "Where are they?",
    "Why did they run away?",
    "Who said that?",
    "What happened at the end?",
    "Who is Zanthia Quillfeather?",
    "Have we met the captain before?",
    "What did I miss?",
    "Does he die?",
    "Who was with Julia?",
    "Where is Julia?",
    "When did we last see Julia?",
    "How long ago did we meet Julia?",
    "What did Julia say about the boat?",
    "How does Julia know Silas?",
    "What is the boat?",
    "What happened to Julia?",
    "What was that word?",
)
"""Questions asked in every trace beside those given: common ones, one about nobody, one about the end."""

FOLLOW_UPS: tuple[str, ...] = (
    "why?",
    "and why did she?",
    "what do you mean?",
    "and then?",
    "where was that?",
    "no, the other one",
    "more",
    "that's wrong",
    "if he is dead, why is he here?",
)
"""Asked after something else has been answered, each by itself."""

_TALKED_ABOUT = 1  # of the questions given: what a follow-up leans on

_PORTRAITS = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of two traces that is not the same: a leak."""

    label: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.label}:\n  {self.first}\n  {self.second}"


def trace(told: Told, questions: Sequence[str] = (), names: Sequence[str] = ()) -> dict[str, str]:
    """All views of `told`, by label, each as canonical JSON.

    `questions` and `names` are asked beside the standing probes; give names of people, places and
    things that come later, or never.
    """
    lines: dict[str, str] = {}

    def look(label: str, view: Callable[[], object]) -> None:
        try:
            lines[label] = _canonical(view())
        except Exception as error:  # whatever goes wrong can be observed too
            lines[label] = f"{type(error).__name__}: {error}"

    look("talk", lambda: told.talk)
    look("repr", lambda: repr(told))
    look("head", lambda: (told.title, told.author, told.at, told.told_to))
    _look_at_text(told, look)
    look("facts", told.facts)
    look("index", lambda: _digest(told))
    for name, view in (
        ("cast", told.cast),
        ("said", told.said),
        ("quotes", told.quotes),
        ("mentions", told.mentions),
        ("where", told.where),
        ("retold", lambda: list(retell(told))),
        ("map", lambda: chart(told)),
        ("voices", lambda: heard(told)),
        ("recap", told.recap),
    ):
        look(name, view)
    look("portraits", lambda: [told.who(one.name) for one in told.cast()[:_PORTRAITS]])
    for kind in KINDS:
        look(f"facts {kind}", lambda kind=kind: told.facts(kind))  # type: ignore[misc]
    _look_at_recaps(told, look, names)
    for name in (*names, "Zanthia Quillfeather"):
        look(f"who {name}", lambda name=name: told.who(name))  # type: ignore[misc]
        look(f"search {name}", lambda name=name: told.search(name))  # type: ignore[misc]
        look(f"ask who {name}", lambda name=name: told.ask(f"Who is {name}?"))  # type: ignore[misc]
    for question in (*questions, *PROBES):
        look(f"ask {question}", lambda question=question: told.ask(question))  # type: ignore[misc]
        look(f"search {question}", lambda question=question: told.search(question, limit=25))  # type: ignore[misc]
    _look_at_talk(told, questions[:_TALKED_ABOUT] or PROBES[:1], names[:2], look)
    return lines


def _look_at_talk(
    told: Told,
    questions: Sequence[str],
    names: Sequence[str],
    look: Callable[[str, Callable[[], object]], None],
) -> None:
    """Follow-ups, and what a listener has put right."""
    for question in questions:
        talked = _after(told, question)
        for words in (*FOLLOW_UPS, *(f"what about {name}?" for name in names[:1])):
            look(f"ask {question} {words}", lambda talked=talked, words=words: talked.ask(words))  # type: ignore[misc]
    for words in (
        *(f"no, that was {name}" for name in names),
        *(f"{name} is not Julia" for name in names[:1]),
    ):
        put_right = _after(_after(told, "Who said that?"), words)
        look(f"put right {words}", lambda put_right=put_right: put_right.talk)  # type: ignore[misc]
        look(f"said when {words}", put_right.said)
        look(f"who said when {words}", lambda put_right=put_right: put_right.ask("Who said that?"))  # type: ignore[misc]
        look(f"cast when {words}", put_right.cast)


def _after(told: Told, words: str) -> Told:
    """What is told with something more said; without it where that is an error, which other views show."""
    try:
        return told.after(told.ask(words))
    except Exception:
        return told


def _look_at_recaps(
    told: Told, look: Callable[[str, Callable[[], object]], None], names: Sequence[str]
) -> None:
    """Recaps of all kinds, and the line a telling is picked up with."""
    look("recap 40", lambda: told.recap(words=40))
    look("recap late", lambda: told.recap(words=60, since=told.told_to // 2))
    reached = len(told.chapters())
    for number in sorted({1, reached, reached + 1, reached + 50}):
        look(f"recap chapter {number}", lambda number=number: told.recap(words=60, chapter=number - 1))  # type: ignore[misc]
    look("recaps of the cast", lambda: [told.recap(words=60, about=one.name) for one in told.cast()[:2]])
    for name in (*names, "Zanthia Quillfeather"):
        look(f"recap about {name}", lambda name=name: told.recap(words=60, about=name))  # type: ignore[misc]
    if told.told_to:
        look("return line", lambda: pick_up(told))
        look("scene so far", lambda: scene_so_far(told, 3))


def _look_at_text(told: Told, look: Callable[[str, Callable[[], object]], None]) -> None:
    """The text as far as told, and the refusals beyond."""
    look("sentences", lambda: list(told.sentences()))
    look("chapters", told.chapters)
    look("length", lambda: sum(1 for _ in told.sentences(0, told.told_to + 1_000)))
    for ordinal in {0, told.told_to // 2, told.told_to - 2, told.told_to - 1, told.told_to, told.told_to + 7}:
        look(f"sentence {ordinal}", lambda ordinal=ordinal: told.sentence(ordinal))  # type: ignore[misc]
        look(f"locate {ordinal}", lambda ordinal=ordinal: told.locate(ordinal))  # type: ignore[misc]
        look(f"place {ordinal}", lambda ordinal=ordinal: told.place(ordinal))  # type: ignore[misc]
        look(f"block {ordinal}", lambda ordinal=ordinal: told.block(told.sentence(ordinal)))  # type: ignore[misc]
        look(f"break {ordinal}", lambda ordinal=ordinal: told.breaks_before(told.sentence(ordinal)))  # type: ignore[misc]
    reached = len(told.chapters())
    for number in {1, reached, reached + 1, reached + 50}:
        look(f"chapter {number}", lambda number=number: told.chapter(number - 1))  # type: ignore[misc]
        look(f"back to {number}", lambda number=number: repr(told.back_to(str(number))))  # type: ignore[misc]
        look(f"back to {number}.9999", lambda number=number: repr(told.back_to(f"{number}.9999")))  # type: ignore[misc]
    for ahead in (told.told_to + 1, told.told_to + 100_000):
        look(f"back to {ahead} told", lambda ahead=ahead: repr(told.back_to(ahead)))  # type: ignore[misc]


def compare(first: dict[str, str], second: dict[str, str]) -> list[Difference]:
    """Every label whose lines differ, in order."""
    labels = list(first) + [label for label in second if label not in first]
    return [
        Difference(label, first.get(label, "absent"), second.get(label, "absent"))
        for label in labels
        if first.get(label) != second.get(label)
    ]


def _digest(told: Told) -> dict[str, str]:
    index = told.index()
    return {
        name: f"{array.shape} {hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()}"
        for name, array in (("terms", index.terms), ("bounds", index.bounds), ("vectors", index.vectors))
    }


def _canonical(value: object) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name != "latency_ms"
        }
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if hasattr(value, "items"):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) or hasattr(value, "__iter__"):
        return [_plain(item) for item in value]
    return repr(value)
