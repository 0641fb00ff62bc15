"""LitBank as the reader's network is trained on it: segments, spans, events, and mentions with their candidates."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

sys.path[:0] = [str(Path(__file__).parent.parent / name) for name in ("src", "benchmarks")]

from litbank import Document, load, names  # noqa: E402
from reader_model import WIDEST, Batch  # noqa: E402
from wellanyway.reading.pieces import CLS, Layout, chunks, cut_words  # noqa: E402
from wellanyway.reading.referents import Frame, Links, Spot  # noqa: E402
from wellanyway.reading.wording import TYPES, head_of  # noqa: E402

__all__ = ["Sample", "Segments", "documents", "sample", "segments"]

_CLASS = {kind: i + 1 for i, kind in enumerate(TYPES)}
OTHER = 7


@dataclass
class Segments:
    """A document's pieces in segments; `firsts`, `lasts` are flat places of each word's first and last piece."""

    batch: Batch
    firsts: Tensor
    lasts: Tensor
    owner: Tensor  # flat piece places of all words, in order
    word_of: Tensor  # the word each of them belongs to


@dataclass
class Sample:
    """One document ready to be learned from."""

    name: str
    segments: Segments
    spans: tuple[Tensor, Tensor, Tensor]  # words i, j (inclusive), class
    events: Tensor
    mentions: Tensor  # (m, 2) words [i, j)
    heads: Tensor
    order: Tensor
    pair_mention: Tensor
    pair_mean: tuple[Tensor, Tensor, int]  # rows, columns of the referents' mentions
    pair_last: Tensor
    pair_features: Tensor
    new_features: Tensor
    gold: Tensor  # for each mention the index of its pair, -1 for new

    @classmethod
    def bare(cls, laid: Segments) -> Sample:
        """Segments alone, with nothing to be learned from them."""
        none = torch.zeros(0)
        return cls("", laid, (none, none, none), *([none] * 5), (none, none, 0), *([none] * 4))


def documents(data: Path, split: Path) -> list[Document]:
    return load(data, names(split, data))


def _speech(document: Document) -> list[bool]:
    flags = [False] * len(document.words)
    for quote in document.quotes:
        flags[quote.start : quote.end] = [True] * (quote.end - quote.start)
    return flags


def segments(tokenizer: Tokenizer, document: Document, speech: list[bool]) -> Segments:
    """The document laid out as the tagger lays it out at run time."""
    rows: list[list[tuple[int, int, int, int]]] = []
    firsts: list[tuple[int, int]] = []
    lasts: list[tuple[int, int]] = []
    owner: list[tuple[int, int]] = []
    word_of: list[int] = []
    layout = Layout()
    block_number = 0
    for block in document.blocks:
        words = document.words[block.first : block.last]
        pieces = cut_words(tokenizer, words, speech[block.first : block.last])
        begins = [start - block.first for start in block.sentences]
        for start, stop in chunks(pieces, begins):
            part = pieces.words(start, stop)
            layout, context = layout.place(part)
            if context is not None:
                block_number = 0
                rows.append(
                    [
                        (CLS, 0, 0, 0),
                        *(
                            (i, s, q, 0)
                            for i, s, q in zip(context.ids, context.shapes, context.speech, strict=True)
                        ),
                    ]
                )
            block_number += 1
            row, at = len(rows) - 1, len(rows[-1])
            rows[-1] += [
                (i, s, q, block_number) for i, s, q in zip(part.ids, part.shapes, part.speech, strict=True)
            ]
            for number in range(stop - start):
                a, b = part.firsts[number], part.firsts[number + 1]
                firsts.append((row, at + a))
                lasts.append((row, at + b - 1))
                owner += [(row, at + k) for k in range(a, b)]
                word_of += [len(firsts) - 1] * (b - a)
    time = max(map(len, rows))
    table = torch.zeros(len(rows), time, 4, dtype=torch.long)
    table[:, :, 3] = -1
    for i, row in enumerate(rows):
        table[i, : len(row)] = torch.tensor(row)

    def flat(places: list[tuple[int, int]]) -> Tensor:
        return torch.tensor([r * time + c for r, c in places])

    batch = Batch(table[..., 0], table[..., 1], table[..., 2], table[..., 3])
    return Segments(batch, flat(firsts), flat(lasts), flat(owner), torch.tensor(word_of))


def _spans(document: Document) -> tuple[Tensor, Tensor, Tensor]:
    gold = {(s, e - 1): _CLASS[kind] for s, e, kind in document.entities}
    for mention in document.mentions:
        gold.setdefault((mention.start, mention.end - 1), OTHER)
    i, j, c = [], [], []
    for block in document.blocks:
        bounds = [*block.sentences, block.last]
        for start, stop in pairwise(bounds):
            for a in range(start, stop):
                for b in range(a, min(stop, a + WIDEST)):
                    i.append(a)
                    j.append(b)
                    c.append(gold.get((a, b), 0))
    return torch.tensor(i), torch.tensor(j), torch.tensor(c)


def spots(document: Document, generator: random.Random, drop: float) -> list[Spot]:
    """The gold mentions in the order they are linked: a block's narration, then what is said in it."""
    quote_of: dict[int, int] = {}
    for number, quote in enumerate(document.quotes):
        for token in range(quote.start, quote.end):
            quote_of.setdefault(token, number)
    unknown = {number for number in range(len(document.quotes)) if generator.random() < drop}
    addressee: dict[int, int] = {}
    for number, quote in enumerate(document.quotes):
        for before in range(number - 1, max(-1, number - 4), -1):
            other = document.quotes[before]
            if quote.start - other.end > 120:
                break
            if other.speaker != quote.speaker:
                addressee[number] = other.speaker
                break
    ordinal = 0
    found: list[Spot] = []
    by_block: list[list[Any]] = [[] for _ in document.blocks]
    starts = [block.first for block in document.blocks]
    for mention in document.mentions:
        by_block[int(np.searchsorted(starts, mention.start, side="right")) - 1].append(mention)
    for number, block in enumerate(document.blocks):
        said = [m for m in by_block[number] if m.start in quote_of]
        told = [m for m in by_block[number] if m.start not in quote_of]
        for mention in (*told, *said):
            quote = quote_of.get(mention.start, -1)
            knows = quote >= 0 and quote not in unknown
            sentence = int(np.searchsorted(document.sentences, mention.start, side="right")) - 1
            found.append(
                Spot(
                    mention.start,
                    mention.end,
                    mention.type,
                    number,
                    sentence,
                    quote,
                    document.quotes[quote].speaker if knows else -1,
                    addressee.get(quote, -1) if knows else -1,
                    mention.entity,
                )
            )
        ordinal += len(block.sentences)
    return found


