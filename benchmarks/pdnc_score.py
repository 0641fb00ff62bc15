"""Scores speakers as PDNC's users do: by sub-quotation, a character being known by the names it shares with the list.

A quotation found counts for a gold one by one of three manners. `overlap`, as published: it shares a character with
it, and of those that do the one that shares the most. `half`: what they share is half of the longer of the two at
least. `exact`: both are the same but for marks and spaces at the ends. A speaker whom the reader is not sure of counts by
its best guess. A title before a name is no hindrance where no name is shared as it stands. Nothing found, nobody guessed and a character that is nobody's on the list are wrong.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pdnc_feeding import Fed
from pdnc_layout import Character, SubQuotation
from wellanyway.reading.page import Page

__all__ = ["MANNERS", "Account", "Listing", "Spoken", "Tally", "account", "best", "tally"]

MANNERS = ("half", "overlap", "exact")
_EDGES = " \n\t\r\"'“”‘’«»„‚—–-_"
_TITLES = frozenset(
    "mr mrs miss ms dr sir lady lord madam madame mademoiselle monsieur count countess st captain colonel".split()
)
_OF_GENDER = {
    **dict.fromkeys("mr sir lord monsieur count captain colonel".split(), "m"),
    **dict.fromkeys("mrs miss ms lady madam madame mademoiselle countess".split(), "f"),
}
_ARTICLE = re.compile(r"\A(?:the|an?|that|this)\s+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation found, in characters of the file without marks; `then` is its speaker's number when it was read."""

    start: int
    end: int
    then: int
    depth: int = 0
    is_part: bool = False  # a paragraph of one that runs over several
    is_guess: bool = False  # the reader is not sure of the speaker


@dataclass(slots=True)
class Account:
    """All that was found in a novel. `names`: what each number was called, how often; `joined` leads to the last number."""

    spoken: list[Spoken] = field(default_factory=list)
    names: dict[int, Counter[str]] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)

    def called(self, number: int, *, in_the_end: bool) -> Counter[str]:
        """What somebody was called over the whole novel, by the numbers of then or with all that were joined."""
        if not in_the_end:
            return self.names.get(number, Counter())
        total: Counter[str] = Counter()
        for one, names in self.names.items():
            if self.joined.get(one, one) == number:
                total += names
        return total


def account(read: Iterable[tuple[Fed, Page]], text: str) -> Account:
    """What the pages say, in characters of the file."""
    found = Account()
    running: list[Spoken] = []  # paragraphs of the quotation that goes on
    last: Page | None = None
    for here, page in read:
        last = page
        for m in page.mentions:
            name = _called(page, m.start, m.end, m.form, is_told=m.speech < 0)
            if m.who >= 0 and name:
                found.names.setdefault(_root(page, m.who), Counter())[name] += 1
        for speech in page.speeches:
            place = here.place.outward(speech.start, speech.end)
            is_guess = speech.speaker < 0
            who = _root(page, speech.guess if is_guess else speech.speaker)
            one = Spoken(*trimmed(text, *place), who, depth=speech.depth, is_guess=is_guess)
            if one.start == one.end:
                continue
            if speech.continues and running:
                running.append(one)
            elif speech.depth == 0:
                found.spoken += _ended(running)
                running = [one]
            else:
                found.spoken.append(one)
    found.spoken += _ended(running)
    numbers = {one.then for one in found.spoken} | set(found.names)
    found.joined = {who: _root(last, who) for who in numbers}
    found.spoken.sort(key=lambda one: (one.start, one.end))
    return found


def _ended(pieces: Sequence[Spoken]) -> list[Spoken]:
    """A quotation; one over several paragraphs in pieces and as one, whose speaker is the first that any has for sure."""
    if len(pieces) < 2:
        return list(pieces)
    told = min(pieces, key=lambda one: (one.is_guess, one.then < 0))
    whole = Spoken(pieces[0].start, pieces[-1].end, told.then, is_guess=told.is_guess)
    return [whole, *(replace(one, is_part=True) for one in pieces)]


def _root(page: Page | None, who: int) -> int:
    return page.entities.root(who) if who >= 0 and page is not None and page.entities is not None else who


def _called(page: Page, start: int, end: int, form: str, *, is_told: bool) -> str:
    text = page.text[start:end]
    if form == "pronoun":
        return "narrator" if is_told and text == "I" else ""
    return plain(text)


def plain(name: str) -> str:
    """A name as names are compared: small letters, no article, no dots, no 's at the end."""
    name = " ".join(name.replace("’", "'").replace(".", " ").casefold().split())
    return _ARTICLE.sub("", name.removesuffix("'s")).strip(" ,;")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks and spaces at its ends."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


