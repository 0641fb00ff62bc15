"""Cases for the speaker ranker: quotations with their candidates and the right one, from gold pages and silver ones.

A tale is a row of pages told in order. It is read as the reader reads it, with whatever ranker there is by then deciding,
so that a case comes with the mistakes made before it, as it will when the ranker is used.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import litbank
from litbank_pages import GoldPage, gold_pages, with_noise
from speaker_silver import SilverPage, as_pronoun, hidden
from wellanyway.reading.attribution import Attribution, Decide, attribute
from wellanyway.reading.gaps import gaps_of
from wellanyway.reading.page import Page
from wellanyway.reading.speaker_features import NAMES, Case
from wellanyway.reading.tags import tags_of
from wellanyway.reading.turns import Conversation

__all__ = ["Cases", "Told", "gold_tales", "manner", "read", "silver_tale"]

Rows = NDArray[np.float16]
UNKNOWN, NOBODY_HERE = -1, -2  # no label; a speaker whom coreference does not have
GLOBALS = NAMES.index("is_none")
HAS_TAG = NAMES.index("has_tag")
PRONOUNS = ("resolved", "noisy", "unresolved")
_HIDDEN, _PRONOUN = 0.3, 0.25  # shares of told blocks of silver that lose their tags, and their names


@dataclass(frozen=True, slots=True)
class Told:
    """One page of a tale and the true speakers of its quotations; `kind` is where they are known from."""

    page: Page
    speakers: Sequence[int]
    kind: str
    begins: bool = False


@dataclass(slots=True)
class Cases:
    """Rows of features, the number of the right one, and where the label is from."""

    rows: list[Rows] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    untagged: list[Rows] = field(
        default_factory=list
    )  # what is the same for all candidates of those with no label and tag

    def extend(self, other: Cases) -> None:
        self.rows += other.rows
        self.right += other.right
        self.kinds += other.kinds
        self.untagged += other.untagged

    def note(self, case: Case, speaker: int, kind: str) -> None:
        """Keep a case, or what it looks like where its speaker is not known."""
        if speaker == UNKNOWN:
            if not case.rows[-1][HAS_TAG]:
                self.untagged.append(np.array(case.rows[-1][GLOBALS:], np.float16))
            return
        is_there = speaker in case.candidates
        self.rows.append(np.array(case.rows, np.float16))
        self.right.append(case.candidates.index(speaker) if is_there else len(case.candidates))
        self.kinds.append(kind)


Ahead = Callable[[int, Case], Case]
"""Gives the case of a page more to look at; for the ranker that may see what comes."""


def read(
    tale: Sequence[Told], decide: Decide | None, cases: Cases | None = None, ahead: Ahead | None = None
) -> list[tuple[Told, list[Attribution]]]:
    """Read a tale; without `decide`, what is known decides and the rest is nobody's. Cases are noted in `cases`."""
    talk = Conversation()
    found = []
    for number, told in enumerate(tale):

        def choose(case: Case, told: Told = told, number: int = number) -> Sequence[float]:
            speaker = told.speakers[case.index]
            given = case if ahead is None else ahead(number, case)
            if cases is not None:
                cases.note(given, speaker, told.kind)
            return decide(given) if decide is not None else _known(case, speaker)

        attributions, talk = attribute(told.page, talk, choose, is_new_scene=told.begins)
        found.append((told, attributions))
    return found


def _known(case: Case, speaker: int) -> list[float]:
    return [0.9 if who == speaker else 0.0 for who in case.candidates] + [0.0]


def manner(attributions: Sequence[Attribution], number: int) -> str:
    """How a quotation's speaker is told: "explicit" by a name, "anaphoric" by another word, "implicit" not at all.

    A quotation without a tag of its own in a block with one goes with it.
    """
    own = attributions[number].tag
    tag = own or next((one.tag for one in attributions if one.tag is not None), None)
    if tag is None:
        return "implicit"
    return "explicit" if tag.form == "proper" else "anaphoric"


# -- gold


def gold_tales(
    document: litbank.Document, books: Path | None, *, hides: bool = False
) -> dict[str, list[Told]]:
    """An extract with its pronouns resolved, resolved with noise, and left unresolved; with `hides` also with a part of the
    tags hidden.
    """
    tales = {}
    for pronouns in PRONOUNS:
        pages = gold_pages(document, books, pronouns=pronouns != "unresolved")
        if pronouns == "noisy":
            with_noise(pages, random.Random(document.name))
        tales[pronouns] = [_gold(page) for page in pages]
    if hides:
        chance = random.Random(f"{document.name} hidden")
        tales["hidden"] = [_treated(_as_silver(told), chance, "gold") for told in tales["resolved"]]
    return tales


def _gold(page: GoldPage) -> Told:
    return Told(page.page, [who if who >= 0 else NOBODY_HERE for who in page.speakers], "gold")


def _as_silver(told: Told) -> SilverPage:
    tags = tags_of(gaps_of(told.page)) if told.page.speeches else []
    return SilverPage(told.page, list(told.speakers), tags)


# -- silver


def silver_tale(pages: Sequence[SilverPage], seed: int, *, share: float = 1.0) -> list[Told]:
    """A novel with a part of its tags hidden or made pronouns, other parts with every seed; `share` makes them fewer."""
    chance = random.Random(seed)
    return [_treated(page, chance, "kept", share) for page in pages]


def _treated(silver: SilverPage, chance: random.Random, kept: str, share: float = 1.0) -> Told:
    if silver.is_turn:
        return Told(silver.page, silver.speakers, "turn", silver.begins)
    if silver.tags and any(who >= 0 for who in silver.speakers):
        dice = chance.random()
        changed, kind = None, ""
        if dice < _HIDDEN * share:
            changed, kind = hidden(silver), "hidden"
        elif dice < (_HIDDEN + _PRONOUN) * share:
            changed, kind = as_pronoun(silver, chance), "pronoun"
        if changed is not None:
            return Told(changed.page, changed.speakers, kind if kept == "kept" else kept, silver.begins)
    return Told(silver.page, silver.speakers, kept, silver.begins)
