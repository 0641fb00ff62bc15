"""What is given takes its stage's place, and what looks ahead sees its segment whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from immutables import Map
from numpy.typing import NDArray

from feeding import Given
from foresight import AheadNetwork
from staged_reader import StagedReader
from wellanyway.models.reader_network import Past
from wellanyway.reading.coreference import CoreferenceState
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.mentions import mention_at
from wellanyway.reading.page import Page, Speech
from wellanyway.reading.tokens import Tokens
from wellanyway.reading.window import Window
from wellanyway.story import Block, BlockKind, Sentence


@dataclass
class _Stage:
    """A stage that marks its layer with one thing of its own."""

    name: str
    keeps: bool = True
    version: str = "1"
    needs: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()

    slot: str = ""

    def __post_init__(self) -> None:
        self.slot = "coreference" if self.name == "narration" else self.name

    def start(self) -> Any:
        return CoreferenceState() if self.name == "narration" else None

    def read(self, page: Page, state: Any) -> Any:
        if self.name == "quotations":
            page.speeches = [Speech(0, 3, "'", is_closed=True)]
        elif self.name == "mentions":
            page.mentions = [mention_at(page, 0, 1, "PER")]
        elif self.name == "narration":
            page.entities = state.entities
            for mention in page.mentions:
                mention.who = mention.who if self.keeps and mention.who >= 0 else 7
        return state

    def dump(self, state: Any) -> Any:
        return state

    def load(self, value: Any) -> Any:
        return value


def _reader(*, keeps: bool = True) -> StagedReader:
    row: list[Any] = [Tokens(), _Stage("quotations"), _Stage("mentions"), _Stage("narration", keeps)]
    return StagedReader(row)


def _window(text: str = "Ida saw Tom.") -> Window:
    return Window(0, "", 0, Block(BlockKind.PARAGRAPH, text), (Sentence(0, 0, 1, 0, 0, len(text), text),))


def test_the_stages_find_what_is_not_given() -> None:
    one = _reader()
    page, state = one.page(_window(), one.start())
    assert ([s.end for s in page.speeches], [m.who for m in page.mentions]) == ([3], [7])
    page, _ = one.page(_window(), state, Given(mentions=[], speeches=[]))
    assert (page.speeches, page.mentions) == ([], [])


def test_given_mentions_keep_whom_they_mean() -> None:
    one = _reader()
    cast = Entities(Map({0: Entity(0, "PER", ("Ida Long",))}), next=1)
    given = Given(mentions=[(0, 1, "PER"), (2, 3, "PER")], meant={(0, 1): 0, (2, 3): -1})
    page, _ = one.page(_window(), one.start(cast), given)
    assert [(page.word(m.first), m.who) for m in page.mentions] == [("Ida", 0), ("Tom", 7)]
    assert page.entities is not None
    assert page.entities.get(0) == Entity(0, "PER", ("Ida Long",))
    assert "long" in one.start(cast).slots["coreference"].aliases


def test_a_row_that_does_not_keep_them_is_refused() -> None:
    one = _reader(keeps=False)
    with pytest.raises(RuntimeError, match="coreference must keep it"):
        one.page(_window(), one.start(), Given(mentions=[(0, 1, "PER")], meant={(0, 1): 3}))


class _Sums:
    """A network whose vectors are the sum of all that it sees at once."""

    width = 1
    tokenizer: Any = None
    widths: Any = None

    def begin(self) -> Past:
        return Past(0, {})

    def run(
        self, ids: Sequence[int], shapes: Sequence[int], speech: Sequence[int], past: Past
    ) -> tuple[NDArray[np.float32], Past]:
        total = sum(ids) + past.values.get("sum", 0)
        hidden = np.full((len(ids), 1), total, np.float32)
        return hidden, Past(past.length + len(ids), {"sum": total})


def _asked(network: Any) -> list[float]:
    """Two segments, the first of two parts."""
    found = []
    past = network.begin()
    for ids in ([1, 2], [10]):
        hidden, past = network.run(ids, ids, ids, past)
        found += [float(row[0]) for row in hidden]
    hidden, _ = network.run([100], [0], [0], network.begin())
    return [*found, float(hidden[0, 0])]


def test_looking_ahead_sees_the_segment_and_no_more() -> None:
    inner: Any = _Sums()
    assert _asked(inner) == [3, 3, 13, 100]
    ahead = AheadNetwork(inner)
    _asked(ahead)
    ahead.look()
    assert _asked(ahead) == [13, 13, 13, 100]
