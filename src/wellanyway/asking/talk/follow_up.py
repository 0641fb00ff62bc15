"""What a follow-up means: "and why did he?", "what about Julia?", "no, the other one", by what was asked before.

A follow-up is put as the whole question it stands for; what was told last stands in where nothing was asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.talk.antecedents import called, last_meant
from wellanyway.asking.talk.before import Before
from wellanyway.asking.understanding.question import Kind, Question, reworded, understand
from wellanyway.asking.understanding.spoken import bare, straight, subject_of
from wellanyway.memory.name_index import plain
from wellanyway.told import Told

__all__ = ["Wanted", "followed", "is_other", "wanted"]

_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should|isn't|wasn't|didn't|doesn't|hasn't|wouldn't|couldn't)"
_ASKING = r"(?:why|how|when|where|who|what|how come|how long ago)"
_WHY = re.compile(
    r"(?:and |but )?(?:why|how come|what for|why not|why's that|why (?:is|was) (?:that|it)|how so)",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    rf"(?P<asked>{_ASKING})(?: exactly)? (?P<aux>{_AUX}) (?P<whom>he|she|they|it|that)(?: do (?:that|it|so|this))?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:what about|how about|and what about|and)\s+(?P<whom>(?:the |this |that )?\S+(?: \S+){0,3})",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:no,? )?(?:i mean(?:t)? )?(?:not (?:him|her|that one|them),? ?(?:i mean(?:t)? )?)?(?:the|that|an) ?other(?: (?:one|person|guy|man|woman|girl|boy|\S+))?",
    re.IGNORECASE,
)
_WHO = re.compile(r"(?:and |wait )?who(?: (?:did|was|is|has|had)(?: (?:that|it|this))?)?", re.IGNORECASE)
_LONGEST = 24  # words of a sentence that stands in for a question


class Wanted:
    """Follow-ups that ask nothing new, but for more of the story around an answer."""

    CONTEXT = re.compile(
        r"what do you mean(?: by that)?|what does that mean|(?:i )?(?:do not|don'?t|didn'?t) (?:get|understand|follow)(?: (?:it|that|you))?|explain(?: (?:that|it))?|"
        r"how do you mean|meaning(?: what)?|huh|in what way|what makes you say that|where does it say (?:that|so)|says who|are you sure|how do you know(?: that)?",
        re.IGNORECASE,
    )
    NEXT = re.compile(
        r"(?:and )?then(?: what)?(?: happened)?|(?:and )?what (?:happened|came|was) (?:next|then|after that|afterwards)|what happened after|what next|and after that|and",
        re.IGNORECASE,
    )
    WHERE = re.compile(r"(?:and )?where (?:was|is) (?:that|this|it)(?: (?:then|said|told))?", re.IGNORECASE)
    WHEN = re.compile(
        r"(?:and )?(?:when|how long ago) (?:was|is) (?:that|this|it)(?: (?:then|said|told))?", re.IGNORECASE
    )


def wanted(text: str) -> str | None:
    """Which of those some words are: "context", "next", "where" or "when"."""
    flat = straight(text).strip(" ?!.,;")
    for words in (flat, bare(flat)):
        for name, form in (
            ("context", Wanted.CONTEXT),
            ("next", Wanted.NEXT),
            ("where", Wanted.WHERE),
            ("when", Wanted.WHEN),
        ):
            if form.fullmatch(words):
                return name
    return None


def is_other(text: str) -> bool:
    """Whether another than the one spoken of is meant: "no, the other one"."""
    return (
        _OTHER.fullmatch(bare(straight(text))) is not None
        or _OTHER.fullmatch(straight(text).strip(" ?!.,;")) is not None
    )


def followed(told: Told, known: Acquaintance, text: str, question: Question, last: Before | None) -> Question:
    """The question that some words stand for; the one they are where they stand for no other."""
    flat = straight(text).strip(" ?!.,;")
    words = bare(flat)
    if _WHY.fullmatch(words):
        return _asked_why(told, last)
    if (match := _ELLIPTIC.fullmatch(words)) is not None and not _is_whole(match, last):
        return _completed(told, match, last)
    if last is not None and is_other(text):
        return _another(known, last)
    if (match := _ABOUT.fullmatch(flat) or _ABOUT.fullmatch(words)) is not None and not _AUXED.search(
        match["whom"]
    ):
        return _about(subject_of(match["whom"]), last)
    if _WHO.fullmatch(words):
        return _who(known, question, last)
    return question


def _is_whole(match: re.Match[str], last: Before | None) -> bool:
    """Whether it asks something by itself: "where is he?"."""
    asked, aux, whom = match["asked"].lower(), match["aux"].lower(), match["whom"].lower()
    is_being = aux in {"is", "are", "was", "were", "isn't", "wasn't"}
    return (is_being and asked not in {"why", "how come"}) or (last is None and whom in {"it", "that"})


_AUXED = re.compile(rf"\b(?:{_AUX}|who|what|why|how|when|where|then|so)\b", re.IGNORECASE)


def _asked_why(told: Told, last: Before | None) -> Question:
    said = _statement(told, last)
    return replace(reworded(understand("why"), f"why {said}"), kind=Kind.WHY, type=Kind.WHY)


def _completed(told: Told, match: re.Match[str], last: Before | None) -> Question:
    """ "And why did he?": with what he did, from the question before or the last sentence told."""
    asked, aux, whom = match["asked"].lower(), match["aux"].lower(), match["whom"]
    done = _predicate(last.question.text) if last is not None else None
    if done is not None:
        was, subject, predicate = done
        return understand(f"{asked} {was or aux} {subject or whom} {predicate}?")
    said = _statement(told, last)
    kind = understand(f"{asked} {aux} {whom} act?")
    return reworded(kind, f"{asked} {aux} {whom}: {said}")


_DONE = re.compile(
    rf"^(?:(?:why|how|when|where|who|whom|what|which \S+|how long ago)\s+)?(?P<aux>{_AUX})\s+(?P<subject>(?:(?:the|a|an|his|her|their|this|that|old|young)\s+)*[\w'’.-]+(?:\s[A-Z][\w'’.-]*)*)\s+(?P<predicate>.+?)\W*$",
    re.IGNORECASE,
)
_DOER = re.compile(
    r"^who\s+(?P<predicate>(?!is\b|was\b|are\b|were\b|did\b|does\b)\w+\s.+?)\W*$", re.IGNORECASE
)


def _predicate(text: str) -> tuple[str, str, str] | None:
    """Who did what, of a question: ("did", "Wim", "drown"); "" for both where the doer was asked for."""
    match = _DONE.match(text)
    if match is not None:
        return match["aux"], match["subject"], match["predicate"]
    match = _DOER.match(text)
    return ("", "", match["predicate"]) if match is not None else None


def _statement(told: Told, last: Before | None) -> str:
    """What was just said: of the question before what it asked about, else the words of its answer, else the last told."""
    if last is not None:
        done = _predicate(last.question.text)
        if done is not None and done[1]:
            return " ".join(done)
        if last.is_answered:
            return _short(last.answer.evidence[0].quote)
    return _short(told.sentence(told.told_to - 1).text)


def _short(text: str) -> str:
    return " ".join(text.split()[:_LONGEST]).strip("“”\"' .?!")


def _about(name: str, last: Before | None) -> Question:
    """The question before, about somebody else."""
    if last is not None:
        was = last.question.subject or next(iter(last.question.names), "")
        if was and re.search(rf"(?<!\w){re.escape(was)}(?!\w)", last.question.text):
            swapped = re.sub(rf"(?<!\w){re.escape(was)}(?!\w)", lambda _: name, last.question.text, count=1)
            return understand(swapped)
    return understand(f"who is {name}?")


def _another(known: Acquaintance, last: Before) -> Question:
    """The question before, about the next one who goes by the same name or words."""
    subject = last.question.subject or next(iter(last.question.names), "")
    first = known.find(subject) if subject else None
    others = known.others(subject) if subject else []
    names = [
        name
        for one in others
        if (first is None or one.number != first.number) and (name := called(known, one))
    ]
    if not names and last.is_answered:
        near = known.chronicle.everybody(known.chronicle.mentioned(last.answer.evidence[0].sentence))
        names = [
            name for one in near
            if one.is_person and (first is None or one.number != first.number)
            and (name := called(known, one)) and plain(name) != plain(subject)
        ]  # fmt: skip
    return _about(names[0], last) if names else last.question


def _who(known: Acquaintance, question: Question, last: Before | None) -> Question:
    """ "Who?": whoever a pronoun meant in the answer or in the last sentence told."""
    person = None
    if last is not None and last.is_answered:
        near = known.chronicle.everybody(known.chronicle.mentioned(last.answer.evidence[0].sentence))
        asked = {one.number for one in last.spoken_of(known)}
        free = (one for one in near if one.is_person and not one.is_plural and one.number not in asked)
        person = next((one for one in free if called(known, one)), None)
    name = called(known, person or last_meant(known))
    return understand(f"who is {name}?") if name else question
