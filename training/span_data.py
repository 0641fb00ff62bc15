"""Questions for the span reader: FairytaleQA, SQuAD's development sets and QAMR, as pieces with weighted spans.

An answer in free words is aligned to every stretch of the passage that shares enough words with it; each counts by how
much it shares ("reward augmented maximum likelihood", Norouzi et al., NeurIPS 2016).
"""

from __future__ import annotations

import csv
import itertools
import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from span_model import LONGEST
from wellanyway.reading.pieces import shape

__all__ = [
    "Example", "Passage", "Question", "bare", "cropped", "example", "fairytales", "feelings_of", "is_held_out", "qamr",
    "shared", "squad",
]  # fmt: skip

_MOST = 400  # pieces of question and passage together
_WORDS = 28  # of an answer span at the most
_TEMPERATURE = 0.12
_LEAST = 0.3  # share of words below which nothing in the passage is the answer
_SENTENCE = re.compile(r"(?<=[.!?][\"”’'])\s+|(?<=[.!?])\s+")
_FILLERS = frozenset(
    "very so really extremely quite a little bit much too she he they it was felt is were feels feel".split()
)


@dataclass(frozen=True)
class Passage:
    """A text; `span` holds the answer's characters where that is known."""

    text: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Question:
    """A question, its answers, the passages that answer it and some that do not."""

    text: str
    answers: tuple[str, ...]
    passages: tuple[Passage, ...]
    others: tuple[str, ...] = ()
    feeling: str = ""
    source: str = ""


@dataclass
class Example:
    """Pieces of one question and passage, with weighted spans by (first piece, length - 1); none of them: no answer.

    `bears` says that the passage answers though no stretch of it does.
    """

    pieces: list[int]
    shapes: list[int]
    sides: list[int]
    firsts: list[bool]
    lasts: list[bool]
    spans: list[tuple[int, int, float]] = field(default_factory=list)
    bears: bool = False
    feeling: int = -1


def is_held_out(story: str) -> bool:
    """The stories left for choosing thresholds: the same fifth as in the other trainings."""
    return zlib.crc32(story.encode()) % 5 == 0


def bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def feeling_of(question: str, answers: Sequence[str]) -> str:
    """The one word of feeling that an answer comes to, "" where it is none."""
    if not re.search(r"\bfeel|\bfelt\b", question.lower()):
        return ""
    for answer in answers:
        words = [word for word in bare(answer) if word not in _FILLERS]
        if len(words) == 1:
            return words[0]
    return ""


def feelings_of(questions: Sequence[Question], least: int = 4) -> list[str]:
    """The words of feeling that come up often enough to be learned."""
    counts = Counter(question.feeling for question in questions if question.feeling)
    return sorted(word for word, count in counts.items() if count >= least)


def fairytales(data: Path, split: str, *, held_out: bool | None = None) -> Iterator[Question]:
    """FairytaleQA's questions with their sections, and the story's other sections before and behind."""
    root = data / "fairytaleqa"
    for path in sorted((root / "section-stories" / split).glob("*.csv")):
        name = path.name.removesuffix("-story.csv")
        if held_out is not None and is_held_out(name) is not held_out:
            continue
        sections = {
            int(float(row["section"])): " ".join(row["text"].split()) for row in _rows(path) if row["section"]
        }
        for row in _rows(root / "questions" / split / f"{name}-questions.csv"):
            numbers = sorted(
                {int(number) for number in re.findall(r"\d+", row["cor_section"])} & sections.keys()
            )
            answers = tuple(row[f"answer{i}"] for i in range(1, 7) if row.get(f"answer{i}"))
            text = row["question"].strip()
            if not numbers or not answers or not text:
                continue
            gold = Passage(" ".join(sections[number] for number in numbers))
            others = tuple(value for number, value in sections.items() if number not in numbers)
            yield Question(text, answers, (gold,), others, feeling_of(text, answers), "fairytaleqa")


