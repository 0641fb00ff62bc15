"""Runs the network in training as the reader runs it, and scores it on documents that it has not seen."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor

from coreference_score import CONLL, conll
from litbank import Document
from reader_data import OTHER, sample, spots
from reader_model import Model
from wellanyway.reading.referents import Frame, Links, Spot
from wellanyway.reading.wording import TYPES, head_of

Span = tuple[int, int, int]


def decode(i: Tensor, j: Tensor, scores: Tensor) -> list[Span]:
    """Spans (start, end, class) that score above none, best first, none crossing another."""
    best, kind = scores[:, 1:].max(1)
    margin = best - scores[:, 0]
    found: list[Span] = []
    for at in torch.argsort(margin, descending=True).tolist():
        if margin[at] <= 0:
            break
        a, b = int(i[at]), int(j[at]) + 1
        if all(not (a < s < b < e or s < a < e < b) for s, e, _ in found):
            found.append((a, b, int(kind[at]) + 1))
    return sorted(found)


def link(
    model: Model, document: Document, found: Sequence[Spot], of_words: tuple[Tensor, Tensor, Tensor]
) -> list[int]:
    """The number of each spot's entity; the speakers of quotations are given by the gold entities' latest mention."""
    first, last, mean = of_words
    links = Links(Frame(document.words, document.sentences))
    gold = {(m.start, m.end): m.entity for m in document.mentions}
    as_found: dict[int, int] = {}
    sums: dict[int, Tensor] = {}
    lasts: dict[int, Tensor] = {}
    numbers: list[int] = []
    vectors = model.linker.vectors(
        first,
        last,
        mean,
        torch.tensor([(s.start, s.end) for s in found]),
        torch.tensor([s.start + head_of(document.words[s.start : s.end]) for s in found]),
    )
    fresh_number = 0
    for given, v in zip(found, vectors, strict=True):
        spot = Spot(
            given.start,
            given.end,
            given.type,
            given.block,
            given.sentence,
            given.speech,
            as_found.get(given.speaker, -1),
            as_found.get(given.addressee, -1),
        )
        cue = links.cue(spot)
        referents, rows, fresh = links.candidates(cue)
        score = float(model.linker.new(v[None], torch.from_numpy(fresh)[None])[0])
        number = fresh_number
        if referents:
            means = torch.stack([sums[r.number] / r.count for r in referents])
            recent = torch.stack([lasts[r.number] for r in referents])
            scores = model.linker(v.expand(len(referents), -1), means, recent, torch.from_numpy(rows))
            if float(scores.max()) > score:
                number = referents[int(scores.argmax())].number
        fresh_number = max(fresh_number, number + 1)
        links.assign(cue, number)
        sums[number] = sums.get(number, torch.zeros_like(v)) + v
        lasts[number] = v
        numbers.append(number)
        entity = gold.get((spot.start, spot.end))
        if entity is not None:
            as_found[entity] = number
    return numbers


def clusters(found: Sequence[Spot], numbers: Sequence[int]) -> list[set[tuple[int, int]]]:
    made: dict[int, set[tuple[int, int]]] = {}
    for spot, number in zip(found, numbers, strict=True):
        made.setdefault(number, set()).add((spot.start, spot.end))
    return list(made.values())


def predicted(document: Document, spans: Sequence[Span]) -> list[Spot]:
    """Found spans as spots in the order they are linked, with the gold quotations."""
    types = ("", *TYPES, "")
    made = Document(
        document.name,
        document.words,
        document.sentences,
        document.blocks,
        document.entities,
        tuple(type(document.mentions[0])(a, b, 0, types[c]) for a, b, c in spans),
        document.events,
        document.quotes,
    )
    return spots(made, random.Random(0), 0.0)


def f1(right: int, found: int, gold: int) -> float:
    return round(2 * right / max(1, found + gold), 4)


@torch.no_grad()
def evaluate(
    model: Model, tokenizer: Tokenizer, documents: Sequence[Document], *, is_causal: bool = True
) -> dict[str, float]:
    """Entity, mention and event F1, and coreference with gold and with found mentions."""
    from reader import hidden

    model.eval()
    counts = dict.fromkeys(
        ("e_right", "e_found", "e_gold", "m_right", "m_found", "m_gold", "v_right", "v_found", "v_gold"), 0
    )
    of_gold, of_found = [], []
    for document in documents:
        one = sample(tokenizer, document, random.Random(0), 0.0)
        first, last, mean = hidden(model, one, is_causal=is_causal)
        i, j, _ = one.spans
        spans = decode(i, j, model.spans(first, last, mean, i, j))
        entities = {(a, b, TYPES[c - 1]) for a, b, c in spans if c != OTHER}
        counts["e_right"] += len(entities & document.entities)
        counts["e_found"] += len(entities)
        counts["e_gold"] += len(document.entities)
        gold_mentions = {(m.start, m.end) for m in document.mentions}
        counts["m_right"] += len({(a, b) for a, b, _ in spans} & gold_mentions)
        counts["m_found"] += len(spans)
        counts["m_gold"] += len(gold_mentions)
        events = set((model.events(mean)[:, 0] > 0).nonzero()[:, 0].tolist())
        counts["v_right"] += len(events & document.events)
        counts["v_found"] += len(events)
        counts["v_gold"] += len(document.events)
        truth: dict[int, set[tuple[int, int]]] = {}
        for m in document.mentions:
            truth.setdefault(m.entity, set()).add((m.start, m.end))
        gold_spots = spots(document, random.Random(0), 0.0)
        of_gold.append(
            (
                list(truth.values()),
                clusters(gold_spots, link(model, document, gold_spots, (first, last, mean))),
            )
        )
        found_spots = predicted(document, spans)
        of_found.append(
            (
                list(truth.values()),
                clusters(found_spots, link(model, document, found_spots, (first, last, mean))),
            )
        )
    return {
        "entities": f1(counts["e_right"], counts["e_found"], counts["e_gold"]),
        "mentions": f1(counts["m_right"], counts["m_found"], counts["m_gold"]),
        "events": f1(counts["v_right"], counts["v_found"], counts["v_gold"]),
        "coref_gold": round(sum((conll(*pair) for pair in of_gold), CONLL).mean, 4),
        "coref_found": round(sum((conll(*pair) for pair in of_found), CONLL).mean, 4),
    }
