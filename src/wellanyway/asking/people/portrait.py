"""Portrait: somebody as one who asks is shown them, with what was said of them, their relations and their company."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.naming import called, core
from wellanyway.facts import Fact
from wellanyway.memory.name_index import small
from wellanyway.memory.tally import Known
from wellanyway.told import Told
from wellanyway.views import Alias, Character, Description, Relation

__all__ = ["portrait"]

_CALLED = 3
_DESCRIPTIONS_FIRST, _DESCRIPTIONS_LAST = 3, 2  # the first say who it is, the last what has become of them
_RELATIONS = 8
_SCENES = 3  # back to which company is of late
_COMPANY = 5
_POSSESSIVE = frozenset("my your his her its our their".split())


def portrait(told: Told, acquaintance: Acquaintance, known: Known) -> Character:
    """All that is shown of one character."""
    (shown,) = acquaintance.characters(told, [known])
    common = (form for form in called(known, _CALLED + 1) if core(form.name) != core(shown.name))
    return replace(
        shown,
        named_by=_named_by(acquaintance, known),
        called=tuple(Alias(form.name, form.first, told.place(form.first)) for form in common)[:_CALLED],
        said_of=_descriptions(told, acquaintance, known),
        relations=tuple(itertools.islice(_relations(told, acquaintance, known), _RELATIONS)),
        company=acquaintance.names(acquaintance.chronicle.company(known.number, _SCENES))[:_COMPANY],
    )


def _named_by(acquaintance: Acquaintance, known: Known) -> str | None:
    """Who spoke the name first, None where the narration did or the speaker is not sure."""
    fact = acquaintance.chronicle.first_named(known.number)
    if fact is None or not fact.value.get("quoted"):
        return None
    quotation = acquaintance.chronicle.lines.around(fact.chapter, fact.block, fact.start, fact.end)
    speaker = _number(quotation, "speaker") if quotation is not None else -1
    return acquaintance.name(speaker) if speaker >= 0 else None


def _descriptions(told: Told, acquaintance: Acquaintance, known: Known) -> tuple[Description, ...]:
    """The first told and the last, in the order of the text, each wording once."""
    facts = acquaintance.chronicle.about("description", "who", known.number)
    first, last = facts[:_DESCRIPTIONS_FIRST], facts[_DESCRIPTIONS_FIRST:][-_DESCRIPTIONS_LAST:]
    found: dict[str, Description] = {}
    for fact in (*first, *last):
        words = small(_words(told, fact))
        found.setdefault(core(words), Description(words, told.evidence(fact.sentence)))
    return tuple(found.values())


def _words(told: Told, fact: Fact) -> str:
    """The words of a fact's span, as far as they have been told."""
    return " ".join(told.block(told.sentence(fact.sentence)).text[fact.start : fact.end].split())


def _relations(told: Told, acquaintance: Acquaintance, known: Known) -> Iterator[Relation]:
    """Relations from both sides, each said once."""
    chronicle = acquaintance.chronicle
    seen: set[tuple[str, str, bool]] = set()
    for is_theirs, mine, others in ((True, "who", "to"), (False, "to", "who")):
        for fact in chronicle.about("relation", mine, known.number):
            kind, other = str(fact.value.get("kind") or ""), acquaintance.name(_number(fact, others)) or ""
            if other.partition(" ")[0].lower() in _POSSESSIVE:  # "my husband": whose, a listener cannot tell
                other = ""
            is_sayable = bool(kind and (other or is_theirs))
            is_sayable &= is_theirs or not any(
                name == other for _, name, _ in seen
            )  # "mother of X": no "child: X"
            if is_sayable and (kind, other, is_theirs) not in seen:
                seen.add((kind, other, is_theirs))
                yield Relation(kind, other, is_theirs, told.evidence(fact.sentence))


def _number(fact: Fact, key: str) -> int:
    value = fact.value.get(key)
    return value if isinstance(value, int) else -1
