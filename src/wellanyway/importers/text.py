"""Plain text: novels from Project Gutenberg, saved fan fiction, whatever somebody typed.

Chapters come one at a time, each made from the lines up to the heading that ends it. What stands before
the first heading or the first running text is a title page, a table of contents, notes or a dedication,
and is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wellanyway.importers import fanfic
from wellanyway.importers.chunks import (
    Chunk,
    blocks_of,
    chunks_of,
    has_note_mark,
    is_letter_head,
    is_marked_note,
    is_scene_break,
    join,
    polish,
    prose,
)
from wellanyway.importers.gutenberg import unwrap
from wellanyway.importers.headings import Found, Headings, Rank, looks_like_entry, normal
from wellanyway.importers.lines import read_lines
from wellanyway.importers.source import Source, Stamp
from wellanyway.importers.title_page import FRONT, TitlePage
from wellanyway.story import Block, BlockKind, Chapter, Paratext, ParatextKind

__all__ = ["TextImporter", "TextSource"]

_NOTE_REACH = 400  # chunks behind a mark within which its footnote stands
_CONTENTS = re.compile(
    r"(?i)\A\W*(?:table of )?contents\b.{0,20}\Z|\A\W*list of (?:illustrations|plates|chapters)\W*\Z|\A\W*illustrations\W*\Z|\A\W*index\W*\Z"
)
_ILLUSTRATION = re.compile(
    r"(?i)\A\W*\[?(?:illustration|frontispiece|plate|image|picture|blank page|page)\b[^\]]*\]?\W*\Z|\A\s*\[illustration",
)
_APPARATUS = re.compile(
    r"(?i)\A\s*\[?\s*(?P<kind>footnote|(?:a )?transcriber['’]?s? notes?|(?:appendix:? )?production notes?|editor['’]?s? note|note)\b\s*[\w*]*\s*[:\].]"
)
_DEDICATION = re.compile(r"(?i)\A\W*(?:dedicated\s+)?to\s+\S.{0,120}\Z|\A\W*dedication\W*\Z")
_BACK_MATTER = re.compile(
    r"(?i)\A\W*(?:appendix:? )?(?:production notes|transcriber['’]?s?['’]? notes?)\b.{0,60}\Z"
)


class TextImporter:
    """Takes any file that is text; the last to be asked."""

    name = "text"

    def open(self, path: Path) -> Source | None:
        """Raises DamagedFileError for binary data, NotAStoryError where there are no words."""
        return TextSource(path)


class TextSource:
    """A text file opened. The front is read at once, chapters when asked for."""

    format = "text"
    language = "en"

    def __init__(self, path: Path) -> None:
        self._path = path
        front = TitlePage(path)
        self.title, self.author = front.title, front.author
        self.notes: tuple[Paratext, ...] = ()

    def chapters(self, start: int = 0) -> Iterator[Chapter]:
        for index, chapter in enumerate(_Builder(self._path, normal(self.title)).chapters()):
            if index >= start:
                yield chapter

    def stamps(self) -> tuple[Stamp, ...]:
        return ()

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(slots=True)
class _Draft:
    """A chapter being gathered."""

    key: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[Paratext] = field(default_factory=list)


class _Builder:
    """Turns chunks into chapters, looking one or two chunks ahead and never further."""

    def __init__(self, path: Path, work_title: str) -> None:
        self._href = path.name
        self._work_title = work_title
        self._chunks = chunks_of(unwrap(read_lines(path))[1])
        self._ahead: list[Chunk] = []
        self._headings = Headings()
        self._keys: dict[str, int] = {}
        self._draft: _Draft | None = None
        self._pending: list[tuple[ParatextKind, Chunk]] = []  # notes whose chapter is not known yet
        self._divisions: list[str] = []
        self._front: list[Chunk] = []
        self._is_front = True
        self._widths: list[int] = []  # of the last paragraphs of prose
        self._marked = 0  # chunks within which a footnote may follow
        self._is_dropping = False  # in notes on how the file was made, up to the next heading

    def _peek(self, n: int = 0) -> Chunk | None:
        while len(self._ahead) <= n:
            chunk = next(self._chunks, None)
            if chunk is None:
                return None
            self._ahead.append(chunk)
        return self._ahead[n]

    def _take(self) -> Chunk | None:
        chunk = self._peek()
        if chunk is not None:
            self._ahead.pop(0)
        return chunk

    def chapters(self) -> Iterator[Chapter]:
        while (chunk := self._take()) is not None:
            done = self._feed(chunk)
            if done is not None:
                yield done
        if self._is_front and self._draft is None and self._front:
            self._open("opening", "")
            for held in self._front:
                self._story(held)
        self._settle(opens=False)
        if self._draft is not None and (self._draft.blocks or self._draft.notes):
            yield self._finish(self._draft)

    def _feed(self, chunk: Chunk) -> Chapter | None:
        """Take one chunk; the chapter it ends, if it ends one."""
        if self._is_no_story(chunk):
            return None
        if _BACK_MATTER.match(chunk.text) and not self._is_front:
            self._is_dropping = True
        found = self._headings.read(chunk, self._peek(), self._peek(1), is_first=self._draft is None)
        if found is not None and found.rank is not Rank.SECTION and not _BACK_MATTER.match(chunk.text):
            self._is_dropping = False
            return self._heading(found)
        if self._is_dropping:
            return None
        if self._is_front:
            return self._front_matter(chunk)
        if self._pending and not self._starts_story(chunk):
            self._pending.append((self._pending[-1][0], chunk))
            return None
        self._settle(opens=False)
        if found is not None:
            self._section(found, chunk)
        else:
            self._story(chunk)
        return None

    # -- what is no story

    def _is_no_story(self, chunk: Chunk) -> bool:
        """Whether a chunk is a picture's caption, a table of contents, a footnote or an author's note."""
        if _ILLUSTRATION.match(chunk.text) and len(chunk.text) < 400:
            return True
        if _CONTENTS.match(chunk.lines[0].text) and (len(chunk.lines) > 1 or self._lists_next()):
            self._skip_contents(chunk)
            return True
        if self._is_contents_chunk(chunk):
            self._learn(chunk)
            return True
        if self._apparatus(chunk) or self._is_repeated_title(chunk):
            return True
        kind = fanfic.label_of(chunk)
        if kind is None and fanfic.is_continued(chunk):
            following = self._peek()
            is_end = following is None or looks_like_entry(following.text) or fanfic.label_of(following)
            kind = ParatextKind.NOTE if is_end else None
        if kind is None or not self._is_note(kind, chunk):
            return False
        self._pending.append((kind, chunk))
        return True

    def _lists_next(self) -> bool:
        following = self._peek()
        return following is not None and not prose(following)

    def _skip_contents(self, chunk: Chunk) -> None:
        """Leave out a table of contents: all entries up to running text or to the first one again."""
        first = ""
        for line in chunk.lines[1:]:
            self._learn_line(line.text)
            first = first or normal(line.text)
        while (following := self._peek()) is not None:
            key = normal(following.text)
            lone = len(following.lines) <= 2
            if prose(following) and len(following.text) > 160 and not self._is_contents_chunk(following):
                return
            if (
                lone
                and first
                and key
                and (first == key or first.startswith(f"{key} "))
                and following.blanks >= 1
            ):
                return
            if fanfic.label_of(following) and following.text[:10].lower().startswith(("disclaimer", "a/n")):
                return
            if lone and first and self._headings_again(following):
                return
            first = first or normal(following.lines[0].text)
            self._learn(following)
            self._take()

    def _headings_again(self, chunk: Chunk) -> bool:
        """A numbered line seen among the entries, now alone: the book begins."""
        key = normal(chunk.lines[0].text)
        return chunk.blanks >= 2 and any(
            entry == key or entry.startswith(f"{key} ") for entry in self._headings.contents
        )

    def _is_contents_chunk(self, chunk: Chunk) -> bool:
        lines = [line.text for line in chunk.lines]
        entries = sum(looks_like_entry(line) for line in lines)
        return len(lines) >= 4 and entries * 4 >= len(lines) * 3 and max(map(len, lines)) < 100

    def _learn(self, chunk: Chunk) -> None:
        held = ""
        for line in chunk.lines:
            self._learn_line(line.text)
            if held:
                self._learn_line(f"{held} {line.text}")
            held = line.text if line.text.rstrip()[-1:] in {",", "-", "—"} else ""

    def _learn_line(self, line: str) -> None:
        key = normal(re.sub(r"[\s.·_]+\d+\s*\Z", "", line))
        bare = re.sub(r"\A(?:chapter |book |part )?(?:[ivxlcdm]+|\d+) ", "", key)
        self._headings.contents.update(entry for entry in (key, bare) if len(entry) > 2)

    def _apparatus(self, chunk: Chunk) -> bool:
        if self._marked > 0 and self._draft is not None and is_marked_note(chunk):
            note = fanfic.note_of(ParatextKind.FOOTNOTE, chunk, is_after=True)
            self._draft.notes.append(
                Paratext(note.kind, re.sub(r"\A(?:[*\s]+|\[[\d*†‡]+\]\s*)", "", note.text), note.is_after)
            )
            return True
        match = _APPARATUS.match(chunk.text)
        if match is None or (match["kind"].lower() == "note" and not chunk.text.startswith("[")):
            return False
        if self._draft is not None and match["kind"].lower().startswith("footnote"):
            self._draft.notes.append(fanfic.note_of(ParatextKind.FOOTNOTE, chunk, is_after=True))
        elif self._draft is not None:
            self._draft.notes.append(fanfic.note_of(ParatextKind.OTHER, chunk, is_after=True))
        return True

    def _is_repeated_title(self, chunk: Chunk) -> bool:
        """The work's title, alone or with its by-line, set again above an instalment."""
        if len(chunk.lines) > 4 or not self._work_title:
            return False
        lines = [line.text.strip() for line in chunk.lines if line.text.strip()]
        rest = [line for line in lines if not fanfic.byline(line)]
        is_title = bool(rest) and normal(" ".join(rest)) == self._work_title
        if is_title and (len(rest) < len(lines) or self._draft is None):
            return True
        return not rest and self._draft is None

    def _is_note(self, kind: ParatextKind, chunk: Chunk) -> bool:
        if self._draft is None or kind in (ParatextKind.NOTE, ParatextKind.DISCLAIMER):
            return True
        if self._pending or not self._draft.blocks:
            return True
        following = self._peek()
        return kind is ParatextKind.SUMMARY and following is not None and len(chunk.text) < 1000

    def _starts_story(self, chunk: Chunk) -> bool:
        """Whether story goes on behind notes met in the middle of a chapter."""
        if self._pending[-1][0] is ParatextKind.NOTE and fanfic.goes_on(chunk):
            return False
        if self._draft is None or not self._draft.blocks:
            return prose(chunk) or chunk.text[:1] in '"“‘—' or is_scene_break(chunk.lines[0].text)
        return True

    def _front_matter(self, chunk: Chunk) -> Chapter | None:
        following = self._peek()
        if self._pending and following is not None and prose(chunk) and looks_like_entry(following.text):
            self._pending.append((ParatextKind.SUMMARY, chunk))
            return None
        if self._pending and self._draft is None and not self._front and not self._is_story_start(chunk):
            self._pending.append((self._pending[-1][0], chunk)) if prose(chunk) else self._front.append(chunk)
            return None
        if self._is_story_start(chunk) or len(self._front) > FRONT:
            self._is_front = False
            self._open("opening", "")
            self._settle(opens=True)
            for held in self._letter_head():
                self._story(held)
            self._story(chunk)
            return None
        self._front.append(chunk)
        return None

    def _letter_head(self) -> list[Chunk]:
        """The place, date and greeting right above a story that begins with a letter."""
        last = self._front[-4:]
        at = next((i for i, held in enumerate(last) if is_letter_head(held)), len(last))
        while at and at < len(last) and last[at - 1].text.endswith(","):
            at -= 1
        return last[at:]

    def _is_story_start(self, chunk: Chunk) -> bool:
        if self._pending and not self._front:
            return prose(chunk) and chunk.blanks >= 2 and self._pending[-1][0] is not ParatextKind.NOTE
        return prose(chunk) and not _DEDICATION.match(chunk.text)

    # -- story

    def _heading(self, found: Found) -> Chapter | None:
        title = found.title
        if found.takes_next and (following := self._take()) is not None:
            words, _ = polish(join(line.text for line in following.lines))
            title = f"{title}{' ' if title[-1] in '.:—' else '. '}{words.strip(' _*')}"
        self._is_front = False
        if found.rank is Rank.DIVISION:
            done = self._close()
            self._divisions = [*(self._divisions if self._draft is None and self._divisions else []), title][
                -2:
            ]
            return done
        done = self._close()
        path = f"{self._headings.division}/{found.key}" if self._headings.division else found.key
        self._open(path, " · ".join([*self._divisions, title]))
        self._divisions = []
        self._settle(opens=True)
        self._dedicate()
        return done

    def _dedicate(self) -> None:
        """A dedication on the title page stands beside the first chapter."""
        assert self._draft is not None
        for held in self._front:
            if _DEDICATION.match(held.text) and len(held.text.split()) > 1:
                self._draft.notes.insert(0, fanfic.note_of(ParatextKind.DEDICATION, held, is_after=False))
        self._front = []

    def _close(self) -> Chapter | None:
        """End the chapter in hand; notes that stand behind it are its own, unless a new header began."""
        if self._draft is None:
            return None
        cut = next((i for i, (kind, _) in enumerate(self._pending) if kind is not ParatextKind.NOTE), None)
        if cut is None:
            wide = next(
                (i for i, (_, chunk) in enumerate(self._pending) if chunk.blanks >= 3), len(self._pending)
            )
            cut = wide
        for kind, chunk in self._pending[:cut]:
            self._draft.notes.append(fanfic.note_of(kind, chunk, is_after=True))
        self._pending = self._pending[cut:]
        draft, self._draft = self._draft, None
        return self._finish(draft) if draft.blocks or draft.notes else None

    def _open(self, key: str, title: str) -> None:
        count = self._keys[key] = self._keys.get(key, 0) + 1
        self._draft = _Draft(key if count == 1 else f"{key}~{count}", title)

    def _settle(self, *, opens: bool) -> None:
        """Give the notes that wait to the chapter in hand."""
        if self._draft is None:
            return
        for kind, chunk in self._pending:
            self._draft.notes.append(
                fanfic.note_of(kind, chunk, is_after=not opens and bool(self._draft.blocks))
            )
        self._pending = []

    def _section(self, found: Found, chunk: Chunk) -> None:
        if self._draft is None and self._divisions:
            self._divisions[-1] += f"{' ' if self._divisions[-1][-1] in '.:—' else '. '}{found.title}"
            return
        if self._draft is None:
            self._begin()
        assert self._draft is not None
        place = f"char={chunk.lines[0].start},{chunk.lines[-1].end}"
        self._draft.blocks.append(Block(BlockKind.HEADING, found.title, self._href, place))

    def _begin(self) -> None:
        """A chapter without a heading of its own, behind that of a book or part."""
        self._open((self._divisions and self._headings.division) or "opening", " · ".join(self._divisions))
        self._divisions = []

    def _story(self, chunk: Chunk) -> None:
        if self._draft is None:
            self._begin()
        assert self._draft is not None
        blocks = blocks_of(chunk, self._href, max(self._widths, default=0))
        if len(chunk.lines) > 2 and len(blocks) == 1 and blocks[0].kind is BlockKind.PARAGRAPH:
            self._widths = [*self._widths[-5:], max(len(line.text) for line in chunk.lines)]
        self._marked = _NOTE_REACH if has_note_mark(chunk) else self._marked - 1
        if (
            chunk.blanks >= 4
            and self._draft.blocks
            and self._draft.blocks[-1].kind is not BlockKind.SCENE_BREAK
        ):
            start = chunk.lines[0].start
            self._draft.blocks.append(Block(BlockKind.SCENE_BREAK, "", self._href, f"char={start},{start}"))
        for block in map(self._without_remarks, blocks):
            repeated = self._draft.blocks and self._draft.blocks[-1].kind is BlockKind.SCENE_BREAK
            if block.kind is BlockKind.SCENE_BREAK and (repeated or not self._draft.blocks):
                continue
            if block.text or block.kind is BlockKind.SCENE_BREAK:
                self._draft.blocks.append(block)

    def _without_remarks(self, block: Block) -> Block:
        text, remarks = fanfic.split_inline(block.text) if {"(", "["} & {*block.text} else ("", [])
        if not remarks or self._draft is None:
            return block
        self._draft.notes += [Paratext(ParatextKind.NOTE, remark, is_after=True) for remark in remarks]
        return Block(block.kind, text, block.href, block.fragment)

    def _finish(self, draft: _Draft) -> Chapter:
        while draft.blocks and draft.blocks[-1].kind is BlockKind.SCENE_BREAK:
            draft.blocks.pop()
        return Chapter(draft.key, draft.title, tuple(draft.blocks), tuple(draft.notes))
