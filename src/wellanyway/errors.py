"""Everything that can go wrong, as one tree; every message says what is wrong and what to do.

WellanywayError
├── StoryError              a file that cannot be told
│   ├── NotAStoryError      no importer knows the format, or there is no text in it
│   ├── DamagedFileError    truncated, not the archive it claims to be, undecodable
│   ├── EncryptedFileError  DRM or a password
│   └── HostileFileError    bombs, entity expansion, paths that climb out; limits passed
├── PositionError           a place that does not exist in what there is so far
├── LibraryError            the library folder or database cannot be used
│   ├── UnknownStoryError   no such title, or several
│   └── LibraryBusyError    another process holds it for too long
├── ModelError              a weight file is missing or its checksum is wrong
└── ConfigError             a setting that cannot be understood
"""

from __future__ import annotations

__all__ = [
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
    "one_line",
]


class WellanywayError(Exception):
    """Root of all errors raised on purpose; `str(error)` is one line fit for a person."""


class StoryError(WellanywayError):
    """A file that cannot be told."""


class NotAStoryError(StoryError):
    """No importer knows the format, or there is no text in it."""


class DamagedFileError(StoryError):
    """Truncated, not the archive it claims to be, or undecodable."""


class EncryptedFileError(StoryError):
    """Protected by DRM or a password."""


class HostileFileError(StoryError):
    """A file built to do harm, or past a stated limit."""


class PositionError(WellanywayError):
    """A place that does not exist in what there is so far."""


class LibraryError(WellanywayError):
    """The library folder or database cannot be used."""


class UnknownStoryError(LibraryError):
    """No title begins like that, or several do."""


class LibraryBusyError(LibraryError):
    """Another process holds the library for too long."""


class ModelError(WellanywayError):
    """A weight file is missing or its checksum is wrong."""


class ConfigError(WellanywayError):
    """A setting that cannot be understood."""


def one_line(error: object) -> str:
    """What is wrong, on one line, whatever an error from elsewhere put into it."""
    return " ".join(str(error).split())
