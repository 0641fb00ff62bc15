"""Speech tags: "said Tom", "she whispered", "Tom turned and said:", found beside the quotations of a block.

A tag says by what words somebody is named and how sure the pattern is; whom the words mean is the mention's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wellanyway.reading.gaps import Gaps, Seen, gender_of_word
from wellanyway.reading.page import Mention
from wellanyway.reading.saying import PHRASAL, SAYING_BASE, SOUNDING, TELLING

__all__ = ["LEAD", "SUBJECT_FIRST", "VERB_FIRST", "Tag", "lead_out", "tags_of"]

VERB_FIRST, SUBJECT_FIRST, LEAD = 1, 2, 3

_STOPS = frozenset(". ! ? ; :".split())
_DASHES = frozenset(", — – -- - _ ( ) ] [ ’ ” \" '".split())
_SKIPPED = frozenset(
    """then again once more also only still just too now had has suddenly softly even at last and but so here there
    at length thus never always soon first next presently as""".split()
)
_AUXILIARY = frozenset("had has would will could did was were is are have be been".split())
_DETERMINERS = frozenset("the a an his her my their our this that another one".split())
_NOT_PEOPLE = frozenset(
    """way day night time morning moment door house wind voice same other truth matter end room words thing things it thought
    idea silence tone answer reply question story letter book paper cry whisper very""".split()
)
_OBJECTS = frozenset(
    "nothing it that this so a the no good-bye something anything what as for to of about how".split()
)
_OWNED = frozenset("voice tone tones lips eyes answer reply words cry whisper comment retort".split())
_PRONOUNS = frozenset("i he she they we you it".split())
_FARTHEST = 14  # tokens between a subject and its verb of saying before a quotation


@dataclass(frozen=True, slots=True)
class Tag:
    """`order` is VERB_FIRST, SUBJECT_FIRST or LEAD; `form` "proper", "common", "pronoun" or "I".

    `seen` is the mention that is the subject, None where no mention stands there; `word` the lower-cased head of the
    subject; `verb` the token of the verb of saying; `is_soft` that the verb or the pattern may not be about speech.
    """

    order: int
    form: str
    seen: Seen | None
    word: str
    gender: str
    first: int
    last: int
    verb: int
    is_soft: bool = False

    @property
    def who(self) -> int:
        return self.seen.who if self.seen is not None else -1


def tags_of(gaps: Gaps) -> list[Tag | None]:
    """For each outermost quotation of the block the tag that stands right at it."""
    return [_behind(gaps, i) or _lead(gaps, i) for i in range(len(gaps.extents))]


# -- behind: "...," said Tom / "...," Tom said


def _behind(gaps: Gaps, i: int) -> Tag | None:
    at, stop = gaps.bounds[i + 1]
    while at < stop and gaps.words[at] in _DASHES:
        at += 1
    if at >= stop or gaps.words[at] in _STOPS:
        return None
    is_final = _ends_sentence(gaps, i)
    tag = _verb_first(gaps, i + 1, at, stop) or _heard(gaps, i + 1, at, stop)
    if tag is None:
        tag = _subject_first(gaps, i + 1, at, stop, is_final=is_final)
    elif is_final and gaps.words[at][0].isupper():
        return None
    return tag


def _heard(gaps: Gaps, gap: int, at: int, stop: int) -> Tag | None:
    """`I heard Tom say`, `came Tom's voice`."""
    for verb in range(at, min(stop - 2, at + 3)):
        if gaps.lower[verb] in {"heard", "hear", "came", "saw"}:
            subject = _subject_at(gaps, gap, verb + 1, stop)
            if subject is None:
                return None
            form, seen, word, last = subject
            is_said = last < stop and (gaps.lower[last] in SAYING_BASE or gaps.lower[last] in _PARTICIPLES)
            is_voice = gaps.lower[last - 1] in _OWNED
            if is_said or is_voice:
                return Tag(
                    VERB_FIRST, form, seen, word, _gender(seen, word), verb + 1, last, verb, is_soft=True
                )
    return None


def _ends_sentence(gaps: Gaps, i: int) -> bool:
    """Whether a quotation ends with a full stop, so that what follows is a sentence of its own."""
    first, last = gaps.extents[i]
    at = last - 1
    while (
        at > first
        and not gaps.words[at][0].isalnum()
        and gaps.words[at] not in {".", ",", "!", "?", "...", "…", "—", "--", ";", ":"}
    ):
        at -= 1
    return gaps.words[at] == "."


def _verb_at(gaps: Gaps, at: int, stop: int) -> tuple[int, bool] | None:
    """Where a verb of saying at `at` ends, and whether it is a soft one."""
    lower = gaps.lower
    if at >= stop:
        return None
    if at + 1 < stop and (lower[at], lower[at + 1]) in PHRASAL:
        return at + 2, False
    if lower[at] in TELLING:
        return at + 1, False
    if lower[at] in SOUNDING:
        return at + 1, True
    return None


def _skip(gaps: Gaps, at: int, stop: int, most: int = 3) -> int:
    lower = gaps.lower
    for _ in range(most):
        if at < stop and (
            lower[at] in _SKIPPED or (lower[at].endswith("ly") and lower[at].islower() and len(lower[at]) > 3)
        ):
            at += 1
        else:
            break
    return at


def _verb_first(gaps: Gaps, gap: int, at: int, stop: int) -> Tag | None:
    verb = _skip(gaps, at, stop)
    found = _verb_at(gaps, verb, stop)
    if found is None or gaps.words[verb][0].isupper():
        return None
    end, is_soft = found
    subject = _subject_at(gaps, gap, end, stop)
    if subject is None:
        end = _skip(gaps, end, stop, 2)
        subject = _subject_at(gaps, gap, end, stop) or _far_subject(gaps, gap, end, stop)
    if subject is None:
        return None
    form, seen, word, last = subject
    return Tag(VERB_FIRST, form, seen, word, _gender(seen, word), end, last, verb, is_soft)


def _far_subject(gaps: Gaps, gap: int, at: int, stop: int) -> tuple[str, Seen | None, str, int] | None:
    """`said in a low voice the man`: a subject behind an adverbial phrase, before the sentence ends."""
    if at >= stop or gaps.lower[at] not in {"in", "with", "to", "at", "from", "after", "for", "out"}:
        return None
    inside = [seen for seen in gaps.seen[gap] if at < seen.mention.first < min(stop, at + 10)]
    for seen in inside:
        between = gaps.words[at : seen.mention.first]
        if seen.is_owner or any(word in _STOPS for word in between):
            continue
        before = gaps.lower[seen.mention.first - 1]
        if before in {
            "voice",
            "tone",
            "tones",
            "accents",
            "breath",
            "whisper",
            "last",
            "once",
            "length",
            ",",
            "surprise",
            "moment",
            "turn",
        }:
            return _form(seen), seen, seen.word, seen.mention.last
    return None


def _subject_first(gaps: Gaps, gap: int, at: int, stop: int, *, is_final: bool) -> Tag | None:
    start = _skip(gaps, at, stop, 2)
    subject = _subject_at(gaps, gap, start, stop)
    if subject is None:
        return None
    form, seen, word, last = subject
    verb = _skip(gaps, last, stop)
    if verb < stop and gaps.words[verb] == ",":
        verb = _behind_comma(gaps, verb, stop)
    verb = _skip(gaps, verb, stop)
    found = _verb_at(gaps, verb, stop)
    if found is None and form in {"I", "pronoun"} and verb < stop and gaps.lower[verb] in SAYING_BASE:
        found = verb + 1, False
    if found is None:
        return None
    end, is_soft = found
    if (
        gaps.words[start][0].isupper()
        and word != "i"
        and not is_final
        and gaps.lower[min(end, stop - 1)] == "that"
    ):
        return None
    if is_final or (is_soft and gaps.words[start][0].isupper() and word != "i"):
        follower = gaps.lower[end] if end < stop else ""
        if follower in _OBJECTS or is_soft:
            return None
        is_soft = True
    return Tag(SUBJECT_FIRST, form, seen, word, _gender(seen, word), start, last, verb, is_soft)


def _behind_comma(gaps: Gaps, at: int, stop: int) -> int:
    """Behind an insertion between commas: "Tom, rubbing his hands, said"."""
    for end in range(at + 1, min(stop, at + 14)):
        if gaps.words[end] in _STOPS:
            return at
        if gaps.words[end] == ",":
            return end + 1
    return at


# -- before: Tom turned and said: "..."


def lead_out(gaps: Gaps) -> Tag | None:
    """The tag with which a block ends that leaves the talk to the next: "My uncle turned to me and said:"."""
    a, b = gaps.bounds[-1]
    while b > a and gaps.words[b - 1] in _DASHES and gaps.words[b - 1] != ",":
        b -= 1
    stop = gaps.bounds[-1][1]
    if b - a < 2 or (stop == b and gaps.words[b - 1] not in {",", ":"}):
        return None
    start = _sentence_start(gaps, a, b - 1)
    found = _lead_in(gaps, len(gaps.bounds) - 1, start, b)
    if found is not None:
        return found
    subjects = [seen for seen in gaps.seen[-1] if seen.is_subject and start <= seen.mention.first]
    if gaps.words[b - 1] != ":" or not subjects:
        return None
    seen = subjects[0]
    return Tag(
        LEAD,
        _form(seen),
        seen,
        seen.word,
        seen.gender,
        seen.mention.first,
        seen.mention.last,
        b - 1,
        is_soft=True,
    )


def _lead(gaps: Gaps, i: int) -> Tag | None:
    a, b = gaps.bounds[i]
    if b - a < 2 or gaps.words[b - 1] not in {",", ":", "—", "--", "–", ";"}:
        return _lead_without_mark(gaps, i)
    if i and gaps.words[b - 1] != ":" and _is_own_tag_of_last(gaps, i):
        return None
    start = _sentence_start(gaps, a, b - 1)
    return _lead_in(gaps, i, start, b)


def _lead_without_mark(gaps: Gaps, i: int) -> Tag | None:
    a, b = gaps.bounds[i]
    if b - a < 2 or not _verb_at(gaps, b - 1, b):
        return None
    return _lead_in(gaps, i, _sentence_start(gaps, a, b), b)


def _is_own_tag_of_last(gaps: Gaps, i: int) -> bool:
    """Whether the words before this quotation are the tag behind the one before it."""
    return _behind(gaps, i - 1) is not None and not any(
        word in _STOPS for word in gaps.words[slice(*gaps.bounds[i])]
    )


def _sentence_start(gaps: Gaps, a: int, b: int) -> int:
    for at in range(b - 1, a - 1, -1):
        if gaps.words[at] in {".", "!", "?"}:
            return at + 1
    return a


def _lead_in(gaps: Gaps, i: int, start: int, stop: int) -> Tag | None:
    """The last verb of saying in `[start, stop)` and its subject."""
    for verb in range(stop - 1, start - 1, -1):
        found = _verb_at(gaps, verb, stop) or (
            (verb + 1, False) if gaps.lower[verb] in _PARTICIPLES else None
        )
        if found is None:
            continue
        end, is_soft = found
        behind = _subject_at(gaps, i, end, stop)
        if (
            behind is not None
            and behind[0] != "common"
            and (behind[1] is None or behind[1].is_subject)
            and gaps.lower[end] not in {"me", "us", "him", "her", "them"}
            and _opens(gaps, start, verb)
        ):
            form, seen, word, last = behind
            return Tag(LEAD, form, seen, word, _gender(seen, word), end, last, verb, is_soft)
        near = [s for s in gaps.seen[i] if start <= s.mention.first < verb and s.is_subject]
        near = [s for s in near if verb - s.mention.last <= _FARTHEST] or near[:1]
        if near:
            seen = _clause_subject(gaps, near)
            return Tag(
                LEAD,
                _form(seen),
                seen,
                seen.word,
                seen.gender,
                seen.mention.first,
                seen.mention.last,
                verb,
                is_soft,
            )
        subject = _subject_at(gaps, i, start, verb)
        if subject is not None:
            form, seen, word, last = subject
            return Tag(LEAD, form, seen, word, _gender(seen, word), start, last, verb, is_soft)
        return None
    return None


_PARTICIPLES = frozenset(
    "saying asking crying adding exclaiming answering remarking shouting whispering calling murmuring muttering replying".split()
)


def _opens(gaps: Gaps, start: int, verb: int) -> bool:
    """Whether nothing that could be a subject stands before the verb: "Then said Tom"."""
    return verb - start <= 3 and not any(
        s.is_subject and start <= s.mention.first < verb for seen in gaps.seen for s in seen
    )


def _clause_subject(gaps: Gaps, near: Sequence[Seen]) -> Seen:
    """The nearest subject before the verb that is no part of a longer mention and no apposition."""
    for k in range(len(near) - 1, -1, -1):
        seen = near[k]
        if any(_holds(other.mention, seen.mention) for other in near if other is not seen):
            continue
        if (
            k
            and gaps.lower[seen.mention.first - 1] == ","
            and near[k - 1].mention.last == seen.mention.first - 1
        ):
            continue
        return seen
    return near[-1]


def _holds(one: Mention, other: Mention) -> bool:
    return one.first <= other.first and other.last <= one.last


# -- subjects


def _form(seen: Seen) -> str:
    if seen.word in {"i", "me"}:
        return "I"
    return seen.mention.form


def _gender(seen: Seen | None, word: str) -> str:
    return seen.gender if seen is not None else gender_of_word(word)


def _subject_at(gaps: Gaps, gap: int, at: int, stop: int) -> tuple[str, Seen | None, str, int] | None:
    """What a tag's subject at token `at` is: form, mention, head word, and the token behind it."""
    if at >= stop:
        return None
    here = [
        seen
        for seen in gaps.seen[gap]
        if seen.mention.first == at and not (seen.is_owner and seen.is_pronoun)
    ]
    if not here and gaps.lower[at] in {"old", "young", "poor", "little", "honest", "good", "the", "dear"}:
        here = [
            seen
            for seen in gaps.seen[gap]
            if at < seen.mention.first <= at + 2 and seen.mention.form == "proper"
        ]
    if here:
        seen = max(here, key=lambda one: one.mention.last)
        if seen.is_owner:
            return _owner(gaps, seen, stop)
        return _form(seen), seen, seen.word, seen.mention.last
    word = gaps.lower[at]
    if word in _PRONOUNS:
        return ("I" if word == "i" else "pronoun"), None, word, at + 1
    if word in _DETERMINERS:
        return _role(gaps, at, stop)
    return None


def _owner(gaps: Gaps, seen: Seen, stop: int) -> tuple[str, Seen | None, str, int] | None:
    """`Tom's voice said` is Tom, `Tom's sister said` is somebody not mentioned."""
    head = seen.mention.last + 1
    if head < stop and gaps.lower[head] in _OWNED:
        return _form(seen), seen, seen.word, head + 1
    return ("common", None, gaps.lower[head], head + 1) if head < stop else None


def _role(gaps: Gaps, at: int, stop: int) -> tuple[str, Seen | None, str, int] | None:
    """`the old driver`, up to the word before a stop or a verb of saying."""
    end = at + 1
    while end < min(stop, at + 4) and gaps.lower[end].isalpha() and not _verb_at(gaps, end, stop):
        follower = gaps.lower[end]
        if follower in {
            "with",
            "in",
            "from",
            "at",
            "and",
            "as",
            "who",
            "to",
            "of",
            "again",
            "then",
            "had",
        } or follower.endswith(("ly", "ing")):
            break
        end += 1
    word = gaps.lower[end - 1]
    if end == at + 1 or word in _NOT_PEOPLE or not word.isalpha():
        return None
    return "common", None, word, end
