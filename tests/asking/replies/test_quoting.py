from __future__ import annotations

import pytest

from tests.asking.noted import Noted
from tests.asking.replies.asked import asked
from tests.asking.told_of import mill
from wellanyway.asking.replies.clipping import clipped, count
from wellanyway.asking.replies.distance import long_ago, where_told
from wellanyway.asking.replies.quoting import compose, quotation
from wellanyway.asking.understanding.question import Kind
from wellanyway.asking.wording import IMPLIED, capital, listed, plain_stop, unhedged
from wellanyway.reading.stems import stem

LONG = (
    "When the lamps were lit on the quay, Rook came down from the tower with a lantern, and the sailors, who had waited since noon, "
    "began to sing; but Dr. Vane, who had lost the key that morning, stood apart and counted the boats until it was dark."
)


@pytest.mark.parametrize("most", [8, 12, 20, 30])
@pytest.mark.parametrize("wanted", ["lamp", "sailor", "key", "boat"])
def test_a_long_sentence_is_cut_to_the_clause_that_matters(most: int, wanted: str) -> None:
    start, end = clipped(LONG, most, [stem(wanted)])
    assert count(LONG[start:end]) <= most
    assert wanted in LONG[start:end] or most < 12
    assert start == 0 or LONG[start - 1] in " "
    assert not LONG[start:end].rstrip().endswith("Dr.")


def test_what_is_short_enough_is_left_whole() -> None:
    assert clipped(LONG, 60) == (0, len(LONG))
    assert clipped(LONG, 6, focus=LONG.index("counted"))[0] <= LONG.index("counted")


def test_words_are_counted_as_they_are_said() -> None:
    assert count("“Run!” he said — and ran. (3.12)") == 5


def tale() -> Noted:
    found = Noted(
        "Julia came in.", "She took his hat and he let her.", "“I saw her father go,” said Wim.", "“Go home.”"
    )
    found.mention(0, "Julia", 0, gender="f").mention(1, "She", 0, gender="f").mention(1, "his", 1, gender="m")
    found.mention(1, "he", 1, gender="m").note("mention", 1, "her", 0.4, who=0, type="PER", form="pronoun")
    found.mention(2, "Wim", 1, gender="m").mention(2, "her", 0, quoted=True).quote(
        2, "“I saw her father go,”", 1
    )
    return found.quote(3, "“Go home.”", 1)


def test_a_pronoun_gets_its_name_once_where_that_is_sure() -> None:
    told = tale().told()
    given = asked(told, Kind.WHAT, "What did she take?")
    assert quotation(given, 1) == "“She [Julia] took his [Wim’s] hat and he let her.” (1.2)"
    assert quotation(given, 2) == "“‘I saw her [Julia’s] father go,’ said Wim.” (1.3)"
    assert told.evidence(1).quote == "She took his hat and he let her."


def test_a_pronoun_before_its_name_was_told_stays_bare() -> None:
    given = asked(tale().told(2), Kind.WHAT, "What did she take?")
    assert quotation(given, 1) == "“She [Julia] took his hat and he let her.” (1.2)"


def test_talk_without_a_tag_says_who_speaks() -> None:
    assert quotation(asked(tale().told(), Kind.SAY, "What did he say?"), 3) == "Wim said: “Go home.” (1.4)"


def test_what_has_no_room_is_said_on_go_on() -> None:
    given = asked(tale().told(), Kind.WHAT, "What did she take?")
    text, more = compose(given, "word " * 35, [0, 1])
    assert "“" not in text
    assert "Julia came in" in more


def test_how_long_ago_is_counted_in_pages() -> None:
    told = mill()
    last = told.told_to - 1
    assert (long_ago(told, last), where_told(told, last)) == ("just now", "just now")
    assert where_told(told, 0).endswith("in chapter 1")


def test_small_wordings() -> None:
    assert [plain_stop(text) for text in ("He ran", "He ran.", "“Run!”", "so, ")] == [
        "He ran.",
        "He ran.",
        "“Run!”",
        "so.",
    ]
    assert [listed(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
    assert unhedged(f"{IMPLIED}most likely it was Wim.") == "Most likely it was Wim."
    assert [capital(text) for text in ("“run”", "… run", "the run")] == ["“Run”", "… run", "The run"]
