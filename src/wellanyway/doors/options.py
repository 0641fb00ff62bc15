"""Options that several commands share, worded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from wellanyway.errors import PositionError
from wellanyway.story import Pos

__all__ = ["Place", "as_json", "at", "library", "listener", "story"]

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Place(click.ParamType[Pos]):
    """`3`, `3.120` or `end`; anything else is wrong usage."""

    name = "POS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Pos:
        if isinstance(value, Pos):
            return value
        try:
            return Pos.parse(str(value))
        except PositionError as error:
            self.fail(str(error), param, ctx)


story: Decorator = click.argument("story")
at: Decorator = click.option("--at", type=Place(), help="Answer as at this place instead of your own.")
as_json: Decorator = click.option("--json", "is_json", is_flag=True, help="Print data instead of text.")
library: Decorator = click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the library is (or WELLANYWAY_LIBRARY).",
)
listener: Decorator = click.option("--listener", metavar="NAME", help="Whose place it is.  [default: me]")
