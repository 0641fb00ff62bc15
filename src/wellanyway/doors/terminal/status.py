"""The line at the bottom: title, chapter, place, and what can be done; never how much is left."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wellanyway.doors.terminal.page import clean

__all__ = ["Standing", "status_row"]

_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the telling stands, as far as it is shown."""

    title: str
    chapter: str
    at: str
    number: int = 1  # the chapter's, from 1

    def entering(self, number: int, title: str) -> Standing:
        """A chapter has begun, or the telling has gone back to it."""
        return replace(self, number=number, chapter=title.strip() or f"Chapter {number}")

    def at_sentence(self, at: str) -> Standing:
        """A sentence is in play."""
        return replace(self, at=at)


def status_row(standing: Standing, hint: str, columns: int) -> str:
    """As much of it as fits: the hint and the place always, the title and the chapter shortened or left out."""
    title, chapter = (" ".join(clean(words).split()) for words in (standing.title, standing.chapter))
    for parts in ((title, chapter, standing.at), (chapter, standing.at), (standing.at,)):
        names, fixed = list(parts[:-1]), f"{parts[-1]} · {hint}"
        room = columns - len(fixed) - 3 * len(names)
        if not names:
            return fixed[: max(columns, 0)]
        if room >= _SHORTEST * len(names) or sum(map(len, names)) <= room:
            return " · ".join([*_shortened(names, room), fixed])
    return hint[: max(columns, 0)]


def _shortened(names: list[str], room: int) -> list[str]:
    """Names in `room` characters, the longest cut first."""
    while sum(map(len, names)) > room:
        longest = max(range(len(names)), key=lambda index: len(names[index]))
        names[longest] = names[longest].rstrip("…")[:-1].rstrip() + "…"
    return names
