from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.asking.told_of import MILL, mill
from wellanyway.asking.finding import retrieval
from wellanyway.asking.understanding.question import understand
from wellanyway.reading.features import features

TEXTS = [chapter.text(extent) for chapter in MILL for extent in chapter.sentences]


def test_a_sentence_scores_the_same_whatever_stands_behind_it() -> None:
    index = features(TEXTS)
    question = understand("Why did Julia come to the mill?")
    whole = retrieval.survey(index, question)
    for told_to in range(1, len(TEXTS)):
        cut = retrieval.survey(index.upto(told_to), question)
        for name in ("coverage", "saturated", "static", "meant"):
            assert np.array_equal(getattr(cut, name), getattr(whole, name)[:told_to])
        for here, there in zip(cut.words, whole.words, strict=True):
            assert here.tolist() == [row for row in there.tolist() if row < told_to]


def test_words_are_found_where_they_stand() -> None:
    field = retrieval.survey(features(TEXTS), understand("the lantern and the barley"))
    lantern, barley = (rows.tolist() for rows in field.words)
    assert lantern == [i for i, text in enumerate(TEXTS) if "lantern" in text]
    assert barley == [i for i, text in enumerate(TEXTS) if "barley" in text]
    assert sum(field.shares) == 1
    assert field.coverage[4] == 1
    assert retrieval.survey(features(TEXTS), understand("Zanthia")).heard == 0


@settings(max_examples=50)
@given(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=1, max_size=60), st.integers(1, 20))
def test_the_best_are_the_highest_and_the_earlier_of_equals(values: list[float], limit: int) -> None:
    found = retrieval.best(np.array(values, np.float32), limit=limit).tolist()
    assert found == sorted(range(len(values)), key=lambda i: (-values[i], i))[:limit]


def test_hits_have_a_score_of_their_own() -> None:
    late = {hit.sentence: hit.score for hit in mill().search("the red lantern", limit=20)}
    early = {hit.sentence: hit.score for hit in mill(9).search("the red lantern", limit=20)}
    assert early
    assert all(late[sentence] == score for sentence, score in early.items() if sentence in late)
    assert all(0 <= score <= 1 for score in late.values())
    assert max(late, key=lambda sentence: late[sentence]) == 4


def test_the_vector_of_a_sentence_does_not_depend_on_its_company() -> None:
    together = retrieval.vectors_of(TEXTS)
    assert np.array_equal(retrieval.vectors_of([TEXTS[3]])[0], together[3])
