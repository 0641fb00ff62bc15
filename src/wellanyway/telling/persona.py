"""Personas: how the teller talks between the lines, as data files; the story's own words are never theirs.

Which of several variants is said depends on the horizon and on how often the teller has spoken, and on
nothing else: never on chance, and never on what is still to come.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from wellanyway.errors import ConfigError

__all__ = ["Breaks", "Persona", "persona", "persona_names"]

_FIXED: Mapping[str, frozenset[str]] = {
    "not_told": frozenset(),
    "nothing_more": frozenset(),
    "said_unsure": frozenset(),
    "said_nobody": frozenset(),
    "beginning": frozenset(),
    "no_place": frozenset({"place"}),
    "no_notes": frozenset(),
    "nothing_to_recap": frozenset(),
}
_SAYS: Mapping[str, frozenset[str]] = {
    "returns": frozenset({"line"}),
    "returns_quoted": frozenset({"line"}),
    "returns_unbegun": frozenset(),
    "after_hours": frozenset(),
    "after_days": frozenset(),
    "after_weeks": frozenset(),
    "told": frozenset({"text"}),
    "implied": frozenset({"text"}),
    "said_sure": frozenset({"speaker"}),
    "recap": frozenset({"text"}),
    "remarks": frozenset(),
    "guesses": frozenset(),
    "moved": frozenset({"place"}),
    "changed": frozenset({"chapters"}),
    "changed_many": frozenset({"chapters"}),
    "note_before": frozenset(),
    "notes_before": frozenset(),
    "note_after": frozenset(),
    "notes_after": frozenset(),
    "notes_shown": frozenset(),
    "farewells": frozenset(),
}
_MAY_BE_SILENT = {"after_hours", "after_days", "after_weeks", "remarks", "farewells"}
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_LARGEST = 65_536  # bytes of a persona file


@dataclass(frozen=True, slots=True)
class Breaks:
    """From which break on (seconds since the last sentence) how much is said on coming back."""

    line_s: float
    recap_s: float
    recap_words: int
    sentences: tuple[tuple[float, int], ...]  # (seconds, sentences), rising

    def size(self, gap_s: float) -> int:
        """How many sentences pick up the thread after `gap_s`: 0 where nothing need be said."""
        if gap_s < self.line_s:
            return 0
        return max([1, *(count for least_s, count in self.sentences if gap_s >= least_s)])


@dataclass(frozen=True, slots=True)
class Persona:
    """A manner of talking. `fixed` has one wording a kind, `says` several to take by turns."""

    name: str
    about: str
    breaks: Breaks
    fixed: Mapping[str, str]
    says: Mapping[str, tuple[str, ...]]

    def say(self, kind: str, *, told_to: int, count: int, **words: str) -> str:
        """The line of `kind` for this place and turn, `words` filled in."""
        variants = self.says[kind]
        line = variants[(told_to * 2654435761 // 65536 + count) % len(variants)]
        return line.format(**words)

    def always(self, kind: str, **words: str) -> str:
        """The one wording of `kind`, `words` filled in."""
        return self.fixed[kind].format(**words)


def persona_names() -> tuple[str, ...]:
    """The personas that ship."""
    folder = files("wellanyway.telling") / "personas"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml")))


def persona(name: str | Path = "plain") -> Persona:
    """A shipped persona by name, or one of the user's own by the path of its TOML file.

    Raises ConfigError, in one line, where there is none or something in it cannot be understood.
    """
    if isinstance(name, str) and name in persona_names():
        return _parse(name, (files("wellanyway.telling") / "personas" / f"{name}.toml").read_bytes())
    path = Path(name)
    if path.suffix != ".toml" and not path.is_file():
        known = ", ".join(persona_names())
        raise ConfigError(
            f"no persona is called {str(name)!r}: use one of {known}, or the path of a .toml file"
        )
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"persona {path}: cannot be read ({error.strerror})") from None
    if len(data) > _LARGEST:
        raise ConfigError(f"persona {path}: larger than {_LARGEST} bytes; a persona is a page of lines")
    return _parse(path.stem, data, str(path))


def _parse(name: str, data: bytes, where: str = "") -> Persona:
    where = where or name
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"persona {where}: not TOML in UTF-8 ({str(error).splitlines()[0]})") from None
    _keys(where, table, {"version", "about", "breaks", "fixed", "says"})
    if table["version"] != 1:
        raise ConfigError(f"persona {where}: version {table['version']!r} is not known; write version = 1")
    for part in ("breaks", "fixed", "says"):
        if not isinstance(table[part], dict):
            raise ConfigError(f"persona {where}: {part} has to be a table, [{part}]")
    _keys(where, table["fixed"], set(_FIXED), "fixed.")
    _keys(where, table["says"], set(_SAYS), "says.")
    fixed = {
        kind: _line(where, f"fixed.{kind}", table["fixed"][kind], slots) for kind, slots in _FIXED.items()
    }
    says = {kind: _lines(where, kind, table["says"][kind], slots) for kind, slots in _SAYS.items()}
    return Persona(
        name,
        _line(where, "about", table["about"], frozenset()),
        _breaks(where, table["breaks"]),
        MappingProxyType(fixed),
        MappingProxyType(says),
    )


def _keys(where: str, table: Mapping[str, object], wanted: set[str], prefix: str = "") -> None:
    if missing := sorted(wanted - set(table)):
        raise ConfigError(f"persona {where}: {prefix}{missing[0]} is missing")
    if unknown := sorted(set(table) - wanted):
        raise ConfigError(f"persona {where}: {prefix}{unknown[0]} is not known")


def _line(where: str, key: str, value: object, slots: frozenset[str], *, silent: bool = False) -> str:
    if not isinstance(value, str) or (not value.strip() and not silent):
        raise ConfigError(f"persona {where}: {key} has to be a line of text")
    if not value.strip():
        return ""
    try:
        found = {field for _, field, _, _ in Formatter().parse(value) if field is not None}
    except ValueError:
        raise ConfigError(f"persona {where}: {key} has a brace that does not close; double it") from None
    if found != slots:
        wanted = " and ".join(f"{{{slot}}}" for slot in sorted(slots)) or "no words in braces"
        raise ConfigError(f"persona {where}: {key} has to hold {wanted}: {value!r}")
    return value


def _lines(where: str, kind: str, value: object, slots: frozenset[str]) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ConfigError(f"persona {where}: says.{kind} has to be a list of lines")
    silent = kind in _MAY_BE_SILENT
    return tuple(_line(where, f"says.{kind}", line, slots, silent=silent) for line in value)


def _breaks(where: str, table: Mapping[str, object]) -> Breaks:
    _keys(where, table, {"line", "recap", "recap_words", "sentences"}, "breaks.")
    words, sentences = table["recap_words"], table["sentences"]
    if not isinstance(words, int) or not 20 <= words <= 1000:
        raise ConfigError(f"persona {where}: breaks.recap_words has to be a number from 20 to 1000")
    if not isinstance(sentences, dict) or not all(
        isinstance(count, int) and 1 <= count <= 6 for count in sentences.values()
    ):
        raise ConfigError(f"persona {where}: breaks.sentences has to say how many (1 to 6) after which break")
    steps = sorted((seconds(str(key), f"persona {where}"), count) for key, count in sentences.items())
    line_s, recap_s = (seconds(str(table[key]), f"persona {where}") for key in ("line", "recap"))
    if line_s > recap_s:
        raise ConfigError(f"persona {where}: breaks.line is longer than breaks.recap")
    return Breaks(line_s, recap_s, words, tuple(steps))


def seconds(text: str, where: str = "") -> float:
    """A span of time as people write it: `90s`, `15m`, `3h`, `2d`, `1w`. Raises ConfigError."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhdw])", text.strip().lower())
    if match is None:
        prefix = f"{where}: " if where else ""
        raise ConfigError(f"{prefix}{text!r} is not a span of time: write 90s, 15m, 3h, 2d or 1w")
    return float(int(match[1]) * _UNITS[match[2]])
