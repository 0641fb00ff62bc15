"""A talk held in a made-up tale: each thing said is answered in the light of what was said before it."""

from __future__ import annotations

from wellanyway.told import Told

__all__ = ["talked"]


def talked(told: Told, *said: str) -> Told:
    """The view after some things were said, one after the other."""
    for words in said:
        told = told.after(told.ask(words))
    return told
