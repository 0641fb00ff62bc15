"""Effects as plain lines of text: the telling without a terminal, in documentation and in tests.

Story paragraphs are filled to the width; whatever is not story stands behind a bar. A sentence is laid
out with those told before it in its paragraph, so `Renderer` keeps the column at which the last one ended.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from wellanyway.asking.wording import set_off
from wellanyway.story import BlockKind
from wellanyway.telling.messages import (
    ChapterFinished,
    ChapterOpened,
    Effect,
    NoteKept,
    NothingMore,
    SayAnswer,
    SayQuotation,
    SayRecap,
    SayRemark,
    SayReturn,
    SaySentence,
    ShowParatext,
)
from wellanyway.views import Answer, Verdict

__all__ = ["Renderer", "lines", "plain_ascii", "talk_lines", "you"]

_SPOKEN = (SayAnswer, SayQuotation, SayRecap, SayRemark, SayReturn, NothingMore, ShowParatext)
_NARROWEST = 20
_BAR, _ASCII_BAR = "┃ ", "| "
_BREAK, _ASCII_BREAK = "⁂", "* * *"
_COLOURS = {"story": "", "talk": "\x1b[36m", "quote": "\x1b[2m", "title": "\x1b[1m"}
_RESET = "\x1b[0m"
_ASCII = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "…": "...", "┃": "|", "⁂": "* * *",
        "\u00a0": " ", "·": "-", "é": "e", "è": "e", "ê": "e", "à": "a", "â": "a", "ç": "c", "ï": "i", "î": "i",
        "ö": "o", "ô": "o", "ü": "u", "û": "u", "ä": "a", "æ": "ae", "œ": "oe", "ñ": "n", "£": "GBP ", "×": "x",
    }
)  # fmt: skip


def plain_ascii(text: str) -> str:
    """`text` for a terminal that knows ASCII alone; what has no likeness becomes `?`."""
    return text.translate(_ASCII).encode("ascii", "replace").decode("ascii")


def lines(effect: Effect, *, width: int, colour: bool = False, ascii_only: bool = False) -> tuple[str, ...]:
    """One effect by itself, as lines without newlines; nothing for those that are not shown.

    A sentence stands as a paragraph of its own here; use a Renderer to run sentences together.
    """
    renderer = Renderer(width=width, colour=colour, ascii_only=ascii_only)
    text = "".join((*renderer.show(effect), *renderer.end()))
    return tuple(text.strip("\n").split("\n")) if text.strip() else ()


def you(text: str, *, width: int, colour: bool = False, ascii_only: bool = False) -> tuple[str, ...]:
    """What the listener said, set off like the answers to it."""
    words = text if text.startswith("(") else f"you: {text}"
    return _barred(words, width, colour=colour, ascii_only=ascii_only, kind="quote")


class Renderer:
    """Turns effects into pieces of text to be written one after the other.

    `show` gives the pieces of an effect; `end` ends the paragraph that is being told, if any.
    """

    def __init__(self, *, width: int, colour: bool = False, ascii_only: bool = False) -> None:
        self._width = max(_NARROWEST, width)
        self._colour = colour
        self._ascii = ascii_only
        self._column = 0  # where the last story line ends; 0: no paragraph is open
        self._is_answered = True  # whether something has been said since the listener spoke
        self._is_blank = True  # whether the last line written is blank, or nothing was written

    def end(self) -> Iterator[str]:
        """Close the paragraph in play."""
        if self._column:
            self._column = 0
            self._is_blank = False
            yield "\n"

    def cut(self) -> Iterator[str]:
        """The sentence in play was broken off: close its line behind a dash."""
        if self._column:
            yield self._out(" —")
        yield from self.end()

    def said(self, text: str) -> Iterator[str]:
        """What the listener said; the answer follows without a blank line."""
        yield from self._block(
            you(text, width=self._width, colour=self._colour, ascii_only=self._ascii), is_spaced=True
        )
        self._is_answered = False

    def show(self, effect: Effect, *, shown: int | None = None) -> Iterator[str]:
        """The pieces of one effect; of a sentence no more than its first `shown` characters."""
        is_reply = not self._is_answered and not isinstance(effect, SayReturn)
        self._is_answered = True
        if isinstance(effect, SaySentence):
            yield from self._sentence(effect, shown)
            return
        if isinstance(effect, ChapterOpened):
            title = effect.title.strip() or f"Chapter {effect.number}"
            yield from self._block(
                [self._paint(self._out(line), "title") for line in self._fill(title)], is_spaced=True
            )
            note = _after_title(effect.spoken, title)
            if note:
                yield from self._block(self._barred(f"({note})"), is_spaced=False)
            yield from self._blank()
            return
        yield from self._block(
            talk_lines(effect, width=self._width, colour=self._colour, ascii_only=self._ascii),
            is_spaced=not is_reply,
        )

    def _sentence(self, effect: SaySentence, shown: int | None) -> Iterator[str]:
        if effect.starts_block or not self._column:
            yield from self.end()
            yield from self._blank()
        if effect.after_break:
            yield self._out((_ASCII_BREAK if self._ascii else _BREAK).center(self._width).rstrip()) + "\n\n"
        if effect.starts_line:
            yield from self.end()
        text = effect.sentence.text if shown is None else effect.sentence.text[:shown]
        indent = "    " if effect.kind in {BlockKind.VERSE, BlockKind.LETTER, BlockKind.QUOTE} else ""
        for number, row in enumerate(self._out(text).split("\n")):
            if number and self._column:
                yield "\n"
                self._column = 0
            for word in row.split():
                if self._column and self._column + 1 + len(word) > self._width:
                    yield "\n"
                    self._column = 0
                lead = " " if self._column else indent
                yield f"{lead}{word}"
                self._column += len(lead) + len(word)
        self._is_blank = False

    def _blank(self) -> Iterator[str]:
        if not self._is_blank:
            self._is_blank = True
            yield "\n"

    def _block(self, rows: tuple[str, ...] | list[str], *, is_spaced: bool) -> Iterator[str]:
        if not rows:
            return
        yield from self.end()
        if is_spaced:
            yield from self._blank()
        for row in rows:
            yield f"{row}\n"
        self._is_blank = False

    def _fill(self, text: str) -> list[str]:
        return textwrap.wrap(text, self._width) or [""]

    def _barred(self, text: str) -> tuple[str, ...]:
        return _barred(text, self._width, colour=self._colour, ascii_only=self._ascii)

    def _out(self, text: str) -> str:
        return plain_ascii(text) if self._ascii else text

    def _paint(self, text: str, kind: str) -> str:
        return f"{_COLOURS[kind]}{text}{_RESET}" if self._colour else text


def _after_title(spoken: str, title: str) -> str:
    """The announcement of notes in `ChapterOpened.spoken`, without the title before it."""
    return spoken.removeprefix(title).lstrip(". ").strip()


def talk_lines(
    effect: Effect, *, width: int, colour: bool = False, ascii_only: bool = False
) -> tuple[str, ...]:
    """What the teller says between the lines, barred; nothing for what is not said."""
    rows = [
        _barred(text, width, colour=colour, ascii_only=ascii_only, kind=kind) for kind, text in _talk(effect)
    ]
    return tuple(line for row in rows for line in row)


def _talk(effect: Effect) -> list[tuple[str, str]]:
    """(kind, text) of everything an effect says that is not the story."""
    if isinstance(effect, NoteKept):
        return [("quote", f"note: {effect.text}")]
    if isinstance(effect, ChapterFinished):
        return [("talk", f"({effect.spoken})")] if effect.spoken else []
    if not isinstance(effect, _SPOKEN):
        return []
    return [("talk", effect.spoken), *(("quote", text) for text in _beneath(effect))]


def _beneath(effect: Effect) -> list[str]:
    """What stands under the words said: quotations with their places, or the author's notes."""
    match effect:
        case SayAnswer(answer, spoken):
            return _cited(answer, spoken)
        case SayQuotation(quotation, _) if quotation is not None:
            return [_citation(quotation.text, quotation.at)]
        case ShowParatext(notes, _):
            paragraphs = (part.strip() for note in notes for part in note.text.split("\n"))
            return [f"  {part}" for part in paragraphs if part]
    return []


