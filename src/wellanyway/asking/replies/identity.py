"""Who somebody is and what something is: a person gets a card, a thing its definition, whichever was asked for."""

from __future__ import annotations

from wellanyway.asking.replies.card import introduction
from wellanyway.asking.replies.meant import heard, person
from wellanyway.asking.replies.passages import with_passages
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.replies.things import definition

__all__ = ["what_is", "who_is"]


def who_is(asked: Asked) -> Reply:
    """The reply to "who is X?"."""
    one = person(asked.known, asked.question.subject)
    if one is not None and asked.known.is_somebody(one):
        return with_passages(asked, introduction(asked, one))
    is_heard = heard(asked.told, asked.question.subject)
    return with_passages(asked, definition(asked)) if is_heard else refused("names")


def what_is(asked: Asked) -> Reply:
    """The reply to "what is X?"."""
    one = person(asked.known, asked.question.subject)
    if one is not None and one.named and asked.known.is_somebody(one):
        return with_passages(asked, introduction(asked, one))
    is_heard = heard(asked.told, asked.question.subject)
    return with_passages(asked, definition(asked)) if is_heard else refused("names")
