"""What was said of somebody and what they are to others, where it is sure enough to be repeated.

A reader's facts are about whom it took words to mean; here a fact is weighed by how sure it was of that. What hangs on
a name counts most, what hangs on a doubtful pronoun is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wellanyway.asking.replies import persons
from wellanyway.asking.replies.clipping import count
from wellanyway.asking.replies.reply import Asked
from wellanyway.asking.replies.unreal import is_unreal
from wellanyway.asking.wording import NARRATOR
from wellanyway.facts import Fact
from wellanyway.memory.tally import Known
from wellanyway.reading.descriptions import is_person_noun
from wellanyway.reading.nouns import KIN, ROLES, singular
from wellanyway.reading.traits import TRAITS

__all__ = ["Said", "is_for_people", "said_of", "telling", "ties"]

_LOOKED_AT = 16  # descriptions that are weighed
_LONGEST = 12  # words of a description said aloud
_SURE = 0.8
_SUBJECT = 0.95  # how sure it has to be whom a pronoun means of which something is said
_LEAST = 0.45
_EPITHET = 0.9  # how sure it has to be whom a description without a verb means
_POOR = re.compile(
    r"\b(?:I|me|we|us|you|this|that|these|those|who|whom|which|other|another|same|one of|said|says|too|only|first|"
    r"acting|my|mine|your|yours|our|ours|hers|theirs|such|like|ever|dead|kind of|sort of)\b",
    re.IGNORECASE,
)
_VAGUE = frozenset(
    "man woman boy girl person fellow gentleman lady one thing creature child friend chap soul figure body stranger sort kind face".split()
)
_DEGREE = frozenset("very so rather quite exceedingly and ,".split())
_BE = re.compile(r"(?:\b(?:was|is|were|are|am)|[’']s|[’']m)\s(?:\w+ly\s|now\s|still\s)?$")
_LINKS = frozenset("of with in from to at on for by and".split())
_LOOSE = frozenset(
    "companion friend mate master mistress patient comrade guest servant boy girl lord neighbour fellow".split()
)
"""Parts that anybody may play for somebody in passing: they count where a name stands by."""
_TURNED = {"wife": "husband", "husband": "wife", "spouse": "spouse"}
"""What one is to whoever is that to one, where sex and age do not matter."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that say what somebody is, ready to stand behind "is", and the sentence that has them."""

    words: str
    sentence: int
    worth: float


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention near a fact: its words in small letters, whom it means, how sure that is, and whether it is a name."""

    word: str
    start: int
    end: int
    who: int
    sure: float
    is_name: bool


def _near(asked: Asked, fact: Fact) -> list[_Named]:
    known = asked.known.chronicle
    block = asked.told.block(asked.told.sentence(fact.sentence)).text
    found = []
    for mention in known.trail.mentions(fact.sentence):
        who = mention.value.get("who")
        root = known.root(who) if isinstance(who, int) and who >= 0 else -1
        is_name = mention.value.get("form") == "proper"
        word = block[mention.start : mention.end].lower()
        found.append(_Named(word, mention.start, mention.end, root, mention.confidence, is_name))
    return found


# -- what was said of somebody


def said_of(asked: Asked, one: Known) -> list[Said]:
    """Descriptions that can be repeated as they are, the most telling first."""
    found: dict[str, Said] = {}
    for fact in asked.known.chronicle.about("description", "who", one.number)[:_LOOKED_AT]:
        near = _near(asked, fact)
        words = _repeatable(asked, fact, one, near)
        sure = _trust(asked, fact, one, near) if words else 0.0
        if sure and words.lower() not in found:
            found[words.lower()] = Said(words, fact.sentence, _worth(asked, fact, words) + sure - 1)
    kept = [said for said in found.values() if said.worth >= _LEAST]
    return sorted(kept, key=lambda said: (-round(said.worth, 3), said.sentence))


def _trust(asked: Asked, fact: Fact, one: Known, near: Sequence[_Named]) -> float:
    """How sure it is that a description is about somebody, 0 where it is not sure enough."""
    text = asked.told.block(asked.told.sentence(fact.sentence)).text
    if is_unreal(text, fact.start, fact.end):
        return 0.0
    before = text[max(0, fact.start - 16) : fact.start]
    if _BE.search(before):
        subjects = [other for other in near if other.who == one.number and other.end <= fact.start]
        if not subjects or subjects[-1].word in {"you", "thou"}:
            return 0.0
        sure = 1.0 if subjects[-1].is_name else subjects[-1].sure
        return sure if sure >= _SUBJECT else 0.0
    named = [other for other in near if other.is_name and other.who == one.number]
    if any(0 <= fact.start - other.end <= 3 or 0 <= other.start - fact.end <= 9 for other in named):
        return 1.0
    own = [other.sure for other in near if other.who == one.number and other.start == fact.start]
    is_called = not one.named or text[fact.start : fact.start + 2].lower() in {"a ", "an"}
    return max(own) - 0.3 if is_called and own and max(own) >= _EPITHET else 0.0


def _repeatable(asked: Asked, fact: Fact, one: Known, near: Sequence[_Named]) -> str:
    """A description's words with names for its pronouns; "" where they cannot be said out of their place."""
    text = asked.told.block(asked.told.sentence(fact.sentence)).text
    words = " ".join(text[fact.start : fact.end].split()).strip(" ,;:—–-“”‘\"'")
    words = re.split(r"[;:—–“”\"(_]", words)[0].strip(" ,")
    first, _, rest = words.partition(" ")
    if first.lower() in {"his", "her", "its", "their"}:
        name = _owner(asked, fact, one, near)
        words = f"{persons.owner(name)} {rest}" if name else ""
    elif first.lower() in {"a", "an", "the", "one"}:
        words = f"{first.lower()} {rest}"
    elif not _is_genitive(words) and not _are_traits(words):
        return ""
    if not words or count(words) > _LONGEST or _POOR.search(words) or _is_name_again(asked, one, words):
        return ""
    following = text[fact.end : fact.end + 6]
    return "" if _are_traits(words) and re.match(r"\s(?:in|with|of|at|to|for)\b", following) else words


