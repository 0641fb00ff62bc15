from __future__ import annotations

import numpy as np
import pytest

from wellanyway.reading.features import features, term
from wellanyway.reading.stems import content, stem


@pytest.mark.parametrize(
    "forms",
    [
        ("love", "loved", "loves", "loving"),
        ("cry", "cries", "cried", "crying"),
        ("run", "ran", "running", "runs"),
        ("stop", "stopped", "stops"),
        ("travel", "travelled", "travelling"),
        ("king", "king's", "kings", "kings'"),
        ("mouse", "mice"),
        ("house", "houses"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    "pair", [("bus", "bed"), ("king", "kin"), ("red", "r"), ("thing", "th"), ("miss", "mis")]
)
def test_short_words_are_left_whole(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


def test_words_of_grammar_are_left_out() -> None:
    assert content("They were all in the mill.") == [stem("mill")]


def test_a_row_depends_on_its_own_text_alone() -> None:
    texts = ["Tom ran to the mill.", "", "Nobody spoke for a long while.", "“Run!” said Nell."]
    together = features(texts)
    for i, text in enumerate(texts):
        alone = features([text])
        assert np.array_equal(together.terms[together.bounds[i] : together.bounds[i + 1]], alone.terms)
        assert np.array_equal(together.vectors[i], alone.vectors[0])
    assert features(["the mills"]).terms.tolist() == [term(stem("mill"))]
