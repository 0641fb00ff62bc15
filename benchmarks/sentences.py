"""Sentence boundaries of fiction and other prose: ours beside well-kept libraries.

    python benchmarks/sentences.py --data DIR [--books DIR] [--errors FILE]

Libraries that are not installed are left out (pip install pysbd syntok segtok blingfire sentencex).
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wellanyway.reading.abbreviations import SPEAKING

PROTOCOL = (
    "A boundary is a place between two characters that are not spaces, inside a paragraph; ends of paragraphs are given "
    "to all and not counted. Each paragraph is cut alone. litbank: sentence ends of the coreference layer (made by a "
    "machine, so a part of what counts as an error here is the gold's), for extracts whose novel is at hand: tokens are "
    "aligned with the novel's own characters, so quotes, dashes and spacing are the printed ones; ends that fall inside "
    "a word are dropped. litbank_tags_joined: the same but a boundary between a closing quote and a small letter or a "
    "speech tag (Tom said), which cuts "
    "a quotation from its speaker, is not asked for and not counted. gum and ud_ewt: train and dev, made by people, text rebuilt "
    "by SpaceAfter; the free part of GUM has no fiction, conversation and vlog left out. Nothing is trained; single errors were "
    "read in the even extracts of LitBank, in GUM and in UD_EWT and the rules mended; how often the gold splits before a small letter, a dash "
    "or an ellipsis was counted over all extracts. litbank_odd: the extracts whose errors were not read. words_per_s: one core, whole novels."
)

Cut = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text and its true inner boundaries, as counts of characters that are not spaces."""

    text: str
    gold: frozenset[int]


def conll_sentences(path: Path) -> Iterator[str]:
    words: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            if words:
                yield "".join(words)
            words = []
        elif not line.startswith("#"):
            words.append(line.split()[3])
    if words:
        yield "".join(words)


_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})


def litbank(data: Path, books: Path) -> Iterator[tuple[str, list[Paragraph]]]:
    """Extracts by name; only those whose novel is at hand."""
    novels = {path.name.split("_")[0]: path for path in books.glob("*.txt")}
    for file in sorted((data / "litbank/coref/conll").glob("*.conll")):
        novel = novels.get(file.name.split("_")[0])
        if novel is None:
            continue
        sentences = [sentence.translate(_SAME) for sentence in conll_sentences(file)]
        raw = novel.read_text("utf-8", errors="replace")
        places = [index for index, letter in enumerate(raw) if not letter.isspace()]
        bare = "".join(raw[index] for index in places).translate(_SAME)
        at = bare.find("".join(sentences))
        if at < 0:
            print(f"{file.name}: not found in its novel", file=sys.stderr)
            continue
        ends, here = set(), at
        for sentence in sentences:
            here += len(sentence)
            ends.add(here)
        yield file.stem, list(paragraphs(raw, places, at, here, ends))


def paragraphs(raw: str, places: list[int], first: int, last: int, ends: set[int]) -> Iterator[Paragraph]:
    """The printed paragraphs of `raw` between two counts of letters."""
    stop = places[last] if last < len(places) else len(raw)
    count = first
    for piece in re.split(r"\n\s*\n", raw[places[first] : stop]):
        text = " ".join(piece.split())
        size = len(text.replace(" ", ""))
        breaks = set()
        seen = 0
        for letter, after in zip(text, f"{text[1:]} ", strict=False):
            seen += letter != " "
            if after == " " or letter in '-—”"' or after in '-—“"':
                breaks.add(seen)
        inner = {end - count for end in ends if count < end < count + size}
        yield Paragraph(text, frozenset(inner & breaks))
        count += size


def treebank(folder: Path, skip: tuple[str, ...] = ()) -> list[Paragraph]:
    """Paragraphs of a CoNLL-U treebank, text by SpaceAfter."""
    found: list[Paragraph] = []
    text, gold, genre = "", set[int](), ""
    is_wide = 0
    for file in sorted(folder.glob("*.conllu")):
        for line in [*file.read_text("utf-8").splitlines(), "# newdoc"]:
            if line.startswith(("# newdoc", "# newpar")):
                if text.strip() and genre not in skip:
                    size = len("".join(text.split()))
                    found.append(Paragraph(" ".join(text.split()), frozenset(gold - {size})))
                text, gold = "", set()
            elif line.startswith("# meta::genre"):
                genre = line.split("= ")[1]
            elif not line:
                gold.add(len("".join(text.split())))
            elif not line.startswith("#"):
                columns = line.split("\t")
                if "-" in columns[0]:
                    is_wide = int(columns[0].split("-")[1])
                elif "." in columns[0] or (is_wide and int(columns[0]) <= is_wide):
                    continue
                else:
                    is_wide = 0
                text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
            if line == "":
                is_wide = 0
    return found


def counted(pieces: list[str]) -> list[int]:
    """Ends of pieces as counts of characters that are not spaces."""
    total, ends = 0, []
    for piece in pieces:
        total += len("".join(piece.split()))
        ends.append(total)
    return ends


def cutters() -> dict[str, Cut]:
    """Ours and each library that is installed."""
    from wellanyway.reading.sentences import split

    def ours(text: str) -> list[int]:
        return counted([text[start:end] for start, end in split(text)])

    found: dict[str, Cut] = {"wellanyway": ours}
    for name, make in (
        ("pysbd", _pysbd),
        ("syntok", _syntok),
        ("segtok", _segtok),
        ("blingfire", _blingfire),
        ("sentencex", _sentencex),
    ):
        try:
            found[name] = make()
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
    return found


