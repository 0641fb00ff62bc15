"""Finds names as they are met: capitals that a sentence does not ask for, titles, names met before.

Causal: what is a name here depends on this block and on names met earlier, never on later text. A
capital at the beginning of a sentence proves nothing by itself; such a word waits until the story gives
it a capital elsewhere, and is then a name from there on, its earlier places with it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wellanyway.reading.lexicon import (
    ABSTRACT,
    BODY_AND_KIN,
    GENDER,
    NOT_NAMES,
    PEOPLES,
    PERSON_VERBS,
    PLACE_NOUNS,
    PLACES,
    QUALIFIERS,
    SAYING,
)
from wellanyway.reading.stems import STOPWORDS
from wellanyway.reading.titles import canonical_title

__all__ = ["Name", "canonical_title", "names_in"]

_CAP = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’](?!(?:s|d|t|ll|re|ve|m)\b)[^\W\d_]+)?(?:-[^\W\d_]+)*"
_SHORT = r"(?:Mr|Mrs|Ms|Dr|St|Rev|Prof|Capt|Col|Gen|Lieut|Sergt|Mme|Mlle)\."
_INITIAL = r"[A-HJ-Z]\.(?=\s?[A-Z])"  # "I." ends a sentence
_PART = rf"(?:{_SHORT}|{_INITIAL}|{_CAP})"
_RUN = re.compile(rf"(?<![\w’'-]){_PART}(?:\s(?:(?:de|du|von|van|der|la|le|di|da|del)\s){{0,2}}{_PART})*")
_WORD = re.compile(r"St\.\s\S+|\S+")  # a saint's name is one word
_INITIAL_BEFORE = re.compile(r"(?:^|[.!?:;…—–\n]|--|[“‘\"'«(\[])[\s“‘\"'«(\[_*—–-]*$")
_COMMA_QUOTE = re.compile(r",[”’\"']\s$")
_NEXT_WORD = re.compile(r"(?:['’]s)?,?\s+(?:\w+ly\s+)?([a-z]+)")
_IN_PLACE = re.compile(
    r"\b(?P<word>in|at|near|into|through|towards?|reached|across|outside|inside|around)\s$", re.IGNORECASE
)
_SAID_BEFORE = re.compile(r"\b(\w+),?\s$")
_CALLED = re.compile(r"\b(?:named|called|name (?:is|was|of)|Christian name)\s[“‘\"']?$")
_THE = re.compile(r"\b(?:the|a|an|this|that|these|those)\s$", re.IGNORECASE)
_ALSO_WORDS = frozenset("Will Mark Bill Pat Rob Rose Guy Drew Miles Grant Hope".split())
_SAID_TO = frozenset("called calls thought told asked begged answered".split())
_TELLS_NOTHING = frozenset("was is had has did does would could should will must seemed appeared".split())
_COMMON = 3.0  # Zipf value below which a word that begins a sentence is not looked for among common words
_EVERYDAY = 4.9


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a block: `[start, end)` characters, its titles and its words.

    `person` and `place` are what its surroundings say it is. `is_sure` is False for a word that may
    only have its capital because a sentence begins with it.
    """

    start: int
    end: int
    titles: tuple[str, ...]
    words: tuple[str, ...]
    person: int
    place: int
    is_sure: bool

    @property
    def form(self) -> str:
        """The name in one spelling: titles canonical and without their stop."""
        return " ".join((*self.titles, *self.words))


def names_in(text: str, starts: Sequence[int], known: Container[str]) -> list[Name]:
    """Names in a block, in order; `starts` are its sentences' beginnings, `known` the names met earlier."""
    begins = frozenset(starts)
    found: list[Name] = []
    for run in _RUN.finditer(text):
        for start, words in _pieces(run):
            name = _name(text, start, words, begins, known)
            if name is not None:
                found.append(name)
    return found


def _pieces(run: re.Match[str]) -> list[tuple[int, list[tuple[int, str]]]]:
    """A run of capitals, cut where a word stands that no name holds; words with their places."""
    words = [(run.start() + match.start(), match[0]) for match in _WORD.finditer(run[0])]
    pieces: list[tuple[int, list[tuple[int, str]]]] = []
    piece: list[tuple[int, str]] = []
    for i, (at, word) in enumerate(words):
        is_title = canonical_title(word) is not None and i + 1 < len(words)
        if (
            piece
            and canonical_title(piece[-1][1]) is not None
            and word.lower() not in STOPWORDS
            and not is_title
        ):
            piece.append((at, word))  # behind a title anything is a name: Mr. Sunday
            continue
        if word in NOT_NAMES and word not in GENDER and not is_title and (not piece or word not in PEOPLES):
            if piece and word in PLACE_NOUNS:
                piece.append((at, word))
                continue
            if piece:
                pieces.append((piece[0][0], piece))
            piece = []
        elif is_title and piece and canonical_title(piece[-1][1]) is None and word not in GENDER:
            pieces.append((piece[0][0], piece))  # To Dorothea Mr. Casaubon had been ...
            piece = [(at, word)]
        elif word in QUALIFIERS and not piece:
            continue
        else:
            piece.append((at, word))
    if piece:
        pieces.append((piece[0][0], piece))
    return pieces


