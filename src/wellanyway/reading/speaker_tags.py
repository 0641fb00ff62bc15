"""What the words beside a quotation that name its speaker say for a candidate, as parts of a row."""

from __future__ import annotations

from wellanyway.reading.entities import Entity
from wellanyway.reading.tags import LEAD, SUBJECT_FIRST, VERB_FIRST, Tag

__all__ = ["NEAR_TAG", "TAG", "agreement", "near_tag_row", "tag_row"]

TAG = (
    "verb_first",
    "subject_first",
    "lead",
    "soft",
    "pronoun",
    "common",
    "other",
    "agrees",
    "clashes",
    "open",
    "head",
    "i",
    "not_i",
)
NEAR_TAG = ("is", "other", "agrees", "clashes", "i", "not_i")


def agreement(word: str, gender: str) -> list[float]:
    if word not in {"m", "f"}:
        return [0.0, 0.0]
    return [1.0 if gender == word else 0.0, 1.0 if gender and gender != word else 0.0]


def tag_row(tag: Tag | None, who: int, gender: str, entity: Entity | None, narrator: int) -> list[float]:
    row = [0.0] * len(TAG)
    if tag is None:
        return row
    if tag.who == who:
        row[{VERB_FIRST: 0, SUBJECT_FIRST: 1, LEAD: 2}[tag.order]] = 1.0
        row[3] = 1.0 if tag.is_soft else 0.0
        row[4] = 1.0 if tag.form == "pronoun" else 0.0
        row[5] = 1.0 if tag.form == "common" else 0.0
    elif tag.who >= 0:
        row[6] = 1.0
    elif tag.form == "I":
        row[11 if who == narrator else 12] = 1.0
    else:
        row[7:9] = agreement(tag.gender, gender)
        row[9] = 1.0 if tag.gender in {"m", "f"} and not gender else 0.0
        row[10] = 1.0 if tag.form == "common" and entity is not None and tag.word in entity.heads else 0.0
    return row


def near_tag_row(tag: Tag | None, who: int, gender: str, narrator: int) -> list[float]:
    row = [0.0] * len(NEAR_TAG)
    if tag is None:
        return row
    if tag.who >= 0:
        row[0 if tag.who == who else 1] = 1.0
    elif tag.form == "I":
        row[4 if who == narrator else 5] = 1.0
    else:
        row[2:4] = agreement(tag.gender, gender)
    return row
