"""Splice: a chapter sewn of two versions, the old as far as it has been told and the new from there on."""

from __future__ import annotations

from dataclasses import replace

from wellanyway.story import Block, Chapter, Extent

__all__ = ["splice"]


def splice(old: Chapter, told: int, new: Chapter | None, told_there: int) -> Chapter:
    """The first `told` sentences of `old`, then `new` behind its first `told_there`; key and end are the new one's."""
    head = _head(old, told)
    if new is None:
        return head
    after = tuple(note for note in new.paratext if note.is_after)
    if told_there >= len(new.sentences):
        return replace(head, key=new.key, paratext=head.paratext + after)
    extent = new.sentences[told_there]
    is_inside = told_there > 0 and new.sentences[told_there - 1].block == extent.block
    from_block = extent.block if is_inside else (new.sentences[told_there - 1].block + 1 if told_there else 0)
    blocks = list(head.blocks)
    first = new.blocks[from_block]
    offset = extent.start if is_inside else 0
    shift = len(blocks) - from_block
    moved = -offset
    if is_inside and blocks and blocks[-1].kind is first.kind and told:
        glue = first.text[new.sentences[told_there - 1].end : offset] or " "
        moved = len(blocks[-1].text) + len(glue) - offset
        blocks[-1] = _glued(blocks[-1], glue, _behind(first, offset))
        shift -= 1
    else:
        blocks.append(_behind(first, offset))
    blocks += new.blocks[from_block + 1 :]
    extents = tuple(
        Extent(one.block + shift, one.start + moved, one.end + moved)
        if one.block == from_block
        else replace(one, block=one.block + shift)
        for one in new.sentences[told_there:]
    )
    return replace(
        head,
        key=new.key,
        blocks=tuple(blocks),
        paratext=head.paratext + after,
        sentences=head.sentences + extents,
    )


def _head(chapter: Chapter, told: int) -> Chapter:
    """The told part of a chapter, without the notes behind it."""
    before = tuple(note for note in chapter.paratext if not note.is_after)
    if told == 0:
        return replace(chapter, blocks=(), sentences=(), paratext=before)
    extent = chapter.sentences[told - 1]
    block = chapter.blocks[extent.block]
    emphasis = tuple((a, min(b, extent.end)) for a, b in block.emphasis if a < extent.end)
    cut = replace(block, text=block.text[: extent.end], emphasis=emphasis)
    return replace(
        chapter,
        blocks=(*chapter.blocks[: extent.block], cut),
        sentences=chapter.sentences[:told],
        paratext=before,
    )


def _behind(block: Block, start: int) -> Block:
    """A block from character `start` on."""
    if start == 0:
        return block
    emphasis = tuple((max(a, start) - start, b - start) for a, b in block.emphasis if b > start)
    return replace(block, text=block.text[start:], emphasis=emphasis)


def _glued(block: Block, glue: str, more: Block) -> Block:
    offset = len(block.text) + len(glue)
    emphasis = block.emphasis + tuple((a + offset, b + offset) for a, b in more.emphasis)
    return replace(block, text=block.text + glue + more.text, emphasis=emphasis)
