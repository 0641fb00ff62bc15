"""Finds what is said aloud in a block: where a quotation begins and ends, and whether it is left open.

Works on one block and on what the block before left open; apostrophes, titles and words in mocking
quotation marks are told from speech. Quotations inside quotations stay inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Span", "spans"]

_PAIRS = {"“": "”", "«": "»", "„": "“", "「": "」"}
_ELISIONS = r"(?:tis|twas|twere|twill|twould|em|im|er|is|ere|e|ave|ad|as|ow|ome|ouse|un|cause|bout|pon|neath|gainst|til|till|round|way|fore|scuse|nuff|kay|\d0s)\b"
_SINGLE_OPEN = re.compile(
    rf"(?:(?<=^)|(?<=[\s(\[—–“\"-]))[‘'](?!{_ELISIONS})(?=[\w“\"…—¡¿-])", re.IGNORECASE | re.MULTILINE
)
_SINGLE_CLOSE = re.compile(r"(?<=[.,?!…—;:”\"–-])[’'](?![^\W\d_])|(?<=\w)[’'](?=\s*(?:$|—|--))")
_STRAIGHT_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–'‘-]))\"(?=\S)")
_DASH = re.compile(r"(?:—|–|--|―)\s?(?=[“\"A-ZÀ-Þ¡¿])")
_DASH_END = re.compile(
    r"[,.!?]\s(?=(?:said|says|asked|cried|answered|replied|exclaimed|murmured|whispered)\s(?:[A-Z]|he\b|she\b|I\b|the\b))"
    r"|[,.!?]\s(?=(?:he|she|I)\s(?:said|asked|cried|answered|replied|exclaimed|murmured|whispered)\b)"
)
_FINAL = ".,?!…—;:-–"


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` characters with their marks. `is_closed` is False where the block ends first.

    `continues` tells that the block before left a quotation open that this one goes on with.
    """

    start: int
    end: int
    mark: str
    is_closed: bool
    continues: bool = False


def spans(text: str, left_open: str = "") -> list[Span]:
    """Quotations of a block, in order. `left_open` is the mark of one that the block before left open."""
    mark = _style(text, left_open)
    if not mark:
        return []
    if mark == "—":
        return _dashed(text)
    if mark in _PAIRS:
        raw = _paired(text, mark)
    elif mark == '"':
        raw = _straight(text)
    else:
        raw = _singles(text)
    found = [span for span in raw if _is_speech(text, span)]
    if found and left_open == mark and not text[: found[0].start].strip():
        first = found[0]
        found[0] = Span(first.start, first.end, first.mark, first.is_closed, continues=True)
    return found


def _style(text: str, left_open: str) -> str:
    """Which mark speech is set in here: the outermost one, that is the first to come."""
    if _DASH.match(text):
        return "—"
    marks = [(at, mark) for mark in ("“", '"', "«", "„", "「") if (at := text.find(mark)) >= 0]
    single = _SINGLE_OPEN.search(text)
    if single is not None:
        marks.append((single.start(), "‘"))
    if not marks:
        return ""
    if left_open and any(mark == left_open for _, mark in marks):
        return left_open
    first = min(marks)
    if first[1] == "‘" and len(marks) > 1:
        doubles = min(mark for mark in marks if mark[1] != "‘")
        closed = _SINGLE_CLOSE.search(text, first[0] + 1)
        if closed is None or closed.start() > doubles[0]:  # an apostrophe, unless the double is inside
            inside = closed is not None and text[first[0] + 1 : first[0] + 2].isupper() and first[0] == 0
            return "‘" if inside else doubles[1]
    return first[1]


def _paired(text: str, mark: str) -> list[Span]:
    close = _PAIRS[mark]
    found: list[Span] = []
    at = text.find(mark)
    while at >= 0:
        end = text.find(close, at + 1)
        again = text.find(mark, at + 1)
        if end < 0 and again < 0:
            found.append(Span(at, len(text), mark, is_closed=False))
            break
        if again >= 0 and (end < 0 or again < end):
            if again > 0 and text[again - 1] == "\n":  # a new line of the same quotation
                inner = text.find(close, again + 1)
                found.append(Span(at, again - 1, mark, is_closed=False))
                at = again if inner >= 0 else -1
                if inner < 0:
                    found.append(Span(again, len(text), mark, is_closed=False))
                continue
            end = again - 1  # never closed: it ends where the next one begins
            found.append(Span(at, len(text[: end + 1].rstrip()), mark, is_closed=False))
            at = again
            continue
        found.append(Span(at, end + 1, mark, is_closed=True))
        at = text.find(mark, end + 1)
    return found


def _straight(text: str) -> list[Span]:
    found: list[Span] = []
    opened = _STRAIGHT_OPEN.search(text)
    while opened is not None:
        end = text.find('"', opened.end())
        if end < 0:
            found.append(Span(opened.start(), len(text), '"', is_closed=False))
            break
        found.append(Span(opened.start(), end + 1, '"', is_closed=True))
        opened = _STRAIGHT_OPEN.search(text, end + 1)
    return found


def _singles(text: str) -> list[Span]:
    found: list[Span] = []
    opened = _SINGLE_OPEN.search(text)
    while opened is not None:
        closed = _SINGLE_CLOSE.search(text, opened.end())
        if closed is None:
            found.append(Span(opened.start(), len(text), "‘", is_closed=False))
            break
        found.append(Span(opened.start(), closed.end(), "‘", is_closed=True))
        opened = _SINGLE_OPEN.search(text, closed.end())
    return found


def _dashed(text: str) -> list[Span]:
    """Speech after a dash at the beginning of a paragraph, up to the words that say who speaks."""
    end = _DASH_END.search(text)
    return [Span(0, end.start() + 1 if end else len(text), "—", is_closed=True)]


def _is_speech(text: str, span: Span) -> bool:
    """Tell speech from titles and mocked words: it begins or ends as a sentence does, or is long."""
    inside = text[span.start + 1 : span.end - (1 if span.is_closed else 0)].strip()
    if not any(char.isalpha() for char in inside):
        return False
    if not span.is_closed:
        return span.mark != "‘" or span.start == 0 or text[span.start - 2 : span.start] in (", ", ": ")
    if inside.rstrip("’'”\"")[-1:] in _FINAL:
        return True
    before = text[: span.start].rstrip()
    if not before and not text[span.end :].strip():
        return True
    if before.endswith((",", ":", "—", "--")) and inside[0].isupper():
        return True
    return len(inside.split()) > 7 and inside[0].isupper()
