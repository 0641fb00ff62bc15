"""What every request says: which story, who listens, and at which place."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Path, Query
from fastapi.requests import HTTPConnection

from wellanyway.doors.web.house import House

__all__ = ["At", "Listener", "Shared", "Story"]


def _house(connection: HTTPConnection) -> House:
    return cast("House", connection.app.state.house)


def _listener(
    house: Annotated[House, Depends(_house)],
    listener: Annotated[
        str, Query(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$", description="Whose place it is.")
    ] = "",
) -> str:
    return listener.strip() or house.settings.listener


Shared = Annotated[House, Depends(_house)]
Listener = Annotated[str, Depends(_listener)]
Story = Annotated[int, Path(ge=1, le=2**53, description="The story's number on the shelf.")]
At = Annotated[
    str | None,
    Query(
        max_length=20,
        description="As at this place, told before, instead of the listener's own: CHAPTER or CHAPTER.SENTENCE.",
    ),
]