def _is_genitive(words: str) -> bool:
    return re.match(r"[A-Z][\w. ]*?[’'](?:s\s|\s)", words) is not None


def _are_traits(words: str) -> bool:
    parts = words.replace(",", " ,").lower().split()
    return bool(parts) and all(part in TRAITS or part in _DEGREE for part in parts)


def _owner(asked: Asked, fact: Fact, one: Known, near: Sequence[_Named]) -> str:
    """The name of whom a possessive at the beginning of a description means, "" where that is not sure."""
    owners = [other for other in near if other.start == fact.start and other.end - other.start <= 5]
    if not owners or owners[0].who < 0 or owners[0].sure < _SURE or owners[0].who == one.number:
        return ""
    known = asked.known.chronicle.known(owners[0].who)
    return asked.known.name_of(known) if known is not None and known.named else ""


def _is_name_again(asked: Asked, one: Known, words: str) -> bool:
    """Whether it says no more than the name: "the nurse" of the nurse."""
    own = {part.lower() for part in asked.known.name_of(one).split()}
    return _head(words.lower().split()) in own


def _worth(asked: Asked, fact: Fact, words: str) -> float:
    """The same of a fact: what the narration says tells more than talk, a statement more than a question."""
    sentence = asked.told.sentence(fact.sentence)
    worth = fact.confidence + telling(words)
    if asked.known.chronicle.lines.around(sentence.chapter, sentence.block, fact.start, fact.end) is not None:
        worth -= 0.3
    return worth - 0.6 * sentence.text.rstrip("”’\"'").endswith(("?", "!"))


