"""LitBank as documents: its four layers over one row of tokens, cut into blocks a reader can be fed.

LitBank has tokens and sentences but no paragraphs and no spaces. Text is made by joining tokens as English is
printed; a straight mark leans on the words behind it where a sentence begins, on those before it where one ends, and
stands between spaces elsewhere, since nothing tells which way it looks. Blocks are guessed from the left alone: talk
begins a block and the narration behind talk too, but not behind talk after a dash, which nothing closes; and a block
that has grown long ends with its sentence. Spans are half-open token numbers of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wellanyway.reading.page import Token
from wellanyway.reading.window import Window
from wellanyway.story import Block, BlockKind, Sentence

__all__ = ["Document", "GoldMention", "GoldQuote", "LitBlock", "load", "names"]

_LONG = 90  # tokens: a block that has this many ends with its sentence
_CLOSERS = frozenset(
    ". , ; : ! ? ) ] } % 's 'S 'm 'd 'll 're 've n't N'T ’s ’S ’m ’d ’ll ’re ’ve n’t ” ’ ... … -- - — –".split()
)
_OPENERS = frozenset("( [ { “ ‘ £ $ -- - — –".split())
_STRAIGHT = frozenset({'"', "'"})
_DASHES = frozenset({"—", "--"})
_TALK = ("“", '"', "‘", "``", "—", "--")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Tokens `[start, end)` that mean `entity`; `type` is "" for a pronoun, which only coreference has."""

    start: int
    end: int
    entity: int
    type: str = ""


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Tokens `[start, end)` said by `speaker`: an entity's number, -1 where it is none of the coreference layer's."""

    start: int
    end: int
    speaker: int
    label: str


@dataclass(frozen=True, slots=True)
class LitBlock:
    """A block: tokens `[first, last)` of the document, their characters in `text`, sentence starts in tokens."""

    text: str
    first: int
    last: int
    tokens: tuple[Token, ...]
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One extract. `entities` are spans with their type, `mentions` those of coreference."""

    name: str
    words: tuple[str, ...]
    sentences: tuple[int, ...]  # first tokens
    blocks: tuple[LitBlock, ...]
    entities: frozenset[tuple[int, int, str]]
    mentions: tuple[GoldMention, ...]
    events: frozenset[int]
    quotes: tuple[GoldQuote, ...]

    def windows(self) -> Iterator[Window]:
        """The blocks as the reader's windows, in order."""
        ordinal = 0
        for number, block in enumerate(self.blocks):
            ends = [*(i - block.first for i in block.sentences[1:]), len(block.tokens)]
            starts = [i - block.first for i in block.sentences]
            sentences = []
            for start, end in zip(starts, ends, strict=True):
                left, right = block.tokens[start].start, block.tokens[end - 1].end
                sentences.append(
                    Sentence(ordinal, 0, ordinal + 1, number, left, right, block.text[left:right])
                )
                ordinal += 1
            yield Window(0, "", number, Block(BlockKind.PARAGRAPH, block.text), tuple(sentences))


def names(split: Path | None, data: Path) -> list[str]:
    """Names of the extracts in a split file (one a line), or of all there are."""
    if split is not None:
        return split.read_text("utf-8").split()
    return sorted(path.stem.removesuffix("_brat") for path in (data / "coref" / "conll").glob("*.conll"))


def load(data: Path, extracts: Iterable[str]) -> list[Document]:
    """The extracts of a LitBank folder. Raises OSError where a layer is missing."""
    return [_document(data, name) for name in extracts]


def _document(data: Path, name: str) -> Document:
    words, sentences, mentions = _coreference(data / "coref" / "conll" / f"{name}_brat.conll")
    entities = _entities(data / "entities" / "tsv" / f"{name}_brat.tsv")
    types = {(start, end): kind for start, end, kind in entities}
    events = _events(data / "events" / "tsv" / f"{name}_brat.tsv")
    quotes, labels = _quotes(data / "quotations" / "tsv" / f"{name}_brat.ann", sentences)
    return Document(
        name,
        tuple(words),
        tuple(sentences),
        tuple(_blocks(words, sentences)),
        frozenset(entities),
        tuple(GoldMention(s, e, who, types.get((s, e), "")) for s, e, who in mentions),
        frozenset(events),
        tuple(
            GoldQuote(start, end, _entity(labels.get(key, "")), labels.get(key, ""))
            for key, start, end in quotes
        ),
    )


