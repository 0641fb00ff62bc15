"""Reads novels in the layout that the Project Dialogism Novel Corpus is published in; wherever its user keeps it.

A folder a novel: `novel_text.txt`, `quotation_info.csv`, `character_info.csv`. Lists and sets in cells are Python
literals, spans are `[start, end]` characters of the text. Cells may be empty or NaN, files may begin with a byte
order mark or have Windows' line ends: of the ways to read the text, the one is taken in which the spans fit best.
"""

from __future__ import annotations

import ast
import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Character", "GoldMention", "Novel", "SubQuotation", "find", "load"]

_TEXT, _QUOTATIONS, _CHARACTERS = "novel_text.txt", "quotation_info.csv", "character_info.csv"
_NOTHING = frozenset({"", "nan", "none", "null", "na", "n/a"})


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the character list; `number` counts from 0 in its order."""

    number: int
    name: str
    aliases: frozenset[str]  # the name too
    gender: str = ""  # "m", "f" or ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Characters `[start, end)` of the text, inside a quotation, and the numbers of whom they mean."""

    start: int
    end: int
    who: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SubQuotation:
    """A stretch of one quotation between its marks or the words that interrupt it. `speaker` is -1 for nobody listed."""

    quotation: str
    start: int
    end: int
    speaker: int
    kind: str  # explicit, anaphoric, implicit


@dataclass(frozen=True, slots=True)
class Novel:
    """One annotated novel. `agreement` is the share of quotations whose words stand where their spans say."""

    name: str
    text: str
    characters: tuple[Character, ...]
    quotations: tuple[SubQuotation, ...]
    mentions: tuple[GoldMention, ...]
    agreement: float


def find(data: Path, wanted: Sequence[str] = ()) -> list[Path]:
    """Folders of novels in `data`, its folder `data`, or `data` itself; those `wanted` by name, or all.

    Raises FileNotFoundError where there is none, or one that is wanted is not there.
    """
    found = [path.parent for place in (data, data / "data") for path in sorted(place.glob(f"*/{_TEXT}"))]
    if (data / _TEXT).exists():
        found = [data]
    missing = set(wanted) - {folder.name for folder in found}
    if not found or missing:
        what = ", ".join(sorted(missing)) or "no novel"
        raise FileNotFoundError(f"{what} in {data}: give the folder that holds NOVEL/{_TEXT}")
    return [folder for folder in found if not wanted or folder.name in wanted]


def load(folder: Path) -> Novel:
    """The novel in a folder. Raises OSError or ValueError where it is not in that layout."""
    characters = tuple(_characters(_rows(folder / _CHARACTERS)))
    by_name = _by_name(characters)
    rows = _rows(folder / _QUOTATIONS)
    spans = [_spans(row.get("quoteByteSpans", "")) for row in rows]
    text, agreement = _text(folder / _TEXT, rows, spans)
    quotations: list[SubQuotation] = []
    mentions: list[GoldMention] = []
    for number, (row, pieces) in enumerate(zip(rows, spans, strict=True)):
        speaker = by_name.get(row.get("speaker", "").strip(), -1)
        name = row.get("quoteID") or row.get("quoteId") or f"Q{number}"
        kind = row.get("quoteType", "").strip().lower()
        quotations += [SubQuotation(name, start, end, speaker, kind) for start, end in pieces]
        mentions += _mentions(row, by_name)
    quotations.sort(key=lambda one: (one.start, one.end))
    return Novel(folder.name, text, characters, tuple(quotations), tuple(mentions), agreement)


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\0", "")
    csv.field_size_limit(10**9)
    found = csv.DictReader(io.StringIO(text, newline=""))
    return [{(key or "").strip(): value or "" for key, value in row.items() if key} for row in found]


def _literal(cell: str) -> object:
    """What a cell's literal means; None for an empty one or one that is no literal."""
    cell = cell.strip()
    if cell.lower() in _NOTHING or cell == "set()":
        return None
    try:
        value: object = ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return None if isinstance(value, float) and math.isnan(value) else value


