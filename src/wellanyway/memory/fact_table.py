"""FactTable: facts in columns, so that a million words' worth of them is small, quick to load and cut at any horizon.

`upto` is a view of the facts known at a horizon, and everything that is folded out of one is a pure function of
them. Facts themselves are made when they are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

from wellanyway.facts import Fact
from wellanyway.memory.fact_rows import ABSENT, PLACE, Laid, Rows, encoded
from wellanyway.memory.name_index import NameIndex, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FactTable", "Facts", "Picked"]

_CHUNK = 1024


class FactTable:
    """Facts in the order of the log, kind by kind, with their texts kept once."""

    __slots__ = ("_index", "_own_texts", "kinds", "number", "size", "texts")

    def __init__(self) -> None:
        self.size = 0
        self._index = NameIndex()
        self._own_texts: int | None = None  # from which text on they are not those of the index
        self.kinds: dict[str, Rows] = {}
        self.texts: list[str] = []
        self.number: dict[str, int] = {}

    def __len__(self) -> int:
        return self.size

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> FactTable:
        """The facts as a table; they keep their order."""
        table = cls()
        by_kind: dict[str, list[tuple[int, Fact]]] = defaultdict(list)
        for order, fact in enumerate(facts):
            by_kind[fact.kind].append((order, fact))
            table.size += 1
        for kind, found in by_kind.items():
            table.kinds[kind] = table._rows(found)
        return table

    def _rows(self, found: Sequence[tuple[int, Fact]]) -> Rows:
        rows = Rows()
        rows.size = len(found)
        places = [
            (order, f.sentence, f.chapter, f.block, f.start, f.end, f.known_at, self._intern(f.producer))
            for order, f in found
        ]
        rows.place = dict(zip(PLACE, np.array(places, np.int32).T.copy(), strict=True))
        rows.confidence = np.array([fact.confidence for _, fact in found], np.float64)
        values: dict[str, tuple[list[int], list[int]]] = {}
        for row, (_, fact) in enumerate(found):
            for key, value in fact.value.items():
                if key not in values:
                    values[key] = ([ABSENT] * len(found), [0] * len(found))
                codes, bits = values[key]
                codes[row], bits[row] = encoded(value, self._intern)
        rows.codes = {key: np.array(codes, np.uint8) for key, (codes, _) in values.items()}
        rows.bits = {key: np.array(bits, np.int64) for key, (_, bits) in values.items()}
        return rows

    def _intern(self, text: str) -> int:
        number = self.number.get(text)
        if number is None:
            number = self.number[text] = len(self.texts)
            self.texts.append(text)
        return number

    def _texts_of(self, texts: Iterable[str]) -> NDArray[np.int64]:
        """Another table's texts by their numbers here; never empty, so that it can be looked up in."""
        return np.array([self._intern(text) for text in texts] or [0], np.int64)

    def texts_having(self, words: Sequence[str]) -> set[int]:
        """The numbers of texts that have all of some words, as `plain` has them."""
        if self._own_texts is None:
            self._index.take_in(self.texts)
            return self._index.having(words)
        own = range(self._own_texts, len(self.texts))
        self._index.take_in(self.texts[: self._own_texts])
        found = {number for number in self._index.having(words) if number < self._own_texts}
        return found | {number for number in own if set(words) <= set(plain(self.texts[number]))}

    def words(self, letters: str, sizes: Collection[int]) -> set[str]:
        """Words of texts that begin with one of some letters and have one of some lengths."""
        own = () if self._own_texts is None else self.texts[self._own_texts :]
        found = {word for text in own for word in plain(text) if word[0] in letters and len(word) in sizes}
        return found.union(self._index.words(letters, sizes))

    def rows(self, kind: str) -> Rows:
        """The rows of one kind; none where there is no such fact."""
        return self.kinds.get(kind) or Rows()

    def extend(self, more: FactTable) -> None:
        """Put facts behind these; theirs are known no earlier."""
        texts = self._texts_of(more.texts)
        for kind, rows in more.kinds.items():
            self.kinds.setdefault(kind, Rows()).append(rows, texts, self.size)
        self.size += more.size

    def upto(self, told_to: int) -> FactTable:
        """The facts with `known_at <= told_to`, without copying them."""
        cut = FactTable()
        cut.texts, cut.number, cut._index = self.texts, self.number, self._index
        for kind, rows in self.kinds.items():
            size = int(np.searchsorted(rows.column("known_at"), told_to, side="right"))
            if size:
                cut.kinds[kind] = rows.upto(size)
                cut.size += size
        return cut

    def over(self, facts: Sequence[Fact]) -> FactTable:
        """These facts and some more behind them; this table is left as it is."""
        laid = FactTable()
        laid.texts, laid.number, laid._index = list(self.texts), dict(self.number), self._index
        laid._own_texts = len(laid.texts) if self._own_texts is None else self._own_texts
        laid.kinds = dict(self.kinds)
        laid.size = self.size
        more = FactTable.of(facts)
        texts = laid._texts_of(more.texts)
        for kind, rows in more.kinds.items():
            then = Rows()
            then.append(rows, texts, self.size)
            laid.kinds[kind] = Laid(self.kinds[kind], then) if kind in self.kinds else then
        laid.size += more.size
        return laid

    def without(self, kind: str, at: int) -> FactTable:
        """The table without one of the facts of a kind, to be looked at kind by kind; this one is left as it is."""
        facts = list(self.facts(kind))
        laid = FactTable()
        laid.texts, laid.number, laid._index = self.texts, self.number, self._index
        laid._own_texts = self._own_texts
        laid.kinds = {name: rows for name, rows in self.kinds.items() if name != kind}
        laid.size = self.size
        return laid.over(facts[:at] + facts[at + 1 :])

    def facts(self, kind: str | None = None) -> Facts:
        """All facts in their order, or those of one kind, made as they are looked at."""
        if kind is not None:
            rows = self.rows(kind)
            return Facts(self.texts, [kind], {kind: rows})
        kinds = sorted(self.kinds)
        which = np.zeros(self.size, np.int16)
        for number, name in enumerate(kinds):
            which[self.kinds[name].column("order")] = number
        return Facts(self.texts, kinds, self.kinds, which)


