"""What a listener is told again of the talk: the rest of an answer, what stands around it, where and when that was."""

from __future__ import annotations

from wellanyway.asking.scene import whereabouts
from wellanyway.asking.talk.before import Before
from wellanyway.asking.talk.said import Said, refused
from wellanyway.asking.wording import inner, quoted
from wellanyway.told import Told
from wellanyway.views import Evidence, Verdict

__all__ = ["rest", "retold"]

_METHOD = "talk"
_AROUND = 320  # characters of a quotation


def rest(told: Told) -> Said:
    """What the last answer left out, "go on" after it."""
    last = told.talk[-1] if told.talk else None
    if last is None or last.told_to != told.told_to or not last.more:
        return refused("command")
    return Said(last.verdict, last.method, last.more, "", last.short, last.evidence, last.confidence)


def retold(told: Told, wanted: str, last: Before | None) -> Said | None:
    """What a follow-up asks to hear again of an answer, or of the last sentence told; None where it asks for more."""
    if wanted == "next":
        return _next(told, last)
    at = last.answer.evidence[0].sentence if last is not None and last.is_answered else told.told_to - 1
    match wanted:
        case "context":
            return _context(told, at)
        case "where":
            return _where(told, at)
    return _when(told, at)


def _next(told: Told, last: Before | None) -> Said:
    """What was told right behind an answer's passage; there is none behind the last sentence told."""
    if last is None or not last.is_answered:
        return refused("ahead")
    start = last.answer.evidence[0].sentence + 1
    return _passage(told, start, min(start + 3, told.told_to)) or refused("ahead")


def _context(told: Told, at: int) -> Said:
    """A sentence with those around it in its chapter, as much as can be taken in."""
    sentence = told.sentence(at)
    begins = sentence.number == 1 or told.breaks_before(sentence)
    return _passage(told, at if begins else at - 1, min(at + 2, told.told_to)) or refused(_METHOD)


def _where(told: Told, at: int) -> Said:
    place = whereabouts(told.back_to(at + 1)).place
    if not place:
        return refused(_METHOD)
    evidence = told.evidence(at)
    text = f"{place[:1].upper()}{place[1:]}. {quoted(evidence.quote, evidence.at)}"
    return Said(Verdict.TOLD, _METHOD, text, short=place, evidence=(evidence,), confidence=0.7)


def _when(told: Told, at: int) -> Said:
    """The time of its scene, if one was told, and its place in the telling."""
    time = whereabouts(told.back_to(at + 1)).time
    evidence = told.evidence(at)
    lead = f"{time[:1].upper()}{time[1:]}. " if time else "I told you that here: "
    return Said(
        Verdict.TOLD, _METHOD, f"{lead}{quoted(evidence.quote, evidence.at)}", short=time or None, evidence=(evidence,), confidence=0.7
    )  # fmt: skip


def _passage(told: Told, start: int, stop: int) -> Said | None:
    """Told sentences as one quotation, cut where it gets long."""
    found: list[Evidence] = []
    for sentence in told.sentences(start, stop):
        if found and sum(len(one.quote) for one in found) + len(sentence.text) > _AROUND:
            break
        found.append(told.evidence(sentence.ordinal))
    if not found:
        return None
    text = "“" + inner(" ".join(" ".join(one.quote.split()) for one in found)) + f"” ({found[0].at})"
    return Said(Verdict.TOLD, _METHOD, text, evidence=tuple(found), confidence=0.8)
