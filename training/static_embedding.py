"""Makes the static embedding: a row a word piece, learnt so that sums of rows point where the encoder points.

    python training/static_embedding.py --data DIR --books DIR --write [--work FOLDER]

1. Teacher: the shipped encoder's vectors of single word pieces and of sentences and questions.
2. Start: word pieces' vectors, principal components, weighted by how rare the word is in general English.
3. Fit: rows moved until a text's normalised sum has the teacher's neighbours (torch, Adam, seed fixed).
4. Eight bits a number, one scale a row.

Texts: FairytaleQA train stories and questions (a fifth of the stories, chosen by a hash of their names, is
left out for measuring), UD English-EWT train, GUM train, QAMR sentences, and Project Gutenberg novels
without any sentence of FairytaleQA's val stories. Needs: torch, numpy, and wellanyway with its encoder.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import re
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from shipping import WEIGHTS, Shipment
from wellanyway.models import encoder, frequencies
from wellanyway.reading.sentences import split

Array = NDArray[np.float32]

SEED = 7
DIMENSIONS = 160
SPECIAL = (0, 100, 101, 102, 103)
RARITY = 1e-4  # a word this common loses half its weight at the start
NOVEL_SENTENCES = 24_000
QAMR_SENTENCES = 3_000
TREEBANK_SENTENCES = 4_000


def is_held_out(story: str) -> bool:
    """Stories never trained on here, by a hash of their names: a fifth."""
    return zlib.crc32(story.encode()) % 5 == 0


def story_texts(data: Path, part: str, *, held_out: bool | None) -> list[str]:
    found: list[str] = []
    for file in sorted((data / f"fairytaleqa/section-stories/{part}").glob("*.csv")):
        if held_out is not None and is_held_out(file.stem.removesuffix("-story")) is not held_out:
            continue
        with file.open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                for paragraph in row["text"].split("\n"):
                    text = " ".join(paragraph.split())
                    found += [text[start:end] for start, end in split(text)]
    return found


def questions(data: Path) -> list[str]:
    found = []
    for file in sorted((data / "fairytaleqa/questions/train").glob("*.csv")):
        if not is_held_out(file.stem.removesuffix("-questions")):
            with file.open(newline="", encoding="utf-8") as lines:
                found += [row["question"].strip() for row in csv.DictReader(lines)]
    return found


def treebanks(data: Path) -> list[str]:
    files = [*(data / "ud_ewt").glob("*train*.conllu"), *(data / "gum_free").glob("*train*.conllu")]
    return [
        line[9:]
        for file in sorted(files)
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("# text = ")
    ]


def qamr(data: Path) -> list[str]:
    lines = (data / "qamr/wiki-sentences.tsv").read_text("utf-8").splitlines()
    joined = [line.split("\t")[1] for line in lines if "\t" in line]
    return [
        re.sub(r" ([.,;:?!%)]|'s\b|n't\b)", r"\1", text.replace("-LRB- ", "(").replace("-RRB-", ")"))
        for text in joined
    ]


def novels(books: Path, data: Path, count: int, chance: random.Random) -> list[str]:
    """Sentences of novels; the Arabian Nights and whatever stands in a val story left out."""
    barred = {"".join(text.lower().split()) for text in story_texts(data, "val", held_out=None)}
    found = []
    for file in sorted(books.glob("*.txt")):
        if "arabian" in file.name:
            continue
        paragraphs = re.split(r"\n\s*\n", file.read_text("utf-8", errors="replace"))[20:-60]
        for paragraph in chance.sample(paragraphs, min(len(paragraphs), 220)):
            text = " ".join(paragraph.split())
            found += [text[start:end] for start, end in split(text)]
    kept = [text for text in found if len(text) > 12 and "".join(text.lower().split()) not in barred]
    return chance.sample(kept, min(count, len(kept)))


def texts(data: Path, books: Path) -> list[str]:
    chance = random.Random(SEED)
    chosen = story_texts(data, "train", held_out=False) + questions(data)
    chosen += chance.sample(treebanks(data), TREEBANK_SENTENCES)
    chosen += chance.sample(qamr(data), QAMR_SENTENCES)
    chosen += novels(books, data, NOVEL_SENTENCES, chance)
    chosen = sorted({text for text in chosen if len(text) > 3})
    chance.shuffle(chosen)
    return chosen


def vocabulary() -> list[str]:
    words = json.loads((WEIGHTS / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return sorted(words, key=words.__getitem__)


def taught(folder: Path, data: Path, books: Path) -> tuple[list[str], Array, Array]:
    """Texts, the teacher's vectors of them, and of every word piece; kept in `folder` text by text."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = texts(data, books)
    wanted = [*chosen, *(piece.removeprefix("##") for piece in vocabulary())]
    known: dict[str, Array] = {}
    names, vectors = folder / "taught.json", folder / "taught.npy"
    if vectors.exists():
        known = dict(zip(json.loads(names.read_text("utf-8")), np.load(vectors), strict=True))
    missing = sorted(set(wanted) - known.keys())
    teacher, start = encoder(), time.time()
    for at in range(0, len(missing), 2000):
        some = missing[at : at + 2000]
        known.update(zip(some, teacher.embed(some), strict=True))
        print(f"{at + len(some):,} of {len(missing):,} texts, {time.time() - start:.0f} s", file=sys.stderr)
    np.save(vectors, np.stack(list(known.values())))
    names.write_text(json.dumps(list(known), ensure_ascii=False), "utf-8")
    rows = np.stack([known[text] for text in wanted])
    return chosen, rows[: len(chosen)], rows[len(chosen) :]


