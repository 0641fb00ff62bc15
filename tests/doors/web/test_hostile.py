"""Books built to do harm, uploaded over HTTP to a server of its own: each is told or refused, quickly and in little memory."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from websockets.sync.client import ClientConnection, connect

from served import Child, serving
from tests.hostile import BOOKS, SENTENCE, Hostile

API = "/api/v1/stories"
ROOM_MB = 300  # beyond what the server holds before
PATIENCE_S = 30
VIEWS = ("cast", "recap", "map", "said", "told")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    with serving(tmp_path_factory.mktemp("hostile") / "library") as one:
        yield one


@pytest.fixture(scope="module")
def client(child: Child) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=child.url, timeout=PATIENCE_S) as one:
        yield one


def upload(client: httpx2.Client, book: Hostile) -> dict[str, Any]:
    answer = client.post(API, files=[("files", (f"{book.name}.epub", book.make(), "application/epub+zip"))])
    assert answer.status_code == 200
    [added] = answer.json()
    assert isinstance(added, dict)
    return added


def tell(child: Child, story: int, sentences: int) -> list[dict[str, Any]]:
    """What is told, as effects and messages of the door."""
    found: list[dict[str, Any]] = []
    url = f"{child.url.replace('http', 'ws')}{API}/{story}/telling"
    with connect(url, max_size=None) as socket:
        assert answer(socket)["door"] == "begin"
        for message in ({"input": "Continue"}, *[{"input": "Next"}] * sentences):
            socket.send(json.dumps(message))
            frame = answer(socket)
            found += frame.get("effects", [frame])
            if found[-1].get("effect") != "SaySentence":
                break
    return found


def answer(socket: ClientConnection) -> dict[str, Any]:
    while (frame := json.loads(socket.recv(PATIENCE_S))).get("door") == "reading":
        pass
    assert isinstance(frame, dict)
    return frame


@pytest.mark.parametrize("book", BOOKS, ids=str)
def test_a_hostile_book_is_told_or_refused(child: Child, client: httpx2.Client, book: Hostile) -> None:
    child.forget_peak()
    before, start = child.peak_mb(), time.monotonic()
    added = upload(client, book)
    told = [] if added["problem"] else tell(child, added["id"], 3)
    said = [one["sentence"]["text"] for one in told if one.get("effect") == "SaySentence"]
    refusals = [added["problem"], *(one["detail"] for one in told if "detail" in one)]
    if book.is_told:
        assert said[0] == SENTENCE
        for view in VIEWS:
            assert client.get(f"{API}/{added['id']}/{view}").status_code == 200
    else:
        assert any(refusals)
    assert not any(
        "\n" in line or len(line) > 400 or "/tmp" in line.replace("/tmp/harm", "") for line in refusals
    )
    assert all(len(one["title"]) <= 300 and len(one["author"]) <= 300 for one in client.get(API).json())
    assert time.monotonic() - start < PATIENCE_S
    assert child.peak_mb() - before < ROOM_MB
    assert child.is_up
