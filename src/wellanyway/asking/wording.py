"""What the teller says around the quotations. There is one way not to answer, and it is here."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "IMPLIED",
    "NARRATOR",
    "NOT_TOLD",
    "capital",
    "inner",
    "listed",
    "plain_stop",
    "quoted",
    "set_off",
    "unhedged",
]

NOT_TOLD = "I have not told you anything that answers that."
"""Word for word the same for a thing that comes later and for a thing that never comes."""

IMPLIED = "It’s not said outright, but "
"""Before an answer that passages bear on and none gives."""

NARRATOR = "the narrator"
"""Who says "I" and has been given no name."""

_LONGEST = 320  # characters of a quotation in an answer's text


def inner(text: str) -> str:
    """Words to stand inside quotation marks: their own double marks made single, half pairs left out."""
    return whole(text).replace("“", "‘").replace("”", "’").replace('"', "'")


def set_off(text: str) -> str:
    """A passage as a quotation: speech keeps its own marks, anything else is given them."""
    words = whole(text)
    return words if words[:1] in '“"' else f"“{inner(words)}”"


def whole(text: str) -> str:
    """Words on one line; a quotation whose other half stands in another sentence is made whole, or left bare."""
    words = " ".join(text.split())
    opened: list[int] = []
    lone_close = -1
    for i, mark in enumerate(words):
        if mark == "“":
            opened.append(i)
        elif mark == "”" and opened:
            opened.pop()
        elif mark == "”":
            lone_close = i
    if lone_close == len(words) - 1:
        words = words[:-1]
    elif lone_close >= 0:
        words = f"“{words}"
    if opened == [0]:
        words = words[1:]
    elif opened:
        words = f"{words}”"
    return words.replace('"', "") if words.count('"') == 1 else words


def quoted(quote: str, at: str) -> str:
    """A sentence of the story in quotation marks with its place; a long one is cut at a word."""
    words = inner(quote)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:—–-") + " …"
    return f"“{words}” ({at})"


def capital(text: str) -> str:
    """With a capital at its beginning, be it behind an opening mark."""
    lead = len(text) - len(text.lstrip("“‘\"'("))
    if text[lead : lead + 1] == "…":
        return text
    return text[:lead] + text[lead : lead + 1].upper() + text[lead + 1 :]


def plain_stop(text: str) -> str:
    """With one full stop at its end, unless it ends with a mark that closes a sentence."""
    words = text.rstrip(" ,;:—–-")
    return words if words.rstrip("”’\"')")[-1:] in {".", "!", "?", "…"} else f"{words}."


def listed(items: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def unhedged(text: str) -> str:
    """An answer without `IMPLIED`, for a teller who says that in other words."""
    return capital(text.removeprefix(IMPLIED))
