"""A chapter being put together from the pieces of one document, or of several."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from wellanyway.importers.html_blocks import Piece
from wellanyway.importers.html_notes import part_notes
from wellanyway.importers.html_titles import chapter_title
from wellanyway.story import Block, BlockKind, Chapter, Paratext

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """A chapter so far. `listed` is its title in the table of contents, `parts` those of parts it opens."""

    key: str
    listed: str = ""
    parts: list[str] = field(default_factory=list)
    known: tuple[str, ...] = ()
    headings: list[Block] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    paratext: list[Paratext] = field(default_factory=list)
    pause: Block | None = None

    def add(self, piece: Piece) -> None:
        """Take the next piece. Scene breaks at either end of a chapter, and doubled ones, are nothing."""
        if piece.paratext is not None:
            note = piece.paratext
            self.paratext.append(replace(note, is_after=True) if self.blocks else note)
        block = piece.block
        if block is None:
            return
        if block.kind is BlockKind.SCENE_BREAK:
            self.pause = block if self.blocks else None
        elif block.kind is BlockKind.HEADING and not self.blocks:
            self.headings.append(block)
        else:
            if self.pause is not None and block.kind is not BlockKind.HEADING:
                self.blocks.append(self.pause)
            self.pause = None
            self.blocks.append(block)

    @property
    def has_text(self) -> bool:
        """Whether there is anything to tell in it."""
        return bool(self.blocks)

    def title(self) -> str:
        """Its title as far as it is known."""
        return self._titled()[0]

    def _titled(self) -> tuple[str, list[str]]:
        headings = [block.text for block in self.headings]
        return chapter_title(self.listed, headings, parts=self.parts, known=self.known)

    def finish(self) -> Chapter:
        """The chapter."""
        title, told = self._titled()
        blocks, notes = part_notes(self.blocks)
        opening = [block for block in self.headings if block.text in told]
        return Chapter(self.key, title, (*opening, *blocks), (*self.paratext, *notes))
