"""The glance: what the told part of a paragraph in play shows, from its words and the memory of all before.

That a paragraph is over is known only when the next one begins; until then it is read so, by rules and the speakers'
ranker, without a model of the text or a state. The same words after the same past give the same facts, whether or
not the paragraph goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wellanyway.facts import Fact
from wellanyway.reading.coreference import note_mention
from wellanyway.reading.page import Page
from wellanyway.reading.quotation_habits import Habits
from wellanyway.reading.quotations import Quotations, QuotationState
from wellanyway.reading.recollection import Recollection
from wellanyway.reading.speakers import Speakers
from wellanyway.reading.surface import Surface
from wellanyway.reading.tokens import tokenise
from wellanyway.reading.turns import Conversation, Line, Presence
from wellanyway.reading.window import Window
from wellanyway.story import BlockKind

__all__ = ["glance"]

_LINES = 6
_MENTIONS = 60
_TOLD = frozenset({"tag", "pronoun-tag", "narrator"})


def glance(window: Window, known: Recollection, speakers: Speakers, producer: str) -> tuple[Fact, ...]:
    """Mentions, quotations and the beginning of a scene in what has been told of a block."""
    begins = "break" if window.follows_break else ""
    page = Page(window, producer, "chapter" if window.chapter != known.chapter else begins)
    page.tokens = tokenise(page.text)
    if page.begins:
        first = window.sentences[0]
        page.note("scene", first.start, first.end, {"reason": page.begins})
    if window.block.kind is BlockKind.HEADING:
        return tuple(page.facts)
    lines = [fact for fact in known.quotations(3 * _LINES) if not fact.value.get("depth")]
    Quotations().read(page, _quotations(known, lines))
    Surface(page, known).link()
    speakers.read(page, _conversation(known, lines))
    for mention in page.mentions:
        note_mention(page, mention)
    return tuple(page.facts)


def _quotations(known: Recollection, lines: Sequence[Fact]) -> QuotationState:
    """What the block before left open, and which marks the last quotations were set in."""
    habits = Habits().after(str(fact.value["kind"]) for fact in lines if fact.value.get("kind"))
    left_open = known.left_open
    if left_open is None or not left_open.value.get("kind"):
        return QuotationState(habits=habits, chapter=known.chapter)
    modes = (str(left_open.value.get("mode", "speech")),)
    return QuotationState(str(left_open.value["kind"]), modes, habits, chapter=known.chapter)


def _conversation(known: Recollection, lines: Sequence[Fact]) -> Conversation:
    """Who spoke last to whom, and who was mentioned lately, as far as the chapter goes back."""
    here = known.chapter

    def number(value: object) -> int:
        return known.root(value) if isinstance(value, int) and value >= 0 else -1

    kept = [
        Line(
            number(fact.value.get("speaker", -1)),
            fact.confidence,
            number(fact.value.get("addressee", -1)),
            fact.block,
            _int(fact.value.get("shown")),
            fact.value.get("how") in _TOLD,
            is_open=not fact.value.get("closed"),
        )
        for fact in lines
        if fact.chapter == here and fact.sentence >= known.scene
    ]
    people: dict[int, Presence] = {}
    for fact in known.mentions(_MENTIONS):
        who = number(fact.value.get("who", -1))
        if fact.chapter != here or who < 0 or fact.value.get("type") != "PER":
            continue
        one = people.get(who) or Presence(who, fact.block)
        if fact.value.get("quoted"):
            people[who] = replace(one, quoted=fact.block)
        else:
            people[who] = replace(
                one, block=fact.block, sentence=fact.sentence, mentions=min(one.mentions + 1, 99)
            )
    for line in kept:
        if line.speaker >= 0:
            one = people.get(line.speaker) or Presence(line.speaker, line.block)
            people[line.speaker] = replace(one, spoke=line.block, lines=one.lines + 1)
    return Conversation(max(known.block, 0), tuple(kept[-_LINES:]), tuple(people.values())[-24:])


def _int(value: object) -> int:
    return value if isinstance(value, int) else -1
