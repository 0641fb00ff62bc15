"""Who somebody is and what something is: a person gets a card, a thing its definition, whichever was asked for."""

from __future__ import annotations

from wellanyway.asking.replies.card import introduction
from wellanyway.asking.replies.meant import heard, person
from wellanyway.asking.replies.passages import from_passages, with_passages
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.replies.things import definition
from wellanyway.memory.tally import Known
from wellanyway.reading.stems import STOPWORDS

__all__ = ["what_is", "who_is"]


def who_is(asked: Asked) -> Reply:
    """The reply to "who is X?"."""
    one = person(asked.known, asked.question.subject)
    return _identified(asked, one if one is not None and asked.known.is_somebody(one) else None)


def what_is(asked: Asked) -> Reply:
    """The reply to "what is X?"."""
    one = person(asked.known, asked.question.subject)
    is_one = one is not None and one.named and asked.known.is_somebody(one)
    return _identified(asked, one if is_one else None)


def _identified(asked: Asked, one: Known | None) -> Reply:
    """The card of somebody, or what a thing is; not sure of it, what the passages have as well."""
    if one is not None:
        return with_passages(asked, introduction(asked, one))
    if heard(asked.told, asked.question.subject):
        return with_passages(asked, definition(asked))
    return from_passages(asked) if _is_described(asked) else refused("names")


def _is_described(asked: Asked) -> bool:
    """Whether it is put in the listener's own words, some of them told: "the polite old soldier drinking at Tim's"."""
    own = [word for word in asked.question.subject.split() if word.lower() not in STOPWORDS]
    return len(own) > 1 and any(word.islower() and heard(asked.told, word) for word in own)
