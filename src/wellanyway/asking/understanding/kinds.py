"""What an interruption does, and what would answer a question."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Act", "Kind"]


class Act(StrEnum):
    """What an interruption does."""

    QUESTION = "question"
    GUESS = "guess"  # what the listener thinks will come; neither confirmed nor denied
    REMARK = "remark"  # said in passing; wants no answer
    COMMAND = "command"  # to the teller: stop, go on, back, again
    CORRECTION = "correction"  # "that's wrong, it was Wim"
    NOISE = "noise"  # nothing that can be understood


class Kind(StrEnum):
    """What would answer a question."""

    WHO_IS = "who is"  # what has been told of somebody
    WHO_SAID = "who said"  # the speaker of the last line, or of a line quoted
    WHO_WITH = "who with"  # who was with `subject`, or with whom we are
    HERE = "here"  # where the telling is, who is there
    WHEREABOUTS = "whereabouts"  # where somebody or something is
    LAST_SEEN = "last seen"  # when `subject` was last seen
    HAVE_MET = "have met"
    HOW_LONG = "how long ago"  # since what the rest of the question describes
    SAID_ABOUT = "said about"  # what `subject` said about `object`, "" for anything
    HOW_KNOWN = "how known"  # how `subject` and `object` know each other
    WHAT_IS = "what is"  # a thing: `subject`
    WORD = "word"  # what was that word, what did you just say
    RECAP = "recap"
    AHEAD = "ahead"  # what comes next, how it ends: never told yet
    REMARK = "remark"  # no question
    WHY = "why"
    WHERE = "where"
    WHEN = "when"
    WHO = "who"
    HOW = "how"
    FEEL = "feel"
    SAY = "say"
    HAPPEN = "happen"
    WHAT = "what"
    WHETHER = "whether"
