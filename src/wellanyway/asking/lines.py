"""What was said so far and by whom: the reader's quotations as views."""

from __future__ import annotations

import re

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.facts import Fact
from wellanyway.told import Told
from wellanyway.views import Quotation

__all__ = ["last_line", "line", "line_with", "lines"]

_MARKS = "“”‘’\"'«»„「」—–-― "


def line(told: Told, fact: Fact, known: Acquaintance) -> Quotation:
    """One quotation as it is shown; its marks left off, its speaker by the name shown in the cast."""
    sentence = told.sentence(fact.sentence)
    text = told.block(sentence).text[fact.start : fact.end]
    start = len(text) - len(text.lstrip(_MARKS if text[:1] in _MARKS else " "))
    body = text[start:]
    if fact.value.get("closed") and body[-1:] in "”’\"'»“」":
        body = body[:-1]
    speaker = _name(known, fact, "speaker")
    shown = fact.value.get("shown", -1)
    is_shown = speaker is not None and isinstance(shown, int) and 0 <= shown < told.told_to
    return Quotation(
        sentence=fact.sentence,
        at=sentence.at,
        text=body.strip(),
        speaker=speaker,
        confidence=round(fact.confidence, 3) if speaker is not None else 0.0,
        evidence=told.evidence(int(str(shown))) if is_shown else None,
        mode=str(fact.value.get("mode") or "speech"),
        addressee=_name(known, fact, "addressee"),
        how=str(fact.value.get("how") or "") if speaker is not None else "",
    )


def _name(known: Acquaintance, fact: Fact, key: str) -> str | None:
    number = fact.value.get(key, -1)
    return known.name(number) if isinstance(number, int) and number >= 0 else None


def lines(told: Told) -> tuple[Quotation, ...]:
    """All quotations told, in order."""
    known = Acquaintance(told)
    return tuple(line(told, fact, known) for fact in known.chronicle.lines.all())


def last_line(told: Told) -> Quotation | None:
    """The line said aloud last."""
    known = Acquaintance(told)
    found = known.chronicle.lines.last()
    return line(told, found, known) if found is not None else None


def line_with(told: Told, words: str) -> Quotation | None:
    """The last quotation that holds these words."""
    wanted = _bare(words)
    if not wanted:
        return None
    known = Acquaintance(told)
    for fact in reversed(known.chronicle.lines.all()):
        text = told.block(told.sentence(fact.sentence)).text[fact.start : fact.end]
        if wanted in _bare(text):
            return line(told, fact, known)
    return None


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
