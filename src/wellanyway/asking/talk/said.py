"""Said: a reply that comes of the talk itself, and what a reply to a question has to have to take part in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from wellanyway.asking.wording import NOT_TOLD
from wellanyway.views import Correction, Evidence, Verdict

__all__ = ["Reply", "Said", "refused"]


class Reply(Protocol):
    """An answer before it is dressed."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def method(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def more(self) -> str: ...
    @property
    def short(self) -> str | None: ...
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...
    @property
    def confidence(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Said:
    """A reply; `correction` is what the listener put right with what it replies to."""

    verdict: Verdict
    method: str
    text: str = NOT_TOLD
    more: str = ""
    short: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    correction: Correction | None = None

    @classmethod
    def of(cls, reply: Reply) -> Said:
        """The same reply."""
        if isinstance(reply, Said):
            return reply
        return cls(
            reply.verdict, reply.method, reply.text, reply.more, reply.short, reply.evidence, reply.confidence
        )


def refused(method: str) -> Said:
    """The one way not to answer."""
    return Said(Verdict.NOT_TOLD, method)
