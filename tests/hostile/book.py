"""A hostile book: what it is, its bytes, and whether there is a story in it that can be told all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.importers.build import Doc, Epub, archive

__all__ = ["LAST", "SENTENCE", "TRAP", "Hostile", "book", "told_in", "xhtml"]

TRAP = "trap.invalid"
"""The site that every load and every link of these books points at."""

SENTENCE = "The lamp on the far shore went out."
"""The first sentence of each book, before anything that does harm."""

LAST = "And the tide came in."

_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A book and what it tries. `make` gives its bytes; where not `is_told` it has to be refused in one line."""

    name: str
    make: Callable[[], bytes]
    is_told: bool = True

    def __str__(self) -> str:
        return self.name


def book(docs: Sequence[Doc], **others: Any) -> Epub:
    """A book of a title that no other has: a second one of the same would be its newer file."""
    return Epub(docs, **{"title": f"Causeway the {next(_NUMBERS)}th", **others})


def xhtml(payload: str, head: str = "", attributes: str = "") -> bytes:
    """A book whose one chapter has `payload` between two sentences."""
    body = f"<h2>One</h2><p>{SENTENCE}</p>{payload}<p>{LAST}</p>"
    return archive(book([Doc("c1.xhtml", body, "One", head=head, attributes=attributes)]).files())


def told_in(name: str, payload: str, *, head: str = "", attributes: str = "") -> Hostile:
    """The same, named."""
    return Hostile(name, lambda: xhtml(payload, head, attributes))
