"""What goes into a session and what comes out: small frozen messages.

Inputs carry no time; `step` is given it beside them (seconds since the epoch, from an injected clock).
Effects are carried out in order by a runner. `may_interrupt` says whether an interruption may cut an
effect short; those that it may not survive the flush.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from wellanyway.story import Paratext, Pos, Sentence
from wellanyway.views import Answer, Quotation, Recap

if TYPE_CHECKING:
    from wellanyway.telling.world import Upcoming

__all__ = [
    "Again", "Ask", "Back", "ChapterOpened", "ChapterFinished", "Continue", "Effect", "Finished", "Input",
    "Interrupt", "Next", "Note", "NoteKept", "NothingMore", "Pause", "Quit", "RecapAsked", "Remark",
    "SavePlace", "SayAnswer", "SayQuotation", "SayRecap", "SayRemark", "SayReturn", "SaySentence",
    "ShowParatext", "ParatextAsked", "SkipTo", "Stop", "WhoSaid",
]  # fmt: skip


# -- inputs


@dataclass(frozen=True, slots=True)
class Next:
    """The sentence in play has been shown or played to its end (or nothing is in play): go on."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop where we are, and wait."""


@dataclass(frozen=True, slots=True)
class Interrupt:
    """The listener broke in. `shown` is how many characters of the sentence in play had been shown or played."""

    shown: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, as it was put."""

    question: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said that asks for nothing ("something's got to happen soon")."""

    text: str


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on telling; after a question the return line comes first, after a slip nothing does."""


@dataclass(frozen=True, slots=True)
class Again:
    """Tell the last sentences told again (the one in play from its start)."""

    sentences: int = 1


@dataclass(frozen=True, slots=True)
class Back:
    """Go back so many sentences; what they told is unheard again."""

    sentences: int = 1


@dataclass(frozen=True, slots=True)
class SkipTo:
    """Go to a place, forward or back, and wait there."""

    pos: Pos


@dataclass(frozen=True, slots=True)
class WhoSaid:
    """Who said that?"""


@dataclass(frozen=True, slots=True)
class RecapAsked:
    """What did I miss?"""

    words: int = 150


@dataclass(frozen=True, slots=True)
class ParatextAsked:
    """Show the author's notes that have been announced in this chapter."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the listener's own, kept at this place."""

    text: str


@dataclass(frozen=True, slots=True)
class Quit:
    """Enough for now."""


Input = (
    Next | Pause | Interrupt | Ask | Remark | Continue | Again | Back | SkipTo | WhoSaid | RecapAsked
    | ParatextAsked | Note | Quit
)  # fmt: skip


# -- effects


@dataclass(frozen=True, slots=True)
class ChapterOpened:
    """A chapter begins: its number (from 1), its title, and whether the author left notes before it."""

    may_interrupt: ClassVar[bool] = False
    number: int
    title: str
    notes: tuple[Paratext, ...] = ()
    spoken: str = ""  # the chapter and its notes as announced aloud


@dataclass(frozen=True, slots=True)
class SaySentence:
    """Show or play a sentence, then answer with Next. `starts_block`, `after_break` and `starts_line` (a line of its
    own within the block, as in verse) are for layout and pauses.
    """

    may_interrupt: ClassVar[bool] = True
    sentence: Sentence
    kind: str  # BlockKind of its block
    starts_block: bool
    after_break: bool
    emphasis: tuple[tuple[int, int], ...] = ()  # spans in the sentence's own characters
    starts_line: bool = False

    @classmethod
    def of(cls, upcoming: Upcoming) -> SaySentence:
        """The sentence that comes next, with its layout."""
        return cls(
            upcoming.sentence,
            str(upcoming.kind),
            upcoming.starts_block,
            upcoming.after_break,
            upcoming.emphasis,
            upcoming.starts_line,
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop the sentence in play at once."""

    may_interrupt: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SavePlace:
    """Everything before `told_to` has been told: keep that before anything else is said."""

    may_interrupt: ClassVar[bool] = False
    told_to: int


@dataclass(frozen=True, slots=True)
class SayAnswer:
    """An answer, wrapped in the teller's manner; `spoken` is the whole of it as said."""

    may_interrupt: ClassVar[bool] = True
    answer: Answer
    spoken: str


@dataclass(frozen=True, slots=True)
class SayQuotation:
    """Who said the last line told."""

    may_interrupt: ClassVar[bool] = True
    quotation: Quotation | None
    spoken: str


@dataclass(frozen=True, slots=True)
class SayRecap:
    """What has been told."""

    may_interrupt: ClassVar[bool] = True
    recap: Recap
    spoken: str


@dataclass(frozen=True, slots=True)
class SayRemark:
    """The teller says something between the lines (a greeting, a reply to a remark, a chapter's end)."""

    may_interrupt: ClassVar[bool] = True
    spoken: str


@dataclass(frozen=True, slots=True)
class SayReturn:
    """Picks up the thread: "Well anyway. So she had just reached the graveyard..."."""

    may_interrupt: ClassVar[bool] = True
    spoken: str


@dataclass(frozen=True, slots=True)
class ShowParatext:
    """The author's notes asked for."""

    may_interrupt: ClassVar[bool] = True
    notes: tuple[Paratext, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class NoteKept:
    """Keep the listener's note at `told_to`."""

    may_interrupt: ClassVar[bool] = False
    told_to: int
    text: str


@dataclass(frozen=True, slots=True)
class ChapterFinished:
    """The last sentence of a chapter has been told; notes that stand after it are announced."""

    may_interrupt: ClassVar[bool] = False
    number: int
    notes: tuple[Paratext, ...] = ()
    spoken: str = ""  # the notes as announced aloud; empty where there are none


@dataclass(frozen=True, slots=True)
class NothingMore:
    """That is all there is so far; the session waits."""

    may_interrupt: ClassVar[bool] = True
    spoken: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The session is over; the place is kept."""

    may_interrupt: ClassVar[bool] = False


Effect = (
    ChapterOpened | SaySentence | Stop | SavePlace | SayAnswer | SayQuotation | SayRecap | SayRemark
    | SayReturn | ShowParatext | NoteKept | ChapterFinished | NothingMore | Finished
)  # fmt: skip
