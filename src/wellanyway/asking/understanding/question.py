"""Understands what kind of question was asked: by its words alone, with no model and nothing of the story."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wellanyway.asking.understanding.acts import is_guess, is_noise, is_rhetorical, unasked
from wellanyway.asking.understanding.commands import Verb, command
from wellanyway.asking.understanding.corrections import corrected
from wellanyway.asking.understanding.kinds import Act, Kind
from wellanyway.asking.understanding.patterns import forms
from wellanyway.asking.understanding.premise import split
from wellanyway.asking.understanding.spoken import bare, straight, subject_of
from wellanyway.asking.understanding.subjects import is_subject
from wellanyway.asking.wording import NARRATOR
from wellanyway.reading.lexicon import NOT_NAMES
from wellanyway.reading.stems import STOPWORDS, stem, words

__all__ = ["Act", "Kind", "Question", "reworded", "understand"]


@dataclass(frozen=True, slots=True)
class Question:
    """An interruption taken apart. `subject` is whom or what it is about where its kind says so, `object` the other one.

    `premise` is what it takes for granted ("they haven't seen each other in years"), as a clause; "" for none.
    `text` is the question without it, and without what was said around both.
    """

    text: str
    kind: Kind
    type: Kind  # of the answer looked for, for the ranking: one of the kinds from WHY to WHETHER
    terms: tuple[tuple[str, str], ...]  # (stem, word) of what it is about, each once
    names: tuple[str, ...]  # words with a capital that the question did not have to have
    subject: str = ""
    object: str = ""
    premise: str = ""
    act: Act = Act.QUESTION


_ASKS = re.compile(r"\b(who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how)(?:'?(?:s|d|re|ll|ve))?\b", re.IGNORECASE
)
_AUXILIARY = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|must|"
    r"(?:is|are|was|were|do|does|did|has|have|had|wo|would|could|ca|ai|should)n'?t)\b",
    re.IGNORECASE,
)
_TRUE = re.compile(r"(?:is it|it's|is that|was it) (?:really )?true (?:that )?(?=\S+ \S)", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]+")
_FEEL = re.compile(r"\b(?:feel|feels|felt|feeling|feelings)\b")
_SAY = re.compile(
    r"\b(?:say|said|says|tell|told|ask|asked|answer|answered|reply|replied|promise|promised|think|thought|warn|warned)\b"
)
_HAPPEN = re.compile(r"\bwhat (?:happen|happened|happens|did .* do (?:after|when|before))\b")
_CAUSE = re.compile(
    r"\b(?:caused?|what made|for what reason|what(?:'s|s| is| was) the reason|how come|what for)\b"
)
_PLAIN_WORD = {"whom": Kind.WHO, "whose": Kind.WHO, "which": Kind.WHAT}
_OF_KIND = {
    Kind.WHO_IS: Kind.WHO, Kind.WHO_SAID: Kind.WHO, Kind.WHO_WITH: Kind.WHO, Kind.WHEREABOUTS: Kind.WHERE, Kind.LAST_SEEN: Kind.WHEN,
    Kind.HOW_LONG: Kind.WHEN, Kind.SAID_ABOUT: Kind.SAY, Kind.HOW_KNOWN: Kind.HOW, Kind.HAPPEN: Kind.HAPPEN, Kind.WHEN: Kind.WHEN,
}  # fmt: skip
"""What answers a kind whatever the words it was put in; other kinds go by their words."""


def understand(text: str) -> Question:
    """Take an interruption apart."""
    plain = " ".join(text.split())
    flat = straight(text)
    done = command(flat)
    if done is not None and done.verb is not Verb.RECAP:
        return _made(plain, Kind.REMARK, act=Act.COMMAND)
    if is_noise(flat):
        return _made(plain, Kind.REMARK, act=Act.NOISE)
    put_right = corrected(flat)
    if put_right is not None:
        return _made(plain, Kind.REMARK, subject=put_right.right, other=put_right.wrong, act=Act.CORRECTION)
    if done is not None:
        return _made(plain, Kind.RECAP)
    return _asked(plain, flat)


def _asked(plain: str, flat: str) -> Question:
    """A question, or something said that is none."""
    is_marked = flat.rstrip(' *"”').endswith("?")
    words_said = bare(flat)
    if is_rhetorical(flat) or is_rhetorical(words_said):
        return _made(plain, Kind.REMARK, act=Act.REMARK)
    if is_guess(flat):
        return _made(plain, Kind.REMARK, act=Act.GUESS)
    premise, main = split(words_said)
    main = bare(main) if premise else main
    shown = main + "?" * is_marked
    kind, subject, other = _kind(main, is_marked=is_marked)
    if kind is not None:
        return _made(shown, kind, subject=subject, other=other, premise=premise)
    is_asked = is_marked or premise or _BEGINS.match(main) or _AUXILIARY.match(main) or _HIDDEN.search(main)
    if not is_asked:
        return _made(plain, Kind.REMARK, act=unasked(flat))
    is_whether = _AUXILIARY.match(main) is not None
    whole = shown if premise else bare(flat, keeps_tail=True) + "?" * is_marked
    clause = _TRUE.sub("", whole)
    return _made(clause, Kind.WHETHER if is_whether else _type(clause), premise=premise)


_HIDDEN = re.compile(
    r"\b(?:said|did|is|was|goes?|went|happened|means?) (?:who|what|where|why|how)$", re.IGNORECASE
)


def reworded(question: Question, text: str) -> Question:
    """The same question in other words."""
    return replace(question, text=text, terms=_terms(text), names=_names(text, question.subject))


def _terms(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for word in words(text):
        if word not in STOPWORDS:
            found.setdefault(stem(word), word)
    return tuple(found.items())


def _made(
    text: str, kind: Kind, *, subject: str = "", other: str = "", premise: str = "", act: Act = Act.QUESTION
) -> Question:
    kind_of_answer = _OF_KIND.get(kind) or _type(text)
    return Question(
        text, kind, kind_of_answer, _terms(text), _names(text, subject), subject, other, premise, act
    )


def _names(plain: str, subject: str) -> tuple[str, ...]:
    """Capitalised words, but for the first, which has its capital from the question alone."""
    found = []
    for match in _CAPITAL.finditer(plain):
        word = match[0]
        if re.search(r"['’](?:s|re|ve|ll|d|t)$", word):
            word = re.sub(r"['’]\w+$", "", word)
        if word not in NOT_NAMES and (match.start() > 0 or subject.startswith(word)):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _kind(main: str, *, is_marked: bool) -> tuple[Kind | None, str, str]:
    """The first form that holds, with whom or what it is about."""
    for form in forms():
        match = form.pattern.fullmatch(main)
        if match is None:
            continue
        given = match.groupdict()
        if given.get("narrator"):
            return form.kind, NARRATOR, ""
        subject = subject_of(given.get("subject") or "")
        other = subject_of(given.get("object") or "")
        if form.kind is Kind.WHO_IS and not given.get("subject") and "subject" in given:
            return form.kind, "that", ""
        if form.needs_subject and not is_subject(subject, form.kind):
            continue
        if given.get("object") and not is_subject(other, form.kind) and form.kind is not Kind.SAID_ABOUT:
            continue
        if form.kind in {Kind.WHAT_IS}:
            subject = re.sub(r"^an? ", "", subject)
        return form.kind, subject, other
    return _alone(main, is_marked=is_marked)


_NOTHING: tuple[Kind | None, str, str] = (None, "", "")
_NAMED = re.compile(r"(?:and |what about |how about )?(?P<subject>\S+(?: \S+){0,3})", re.IGNORECASE)


def _alone(main: str, *, is_marked: bool) -> tuple[Kind | None, str, str]:
    """A name or a description alone, said as a question: "Julia?", "the doctor fellow"."""
    match = _NAMED.fullmatch(main)
    if match is None or _BEGINS.match(main) or _AUXILIARY.match(main):
        return _NOTHING
    subject = subject_of(match["subject"])
    is_put = (
        is_marked
        or len(subject.split()) < len(match["subject"].split())
        or main.lower().startswith(("what about", "how about"))
    )
    if not is_put or not is_subject(subject, Kind.WHO_IS):
        return _NOTHING
    return Kind.WHO_IS, subject, ""


def _type(asked: str) -> Kind:
    """What the answer has to hold."""
    lower = asked.lower()
    if _FEEL.search(lower):
        return Kind.FEEL
    if _SAY.search(lower) and not lower.startswith(("who", "why", "where")):
        return Kind.SAY
    if _HAPPEN.search(lower):
        return Kind.HAPPEN
    if _CAUSE.search(lower) or lower.startswith(("whyd ", "why'd ")):
        return Kind.WHY
    if _AUXILIARY.match(asked):
        return Kind.WHETHER
    match = _ASKS.search(lower)
    if match is None:
        return Kind.WHETHER if lower else Kind.WHAT
    return _PLAIN_WORD.get(match[1]) or Kind(match[1])
