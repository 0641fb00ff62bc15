"""What an interruption that asks nothing is: a guess at what will come, a noise, or a remark. By its words alone."""

from __future__ import annotations

import re

from wellanyway.asking.understanding.kinds import Act
from wellanyway.asking.understanding.spoken import bare

__all__ = ["is_guess", "is_noise", "is_rhetorical", "unasked"]

_SURELY_GUESSED = re.compile(
    r"""^(?:(?:oh|so|well|and|but|ok|okay|hm+|uh|no|right|wait),?\s)*(?:
      maybe|perhaps|probably|possibly|surely|what\sif
      |(?:i|i'd|i'll|i'm)\s(?:\w+\s)?(?:bet|guess|reckon|suspect|think|wager|imagine|suppose|predict|sure|afraid|hope|wonder|assume|expect)(?!\sso\W*$)\b
      |betcha|bet\b|calling\sit|my\s(?:guess|money|bet|theory)|i\shave\sa\s(?:theory|feeling|hunch)|i've\sgot\sa\s(?:theory|feeling|hunch)|i\sknew\sit)""",
    re.IGNORECASE | re.VERBOSE,
)
_TAG = re.compile(
    r"(?:,\s*(?:is|are|was|were|did|does|do|will|has|have|had|can|would)|[,\s]+(?:isn't|isnt|wasn't|wasnt|aren't|arent|weren't|werent|didn't|didnt|doesn't|doesnt|don't|dont|won't|wont|"
    r"hasn't|hasnt|haven't|havent|hadn't|hadnt|can't|cant|wouldn't|wouldnt|ain't|aint)) "
    r"(?:it|he|she|they|there|we|you|i)\W*$|,\s*(?:right|innit|huh|eh)\W*$",
    re.IGNORECASE,
)
_GUESSED = re.compile(
    r"\b(will|won['’]?t|going to|gonna|goin['’]?|bet|betcha|guess|got to|gotta|has to|must|any (?:minute|moment)|soon|'ll|’ll"
    r"|next|end(?:s|ing)?|hope|wonder|probably|maybe|perhaps|never (?:come|make|find|see|survive|get)|theory)\b",
    re.IGNORECASE,
)
_SOUNDS = frozenset(
    """hmm hm mm mmm mhm uh um er erm ah oh eh huh wow ugh argh ooh aah aw aww pff pfft tsk tut ha haha hahaha hehe heh lol lmao rofl
    hey hello hi ow ouch yikes whoa woah gosh gee phew blah bla meh mhmm uhhuh uhuh khm ahem cough coughs sneeze sneezes yawn yawns sigh
    sighs laughs laughter oops whoops psst shh brr zzz test testing la lala tralala""".split()
)
_MASHED = re.compile(
    r"^(?:[bcdfghjklmnpqrstvwxz]{2,}|(?:asd|sdf|dfg|fgh|jkl|qwe|wer|ert|zxc|xcv|hjk|uio|iop)\w*|(\w{1,3})\1{2,}|(.)\2{2,})$"
)
_RHETORICAL = re.compile(
    r"^(?:what an?\b(?!.*\?).*|how (?!do|does|did|is|was|are|were|can|could|would|will|come|has|have|had|long|many|much|old|far|tall|often|so\b|else|about|come\b)\w+(?: (?:of (?:him|her|them|you|it)|is that|that is|for (?:him|her|them)))?"
    r"|who (?:cares|knows|would have thought|asked you)|what the (?:hell|heck|devil|fuck)|why not|is that so|(?:no )?really|seriously|you don't say|so what)\W*$",
    re.IGNORECASE,
)


def is_guess(text: str) -> bool:
    """Whether it surely tells what the listener thinks, whatever mark it ends with."""
    return _SURELY_GUESSED.match(text) is not None or _is_tagged(text)


def _is_tagged(text: str) -> bool:
    match = _TAG.search(text)
    return match is not None and len(text[: match.start()].split()) >= 2 and not _ASKING.match(bare(text))


_ASKING = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|isn't|didn't|wasn't|(?:who|what|why|how|where)'?(?:s|d))\b",
    re.IGNORECASE,
)


def is_noise(text: str) -> bool:
    """Whether nothing can be made of it: a sound, a cough, a key sat on."""
    found = re.findall(r"[^\W_]+", text.lower())
    return all(word in _SOUNDS or _is_sound(word) or _MASHED.match(word) is not None for word in found)


def _is_sound(word: str) -> bool:
    squeezed = re.sub(r"(.)\1+", r"\1", word)
    return squeezed in {
        "um",
        "uh",
        "er",
        "hm",
        "m",
        "ah",
        "oh",
        "aw",
        "wow",
        "ha",
        "h",
        "mh",
        "ugh",
        "argh",
        "eh",
        "o",
        "a",
        "z",
        "s",
        "sh",
    } and (len(word) > 2 or word in _SOUNDS)


def is_rhetorical(text: str) -> bool:
    """Whether it is put as a question and wants no answer: "what a fool", "who cares"."""
    return _RHETORICAL.match(text) is not None


def unasked(text: str) -> Act:
    """What something is that asks nothing, commands nothing and corrects nothing."""
    return Act.GUESS if _GUESSED.search(text) is not None else Act.REMARK
