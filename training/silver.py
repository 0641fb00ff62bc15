"""Labels stretches of novels with trained networks, for another to learn from: spans and events with their odds.

    python training/silver.py --books NOVELS --out FILE --stretches 320 CHECKPOINT [CHECKPOINT ...]

The networks' scores are averaged. Novels that LitBank's dev and test extracts come from are left out, and so are
extracts' own beginnings. Seeded. Needs what `reader.py` needs.
"""

from __future__ import annotations

import argparse
import random
import re
from itertools import pairwise
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from litbank import Document, LitBlock
from reader import SPLITS, TOKENIZER, hidden  # puts the benchmarks on the path
from reader_data import Sample, segments
from reader_model import WIDEST, Encoder, Model
from wellanyway.importers import open_book
from wellanyway.reading.linking import FEATURES, NEW_FEATURES
from wellanyway.reading.page import Page
from wellanyway.reading.quotations import Quotations
from wellanyway.reading.sentences import divide
from wellanyway.reading.tokens import tokenise
from wellanyway.reading.window import cut
from wellanyway.story import Chapter

WORDS = 1_500
SKIPPED = 4_000  # words at the beginning of a novel, where an extract may lie


def held_back() -> set[str]:
    return {
        n.split("_")[0]
        for split in ("dev", "test")
        for n in (SPLITS / f"litbank-{split}.txt").read_text().split()
    }


def stretches(path: Path) -> list[tuple[Document, list[bool]]]:
    """The novel in stretches of about `WORDS` words, whole paragraphs, with the words that stand in quotations."""
    source = open_book(path)
    found: list[tuple[Document, list[bool]]] = []
    seen = 0
    stage, state = Quotations(), Quotations().start()
    words: list[str] = []
    blocks: list[LitBlock] = []
    sentences: list[int] = []
    speech: list[bool] = []
    for number, chapter in enumerate(source.chapters()):
        divided: Chapter = divide(chapter)
        for window in cut(divided, number, 0, len(divided.sentences)):
            page = Page(window, "silver")
            page.tokens = tokenise(page.text)
            state = stage.read(page, state)
            if not page.tokens:
                continue
            seen += len(page.tokens)
            if seen < SKIPPED:
                continue
            first = len(words)
            starts = sorted(
                {next((i for i, t in enumerate(page.tokens) if t.start >= s), 0) for s in page.starts}
            )
            words += [page.word(i) for i in range(len(page.tokens))]
            speech += [any(s.start <= t.start < s.end for s in page.speeches) for t in page.tokens]
            sentences += [first + s for s in starts]
            blocks.append(
                LitBlock(page.text, first, len(words), tuple(page.tokens), tuple(first + s for s in starts))
            )
            if len(words) >= WORDS:
                found.append(
                    (
                        Document(
                            path.stem,
                            tuple(words),
                            tuple(sentences),
                            tuple(blocks),
                            frozenset(),
                            (),
                            frozenset(),
                            (),
                        ),
                        speech,
                    )
                )
                words, blocks, sentences, speech = [], [], [], []
    source.close()
    return found


def spans_of(document: Document) -> tuple[torch.Tensor, torch.Tensor]:
    i, j = [], []
    for block in document.blocks:
        bounds = [*block.sentences, block.last]
        for start, stop in pairwise(bounds):
            for a in range(start, stop):
                for b in range(a, min(stop, a + WIDEST)):
                    i.append(a)
                    j.append(b)
    return torch.tensor(i), torch.tensor(j)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stretches", type=int, default=320)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    generator = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    teachers = []
    for checkpoint in args.checkpoints:
        model = Model(Encoder.base(args.base), FEATURES, NEW_FEATURES)
        model.load_state_dict(torch.load(checkpoint, weights_only=False)["model"])
        teachers.append(model.eval())
    novels = [p for p in sorted(args.books.glob("*.txt")) if re.match(r"\d+", p.stem)[0] not in held_back()]  # type: ignore[index]
    each = -(-args.stretches // len(novels))
    made = []
    for novel in novels:
        there = stretches(novel)
        for document, speech in generator.sample(there, min(each, len(there))):
            laid = segments(tokenizer, document, speech)
            i, j = spans_of(document)
            one = Sample.bare(laid)
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                scores, events = 0.0, 0.0
                for teacher in teachers:
                    with torch.autocast("cpu", torch.bfloat16):
                        x = teacher.encoder(laid.batch).float()
                    with torch.autocast("cpu", enabled=False):
                        first, last, mean = hidden(teacher, one, x=x)
                        scores = scores + functional.softmax(teacher.spans(first, last, mean, i, j), 1) / len(
                            teachers
                        )
                        events = events + torch.sigmoid(teacher.events(mean)[:, 0]) / len(teachers)
            likely = (scores[:, 0] < 0.98).nonzero()[:, 0]
            made.append((laid, i, j, likely, scores[likely].half(), events.half()))
        print(novel.stem, len(made), flush=True)
    torch.save(made, args.out)


if __name__ == "__main__":
    main()
