"""Archive of Our Own: a downloaded work, a saved page of the site, and the EPUB it makes.

All three wrap the story in the author's summaries and notes. Here they are told apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wellanyway.errors import NotAStoryError
from wellanyway.importers.html_blocks import Piece, pieces
from wellanyway.importers.html_draft import Draft
from wellanyway.importers.html_meaning import tokens
from wellanyway.importers.markup import path_of, plain
from wellanyway.story import Block, BlockKind, Chapter, Paratext, ParatextKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Work", "epub_hook", "hook", "read", "work_notes"]

_HREF = re.compile(r"/works/\d+/chapters/\d+")


def _prose(element: etree._Element) -> str:
    """The text of a note, a paragraph a line."""
    return "\n".join(
        piece.block.text for piece in pieces(element, href="") if piece.block is not None and piece.block.text
    )


def hook(element: etree._Element, tag: str) -> list[Piece] | None:
    """Pieces of what stands round a chapter: its heading, summary and notes; None for anything else."""
    if tag not in {"div", "ul"}:
        return None
    classes = tokens(element, "class")
    name = element.get("id") or ""
    if tag != "div":
        return [] if "actions" in classes else None
    if name in {"preface", "afterword"} or ("preface" in classes and "chapter" not in classes):
        return _frame(element, name)
    if ("meta" in classes and ("group" in classes or name.startswith("endnotes"))) or (
        "preface" in classes and "chapter" in classes
    ):
        return [*_heading(element), *_notes(element, is_after=name.startswith("endnotes"))]
    return None


def epub_hook(element: etree._Element, tag: str) -> list[Piece] | None:
    """As `hook`, for the EPUB the archive makes: the notes of its preface come before the first chapter."""
    if tag == "div" and element.get("id") == "preface":
        notes = _notes(element, is_after=False)
        return [note for note in notes if note.paratext and note.paratext.kind is ParatextKind.NOTE]
    return hook(element, tag)


def _frame(element: etree._Element, name: str) -> list[Piece]:
    """The work's own front and end: only what the author says at the end is a piece of a chapter."""
    return _notes(element, is_after=True) if name == "afterword" else []


def _heading(element: etree._Element) -> list[Piece]:
    for title in element.iter("h2", "h3"):
        classes = tokens(title, "class")
        text = plain(title)
        if text and ("title" in classes or (title.tag == "h2" and "heading" in classes)):
            link = next(title.iter("a"), None)
            match = _HREF.search(link.get("href") or "") if link is not None else None
            block = Block(BlockKind.HEADING, text.replace(" :", ":"), "", None)
            return [Piece(mark=match[0] if match is not None else text), Piece(block, level=2)]
    return []


def _notes(element: etree._Element, *, is_after: bool) -> list[Piece]:
    """Summaries and notes, each a quotation under a line that names it."""
    found: list[Piece] = []
    for quote in element.iter("blockquote"):
        if "userstuff" not in tokens(quote, "class") or not _prose(quote):
            continue
        label = _label(quote)
        kind = ParatextKind.SUMMARY if "summary" in label else ParatextKind.NOTE
        is_end = is_after or "end note" in label or _is_end_module(quote)
        found.append(Piece(paratext=Paratext(kind, _prose(quote), is_after=is_end)))
    return found


def _label(quote: etree._Element) -> str:
    before = quote.getprevious()
    while before is not None and before.tag not in {"p", "h2", "h3", "h4"}:
        before = before.getprevious()
    return plain(before).lower() if before is not None else ""


def _is_end_module(quote: etree._Element) -> bool:
    return any("end" in tokens(above, "class") for above in quote.iterancestors("div"))


def work_notes(root: etree._Element) -> tuple[Paratext, ...]:
    """What the author says of the whole work before it begins: summary, notes, tags."""
    notes: list[Paratext] = []
    for frame in root.iter("div"):
        classes = tokens(frame, "class")
        if frame.get("id") == "preface" or ("preface" in classes and "chapter" not in classes):
            notes += [piece.paratext for piece in _notes(frame, is_after=False) if piece.paratext is not None]
            break
    tags = [_tags(entries) for entries in root.iter("dl") if tokens(entries, "class") & {"tags", "work"}]
    if tags and tags[0]:
        notes.append(Paratext(ParatextKind.TAGS, tags[0]))
    return tuple(notes)


