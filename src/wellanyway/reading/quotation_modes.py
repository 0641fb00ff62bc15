"""Tells what a quotation is by where it stands: said, thought, written, or none of them.

Titles, words mentioned and words mocked stand between the same marks as talk. What speaks for talk (words that
say who spoke, a comma or colon before, a sentence's beginning and end inside, "I" and "you") and what against it
(the article before, the sentence that runs on through it) are points, and their sum decides.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wellanyway.reading.quotation_tags import Tag, tag_ahead, tag_behind
from wellanyway.reading.quotation_words import AS_IF, BEARERS, JOINING, NAMING

__all__ = ["NOT_SAID", "SPEECH", "THOUGHT", "WRITTEN", "Frame", "mode_of"]

NOT_SAID, SPEECH, THOUGHT, WRITTEN = "", "speech", "thought", "writing"

_PERSONAL = re.compile(
    r"\b(?:I|me|my|mine|myself|we|us|our|ours|you|your|yours|yourself|ye|thee|thou|thy)\b"
    r"|\w(?:[’'](?:ll|re|ve|m|d)|n[’']t)\b",
    re.IGNORECASE,
)
_IT_SAID = re.compile(r"[\s,—-]*it\s(?:said|says|ran|runs|read|reads)\b")
_BEARS = re.compile(rf"\b(?:{'|'.join(sorted(BEARERS))}|read|reading|wrote|written)\b")
_UNSAID = re.compile(
    r"\b(?:(?:all very|very|just as) well to|(?:easy|ready|about|tempted|inclined|longing|longed|wanted|wishing|wished|expected)"
    r" to|(?:as soon as|before|while) (?:you|one) (?:can|could)|(?:without|instead of) (?:so much as )?"
    r"(?=saying|crying|exclaiming)) (?:say|saying|cry|crying|call|exclaim|exclaiming|ask|answer|reply)(?: out)?\Z"
)
_WOULD_SAY = re.compile(
    r"[\s,—-]*(?:you|one|some|the reader) (?:will|would|may|might) (?:perhaps )?(?:say|exclaim|cry|ask|think|answer)\b(?! to)"
)
_SIGNED = re.compile(r"[\s_]*(?:--|[—–―])\s*_?[A-Z][\w.’']*(?:\s(?:[A-Z][\w.’']*|of|de|the)){0,5}[_.,\s]*\Z")
_CAPTION = re.compile(r"\[\s?illustration\b[^\]]*\Z", re.IGNORECASE)
_SINGING = frozenset(
    "sing sings sang sung singing play plays played playing whistled whistling hummed".split()
)
_TITLE = 6  # words that a song's title has at most
_LAST_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\Z")
_AROUND = "“”\"‘’'„«»‹›「」『』`_*()[] \n"
_AGAINST = -9.0
_TAGGED = {"say": 3.0, "think": 3.0, "write": 3.0, "voice": 1.0, "": 0.0}


class Frame(NamedTuple):
    """A quotation `[start, end)` and the narration around it: from `since`, where the one before ended, up to
    `until`, where the next begins. `before` is the mode of the one before in the block, "" where none is."""

    text: str
    start: int
    end: int
    since: int
    until: int
    is_closed: bool
    before: str


def mode_of(frame: Frame) -> str:
    """SPEECH, THOUGHT, WRITTEN or NOT_SAID."""
    behind = tag_behind(frame.text, frame.end, frame.until)
    ahead = tag_ahead(frame.text, frame.since, frame.start)
    if points(frame, behind, ahead) < 0:
        return NOT_SAID
    if _is_read(frame):
        return WRITTEN
    if frame.before == SPEECH and ahead.kind == "think" and _inner(frame)[:1].islower():
        return SPEECH
    for tag in (behind, ahead):
        if tag.kind in {"say", "think", "write"}:
            return {"say": SPEECH, "think": THOUGHT, "write": WRITTEN}[tag.kind]
    return frame.before or SPEECH


def _is_read(frame: Frame) -> bool:
    """Whether `it said` stands behind and something that bears writing before, or it is a motto or a caption."""
    before = frame.text[frame.since : frame.start].lower()
    if _CAPTION.search(before) or (not before.strip() and _SIGNED.match(frame.text, frame.end)):
        return True
    return _IT_SAID.match(frame.text, frame.end) is not None and _BEARS.search(before) is not None


def _inner(frame: Frame) -> str:
    return frame.text[frame.start : frame.end].strip(_AROUND)


def points(frame: Frame, behind: Tag, ahead: Tag) -> float:
    """Above nothing where it is said, thought or written."""
    inner = _inner(frame)
    if not any(map(str.isalpha, inner)):
        return _AGAINST
    left = frame.text[frame.since : frame.start].rstrip(" _*\n")
    lead = left.lower().rstrip(" ,:—-")
    if lead.endswith(AS_IF) or _UNSAID.search(lead) or _WOULD_SAY.match(frame.text, frame.end):
        return _AGAINST
    return _before(frame, left, inner, ahead) + _inside(inner, frame) + _behind(frame, inner, behind)


def _before(frame: Frame, left: str, inner: str, ahead: Tag) -> float:
    """Points for how it is led up to; `left` is the narration before."""
    small = inner.lstrip("-—–.… ")[:1].islower()
    if not left:
        return 1.5 if frame.before or not small else -0.5
    last = left[-1]
    if last in ".!?…)]":
        return -0.5 if small else 1.5
    word = _LAST_WORD.search(left)
    if word is not None and frame.before and word[0].lower() in JOINING and len(left) < 40:
        return 1.0
    if last in ",:;-—–":
        if ahead.kind in {"say", "think", "write"}:
            return 3.0
        if small:
            return 1.5 if frame.before else -1.0
        return 2.5 if last == ":" else 1.5
    if word is not None and word[0].lower() in NAMING:
        return -4.0
    if (
        word is not None
        and word[0].lower() in _SINGING
        and inner.count(" ") < _TITLE
        and inner[-1] not in "!?"
    ):
        return -4.0
    return 1.0 if ahead.kind in {"say", "think"} else -2.0


def _inside(inner: str, frame: Frame) -> float:
    """Points for its own words."""
    size = inner.count(" ") + 1
    total = 2.0 if size > 20 else 1.0 if size > 7 else -0.5 if size < 3 else 0.0
    last = inner[-1]
    if last in "!?":
        total += 1.5
    elif last in ".,…;:-—–":
        total += 0.5
    elif frame.is_closed:
        total -= 1.5
    if _PERSONAL.search(inner):
        total += 1.0
    return total + (1.0 if inner[0].isupper() else -0.5)


def _behind(frame: Frame, inner: str, tag: Tag) -> float:
    """Points for how the narration takes it up again."""
    if tag.kind:
        goes_on = inner[-1] in ",!?-—–" or frame.text[frame.end : frame.end + 1] == ","
        return _TAGGED[tag.kind] if goes_on or tag.kind == "say" else _TAGGED[tag.kind] / 3
    right = frame.text[frame.end : frame.until].lstrip(" _*\n")
    if not right:
        return 0.5
    if right[0].islower() and inner[-1] not in "!?":
        return -1.0
    return -0.5 if right[0] in ".,;:" else 0.0
