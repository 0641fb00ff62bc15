"""What an element means for a telling, from its tag, `epub:type`, role and class names.

The words that publishers, converters and sites use for the same few things are gathered here, so that the
walk over a document asks one question of each element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellanyway.story import BlockKind, ParatextKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["BLOCK_TAGS", "NOTE_REFERENCES", "PLAIN", "Meaning", "meaning", "tokens", "types"]

BLOCK_TAGS = frozenset(
    "html body p div section article main header footer hgroup h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd"
    " table thead tbody tfoot tr td th caption pre figure figcaption center address fieldset details summary"
    " aside hr form menu dir listing text".split()
)
SKIPPED_TAGS = frozenset(
    "script style template head title nav iframe object embed video audio canvas map noscript button select"
    " textarea input option datalist rp rt rtc svg link meta base param source track dialog".split()
)
EMPHASIS_TAGS = frozenset({"em", "i", "b", "strong", "cite", "dfn", "u"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SECTIONS = frozenset(
    {"body", "section", "div", "article", "aside", "header", "footer", "ol", "ul", "dl", "nav"}
)

_NOT_TOLD = frozenset(
    "cover frontispiece titlepage halftitlepage copyright-page imprint imprimatur colophon toc toc-brief"
    " landmarks page-list loi lot loa lov index bibliography glossary acknowledgments acknowledgements errata"
    " contributors other-credits credits seriespage pg-header pg-footer doc-toc doc-index doc-bibliography"
    " doc-glossary doc-acknowledgments doc-colophon doc-cover doc-credits doc-credit doc-errata"
    " doc-pagelist".split()
)
_REFERENCES = frozenset("backlink doc-backlink referrer pagebreak doc-pagebreak".split())
NOTE_REFERENCES = frozenset("noteref doc-noteref annoref".split())
_NOTES = frozenset(
    "footnote footnotes endnote endnotes rearnote rearnotes annotation doc-footnote doc-endnote"
    " doc-endnotes".split()
)
_NOTE_CLASSES = frozenset({"footnote", "footnotes", "endnote", "endnotes", "fnote"})
_VERSE = frozenset("z3998:verse z3998:poem z3998:song z3998:hymn z3998:lyrics".split())
_LETTER = frozenset("z3998:letter z3998:diary z3998:diary-entry z3998:correspondence".split())
_VERSE_CLASSES = frozenset(
    "poem poems poetry poetry-container verse verses stanza stanzas lyrics song hymn ballad linegroup lg".split()
)
_LETTER_CLASSES = frozenset("letter letters epistle diary telegram correspondence journal-entry".split())
_HEADING_CLASSES = frozenset(
    "chapter chapter-title chaptertitle chapter_title chapter-number chapternumber chapter-heading chapterhead"
    " chapter-head chap-title parttitle part-title heading fff_chapter_title".split()
)
_PAGE_CLASSES = frozenset("pagenum pagenumber page-number pageno page_number pgnum".split())
_CUT_CLASSES = frozenset({"landmark", "pg-boilerplate", "pgheader", "pgfooter", "visually-hidden"})
_CUT_IDS = frozenset({"pg-header", "pg-footer", "pg-machine-header"})
_REFERENCE_CLASSES = frozenset(
    "noteref footnote-ref footnoteref fnanchor footnote-anchor footnote-reference".split()
)
_DROP_CAP = re.compile(
    r"drop[-_]?caps?\w*\Z|dropinitial\Z|initial(?:cap|letter)?\Z|firstletter\Z", re.IGNORECASE
)
_PAUSE = re.compile(
    r"(?:scene|section|thought|space|text|time|story)[-_]?break\w*\Z"
    r"|(?:asterism|ornament\w*|fleuron|separator|divider|tb|dinkus|transition|break|scene-?sep\w*)\Z",
    re.IGNORECASE,
)
_EMPHASIS_CLASS = re.compile(r"(?:italics?|em|emph\w*|bold)\Z", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to do with an element; the default is to read on inside it."""

    is_block: bool = False
    is_skipped: bool = False
    is_emphasis: bool = False
    is_pause: bool = False  # a pause between scenes stands before it
    is_drop_cap: bool = False
    is_stanza: bool = False
    kind: BlockKind | None = None
    aside: ParatextKind | None = None
    level: int = 0  # of a heading


