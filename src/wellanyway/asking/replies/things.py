"""What something is: the words that define it, or else where it first came up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellanyway.asking.replies.meant import sentences_with
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import compose
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.asking.wording import capital
from wellanyway.reading.stems import STOPWORDS, words
from wellanyway.views import Verdict

__all__ = ["definition"]

_LOOKED_AT = 400  # sentences with the words that are looked through for a definition
_SHOWN = 4
_PHRASE = r"(?P<is>(?:(?:an?|the|one|some|our|his|her|their|its|my)\s)(?:[\w’'-]+\s?){1,9}?)(?=\s?(?:[,;:.!?—–]|--|and\b|which\b|that\b|who\b|where\b|when\b|but\b|$))"
_BE = r"(?:\s(?:was|is|were|are)|[’']s)"


def definition(asked: Asked) -> Reply:
    """What a thing that has been heard of is."""
    subject = _bare(asked.question.subject)
    near = sentences_with(asked.told, subject)
    defined = sorted(_definitions(asked, subject, near), key=lambda found: (-found[2], found[1]))
    if not defined:
        return from_passages(asked, floor=Verdict.IMPLIED, first=near[:1])
    said, ordinal, worth = defined[0]
    lead = f"{capital(_named(asked, subject))} {_is(subject)} {said}."
    ordinals = list(dict.fromkeys([found[1] for found in defined[:_SHOWN]] + near[:1]))[:_SHOWN]
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(at) for at in ordinals)
    return Reply(Verdict.TOLD, "definition", text, more, said, evidence, round(min(0.95, worth), 3))


def _bare(subject: str) -> str:
    """A subject without its article."""
    first, _, rest = subject.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an", "this", "that", "these", "those"} else subject


def _named(asked: Asked, subject: str) -> str:
    """A thing as it is spoken of: a name as it is, a noun with its article."""
    given = asked.question.subject
    if subject[:1].isupper():
        return given
    return given if given != subject else f"the {subject}"


def _is(subject: str) -> str:
    last = subject.split()[-1].lower()
    many = last.endswith("s") and not last.endswith(("ss", "us", "is")) and not subject[:1].isupper()
    return "are" if many else "is"


def _definitions(asked: Asked, subject: str, near: list[int]) -> Iterator[tuple[str, int, float]]:
    """Words that say what it is, the sentence, and how good they are."""
    name = re.escape(subject).replace(r"\ ", r"\s")
    shapes = (
        (re.compile(rf"\b{name}{_BE}\s(?:\w+ly\s)?{_PHRASE}", re.IGNORECASE), 0.9),
        (re.compile(rf"\b{name}\s?(?:,|—|–|--)\s?{_PHRASE}", re.IGNORECASE), 0.8),
        (re.compile(rf"{_PHRASE},?\s(?:called|named|known as)\s(?:the\s|a\s|_)?{name}\b", re.IGNORECASE), 0.85),
        (re.compile(rf"{_PHRASE},\s(?:the\s)?{name}\b", re.IGNORECASE), 0.55),
    )
    mine = set(words(subject))
    for ordinal in near[:_LOOKED_AT]:
        text = asked.told.sentence(ordinal).text
        for shape, worth in shapes:
            match = shape.search(text)
            if match is None:
                continue
            said = " ".join(match["is"].split()).strip(" ,")
            kept = [word for word in words(said) if word not in STOPWORDS and word not in mine]
            if kept and not _is_broken(said):
                yield said[:1].lower() + said[1:], ordinal, round(worth + 0.02 * min(4, len(kept)), 3)


def _is_broken(said: str) -> bool:
    return re.search(r"\b(?:of|the|a|an|his|her|my|our|its|to|in|with|from|I|you|we)$", said) is not None