def _name(
    text: str, start: int, parts: list[tuple[int, str]], begins: frozenset[int], known: Container[str]
) -> Name | None:
    titles, parts = _titles(parts)
    if not parts or (len(parts) == 1 and len(parts[0][1]) < 2):
        return None
    if all(word.isupper() and len(word) > 1 for _, word in parts):  # a heading, a shout, a drop cap
        return None
    end = parts[-1][0] + len(parts[-1][1])
    if text[end : end + 2] in ("'t", "’t"):
        return None
    is_initial = not titles and (
        start in begins or _INITIAL_BEFORE.search(text[max(0, start - 8) : start]) is not None
    )
    if is_initial and len(parts) > 1:
        start, parts = _without_opener(start, parts, known)
        is_initial = parts[0][0] == start and is_initial
    words = tuple(word for _, word in parts)
    if not titles and len(words) == 1 and words[0] in NOT_NAMES and words[0] not in GENDER:
        return None
    person, place = _evidence(text, start, end, titles, words, is_initial=is_initial)
    is_sure = bool(titles) or not is_initial or _stands_first(text, end, words, known)
    if len(words) == 1 and words[0] in NOT_NAMES and not titles:  # May, Grace: also words, or months
        is_sure = is_sure and (person >= 5 or words[0] in known)
    return Name(start, end, titles, words, person, place, is_sure)


def _titles(parts: list[tuple[int, str]]) -> tuple[tuple[str, ...], list[tuple[int, str]]]:
    titles: list[str] = []
    rest = list(parts)
    while rest and (title := canonical_title(rest[0][1])) is not None and len(rest) > 1:
        titles.append(title)
        rest = rest[1:]
    if rest and not titles and canonical_title(rest[0][1]) is not None and rest[0][1] not in GENDER:
        return (), []
    return tuple(titles), rest


def _without_opener(
    start: int, parts: list[tuple[int, str]], known: Container[str]
) -> tuple[int, list[tuple[int, str]]]:
    """Leave out a word in front of a known name that has its capital from the sentence alone."""
    whole = " ".join(word for _, word in parts)
    rest = " ".join(word for _, word in parts[1:])
    first = parts[0][1]
    if whole in known or first in known or first in GENDER:
        return start, parts
    if rest in known or first.endswith(("ing", "ly")) or _zipf(first) > _EVERYDAY:
        return parts[1][0], parts[1:]
    return start, parts


def _stands_first(text: str, end: int, words: tuple[str, ...], known: Container[str]) -> bool:
    """Whether a name that begins a sentence is one for sure."""
    if " ".join(words) in known:
        return True
    if len(words) > 1:
        return any(word in GENDER or word in known for word in words) or all(
            _zipf(word) < 4.5 for word in words
        )
    word = words[0]
    if word.endswith(("ing", "ly", "ed", "n't")) or word in NOT_NAMES:
        return False
    zipf = _zipf(word)
    if word in GENDER and zipf < _EVERYDAY and word not in QUALIFIERS:
        return word not in _ALSO_WORDS or _acts(text, end)
    if zipf >= _EVERYDAY:
        return False
    following = _NEXT_WORD.match(text, end)
    verb = following[1] if following else ""
    if verb in SAYING and zipf < 4.3 and not word.endswith("s"):
        return True
    return zipf < _COMMON and verb in PERSON_VERBS and not word.endswith(("s", "ness", "tion"))


def _acts(text: str, end: int) -> bool:
    following = _NEXT_WORD.match(text, end)
    return (
        following is not None and following[1] in PERSON_VERBS and following[1] not in {"is", "has", "does"}
    )


def _evidence(
    text: str, start: int, end: int, titles: tuple[str, ...], words: tuple[str, ...], *, is_initial: bool
) -> tuple[int, int]:
    """How much the surroundings speak for a person, and for a place or thing."""
    if len(words) > 1 and words[-1] in PLACE_NOUNS and not titles:
        return 0, 5
    if not titles and (words[-1] in PLACES or words[0] in ABSTRACT):
        return 0, 5
    before = text[max(0, start - 24) : start]
    person = 5 if titles else 0
    place = 0
    if not titles and words[0] in GENDER:
        person += 2
    if _CALLED.search(before):
        person += 1
    last = _SAID_BEFORE.search(before)
    if last and last[1] in SAYING and last[1] not in _SAID_TO:
        person += 3
    person += _evidence_after(text, end)
    if _THE.search(before):
        return (0 if titles else max(0, person - 3)), place + 2  # the Admiral Benbow is an inn
    where = _IN_PLACE.search(before)
    if where and not titles and not text.startswith(("'s", "’s"), end):
        place += 2 if where["word"].lower() in {"in", "near", "into", "reached"} else 1
    if is_initial and person == 0 and _is_vocative(text, start, end):
        person += 1
    return person, place


def _evidence_after(text: str, end: int) -> int:
    following = _NEXT_WORD.match(text, end)
    if following is None:
        return 1 if text.startswith((",”", "!”", "?”", ".”", ',"', '!"', '?"')) else 0
    word = following[1]
    if following[0].startswith(("'s", "’s")):
        return 2 if word in BODY_AND_KIN else 0
    if word in {"who", "whose", "whom"}:
        return 3
    if word in SAYING:
        return 3
    if word in _TELLS_NOTHING:
        return 0
    return 2 if word in PERSON_VERBS and "," not in following[0] else 0


def _is_vocative(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in "“‘\"'" and text[end : end + 1] in {",", "!", "?"}


@lru_cache(maxsize=16_384)
def _zipf(word: str) -> float:
    from wellanyway.models import frequencies

    return frequencies().zipf(word)
