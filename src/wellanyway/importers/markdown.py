"""Markdown: chapters by headings, the words of each block as print would have them.

The file is cut at its headings line by line, from the left; each piece is parsed by itself with
markdown-it. The first heading alone, with another right behind it, is the title of the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from wellanyway.errors import NotAStoryError
from wellanyway.importers import fanfic
from wellanyway.importers.chunks import Chunk, is_scene_break
from wellanyway.importers.headings import normal
from wellanyway.importers.lines import Line, read_lines
from wellanyway.importers.source import Source, Stamp
from wellanyway.importers.title_page import title_from_name
from wellanyway.story import Block, BlockKind, Chapter, Paratext, ParatextKind

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["MarkdownImporter", "MarkdownSource"]

_ATX = re.compile(r"\A {0,3}(?P<marks>#{1,6})\s+(?P<title>.*?)\s*#*\s*\Z")
_UNDERLINE = re.compile(r"\A {0,3}(?P<mark>=+|-{2,})\s*\Z")
_FENCE = re.compile(r"\A {0,3}(?:```|~~~)")
_FIELD = re.compile(
    r"\A(?P<field>title|author|language|lang)\s*:\s*[\"']?(?P<value>.*?)[\"']?\s*\Z", re.IGNORECASE
)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)")
_FOOTNOTE = re.compile(r"\A\[\^[^\]\s]{1,40}\]:\s*(?P<text>.*)\Z", re.DOTALL)
_SUFFIXES = frozenset({".md", ".markdown", ".mdown"})


class MarkdownImporter:
    """Takes files that are named as Markdown."""

    name = "markdown"

    def open(self, path: Path) -> Source | None:
        """Raises NotAStoryError where there are no words, DamagedFileError for binary data."""
        return MarkdownSource(path) if path.suffix.lower() in _SUFFIXES else None


class MarkdownSource:
    """A Markdown file opened; chapters are parsed when asked for."""

    format = "markdown"

    def __init__(self, path: Path) -> None:
        self._path = path
        fields, pieces = _pieces(path)
        first = list(islice(pieces, 2))
        if not first:
            raise NotAStoryError(f"{path.name} has no words in it; there is nothing to tell")
        self._has_title = _is_title_page(first)
        heading = _plain(first[0].title) if self._has_title else ""
        self.title = fields.get("title", "") or heading or title_from_name(path)
        self.author = fields.get("author", "") or (_author(first[0]) if self._has_title else "")
        self.language = fields.get("language", "") or fields.get("lang", "") or "en"
        self.notes: tuple[Paratext, ...] = _header(first[0]) if self._has_title else ()

    def chapters(self, start: int = 0) -> Iterator[Chapter]:
        _, pieces = _pieces(self._path)
        if self._has_title:
            next(pieces)
        for index, chapter in enumerate(_chapters(pieces, self._path.name)):
            if index >= start:
                yield chapter

    def stamps(self) -> tuple[Stamp, ...]:
        return ()

    def close(self) -> None:
        """Nothing is held open."""


class _Piece:
    """A heading (level 0: none) and the lines under it up to the next heading."""

    def __init__(self, level: int, title: str, number: int) -> None:
        self.level = level
        self.title = title
        self.number = number  # line the piece begins on, from 1
        self.lines: list[str] = []

    @property
    def is_bare(self) -> bool:
        return not any(line.strip() for line in self.lines)


def _pieces(path: Path) -> tuple[dict[str, str], Iterator[_Piece]]:
    lines = (line.text for line in read_lines(path, trims=False))
    fields: dict[str, str] = {}
    head = list(islice(lines, 1))
    number = 1
    if head and head[0].strip() == "---":
        for line in lines:
            number += 1
            if line.strip() in {"---", "..."}:
                break
            match = _FIELD.match(line)
            if match:
                fields[match["field"].lower()] = match["value"]
        head = []
        number += 1
    return fields, _cut(head, lines, number)


def _cut(head: list[str], lines: Iterator[str], number: int) -> Iterator[_Piece]:
    piece = _Piece(0, "", number)
    in_fence = False
    held = ""
    for line in chain(head, lines):
        if _FENCE.match(line):
            in_fence = not in_fence
        match = _ATX.match(line) if not in_fence else None
        under = _UNDERLINE.match(line) if not in_fence and held.strip() else None
        is_title = (
            under is not None
            and (under["mark"][0] == "=" or len(held) < 80)
            and not held.lstrip().startswith((">", "-", "*"))
        )
        if match or (is_title and (len(piece.lines) < 2 or not piece.lines[-2].strip())):
            if match is None:
                piece.lines.pop()
            if piece.level or not piece.is_bare:
                yield piece
            title = match["title"] if match else held.strip()
            level = len(match["marks"]) if match else (1 if line.lstrip().startswith("=") else 2)
            piece = _Piece(level, title, number)
            held = ""
        else:
            piece.lines.append(line)
            held = line
        number += 1
    if piece.level or not piece.is_bare:
        yield piece


def _is_title_page(first: list[_Piece]) -> bool:
    """A top heading with nothing but a by-line or notes under it, and a lesser heading behind it."""
    if len(first) < 2 or first[0].level != 1 or first[1].level <= 1:
        return False
    text = [line for line in first[0].lines if line.strip()]
    return len(text) <= 3 and sum(map(len, text)) < 300


def _header(piece: _Piece) -> tuple[Paratext, ...]:
    """The labelled lines of a title page: rating, summary and the like."""
    found = (_note(_plain(line), is_after=False) for line in piece.lines if line.strip())
    return tuple(note for note in found if note is not None)


def _author(piece: _Piece) -> str:
    names = (fanfic.byline(_plain(line.strip())) for line in piece.lines if line.strip())
    return next((name for name in names if name), "")


def _chapters(pieces: Iterator[_Piece], href: str) -> Iterator[Chapter]:
    """Pieces as chapters: the level of the first heading with text under it and all above it open one."""
    keys: dict[str, int] = {}
    level = 0
    path: list[str] = []
    draft: tuple[str, str, list[Block], list[Paratext]] | None = None
    for piece in pieces:
        blocks, notes = _blocks(piece, href)
        opens = draft is None or (piece.level and (not level or piece.level <= level))
        if not opens and draft is not None:
            draft[2].append(Block(BlockKind.HEADING, _plain(piece.title), href, f"line={piece.number}"))
            draft[2].extend(blocks)
            draft[3].extend(notes)
            continue
        if draft is not None:
            yield _finish(draft)
            draft = None
        if piece.level and not blocks and not notes:
            path = [*path, _plain(piece.title)][-2:]
            continue
        level = piece.level or level
        title = " · ".join([*path, _plain(piece.title)]) if piece.level else ""
        path = []
        key = normal(title).replace(" ", "-") or "opening"
        count = keys[key] = keys.get(key, 0) + 1
        draft = (key if count == 1 else f"{key}~{count}", title, blocks, notes)
    if draft is not None:
        yield _finish(draft)


def _finish(draft: tuple[str, str, list[Block], list[Paratext]]) -> Chapter:
    key, title, blocks, notes = draft
    while blocks and blocks[-1].kind is BlockKind.SCENE_BREAK:
        blocks.pop()
    return Chapter(key, title, tuple(blocks), tuple(notes))


def _blocks(piece: _Piece, href: str) -> tuple[list[Block], list[Paratext]]:
    """The blocks and notes of one piece."""
    from markdown_it import MarkdownIt

    source = _FOOTNOTE_MARK.sub("", re.sub(r"<!--.*?-->", "", "\n".join(piece.lines), flags=re.DOTALL))
    blocks: list[Block] = []
    notes: list[Paratext] = []
    kinds: list[BlockKind] = []
    was_note = False
    fold = {"blockquote": BlockKind.QUOTE, "list_item": BlockKind.LIST}
    for token in MarkdownIt("commonmark", {"html": True}).parse(source):
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in fold:
            kinds = [*kinds, fold[name]] if token.nesting == 1 else kinds[:-1]
        elif token.type == "hr" and blocks and blocks[-1].kind is not BlockKind.SCENE_BREAK:
            blocks.append(Block(BlockKind.SCENE_BREAK, "", href, _line(piece, token)))
        elif token.type in {"inline", "fence", "code_block"}:
            block = _block(token, kinds[-1] if kinds else BlockKind.PARAGRAPH, href, _line(piece, token))
            was_note = _take(block, blocks, notes, was_note=was_note)
    return blocks, notes


def _take(block: Block, blocks: list[Block], notes: list[Paratext], *, was_note: bool) -> bool:
    """Put a block where it belongs, with the story or with the notes; whether it was a note."""
    chunk = Chunk((Line(block.text, 0, len(block.text)),), 1)
    note = _note(block.text, is_after=bool(blocks))
    if note is None and fanfic.is_continued(chunk):
        note = Paratext(ParatextKind.NOTE, block.text, is_after=True)
    if note is None and was_note and fanfic.goes_on(chunk):
        note = Paratext(ParatextKind.NOTE, block.text, is_after=bool(blocks))
    if note is not None:
        notes.append(note)
        return note.kind is ParatextKind.NOTE
    if is_scene_break(block.text):
        if blocks and blocks[-1].kind is not BlockKind.SCENE_BREAK:
            blocks.append(Block(BlockKind.SCENE_BREAK, "", block.href, block.fragment))
    elif block.text:
        text, remarks = fanfic.split_inline(block.text)
        notes += [Paratext(ParatextKind.NOTE, remark, is_after=True) for remark in remarks]
        blocks.append(Block(block.kind, text, block.href, block.fragment) if remarks else block)
    return False


def _block(token: Token, kind: BlockKind, href: str, fragment: str) -> Block:
    text, emphasis = _inline(token) if token.type == "inline" else (token.content.strip("\n"), ())
    if token.type != "inline" or (kind is not BlockKind.LIST and "\n" in text):
        kind = BlockKind.VERSE
    return Block(kind, text, href, fragment, emphasis)


def _note(text: str, *, is_after: bool) -> Paratext | None:
    footnote = _FOOTNOTE.match(text)
    if footnote:
        return Paratext(ParatextKind.FOOTNOTE, footnote["text"].strip(), is_after=True)
    label = fanfic.label_of(Chunk((Line(text, 0, len(text)),), 1))
    if label is not None and (label in (ParatextKind.NOTE, ParatextKind.DISCLAIMER) or not is_after):
        return Paratext(label, text, is_after)
    return None


def _line(piece: _Piece, token: Token) -> str:
    return f"line={piece.number + 1 + (token.map[0] if token.map else 0) - (0 if piece.level else 1)}"


def _inline(token: Token) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words of a paragraph, hard breaks kept, and where they are emphasised."""
    text = ""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            text += re.sub(r"---?", "—", child.content)
        elif child.type == "softbreak":
            text += " "
        elif child.type == "hardbreak":
            text = f"{text.rstrip()}\n"
        elif child.type in {"em_open", "strong_open"}:
            opened.append(len(text))
        elif child.type in {"em_close", "strong_close"} and opened:
            spans.append((opened.pop(), len(text)))
        elif child.type == "html_inline" and re.match(r"<br\s*/?>", child.content, re.IGNORECASE):
            text = f"{text.rstrip()}\n"
    lead = len(text) - len(text.lstrip())
    bare = text.strip()
    clipped = ((max(a - lead, 0), min(b - lead, len(bare))) for a, b in sorted(spans))
    return bare, tuple((a, b) for a, b in clipped if a < b)


def _plain(title: str) -> str:
    """A heading's words without its marks."""
    return re.sub(
        r"\s+", " ", re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]|\{#.*?\}|\[\^.*?\]", r"\1", title)
    ).strip()
