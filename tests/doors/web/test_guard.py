"""Who may come in, and what a browser is forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from wellanyway.doors.web import guard
from wellanyway.doors.web.app import PAGE, create_app
from wellanyway.doors.web.guard import COOKIE, Rules, is_loopback
from wellanyway.doors.web.house import House
from wellanyway.doors.web.problems import PROBLEM
from wellanyway.doors.web.server import Door
from wellanyway.errors import ConfigError

from .windows import BASE

API = "/api/v1/stories"
TOKEN = "a-token-of-some-length"


@pytest.mark.parametrize("host", ["127.0.0.1:7411", "localhost:7411", "[::1]:7411", "LOCALHOST"])
def test_names_of_this_machine(client: TestClient, host: str) -> None:
    assert client.get(API, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7411",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.5",
        "",
        "[",
        "a b",
    ],
)
def test_other_names_are_not_answered(client: TestClient, host: str) -> None:
    answer = client.get(API, headers={"host": host})
    assert (answer.status_code, answer.headers["content-type"]) == (421, PROBLEM)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_sites_may_not_ask(client: TestClient, method: str, headers: dict[str, str]) -> None:
    answer = client.request(method, API, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM)


def test_a_link_from_another_site_opens_the_page(client: TestClient) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/", headers=headers).status_code == 200
    assert client.get("/page/script/story.js", headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"host": "evil.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_other_sites_may_not_listen(client: TestClient, mill: int, headers: dict[str, str]) -> None:
    sent = {"host": "127.0.0.1:7411", **headers}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(f"{API}/{mill}/telling", headers=sent):
        pass


def test_the_page_itself_may(client: TestClient, mill: int) -> None:
    headers = {"host": "127.0.0.1:7411", "origin": BASE, "sec-fetch-site": "same-origin"}
    assert client.get(API, headers=headers).status_code == 200
    with client.websocket_connect(f"{API}/{mill}/telling", headers=headers) as socket:
        assert socket.receive_json()["door"] == "begin"


def test_a_body_that_says_it_is_too_long(client: TestClient) -> None:
    answer = client.post(API, content=b"x", headers={"content-length": str(guard.BODY_MOST + 1)})
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)


def test_a_body_that_does_not_say_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BODY_MOST", 1_000)

    def parts() -> Iterator[bytes]:
        yield b"--b\r\nContent-Disposition: form-data; name=files; filename=x.txt\r\n\r\n"
        for _ in range(100):
            yield b"x" * 100
        yield b"\r\n--b--\r\n"

    answer = client.post(API, content=parts(), headers={"content-type": "multipart/form-data; boundary=b"})
    assert answer.status_code in {400, 413}
    assert client.get(API).json() == []


# -- what a browser is told


@pytest.mark.parametrize(
    "url", ["/", "/story/1", "/page/script/story.js", "/worker.js", API, "/api/v1/nothing", "/nothing"]
)
def test_every_answer_forbids_what_is_not_needed(client: TestClient, url: str) -> None:
    headers = client.get(url).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert not re.search(r"https?:", policy)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == ("no-store" if url.startswith("/api/") else "no-cache")


def test_a_refusal_has_the_same_headers(client: TestClient) -> None:
    headers = client.get("/", headers={"host": "evil.example"}).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", sorted(PAGE.rglob("*.html")), ids=lambda path: path.name)
def test_pages_have_no_script_or_style_within(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "<style" not in text
    assert not re.search(r"\s(?:style|on\w+)=", text)


@pytest.mark.parametrize(
    "path",
    sorted(one for one in PAGE.rglob("*") if one.suffix in {".html", ".js", ".css", ".webmanifest"}),
    ids=lambda path: path.name,
)
def test_nothing_is_loaded_from_elsewhere(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]
    found = set(
        re.findall(
            r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"']*", re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
        )
    )
    assert {one for one in found if "www.w3.org" not in one} == set()


def test_no_markup_is_made_from_text() -> None:
    for path in PAGE.rglob("*.js"):
        text = path.read_text()
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "DOMParser",
        ):
            assert way not in text, f"{path.name}: {way}"


# -- beyond this machine


@pytest.fixture
def open_client(house: House) -> Iterator[TestClient]:
    rules = Rules.for_address("0.0.0.0", token=TOKEN, names=["attic"])
    with TestClient(create_app(house, rules), base_url="http://192.168.1.9:7411") as one:
        yield one


def test_beyond_this_machine_a_token_is_asked_for(open_client: TestClient) -> None:
    for url in ("/", API, "/page/theme.js", "/api/v1/openapi.json"):
        answer = open_client.get(url)
        assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)
    assert open_client.get(f"/?token={TOKEN}x").status_code == 401
    assert open_client.get(API, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_token_in_the_address_becomes_a_cookie(open_client: TestClient) -> None:
    answer = open_client.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert COOKIE in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert open_client.get(API).status_code == 200


def test_the_token_does_not_open_the_door_to_other_sites(open_client: TestClient) -> None:
    open_client.get(f"/?token={TOKEN}")
    assert open_client.post(API, headers={"origin": "http://evil.example"}).status_code == 403
    assert open_client.get(API, headers={"host": "evil.example"}).status_code == 421
    assert open_client.get(API, headers={"host": "attic:7411"}).status_code == 200


def test_a_listener_without_the_token_hears_nothing(open_client: TestClient) -> None:
    headers = {"host": "192.168.1.9:7411"}
    with (
        pytest.raises(WebSocketDisconnect),
        open_client.websocket_connect(f"{API}/1/telling", headers=headers),
    ):
        pass


def test_where_a_door_opens() -> None:
    door = Door.at("127.0.0.1", 0)
    try:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", door.address)
        with pytest.raises(ConfigError, match="cannot listen"):
            Door.at("127.0.0.1", door.listening.getsockname()[1])
    finally:
        door.listening.close()


def test_a_door_to_others_always_has_a_token() -> None:
    door = Door.at("0.0.0.0", 0)
    door.listening.close()
    assert len(door.rules.token) >= 24
    assert is_loopback("127.8.0.1")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("attic")
