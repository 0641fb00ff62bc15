"""What the teller says around the quotations. There is one way not to answer, and it is here."""

from __future__ import annotations

__all__ = ["NOT_TOLD", "inner", "quoted"]

NOT_TOLD = "I have not told you anything that answers that."
"""Word for word the same for a thing that comes later and for a thing that never comes."""

_LONGEST = 320  # characters of a quotation in an answer's text


def inner(text: str) -> str:
    """Words to stand inside quotation marks: their own double marks made single."""
    return " ".join(text.split()).replace("“", "‘").replace("”", "’").replace('"', "'")


def quoted(quote: str, at: str) -> str:
    """A sentence of the story in quotation marks with its place; a long one is cut at a word."""
    words = inner(quote)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0].rstrip(",;:—–-") + " …"
    return f"“{words}” ({at})"
