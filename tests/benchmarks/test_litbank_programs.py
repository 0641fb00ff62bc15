"""Entities, events and coreference of one extract, read by a scripted reader."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import coreference
import entities
import events
from coreference_score import conll
from feeding import PageReader, document_pages, located
from litbank_options import SPLIT
from tests.benchmarks.documents import EXTRACT
from tests.benchmarks.fakes import ScriptedReader

# Finds Ned without his epithet, and both pronouns; does not know at once what "it" is.
_CALLED = {"Ned": 0, "the mill": 1, "He": 0, "it": 2}


def test_entities_by_exact_span_and_type() -> None:
    found = entities.found(ScriptedReader(_CALLED), EXTRACT)
    assert found == {(1, 2, "PER"), (3, 5, "PER"), (9, 10, "PER")}
    figures = entities.measure([(EXTRACT.entities, found), ([(0, 1, "GPE")], [(0, 1, "GPE")])])
    assert (figures["right"], figures["gold"], figures["found"]) == (1, 3, 4)
    assert figures["f1"] == pytest.approx(100 * 2 / 7, abs=0.01)
    by_type = figures["by_type"]
    assert isinstance(by_type, dict)
    assert by_type["FAC"] == {"f1": 0.0, "precision": 0.0, "recall": 0.0, "gold": 1, "found": 0, "right": 0}
    bare = figures["spans_without_type"]
    assert isinstance(bare, dict)
    assert bare["right"] == 2


def test_events_by_token() -> None:
    found = events.found(ScriptedReader(events=frozenset({"saw", "mill"})), EXTRACT)
    assert found == {2, 4}
    assert events.measure([(EXTRACT.events, found)])["f1"] == 50.0


def test_entities_known_when_read_and_in_the_end() -> None:
    """That "it" is the mill is found out at the end of the second paragraph; that He is Ned is known at once."""
    reader = ScriptedReader({**_CALLED, "Old Ned": 0}, joins={"ran": (1, 2)})
    late = ScriptedReader({**_CALLED, "Old Ned": 3}, joins={"ran": (0, 3)})
    gold = coreference.key(EXTRACT)
    assert gold == [[(0, 2), (6, 7)], [(3, 5), (9, 10)]]
    mentions = [m for m in located(document_pages(reader, EXTRACT)) if (m.start, m.end) != (1, 2)]
    scores = coreference.scored(EXTRACT, mentions)
    assert scores["in_the_end"].mean == scores["when_read"].mean == 1.0
    mentions = [m for m in located(document_pages(late, EXTRACT)) if (m.start, m.end) != (1, 2)]
    scores = coreference.scored(EXTRACT, mentions)
    assert scores["in_the_end"] == conll(gold, [[(0, 2), (6, 7)], [(3, 5)], [(9, 10)]])
    assert scores["when_read"] == conll(gold, [[(0, 2)], [(3, 5)], [(6, 7)], [(9, 10)]])


def test_a_mention_of_nobody_is_somebody_by_itself() -> None:
    mentions = located(document_pages(ScriptedReader({"Ned": -1, "it": -1, "He": 4}), EXTRACT))
    assert len({m.then for m in mentions}) == len({m.finally_ for m in mentions}) == 3


def test_gold_mentions_are_given_block_by_block() -> None:
    reader = ScriptedReader()
    document_pages(reader, EXTRACT, gives_mentions=True)
    assert [given.mentions for given in reader.given] == [
        [(0, 2, "PER"), (3, 5, "FAC")],
        [(0, 1, ""), (3, 4, "")],
    ]
    assert [given.tokens for given in reader.given] == [block.tokens for block in EXTRACT.blocks]


def test_the_programs_print_one_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def scripted(*, sees_chapter: bool = False, keeps_titles: bool = False) -> PageReader:
        return ScriptedReader({} if not sees_chapter else _CALLED)

    for program in (entities, events, coreference):
        monkeypatch.setattr(program, "documents", lambda given: [EXTRACT])
        monkeypatch.setattr(program, "reader", scripted)
        monkeypatch.setattr(sys, "argv", ["program", "--data", str(tmp_path)])
        program.main()
        report = json.loads(capsys.readouterr().out)
        assert report["protocol"].endswith(SPLIT)
        assert report["extracts"] == 1
        assert {"causal", "whole_chapter_seen"} <= report.keys()
