"""Narration: a page with what is quoted taken out, as levels and scenes look at it.

Whose telling it is and where a scene turns is said between the quotations, so both need the same view of a
block: what stands outside, what stands inside, and how the quotations join with those of the block before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from wellanyway.reading.page import Page, Speech

__all__ = ["Narration", "narration"]

_TITLE = re.compile(r"\b(Mrs?|Dr|St|Capt|Col)\.")  # its full stop ends no sentence
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


@dataclass(frozen=True)
class Narration:
    """One block, the full stops of titles made "_". `outside` has every quoted character made a space, so that its places are those of the block.

    `opens` tells that the block begins inside a quotation, `stays_open` that its last one is not closed.
    """

    text: str
    outside: str
    quotes: tuple[Speech, ...]  # those that stand in no other and begin with a mark
    opens: bool
    stays_open: bool

    @cached_property
    def words_outside(self) -> list[str]:
        return _WORD.findall(self.outside)

    @cached_property
    def inside(self) -> str:
        return " ".join(self.text[quote.start : quote.end] for quote in self.quotes)

    @cached_property
    def words_inside(self) -> list[str]:
        return _WORD.findall(self.inside)

    @property
    def is_plain(self) -> bool:
        """Whether it begins with narration."""
        return bool(self.words_outside) and not self.opens


def narration(page: Page) -> Narration:
    """The view of a page whose speeches have been found."""
    text = _TITLE.sub(r"\1_", page.text)
    quotes = tuple(speech for speech in page.speeches if speech.depth == 0 and speech.mark)
    if quotes and _runs_on(quotes[-1], text):
        quotes = (*quotes[:-1], replace(quotes[-1], end=len(text)))
    outside = text
    for quote in quotes:
        outside = outside[: quote.start] + " " * (quote.end - quote.start) + outside[quote.end :]
    return Narration(
        text,
        outside,
        quotes,
        opens=bool(quotes) and not text[: quotes[0].start].strip(),
        stays_open=bool(quotes) and not quotes[-1].is_closed and quotes[-1].end == len(text),
    )


def _runs_on(quote: Speech, text: str) -> bool:
    """Whether an unclosed quotation lasts to the end: it reaches there, or one that goes on over blocks was cut short."""
    if quote.is_closed:
        return False
    return not text[quote.end :].strip() or (quote.continues and quote.end * 3 > len(text))
