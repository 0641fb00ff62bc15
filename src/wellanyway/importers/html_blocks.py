"""Walks a document from top to bottom and gives what stands in it, piece by piece.

A piece is a block, a paratext, or the mark of a place that a table of contents points to. The walk keeps
its own stack, so that depth costs no recursion, and looks no further than the block it is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wellanyway.importers.html_meaning import NOTE_REFERENCES, Meaning, meaning, types
from wellanyway.importers.html_words import Run, Words, is_break, lines_of
from wellanyway.importers.markup import local, plain
from wellanyway.story import Block, BlockKind, Paratext, ParatextKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Hook", "Piece", "pieces"]

_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[ivx]{1,4}|[a-z])[\])]?\Z")
_BRACKETED = re.compile(r"[\[(](?:\d{1,3}|[*†‡§¶]|[a-zA-Z])[\])]\Z")
_PAUSE_IMAGE = re.compile(
    r"break|divid|ornament|separat|asterism|dinkus|flourish|fleuron|hr\b", re.IGNORECASE
)
_HELD_VERSE_LINES = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing found in a document; one of `block`, `paratext` and `mark` is there."""

    block: Block | None = None
    level: int = 0  # of a heading, 1 to 6
    paratext: Paratext | None = None
    mark: str | None = None


Hook = Callable[["etree._Element", str], "list[Piece] | None"]
"""Reads an element its own way: the pieces of it, or None to walk on into it."""


@dataclass(frozen=True, slots=True)
class _Context:
    kind: BlockKind = BlockKind.PARAGRAPH
    aside: ParatextKind | None = None
    level: int = 0
    is_pre: bool = False
    is_row: bool = False


class _Frame:
    """An element being walked."""

    __slots__ = ("breaks", "children", "count", "element", "is_link", "meaning", "outer", "path", "tag")

    def __init__(
        self, element: etree._Element, tag: str, path: str, *, sense: Meaning, outer: _Context, breaks: int
    ) -> None:
        self.element = element
        self.tag = tag
        self.path = path
        self.meaning = sense
        self.outer = outer
        self.breaks = breaks
        self.children = iter(element)
        self.count = 0
        self.is_link = False


def pieces(
    root: etree._Element,
    *,
    href: str,
    path: str = "",
    marks: frozenset[str] = frozenset(),
    hook: Hook | None = None,
) -> Iterator[Piece]:
    """What stands in `root`, in order. `marks` are the ids to tell of when they are passed."""
    walk = _Walk(href, marks, hook)
    yield from walk.run(root, path)


