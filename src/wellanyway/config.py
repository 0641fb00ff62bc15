"""Settings: defaults < file < environment < command line, each later one wins.

The file is `config.toml` in the user's configuration folder (`WELLANYWAY_CONFIG` names another); the
environment has `WELLANYWAY_LIBRARY` and so on, one variable a setting.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from wellanyway.errors import ConfigError

__all__ = ["PACES", "Settings", "load"]

PACES = range(40, 2001)
"""Words a minute that a pace may have."""

_COLOURS = ("auto", "always", "never")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a door needs to know before it opens. `library` None is the user's data folder.

    `voice` names the engine of speech, `voice_path` where its weights lie, `voice_url`, `voice_key` and `voice_model` an
    endpoint, `voice_names` the voices to use, with commas between them, `voice_pace` the words a minute it speaks.
    `hearing_url`, `hearing_key` and `hearing_model` are an endpoint that gives words for what a listener says.
    """

    library: Path | None = None
    listener: str = "me"
    persona: str = "plain"
    pace: int = 240
    colour: str = "auto"
    voice: str = "espeak-ng"
    voice_path: str = ""
    voice_url: str = ""
    voice_key: str = field(default="", repr=False)
    voice_model: str = ""
    voice_names: str = ""
    voice_pace: int = 175
    hearing_url: str = ""
    hearing_key: str = field(default="", repr=False)
    hearing_model: str = ""

    @property
    def folder(self) -> Path:
        """Where the library is."""
        if self.library is not None:
            return self.library
        from platformdirs import user_data_path

        return user_data_path("wellanyway", appauthor=False)


def load(given: Mapping[str, object] | None = None, *, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings as they hold now. `given` comes from the command line; None there means not given.

    Raises ConfigError, in one line, for what cannot be understood.
    """
    env = os.environ if environ is None else environ
    path = _path(env)
    settings = _apply(Settings(), _file(path), str(path))
    named = {f.name: env[f"WELLANYWAY_{f.name.upper()}"] for f in fields(Settings) if _is_set(env, f.name)}
    settings = _apply(settings, named, "environment")
    return _apply(settings, {k: v for k, v in (given or {}).items() if v is not None}, "command line")


def _is_set(env: Mapping[str, str], name: str) -> bool:
    return bool(env.get(f"WELLANYWAY_{name.upper()}"))


def _path(env: Mapping[str, str]) -> Path:
    if named := env.get("WELLANYWAY_CONFIG"):
        path = Path(named)
        if not path.is_file():
            raise ConfigError(
                f"WELLANYWAY_CONFIG names {named!r}, which is not a file: create it or unset it"
            )
        return path
    if "XDG_CONFIG_HOME" in env:
        return Path(env["XDG_CONFIG_HOME"]) / "wellanyway" / "config.toml"
    from platformdirs import user_config_path

    return user_config_path("wellanyway", appauthor=False) / "config.toml"


def _file(path: Path) -> dict[str, object]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not TOML in UTF-8 ({str(error).splitlines()[0]})") from None


def _apply(settings: Settings, values: Mapping[str, object], where: str) -> Settings:
    known = {f.name for f in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            raise ConfigError(f"{where}: {name!r} is not a setting; there are {', '.join(sorted(known))}")
        change: dict[str, Any] = {name: _value(name, value, where)}
        settings = replace(settings, **change)
    return settings


def _value(name: str, value: object, where: str) -> Path | str | int:
    if name in {"pace", "voice_pace"}:
        return _pace(name, value, where)
    if not isinstance(value, str | Path) or not str(value).strip():
        raise ConfigError(f"{where}: {name} has to be a text, not {value!r}")
    if name == "library":
        return Path(value).expanduser()
    if name == "colour" and value not in _COLOURS:
        raise ConfigError(f"{where}: colour is one of {', '.join(_COLOURS)}, not {value!r}")
    return str(value)


def _pace(name: str, value: object, where: str) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or int(text) not in PACES:
        raise ConfigError(
            f"{where}: {name} is words a minute from {PACES.start} to {PACES.stop - 1}, not {value!r}"
        )
    return int(text)
