"""What a listener said, in words, from any endpoint that is spoken to as OpenAI's: POST URL/audio/transcriptions.

It is sent what the microphone took up after the listener broke in, and no word of any story.
"""

from __future__ import annotations

import json
import secrets
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from wellanyway.voices.speech import VoiceError

__all__ = ["Transcriber"]

_PATIENCE_S = 30.0
_BYTES_MOST = 1024 * 1024


class Transcriber:
    """The endpoint at `url`, which ends before `/audio/transcriptions` (http://localhost:8000/v1)."""

    def __init__(self, url: str, *, key: str = "", model: str = "") -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._model = model or "whisper-1"

    def available(self) -> str | None:
        """None where it may be asked, else what to do, in one line."""
        parts = urlsplit(self._url)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            return "no endpoint turns speech into words here: set hearing_url, for instance to http://localhost:8000/v1"
        return None

    def words(self, wav: bytes) -> str:
        """What was said in a WAV file; "" where nothing was. Raises VoiceError."""
        if (reason := self.available()) is not None:
            raise VoiceError(reason)
        mark = secrets.token_hex(16)
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(  # noqa: S310
            f"{self._url}/audio/transcriptions", self._form(mark, wav), headers, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE_S) as reply:  # noqa: S310
                found = json.loads(reply.read(_BYTES_MOST))
        except urllib.error.HTTPError as error:
            raise VoiceError(
                f"the endpoint for hearing refused ({error.code}): check hearing_url, hearing_key, hearing_model"
            ) from None
        except ValueError:
            found = None
        except OSError as error:
            why = getattr(error, "reason", error)
            raise VoiceError(f"the endpoint for hearing does not answer ({why}): check hearing_url") from None
        words = found.get("text") if isinstance(found, dict) else None
        if not isinstance(words, str):
            raise VoiceError("the endpoint for hearing sent no text: check hearing_url")
        return " ".join(words.split())

    def _form(self, mark: str, wav: bytes) -> bytes:
        fields = {"model": self._model, "language": "en", "response_format": "json"}
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        file = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="said.wav"\r\n'
        head = "".join(parts) + file + "Content-Type: audio/wav\r\n\r\n"
        return head.encode() + wav + f"\r\n--{mark}--\r\n".encode()