def _tags(entries: etree._Element) -> str:
    """The work's tags, without its figures: how long it is and how far it got stay unsaid."""
    lines: list[str] = []
    label = ""
    for entry in entries:
        if entry.tag == "dt":
            label = plain(entry).rstrip(":")
        elif entry.tag == "dd" and label.lower() not in {"stats", "language", "collections", "series"}:
            links = [plain(link) for link in entry.iter("a")]
            value = ", ".join(links) if links else plain(entry)
            if value:
                lines.append(f"{label}: {value}")
    return "\n".join(lines)


class Work:
    """A page of the site, or a work downloaded from it."""

    def __init__(self, root: etree._Element, body: etree._Element, href: str) -> None:
        self.root = root
        self.body = body
        self.href = href
        self.title = _first(root, "h2", "title") or _plain_title(root)
        self.author = _first(root, "h3", "byline") or _byline(root)
        self.language = _language(root)
        self.notes = work_notes(root)

    def chapters(self) -> Iterator[Chapter]:
        """The chapters on the page, in order."""
        draft = Draft(self.href, known=(self.title, self.author))
        numbers: dict[str, int] = {}
        for piece in pieces(self.body, href=self.href, path=path_of(self.body), hook=hook):
            if piece.mark is not None:
                if draft.has_text:
                    yield self._finished(draft)
                held = [] if draft.has_text else draft.paratext
                numbers[piece.mark] = numbers.get(piece.mark, 0) + 1
                again = f"~{numbers[piece.mark]}" if numbers[piece.mark] > 1 else ""
                draft = Draft(piece.mark + again, known=(self.title, self.author), paratext=held)
            else:
                draft.add(piece)
        if draft.has_text:
            yield self._finished(draft)

    def _finished(self, draft: Draft) -> Chapter:
        chapter = draft.finish()
        title = chapter.title or self.title
        return Chapter(chapter.key, title, chapter.blocks, chapter.paratext)


def _first(root: etree._Element, tag: str, name: str) -> str:
    for element in root.iter(tag):
        classes = tokens(element, "class")
        if name in classes and "heading" in classes:
            return plain(element)
    return ""


def _plain_title(root: etree._Element) -> str:
    heading = next(root.iter("h1"), None)
    return plain(heading) if heading is not None else ""


def _byline(root: etree._Element) -> str:
    for element in root.iter("div"):
        if "byline" in tokens(element, "class"):
            return re.sub(r"^by\s+", "", plain(element))
    return ""


def _language(root: etree._Element) -> str:
    html = root.get("lang") or root.get("xml:lang") or ""
    return html or "en"


def read(root: etree._Element, href: str) -> Work | None:
    """The work on a page of the site or in a file downloaded from it; None for other pages.

    Raises NotAStoryError for a page of the site that lists works.
    """
    names = {element.get("id"): element for element in root.iter("div") if element.get("id")}
    classes = {name for element in root.iter("div") for name in tokens(element, "class")}
    if "workskin" in names and ("chapters" in names or "userstuff" in classes):
        return Work(root, names["workskin"], href)
    if "chapters" in names and "preface" in names:
        body = next(root.iter("body"), None)
        return Work(root, body if body is not None else root, href)
    main = names.get("main")
    is_site = any("archiveofourown" in (link.get("href") or "") for link in root.iter("link", "a")) or (
        root.findtext(".//title") or ""
    ).strip().endswith("[Archive of Our Own]")
    if (
        main is not None
        and is_site
        and any(name.endswith(("-show", "-index")) for name in tokens(main, "class"))
    ):
        raise NotAStoryError(f"{href} lists works and has no text of one: save the page of a work itself")
    return None
