"""Mentions as a light reader sees them: names, "he" and "she", and common words that somebody is known by.

No model is run. Whom a name or common words mean is asked of the memory; a pronoun means the one mentioned last
whom it fits. What is not sure is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from wellanyway.facts import Fact
from wellanyway.reading.aliases import Aliases, Surroundings
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.gender import evidence
from wellanyway.reading.mentions import mention_at
from wellanyway.reading.names import Name, names_in
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.proper import form
from wellanyway.reading.recollection import Recollection

__all__ = ["Surface"]

_NAMESAKES = 12  # who go by a word of a name, as many as are looked at
_NEAR = 24  # mentions before the block that a pronoun may go back to
_PRONOUNS = {
    **dict.fromkeys("he him his himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
}
_OPENERS = frozenset("the his her my our their this that".split())
_LONGEST = 4  # words of a common name


class Surface:
    """Finds and links the mentions of one page against what is known before it; sets its `entities`."""

    def __init__(self, page: Page, known: Recollection) -> None:
        self._page = page
        self._known = known
        self._at = {token.start: i for i, token in enumerate(page.tokens)}
        self.entities = Entities(next=known.next_number)
        self._aliases = Aliases()
        self._last: list[int] = []  # whom mentions meant, the last one last

    def link(self) -> None:
        """Set the page's mentions, each with whom it means, and its entities."""
        for fact in self._known.mentions(_NEAR):
            if not fact.value.get("quoted"):
                self._last.append(self._recall(self._known.root(_who(fact))))
        for first, last, kind, meant in sorted(self._candidates(), key=lambda one: one[:2]):
            mention = mention_at(self._page, first, last, kind)
            who = meant(mention)
            if who < 0:
                continue
            mention.who = who
            mention.confidence = 0.9 if mention.form == "proper" else 0.6
            self._page.mentions.append(mention)
            self._remember(mention)
        self._page.entities = self.entities

    def _candidates(self) -> Iterator[tuple[int, int, str, Callable[[Mention], int]]]:
        taken: set[int] = set()
        for name in names_in(self._page.text, self._page.starts, self._known):
            place = self._tokens(name)
            if place is None or not (name.is_sure or name.form in self._known):
                continue
            taken.update(range(*place))
            kind = "PER" if name.person >= name.place else "LOC"
            yield *place, kind, self._named
        lower = [self._page.word(i).lower() for i in range(len(self._page.tokens))]
        for i, word in enumerate(lower):
            if i in taken:
                continue
            if word in _PRONOUNS:
                yield i, i + 1, "", self._meant
            elif word in _OPENERS:
                yield from self._common(lower, i)

    def _common(self, lower: list[str], i: int) -> Iterator[tuple[int, int, str, Callable[[Mention], int]]]:
        for length in range(_LONGEST, 1, -1):
            words = lower[i : i + length]
            if len(words) == length and words[-1].isalpha() and " ".join(words) in self._known:
                yield i, i + length, "PER", self._called
                return

    def _tokens(self, name: Name) -> tuple[int, int] | None:
        first = self._at.get(name.start)
        if first is None:
            return None
        last = first
        while last < len(self._page.tokens) and self._page.tokens[last].end <= name.end:
            last += 1
        return (first, last) if last > first else None

    def _named(self, mention: Mention) -> int:
        """Whom a name names among those who go by one of its words, or the next new number."""
        named = form(self._page.text[mention.start : mention.end], mention.type)
        names = {named.name}
        for word in named.words:
            names |= self._known.names_having([word.lower()], proper_only=True)
        numbers = dict.fromkeys(
            self._known.root(n) for name in sorted(names) for n in self._known.named(name)
        )
        for number in list(numbers)[:_NAMESAKES]:
            self._recall(number)
        around = Surroundings(self._page.ordinal(mention.start), named.gender)
        found = self._aliases.resolve(named, mention.type, self.entities, around)
        return found.number if found.number >= 0 else self.entities.next

    def _called(self, mention: Mention) -> int:
        words = self._page.text[mention.start : mention.end].lower()
        numbers = self._known.named(words)
        return self._recall(self._known.root(numbers[0])) if numbers else -1

    def _meant(self, mention: Mention) -> int:
        """The one mentioned last of that gender, in the narration; in talk nobody for sure."""
        if mention.speech >= 0:
            return -1
        gender = _PRONOUNS[self._page.text[mention.start : mention.end].lower()]
        for number in reversed(self._last):
            one = self.entities.get(number)
            if one is not None and one.gender == gender and one.type in {"PER", ""} and not one.is_plural:
                return number
        return -1

    def _recall(self, number: int) -> int:
        """Have what is known of an entity among the page's."""
        if number >= 0 and self.entities.get(number) is None:
            one = self._known.entity(number)
            if one is not None:
                self.entities = self.entities.put(one)
                for name in one.names:
                    self._aliases = self._aliases.add(
                        form(name, one.type or "PER"), one.number, one.type or "PER"
                    )
        return number

    def _remember(self, mention: Mention) -> None:
        told = evidence(self._page, mention)
        sentence = self._page.ordinal(mention.start)
        one = self.entities.get(mention.who) or Entity(mention.who, mention.type or "PER", first=sentence)
        names = one.names
        if mention.form == "proper":
            name = form(self._page.text[mention.start : mention.end], mention.type or "PER").name
            names = names if name in names else (*names, name)
            self._aliases = self._aliases.add(
                form(name, mention.type or "PER"), mention.who, mention.type or "PER"
            )
        self.entities = self.entities.put(
            replace(
                one,
                names=names,
                male=one.male + (told.gender == "m"),
                female=one.female + (told.gender == "f"),
                plural=one.plural + told.is_plural,
                count=one.count + 1,
                last=sentence,
            )
        )
        self._last.append(mention.who)


def _who(fact: Fact) -> int:
    who = fact.value.get("who", -1)
    return who if isinstance(who, int) else -1
