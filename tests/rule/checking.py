"""The check itself: one horizon, all futures, every view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellanyway.story import Chapter, InMemoryWork
from wellanyway.testing import FUTURES, Difference, Future, compare, swap, trace
from wellanyway.testing.stories import NAMES, story
from wellanyway.testing.telling import told_of

QUESTIONS = ("Why did Julia run away?", "Who is Tom Marsh?", "Where is the boat?", "What did Nell whisper?")


def differences(
    chapters: Sequence[Chapter],
    told_to: int,
    *,
    other: Sequence[Chapter] = (),
    questions: Sequence[str] = QUESTIONS,
    names: Sequence[str] = NAMES[:3],
    futures: Sequence[Future] = FUTURES,
) -> Iterator[tuple[str, Difference]]:
    """Every view at `told_to` that is not the same in every future."""
    first: dict[str, str] | None = None
    for future in futures:
        swapped = swap(chapters, told_to, future, other=other or story(4_711), names=NAMES)
        far = told_of(swapped, InMemoryWork(swapped).size(), title="A Story", author="Nobody")
        for question in questions:  # whoever has been further and went back knows no more than who has not
            said = far.ask(question)
            far = far.after(said) if far.told_to > told_to else far
        seen = trace(far.back_to(told_to), questions, names)
        if first is None:
            first = seen
        for found in compare(first, seen):
            yield future.name, found
