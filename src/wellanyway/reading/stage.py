"""Stage: one step of the reader, and the check that a row of them fits together.

A stage says which layers of a page it needs and which it adds; a row in which something is needed that
nothing before has added is refused when it is put together, not when it is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from wellanyway.reading.page import Page

__all__ = ["Stage", "StageOrderError", "checked"]


class StageOrderError(ValueError):
    """A stage was put where a layer that it needs is not there."""


class Stage(Protocol):
    """One step. `read` adds to the page and gives the state behind it; the state given is never changed.

    `slot` names the state: stages with the same slot share it, and the first of them starts, dumps and loads
    it. `version` changes whenever the same page would be read otherwise. `dump` gives what `json.dumps` takes,
    and equal values for equal states.
    """

    @property
    def name(self) -> str: ...

    @property
    def slot(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def needs(self) -> tuple[str, ...]: ...

    @property
    def adds(self) -> tuple[str, ...]: ...

    def start(self) -> Any: ...

    def read(self, page: Page, state: Any) -> Any: ...

    def dump(self, state: Any) -> Any: ...

    def load(self, value: Any) -> Any: ...


def checked(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages, or StageOrderError naming the first that lacks something."""
    there: set[str] = set()
    for stage in stages:
        missing = [layer for layer in stage.needs if layer not in there]
        if missing:
            raise StageOrderError(
                f"the stage {stage.name} needs {', '.join(missing)}: put a stage that adds it before"
            )
        there.update(stage.adds)
    return tuple(stages)
