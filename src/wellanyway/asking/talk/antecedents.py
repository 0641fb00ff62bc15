"""Whom a pronoun in a question means: somebody the talk was about, or else whom the last sentences told are about."""

from __future__ import annotations

import re
from dataclasses import replace

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.understanding.kinds import Kind
from wellanyway.asking.understanding.question import Question, reworded
from wellanyway.asking.understanding.subjects import DEICTIC
from wellanyway.memory.tally import Known
from wellanyway.reading.titles import canonical_title

__all__ = ["called", "last_meant", "resolved"]

_HE, _SHE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs".split())
_NEAR = 40  # mentions back to which a pronoun is looked for
_PRONOUN = re.compile(r"(?<![\w'’-])(he|him|his|she|her|hers)(?![\w-])(?:['’](s|d|ll))?", re.IGNORECASE)
_LEADS = re.compile(r"\b(?:the|a|an|this|that|old|young)\s+[a-z]", re.IGNORECASE)
_ENDS_OBJECT = frozenset(
    """to at in on for with from by about of and or when while before after because so that if as into then again now there here
    go come do leave stay run alone up down out off away back over know say see""".split()
)


def resolved(known: Acquaintance, question: Question, spoken_of: list[Known]) -> Question:
    """A question with names for its pronouns, as far as it is clear whom they mean.

    `spoken_of` are those whom the talk was about just now, the likeliest first.
    """
    if question.kind in {Kind.WHO_SAID, Kind.WORD, Kind.RECAP, Kind.HERE}:
        return question
    if question.subject.lower() in DEICTIC:
        return _pointed(known, question, spoken_of)
    found = question
    for part in ("subject", "object"):
        words = getattr(found, part)
        if name := called(known, _by_pronoun(known, words, spoken_of)):
            put = name
        else:
            put = _named(words, known, spoken_of)
        found = replace(found, subject=put) if part == "subject" else replace(found, object=put)
    if _has_antecedent(question) and (found.subject, found.object) == (question.subject, question.object):
        return question
    text = _named(question.text, known, spoken_of)
    return found if text == question.text else reworded(found, text)


def _has_antecedent(question: Question) -> bool:
    """Whether somebody stands before the first pronoun, who may be meant by it."""
    match = _PRONOUN.search(question.text)
    lead = question.text[: match.start()] if match is not None else ""
    return _LEADS.search(lead) is not None or any(name in lead for name in question.names)


def _named(text: str, known: Acquaintance, spoken_of: list[Known]) -> str:
    """A text with a name for the first pronoun of each gender that somebody is clearly meant by."""
    seen: set[str] = set()

    def put(match: re.Match[str]) -> str:
        pronoun = match[1].lower()
        gender = "m" if pronoun in _HE else "f"
        name = "" if gender in seen else called(known, _person(known, gender, spoken_of))
        seen.add(gender)
        if not name:
            return match[0]
        is_whose = pronoun in {"his", "hers"} or (pronoun == "her" and _is_possessive(match))
        tail = f"’{match[2]}" if match[2] else ""
        return f"{name}’s" if is_whose else f"{name}{tail}"

    return _PRONOUN.sub(put, text)


def _is_possessive(match: re.Match[str]) -> bool:
    """Whether "her" stands before what is hers."""
    following = re.match(r"\s+([\w-]+)", match.string[match.end() :])
    return following is not None and following[1].lower() not in _ENDS_OBJECT


def _by_pronoun(known: Acquaintance, word: str, spoken_of: list[Known]) -> Known | None:
    low = word.lower()
    if low in _HE:
        return _person(known, "m", spoken_of)
    if low in _SHE:
        return _person(known, "f", spoken_of)
    if low in _THEY:
        return next((one for one in _mentioned(known) if one.is_plural and called(known, one)), None)
    return None


def _pointed(known: Acquaintance, question: Question, spoken_of: list[Known]) -> Question:
    """ "Who is that?", "who's this guy?": whoever was mentioned last, in the talk or in the story."""
    low = question.subject.lower()
    gender = (
        "f" if low in {"the woman", "the girl"} else "m" if low in {"the man", "the guy", "the boy"} else ""
    )
    person = _person(known, gender, spoken_of)
    name = called(known, person)
    return replace(reworded(question, f"who is {name}"), subject=name) if name else question


def _person(known: Acquaintance, gender: str, spoken_of: list[Known]) -> Known | None:
    """The likeliest: in the talk, or else among the last mentions; somebody surely of another gender never."""
    for one in spoken_of:
        is_fit = not gender or one.gender in {gender, ""}
        if one.is_person and is_fit and not one.is_plural and called(known, one):
            return one
    return last_meant(known, gender)


def last_meant(known: Acquaintance, gender: str = "") -> Known | None:
    """The person mentioned last whom there is something to call by; surely of a gender, where one is given."""
    for one in _mentioned(known):
        if (
            one.is_person
            and not one.is_plural
            and (not gender or one.gender == gender)
            and called(known, one)
        ):
            return one
    return None


def called(known: Acquaintance, person: Known | None) -> str:
    """What somebody can be called in a question: a name, or words that stand by themselves; "" for none."""
    name = known.name_of(person) if person is not None else ""
    if canonical_title(name) is not None:  # "Miss" alone
        return ""
    return name if name[:1].isupper() or name.lower().startswith(_STANDS) else ""


_STANDS = ("the ", "my ", "our ", "his ", "her ", "their ")


def _mentioned(known: Acquaintance) -> list[Known]:
    """Whom the last mentions mean, the last first; those in the narration before those in what people say."""
    facts = known.chronicle.mentions(_NEAR)
    rank = sorted(facts, key=lambda fact: (bool(fact.value.get("quoted")), -fact.sentence, -fact.start))
    numbers = [who for fact in rank if isinstance(who := fact.value.get("who"), int) and who >= 0]
    return known.chronicle.everybody(numbers)
