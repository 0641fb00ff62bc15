"""Discoveries: two that were met apart turn out to be one, because the story says so.

"My name is Rook", "a clerk named Lamb", "the stranger was Tom", "his wife, Mary,". From the end of the window on they
are one. Only what is said outright counts: no likeness, question, denial, dream, nor "a brother to her".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from wellanyway.reading.alike import AGAINST, compare
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.nouns import KIN, ROLES, singular
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.phrases import CLOSERS, Phrases
from wellanyway.reading.proper import ProperForm, form
from wellanyway.reading.titles import canonical_title

__all__ = ["Discoveries", "Identity", "identities"]

_NAMED = frozenset({"named", "christened", "nicknamed", "surnamed", "styled"})
_CALLED = frozenset({"called", "known"})
_BEING = frozenset({"was", "is", "been", "were", "are", "be", "being", "'s", "’s"})
_CALLING = frozenset("call called calls calling christened named nicknamed".split())
_CALLED_ONE = frozenset({"me", "him", "her"})
_AM = frozenset({"am", "'m", "’m"})
_UNMASKING = frozenset({"other", "really", "actually", "truth", "reality", "disguise", "indeed", "all"})
_DEFINITE = frozenset("the his her my our your their this that".split())
_INDEFINITE = frozenset("a an one some another any no every each such".split())
_FIRST = frozenset({"i", "my", "me"})
_SPOKEN = frozenset({"my", "our", "your"})
_NO_SUBJECT = frozenset("who which what that this there here it these those".split())
_REAL_NAME = frozenset("real true full own proper christian right last first maiden name".split())


@dataclass(frozen=True, slots=True)
class Identity:
    """Two mentions that mean one; `how` is the shape that told it, `is_unmasking` where names may well differ."""

    one: Mention
    other: Mention
    how: str
    confidence: float
    is_unmasking: bool = False


def identities(phrases: Phrases) -> Iterator[Identity]:
    """What a page says of who is who; nothing is asked yet of what is known of the two."""
    yield from _own_names(phrases)
    yield from _given_names(phrases)
    yield from _copulas(phrases)
    yield from _apposed(phrases)


# -- names told


def _own_names(phrases: Phrases) -> Iterator[Identity]:
    """My name is Rook; I am Rook; I, Rook, did; call me Rook; she called him Jem; whose name was Rook."""
    for mention in phrases.page.mentions:
        if mention.form != "proper" or mention.type != "PER" or not _ends(phrases, mention):
            continue
        at = mention.first
        owner, how, confidence, is_unmasking = _owner_of(phrases, mention)
        if owner is not None and (how == "I, name," or phrases.is_asserted(owner.first, at)):
            yield Identity(owner, mention, how, confidence, is_unmasking)


def _owner_of(phrases: Phrases, name: Mention) -> tuple[Mention | None, str, float, bool]:
    """Whose name it is that is told, how and how surely, and whether it is the real one."""
    at = name.first
    verb, before = phrases.at(at - 1), phrases.at(at - 2)
    if verb in {"is", "was", "'s", "’s"} and before == "name":
        owner, is_unmasking = _name_owner(phrases, at - 2)
        return owner, "my name is", 0.9, is_unmasking
    if verb in _AM and before == "i":
        return phrases.ending(at - 1), "I am", 0.85, False
    if verb == "," and before == "i" and phrases.at(name.last) == ",":
        is_list = phrases.at(name.last + 1) in {"and", "or", "nor"}
        return None if is_list else phrases.ending(at - 1), "I, name,", 0.85, False
    if verb in _CALLED_ONE and before in _CALLING and phrases.small[at] != "the":  # the Angel of Death
        owner = next((one for one in phrases.all_ending(at) if one.form == "pronoun"), None)
        return owner, f"call {verb}", 0.8, verb != "me"
    return None, "", 0.0, False


def _name_owner(phrases: Phrases, name: int) -> tuple[Mention | None, bool]:
    """Whose name it is ("my real name", "the boy, whose name"), and whether it says the real one."""
    at = name
    while phrases.at(at - 1) in _REAL_NAME:
        at -= 1
    unmasking = at < name and not {"real", "true", "right"}.isdisjoint(phrases.small[at:name])
    word = phrases.at(at - 1)
    if word == "whose":
        before = at - 2 if phrases.at(at - 2) == "," else at - 1
        return phrases.ending(before), unmasking
    owners = phrases.all_ending(at)
    if word in {"my", "his", "her"} and owners:
        return owners[-1], unmasking
    return None, False


def _given_names(phrases: Phrases) -> Iterator[Identity]:
    """A clerk named Lamb; a boy called Tom; she was known as Quilla; the man they called Rook."""
    for i, word in enumerate(phrases.small):
        if word not in _NAMED | _CALLED:
            continue
        at = i + 1
        at += phrases.at(at) == "as"
        at += phrases.at(at) in {"“", '"', "‘", "'"}
        name = phrases.beginning(at)
        if name is None or name.form != "proper" or name.type != "PER" or (word == "known" and at == i + 1):
            continue
        bearer = _bearer(phrases, i, word)
        if bearer is not None and phrases.is_asserted(bearer.first, i) and _ends(phrases, name):
            yield Identity(bearer, name, word, 0.85)


def _bearer(phrases: Phrases, at: int, word: str) -> Mention | None:
    """Who has the name that follows the word at a token."""
    before = at
    while phrases.at(before - 1) in {
        "always",
        "usually",
        "generally",
        "commonly",
        "now",
        "then",
        "also",
        "afterwards",
    }:
        before -= 1
    if phrases.at(before - 1) in _BEING:
        before -= 1
        while phrases.at(before - 1) in _BEING | {"had", "has", "have"}:
            before -= 1
        bearer = phrases.ending(before)
        return bearer if bearer is not None and phrases.is_person(bearer) else None
    comma = phrases.at(before - 1) == ","
    noun = phrases.ending(before - comma) or phrases.around(at)
    if noun is None or noun.type != "PER" or (noun.form != "common" and noun.last <= at):
        return None
    is_new = phrases.small[noun.first] in _INDEFINITE
    return noun if is_new or word == "named" or (comma and word == "known") else None


def _ends(phrases: Phrases, mention: Mention) -> bool:
    """Whether a name stands by itself: not "I am Rook's brother"."""
    return phrases.at(mention.last) not in {"'s", "’s", "'", "’"} and not phrases.words[
        mention.last - 1
    ].endswith(("'s", "’s"))


# -- said outright


def _copulas(phrases: Phrases) -> Iterator[Identity]:
    """The stranger was Tom; Mr Rook was her brother; the thief was none other than the clerk."""
    for subject, verb, behind in phrases.copulas():
        is_other = phrases.small[behind : behind + 3] in (["none", "other", "than"], ["no", "other", "than"])
        at = behind + 3 if is_other else behind
        predicate = phrases.beginning(at)
        if predicate is None or not _is_somebody(phrases, subject) or not _is_known(phrases, predicate):
            continue
        if (subject.form == predicate.form == "common" and not is_other) or phrases.small[verb] in _AM:
            continue
        if "own" in phrases.small[at : predicate.head] or (
            phrases.small[verb] == "been" and predicate.form == "proper"
        ):
            continue  # his own master; I have been a very Crusoe
        if not is_other and not phrases.is_asserted(subject.first, predicate.first):
            continue
        if (
            phrases.small[subject.first] == "i"
            and predicate.form == "common"
            and phrases.small[predicate.head] not in KIN
        ):
            continue  # what one says one is may be a part one plays
        if phrases.at(predicate.last) in {"in", "to", "for", "of", "and", "or", "'s", "’s"}:
            continue
        unmasking = is_other or not _UNMASKING.isdisjoint(phrases.small[verb + 1 : at])
        yield Identity(subject, predicate, "copula", 0.9 if is_other else 0.75, unmasking)


def _is_somebody(phrases: Phrases, subject: Mention) -> bool:
    """Whether a subject is a particular person that is not just pointed at."""
    word = phrases.small[subject.first]
    return (
        phrases.is_person(subject)
        and word not in _NO_SUBJECT | _INDEFINITE
        and (subject.form != "pronoun" or _is_clear(phrases, subject))
    )


def _is_clear(phrases: Phrases, pronoun: Mention) -> bool:
    """Whether nobody else has been spoken of in the block that a pronoun could mean; "I" and "you" are clear."""
    if phrases.small[pronoun.first] == "i":
        return True
    if phrases.small[pronoun.first] not in {"he", "she"}:
        return False
    others = {
        mention.who for mention in phrases.page.mentions
        if mention.first < pronoun.first and phrases.is_person(mention) and mention.speech == pronoun.speech and mention.who != pronoun.who
        and phrases.small[mention.first] not in {"i", "me", "my", "you", "your", "we", "us", "our"}
    }  # fmt: skip
    named = any(
        m.who == pronoun.who and m.form != "pronoun" and m.first < pronoun.first
        for m in phrases.page.mentions
    )
    return named and not others


def _is_known(phrases: Phrases, predicate: Mention) -> bool:
    """Whether a predicate names one, or points at one that can be known: Tom, her brother, the captain."""
    if predicate.type != "PER" or predicate.form == "pronoun":
        return False
    if predicate.form == "proper":
        return phrases.small[predicate.first] not in _INDEFINITE
    head = phrases.small[predicate.head]
    if phrases.small[predicate.first] not in _DEFINITE and phrases.owner(predicate) is None:
        return False
    return (head in KIN or head in ROLES) and singular(head) == head


# -- in apposition


def _apposed(phrases: Phrases) -> Iterator[Identity]:
    """His wife Mary; his wife, Mary, ...; Mary, his wife, ...; Rook, the captain of the ship."""
    for name in phrases.page.mentions:
        if name.form != "proper" or name.type != "PER":
            continue
        before = phrases.ending(name.first)
        if (
            before is not None
            and before.form == "common"
            and _is_kin(phrases, before)
            and _ends(phrases, name)
        ):
            yield Identity(before, name, "kin name", 0.9)
        comma = phrases.at(name.first - 1) == ","
        noun = (
            phrases.ending(name.first - 1) if comma and name.speech < 0 else None
        )  # in talk he may be spoken to
        if (
            noun is not None
            and noun.form == "common"
            and _is_kin(phrases, noun)
            and _closes(phrases, noun, name)
        ):
            yield Identity(noun, name, "kin, name", 0.8)
        behind = phrases.beginning(name.last + 1) if phrases.at(name.last) == "," else None
        if (
            behind is not None
            and behind.form == "common"
            and _is_known(phrases, behind)
            and _closes(phrases, name, behind)
        ):
            owner = phrases.owner(behind)
            called = owner is not None and behind.speech >= 0 and phrases.small[behind.first] in _SPOKEN
            if not called and (owner is None or owner[0].who != name.who):
                yield Identity(name, behind, "name, kin", 0.75)


def _is_kin(phrases: Phrases, mention: Mention) -> bool:
    """Whether somebody's one kinsman or servant is meant: his wife, Tom's master."""
    head = phrases.small[mention.head]
    if mention.type != "PER" or mention.last != mention.head + 1 or singular(head) != head:
        return False
    return phrases.owner(mention) is not None and (head in KIN or head in ROLES)


def _closes(phrases: Phrases, first: Mention, second: Mention) -> bool:
    """Whether "his wife, Mary," is one and no list of two."""
    if phrases.at(second.last) not in CLOSERS or phrases.at(second.last + 1) in {"and", "or", "but"}:
        return False
    following = phrases.beginning(second.last + 1)
    if phrases.at(second.last) == "," and following is not None and following.form != "pronoun":
        return False
    return phrases.at(first.first - 1) not in {",", "and", "or", "with"} or phrases.at(first.first - 2) == "."


class Discoveries:
    """The stage: notes `same` and joins the two in `page.entities`, which goes on in the state of coreference."""

    name = "discoveries"
    slot = "coreference"
    version = "4"
    needs = ("tokens", "mentions", "coreference")
    adds = ("discoveries",)

    def start(self) -> Any:
        return None

    def read(self, page: Page, state: Any) -> Any:
        before = page.entities
        if before is not None and len(page.mentions) > 1:
            narrator = getattr(state, "narrator", -1)
            for found in identities(Phrases(page)):
                _join(page, found, narrator)
        return state if state is None or page.entities is before else replace(state, entities=page.entities)

    def dump(self, state: Any) -> Any:
        """Passed on: whoever owns the slot dumps it."""
        return state

    def load(self, value: Any) -> Any:
        return value


def _join(page: Page, found: Identity, narrator: int = -1) -> None:
    """Have the two be one, if they can; who the narrator is, the narrator alone can say."""
    entities = page.entities
    if entities is None:
        return
    if narrator >= 0 and not _is_surely_said(page, entities, found.one, narrator):
        return
    one, other = _whom(page, entities, found.one), _whom(page, entities, found.other)
    word = page.text[found.one.start : found.one.end].lower()
    is_first = found.one.form == "pronoun" and word in _FIRST
    if one is None or other is None or one.number == other.number:
        return
    if not is_first and narrator >= 0 and entities.root(narrator) in {one.number, other.number}:
        return
    if not _can_be_one(one, other, found, is_first=is_first):
        return
    if _weight(other) > _weight(one):
        one, other = other, one
    start = min(found.one.start, found.other.start)
    end = max(found.one.end, found.other.end)
    page.note("same", start, end, {"one": one.number, "other": other.number}, found.confidence)
    page.entities = entities.joined(one.number, other.number)


def _is_surely_said(page: Page, entities: Entities, one: Mention, narrator: int) -> bool:
    """Whether it is told that the narrator says it, where he seems to say what he is called."""
    if one.speech < 0:
        return True
    speech = page.speeches[one.speech]
    is_told = speech.how in {"tag", "narrator"}
    return is_told or speech.speaker < 0 or entities.root(speech.speaker) != entities.root(narrator)


def _whom(page: Page, entities: Entities, mention: Mention) -> Entity | None:
    number = mention.who
    if (
        mention.form == "pronoun"
        and mention.speech >= 0
        and page.text[mention.start : mention.end].lower() in _FIRST
    ):
        number = page.speeches[mention.speech].speaker
    return entities.get(number) if number >= 0 else None


def _weight(entity: Entity) -> tuple[bool, int, int]:
    """Which of two keeps its number: who has a name, who came up more, who came first."""
    return bool(entity.names), entity.count, -entity.number


def _can_be_one(one: Entity, other: Entity, found: Identity, *, is_first: bool) -> bool:
    """Whether nothing known of the two speaks against it: gender, number, names.

    Where both have names, somebody else's word for it is not enough (`is_first` where one says it of oneself).
    """
    if one.is_plural != other.is_plural or (one.type == "PER") != (other.type == "PER"):
        return False
    if one.gender and other.gender and one.gender != other.gender:
        return False
    if found.is_unmasking or not (one.names and other.names):
        return True
    pairs = [compare(a, b) for a in _forms(one) for b in _forms(other)]
    if min(pairs) <= AGAINST or _has_other_title(one, other):
        return False
    return is_first or max(pairs) > 0


def _forms(entity: Entity) -> list[ProperForm]:
    return [form(name) for name in entity.names]


def _has_other_title(one: Entity, other: Entity) -> bool:
    """Whether both have been given titles and none alike."""
    a = {title for name in one.names if (title := canonical_title(name.split(" ")[0]))}
    b = {title for name in other.names if (title := canonical_title(name.split(" ")[0]))}
    return bool(a and b) and not a & b