def start_rows(pieces: Array, dimensions: int) -> tuple[Array, Array]:
    """Rows before fitting, and the projection they were made with."""
    common = frequencies()
    chances = np.array(
        [10 ** (common.zipf(piece) - 9) if not piece.startswith("##") else 1e-6 for piece in vocabulary()]
    )
    centred = pieces - pieces.mean(0)
    basis = np.linalg.svd(centred, full_matrices=False)[2][:dimensions].T
    rows = (centred @ basis) * (RARITY / (RARITY + chances))[:, None]
    rows[list(SPECIAL)] = 0
    return rows.astype(np.float32), basis.astype(np.float32)


def tokenised(chosen: list[str]) -> list[list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_truncation()
    return [one.ids for one in tokenizer.encode_batch_fast(chosen, add_special_tokens=False)]


def fit(
    rows: Array,
    ids: list[list[int]],
    target: Array,
    *,
    epochs: int,
    rate: float,
    pull: float,
    sharpness: float,
) -> Array:
    """Rows whose sums rank a batch's texts as the teacher does, and stay near where they started."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # the same sums in the same order every time
    table = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(rows), mode="sum", freeze=False)
    begin = torch.tensor(rows)
    goal = torch.nn.functional.normalize(torch.tensor(target), dim=1)
    optimiser = torch.optim.Adam(table.parameters(), lr=rate)
    order = [index for index, one in enumerate(ids) if one]
    chance = random.Random(SEED)
    size = 512
    steps = epochs * (len(order) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    for epoch in range(epochs):
        chance.shuffle(order)
        lost = 0.0
        for at in range(0, len(order) - size + 1, size):
            batch = order[at : at + size]
            flat = torch.tensor([piece for index in batch for piece in ids[index]])
            counts = torch.tensor([0] + [len(ids[index]) for index in batch])
            ours = torch.nn.functional.normalize(table(flat, counts.cumsum(0)[:-1]), dim=1)
            theirs = goal[batch]
            mask = torch.eye(len(batch), dtype=torch.bool)
            near = (theirs @ theirs.T * sharpness).masked_fill(mask, -1e4)
            mine = (ours @ ours.T * sharpness).masked_fill(mask, -1e4)
            ranking = torch.nn.functional.kl_div(mine.log_softmax(1), near.softmax(1), reduction="batchmean")
            used = flat.unique()
            loss = ranking + pull * (table.weight[used] - begin[used]).square().sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            lost += float(ranking.detach())
        print(f"epoch {epoch + 1}: {lost / (len(order) // size):.4f}", file=sys.stderr)
    return table.weight.detach().numpy()


def packed(rows: Array) -> bytes:
    """int8 rows with a scale each, as the loader reads them."""
    rows = rows.copy()
    rows[list(SPECIAL)] = 0
    scales = np.maximum(np.abs(rows).max(1), 1e-9) / 127
    levels = np.rint(rows / scales[:, None]).astype(np.int8)
    held = io.BytesIO()
    np.savez(held, rows=levels, scales=scales.astype(np.float32))
    return held.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/static"))
    parser.add_argument("--dimensions", type=int, default=DIMENSIONS)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--pull", type=float, default=0.05)
    parser.add_argument("--sharpness", type=float, default=12.0)
    parser.add_argument("--output", type=Path, help="write the file there instead of into the package")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chosen, target, pieces = taught(options.work, options.data, options.books)
    rows, _ = start_rows(pieces, options.dimensions)
    if options.epochs:
        rows = fit(
            rows, tokenised(chosen), target,
            epochs=options.epochs, rate=options.rate, pull=options.pull, sharpness=options.sharpness,
        )  # fmt: skip
    content = packed(rows)
    print(f"{len(chosen):,} texts, {rows.shape[1]} dimensions, {len(content):,} bytes", file=sys.stderr)
    if options.output:
        options.output.write_bytes(content)
    if options.write:
        shipment = Shipment()
        shipment.add("static.npz", content, licence="Apache-2.0 AND CC-BY-SA-4.0", card="static.md")
        shipment.close()


if __name__ == "__main__":
    main()