def _entity(label: str) -> int:
    number = label.rpartition("-")[2]
    return int(number) if number.isdigit() else -1


def _coreference(path: Path) -> tuple[list[str], list[int], list[tuple[int, int, int]]]:
    words: list[str] = []
    sentences: list[int] = []
    mentions: list[tuple[int, int, int]] = []
    opened: dict[int, list[int]] = {}
    begins = True
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) < 4:
            begins = True
            continue
        if begins:
            sentences.append(len(words))
            begins = False
        at = len(words)
        words.append(fields[3])
        for part in fields[-1].split("|") if fields[-1] else fields[-2].split("|"):
            match = re.fullmatch(r"(\()?(\d+)(\))?", part)
            if match is None:
                continue
            number = int(match[2])
            if match[1]:
                opened.setdefault(number, []).append(at)
            if match[3]:
                mentions.append((opened[number].pop(), at + 1, number))
    return words, sentences, sorted(mentions)


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]


def _entities(path: Path) -> list[tuple[int, int, str]]:
    rows = _rows(path)
    found = []
    for layer in range(1, max(len(row) for row in rows)):
        start, kind = -1, ""
        for at in range(len(rows) + 1):
            tag = rows[at][layer] if at < len(rows) and layer < len(rows[at]) else "O"
            if start >= 0 and not (tag.startswith("I-") and tag[2:] == kind):
                found.append((start, at, kind))
                start = -1
            if tag.startswith("B-"):
                start, kind = at, tag[2:]
    return found


def _events(path: Path) -> list[int]:
    return [at for at, row in enumerate(_rows(path)) if row[1] == "EVENT"]


def _quotes(path: Path, sentences: Sequence[int]) -> tuple[list[tuple[str, int, int]], dict[str, str]]:
    quotes: list[tuple[str, int, int]] = []
    labels: dict[str, str] = {}
    for row in _rows(path):
        if row[0] == "QUOTE":
            a, i, b, j = map(int, row[2:6])
            quotes.append((row[1], sentences[a] + i, sentences[b] + j + 1))
        elif row[0] == "ATTRIB":
            labels[row[1]] = row[2]
    return sorted(quotes, key=lambda quote: quote[1]), labels


def _blocks(words: Sequence[str], sentences: Sequence[int]) -> Iterator[LitBlock]:
    first: list[int] = []
    talk = False
    doubles = singles = 0
    for start in sentences:
        word = words[start]
        is_talk = word.startswith(_TALK) or word == "'"
        doubles += word == '"'
        singles += word == "'"
        behind = first and not word[:1].islower() and not _is_open(words, first[0], start)
        is_dashed = any(words[at] in _DASHES for at in first)
        length = start - first[0] if first else 0
        ends = is_talk or (not is_dashed and (length >= _LONG or talk))
        if (behind and ends) or length >= 3 * _LONG:  # "he cried" belongs to what was cried
            yield _block(words, first, start)
            first = []
            talk = False
        # Talk in straight single marks cannot be seen to end.
        talk = talk or (is_talk and (word != "'" or doubles >= singles))
        first.append(start)
    if first:
        yield _block(words, first, len(words))


def _is_open(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a quotation begun in these tokens goes on behind them."""
    straight = sum(word == '"' for word in words[start:end]) % 2 == 1
    return straight or any(
        sum(word == opening for word in words[start:end]) > sum(word == closing for word in words[start:end])
        for opening, closing in ("“”", "‘’")
    )


def _block(words: Sequence[str], first: Sequence[int], last: int) -> LitBlock:
    text = ""
    tokens = []
    glued = True
    bounds = {*first, last}
    for at in range(first[0], last):
        word = words[at]
        closes = word in _CLOSERS
        opens = word in _OPENERS
        if word in _STRAIGHT:
            opens = at in bounds and at + 1 not in bounds
            closes = at not in bounds and at + 1 in bounds
            glued = glued and closes
        if text and not glued and not closes:
            text += " "
        tokens.append(Token(len(text), len(text) + len(word)))
        text += word
        glued = opens
    return LitBlock(text, first[0], last, tuple(tokens), tuple(first))
