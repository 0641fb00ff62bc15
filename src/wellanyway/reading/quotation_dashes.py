"""Finds talk that a dash opens and nothing closes: up to the words that say who spoke, and on behind them.

    —Come in, said Nell, you must be wet. The door stuck.

Where such talk ends has to be told from the words, so what looks like narration is held to be talk only where
nothing says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from wellanyway.reading.quotation_tags import tag_ahead
from wellanyway.reading.quotation_words import NO_NAMES, SAYING, SUBJECTS, THINKING

__all__ = ["Dashed", "after_dashes", "leads", "tag_within"]

_OPENING = re.compile(
    r"(?:^|(?<=[.:!?…])[ \n]?|(?<=\n))(?P<dash>(?:[—–―]|--)\s?)(?![A-Z]\s?[—–\]])(?=[“\"‘'_]?[A-ZÀ-Þ¡¿…])"
)
_SENTENCE_END = re.compile(
    r"(?:(?<!\b[A-HJ-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)\.|[!?…])[.!?…]*[”’\"')_]*\s+(?=[—–“‘\"'(_]?[A-ZÀ-Þ])"
)
_TURN = re.compile(r"[,.!?…;:][”’_]*\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PERSONAL = re.compile(
    r"\b(?:I|me|my|mine|we|us|our|you|your|yours|ye|thee|thou)\b|\w[’'](?:ll|re|ve|m)\b|n[’']t\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|am|has|do|does|will|shall|can|must|let)\b|\w[’']s\s(?:a|the|not|all|no)\b"
)
_PAST = frozenset(
    """was were had did went came took gave stood sat said saw looked turned held put got ran began fell rose broke
    laid lay let led left drew threw kept found felt heard knew met made spoke told thought shook bent swept strode
    flung set caught cut blew stuck struck swung wrote read bit hid lit rode sang sank slid sprang stole swam wore
    could would might slung clung crept leapt knelt leant wound ground shone shot spat spun stank strung thrust trod
    woke wept whirled rang lent sought hung dug fled brought
    bought taught sent spent lost paid grew flew swore tore wore bore chose froze drank ate""".split()
)
_BEATS = frozenset(
    """nodded turned looked smiled laughed shook rose stood sat moved walked paused stopped leaned leant bent raised
    lifted pointed frowned sighed shrugged glanced gazed stared coughed bowed crossed followed took put drew came went
    said asked answered cried spoke""".split()
)
_VERBS = SAYING | THINKING
_OF_NOW = frozenset("say think wonder ask tell suppose call declare swear beg assure promise".split())
_ADVERBS = frozenset("then now again only just had also still at once".split())
_DETERMINERS = frozenset("his her their its the a an".split())
_NARRATES = _DETERMINERS | {"he", "she", "they", "then"}
_TRAILS = frozenset(
    """with in as and while who his her their without after before but when a the from at to by on into again with
    still over half quite rather very so under through across out looking turning slowly quietly softly""".split()
)
_TALE = 6  # words from which on talk may be a tale
_TRAIL = 80  # characters that a clause before the subject takes at most
_LEAD = 160  # characters before a colon in which the verb has to stand
_EARLY = 160  # characters in which a tag has to come
_NAME = frozenset(
    {"mr", "mrs", "miss", "the", "old", "father", "uncle", "aunt", "my", "his", "her", "little"}
)


class Dashed(NamedTuple):
    """`[start, end)` of one stretch of talk; `dash` tells that it begins with one, `is_ended` that more follows."""

    start: int
    end: int
    dash: str
    is_ended: bool


def after_dashes(text: str, *, is_habit: bool, is_led: bool) -> list[Dashed]:
    """Talk after dashes, in order. Where it `is_habit` every dash that begins a sentence opens talk; else only one
    that words before or behind say so of. `is_led` tells that the block before ended with such words."""
    opened = [match for match in _OPENING.finditer(text) if is_habit or _is_said(text, match, is_led=is_led)]
    found: list[Dashed] = []
    for at, match in enumerate(opened):
        until = opened[at + 1].start("dash") if at + 1 < len(opened) else len(text)
        for start, end in _talk(text, match.end("dash"), until):
            first = match.start("dash") if start == match.end("dash") else start
            dash = match["dash"].strip() if start == match.end("dash") else ""
            found.append(Dashed(first, end, dash, bool(text[end:].strip())))
    return found


def _is_said(text: str, match: re.Match[str], *, is_led: bool) -> bool:
    """Whether words beside a dash say that it opens talk."""
    start = match.start("dash")
    if any(mark in text for mark in '“”"«'):
        return False
    if start == 0:
        return is_led or tag_within(text, 0, min(len(text), _EARLY)) is not None
    return leads(text[:start]) and text[match.end()].isalpha()


def leads(text: str) -> bool:
    """Whether a text ends with words that lead up to talk: "Then she said:"."""
    text = text[-_LEAD:].rstrip()
    return text.endswith(":") and tag_ahead(text, 0, len(text)).kind == "say"


def _talk(text: str, start: int, until: int) -> Iterator[tuple[int, int]]:
    """Stretches of talk between a dash and the next."""
    until = len(text[:until].rstrip())
    tag = tag_within(text, start, until)
    at, is_first, is_tagged = start, True, False
    while at < until:
        ended = _SENTENCE_END.search(text, at, until)
        stop = ended.end() if ended else until
        enough = 2 if is_tagged or not _tells(text[start:at]) else 3
        if not is_first and _narrates(text[at:stop], tag[0] - at if tag else stop) >= enough:
            break
        if tag is not None and tag[0] <= stop:
            if tag[0] > start:
                yield start, len(text[: tag[0]].rstrip())
            start = at = tag[1]
            is_tagged = True
            tag = tag_within(text, start, until)
        else:
            at = stop
        is_first = False
    end = len(text[:at].rstrip())
    if end > start:
        yield start, end


def _tells(talk: str) -> bool:
    """Whether talk tells of the past, as narration does."""
    words = _WORD.findall(talk)
    return any(word in _PAST for word in words) and len(words) > _TALE


def tag_within(text: str, start: int, until: int) -> tuple[int, int] | None:
    """Where the first words that say who spoke begin and where talk may go on behind them."""
    for turn in _TURN.finditer(text, start, until):
        words = list(_WORD.finditer(text, turn.end(), min(until, turn.end() + 60)))[:6]
        if not words or words[0].start() != turn.end():
            continue
        verb = _tag_verb([word[0] for word in words], is_new=turn[0][0] in ".…")
        if verb is not None and _is_joined(text, turn.end(), words[verb].end()):
            return turn.end(), _behind_tag(text, words[verb].end(), until)
    return None


def _is_joined(text: str, start: int, end: int) -> bool:
    return not any(mark in text[start:end] for mark in ",;:!?—")


def _tag_verb(words: list[str], *, is_new: bool) -> int | None:
    """Which word of these is the verb of a tag, if they begin one; behind a full stop only a capital tells."""
    first = words[0]
    small = first.lower()
    if first.islower() and small in _VERBS:
        following = words[1] if len(words) > 1 else ""
        is_subject = following[:1].isupper() or following.lower() in SUBJECTS
        return 0 if is_subject and not is_new else None
    is_pronoun = small in {"he", "she", "they"} or first == "I"
    if first == "I" and len(words) > 1 and words[1] in _OF_NOW:
        return None
    if is_pronoun and (first == "I" or first.islower()) and not is_new:
        at = 2 if len(words) > 2 and (words[1] in _ADVERBS or words[1].endswith("ly")) else 1
        return at if at < len(words) and words[at] in _VERBS else None
    if (first[0].isupper() and not is_pronoun) or small in _NAME:
        for at in range(1, min(len(words), 5)):
            if words[at] in _VERBS:
                return at
            if not words[at][0].isupper() and small not in _NAME:
                return None
    return None


def _behind_tag(text: str, verb_end: int, until: int) -> int:
    """Where a tag is over: at its sentence's end, or at a comma that is followed by more of what was said."""
    ended = _SENTENCE_END.search(text, verb_end, until)
    stop = ended.end() if ended else until
    comma = text.find(", ", verb_end, min(stop, verb_end + 40))
    if comma >= 0 and text.count(" ", verb_end, comma) <= 3:
        word = _WORD.match(text, comma + 2)
        trails = word is None or word[0].lower() in _TRAILS or word[0].endswith(("ing", "ly", "ed"))
        if not trails or text[:stop].rstrip()[-1] in "?!" or _PERSONAL.search(text, comma, stop):
            return comma + 2
    return stop


