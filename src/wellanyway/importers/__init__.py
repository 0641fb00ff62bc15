"""From a file to chapters: one importer a format, the first that knows the file answers.

A user's own importers come first (entry points of the group `wellanyway.importers`, each a callable that
gives an Importer); the built-in ones are looked at by the file's first bytes, so that opening a text loads
nothing that markup needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from wellanyway.errors import DamagedFileError, HostileFileError, NotAStoryError
from wellanyway.importers.source import Importer, Source, Stamp, as_name

__all__ = ["Importer", "Source", "Stamp", "open_book"]

TEXT_LIMIT = 100 * 1024 * 1024  # bytes of a plain text or Markdown file

_BINARY = {
    b"%PDF": "a PDF",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"BOOKMOBI": "a Kindle file",
    b"ID3": "a sound file",
    b"RIFF": "a sound or picture file",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
}
_READS = "wellanyway reads EPUB, HTML, Markdown and plain text"


def open_book(path: Path | str, importers: Sequence[Importer] | None = None) -> Source:
    """Open a book file. `importers` are tried first.

    Raises NotAStoryError for what is no book, DamagedFileError and HostileFileError for bad ones.
    """
    place = Path(path)
    try:
        if place.is_dir():
            raise NotAStoryError(
                f"{place} is a folder; give a file, or `wellanyway add {place}` for all in it"
            )
        size = place.stat().st_size
        with place.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise NotAStoryError(f"there is no file {place}; check its name") from None
    except OSError as error:
        raise DamagedFileError(f"{place} cannot be read: {error.strerror or error}") from None
    if size == 0:
        raise NotAStoryError(f"{place.name} is empty; there is nothing to tell")
    for importer in chain(importers or (), _plugged(), _fitting(place, head)):
        source = importer.open(place)
        if source is not None:
            source.title, source.author = as_name(source.title), as_name(source.author)
            return source
    raise NotAStoryError(f"{place.name} is not a book in a format known here; {_READS}")


def _plugged() -> Iterator[Importer]:
    from importlib.metadata import entry_points

    for point in entry_points(group="wellanyway.importers"):
        yield point.load()()


def _fitting(path: Path, head: bytes) -> Iterator[Importer]:
    """The built-in importers that a file with these first bytes may belong to."""
    suffix = path.suffix.lower()
    if head.startswith(b"PK") or suffix in {".epub", ".kepub"}:
        from wellanyway.importers.epub import EpubImporter

        yield EpubImporter()
        return
    kind = next((name for magic, name in _BINARY.items() if head.startswith(magic)), None)
    if kind is None and b"BOOKMOBI" in head[:80]:
        kind = "a Kindle file"
    if kind is not None:
        raise NotAStoryError(f"{path.name} is {kind}; {_READS}")
    if _looks_like_markup(head) or suffix in {".html", ".htm", ".xhtml"}:
        from wellanyway.importers.html import HtmlImporter

        yield HtmlImporter()
    if path.stat().st_size > TEXT_LIMIT:
        limit = TEXT_LIMIT // (1024 * 1024)
        raise HostileFileError(f"{path.name} is larger than the {limit} MB a text may have; split it")
    if suffix in {".md", ".markdown", ".mdown"}:
        from wellanyway.importers.markdown import MarkdownImporter

        yield MarkdownImporter()
    from wellanyway.importers.text import TextImporter

    yield TextImporter()


def _looks_like_markup(head: bytes) -> bool:
    """By the first bytes alone: a doctype, an XML declaration or a well-known element opens the file."""
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")):
        return True
    return start.startswith(b"<!--") and b"<html" in start
