"""The trace over HTTP: every byte that a listener's browser can get of a running server, at the place where they are.

The same promise as `trace`, one door further out: two works that agree on what has been told give the same bytes to
whatever is asked of the API, refusals and headers included. Only moments in time are left out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from wellanyway.testing.trace import PROBES

__all__ = ["WebClient", "WebResponse", "frame_line", "web_trace"]

_MOMENTS = frozenset({"latency_ms", "asked_at", "kept_at", "updated_at", "last_told_at"})
_QUIET_HEADERS = frozenset({"date", "content-length"})
_API = "/api/v1"


class WebResponse(Protocol):
    """What a client gives back."""

    @property
    def status_code(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


class WebClient(Protocol):
    """An HTTP client in the manner of httpx, its base address that of the server."""

    def get(self, url: str, /) -> WebResponse: ...
    def post(self, url: str, /, *, json: Any) -> WebResponse: ...


def web_trace(
    client: WebClient, story: int, *, at: str, questions: Sequence[str] = (), names: Sequence[str] = ()
) -> dict[str, str]:
    """All that the API says of a story to the standing listener, who is at `at`, by request.

    `names` are of people who come later, or never; `at` only says which places lie ahead.
    """
    lines: dict[str, str] = {}
    for url in _addresses(story, at, names):
        lines[f"GET {url}"] = _line(client.get(url))
    for question in (*questions, *(f"Who is {name}?" for name in names), *PROBES):
        url = f"{_API}/stories/{story}/questions"
        lines[f"POST {url} {question}"] = _line(client.post(url, json={"question": question}))
    for url in (f"{_API}/stories/{story}/notes", f"{_API}/stories/{story}/map"):
        lines[f"GET {url} afterwards"] = _line(client.get(url))
    return lines


def _addresses(story: int, at: str, names: Sequence[str]) -> Iterator[str]:
    """Every address of the API that only looks, at places told and at places ahead."""
    yield from (
        "/",
        f"/story/{story}",
        f"{_API}",
        f"{_API}/stories",
        f"{_API}/stories/{story + 1_000}",
        f"{_API}/voices",
    )
    root = f"{_API}/stories/{story}"
    chapter, _, sentence = at.partition(".")
    ahead = (
        f"{chapter}.{int(sentence) + 1}",
        f"{int(chapter) + 1}",
        f"{int(chapter) + 1}.1",
        f"{chapter}.9999",
        "end",
    )
    yield from (root, f"{root}/reading", f"{root}/notes", f"{root}/nothing")
    for view in (
        "cast",
        "said",
        "recap",
        "recap?words=40",
        "map",
        f"who?name={quote('Zanthia Quillfeather')}",
    ):
        yield f"{root}/{view}"
        joint = "&" if "?" in view else "?"
        yield from (f"{root}/{view}{joint}at={place}" for place in (at, "1.1", *ahead, "0", "x"))
    yield from (f"{root}/who?name={quote(name)}" for name in names)
    yield from (
        f"{root}/told{rest}" for rest in ("", "?stop=1", "?stop=999999", "?count=1", "?stop=999999&count=400")
    )


def frame_line(frame: str | bytes) -> str:
    """A frame of a telling's WebSocket as one line: words as they are, sound by its head and a digest of its samples.

    A trace of a telling is these lines, each under the input behind which it came.
    """
    if isinstance(frame, str):
        return json.dumps(_timeless(json.loads(frame)), ensure_ascii=False, sort_keys=True)
    end = 4 + int.from_bytes(frame[:4], "little")
    head, samples = json.loads(frame[4:end]), frame[end:]
    digest = hashlib.sha256(samples).hexdigest()
    return json.dumps([head, len(samples), digest], ensure_ascii=False, sort_keys=True)


def _line(response: WebResponse) -> str:
    """A response as one line."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    kept = {name: value for name, value in headers.items() if name not in _QUIET_HEADERS}
    body = json.loads(response.text) if "json" in headers.get("content-type", "") else response.text
    return json.dumps([response.status_code, kept, _timeless(body)], ensure_ascii=False, sort_keys=True)


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(item) for name, item in value.items() if name not in _MOMENTS}
    return [_timeless(item) for item in value] if isinstance(value, list) else value
