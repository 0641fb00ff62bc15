"""Pages with their mentions written into the text: "[[Tom]1’s sister]2 was [Mary]3." Numbers are entities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.gender import evidence
from wellanyway.reading.mentions import mention_at
from wellanyway.reading.page import Mention, Page, Speech
from wellanyway.reading.proper import form
from wellanyway.reading.tokens import tokenise
from wellanyway.reading.window import Window
from wellanyway.story import Block, BlockKind, Sentence

_MARK = re.compile(r"\[|\](\d+)([FGLVO]?)")
_TYPES = {"": "PER", "F": "FAC", "G": "GPE", "L": "LOC", "V": "VEH", "O": "ORG"}


def page_of(marked: str, *, speakers: Sequence[int] = (), met: Sequence[Entity] = ()) -> Page:
    """The page; `speakers` are those of its quotations in order, `met` who was known before it."""
    text, spans = _read(marked)
    sentence = Sentence(5, 0, 6, 2, 0, len(text), text)
    page = Page(Window(0, "", 2, Block(BlockKind.PARAGRAPH, text), (sentence,)), "test")
    page.tokens = tokenise(text)
    for i, quoted in enumerate(re.finditer(r"“[^”]*”?", text)):
        who = speakers[i] if i < len(speakers) else -1
        page.speeches.append(Speech(quoted.start(), quoted.end(), "“", is_closed=True, speaker=who))
    starts = {token.start: i for i, token in enumerate(page.tokens)}
    ends = {token.end: i + 1 for i, token in enumerate(page.tokens)}
    for start, end, who, kind in spans:
        mention = mention_at(page, starts[start], ends[end], kind, 1.0)
        mention.who = who
        if mention.form == "pronoun":
            mention.type = ""
        page.mentions.append(mention)
    page.mentions.sort(key=lambda one: (one.first, -one.last))
    page.entities = _entities(page, met)
    return page


def _read(marked: str) -> tuple[str, list[tuple[int, int, int, str]]]:
    text, open_at, spans, at = "", [], [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark[0] == "[":
            open_at.append(len(text))
        else:
            spans.append((open_at.pop(), len(text), int(mark[1]), _TYPES[mark[2]]))
    return text + marked[at:], spans


def _entities(page: Page, met: Sequence[Entity]) -> Entities:
    entities = Entities()
    for one in met:
        entities = entities.put(one)
    for mention in page.mentions:
        entities = entities.put(_seen(page, entities, mention))
    return entities


def _seen(page: Page, entities: Entities, mention: Mention) -> Entity:
    one = entities.get(mention.who) or Entity(mention.who, mention.type or "PER", first=5)
    name = form(page.text[mention.start : mention.end], mention.type or "PER").name
    is_new = mention.form == "proper" and name not in one.names
    told = evidence(page, mention)
    return replace(
        one,
        names=(*one.names, name) if is_new else one.names,
        male=one.male + (told.gender == "m"),
        female=one.female + (told.gender == "f"),
        plural=one.plural + told.is_plural,
        count=one.count + 1,
        last=5,
    )
