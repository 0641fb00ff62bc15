"""The scorer of our own questions against outcomes worked out by hand, and the labels that ship."""

from __future__ import annotations

import collections
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

import own_questions
from own_questions_score import Asked, Novel, Outcome, OwnQuestion, figures, load, placed, score
from wellanyway.errors import ConfigError, PositionError
from wellanyway.reading.sentences import divide
from wellanyway.story import Block, BlockKind, Chapter
from wellanyway.testing.telling import told_of
from wellanyway.told import Told
from wellanyway.views import Answer, Evidence, Verdict

LABELS = Path(own_questions.__file__).parent / "labels" / "own_questions.json"
_STORY = (
    ("Nell kept a goat.", "She had sold the cow in May."),
    ("The goat ran off.", "Nobody knew why."),
)


@pytest.fixture
def told() -> Told:
    """Two chapters of two sentences each."""
    chapters = [
        divide(Chapter(str(n), "", tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)))
        for n, texts in enumerate(_STORY)
    ]
    return told_of(chapters, 4)


def _question(
    verdict: Verdict = Verdict.TOLD, gold: tuple[str, ...] = (), at: str = "2.1", **other: object
) -> OwnQuestion:
    """A question whose digest is that of the sentences at its places."""
    places = [tuple(map(int, place.split("."))) for place in (at, *gold)]
    texts = "\n".join(_STORY[chapter - 1][sentence - 1] for chapter, sentence in places)
    digest = hashlib.sha256(texts.encode()).hexdigest()[:12]
    row = {
        "id": "nell-01",
        "kind": "what happened",
        "question": "What did Nell sell?",
        "short": None,
        "is_unnamed": False,
        "sha256": digest,
        **other,
    }
    return OwnQuestion(at=at, verdict=verdict, gold=gold, **row)  # type: ignore[arg-type]


def _answer(verdict: Verdict, *quoted: int) -> Answer:
    evidence = tuple(Evidence(ordinal, "", "") for ordinal in quoted)
    return Answer("", 0, "", verdict, "", None, evidence, 0.5, "", 20.0)


def test_places_are_the_sentences_that_were_labelled(told: Told) -> None:
    assert placed(told.back_to("2.1"), _question(gold=("1.1", "2.1"))) == {0, 2}
    assert placed(told.back_to("1.2"), _question(Verdict.NOT_TOLD, at="1.2")) == frozenset()


def test_other_words_than_were_labelled_are_refused(told: Told) -> None:
    with pytest.raises(ConfigError, match="nell-01"):
        placed(told.back_to("2.1"), _question(gold=("1.1",), sha256="0" * 12))
    with pytest.raises(ConfigError, match="nell-01"):
        placed(told.back_to("1.2"), _question(gold=("1.1",), at="2.1"))


def test_gold_that_is_not_told_at_the_horizon_is_refused(told: Told) -> None:
    with pytest.raises(PositionError):
        placed(told.back_to("2.1"), _question(gold=("2.2",)))


@pytest.mark.parametrize(
    ("wanted", "given", "quoted", "expected"),
    [
        (Verdict.TOLD, Verdict.TOLD, (5, 1), Outcome(True, True, True, True, 2, 20.0)),
        (Verdict.TOLD, Verdict.IMPLIED, (1,), Outcome(True, True, True, False, 1, 20.0)),
        (Verdict.IMPLIED, Verdict.TOLD, (1,), Outcome(True, True, True, False, 1, 20.0)),
        (Verdict.TOLD, Verdict.TOLD, (0, 2), Outcome(False, True, False, True, 2, 20.0)),
        (Verdict.TOLD, Verdict.TOLD, (), Outcome(False, True, False, True, 0, 20.0)),
        (Verdict.TOLD, Verdict.NOT_TOLD, (), Outcome(False, False, False, False, 0, 20.0)),
        (Verdict.TOLD, Verdict.NOT_TOLD, (1,), Outcome(False, False, True, False, 1, 20.0)),
        (Verdict.NOT_TOLD, Verdict.NOT_TOLD, (), Outcome(True, False, False, True, 0, 20.0)),
        (Verdict.NOT_TOLD, Verdict.TOLD, (1,), Outcome(False, True, False, False, 1, 20.0)),
        (Verdict.NOT_TOLD, Verdict.IMPLIED, (), Outcome(False, True, False, False, 0, 20.0)),
    ],
)
def test_what_counts_as_right(
    wanted: Verdict, given: Verdict, quoted: tuple[int, ...], expected: Outcome
) -> None:
    is_told = wanted is not Verdict.NOT_TOLD
    gold = frozenset({1, 3}) if is_told else frozenset()
    assert score(_question(wanted), gold, _answer(given, *quoted)) == expected


