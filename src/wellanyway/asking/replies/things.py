"""What something is: the words that define it, or else where it first came up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellanyway.asking.finding import passages
from wellanyway.asking.people.naming import called, core
from wellanyway.asking.replies.meant import sentences_with, thing
from wellanyway.asking.replies.passages import from_passages, implied
from wellanyway.asking.replies.quoting import compose
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.asking.wording import capital
from wellanyway.reading.descriptions import is_person_noun
from wellanyway.reading.lexicon import PLACE_NOUNS
from wellanyway.reading.stems import STOPWORDS, words
from wellanyway.views import Verdict

__all__ = ["PARTS", "definition", "definitions"]

_LOOKED_AT = 60  # sentences with the words that are looked through for a definition
_SHOWN = 4
_FOUND = 12  # passages among which those with its words are taken
_DETERMINER = r"(?:an?|the|one|some)"
_PHRASE = (
    rf"(?P<is>{_DETERMINER}(?:\s[\w’'-]+){{1,11}}?)"
    r"(?=\s?(?:[,;:.!?—–”\"]|--|\sand\b|\swhich\b|\sthat\b|\swho\b|\swhere\b|\swhen\b|\sbut\b|$))"
)
_NOUN = r"(?P<is>the(?:\s(?!(?:the|an?|of)\b)[\w’'-]+){1,4}?)"
_BE = r"(?:\s(?:was|is|were|are)|[’']s)"
_FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|came|went|said|would|could|should|he|she|they|I|it|we|you|himself|herself)\b"
)
_THINGS = frozenset(
    "ship schooner brig boat barge yacht steamer cutter frigate inn tavern horse dog mule cat pony parrot fox crow raven squirrel lamb "
    "rook robin hound town village river lake hill paper newspaper book song bell sword knife pistol machine star planet".split()
)
PARTS = frozenset(
    "coxswain boatswain quartermaster gunner squire maroon convict ringer postman bailiff apprentice narrator hermit castaway smuggler".split()
)
_ANYTHING = frozenset("thing place one sort kind part side end rest time way bit lot".split())


def definition(asked: Asked) -> Reply:
    """What a thing that has been heard of is."""
    subject = _bare(asked.question.subject)
    near = sentences_with(asked.told, subject)[:_LOOKED_AT]
    found = sorted(definitions(asked, subject, near), key=lambda one: (-one[2], one[1]))
    found = found or _called(asked)
    if not found:
        return _heard_of(asked, near)
    said, _, worth = found[0]
    lead = f"{capital(_named(asked, subject))} {_is(subject)} {said}."
    ordinals = list(dict.fromkeys([one[1] for one in found[:_SHOWN]] + near[:1]))[:_SHOWN]
    text, more = compose(asked, lead, ordinals)
    evidence = tuple(asked.told.evidence(at) for at in ordinals)
    return Reply(Verdict.TOLD, "definition", text, more, said, evidence, round(min(0.95, worth), 3))


def _heard_of(asked: Asked, near: Sequence[int]) -> Reply:
    """Where nothing says outright what it is: the passages that have it, those nearest to answering first."""
    if not near:
        return from_passages(asked)
    found = passages.find(asked.told, asked.question, shown=_FOUND)
    ordinals = list(dict.fromkeys([*(at for at in found if at in near), *near[:1]]))[:_SHOWN]
    text, more = implied(asked, ordinals)
    evidence = tuple(asked.told.evidence(at) for at in ordinals)
    return Reply(Verdict.IMPLIED, "mentions", text, more, None, evidence, 0.5)


def _called(asked: Asked) -> list[tuple[str, int, float]]:
    """What a thing with a name is called when it is not named: "the schooner"."""
    one = thing(asked.known, asked.question.subject)
    if one is None or one.is_person or not one.named:
        return []
    for form in called(one, 4):
        parts = core(form.name).split()
        if (
            form.count >= 2
            and parts
            and parts[-1] not in _ANYTHING
            and form.name.lower().startswith(("the ", "a ", "an "))
        ):
            noun = " ".join(parts)
            return [(f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}", form.first, 0.7)]
    return []


def _bare(subject: str) -> str:
    """A subject without its article."""
    first, _, rest = subject.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an", "this", "that", "these", "those"} else subject


def _named(asked: Asked, subject: str) -> str:
    """A thing as it is spoken of: a name as it was asked for, a noun with its article."""
    given = asked.question.subject
    return given if subject[:1].isupper() or given != subject else f"the {subject}"


def _is(subject: str) -> str:
    last = subject.rsplit(maxsplit=1)[-1].lower()
    many = last.endswith("s") and not last.endswith(("ss", "us", "is")) and not subject[:1].isupper()
    return "are" if many else "is"


def definitions(asked: Asked, subject: str, near: Sequence[int]) -> Iterator[tuple[str, int, float]]:
    """Words that say what something or somebody of a name is, the sentence, and how good they are."""
    name = re.escape(subject).replace(r"\ ", r"\.?\s")
    joint = r"(?:,|—|–|--|\()" if subject[:1].isupper() else r"[,(]"
    shapes = (
        (
            re.compile(
                rf"(?:^|[“\"‘,;:—(]\s?|\b(?:the|that)\s){name}{_BE}\s(?:\w+ly\s)?{_PHRASE}", re.IGNORECASE
            ),
            0.95,
        ),
        (
            re.compile(rf"\b{name}\s?{joint}\s?(?!one\b|some\b){_PHRASE}(?=\s?[,;.)—–])", re.IGNORECASE),
            0.85,
        ),
        (
            re.compile(rf"\b{_PHRASE},?\s(?:called|named|known as)\s(?:the\s|a\s|_)?{name}\b", re.IGNORECASE),
            0.9,
        ),
        (
            re.compile(
                rf"\b(?:it|this|that){_BE}\s{_PHRASE},\s(?:the\s)?(?:[a-z]+\s)?{name}\b", re.IGNORECASE
            ),
            0.8,
        ),
    )
    nouns = (
        re.compile(rf"\b{_NOUN},\s{name}(?=[,.;:!?—”])"),
        re.compile(rf"\b{name}\s(?P<is>the\s(?:[a-z-]+\s)?[a-z-]+)\b"),
    )
    mine = set(words(subject))
    beside = re.compile(
        rf"\b(?:the|a|an|our|my|his|her)\s((?:[a-z-]+\s){{0,2}}[a-z-]+)\s{name}\b", re.IGNORECASE
    )
    for ordinal in near:
        text = asked.told.sentence(ordinal).text
        for shape, worth in shapes:
            match = shape.search(text)
            said = " ".join(match["is"].split()).strip(" ,_") if match is not None else ""
            kept = [word for word in words(said) if word not in STOPWORDS and word not in mine]
            if kept and not _is_broken(said):
                yield said[:1].lower() + said[1:], ordinal, round(worth + 0.02 * min(4, len(kept)), 3)
        for shape in nouns:
            match = shape.search(text)
            said = match["is"].strip() if match is not None else ""
            if said and (is_person_noun(said.split()[-1]) or said.split()[-1] in _THINGS | PARTS):
                yield said, ordinal, 0.75
        found = beside.search(text)
        if (
            found is not None
            and found[1].split()[-1] in _THINGS | PLACE_NOUNS
            and not mine & set(words(found[1]))
        ):
            noun = found[1]
            yield f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}", ordinal, 0.72


def _is_broken(said: str) -> bool:
    """Whether the words are more than a phrase with a noun, or less."""
    if said.lower().startswith(("the one ", "one ")) and " of " not in said:
        return True
    if _FINITE.search(said) is not None or said.rsplit(maxsplit=1)[-1].lower() in _ANYTHING:
        return True
    return (
        re.search(r"\b(?:of|the|a|an|his|her|my|our|its|to|in|with|from|on|at|very|so|more|\w+ly)$", said)
        is not None
    )
