"""Lines that are shown and not spoken: page numbers, ornaments, and what thieves of stories are warned with.

Scrapers are met with lines like "this story was taken from elsewhere; if you find it on another site, report it". They
are text of the file, so they are told; a voice leaves them out. Each rule looks at one sentence alone.
"""

from __future__ import annotations

import re

__all__ = ["is_silent"]

_PAGE = re.compile(
    r"[\W_]*(?:(?:page|pg\.?|p\.)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[\W_]*|[\[({]\s*(?:page|pg\.?|p\.)?\s*[ivxlc\d]{1,6}\s*[\])}]",
    re.IGNORECASE,
)
_WORDLESS = re.compile(r"[\W_]*")
_ABOUT = re.compile(
    r"\b(?:this|the|our|your)\s+(?:\w+\s+){0,2}?(?:story|tale|narrative|novel|text|content|book|chapter|work|version|author)\b"
    r"|\b(?:unauthori[sz]ed|author'?s|original)\b",
    re.IGNORECASE,
)
_THEFT = re.compile(
    r"\b(?:stolen|theft|pirated?|piracy|plagiari[sz]\w+|misappropriat\w+|purloined|pilfered|lifted|taken|unlawfully|illicit\w*"
    r"|unauthori[sz]ed|without\s+(?:\w+\s+){0,3}(?:permission|consent|authori[sz]ation|approval))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:royal\s?road|amazon|kindle|wattpad|webnovel|scribble\s?hub|patreon|web\s?sites?|sites?|platforms?"
    r"|report\s+(?:it|this|any|them|the\s+\w+)|sightings?|infringement|elsewhere|support\s+the\s+(?:author|original))\b",
    re.IGNORECASE,
)


def is_silent(text: str, kind: str = "paragraph") -> bool:
    """Whether a sentence is passed over in silence; `kind` is that of its block. Numbers that head a part are spoken."""
    if _WORDLESS.fullmatch(text):
        return True
    if kind != "heading" and _PAGE.fullmatch(text):
        return True
    return bool(_PLACE.search(text) and _THEFT.search(text) and _ABOUT.search(text))
