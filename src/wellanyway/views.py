"""What a Told can show: answers, cast, quotations, hits, recaps. Plain values with no storage in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Alias",
    "Answer",
    "Character",
    "Evidence",
    "Hit",
    "Mention",
    "Quotation",
    "Recap",
    "Verdict",
    "Whereabouts",
]


class Verdict(StrEnum):
    """How far what has been told answers a question."""

    TOLD = "told"  # a passage answers it
    IMPLIED = "implied"  # passages bear on it
    NOT_TOLD = "not_told"  # the same for what comes later and for what never comes


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation under an answer: sentence ordinal, CHAPTER.SENTENCE, and the words."""

    sentence: int
    at: str
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the teller says to a question, and the passages it stands on.

    `told_to` is the horizon it was given at; `short` the shortest answer or None; `confidence` in
    [0, 1]; `method` names what found it; `latency_ms` is the only field that may differ between runs.
    """

    question: str
    told_to: int
    at: str
    verdict: Verdict
    text: str
    short: str | None
    evidence: tuple[Evidence, ...]
    confidence: float
    method: str
    latency_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a character and where it was first heard."""

    name: str
    sentence: int
    at: str


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody heard of so far. `mentions` counts named mentions; `spoke` counts lines known theirs."""

    name: str
    aliases: tuple[Alias, ...]
    first: Evidence
    last: Evidence
    mentions: int
    spoke: int
    said_of: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something said aloud in the story. `speaker` is None where the text has not made it sure."""

    sentence: int
    at: str
    text: str
    speaker: str | None
    confidence: float
    evidence: Evidence | None = None  # the words that show who spoke


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in the text."""

    sentence: int
    at: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that a search found; `score` in [0, 1] depends on that sentence and the query alone."""

    sentence: int
    at: str
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Recap:
    """What has been told, in sentences of the story."""

    text: str
    evidence: tuple[Evidence, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the listener is: place, chapter, who has been named in the present scene."""

    told_to: int
    at: str
    chapter: int
    chapter_title: str
    present: tuple[str, ...]
    last: Evidence | None
