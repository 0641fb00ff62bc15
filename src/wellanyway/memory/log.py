"""What the reader left of a work, as of any horizon: the facts and the search index.

Both are folds over the told part alone. Whatever has been stored is only a quicker way to the same bytes:
facts of blocks behind which another has begun are taken from stored pages where there are any and read where there
are none; the block in play is glanced at as far as it has been told, with what is known before it, every time. It
is in play even when all of it has been told, since what is known must not tell whether it goes on.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Protocol

from wellanyway.facts import Fact
from wellanyway.memory.name_index import small
from wellanyway.reading.window import Window, WindowReader, cut, read_on
from wellanyway.story import Work

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.memory.fact_table import FactTable
    from wellanyway.reading.index import SentenceIndex

__all__ = [
    "FactLog",
    "Features",
    "IndexLog",
    "Page",
    "WorkMemory",
    "default_features",
    "StoredPage",
    "default_reader",
    "read_page",
    "state_behind",
]

Features = Callable[[Sequence[str]], "SentenceIndex"]
"""One index row a text; row i is a function of text i alone."""

_PAGE = 256  # windows in a stored page at the most
_KEPT = 4  # horizons whose folds are kept
_WORDS = 80  # characters of a mention that are kept with it


@dataclass(frozen=True, slots=True)
class Page:
    """The facts of the complete windows in `[told_from, told_to)` and the dumped state behind them."""

    told_from: int
    told_to: int
    chapter: int
    facts: Sequence[Fact]
    state: bytes


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The facts of a page as they are taken out of a store."""

    told_from: int
    told_to: int
    facts: FactTable


class Pages(Protocol):
    """Stored pages of one work, made by the reader at hand."""

    def pages(self, told_from: int, told_to: int) -> Iterable[StoredPage]:
        """Pages that lie end to end from `told_from` on, the last of them the one that reaches `told_to`."""
        ...

    def state(self, told_to: int) -> tuple[int, bytes | None]:
        """The dumped state kept nearest before `told_to`, and its place; None for the reader's start."""
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

    def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
        return self.chronicle(told_to).facts(kind)

    def chronicle(self, told_to: int) -> Chronicle:
        return self._facts.chronicle(told_to)

    def index(self, told_to: int) -> SentenceIndex:
        return self._index.index(told_to)


class FactLog:
    """The facts of a work in order, extended as the horizon moves on, and folded as of any."""

    def __init__(
        self, work: Work, reader: WindowReader[Any] | None = None, pages: Pages | None = None
    ) -> None:
        self._work = work
        self._given = reader
        self._pages = pages
        self._table: FactTable | None = None
        self._read_to = 0  # every window before it is in the table
        self._behind: tuple[int, Any] | None = None  # a place and the reader's state there
        self._folds: OrderedDict[int, Chronicle] = OrderedDict()

    @property
    def _reader(self) -> WindowReader[Any]:
        if self._given is None:
            self._given = default_reader()
        return self._given

    def chronicle(self, told_to: int) -> Chronicle:
        """All facts known at `told_to`, folded; those of the block in play are glanced at and not kept."""
        found = self._folds.get(told_to)
        if found is None:
            window = _in_play(self._work, told_to)
            found = self._folded(told_to) if window is None else self._glanced(window)
            self._folds[told_to] = found
            if len(self._folds) > _KEPT:
                self._folds.popitem(last=False)
        return found

    def _folded(self, told_to: int) -> Chronicle:
        """What has been read up to where a window ends."""
        from wellanyway.memory.chronicle import Chronicle

        chapter, block = _last_block(self._work, told_to)
        return Chronicle(self._extended(told_to).upto(told_to), told_to, chapter=chapter, block=block)

    def _glanced(self, window: Window) -> Chronicle:
        """What has been read before the block in play, with what its told part shows."""
        known = self._folded(window.first)
        facts = _ordered(self._reader.glance(window, known), window)
        return known.over(facts, window.known_at, chapter=window.chapter, block=window.block_index)

    def _extended(self, told_to: int) -> FactTable:
        """The log, read on to `told_to`, where a window ends, from pages as far as they go."""
        from wellanyway.memory.fact_table import FactTable

        if self._table is None:
            self._table = FactTable()
        while self._read_to < told_to:
            page = None
            for page in self._pages.pages(self._read_to, told_to) if self._pages else ():
                self._table.extend(page.facts)
                self._read_to = page.told_to
            if page is None:
                self._table.extend(FactTable.of(self._read(told_to)))
        return self._table

    def _read(self, told_to: int) -> list[Fact]:
        """Read windows up to `told_to`, or to the end of a chapter, where a stored page may begin."""
        if self._behind is None or self._behind[0] != self._read_to:
            at, data = self._pages.state(self._read_to) if self._pages is not None else (0, None)
            self._behind = self._read_to, state_behind(self._work, self._reader, at, data, self._read_to)
        state = self._behind[1]
        between = _between(self._work, self._read_to, told_to)
        _, of_chapter = next(groupby(between, key=lambda window: window.chapter))
        windows = list(of_chapter)
        found: list[Fact] = []
        for window, (facts, after) in zip(windows, read_on(self._reader, windows, state), strict=True):
            state = after
            found += _ordered(facts, window)
            self._read_to = window.known_at
        self._behind = self._read_to, state
        return found


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


