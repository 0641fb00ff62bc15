"""Rows: the facts of one kind in columns, small, and cut at any horizon without copying.

Columns only ever grow at their end. What was cut off earlier is therefore never written to again.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from wellanyway.facts import Fact, Scalar

if TYPE_CHECKING:
    from typing import TypeAlias

    from numpy.typing import NDArray

    Where: TypeAlias = slice | NDArray[np.int64]

__all__ = ["ABSENT", "PLACE", "STR", "Laid", "Rows", "encoded"]

PLACE = ("order", "sentence", "chapter", "block", "start", "end", "known_at", "producer")
"""The columns that every fact has, but for its confidence. `order` is its place in the whole log."""

ABSENT, NONE, BOOL, INT, FLOAT, STR = range(6)
EVERY = slice(None)
_DOUBLE = struct.Struct("<d")
_LONG = struct.Struct("<q")
_T = TypeVar("_T", bound=np.generic)


class Rows:
    """The facts of one kind. Of a value there are two columns: what it is, and its bits (a text's number).

    A value that a fact lacks is ABSENT, which is 0, so that a column may begin later than the others. What was
    worked out of rows is kept; a view looks into the rows that it is cut from.
    """

    __slots__ = ("_kept", "_whole", "bits", "codes", "confidence", "place", "size")

    def __init__(self) -> None:
        self.size = 0
        self._whole: Rows | None = None
        self._kept: dict[str, NDArray[np.int64]] = {}
        self.place: dict[str, NDArray[np.int32]] = {name: np.zeros(0, np.int32) for name in PLACE}
        self.confidence: NDArray[np.float64] = np.zeros(0)
        self.codes: dict[str, NDArray[np.uint8]] = {}
        self.bits: dict[str, NDArray[np.int64]] = {}

    def upto(self, size: int) -> Rows:
        """The first rows, without copying."""
        cut = Rows()
        cut.size = size
        cut._whole = self._whole or self
        cut.place = {name: array[:size] for name, array in self.place.items()}
        cut.confidence = self.confidence[:size]
        cut.codes = {key: array[:size] for key, array in self.codes.items()}
        cut.bits = {key: array[:size] for key, array in self.bits.items()}
        return cut

    def append(self, more: Rows, texts: NDArray[np.int64], order: int) -> None:
        """Put rows behind these; `texts[i]` is the number here of their text i, `order` where their log begins."""
        start, stop = self.size, self.size + more.size
        self._reserve(stop, more.codes)
        for name, array in more.place.items():
            self.place[name][start:stop] = array[: more.size]
        self.place["order"][start:stop] += order
        self.place["producer"][start:stop] = texts[more.place["producer"][: more.size]]
        self.confidence[start:stop] = more.confidence[: more.size]
        for key, codes in more.codes.items():
            known, bits = codes[: more.size], more.bits[key][: more.size]
            is_text = known == STR
            self.codes[key][start:stop] = known
            self.bits[key][start:stop] = np.where(is_text, texts[np.where(is_text, bits, 0)], bits)
        self.size = stop

    def _reserve(self, size: int, keys: Iterable[str]) -> None:
        """Room for `size` rows, in new arrays where the old ones are too short."""
        have = len(self.confidence)
        if size > have:
            room = max(size, have + have // 2, 16)
            self.place = {name: _grown(array, room, self.size) for name, array in self.place.items()}
            self.confidence = _grown(self.confidence, room, self.size)
            self.codes = {key: _grown(array, room, self.size) for key, array in self.codes.items()}
            self.bits = {key: _grown(array, room, self.size) for key, array in self.bits.items()}
        for key in keys:
            if key not in self.codes:
                self.codes[key] = np.zeros(len(self.confidence), np.uint8)
                self.bits[key] = np.zeros(len(self.confidence), np.int64)

    # -- columns of values, one entry a row; with `at`, of some rows alone

    def column(self, name: str, at: Where = EVERY) -> NDArray[np.int32]:
        return self.place[name][: self.size][at]

    def sure(self, at: Where = EVERY) -> NDArray[np.float64]:
        """The confidence of each row."""
        return self.confidence[: self.size][at]

    def ints(self, key: str, default: int = -1, at: Where = EVERY) -> NDArray[np.int64]:
        """A whole number a row, `default` where there is none."""
        return self._of(key, INT, default, at)

    def texts(self, key: str, at: Where = EVERY) -> NDArray[np.int64]:
        """A text's number a row, -1 where there is none."""
        return self._of(key, STR, -1, at)

    def flags(self, key: str, at: Where = EVERY, *, default: bool = False) -> NDArray[np.bool_]:
        """True or False a row, `default` where there is neither."""
        found: NDArray[np.bool_] = self._of(key, BOOL, int(default), at) != 0
        return found

    def _of(self, key: str, code: int, default: int, at: Where) -> NDArray[np.int64]:
        return self.kept(
            f"{key} {code} {default}", lambda rows, start: rows._decoded(key, code, default, start)
        )[at]

    def kept(self, name: str, make: Callable[[Rows, int], NDArray[np.int64]]) -> NDArray[np.int64]:
        """A column that is a function of each row alone, worked out once: `make(rows, start)` gives it from a row on.

        It is worked out for no row beyond these: a view may know less of the texts than rows that came later.
        """
        kept = (self._whole or self)._kept
        found = kept.get(name)
        have = 0 if found is None else len(found)
        if found is None or have < self.size:
            more = make(self, have)
            found = more if found is None else np.concatenate([found, more])
            kept[name] = found
        return found[: self.size]

    def _decoded(self, key: str, code: int, default: int, start: int) -> NDArray[np.int64]:
        if key not in self.codes:
            return np.full(self.size - start, default, np.int64)
        codes, bits = self.codes[key][start : self.size], self.bits[key][start : self.size]
        found: NDArray[np.int64] = np.where(codes == code, bits, default)
        return found

    # -- facts

    def facts(self, kind: str, texts: Sequence[str], start: int, stop: int) -> list[Fact]:
        """The facts of rows `[start, stop)`."""
        columns = {name: self.place[name][start:stop].tolist() for name in PLACE}
        values: list[dict[str, Scalar]] = [{} for _ in columns["order"]]
        for key in sorted(self.codes):
            codes = self.codes[key][start:stop].tolist()
            for value, code, bits in zip(values, codes, self.bits[key][start:stop].tolist(), strict=True):
                if code != ABSENT:
                    value[key] = _scalar(code, bits, texts)
        return [
            Fact(kind, sentence, chapter, block, begin, end, known_at, texts[producer], sure, value)
            for _, sentence, chapter, block, begin, end, known_at, producer, sure, value in zip(
                *columns.values(), self.confidence[start:stop].tolist(), values, strict=True
            )
        ]


class Laid(Rows):
    """Rows with a few more behind them, put together column by column as they are asked for."""

    __slots__ = ("_first", "_then")

    def __init__(self, first: Rows, then: Rows) -> None:
        super().__init__()
        self._first, self._then = first, then
        self.size = first.size + then.size

    def upto(self, size: int) -> Rows:
        if size <= self._first.size:
            return self._first.upto(size)
        return Laid(self._first, self._then.upto(size - self._first.size))

    def column(self, name: str, at: Where = EVERY) -> NDArray[np.int32]:
        return np.concatenate([self._first.column(name), self._then.column(name)])[at]

    def sure(self, at: Where = EVERY) -> NDArray[np.float64]:
        return np.concatenate([self._first.sure(), self._then.sure()])[at]

    def kept(self, name: str, make: Callable[[Rows, int], NDArray[np.int64]]) -> NDArray[np.int64]:
        return np.concatenate([self._first.kept(name, make), self._then.kept(name, make)])

    def facts(self, kind: str, texts: Sequence[str], start: int, stop: int) -> list[Fact]:
        size = self._first.size
        found = self._first.facts(kind, texts, min(start, size), min(stop, size))
        return found + self._then.facts(kind, texts, max(start - size, 0), max(stop - size, 0))


def encoded(value: Scalar, intern: Callable[[str], int]) -> tuple[int, int]:
    """What a value is, and its bits; a text's are the number that `intern` gives it."""
    if value is None:
        return NONE, 0
    if isinstance(value, bool):
        return BOOL, int(value)
    if isinstance(value, int):
        return INT, value
    if isinstance(value, float):
        return FLOAT, _LONG.unpack(_DOUBLE.pack(value))[0]
    return STR, intern(value)


def _grown(array: NDArray[_T], room: int, used: int) -> NDArray[_T]:
    larger = np.zeros(room, array.dtype)
    larger[:used] = array[:used]
    return larger


def _scalar(code: int, bits: int, texts: Sequence[str]) -> Scalar:
    if code == STR:
        return texts[bits]
    if code == INT:
        return bits
    if code == BOOL:
        return bool(bits)
    if code == FLOAT:
        value: float = _DOUBLE.unpack(_LONG.pack(bits))[0]
        return value
    return None
