"""What describes a mention beside a candidate: every group of columns, and all of them against a slow reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.linking_by_hand import LAYOUT, NEW_LAYOUT, beside, cue_of, groups, one_of, referent, slow
from wellanyway.reading.linking import (
    FEATURES,
    NEW_FEATURES,
    Cue,
    Referent,
    features,
    name_relation,
    new_features,
)
from wellanyway.reading.wording import FORMS, TYPES, wording

# -- the groups, one by one


def test_the_layouts_are_whole() -> None:
    assert sum(size for _, size in LAYOUT) == FEATURES
    assert sum(size for _, size in NEW_LAYOUT) == NEW_FEATURES


def test_what_the_mention_says_is_in_every_row() -> None:
    rows = features(
        cue_of("she", "", speech=3), [referent(1, cue_of("Tom", at=2)), referent(2, cue_of("it", at=1))]
    )
    for row in map(groups, rows):
        assert row["form"] == one_of(3, FORMS.index("pronoun"))
        assert row["pronoun"] == one_of(8, 1)
        assert row["gender"] == [0, 1, 0]
        assert row["speech"] == [1]
        assert row["type"] == one_of(7, 6)


@pytest.mark.parametrize(
    ("texts", "gender"),
    [
        (["Mr. Rook"], 0),
        (["Mary Lamb", "she"], 1),
        (["he", "she"], 2),
        (["the doctor"], 3),
        (["she", "he", "he"], 0),
    ],
)
def test_the_gender_of_a_candidate(texts: list[str], gender: int) -> None:
    row = beside(cue_of("they"), *(cue_of(text, at=i) for i, text in enumerate(texts)))
    assert row["its gender"] == one_of(4, gender)


def test_what_else_is_known_of_a_candidate() -> None:
    assert beside(cue_of("they"), cue_of("the boys", at=1))["its plural"] == [1]
    assert beside(cue_of("it"), cue_of("it", "FAC", at=1))["its thing"] == [1]
    assert beside(cue_of("I"), cue_of("I", at=1))["narrator"] == [1]
    assert beside(cue_of("I"), cue_of("I", at=1, speech=4))["narrator"] == [0]
    for i, kind in enumerate(TYPES):
        assert beside(cue_of("it"), cue_of("the thing", kind, at=1))["its type"] == one_of(7, i)
    assert beside(cue_of("it"), cue_of("it", "", at=1), cue_of("the mill", "FAC", at=2))[
        "its type"
    ] == one_of(7, 1)
    assert beside(cue_of("he"), cue_of("the man", at=1))["named"] == [0]
    assert beside(cue_of("he"), cue_of("the man", at=1), cue_of("Tom", at=2))["named"] == [1]


@pytest.mark.parametrize(
    ("count", "bucket"), [(1, 0), (2, 1), (3, 2), (5, 2), (6, 3), (15, 3), (16, 4), (99, 4)]
)
def test_how_often_a_candidate_came(count: int, bucket: int) -> None:
    assert beside(cue_of("he"), *(cue_of("he", at=i) for i in range(count)))["count"] == one_of(5, bucket)


@pytest.mark.parametrize(
    ("apart", "bucket"),
    [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (9, 5), (17, 6), (33, 7), (64, 7), (65, 8), (5000, 8)],
)
def test_how_many_mentions_lie_between(apart: int, bucket: int) -> None:
    assert beside(cue_of("he", at=6000), cue_of("he", at=6000 - apart))["apart"] == one_of(9, bucket)


@pytest.mark.parametrize(
    ("apart", "bucket"), [(-2, 0), (0, 0), (1, 1), (2, 2), (3, 3), (6, 4), (10, 4), (11, 5), (900, 5)]
)
def test_how_many_sentences_lie_between(apart: int, bucket: int) -> None:
    row = beside(cue_of("he", sentence=900), cue_of("he", at=1, sentence=900 - apart))
    assert row["sentences"] == one_of(6, bucket)


def test_ranks_count_candidates_and_people_that_agree() -> None:
    names = ["Mary Lamb", "the mill", "Tom", "Ruth", "Silas", "Caleb Rook"]
    kinds = ["PER", "FAC", *["PER"] * 4]
    before = [referent(i, cue_of(n, k, at=50 - i)) for i, (n, k) in enumerate(zip(names, kinds, strict=True))]
    rows = [groups(row) for row in features(cue_of("he"), before)]
    assert [row["rank"].index(1) for row in rows] == [0, 1, 2, 3, 4, 4]
    assert [row["person rank"].index(1) for row in rows] == [0, 0, 0, 1, 1, 2]


def test_how_a_candidate_was_mentioned_last() -> None:
    row = beside(cue_of("he"), cue_of("Tom", at=1, begins=True), cue_of("the man", at=2, speech=3))
    assert (row["last form"], row["last speech"], row["last begins"]) == (one_of(3, 1), [1], [0])
    row = beside(cue_of("he"), cue_of("the man", at=1, speech=3), cue_of("Tom", at=2, begins=True))
    assert (row["last form"], row["last speech"], row["last begins"]) == (one_of(3, 0), [0], [1])


@pytest.mark.parametrize(
    ("text", "before", "words", "head"),
    [
        ("the miller", "a miller", 1, 1),
        ("the old miller", "the miller", 0, 1),
        ("the captain", "the miller", 0, 0),
        ("the captain", "Captain Rook", 0, 1),
        ("Tom Rook", "Tom Rook", 1, 1),
        ("Mr. Rook", "Tom Rook", 0, 1),
        ("Mr. Rook", "Tom", 0, 0),
        ("he", "he", 0, 0),
    ],
)
def test_words_and_heads_that_are_alike(text: str, before: str, words: int, head: int) -> None:
    row = beside(cue_of(text), cue_of(before, at=1))
    assert (row["same words"], row["same head"]) == ([words], [head])


@pytest.mark.parametrize(
    ("text", "before", "relation", "overlap"),
    [
        ("Tom Rook", "Tom Rook", 0, 1.0),
        ("Tom", "Tom Rook", 1, 0.5),
        ("Mr. Rook", "Tom Rook", 2, 1 / 3),
        ("Mary Lamb", "Tom Rook", 3, 0.0),
        ("Mary Lamb", "the stranger", 4, 0.0),
    ],
)
def test_how_a_name_stands_to_those_of_a_candidate(
    text: str, before: str, relation: int, overlap: float
) -> None:
    row = beside(cue_of(text), cue_of(before, at=1))
    assert row["name"] == one_of(5, relation)
    assert row["overlap"] == pytest.approx([overlap])
    assert beside(cue_of("the man"), cue_of(before, at=1))["name"] == [0] * 5


def test_who_speaks_and_who_is_spoken_to() -> None:
    said = cue_of("I", speech=5, speaker=7, addressee=8)
    speaker, hearer, other = (
        referent(7, cue_of("Tom", at=3)),
        referent(8, cue_of("Ruth", at=2)),
        referent(9, cue_of("he", at=1)),
    )
    rows = [groups(row)["speaker"] for row in features(said, [speaker, hearer, other])]
    assert rows == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    rows = [groups(row)["speaker"] for row in features(replace(said, addressee=-1), [speaker, hearer])]
    assert rows == [[1, 0, 0, 1], [0, 0, 0, 1]]
    assert beside(replace(said, speaker=-1, addressee=-1), cue_of("Tom", at=1))["speaker"] == [0, 0, 1, 0]
    assert beside(replace(said, speech=-1), cue_of("Tom", at=1))["speaker"] == [0] * 4
    assert beside(said, cue_of("I", at=1, speech=5))["same speech"] == [1]
    assert beside(said, cue_of("I", at=1, speech=4))["same speech"] == [0]


def test_mentions_in_one_another_and_side_by_side() -> None:
    assert beside(cue_of("his", start=50), cue_of("his old boat", start=50, at=1))["nested"] == [1, 0]
    assert beside(cue_of("his old boat", start=50), cue_of("his", start=50, at=1))["nested"] == [0, 1]
    assert beside(cue_of("his", start=53), cue_of("his old boat", start=50, at=1))["nested"] == [0, 0]
    assert beside(cue_of("the miller", start=52, comma=1), cue_of("Tom", start=50, at=1))["joined"] == [1, 0]
    assert beside(cue_of("the miller", start=52, be=1), cue_of("Tom", start=50, at=1))["joined"] == [0, 1]
    assert beside(cue_of("the miller", start=53, be=2), cue_of("Tom", start=50, at=1))["joined"] == [0, 1]
    assert beside(cue_of("the miller", start=53, be=1), cue_of("Tom", start=50, at=1))["joined"] == [0, 0]


@pytest.mark.parametrize(
    ("text", "before", "kind", "agrees"),
    [
        ("he", "Mr. Rook", "PER", 1),
        ("she", "Mr. Rook", "PER", -1),
        ("she", "the doctor", "PER", 0),
        ("it", "the mill", "FAC", 1),
        ("it", "the doctor", "PER", -1),
        ("they", "the boys", "PER", 1),
        ("they", "Mr. Rook", "PER", -1),
        ("they", "the doctor", "PER", 0),
        ("you", "Mr. Rook", "PER", 0),
        ("the girl", "Mr. Rook", "PER", -1),
    ],
)
def test_gender_and_number_agree_or_not(text: str, before: str, kind: str, agrees: int) -> None:
    assert beside(cue_of(text), cue_of(before, kind, at=1))["agrees"] == one_of(3, agrees + 1)


def test_types_and_pronouns_that_are_the_same() -> None:
    assert beside(cue_of("the inn", "FAC"), cue_of("the house", "FAC", at=1))["same type"] == [1, 0]
    assert beside(cue_of("the inn", "FAC"), cue_of("Pell", "GPE", at=1))["same type"] == [0, 1]
    assert beside(cue_of("it", ""), cue_of("Pell", "GPE", at=1))["same type"] == [0, 0]
    assert beside(cue_of("him"), cue_of("he", at=1))["same pronoun"] == [1]
    assert beside(cue_of("him"), cue_of("she", at=1))["same pronoun"] == [0]
    assert beside(cue_of("the man"), cue_of("the man", at=1))["same pronoun"] == [0]


def test_relations_of_names() -> None:
    names = [("tom", "rook"), ("captain", "rook")]
    assert name_relation(("tom", "rook"), names) == 0
    assert name_relation(("rook",), names) == 1
    assert name_relation(("mr.", "rook"), names) == 2
    assert name_relation(("lamb",), names) == 3


def test_what_describes_a_mention_as_a_new_one() -> None:
    none = np.zeros((0, FEATURES), np.float32)
    row = groups(new_features(cue_of("the old miller", comma=1), none), NEW_LAYOUT)
    assert row["form"] == one_of(3, 1)
    assert row["type"] == one_of(7, 0)
    assert row["determiner"] == one_of(6, 2)
    assert row["joined"] == [1, 0]
    assert row["length"] == one_of(4, 2)
    assert row["empty"] == [1]
    assert (row["head"], row["words"], row["agrees"]) == ([0], [0], [0])
    said = cue_of("his brother", speech=1, speaker=7, be=1)
    row = groups(new_features(said, features(said, [referent(7, cue_of("the brother", at=1))])), NEW_LAYOUT)
    assert (row["speech"], row["speaker"], row["joined"], row["empty"]) == ([1], [1, 0], [0, 1], [0])
    assert (row["head"], row["words"], row["is speaker"], row["is narrator"]) == ([1], [1], [1], [0])
    assert (row["determiner"], row["agrees"]) == (one_of(6, 3), [1])


def test_no_candidates_no_rows() -> None:
    assert features(cue_of("he"), []).shape == (0, FEATURES)


# -- what is remembered of one


def test_names_and_heads_are_kept_once_and_the_last_of_them() -> None:
    one = referent(
        1, *(cue_of(f"Tom {name}", at=i) for i, name in enumerate("ABCDEFGHIJ")), cue_of("Tom J", at=20)
    )
    assert [words[-1] for words in one.names] == list("cdefghij")
    assert one.words == {"tom", *"cdefghij"}
    one = referent(
        1,
        *(
            cue_of(f"the {noun}", at=i)
            for i, noun in enumerate("man clerk man boy spy thief guide cook".split())
        ),
    )
    assert one.heads == ("clerk", "boy", "spy", "thief", "guide", "cook")
    assert one.count == 8


def test_a_referent_is_not_changed_by_what_comes_behind() -> None:
    one = referent(1, cue_of("Tom", at=1))
    row, before = one.row.copy(), replace(one)
    later = one.seen(cue_of("he", at=2))
    features(cue_of("he"), [one])
    assert one == before
    assert np.array_equal(one.row, row)
    assert later.count == 2


# -- all at once, read slowly


_TEXTS = (
    "he", "she", "it", "I", "they", "you", "that", "Tom", "Tom Rook", "Mr. Rook", "Mary Lamb", "Mrs. Rook", "the miller",
    "the old miller", "a man", "the boys", "the mill", "his sister", "the Rooks", "Captain Rook", "the captain",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A mention as it is drawn."""

    text: str
    kind: str
    who: int
    speech: int
    speaker: int
    addressee: int
    comma: int
    be: int
    begins: bool
    on: int  # tokens
    sentences: int


