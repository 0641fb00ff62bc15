"""First-stage retrieval: how often the sentence that answers is among the candidates.

python benchmarks/static_embedding.py --data DIR [--weights FILE]... [--no-transformer]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
import time
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wellanyway.models import encoder, frequencies, static_embedding, weights_folder
from wellanyway.models.static import StaticEmbedding
from wellanyway.reading.sentences import split

PROTOCOL = (
    "FairytaleQA train questions of the stories that training/static_embedding.py leaves out (a fifth, by a hash of "
    "their names). Answering sentences: those of the answer's section(s) that hold the most content words of the first "
    "answer, at least half of them; a question counts if there is one. recall@k: one of them is among the first k of "
    "the story's sentences (story) or of all these stories' sentences (all). lexical: BM25 (k1 1.2, b 0.5, length 20 "
    "fixed) with idf from general English. union: the first k/2 of lexical and the first k/2 of dense. fused: reciprocal rank sum. "
    "Questions are not used to choose anything but dimensions and epochs."
)
DEPTHS = (10, 20, 60)
SMALL = frozenset(
    """a an the and or but of to in on at by for from with as is are was were be been being he she it they them him her
    his its their i you we my your our me us this that these those who whom what which when where why how do does did
    not no so if then than there here had has have will would could should can may might must up out into over after
    before because about""".split()
)
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    story: int
    answering: frozenset[int]  # ordinals over all stories


def is_held_out(story: str) -> bool:
    return zlib.crc32(story.encode()) % 5 == 0


def words(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"[^\W_]+", text.lower()) if word not in SMALL]


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def load(data: Path) -> tuple[list[str], list[tuple[int, int]], list[Question]]:
    """All sentences, each story's range in them, and the questions that count."""
    sentences: list[str] = []
    ranges: list[tuple[int, int]] = []
    asked: list[Question] = []
    for file in sorted((data / "fairytaleqa/section-stories/train").glob("*-story.csv")):
        name = file.name.removesuffix("-story.csv")
        if not is_held_out(name):
            continue
        first = len(sentences)
        sections: dict[str, list[int]] = defaultdict(list)
        with file.open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                for paragraph in row["text"].split("\n"):
                    text = " ".join(paragraph.split())
                    for start, end in split(text):
                        sections[row["section"].strip()].append(len(sentences))
                        sentences.append(text[start:end])
        ranges.append((first, len(sentences)))
        with (data / f"fairytaleqa/questions/train/{name}-questions.csv").open(
            newline="", encoding="utf-8"
        ) as lines:
            for row in csv.DictReader(lines):
                near = [one for part in row["cor_section"].split(",") for one in sections[part.strip()]]
                answering = _answering(row["answer1"], near, sentences)
                if answering:
                    asked.append(Question(row["question"], len(ranges) - 1, answering))
    return sentences, ranges, asked


def _answering(answer: str, near: list[int], sentences: list[str]) -> frozenset[int]:
    wanted = set(words(answer))
    overlaps = {one: len(wanted & set(words(sentences[one]))) for one in near}
    best = max(overlaps.values(), default=0)
    if not wanted or best * 2 < len(wanted):
        return frozenset()
    return frozenset(one for one, overlap in overlaps.items() if overlap == best)


class Lexical:
    """BM25 without a statistic of the stories."""

    def __init__(self, sentences: list[str]) -> None:
        self.size = len(sentences)
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self.common = frequencies()
        for index, sentence in enumerate(sentences):
            found = words(sentence)
            norm = 1.2 * (0.5 + 0.5 * len(found) / 10)
            for word, count in Counter(found).items():
                self.postings[word].append((index, count * 2.2 / (count + norm)))

    def scores(self, question: str) -> Vectors:
        total = np.zeros(self.size, np.float32)
        for raw in set(re.findall(r"[^\W_]+", question.lower())) - SMALL:
            for index, weight in self.postings.get(_stem(raw), ()):
                total[index] += weight * self.common.idf(raw)
        return total


