"""Whoever is called by a name and answers as "I", over and over, has that name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.coreference import CoreferenceState
from wellanyway.reading.self_names import SelfNames

NARRATOR, JIM, CALLER = 0, 1, 2


def read(times: int, *, answers: int = NARRATOR, told: tuple[int, ...] = ()) -> CoreferenceState:
    """A talk in which Jim is called and somebody answers, `times` over."""
    state = CoreferenceState(narrator=NARRATOR)
    for number in told:
        state = replace(state, told=state.told.set(number, 1))
    entities = None
    for _ in range(times):
        page = page_of("“Come here, [Jim]1!” said [the doctor]2. “I am here,” said [I]0.")
        if entities is not None:
            page.entities = entities
        for speech, speaker in zip(page.speeches, (CALLER, answers), strict=True):
            speech.speaker, speech.confidence = speaker, 0.95
        state = SelfNames().read(page, state)
        entities = page.entities
    assert entities is not None
    return replace(state, entities=entities)


def test_answering_time_and_again_makes_the_name_the_narrators() -> None:
    assert read(3).entities.root(JIM) == NARRATOR
    assert read(2).entities.root(JIM) == JIM


@pytest.mark.parametrize("given", [{"answers": CALLER}, {"told": (JIM,)}])
def test_not_where_another_answers_or_the_narration_tells_of_him(given: dict[str, object]) -> None:
    assert read(5, **given).entities.root(JIM) == JIM  # type: ignore[arg-type]
