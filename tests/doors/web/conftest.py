"""The app over a small library, and a client that speaks to it as a browser on this machine does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from wellanyway.api import Library
from wellanyway.doors.web.app import create_app
from wellanyway.doors.web.house import House

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