class _Walk:
    """The state of one walk over a document."""

    def __init__(self, href: str, marks: frozenset[str], hook: Hook | None) -> None:
        self.href = href
        self.marks = marks
        self.hook = hook
        self.words = Words()
        self.context = _Context()
        self.stack: list[_Frame] = []
        self.out: list[Piece] = []
        self.late: list[Piece] = []  # marks met in the middle of a block
        self.asides: list[str] = []
        self.seen: set[str] = set()
        self.place: str | None = None
        self.breaks = 0  # line ends so far, to know a stanza from a line
        self.links = 0
        self.has_pause_image = False
        self.held = ""  # a drop cap waiting for its word

    def run(self, root: etree._Element, path: str) -> Iterator[Piece]:
        self._enter(root, path)
        while self.stack:
            frame = self.stack[-1]
            child = next(frame.children, None)
            if child is None:
                self.stack.pop()
                self._close(frame)
                if self.stack:
                    self._text(frame.element.tail)
            else:
                frame.count += 1
                if not self._enter(child, f"{frame.path}/{2 * frame.count}"):
                    self._text(child.tail)
            if self.out:
                yield from self.out
                self.out.clear()
        self._flush()
        yield from self.out

    def _enter(self, element: etree._Element, path: str) -> bool:
        """Begin an element; False where it is not walked into."""
        tag = local(element.tag)
        if not tag:
            return False
        own = self.hook(element, tag) if self.hook is not None else None
        if own is not None:
            self._flush()
            self.out += own
            return False
        if self.marks:
            self._mark(element)
        if tag in {"br", "hr", "img", "image", "math", "sup", "a", "wbr"} and self._single(element, tag):
            return False
        sense = meaning(element, tag)
        if sense.is_skipped:
            return False
        if sense.is_block:
            self._open_block(sense, tag)
        frame = _Frame(element, tag, path, sense=sense, outer=self.context, breaks=self.breaks)
        self.stack.append(frame)
        if sense.is_block:
            self._enter_context(sense, element, tag)
        if sense.is_emphasis:
            self.words.open_emphasis()
        if tag == "a" and _is_inner(element.get("href")):
            frame.is_link = True
            self.links += 1
        self._text(element.text)
        return True

    def _mark(self, element: etree._Element) -> None:
        for name in (element.get("id"), element.get("name")):
            if name and name in self.marks:
                piece = Piece(mark=name)
                if self.words.length == 0 or self.context.level:
                    self.out.append(piece)
                else:
                    self.late.append(piece)
                return

    def _single(self, element: etree._Element, tag: str) -> bool:
        """Elements that stand for themselves; False where one is read like any other."""
        if tag == "br":
            self.words.line()
            self.breaks += 1
        elif tag == "hr":
            self._flush()
            self._pause()
        elif tag in {"img", "image"}:
            self._image(element)
        elif tag == "math":
            self._text(element.get("alttext") or plain(element))
        elif tag in {"sup", "a"}:
            return self._is_reference(element, tag)
        return tag != "wbr"

    def _image(self, element: etree._Element) -> None:
        alt = (element.get("alt") or "").strip()
        if len(alt) == 1 and alt.isalpha() and self.words.length == 0:
            self._text(alt)
        elif is_break(alt) or _PAUSE_IMAGE.search(
            f"{alt if len(alt) < 30 else ''} {element.get('class', '')} {element.get('src', '')[-60:]}"
        ):
            self.has_pause_image = True

    def _is_reference(self, element: etree._Element, tag: str) -> bool:
        """Whether a raised or linked number is the mark of a note and is not spoken."""
        text = plain(element)
        if not _NUMBER.match(text):
            return False
        if tag == "a" and types(element) & NOTE_REFERENCES:
            return True
        if self.context.level or self.words.length == 0:
            return False
        if tag == "a":
            return "#" in (element.get("href") or "") and (
                _BRACKETED.match(text) is not None or not (self.words.has_gap or text.isalpha())
            )
        if next(element.iter("a"), None) is not None or _BRACKETED.match(text) or self.links:
            return True
        before = re.search(r"(\w*)([^\w\s]*)\Z", self.words.tail)
        is_word = before is not None and (bool(before[2]) or (len(before[1]) > 2 and before[1].isalpha()))
        return text.isdigit() and is_word

    def _open_block(self, sense: Meaning, tag: str) -> None:
        context = self.context
        if context.level and not sense.level and context.aside is None:
            self.words.end_line()
        elif context.is_row and tag in {"td", "th"}:
            self.words.cell()
        elif self._is_line(sense, tag) or (context.level and sense.level):
            self.words.end_line()
        else:
            self._flush()
        if sense.is_pause:
            self._pause()

    def _is_line(self, sense: Meaning, tag: str) -> bool:
        """Whether an element inside verse is one of its lines."""
        return (
            self.context.kind is BlockKind.VERSE
            and tag in {"p", "div", "li", "dd"}
            and not sense.is_stanza
            and sense.aside is None
            and self.words.length > 0
        )

    def _enter_context(self, sense: Meaning, element: etree._Element, tag: str) -> None:
        context = self.context
        if sense.aside is not None and context.aside is None:
            context = replace(context, aside=sense.aside)
        if sense.kind is not None and not (
            context.kind in {BlockKind.LETTER, BlockKind.VERSE}
            and sense.kind in {BlockKind.QUOTE, BlockKind.LIST}
        ):
            context = replace(context, kind=sense.kind)
        if sense.level and not context.level:
            context = replace(context, level=sense.level)
        if tag == "pre":
            context = replace(context, is_pre=True)
        elif tag == "tr":
            context = replace(context, is_row=not _holds_blocks(element))
        elif tag == "figcaption" and _is_picture(element.getparent()):
            context = replace(context, aside=ParatextKind.OTHER)
        self.context = context

    def _close(self, frame: _Frame) -> None:
        if frame.is_link:
            self.links -= 1
        if frame.meaning.is_emphasis:
            self.words.close_emphasis()
        if not frame.meaning.is_block:
            return
        context = self.context
        if frame.meaning.is_drop_cap and 0 < self.words.length <= 2:
            self.held += self.words.take()[0]
        elif context.is_row and frame.tag != "tr":
            pass
        elif frame.outer.level:
            self.words.end_line()
        elif self._ends_line(frame):
            self.words.end_line()
            self.breaks += 1
        else:
            self._flush()
        if context.aside is not None and frame.outer.aside is None:
            self._end_aside(context.aside)
        self.context = frame.outer

    def _ends_line(self, frame: _Frame) -> bool:
        return (
            frame.outer.kind is BlockKind.VERSE
            and frame.tag in {"p", "div", "li", "dd"}
            and not frame.meaning.is_stanza
            and self.breaks - frame.breaks < 1
            and self.breaks % _HELD_VERSE_LINES != _HELD_VERSE_LINES - 1
        )

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self.words.length == 0 and (self.place is None or self.held):
            self._settle()
        if self.held and not text.isspace():
            held, self.held = self.held, ""
            text = held + text.lstrip()
        lines = text.split("\n") if self.context.is_pre else [text]
        for number, line in enumerate(lines):
            if number:
                self.words.line()
                self.breaks += 1
            count = self.words.add(line)
            if self.links:
                self.words.linked += count

    def _settle(self) -> None:
        """Note where the block that begins here stands: an id not yet used, else a path of steps."""
        frame = self.stack[-1]
        for near in reversed(self.stack):
            frame = near
            if near.meaning.is_block:
                break
        name = frame.element.get("id")
        if name and name not in self.seen:
            self.place = name
        else:
            top = self.stack[-1]
            self.place = f"{top.path}/{2 * top.count + 1}" if frame is top and frame.count else frame.path

    def _pause(self) -> None:
        if self.context.aside is None:
            place = self.stack[-1] if self.stack else None
            path = f"{place.path}/{2 * place.count}" if place is not None else "/"
            self.out.append(Piece(Block(BlockKind.SCENE_BREAK, "", self.href, path)))

    def _flush(self) -> None:
        """End the block being read, if there is one."""
        words = self.words
        if words.length == 0:
            words.take()
            if self.has_pause_image and not self.context.level:
                self._pause()
            self.has_pause_image = False
            self.place = None
            return
        linked = words.linked
        run = words.take()
        self.has_pause_image = False
        place, self.place = self.place or "/", None
        self.seen.add(place)
        self._emit(run, place, is_link=linked >= 0.8 * len(run[0]))
        if self.late:
            self.out += self.late
            self.late.clear()

    def _emit(self, run: Run, place: str, *, is_link: bool) -> None:
        context = self.context
        if context.aside is not None:
            self.asides.append(run[0])
        elif context.level and len(run[0]) < 300:
            self.out.append(
                Piece(Block(BlockKind.HEADING, _one_line(run[0]), self.href, place), context.level)
            )
        elif is_link:
            return
        elif is_break(run[0]):
            self.out.append(Piece(Block(BlockKind.SCENE_BREAK, "", self.href, place)))
        else:
            for kind, (text, emphasis) in _parts(run, context):
                if is_break(text):
                    self.out.append(Piece(Block(BlockKind.SCENE_BREAK, "", self.href, place)))
                else:
                    self.out.append(Piece(Block(kind, text, self.href, place, emphasis)))

    def _end_aside(self, kind: ParatextKind) -> None:
        self._flush()
        text = "\n".join(self.asides)
        self.asides.clear()
        if text and kind is not ParatextKind.OTHER:
            is_after = kind is ParatextKind.FOOTNOTE
            self.out.append(Piece(paratext=Paratext(kind, text, is_after)))


