"""The glance: what the told part of a paragraph shows, the same whether or not it goes on."""

from __future__ import annotations

from tests.reading.reading_of import shared
from wellanyway.facts import Fact
from wellanyway.memory.log import WorkMemory
from wellanyway.reading.sentences import divide
from wellanyway.story import Block, BlockKind, Chapter, InMemoryWork
from wellanyway.testing.sparing import SparingReader


def memory(*paragraphs: str) -> WorkMemory:
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs)
    return WorkMemory(InMemoryWork([divide(Chapter("one", "", blocks))]), reader=shared())


def last(facts: list[Fact], kind: str) -> Fact:
    return [fact for fact in facts if fact.kind == kind][-1]


MET = "Mary Lamb came up the hill with Tom Rook. Tom Rook carried the basket, and Mary Lamb carried nothing."


def test_a_name_in_the_paragraph_in_play_is_whoever_had_it_before() -> None:
    known = memory(MET, "“Put it down,” said Mary.").chronicle(3)
    lamb = known.named("Mary Lamb")[0]
    facts = list(known.facts())
    assert last(facts, "mention").value["who"] == lamb
    spoken = last(facts, "quotation")
    assert (spoken.value["speaker"], spoken.known_at) == (lamb, 3)


def test_a_pronoun_means_the_one_named_last_whom_it_fits() -> None:
    known = memory(MET, "He put it down at once.").chronicle(3)
    assert last(list(known.facts()), "mention").value["who"] == known.root(known.named("Tom Rook")[0])


def test_a_new_name_gets_a_number_nobody_has() -> None:
    known = memory(MET, "Then Silas Penhale came running.").chronicle(3)
    before = memory(MET, "Then Silas Penhale came running.").chronicle(2)
    assert int(str(last(list(known.facts()), "mention").value["who"])) >= before.next_number


def test_the_same_words_show_the_same_whether_or_not_the_paragraph_goes_on() -> None:
    told = "“Put it down,” said Mary. He put it down."
    ends = memory(MET, told, "Nobody spoke.")
    goes_on = memory(MET, told + " “It is empty,” said Silas Penhale, who was her brother.", "Nobody spoke.")
    for told_to in (3, 4):
        assert list(ends.facts(told_to)) == list(goes_on.facts(told_to))


def test_a_paragraph_that_is_over_is_read() -> None:
    whole = memory(MET, "He put it down at once.", "Nobody spoke.")
    kinds = {fact.kind for fact in whole.facts(4) if fact.sentence == 2}
    assert "event" in kinds
    assert "event" not in {fact.kind for fact in whole.facts(3) if fact.sentence == 2}


def test_a_sparing_reader_gives_what_the_reader_gives() -> None:
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, text) for text in (MET, "He put it down.", "“Now go,” said Mary.")
    )
    chapters = [divide(Chapter("one", "", blocks))]
    sparing = SparingReader(shared())
    for told_to in (1, 2, 3, 4, 2):
        plain = WorkMemory(InMemoryWork(chapters), reader=shared()).facts(told_to)
        assert list(WorkMemory(InMemoryWork(chapters), reader=sparing).facts(told_to)) == list(plain)
