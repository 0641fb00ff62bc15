"""Who somebody is and what something is: a person gets a card, a thing its definition, whichever was asked for."""

from __future__ import annotations

import re
from dataclasses import replace

from wellanyway.asking.replies.by_phrase import as_told, by_part, carries, introduced, phrased_in
from wellanyway.asking.replies.card import introduction
from wellanyway.asking.replies.meant import heard, person
from wellanyway.asking.replies.passages import from_passages, with_passages
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.replies.things import definition
from wellanyway.memory.tally import Known
from wellanyway.reading.stems import STOPWORDS
from wellanyway.views import Verdict

__all__ = ["what_is", "who_is"]

_CLAUSE = re.compile(
    r"(?:(?:this|that|the)\s)?(?P<name>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*)\s(?:they|he|she|we|you|I|everybody|everyone|who|that)\b(?=.)"
)


def who_is(asked: Asked) -> Reply:
    """The reply to "who is X?"."""
    asked = _without_clause(asked)
    one = person(asked.known, asked.question.subject)
    return _identified(asked, one if one is not None and asked.known.is_somebody(one) else None)


def what_is(asked: Asked) -> Reply:
    """The reply to "what is X?"."""
    one = person(asked.known, asked.question.subject)
    is_one = one is not None and one.named and asked.known.is_somebody(one)
    return _identified(asked, one if is_one else None)


def _identified(asked: Asked, one: Known | None) -> Reply:
    """The card of somebody, or what a thing is; not sure of it, what the passages have as well."""
    if one is not None and not carries(asked, one):
        one = None
    phrased = phrased_in(asked) if one is None else ()
    if one is not None:
        return with_passages(asked, introduction(asked, one))
    if (part := by_part(asked, phrased)) is not None:
        return with_passages(asked, introduction(asked, part, name=as_told(asked, phrased)))
    if not heard(asked.told, asked.question.subject):
        return from_passages(asked) if _is_described(asked) else refused("names")
    found = definition(asked)
    if phrased and found.verdict is not Verdict.TOLD:
        found = introduced(asked, phrased)
    return with_passages(asked, found)


def _without_clause(asked: Asked) -> Asked:
    """Without what a listener says of somebody they name: "this Jim they're all asking"."""
    match = _CLAUSE.match(asked.question.subject)
    return asked if match is None else replace(asked, question=replace(asked.question, subject=match["name"]))


def _is_described(asked: Asked) -> bool:
    """Whether it is put in the listener's own words, some of them told: "the polite old soldier drinking at Tim's"."""
    own = [word for word in asked.question.subject.split() if word.lower() not in STOPWORDS]
    return len(own) > 1 and any(word.islower() and heard(asked.told, word) for word in own)
