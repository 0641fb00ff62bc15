"""Who speaks: the words beside a quotation that say so, and turns that go back and forth for sure.

Where the text has not made it sure, nobody is named: unsure is better than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wellanyway.reading.lexicon import SAYING
from wellanyway.reading.names import Name
from wellanyway.reading.quotations import Span

__all__ = ["Tag", "Turn", "tags", "turn_of"]

_SAYING = "|".join(sorted(SAYING))
_ADVERBS = (
    r"(?:(?:\w+ly|then|again|at last|once more|also|only|still|just|too|now|had|has|suddenly|softly|even)\s)"
)
_ROLE = r"(?:(?:the|an?|his|her|my|their|our)\s(?:[a-z][\w’'-]*\s){0,2}[a-z][\w’'-]+|[Tt]he\s[A-Z][\w’'-]+)"
_SUBJECT = rf"(?P<role>{_ROLE})|(?P<pronoun>I|he|she|they|we|it|He|She|They|We|It)\b"
_VERB_FIRST = re.compile(rf"[\s,.—–-]*{_ADVERBS}?(?:{_SAYING})\s(?:{_SUBJECT})?")
_SUBJECT_FIRST = re.compile(r"[\s,.—–-]*")
_THEN_VERB = re.compile(rf"\s?,?\s?{_ADVERBS}{{0,2}}(?:{_SAYING})\b")
_ROLE_VERB = re.compile(
    rf"[\s,.—–-]*(?:{_SUBJECT.replace('the|an?', '[Tt]he|[Aa]n?').replace('{0,2}', '{0,2}?')})\s?{_ADVERBS}{{0,2}}(?:{_SAYING})\b"
)
_LEADS_IN = re.compile(
    rf"\b(?:{_SAYING}|saying|asking|crying|adding)\b[^.!?“”\"]{{0,60}}[,:;—-]*\s*$", re.IGNORECASE
)
_PLAIN_LEAD = re.compile(r"[,:]\s*$")
_ROLE_LEAD = re.compile(rf"^[\s”’\"]*(?:(?:and|but|then|so)\s)?(?:{_SUBJECT})\s", re.IGNORECASE)
_OPENERS = re.compile(
    r"[\s“”‘’\"'—_-]*(?:(?:and|but|then|so|old|young|poor|the|here|at last|when|now)[\s,]+)*$", re.IGNORECASE
)
_OLD = re.compile(r"(?:(?:old|young|little|poor|honest|good|the)\s)+$", re.IGNORECASE)
_NOT_PEOPLE = frozenset(
    "way day night time morning moment door house wind voice same other first last truth matter end room words".split()
)
_ENDS_ROLE = frozenset(
    "with in at from to and as who again then for on by of so but after when quite very looking turning to".split()
)
_LONGEST_RUN = 8  # lines given to two speakers in turn without a word to say so


@dataclass(frozen=True, slots=True)
class Tag:
    """Who a quotation is given to and the words that do it; `pronoun` where they are no name."""

    speaker: str  # as the text has it
    name: Name | None
    start: int
    end: int
    confidence: float
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One block of talk as it is remembered for the ones behind it."""

    speaker: str
    number: int  # of the person, -1 where a role or nobody is named
    shown: int = -1  # the sentence whose words told it
    guessed: int = 0  # how many lines since a speaker was told


def tags(text: str, spans: Sequence[Span], names: Sequence[Name]) -> list[Tag | None]:
    """For each quotation of a block the words of the block that say who speaks it."""
    outside = [name for name in names if not any(span.start <= name.start < span.end for span in spans)]
    found: list[Tag | None] = []
    for i, span in enumerate(spans):
        stop = spans[i + 1].start if i + 1 < len(spans) else len(text)
        found.append(_behind(text, span.end, stop, outside) if span.end < stop else None)
    told = next((tag for tag in found if tag is not None), None)
    current = found[0] or _before(text, 0, spans[0].start, outside) or told or _beat(text, spans, outside)
    for i, tag in enumerate(found):
        lead = _before(text, spans[i - 1].end, spans[i].start, outside) if i else None
        current = tag or lead or current
        found[i] = current
    return found


