"""What a listener can tell the teller to do, in the words people use for it: the one vocabulary of commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wellanyway.asking.understanding.spoken import straight

__all__ = ["Command", "Verb", "command"]


class Verb(StrEnum):
    """What to do. `count` and `words` of a command say how often, how much or where."""

    ON = "go on"  # with the answer if there is more of it, or else with the story
    AGAIN = "again"  # tell the last `count` sentences again
    BACK = "back"  # by `count` sentences
    SKIP = "skip"  # to the place `words`
    PAUSE = "pause"
    QUIT = "quit"
    RECAP = "recap"  # in `count` words
    NOTE = "note"  # keep `words`
    NOTES = "notes"  # show the author's
    FASTER = "faster"
    SLOWER = "slower"
    PACE = "pace"  # `count` words a minute
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Command:
    """A command as understood; `count` is 0 where none was said."""

    verb: Verb
    count: int = 0
    words: str = ""


_LEAD = r"(?:(?:okay|ok|well|so|and|alright|all right|please|now|just|right|yeah|yes|no|oh|can you|could you)[,.]? )*"
_TAIL = r"(?:,? (?:please|then|now|thanks|thank you|for me))*"
_A_BIT = 3
_PAGE = 12
_THAT = r"(?: (?:that|it|this|the last (?:bit|line|sentence|part|thing)|that (?:bit|line|sentence|part)))?"
_FORMS: tuple[tuple[Verb, str], ...] = (
    (Verb.AGAIN, rf"(?:(?:say|read|tell|play|do){_THAT}(?: to me)? )?(?:again|once more|one more time)(?: (?P<n>\d{{1,3}}))?(?: sentences?)?"),
    (Verb.AGAIN, rf"repeat{_THAT}(?: (?P<n>\d{{1,3}}))?(?: sentences?)?|say again"),
    (Verb.BACK, r"(?:go |jump |skip |move )?(?:back|rewind)(?: (?:by )?(?P<n>\d{1,5}))?(?: (?:sentences?|lines?))?"),
    (Verb.BACK, r"(?:go |jump |skip |move )?(?:back|rewind)(?: by)? (?P<bit>a (?:bit|little|few|few sentences|few lines|paragraph|little bit)|some)(?: more)?"),
    (Verb.BACK, r"(?:go |jump |skip |move )?(?:back|rewind)(?: by)? (?:a|one) (?P<page>page)"),
    (Verb.BACK, r"(?:go |jump |skip |move )?(?:back|rewind)(?: by)? (?:a|one) (?:sentence|line)"),
    (Verb.SKIP, r"(?:skip|go|jump)(?: ahead| back)? ?to (?:chapter |sentence )?(?P<words>\d[\d.]*|end)"),
    (Verb.SKIP, r"(?:start (?:over|again)|(?:start |begin )?(?:again )?from the (?P<start>beginning|start|top))"),
    (Verb.RECAP, r"(?:what did i miss|what (?:has )?happened(?: so far)?|remind me|recap|where were we|previously|sum(?: it)? up)(?: in)?(?: (?P<n>\d{1,4})(?: words)?)"),
    (Verb.NOTES, r"(?:the )?(?:author'?s )?notes|what did the author (?:write|say|note)"),
    (Verb.NOTE, r"note:? (?P<words>.+)"),
    (Verb.QUIT, r"quit|exit|bye(?: bye)?|goodbye|good night|night|leave|close|(?:that's |that is )?(?:enough|all)(?: for (?:now|today|tonight|one day))|"
                r"that's (?:enough|all)|let's stop(?: here)?(?: for (?:now|today|tonight))?|see you(?: later| tomorrow)?|i(?:'m| am) (?:done|off|going to bed)"),
    (Verb.ON, r"(?:go|carry|read|move|get|come|press) on(?: with (?:it|the story))?|continue|keep (?:going|reading|on|talking)|resume|proceed|go ahead|next|play|"
              r"more|what else|anything else|is there more|tell me more|never ?mind|nothing|no thing|ok(?:ay)?|i'm listening|sorry,? go on|back to the story"),
    (Verb.PAUSE, r"pause|wait|hold on|hang on|stop|(?:wait|hold on|hang on|just|one|give me)(?: (?:a|one))? (?:second|sec|moment|minute|min)|shut up|hush|quiet|be quiet|shush|sh+|silence|stop it|"
                 r"stop (?:there|here|talking|reading)|(?:wait|stop),? (?:wait|stop)|that's enough|enough|hold it"),
    (Verb.HELP, r"keys|help|what can i (?:say|do|ask)|commands"),
    (Verb.FASTER, r"faster|speed up|(?:a (?:bit|little) )?(?:faster|quicker)|quicker|read faster|too slow"),
    (Verb.SLOWER, r"slower|slow down|(?:a (?:bit|little) )?slower|not so fast|read slower|too fast"),
    (Verb.PACE, r"pace (?P<n>\d{2,4})"),
)  # fmt: skip
_COMPILED = tuple((verb, re.compile(_LEAD + f"(?:{form})" + _TAIL, re.IGNORECASE)) for verb, form in _FORMS)


def command(text: str) -> Command | None:
    """The command that some words are, None where they are none."""
    plain = straight(text).strip(" ?!.,;:")
    for verb, form in _COMPILED:
        match = form.fullmatch(plain)
        if match is not None:
            return _made(verb, {key: value for key, value in match.groupdict().items() if value})
    return None


def _made(verb: Verb, given: dict[str, str]) -> Command:
    count = int(given.get("n", 0))
    if "bit" in given or "page" in given:
        count = _A_BIT if "bit" in given else _PAGE
    return Command(verb, count, given.get("words", "1.1" if verb is Verb.SKIP else ""))
