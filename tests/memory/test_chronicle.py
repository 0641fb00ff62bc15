"""The chronicle at a horizon is the plain fold of the facts known there: whatever is asked before, whatever comes after."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.memory.made_facts import logs
from wellanyway.facts import Fact, Scalar
from wellanyway.memory.chronicle import Chronicle
from wellanyway.memory.fact_table import FactTable
from wellanyway.memory.name_index import plain
from wellanyway.memory.packing import pack_facts, unpack_facts
from wellanyway.testing.naive_fold import plain_fold, shown_fold

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mention(sentence: int, who: int, name: str = "", **value: Scalar) -> Fact:
    given: dict[str, Scalar] = {"who": who, "type": "PER", "form": "proper" if name else "pronoun", **value}
    if name:
        given["name"] = name
    return Fact("mention", sentence, 0, sentence, 0, 1, sentence + 1, "test", 1.0, given)


def chronicle(*facts: Fact, told_to: int = 1000) -> Chronicle:
    return Chronicle(FactTable.of(facts).upto(told_to), told_to)


@unhurried
@given(logs(), st.lists(st.integers(0, 20), min_size=1, max_size=8), st.data())
def test_it_is_the_plain_fold_at_any_horizon_in_any_order_while_the_log_grows(
    windows: list[list[Fact]], asked: list[int], data: st.DataObject
) -> None:
    table = FactTable()
    left = list(windows)
    early: list[tuple[int, Chronicle, list[Fact]]] = []
    log: list[Fact] = []
    for told_to in asked:
        take = data.draw(st.integers(0, len(left)))
        more = [fact for window in left[:take] for fact in window]
        table.extend(FactTable.of(more))
        log += more
        del left[:take]
        horizon = min(told_to, log[-1].known_at if log else 0)  # what is not in the log yet is not asked for
        chapter, block = data.draw(st.integers(-1, 1)), data.draw(st.integers(-1, 2))
        shown = Chronicle(table.upto(horizon), horizon, chapter=chapter, block=block)
        known = [fact for fact in log if fact.known_at <= horizon]
        assert list(shown.facts()) == known
        assert shown_fold(shown) == plain_fold(known, horizon, chapter=chapter, block=block)
        early.append((horizon, Chronicle(table.upto(horizon), horizon), known))
        if data.draw(st.booleans()):
            assert early[-1][1].tally is not None
    for horizon, shown, known in early:  # folded only now, when the log has grown beyond
        assert shown_fold(shown) == plain_fold(known, horizon)


@unhurried
@given(logs(), st.integers(0, 5))
def test_what_is_glanced_at_is_laid_over_and_leaves_no_trace(windows: list[list[Fact]], cut: int) -> None:
    before = [fact for window in windows[:cut] for fact in window]
    glanced = windows[cut] if cut < len(windows) else []
    after = [fact for window in windows[cut + 1 :] for fact in window]
    told_to = max((fact.known_at for fact in before), default=0)
    table = FactTable.of(before)
    base = Chronicle(table.upto(told_to), told_to)
    laid = base.over(glanced, told_to + 3, chapter=0, block=1)
    table.extend(FactTable.of(after))
    assert list(laid.facts()) == before + glanced
    for kind in {fact.kind for fact in before + glanced}:
        assert list(laid.facts(kind)) == [fact for fact in before + glanced if fact.kind == kind]
    assert shown_fold(laid) == plain_fold(before + glanced, 10**6, chapter=0, block=1) | {
        "mentioned": {s: laid.mentioned(s) for s in range(max(0, told_to), told_to + 3)}
    }
    assert list(base.facts()) == before
    assert shown_fold(base) == plain_fold(before, told_to)


@unhurried
@given(logs())
def test_facts_come_back_equal_from_columns_and_from_bytes(windows: list[list[Fact]]) -> None:
    facts = list(itertools.chain.from_iterable(windows))
    unpacked = unpack_facts(pack_facts(facts))
    table = FactTable()
    table.extend(unpacked)
    for one in (unpacked, table, FactTable.of(facts)):
        assert list(one.facts()) == facts
        assert [one.facts()[i] for i in range(-len(facts), len(facts))] == facts * 2
        assert one.facts()[1:4] == facts[1:4]
    assert pack_facts(facts) == pack_facts(facts)


def test_two_are_one_from_the_sentence_that_says_so_and_two_again_before_it() -> None:
    facts = [
        mention(0, 0, "Julia"),
        mention(1, 1, "Mr Pell"),
        mention(2, 1, "Mr Pell"),
        Fact("same", 3, 0, 3, 0, 1, 4, "test", 1.0, {"one": 0, "other": 1}),
    ]
    table = FactTable.of(facts)
    together = Chronicle(table.upto(4), 4)
    assert together.known(1) == together.known(0)
    assert [(one.count, [form.name for form in one.forms]) for one in together.people(3)] == [
        (3, ["Julia", "Mr Pell"])
    ]
    apart = Chronicle(table.upto(3), 3)
    assert [one.count for one in apart.people(3)] == [1, 2]


def test_gender_is_what_the_evidence_says() -> None:
    known = chronicle(
        mention(0, 0, "Vane"), mention(1, 0, gender="f"), mention(2, 0, gender="f"), mention(3, 0, gender="m")
    )
    assert [Chronicle.known(known, 0).gender] == ["f"]  # type: ignore[union-attr]
    assert [one.gender for one in chronicle(mention(0, 0, "Vane")).people(3)] == [""]


def test_somebody_only_spoken_of_has_not_been_met() -> None:
    talk = Fact("quotation", 1, 0, 1, 0, 9, 2, "test", 1.0, {"speaker": 0, "mode": "speech"})
    of = mention(0, 0, "Vane", quoted=True)
    assert not chronicle(of).people(3)[0].is_met
    assert chronicle(of, talk).people(3)[0].is_met
    assert chronicle(of, mention(2, 0)).people(3)[0].is_met


def test_a_line_noted_again_counts_as_it_was_noted_last() -> None:
    first = Fact("quotation", 0, 0, 0, 0, 9, 1, "test", 0.0, {"speaker": -1})
    later = Fact("quotation", 0, 0, 0, 0, 9, 3, "test", 0.9, {"speaker": 0})
    table = FactTable.of([mention(0, 0, "Vane"), first, mention(1, 1, "Silas"), later])
    assert [line.value["speaker"] for line in Chronicle(table.upto(2), 2).lines.all()] == [-1]
    assert [line.value["speaker"] for line in Chronicle(table.upto(3), 3).lines.all()] == [0]
    assert Chronicle(table.upto(3), 3).people(3)[0].spoke == 1


def test_place_and_time_last_as_long_as_no_scene_can_have_moved_them() -> None:
    def fact(kind: str, sentence: int, **value: Scalar) -> Fact:
        return Fact(kind, sentence, 0, sentence, 0, 1, sentence + 1, "test", 1.0, value)

    facts = [
        fact("setting", 0, where=3),
        fact("setting", 1, when="at noon"),
        fact("scene", 2, reason="cast"),
        fact("scene", 3, reason="place"),
        fact("scene", 4, reason="break"),
    ]
    seen = [chronicle(*facts, told_to=n).scenes.setting for n in (1, 2, 3, 4, 5)]
    assert [(one.where, one.when) for one in seen] == [
        (3, ""),
        (3, "at noon"),
        (3, "at noon"),
        (-1, "at noon"),
        (-1, ""),
    ]


def test_a_tale_goes_on_with_its_teller_when_the_one_inside_it_is_over() -> None:
    def level(sentence: int, depth: int, *, enters: bool, teller: int = -1) -> Fact:
        value: dict[str, Scalar] = {"depth": depth, "enters": enters, "teller": teller, "listener": -1}
        return Fact("level", sentence, 0, sentence, 0, 1, sentence + 1, "test", 1.0, value)

    facts = [
        level(0, 1, enters=True, teller=4),
        level(1, 2, enters=True, teller=5),
        level(2, 1, enters=False),
        level(3, 0, enters=False),
    ]
    seen = [chronicle(*facts, told_to=n).scenes.level for n in (0, 1, 2, 3, 4)]
    assert [(one.depth, one.teller) for one in seen] == [(0, -1), (1, 4), (2, 5), (1, 4), (0, -1)]


@unhurried
@given(logs(), st.integers(0, 20), st.integers(0, 5))
def test_names_are_found_by_their_words(windows: list[list[Fact]], told_to: int, cut: int) -> None:
    log = [fact for window in windows for fact in window]
    table = FactTable.of(log)
    shown = Chronicle(table.upto(told_to), told_to)
    for one in (
        shown,
        shown.over(windows[cut] if cut < len(windows) else [], told_to + 1, chapter=0, block=0),
    ):
        for proper_only in (False, True):
            names = one.names(proper_only=proper_only)
            for words in (("rook",), ("the",), ("old", "miller"), ("miller",), ("julia",), ("mr", "rook")):
                wanted = {name for name in names if set(words) <= set(plain(name))}
                assert one.names_having(words, proper_only=proper_only) == wanted
        assert {word for name in one.names() for word in plain(name)} <= one.words(
            "abcdefghijklmnopqrstuvwxyz", range(20)
        )
