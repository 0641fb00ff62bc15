"""What the reader left of a work, as of any horizon: the facts and the search index.

Both are folds over the told part alone. Whatever has been stored is only a quicker way to the same bytes:
facts of complete windows are taken from stored pages where there are any and read where there are none;
the block in play is read as far as it has been told, from the state before it, every time.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from wellanyway.facts import Fact
from wellanyway.reading.window import Window, WindowReader, cut
from wellanyway.story import Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wellanyway.reading.index import SentenceIndex

__all__ = [
    "FactLog",
    "Features",
    "IndexLog",
    "Page",
    "WorkMemory",
    "default_features",
    "default_reader",
    "read_page",
]

Features = Callable[[Sequence[str]], "SentenceIndex"]
"""One index row a text; row i is a function of text i alone."""

_CHECKPOINT = 64  # windows between two kept states
_PAGE = 256  # windows in a stored page at the most


@dataclass(frozen=True, slots=True)
class Page:
    """The facts of the complete windows in `[told_from, told_to)` and the dumped state behind them."""

    told_from: int
    told_to: int
    chapter: int
    facts: Sequence[Fact]
    state: bytes


class Pages(Protocol):
    """Stored pages of one work, made by the reader at hand."""

    def pages(self, told_from: int, told_to: int) -> Iterable[Page]:
        """Pages that lie end to end from `told_from` on and end by `told_to`."""
        ...


class Parts(Protocol):
    """Stored index rows of one work."""

    def parts(self, start: int, stop: int) -> Mapping[int, SentenceIndex]:
        """Rows of chapters `[start, stop)`, those that are stored."""
        ...


def default_reader() -> WindowReader[Any]:
    """The reader that ships."""
    from wellanyway.reading.reader import Reader

    return Reader()


def default_features() -> Features:
    """The features that ship."""
    from wellanyway.reading.features import features

    return features


class WorkMemory:
    """A Memory over any Work, with nothing stored: read as far as asked, once."""

    def __init__(
        self, work: Work, *, reader: WindowReader[Any] | None = None, features: Features | None = None
    ) -> None:
        self._facts = FactLog(work, reader)
        self._index = IndexLog(work, features)

    def facts(self, told_to: int) -> Sequence[Fact]:
        return self._facts.facts(told_to)

    def index(self, told_to: int) -> SentenceIndex:
        return self._index.index(told_to)


class FactLog:
    """The facts of a work in order, extended as the horizon moves on."""

    def __init__(
        self, work: Work, reader: WindowReader[Any] | None = None, pages: Pages | None = None
    ) -> None:
        self._work = work
        self._given = reader
        self._pages = pages
        self._log: list[Fact] = []
        self._read_to = 0  # every complete window before it is in the log
        self._marks: list[int] = [0]  # horizons with a kept state
        self._states: list[Any] = [None]  # None: the reader's start; bytes: as dumped
        self._near: tuple[int, Any] | None = None  # the state before the block in play

    @property
    def _reader(self) -> WindowReader[Any]:
        if self._given is None:
            self._given = default_reader()
        return self._given

    def facts(self, told_to: int) -> list[Fact]:
        """All facts known at `told_to`, in order of `known_at`, then span."""
        whole, told_part = _edge(self._work, told_to)
        self._extend(whole)
        known = self._log[: bisect.bisect_right(self._log, whole, key=_known_at)]
        if told_part is not None:
            known += _ordered(self._reader.read(told_part, self._state(whole))[0], told_part)
        return known

    def _extend(self, told_to: int) -> None:
        """Read on to `told_to`, where a window ends, from pages as far as they go."""
        while self._read_to < told_to:
            page = None
            for page in self._pages.pages(self._read_to, told_to) if self._pages else ():
                self._log.extend(page.facts)
                self._read_to = page.told_to
                self._keep(page.told_to, page.state)
            if page is None:
                self._read(told_to)

    def _read(self, told_to: int) -> None:
        """Read windows up to `told_to`, or to the end of a chapter, where a stored page may begin."""
        state = self._state(self._read_to)
        chapter = None
        for count, window in enumerate(_between(self._work, self._read_to, told_to), 1):
            if chapter not in (None, window.chapter):
                break
            chapter = window.chapter
            facts, state = self._reader.read(window, state)
            self._log.extend(_ordered(facts, window))
            self._read_to = window.known_at
            if count % _CHECKPOINT == 0:
                self._keep(window.known_at, state)
        self._keep(self._read_to, state)

    def _keep(self, told_to: int, state: Any) -> None:
        if self._marks[-1] < told_to:
            self._marks.append(told_to)
            self._states.append(state)

    def _state(self, told_to: int) -> Any:
        """The reader behind the first `told_to` sentences, where a window ends."""
        if self._near is not None and self._near[0] == told_to:
            return self._near[1]
        at = bisect.bisect_right(self._marks, told_to) - 1
        state = self._states[at]
        if state is None or isinstance(state, bytes):
            state = self._reader.start() if state is None else self._reader.load(state)
            self._states[at] = state
        for window in _between(self._work, self._marks[at], told_to):
            _, state = self._reader.read(window, state)
        self._near = (told_to, state)
        return state


class IndexLog:
    """The index rows of a work in order, in buffers that grow, so that a later horizon copies nothing."""

    def __init__(self, work: Work, features: Features | None = None, parts: Parts | None = None) -> None:
        self._work = work
        self._given = features
        self._parts = parts
        self._part: tuple[int, SentenceIndex] | None = None  # stored rows of the chapter in play
        self._size = 0
        self._buffers: tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int8]] | None = None

    @property
    def _features(self) -> Features:
        if self._given is None:
            self._given = default_features()
        return self._given

    def index(self, told_to: int) -> SentenceIndex:
        """The rows of the first `told_to` sentences."""
        from wellanyway.reading.index import SentenceIndex

        while self._size < told_to:
            self._extend(told_to)
        if self._buffers is None:
            return self._features(())
        terms, bounds, vectors = self._buffers
        return SentenceIndex(terms[: bounds[told_to]], bounds[: told_to + 1], vectors[:told_to])

    def _extend(self, told_to: int) -> None:
        """Append the rows of some chapters, the last one as far as it is told."""
        start = self._work.chapter_of(self._size)
        last = self._work.chapter_of(told_to - 1)
        assert start is not None
        assert last is not None
        stored = self._stored(start, last + 1)
        index = start
        while index <= last:
            first = self._work.first(index)
            stop = told_to if index == last else self._work.first(index + 1)
            if stop > self._size:
                self._append(self._rows(stored.get(index), first, stop))
            index += 1

    def _stored(self, start: int, stop: int) -> Mapping[int, SentenceIndex]:
        if self._parts is None:
            return {}
        if self._part is not None and start == self._part[0] and stop == start + 1:
            return dict([self._part])
        found = self._parts.parts(start, stop)
        self._part = (stop - 1, found[stop - 1]) if stop - 1 in found else None
        return found

    def _rows(self, part: SentenceIndex | None, first: int, stop: int) -> SentenceIndex:
        """Rows of sentences `[size, stop)` of the chapter that begins at `first`."""
        if part is None:
            return self._features([sentence.text for sentence in self._work.sentences(self._size, stop)])
        return part.slice(self._size - first, stop - first)

    def _append(self, rows: SentenceIndex) -> None:
        import numpy as np

        if self._buffers is None:
            self._buffers = (
                np.zeros(1024, np.uint32),
                np.zeros(1024, np.int64),
                np.zeros((1024, rows.vectors.shape[1]), np.int8),
            )
        terms, bounds, vectors = self._buffers
        size = self._size + len(rows)
        used = int(bounds[self._size])
        full = used + len(rows.terms)
        terms, bounds, vectors = _room(terms, full), _room(bounds, size + 1), _room(vectors, size)
        terms[used:full] = rows.terms
        bounds[self._size + 1 : size + 1] = rows.bounds[1:] + used
        vectors[self._size : size] = rows.vectors
        self._buffers = (terms, bounds, vectors)
        self._size = size


def _room(buffer: Any, size: int) -> Any:
    """The buffer, or one twice as large with the same beginning."""
    import numpy as np

    if len(buffer) >= size:
        return buffer
    larger = np.zeros((max(size, 2 * len(buffer)), *buffer.shape[1:]), buffer.dtype)
    larger[: len(buffer)] = buffer
    return larger


def read_page(work: Work, reader: WindowReader[Any], told_from: int, state: bytes | None) -> Page | None:
    """The next page behind `told_from`, never past the end of a chapter; None where the work ends so far."""
    index = work.chapter_of(told_from)
    if index is None:
        return None
    chapter = work.chapter(index)
    assert chapter is not None
    first = work.first(index)
    behind = reader.start() if state is None else reader.load(state)
    facts: list[Fact] = []
    read_to = told_from
    for count, window in enumerate(
        cut(chapter, index, first, len(chapter.sentences), start=told_from - first)
    ):
        if count == _PAGE:
            break
        found, behind = reader.read(window, behind)
        facts.extend(_ordered(found, window))
        read_to = window.known_at
    return Page(told_from, read_to, index, facts, reader.dump(behind))


def _between(work: Work, start: int, told_to: int) -> Iterator[Window]:
    """The windows of sentences `[start, told_to)`; `start` is the first of its block."""
    while start < told_to:
        index = work.chapter_of(start)
        assert index is not None
        chapter = work.chapter(index)
        assert chapter is not None
        first = work.first(index)
        told = min(told_to - first, len(chapter.sentences))
        yield from cut(chapter, index, first, told, start=start - first)
        start = first + told


def _edge(work: Work, told_to: int) -> tuple[int, Window | None]:
    """Up to where all windows have been told to their ends, and the told part of the one in play."""
    if told_to <= 0:
        return 0, None
    index = work.chapter_of(told_to - 1)
    assert index is not None
    chapter = work.chapter(index)
    assert chapter is not None
    first = work.first(index)
    local = told_to - first
    extents = chapter.sentences
    if local == len(extents) or extents[local].block != extents[local - 1].block:
        return told_to, None
    start = local - 1
    while start > 0 and extents[start - 1].block == extents[local].block:
        start -= 1
    return first + start, next(cut(chapter, index, first, local, start=start))


def _ordered(facts: Sequence[Fact], window: Window) -> list[Fact]:
    """A window's facts by span, the reader's own order where spans are the same."""
    for fact in facts:
        if fact.known_at != window.known_at:
            raise ValueError(
                f"{fact.producer}: a fact read in a window is known at its end, not at {fact.known_at}"
            )
    return sorted(facts, key=lambda fact: (fact.chapter, fact.block, fact.start, fact.end))


def _known_at(fact: Fact) -> int:
    return fact.known_at
