"""EPUBs made by FanFicFare: which of their pages are chapters, and the address each chapter came from.

The address is what stays the same when the serial is fetched again, whatever becomes of file names.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from wellanyway.importers.epub_package import Package, SpineItem

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["HEAD_BYTES", "chapter_url", "is_chapter_page", "is_fanficfare", "listed_title"]

HEAD_BYTES = 2048  # the address stands in the first lines of a page
_URL = re.compile(rb"""<meta\s+name=["']chapterurl["']\s+content=(?:"([^"]{1,1000})"|'([^']{1,1000})')""")
_PAGE = re.compile(r"(?:\A|/)file\d{4,}\.xhtml\Z")


def is_fanficfare(package: Package) -> bool:
    """Whether FanFicFare made the book."""
    return "fanficfare" in package.makers.lower()


def is_chapter_page(item: SpineItem) -> bool:
    """Whether a page of such a book is a chapter, by its name."""
    return _PAGE.search(item.path) is not None


def chapter_url(head: bytes) -> str | None:
    """The address a page came from, by its first bytes."""
    match = _URL.search(head[:HEAD_BYTES])
    if match is None:
        return None
    return html.unescape((match[1] or match[2]).decode("utf-8", "replace")).strip() or None


def listed_title(root: etree._Element) -> str:
    """The chapter's title as the page itself has it."""
    named = {meta.get("name"): meta.get("content") or "" for meta in root.iter("meta")}
    return " ".join((named.get("chaptertitle") or named.get("chapterorigtitle") or "").split())
