"""Messages as JSON: every input can be sent, and nothing else gets through."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.doors.web.wire import INPUTS, effect_json, input_of
from wellanyway.errors import WellanywayError
from wellanyway.story import Pos, Sentence
from wellanyway.telling.messages import Back, Interrupt, RecapAsked, SaySentence, SkipTo

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
FIELDS = st.sampled_from(["shown", "question", "text", "sentences", "pos", "words", "other"])


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_can_be_sent(name: str) -> None:
    kind = INPUTS[name]
    example = {"int": 3, "str": "so", "Pos": "2.1"}
    fields = {field.name: example[str(field.type)] for field in dataclasses.fields(kind)}
    assert isinstance(input_of({"input": name, **fields}), kind)


def test_fields_arrive() -> None:
    assert input_of({"input": "Interrupt", "shown": 12}) == Interrupt(12)
    assert input_of({"input": "Back"}) == Back(1)
    assert input_of({"input": "RecapAsked", "words": 60}) == RecapAsked(60)
    assert input_of({"input": "SkipTo", "pos": "3.2"}) == SkipTo(Pos(3, 2))


@given(st.dictionaries(FIELDS, JSON), st.sampled_from([*INPUTS, "Nothing"]))
def test_whatever_comes_is_an_input_or_refused(fields: dict[str, object], name: str) -> None:
    try:
        found = input_of({**fields, "input": name})
    except WellanywayError:
        return
    assert type(found) is INPUTS[name]


def test_a_sentence_goes_out_whole_and_with_its_beats() -> None:
    text = "She ran, and nobody saw."
    say = SaySentence(Sentence(4, 1, 2, 0, 0, len(text), text), "paragraph", True, False, ((0, 3),))
    message = json.loads(json.dumps(effect_json(say)))
    assert message["effect"] == "SaySentence"
    assert (message["at"], message["sentence"]["text"], message["emphasis"]) == ("2.2", text, [[0, 3]])
    assert message["starts_block"] is True
    assert "after_break" not in message
    assert len(message["beats"]) == 5
    assert sum(message["beats"]) == pytest.approx(500, abs=5)


def test_a_long_sentence_goes_out_in_a_kilobyte() -> None:
    text = ("so they went on, word by word, up the long hill and down again, " * 8).strip() + "."
    say = SaySentence(Sentence(123_456, 40, 321, 7, 0, len(text), text), "paragraph", True, True)
    assert len(json.dumps(effect_json(say), separators=(",", ":"))) < 1_100
