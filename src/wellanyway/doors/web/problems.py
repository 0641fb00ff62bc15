"""What goes wrong, as RFC 9457 problem details; our own errors keep their one line for people."""

from __future__ import annotations

from http import HTTPStatus

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
)

__all__ = ["PROBLEM", "install", "problem"]

PROBLEM = "application/problem+json"

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


def install(app: FastAPI) -> None:
    """Have the app answer with problems."""

    @app.exception_handler(WellanywayError)
    def ours(_request: Request, error: WellanywayError) -> JSONResponse:
        return problem(status_of(error), " ".join(str(error).split()))

    @app.exception_handler(HTTPException)
    def http(_request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, str(error.detail), headers=dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        said = (f"{'.'.join(map(str, one['loc'][1:])) or 'request'}: {one['msg']}" for one in error.errors())
        return problem(422, "; ".join(said))

    @app.exception_handler(Exception)
    def fault(_request: Request, error: Exception) -> JSONResponse:
        return problem(500, f"something went wrong that should not have ({type(error).__name__})")
