"""How one person knows another: what they are to each other, or else where the two first come up together."""

from __future__ import annotations

import re

from wellanyway.asking.replies import persons
from wellanyway.asking.replies.distance import chapter_of, where_told
from wellanyway.asking.replies.meant import person
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import THIS, compose
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.replies.standing import ties
from wellanyway.asking.wording import IMPLIED, capital, listed
from wellanyway.memory.tally import Known
from wellanyway.views import Verdict

__all__ = ["how_known"]

_SHOWN = 3
_APART = 3  # sentences in which two who never share one may meet


def how_known(asked: Asked) -> Reply:
    """The reply to "how does X know Y?"."""
    one, other = (person(asked.known, name) for name in (asked.question.subject, asked.question.object))
    if one is None or other is None:
        return from_passages(asked) if one is not None or other is not None else refused("names")
    if one.number == other.number:
        return _same(asked, one)
    together = _together(asked, one, other)
    said = [(one, tie) for tie in ties(asked, one, other)] + [(other, tie) for tie in ties(asked, other, one)]
    if said:
        who, tie = said[0]
        name = persons.shown(asked.known, who)
        lead = f"{capital(name)} {persons.agreed(name, who, name)} {tie.words}."
        ordinals = list(dict.fromkeys([*(found.sentence for _, found in said), *together]))[:_SHOWN]
        text, more = compose(asked, lead, ordinals)
        evidence = tuple(asked.told.evidence(at) for at in ordinals)
        return Reply(Verdict.TOLD, "relations", text, more, tie.words, evidence, 0.9)
    if not together:
        return from_passages(asked)
    names = listed([persons.shown(asked.known, who) for who in (one, other)])
    is_bound = _BOND.search(asked.told.sentence(together[0]).text) is not None
    lead = (
        f"{IMPLIED}{THIS}"
        if is_bound
        else f"{IMPLIED}{names} first come up together {where_told(asked.told, together[0])}."
    )
    text, more = compose(asked, lead, together)
    evidence = tuple(asked.told.evidence(at) for at in together)
    return Reply(Verdict.IMPLIED, "relations", text, more, None, evidence, 0.6)


def _same(asked: Asked, one: Known) -> Reply:
    """Two names of one person."""
    firsts = sorted(form.first for form in one.forms if form.form == "proper")[:2]
    text, more = compose(asked, "They are one and the same.", firsts)
    evidence = tuple(asked.told.evidence(at) for at in firsts)
    return Reply(Verdict.TOLD, "names", text, more, "the same person", evidence, 0.9)


def _together(asked: Asked, one: Known, other: Known) -> list[int]:
    """Sentences with both, those that tell of a bond first; or else where they first act next to each other."""
    trail = asked.known.chronicle.trail
    mentioned = set(trail.mentioned(one.number).tolist()) & set(trail.mentioned(other.number).tolist())
    mine, theirs = set(trail.firmly(one.number).tolist()), set(trail.firmly(other.number).tolist())
    both = sorted(mentioned & (mine | theirs)) or sorted(mentioned)
    bound = [at for at in both if _BOND.search(asked.told.sentence(at).text)]
    if both:
        return list(dict.fromkeys([*bound[:1], both[0], *bound[1:], *both[1:]]))[:_SHOWN]
    for at in sorted(mine):
        for near in range(max(0, at - _APART), min(at + _APART + 1, asked.told.told_to)):
            if near in theirs and chapter_of(asked.told, near) == chapter_of(asked.told, at):
                return sorted({at, near})
    return []


_BOND = re.compile(
    r"\b(?:friends?|acquaint\w+|met|meet|know|knew|known|neighbours?|patient|attendant|shipmates?|school|schoolfellows?|cousins?|uncle|aunt|"
    r"nephew|niece|brothers?|sisters?|father|mother|son|daughter|wife|husband|married|servant|master|partner|employed|introduced|"
    r"sailed|served|worked|grew up|old|years)\b"
)
"""Words that tell how people come to know each other."""
