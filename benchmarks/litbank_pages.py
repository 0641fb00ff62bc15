"""LitBank's extracts as the reader's pages, with the gold layers on them: speeches, mentions and who they mean.

Paragraphs come from the whole novel where one is at hand, as letters are the same in both; else from the loader's guess.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import litbank
from litbank_speakers import speakers_of
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.gaps import gaps_of, gender_of_word
from wellanyway.reading.lexicon import GENDER, TITLES
from wellanyway.reading.page import Mention, Page, Speech
from wellanyway.reading.tags import LEAD, tags_of

__all__ = ["GoldPage", "gold_pages", "pages", "with_noise", "with_paragraphs"]

_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "`": "'"})
_BREAK = re.compile(r"\n[ \t]*\n")
_PRONOUNS = frozenset(
    """i me my mine myself you your yours yourself thou thee thy thine he him his himself she her hers herself it its itself we us our
    ours ourselves they them their theirs themselves who whom whose one ye""".split()
)


_WRONG, _LEFT = 0.15, 0.15  # shares of pronouns that noise gives to another, and to nobody


@dataclass(slots=True)
class GoldPage:
    """A page and the gold speaker of each of its speeches, with the number of the gold quotation."""

    page: Page
    speakers: list[int]
    quotes: list[int]


def with_paragraphs(document: litbank.Document, books: Path | None) -> litbank.Document:
    """The extract cut where its novel has paragraphs; as it is where the novel is not at hand."""
    number = document.name.split("_")[0]
    novel = next(iter(books.glob(f"{number}_*.txt")), None) if books is not None else None
    if novel is None:
        return document
    raw = novel.read_text("utf-8", errors="replace").translate(_SAME)
    places = [at for at, letter in enumerate(raw) if letter.isalnum()]
    bare = "".join(raw[at] for at in places)
    words = ["".join(c for c in word.translate(_SAME) if c.isalnum()) for word in document.words]
    found = bare.find("".join(words))
    if found < 0:
        return document
    breaks = set()
    letters = found
    for at, word in enumerate(words):
        if word:
            between = _BREAK.split(raw[places[letters - 1] + 1 : places[letters]]) if letters > found else []
            if len(between) > 1:
                breaks.add(_first_of_paragraph(document.words, at, "".join(between[-1].split())))
            letters += len(word)
    return replace(document, blocks=tuple(_blocks(document, sorted(breaks))))


def _first_of_paragraph(words: Sequence[str], at: int, marks: str) -> int:
    """A paragraph begins with the marks that the novel has between its break and its first letter."""
    left = len(marks)
    while at and left and not any(c.isalnum() for c in words[at - 1]) and len(words[at - 1]) <= left:
        at -= 1
        left -= len(words[at])
    return at


def _blocks(document: litbank.Document, breaks: Sequence[int]) -> Iterator[litbank.LitBlock]:
    bounds = [0, *(at for at in breaks if at), len(document.words)]
    for first, last in pairwise(bounds):
        inner = [at for at in document.sentences if first < at < last]
        yield litbank._block(document.words, [first, *inner], last)


def gold_pages(document: litbank.Document, books: Path | None, *, pronouns: bool = True) -> list[GoldPage]:
    """The extract's pages with the true speakers, each as its entity of the coreference layer."""
    document = with_paragraphs(document, books)
    tagged = []
    for gold in pages(document):
        if gold.page.speeches:
            for number, tag in zip(gold.quotes, tags_of(gaps_of(gold.page)), strict=True):
                if tag is not None and tag.who >= 0 and tag.order != LEAD and not tag.is_soft:
                    tagged.append((document.quotes[number].label, tag.who))
    means = speakers_of(document, tagged)
    found = list(pages(document, pronouns=pronouns))
    for gold in found:
        gold.speakers = [means[document.quotes[number].label] for number in gold.quotes]
    return found


def with_noise(gold: Sequence[GoldPage], chance: random.Random) -> None:
    """Give some pronouns to somebody else or to nobody, as coreference does."""
    recent: list[int] = []
    for one in gold:
        for mention in one.page.mentions:
            if mention.who < 0 or mention.speech >= 0 or mention.type != "PER":
                continue
            if mention.form != "pronoun":
                recent = [*recent[-7:], mention.who]
            elif one.page.word(mention.head).lower() not in {"i", "me", "my", "myself"}:
                dice = chance.random()
                if dice < _WRONG and recent:
                    mention.who = chance.choice(recent)
                elif dice < _WRONG + _LEFT:
                    mention.who = -1


