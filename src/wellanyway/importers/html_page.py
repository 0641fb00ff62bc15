"""A page of HTML of no known make: what on it is the story, and where its chapters begin.

Chapters begin at headings. Which level of heading that is shows itself at the first heading that words
follow, and is kept in step from there on: nothing is counted over the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wellanyway.importers.epub_roles import Role, is_front_page, title_role
from wellanyway.importers.html_blocks import Piece, pieces
from wellanyway.importers.html_draft import Draft
from wellanyway.importers.html_meaning import tokens, types
from wellanyway.importers.html_notes import without_licence
from wellanyway.importers.html_titles import is_same_title
from wellanyway.importers.markup import path_of, plain
from wellanyway.story import BlockKind, Chapter, Paratext, ParatextKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Page"]

_CONTENT = (
    frozenset({"chapter-content", "chapter-inner", "storytext", "story-text", "chapter-body"}),
    frozenset({"entry-content", "post-content", "article-body", "post-body"}),
)
_CHROME = frozenset(
    "comments comment comment-list commentlist respond sidebar menu navbar nav navigation breadcrumb breadcrumbs"
    " share sharedaddy social related ads advert advertisement cookie footer site-footer site-header pagination"
    " newsletter subscribe skip-link jp-relatedposts widget widget-area masthead".split()
)
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
_TURN = re.compile(
    r"(?:\W*(?:(?:next|previous|prev|last|first)(?: (?:chapter|page|part))?|table of contents|index|home"
    r"|back to (?:the )?(?:top|contents|index))\W*)+\Z",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:chapter|chap\.|letter|canto|stave|prologue|epilogue|preface|introduction)\b"
    r"|(?:[ivxlc]+|\d{1,3})\s*(?:[.:)—–-]|\Z)",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:part|book|volume|vol\.)\b", re.IGNORECASE)
_GUTENBERG = re.compile(
    r"\s*(?:the project gutenberg e-?(?:book|text) of |\| project gutenberg.*\Z)", re.IGNORECASE
)
_WRITER = re.compile(r"(.+?),? by ([^,|]{2,80}(?:, (?:Jr|Sr)\.)?)\.?\Z", re.DOTALL)


class _Every(frozenset[str]):
    """All ids there may be: every named place may be where a chapter begins."""

    def __contains__(self, name: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


class Page:
    """One page."""

    def __init__(self, root: etree._Element, href: str) -> None:
        self.root = root
        self.href = href
        metas = {(meta.get("name") or meta.get("property") or "").lower(): meta for meta in root.iter("meta")}
        self.title, self.author = _title(root, metas)
        self.language = (root.get("lang") or root.get("xml:lang") or "en").strip() or "en"
        blurb = next(
            (metas[name].get("content") for name in ("description", "og:description") if name in metas), ""
        )
        self.notes: tuple[Paratext, ...] = (
            (Paratext(ParatextKind.SUMMARY, " ".join(blurb.split())),) if blurb else ()
        )

    def chapters(self) -> Iterator[Chapter]:
        """The chapters of the page, in order."""
        split = _Splitter(self)
        for piece in without_licence(self._pieces()):
            if piece.block is not None and _TURN.match(piece.block.text):
                continue
            yield from split.take(piece)
        yield from split.end()

    def _pieces(self) -> Iterator[Piece]:
        for root in _contents(self.root):
            yield from pieces(root, href=self.href, path=path_of(root), marks=_Every(), hook=_chrome)


def _title(root: etree._Element, metas: dict[str, etree._Element]) -> tuple[str, str]:
    text = " ".join((root.findtext(".//title") or "").split())
    author = (
        next((metas[name].get("content") for name in ("author", "dc.creator") if name in metas), "") or ""
    )
    if "project gutenberg" in text.lower():
        text = _GUTENBERG.sub("", text)
        match = _WRITER.match(text)
        if match is not None:
            return match[1], author or match[2]
    heading = next(root.iter("h1"), None)
    return text or (plain(heading) if heading is not None else ""), author


def _contents(root: etree._Element) -> list[etree._Element]:
    """The parts of a page that hold its text, by their names."""
    for names in _CONTENT:
        found = [
            element for element in root.iter("div", "section", "article") if tokens(element, "class") & names
        ]
        if found:
            return [one for one in found if not any(above in found for above in one.iterancestors())]
    main = next(
        (element for element in root.iter() if element.tag == "main" or "main" in types(element)), None
    )
    body = next(root.iter("body"), None)
    return [main if main is not None else body if body is not None else root]


def _chrome(element: etree._Element, tag: str) -> list[Piece] | None:
    """Nothing, for what belongs to the site and not to the story."""
    if tag in {"nav", "footer", "form"}:
        return []
    if tag == "header" and next(element.iter("nav"), None) is not None:
        return []
    kinds = types(element)
    if tag == "aside" and not any("note" in kind for kind in kinds):
        return []
    if not element.attrib:
        return None
    names = tokens(element, "class") | tokens(element, "id")
    return [] if kinds & _CHROME_ROLES or (names & _CHROME and tag != "body") else None


class _Splitter:
    """Where chapters begin, as far as the page has been read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.known = (page.title, page.author)
        self.draft: Draft | None = None
        self.run: list[Piece] = []  # headings that no words have followed so far
        self.places: list[str | None] = []
        self.mark: str | None = None
        self.level: int | None = None
        self.count = 0
        self.keys: set[str] = set()

    def take(self, piece: Piece) -> Iterator[Chapter]:
        """Take the next piece; gives the chapter that it ends."""
        if piece.mark is not None:
            self.mark = piece.mark
        elif piece.block is not None and piece.block.kind is BlockKind.HEADING:
            self.run.append(piece)
            self.places.append(self.mark)
            self.mark = None
        else:
            if self.run and piece.block is not None and piece.block.kind is not BlockKind.SCENE_BREAK:
                yield from self._settle()
            if piece.block is not None and piece.block.text:
                self.mark = None
            if self.draft is None:
                self.draft = Draft(self._key(None), known=self.known)
            if not (self.run and piece.block is not None):
                self.draft.add(piece)

    def end(self) -> Iterator[Chapter]:
        """The last chapter."""
        yield from self._give()

    def _settle(self) -> Iterator[Chapter]:
        """Words follow the headings at hand: a chapter begins at one of them, or none."""
        run, places = self.run, self.places
        self.run, self.places = [], []
        at = self._beginning(run)
        draft = self.draft
        for piece in run[:at]:
            if draft is not None and draft.has_text:
                draft.add(piece)
        if at == len(run):
            return
        yield from self._give()
        self.draft = Draft(self._key(next((place for place in places[at:] if place), None)), known=self.known)
        for piece in run[at:]:
            self.draft.add(piece)
        named = [piece.level for piece in run[at:] if _CHAPTER.match(_said(piece))]
        if named:
            self.level = named[-1]
        elif not any(is_same_title(_said(run[at]), name) for name in self.known):
            self.level = run[at].level

    def _beginning(self, run: list[Piece]) -> int:
        """The heading of the run at which a chapter begins; past its end for none."""
        if self.level is None:
            named = [
                at
                for at, piece in enumerate(run)
                if _CHAPTER.match(_said(piece)) or _PART.match(_said(piece))
            ]
            return named[0] if named else len(run) - 1
        for at, piece in enumerate(run):
            if piece.level <= self.level or _CHAPTER.match(_said(piece)):
                return at
        return len(run)

    def _give(self) -> Iterator[Chapter]:
        draft, self.draft = self.draft, None
        if draft is None or not draft.has_text or title_role(draft.title()) is Role.OMITTED:
            return
        title, author = self.known
        if not self.count and is_front_page([*draft.headings, *draft.blocks], title=title, author=author):
            return
        self.count += 1
        yield draft.finish()

    def _key(self, mark: str | None) -> str:
        key = f"#{mark}" if mark else f"chapter-{self.count + 1}"
        while key in self.keys:
            key += "~"
        self.keys.add(key)
        return key


def _said(piece: Piece) -> str:
    return piece.block.text if piece.block is not None else ""
