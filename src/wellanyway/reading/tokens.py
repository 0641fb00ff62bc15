"""Cuts a block into words and marks, as the treebanks do: "don't" is two, "Mr." one, a dash one."""

from __future__ import annotations

import re
from typing import Any

from wellanyway.reading.page import Page, Token

__all__ = ["Tokens", "tokenise"]

_TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Messrs|Rev|Prof|Capt|Col|Gen|Lieut|Sergt|Mme|Mlle|Esq|Jr|Sr)\.(?=\s|$)"
    r"|[A-Za-z]\.(?:[A-Za-z]\.)+"
    r"|(?:o|O)[’']clock"
    r"|[^\W_]+(?=n[’']t\b)|n[’']t\b"
    r"|[’'](?:s|S|m|d|ll|re|ve|em|tis|twas)\b"
    r"|(?:[DdLl]|O|[Mm]a)[’'](?=[A-Z])[^\W_]+"
    r"|[^\W_]+(?:[’'-](?!(?:s|S|m|d|ll|re|ve)\b)[^\W_]+)*"
    r"|--+|\.\.\.+|…|[^\w\s]|_"
)


def tokenise(text: str) -> list[Token]:
    """Tokens of a text, in order; white space stands between them or nothing."""
    return [Token(match.start(), match.end()) for match in _TOKEN.finditer(text)]


class Tokens:
    """The stage: adds `tokens`. Remembers nothing."""

    name = slot = "tokens"
    version = "1"
    needs: tuple[str, ...] = ()
    adds = ("tokens",)

    def start(self) -> None:
        return None

    def read(self, page: Page, state: None) -> None:
        if not page.tokens:
            page.tokens = tokenise(page.text)
        return state

    def dump(self, state: None) -> Any:
        return state

    def load(self, value: Any) -> Any:
        return value
