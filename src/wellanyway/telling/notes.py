"""What is announced: the author's notes, chapters by name; only what stands at or before the place."""

from __future__ import annotations

from wellanyway.story import Paratext, ParatextKind
from wellanyway.telling.state import State
from wellanyway.telling.world import Opening, World
from wellanyway.told import Told

__all__ = ["announced", "capital", "chapter_names", "opening_words", "small"]


def announced(world: World, state: State) -> tuple[Paratext, ...]:
    """The notes announced since the beginning of the present chapter.

    Where the telling stands between two chapters these are the notes after the one and, if its opening
    has been announced, those before the other.
    """
    told = world.told(state.told_to)
    notes = _of_present_chapter(told)
    end = world.chapter_end(state.told_to)
    if end is not None and state.finished == state.told_to:
        notes = (*notes, *end.notes)
    if state.opened == state.told_to:
        upcoming = world.upcoming(state.told_to)
        if upcoming is not None:
            notes = (*notes, *(note for opening in upcoming.openings for note in opening.notes))
    return notes


def _of_present_chapter(told: Told) -> tuple[Paratext, ...]:
    """Notes before the chapter of the last sentence told, and in chapters of notes alone before that."""
    chapters = told.chapters()
    if not chapters:
        return ()
    found = list(_spoken(chapters[-1].paratext))
    for chapter in reversed(chapters[:-1]):
        if chapter.told:
            after = (note for note in chapter.paratext if note.is_after)
            return (*after, *found)
        found = [*_spoken(chapter.paratext), *found]
    return tuple(found)


def _spoken(notes: tuple[Paratext, ...]) -> tuple[Paratext, ...]:
    return tuple(note for note in notes if note.kind is not ParatextKind.FOOTNOTE)


def opening_words(opening: Opening, announcement: str) -> str:
    """A chapter's beginning as said aloud: its title, or its number where it has none, then the notes."""
    title = opening.title.strip() or f"Chapter {opening.number}"
    end = "" if title[-1] in ".!?…" else "."
    return f"{title}{end} {announcement}".strip()


def chapter_names(told: Told, numbers: tuple[int, ...]) -> str:
    """`chapter 2 (its title)`, or `chapters 2, 5 and 9`."""
    if len(numbers) == 1:
        title = told.chapter(numbers[0] - 1).title.strip()
        return f"chapter {numbers[0]} ({title})" if title else f"chapter {numbers[0]}"
    shown = [str(number) for number in numbers]
    return f"chapters {', '.join(shown[:-1])} and {shown[-1]}"


def capital(text: str) -> str:
    """Words as they begin a sentence."""
    return text[:1].upper() + text[1:]


def small(speaker: str) -> str:
    """A role as it stands inside a sentence: "the stranger"; a name keeps its capital."""
    article, _, _ = speaker.partition(" ")
    return speaker[:1].lower() + speaker[1:] if article in {"The", "A", "An", "His", "Her", "My"} else speaker