class Picked(Sequence[Fact]):
    """The facts of some rows of one kind, made as they are looked at."""

    __slots__ = ("_at", "_kind", "_rows", "_texts")

    def __init__(self, table: FactTable, kind: str, at: NDArray[np.int64]) -> None:
        self._rows, self._texts = table.rows(kind), table.texts
        self._kind = kind
        self._at = at

    def __repr__(self) -> str:
        return f"<{len(self)} {self._kind} facts>"

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> Picked: ...

    def __getitem__(self, index: int | slice) -> Fact | Picked:
        if isinstance(index, slice):
            found = Picked.__new__(Picked)
            found._rows, found._texts, found._kind, found._at = (
                self._rows,
                self._texts,
                self._kind,
                self._at[index],
            )
            return found
        row = int(self._at[index])
        return self._rows.facts(self._kind, self._texts, row, row + 1)[0]

    def __iter__(self) -> Iterator[Fact]:
        for start in range(0, len(self), _CHUNK):
            rows = self._at[start : start + _CHUNK].tolist()
            low, high = min(rows), max(rows) + 1
            if high - low > 2 * len(rows):
                yield from (self._rows.facts(self._kind, self._texts, row, row + 1)[0] for row in rows)
                continue
            near = self._rows.facts(self._kind, self._texts, low, high)  # they lie together: made in one go
            yield from (near[row - low] for row in rows)


class Facts(Sequence[Fact]):
    """Facts out of a table. `which` numbers the kind of each, None where all are of one kind."""

    __slots__ = ("_kinds", "_rows", "_texts", "_which")

    def __init__(
        self,
        texts: Sequence[str],
        kinds: Sequence[str],
        rows: dict[str, Rows],
        which: NDArray[np.int16] | None = None,
    ) -> None:
        self._texts = texts
        self._kinds = kinds
        self._rows = rows
        self._which = which

    def __repr__(self) -> str:
        return f"<{len(self)} facts>"

    def __len__(self) -> int:
        return self._rows[self._kinds[0]].size if self._which is None else len(self._which)

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> list[Fact]: ...

    def __getitem__(self, index: int | slice) -> Fact | list[Fact]:
        if isinstance(index, slice):
            return [self._fact(i) for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(f"there are {len(self)} facts")
        return self._fact(index % len(self))

    def __iter__(self) -> Iterator[Fact]:
        streams = [self._stream(kind) for kind in self._kinds]
        if self._which is None:
            yield from streams[0]
            return
        for number in self._which.tolist():
            yield next(streams[number])

    def _stream(self, kind: str) -> Iterator[Fact]:
        rows = self._rows[kind]
        for start in range(0, rows.size, _CHUNK):
            yield from rows.facts(kind, self._texts, start, min(rows.size, start + _CHUNK))

    def _fact(self, index: int) -> Fact:
        if self._which is None:
            kind, row = self._kinds[0], index
        else:
            number = int(self._which[index])
            kind = self._kinds[number]
            row = int(np.searchsorted(self._rows[kind].column("order"), index))
        return self._rows[kind].facts(kind, self._texts, row, row + 1)[0]
