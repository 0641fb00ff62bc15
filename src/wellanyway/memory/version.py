"""Version: one chapter of a sequence as far as it takes to match it with others."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Version"]


@dataclass(frozen=True, slots=True)
class Version:
    """A stored text without its words; `digest` is of them alone."""

    id: int
    key: str
    digest: bytes
    size: int
