"""Who somebody is: what was said of them and what they are to others, in a sentence or two, with the words under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wellanyway.asking.finding import passages
from wellanyway.asking.people.naming import NARRATOR
from wellanyway.asking.replies import persons
from wellanyway.asking.replies.clipping import count
from wellanyway.asking.replies.quoting import compose
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.asking.wording import capital, listed
from wellanyway.facts import Fact
from wellanyway.memory.tally import Known
from wellanyway.reading.nouns import KIN, ROLES, singular
from wellanyway.views import Evidence, Verdict

__all__ = ["Said", "introduction", "said_of", "ties"]

_LOOKED_AT = 24  # descriptions that are weighed
_LONGEST = 14  # words of a description said aloud
_SHOWN = 4  # passages cited
_RELATIONS = 2
_COMPANY = 2
_OWNERS = {"his": "m", "her": "f"}
_NOUN_PHRASE = re.compile(r"(?:an?|the|one|his|her|my|our|their|your|[A-Z][\w.]*[’']s?|[A-Z]\w+[’'])\s", re.IGNORECASE)
_POOR = re.compile(
    r"\b(?:I|me|we|us|you|this|that|these|those|who|which|other|another|same|one of|whom|said|says|too|only|first|poor|dear)\b"
)
_VAGUE = frozenset(
    "man woman boy girl person fellow gentleman lady one thing creature child friend chap soul figure body stranger sort kind face".split()
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words that say what somebody is, ready to stand behind "is", and the sentence that has them."""

    words: str
    sentence: int
    worth: float


def introduction(asked: Asked, one: Known) -> Reply:
    """Who somebody is, as far as facts tell; else the passages that are about them."""
    name = persons.shown(asked.known, one)
    said, relations = said_of(asked, one)[:1], ties(asked, one)[:_RELATIONS]
    if not said and not relations:
        return _lacking(asked, one, name)
    lead = _identity(one, name, said, relations)
    after = _last_told(asked, one, name)
    ordinals = [found.sentence for found in (*said, *relations)]
    ordinals += [found.sentence for found in said_of(asked, one)[1:2]]
    ordinals.append(_first_called(one, asked.question.subject))
    fits = f"{lead} {after}".strip() if count(lead) + count(after) <= 30 else lead
    text, more = compose(asked, fits, ordinals)
    evidence = _cited(asked, ordinals)
    short = said[0].words if said else relations[0].words
    sure = 0.9 if said else 0.8
    return Reply(Verdict.TOLD, "card", text, more, short, evidence, sure)


def _cited(asked: Asked, ordinals: Sequence[int]) -> tuple[Evidence, ...]:
    return tuple(asked.told.evidence(ordinal) for ordinal in list(dict.fromkeys(ordinals))[:_SHOWN])


def _identity(one: Known, name: str, said: Sequence[Said], relations: Sequence[Said]) -> str:
    """Julia Rook is the miller's daughter, and Silas's wife."""
    words = [said[0].words] if said else []
    words += [tie.words for tie in relations if not any(_overlaps(tie.words, other) for other in words)]
    return f"{capital(name)} {persons.agreed(name, one, name)} {', and '.join(words)}."


def _overlaps(one: str, other: str) -> bool:
    """Whether two phrases say the same with the same noun."""
    return one.split()[-1].lower() in other.lower().split()


def _last_told(asked: Asked, one: Known, name: str) -> str:
    """Where they were last, and with whom: "He was last with Honor at the mill."""
    trail = asked.known.chronicle.trail
    he = persons.pronoun(one, name)
    acted = trail.acted(one.number)
    if not len(acted):
        return f"{capital(he)} {'have' if he == 'they' else 'has'} only been spoken of."
    start, stop = trail.scene_of(int(acted[-1]))
    numbers = [number for number in trail.cast_of(start, stop) if number != one.number]
    company = [other for other in asked.known.names(numbers) if other not in {name, NARRATOR}][:_COMPANY]
    where, _, _ = trail.setting_of(start, stop)
    place = asked.known.name(where) if where >= 0 else None
    if stop < 0 or not (company or place):
        return ""
    was = "were" if he == "they" else "was"
    beside = f" with {listed(company)}" if company else ""
    return f"{capital(he)} {was} last told of{beside}{f' at {place}' if place else ''}."


def _lacking(asked: Asked, one: Known, name: str) -> Reply:
    """Where nothing says outright who somebody is: what they are called and the passages about them."""
    near = passages.find(asked.told, asked.question, shown=8).ordinals
    forms = [form.name for form in one.forms if form.form == "proper"] or [form.name for form in one.forms]
    about = [at for at in near if any(word in asked.told.sentence(at).text for word in forms)]
    about.sort(key=lambda at: asked.told.sentence(at).text.rstrip("”’\"'").endswith("?"))
    first = _first_called(one, asked.question.subject)
    ordinals = list(dict.fromkeys((first, *about[:2], one.first)))
    other = next((form.name for form in one.forms if form.form == "common" and _tells(form.name)), "")
    lead = f"{capital(name)}, {other}." if other and other.lower() != name.lower() else ""
    after = _last_told(asked, one, name)
    text, more = compose(asked, " ".join(part for part in (lead, after) if part), ordinals)
    return Reply(
        Verdict.IMPLIED, "card", text, more, other or None, _cited(asked, ordinals), 0.6
    )


