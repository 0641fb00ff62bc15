"""Finds what is thought or said in emphasis and without marks. Most emphasis is stress, a title, a foreign word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellanyway.reading.quotation_modes import SPEECH, THOUGHT
from wellanyway.reading.quotation_tags import Tag, tag_ahead, tag_behind
from wellanyway.reading.quotation_words import SAYING

__all__ = ["in_emphasis"]

_ME = re.compile(r"\b(?:I|I[’'][a-z]+|me|my|myself)\b(?!\.)")
_OWN = re.compile(
    rf"{_ME.pattern}|\b(?:we|us|our|you|your|We|Our|You|Your|My)\b|^(?:What|Why|How|Where|Who)\b"
)
_SAID = SAYING | {"voice", "words"}
_FIGURE = re.compile(r"\d")
_LONG = 60  # words; longer emphasis is a letter, a dream or a tale
_SHORT = 16  # where a whole block is emphasised
_STOPS = frozenset(".!?…")


def in_emphasis(text: str, emphasis: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Spans of emphasis that are thought or said, with their mode: those that a verb says so of, and whole
    sentences of somebody's own."""
    for start, end in emphasis:
        inner = text[start:end].strip(" _")
        if inner[:1].isupper() and inner.count(" ") < _LONG:
            left, right = text[:start].rstrip(), text[end:].lstrip()
            mode = _mode(inner, left, right, tag_behind(text, end, len(text)), tag_ahead(text, 0, start))
            if mode:
                yield start, end, mode


def _mode(inner: str, left: str, right: str, behind: Tag, ahead: Tag) -> str:
    """THOUGHT, SPEECH, or "" for emphasis that is neither."""
    is_first = not left or left[-1] in '.!?…”’"'
    is_led = left[-1:] in {",", ":"}
    ends = inner[-1] in _STOPS or right[:1] in _STOPS
    if not (is_first or is_led):
        return ""
    if (ahead.kind == "think" and is_led and ends) or (
        behind.kind == "think" and (ends or inner[-1] in ",—" or right[:1] == ",")
    ):
        return THOUGHT if " " in inner else ""
    if is_led:
        return SPEECH if ahead.verb in _SAID and (" " in inner or inner[-1] == "!") else ""
    if not ends or inner.count(" ") < 2 or behind.kind == "write":
        return ""
    if left or right:
        is_own = _OWN.search(inner) is not None
    else:
        is_own = inner.count(" ") < _SHORT and not _FIGURE.search(inner) and _ME.search(inner) is not None
    if not is_own:
        return ""
    return SPEECH if behind.kind == "say" else THOUGHT