def _pysbd() -> Cut:
    pysbd = importlib.import_module("pysbd")
    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda text: counted(segmenter.segment(text))


def _syntok() -> Cut:
    segmenter = importlib.import_module("syntok.segmenter")

    def cut(text: str) -> list[int]:
        ends = []
        for paragraph in segmenter.process(text):
            ends += [len("".join(text[: one[-1].offset + len(one[-1].value)].split())) for one in paragraph]
        return ends

    return cut


def _segtok() -> Cut:
    segmenter = importlib.import_module("segtok.segmenter")
    return lambda text: counted(list(segmenter.split_single(text)))


def _blingfire() -> Cut:
    blingfire = importlib.import_module("blingfire")
    return lambda text: counted(blingfire.text_to_sentences(text).split("\n"))


def _sentencex() -> Cut:
    sentencex = importlib.import_module("sentencex")
    return lambda text: counted(list(sentencex.segment("en", text)))


_TAG = re.compile(rf"[\"”’']+\s+(?:[a-z]|(?:[A-Z][\w.'’-]*\s){{1,4}}(?:{'|'.join(sorted(SPEAKING))})\b)")


def tag_places(text: str) -> set[int]:
    """Boundaries that would cut a quotation from the words that say who spoke it."""
    return {
        len(text[: found.start()].replace(" ", "")) + len(found[0].split()[0])
        for found in _TAG.finditer(text)
    }


def score(cut: Cut, corpus: list[Paragraph], *, joined: bool = False) -> dict[str, float]:
    right = found = true = 0
    for paragraph in corpus:
        ends = set(cut(paragraph.text))
        ends.discard(len("".join(paragraph.text.split())))
        gold = set(paragraph.gold)
        if joined:
            spared = tag_places(paragraph.text)
            ends, gold = ends - spared, gold - spared
        right += len(ends & gold)
        found += len(ends)
        true += len(gold)
    precision, recall = right / max(found, 1), right / max(true, 1)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        "boundaries": true,
    }


def errors(cut: Cut, corpus: list[Paragraph]) -> Iterator[str]:
    """What ours gets wrong, in context, to be read by a person."""
    for paragraph in corpus:
        places = [index for index, letter in enumerate(paragraph.text) if letter != " "]
        ends = set(cut(paragraph.text)) - {len(places)}
        spared = tag_places(paragraph.text)
        for end in sorted((ends ^ set(paragraph.gold)) - spared):
            at = places[end - 1] + 1
            kind = "EXTRA " if end in ends else "MISSED"
            yield f"{kind} {paragraph.text[max(0, at - 60) : at]} || {paragraph.text[at : at + 50]}"


def speed(cut: Cut, books: Path, words: int) -> int:
    texts: list[str] = []
    for file in sorted(books.glob("*.txt")):
        texts += [
            " ".join(piece.split())
            for piece in re.split(r"\n\s*\n", file.read_text("utf-8", errors="replace"))
        ]
        if sum(text.count(" ") + 1 for text in texts) > words:
            break
    count = sum(text.count(" ") + 1 for text in texts)
    start = time.perf_counter()
    for text in texts:
        cut(text)
    return round(count / (time.perf_counter() - start))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--books", type=Path, help="folder of novels as plain text; DATA/../books/novels")
    parser.add_argument(
        "--errors", type=Path, help="write ours against LitBank's even extracts there, to be read"
    )
    options = parser.parse_args()
    books = options.books or options.data.parent / "books/novels"
    if (books / "novels").is_dir():
        books = books / "novels"
    extracts = list(litbank(options.data, books))
    corpora = {
        "litbank": [paragraph for _, one in extracts for paragraph in one],
        "litbank_odd": [paragraph for _, one in extracts[1::2] for paragraph in one],
        "gum": treebank(options.data / "gum_free", ("conversation", "vlog")),
        "ud_ewt": treebank(options.data / "ud_ewt"),
    }
    figures: dict[str, dict[str, object]] = {}
    for name, cut in cutters().items():
        print(name, file=sys.stderr, flush=True)
        figures[name] = {corpus: score(cut, texts) for corpus, texts in corpora.items()}
        figures[name]["litbank_tags_joined"] = score(cut, corpora["litbank"], joined=True)
        figures[name]["words_per_s"] = speed(cut, books, 30_000 if name == "pysbd" else 400_000)
        if name == "wellanyway" and options.errors:
            corpora_read = {
                **corpora,
                "litbank": [paragraph for _, one in extracts[::2] for paragraph in one],
            }
            for corpus in ("litbank", "gum", "ud_ewt"):
                seen = list(errors(cut, corpora_read[corpus]))
                random.Random(1).shuffle(seen)
                options.errors.with_suffix(f".{corpus}.txt").write_text("\n".join(seen) + "\n")
    print(
        json.dumps(
            {
                "benchmark": "sentences",
                "extracts": len(extracts),
                "cutters": figures,
                "protocol": PROTOCOL,
                "command": "python benchmarks/sentences.py --data DIR",
                "cores": os.cpu_count(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
