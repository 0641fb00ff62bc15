"""What the reader of levels remembers between blocks, and how that is written down."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from wellanyway.reading.tellings import Telling

__all__ = ["LevelsState", "Run"]


@dataclass(frozen=True, slots=True)
class Run:
    """One speech that goes on over blocks without its mark being closed, and what its words are like so far."""

    blocks: int = 0
    words: int = 0
    past: int = 0
    present: int = 0
    first: int = 0  # words for "I"
    second: int = 0  # and for "you"
    heads: tuple[str, ...] = ()  # whom its tags name
    begins: bool = False  # a tag says that the speaker began, or it begins as tales do
    is_letter: bool = False
    quotes: int = 0  # blocks of it that begin with what somebody else said, -1 where the first does


@dataclass(frozen=True, slots=True)
class LevelsState:
    """The levels, the outermost first, and what the last blocks have led one to expect."""

    levels: tuple[Telling, ...] = (Telling(),)
    paused: Telling | None = None  # the tale left last, where it may go on
    run: Run = Run()
    heads: tuple[str, ...] = ()  # who would tell the tale that was announced
    speakers: tuple[int, int] = (-1, -1)  # entities: who would tell it, to whom
    since: int = 0  # blocks since a tale was left
    promise: int = 0  # how loudly a tale was announced in the last blocks
    spoken_of: int = 0  # blocks for which it still counts that tales were spoken of
    letter: int = 0  # blocks in which an announced letter may begin
    breaks_in: int = 0  # how often talk behind a break has turned out to stand outside the tale
    chapter: int = -1
    begun: int = 0  # blocks since the chapter began
    series: str = ""  # how chapters are headed: "letter", "chapter"
    is_open: bool = False  # the last block left a quotation open
    is_closing: bool = False  # it ended with words that say the tale is told
    rests: bool = False  # it told of a pause in the talk, or that it went on
    leads: bool = False  # it ended with a colon or dash that leads over to what is said

    def dump(self) -> dict[str, Any]:
        return {
            "levels": [level.dump() for level in self.levels],
            "paused": self.paused.dump() if self.paused else None,
            "run": [_plain(getattr(self.run, one.name)) for one in fields(Run)],
            **{one.name: _plain(getattr(self, one.name)) for one in fields(self) if one.name not in _NESTED},
        }

    @classmethod
    def load(cls, value: dict[str, Any]) -> LevelsState:
        return cls(
            levels=tuple(Telling.load(level) for level in value["levels"]),
            paused=Telling.load(value["paused"]) if value["paused"] else None,
            run=Run(*map(_frozen, value["run"])),
            **{name: _frozen(one) for name, one in value.items() if name not in _NESTED},
        )


_NESTED = frozenset({"levels", "paused", "run"})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
