"""The tagger: runs the reader's network over a page, and finds spans of entities and events in what comes out.

What it computes for a block depends on the block and on the few hundred pieces before it in its segment. Keys
and values of those are kept at hand; where they are not (after a crash) they are made again from their pieces.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wellanyway.reading.heads import FoundSpan, chosen, stretches
from wellanyway.reading.page import Page
from wellanyway.reading.pieces import CLS, Layout, Pieces, chunks, cut_words

if TYPE_CHECKING:
    from wellanyway.models.reader_network import Past, ReaderNetwork

__all__ = ["Tagger", "TaggerState", "Tags"]

Array = NDArray[np.float32]
_KEPT = 8  # segments whose keys and values are at hand
_HEADING = Pieces((CLS,), (0,), (0,), (0, 1))


@dataclass(frozen=True, slots=True)
class Tags:
    """What the network says of a page: the spans, for each word how likely it tells an event (0 to 1), and for each
    word the part (d,) that it has in the vector of a mention that begins, ends, or has its head there.
    """

    spans: tuple[FoundSpan, ...]
    events: Array
    first: Array
    last: Array
    head: Array

    def vector(self, first: int, last: int, head: int) -> Array:
        """The vector (d,) of the mention of tokens `[first, last)`."""
        found: Array = np.tanh(self.first[first] + self.last[last - 1] + self.head[head])
        return found


@dataclass(frozen=True, slots=True)
class TaggerState:
    """The parts run so far in the segment, the layout behind them, and the chapter they stand in."""

    parts: tuple[Pieces, ...] = ()
    layout: Layout = field(default_factory=Layout)
    chapter: int = -1


class Tagger:
    """The stage: adds `tags` and `events`. One object keeps keys and values at hand; it may be shared by threads."""

    name = slot = "tagger"
    needs = ("tokens", "speeches")
    adds = ("tags", "events")

    def __init__(self, network: ReaderNetwork | None = None, *, threshold: float = 0.0) -> None:
        """The network that ships if none is given; it is loaded with the first page."""
        self._given = network
        self._threshold = threshold
        self._at_hand: OrderedDict[tuple[Pieces, ...], Past] = OrderedDict()
        self._turn = threading.Lock()

    @property
    def version(self) -> str:
        from wellanyway.models.loader import checksum

        files = (
            "reader-encoder.onnx",
            "reader-spans.onnx",
            "reader-widths.npy",
            "words.npz",
            "tokenizer.json",
        )
        return "-".join(("1", *map(checksum, files)))

    @property
    def network(self) -> ReaderNetwork:
        if self._given is None:
            from wellanyway.models import reader_network

            self._given = reader_network()
        return self._given

    def start(self) -> TaggerState:
        return TaggerState()

    def read(self, page: Page, state: TaggerState) -> TaggerState:
        if page.window.chapter != state.chapter:
            state = TaggerState(chapter=page.window.chapter)
        words = [page.word(i) for i in range(len(page.tokens))]
        if not words:
            return state
        pieces = cut_words(self.network.tokenizer, words, _speech(page))
        begins = _sentence_tokens(page)
        hidden = []
        for start, stop in chunks(pieces, begins):
            found, state = self._run(pieces.words(start, stop), state)
            hidden.append(found)
        page.tags = self._tags(np.concatenate(hidden), pieces, [*begins, len(words)])
        page.events = [int(i) for i in np.flatnonzero(page.tags.events > 0.5)]
        return state

    def _run(self, part: Pieces, state: TaggerState) -> tuple[Array, TaggerState]:
        layout, context = state.layout.place(part)
        parts = state.parts if context is None else (_opened(context),)
        past = self._past(parts)
        hidden, past = self.network.run(part.ids, part.shapes, part.speech, past)
        parts = (*parts, part)
        self._keep(parts, past)
        return hidden, TaggerState(parts, layout, state.chapter)

    def _past(self, parts: tuple[Pieces, ...]) -> Past:
        """Keys and values behind `parts`, made again from the beginning of the segment if need be."""
        with self._turn:
            past = self._at_hand.get(parts)
        if past is not None:
            return past
        if not parts:
            return self.network.begin()
        before = self._past(parts[:-1])
        part = parts[-1]
        _, past = self.network.run(part.ids, part.shapes, part.speech, before)
        self._keep(parts, past)
        return past

    def _keep(self, parts: tuple[Pieces, ...], past: Past) -> None:
        with self._turn:
            self._at_hand[parts] = past
            self._at_hand.move_to_end(parts)
            while len(self._at_hand) > _KEPT:
                self._at_hand.popitem(last=False)

    def _tags(self, hidden: Array, pieces: Pieces, bounds: Sequence[int]) -> Tags:
        firsts = np.array(pieces.firsts)
        first, last = hidden[firsts[:-1]], hidden[firsts[1:] - 1]
        sums: Array = np.add.reduceat(hidden, firsts[:-1], axis=0)
        mean = sums / (firsts[1:] - firsts[:-1])[:, None].astype(np.float32)
        spans: list[FoundSpan] = []
        parts: dict[str, list[Array]] = {}
        for group in stretches(bounds):
            words = slice(group[0], group[-1])
            said = self.network.words(first[words], last[words], mean[words])
            spans += chosen(
                said["spans"], said["inside"], self.network.widths, group, threshold=self._threshold
            )
            for name in ("events", "mention_first", "mention_last", "mention_mean"):
                parts.setdefault(name, []).append(said[name])
        events, *of_mentions = (np.concatenate(part) for part in parts.values())
        return Tags(tuple(spans), events, *of_mentions)

    def dump(self, state: TaggerState) -> Any:
        def plain(pieces: Pieces) -> list[Sequence[int]]:
            return [pieces.ids, pieces.shapes, pieces.speech, pieces.firsts]

        return [
            [plain(part) for part in state.parts],
            state.layout.length,
            plain(state.layout.tail),
            state.chapter,
        ]

    def load(self, value: Any) -> TaggerState:
        parts, length, tail, chapter = value
        return TaggerState(tuple(_pieces(part) for part in parts), Layout(length, _pieces(tail)), chapter)


def _pieces(value: Sequence[Sequence[int]]) -> Pieces:
    return Pieces(*map(tuple, value))


def _opened(context: Pieces) -> Pieces:
    """The context of a new segment behind the mark that every segment begins with."""
    return Pieces(
        _HEADING.ids + context.ids,
        _HEADING.shapes + context.shapes,
        _HEADING.speech + context.speech,
        (0, *(first + 1 for first in context.firsts)),
    )


def _speech(page: Page) -> list[bool]:
    flags = [False] * len(page.tokens)
    starts = [token.start for token in page.tokens]
    for speech in page.speeches:
        first, last = bisect_left(starts, speech.start), bisect_left(starts, speech.end)
        flags[first:last] = [True] * (last - first)
    return flags


def _sentence_tokens(page: Page) -> list[int]:
    """First tokens of the sentences."""
    found = []
    at = 0
    for start in page.starts:
        while at < len(page.tokens) and page.tokens[at].start < start:
            at += 1
        found.append(at)
    return sorted({0, *found} - {len(page.tokens)})
