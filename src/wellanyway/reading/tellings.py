"""Tellings: what the reader remembers of each narrative level, so that it knows the voice when it comes back.

A level is known by who tells it and by words only it uses: the people its speech tags name, the tense of its
narration, whether it says "I". All counts come from text read so far and fade, so the memory stays small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from immutables import Map

from wellanyway.reading.lexicon import NOT_NAMES
from wellanyway.reading.tale_words import SAYS

__all__ = ["Manner", "Telling", "heads_in", "manner", "names_in", "vocatives_in"]

_KEPT = 48  # people of a level
_FADES = 240  # counts of tense are halved from here on

_LIKE = (
    r"(?:(?:old|young|little|poor|good|first|second|third|other|tall|taller|short|shorter|fat|elder|younger|eldest|youngest"
    r"|great|honest|worthy|grand|black|white|new|last|same|big|dear)[\s-])*"
)
_BEHIND = r"(?:(?<=\s\s)|(?<=[—(])|(?<=[,—(]\s)|^)"  # behind a quotation, which is blanked, or set in
_TAGGED = re.compile(
    rf"{_BEHIND}{SAYS}\s(?:the|an?|my|his|her|our)\s{_LIKE}([a-z]{{3,}})\b"
    rf"|{_BEHIND}{SAYS}\s(?:the\s)?((?:[A-Z][\w’'.]+\s){{0,2}}[A-Z][\w’']+)"
    rf"|\b(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er|[Oo]ur)\s{_LIKE}([a-z]{{3,}})\s(?:then\s|thus\s|now\s|at once\s)?{SAYS}\b"
    rf"|\b((?:[A-Z][\w’'.]+\s){{0,2}}[A-Z][\w’']+)\s(?:then\s|thus\s|now\s|at once\s)?{SAYS}\b"
)
_ANYBODY = frozenset(
    "man men woman women boy girl child lady gentleman people person fellow voice voices one other others who".split()
)
_NAME = re.compile(r"\b[A-Z][a-z][\w]+")
_VOCATIVE = re.compile(
    r"[,—]\s((?:Mr_?|Mrs_?|Miss|Captain|Doctor)\s[A-Z]\w+)(?=[,?!.;—])|[“‘\"']([A-Z][a-z]{2,})[,!]"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|went|came|took|saw|stood|sat|looked|asked|turned|seemed|got|told|knew|thought|gave"
    r"|made|found|fell|ran|felt|heard|began|left|put|kept|held|[a-z]{3,}ed)\b"
)
_PRESENT = re.compile(
    r"\b(?:is|are|has|does|says|goes|comes|looks|takes|sees|stands|sits|asks|turns|seems|gets|tells|knows|thinks|gives|puts|makes"
    r"|finds|falls|runs|feels|hears|begins|leaves|keeps|holds|drinks|laughs|lifts|opens|shuts|stops|waits|nods|smiles|pulls|moves)\b"
)
_IN_S = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Ii]t|who|[A-Z][a-z]+)\s(?!(?:always|perhaps|sometimes|besides|less|unless|thus|this|his|was|has|is|does|as|us)\b)"
    r"[a-z]{2,}[^s\W]s\b"
)
_FIRST = frozenset("I me my myself we us our".split())
_NOBODY = NOT_NAMES | frozenset(
    "Mr Mrs Miss Sir Dr Master Lady Lord Captain Madam He She They It We You I And But The A An So Then That This What When".split()
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How one block is narrated: verbs in the past and the present, words for "I", all words."""

    past: int
    present: int
    first: int
    words: int

    @property
    def tense(self) -> str:
        """ "past", "present", or "" where it cannot be told."""
        if self.present and self.present > 2 * self.past:
            return "present"
        if self.past >= 2 and self.past > 2 * self.present:
            return "past"
        return ""

    @property
    def is_sure(self) -> bool:
        """Whether its verbs leave no doubt about the tense."""
        return max(self.past, self.present) >= 4 and not min(self.past, self.present)


