"""Feeds texts to the reader's row of stages, window by window, and keeps the pages.

All that a benchmark asks of the reader is in `PageReader`, so that its scoring is tested with a fake one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from litbank import Document, LitBlock
from wellanyway.reading.entities import Entities
from wellanyway.reading.page import Page, Speech, Token
from wellanyway.reading.window import Window

__all__ = ["Given", "Located", "PageReader", "clusters", "document_pages", "located", "pages"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader is told of a window instead of finding it out. None is what it has to find.

    `mentions` are `(first, last, type)`, half-open token numbers of the block; `meant` says whom some of them mean,
    by the numbers of the cast that the reader was started with; -1, as one that is not there, leaves it open.
    """

    tokens: Sequence[Token] | None = None
    mentions: Sequence[tuple[int, int, str]] | None = None
    speeches: Sequence[Speech] | None = None
    meant: Mapping[tuple[int, int], int] | None = None


class PageReader(Protocol):
    """A row of stages over pages.

    `cast` are people known beforehand; only a gold setting gives one. A reader whose `sees_chapter` is True is shown
    all windows before the first page: it breaks the rule, to say what keeping it costs.
    """

    sees_chapter: bool

    def start(self, cast: Entities | None = None) -> Any: ...

    def page(self, window: Window, state: Any, given: Given | None = None) -> tuple[Page, Any]: ...

    def foresee(self, windows: Sequence[tuple[Window, Given]]) -> None: ...


@dataclass(frozen=True, slots=True)
class Located:
    """A mention by token numbers of the document: whom it meant when it was read, and whom in the end."""

    start: int
    end: int
    type: str
    form: str
    then: int
    finally_: int


def pages(
    one: PageReader, windows: Iterable[tuple[Window, Given]], cast: Entities | None = None
) -> Iterator[Page]:
    """Pages in order. A page's entities are those known when it was read."""
    if one.sees_chapter:
        windows = list(windows)
        one.foresee(windows)
    state = one.start() if cast is None else one.start(cast)
    for window, given in windows:
        page, state = one.page(window, state, given)
        yield page


def document_pages(
    one: PageReader, document: Document, *, gives_mentions: bool = False
) -> list[tuple[LitBlock, Page]]:
    """The blocks of a LitBank extract with its own tokens, and its own mentions where they are given."""

    def fed() -> Iterator[tuple[Window, Given]]:
        for block, window in zip(document.blocks, document.windows(), strict=True):
            inside = [
                (m.start - block.first, m.end - block.first, m.type)
                for m in document.mentions
                if block.first <= m.start and m.end <= block.last
            ]
            yield window, Given(block.tokens, inside if gives_mentions else None)

    return list(zip(document.blocks, pages(one, fed()), strict=True))


def located(read: Sequence[tuple[LitBlock, Page]]) -> list[Located]:
    """All mentions of a document; one whose entity was not found is somebody by itself."""
    found: list[Located] = []
    last = read[-1][1].entities if read else None
    alone = -1
    for block, page in read:
        for m in page.mentions:
            then = finally_ = alone
            if m.who >= 0:
                then = page.entities.root(m.who) if page.entities else m.who
                finally_ = last.root(m.who) if last else m.who
            else:
                alone -= 1
            found.append(Located(block.first + m.first, block.first + m.last, m.type, m.form, then, finally_))
    return found


def clusters(numbered: Iterable[tuple[int, tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Spans by the number they go with, in the order the numbers come up."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, span in numbered:
        found.setdefault(number, []).append(span)
    return list(found.values())
