"""What a listener said, in words, from any endpoint that is spoken to as OpenAI's: POST URL/audio/transcriptions.

It is sent what the microphone took up after the listener broke in, and no word of any story.
"""

from __future__ import annotations

import json
import secrets

from wellanyway.voices.posting import is_address, post
from wellanyway.voices.speech import VoiceError

__all__ = ["Transcriber"]

_BYTES_MOST = 1024 * 1024


class Transcriber:
    """The endpoint at `url`, which ends before `/audio/transcriptions` (http://localhost:8000/v1)."""

    def __init__(self, url: str, *, key: str = "", model: str = "") -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._model = model or "whisper-1"

    def available(self) -> str | None:
        """None where it may be asked, else what to do, in one line."""
        if not is_address(self._url):
            return "no endpoint turns speech into words here: set hearing_url, for instance to http://localhost:8000/v1"
        return None

    def words(self, wav: bytes) -> str:
        """What was said in a WAV file; "" where nothing was. Raises VoiceError."""
        if (reason := self.available()) is not None:
            raise VoiceError(reason)
        mark = secrets.token_hex(16)
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Accept": "application/json"}
        reply = post(
            f"{self._url}/audio/transcriptions", self._form(mark, wav), headers,
            key=self._key, most=_BYTES_MOST, purpose="hearing", setting="hearing",
        )  # fmt: skip
        try:
            found = json.loads(reply)
        except ValueError:
            found = None
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
