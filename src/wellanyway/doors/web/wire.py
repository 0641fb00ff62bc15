"""Session messages as JSON, both ways. Effects go out as they are; what comes in is checked field by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from wellanyway.doors.pace import beats
from wellanyway.doors.printing import plain
from wellanyway.errors import ConfigError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Continue,
    Effect,
    Input,
    Interrupt,
    Next,
    Note,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SaySentence,
    SkipTo,
    WhoSaid,
)

__all__ = ["INPUTS", "TEXT_MOST", "effect_json", "input_of"]

INPUTS: Mapping[str, type[Input]] = {
    kind.__name__: kind
    for kind in (
        Next, Pause, Interrupt, Ask, Remark, Continue, Again, Back, SkipTo, WhoSaid, RecapAsked,
        ParatextAsked, Note, Quit,
    )
}  # fmt: skip
"""What a listener may send, by name."""

TEXT_MOST = 2_000
"""Characters of a question, a remark or a note."""

_COUNT_MOST = 1_000_000


def effect_json(effect: Effect) -> dict[str, object]:
    """An effect with its name. Of a sentence no more than a window shows, with its place and its words' shares of its
    time, in hundredths of a word; what is false or empty is left out.
    """
    if isinstance(effect, SaySentence):
        return _sentence_json(effect)
    body = plain(effect)
    assert isinstance(body, dict)
    return {"effect": type(effect).__name__, **body}


def _sentence_json(say: SaySentence) -> dict[str, object]:
    sentence = say.sentence
    flags = {name: True for name in ("starts_block", "after_break", "starts_line") if getattr(say, name)}
    return {
        "effect": "SaySentence",
        "sentence": {"ordinal": sentence.ordinal, "text": sentence.text},
        "at": sentence.at,
        "kind": say.kind,
        **flags,
        **({"emphasis": say.emphasis} if say.emphasis else {}),
        "beats": [round(beat.words * 100) for beat in beats(sentence.text)],
    }


def input_of(message: Mapping[str, object]) -> Input:
    """The input that a message is. Raises ConfigError for anything else."""
    kind = INPUTS.get(str(message.get("input")))
    if kind is None:
        raise ConfigError(f"there is no input of that name; there are {', '.join(INPUTS)}")
    given = {name: value for name, value in message.items() if name != "input"}
    known = {field.name: str(field.type) for field in dataclasses.fields(kind)}
    if unknown := sorted(given.keys() - known.keys()):
        raise ConfigError(f"{kind.__name__} has no {unknown[0]!r}")
    missing = [
        field.name for field in dataclasses.fields(kind) if _is_needed(field) and field.name not in given
    ]
    if missing:
        raise ConfigError(f"{kind.__name__} needs {missing[0]!r}")
    values: dict[str, Any] = {name: _value(name, known[name], value) for name, value in given.items()}
    return kind(**values)


def _is_needed(field: dataclasses.Field[object]) -> bool:
    return field.default is dataclasses.MISSING


def _value(name: str, kind: str, value: object) -> object:
    if kind == "int":
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _COUNT_MOST:
            return value
        raise ConfigError(f"{name} has to be a number from 0 to {_COUNT_MOST}")
    if not isinstance(value, str) or len(value) > TEXT_MOST:
        raise ConfigError(f"{name} has to be a text of at most {TEXT_MOST} characters")
    return Pos.parse(value) if kind == "Pos" else value
