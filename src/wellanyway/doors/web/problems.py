"""What goes wrong, as RFC 9457 problem details; our own errors keep their one line for people."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from wellanyway.errors import (
    ConfigError,
    LibraryBusyError,
    LibraryError,
    PositionError,
    StoryError,
    UnknownStoryError,
    WellanywayError,
    one_line,
)

__all__ = ["PROBLEM", "PROBLEMS", "install", "problem"]

PROBLEM = "application/problem+json"

_SCHEMA = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "One line for people."},
    },
}
_DOCUMENT = {"content": {PROBLEM: {"schema": _SCHEMA}}}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    422: {"description": "What was asked cannot be understood", **_DOCUMENT},
    "default": {"description": "What went wrong", **_DOCUMENT},
}
"""For the API's description: every operation may answer with a problem."""

_STATUS: tuple[tuple[type[WellanywayError], int], ...] = (
    (UnknownStoryError, 404),
    (PositionError, 404),
    (StoryError, 422),
    (ConfigError, 422),
    (LibraryBusyError, 503),
    (LibraryError, 500),
    (WellanywayError, 500),
)


def problem(status: int, detail: str = "", *, headers: dict[str, str] | None = None) -> JSONResponse:
    """A problem document; the title is what the status is called."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(body, status, headers, PROBLEM)


def status_of(error: WellanywayError) -> int:
    """The HTTP status that says best what went wrong."""
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def _methods(app: FastAPI, path: str) -> list[str]:
    """What may be done at an address of the API."""
    found: set[str] = set()
    for template, operations in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            found.update(method.upper() for method in operations)
    return sorted(found)


def install(app: FastAPI) -> None:
    """Have the app answer with problems."""

    @app.exception_handler(WellanywayError)
    def ours(_request: Request, error: WellanywayError) -> JSONResponse:
        return problem(status_of(error), one_line(error))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_methods(app, request.url.path)) or headers.get("Allow", "")
        return problem(error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        said = (f"{'.'.join(map(str, one['loc'][1:])) or 'request'}: {one['msg']}" for one in error.errors())
        return problem(422, "; ".join(said))

    @app.exception_handler(Exception)
    def fault(_request: Request, error: Exception) -> JSONResponse:
        return problem(500, f"something went wrong that should not have ({type(error).__name__})")
