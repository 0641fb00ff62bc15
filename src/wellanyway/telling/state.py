"""Where a sitting stands, as one frozen value that can be written down and taken up again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from wellanyway.errors import ConfigError

__all__ = ["Phase", "State"]

_VERSION = 1


class Phase(StrEnum):
    """What is going on."""

    WAITING = "waiting"  # nothing is in play
    PLAYING = "playing"  # sentence `cursor` is in play
    ENDED = "ended"  # that this is all so far has been said, and nothing since
    CLOSED = "closed"  # the sitting is over


@dataclass(frozen=True, slots=True)
class State:
    """Everything a session remembers.

    `told_to` sentences have been told. `cursor` is the next sentence to say: `told_to`, or less where
    sentences are told again. `last_told_at` is when a sentence was last told or begun (seconds since
    the epoch; None: not known). `is_owed` says that talk came between, so a return line is due; `is_broken` that the sentence
    at `cursor` was broken into. `spoken` counts what the
    teller has said between the lines. `finished` and `opened` are the horizons at which a chapter's end
    and a chapter's beginning were last announced. `is_fresh` holds until the telling first goes on.
    """

    told_to: int = 0
    cursor: int = 0
    phase: Phase = Phase.WAITING
    last_told_at: float | None = None
    is_owed: bool = False
    is_broken: bool = False
    spoken: int = 0
    finished: int | None = None
    opened: int | None = None
    is_fresh: bool = True

    @classmethod
    def at(cls, told_to: int, *, last_told_at: float | None = None) -> State:
        """The state of a new sitting at a place; the chapter that ended there has been announced before."""
        return cls(told_to, told_to, last_told_at=last_told_at, finished=told_to)

    def to_json(self) -> str:
        """One line of JSON that `from_json` takes back."""
        return json.dumps({"version": _VERSION, **asdict(self)}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> State:
        """The state written by `to_json`. Raises ConfigError if it is not one of this version."""
        try:
            fields = json.loads(text)
            if fields.pop("version") != _VERSION:
                raise ConfigError("this session was saved by another version; start a new one at its place")
            return cls(**{**fields, "phase": Phase(fields["phase"])})
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ConfigError("this is not a saved session; start a new one at its place") from None