def manner(text: str, words: list[str]) -> Manner:
    """Of a piece of narration, or of what somebody says."""
    first = sum(word in _FIRST for word in words)
    return Manner(
        len(_PAST.findall(text)), len(_PRESENT.findall(text)) + len(_IN_S.findall(text)), first, len(words)
    )


def heads_in(text: str) -> tuple[str, ...]:
    """Who is tagged as speaking in a piece of narration, the last words of each, as written but for case."""
    found = []
    for match in _TAGGED.finditer(text):
        named = next(group for group in match.groups() if group)
        head = named.split()[-1].strip(".’'")
        if head not in _NOBODY and head not in _ANYBODY:
            found.append(head.lower())
    return tuple(dict.fromkeys(found))


def names_in(text: str) -> tuple[str, ...]:
    """Capitalised words of a piece of narration that can be names, in small letters."""
    return tuple(dict.fromkeys(name.lower() for name in _NAME.findall(text) if name not in _NOBODY))


def vocatives_in(text: str) -> tuple[str, ...]:
    """Whom somebody speaks to by name."""
    found = (first or second for first, second in _VOCATIVE.findall(text))
    return tuple(dict.fromkeys(name.split()[-1].lower() for name in found if name.split()[-1] not in _NOBODY))


@dataclass(frozen=True, slots=True)
class Telling:
    """One level. `form` is "plain", "quoted" or "letter"; `heads` the words its teller goes by where others speak of it."""

    form: str = "plain"
    teller: int = -1
    listener: int = -1
    heads: tuple[str, ...] = ()
    people: Map[str, int] = field(
        default_factory=Map
    )  # how often its tags, and in a tale its narration, name somebody
    past: int = 0
    present: int = 0
    first: int = 0
    words: int = 0
    blocks: int = 0
    is_dated: bool = False  # made of letters or entries that bear dates

    @property
    def tense(self) -> str:
        if self.present > 2 * self.past and self.present >= 6:
            return "present"
        if self.past > 2 * self.present and self.past >= 6:
            return "past"
        return ""

    @property
    def is_first(self) -> bool:
        """Whether its narrator says "I"."""
        return self.first * 60 > self.words

    def differs(self, other: Telling) -> bool:
        """Whether both are known to be narrated in a tense, and not in the same."""
        return bool(self.tense and other.tense) and self.tense != other.tense

    def owns(self, name: str, other: Telling) -> bool:
        """Whether a name belongs to this level rather than to another."""
        mine = self.people.get(name, 0)
        return mine > (self.blocks > 40) and mine * (other.blocks + 1) > 3 * other.people.get(name, 0) * (
            self.blocks + 1
        )

    def seen(self, people: Iterable[str], how: Manner, *, is_dated: bool = False) -> Telling:
        """With one more block of it read."""
        kept = self.people
        for one in people:
            kept = kept.set(one, kept.get(one, 0) + 1)
        if len(kept) > 2 * _KEPT:
            kept = Map(sorted(kept.items(), key=lambda item: (-item[1], item[0]))[:_KEPT])
        halves = 2 if self.past + self.present > _FADES else 1
        return replace(
            self,
            people=kept,
            past=self.past // halves + how.past,
            present=self.present // halves + how.present,
            first=self.first // halves + how.first,
            words=self.words // halves + how.words,
            blocks=self.blocks + 1,
            is_dated=self.is_dated or is_dated,
        )

    def dump(self) -> list[Any]:
        return [
            self.form, self.teller, self.listener, list(self.heads), sorted(self.people.items()),
            self.past, self.present, self.first, self.words, self.blocks, self.is_dated,
        ]  # fmt: skip

    @classmethod
    def load(cls, value: list[Any]) -> Telling:
        form, teller, listener, heads, people, *rest = value
        return cls(form, teller, listener, tuple(heads), Map(map(tuple, people)), *rest)
