"""wellanyway: the storyteller you can interrupt.

    told = wellanyway.read("book.epub")     # all of it; read(path, to="3.120") reads no further than that
    told.ask("Why did they run away?")      # answered from what has been told, with quotations

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wellanyway.api import Library, Session, persona, read
    from wellanyway.errors import (
        ConfigError,
        DamagedFileError,
        EncryptedFileError,
        HostileFileError,
        LibraryBusyError,
        LibraryError,
        ModelError,
        NotAStoryError,
        PositionError,
        StoryError,
        UnknownStoryError,
        WellanywayError,
    )
    from wellanyway.story import Block, BlockKind, Chapter, Locator, Paratext, ParatextKind, Pos, Sentence
    from wellanyway.told import Told, ToldChapter
    from wellanyway.views import (
        Alias,
        Answer,
        Character,
        Correction,
        CorrectionKind,
        Description,
        Evidence,
        Hit,
        Mention,
        Moment,
        Quotation,
        Recap,
        Relation,
        Verdict,
        Whereabouts,
    )

__all__ = [
    "Alias",
    "Answer",
    "Block",
    "BlockKind",
    "Chapter",
    "Character",
    "Correction",
    "CorrectionKind",
    "ConfigError",
    "DamagedFileError",
    "Description",
    "EncryptedFileError",
    "Evidence",
    "Hit",
    "HostileFileError",
    "Library",
    "LibraryBusyError",
    "LibraryError",
    "Locator",
    "Mention",
    "ModelError",
    "Moment",
    "NotAStoryError",
    "Paratext",
    "ParatextKind",
    "Pos",
    "PositionError",
    "Quotation",
    "Recap",
    "Relation",
    "Sentence",
    "Session",
    "StoryError",
    "Told",
    "ToldChapter",
    "UnknownStoryError",
    "Verdict",
    "WellanywayError",
    "Whereabouts",
    "__version__",
    "persona",
    "read",
]

_HOMES = {
    "api": ("Library", "Session", "persona", "read"),
    "errors": (
        "ConfigError",
        "DamagedFileError",
        "EncryptedFileError",
        "HostileFileError",
        "LibraryBusyError",
        "LibraryError",
        "ModelError",
        "NotAStoryError",
        "PositionError",
        "StoryError",
        "UnknownStoryError",
        "WellanywayError",
    ),
    "story": ("Block", "BlockKind", "Chapter", "Locator", "Paratext", "ParatextKind", "Pos", "Sentence"),
    "told": ("Told", "ToldChapter"),
    "views": (
        "Alias",
        "Answer",
        "Character",
        "Correction",
        "CorrectionKind",
        "Description",
        "Evidence",
        "Hit",
        "Mention",
        "Moment",
        "Quotation",
        "Recap",
        "Relation",
        "Verdict",
        "Whereabouts",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

if TYPE_CHECKING:
    __version__: str


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("wellanyway")
    if name not in _HOME:
        raise AttributeError(f"module 'wellanyway' has no attribute {name!r}")
    value = getattr(import_module(f"wellanyway.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