PLAIN = Meaning()
_PLAIN_BLOCK = Meaning(is_block=True)
_SKIPPED = Meaning(is_skipped=True)
_TAG_KINDS = {
    "blockquote": BlockKind.QUOTE,
    "li": BlockKind.LIST,
    "dt": BlockKind.LIST,
    "dd": BlockKind.LIST,
    "tr": BlockKind.LIST,
}


def tokens(element: etree._Element, name: str) -> frozenset[str]:
    """The words of an attribute, in lower case."""
    value = element.get(name)
    return frozenset(value.lower().split()) if value else frozenset()


def types(element: etree._Element) -> frozenset[str]:
    """What `epub:type` and `role` say an element is."""
    return tokens(element, "epub:type") | tokens(element, "role")


def meaning(element: etree._Element, tag: str) -> Meaning:
    """What an element means for a telling."""
    if tag in SKIPPED_TAGS:
        return _SKIPPED
    if not element.attrib:
        return _bare(tag)
    kinds = types(element)
    classes = tokens(element, "class")
    if _is_cut(element, tag, kinds, classes):
        return _SKIPPED
    is_block = tag in BLOCK_TAGS
    level = HEADINGS.get(tag, 1 if tag == "hgroup" else 0)
    if tag == "p" and (kinds & {"title", "subtitle", "bridgehead"} or classes & _HEADING_CLASSES):
        level = 5
    return Meaning(
        is_block=is_block,
        is_emphasis=tag in EMPHASIS_TAGS or (tag == "span" and any(map(_EMPHASIS_CLASS.match, classes))),
        is_pause=is_block and any(map(_PAUSE.match, classes)),
        is_drop_cap=any(map(_DROP_CAP.match, classes)),
        is_stanza="stanza" in classes or "lg" in classes or "linegroup" in classes,
        kind=_kind(tag, kinds, classes) if is_block and not level else None,
        aside=_aside(kinds, classes) if is_block and not level else None,
        level=level,
    )


def _bare(tag: str) -> Meaning:
    if tag in HEADINGS or tag == "hgroup":
        return Meaning(is_block=True, level=HEADINGS.get(tag, 1))
    if tag in _TAG_KINDS:
        return Meaning(is_block=True, kind=_TAG_KINDS[tag])
    if tag in BLOCK_TAGS:
        return _PLAIN_BLOCK
    return Meaning(is_emphasis=True) if tag in EMPHASIS_TAGS else PLAIN


def _is_cut(element: etree._Element, tag: str, kinds: frozenset[str], classes: frozenset[str]) -> bool:
    """Whether an element is no part of what is told."""
    if kinds & _REFERENCES or (kinds & _NOT_TOLD and tag in _SECTIONS):
        return True
    if classes & _CUT_CLASSES or classes & _PAGE_CLASSES or (tag == "a" and classes & _REFERENCE_CLASSES):
        return True
    if element.get("id") in _CUT_IDS or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" and tag not in BLOCK_TAGS:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _kind(tag: str, kinds: frozenset[str], classes: frozenset[str]) -> BlockKind | None:
    if kinds & _LETTER or classes & _LETTER_CLASSES:
        return BlockKind.LETTER
    if kinds & _VERSE or classes & _VERSE_CLASSES:
        return BlockKind.VERSE
    return _TAG_KINDS.get(tag)


def _aside(kinds: frozenset[str], classes: frozenset[str]) -> ParatextKind | None:
    if kinds & _NOTES or classes & _NOTE_CLASSES:
        return ParatextKind.FOOTNOTE
    if kinds & {"epigraph", "doc-epigraph"} or "epigraph" in classes:
        return ParatextKind.EPIGRAPH
    if kinds & {"dedication", "doc-dedication"} or "dedication" in classes:
        return ParatextKind.DEDICATION
    return None
