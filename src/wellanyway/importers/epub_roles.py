"""Which documents of an EPUB are the story, which stand beside it, and which are never told.

Decided for each document by itself: from what the guide and the landmarks call it, its entry in the table
of contents, its file name, and then what it says of itself.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from wellanyway.importers.epub_navigation import Entry, Navigation
from wellanyway.importers.epub_package import Package, SpineItem
from wellanyway.importers.html_meaning import tokens, types
from wellanyway.importers.html_words import is_break
from wellanyway.story import Block, BlockKind, ParatextKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Role", "document_role", "is_front_page", "outer_role", "title_role"]


class Role(Enum):
    """What becomes of a document."""

    TOLD = "told"
    DEDICATION = "dedication"
    EPIGRAPH = "epigraph"
    OMITTED = "omitted"

    @property
    def paratext(self) -> ParatextKind | None:
        """The paratext a document of this role is, if it is one."""
        return {Role.DEDICATION: ParatextKind.DEDICATION, Role.EPIGRAPH: ParatextKind.EPIGRAPH}.get(self)


_OMITTED_TYPES = frozenset(
    "cover title-page titlepage toc copyright-page copyright colophon imprint index glossary bibliography loi lot"
    " notes footnotes endnotes rearnotes acknowledgements acknowledgments landmarks halftitlepage halftitle"
    " backlinks other.backmatter".split()
)
_TOLD_TYPES = frozenset(
    "chapter part volume prologue epilogue preface foreword introduction conclusion bodymatter text preamble"
    " z3998:fiction".split()
)
_BACK_TYPES = frozenset({"backmatter", "afterword", "appendix"})
_TITLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.DEDICATION, re.compile(r"dedications?\Z", re.IGNORECASE)),
    (Role.EPIGRAPH, re.compile(r"epigraphs?\Z", re.IGNORECASE)),
    (
        Role.OMITTED,
        re.compile(
            r"(?:(?:front |back |inside )?cover(?: page| image)?|(?:half[- ]?)?title[- ]?page|half[- ]?title"
            r"|(?:table of )?contents|toc|copyright(?: page| notice| information)?|colophon|imprint|un-?copyright"
            r"|(?:list of |the )?illustrations|(?:list of )?maps|(?:end|foot)?-?notes|bibliography|index|glossary"
            r"|acknowledge?ments?|about the (?:author|publisher|authors|type|book|translator)|also by .{0,60}"
            r"|(?:other )?(?:books|works|titles) by .{0,60}|by the same author|newsletter|advertisements?"
            r"|(?:the )?full project gutenberg(?:-?tm)? license|project gutenberg license"
            r"|transcriber.?s.{0,3} notes?|praise(?: for .{0,80})?|update log|new chapters|credits|landmarks"
            r"|excerpt from .{0,80}|reading group guide|discussion questions)\Z",
            re.IGNORECASE,
        ),
    ),
)
_FILES = re.compile(
    r"(?:cover|cover[-_]?page|title|title[-_]?page|half[-_]?title(?:[-_]?page)?|copyright|copyrights|imprint"
    r"|colophon|uncopyright|toc|contents|table[-_]?of[-_]?contents|nav|endnotes|footnotes|acknowledge?ments"
    r"|bibliography|glossary|backcover|back[-_]?cover|about|about[-_]?the[-_]?author|newsletter|toc_page"
    r"|log_page|loi|logo|frontispiece)(?:[-_]?\d{1,3})?\Z",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"©|all rights reserved|\bISBN\b|first published|published by|copyright \d{4}|copyright by|\bprinted in\b",
    re.IGNORECASE,
)
_GENERATED = {"fff_titlepage": Role.OMITTED, "fff_tocpage": Role.OMITTED, "fff_logpage": Role.OMITTED}


@lru_cache(maxsize=4096)
def title_role(title: str) -> Role | None:
    """What a title alone says, None where it may be a chapter's."""
    plain = title.strip().strip(".:[]()").strip()
    return next((role for role, pattern in _TITLES if pattern.match(plain)), None)


_BESIDE = {"dedication": Role.DEDICATION, "epigraph": Role.EPIGRAPH}  # stand beside the chapter that follows


def outer_role(item: SpineItem, package: Package, navigation: Navigation) -> Role | None:
    """What is known of a document before it is opened; None where that leaves it open."""
    kinds = set(navigation.landmarks.get(item.path, "").lower().split()) | {package.guide.get(item.path, "")}
    if kinds & _OMITTED_TYPES:
        return Role.OMITTED
    for name, role in _BESIDE.items():
        if name in kinds:
            return role
    if kinds & _TOLD_TYPES:
        return Role.TOLD if kinds - {"text", "bodymatter", ""} else None
    entry = navigation.documents.get(item.path)
    if entry is not None and (role_of := title_role(entry.title)) is not None:
        return role_of
    if navigation.fragments.get(item.path):
        return None
    stem = item.path.rpartition("/")[2].partition(".")[0]
    return title_role(stem) if re.match(r"dedication|epigraph", stem) else _by_file(stem, entry)


def _by_file(stem: str, entry: Entry | None) -> Role | None:
    """A file name decides only where no title stands against it."""
    if not _FILES.match(stem):
        return None
    is_named = entry is not None and re.match(r"(?:chapter|part|book)\b", entry.title, re.IGNORECASE)
    return None if is_named else Role.OMITTED


def document_role(root: etree._Element) -> Role | None:
    """What a document says of itself as a whole, None where it says nothing."""
    body = next(root.iter("body"), None)
    if body is None:
        return None
    for name in tokens(body, "class"):
        if name in _GENERATED:
            return _GENERATED[name]
    sections = [child for child in body if child.tag in {"section", "div", "article", "main"}]
    inner = set(types(sections[0])) if len(sections) == 1 else set()
    outer = set(types(body))
    for name, role in _BESIDE.items():
        if name in inner | outer or f"doc-{name}" in inner | outer:
            return role
    if inner & _TOLD_TYPES or {"doc-chapter", "doc-part"} & inner:
        return Role.TOLD
    if inner & (_OMITTED_TYPES | _BACK_TYPES) or outer & (_OMITTED_TYPES | _BACK_TYPES):
        return Role.OMITTED
    return Role.TOLD if outer & _TOLD_TYPES else None


def is_front_page(blocks: list[Block], *, title: str, author: str) -> bool:
    """Whether what stands before the first chapter is a title or copyright page, by what it says."""
    texts = [block.text for block in blocks if block.kind is not BlockKind.SCENE_BREAK]
    words = sum(len(text.split()) for text in texts)
    if words > 800:
        return False
    joined = " ".join(texts)
    legal = len({match.lower() for match in _LEGAL.findall(joined)})
    if legal >= 2 or (legal and words < 80):
        return True
    if words > 60:
        return False
    known = _letters(title) | _letters(author) | {"by", "a", "the", "novel", "author", "of", "and", "from"}
    names = [text for text in texts if not is_break(text)]
    return bool(names) and bool(_letters(author) or _letters(title)) and _letters(joined) <= known


def _letters(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