def _behind(text: str, start: int, stop: int, names: Sequence[Name]) -> Tag | None:
    """`said X`, `X said` right behind a quotation."""
    gap = text[start:stop]
    match = _VERB_FIRST.match(gap)
    if match is not None:
        name = (
            None
            if match["pronoun"]
            else _name_at(text, names, start + (match.start("role") if match["role"] else match.end()))
        )
        if name is not None:
            return _named(text, name, start, name.end, 0.97)
        if match["role"] or match["pronoun"]:
            return _other(match, start, 0.93)
    match = _ROLE_VERB.match(gap)
    if match is not None:
        return _other(match, start, 0.92)
    blank = _SUBJECT_FIRST.match(gap)
    name = _name_at(text, names, start + blank.end()) if blank is not None else None
    if name is not None and (verb := _THEN_VERB.match(text, name.end, stop)):
        return _named(text, name, start, verb.end(), 0.96)
    return None


def _before(text: str, since: int, stop: int, names: Sequence[Name]) -> Tag | None:
    """`X turned and said, ` right before a quotation."""
    ends = [text.rfind(mark, since, max(since, stop - 2)) for mark in (". ", "! ", "? ", "; ")]
    start = max([since, *(end + 2 for end in ends if end >= 0)])
    lead = text[start:stop]
    if not _PLAIN_LEAD.search(lead) or not _LEADS_IN.search(lead):
        return None
    inside = [name for name in names if start <= name.start < stop]
    if inside and _OPENERS.fullmatch(text, start, inside[0].start):
        return _named(text, inside[0], inside[0].start, stop, 0.9)
    subject = _ROLE_LEAD.search(lead)
    if subject is not None:
        return _other(subject, start, 0.85)
    verb = list(re.finditer(rf"\b(?:{_SAYING})\b", lead))
    near = [name for name in inside if verb and 0 <= start + verb[-1].start() - name.end <= 12]
    return _named(text, near[0], near[0].start, stop, 0.85) if len(near) == 1 else None


def _beat(text: str, spans: Sequence[Span], names: Sequence[Name]) -> Tag | None:
    """A paragraph that begins with what one named person does and goes on with what is said."""
    stop = spans[0].start
    inside = [name for name in names if name.end <= stop]
    if not inside or text[: inside[0].start].strip():
        return None
    if len({name.words for name in inside}) != 1 or not text[:stop].rstrip().endswith((".", ":", ",", "—")):
        return None
    return _named(text, inside[0], inside[0].start, stop, 0.7)


def _name_at(text: str, names: Sequence[Name], at: int) -> Name | None:
    for name in names:
        if name.start == at or (name.start > at >= 0 and _OLD.fullmatch(text, at, name.start)):
            return name
    return None


def _named(text: str, name: Name, start: int, end: int, confidence: float) -> Tag | None:
    if text.startswith(("'s", "’s"), name.end):  # Tom's voice, Tom's sister
        return None
    return Tag(text[name.start : name.end], name, start, end, confidence)


def _other(match: re.Match[str], start: int, confidence: float) -> Tag | None:
    end = start + match.end()
    if match["pronoun"] is not None:
        pronoun = match["pronoun"]
        return Tag("", None, start, end, confidence, pronoun=pronoun if pronoun == "I" else pronoun.lower())
    words = match["role"].split()
    for i, word in enumerate(words[1:], 1):
        if word in _ENDS_ROLE or word.endswith(("ly", "ing")) or (word in SAYING and i > 1):
            words = words[:i]
            break
    if len(words) < 2 or words[-1] in _NOT_PEOPLE or words[-1] in _ENDS_ROLE:
        return None
    return Tag(" ".join((words[0].lower(), *words[1:])), None, start, end, confidence)


def turn_of(turns: Sequence[Turn]) -> Turn | None:
    """Whose turn it is when two have been speaking in turn and nothing is said: the one before last."""
    if len(turns) < 2:
        return None
    last, before = turns[-1], turns[-2]
    if not last.speaker or not before.speaker or last.speaker == before.speaker:
        return None
    if last.guessed + 1 > _LONGEST_RUN:
        return None
    return Turn(before.speaker, before.number, before.shown, last.guessed + 1)
