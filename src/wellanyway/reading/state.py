"""ReaderState: all that the reader carries from one block to the next, and its one written form."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from wellanyway.errors import LibraryError
from wellanyway.reading.names import Known, NameState
from wellanyway.reading.quotations import QuotationState
from wellanyway.reading.speakers import Recent, SpeakerState, Turn

__all__ = ["STATE_VERSION", "ReaderState"]

STATE_VERSION = 1


@dataclass(frozen=True, slots=True)
class ReaderState:
    """Behind some block; `ReaderState()` is the beginning of a work. Never changed once made."""

    names: NameState = field(default_factory=NameState)
    quotations: QuotationState = field(default_factory=QuotationState)
    speakers: SpeakerState = field(default_factory=SpeakerState)

    def to_json(self) -> str:
        """Equal states give equal text."""
        quotations, speakers = self.quotations, self.speakers
        data = {
            "version": STATE_VERSION,
            "known": {name: [one.person, one.place, one.gender] for name, one in self.names.known.items()},
            "cores": self.names.cores,
            "aliases": self.names.aliases,
            "quotations": [
                quotations.count,
                quotations.style,
                quotations.open_id,
                quotations.parts,
                quotations.singles,
                quotations.doubles,
            ],
            "turns": [[turn.speaker, turn.is_explicit] for turn in speakers.turns],
            "recent": [[one.name, one.gender, one.sentence] for one in speakers.recent],
            "open_speaker": speakers.open_speaker,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> ReaderState:
        """The state that `to_json` wrote. Raises LibraryError for another version or a damaged one."""
        try:
            data: dict[str, Any] = json.loads(text)
            if data["version"] != STATE_VERSION:
                raise LibraryError("the reader's state is of another version; read the story again")
            return cls(
                NameState(
                    {name: Known(*one) for name, one in data["known"].items()},
                    {word: tuple(names) for word, names in data["cores"].items()},
                    data["aliases"],
                ),
                QuotationState(*data["quotations"]),
                SpeakerState(
                    tuple(Turn(*turn) for turn in data["turns"]),
                    tuple(Recent(*one) for one in data["recent"]),
                    data["open_speaker"],
                ),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise LibraryError("the reader's state is damaged; read the story again") from None