def _tells(words: str) -> bool:
    parts = words.lower().split()
    return len(parts) > 1 and (parts[-1] in ROLES or parts[-1] in KIN) and parts[0] in {"the", "a", "an"}


def _first_called(one: Known, name: str) -> int:
    """Where somebody was first called by `name`, or else first heard of."""
    return next((form.first for form in one.forms if form.name == name), one.first)


# -- what was said of somebody


def said_of(asked: Asked, one: Known) -> list[Said]:
    """Descriptions that can be repeated as they are, the most telling first."""
    facts = asked.known.chronicle.about("description", "who", one.number)
    found: dict[str, Said] = {}
    for fact in facts[:_LOOKED_AT]:
        words = _repeatable(asked, fact, one)
        if words and words.lower() not in found:
            found[words.lower()] = Said(words, fact.sentence, _worth(asked, fact, words))
    kept = [said for said in found.values() if said.worth > 0]
    return sorted(kept, key=lambda said: (-said.worth, said.sentence))


def _repeatable(asked: Asked, fact: Fact, one: Known) -> str:
    """A description's words with names for its pronouns; "" where they cannot be said out of their place."""
    block = asked.told.block(asked.told.sentence(fact.sentence)).text
    words = " ".join(block[fact.start : fact.end].split()).strip(" ,;:—–-“”‘\"")
    words = re.split(r"[;:—–“”\"(]", words)[0].strip(" ,")
    first, _, rest = words.partition(" ")
    if first.lower() in {"his", "her", "my", "our", "your", "their"}:
        name = _owned_by(asked, fact, first.lower())
        if not name or name == persons.shown(asked.known, one):
            return ""
        words = f"{persons.owner(name)} {rest}"
    elif first.lower() in {"a", "an", "the", "one"}:
        words = f"{first.lower()} {rest}"
    if not words or count(words) > _LONGEST or _POOR.search(words) or words.count("(") != words.count(")"):
        return ""
    return words


def _owned_by(asked: Asked, fact: Fact, word: str) -> str:
    """The name of whom a possessive at the beginning of a description means, "" where that is not sure."""
    for mention in asked.known.chronicle.trail.mentions(fact.sentence):
        if mention.start == fact.start and mention.end - mention.start == len(word):
            who = mention.value.get("who")
            if isinstance(who, int) and who >= 0 and mention.confidence >= 0.6:
                return asked.known.name(who) or ""
    return ""


def _worth(asked: Asked, fact: Fact, words: str) -> float:
    """How much it says who somebody is: a part or kinship more than looks, what the narration says more than talk."""
    parts = [word.strip("’'s,").lower() for word in words.split()]
    head = _head(parts)
    worth = fact.confidence
    if head in ROLES or head in KIN or singular(head) in ROLES:
        worth += 1.0
    elif head in _VAGUE:
        worth += 0.2 if len(parts) > 3 else -0.4
    elif not _NOUN_PHRASE.match(words + " "):
        worth -= 0.4  # adjectives alone
    worth += 0.25 * (" of " in f" {words} ") + 0.2 * bool(re.search(r"\b[A-Z]", words)) - 0.03 * max(0, len(parts) - 8)
    sentence = asked.told.sentence(fact.sentence)
    if asked.known.chronicle.lines.around(sentence.chapter, sentence.block, fact.start, fact.end) is not None:
        worth -= 0.4
    if sentence.text.rstrip("”’\"'").endswith(("?", "!")):
        worth -= 0.6
    return round(worth, 3)


_LINKS = frozenset("of with who in from to at on whose for by and that which".split())


def _head(parts: Sequence[str]) -> str:
    """The noun that a phrase ends in, before what hangs on it."""
    for i, word in enumerate(parts[1:], 1):
        if word in _LINKS:
            return parts[i - 1]
    return parts[-1] if parts else ""


# -- what they are to others


def ties(asked: Asked, one: Known, other: Known | None = None) -> list[Said]:
    """What somebody is to others, or to `other`, that told most often first."""
    found: dict[str, Said] = {}
    for words, sentence, sure in _ties(asked, one, other):
        before = found.get(words)
        worth = sure if before is None else before.worth + sure
        found[words] = Said(words, sentence if before is None else before.sentence, round(worth, 3))
    return sorted(found.values(), key=lambda tie: (-tie.worth, tie.sentence))


def _ties(asked: Asked, one: Known, other: Known | None) -> Iterator[tuple[str, int, float]]:
    known, mine = asked.known, persons.shown(asked.known, one)
    for is_theirs, own, others in ((True, "who", "to"), (False, "to", "who")):
        for fact in known.chronicle.about("relation", own, one.number):
            number, kind = fact.value.get(others), str(fact.value.get("kind") or "")
            if not isinstance(number, int) or not kind:
                continue
            root = known.chronicle.root(number)
            name = known.name(number) or ""
            if (other is not None and root != other.number) or not name or name == mine:
                continue
            if other is None and name[:1].islower() and name != NARRATOR:
                continue
            if is_theirs:
                yield f"{persons.owner(name)} {kind}", fact.sentence, fact.confidence
            elif other is None and kind in _TURNED:
                yield f"{persons.owner(name)} {_TURNED[kind]}", fact.sentence, fact.confidence - 0.1


_TURNED = {"wife": "husband", "husband": "wife", "spouse": "spouse"}
"""What one is to whoever is that to one, where sex and age do not matter."""
