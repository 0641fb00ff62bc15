"""Names that are asked for and given: "What do they call you?" "Nora," she says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wellanyway.reading.alike import compare
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.proper import form

__all__ = ["Asked", "answers", "asks_name"]

_ASKS = re.compile(
    r"\b(?:your (?:\w+ )?name|(?:call|called|christen|name) you|you (?:called|named)|[Ww]ho are you|[A-Z]\w+ (?P<short>short) for)"
    r"\b[^.!?]*\?"
)
_BEFORE = frozenset("“ ‘ \" ' « — – -- is 's ’s am 'm ’m it's".split())
_BEHIND = frozenset("” ’ \" ' » , . ! ? ; — – --".split())


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody was asked for a name: in which block, by whom (-1 for nobody known), or what it is short for."""

    block: int
    by: int
    is_for_whole: bool


def asks_name(page: Page, block: int) -> Asked | None:
    """The last time on a page that somebody is asked who he is, what his name is, or what it is short for."""
    found = None
    for one in page.speeches:
        asking = _ASKS.search(page.text, one.start, one.end) if one.depth == 0 else None
        if asking is not None:
            found = Asked(block, one.speaker, asking["short"] is not None)
    return found


def answers(page: Page, mention: Mention, asked: Asked, names: Sequence[str]) -> bool:
    """Whether a name is all that its speaker answers with, and can be one more of the `names` he has.

    A whole name that is asked for may look like none of them.
    """
    if mention.type not in {"PER", ""}:
        return False
    before = page.word(mention.first - 1).lower() if mention.first else "“"
    behind = page.word(mention.last) if mention.last < len(page.tokens) else "”"
    if before not in _BEFORE or behind not in _BEHIND:
        return False
    name = form(page.text[mention.start : mention.end])
    return not names or asked.is_for_whole or any(compare(name, form(one)) > 0 for one in names)
