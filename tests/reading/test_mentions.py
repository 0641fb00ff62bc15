"""Spans that the network found, as mentions."""

from __future__ import annotations

from types import SimpleNamespace

from tests.reading.page_of import page_of
from wellanyway.reading.heads import FoundSpan
from wellanyway.reading.mentions import Mentions, mention_at
from wellanyway.reading.page import Page, Speech


def test_a_mention_has_its_words_form_and_head() -> None:
    page = page_of("The old miller of Pell saw Mary Lamb.")
    miller, mary = mention_at(page, 0, 5, "PER"), mention_at(page, 6, 8, "PER", 0.7)
    assert page.text[miller.start : miller.end] == "The old miller of Pell"
    assert (miller.first, miller.last, miller.form, miller.head) == (0, 5, "common", 2)
    assert page.text[mary.start : mary.end] == "Mary Lamb"
    assert (mary.form, page.word(mary.head), mary.confidence, mary.who) == ("proper", "Lamb", 0.7, -1)


def test_a_mention_stands_in_the_innermost_quotation() -> None:
    page = page_of("Tom: “She said ‘I hate Rook’ to me.” He left.")
    text = page.text
    page.speeches = [
        Speech(text.index("“"), text.index("”") + 1, "“", is_closed=True),
        Speech(text.index("‘"), text.index("’") + 1, "‘", is_closed=True, depth=1),
    ]
    found = {
        page.word(i): mention_at(page, i, i + 1, "").speech
        for i in range(len(page.tokens))
        if page.word(i).isalpha()
    }
    assert [found[word] for word in ("Tom", "She", "I", "Rook", "me", "He")] == [-1, 0, 1, 1, 0, -1]


def test_the_stage_takes_every_span_in_order_and_is_surer_the_wider_the_margin() -> None:
    page = page_of("Tom saw her boat.")
    spans = (FoundSpan(0, 1, "PER", 9.0), FoundSpan(2, 3, "", 0.5), FoundSpan(2, 4, "VEH", 2.0))
    page.tags = SimpleNamespace(spans=spans)
    Mentions().read(page, Mentions().start())
    assert [page.text[one.start : one.end] for one in page.mentions] == ["Tom", "her", "her boat"]
    assert [(one.type, one.form) for one in page.mentions] == [
        ("PER", "proper"),
        ("", "pronoun"),
        ("VEH", "common"),
    ]
    confidences = [one.confidence for one in page.mentions]
    assert confidences[0] == 1.0 > confidences[2] > confidences[1] > 0.5


def test_a_page_without_tags_has_none() -> None:
    page = Page(page_of("—").window, "test")
    Mentions().read(page, Mentions().start())
    assert page.mentions == []


def passed_over(*texts: str) -> list[list[str]]:
    """The mentions of pages in which the network has found nothing, read one behind the other."""
    stage = Mentions()
    state = stage.start()
    found = []
    for text in texts:
        page = page_of(text)
        page.tags = SimpleNamespace(spans=())
        state = stage.load(stage.dump(stage.read(page, state)))
        found.append([page.text[one.start : one.end] for one in page.mentions])
    return found


def test_a_name_that_the_network_passed_over_is_found_where_it_speaks_and_ever_after() -> None:
    assert passed_over("They saw Zeb there.", "“Run,” said Zeb.", "They saw Zeb there.") == [
        [],
        ["Zeb"],
        ["Zeb"],
    ]


def test_a_name_inside_a_mention_is_not_found_twice() -> None:
    page = page_of("“Run,” said Zeb Rook.")
    page.tags = SimpleNamespace(spans=(FoundSpan(5, 7, "PER", 9.0),))
    Mentions().read(page, Mentions().start())
    assert [page.text[one.start : one.end] for one in page.mentions] == ["Zeb Rook"]


def test_a_saint_goes_on_in_the_name_behind_it() -> None:
    page = page_of("Mr. Neville St. Clair saw St. and fled.")
    spans = (FoundSpan(0, 3, "PER", 9.0), FoundSpan(0, 4, "PER", 2.0), FoundSpan(5, 6, "FAC", 1.0))
    page.tags = SimpleNamespace(spans=spans)
    Mentions().read(page, Mentions().start())
    assert [page.text[one.start : one.end] for one in page.mentions] == ["Mr. Neville St. Clair", "St."]
