"""The app over a small library, and a client that speaks to it as a browser on this machine does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from wellanyway.api import Library
from wellanyway.doors.web.app import create_app
from wellanyway.doors.web.house import House

from .chromium import Served, Visitor, chromium, with_example
from .windows import BASE, Window


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def house(library: Library) -> House:
    return House(library, reads_ahead=False)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(create_app(house), base_url=BASE, raise_server_exceptions=False) as one:
        yield one


@pytest.fixture
def mill(client: TestClient, story: Path) -> int:
    """The story of the conftest above on the shelf, by its number."""
    added = client.post("/api/v1/stories", files=[("files", ("mill.txt", story.read_bytes()))]).json()
    number = added[0]["id"]
    assert isinstance(number, int)
    return number


@pytest.fixture
def window(client: TestClient, mill: int) -> Iterator[Window]:
    """A window in which it is told."""
    with Window.opened(client, mill) as one:
        yield one


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the example serial on its shelf."""
    one = Served(with_example(tmp_path_factory.mktemp("browser") / "library"))
    yield one
    one.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as one:
        yield one


@pytest.fixture
def visit(browser: Any, served: Served, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Listeners, each with a browser of their own; nothing may have gone wrong in any of them."""
    visitors: list[Visitor] = []

    def arrive(**context: Any) -> Visitor:
        name = f"{request.node.name[:40]} {len(visitors)}"
        visitors.append(Visitor(browser, served, name, **context))
        return visitors[-1]

    yield arrive
    for one in visitors:
        one.leave()
