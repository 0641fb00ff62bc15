"""Runs the app on a socket of this machine."""

from __future__ import annotations

import secrets
import socket
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import uvicorn

from wellanyway.doors.desk import Desk
from wellanyway.doors.web.app import create_app
from wellanyway.doors.web.guard import Rules, is_loopback
from wellanyway.doors.web.house import House
from wellanyway.errors import ConfigError

__all__ = ["Door", "serve"]

_MESSAGE_MOST = 64 * 1024  # bytes a listener may send at once
_SWITCH_S = 0.0005  # how long a thread that answers may keep one that tells waiting


@dataclass(frozen=True, slots=True)
class Door:
    """A socket that listens, and who may come in."""

    listening: socket.socket
    rules: Rules
    host: str

    @classmethod
    def at(cls, host: str, port: int, *, token: str | None = None, names: Iterable[str] = ()) -> Door:
        """Listen at an address. Beyond this machine a token is made where none is given. Raises ConfigError."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        try:
            listening = socket.create_server((host, port), family=family)
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise ConfigError(f"cannot listen at {host}:{port} ({why}); try another --port") from None
        given = token or ("" if is_loopback(host) else secrets.token_urlsafe(24))
        return cls(listening, Rules.for_address(host, token=given, names=names), host)

    @property
    def address(self) -> str:
        """What to open in a browser."""
        port = self.listening.getsockname()[1]
        host = socket.gethostname() if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}:{port}/" + (f"?token={self.rules.token}" if self.rules.token else "")


def serve(desk: Desk, door: Door) -> None:
    """Serve a library until the process is told to stop."""
    sys.setswitchinterval(_SWITCH_S)
    house = House(desk.library, desk.settings)
    config = uvicorn.Config(
        create_app(house, door.rules),
        log_level="warning",
        server_header=False,
        ws_max_size=_MESSAGE_MOST,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[door.listening])
    desk.library.close()
