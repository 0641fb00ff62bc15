"""A quotation mark and what it may mean where it stands: an opening, an end, or neither.

An apostrophe looks like a closing mark and a straight mark like both, so a mark has no meaning by itself. What it
gives is the cost of every reading, from its neighbours alone; which reading holds is for the whole block to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wellanyway.reading.quotation_tags import tag_ahead, tag_behind

__all__ = ["Mark", "NEVER", "kind_of", "marks"]

NEVER = 99.0

_OPENS = {"“": "d", '"': "d", "``": "g", "‘": "s", "'": "s", "`": "s", "«": "a", "»": "r", "„": "l", "‚": "m",
          "‹": "i", "「": "c", "『": "k", "”": "d"}  # fmt: skip
_CLOSES = {"”": "dl", '"': "d", "''": "g", "’": "sm", "'": "s", "»": "a", "«": "r", "“": "ld", "‘": "m",
           "›": "i", "」": "c", "』": "k"}  # fmt: skip
_MARK = re.compile(r"[“”„\"«»‹›「」『』]|(?<![^\W_])[‘‚’'`]|[‘’'](?![^\W_])")
_MARK_OR_PAIR = re.compile(rf"``|''|{_MARK.pattern}")
_CLEAR = frozenset("“”_*\"„«»‹›「」『』‘’'‚`")
_SURE = frozenset({"say", "think", "write"})
_NEAR = 12  # characters that count as a mark's neighbourhood
_WORD = re.compile(r"[^\W_]+")
_WORD_BEFORE = re.compile(r"[^\W_]+\Z")
_STOPS = frozenset(".,!?…;:")
_DASHES = frozenset("-—–―")
_OPEN_BRACKETS = frozenset("([{")
_CLOSE_BRACKETS = frozenset(")]}")

# A word that has lost its beginning, always or at times.
_ELIDED_ALWAYS = frozenset(
    "tis twas twere twill twould twon tisn twasn em neath twixt mongst gainst ud fraid nough".split()
)
_ELIDED = _ELIDED_ALWAYS | frozenset(
    """im er un ere e is ad as ave aven ow ome omes ouse ouses art cause cos coz bout pon gin til till round roun
    way fore scuse nuff kay lowed stead spect tween cept bove nother ole ead eard ard ell imself erself tever
    nless alf arry enry ullo ello mum is un uns ood er ers eads edge orse orses im appen ot eart""".split()
)
# A word that has lost its end.
_CLIPPED = re.compile(
    r"(?:\w+in|un|fro|en|an|th|wi|d|t|o|mo|po|fo|ol|jes|las|leas|fac|mus|bes|er|yo|ha|gi|wa|ca|mis|sho|hol|chil|roun|ou|tha"
    r"|aroun|groun|soun|foun|fin|behin|tol|fus|nex|cap|res|tho|thro|i|l|thou|pu|sma|ca|a)\Z",
    re.IGNORECASE,
)


def kind_of(mark: str) -> str:
    """The kind of quotation that an opening mark begins: "d" double, "s" single, "a" angle...; "" for none."""
    return _OPENS.get(mark, "")


class Mark(NamedTuple):
    """Characters `[start, end)`. `opens` is the letter of the kind it opens, `closes` the letters of those it ends."""

    start: int
    end: int
    opens: str
    closes: str
    open_cost: float
    close_cost: float
    skip_cost: float
    begins_line: bool


class _Place(NamedTuple):
    """The neighbours of a mark, other marks looked through: the next characters and whether space comes between."""

    left: str
    right: str
    is_spaced_left: bool
    is_spaced_right: bool


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text, in order, without those inside words."""
    pattern = _MARK_OR_PAIR if "``" in text else _MARK
    for match in pattern.finditer(text):
        start, end = match.span()
        sign = match[0]
        place = _place(text, start, end)
        costs = _costs(text, sign, start, end, place)
        begins_line = not text[:start].strip(" _*“‘\"'") if start < 4 else text[start - 1] == "\n"
        yield Mark(start, end, _OPENS.get(sign, ""), _CLOSES.get(sign, ""), *costs, begins_line)


def _place(text: str, start: int, end: int) -> _Place:
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    left, right = start - 1, end
    while left >= first and text[left] in _CLEAR:
        left -= 1
    while right < last and text[right] in _CLEAR:
        right += 1
    spaced_left = left < 0 or text[left].isspace()
    spaced_right = right >= len(text) or text[right].isspace()
    while left >= first and (text[left].isspace() or text[left] in _CLEAR):
        left -= 1
    while right < last and (text[right].isspace() or text[right] in _CLEAR):
        right += 1
    before = text[left] if left >= first else ""
    behind = text[right] if right < last else ""
    return _Place(before, behind, spaced_left, spaced_right)


def _costs(text: str, sign: str, start: int, end: int, place: _Place) -> tuple[float, float, float]:
    """What it costs to read the mark as opening, as closing, and as neither."""
    if sign == '"':
        return _straight(text, start, place)
    if sign == "'":
        return _apostrophe(text, start, end, place)
    if sign == "’":
        return _curly_apostrophe(text, start, end, place)
    if sign in "‘`":
        return _curly_single(text, end, place)
    looks_closing = not place.is_spaced_left and (place.is_spaced_right or place.right in _DASHES)
    looks_opening = place.is_spaced_left and not place.is_spaced_right
    if sign in "”»":
        return (2.5 if looks_opening else NEVER), (1.5 if looks_opening else 0.0), 4.5
    return (1.5 if looks_closing else 0.0), (4.5 if sign == "“" and not looks_closing else 0.0), 4.5


