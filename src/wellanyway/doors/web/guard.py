"""Who may talk to the server, and what a browser may do with what it is given.

A browser on this machine runs other people's pages too. The Host is checked against DNS rebinding, Origin and
Sec-Fetch-Site against requests that other sites make, the length of bodies against floods; beyond loopback
a token is asked for. Every response forbids what the page does not need.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wellanyway.doors.web.problems import problem

__all__ = ["BODY_MOST", "COOKIE", "HEADERS", "Guard", "Rules", "is_loopback"]

COOKIE = "wellanyway"
BODY_MOST = 64 * 1024 * 1024
"""Bytes of a request's body."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL = ("localhost", "127.0.0.1", "::1")

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "media-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types wellanyway",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Rules:
    """Under which names the server answers, and the token it asks for, "" for none.

    With `takes_addresses` any IP address is a name of it: nobody can make another site's name one.
    """

    hosts: frozenset[str] = field(default_factory=lambda: frozenset(_LOCAL))
    token: str = ""
    takes_addresses: bool = False

    @classmethod
    def for_address(cls, host: str, *, token: str = "", names: Iterable[str] = ()) -> Rules:
        """The rules of a server that listens at `host`, reached also by `names`."""
        hosts = {*_LOCAL, *(name.lower() for name in names), *({host.lower()} if host else ())}
        return cls(frozenset(hosts), token, takes_addresses=not is_loopback(host))

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = urlsplit(f"//{host}").hostname or ""
        if name in self.hosts:
            return True
        if not self.takes_addresses:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


class Guard:
    """The outermost layer of the app."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        refused = self._refused(scope, headers) or self._admission(scope, headers)
        if refused is not None:
            await _refuse(refused, scope, receive, send)
            return
        if scope["type"] == "http":
            receive = _Metered(receive)
        await self._app(scope, receive, _dressed(send, is_api=scope["path"].startswith("/api/")))

    def _refused(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """A refusal of what a page of somebody else's may have asked for."""
        host = headers.get("host", "")
        if not self._is_known(host):
            return problem(
                421, "this server does not answer to that name; start it with --name to give it one"
            )
        site = headers.get("sec-fetch-site", "none")
        is_visit = scope["type"] == "http" and headers.get("sec-fetch-mode") == "navigate"
        if site not in {"same-origin", "none"} and not (
            is_visit and scope["method"] in _SAFE and not scope["path"].startswith("/api/")
        ):
            return problem(403, "another site may not ask for that")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return problem(403, "another site may not ask for that")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > BODY_MOST:
            return problem(413, f"at most {BODY_MOST // 1024 // 1024} MB at once")
        return None

    def _is_known(self, host: str) -> bool:
        try:
            return self._rules.knows(host)
        except ValueError:
            return False

    def _admission(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """None for whoever has the token; a way in for who brings it in the address."""
        token = self._rules.token
        if not token:
            return None
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if _same(bearer, token) or _same(_cookie(headers.get("cookie", "")), token):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["type"] == "http" and scope["method"] == "GET" and _same(given, token):
            answer = RedirectResponse(scope["path"], 303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", max_age=365 * 86400)
            return answer
        return problem(401, "open the address that `wellanyway serve` printed: it has the token in it")


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return "" if found is None else found.value


class _Metered:
    """Receives a body, and no more of it than is allowed."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = BODY_MOST

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            return {"type": "http.disconnect"}
        return message


def _dressed(send: Send, *, is_api: bool) -> Send:
    """`send`, with the headers that every response has."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers["Cache-Control"] = "no-store" if is_api else "no-cache"
        await send(message)

    return dressed


async def _refuse(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4003})
        return
    await response(scope, receive, _dressed(send, is_api=True))
