"""The words beside a quotation that say what was done with it: "said he", "she thought", "the card read:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from wellanyway.reading.quotation_words import (
    BEARERS,
    NO_NAMES,
    SAYING,
    SPOKEN,
    SUBJECTS,
    THINKING,
    VOICING,
    WRITING,
)

__all__ = ["NO_TAG", "Tag", "tag_ahead", "tag_behind"]

_PIECE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\s\w]")
_TITLES = frozenset("Mr Mrs Ms Dr St Messrs Rev Capt Col Prof Mme Mlle".split())
_DASHES = frozenset("-—–")
_PRONOUNS = frozenset("he she i they we you it".split())
_BEING = frozenset("was were is are be been being".split())
_NAMED = frozenset("called told addressed announced proclaimed pronounced declared".split())
_PERSONS = frozenset("he she they we i".split())
_CLAUSE = _PERSONS | frozenset(
    "it that there this these those the a an you his her my their our its of".split()
)
_TOLD = frozenset("thought thinks wondered wrote writes read reads ran".split())
_RUNNING = frozenset({"ran", "runs", "begins"})
_IT = frozenset({"it", "which", "this", "thus"})
_BETWEEN = frozenset(
    """had has would could might should will must then now only again at last once also still soon just even always
    never simply merely first next thus and finally suddenly presently afterwards often used to not""".split()
)
_ON_IT = frozenset(
    "printed written engraved carved painted inscribed scrawled scribbled lettered stamped stencilled traced".split()
)
"""`beautifully printed on it`, right behind what is."""
_REACH = 90  # characters behind a quotation that its tag may take
_SPAN = 130  # before it


class Tag(NamedTuple):
    """`kind` is "say", "think", "write", or "voice" where it is less sure; "" for none."""

    verb: str
    kind: str


NO_TAG = Tag("", "")


def _kind(word: str) -> str:
    """What a verb says was done; "" for any other word."""
    if word in THINKING:
        return "think"
    if word in SAYING:
        return "say"
    if word in WRITING:
        return "write"
    return "voice" if word in VOICING else ""


def tag_behind(text: str, start: int, until: int) -> Tag:
    """The tag right behind a quotation that ends at `start`, in the narration up to `until`.

    Behind a full stop a capital begins another sentence, and a pronoun with one does so anywhere.
    """
    pieces = _PIECE.findall(text[start : min(until, start + _REACH)])
    at = 0
    while at < len(pieces) and (pieces[at] in _DASHES or pieces[at] in ",("):
        at += 1
    pieces = pieces[at:]
    if not pieces or not pieces[0][0].isalpha():
        return NO_TAG
    first = pieces[0].lower()
    if first in _BEING:
        return _passive(pieces)
    if first in _ON_IT or (first.endswith("ly") and len(pieces) > 1 and pieces[1] in _ON_IT):
        return Tag(first, "write")
    kind = _kind(first)
    if kind:
        return _inverted(pieces, first, kind) if pieces[0].islower() else NO_TAG
    if pieces[0][0].isupper() and (_is_over(text, start) or (first in SUBJECTS and first != "i")):
        return NO_TAG
    if first in SUBJECTS or (pieces[0][0].isupper() and first not in NO_NAMES):
        return _subject_first(pieces, is_short=first in _PRONOUNS or first not in SUBJECTS)
    return NO_TAG


def _is_over(text: str, end: int) -> bool:
    """Whether what is quoted before `end` has come to its full stop."""
    return text[max(0, end - 6) : end].rstrip("”’\"'»_ ").endswith(".")


def _passive(pieces: Sequence[str]) -> Tag:
    """`was the answer`, `was written on it`."""
    for word in map(str.lower, pieces[1:4]):
        if word in WRITING:
            return Tag(word, "write")
        if word in SPOKEN:
            return Tag(word, "say")
    return NO_TAG


def _inverted(pieces: Sequence[str], verb: str, kind: str) -> Tag:
    """`said he`, `cried the old man`, or the verb alone."""
    following = pieces[1] if len(pieces) > 1 else ""
    if not following or not following[0].isalpha():
        return NO_TAG if kind == "voice" else Tag(verb, kind)
    if verb in _RUNNING and not any(word.lower() in BEARERS for word in pieces[1:4]):
        return NO_TAG
    if following[0].isupper() or following.lower() in SUBJECTS:
        return NO_TAG if kind == "think" and following.lower() in _CLAUSE - _PERSONS else Tag(verb, kind)
    if kind == "voice":
        return Tag(verb, kind) if following in {"on", "in", "out", "forth", "up", "back"} else NO_TAG
    return NO_TAG if kind == "write" else Tag(verb, kind)


def _subject_first(pieces: Sequence[str], *, is_short: bool) -> Tag:
    """`he said`, `the old man cried`, `Mr. Pell then said`."""
    for at in range(1, min(len(pieces), 9)):
        piece = pieces[at]
        if not piece[0].isalpha():
            if piece == "." and pieces[at - 1] in _TITLES:
                continue
            return NO_TAG
        small = piece.lower()
        kind = _kind(small) if not small.endswith("ing") else ""
        if small in _RUNNING and not any(word.lower() in BEARERS | _IT for word in pieces[:at]):
            return NO_TAG
        if kind and pieces[at - 1].lower() not in _BEING:
            if small in _NAMED and not (is_short or pieces[at - 1][0].isupper()):
                return NO_TAG
            if kind == "say" and any(word.lower() in BEARERS for word in pieces[:at]):
                return Tag(small, "write")
            if kind == "think" and at + 1 < len(pieces) and pieces[at + 1].lower() in _CLAUSE:
                return NO_TAG
            return Tag(small, "say" if "aloud" in pieces[at : at + 4] else kind)
        if is_short and piece.islower() and small not in _BETWEEN and not small.endswith("ly"):
            return NO_TAG
    return NO_TAG


def tag_ahead(text: str, since: int, end: int) -> Tag:
    """The tag before a quotation that begins at `end`, in the same sentence and not before `since`."""
    pieces = _PIECE.findall(text[max(since, end - _SPAN) : end])
    while pieces and pieces[-1] in "*([":
        pieces.pop()
    if not pieces:
        return NO_TAG
    is_led = pieces[-1] in ",:;" or pieces[-1] in _DASHES
    words = 0
    found = NO_TAG
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if not piece[0].isalpha():
            if piece in ".!?" and not (at and pieces[at - 1] in _TITLES):
                break
            continue
        words += 1
        if words > (14 if is_led else 1):
            break
        tag = _word_ahead(pieces, at, words)
        if tag.kind == "say" or (words <= 2 and tag.kind in {"think", "write"} and piece.lower() in _TOLD):
            return tag
        found = found if found.kind else tag
    return found


def _subject(pieces: Sequence[str], at: int) -> str:
    """The word before a verb, an adverb or the like looked through."""
    before = [piece.lower() for piece in pieces[max(0, at - 2) : at]]
    if len(before) == 2 and (before[1] in _BETWEEN - {"and"} or before[1].endswith("ly")):
        return before[0]
    return before[-1] if before else ""


def _word_ahead(pieces: Sequence[str], at: int, distance: int) -> Tag:
    small = pieces[at].lower()
    if small in BEARERS and distance <= (4 if pieces[-1] == ":" else 2) and pieces[-1] in ":,":
        return Tag(small, "write")
    if small in SPOKEN and distance <= 6:
        return Tag(small, "say")
    kind = _kind(small)
    if kind == "say" and _subject(pieces, at) in BEARERS:
        return Tag(small, "write")
    if not kind or (kind in {"voice", "write"} and distance > 6):
        return NO_TAG
    if small in _RUNNING and not any(piece.lower() in BEARERS | _IT for piece in pieces[max(0, at - 3) : at]):
        return NO_TAG
    return Tag(small, kind)
