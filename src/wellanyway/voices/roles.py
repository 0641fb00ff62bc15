"""Who has which voice, kept from one sitting of a listener with a story to the next."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from wellanyway.voices.casting import Role

__all__ = ["RoleBook"]


class RoleBook:
    """One file in a folder, named by a digest of engine, story and listener; absent or damaged it holds nobody."""

    def __init__(self, folder: Path, *, engine: str, story: str, listener: str) -> None:
        named = json.dumps([engine, story, listener])
        self._path = folder / f"{hashlib.sha256(named.encode()).hexdigest()}.json"

    def read(self) -> tuple[Role, ...]:
        """The roles as they were written last."""
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return tuple(Role(**{**row, "line": _place(row["line"])}) for row in rows)
        except (OSError, ValueError, TypeError, KeyError):
            return ()

    def write(self, roles: Sequence[Role]) -> None:
        """Put others in their place, whole or not at all; where nothing can be written the next sitting casts anew."""
        part = self._path.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps([asdict(role) for role in roles]), "utf-8")
            part.replace(self._path)


def _place(line: Sequence[int]) -> tuple[int, int, int]:
    chapter, block, start = line
    return int(chapter), int(block), int(start)
