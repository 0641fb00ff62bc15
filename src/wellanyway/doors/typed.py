"""What a listener typed, as an input to the session: requests in a few plain words, questions, remarks.

Only the words typed decide, never the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from wellanyway.errors import PositionError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Continue,
    Input,
    Note,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SkipTo,
    WhoSaid,
)

__all__ = ["PHRASES", "KeysAsked", "PaceAsked", "Wish", "understand"]


@dataclass(frozen=True, slots=True)
class KeysAsked:
    """Which keys are there?"""


@dataclass(frozen=True, slots=True)
class PaceAsked:
    """Faster, slower (`steps`), or so many words a minute."""

    steps: int = 0
    words_a_minute: int | None = None


Wish = Input | KeysAsked | PaceAsked

PHRASES = (
    "who said that",
    "what did I miss",
    "again",
    "go back 5",
    "skip to ",
    "note ",
    "notes",
    "faster",
    "slower",
    "keys",
    "go on",
    "quit",
)
"""What Tab completes in a question line."""

_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Wish]], ...] = (
    (r"who(?: just)? (?:said|says|is saying)(?: that| this| it)?|who(?:'s| is) (?:speaking|talking)(?: now)?",
     lambda _: WhoSaid()),
    (r"(?:what did i miss|what (?:has )?happened(?: so far)?|remind me|recap|where were we|previously)(?: in)?( (?P<n>\d{1,4})(?: words)?)?",
     lambda m: RecapAsked(int(m["n"])) if m["n"] else RecapAsked()),
    (r"(?:say (?:that|it) )?again(?: please)?(?: (?P<n>\d{1,3}))?|repeat(?: that| it)?(?: (?P<r>\d{1,3}))?",
     lambda m: Again(int(m["n"] or m["r"] or 1))),
    (r"(?:go )?back(?: (?:by )?(?P<n>\d{1,5}))?(?: sentences?)?", lambda m: Back(int(m["n"] or 1))),
    (r"(?:the )?(?:author'?s )?notes|what did the author (?:write|say|note)", lambda _: ParatextAsked()),
    (r"note:? (?P<words>.+)", lambda m: Note(m["words"])),
    (r"quit|exit|bye|goodbye|good night|enough(?: for (?:now|today|tonight))?|that's (?:enough|all)(?: for now)?",
     lambda _: Quit()),
    (r"go on|continue|carry on|go ahead|next|never ?mind|nothing", lambda _: Continue()),
    (r"pause|wait|hold on|stop", lambda _: Pause()),
    (r"keys|help", lambda _: KeysAsked()),
    (r"faster", lambda _: PaceAsked(1)),
    (r"slower", lambda _: PaceAsked(-1)),
    (r"pace (?P<n>\d{2,4})", lambda m: PaceAsked(words_a_minute=int(m["n"]))),
)  # fmt: skip

_COMPILED = tuple((re.compile(form, re.IGNORECASE), make) for form, make in _FORMS)
_SKIP = re.compile(
    r"(?:skip|go|jump)(?: ahead| back)? ?to (?:chapter |sentence )?(?P<pos>[\d.]+|end)", re.IGNORECASE
)
_QUESTION = re.compile(
    r"""(?:(?:so|and|but|wait,?|sorry,?|hang\ on,?|ok,?|er,?|um,?)\ )*
    (?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|am|did|do|does|has|have|had|can|could
    |will|would|should|shall|may|might|isn't|wasn't|didn't|doesn't|don't|aren't|weren't|hasn't|haven't|hadn't
    |who's|what's|where's|why's|how's|tell\ me|describe|explain|name|list)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def understand(typed: str) -> Wish | None:
    """What was wished for; None where nothing was said (a key hit by mistake)."""
    words = " ".join(typed.replace("’", "'").split())
    bare = words.rstrip(" ?.!,;:")
    if not re.search(r"\w", bare):
        return None
    for form, make in _COMPILED:
        if match := form.fullmatch(bare):
            return make(match)
    if match := _SKIP.fullmatch(bare):
        try:
            return SkipTo(Pos.parse(match["pos"]))
        except PositionError:
            return Ask(words)
    if words.endswith("?") or _QUESTION.match(words):
        return Ask(words)
    return Remark(words)
