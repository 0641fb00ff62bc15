"""Whether words that say what somebody is are taken back by what leads up to them."""

from __future__ import annotations

import re

__all__ = ["is_unreal"]

_UNREAL = re.compile(
    r"\b(?:as if|as though|if|might have|could have|would have|may have|dream\w*|dreamt|fanc(?:y|ied)|imagin\w+|suppos\w+|pretend\w*|wish\w*|"
    r"mistook|taken for|seemed to be)\b",
    re.IGNORECASE,
)
_LEAD = 60  # characters before them that may take it back


def is_unreal(text: str, start: int, end: int) -> bool:
    """Whether what characters `[start, end)` say is dreamt, supposed or said of what might be: "he might have been the King"."""
    lead = re.split(r"[.;!?:“”]", text[max(0, start - _LEAD) : end])[-1]
    return _UNREAL.search(lead) is not None
