"""References: who is meant by a pronoun when the sentence that named them is not in the recap.

A recap is followed sentence by sentence with whom it has named so far. A pronoun stays where its person was the last
of that gender to be named; else the name is put in its place, in square brackets, which say that it is not the story's
word there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Ref", "Thread", "is_third"]

_SUBJECT = frozenset("he she they".split())
_OBJECT = frozenset("him them".split())
_POSSESSIVE = frozenset("his their".split())
_MALE, _FEMALE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their theirs themselves".split())
_THIRD = _MALE | _FEMALE | _PLURAL
_LEADS_UP = re.compile(r"(?:With|When|As|While|After|Before|In|On|At|By|From|Without|Upon|\w+ing)\b")
_AFTER_OBJECT = re.compile(
    r"\s*(?:$|[^\w\s]|(?:to|and|with|in|on|at|by|from|as|that|for|into|so|when|if|but|a|an|the|up|down|away|again|out|off|over|back|all|"
    r"no|not|his|my|their|this|or|of|while|before|after|who|whom|where|how|what|why|through|about|without|now|then|there|here|very|"
    r"more|once|at|upon|toward|towards|along|across|round|home|alone|too|go|come|do|I|he|she|they|we|it|was|had|is|\w+ly|"
    r"across|against|because|since|until|than|like|only|even|still|just|almost|never|ever|both)\b)"
)


@dataclass(frozen=True, slots=True)
class Ref:
    """Words `[start, end)` of a sentence that mean somebody.

    `name` is what they are called, "" where that is not sure; `form` proper, common or pronoun; `gender` "m", "f", or "".
    `is_group` says that several are meant, `is_quoted` that it is somebody else's word.
    """

    start: int
    end: int
    words: str
    number: int
    name: str
    form: str
    gender: str
    is_group: bool = False
    is_quoted: bool = False


def is_third(words: str) -> bool:
    """Whether it is a pronoun for somebody who is neither speaking nor spoken to."""
    return words.lower() in _THIRD


def gender_of(words: str) -> str:
    low = words.lower()
    return "m" if low in _MALE else "f" if low in _FEMALE else ""


class Thread:
    """Whom a recap has named so far, the last last. `fix` follows it on by a sentence."""

    def __init__(self) -> None:
        self._named: list[tuple[int, str, bool]] = []  # number, gender, whether several

    def fix(self, text: str, refs: Sequence[Ref], shape: str = "[{}]") -> tuple[str, int]:
        """The sentence with names where they are wanted, in a shape, and how many pronouns are left that nothing explains."""
        out, place, loose = [], 0, 0
        here: set[int] = set()
        refs = sorted(refs, key=lambda ref: (ref.start, -ref.end))
        for at, ref in enumerate(refs):
            if ref.start < place:
                continue
            if ref.form == "pronoun" and is_third(ref.words):
                later = any(_may_be(ref, other, text) for other in refs[at + 1 :])
                is_called = bool(ref.name) and ref.name.split()[-1] in text[: ref.start]
                if not (self._is_clear(ref, here) or is_called or later):
                    if not ref.name:
                        loose += 1
                        continue
                    out.append(text[place : ref.start] + _put(ref, text, shape))
                    place = ref.end
            elif ref.form == "pronoun":
                continue
            if ref.number >= 0:
                here.add(ref.number)
                self._name(ref)
        out.append(text[place:])
        self._named = self._named[-8:]
        return "".join(out), loose

    def _is_clear(self, ref: Ref, here: set[int]) -> bool:
        """Whether a listener knows whom a pronoun means from what the recap has named."""
        if ref.words.lower() in _PLURAL:
            alike = [number for number, _, is_group in self._named[-3:] if is_group or number in here]
            if ref.number >= 0:
                return ref.number in here or (ref.number in alike and self._named[-1][0] == ref.number)
            return len(here) > 1
        if ref.number < 0:
            return False
        if ref.number in here:
            return True
        gender = gender_of(ref.words)
        alike = [number for number, other, is_group in self._named if not is_group and other in {gender, ""}]
        return bool(alike) and alike[-1] == ref.number and self._recent(ref.number)

    def _recent(self, number: int) -> bool:
        return number in [one for one, _, _ in self._named[-2:]]

    def _name(self, ref: Ref) -> None:
        gender = ref.gender or gender_of(ref.words)
        self._named = [one for one in self._named if one[0] != ref.number]
        self._named.append((ref.number, gender, ref.is_group))


def _may_be(ref: Ref, other: Ref, text: str) -> bool:
    """Whether a pronoun means somebody named further on, or may where it stands in what leads up to them."""
    if other.form != "proper" or ref.number < 0:
        return False
    leads_up = bool(_LEADS_UP.match(text)) and text[: other.start].endswith(", ")
    return other.number == ref.number or (leads_up and other.gender == gender_of(ref.words) != "")


def _put(ref: Ref, text: str, shape: str) -> str:
    """A name in the place of a pronoun, with the ending that the pronoun had."""
    low = ref.words.lower()
    begins = ref.start == 0 or ref.words[:1].isupper()
    name = shape.format(ref.name[:1].upper() + ref.name[1:] if begins else ref.name)
    if low in {"himself", "herself", "themselves"}:
        return text[ref.start : ref.end]
    is_possessive = low in _POSSESSIVE or (low == "her" and not _AFTER_OBJECT.match(text[ref.end :]))
    if is_possessive or low in {"hers", "theirs"}:
        return f"{name}’" if ref.name.endswith("s") and ref.is_group else f"{name}’s"
    return name
