"""Makes the static embedding: a row a word piece, learnt so that sums of rows point where the encoder points.

    python training/static_embedding.py --data DIR --books DIR --write [--work FOLDER]

1. Teacher: the shipped encoder's vectors of single word pieces and of sentences and questions.
2. Start: word pieces' vectors, principal components, weighted by how rare the word is in general English.
3. Fit: rows moved until a text's normalised sum has the teacher's neighbours and a question is near the
   sentence that answers it (torch, Adam, seed fixed).
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
from collections.abc import Iterator
from dataclasses import dataclass
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
QAMR_PAIRS = 6_000
BATCH = 512


@dataclass(frozen=True)
class Settings:
    """How the fit is made."""

    epochs: int = 5
    rate: float = 0.01
    pull: float = 0.05  # towards where a row started
    sharpness: float = 20.0  # of the teacher's neighbourhoods
    asking: float = 0.3  # weight of questions and their sentences


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


def _plain(text: str) -> str:
    text = text.replace("-LRB- ", "(").replace("-RRB-", ")").replace("`` ", '"').replace(" ''", '"')
    return re.sub(r" ([.,;:?!%)]|'s\b|n't\b)", r"\1", text)


def qamr(data: Path) -> list[str]:
    lines = (data / "qamr/wiki-sentences.tsv").read_text("utf-8").splitlines()
    return [_plain(line.split("\t")[1]) for line in lines if "\t" in line]


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


@dataclass(frozen=True)
class Pair:
    """A question and a sentence that answers it, as token ids; `story` keeps hard negatives together."""

    story: str
    question: list[int]
    sentence: list[int]


def pairs(data: Path, chance: random.Random) -> list[Pair]:
    """FairytaleQA train questions with the sentence that holds most of the answer; QAMR's with theirs."""
    found: list[tuple[str, str, str]] = []
    for file in sorted((data / "fairytaleqa/questions/train").glob("*.csv")):
        story = file.stem.removesuffix("-questions")
        if is_held_out(story):
            continue
        sections = _sections(data, story)
        with file.open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                near = [
                    one for part in row["cor_section"].split(",") for one in sections.get(part.strip(), [])
                ]
                best = _answering(row["answer1"], near)
                if best:
                    found.append((story, row["question"].strip(), best))
    known = dict(
        line.split("\t")[:2] for line in (data / "qamr/wiki-sentences.tsv").read_text("utf-8").splitlines()
    )
    asked = [
        (columns[0].rsplit(":", 2)[0], columns[5], _plain(known[columns[0]]))
        for name in ("dev", "test")
        for columns in (
            line.split("\t") for line in (data / f"qamr/filtered/{name}.tsv").read_text("utf-8").splitlines()
        )
        if columns[0] in known
    ]
    found += chance.sample(asked, QAMR_PAIRS)
    questions = tokenised([question for _, question, _ in found])
    sentences = tokenised([sentence for _, _, sentence in found])
    return [
        Pair(one[0], *two) for one, two in zip(found, zip(questions, sentences, strict=True), strict=True)
    ]


