"""The one rule, as a property: what is said at a place depends on nothing after that place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rule.checking import differences
from wellanyway.importers import open_book
from wellanyway.reading.sentences import divide
from wellanyway.story import Chapter, InMemoryWork
from wellanyway.testing.stories import story
from wellanyway.testing.telling import told_of

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "eleven-pence.txt"


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 100_000), cut=st.floats(0, 1))
def test_made_up_stories(seed: int, cut: float) -> None:
    chapters = story(seed, chapters=3, paragraphs=6)
    told_to = round(cut * InMemoryWork(chapters).size())
    assert list(differences(chapters, told_to)) == []


@pytest.fixture(scope="module")
def example() -> list[Chapter]:
    return [divide(chapter) for chapter in open_book(EXAMPLE).chapters()][:5]


@pytest.mark.parametrize("at", ["1.0", "1.44", "2.27", "3.60"])
def test_the_example(example: list[Chapter], at: str) -> None:
    told_to = InMemoryWork(example).told_to(at)
    asked = ("Why are they running away?", "Who is Perce?", "Does Wim drown?", "Where did the clerk go?")
    named = ("Nora", "Mr. Sunday", "Budge", "Josiah Lamb")
    assert list(differences(example, told_to, questions=asked, names=named)) == []


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 100_000), cut=st.floats(0, 1), back=st.floats(0, 1))
def test_going_back_restores_ignorance(seed: int, cut: float, back: float) -> None:
    from wellanyway.testing import compare, trace

    chapters = story(seed, chapters=3, paragraphs=5)
    told_to = round(cut * InMemoryWork(chapters).size())
    earlier = round(back * told_to)
    far = told_of(chapters, told_to)
    trace(far)
    assert compare(trace(far.back_to(earlier)), trace(told_of(chapters, earlier))) == []


def test_the_refusal_is_one_wording() -> None:
    chapters = story(8)
    size = InMemoryWork(chapters).size()
    told = told_of(chapters, size // 3)
    later = [member.name for member in told_of(chapters, size).cast()]
    known = {alias.name for member in told.cast() for alias in member.aliases}
    ahead = [name for name in later if not any(part in " ".join(known) for part in name.split())]
    never = ["Zanthia Quillfeather", "Ebenezer Wattle", "Count Orlovsky"]
    texts = {
        (told.ask(f"Who is {name}?").verdict, told.ask(f"Who is {name}?").text) for name in (*ahead, *never)
    }
    assert len(texts) == 1
