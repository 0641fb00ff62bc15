"""A question with a premise taken apart: "if the bridge is down, how did she get here?"."""

from __future__ import annotations

import re

__all__ = ["split"]

_GIVEN = (
    r"if|since|given(?: that)?|seeing (?:that|as|how)|considering(?: that)?|because|now that|even though|although|though|"
    r"(?:wait,? )?i thought(?: that)?|(?:didn't you say|you (?:just )?(?:said|told me))(?: that)?|assuming(?: that)?"
)
_ASKED = r"(?:then |so |and )*(?:why|how|what|who|whom|whose|where|when|which|do|does|did|is|are|was|were|has|have|had|can|could|would|will|should|whyd|hows|whats|wheres)\b"
_WORD = r"(?:then |so |and )*(?:why|how come|how|what|who|whom|whose|where|which|whyd)\b"
_BEFORE = re.compile(
    rf"(?:{_GIVEN})\s+(?P<premise>[^?]+?)\s*[,;.…–—-]+\s*(?P<asked>{_ASKED}.+)", re.IGNORECASE
)
_BEFORE_SPOKEN = re.compile(rf"(?:{_GIVEN})\s+(?P<premise>[^?]+?)\s+(?P<asked>{_WORD}.+)", re.IGNORECASE)
_AS = re.compile(rf"as\s+(?P<premise>[^?,]+?),\s*(?P<asked>{_WORD}.+)", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?P<asked>(?:why|how|how come|whyd)\b[^?]*?)[,;]?\s+(?:if|even though|although|though|considering(?: that)?|given that|seeing (?:that|as|how)|now that)\s+"
    r"(?P<premise>[^?]+)",
    re.IGNORECASE,
)
_WHEN_BEHIND = re.compile(
    r"(?P<asked>(?:how (?:can|could)|why (?:would|should|does|do|is|are))\b[^?]*?),?\s+when\s+(?P<premise>[^?]+)",
    re.IGNORECASE,
)
_LEAST = 2  # words of a clause


def split(plain: str) -> tuple[str, str]:
    """Premise ("" for none) and main question, of plain words without openers."""
    for form in (_BEFORE, _BEFORE_SPOKEN, _AS, _BEHIND, _WHEN_BEHIND):
        match = form.fullmatch(plain)
        if match is None:
            continue
        premise = match["premise"].strip(" ,;.?!")
        asked = re.sub(r"^(?:then|so|and)\s+", "", match["asked"].strip(" ,;"), flags=re.IGNORECASE)
        if len(premise.split()) >= _LEAST and len(asked.split()) >= 1 and not _is_thought(plain, asked):
            return premise, asked
    return "", plain


def _is_thought(plain: str, asked: str) -> bool:
    """ "I thought who ...": a wh-word right behind the verb opens what was thought."""
    return re.match(
        r"(?:wait,? )?i thought (?:who|what|why|how)\b", plain, re.IGNORECASE
    ) is not None and bool(asked)