_MENTION = st.builds(
    Told,
    st.sampled_from(_TEXTS),
    st.sampled_from(["PER", "PER", "FAC", "GPE", ""]),
    st.integers(0, 5),
    st.integers(-1, 2),
    st.integers(-1, 5),
    st.integers(-1, 5),
    st.integers(0, 1),
    st.integers(0, 2),
    st.booleans(),
    st.integers(-2, 3),
    st.integers(0, 3),
)


def cues_of(told: Sequence[Told]) -> list[Cue]:
    """Mentions one behind another, now and then one step back."""
    found: list[Cue] = []
    start, sentence = 20, 5
    for at, one in enumerate(told):
        start, sentence = start + one.on, sentence + one.sentences
        words = one.text.split()
        plain = Cue(at, sentence, 0, start, start + len(words), one.kind, wording(words))
        if one.speech >= 0:
            plain = replace(plain, speech=one.speech, speaker=one.speaker, addressee=one.addressee)
        found.append(replace(plain, comma=one.comma, be=one.be, begins=one.begins))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(_MENTION, min_size=2, max_size=25))
def test_all_columns_as_read_slowly(told: list[Told]) -> None:
    *before, cue = cues_of(told)
    met: dict[int, Referent] = {}
    for one, seen in zip(told, before, strict=False):
        met[one.who] = met.get(one.who, Referent(one.who, one.kind)).seen(seen)
    candidates = sorted(met.values(), key=lambda one: -(one.last.at if one.last else 0))
    rows, expected = features(cue, candidates), slow(cue, candidates)
    assert [groups(row) for row in rows] == expected
    fresh = groups(new_features(cue, rows), NEW_LAYOUT)
    for name, of_rows in (("head", "same head"), ("words", "same words")):
        assert fresh[name] == [max(row[of_rows][0] for row in expected)]
    assert fresh["name"] == [max(row["name"][i] for row in expected) for i in range(3)]
    assert fresh["agrees"] == [max(row["agrees"][2] for row in expected)]
    assert fresh["is speaker"] == [max(row["speaker"][0] for row in expected)]
    assert fresh["is narrator"] == [max(row["narrator"][0] for row in expected)]
    for name in ("form", "pronoun", "gender", "speech", "type"):
        assert fresh[name] == expected[0][name]