def _straight(text: str, start: int, place: _Place) -> tuple[float, float, float]:
    left, right, spaced_left, spaced_right = place
    skip = 1.0 if left.isdigit() and not spaced_left else 4.5
    if spaced_left and spaced_right:
        return (*_unspaced(text, start, place), skip)
    if spaced_left:
        return 0.0, 3.5, skip
    if spaced_right:
        return 4.0, 0.0, skip
    if right in _STOPS or right in _CLOSE_BRACKETS:
        return 5.0, 0.0, skip
    if left in _DASHES or left in _OPEN_BRACKETS:
        return (1.0, 1.0, skip) if right in _DASHES else (0.0, 2.5, skip)
    if right in _DASHES:
        return 4.0, 0.3, skip
    return 1.0, 1.0, skip


def _unspaced(text: str, start: int, place: _Place) -> tuple[float, float]:
    """Opening and closing for a straight mark that stands between spaces, so that only the words tell."""
    left, right = place.left, place.right
    twin = text[start]
    if not left or text[max(0, start - 2) : start] == f"{twin} ":
        return 0.0, 3.0
    if not right or right in _STOPS or text[start + 1 : start + 3] == f" {twin}":
        return 3.0, 0.0
    if left in ",!?" and tag_behind(text, start + 1, len(text)).kind in _SURE:
        return 3.0, 0.0
    if left in ",:" and tag_ahead(text, 0, start).kind in _SURE:
        return 0.0, 3.0
    if left in ":;" or left in _DASHES:
        return 0.2, 2.0
    if left in _STOPS:
        if right.islower():
            return (0.8 if left == "," else 1.5), 0.2
        return (0.3 if left == "," else 0.8), 0.5
    return (1.2, 1.0) if right.islower() else (0.5, 1.0)


def _curly_single(text: str, end: int, place: _Place) -> tuple[float, float, float]:
    word = _WORD.match(text, end)
    if word is None:
        return 0.5, 0.0, 3.0
    opens, skip = _elision(word[0], place)
    return (opens, 0.0, skip) if place.is_spaced_left or not place.left.isalpha() else (1.5, 0.0, 0.3)


def _elision(word: str, place: _Place) -> tuple[float, float]:
    """Opening and not, for a single mark before a word: 'tis, 'em, '90s."""
    small = word.lower()
    if word[0].isdigit():
        return 1.0, 0.7
    if small in _ELIDED_ALWAYS:
        return 1.6, 0.2
    if small not in _ELIDED:
        return 0.0, 2.0 if place.left.isalpha() else 3.0
    if place.left.isalpha():
        return 1.2, 0.4
    return (0.3, 1.0) if word[0].isupper() else (0.6, 0.8)


def _curly_apostrophe(text: str, start: int, end: int, place: _Place) -> tuple[float, float, float]:
    left = text[start - 1] if start else ""
    right = text[end] if end < len(text) else ""
    if right.isalnum():
        return NEVER, (2.5 if left in _STOPS else NEVER), 0.2
    if left.isalnum():
        return (NEVER, *_clipping(text, start, place))
    if place.is_spaced_left and place.is_spaced_right and place.left.isalpha():
        return (NEVER, *_clipping(text, start - 1, place))
    return NEVER, 0.0, 3.0


def _apostrophe(text: str, start: int, end: int, place: _Place) -> tuple[float, float, float]:
    left = text[start - 1] if start else ""
    if place.left.isalpha() and re.match(r"\s?-(?!-)", text[end:]):
        return NEVER, 3.0, 0.2  # birds' -nesting
    if place.is_spaced_left and place.is_spaced_right:
        return _lone(text, start, place)
    word = _WORD.match(text, end)
    if word is not None and not left.isalnum():
        opens, skip = _elision(word[0], place)
        return opens, (1.0 if left in _STOPS else 3.0), skip
    if left.isdigit():
        return 5.0, 0.6, 0.8
    if left.isalpha():
        return (5.0, *_clipping(text, start, place))
    if place.is_spaced_left or left in _OPEN_BRACKETS:
        return 0.3, 3.0, 3.0
    return 5.0, 0.0, 3.5


def _lone(text: str, start: int, place: _Place) -> tuple[float, float, float]:
    """A single straight mark between spaces: a text whose words were set apart."""
    opens, closes = _unspaced(text, start, place)
    if not place.left.isalpha():
        return opens, closes, 3.0
    clipped_close, skip = _clipping(text, start - 1, place)
    return opens, clipped_close, skip


def _clipping(text: str, end: int, place: _Place) -> tuple[float, float]:
    """Closing and not, for a single mark behind a word that ends at `end`: goin', the boys', 'the house'."""
    found = _WORD_BEFORE.search(text, max(0, end - 20), end)
    word = found[0] if found else ""
    goes_on = place.right.islower() and place.is_spaced_right
    if _CLIPPED.match(word):
        return 1.6, 0.2
    if word[-1:] in {"s", "S", "x", "z"}:
        if goes_on:
            return 1.2, 0.4
        return (0.8, 0.8) if place.right.isupper() else (0.4, 1.2)
    return (0.6, 1.6) if goes_on else (0.3, 2.0)
