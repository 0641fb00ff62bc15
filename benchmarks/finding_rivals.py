"""Finding compared with what a user would otherwise use: SQLite FTS5, LanceDB and Chroma with a position filter.

    python benchmarks/finding_rivals.py --data DIR --split val [--stories N] [--words N]

LanceDB and Chroma are no dependencies of the package: whichever is not installed is left out, and the result says so.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from fairytaleqa_retrieval import Way, score
from fairytales import stories
from made_novel import MadeReader, chapters
from wellanyway.asking.finding.ranking import rank
from wellanyway.asking.mind import StoryMind
from wellanyway.asking.understanding.question import understand
from wellanyway.memory.log import WorkMemory
from wellanyway.models import encoder
from wellanyway.reading.stems import STOPWORDS, words
from wellanyway.story import InMemoryWork
from wellanyway.told import Told

PROTOCOL = (
    "hit rates: FairytaleQA, every question of the split, each story a text; told to the end of the answer's last section. "
    "The passages are the sentences told. FTS5: bm25 over any of the question's content words, porter stemming; LanceDB and "
    "Chroma: nearest vectors by cosine, filtered by position; the vectors are those of the encoder that ours runs on a few "
    "sentences a question, made for all sentences beforehand (rivals_prepare_s, not counted in their latency). bm25 knows how "
    "rare words are in the text to come. half_at_k, section_at_k: as in fairytaleqa_retrieval. ms: one question inside a "
    "running process, one thread, the question's embedding counted; at `words` words told of a made-up novel with its facts, "
    "where the rivals' vectors are random ones (they cost the same). p50 and p95."
)
_K = 3
_ASKED = 60  # questions timed with many words told


class Rival(Protocol):
    """Passages with their places; finds the best of those before a place."""

    def search(self, question: str, told_to: int) -> list[int]: ...


class Fts5:
    """SQLite's full text search."""

    def __init__(self, texts: Sequence[str], _vectors: NDArray[np.float32], _folder: Path) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
        self._db.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", enumerate(texts))

    def search(self, question: str, told_to: int) -> list[int]:
        wanted = dict.fromkeys(word.replace("'", " ") for word in words(question) if word not in STOPWORDS)
        if not wanted:
            return []
        match = " OR ".join(f'"{word}"' for word in wanted)
        found = self._db.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? AND rowid < ? ORDER BY bm25(passages), rowid LIMIT ?",
            (match, told_to, _K),
        )
        return [row for (row,) in found]


class LanceDb:
    """LanceDB: exact nearest neighbours, filtered before the search."""

    def __init__(self, texts: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
        import lancedb  # type: ignore[import-not-found,unused-ignore]

        rows = [
            {"vector": vector, "at": at, "text": text}
            for at, (vector, text) in enumerate(zip(vectors, texts, strict=True))
        ]
        self._table: Any = lancedb.connect(folder / "lance").create_table("passages", rows, mode="overwrite")

    def search(self, question: str, told_to: int) -> list[int]:
        asked = encoder().embed([question])[0]
        query = self._table.search(asked).distance_type("cosine").where(f"at < {told_to}", prefilter=True)
        return [int(row["at"]) for row in query.select(["at", "_distance"]).limit(_K).to_list()]


class Chroma:
    """Chroma: its graph of near neighbours, filtered by metadata."""

    _TOGETHER = 5_000  # rows added at once

    def __init__(self, texts: Sequence[str], vectors: NDArray[np.float32], _folder: Path) -> None:
        import chromadb  # type: ignore[import-not-found,unused-ignore]

        client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))
        name = "passages"
        if name in {one.name for one in client.list_collections()}:
            client.delete_collection(name)
        self._passages: Any = client.create_collection(
            name, metadata={"hnsw:space": "cosine"}, embedding_function=None
        )
        for start in range(0, len(texts), self._TOGETHER):
            part = range(start, min(len(texts), start + self._TOGETHER))
            self._passages.add(
                ids=[str(at) for at in part],
                embeddings=vectors[part.start : part.stop],
                metadatas=[{"at": at} for at in part],
            )

    def search(self, question: str, told_to: int) -> list[int]:
        asked = encoder().embed([question])
        found = self._passages.query(
            query_embeddings=asked, n_results=_K, where={"at": {"$lt": told_to}}, include=[]
        )
        return [int(one) for one in found["ids"][0]]


RIVALS: dict[str, tuple[str | None, Any]] = {
    "fts5": (None, Fts5),
    "lancedb": ("lancedb", LanceDb),
    "chroma": ("chromadb", Chroma),
}