def _narrates(sentence: str, tag: int) -> int:
    """How much a sentence sounds like narration up to a tag in it; from 2 on it may be, from 3 on it surely is."""
    words = _WORD.findall(sentence[:tag])[:16]
    if not words:
        return 0
    if words[0].endswith("ing") and tag < _TRAIL and sentence[:tag].rstrip().endswith(","):
        return 3
    last = sentence.rstrip()[-1:]
    total = 2 if last == ":" else -2 if last in {"!", "?"} else 0
    verb = next((at for at, word in enumerate(words[1:], 1) if _is_past(word, words[at - 1])), 0)
    if verb:
        total += _subject(sentence, words, verb)
    if _PERSONAL.search(sentence):
        total -= 3
    return total - 2 * (_PRESENT.search(sentence) is not None)


def _is_past(word: str, before: str) -> bool:
    """Whether a word is a verb in the past, as far as it and the one before show."""
    return word in _PAST or (word.endswith("ed") and len(word) > 4 and before.lower() not in _DETERMINERS)


def _subject(sentence: str, words: list[str], verb: int) -> int:
    """How surely a sentence tells of somebody, by the words before its verb in the past."""
    first = words[0].lower()
    if first in {"he", "she", "they"}:
        return 3 if verb < 3 else 2
    if first.endswith("ly") and words[1] in {"he", "she", "they"}:
        return 3
    if first.endswith(("ing", "ed")) and "," in sentence[:_TRAIL]:
        return 3
    if words[0][0].isupper() and first not in NO_NAMES | SUBJECTS:
        named = next((at for at, word in enumerate(words) if not word[0].isupper()), len(words))
        if verb >= named and all(word in _ADVERBS or word.endswith("ly") for word in words[named:verb]):
            return 3
        if named < len(words) and words[named].endswith("ing") and f"{words[named - 1]}, " in sentence:
            return 3
    if first in _NARRATES and verb < 5:
        return 3 if verb < 4 and words[verb] in _BEATS and words[verb - 1] not in {"he", "she"} else 2
    return 1 if verb < 8 else 0
