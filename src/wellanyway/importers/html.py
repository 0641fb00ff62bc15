"""HTML: knows whose page it is and hands it to the one who reads it: an archive's, a site's, or any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from wellanyway.errors import DamagedFileError, HostileFileError, NotAStoryError
from wellanyway.importers import ao3, ffnet
from wellanyway.importers.html_page import Page
from wellanyway.importers.markup import parse_markup
from wellanyway.importers.source import Stamp
from wellanyway.story import Chapter, Paratext

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["HtmlImporter", "HtmlSource"]

LIMIT_BYTES = 100_000_000
_SUFFIXES = {".html", ".htm", ".xhtml", ".xht"}
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|p|div|h[1-6])\b", re.IGNORECASE)


class _Reader(Protocol):
    title: str
    author: str
    language: str
    notes: tuple[Paratext, ...]

    def chapters(self) -> Iterator[Chapter]: ...


class HtmlSource:
    """An HTML file, read."""

    format = "html"

    def __init__(self, reader: _Reader, name: str) -> None:
        self._reader = reader
        self._name = name
        self.title = reader.title
        self.author = reader.author
        self.language = reader.language
        self.notes = reader.notes

    def chapters(self, start: int = 0) -> Iterator[Chapter]:
        """Chapters from index `start` on; raises NotAStoryError where the whole page has none."""
        found = self._reader.chapters()
        first = next(found, None)
        if first is None:
            raise NotAStoryError(f"{self._name} has no text to tell")
        if start == 0:
            yield first
        yield from islice(found, max(start - 1, 0), None)

    def stamps(self) -> tuple[Stamp, ...]:
        """None: a page is one piece."""
        return ()

    def close(self) -> None:
        """The file is already closed."""


class HtmlImporter:
    """Knows HTML."""

    name = "html"

    def open(self, path: Path) -> HtmlSource | None:
        """The page, None for what is not HTML; raises StoryError for one that is bad."""
        with path.open("rb") as file:
            head = file.read(4096)
        is_named = path.suffix.lower() in _SUFFIXES
        if not is_named and not _MARKUP.search(head.replace(b"\x00", b"")):
            return None
        if path.stat().st_size > LIMIT_BYTES:
            limit = LIMIT_BYTES // 1_000_000
            raise HostileFileError(f"{path.name} is larger than the {limit} MB a page may have; split it")
        data = path.read_bytes()
        if not data.strip():
            raise DamagedFileError(f"{path.name} is empty: save the page again")
        root = parse_markup(data)
        if root is None:
            raise NotAStoryError(f"{path.name} has no text to tell")
        return HtmlSource(_reader(root, path.name), path.name)


def _reader(root: etree._Element, name: str) -> _Reader:
    """The one who knows this page."""
    work = ao3.read(root, name)
    if work is not None:
        return work
    page = ffnet.read(root, name)
    return page if page is not None else Page(root, name)
