"""What is given to an engine to read for what is written, and which written word each part of it is.

Quotation marks and other silent marks are left out, dashes become commas, titles and "St." are written out: engines
take their full stop for the end of a sentence. Whatever comes back is told in places of the written text.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

__all__ = ["Wording", "reworded"]

_WORD = re.compile(r"(?:(?!--)[^\s\u2013\u2014\u2015])+|-{2,}|[\u2013\u2014\u2015]+")
_MUTE = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d*_~<>\\[\\]{}|^\\\\()\u200b\ufeff\x00-\x1f]+')
_DASHES = re.compile("-{2,}|[\u2013\u2014\u2015]+")
_DOTS = re.compile(r"\.{2,}|\u2026+")
_APOSTROPHE = re.compile("[\u2018\u2019\u02bc]")
_EDGES = "'"
_HAS_SOUND = re.compile(r"[^\W_]|[&@#%+=\u00a3$\u20ac]")
_FULL = {
    "mr.": "Mister", "mrs.": "Missus", "ms.": "Miz", "dr.": "Doctor", "prof.": "Professor", "st.": "Saint",
    "messrs.": "Messers", "mme.": "Madame", "mlle.": "Mademoiselle", "capt.": "Captain", "col.": "Colonel",
    "gen.": "General", "lieut.": "Lieutenant", "lt.": "Lieutenant", "sgt.": "Sergeant", "rev.": "Reverend",
    "hon.": "Honourable", "esq.": "Esquire", "jr.": "Junior", "sr.": "Senior", "etc.": "et cetera", "no.": "number",
    "vol.": "volume", "vs.": "versus", "&c.": "et cetera", "i.e.": "that is", "e.g.": "for example",
}  # fmt: skip
_STREET_AFTER = re.compile(r"[A-Z][\w'\u2019-]*$")


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is to be read. Word `i` of it begins at `starts[i]` and is the written characters `spans[i]`."""

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def span_at(self, place: int) -> int | None:
        """Which word holds character `place` of `text`; None before the first."""
        found = bisect.bisect_right(self.starts, place) - 1
        return found if found >= 0 else None


def reworded(text: str) -> Wording:
    """The wording of a sentence or part of one; its `text` is "" where there is nothing to be heard."""
    parts: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    size = 0
    found = list(_WORD.finditer(text))
    for number, match in enumerate(found):
        before = text[found[number - 1].start() : found[number - 1].end()] if number else ""
        after = text[found[number + 1].start() : found[number + 1].end()] if number + 1 < len(found) else ""
        if match[0].startswith("("):
            _pause_after(parts, ",")
            size = sum(map(len, parts)) + len(parts)
        word = _read(match[0], before, after)
        if not _HAS_SOUND.search(word):
            _pause_after(parts, word)
            size = sum(map(len, parts)) + len(parts)
            continue
        parts.append(word)
        starts.append(size)
        spans.append(_bare(text, match.start(), match.end()))
        size += len(word) + 1
    return Wording(" ".join(parts), tuple(starts), tuple(spans))


def _read(word: str, before: str, after: str) -> str:
    """One written word as it is to be read."""
    word = _MUTE.sub("", _APOSTROPHE.sub("'", word.replace(")", ", ")))
    word = _DOTS.sub("\u2026", _DASHES.sub(", ", word)).replace("\u2026", ", ")
    word = re.sub(r"(?:, )+", ", ", word).strip()
    head = word.strip(_EDGES).rstrip(",;:!?'")
    if (full := _FULL.get(head.lower())) is None or (head.lower() == "no." and not after[:1].isdigit()):
        return word.strip(_EDGES) if word[:1] in _EDGES else word
    if head == "St." and _STREET_AFTER.search(before) and not after[:1].isupper():
        full = "Street"
    return full + word[word.find(head) + len(head) :]


def _pause_after(parts: list[str], mark: str) -> None:
    """A mark that stands alone is a pause behind the word before it."""
    if parts and mark and parts[-1][-1] not in ",.;:!?":
        parts[-1] += ","


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A word without the marks around it, for showing which one sounds."""
    sound = [place for place in range(start, end) if text[place].isalnum()]
    return (sound[0], sound[-1] + 1) if sound else (start, end)
