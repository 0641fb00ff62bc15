"""The title and author of a text file: from a header, fan fiction's first lines, or the file's name."""

from __future__ import annotations

import re
from pathlib import Path

from wellanyway.errors import NotAStoryError
from wellanyway.importers import fanfic
from wellanyway.importers.chunks import Chunk, chunks_of, polish, prose
from wellanyway.importers.gutenberg import unwrap
from wellanyway.importers.headings import Headings
from wellanyway.importers.lines import read_lines
from wellanyway.story import ParatextKind

__all__ = ["FRONT", "TitlePage", "title_from_name"]

FRONT = 60  # chunks a title page may have
_LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
}
_SLUG = re.compile(r"\A(?:\d{1,6}[_ -]+)?(?P<name>.+?)\Z")


class TitlePage:
    """Title and author, from a header, fan fiction's first lines, or the file's name."""

    def __init__(self, path: Path) -> None:
        header, lines = unwrap(read_lines(path))
        fields, chunks = header.fields, chunks_of(lines)
        self.title = fields.get("Title", "")
        self.author = fields.get("Author", "").removesuffix(".")
        self.language = _LANGUAGES.get(fields.get("Language", "").lower(), "en")
        previous = ""
        seen = False
        headings = Headings()
        for _, chunk in zip(range(FRONT), chunks, strict=False):
            seen = True
            if self.title and self.author:
                break
            if label := fanfic.label_of(chunk):
                self._fields(chunk)
                if label is not ParatextKind.TAGS:
                    previous = ""
                continue
            self._fields(chunk)
            self._byline(chunk, previous)
            found = headings.read(chunk, None, is_first=True)
            if found and found.number is not None and not self._is_title(chunk):
                break
            if prose(chunk):
                break
            previous = chunk.text if len(chunk.text) < 90 else ""
        if not seen:
            raise NotAStoryError(f"{path.name} has no words in it; there is nothing to tell")
        self.title = self.title or title_from_name(path)

    def _is_title(self, chunk: Chunk) -> bool:
        return any(fanfic.byline(line.text.strip()) for line in chunk.lines)

    def _fields(self, chunk: Chunk) -> None:
        for line in chunk.lines:
            self.title = self.title or fanfic.work_title(line.text) or ""
            self.author = self.author or fanfic.author_of(line.text) or ""

    def _byline(self, chunk: Chunk, previous: str) -> None:
        lines = [line.text.strip() for line in chunk.lines]
        for i, line in enumerate(lines):
            name = fanfic.byline(line)
            before = " ".join(lines[:i]) or previous
            if name and (before or self.title) and not self.author:
                self.author = name
                self.title = self.title or polish(before.strip(" ,_*"))[0]


def title_from_name(path: Path) -> str:
    """A title made of a file's name, its number and underscores left out."""
    match = _SLUG.match(path.stem)
    words = (match["name"] if match else path.stem).replace("_", " ").replace("-", " ").split()
    small = {"a", "an", "and", "of", "the", "in", "on", "to", "or", "at", "by", "for", "with", "from"}
    if any(word != word.lower() for word in words):
        return " ".join(words)
    return " ".join(word if i and word in small else word.capitalize() for i, word in enumerate(words))
