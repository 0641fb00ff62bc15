"""The words around fan fiction and web serials: disclaimers, author's notes, summaries, ratings.

They are known by the label they open with. Kept as paratext, never told as story.
"""

from __future__ import annotations

import re

from wellanyway.importers.chunks import Chunk, join, polish
from wellanyway.importers.lines import Line
from wellanyway.story import Paratext, ParatextKind

__all__ = [
    "author_of",
    "byline",
    "fields_of",
    "goes_on",
    "is_continued",
    "label_of",
    "note_of",
    "split_inline",
    "work_title",
]

_LABELS: tuple[tuple[ParatextKind, str], ...] = (
    (ParatextKind.DISCLAIMER, r"(?:standard )?disclaimers?(?: applies)?"),
    (ParatextKind.NOTE, r"a\s?[/.]\s?n[.]?\s?\d{0,2}|an|author(?:['’]?s['’]?)?(?: end)? notes?|authors['’] notes?|note from the author|"
                        r"(?:end|beta|translator['’]?s?|chapter) notes?|update|edit"),
    (ParatextKind.SUMMARY, r"summary|synopsis|blurb|description"),
    (ParatextKind.TAGS, r"rating|rated|pairings?|ships?|fandoms?|genres?|warnings?|trigger warnings?|tw|cw|content warnings?|"
                        r"tags?|characters?|relationships?|category|categories|status|words|published|updated|packaged|"
                        r"title|author|penname|story title|writer|language|chapters|series|spoilers?|timeline|archive|feedback|beta(?: reader)?|source|story url|"
                        r"author url|publisher|id|reviews|favs|follows|completed|last updated|original source|story|crossover"),
    (ParatextKind.DEDICATION, r"dedication|dedicated to|for"),
)  # fmt: skip
_FORMS = tuple(
    (kind, re.compile(rf"(?i)\A[\s*_\[({{<~]*(?:{form})\s*[*_]*\s*[:;–—-]\s*[*_]*")) for kind, form in _LABELS
)
_PLAIN_NOTE = re.compile(r"[\[(]\s*(?:(?i:a\s?/\s?n|author['’]?s note)\b|AN\s*[:;–—-])")
_SOLE = re.compile(r"(?i)\A\W*(disclaimer|a/n|author['’]?s note|authors note|summary)\W*\Z")
_MORE = re.compile(
    r"(?i)\b(?:reviews|reviewers?|review(?:ed|ing)?,? (?:please|and)|(?:please|r ?(?:and|&|n) ?r|read and) review|"
    r"updat(?:e|es|ed|ing)|fics?|fanfics?|beta(?:ed|'d)?|kudos|leave (?:me )?a comment|comment(?:ed|s) (?:and|on)|"
    r"favou?rited|next (?:chapter|part)|see you (?:all )?(?:next|soon)|this (?:chapter|fic)|"
    r"thanks?(?: you)?(?: all)?(?: so much)? (?:for reading|to every(?:one|body) who)|let me know what|happy reading|"
    r"i own nothing|disclaimer|authors? notes?)\b"
)
_CONTINUED = re.compile(r"(?i)\A\W*(?:tbc|to be continued)\W*\Z")
_INLINE = re.compile(r"\s*[(\[](?i:a\s?/\s?n|author['’]?s note)\s*[:;,–—-][^()\[\]]{1,400}[)\]]")
_BY = re.compile(r"(?i)\A\W*(?:written\s+)?by[:\s]+(?P<name>[^\s.].{0,60}?)\W*\Z")
_FIELD = re.compile(
    r"(?i)\A\W*(?P<field>title|story|author|penname|written by|storyname|name)\W*:\s*(?P<value>\S.*?)\s*\Z"
)


def label_of(chunk: Chunk) -> ParatextKind | None:
    """The kind of note a chunk opens as; None for story."""
    first = chunk.lines[0].text
    if _PLAIN_NOTE.match(first) or _SOLE.match(first):
        return ParatextKind.DISCLAIMER if "disclaimer" in first.lower() else ParatextKind.NOTE
    for kind, form in _FORMS:
        match = form.match(first)
        if match and not _is_spoken(match[0], first):
            return kind
    return None


def _is_spoken(label: str, line: str) -> bool:
    """`For -` and `Update:` open stories too: short labels need their colon and a capital."""
    bare = label.strip(" *_[({<~").lower()
    weak = bare.rstrip(" :;–—-*_") in {
        "for",
        "an",
        "update",
        "edit",
        "characters",
        "character",
        "source",
        "story",
        "words",
        "id",
    }
    return weak and (":" not in label or not line[:1].isupper())


def is_continued(chunk: Chunk) -> bool:
    """Whether a chunk says no more than that the story is to be continued."""
    return _CONTINUED.match(chunk.text) is not None


def goes_on(chunk: Chunk) -> bool:
    """Whether a chunk behind an author's note talks on to the readers."""
    return len(chunk.text) < 800 and chunk.text[:1] not in '"“‘—' and _MORE.search(chunk.text) is not None


def split_inline(text: str) -> tuple[str, list[str]]:
    """A paragraph without the author's remarks in brackets, and the remarks."""
    remarks = [match[0].strip() for match in _INLINE.finditer(text)]
    return (_INLINE.sub("", text).strip(), remarks) if remarks else (text, [])


def fields_of(chunk: Chunk, kind: ParatextKind) -> list[tuple[ParatextKind, Chunk]]:
    """A chunk that opens as `kind`, parted where another line in it opens as something else."""
    parts: list[tuple[ParatextKind, list[Line]]] = [(kind, [chunk.lines[0]])]
    for line in chunk.lines[1:]:
        other = label_of(Chunk((line,), 0))
        if other is None or other is parts[-1][0]:
            parts[-1][1].append(line)
        else:
            parts.append((other, [line]))
    return [(name, Chunk(tuple(lines), 0 if i else chunk.blanks)) for i, (name, lines) in enumerate(parts)]


def note_of(kind: ParatextKind, chunk: Chunk, *, is_after: bool) -> Paratext:
    """The note without its label's brackets, wrapped lines joined."""
    raw = join(line.text for line in chunk.lines) if len(chunk.lines) > 1 else chunk.text
    if kind is ParatextKind.TAGS:
        raw = "\n".join(" ".join(line.text.split()) for line in chunk.lines)
    text, _ = polish(raw.strip())
    return Paratext(kind, text, is_after)


def byline(text: str) -> str | None:
    """The author, where a line says `by ...`."""
    match = _BY.match(text)
    return match["name"].strip(" _*") if match and len(match["name"].split()) <= 6 else None


def work_title(text: str) -> str | None:
    """The title, where a line says `Title: ...`."""
    match = _FIELD.match(text)
    return (
        match["value"].strip(" _*")
        if match and match["field"].lower() in {"title", "story", "storyname", "name"}
        else None
    )


def author_of(text: str) -> str | None:
    """The author, where a line says `Author: ...`."""
    match = _FIELD.match(text)
    return (
        match["value"].strip(" _*")
        if match and match["field"].lower() in {"author", "penname", "written by"}
        else None
    )