def ranked(scores: Vectors, first: int, last: int) -> NDArray[np.int64]:
    """Ordinals, best first, ties by place."""
    return np.argsort(-scores[first:last], kind="stable")[: max(DEPTHS) * 4] + first


def recalls(orders: dict[str, list[NDArray[np.int64]]], asked: list[Question]) -> dict[str, dict[str, float]]:
    figures: dict[str, dict[str, float]] = {}
    for name, rows in orders.items():
        figures[name] = {f"recall@{k}": _share(rows, asked, k) for k in DEPTHS}
    for name in [name for name in orders if name != "lexical"]:
        for k in DEPTHS:
            pairs = zip(orders["lexical"], orders[name], strict=True)
            both = [np.concatenate([one[: k // 2], two[: k // 2]]) for one, two in pairs]
            figures.setdefault(f"lexical+{name} union", {})[f"recall@{k}"] = _share(both, asked, k)
        fused = [_fused(one, two) for one, two in zip(orders["lexical"], orders[name], strict=True)]
        figures[f"lexical+{name} fused"] = {f"recall@{k}": _share(fused, asked, k) for k in DEPTHS}
    return figures


def _share(rows: list[NDArray[np.int64]], asked: list[Question], k: int) -> float:
    hits = [
        bool(question.answering & set(row[:k].tolist())) for row, question in zip(rows, asked, strict=True)
    ]
    return round(sum(hits) / len(hits), 4)


def _fused(one: NDArray[np.int64], two: NDArray[np.int64]) -> NDArray[np.int64]:
    total: dict[int, float] = defaultdict(float)
    for order in (one, two):
        for rank, ordinal in enumerate(order.tolist()):
            total[ordinal] += 1 / (60 + rank)
    return np.array(sorted(total, key=lambda ordinal: (-total[ordinal], ordinal)))


def speed(embedding: StaticEmbedding, sentences: list[str]) -> dict[str, float]:
    """Seconds for a million words of these sentences, over and over."""
    count = sum(sentence.count(" ") + 1 for sentence in sentences)
    start = time.perf_counter()
    embedding.quantised(sentences)
    return {
        "seconds_per_1000000_words": round((time.perf_counter() - start) / count * 1e6, 2),
        "words": count,
    }


def main() -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # one core
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs="*", default=[], help="other tables, to compare")
    parser.add_argument("--no-transformer", action="store_true")
    options = parser.parse_args()
    sentences, ranges, asked = load(options.data)
    print(f"{len(sentences):,} sentences, {len(asked):,} questions", file=sys.stderr)
    tables = {"static": static_embedding()}
    for path in options.weights:
        tables[path.stem] = StaticEmbedding.load(path, weights_folder() / "tokenizer.json")
    texts = [question.text for question in asked]
    spaces = {name: (table.embed(sentences), table.embed(texts)) for name, table in tables.items()}
    if not options.no_transformer:
        spaces["transformer"] = (encoder().embed(sentences), encoder().embed(texts))
    lexical = Lexical(sentences)
    words_found = [lexical.scores(text) for text in texts]
    scopes: dict[str, dict[str, dict[str, float]]] = {}
    for scope in ("story", "all"):
        orders: dict[str, list[NDArray[np.int64]]] = {"lexical": []}
        for number, question in enumerate(asked):
            first, last = ranges[question.story] if scope == "story" else (0, len(sentences))
            orders["lexical"].append(ranked(words_found[number], first, last))
            for name, (rows, vectors) in spaces.items():
                orders.setdefault(name, []).append(ranked(rows @ vectors[number], first, last))
        scopes[scope] = recalls(orders, asked)
    print(
        json.dumps(
            {
                "benchmark": "static_embedding",
                "sentences": len(sentences),
                "stories": len(ranges),
                "questions": len(asked),
                "dimensions": tables["static"].dimensions,
                **scopes,
                "speed": speed(tables["static"], sentences * 3),
                "protocol": PROTOCOL,
                "command": "python benchmarks/static_embedding.py --data DIR",
                "cores": os.cpu_count(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
