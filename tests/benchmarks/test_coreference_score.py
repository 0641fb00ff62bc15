"""Coreference measures against figures worked out by hand."""

from __future__ import annotations

import itertools
import random

import pytest

from coreference_score import CONLL, b_cubed, ceaf_e, conll, mentions, muc

# Letters are mentions, words entities.
KEY = ["abc", "defg"]


def test_what_is_right_throughout() -> None:
    score = conll(KEY, ["gfed", "cab"])
    assert score.mean == score.mentions.f1 == 1.0


def test_two_parts_and_a_mixture() -> None:
    """{a b} {c d} {f g h i}: the links ab and fg of five are right; h and i are nobody's in the key, e is missing."""
    response = ["ab", "cd", "fghi"]
    links = muc(KEY, response)
    assert (links.recall, links.precision) == (2 / 5, 2 / 5)
    parts = b_cubed(KEY, response)
    assert parts.recall == pytest.approx((4 / 3 + 1 / 3 + 1 / 4 + 4 / 4) / 7)
    assert parts.precision == pytest.approx((4 / 2 + 1 / 2 + 1 / 2 + 4 / 4) / 8)
    pairs = ceaf_e(KEY, response)
    assert pairs.recall == pytest.approx((4 / 5 + 4 / 8) / 2)
    assert pairs.precision == pytest.approx((4 / 5 + 4 / 8) / 3)
    assert mentions(KEY, response).recall == 6 / 7
    assert mentions(KEY, response).precision == 6 / 8


def test_everything_in_one() -> None:
    one = ["abcdefg"]
    assert (muc(KEY, one).recall, muc(KEY, one).precision) == (1.0, 5 / 6)
    assert b_cubed(KEY, one).recall == 1.0
    assert b_cubed(KEY, one).precision == pytest.approx((9 + 16) / 7 / 7)
    assert ceaf_e(KEY, one).recall == pytest.approx(8 / 11 / 2)
    assert ceaf_e(KEY, one).precision == pytest.approx(8 / 11)


def test_everything_alone() -> None:
    alone = list("abcdefg")
    assert (muc(KEY, alone).recall, muc(KEY, alone).precision, muc(KEY, alone).f1) == (0.0, 0.0, 0.0)
    assert b_cubed(KEY, alone).precision == 1.0
    assert b_cubed(KEY, alone).recall == pytest.approx(2 / 7)
    assert ceaf_e(KEY, alone).recall == pytest.approx((2 / 4 + 2 / 5) / 2)
    assert ceaf_e(KEY, alone).precision == pytest.approx((2 / 4 + 2 / 5) / 7)


def test_singletons_of_the_key_count() -> None:
    key, response = ["a", "b", "cd"], ["a", "bcd"]
    assert muc(key, response).recall == 1.0
    assert b_cubed(key, response).precision == pytest.approx((1 + 1 / 3 + 4 / 3) / 4)
    assert ceaf_e(key, response).recall == pytest.approx((1 + 4 / 5) / 3)


def test_mentions_of_one_side_only() -> None:
    """x and y are no mentions of the key, c is none of the response: nothing is put in for them."""
    key, response = ["abc"], ["abx", "y"]
    assert (muc(key, response).recall, muc(key, response).precision) == (1 / 2, 1 / 2)
    assert b_cubed(key, response).recall == pytest.approx((2 / 3 + 2 / 3) / 3)
    assert b_cubed(key, response).precision == pytest.approx((2 / 3 + 2 / 3) / 4)
    assert ceaf_e(key, response).precision == pytest.approx(4 / 6 / 2)


def test_the_best_pairing_is_not_the_greedy_one() -> None:
    """abcdef is likest to abcgh (6/11), but then ghi is left with nothing; the other way round both have somebody."""
    key, response = ["abcdef", "ghi"], ["abcgh", "dexyz"]
    assert ceaf_e(key, response).recall == pytest.approx((4 / 11 + 4 / 8) / 2)


def test_a_mention_given_twice_counts_where_it_comes_first() -> None:
    assert conll(KEY, ["abca", "defg", "ab"]) == conll(KEY, ["abc", "defg"])


def test_documents_are_added_up_before_the_ratios() -> None:
    """MUC: 2 of 2 and 0 of 3 links is 2 of 5, not the mean of 1 and 0."""
    whole = CONLL + conll(["abc"], ["abc"]) + conll(["defg"], list("defg"))
    assert whole.muc.recall == 2 / 5
    assert whole.muc.precision == 1.0
    assert whole.b_cubed.recall == pytest.approx((3 + 1) / 7)
    assert whole.ceaf_e.recall == pytest.approx((1 + 2 / 5) / 2)
    assert whole.ceaf_e.precision == pytest.approx((1 + 2 / 5) / 5)
    assert whole.mean == pytest.approx((whole.muc.f1 + whole.b_cubed.f1 + whole.ceaf_e.f1) / 3)


@pytest.mark.parametrize(("key", "response"), [([], []), ([], ["ab"]), (["ab"], [])])
def test_nothing_on_a_side_is_zero(key: list[str], response: list[str]) -> None:
    assert conll(key, response).mean == 0.0


def _chains(rng: random.Random) -> list[str]:
    found: dict[int, str] = {}
    for letter in rng.sample("abcdefghij", rng.randint(1, 9)):
        number = rng.randint(0, 3)
        found[number] = found.get(number, "") + letter
    return list(found.values())


@pytest.mark.parametrize("seed", range(40))
def test_against_the_definitions(seed: int) -> None:
    """The measures spelled out: links by partition, sums by mention, all pairings tried."""
    rng = random.Random(seed)
    key, response = _chains(rng), _chains(rng)
    whose = {m: chain for chain in response for m in chain}
    partitions = [len({whose.get(m, m) for m in chain}) for chain in key]
    assert muc(key, response).recall_top == sum(map(len, key)) - sum(partitions)
    theirs = {m: chain for chain in key for m in chain}
    shared = [(m, set(theirs[m]) & set(whose[m])) for m in theirs.keys() & whose.keys()]
    assert b_cubed(key, response).recall_top == pytest.approx(sum(len(s) / len(theirs[m]) for m, s in shared))
    assert b_cubed(key, response).precision_top == pytest.approx(
        sum(len(s) / len(whose[m]) for m, s in shared)
    )
    short, long = sorted((key, response), key=len)
    totals = (
        sum(2 * len(set(a) & set(b)) / (len(a) + len(b)) for a, b in zip(short, order, strict=False))
        for order in itertools.permutations(long, len(short))
    )
    assert ceaf_e(key, response).recall_top == pytest.approx(max(totals))
    swapped = conll(response, key)
    assert swapped.b_cubed.recall == pytest.approx(b_cubed(key, response).precision)
    assert swapped.muc.precision == pytest.approx(muc(key, response).recall)