def pages(document: litbank.Document, *, pronouns: bool = True) -> Iterator[GoldPage]:
    """The extract's pages with gold mentions; without `pronouns` those but "I" mean nobody yet."""
    types = _types(document)
    entities = Entities()
    left_open = False
    for window, block in zip(document.windows(), document.blocks, strict=True):
        page = Page(window, "gold")
        page.tokens = list(block.tokens)
        gold = _speeches(document, block, page, left_open=left_open)
        left_open = bool(page.speeches) and not page.speeches[-1].is_closed
        mentions = _mentions(document, block, page, types)
        for mention, who in mentions:
            if mention.speech < 0:
                entities = _met(entities, page, mention, who, types[who])
        page.entities = entities
        for mention, who in mentions:
            mention.who = who if _is_known(page, mention, pronouns=pronouns) else -1
            page.mentions.append(mention)
        page.layers.update({"tokens", "speeches", "mentions", "coreference"})
        yield GoldPage(page, [document.quotes[q].speaker for q in gold], gold)


def _types(document: litbank.Document) -> dict[int, str]:
    """Each entity's type: what most of its mentions are, PER where only pronouns mean it."""
    votes: dict[int, Counter[str]] = {}
    for mention in document.mentions:
        votes.setdefault(mention.entity, Counter())[mention.type or "?"] += 1
    kinds = {}
    for who, counter in votes.items():
        counter.pop("?", None)
        kinds[who] = counter.most_common(1)[0][0] if counter else "PER"
    return kinds


def _speeches(
    document: litbank.Document, block: litbank.LitBlock, page: Page, *, left_open: bool
) -> list[int]:
    gold: list[int] = []
    for number, quote in enumerate(document.quotes):
        first, last = max(quote.start, block.first), min(quote.end, block.last)
        if first >= last:
            continue
        start, end = block.tokens[first - block.first].start, block.tokens[last - 1 - block.first].end
        is_closed = document.words[last - 1] in {"”", '"', "’", "'", "''", "»"} or last < block.last
        continues = first > quote.start or (left_open and not gold and not page.text[:start].strip())
        page.speeches.append(Speech(start, end, page.text[start], is_closed, continues=continues))
        gold.append(number)
    return gold


def _mentions(
    document: litbank.Document, block: litbank.LitBlock, page: Page, types: dict[int, str]
) -> list[tuple[Mention, int]]:
    found = []
    for gold in document.mentions:
        if not (block.first <= gold.start and gold.end <= block.last):
            continue
        first, last = gold.start - block.first, gold.end - block.first
        words = [page.word(at) for at in range(first, last)]
        if len(words) == 1 and words[0].lower() in _PRONOUNS:
            form = "pronoun"
        else:
            form = (
                "proper"
                if any(
                    word[0].isupper()
                    for word in words[(words[0] in {"The", "A", "An"}) :]
                    if word not in _PRONOUNS and word.lower() not in _PRONOUNS
                )
                else "common"
            )
        start, end = block.tokens[first].start, block.tokens[last - 1].end
        speech = next((i for i, one in enumerate(page.speeches) if one.start <= start < one.end), -1)
        mention = Mention(start, end, first, last, types[gold.entity], form, _head(words, first), speech)
        found.append((mention, gold.entity))
    return found


def _head(words: Sequence[str], first: int) -> int:
    """The noun that carries a mention: the last word before "of", "with", a comma or a relative."""
    for at, word in enumerate(words):
        if at and word.lower() in {
            "of",
            "in",
            "with",
            ",",
            "who",
            "at",
            "from",
            "to",
            "on",
            "that",
            "whom",
            "-",
            "which",
        }:
            return first + at - 1
    return first + len(words) - 1


def _is_known(page: Page, mention: Mention, *, pronouns: bool) -> bool:
    if mention.speech >= 0:
        return False
    return (
        pronouns or mention.form != "pronoun" or page.word(mention.head) in {"I", "me", "my", "My", "myself"}
    )


def _met(entities: Entities, page: Page, mention: Mention, who: int, kind: str) -> Entities:
    entity = entities.by_number.get(who) or Entity(who, kind, first=page.ordinal(mention.start))
    words = [page.word(at) for at in range(mention.first, mention.last)]
    gender = gender_of_word(page.word(mention.head).lower())
    names, heads = entity.names, entity.heads
    if mention.form == "proper":
        name = " ".join(word.rstrip(".") for word in words)
        names = names if name in names else (*names, name)
        gender = next((TITLES[w.rstrip(".")] for w in words if TITLES.get(w.rstrip("."))), "") or next(
            (GENDER[w] for w in words if w in GENDER), ""
        )
    elif mention.form == "common":
        head = page.word(mention.head).lower()
        heads = heads if head in heads else (*heads, head)
    return entities.put(
        replace(
            entity, names=names, heads=heads, male=entity.male + (gender == "m"), female=entity.female + (gender == "f"),
            plural=entity.plural + (gender == "p"), count=entity.count + 1, last=page.ordinal(mention.start),
        )
    )  # fmt: skip
