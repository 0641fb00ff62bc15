"""A session written down can be taken up, and nothing else passes for one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.errors import ConfigError
from wellanyway.telling.state import Phase, State
from wellanyway.views import Answer, Correction, CorrectionKind, Evidence, Verdict

answers = st.builds(
    Answer,
    question=st.text(max_size=9),
    told_to=st.integers(0, 9),
    at=st.just("1.1"),
    verdict=st.sampled_from(Verdict),
    text=st.text(max_size=9),
    short=st.none(),
    evidence=st.just((Evidence(0, "1.1", "It rained."),)),
    confidence=st.just(0.5),
    method=st.just("hand"),
    meant=st.text(max_size=9),
    correction=st.none() | st.just(Correction(CorrectionKind.SAME, "Wim", "the boy")),
)
states = st.builds(
    State,
    told_to=st.integers(0, 10**6),
    cursor=st.integers(0, 10**6),
    phase=st.sampled_from(Phase),
    last_told_at=st.none() | st.floats(0, 1e10),
    is_owed=st.booleans(),
    is_broken=st.booleans(),
    spoken=st.integers(0, 10**4),
    finished=st.none() | st.integers(0, 10**6),
    opened=st.none() | st.integers(0, 10**6),
    is_fresh=st.booleans(),
    talk=st.lists(answers, max_size=2).map(tuple),
)


@given(states)
def test_round_trip(state: State) -> None:
    assert State.from_json(state.to_json()) == state


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "3", '{"version": 1, "phase": "asleep"}', '{"version": 1, "x": 2}']
)
def test_what_is_not_a_session(text: str) -> None:
    with pytest.raises(ConfigError, match="start a new one"):
        State.from_json(text)


def test_another_version() -> None:
    fields = json.loads(State().to_json())
    with pytest.raises(ConfigError, match="another version"):
        State.from_json(json.dumps({**fields, "version": 1}))
