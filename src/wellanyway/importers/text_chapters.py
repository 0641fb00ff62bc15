"""Chapters of a text, built chunk by chunk: each is finished by the heading that begins the next.

What stands before the first heading or the first running text is a title page, a table of contents, notes
or a dedication, and is not told. A note belongs to the chapter whose text it follows, or whose heading
comes next; nothing waits for more than a few chunks ahead.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from wellanyway.importers import fanfic
from wellanyway.importers.chunk_stream import ChunkStream
from wellanyway.importers.chunks import (
    Chunk,
    blocks_of,
    has_note_mark,
    is_letter_head,
    is_marked_note,
    is_scene_break,
    join,
    polish,
    prose,
)
from wellanyway.importers.headings import Found, Headings, Rank, looks_like_entry, normal
from wellanyway.importers.text_contents import skips_contents
from wellanyway.importers.text_notes import apparatus_of, note_length
from wellanyway.importers.title_page import FRONT
from wellanyway.story import Block, BlockKind, Chapter, Paratext, ParatextKind

__all__ = ["chapters_of"]

_MARGINS = 6  # running text looked back at for how far it is set in
_WIDE = 4  # blank lines that part scenes
_SUBTITLE = 160  # characters of what may stand between the heading of a book and that of its first chapter
_ILLUSTRATION = re.compile(
    r"(?i)\W*\[?(?:illustration|frontispiece|plate|image|picture|blank page|page)\b[^\]]*\]?\W*\Z|\s*\[illustration"
)
_REACH = 400  # chunks behind a mark within which its footnote stands
_MARK = re.compile(r"\A(?:[*\s]+|[\[{][^\]}]{1,3}[\]}]\s*)")
_DEDICATION = re.compile(r"(?i)\W*(?:dedicated\s+)?to\s+\S.{0,120}\Z|\W*dedication\W*\Z")
_BACK_MATTER = re.compile(
    r"(?i)\W*(?:(?:appendix:?\s*)?(?:production|transcriber['’]?s?['’]?|transcription|proofreader['’]?s?) notes?\b|"
    r"advertisements?\W*\Z|index\W*\Z|(?:end|foot)notes?\W*\d{0,3}\W*\Z)"
)


@dataclass(slots=True)
class _Note:
    """A note that waits for its chapter."""

    kind: ParatextKind
    chunks: list[Chunk]

    def made(self, *, is_after: bool) -> Paratext:
        parts = [fanfic.note_of(self.kind, chunk, is_after=is_after) for chunk in self.chunks]
        return Paratext(self.kind, "\n".join(part.text for part in parts), is_after)


@dataclass(slots=True)
class _Draft:
    """A chapter being gathered."""

    key: str
    title: str
    number: int | None = None
    blocks: list[Block] = field(default_factory=list)
    notes: list[Paratext] = field(default_factory=list)

    def is_again(self, found: Found) -> bool:
        """Whether a heading says once more what has just been headed."""
        return found.number is not None and found.number == self.number and not self.blocks

    def finished(self) -> Chapter:
        while self.blocks and self.blocks[-1].kind is BlockKind.SCENE_BREAK:
            self.blocks.pop()
        return Chapter(self.key, self.title, tuple(self.blocks), tuple(self.notes))


def chapters_of(chunks: Iterator[Chunk], *, href: str, work_title: str) -> Iterator[Chapter]:
    """The chapters of a text whose title is `work_title`, each as soon as it is complete."""
    return _Builder(ChunkStream(chunks), href, normal(work_title)).chapters()


class _Builder:
    def __init__(self, stream: ChunkStream, href: str, work_title: str) -> None:
        self._stream = stream
        self._href = href
        self._work_title = work_title
        self._headings = Headings()
        self._keys: dict[str, int] = {}
        self._draft: _Draft | None = None
        self._pending: list[_Note] = []
        self._divisions: list[str] = []
        self._subtitles: list[Chunk] = []  # between the heading of a book and that of its first chapter
        self._front: list[Chunk] = []
        self._is_front = True
        self._is_dropping = False  # in back matter or notes on how the file was made, up to the next heading
        self._in_letter = False
        self._margins: deque[int] = deque(maxlen=_MARGINS)
        self._reach = 0  # chunks within which a footnote may follow its mark
        self._before = ""  # the last words of the story since the last heading

    def chapters(self) -> Iterator[Chapter]:
        while (chunk := self._stream.take()) is not None:
            done = self._feed(chunk)
            if done is not None:
                yield done
        if self._draft is None and (self._front or self._subtitles or self._divisions):
            front, self._front = self._front, []
            self._begin()
            for held in front:
                self._story(held)
        self._settle(opens=False)
        if self._draft is not None and (self._draft.blocks or self._draft.notes):
            yield self._draft.finished()

    def _feed(self, chunk: Chunk) -> Chapter | None:
        """Take one chunk; the chapter it ends, if it ends one."""
        if self._is_no_story(chunk):
            return None
        is_back = not self._is_front and _BACK_MATTER.match(chunk.text) is not None
        self._is_dropping = self._is_dropping or is_back
        found = None
        if not is_back:
            found = self._headings.read(
                chunk,
                self._stream.peek(),
                self._stream.peek(1),
                is_first=self._draft is None,
                before=self._before,
            )
        if found is not None and found.rank is not Rank.SECTION:
            self._is_dropping = False
            return self._heading(found)
        if self._is_dropping:
            if self._draft is not None:
                self._draft.notes.append(fanfic.note_of(ParatextKind.OTHER, chunk, is_after=True))
            return None
        if self._is_front:
            self._front_matter(chunk)
        elif self._draft is None and (found is None or found.number) and self._is_subtitle(chunk):
            self._subtitles.append(chunk)
        elif self._pending and not self._starts_story(chunk):
            self._pending[-1].chunks.append(chunk)
        else:
            self._settle(opens=False)
            if found is not None:
                self._section(found, chunk)
            else:
                self._story(chunk)
        return None

    # -- what is no story

    def _is_no_story(self, chunk: Chunk) -> bool:
        """Whether a chunk is a picture's caption, a table of contents, a footnote or an author's note."""
        if len(chunk.text) < 400 and _ILLUSTRATION.match(chunk.text):
            return True
        if skips_contents(chunk, self._stream, self._headings.contents):
            return True
        if self._is_apparatus(chunk) or self._is_repeated_title(chunk):
            return True
        kind = fanfic.label_of(chunk)
        if kind is None and fanfic.is_continued(chunk):
            following = self._stream.peek()
            ends = following is None or looks_like_entry(following.text) or fanfic.label_of(following)
            kind = ParatextKind.NOTE if ends else None
        if kind is None or not self._is_note(kind, chunk):
            return False
        *complete, (kind, last) = fanfic.fields_of(chunk, kind)
        self._pending += [_Note(other, [part]) for other, part in complete]
        note = _Note(kind, [last])
        if kind in (ParatextKind.NOTE, ParatextKind.DISCLAIMER, ParatextKind.SUMMARY):
            for _ in range(note_length(chunk, self._stream)):
                more = self._stream.take()
                assert more is not None
                note.chunks.append(more)
        self._pending.append(note)
        return True

    def _is_apparatus(self, chunk: Chunk) -> bool:
        if self._draft is not None and is_marked_note(chunk) and (self._reach > 0 or chunk.text[0] == "["):
            note = fanfic.note_of(ParatextKind.FOOTNOTE, chunk, is_after=True)
            self._draft.notes.append(Paratext(note.kind, _MARK.sub("", note.text), note.is_after))
            return True
        kind = apparatus_of(chunk)
        if kind is None or (kind is ParatextKind.OTHER and _BACK_MATTER.match(chunk.text)):
            return False
        if self._draft is not None:
            self._draft.notes.append(fanfic.note_of(kind, chunk, is_after=True))
        return True

    def _is_repeated_title(self, chunk: Chunk) -> bool:
        """The work's title, alone or with its by-line, set again above an instalment."""
        if len(chunk.lines) > 4 or len(chunk.text) > 240 or not self._work_title:
            return False
        rest = [line.text for line in chunk.lines if not fanfic.byline(line.text.strip())]
        if not rest:
            return self._draft is None
        is_title = normal(" ".join(rest)) == self._work_title
        return is_title and (len(rest) < len(chunk.lines) or self._draft is None)

    def _is_note(self, kind: ParatextKind, chunk: Chunk) -> bool:
        if self._draft is None or kind in (ParatextKind.NOTE, ParatextKind.DISCLAIMER):
            return True
        if self._pending or not self._draft.blocks:
            return True
        following = self._stream.peek()
        return kind is ParatextKind.SUMMARY and following is not None and len(chunk.text) < 1000

    def _starts_story(self, chunk: Chunk) -> bool:
        """Whether story goes on behind notes met in the middle of a chapter."""
        if self._draft is None or not self._draft.blocks:
            return prose(chunk) or chunk.text[0] in '"“‘—' or is_scene_break(chunk.lines[0].text)
        return True

    def _front_matter(self, chunk: Chunk) -> None:
        is_summary = bool(self._pending) and prose(chunk) and self._leads_to_heading()
        if (self._is_story_start(chunk) and not is_summary) or len(self._front) > FRONT:
            self._is_front = False
            head = self._letter_head()
            self._begin()
            self._settle(opens=True)
            for held in head:
                self._story(held)
            self._story(chunk)
        elif is_summary:
            self._pending.append(_Note(ParatextKind.SUMMARY, [chunk]))
        elif self._pending and not self._front and prose(chunk):
            self._pending[-1].chunks.append(chunk)
        else:
            self._front.append(chunk)

    def _leads_to_heading(self) -> bool:
        following = self._stream.peek()
        return following is not None and looks_like_entry(following.text)

    def _letter_head(self) -> list[Chunk]:
        """The place, date and greeting right above a story that begins with a letter."""
        last = self._front[-4:]
        at = next((i for i, held in enumerate(last) if is_letter_head(held)), len(last))
        while at and at < len(last) and last[at - 1].text.endswith(","):
            at -= 1
        return last[at:]

    def _is_story_start(self, chunk: Chunk) -> bool:
        if self._pending and not self._front:
            is_set_off = chunk.blanks >= 2 or is_scene_break(chunk.lines[0].text)
            return prose(chunk) and is_set_off and self._pending[-1].kind is not ParatextKind.NOTE
        return prose(chunk) and not _DEDICATION.match(chunk.text)

    def _is_subtitle(self, chunk: Chunk) -> bool:
        """Whether a chunk behind the heading of a book stands before that of a chapter."""
        following = self._stream.peek()
        if not self._divisions or len(chunk.text) > 600 or following is None:
            return False
        return len(self._subtitles) < 4 and self._headings.would_open(following)

    # -- headings

    def _heading(self, found: Found) -> Chapter | None:
        title = found.title
        if found.takes_next and (following := self._stream.take()) is not None:
            words, _ = polish(join(line.text for line in following.lines))
            title = _joined(title, words.strip(" _*"))
        self._is_front = False
        self._in_letter = False
        self._before = ""
        if self._draft is not None and found.rank is Rank.CHAPTER and self._draft.is_again(found):
            self._draft.title = max(self._draft.title, title, key=len)
            return None
        done = self._close()
        if found.rank is Rank.DIVISION:
            self._divisions = [*self._divisions, title][-2:]
            return done
        division = self._headings.division
        self._open(f"{division}/{found.key}" if division else found.key, self._under(title), found.number)
        self._settle(opens=True)
        self._dedicate()
        return done

    def _under(self, title: str) -> str:
        """A chapter's title behind those of the books and parts that begin with it."""
        path = [*self._divisions, title] if title else self._divisions
        self._divisions = []
        return " · ".join(path)

    def _dedicate(self) -> None:
        """A dedication on the title page stands beside the first chapter; subtitles are told in it."""
        assert self._draft is not None
        for held in self._front:
            if _DEDICATION.match(held.text) and len(held.text.split()) > 1:
                self._draft.notes.insert(0, fanfic.note_of(ParatextKind.DEDICATION, held, is_after=False))
        self._front = []
        for held in self._subtitles:
            for block in blocks_of(held, self._href):
                is_heading = len(block.text) <= _SUBTITLE and block.kind is BlockKind.PARAGRAPH
                kind = BlockKind.HEADING if is_heading else block.kind
                self._draft.blocks.append(Block(kind, block.text, block.href, block.fragment, block.emphasis))
        self._subtitles = []

    def _section(self, found: Found, chunk: Chunk) -> None:
        if self._draft is None and self._divisions and found.number is None:
            self._divisions[-1] = _joined(self._divisions[-1], found.title)
            return
        if self._draft is None:
            self._begin()
        assert self._draft is not None
        fragment = f"char={chunk.lines[0].start},{chunk.lines[-1].end}"
        self._draft.blocks.append(Block(BlockKind.HEADING, found.title, self._href, fragment))
        self._in_letter = False
        self._before = ""

    def _close(self) -> Chapter | None:
        """End the chapter in hand; notes that stand behind it are its own, unless a new header began."""
        draft = self._draft
        if draft is None:
            return None
        others = (i for i, note in enumerate(self._pending) if note.kind is not ParatextKind.NOTE)
        apart = (i for i, note in enumerate(self._pending) if note.chunks[0].blanks >= 3)
        cut = next(others, next(apart, len(self._pending)))
        draft.notes += [note.made(is_after=True) for note in self._pending[:cut]]
        self._pending = self._pending[cut:]
        self._draft = None
        return draft.finished() if draft.blocks or draft.notes else None

    def _open(self, key: str, title: str, number: int | None = None) -> None:
        count = self._keys[key] = self._keys.get(key, 0) + 1
        self._draft = _Draft(key if count == 1 else f"{key}~{count}", title, number)

    def _begin(self) -> None:
        """A chapter without a heading of its own, perhaps behind that of a book or part."""
        division = self._headings.division
        self._open((self._divisions and division) or "opening", self._under(""))
        self._dedicate()

    def _settle(self, *, opens: bool) -> None:
        """Give the notes that wait to the chapter in hand."""
        if self._draft is not None:
            is_after = not opens and bool(self._draft.blocks)
            self._draft.notes += [note.made(is_after=is_after) for note in self._pending]
            self._pending = []

    # -- story

    def _story(self, chunk: Chunk) -> None:
        if self._draft is None:
            self._begin()
        assert self._draft is not None
        held = self._draft.blocks
        margin = min(self._margins, default=chunk.indent if len(chunk.lines) > 3 and prose(chunk) else 0)
        if len(chunk.lines) > 1:
            self._margins.append(chunk.indent)
        if chunk.indent < margin + 2:
            self._in_letter = False
        elif chunk.opens_letter:
            self._in_letter = True
        if chunk.blanks >= _WIDE and held and held[-1].kind is not BlockKind.SCENE_BREAK:
            start = chunk.lines[0].start
            held.append(Block(BlockKind.SCENE_BREAK, "", self._href, f"char={start},{start}"))
        for block in blocks_of(chunk, self._href, margin=margin, in_letter=self._in_letter):
            if block.kind is not BlockKind.SCENE_BREAK:
                told = self._without_remarks(block)
                if told.text:
                    held.append(told)
            elif held and held[-1].kind is not BlockKind.SCENE_BREAK:
                held.append(block)
        self._before = chunk.text[-8:]
        self._reach = _REACH if has_note_mark(chunk) else self._reach - 1

    def _without_remarks(self, block: Block) -> Block:
        if "(" not in block.text and "[" not in block.text:
            return block
        text, remarks = fanfic.split_inline(block.text)
        if not remarks or self._draft is None:
            return block
        self._draft.notes += [Paratext(ParatextKind.NOTE, remark, is_after=True) for remark in remarks]
        return Block(block.kind, text, block.href, block.fragment)


def _joined(title: str, more: str) -> str:
    return f"{title}{' ' if title[-1:] in '.:—' else '. '}{more}"