def sample(tokenizer: Tokenizer, document: Document, generator: random.Random, drop: float = 0.15) -> Sample:
    """A document ready to be learned from; `drop` is the share of quotations whose speaker is hidden."""
    speech = _speech(document)
    links = Links(Frame(document.words, document.sentences))
    mentions, heads, pair_mention, rows, columns, last, features, new, gold = (
        [],
        [],
        [],
        [],
        [],
        [],
        [],
        [],
        [],
    )
    history: dict[int, list[int]] = {}
    pair = 0
    for number, spot in enumerate(spots(document, generator, drop)):
        cue = links.cue(spot)
        referents, found, fresh = links.candidates(cue)
        words = document.words[spot.start : spot.end]
        mentions.append((spot.start, spot.end))
        heads.append(spot.start + head_of(words))
        answer = -1
        for referent in referents:
            if referent.number == spot.entity:
                answer = pair
            pair_mention.append(number)
            rows += [pair] * len(history[referent.number])
            columns += history[referent.number]
            last.append(history[referent.number][-1])
            pair += 1
        gold.append(answer)
        features.append(found)
        new.append(fresh)
        history.setdefault(spot.entity, []).append(number)
        links.assign(cue, spot.entity)
    return Sample(
        document.name,
        segments(tokenizer, document, speech),
        _spans(document),
        torch.tensor([float(at in document.events) for at in range(len(document.words))]),
        torch.tensor(mentions),
        torch.tensor(heads),
        torch.arange(len(mentions)),
        torch.tensor(pair_mention),
        (torch.tensor(rows), torch.tensor(columns), pair),
        torch.tensor(last),
        torch.from_numpy(np.concatenate(features)),
        torch.from_numpy(np.stack(new)),
        torch.tensor(gold),
    )
