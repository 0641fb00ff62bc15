"""Where a sitting stands, as one frozen value that can be written down and taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from wellanyway.errors import ConfigError

if TYPE_CHECKING:
    from wellanyway.views import Answer

__all__ = ["Phase", "State"]

_VERSION = 2


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
    and a chapter's beginning were last announced. `is_fresh` holds until the telling first goes on. `talk` is what was asked
    and answered, in this sitting and before, at any horizon: what lies beyond `told_to` is cut off by Told.
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
    talk: tuple[Answer, ...] = ()

    @classmethod
    def at(
        cls,
        told_to: int,
        *,
        last_told_at: float | None = None,
        talk: Iterable[Answer] = (),
        is_owed: bool = False,
    ) -> State:
        """The state of a new sitting at a place; the chapter that ended there has been announced before."""
        return cls(
            told_to,
            told_to,
            last_told_at=last_told_at,
            is_owed=is_owed,
            finished=told_to,
            talk=tuple(talk),
        )

    @property
    def has_more(self) -> bool:
        """Whether the last answer, given here just now, can be gone on with."""
        last = self.talk[-1] if self.talk else None
        return last is not None and self.is_owed and last.told_to == self.told_to and bool(last.more)

    def to_json(self) -> str:
        """One line of JSON that `from_json` takes back."""
        from wellanyway.memory.packing import pack_answer

        fields = {key: value for key, value in asdict(replace(self, talk=())).items() if key != "talk"}
        talk = [pack_answer(answer) for answer in self.talk]
        return json.dumps({"version": _VERSION, **fields, "talk": talk}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> State:
        """The state written by `to_json`. Raises ConfigError if it is not one of this version."""
        from wellanyway.memory.packing import unpack_answer

        try:
            fields = json.loads(text)
            if fields.pop("version") != _VERSION:
                raise ConfigError("this session was saved by another version; start a new one at its place")
            talk = tuple(unpack_answer(answer) for answer in fields["talk"])
            return cls(**{**fields, "phase": Phase(fields["phase"]), "talk": talk})
        except (ValueError, TypeError, KeyError, AttributeError):
            raise ConfigError("this is not a saved session; start a new one at its place") from None