def _citation(quote: str, at: str) -> str:
    return f"— {set_off(quote)} ({at})"


def _cited(answer: Answer, spoken: str) -> list[str]:
    """Quotations with their places under an answer; the place alone of one that the answer is made of."""
    if answer.verdict is Verdict.NOT_TOLD:
        return []
    left = [item for item in answer.evidence if f"({item.at})" not in spoken]
    places = [item.at for item in left if item.quote in spoken]
    quotes = [_citation(item.quote, item.at) for item in left if item.quote not in spoken]
    return [f"— ({', '.join(places)})", *quotes] if places else quotes


def _barred(text: str, width: int, *, colour: bool, ascii_only: bool, kind: str = "talk") -> tuple[str, ...]:
    bar = _ASCII_BAR if ascii_only else _BAR
    clean = plain_ascii(text) if ascii_only else text
    lead = clean[: len(clean) - len(clean.lstrip())]
    follow = lead or ("  " if clean.startswith(("—", "--")) else "")
    wrapped = textwrap.wrap(
        clean.strip(), max(_NARROWEST, width) - len(bar), initial_indent=lead, subsequent_indent=follow
    )
    painted = [f"{_COLOURS[kind]}{row}{_RESET}" if colour else row for row in wrapped]
    return tuple(f"{bar}{row}" for row in painted)
