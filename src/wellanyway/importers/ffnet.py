"""FanFiction.net: a saved story page, which holds one chapter and a menu that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from wellanyway.importers.html_blocks import pieces
from wellanyway.importers.html_draft import Draft
from wellanyway.importers.markup import path_of, plain
from wellanyway.story import Chapter, Paratext, ParatextKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Page", "read"]

_PLACE = re.compile(r"/s/(\d+)/(\d+)")
_NUMBERED = re.compile(r"\s*(\d+)\.\s*(.*)", re.DOTALL)
_LANGUAGES = {
    "English": "en", "Spanish": "es", "French": "fr", "German": "de", "Portuguese": "pt", "Italian": "it",
    "Dutch": "nl", "Polish": "pl", "Russian": "ru", "Indonesian": "id", "Chinese": "zh", "Japanese": "ja",
}  # fmt: skip


def _text(element: etree._Element | None) -> str:
    return plain(element) if element is not None else ""


class Page:
    """One saved page."""

    def __init__(
        self, profile: etree._Element | None, story: etree._Element, root: etree._Element, href: str
    ) -> None:
        self.story = story
        self.href = href
        top = profile if profile is not None else root
        self.title = _text(next(top.iter("b"), None)) if profile is not None else _page_title(root)
        writers = (link for link in top.iter("a") if (link.get("href") or "").find("/u/") >= 0)
        self.author = _text(next(writers, None))
        facts = next((_text(span) for span in top.iter("span") if "Rated:" in _text(span)), "")
        self.language = next((code for name, code in _LANGUAGES.items() if f"- {name} -" in facts), "en")
        self.notes: tuple[Paratext, ...] = tuple(_notes(top, facts)) if profile is not None else ()
        self.chapter_number, self.chapter_title = _menu(root)
        self.key = _key(root, self.chapter_number) or href

    def chapters(self) -> Iterator[Chapter]:
        """The one chapter."""
        draft = Draft(self.key, self.chapter_title, known=(self.title, self.author))
        for piece in pieces(self.story, href=self.href, path=path_of(self.story)):
            draft.add(piece)
        if draft.has_text:
            chapter = draft.finish()
            yield replace(chapter, title=chapter.title or self.title)


def _page_title(root: etree._Element) -> str:
    title = root.findtext(".//title") or ""
    return re.sub(
        r"\s*(?:Chapter \d+.*|, an? .{1,80} fanfic)?(?: \| FanFiction)?\s*\Z", "", " ".join(title.split())
    )


def _notes(top: etree._Element, facts: str) -> Iterator[Paratext]:
    summary = next((_text(div) for div in top.iter("div") if "margin-top" in (div.get("style") or "")), "")
    if summary:
        yield Paratext(ParatextKind.SUMMARY, summary)
    kept = [
        part
        for part in re.split(r" ?- ", facts)
        if not re.match(r"(?:Chapters|Words|Reviews|Favs|Follows|Updated|Published|Status|id)\s*:", part)
    ]
    if facts:
        yield Paratext(ParatextKind.TAGS, " - ".join(kept))


def _menu(root: etree._Element) -> tuple[str, str]:
    """Number and title of the chapter that the menu has chosen; the other titles stay unread."""
    for menu in root.iter("select"):
        if menu.get("id") == "chap_select":
            chosen = next(
                (option for option in menu.iter("option") if option.get("selected") is not None), None
            )
            match = _NUMBERED.match(_text(chosen))
            return (match[1], match[2]) if match is not None else ("", _text(chosen))
    return "", ""


def _key(root: etree._Element, number: str) -> str | None:
    for link in root.iter("link", "meta"):
        match = _PLACE.search(link.get("href") or link.get("content") or "")
        if match is not None:
            return f"/s/{match[1]}/{number or match[2]}"
    for link in root.iter("a"):
        match = _PLACE.search(link.get("href") or "")
        if match is not None:
            return f"/s/{match[1]}/{number or 1}"
    return None


def read(root: etree._Element, href: str) -> Page | None:
    """The chapter on a saved page, None for other pages."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    story = named.get("storytext")
    if story is None:
        story = named.get("storycontent")
    if story is None or not (
        {"profile_top", "chap_select"} & named.keys() or "fanfiction" in _page_words(root)
    ):
        return None
    return Page(named.get("profile_top"), story, root, href)


def _page_words(root: etree._Element) -> str:
    return (root.findtext(".//title") or "").lower()
