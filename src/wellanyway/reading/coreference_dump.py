"""The coreference state as what JSON takes, and back, equal to the bit."""

from __future__ import annotations

import base64
from dataclasses import astuple
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from immutables import Map

from wellanyway.reading.aliases import Aliases
from wellanyway.reading.asked_names import Asked
from wellanyway.reading.entities import Entities
from wellanyway.reading.linking import Cue, Referent
from wellanyway.reading.referents import Memory
from wellanyway.reading.wording import Wording

if TYPE_CHECKING:
    from wellanyway.reading.coreference import CoreferenceState

__all__ = ["dump", "load"]


def dump(state: CoreferenceState) -> Any:
    """Plain lists; vectors as base64 of half floats."""
    memory = state.memory
    return {
        "entities": state.entities.dump(),
        "aliases": state.aliases.dump(),
        "referents": [_referent(memory.referents[n]) for n in sorted(memory.referents)],
        "recent": memory.recent,
        "by_name": sorted(memory.by_name.items()),
        "by_head": sorted(memory.by_head.items()),
        "at": memory.at,
        "vectors": [
            [n, base64.b64encode(state.vectors[n].astype("<f2").tobytes()).decode()]
            for n in sorted(state.vectors)
        ],
        "narrator": state.narrator,
        "told": sorted(state.told.items()),
        "caller": state.caller,
        "called": state.called,
        "replies": sorted(state.replies.items()),
        "figures": sorted(state.figures.items()),
        "asked": astuple(state.asked) if state.asked is not None else None,
        "scene": state.scene,
        "tokens": state.tokens,
        "blocks": state.blocks,
        "speeches": state.speeches,
    }


def load(value: Any) -> CoreferenceState:
    """The state that `dump` made."""
    from wellanyway.reading.coreference import CoreferenceState

    vectors = {
        n: np.frombuffer(base64.b64decode(text), "<f2").reshape(2, -1).astype(np.float16)
        for n, text in value["vectors"]
    }
    referents = map(_read_referent, value["referents"])
    return CoreferenceState(
        Entities.load(value["entities"]),
        Aliases.load(value["aliases"]),
        Memory(
            Map((one.number, one) for one in referents),
            tuple(value["recent"]),
            Map((key, tuple(numbers)) for key, numbers in value["by_name"]),
            Map((key, tuple(numbers)) for key, numbers in value["by_head"]),
            value["at"],
        ),
        Map(vectors),
        value["narrator"],
        Map(map(tuple, value["told"])),
        value["caller"],
        tuple(value["called"]),
        Map(map(tuple, value["replies"])),
        Map(map(tuple, value["figures"])),
        Asked(*value["asked"]) if value["asked"] is not None else None,
        value["scene"],
        value["tokens"],
        value["blocks"],
        value["speeches"],
    )


def _referent(one: Referent) -> list[Any]:
    last = one.last
    assert last is not None
    word = last.wording
    return [
        one.number, one.type, one.names, one.heads, one.count, one.male, one.female, one.plural, one.thing,
        one.narrator,
        [
            last.at, last.sentence, last.block, last.start, last.end, last.type, last.speech, last.speaker,
            last.addressee, last.comma, last.be, last.begins,
        ],
        [word.form, word.head, word.words, word.determiner, word.pronoun, word.gender, word.is_plural],
    ]  # fmt: skip


def _read_referent(row: Any) -> Referent:
    *plain, last, word = row
    number, kind, names, heads, count, male, female, plural, thing, narrator = plain
    form, head, words, *rest = word
    at, sentence, block, start, end, of_type, *more = last
    cue = Cue(at, sentence, block, start, end, of_type, Wording(form, head, tuple(words), *rest), *more)
    return Referent(
        number,
        kind,
        tuple(map(tuple, names)),
        tuple(heads),
        count,
        male,
        female,
        plural,
        thing,
        narrator,
        cue,
        frozenset(chain.from_iterable(names)),
    )