class Listing:
    """The character list, to say whom of it a predicted character is."""

    def __init__(self, characters: Sequence[Character]) -> None:
        self._gender = {one.number: one.gender for one in characters}
        self._whose: dict[str, set[int]] = {}
        bare: dict[str, set[int]] = {}
        for one in characters:
            for alias in one.aliases:
                name = plain(alias)
                self._whose.setdefault(name, set()).add(one.number)
                title, _, rest = name.partition(" ")
                if title in _TITLES and rest:
                    bare.setdefault(rest, set()).add(one.number)
        for name, numbers in bare.items():
            if name not in self._whose and len(numbers) == 1:
                self._whose[name] = numbers

    def bearer(self, names: Mapping[str, int]) -> int:
        """The one that shares the most names, the ones used most often where two share as many; -1 for nobody.

        Where no name is shared a title before one is no hindrance: "Mr. Rook" is Rook, if no woman is called so.
        """
        shared = {name: (times, self._whose.get(name, set())) for name, times in names.items()}
        if not any(numbers for _, numbers in shared.values()):
            shared = {name: (times, self._untitled(name)) for name, times in names.items()}
        return self._sharing(shared)

    def _untitled(self, name: str) -> set[int]:
        title, _, rest = name.partition(" ")
        if title not in _TITLES:
            return set()
        gender = _OF_GENDER.get(title, "")
        return {one for one in self._whose.get(rest, ()) if not gender or self._gender[one] in {gender, ""}}

    def _sharing(self, names: Mapping[str, tuple[int, set[int]]]) -> int:
        shares: dict[int, tuple[int, int]] = {}
        for times, numbers in names.values():
            for number in numbers:
                several, often = shares.get(number, (0, 0))
                shares[number] = several + 1, often + times
        most = max(shares.values(), default=None)
        able = [number for number, share in shares.items() if share == most]
        return able[0] if len(able) == 1 else -1


def best(gold: tuple[int, int], spoken: Sequence[Spoken], manner: str) -> Spoken | None:
    """The quotation found that stands for a gold one, out of those that touch it."""
    start, end = gold

    def common(one: Spoken) -> int:
        return min(one.end, end) - max(one.start, start)

    def alike(one: Spoken) -> float:
        return common(one) / max(one.end - one.start, end - start)

    able = [one for one in spoken if common(one) > 0]
    if manner == "exact":
        able = [one for one in able if (one.start, one.end) == gold]
    elif manner == "half":
        able = [one for one in able if 2 * common(one) >= max(one.end - one.start, end - start)]
    else:
        return max(able, key=lambda one: (common(one), alike(one)), default=None)
    return max(able, key=alike, default=None)


@dataclass(slots=True)
class Tally:
    """Gold sub-quotations by kind, those right, those missed, those whose speaker is a guess. Tallies add up."""

    total: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    unsure: int = 0
    unsure_right: int = 0
    unlisted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.total + other.total,
            self.right + other.right,
            self.missed + other.missed,
            self.unsure + other.unsure,
            self.unsure_right + other.unsure_right,
            self.unlisted + other.unlisted,
        )

    @property
    def accuracy(self) -> float:
        return self._share(*self.total)

    def _share(self, *kinds: str) -> float:
        total = sum(self.total[kind] for kind in kinds)
        return sum(self.right[kind] for kind in kinds) / total if total else 0.0

    def figures(self) -> dict[str, float | int]:
        others = [kind for kind in self.total if kind != "explicit"]
        named = self.total.total() - self.missed - self.unsure
        return {
            "accuracy": round(self.accuracy, 4),
            "explicit": round(self._share("explicit"), 4),
            "other": round(self._share(*others), 4),
            **{kind: round(self._share(kind), 4) for kind in sorted(others)},
            "right_where_named": round((self.right.total() - self.unsure_right) / named, 4) if named else 0.0,
            "missed": self.missed,
            "unsure": self.unsure,
            "unsure_but_right": self.unsure_right,
            "nobody_on_the_list": self.unlisted,
        }


def tally(
    gold: Sequence[SubQuotation],
    text: str,
    found: Account,
    listing: Listing,
    *,
    manner: str = "half",
    in_the_end: bool = True,
    cast: int = 0,
) -> Tally:
    """One novel. Numbers below `cast` are those of the list itself, given beforehand."""
    counts = Tally()
    spoken = sorted(found.spoken, key=lambda one: one.start)
    starts = [one.start for one in spoken]
    longest = max((one.end - one.start for one in spoken), default=0)
    bearers: dict[int, int] = {}
    for one in gold:
        start, end = trimmed(text, one.start, one.end)
        low = bisect.bisect_left(starts, start - longest)
        near = spoken[low : bisect.bisect_left(starts, end)]
        hit = best((start, end), near, manner)
        counts.total[one.kind] += 1
        if hit is None:
            counts.missed += 1
            continue
        number = found.joined[hit.then] if in_the_end else hit.then
        counts.unsure += hit.is_guess
        if number < 0:
            continue
        if number not in bearers:
            names = found.called(number, in_the_end=in_the_end)
            bearers[number] = number if number < cast else listing.bearer(names)
        counts.unlisted += bearers[number] < 0
        is_right = bearers[number] == one.speaker
        counts.right[one.kind] += is_right
        counts.unsure_right += is_right and hit.is_guess
    return counts