def state_behind(work: Work, reader: WindowReader[Any], at: int, data: bytes | None, told_to: int) -> Any:
    """The reader's state at `told_to`, from the dumped one at an earlier place; both are where windows end."""
    state = reader.start() if data is None else reader.load(data)
    for window in _between(work, at, told_to):
        _, state = reader.read(window, state)
    return state


def read_page(work: Work, reader: WindowReader[Any], told_from: int, behind: Any) -> Page | None:
    """The next page from `told_from` on, where the reader's state is `behind`; it ends with its chapter at the latest.

    None where the work ends so far.
    """
    index = work.chapter_of(told_from)
    if index is None:
        return None
    chapter = work.chapter(index)
    assert chapter is not None
    first = work.first(index)
    facts: list[Fact] = []
    read_to = told_from
    windows = list(islice(cut(chapter, index, first, len(chapter.sentences), start=told_from - first), _PAGE))
    for window, (found, after) in zip(windows, read_on(reader, windows, behind), strict=True):
        behind = after
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


def _in_play(work: Work, told_to: int) -> Window | None:
    """The block that the last sentence told stands in, as far as it has been told; None before the first.

    It is in play until the next block has begun: nobody who has been told all of it knows that it does not go on.
    """
    index = work.chapter_of(told_to - 1) if told_to > 0 else None
    chapter = work.chapter(index) if index is not None else None
    if index is None or chapter is None:
        return None
    first = work.first(index)
    start = local = told_to - first
    while start > 0 and chapter.sentences[start - 1].block == chapter.sentences[local - 1].block:
        start -= 1
    return next(cut(chapter, index, first, local, start=start))


def _last_block(work: Work, told_to: int) -> tuple[int, int]:
    """Chapter and block of the last sentence told, -1 where there is none."""
    index = work.chapter_of(told_to - 1) if told_to > 0 else None
    chapter = work.chapter(index) if index is not None else None
    if index is None or chapter is None:
        return -1, -1
    return index, chapter.sentences[told_to - 1 - work.first(index)].block


def _ordered(facts: Sequence[Fact], window: Window) -> list[Fact]:
    """A window's facts by span, the reader's own order where spans are the same."""
    for fact in facts:
        if fact.known_at != window.known_at:
            raise ValueError(
                f"{fact.producer}: a fact read in a window is known at its end, not at {fact.known_at}"
            )
    found = [_worded(fact, window) if fact.kind == "mention" else fact for fact in facts]
    return sorted(found, key=lambda fact: (fact.chapter, fact.block, fact.start, fact.end))


def _worded(fact: Fact, window: Window) -> Fact:
    """A mention with its words, so that what somebody is called can be told without going to the text."""
    if fact.value.get("form") == "proper" or "words" in fact.value:
        return fact
    words = " ".join(window.block.text[fact.start : min(fact.end, fact.start + _WORDS)].split())
    return replace(fact, value={**fact.value, "words": small(words)})