def _sections(data: Path, story: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with (data / f"fairytaleqa/section-stories/train/{story}-story.csv").open(
        newline="", encoding="utf-8"
    ) as lines:
        for row in csv.DictReader(lines):
            texts = [" ".join(paragraph.split()) for paragraph in row["text"].split("\n")]
            found[row["section"].strip()] = [text[start:end] for text in texts for start, end in split(text)]
    return found


def _answering(answer: str, near: list[str]) -> str | None:
    """The sentence with most of the answer's rarer words, if it has half of them."""
    common = frequencies()
    wanted = {word for word in re.findall(r"[^\W_]+", answer.lower()) if common.zipf(word) < 6.2}
    if not wanted or not near:
        return None
    best = max(near, key=lambda text: len(wanted & set(re.findall(r"[^\W_]+", text.lower()))))
    return best if 2 * len(wanted & set(re.findall(r"[^\W_]+", best.lower()))) >= len(wanted) else None


def fit(rows: Array, ids: list[list[int]], target: Array, asked: list[Pair], settings: Settings) -> Array:
    """Rows whose sums rank a batch's texts as the teacher does, bring a question near the sentence that
    answers it, and stay near where they started."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # the same sums in the same order every time
    table = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(rows), mode="sum", freeze=False)
    begin = torch.tensor(rows)
    goal = torch.nn.functional.normalize(torch.tensor(target), dim=1)
    optimiser = torch.optim.Adam(table.parameters(), lr=settings.rate)
    order = [index for index, one in enumerate(ids) if one]
    chance = random.Random(SEED)
    batches = len(order) // BATCH
    steps = settings.epochs * batches
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, settings.rate, total_steps=steps, pct_start=0.1)
    questions = _endless(asked, chance)

    def vectors(some: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        flat = torch.tensor([piece for one in some for piece in one])
        starts = torch.tensor([0, *(len(one) for one in some)]).cumsum(0)[:-1]
        return torch.nn.functional.normalize(table(flat, starts), dim=1), flat

    for epoch in range(settings.epochs):
        chance.shuffle(order)
        lost = [0.0, 0.0]
        for number in range(batches):
            batch = order[number * BATCH : (number + 1) * BATCH]
            ours, flat = vectors([ids[index] for index in batch])
            ranking = ranking_loss(ours, goal[batch], settings.sharpness)
            some = [next(questions) for _ in range(BATCH // 2)]
            near = answering_loss(
                vectors([one.question for one in some])[0], vectors([one.sentence for one in some])[0], some
            )
            used = flat.unique()
            kept = (table.weight[used] - begin[used]).square().sum(1).mean()
            optimiser.zero_grad()
            (ranking + settings.asking * near + settings.pull * kept).backward()
            optimiser.step()
            schedule.step()
            lost = [lost[0] + float(ranking.detach()), lost[1] + float(near.detach())]
        print(
            f"epoch {epoch + 1}: {lost[0] / batches:.4f} {lost[1] / batches:.4f}", file=sys.stderr, flush=True
        )
    weight: Array = table.weight.detach().numpy()
    return weight


def ranking_loss(ours: torch.Tensor, theirs: torch.Tensor, sharpness: float) -> torch.Tensor:
    """How far our neighbours in the batch are from the teacher's."""
    mask = torch.eye(len(ours), dtype=torch.bool)
    near = (theirs @ theirs.T * sharpness).masked_fill(mask, -1e4)
    mine = (ours @ ours.T * sharpness).masked_fill(mask, -1e4)
    return torch.nn.functional.kl_div(mine.log_softmax(1), near.softmax(1), reduction="batchmean")


def answering_loss(questions: torch.Tensor, sentences: torch.Tensor, some: list[Pair]) -> torch.Tensor:
    """How far each question is from choosing its own sentence among the batch's."""
    same = torch.tensor([[one.sentence == other.sentence for other in some] for one in some])
    scores = (questions @ sentences.T * 20.0).masked_fill(
        same & ~torch.eye(len(some), dtype=torch.bool), -1e4
    )
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(some)))


def _endless(asked: list[Pair], chance: random.Random) -> Iterator[Pair]:
    """Pairs, those of a story next to each other, stories in a new order each time round."""
    stories: dict[str, list[Pair]] = {}
    for one in asked:
        stories.setdefault(one.story, []).append(one)
    while True:
        names = list(stories)
        chance.shuffle(names)
        for name in names:
            yield from chance.sample(stories[name], len(stories[name]))


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
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--asking", type=float, default=Settings.asking)
    parser.add_argument("--output", type=Path, help="write the file there instead of into the package")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chosen, target, pieces = taught(options.work, options.data, options.books)
    rows, _ = start_rows(pieces, options.dimensions)
    if options.epochs:
        settings = Settings(epochs=options.epochs, asking=options.asking)
        rows = fit(rows, tokenised(chosen), target, pairs(options.data, random.Random(SEED)), settings)
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
