"""A listener who knows better: "that's wrong", "no, that was Wim", "Wim is not the boy", by the words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wellanyway.asking.understanding.kinds import Kind
from wellanyway.asking.understanding.spoken import straight, subject_of
from wellanyway.asking.understanding.subjects import is_subject
from wellanyway.reading.lexicon import GENDER

__all__ = ["Corrected", "Fault", "corrected"]


class Fault(StrEnum):
    """What is put right."""

    WRONG = "wrong"  # the last answer; nothing is put in its place
    OTHER = "other"  # it was `right` whom the last answer had to name, not `wrong` ("" where that goes without saying)
    DIFFERENT = "different"  # `right` and `wrong` are two
    SAME = "same"  # `right` and `wrong` are one


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as it was put."""

    fault: Fault
    right: str = ""
    wrong: str = ""


_NO = r"(?:(?:no+|nope|nah|wrong|wait|actually|sorry|hang on|hold on|but|oh|well|not true|that's wrong|you're wrong|you got that wrong)[,.;:! ]+)"
_WRONG = (
    r"(?:that|this|it)(?:'s| is| was|s)? (?:wrong|not right|not true|incorrect|not correct|not it|nonsense|rubbish)|(?:that|this|it) (?:isn't|isnt|wasn't|wasnt) (?:right|true|correct|it)|"
    r"you(?:'re| are|re)? (?:wrong|mistaken)|you(?:'ve| have)? got (?:that|it|this) wrong|you got (?:that|it) wrong|wrong|incorrect|that can't be right|that cannot be right|"
    r"(?:that|it)(?:'s| is|s)? not (?:who|what|where|how|why)\b.*|(?:that|it) (?:isn't|isnt|wasn't|wasnt) (?:who|what|where)\b.*"
)
_S = r"(?P<right>[^,;]+?)"
_O = r"(?P<wrong>[^,;]+?)"
_SAID = r"(?:,? (?:who|that) (?:said|spoke|says|asked|answered|told)(?: (?:that|it|this|so))?|,? (?:speaking|talking))"
_FORMS: tuple[tuple[Fault, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(form, re.IGNORECASE))
    for fault, form in (
        (Fault.SAME, rf"{_NO}*{_S} and {_O} (?:are|is|were) (?:really |actually |all )?(?:the same(?: person| man| woman| one)?|one and the same|one person)"),
        (Fault.SAME, rf"{_NO}*{_S} (?:is|was) (?:really |actually )?the same (?:person |man |woman |one )?as {_O}"),
        (Fault.DIFFERENT, rf"{_NO}*{_S} (?:is|was)(?:n't|nt| not) the same (?:person |man |woman |one )?as {_O}"),
        (Fault.DIFFERENT, rf"{_NO}*{_S} and {_O} (?:are|were)(?:n't|nt| not) (?:the same(?: person| man| woman)?|one)|{_NO}*(?P<r2>[^,;]+?) and (?P<w2>[^,;]+?) are (?:two )?different(?: people| persons)?"),
        (Fault.OTHER, rf"{_NO}*(?:that|it|this|he|she)(?:'s| is| was|s) {_S}{_SAID}?(?:,? (?:and )?not | rather than | instead of ){_O}"),
        (Fault.OTHER, rf"{_NO}*(?:that|it|this) (?:wasn't|isn't|wasnt|isnt|was not|is not) {_O}(?:,| -|;)? (?:(?:it|that)(?:'s| was| is)|but) {_S}"),
        (Fault.OTHER, rf"{_NO}+(?:that|it|this|he|she)(?:'s| is| was|s) {_S}{_SAID}?"),
        (Fault.OTHER, rf"(?:{_WRONG})[,.;:! ]+(?:that|it|this|he|she)(?:'s| is| was|s) {_S}{_SAID}?"),
        (Fault.OTHER, rf"(?:that|it) (?:was|is) {_S}{_SAID}"),
        (Fault.OTHER, rf"{_NO}*{_S} said (?:that|it)"),
        (Fault.OTHER, rf"{_NO}*(?:you|i) mean(?:t)? {_S}"),
        (Fault.WRONG, rf"{_NO}*(?:{_WRONG})"),
        (Fault.DIFFERENT, rf"{_NO}*{_S} (?:is|was|are)(?:n't|nt| not) {_O}"),
        (Fault.SAME, rf"{_NO}+{_S} (?:is|are) {_O}"),
    )
)  # fmt: skip


def corrected(text: str) -> Corrected | None:
    """What is put right; None where nothing is."""
    plain = straight(text)
    if plain.endswith("?"):
        return None
    words = plain.strip(" \t.,;:!-—–*")
    for fault, form in _FORMS:
        match = form.fullmatch(words)
        if match is None:
            continue
        given = match.groupdict()
        right = subject_of(given.get("right") or given.get("r2") or "")
        wrong = subject_of(given.get("wrong") or given.get("w2") or "")
        if fault is Fault.WRONG:
            return Corrected(fault)
        if _is_somebody(right) and (not (given.get("wrong") or given.get("w2")) or _is_somebody(wrong)):
            return Corrected(fault, right, wrong)
    return None


def _is_somebody(words: str) -> bool:
    """Whether it reads like a name or a description of a person, and not like a quality."""
    parts = words.split()
    if not is_subject(words, Kind.WHO_IS) or len(parts) > 5:
        return False
    if parts[0].lower() in {"a", "an", "it", "that", "this", "he", "she", "they", "him", "her", "them"}:
        return False
    if parts[0].lower() in {"the", "his", "her", "their", "my"} or parts[0][0].isupper():
        return True
    return parts[0].capitalize() in GENDER or (
        len(parts) == 1 and not parts[0].endswith(("ing", "ed", "ly", "ful", "ous", "y"))
    )
