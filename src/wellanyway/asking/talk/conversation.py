"""A conversation: whatever a listener says, answered in the light of what was talked about before.

Words are understood, follow-ups completed, pronouns and half-remembered names resolved among what was told; the
question so meant is replied to, and the reply set against the talk: asked before, put right, taken for granted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.putting_right import corrections
from wellanyway.asking.talk.amending import amended
from wellanyway.asking.talk.antecedents import resolved
from wellanyway.asking.talk.before import Before, before
from wellanyway.asking.talk.follow_up import followed, is_other, wanted
from wellanyway.asking.talk.premises import Standing, check
from wellanyway.asking.talk.retelling import rest, retold
from wellanyway.asking.talk.said import Reply, Said, refused
from wellanyway.asking.understanding.corrections import corrected
from wellanyway.asking.understanding.names import named
from wellanyway.asking.understanding.question import Act, Kind, Question, understand
from wellanyway.asking.wording import quoted
from wellanyway.told import Told
from wellanyway.views import Answer, CorrectionKind, Verdict

__all__ = ["act", "answered", "meant"]

Replier = Callable[[Told, Question], Reply]


def answered(told: Told, text: str, reply: Replier) -> Answer:
    """The answer to whatever was said; `reply` answers a question that stands on its own."""
    question = understand(text)
    if told.told_to == 0:
        return _answer(told, text, question, refused(str(question.kind)))
    match _act(told, text, question):
        case Act.COMMAND:
            return _answer(told, text, question, rest(told))
        case Act.CORRECTION:
            known, put = Acquaintance(told), corrected(text)
            said = amended(told, known, put, before(told)) if put is not None else refused("correction")
            return _answer(told, text, question, said)
        case Act.QUESTION:
            return _asked(told, text, question, reply)
    return _answer(told, text, question, refused(str(question.kind)))


def act(told: Told, text: str) -> Act:
    """What an interruption does in the light of the talk."""
    return _act(told, text, understand(text))


def _act(told: Told, text: str, question: Question) -> Act:
    is_idle = question.act in {Act.REMARK, Act.NOISE}
    return Act.QUESTION if is_idle and _leans(told, text) else question.act


def _leans(told: Told, text: str) -> bool:
    """Whether words that ask nothing by themselves ask something after an answer: "huh?", "no, the other one"."""
    return before(told) is not None and (wanted(text) is not None or is_other(text))


def meant(told: Told, text: str) -> Question:
    """An interruption as it is taken in the light of the talk and of what was told."""
    question = understand(text)
    if told.told_to == 0 or question.act is not Act.QUESTION:
        return question
    return _meant(told, Acquaintance(told), text, question, before(told))


def _meant(told: Told, known: Acquaintance, text: str, question: Question, last: Before | None) -> Question:
    found = followed(told, known, text, question, last)
    found = resolved(known, found, last.spoken_of(known) if last is not None else [])
    return named(told, known, found)


def _asked(told: Told, text: str, question: Question, reply: Replier) -> Answer:
    last = before(told)
    again = wanted(text)
    if again is not None and (said := retold(told, again, last)) is not None:
        kept = (
            replace(question, text=last.answer.meant) if last is not None and last.answer.meant else question
        )
        return _answer(told, text, kept, said)
    known = Acquaintance(told)
    asked = _meant(told, known, text, question, last)
    said = Said.of(reply(told, asked))
    if question.premise:
        said = _weighed(told, known, asked, said)
    if asked.text != question.text and last is not None:
        said = _new(said, last, asked)
    said = _by_listener(told, asked, said)
    return _answer(told, text, asked, _recalled(told, asked, said))


def _answer(told: Told, text: str, question: Question, said: Said) -> Answer:
    return Answer(
        question=text,
        told_to=told.told_to,
        at=told.at,
        verdict=said.verdict,
        text=said.text,
        short=said.short,
        evidence=said.evidence,
        confidence=round(said.confidence, 3),
        method=said.method,
        more=said.more,
        meant=_canonical(question),
        correction=said.correction,
    )


_ASKED = {
    Kind.WHO_IS: "who is {}?", Kind.WHEREABOUTS: "where is {}?", Kind.HAVE_MET: "have we met {} before?", Kind.WHAT_IS: "what is {}?",
    Kind.LAST_SEEN: "when did we last see {}?", Kind.HAPPEN: "what happened to {}?",
}  # fmt: skip


def _canonical(question: Question) -> str:
    """One wording for all the ways to ask the same."""
    if question.kind in _ASKED and question.subject and question.subject.lower() not in {"they", "them"}:
        return _ASKED[question.kind].format(question.subject)
    return question.text


# -- what the talk adds


def _weighed(told: Told, known: Acquaintance, asked: Question, said: Said) -> Said:
    """With what was told of the premise, where it was contradicted; a refusal stays one where it was not."""
    premise = check(told, _premise(told, known, asked), known)
    if premise.evidence is None or premise.verdict is Standing.NOT_TOLD:
        return said
    shown = quoted(premise.evidence.quote, premise.evidence.at)
    evidence = tuple(dict.fromkeys((premise.evidence, *said.evidence)))
    if premise.verdict is Standing.CONTRADICTED:
        text = f"That is not what I told you: {shown}"
        if said.verdict is Verdict.NOT_TOLD:
            return replace(
                said, verdict=Verdict.TOLD, method="premise", text=text, evidence=evidence, confidence=0.7
            )
        return replace(said, text=f"{text} {said.text}", evidence=evidence)
    return (
        said
        if said.verdict is Verdict.NOT_TOLD
        else replace(said, evidence=tuple(dict.fromkeys((*said.evidence, premise.evidence))))
    )


def _premise(told: Told, known: Acquaintance, asked: Question) -> str:
    """The premise with names for its pronouns and as they were told."""
    clause = replace(asked, text=asked.premise, subject="", object="", names=(), kind=Kind.WHETHER)
    spoken_of = [
        one for name in (asked.subject, *asked.names) if name and (one := known.find(name)) is not None
    ]
    return named(told, known, resolved(known, clause, spoken_of)).text


def _new(said: Said, last: Before, asked: Question) -> Said:
    """A follow-up "why?" is not answered with the very passage that it asks about."""
    if asked.kind is not Kind.WHY or said.short or not last.answer.evidence or not said.evidence:
        return said
    if said.evidence[0].sentence != last.answer.evidence[0].sentence:
        return said
    others = tuple(one for one in said.evidence if one.sentence != last.answer.evidence[0].sentence)
    if not others or said.verdict is Verdict.NOT_TOLD:
        return refused(said.method)
    return replace(
        said, verdict=Verdict.IMPLIED, text=quoted(others[0].quote, others[0].at), evidence=others, more=""
    )


def _by_listener(told: Told, asked: Question, said: Said) -> Said:
    """With what the listener has put right about it; it is said to be theirs."""
    words = _key(_canonical(asked))
    for one in corrections(told):
        if one.kind is CorrectionKind.ANSWER and _key(one.words) == words:
            return _with_word(said, one.right)
        is_line = asked.kind is Kind.WHO_SAID and one.kind is CorrectionKind.SPEAKER
        if is_line and said.evidence and said.evidence[0].sentence == one.sentence:
            shown = quoted(said.evidence[0].quote, said.evidence[0].at)
            return replace(
                said,
                verdict=Verdict.TOLD,
                short=one.right,
                text=f"{_capital(one.right)}, as you told me. {shown}",
                confidence=1.0,
            )
        is_who = asked.kind is Kind.WHO_IS and one.kind in {CorrectionKind.SAME, CorrectionKind.DIFFERENT}
        if is_who and asked.subject in {one.right, one.wrong} and said.verdict is not Verdict.NOT_TOLD:
            how = "one and the same" if one.kind is CorrectionKind.SAME else "two different people"
            return replace(said, text=f"{said.text} You told me that {one.right} and {one.wrong} are {how}.")
    return said


def _with_word(said: Said, right: str) -> Said:
    if right:
        text = f"{_capital(right)}, as you told me."
        if said.verdict is Verdict.NOT_TOLD:
            return replace(
                said, verdict=Verdict.IMPLIED, method="correction", text=text, short=right, confidence=0.5
            )
        return replace(said, text=f"{text} {said.text}", short=right)
    if said.verdict is Verdict.NOT_TOLD:
        return said
    return replace(said, text=f"You told me that this is wrong. {said.text}")


def _recalled(told: Told, asked: Question, said: Said) -> Said:
    """What could not be answered earlier on and can be now: "You asked me that before, at 1.12."."""
    if said.verdict is Verdict.NOT_TOLD or not said.evidence:
        return said
    words = _key(_canonical(asked))
    same = [one for one in told.talk if _key(one.meant or one.question) == words]
    if not same or any(one.verdict is not Verdict.NOT_TOLD for one in same):
        return said
    earlier = [one for one in same if one.told_to < told.told_to]
    if not earlier or max(one.sentence for one in said.evidence) < earlier[-1].told_to:
        return said
    return replace(said, text=f"You asked me that before, at {earlier[-1].at}. {said.text}")


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
