"""The app: the API, the page's files, and the guard before both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

from wellanyway.doors.web import hearing, problems, stories, telling, views
from wellanyway.doors.web.asked import Shared
from wellanyway.doors.web.guard import Guard, Rules
from wellanyway.doors.web.house import House

__all__ = ["PAGE", "create_app"]

PAGE = Path(__file__).parent / "page"
"""The page's files, served as they lie there."""

_API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a page needs to know before it asks for anything."""

    version: str
    listener: str
    persona: str
    pace: int


def create_app(house: House, rules: Rules | None = None) -> FastAPI:
    """The app over a house; closing the house is the app's, closing its library is not."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        house.close()

    app = FastAPI(
        title="wellanyway",
        version=version("wellanyway"),
        summary="Tells stories, and answers from only what has been told.",
        docs_url=None,  # its page would load from elsewhere
        redoc_url=None,
        openapi_url=f"{_API}/openapi.json",
        lifespan=lifespan,
    )
    app.state.house = house
    problems.install(app)
    app.include_router(_api(), prefix=_API)
    _serve_page(app)
    app.add_middleware(Guard, rules=rules or Rules())
    return app


def _api() -> APIRouter:
    api = APIRouter(responses=problems.PROBLEMS)

    @api.get("", tags=["stories"], summary="Who serves, and with which settings")
    def greeting(house: Shared) -> Greeting:
        settings = house.settings
        return Greeting(version("wellanyway"), settings.listener, house.persona.name, settings.pace)

    for room in (stories, views, hearing, telling):
        api.include_router(room.router)
    return api


def _serve_page(app: FastAPI) -> None:
    """The page's few addresses. None of its files holds a word of any story."""
    files = {
        "/": "shelf.html",
        "/story/{story}": "story.html",
        "/manifest.webmanifest": "manifest.webmanifest",
        "/worker.js": "worker.js",
    }
    for address, name in files.items():
        app.add_api_route(address, _giving(PAGE / name), include_in_schema=False)
    app.mount("/page", StaticFiles(directory=PAGE), name="page")


def _giving(path: Path) -> Callable[[], FileResponse]:
    kinds = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}

    def give() -> FileResponse:
        return FileResponse(path, media_type=kinds.get(path.suffix))

    return give
