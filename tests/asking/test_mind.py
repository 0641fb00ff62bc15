from __future__ import annotations

import pytest

from tests.asking.told_of import FIRST, SIZE, mill
from wellanyway.asking.wording import NOT_TOLD, set_off
from wellanyway.testing import compare, trace
from wellanyway.testing.plain_reader import PlainReader
from wellanyway.testing.stories import NAMES, story
from wellanyway.testing.telling import told_of
from wellanyway.views import Verdict


def test_a_reason_is_quoted_with_its_place() -> None:
    answer = mill(FIRST).ask("Why did Julia come to the mill?")
    assert answer.verdict is not Verdict.NOT_TOLD
    assert answer.evidence[0].sentence == 3
    assert "(1.4)" in answer.text
    assert answer.short in {None, "because the bridge was down"}


def test_who_somebody_is() -> None:
    answer = mill(FIRST).ask("Who is Silas?")
    assert answer.verdict is Verdict.TOLD
    assert answer.evidence[0].quote == "Silas was the miller of Harrow Bridge."


@pytest.mark.parametrize(
    "question",
    [
        "Who is Captain Vane?",
        "Who is Zanthia Quillfeather?",
        "Have we met Vane before?",
        "What happens next?",
        "I bet he did it",
    ],
)
def test_there_is_one_way_not_to_answer(question: str) -> None:
    answer = mill(FIRST).ask(question)
    assert (answer.verdict, answer.text, answer.short, answer.evidence) == (
        Verdict.NOT_TOLD,
        NOT_TOLD,
        None,
        (),
    )


def test_later_and_never_are_refused_alike() -> None:
    later, never = (mill(FIRST).ask(f"Who is {name}?") for name in ("Captain Vane", "Captain Zorn"))
    assert (later.text, later.confidence, later.method) == (never.text, never.confidence, never.method)


def test_have_we_met() -> None:
    answer = mill().ask("Have we met Captain Vane?")
    assert (answer.verdict, answer.short, answer.evidence[0].sentence) == (Verdict.TOLD, "yes", FIRST)


def test_a_misspelt_name_is_found_among_those_told() -> None:
    told = mill()
    assert (told.who("julia") or told.cast()[-1]).name == (told.who("Jullia") or told.cast()[-1]).name
    assert mill(3).who("Julia") is None
    assert told.ask("Who is Sylas?").evidence


def test_who_said() -> None:
    told = mill(8)
    assert (told.said().speaker if told.said() else "") == "Silas"  # type: ignore[union-attr]
    assert told.ask("Who said that?").short == "Silas"
    assert told.ask("Who said “who is it”?").short == "Silas"
    assert told.ask("Who said “not a word of this”?").verdict is Verdict.NOT_TOLD


def test_nobody_is_known_before_anybody_is_named() -> None:
    told = mill(1)
    assert (told.cast(), told.said(), told.quotes(), told.mentions()) == ((), None, (), ())
    assert mill(0).ask("Who is Silas?").verdict is Verdict.NOT_TOLD
    assert mill(0).recap().text == ""
    assert mill(0).where().chapter_title == ""


def test_cast_is_ordered_by_how_often_and_how_early() -> None:
    cast = mill().cast()
    assert [one.name for one in cast][:2] == ["Julia Rook", "Silas"]
    order = [(-one.mentions, one.first.sentence) for one in cast]
    assert order == sorted(order)
    assert [alias.name for alias in cast[0].aliases] == ["Julia Rook", "Julia"]


def test_where_and_mentions() -> None:
    told = mill(FIRST)
    assert told.where().chapter_title == "The Mill"
    assert told.where().present == ("Silas",)  # behind the scene break
    for mention in told.mentions():
        assert told.sentence(mention.sentence).text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("words", [12, 40, 80, 150])
def test_a_recap_keeps_to_its_words_and_order(words: int) -> None:
    recap = mill().recap(words=words)
    ordinals = [item.sentence for item in recap.evidence]
    assert ordinals == sorted(set(ordinals))
    assert len(recap.text.split()) == recap.words <= words
    assert ordinals
    assert ordinals[-1] >= SIZE - 6


def test_a_recap_since() -> None:
    assert all(item.sentence >= FIRST for item in mill().recap(since=FIRST).evidence)
    assert mill().ask("What did I miss?").evidence


@pytest.mark.parametrize("seed", range(4))
def test_every_view_is_that_of_the_work_cut_short(seed: int) -> None:
    chapters = story(seed, chapters=2)
    size = sum(len(chapter.sentences) for chapter in chapters)
    for told_to in (0, 1, size // 3, size // 2, size - 1):
        whole = trace(told_of(chapters, size, reader=PlainReader()).back_to(told_to), names=NAMES[:3])
        fresh = trace(told_of(chapters, told_to, reader=PlainReader()), names=NAMES[:3])
        assert compare(whole, fresh) == []


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("I have seen the mill,” says Tom.", "“I have seen the mill,” says Tom."),
        ("“I went to the mill.", "“I went to the mill.”"),
        ("I went to the mill.”", "“I went to the mill.”"),
        ("“It was so,” says Tom, “and nobody came.", "“It was so,” says Tom, “and nobody came.”"),
        ("“Run!” he said.", "“Run!” he said."),
        ("He ran.", "“He ran.”"),
    ],
)
def test_half_a_quotation_is_set_off_whole(sentence: str, shown: str) -> None:
    assert set_off(sentence) == shown
