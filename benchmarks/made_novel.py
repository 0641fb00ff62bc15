"""A made-up novel of any length with a reader to match: the facts of a million words, in a novel's proportions.

The text is nonsense with people in it: names in several forms that come and go over the chapters, nameless people,
pronouns, talk with and without tags, places, scenes, a few who turn out to be others. The reader finds all of it by
regular expressions, so that a memory can be measured at full size without a model. The same seed gives the same bytes.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from immutables import Map

from wellanyway.facts import Fact, Scalar
from wellanyway.reading.recollection import Recollection
from wellanyway.reading.window import Window
from wellanyway.story import Chapter
from wellanyway.testing.futures import chapter_of_lines

__all__ = ["MadeReader", "MadeState", "chapters"]

_SYLLABLES = "ba be bo da de do fa fi ga go ha he ka ke ko la le li lo ma me mo na ne no pa pe ra re ri ro sa se so ta te to va ve vo wa we".split()
_WORDS = (
    "and of in with that so then when as still never over under before after river lamp stair winter door letter coat slow grey "
    "long cold rain noon wet glass stone field smoke bread"
).split()
_VERBS = "ran walked turned burned opened closed carried dropped laughed wept".split()
_NOUNS = "baker miller sailor tailor soldier porter singer beggar painter weaver driver farmer".split()
_KINDS = "tall old young thin pale loud quiet stout lame merry".split()
_PLACES = "mill tower harbour garden chapel market cellar bridge".split()
_NAMED = 600  # people with names
_CAST = 7  # people of a scene
_CHAPTER_WORDS = 4_000
_RECALLED = 150  # mentions behind which nameless people are others

_MENTION = re.compile(
    rf"(?P<name>\b(?:Mr |Mrs |Miss )?[A-Z][a-z]+(?: [A-Z][a-z]+)?)|(?P<common>\b(?:the|a) (?:{'|'.join(_KINDS)}) (?:{'|'.join(_NOUNS)}))"
    rf"|(?P<place>\bthe (?:{'|'.join(_PLACES)}))\b|(?P<pronoun>\b(?:he|she|they|his|her)\b)|(?P<event>\b(?:{'|'.join(_VERBS)})\b)"
    r"|(?P<when>\bthat night\b|\bat noon\b)"
)
_QUOTE = re.compile(r"“[^”]*”")
_SAID = re.compile(r" said (?P<who>[^.]+)\.")
_SAME = re.compile(r"(?P<one>[A-Z]\w+(?: [A-Z]\w+)?) was (?P<other>[A-Z]\w+(?: [A-Z]\w+)?) all along")
_IS = re.compile(r"(?P<who>[A-Z]\w+(?: [A-Z]\w+)?) was (?P<what>a \w+ \w+ of (?P<of>[A-Z]\w+(?: [A-Z]\w+)?))")


def _people(rng: random.Random) -> list[tuple[str, ...]]:
    """The forms that each goes by: in full, by the first name, by title and surname."""
    found: dict[str, tuple[str, ...]] = {}
    while len(found) < _NAMED:
        first, last = (
            "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize() for _ in "ab"
        )
        title = rng.choice(("Mr", "Mrs", "Miss"))
        found.setdefault(first, (f"{first} {last}", first, first, f"{title} {last}"))
    return list(found.values())


def chapters(words: int, *, seed: int = 1) -> Iterator[Chapter]:
    """Divided chapters until there are `words` words."""
    rng = random.Random(seed)
    people = _people(rng)
    count = max(1, words // _CHAPTER_WORDS)
    for number in range(count):
        size = 0
        paragraphs: list[list[str]] = []
        cast = _cast(rng, people, number / count)
        while size < _CHAPTER_WORDS:
            if rng.random() < 0.03 and paragraphs:
                paragraphs.append([])
                cast = _cast(rng, people, number / count)
            lines = [_line(rng, cast) for _ in range(rng.choice((1, 1, 2, 3, 4, 6)))]
            paragraphs.append(lines)
            size += sum(line.count(" ") + 1 for line in lines)
        yield chapter_of_lines(f"c{number}", f"Chapter {number + 1}", paragraphs)


def _cast(rng: random.Random, people: list[tuple[str, ...]], at: float) -> list[tuple[str, ...]]:
    """A few who are always there, and some of those whose time it is."""
    main = [people[int(len(people) * 0.02 * rng.random())] for _ in range(3)]
    near = int(at * (len(people) - 40))
    return main + [people[near + rng.randrange(40)] for _ in range(_CAST - 3)]


def _line(rng: random.Random, cast: list[tuple[str, ...]]) -> str:
    kind = rng.random()
    who = rng.choice(rng.choice(cast))
    if kind < 0.002:
        one, other = rng.sample(cast[3:], 2)
        return f"{one[0]} was {other[0]} all along."
    if kind < 0.02:
        return f"{who} was a {rng.choice(_KINDS)} {rng.choice(_NOUNS)} of {rng.choice(rng.choice(cast))}."
    if kind < 0.36:
        return f"“{_phrase(rng, cast)}.”" + (f" said {who}." if rng.random() < 0.6 else "")
    opener = (
        who
        if rng.random() < 0.4
        else f"the {rng.choice(_KINDS)} {rng.choice(_NOUNS)}"
        if rng.random() < 0.3
        else "then"
    )
    return f"{opener} {_phrase(rng, cast)}."


def _phrase(rng: random.Random, cast: list[tuple[str, ...]]) -> str:
    words = []
    for _ in range(rng.randint(4, 18)):
        kind = rng.random()
        if kind < 0.09:
            words.append(rng.choice(("he", "she", "they", "his", "her")))
        elif kind < 0.102:
            words.append(f"{rng.choice(('the', 'a'))} {rng.choice(_KINDS)} {rng.choice(_NOUNS)}")
        elif kind < 0.122:
            words.append(rng.choice(rng.choice(cast)))
        elif kind < 0.132:
            words.append(f"the {rng.choice(_PLACES)}")
        elif kind < 0.136:
            words.append(rng.choice(("that night", "at noon")))
        else:
            words.append(rng.choice(_VERBS) if kind < 0.24 else rng.choice(_WORDS))
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class MadeState:
    """Numbers by name, the nameless with the mention that meant them last, the next number, the last person."""

    numbers: Map[str, int] = field(default_factory=Map)
    nameless: Map[str, tuple[int, int]] = field(default_factory=Map)
    next: int = 0
    mentions: int = 0
    last: int = -1
    chapter: int = -1


class MadeReader:
    """Facts of every kind from the text above. Its glance knows names by the memory and takes others for new."""

    version = "made-1"

    def start(self) -> MadeState:
        return MadeState()

    def read(self, window: Window, state: MadeState) -> tuple[tuple[Fact, ...], MadeState]:
        page = _Page(window, state, self.version, begins=window.chapter != state.chapter)
        page.run()
        return tuple(page.facts), replace(page.state, chapter=window.chapter)

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        words = {
            match[0] for match in _MENTION.finditer(window.block.text) if match["name"] or match["place"]
        }
        numbers = {word: known.named(word)[0] for word in words if word in known}
        last = next((fact for fact in reversed(known.mentions(8)) if fact.value["type"] == "PER"), None)
        who = known.root(int(last.value["who"] or 0)) if last is not None else -1
        state = MadeState(Map(numbers), Map(), known.next_number, 0, who)
        page = _Page(window, state, self.version, begins=window.chapter != known.chapter)
        page.run()
        return tuple(page.facts)

    def dump(self, state: MadeState) -> bytes:
        parts = [
            sorted(state.numbers.items()),
            sorted(state.nameless.items()),
            state.next,
            state.mentions,
            state.last,
            state.chapter,
        ]
        return json.dumps(parts).encode()

    def load(self, data: bytes) -> MadeState:
        numbers, nameless, *rest = json.loads(data)
        return MadeState(Map(map(tuple, numbers)), Map((key, tuple(value)) for key, value in nameless), *rest)


class _Page:
    """One window being read."""

    def __init__(self, window: Window, state: MadeState, version: str, *, begins: bool) -> None:
        self.window, self.state, self.version, self.begins = window, state, version, begins
        self.text = window.block.text
        self.facts: list[Fact] = []

    def note(self, kind: str, start: int, end: int, value: dict[str, Scalar]) -> None:
        sentence = max(
            (s.ordinal for s in self.window.sentences if s.start <= start), default=self.window.first
        )
        place = (sentence, self.window.chapter, self.window.block_index, start, end)
        self.facts.append(Fact(kind, *place, self.window.known_at, self.version, 0.9, value))

    def run(self) -> None:
        if self.begins or self.window.follows_break:
            self.note("scene", 0, 1, {"reason": "chapter" if self.begins else "break"})
        quotes = [match.span() for match in _QUOTE.finditer(self.text)]
        for match in _MENTION.finditer(self.text):
            self.mention(match, is_quoted=any(a <= match.start() < b for a, b in quotes))
        for start, end in quotes:
            said = _SAID.match(self.text, end)
            speaker = self.number(said["who"]) if said else -1
            value: dict[str, Scalar] = {
                "mode": "speech",
                "closed": True,
                "depth": 0,
                "speaker": speaker,
                "addressee": -1,
            }
            shown = self.window.first + sum(s.start < end for s in self.window.sentences) - 1 if said else -1
            self.note("quotation", start, end, {**value, "how": "tag" if said else "", "shown": shown})
        for match in _SAME.finditer(self.text):
            one, other = self.number(match["one"]), self.number(match["other"])
            if one != other:
                self.note(
                    "same", match.start(), match.end(), {"one": min(one, other), "other": max(one, other)}
                )
        for match in _IS.finditer(self.text):
            who = self.number(match["who"])
            self.note("description", match.start("what"), match.end("what"), {"who": who})
            self.note(
                "relation",
                match.start("what"),
                match.end("what"),
                {"who": who, "to": self.number(match["of"]), "kind": "friend"},
            )

    def mention(self, match: re.Match[str], *, is_quoted: bool) -> None:
        word, start, end = match[0], match.start(), match.end()
        if match["event"]:
            self.note("event", start, end, {"lemma": word})
            return
        if match["when"]:
            self.note("setting", start, end, {"when": word})
            return
        who = (
            self.state.last
            if match["pronoun"]
            else self.nameless(word)
            if match["common"]
            else self.number(word)
        )
        if who < 0:
            return
        form = "proper" if match["name"] else "pronoun" if match["pronoun"] else "common"
        value: dict[str, Scalar] = {"who": who, "type": "FAC" if match["place"] else "PER", "form": form}
        if is_quoted:
            value["quoted"] = True
        if form == "proper":
            value["name"] = word
        if word in {"he", "his", "she", "her"}:
            value["gender"] = "m" if who % 2 else "f"
        self.note("mention", start, end, value)
        if match["place"]:
            self.note("setting", start, end, {"where": who})
        self.state = replace(
            self.state, mentions=self.state.mentions + 1, last=self.state.last if match["place"] else who
        )

    def number(self, name: str) -> int:
        """The number of a name or of whoever has its first name or its surname; a new one for a name not met."""
        found = self.state.numbers.get(name)
        if found is None:
            first, _, last = name.partition(" ")
            parts = (last,) if first in {"Mr", "Mrs", "Miss"} else (first, last) if last else (first,)
            known = [self.state.numbers[part] for part in parts if part in self.state.numbers]
            found = known[0] if known else self.state.next
            numbers = self.state.numbers.update(dict.fromkeys((name, *parts), found))
            self.state = replace(self.state, numbers=numbers, next=max(self.state.next, found + 1))
        return found

    def nameless(self, words: str) -> int:
        """Somebody of these words that was spoken of lately, or else somebody new."""
        key = words.split(maxsplit=1)[1]
        found, last = self.state.nameless.get(key, (-1, -_RECALLED))
        if found < 0 or self.state.mentions - last >= _RECALLED:
            found = self.state.next
            self.state = replace(self.state, next=found + 1)
        self.state = replace(self.state, nameless=self.state.nameless.set(key, (found, self.state.mentions)))
        return found
