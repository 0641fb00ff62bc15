"""One beginning with other futures behind it, through the running server: what is the same in all of them, and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from tests.rule.test_files import HEAD
from wellanyway.api import Library
from wellanyway.doors.web.app import create_app
from wellanyway.doors.web.house import House
from wellanyway.testing import Difference, compare

from .windows import BASE

__all__ = ["HEARD", "differences", "served"]

HEARD = 11  # sentences of HEAD


@contextmanager
def served(
    folder: Path, tail: str, *, changed: Callable[[House], House] = lambda house: house
) -> Iterator[tuple[TestClient, int]]:
    """A server, and the story on its shelf that is HEAD with `tail` behind it, read to its end."""
    encoding = "cp1252" if "café" in tail else "utf-8"
    body = HEAD.rstrip("\n") if tail.startswith(" ") else HEAD
    folder.mkdir()
    with Library(folder / "library") as library:
        house = changed(House(library, reads_ahead=False))
        with TestClient(create_app(house), base_url=BASE, raise_server_exceptions=False) as client:
            file = body.encode() + tail.encode(encoding)
            story = client.post("/api/v1/stories", files=[("files", ("mill.txt", file))]).json()[0]["id"]
            library.ingest(library.work(story))
            yield client, story


def differences(
    folder: Path, futures: Mapping[str, str], seen: Callable[[Path, str], dict[str, str]]
) -> list[tuple[str, Difference]]:
    """What is not the same in every future, of all that is `seen` in a folder with a future."""
    first: dict[str, str] | None = None
    found = []
    for number, (name, tail) in enumerate(futures.items()):
        now = seen(folder / str(number), tail)
        first = first or now
        found += [(name, one) for one in compare(first, now)]
    return found