def _parts(run: Run, context: _Context) -> list[tuple[BlockKind, Run]]:
    """The blocks that a stretch of text with line ends in it makes."""
    if "\n" not in run[0]:
        return [(context.kind, run)]
    if context.kind in {BlockKind.VERSE, BlockKind.LETTER}:
        return [(context.kind, part) for part in _stanzas(run)]
    if context.is_pre:
        return [_unwrapped(part, context.kind) for part in _stanzas(run)]
    return [(BlockKind.VERSE if is_verse else context.kind, part) for is_verse, part in lines_of(run)]


def _stanzas(run: Run) -> list[Run]:
    text, emphasis = run
    return [
        (
            match[0],
            tuple(
                (max(first, match.start()) - match.start(), min(last, match.end()) - match.start())
                for first, last in emphasis
                if first < match.end() and last > match.start()
            ),
        )
        for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)
    ]


def _unwrapped(run: Run, kind: BlockKind) -> tuple[BlockKind, Run]:
    """Lines that were wrapped by hand are a paragraph; shorter ones are meant as lines."""
    lines = run[0].split("\n")
    longest = max(map(len, lines))
    if len(lines) == 1:
        return kind, run
    full = sum(len(line) > 0.75 * longest for line in lines[:-1])
    if longest > 55 and full >= 0.7 * (len(lines) - 1):
        return kind, (run[0].replace("\n", " "), run[1])
    return BlockKind.VERSE, run


def _one_line(text: str) -> str:
    """A heading of several lines, on one."""
    lines = [line for line in text.split("\n") if line]
    joined = lines[0]
    for line in lines[1:]:
        joined += f" {line}" if joined[-1] in ".,:;!?—-" else f": {line}"
    return joined


def _is_inner(href: str | None) -> bool:
    """Whether a link leads to another place of the same book or page."""
    return bool(href) and re.match(r"[a-z][\w+.-]*:|//", href or "", re.IGNORECASE) is None


def _holds_blocks(row: etree._Element) -> bool:
    return (
        next(row.iter("p", "div", "blockquote", "table", "ul", "ol", "h1", "h2", "h3", "h4"), None)
        is not None
    )


def _is_picture(figure: etree._Element | None) -> bool:
    return figure is not None and next(figure.iter("img", "svg", "image", "video", "audio"), None) is not None
