"""How chapters, facts, answers and feature rows become bytes in the library, and come back equal.

Text is compact JSON, deflated: quick to read (a chapter in under a millisecond) and to be read by
anything. Facts are columns behind a head of JSON, deflated: those of a million words load in a second. Vectors do
not shrink and are kept as they are.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from wellanyway.facts import Fact
from wellanyway.story import Block, BlockKind, Chapter, Extent, Paratext, ParatextKind
from wellanyway.views import Answer, Correction, CorrectionKind, Evidence, Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.fact_rows import Rows
    from wellanyway.memory.fact_table import FactTable
    from wellanyway.reading.index import SentenceIndex

__all__ = [
    "digest", "pack_answer", "pack_chapter", "pack_facts", "pack_index", "pack_notes", "pack_state", "unpack_answer",
    "unpack_chapter", "unpack_facts", "unpack_index", "unpack_notes", "unpack_state",
]  # fmt: skip

_LEVEL = 6  # on novels 9 saves 1% more and takes twice as long
_SHAPE = struct.Struct("<IIH")
_HEAD = struct.Struct("<I")
_RISING = frozenset({"order", "sentence", "block", "known_at"})


def digest(chapter: Chapter) -> bytes:
    """What tells whether two chapters have the same words in the same blocks; nothing else counts."""
    words = hashlib.blake2b(digest_size=16)
    for block in chapter.blocks:
        words.update(f"{block.kind}\x1f{block.text}\x1e".encode("utf-8", "surrogatepass"))
    return words.digest()


def pack_chapter(chapter: Chapter) -> bytes:
    """Blocks, paratext and sentences; key and title have columns of their own."""
    hrefs = list(dict.fromkeys(block.href for block in chapter.blocks))
    number = {href: i for i, href in enumerate(hrefs)}
    blocks = [
        [
            str(block.kind),
            block.text,
            number[block.href],
            block.fragment,
            [n for span in block.emphasis for n in span],
        ]
        for block in chapter.blocks
    ]
    notes = [[str(note.kind), note.text, note.is_after] for note in chapter.paratext]
    extents = [n for extent in chapter.sentences for n in (extent.block, extent.start, extent.end)]
    return _deflate([hrefs, blocks, notes, extents])


def unpack_chapter(key: str, title: str, body: bytes) -> Chapter:
    """The chapter that `pack_chapter` wrote."""
    hrefs, blocks, notes, extents = _inflate(body)
    return Chapter(
        key,
        title,
        tuple(
            Block(BlockKind(kind), text, hrefs[href], fragment, _pairs(emphasis))
            for kind, text, href, fragment, emphasis in blocks
        ),
        _notes(notes),
        tuple(Extent(*extents[i : i + 3]) for i in range(0, len(extents), 3)),
    )


def pack_notes(notes: Sequence[Paratext]) -> str:
    """Notes of a whole work, as text for a column."""
    return json.dumps([[str(note.kind), note.text, note.is_after] for note in notes], ensure_ascii=False)


def unpack_notes(text: str) -> tuple[Paratext, ...]:
    return _notes(json.loads(text))


def _notes(rows: Sequence[tuple[str, str, bool]]) -> tuple[Paratext, ...]:
    return tuple(Paratext(ParatextKind(kind), text, is_after) for kind, text, is_after in rows)


def pack_facts(facts: Sequence[Fact]) -> bytes:
    """Facts in their order, column by column: a JSON head that says what stands where, then the columns' bytes."""
    from wellanyway.memory.fact_table import FactTable

    table = FactTable.of(facts)
    parts: list[bytes] = []
    kinds = []
    for kind, rows in sorted(table.kinds.items()):
        columns = [_column(name, array, parts) for name, array in _columns(rows)]
        kinds.append([kind, rows.size, columns])
    head = json.dumps([table.size, table.texts, kinds], ensure_ascii=False, separators=(",", ":"))
    text = head.encode("utf-8", "surrogatepass")
    return zlib.compress(b"".join((_HEAD.pack(len(text)), text, *parts)), _LEVEL)


def _columns(rows: Rows) -> Iterator[tuple[str, NDArray[Any]]]:
    yield from rows.place.items()
    yield "sure", rows.confidence
    for key in sorted(rows.codes):
        yield f"?{key}", rows.codes[key]
        yield f"={key}", rows.bits[key]


