"""Who does something around a quotation in its own paragraph, as a part of a row."""

from __future__ import annotations

from wellanyway.reading.gaps import Gaps, Seen

__all__ = ["BEAT", "beats_of", "near"]

BEAT = (
    "before_subject", "before", "after_subject", "after", "early_subject", "early", "late_subject", "late",
    "first", "alone", "by_pronoun", "object", "owner",
)  # fmt: skip


def beats_of(gaps: Gaps, i: int) -> tuple[dict[int, list[float]], list[str]]:
    """By person where the block's narration has them around the i-th quotation; genders of pronouns that mean nobody yet."""
    found: dict[int, list[float]] = {}
    pronouns = ["", "", ""]
    ordinal = gaps.page.ordinal
    tokens = gaps.page.tokens
    a, b = gaps.bounds[i]
    before = ordinal(tokens[b - 1].start) if b > a else -1
    a, b = gaps.bounds[i + 1]
    after = ordinal(tokens[a].start) if b > a else -1
    is_first = True
    for g, gap in enumerate(gaps.seen):
        for seen in gap:
            place = _place(seen, g, i, before, after)
            if seen.who >= 0:
                _note_person(found, seen, place, is_first=is_first and g == 0)
            elif seen.is_pronoun and seen.is_subject:
                _note_pronoun(pronouns, seen, place, is_first=is_first)
            is_first = False
    return found, pronouns


def _note_person(found: dict[int, list[float]], seen: Seen, place: int, *, is_first: bool) -> None:
    row = found.get(seen.who)
    if row is None:
        row = found[seen.who] = [0.0] * len(BEAT)
        row[10] = 1.0
    if seen.is_subject:
        row[place] = 1.0
        if is_first:
            row[8] = 1.0
    row[place + 1] = 1.0
    if not seen.is_pronoun:
        row[10] = 0.0
    if place in {0, 2}:
        if seen.is_owner:
            row[12] = 1.0
        elif not seen.is_subject:
            row[11] = 1.0


def _place(seen: Seen, gap: int, i: int, before: int, after: int) -> int:
    if gap <= i:
        return 0 if gap == i and seen.sentence == before else 4
    return 2 if gap == i + 1 and seen.sentence == after else 6


def _note_pronoun(pronouns: list[str], seen: Seen, place: int, *, is_first: bool) -> None:
    gender = seen.gender
    if place == 0:
        pronouns[0] = gender
    elif place == 2 and not pronouns[1]:
        pronouns[1] = gender
    if is_first and place in {0, 4}:
        pronouns[2] = gender


def near(block: int, at: int) -> float:
    """1 for this block, 1/2 for the one before, and so on; 0 for never."""
    return 1 / (1 + block - at) if at >= 0 else 0.0
