"""The quotations' scorer against cases worked out by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import quotations
from litbank import Document, GoldQuote, LitBlock
from litbank_options import SPLIT
from wellanyway.reading.page import Token

_PARTS = (
    "“ Run ! ” he said . “ The mill",  # tokens 0 to 9; the block is cut inside a quotation
    "is on fire . ” The “ boat ” sank .",  # 10 to 20
    "“ Come , ” the sign said .",  # 21 to 27
)


def _block(text: str, first: int) -> LitBlock:
    tokens = []
    at = 0
    for word in text.split():
        tokens.append(Token(at, at + len(word)))
        at += len(word) + 1
    return LitBlock(text, first, first + len(tokens), tuple(tokens), (first,))


def _document(*gold: tuple[int, int]) -> Document:
    blocks: list[LitBlock] = []
    words: list[str] = []
    for text in _PARTS:
        blocks.append(_block(text, len(words)))
        words += text.split()
    quotes = tuple(GoldQuote(start, end, -1, "") for start, end in gold)
    starts = tuple(block.first for block in blocks)
    return Document("mill", tuple(words), starts, tuple(blocks), frozenset(), (), frozenset(), quotes)


def test_outermost_spans_by_tokens_and_parts_of_one_quotation_as_one() -> None:
    found = quotations.found(quotations.pages(_document()))
    assert found == [(0, 4, "speech"), (7, 15, "speech"), (21, 25, "writing")]


def test_the_whole_extract_as_one_window() -> None:
    document = quotations.whole(_document())
    (block,) = document.blocks
    assert [block.text[t.start : t.end] for t in block.tokens] == list(document.words)
    assert quotations.found(quotations.pages(document)) == quotations.found(quotations.pages(_document()))


def test_only_exact_spans_of_speech_count() -> None:
    gold = [(0, 4), (7, 13), (20, 24)]
    given = [(0, 4, "speech"), (7, 14, "speech"), (15, 18, "speech"), (20, 24, "writing")]
    figures = quotations.measure([(gold, given), ([(1, 2)], [])])
    assert (figures["gold"], figures["found"], figures["right"]) == (4, 3, 1)
    assert (figures["precision"], figures["recall"]) == (round(1 / 3, 4), 0.25)
    assert figures["f1"] == round(2 / 7, 4)
    assert figures["gold_found_as"] == {"speech": 1, "writing": 1}


def test_the_program_prints_one_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quotations, "documents", lambda given: [_document((0, 4), (7, 15))])
    monkeypatch.setattr(sys, "argv", ["program", "--data", str(tmp_path)])
    quotations.main()
    report = json.loads(capsys.readouterr().out)
    assert report["protocol"].endswith(SPLIT)
    assert report["f1"] == report["whole_extract"]["f1"] == 1.0
    assert report["extracts"] == 1
