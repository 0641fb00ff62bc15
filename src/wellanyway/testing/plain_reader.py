"""PlainReader: a reader of a few rules, for tests of what stands on its facts.

It knows names by their capitals, a handful of nouns, "he" and "she", and who speaks by "said Nell"; it gives every kind
of fact, and its glance goes by the same rules with the memory in place of a state. No accuracy is claimed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Protocol

from wellanyway.facts import Fact, Scalar
from wellanyway.reading.recollection import Recollection
from wellanyway.reading.window import Window

__all__ = ["PlainReader", "PlainState"]

_TITLE = r"(?:Mr|Mrs|Miss|Captain|Dr)\.?"
_MENTION = re.compile(
    r"(?P<common>\b[Tt]he (?:old )?(?:captain|miller|sister|brother|cat)\b)|(?P<place>\bthe (?:mill|bridge|graveyard)\b)"
    rf"|(?P<pronoun>\b(?:[Hh]e|[Ss]he|I)\b)|(?P<name>(?:{_TITLE} )?\b[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
_NO_NAME = re.compile(
    r"(?:A|After|Because|But|He|His|In|It|Nobody|Not|One|She|Tell|The|There|They|Was|Were|Where|Who|Why|You|Your|I)\b"
)
_PLACES = frozenset(("Harrow Mill", "Harrow Hill", "Harrow Bridge", "Pell Bridge"))
_QUOTE = re.compile(r"“[^”]*(?:”|$)")
_SAID = re.compile(r"[”,!?. ]*(?:said|asked|whispered|answered|cried)\s*$")
_SAID_BY = re.compile(r"\s*(?:said|asked|whispered|answered|cried)\s+$")
_WAS = re.compile(r"\s+was\s+(?P<what>the (?P<kind>\w+) of\s+|$|(?=[A-Z]))")
_GENDER = {
    "Julia": "f",
    "Edith": "f",
    "Nell": "f",
    "Ruth": "f",
    "Tom": "m",
    "Amos": "m",
    "Silas": "m",
    "Caleb": "m",
}


class _Past(Protocol):
    """What resolving a mention needs of all before."""

    def named(self, name: str) -> int: ...
    def new(self, name: str) -> int: ...
    def last(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PlainState:
    """Numbers by name, the next free one, whom "he" means, and the chapter read last."""

    numbers: dict[str, int] = field(default_factory=dict)
    next: int = 0
    last: int = -1
    chapter: int = -1


class _FromState:
    def __init__(self, state: PlainState) -> None:
        self.state = state

    def named(self, name: str) -> int:
        return self.state.numbers.get(name, -1)

    def new(self, name: str) -> int:
        number = self.state.next
        self.state = replace(self.state, numbers={**self.state.numbers, name: number}, next=number + 1)
        return number

    def last(self) -> int:
        return self.state.last


class _FromMemory:
    """The same out of the memory, with what the window itself has brought."""

    def __init__(self, known: Recollection) -> None:
        self._known = known
        self._new: dict[str, int] = {}

    def named(self, name: str) -> int:
        if name in self._new:
            return self._new[name]
        found = self._known.named(name) if name in self._known else ()
        return found[0] if found else -1

    def new(self, name: str) -> int:
        self._new[name] = self._known.next_number + len(self._new)
        return self._new[name]

    def last(self) -> int:
        found = (fact.value for fact in reversed(self._known.mentions(8)) if fact.value["type"] == "PER")
        return self._known.root(int(next(found, {"who": -1})["who"] or 0))


class PlainReader:
    """Reads and glances by rules; pure."""

    version = "plain-1"

    def start(self) -> PlainState:
        return PlainState()

    def read(self, window: Window, state: PlainState) -> tuple[tuple[Fact, ...], PlainState]:
        past = _FromState(state)
        page = _Reading(window, past, self.version, begins=window.chapter != state.chapter)
        page.run()
        return tuple(page.facts), replace(past.state, last=page.last, chapter=window.chapter)

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        page = _Reading(window, _FromMemory(known), self.version, begins=window.chapter != known.chapter)
        page.run()
        return tuple(page.facts)

    def dump(self, state: PlainState) -> bytes:
        return json.dumps([sorted(state.numbers.items()), state.next, state.last, state.chapter]).encode()

    def load(self, data: bytes) -> PlainState:
        numbers, following, last, chapter = json.loads(data)
        return PlainState(dict(map(tuple, numbers)), following, last, chapter)


class _Reading:
    """One window being read."""

    def __init__(self, window: Window, past: _Past, version: str, *, begins: bool) -> None:
        self.window, self.past, self.version, self.begins = window, past, version, begins
        self.text = window.block.text
        self.quotes = [match.span() for match in _QUOTE.finditer(self.text)]
        self.facts: list[Fact] = []
        self.last = past.last()

    def note(self, kind: str, start: int, end: int, value: dict[str, Scalar]) -> None:
        window = self.window
        sentence = max(
            one.ordinal for one in window.sentences if one.start <= start or one is window.sentences[0]
        )
        place = (sentence, window.chapter, window.block_index, start, end)
        self.facts.append(Fact(kind, *place, window.known_at, self.version, 0.9, value))

    def run(self) -> None:
        if self.begins or self.window.follows_break:
            self.note("scene", 0, 1, {"reason": "chapter" if self.begins else "break"})
        found = [one for match in _MENTION.finditer(self.text) if (one := self.mention(match))]
        for start, end in self.quotes:
            self.quote(start, end, found)
        by_start = {start: (stop, who) for start, stop, who in found}
        for start, end, who in found:
            was = _WAS.match(self.text, end)
            if was is not None and was.end() in by_start:
                self.revealed(start, was, who, *by_start[was.end()])

    def revealed(self, start: int, was: re.Match[str], who: int, stop: int, other: int) -> None:
        """What "Nell was the sister of Tom" and "Nell was Ruth all along" say."""
        if self.text.startswith(" all along", stop) and who != other:
            self.note("same", start, stop, {"one": min(who, other), "other": max(who, other)})
        elif was["kind"]:
            self.note("description", was.start("what"), stop, {"who": who})
            self.note("relation", was.start("what"), stop, {"who": who, "to": other, "kind": was["kind"]})

    def mention(self, match: re.Match[str]) -> tuple[int, int, int] | None:
        """Note a mention; its span and whom it means, None for what is none."""
        text, end = _without_opener(match), match.end()
        form = "proper" if match["name"] else "pronoun" if match["pronoun"] else "common"
        if not text or text == "I":
            return None
        name = text.replace(".", "") if form == "proper" else text.lower()
        who = self.last if form == "pronoun" else self.who(name)
        if who < 0:
            return None
        start = end - len(text)
        is_place = bool(match["place"]) or name in _PLACES
        value: dict[str, Scalar] = {"who": who, "form": form, "type": "FAC" if is_place else "PER"}
        if any(a <= start < b for a, b in self.quotes):
            value["quoted"] = True
        if form == "proper":
            value["name"] = name
        if gender := {"he": "m", "she": "f"}.get(name) or _GENDER.get(name.split()[0].capitalize()):
            value["gender"] = gender
        self.note("mention", start, end, value)
        if is_place:
            self.note("setting", start, end, {"where": who})
        else:
            self.last = who
        return start, end, who

    def who(self, name: str) -> int:
        """Its number; "Julia" is Julia Rook where she was named before, and "Vane" Captain Vane."""
        longer = (f"{name} {last}" for last in ("Rook", "Marsh", "Pell", "Harrow", "Vane"))
        for known in (name, *longer, f"Captain {name}"):
            number = self.past.named(known)
            if number >= 0:
                return number
        return self.past.new(name)

    def quote(self, start: int, end: int, found: list[tuple[int, int, int]]) -> None:
        speaker, shown = -1, -1
        for a, b, who in found:
            after = a >= end and _SAID_BY.fullmatch(self.text, end, a)
            before = b <= start and re.fullmatch(r"\s*(?:said|asked),?\s*", self.text[b:start])
            if after or before:
                speaker, shown = who, max(s.ordinal for s in self.window.sentences if s.start <= a)
        value: dict[str, Scalar] = {"mode": "speech", "depth": 0, "closed": self.text[end - 1] == "”"}
        value |= {"speaker": speaker, "addressee": -1, "shown": shown}
        if speaker >= 0:
            value["how"] = "tag"
        self.note("quotation", start, end, value)


def _without_opener(match: re.Match[str]) -> str:
    """The words of a mention without a capital that its sentence has given; "" where nothing is left."""
    text = match[0]
    while match["name"] and (opener := _NO_NAME.match(text)):
        text = text[opener.end() :].lstrip()
    return text
