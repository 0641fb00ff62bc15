"""Somebody asked for by a name of which only a part is known as one, or none: by the sentences that have all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from wellanyway.asking.people.spelling import near
from wellanyway.asking.replies.introducing import introducing, phrases, with_phrase
from wellanyway.asking.replies.meant import is_description, sentences_with
from wellanyway.asking.replies.quoting import THIS, compose
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.asking.wording import IMPLIED
from wellanyway.memory.name_index import plain
from wellanyway.memory.tally import Known
from wellanyway.reading.stems import STOPWORDS
from wellanyway.views import Verdict

__all__ = ["as_told", "by_part", "carries", "introduced", "phrased_in"]

_LOOKED_AT = 60  # sentences with all the words of a name
_SHOWN = 3
_LONGER = 2  # words more than were asked for that a description may have which has them all


def carries(asked: Asked, one: Known) -> bool:
    """Whether somebody has the name asked for, or nearly, and is not only described by words that have it.

    "The fellow who was known as Wim" may mean Wim or not: it is no name of whom a reader took it to mean.
    """
    subject = asked.question.subject
    wanted = [word for word in plain(subject) if word not in STOPWORDS]
    if is_description(subject) or not wanted:
        return True
    return any(
        (form.form == "proper" or len(form.name.split()) <= len(wanted) + _LONGER)
        and _has(plain(form.name), wanted)
        for form in one.forms
    ) or not any(set(wanted) <= set(plain(form.name)) for form in one.forms)


def _has(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word == part or near(word, part) for part in parts) for word in wanted)


def phrased_in(asked: Asked) -> list[int]:
    """The sentences told, the first of them, that have the name asked for as it was put."""
    subject = asked.question.subject
    if not plain(subject) or is_description(subject):
        return []
    return with_phrase(asked, sentences_with(asked.told, subject)[:_LOOKED_AT], subject)


def by_part(asked: Asked, phrased: Sequence[int]) -> Known | None:
    """The person a part of the name is known to mean where all of it stands, None where it means nobody or several."""
    known, wanted = asked.known.chronicle, set(plain(asked.question.subject))
    meant: Counter[int] = Counter()
    for mention in known.trail.mentions_within(np.array(phrased, np.int64)):
        who, name = mention.value.get("who"), plain(str(mention.value.get("name") or ""))
        if (
            mention.value.get("form") == "proper"
            and isinstance(who, int)
            and who >= 0
            and name
            and set(name) <= wanted
        ):
            meant[known.root(who)] += 1
    if not meant:
        return None
    number, count = min(meant.items(), key=lambda item: (-item[1], item[0]))
    one = known.known(number)
    is_one = one is not None and asked.known.is_somebody(one) and 2 * count >= len(phrased)
    return one if is_one else None


def as_told(asked: Asked, phrased: Sequence[int]) -> str:
    """The name asked for as it was first told."""
    text = asked.told.sentence(phrased[0]).text
    start, end = next(phrases(text, asked.question.subject))
    return " ".join(text[start:end].split())


def introduced(asked: Asked, phrased: Sequence[int]) -> Reply:
    """What the sentences with the name tell, those first that introduce whom it means."""
    best = introducing(asked, phrased, asked.question.subject)[:_SHOWN]
    ordinals = [said.sentence for said in best]
    text, more = compose(asked, f"{IMPLIED}{THIS}", ordinals, focus=best[0].focus)
    evidence = tuple(asked.told.evidence(at) for at in ordinals)
    return Reply(Verdict.IMPLIED, "mentions", text, more, None, evidence, 0.5)
