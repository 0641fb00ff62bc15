"""Author's notes between the lines of a text: where one begins, and how far it goes.

A note runs on over the chunks behind its label as long as they talk to the reader and a break, a heading or
the end of what there is follows within a few of them; at most `AHEAD` chunks are looked at.
"""

from __future__ import annotations

import re

from wellanyway.importers import fanfic
from wellanyway.importers.chunk_stream import ChunkStream
from wellanyway.importers.chunks import Chunk, is_scene_break
from wellanyway.importers.headings import looks_like_entry
from wellanyway.story import ParatextKind

__all__ = ["AHEAD", "apparatus_of", "note_length"]

AHEAD = 8
_TALK = re.compile(
    r"(?i)\b(?:reviews?|reviewed|reviewing|reviewers?|chapters?|updat\w+|thanks?|thank you|reading|readers?|fan ?fic\w*|fics?|"
    r"this story|guys|everyone|enjoy\w*|comments?|kudos|favou?rit\w+|follow(?:s|ed|ers)|betas?|posted|posting|disclaimer|"
    r"ocs?|aus?|let me know|love you all|next time|stay tuned|cliff ?hanger|one-?shot|wattpad|tumblr|discord|patreon|"
    r"hiatus|canon|characters|author|pm me|p\.?s\b|(?:xo+)+)\b|<3|\^_\^|:\)|:D|~\w+\Z|\A-+ ?\w+\Z"
)
_APPARATUS = re.compile(
    r"(?i)\s*(?P<open>[\[{(]?)\s*(?P<kind>footnotes?|(?:a )?transcriber['’]?s?['’]? notes?|(?:appendix:? )?production notes?|"
    r"editor['’]?s? note|note)\b\s*[\w*]{0,4}\s*[:\].—]"
)


def apparatus_of(chunk: Chunk) -> ParatextKind | None:
    """The kind of a footnote or of a note by those who made the file; None for story."""
    if chunk.text[0] not in "[{(FfTtAaPpEeNn":
        return None
    match = _APPARATUS.match(chunk.text)
    if match is None or (match["kind"].lower() == "note" and match["open"] != "["):
        return None
    return ParatextKind.FOOTNOTE if match["kind"].lower().startswith("footnote") else ParatextKind.OTHER


def note_length(chunk: Chunk, stream: ChunkStream) -> int:
    """How many of the chunks behind the label's own belong to the note."""
    text = chunk.text.rstrip()
    if text[0] in "([{" and text[-1] in ")]}":
        return 0
    for n in range(AHEAD):
        following = stream.peek(n)
        if following is None or following.blanks >= 3 or _ends_note(following):
            return n
        if not _talks(following):
            return 0
    return AHEAD


def _ends_note(chunk: Chunk) -> bool:
    first = chunk.lines[0].text
    return is_scene_break(first) or looks_like_entry(first) or fanfic.label_of(chunk) is not None


def _talks(chunk: Chunk) -> bool:
    """Whether a chunk speaks to the reader, or is as short as a signature."""
    text = chunk.text
    if text[0] in '"“‘«—':
        return False
    return _TALK.search(text) is not None or len(text) <= 24
