"""The reply to each kind of question is the same whatever comes next, and one that looked ahead would be seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.asking.replies.asked import question
from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.replies import distance, places, replied
from wellanyway.asking.replies.reply import Asked
from wellanyway.asking.understanding.question import Kind
from wellanyway.story import InMemoryWork
from wellanyway.testing import FUTURES, swap
from wellanyway.testing.plain_reader import PlainReader
from wellanyway.testing.stories import NAMES, story
from wellanyway.testing.telling import told_of
from wellanyway.told import Told

QUESTIONS = tuple(
    question(kind, text.format(name), subject.format(name), other)
    for name in (NAMES[0], NAMES[1].split()[0], "the boat", "Zanthia Quillfeather")
    for kind, text, subject, other in (
        (Kind.WHO_IS, "Who is {}?", "{}", ""),
        (Kind.WHAT_IS, "What is {}?", "{}", ""),
        (Kind.WHO_WITH, "Who was with {}?", "{}", ""),
        (Kind.WHEREABOUTS, "Where is {}?", "{}", ""),
        (Kind.LAST_SEEN, "When did we last see {}?", "{}", ""),
        (Kind.HAVE_MET, "Have we met {} before?", "{}", ""),
        (Kind.HOW_LONG, "How long ago did we meet {}?", "{}", ""),
        (Kind.SAID_ABOUT, "What did {} say about Julia?", "{}", "Julia"),
        (Kind.HOW_KNOWN, "How does {} know Julia?", "{}", "Julia"),
        (Kind.HAPPEN, "What happened to {}?", "{}", ""),
        (Kind.HERE, "Where are we?", "", ""),
        (Kind.WHO_SAID, "Who said that?", "", ""),
        (Kind.WORD, "What was that word?", "", ""),
    )
)


def replies(seed: int, cut: float) -> list[list[str]]:
    """What is said to every question at one place, before each future."""
    chapters = story(seed, chapters=3, paragraphs=5)
    told_to = max(1, round(cut * InMemoryWork(chapters).size()))
    found = []
    for future in FUTURES:
        swapped = swap(chapters, told_to, future, other=story(seed + 1, chapters=2), names=NAMES)
        far = told_of(swapped, InMemoryWork(swapped).size(), reader=PlainReader())
        found.append([repr(replied(far.back_to(told_to), one)) for one in QUESTIONS])
    return found


def are_alike(seed: int, cut: float) -> bool:
    first, *others = replies(seed, cut)
    return all(other == first for other in others)


@pytest.mark.parametrize(("seed", "cut"), [(1, 0.3), (2, 0.5), (3, 0.8), (4, 0.45), (5, 0.95)])
def test_no_future_shows(seed: int, cut: float) -> None:
    assert are_alike(seed, cut)


def whole(told: Told) -> Told:
    return Told(told._work, told._work.size(), memory=told._memory, mind=told._mind)


def from_the_end(asked: Asked) -> Asked:
    far = whole(asked.told)
    return replace(asked, told=far, known=Acquaintance(far))


def plant_pages(patch: pytest.MonkeyPatch) -> None:
    real = distance.long_ago
    patch.setattr(distance, "long_ago", lambda told, ordinal: real(whole(told), ordinal))


def plant_whereabouts(patch: pytest.MonkeyPatch) -> None:
    real = places._of_person
    patch.setattr(places, "_of_person", lambda asked, one: real(from_the_end(asked), one))


@pytest.mark.parametrize("plant", [plant_pages, plant_whereabouts])
def test_a_reply_that_looked_ahead_would_be_seen(plant: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(plant)
    plant(monkeypatch)
    assert not all(are_alike(seed, cut) for seed in (1, 2, 3) for cut in (0.3, 0.5, 0.8))
