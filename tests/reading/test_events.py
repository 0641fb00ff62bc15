"""What happens is noted word by word."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np

from tests.reading.page_of import page_of
from wellanyway.reading.events import Events


def test_every_event_is_a_fact_about_its_word() -> None:
    page = page_of("Tom ran home and cried.")
    page.events = [1, 4]
    page.tags = SimpleNamespace(events=np.array([0, 0.987, 0, 0, 0.51, 0], np.float32))
    Events().read(page, None)
    assert [(page.text[fact.start : fact.end], fact.value) for fact in page.facts] == [
        ("ran", {"lemma": "run"}),
        ("cried", {"lemma": "cry"}),
    ]
    assert [fact.confidence for fact in page.facts] == [0.99, 0.51]
    assert {(fact.kind, fact.known_at, fact.sentence) for fact in page.facts} == {("event", 6, 5)}
    json.dumps([(fact.confidence, dict(fact.value)) for fact in page.facts])


def test_a_page_without_events_has_no_fact() -> None:
    page = page_of("It was a house.")
    Events().read(page, None)
    assert page.facts == []
