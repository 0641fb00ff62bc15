"""A sentence by its words alone: whether it can stand in a recap, where it may begin and where it may be cut.

Cut is only where what stays is a clause of its own that nothing after the cut takes back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Extent", "MARKS", "extent", "faults", "leans"]

MARKS = re.compile(r"[“”\"«»„]|(?:^|(?<=[\s—(]))[‘'](?=\w)|(?<=[.,!?…—-])[’'](?=\s|$|—)")
"""Marks of speech; an apostrophe is none."""
_LONG = 34  # words from which on a sentence is cut where it can be
_LEAST = 8  # words that a cut leaves
_SUBJECTS = r"(?:I|he|she|they|we|it|the|a|an|his|her|their|my|our|[A-Z][a-z]+)"
_LINK = re.compile(
    rf"(?:(?:And then|And so|But then|And yet|But|And|Yet|For|So|However,|Nevertheless,|Therefore,|Well,|Now,|Then,?|Besides,|Indeed,"
    rf"|Thus,?|Accordingly,|Still,|Moreover,|Also,|Anyhow,|In fact,|Of course,|After all,|At all events,|Meanwhile,|Consequently,)\s+)+"
    rf"(?={_SUBJECTS}\b|at \w|in \w|on \w|when \w|as \w|after \w|before \w|there (?:was|were|came|stood)|one \w|all |no |not a|every|at last|now )"
)
_LEANS = re.compile(
    r"(?:This|That|These|Those|Such|It|Its|Here|Hence|Thus|So|Nor|Or|Neither|Either|Both|Another|The other|The others|The latter|The former|"
    r"The same|The rest|The first|The second|The next|One of them|Some of|Which|Who|Whom|What|How|Why|Where|Yes|No|Not|Well|Oh|Ah|Alas|"
    r"But|And|Yet|For|However|Nevertheless|Therefore|Otherwise|Else|Likewise|Similarly|Instead|You|Your|Even so|All this|All that|"
    r"In this|In that|At this|At that|On this|On that|With this|With that|From this|Upon this|By this|After this|After that|"
    r"Of this|Of that|Of these|To this|To that|Then|There(?! (?:was|were|had|came|stood|lay|is)\b)|More than that|Perhaps|Besides|"
    r"Whereupon|Thereupon|Of course|Indeed|Still|Also|Too|Let|O)\b",
)
_POINTS_BACK = re.compile(
    r"\b(?:the (?:latter|former)|th(?:is|at) (?:speech|remark|action|question|answer|reply|order|news|announcement|proposal|idea|"
    r"sound|sight|view|narrative|circumstance|effect|purpose)|as follows|the following|said so|did so|do so)\b"
)
_IT_STANDS = re.compile(
    r"It (?:was|is|had been) (?:a|an|the|on|in|at|about|nearly|almost|late|early|past|now|already|not (?:until|till)|dark|cold|"
    r"only when|(?:\w+ )?(?:o’clock|o'clock)|\w+ (?:that|who|when|to)\b)|It (?:rained|snowed|seemed that|happened|chanced)"
)
_CUT = re.compile(r"\s*;\s+|\s*(?:—|--)\s*(?=\w)|,\s+(?=(?:and|for|so) (?:I|he|she|they|we|it|there|then)\s)")
_TAKES_BACK = re.compile(
    r"(?:but|yet|except|unless|if|only|though|although|nor|not|until|till|or|however|nevertheless|still)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|not only|either|neither|nor|both|so|such|too|unless|until|as|more|less|rather)\b", re.IGNORECASE
)
_SUBORDINATE = re.compile(
    r"(?:If|When|While|As|Though|Although|Because|Since|Whenever|Unless|Before|After|Until|Once|Whether|Where|That|Had|Were)\b"
)
_FINITE = re.compile(
    r"\b(?:was|were|had|is|are|has|have|did|could|would|should|might|must|came|went|took|gave|made|saw|told|found|left|fell|ran|"
    r"got|sat|stood|knew|thought|felt|heard|kept|held|brought|began|became|met|led|lay|rose|drew|threw|sent|spoke|said|lost|"
    r"broke|struck|put|set|let|cut|stole|woke|wrote|rode|drove|shook|caught|fought|bought|taught|sought|slept|wept|crept|swept|"
    r"hung|flung|clung|sprang|sang|rang|sank|drank|swam|won|shot|shut|spent|lent|bent|built|burnt|dealt|bore|tore|wore|swore|"
    r"chose|froze|hid|slid|bit|lit|fled|sped|fed|shone|blew|flew|grew|forgot|forgave|understood|beat|read|paid|sold|ate|"
    r"\w+ed)\b"
)
_SECOND = re.compile(r"\b(?:you|your|reader|yourself)\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:is|are|am|has|shall|will|do|does|can|may|must|cannot)\b")


@dataclass(frozen=True, slots=True)
class Extent:
    """Characters `[start, end)` of a sentence that are told; `is_cut` where more of it followed."""

    start: int
    end: int
    is_cut: bool = False


def extent(text: str) -> Extent:
    """What of a sentence is told: without what links it to the one before, and cut where it is long."""
    link = _LINK.match(text)
    start = link.end() if link else 0
    if len(text[start:].split()) <= _LONG or MARKS.search(text):
        return Extent(start, len(text))
    end = 0
    for match in _CUT.finditer(text, start):
        count = len(text[start : match.start()].split())
        if count > _LONG:
            break
        if count >= _LEAST and _is_whole(text[start : match.start()], text[match.end() :], match[0]):
            end = match.start()
    return Extent(start, end, is_cut=True) if end else Extent(start, len(text))


def _is_whole(head: str, tail: str, mark: str) -> bool:
    """Whether a clause can stand without what followed it."""
    if head.count("(") != head.count(")") or not _FINITE.search(head) or _TAKES_BACK.match(tail):
        return False
    if ";" in mark:
        return not _SUBORDINATE.match(head) or "," in head
    return not _SUBORDINATE.match(head) and not _OPEN.search(head) and "—" not in head


def leans(text: str) -> bool:
    """Whether a sentence is understood with the one before it alone."""
    begins = bool(_LEANS.match(text)) and not _IT_STANDS.match(text)
    return begins or bool(_POINTS_BACK.search(text))


def faults(text: str, *, is_speech: bool = False) -> float:
    """How ill a sentence stands in a recap by its words, from 0; 1 or more is not at all."""
    count = len(text.split())
    if "?" in text or not text.lstrip("“\"‘'")[:1].isupper() or text.isupper():
        return 1.0
    if text.rstrip("”’\"')")[-1:] not in ".!…" or not _FINITE.search(text) or not _is_paired(text):
        return 1.0
    found = 0.3 * text.endswith("!") + 0.03 * max(0, 14 - count) + 0.02 * max(0, count - 36)
    if is_speech or not MARKS.search(text):
        found += 0.15 * min(2, len(_SECOND.findall(text))) + 0.1 * min(2, len(_PRESENT.findall(text)))
    return round(found, 4)


def _is_paired(text: str) -> bool:
    """Whether the marks of what is said are whole."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0