def squad(data: Path) -> Iterator[Question]:
    """SQuAD's two development sets, each question once."""
    seen = set()
    for name in ("dev-v2.0.from-explorer-html.json", "dev-v1.1.from-explorer-html.json"):
        for article in json.loads((data / "squad" / name).read_text("utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                context = paragraph["context"]
                for entry in paragraph["qas"]:
                    if entry["id"] in seen:
                        continue
                    seen.add(entry["id"])
                    text = entry["question"].strip()
                    if not entry["answers"]:
                        yield Question(text, (), (), (context,), source="squad")
                        continue
                    found = {(one["answer_start"], one["text"]) for one in entry["answers"]}
                    passages = tuple(
                        Passage(context, (start, start + len(one))) for start, one in sorted(found)
                    )
                    yield Question(text, tuple(sorted({one for _, one in found})), passages, source="squad")


def qamr(data: Path) -> Iterator[Question]:
    """QAMR's filtered questions on one sentence each, those whose answer is one stretch."""
    sentences = {}
    for line in (data / "qamr/wiki-sentences.tsv").read_text("utf-8").splitlines():
        key, text = line.split("\t", 1)
        sentences[key] = text.split()
    for name in ("dev.tsv", "test.tsv"):
        for line in (data / "qamr/filtered" / name).read_text("utf-8").splitlines():
            cells = line.split("\t")
            tokens = sentences.get(cells[0])
            if tokens is None:
                continue
            indices = sorted(int(number) for number in cells[6].split()) if cells[6] else []
            if not indices or indices[-1] - indices[0] != len(indices) - 1:
                continue
            text, spans = _untokenized(tokens)
            start, end = spans[indices[0]][0], spans[indices[-1]][1]
            yield Question(
                cells[5].strip(), (text[start:end],), (Passage(text, (start, end)),), source="qamr"
            )


def _untokenized(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Treebank tokens as running text, with the characters of each."""
    text, spans, glued = "", [], True
    for token in tokens:
        word = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}.get(
            token, token
        )
        joined = (
            glued
            or word in {",", ".", ";", ":", "?", "!", ")", "]", "”", "%"}
            or word.startswith(("'", "n't"))
        )
        if not joined:
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        glued = word in {"(", "[", "“", "$", "#"}
    return text, spans


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- one question and one passage as pieces


def cropped(text: str, span: tuple[int, int] | None, generator: random.Random, words: int) -> Passage:
    """Whole sentences around the span (or around any place), about so many words."""
    bounds = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    sizes = [len(text[a:b].split()) for a, b in itertools.pairwise(bounds)]
    count = len(sizes)
    if sum(sizes) <= words or count < 2:
        return Passage(text, span)
    if span is None:
        low = high = generator.randrange(count)
    else:
        low = max(i for i in range(count) if bounds[i] <= span[0])
        high = max(low, *(i for i in range(count) if bounds[i] < span[1]))
    while sum(sizes[low : high + 1]) < words and (low > 0 or high < count - 1):
        if high == count - 1 or (low > 0 and generator.random() < 0.5):
            low -= 1
        else:
            high += 1
    begin, end = bounds[low], bounds[high + 1]
    part = text[begin:end].rstrip()
    return Passage(part, None if span is None else (span[0] - begin, span[1] - begin))


def example(tokenizer: Any, question: str, passage: Passage, answers: Sequence[str] = ()) -> Example:
    """Pieces of both, and the spans of the passage that come near an answer (or are the given span)."""
    asked = tokenizer.encode(question, add_special_tokens=False)
    read = tokenizer.encode(passage.text, add_special_tokens=False)
    room = _MOST - 3 - min(len(asked.ids), 60)
    ids, offsets = read.ids[:room], read.offsets[:room]
    firsts, lasts, words = _words_of(passage.text, offsets)
    head = asked.ids[:60]
    pieces = [101, *head, 102, *ids, 102]
    shapes = [
        0,
        *(shape(question[a:b]) for a, b in asked.offsets[:60]),
        0,
        *(shape(passage.text[a:b]) for a, b in offsets),
        0,
    ]
    before = len(head) + 2
    made = Example(
        pieces, shapes, [0] * before + [1] * (len(ids) + 1),
        [False] * before + firsts + [False], [False] * before + lasts + [False],
    )  # fmt: skip
    if passage.span is not None:
        made.spans = [_given(passage.span, offsets, before)]
    elif answers:
        made.spans = _near(words, answers, before)
        made.bears = not made.spans
    return made


def _words_of(
    text: str, offsets: Sequence[tuple[int, int]]
) -> tuple[list[bool], list[bool], list[tuple[int, int, str]]]:
    """Which pieces begin and end a word, and each word's first and last piece with its letters."""
    firsts, lasts, words = [], [], []
    for i, (a, b) in enumerate(offsets):
        begins = i == 0 or offsets[i - 1][1] < a or not (text[a].isalnum() and text[a - 1].isalnum())
        ends = (
            i == len(offsets) - 1
            or offsets[i + 1][0] > b
            or not (text[b - 1].isalnum() and text[b].isalnum())
        )
        firsts.append(begins)
        lasts.append(ends)
        if begins:
            words.append([i, i, a, b])
        elif words:
            words[-1][1], words[-1][3] = i, b
    return firsts, lasts, [(i, j, text[a:b].lower()) for i, j, a, b in words]


def _given(span: tuple[int, int], offsets: Sequence[tuple[int, int]], before: int) -> tuple[int, int, float]:
    inside = [i for i, (a, b) in enumerate(offsets) if b > span[0] and a < span[1]]
    if not inside or inside[-1] - inside[0] >= LONGEST:
        return (-1, 0, 1.0)
    return (inside[0] + before, inside[-1] - inside[0], 1.0)


def shared(words: Sequence[str], answers: Sequence[str], longest: int = _WORDS) -> NDArray[np.float32]:
    """F1 of words for every stretch (first, length - 1) of `words` against the nearest of the answers."""
    best = np.zeros((len(words), longest), np.float32)
    real = np.array([any(char.isalnum() for char in word) for word in words], np.int32)
    sums = np.concatenate([[0], np.cumsum(real)])
    ends = np.minimum(np.arange(len(words))[:, None] + np.arange(1, longest + 1)[None], len(words))
    size = sums[ends] - sums[: len(words)][:, None]
    for answer in answers:
        wanted = Counter(bare(answer))
        total = sum(wanted.values())
        overlap = np.zeros((len(words), longest), np.float32)
        for word, count in wanted.items():
            has = np.concatenate([[0], np.cumsum([one == word for one in words])])
            overlap += np.minimum(has[ends] - has[: len(words)][:, None], count)
        best = np.maximum(best, 2 * overlap / np.maximum(size + total, 1))
    outside = np.arange(len(words))[:, None] + np.arange(longest)[None] >= len(words)
    best[outside] = 0
    best[real == 0] = 0  # no stretch begins with a mark
    last = np.minimum(np.arange(len(words))[:, None] + np.arange(longest)[None], len(words) - 1)
    best[real[last] == 0] = 0
    return best


def _near(
    words: Sequence[tuple[int, int, str]], answers: Sequence[str], before: int
) -> list[tuple[int, int, float]]:
    if not words:
        return []
    rewards = shared([word for _, _, word in words], answers)
    top = float(rewards.max())
    if top < _LEAST:
        return []
    starts, lengths = np.nonzero(rewards >= max(_LEAST, top - 0.3))
    weights = np.exp((rewards[starts, lengths] - top) / _TEMPERATURE)
    found = []
    for start, length, weight in zip(starts.tolist(), lengths.tolist(), weights.tolist(), strict=True):
        first, last = words[start][0], words[start + length][1]
        if last - first < LONGEST:
            found.append((first + before, last - first, weight))
    total = sum(weight for _, _, weight in found)
    return [(first, size, weight / total) for first, size, weight in found]
