"""No sequence of inputs loses the place, tells a sentence twice unasked, or skips one; and the check bites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.telling.machine import Sitting, Take
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Continue,
    Effect,
    Input,
    Interrupt,
    SavePlace,
    SayReturn,
    SaySentence,
    Stop,
)
from wellanyway.telling.session import State, step

Sitting.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestSitting = Sitting.TestCase

Effects = tuple[Effect, ...]
Fault = Callable[[State, Input, State, Effects], tuple[State, Effects]]


def saves_as_it_says(_: State, given: Input, after: State, effects: Effects) -> tuple[State, Effects]:
    if effects and isinstance(last := effects[-1], SaySentence):
        told = max(after.told_to, last.sentence.ordinal + 1)
        return after, (*effects[:-1], SavePlace(told), last)
    return after, effects


def saves_after_it_says(_: State, given: Input, after: State, effects: Effects) -> tuple[State, Effects]:
    saves = tuple(effect for effect in effects if isinstance(effect, SavePlace))
    return after, (*(effect for effect in effects if not isinstance(effect, SavePlace)), *saves)


def forgets_to_save(_: State, given: Input, after: State, effects: Effects) -> tuple[State, Effects]:
    return after, tuple(effect for effect in effects if not isinstance(effect, SavePlace))


def counts_what_was_broken_off(
    before: State, given: Input, after: State, effects: Effects
) -> tuple[State, Effects]:
    if isinstance(given, Interrupt) and given.shown and after.is_broken and not before.is_broken:
        told = replace(after, told_to=after.cursor + 1, cursor=after.cursor + 1)
        return told, (*effects, SavePlace(told.told_to))
    return after, effects


def loses_what_was_shown_whole(
    before: State, given: Input, after: State, effects: Effects
) -> tuple[State, Effects]:
    if isinstance(given, Interrupt) and after.told_to > before.told_to:
        return replace(before, phase=after.phase, is_broken=True), (Stop(),)
    return after, effects


def skips_after_a_question(
    before: State, given: Input, after: State, effects: Effects
) -> tuple[State, Effects]:
    return (replace(after, cursor=after.cursor + 1), effects) if isinstance(given, Ask) else (after, effects)


def unhears_on_again(before: State, given: Input, after: State, effects: Effects) -> tuple[State, Effects]:
    return (replace(after, told_to=after.cursor), effects) if isinstance(given, Again) else (after, effects)


def remembers_on_back(before: State, given: Input, after: State, effects: Effects) -> tuple[State, Effects]:
    return (replace(after, told_to=before.told_to), effects) if isinstance(given, Back) else (after, effects)


def talks_after_a_slip(before: State, given: Input, after: State, effects: Effects) -> tuple[State, Effects]:
    if isinstance(given, Continue) and effects and not before.is_owed and before.told_to:
        return after, (SayReturn("Well anyway."), *effects)
    return after, effects


def forgets_the_thread(before: State, given: Input, after: State, effects: Effects) -> tuple[State, Effects]:
    return after, tuple(effect for effect in effects if not isinstance(effect, SayReturn))


FAULTS: tuple[Fault, ...] = (
    saves_as_it_says,
    saves_after_it_says,
    forgets_to_save,
    counts_what_was_broken_off,
    loses_what_was_shown_whole,
    skips_after_a_question,
    unhears_on_again,
    remembers_on_back,
    talks_after_a_slip,
    forgets_the_thread,
)


def faulty(fault: Fault) -> Take:
    def take(state: State, given: Input, **world: Any) -> tuple[State, Effects]:
        after, effects = step(state, given, **world)
        return fault(state, given, after, effects)

    return take


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_planted_faults_are_caught(fault: Fault) -> None:
    class Faulty(Sitting):
        take = staticmethod(faulty(fault))

    few = settings(
        max_examples=200,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Faulty, settings=few)
