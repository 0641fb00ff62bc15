"""Answers out of passages: why, how, when, where, what: the answer first where one is found, the quotation after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wellanyway.asking.answering.looking import look
from wellanyway.asking.replies.clipping import count
from wellanyway.asking.replies.meant import spelt_as_told
from wellanyway.asking.replies.quoting import THIS, compose
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.wording import IMPLIED, capital, plain_stop
from wellanyway.views import Verdict

__all__ = ["from_passages", "implied", "with_passages"]

_METHOD = "passages"
_SHOWN = 4
_LONGEST = 16  # words of a short answer that stand before a quotation


def from_passages(asked: Asked) -> Reply:
    """What the passages that bear on the question say."""
    question = spelt_as_told(asked.told, asked.question)
    if question is None:
        return refused("names")
    asked = Asked(asked.told, question, asked.known)
    found = look(asked.told, question, shown=_SHOWN)
    ordinals, verdict, short = found.ordinals, found.verdict, found.short
    if verdict is Verdict.NOT_TOLD or not ordinals:
        return refused(_METHOD, found.sure)
    evidence = tuple(asked.told.evidence(ordinal) for ordinal in ordinals)
    if verdict is Verdict.IMPLIED:
        text, more = implied(asked, ordinals)
        return Reply(verdict, _METHOD, text, more, None, evidence, found.sure)
    is_said = short is not None and count(short) <= _LONGEST
    lead = plain_stop(capital(short)) if short is not None and is_said else ""
    text, more = compose(asked, lead, ordinals, focus=_place(asked, ordinals[0], short))
    return Reply(verdict, _METHOD, text, more, short, evidence, found.sure)


def with_passages(asked: Asked, reply: Reply) -> Reply:
    """A reply that is not sure, with what the passages have under it as well."""
    if reply.verdict is not Verdict.IMPLIED or reply.method == _METHOD:
        return reply
    first, rest = reply.evidence[:2], reply.evidence[2:]
    found = from_passages(asked).evidence[:2]
    return replace(reply, evidence=tuple(dict.fromkeys((*first, *found, *rest)))[:_SHOWN])


def implied(asked: Asked, ordinals: Sequence[int]) -> tuple[str, str]:
    """Passages that bear on a question, worded as no more than that."""
    text, more = compose(asked, f"{IMPLIED}{THIS}", ordinals)
    return text, more


def _place(asked: Asked, ordinal: int, short: str | None) -> int:
    """Where in a sentence its answer stands, -1 where that is not to be seen."""
    if short is None:
        return -1
    return asked.told.sentence(ordinal).text.find(short)
