"""The check itself: one horizon, all futures, every view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellanyway.story import Chapter
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
        seen = trace(told_of(swapped, told_to, title="A Story", author="Nobody"), questions, names)
        if first is None:
            first = seen
        for found in compare(first, seen):
            yield future.name, found
