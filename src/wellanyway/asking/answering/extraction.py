"""The shortest answer, where a rule can be sure of it: a name, a clause of reason."""

from __future__ import annotations

import re

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.naming import name_of
from wellanyway.asking.understanding.question import Kind, Question
from wellanyway.reading.stems import content
from wellanyway.told import Told

__all__ = ["shortest"]

_BECAUSE = re.compile(r"\bbecause\s+(?!of\b)([^.;!?“”\"]{8,90}?)(?:[.;!?]|,\s(?:and|but)\b|$)")


def shortest(told: Told, question: Question, ordinal: int) -> str | None:
    """A short answer out of one told sentence; None where no rule is sure."""
    text = " ".join(told.sentence(ordinal).text.split())
    if question.type is Kind.WHY:
        match = _BECAUSE.search(text)
        return f"because {match[1].strip(' ,')}" if match else None
    if question.kind is Kind.WHO:
        return _named(told, question, ordinal)
    return None


def _named(told: Told, question: Question, ordinal: int) -> str | None:
    """The one person named in the sentence whom the question does not name."""
    known = Acquaintance(told)
    entries = known.chronicle.everybody(known.chronicle.mentioned(ordinal))
    others = [
        entry
        for entry in entries
        if entry.named
        and known.is_somebody(entry)
        and not any(_is_asked(form.name, question) for form in entry.forms if form.form == "proper")
    ]
    return name_of(others[0]) if len(others) == 1 else None


def _is_asked(words: str, question: Question) -> bool:
    asked = {stem for stem, _ in question.terms}
    return bool(asked & set(content(words)))
