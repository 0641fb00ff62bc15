"""Asking an endpoint that is spoken to as OpenAI's: where it is, who asks, and what it means when it does not answer."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from urllib.parse import urlsplit

from wellanyway.voices.speech import VoiceError

__all__ = ["is_address", "post"]

_PATIENCE_S = 30.0


def is_address(url: str) -> bool:
    """Whether there may be an endpoint at `url`."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, key: str, most: int, purpose: str, setting: str
) -> bytes:
    """At most `most` bytes of the answer. Raises VoiceError that names the endpoint's `purpose` and its `setting`s."""
    sent = {**headers, "Authorization": f"Bearer {key}"} if key else dict(headers)
    request = urllib.request.Request(url, body, sent, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE_S) as reply:  # noqa: S310
            found: bytes = reply.read(most)
    except urllib.error.HTTPError as error:
        raise VoiceError(
            f"the endpoint for {purpose} refused ({error.code}): check {setting}_url, {setting}_key, {setting}_model"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        raise VoiceError(f"the endpoint for {purpose} does not answer ({why}): check {setting}_url") from None
    return found
