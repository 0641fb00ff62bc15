"""Understands what kind of question was asked: by its words alone, with no model and nothing of the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wellanyway.reading.lexicon import NOT_NAMES
from wellanyway.reading.stems import STOPWORDS, stem, words

__all__ = ["Act", "Kind", "Question", "understand"]


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


@dataclass(frozen=True, slots=True)
class Question:
    """An interruption taken apart. `subject` is whom or what it is about where its kind says so, `object` the other one.

    `premise` is what it takes for granted ("they haven't seen each other in years"), as a clause; "" for none.
    """

    text: str
    kind: Kind
    type: Kind  # of the answer looked for, for the ranking: one of the kinds from WHY to WHETHER
    terms: tuple[tuple[str, str], ...]  # (stem, word) of what it is about, each once
    names: tuple[str, ...]  # words with a capital that the question did not have to have
    subject: str = ""
    object: str = ""
    premise: str = ""
    act: Act = Act.QUESTION


_OPENER = (
    r"^(?:please |so |and |but |wait,? |ok,? |well,? |hang on,? |hold on,? |sorry,? |remind me,? |tell me )*"
)
_NAME = r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,4}?"
_IS = r"(?:’s|'s| is| was| are| were)"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            Kind.RECAP,
            rf"{_OPENER}(?:recap|sum(?:marise|marize)?(?: it)? up|catch me up|remind me(?: what happened)?|what did i miss|"
            r"what have i missed|what(?:’s|'s| has| have| is)? happened (?:so far|up to now|until now|lately)|"
            r"the story so far|where did we (?:leave off|stop)|where were we|what(?:’s|'s| is) (?:going on|happening)"
            r"(?: (?:here|now))?|what just happened|previously)\W*$",
        ),
        (
            Kind.AHEAD,
            r"\b(?:what (?:happens|will happen|comes|is going to happen)(?: to \w+)? "
            r"(?:next|now|then|later|after this|in the end|at the end)|"
            r"how (?:does|will|is) (?:it|this|the story|the book) (?:going to )?end|what(?:’s|'s| is) the (?:ending|twist)|"
            r"how many (?:chapters|pages) (?:are left|remain)|happy ending|"
            r"what (?:happens|happened) (?:at|in) the (?:very )?end)\b",
        ),
        (
            Kind.WHO_SAID,
            rf"{_OPENER}(?:who (?:just )?(?:said|says|spoke|asked|is (?:talking|speaking)|was (?:talking|speaking))"
            r"(?: (?:that|this|it|so|what|the last (?:line|thing|bit|words?)|those words|now|just now|here|there))*|"
            r"whose (?:line|words?) (?:is|was|were|are) (?:that|those|this)|"
            r"who(?:’s|'s) (?:talking|speaking|that talking)(?: now| here)?)\W*$",
        ),
        (
            Kind.WHO_SAID,
            rf"{_OPENER}who (?:said|says|asked|cried|shouted|whispered|answered)\W*[“\"‘'](?P<subject>.+?)[”\"’']\W*$",
        ),
        (
            Kind.HERE,
            rf"{_OPENER}(?:where (?:are|am) (?:we|i)(?: now| at)?|what chapter(?: is this| are we in| am i in)?|"
            r"who(?: all)?(?:’s|'s| is| are) (?:here|there|present|in the room|around|with them|in this scene)(?: now)?)\W*$",
        ),
        (
            Kind.HAVE_MET,
            rf"{_OPENER}(?:have (?:we|i) (?:met|seen|heard (?:of|about|from)|come across|encountered)|"
            rf"did we (?:meet|see|hear (?:of|about))|has|was|do (?:we|i) know)\s(?P<subject>{_NAME})"
            r"(?:\s(?:been (?:mentioned|in it|here|in the story|in this)|mentioned|in it|appeared|come up|turned up|shown up))?"
            r"(?:\s(?:before|already|yet|earlier|so far|anywhere))*\W*$",
        ),
        (
            Kind.WHO_IS,
            rf"{_OPENER}(?:who{_IS}|who the hell is|who on earth is|who again is|tell me about|what do we know (?:about|of)|about)"
            rf"\s(?P<subject>{_NAME})(?:\s(?:again|anyway|now|then|exactly))*\W*$",
        ),
    )
)
_MET_NEEDS = re.compile(
    r"\b(?:before|already|yet|earlier|so far|met|seen|heard|come across|encountered|mentioned|appeared|come up|turned up|"
    r"shown up|meet)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    rf"{_OPENER}(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|must|isn|aren|wasn|"
    r"weren|don|doesn|didn|hasn|haven|hadn|won|wouldn|couldn|ain)\b",
    re.IGNORECASE,
)
_WHEREABOUTS = re.compile(
    rf"{_OPENER}where{_IS}\s(?P<subject>(?:the |his |her |their )?{_NAME})(?:\s(?:now|right now))?\W*$",
    re.IGNORECASE,
)
_PREMISE = re.compile(
    rf"{_OPENER}(?:if|since|given that|seeing that|as)\b[^?]*?,\s*"
    r"(?=(?:why|how|what|who|where|when|then|do|does|did|is|are|was|were|has|have)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(_OPENER, re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]+")
_NO_SUBJECT = frozenset(
    "he she they it that this him her them we i you everyone everybody these those there here one someone somebody".split()
)
_FEEL = re.compile(r"\b(?:feel|feels|felt|feeling|feelings)\b")
_SAY = re.compile(
    r"\b(?:say|said|says|tell|told|ask|asked|answer|answered|reply|replied|promise|promised|think|thought|warn|warned)\b"
)
_HAPPEN = re.compile(r"\bwhat (?:happen|happened|happens|did .* do (?:after|when|before))\b")
_CAUSE = re.compile(r"\b(?:caused?|what made|for what reason|how come|what for)\b")
_PLAIN_WORD = {"whom": Kind.WHO, "whose": Kind.WHO, "which": Kind.WHAT}


def understand(text: str) -> Question:
    """Take a question apart."""
    plain = " ".join(text.split())
    kind, subject = _kind(plain)
    found: dict[str, str] = {}
    for word in words(plain):
        if word not in STOPWORDS:
            found.setdefault(stem(word), word)
    return Question(
        plain, kind, _type(_PREMISE.sub("", plain)), tuple(found.items()), _names(plain, subject), subject
    )


def _names(plain: str, subject: str) -> tuple[str, ...]:
    """Capitalised words, but for the first, which has its capital from the question alone."""
    found = []
    for match in _CAPITAL.finditer(plain):
        word = (
            re.sub(r"['’]\w+$", "", match[0]) if re.search(r"['’](?:s|re|ve|ll|d|t)$", match[0]) else match[0]
        )
        if word not in NOT_NAMES and (match.start() > 0 or subject.startswith(word)):
            found.append(word)
    return tuple(dict.fromkeys(found))


def _kind(plain: str) -> tuple[Kind, str]:
    for kind, pattern in _PATTERNS:
        match = pattern.search(plain)
        if match is None:
            continue
        subject = (match.groupdict().get("subject") or "").strip()
        if kind is Kind.HAVE_MET and not _MET_NEEDS.search(plain):
            continue
        if kind in {Kind.WHO_IS, Kind.HAVE_MET} and not _is_subject(subject):
            continue
        return kind, subject
    where = _WHEREABOUTS.match(plain)
    if where is not None and _is_subject(where["subject"]):
        return Kind.WHEREABOUTS, where["subject"].strip()
    is_asked = _ASKS.match(_LEAD.sub("", plain)) or _AUXILIARY.match(plain) or _PREMISE.match(plain)
    if not plain.endswith("?") and not is_asked:
        return Kind.REMARK, ""
    return _type(_PREMISE.sub("", plain)), ""


def _is_subject(subject: str) -> bool:
    """Whether it can be somebody or something: a name, or "the captain"; no clause and no pronoun."""
    parts = subject.lower().split()
    if not parts or parts[0] in _NO_SUBJECT or parts[-1] in STOPWORDS - {"s"}:
        return False
    if any(part[:1].isupper() for part in subject.split()):
        return True
    return len(parts) == 1 or (parts[0] in {"the", "a", "an", "this", "that"} and len(parts) <= 4)


def _type(asked: str) -> Kind:
    """What the answer has to hold."""
    lower = asked.lower()
    if _FEEL.search(lower):
        return Kind.FEEL
    if _SAY.search(lower) and not lower.startswith(("who", "why", "where")):
        return Kind.SAY
    if _HAPPEN.search(lower):
        return Kind.HAPPEN
    if _CAUSE.search(lower):
        return Kind.WHY
    if _AUXILIARY.match(asked):
        return Kind.WHETHER
    match = _ASKS.search(lower)
    word = match[1] if match else "what"
    return _PLAIN_WORD.get(word) or Kind(word)