def _items(value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    return []


def _names(cell: str) -> list[str]:
    """Names in a cell: a literal of strings, or one name written plainly."""
    value = _literal(cell)
    found = [value] if isinstance(value, str) else [one for one in _items(value) if isinstance(one, str)]
    if not found and value is None and cell.strip().lower() not in _NOTHING and cell.strip() != "set()":
        found = [cell]
    return [" ".join(name.split()) for name in found if name.strip()]


def _pairs(value: object) -> Iterator[tuple[int, int]]:
    """All `[start, end]` in a literal, however deep they lie."""
    items = _items(value)
    if len(items) == 2 and all(isinstance(one, int) and not isinstance(one, bool) for one in items):
        start, end = int(str(items[0])), int(str(items[1]))
        if start < end:
            yield start, end
        return
    for one in items:
        yield from _pairs(one)


def _spans(cell: str) -> list[tuple[int, int]]:
    return list(_pairs(_literal(cell)))


def _gender(cell: str) -> str:
    return {"m": "m", "male": "m", "f": "f", "female": "f"}.get(cell.strip().lower(), "")


def _characters(rows: Iterable[dict[str, str]]) -> Iterator[Character]:
    for number, row in enumerate(rows):
        name = " ".join(row.get("Main Name", "").split())
        aliases = frozenset((name, *_names(row.get("Aliases", "")))) - {""}
        category = row.get("Category", "").strip().lower()
        yield Character(number, name, aliases, _gender(row.get("Gender", "")), category)


def _by_name(characters: Iterable[Character]) -> dict[str, int]:
    """Whom a name in the quotations means: a main name, or else an alias that only one has."""
    owners: dict[str, set[int]] = {}
    main: dict[str, int] = {}
    for one in characters:
        main.setdefault(one.name, one.number)
        for alias in one.aliases:
            owners.setdefault(alias, set()).add(one.number)
    alone = {alias: next(iter(numbers)) for alias, numbers in owners.items() if len(numbers) == 1}
    return {**alone, **main}


def _mentions(row: dict[str, str], by_name: dict[str, int]) -> Iterator[GoldMention]:
    """Mentions with their entities: nested lists of the same shape, whose innermost items go together.

    Where each mention has one entity, its list may be left out.
    """
    spans = _spans(row.get("mentionSpansList", ""))
    value = _literal(row.get("mentionEntitiesList", ""))
    meant = list(_leaves(value))
    if len(spans) != len(meant):
        meant = [[name] for names in meant for name in names]
    if len(spans) != len(meant):
        return
    for (start, end), names in zip(spans, meant, strict=True):
        who = tuple(by_name[name.strip()] for name in names if name.strip() in by_name)
        if who and len(who) == len(names):
            yield GoldMention(start, end, who)


def _leaves(value: object) -> Iterator[list[str]]:
    """The innermost lists of names; a name that stands where a list could is one."""
    items = _items(value)
    if items and all(isinstance(one, str) for one in items):
        yield [str(one) for one in items]
        return
    for one in items:
        if isinstance(one, str):
            yield [one]
        else:
            yield from _leaves(one)


def _text(
    path: Path, rows: Sequence[dict[str, str]], spans: Sequence[list[tuple[int, int]]]
) -> tuple[str, float]:
    raw = path.read_bytes().decode("utf-8", errors="replace")
    unix = raw.replace("\r\n", "\n").replace("\r", "\n")
    ways = [unix, raw, unix.removeprefix("\ufeff"), raw.removeprefix("\ufeff"), unix.strip()]
    checks = [
        (start, end, row["quoteText"])
        for row, pieces in zip(rows, spans, strict=True)
        for start, end in pieces[:1]
        if row.get("quoteText")
    ]
    best = max(ways, key=lambda text: (_agreement(text, checks, _dense), _agreement(text, checks, _bare)))
    return best, _agreement(best, checks, _bare)


def _agreement(text: str, checks: Sequence[tuple[int, int, str]], folded: Callable[[str], str]) -> float:
    """How many quotations begin with what stands in their first span, compared as `folded` makes them."""
    right = sum(
        bool(folded(text[a:b])) and folded(words).startswith(folded(text[a:b])) for a, b, words in checks
    )
    return right / len(checks) if checks else 1.0


def _dense(text: str) -> str:
    return "".join(text.split())


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