def _asked(split: str, kind: str, verdict: Verdict, outcome: Outcome, *, is_unnamed: bool = False) -> Asked:
    return Asked(split, _question(verdict, kind=kind, is_unnamed=is_unnamed), outcome)


def test_figures_worked_out_by_hand() -> None:
    asked = [
        _asked("dev", "why", Verdict.TOLD, Outcome(True, True, True, True, 1, 10.0)),
        _asked("dev", "why", Verdict.TOLD, Outcome(True, True, True, False, 3, 20.0), is_unnamed=True),
        _asked("test", "where", Verdict.IMPLIED, Outcome(False, True, False, True, 2, 30.0)),
        _asked("test", "why", Verdict.TOLD, Outcome(False, False, False, False, 0, 40.0), is_unnamed=True),
        _asked("test", "where", Verdict.NOT_TOLD, Outcome(True, False, False, True, 0, 50.0)),
        _asked("dev", "who is", Verdict.NOT_TOLD, Outcome(False, True, False, False, 2, 60.0)),
    ]
    found = figures(asked)
    splits = found.pop("by_split")
    assert found == {
        "right": 0.5,
        "questions": 6,
        "told_right": 0.5,
        "told_answered": 0.75,
        "gold_quoted_where_answered": 0.667,
        "told_and_implied_mixed_up": 1,
        "false_answers": 1,
        "not_told": 2,
        "quotations_an_answer": 2.0,
        "by_verdict": {"implied": "0/1", "not_told": "1/2", "told": "2/3"},
        "by_kind": {"where": "1/2", "who is": "0/1", "why": "2/3"},
        "told_by_kind": {"where": "0/1", "why": "2/3"},
        "told_by_name": {"named": "1/2", "unnamed": "1/2"},
        "ask_ms_p50": 30.0,
        "ask_ms_p95": 60.0,
    }
    assert isinstance(splits, dict)
    assert [(name, part["right"], part["questions"]) for name, part in splits.items()] == [
        ("dev", 0.667, 3),
        ("test", 0.333, 3),
    ]


def test_no_questions_give_figures_of_nothing() -> None:
    found = figures([])
    assert (found["right"], found["questions"], found["ask_ms_p95"], found["by_kind"]) == (0.0, 0, 0.0, {})


def test_the_last_horizon_is_by_number_not_by_letter() -> None:
    questions = tuple(replace(_question(), at=at) for at in ("9.30", "10.7", "10.12", "2.99"))
    assert own_questions.last_horizon(Novel("", "", "dev", questions)) == "10.12"


def test_labels_are_read_novel_by_novel(tmp_path: Path) -> None:
    row = {
        "id": "a-01",
        "novel": "a",
        "at": "1.2",
        "kind": "when",
        "question": "When did she sell it?",
        "verdict": "told",
        "gold": ["1.2"],
        "short": "In May.",
        "unnamed": True,
        "sha256": "f" * 12,
    }
    novel = {"novel": "a", "title": "A Goat", "file": "a.txt", "split": "test"}
    path = tmp_path / "own_questions.json"
    path.write_text(json.dumps({"novels": [novel], "questions": [row]}))
    question = OwnQuestion(
        "a-01", "1.2", "when", "When did she sell it?", Verdict.TOLD, ("1.2",), "In May.", True, "f" * 12
    )
    assert load(path) == [Novel("A Goat", "a.txt", "test", (question,))]


def test_the_shipped_labels_keep_their_rules() -> None:
    novels = load(LABELS)
    splits = collections.Counter(novel.split for novel in novels for _ in novel.questions)
    assert splits == {"test": 140, "dev": 100}
    questions = [question for novel in novels for question in novel.questions]
    assert len({question.id for question in questions}) == len(questions)
    assert len({(question.question, question.at) for question in questions}) == len(questions)
    for question in questions:
        is_told = question.verdict is not Verdict.NOT_TOLD
        assert bool(question.gold) is is_told is (question.short is not None), question.id
        horizon = tuple(map(int, question.at.split(".")))
        gold = [tuple(map(int, place.split("."))) for place in question.gold]
        assert gold == sorted(set(gold)), question.id
        assert all(place <= horizon for place in gold), question.id
    untold = sum(question.verdict is Verdict.NOT_TOLD for question in questions)
    assert 0.15 <= untold / len(questions) <= 0.25