def _column(name: str, array: NDArray[Any], parts: list[bytes]) -> list[str]:
    """A column's name and type; whole numbers take as few bytes as they need, those that rise are kept as steps."""
    import numpy as np

    if array.dtype.kind != "f":
        array = np.diff(array, prepend=0) if name in _RISING else array
        low, high = int(array.min(initial=0)), int(array.max(initial=0))
        array = array.astype(np.min_scalar_type(high if low == 0 else min(low, -high - 1)))
    parts.append(array.astype(array.dtype.newbyteorder("<")).tobytes())
    return [name, array.dtype.newbyteorder("<").str]


def unpack_facts(data: bytes) -> FactTable:
    """The facts that `pack_facts` wrote."""
    import numpy as np

    from wellanyway.memory.fact_rows import Rows
    from wellanyway.memory.fact_table import FactTable

    whole = zlib.decompress(data)
    (size,) = _HEAD.unpack_from(whole)
    at = _HEAD.size + size
    table = FactTable()
    table.size, table.texts, kinds = json.loads(whole[_HEAD.size : at].decode("utf-8", "surrogatepass"))
    for kind, count, columns in kinds:
        rows = table.kinds[kind] = Rows()
        rows.size = count
        for name, dtype in columns:
            array = np.frombuffer(whole, dtype, count, at)
            at += array.nbytes
            _put(rows, name, array)
    return table


def _put(rows: Rows, name: str, array: NDArray[Any]) -> None:
    """Set one of `_columns`."""
    import numpy as np

    if name == "sure":
        rows.confidence = array
    elif name.startswith("?"):
        rows.codes[name[1:]] = array.astype(np.uint8)
    elif name.startswith("="):
        rows.bits[name[1:]] = array.astype(np.int64)
    else:
        whole = array.astype(np.int32)
        rows.place[name] = np.cumsum(whole, dtype=np.int32) if name in _RISING else whole


def pack_state(state: bytes) -> bytes:
    """A reader's state; one grows with every name there is, so it is deflated as well."""
    return zlib.compress(state, _LEVEL)


def unpack_state(data: bytes) -> bytes:
    return zlib.decompress(data)


def pack_index(rows: SentenceIndex) -> bytes:
    """Rows of the search index: shape, terms a sentence, terms, vectors."""
    import numpy as np

    counts = np.diff(rows.bounds).astype("<u4")
    terms = rows.terms.astype("<u4")
    shape = _SHAPE.pack(len(rows), len(terms), rows.vectors.shape[1])
    return b"".join((shape, counts.tobytes(), terms.tobytes(), rows.vectors.tobytes()))


def unpack_index(data: bytes) -> SentenceIndex:
    """The rows that `pack_index` wrote."""
    import numpy as np

    from wellanyway.reading.index import SentenceIndex

    size, terms, dimensions = _SHAPE.unpack_from(data)
    at = _SHAPE.size
    counts = np.frombuffer(data, "<u4", size, at)
    bounds = np.zeros(size + 1, np.int64)
    np.cumsum(counts, out=bounds[1:])
    at += 4 * size
    words = np.frombuffer(data, "<u4", terms, at)
    vectors = np.frombuffer(data, np.int8, size * dimensions, at + 4 * terms)
    return SentenceIndex(words, bounds, vectors.reshape(size, dimensions))


def pack_answer(answer: Answer) -> str:
    """An answer as JSON."""
    return json.dumps(asdict(answer), ensure_ascii=False)


def unpack_answer(text: str) -> Answer:
    """The answer that `pack_answer` wrote."""
    given = json.loads(text)
    given["verdict"] = Verdict(given["verdict"])
    given["evidence"] = tuple(Evidence(**one) for one in given["evidence"])
    put_right = given.get("correction")
    if put_right is not None:
        given["correction"] = Correction(**{**put_right, "kind": CorrectionKind(put_right["kind"])})
    return Answer(**given)


def _pairs(flat: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple((flat[i], flat[i + 1]) for i in range(0, len(flat), 2))


def _deflate(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def _inflate(data: bytes) -> Any:
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