def telling(words: str) -> float:
    """How much a phrase says who somebody is: a part or kinship more than looks, looks more than nothing in particular."""
    parts = [word.strip("’'s,").lower() for word in words.split()]
    head = _head(parts)
    worth = 0.0
    if head in ROLES or head in KIN or singular(head) in ROLES:
        worth += 1.0
    elif head in _VAGUE:
        is_trait = not TRAITS.isdisjoint([*parts, *"-".join(parts).split("-")])
        is_particular = (len(parts) > 3 and is_trait) or " with " in words
        worth += 0.2 if is_particular else -0.4 if is_trait else -0.6
    elif _are_traits(words):
        worth -= 0.4
    elif not is_person_noun(head):
        worth -= 0.3
    worth += 0.25 * (" of " in f" {words} ") + 0.2 * (re.search(r"\b[A-Z]", words) is not None)
    return worth - 0.03 * max(0, len(parts) - 8)


def is_for_people(words: str) -> bool:
    """Whether the noun of a phrase is what people are called, and says more than that."""
    head = _head([word.strip("’'s,").lower() for word in words.split()])
    return (
        is_person_noun(head)
        and not (head in _VAGUE and len(words.split()) < 4)
        and _POOR.search(words) is None
    )


def _head(parts: Sequence[str]) -> str:
    """The noun that a phrase ends in, before what hangs on it."""
    for i, word in enumerate(parts[1:], 1):
        if word in _LINKS or parts[i - 1].endswith(","):
            return parts[i - 1].strip(",")
    return parts[-1] if parts else ""


# -- what they are to others


def ties(asked: Asked, one: Known, other: Known | None = None) -> list[Said]:
    """What somebody is to others, or to `other`, that told surest and most often first; each kind once."""
    found: dict[str, tuple[Said, float]] = {}
    for words, sentence, sure in _ties(asked, one, other):
        said, most = found.get(words, (Said(words, sentence, 0.0), 0.0))
        first = sentence if sure > most else said.sentence
        found[words] = (Said(words, first, round(said.worth + sure, 3)), max(sure, most))
    kept = [said for said, most in found.values() if most >= _SURE or said.worth >= 2 * _SURE]
    kept.sort(key=lambda tie: (-tie.worth, tie.sentence))
    return list({tie.words.split()[-1]: tie for tie in reversed(kept)}.values())[::-1]


def _ties(asked: Asked, one: Known, other: Known | None) -> Iterator[tuple[str, int, float]]:
    known, mine = asked.known, persons.shown(asked.known, one)
    for is_theirs, own, others in ((True, "who", "to"), (False, "to", "who")):
        for fact in known.chronicle.about("relation", own, one.number)[:_LOOKED_AT]:
            number, kind = fact.value.get(others), str(fact.value.get("kind") or "")
            if not isinstance(number, int) or not is_person_noun(kind):
                continue
            root = known.chronicle.root(number)
            name = known.name(root) or ""
            is_strange = other is None and name[:1].islower() and name != NARRATOR
            if (other is not None and root != other.number) or not name or name == mine or is_strange:
                continue
            sure = _bound(asked, fact, one.number if is_theirs else root, root if is_theirs else one.number)
            if is_theirs:
                yield f"{persons.owner(name)} {kind}", fact.sentence, sure
            elif other is None and kind in _TURNED:
                yield f"{persons.owner(name)} {_TURNED[kind]}", fact.sentence, sure - 0.05


def _bound(asked: Asked, fact: Fact, who: int, to: int) -> float:
    """How sure a relation is: a name that stands in it makes its side sure; a phrase that only means somebody does not."""
    text = asked.told.block(asked.told.sentence(fact.sentence)).text
    if is_unreal(text, fact.start, fact.end):
        return 0.0
    near = [other for other in _near(asked, fact) if fact.start <= other.start and other.end <= fact.end]
    own = [other for other in near if other.who == who]
    others = [other for other in near if other.who == to]
    if not own or not others:
        return 0.0
    is_by_name, is_to_name = any(one.is_name for one in own), any(one.is_name for one in others)
    mine = 1.0 if is_by_name else max(one.sure for one in own)
    theirs = 1.0 if is_to_name else max(one.sure for one in others)
    if is_by_name or (is_to_name and fact.confidence < 0.9):  # "Mary, his wife", "she was Tom’s wife"
        return round(mine * theirs, 3)
    return 0.0 if str(fact.value.get("kind")) in _LOOSE else round(0.75 * mine * theirs, 3)
