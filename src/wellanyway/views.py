"""What a Told can show: answers, cast, quotations, hits, recaps. Plain values with no storage in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Alias",
    "Answer",
    "Character",
    "Correction",
    "CorrectionKind",
    "Description",
    "Evidence",
    "Hit",
    "Mention",
    "Moment",
    "Quotation",
    "Recap",
    "Relation",
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
    [0, 1]; `method` names what found it; `more` is said on "go on", "" where there is no more; `latency_ms` is
    the only field that may differ between runs. `meant` is the question as it was taken, with whom its pronouns mean;
    `correction` what the listener put right.
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
    more: str = ""
    meant: str = ""
    correction: Correction | None = None


class CorrectionKind(StrEnum):
    """What a listener put right."""

    SPEAKER = "speaker"  # the line `words` in `sentence` is that of `right`
    SAME = "same"  # `right` and `wrong` are one
    DIFFERENT = "different"  # `right` and `wrong` are two
    ANSWER = "answer"  # the answer to the question `words` is `right`, "" where it is only known to be wrong


@dataclass(frozen=True, slots=True)
class Correction:
    """What a listener knows better: theirs alone, and never part of the story. Names are as they were told."""

    kind: CorrectionKind
    right: str = ""
    wrong: str = ""
    sentence: int = -1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A told sentence by its place alone: ordinal and CHAPTER.SENTENCE."""

    sentence: int
    at: str


@dataclass(frozen=True, slots=True)
class Alias:
    """What somebody is called, and where that was first heard."""

    name: str
    sentence: int
    at: str


@dataclass(frozen=True, slots=True)
class Description:
    """Words that say what somebody is or is like, and the sentence they stand in."""

    words: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Relation:
    """What one character is to another, and the sentence that says so.

    With `is_theirs` the character shown is the `kind` of `other` ("captain of the Sparrow"); without it `other` is the
    `kind` of the character shown.
    """

    kind: str
    other: str
    is_theirs: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody heard of so far. `name` is a name, or common words ("the accountant"), or "the narrator".

    `mentions` counts every mention, `named` those by name, `spoke` the lines known theirs. `gender` is "m", "f", or ""
    where nothing has told. `aliases` are names. `is_met` is False as long as others have only spoken of them.

    What takes quoting or looking round is for `Told.who` and left empty in a cast: `named_by` (who spoke the name first,
    where that was in speech), `called` (common words for them), `said_of`, `relations`, and `company`, whom they
    were with of late.
    """

    name: str
    type: str
    gender: str
    aliases: tuple[Alias, ...]
    first: Moment
    last: Moment
    mentions: int
    named: int
    spoke: int
    is_met: bool
    named_by: str | None = None
    called: tuple[Alias, ...] = ()
    said_of: tuple[Description, ...] = ()
    relations: tuple[Relation, ...] = ()
    company: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody says, thinks or writes in the story. `speaker` is None where the text has not made it sure.

    `mode` is "speech", "thought" or "writing"; `how` names what the speaker was told by.
    """

    sentence: int
    at: str
    text: str
    speaker: str | None
    confidence: float
    evidence: Evidence | None = None  # the words that show who spoke
    mode: str = "speech"
    addressee: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody or something: characters `[start, end)` of their sentence.

    `who` is the name shown for it, None where it is not known whom they mean; `type` is PER, FAC, GPE, LOC, VEH or ORG,
    `form` "proper", "common" or "pronoun".
    """

    sentence: int
    at: str
    start: int
    end: int
    text: str
    who: str | None = None
    type: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that a search found; `score` in [0, 1] depends on that sentence and the query alone."""

    sentence: int
    at: str
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Recap:
    """What has been told, in sentences of the story.

    `lines` are those of `evidence` as they stand in `text`: without what linked them to the sentence before, cut where
    they were long ("[…]"), with a name in square brackets for a pronoun whose person was not named before.
    """

    text: str
    evidence: tuple[Evidence, ...]
    words: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the listener is: place, chapter, and the present scene.

    `present` are those who act in it; `place` is where it is and `time` the words that say when, "" where nothing has
    told; `scene` is its first sentence. `level` is 0 in the outermost telling; in a tale told within it `teller` tells
    it to `listener`.
    """

    told_to: int
    at: str
    chapter: int
    chapter_title: str
    present: tuple[str, ...]
    last: Evidence | None
    place: str = ""
    time: str = ""
    scene: Moment | None = None
    level: int = 0
    teller: str | None = None
    listener: str | None = None
