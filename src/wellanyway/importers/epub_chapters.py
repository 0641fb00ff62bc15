"""Makes chapters of the documents of an EPUB, in reading order, each from no more than it needs.

A chapter begins where the table of contents points: at a document, or at a place in one. A document that it
does not list continues the chapter before it, unless it opens with a heading of its own. To give a chapter,
at most the document after it is looked at.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellanyway.importers import ao3, fanficfare
from wellanyway.importers.archive import Archive
from wellanyway.importers.epub_navigation import Entry, Navigation
from wellanyway.importers.epub_package import Package, SpineItem
from wellanyway.importers.epub_roles import Role, document_role, is_front_page, outer_role, title_role
from wellanyway.importers.html_blocks import Piece, pieces
from wellanyway.importers.html_draft import Draft
from wellanyway.importers.html_meaning import types
from wellanyway.importers.html_notes import without_licence
from wellanyway.importers.html_titles import is_same_title
from wellanyway.importers.markup import local, parse_markup, plain
from wellanyway.importers.source import Stamp
from wellanyway.story import BlockKind, Chapter, Paratext

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Book", "Telling"]

_CERTAIN = re.compile(
    r"(?:chapter|letter|prologue|epilogue|canto)\b|(?:[ivxlc]{1,7}|\d{1,4})\s*(?:[.:)—–-]|\Z)", re.IGNORECASE
)
_PART = re.compile(r"(?:part|book|volume|vol|act|arc|section|season|episode)\b", re.IGNORECASE)
_CERTAIN_BYTES = 2_500  # a listed document smaller than this may be the title page of a part
_STARTING = {"chapter", "part", "prologue", "epilogue", "preface", "introduction", "doc-chapter"}


@dataclass(frozen=True, slots=True)
class Book:
    """An open EPUB: its archive, package and table of contents."""

    archive: Archive
    package: Package
    navigation: Navigation

    def head(self, item: SpineItem) -> Role | None:
        """What is known of a document before it is opened."""
        return outer_role(item, self.package, self.navigation)

    def is_certain(self, item: SpineItem, role: Role | None) -> bool:
        """Whether a document is one chapter, no more and no less, without looking into it."""
        if role not in {None, Role.TOLD} or self.navigation.fragments.get(item.path):
            return False
        if self.archive.size(item.path) < _CERTAIN_BYTES:
            return False
        if fanficfare.is_fanficfare(self.package):
            return fanficfare.is_chapter_page(item)
        entry = self.navigation.documents.get(item.path)
        return entry is not None and not entry.is_within_chapter and _CERTAIN.match(entry.title) is not None

    def key(self, item: SpineItem, data: bytes | None = None) -> str:
        """What names a chapter from one version of the file to the next."""
        if fanficfare.is_fanficfare(self.package) and fanficfare.is_chapter_page(item):
            head = data if data is not None else self.archive.peek(item.path, fanficfare.HEAD_BYTES)
            return fanficfare.chapter_url(head) or item.key
        return item.key


class Telling:
    """One pass over the documents; `start` is the first chapter that must be made, the rest are counted."""

    def __init__(self, book: Book, *, start: int = 0) -> None:
        self.book = book
        self.start = start
        self.count = 0  # chapters given or passed over
        self.draft: Draft | None = None
        self.is_passed = False  # the chapter at hand is counted and not made
        self.is_sure = False  # the chapter at hand is one, whatever is in it
        self.has_entry = False  # the chapter at hand is in the table of contents
        self.parts: list[str] = []
        self.carried: list[Paratext] = []
        self.digests: list[str] = []
        self.stamps: list[Stamp] = []
        self.keys: dict[str, int] = {}
        self.known = (book.package.title, book.package.author)

    def chapters(self) -> Iterator[Chapter]:
        """The chapters from `start` on."""
        for item in self.book.package.spine:
            role = self.book.head(item)
            if role is Role.OMITTED:
                continue
            entry = self.book.navigation.documents.get(item.path)
            if entry is not None and not entry.is_within_chapter:
                yield from self._end()
            if self.book.is_certain(item, role):
                yield from self._end()
                self._pass_or_read(item, entry)
            else:
                yield from self._read(item, role, entry)
        yield from self._end(is_last=True)

    def _begin(self, key: str, listed: str, *, has_entry: bool, is_sure: bool = False) -> Draft:
        self.draft = Draft(key, listed, self.parts, self.known, paratext=self.carried)
        self.parts, self.carried = [], []
        self.has_entry, self.is_sure, self.is_passed = has_entry, is_sure, False
        self.digests = []
        return self.draft

    def _end(self, *, is_last: bool = False) -> Iterator[Chapter]:
        """End the chapter at hand: give it, count it, or keep what it lends to the next one."""
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if self.is_sure or (draft.has_text and not self._is_front(draft)):
            draft.key = self._unused(draft.key)
            title = f"{draft.listed}|{'|'.join(draft.parts)}"
            digest = f"{zlib.crc32(title.encode()):08x}"
            self.stamps.append(Stamp(draft.key, ".".join([*self.digests, digest])))
            self.count += 1
            if not self.is_passed:
                yield draft.finish()
            return
        if not draft.has_text and not is_last:
            title = draft.title()
            self.parts = [title] if self._names_part(draft, title) else draft.parts
        self.carried = [note for note in draft.paratext if not note.is_after]

    def _unused(self, key: str) -> str:
        """A key that no chapter before has."""
        self.keys[key] = self.keys.get(key, 0) + 1
        return key if self.keys[key] == 1 else f"{key}~{self.keys[key]}"

    def _names_part(self, draft: Draft, title: str) -> bool:
        """Whether a title that no words follow is that of a part, to be said with its first chapter."""
        if not title or title_role(title) is not None:
            return False
        if any(is_same_title(title, name) for name in self.known):
            return False
        return bool(draft.headings) or _PART.match(title) is not None

    def _is_front(self, draft: Draft) -> bool:
        if title_role(draft.title()) is Role.OMITTED:
            return True
        if self.count or (draft.listed and _CERTAIN.match(draft.listed)):
            return False
        title, author = self.known
        return is_front_page([*draft.headings, *draft.blocks], title=title, author=author)

    def _pass_or_read(self, item: SpineItem, entry: Entry | None) -> None:
        """A document known to be one chapter: read it, or pass over it unread."""
        listed = entry.title if entry is not None else ""
        if self.count < self.start:
            self._begin(self.book.key(item), listed, has_entry=True, is_sure=True)
            self.is_passed = True
            self.digests.append(self.book.archive.digest(item.path))
            return
        data = self.book.archive.read(item.path)
        draft = self._begin(self.book.key(item, data), listed, has_entry=True, is_sure=True)
        self.digests.append(self.book.archive.digest(item.path))
        root = parse_markup(data)
        if root is None:
            return
        if not listed:
            draft.listed = fanficfare.listed_title(root)
        for piece in self._pieces(item, root, frozenset()):
            draft.add(piece)

    def _pieces(self, item: SpineItem, root: etree._Element, marks: frozenset[str]) -> Iterator[Piece]:
        hook = ao3.epub_hook if "archive of our own" in self.book.package.makers.lower() else None
        if local(root.tag) == "svg" or (item.media_type == "image/svg+xml"):
            return _drawn(root, item.path)
        found = pieces(root, href=item.path, marks=marks, hook=hook)
        return without_licence(piece for piece in found if hook is None or piece.mark in {None, *marks})

    def _read(self, item: SpineItem, role: Role | None, entry: Entry | None) -> Iterator[Chapter]:
        """A document that has to be looked into."""
        root = parse_markup(self.book.archive.read(item.path))
        if root is None:
            return
        role = role or document_role(root) or Role.TOLD
        places = self.book.navigation.fragments.get(item.path, {})
        found = self._pieces(item, root, frozenset(places))
        if role.paratext is not None:
            self._carry(role, found)
        elif role is not Role.OMITTED:
            if entry is not None and not (entry.is_within_chapter and self.draft is not None):
                self._begin(self.book.key(item), entry.title, has_entry=True)
            yield from self._told(item, root, found, entry)

    def _told(
        self, item: SpineItem, root: etree._Element, found: Iterator[Piece], entry: Entry | None
    ) -> Iterator[Chapter]:
        """The pieces of a document that is told, parted where the table of contents points into it."""
        places = self.book.navigation.fragments.get(item.path, {})
        is_first = True
        for piece in found:
            place = places.get(piece.mark) if piece.mark is not None else None
            if place is not None:
                yield from self._turn(item, place, is_first=is_first, entry=entry)
                continue
            if piece.block is not None and is_first:
                is_first = False
                if entry is None and (self.draft is None or self._starts(piece, root)):
                    yield from self._end()
                    self._begin(self.book.key(item), "", has_entry=False)
            self._add(item, piece)

    def _turn(
        self, item: SpineItem, place: Entry, *, is_first: bool, entry: Entry | None
    ) -> Iterator[Chapter]:
        """The table of contents points here: the chapter at hand ends, another begins."""
        draft = self.draft
        if place.is_within_chapter and draft is not None and draft.has_text:
            return
        if is_first and entry is not None and draft is not None and not draft.has_text and not draft.headings:
            if not is_same_title(entry.title, place.title):
                draft.parts = [*draft.parts, draft.listed]
            draft.listed = place.title
            return
        yield from self._end()
        key = self.book.key(item) if is_first else f"{item.key}#{place.fragment}"
        self._begin(key, place.title, has_entry=True)

    def _add(self, item: SpineItem, piece: Piece) -> None:
        draft = self.draft
        if draft is None:
            if piece.paratext is not None and not piece.paratext.is_after:
                self.carried.append(piece.paratext)
            return
        digest = self.book.archive.digest(item.path)
        if digest not in self.digests:
            self.digests.append(digest)
        if not self.is_passed:
            draft.add(piece)

    def _starts(self, piece: Piece, root: etree._Element) -> bool:
        """Whether a document that the table of contents does not list is a chapter of its own."""
        if not self.book.navigation.is_declared or not self.has_entry:
            return True
        if piece.block is not None and piece.block.kind is BlockKind.HEADING and piece.level <= 3:
            return True
        body = next(root.iter("body"), None)
        return body is not None and any(types(child) & _STARTING for child in body)

    def _carry(self, role: Role, found: Iterator[Piece]) -> None:
        """A dedication or an epigraph stands before the chapter that follows."""
        lines: list[str] = []
        for piece in found:
            if piece.paratext is not None:
                lines.append(piece.paratext.text)
            elif piece.block is not None and piece.block.text:
                is_title = piece.block.kind is BlockKind.HEADING and title_role(piece.block.text) is not None
                lines += [] if is_title else [piece.block.text]
        text = "\n".join(lines)
        kind = role.paratext
        if text and kind is not None:
            self.carried.append(Paratext(kind, text))


def _drawn(root: etree._Element, href: str) -> Iterator[Piece]:
    """The text of a drawing that stands in the reading order by itself."""
    from wellanyway.story import Block

    for number, element in enumerate(root.iter()):
        if local(element.tag) == "text":
            text = plain(element)
            if text:
                place = element.get("id") or f"/{2 * number}"
                yield Piece(Block(BlockKind.PARAGRAPH, text, href, place))
