"""The HTTP API: all that the command line does, and problems for all that goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from wellanyway.doors.web.problems import PROBLEM
from wellanyway.doors.web.stories import FILES_MOST, plain_name

from .windows import Window

API = "/api/v1/stories"


@pytest.fixture
def told(client: TestClient, mill: int) -> int:
    """The story, told up to 1.5."""
    with Window.opened(client, mill) as window:
        window.tell(5)
    return mill


def test_an_empty_shelf(client: TestClient) -> None:
    assert client.get(API).json() == []
    assert client.get("/api/v1").json()["listener"] == "me"


def test_files_are_added_and_a_bad_one_is_named(client: TestClient, story: Path) -> None:
    files = [("files", ("mill.txt", story.read_bytes())), ("files", ("hole.bin", b"\0\1\2"))]
    good, bad = client.post(API, files=files).json()
    assert (good["title"], good["author"], good["is_new"], good["problem"]) == (
        "The Mill on the Hill",
        "A. Nobody",
        True,
        "",
    )
    assert bad["id"] is None
    assert "hole.bin" in bad["problem"]
    assert [one["title"] for one in client.get(API).json()] == ["The Mill on the Hill"]


def test_a_file_added_twice_is_the_same_story(client: TestClient, mill: int, story: Path) -> None:
    again = client.post(API, files=[("files", ("other name.txt", story.read_bytes()))]).json()[0]
    assert (again["id"], again["is_new"]) == (mill, False)


def test_too_many_files_at_once(client: TestClient) -> None:
    answer = client.post(API, files=[("files", (f"{n}.txt", b"x")) for n in range(FILES_MOST + 1)])
    assert answer.status_code == 413
    assert client.get(API).json() == []


def test_nothing_of_an_upload_is_left_behind(
    client: TestClient, mill: int, house: object, tmp_path: Path
) -> None:
    assert list((tmp_path / "library" / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\books\\mill.epub", "mill.epub"),
        ("..", "story"),
        (".hidden.txt", "hidden.txt"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("", "story"),
        (None, "story"),
        ("x" * 400 + ".epub", "x" * 116 + ".epub"),
        ("Zoë’s mill.txt", "Zoë’s mill.txt"),
    ],
)
def test_no_path_of_a_clients_is_used(given: str | None, kept: str) -> None:
    assert plain_name(given) == kept


def test_where_the_listener_is(client: TestClient, told: int) -> None:
    status = client.get(f"{API}/{told}").json()
    assert status["where"]["at"] == "1.5"
    assert status["title"] == "The Mill on the Hill"
    assert client.get(API).json()[0]["place"]["told_to"] == 5


def test_listeners_have_places_of_their_own(client: TestClient, told: int) -> None:
    assert client.get(f"{API}/{told}", params={"listener": "ada"}).json()["where"]["told_to"] == 0
    client.put(f"{API}/{told}/place", params={"listener": "ada", "pos": "2"})
    assert client.get(API, params={"listener": "ada"}).json()[0]["place"]["at"] == "1.6"
    assert client.get(API).json()[0]["place"]["at"] == "1.5"


def test_a_question_is_answered_and_kept(client: TestClient, told: int) -> None:
    answer = client.post(f"{API}/{told}/questions", json={"question": "Who ran to the mill?"}).json()
    assert "Julia" in answer["text"]
    assert set(answer["evidence"][0]) == {"sentence", "at", "quote"}
    asked = client.get(f"{API}/{told}/notes").json()["asked"]
    assert [one["answer"]["question"] for one in asked] == ["Who ran to the mill?"]


def test_a_note_is_kept_at_the_place(client: TestClient, told: int) -> None:
    assert client.post(f"{API}/{told}/notes", json={"text": " mind the river "}).status_code == 201
    notes = client.get(f"{API}/{told}/notes").json()["notes"]
    assert [(one["told_to"], one["text"]) for one in notes] == [(5, "mind the river")]


def test_the_views(client: TestClient, told: int) -> None:
    assert "Julia Rook" in [one["name"] for one in client.get(f"{API}/{told}/cast").json()["cast"]]
    assert (
        client.get(f"{API}/{told}/who", params={"name": "julia"}).json()["character"]["name"] == "Julia Rook"
    )
    assert client.get(f"{API}/{told}/who", params={"name": "nobody at all"}).json()["character"] is None
    assert client.get(f"{API}/{told}/said").json()["said"]["text"]
    assert client.get(f"{API}/{told}/recap", params={"words": 40}).json()["recap"]["evidence"]
    chart = client.get(f"{API}/{told}/map").json()["chart"]
    assert chart["scenes"][-1]["stop"] == chart["told_to"] == 5


def test_what_has_been_told_is_said_over_and_no_more(client: TestClient, told: int) -> None:
    passage = client.get(f"{API}/{told}/told", params={"stop": 9999, "count": 400}).json()
    said = [one for one in passage["messages"] if one["effect"] == "SaySentence"]
    assert [one["sentence"]["ordinal"] for one in said] == [0, 1, 2, 3, 4]
    assert passage["messages"][0]["effect"] == "ChapterOpened"


def test_views_at_a_place_told_before(client: TestClient, told: int) -> None:
    at = client.get(f"{API}/{told}/cast", params={"at": "1.1"}).json()
    assert (at["told_to"], at["at"]) == (1, "1.1")


@pytest.mark.parametrize("view", ["cast", "said", "recap", "map", "who?name=Tom"])
def test_there_is_no_way_ahead(client: TestClient, told: int, view: str) -> None:
    joint = "&" if "?" in view else "?"
    there = client.get(f"{API}/{told}/{view}{joint}at=2.1")  # there is such a place
    nowhere = client.get(f"{API}/{told}/{view}{joint}at=7.1")  # there is not
    assert there.status_code == nowhere.status_code == 404
    assert there.json()["detail"].replace("2.1", "7.1") == nowhere.json()["detail"]


def test_progress_is_told_to_who_asks_for_it_alone(client: TestClient, told: int) -> None:
    assert client.get(API).json()[0]["progress"] is None
    assert 0 < client.get(API, params={"progress": True}).json()[0]["progress"] < 1


def test_a_newer_file_brings_chapters_and_the_place_stays(client: TestClient, told: int, story: Path) -> None:
    newer = story.read_bytes() + b"\n\nCHAPTER III\n\nThe river fell. Julia came home.\n"
    done = client.put(f"{API}/{told}/file", files={"file": ("mill.txt", newer)}).json()
    assert (done["new_chapters"], done["place"]["at"], done["changed_heard"]) == (1, "1.5", [])
    same = client.put(f"{API}/{told}/file", files={"file": ("mill.txt", newer)}).json()
    assert same["is_new"] is False


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [
        ("GET", "/api/v1/stories/99", 404),
        ("GET", "/api/v1/stories/0", 422),
        ("GET", "/api/v1/stories/mill", 422),
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", "/api/v1/stories", 405),
        ("GET", "/page/no-such-file.js", 404),
        ("GET", "/page/../app.py", 404),
        ("GET", "/page/%2e%2e/app.py", 404),
        ("GET", "/api/v1/stories?listener=" + "x" * 61, 422),
        ("GET", "/api/v1/stories?listener=%00", 422),
        ("POST", "/api/v1/stories/1/questions", 422),
    ],
)
def test_whatever_goes_wrong_is_a_problem(client: TestClient, method: str, url: str, status: int) -> None:
    answer = client.request(method, url)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]


def test_a_fault_of_ours_shows_nothing_of_the_inside(
    client: TestClient, house: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("wellanyway.doors.web.stories.Entry", fail)
    monkeypatch.setattr(type(house), "shelved", fail)
    answer = client.get("/api/v1/stories/1")
    assert (answer.status_code, answer.headers["content-type"]) == (500, PROBLEM)
    assert "secret" not in answer.text


def test_the_api_describes_itself(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["info"]["title"] == "wellanyway"
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert all(operation["summary"] for operation in operations)
    assert "/api/v1/stories/{story}/questions" in document["paths"]
    assert json.dumps(document).count("Answer") > 1
