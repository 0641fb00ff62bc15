"""Base forms."""

from __future__ import annotations

import pytest

from wellanyway.reading.lemmas import lemma


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("be", "am is are was were been being"),
        ("go", "goes went gone going"),
        ("do", "does did done doing"),
        ("use", "used using uses"),
        ("say", "said says saying"),
        ("take", "took taken taking takes"),
        ("leave", "left leaving"),
        ("bear", "bore borne born"),
        ("behold", "beheld beholding"),
        ("cry", "cried cries crying"),
        ("try", "tried tries trying"),
        ("carry", "carried carries carrying"),
        ("die", "died dies dying"),
        ("stop", "stopped stopping stops"),
        ("hope", "hoped hoping hopes"),
        ("note", "noted noting notes"),
        ("scrape", "scraped scraping"),
        ("dine", "dined dining"),
        ("ask", "asked asking asks"),
        ("roll", "rolled rolling"),
        ("add", "added adding"),
        ("agree", "agreed agreeing agrees"),
        ("watch", "watched watches watching"),
        ("kiss", "kissed kisses"),
        ("house", "houses"),
        ("boat", "boats"),
        ("shoe", "shoes"),
        ("hero", "heroes"),
        ("box", "boxes"),
        ("story", "stories"),
        ("wife", "wives"),
        ("child", "children"),
        ("man", "men"),
        ("swing", "swung swings swinging"),
    ],
)
def test_forms_have_their_base(base: str, forms: str) -> None:
    for form in forms.split():
        assert lemma(form) == base
        assert lemma(form.capitalize()) == base
    assert lemma(base) == base


@pytest.mark.parametrize(
    "word", "thing king spring hundred indeed need glass bus this boss perhaps string sacred ring red".split()
)
def test_what_only_looks_like_a_form_stays(word: str) -> None:
    assert lemma(word) == word


@pytest.mark.parametrize("word", ["", "ing", "ed", "s", "ies", "漢字", "—", "qwmzxed", "’s"])
def test_what_is_no_word_stays(word: str) -> None:
    assert lemma(word) == word
