"""A listener puts something right: what it is about, and how it is acknowledged. Only what was told can be put right."""

from __future__ import annotations

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.putting_right import told_line
from wellanyway.asking.talk.before import Before
from wellanyway.asking.talk.said import Said, refused
from wellanyway.asking.understanding.corrections import Corrected, Fault
from wellanyway.asking.understanding.names import as_told, heard
from wellanyway.asking.understanding.question import Kind
from wellanyway.facts import Fact
from wellanyway.told import Told
from wellanyway.views import Correction, CorrectionKind, Verdict

__all__ = ["amended"]

_METHOD = "correction"


def amended(told: Told, known: Acquaintance, given: Corrected, last: Before | None) -> Said:
    """What is said to a correction, with what is kept of it; somebody never heard of puts nothing right."""
    right, wrong = _name(told, known, given.right), _name(told, known, given.wrong)
    if (given.right and not right) or (given.wrong and not wrong):
        return refused(_METHOD)
    if given.fault is Fault.WRONG:
        return _unlearnt(last)
    if given.fault in {Fault.SAME, Fault.DIFFERENT}:
        is_same = given.fault is Fault.SAME
        kind = CorrectionKind.SAME if is_same else CorrectionKind.DIFFERENT
        how = "one and the same" if is_same else "two different people"
        return _kept(
            f"{_capital(right)} and {wrong} are {how}, you tell me. I will keep to that.",
            Correction(kind, right, wrong),
        )
    return _other(told, known, right, wrong, last)


def _other(told: Told, known: Acquaintance, right: str, wrong: str, last: Before | None) -> Said:
    """It was somebody else: who said the line, who that is, or whom the last answer had to name."""
    question = last.question if last is not None else None
    if (
        question is not None
        and question.kind is Kind.WHO_IS
        and question.subject
        and last is not None
        and last.is_answered
    ):
        about = _name(told, known, question.subject)
        if about and about != right:
            return _kept(
                f"{_capital(about)} is {right}, you tell me. I will keep to that.",
                Correction(CorrectionKind.SAME, right, about),
            )
    fact = _line(told, known, last)
    if fact is not None and (question is None or question.kind is Kind.WHO_SAID):
        words = told_line(told, fact)
        one = Correction(CorrectionKind.SPEAKER, right, wrong, fact.sentence, words)
        return _kept(
            f"It was {right} who said that, you tell me. I will keep to that.", one, told, fact.sentence
        )
    if question is None:
        return refused(_METHOD)
    one = Correction(CorrectionKind.ANSWER, right, wrong, -1, _words(last))
    return _kept(f"{_capital(right)}, you tell me. I will keep to that.", one)


def _line(told: Told, known: Acquaintance, last: Before | None) -> Fact | None:
    """The line that the last answer was about, or else the last one told."""
    if last is None or last.question.kind is not Kind.WHO_SAID or not last.answer.evidence:
        return known.chronicle.lines.last()
    sentence = last.answer.evidence[0].sentence
    facts = [fact for fact in known.chronicle.lines.since(sentence) if fact.sentence == sentence]
    return next(
        (fact for fact in facts if told_line(told, fact).strip("“”\"'") in last.answer.text),
        facts[0] if facts else None,
    )


def _unlearnt(last: Before | None) -> Said:
    if last is None or not last.is_answered:
        return refused(_METHOD)
    return _kept(
        "Wrong, you tell me. I will keep that in mind.", Correction(CorrectionKind.ANSWER, words=_words(last))
    )


def _words(last: Before | None) -> str:
    return last.answer.meant or last.answer.question if last is not None else ""


def _name(told: Told, known: Acquaintance, words: str) -> str:
    """A name or a description as it was told; "" where its words were not."""
    if words and known.find(words) is not None:
        return as_told(known, words)
    if not heard(told, words):
        return ""
    return words if words.lower().startswith(("the ", "his ", "her ", "my ")) else words.title()


def _kept(text: str, one: Correction, told: Told | None = None, sentence: int = -1) -> Said:
    evidence = (told.evidence(sentence),) if told is not None else ()
    return Said(Verdict.TOLD, _METHOD, text, evidence=evidence, confidence=1.0, correction=one)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