def ours(told: Told, question: str) -> list[int]:
    asked = understand(question)
    return rank(told, asked).ordinals[:_K].tolist() if asked.terms else []


def hit_rates(options: argparse.Namespace, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """All on the same passages, story by story."""
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    prepared = 0.0
    for number, story in enumerate(stories(options.data, options.split)):
        if options.stories and number >= options.stories:
            break
        print(f"{number} {story.name}", file=sys.stderr, flush=True)
        work = InMemoryWork(story.chapters)
        memory = WorkMemory(work)
        begun = time.perf_counter()
        vectors = encoder().embed(story.sentences)
        prepared += time.perf_counter() - begun
        with tempfile.TemporaryDirectory() as folder:
            rivals = {name: RIVALS[name][1](story.sentences, vectors, Path(folder)) for name in names}
            for entry in story.questions:
                told = Told(work, entry.told_to, memory=memory, mind=StoryMind())
                told.chronicle()
                rows["ours"].append(score(told, story, entry, ours))
                for name, rival in rivals.items():
                    rows[name].append(score(told, story, entry, _way(rival)))
    figures = {
        name: {
            key: round(statistics.fmean(row[key] for row in found), 3)
            for key in ("half_at_1", "half_at_3", "section_at_1", "section_at_3")
        }
        | {"ms_p50": round(statistics.median(row["ms"] for row in found), 1)}
        for name, found in rows.items()
    }
    return {**figures, "prepare": {"questions": len(rows["ours"]), "rivals_prepare_s": round(prepared, 1)}}


def latencies(options: argparse.Namespace, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """All with many words told."""
    work = InMemoryWork(list(chapters(options.words, seed=options.seed)))
    size = work.size()
    told = Told(work, size, memory=WorkMemory(work, reader=MadeReader()), mind=StoryMind())
    told.index(), told.chronicle()
    texts = [sentence.text for sentence in told.sentences()]
    print(f"{size} sentences", file=sys.stderr, flush=True)
    rng = np.random.default_rng(options.seed)
    vectors = rng.standard_normal((size, encoder().dimensions), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    questions = _questions(texts, random.Random(options.seed))
    figures = {"ours": _timed(lambda question: ours(told, question), questions)}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            print(f"{name} ...", file=sys.stderr, flush=True)
            rival = RIVALS[name][1](texts, vectors, Path(folder))
            figures[name] = _timed(lambda question, rival=rival: rival.search(question, size), questions)
    return figures


def _way(rival: Rival) -> Way:
    """A rival as a way to search."""
    return lambda told, question: rival.search(question, told.told_to)


def _questions(texts: Sequence[str], rng: random.Random) -> list[str]:
    """Questions made of some words of a sentence, as somebody asks who has heard it."""
    found: list[str] = []
    while len(found) < _ASKED + 1:
        content = [word for word in rng.choice(texts).rstrip(".?”").split() if word.lower() not in STOPWORDS]
        if len(content) >= 4:
            found.append(f"{rng.choice(('Why did', 'What did', 'Where was'))} {' '.join(content[:5])}?")
    return found


def _timed(search: Any, questions: Sequence[str]) -> dict[str, float]:
    search(questions[0])
    times = []
    for question in questions[1:]:
        begun = time.perf_counter()
        search(question)
        times.append((time.perf_counter() - begun) * 1000)
    return {
        "ms_p50": round(statistics.median(times), 1),
        "ms_p95": round(statistics.quantiles(times, n=20)[-1], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", choices=("train", "val"), default="val")
    parser.add_argument("--stories", type=int, default=0, help="only the first so many")
    parser.add_argument(
        "--words", type=int, default=1_000_000, help="told in the measure of latency; 0 leaves it out"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    names = [
        name for name, (module, _) in RIVALS.items() if module is None or importlib.util.find_spec(module)
    ]
    modules = {name: module for name, (module, _) in RIVALS.items() if module}
    versions = {
        name: importlib.metadata.version(module) if name in names else "not installed, left out"
        for name, module in modules.items()
    }
    found: dict[str, object] = {
        "benchmark": "finding_rivals",
        "split": options.split,
        "versions": {"sqlite": sqlite3.sqlite_version, **versions},
        **hit_rates(options, names),
    }
    if options.words:
        found["latency"] = {"words": options.words, **latencies(options, names)}
    command = f"python benchmarks/finding_rivals.py --data DIR --split {options.split}"
    print(json.dumps({**found, "protocol": PROTOCOL, "command": command, "cores": os.cpu_count()}))


if __name__ == "__main__":
    main()
