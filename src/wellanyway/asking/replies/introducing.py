"""Sentences that introduce somebody, best first: scored by what stands beside their name, by a rule that can be read.

A sentence gains by saying what they are (`_GAINS`), and by what the reader noted in it; it loses by asking, by breaking off
and by only calling to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wellanyway.asking.replies.clipping import count
from wellanyway.asking.replies.reply import Asked
from wellanyway.asking.replies.standing import is_for_people, telling
from wellanyway.asking.replies.things import PARTS
from wellanyway.facts import Fact
from wellanyway.memory.tally import Known
from wellanyway.reading.descriptions import is_person_noun
from wellanyway.reading.titles import canonical_title
from wellanyway.reading.traits import TRAITS
from wellanyway.story import Sentence

__all__ = ["Introducing", "introducing", "phrases", "with_phrase"]

_SURE = 0.95  # how sure it has to be whom a pronoun means
_LIKELY = 0.7  # and whom common words mean
_AFTER = 6  # sentences behind somebody's name in which a pronoun is trusted
_SPOKEN = 0.7  # and who says "I am"
_LOOKED_AT = 100  # sentences with somebody that are looked through for their name
_REACH = 120  # characters behind somebody that are looked at
_NEAR = 8  # words behind a name among which a noun for people makes an apposition
_GAINS = {
    "is": 2.0,
    "is like": 1.0,
    "apposed": 1.5,
    "beside": 1.25,
    "named": 1.5,
    "called": 1.0,
    "who": 0.75,
    "did": 0.4,
}
_NOTED, _I_AM, _FIRST, _EARLY, _TITLED = 0.75, 1.25, 0.75, 0.3, 0.25
_ALSO = 0.25  # of what gains second most, so much
_ASKS, _SCRAP, _SHORT, _TALK, _CALLED_TO, _UNNAMED, _LONG = -1.5, -1.5, -0.5, -0.3, -1.5, -0.5, -0.25
_SCRAP_OF, _SHORT_OF, _LONG_OF = 6, 9, 50  # words

_MARK = r"(?:an?|the|one of|my|his|her|our|your|their|[A-Z][\w.]*[’']s)"
_MIDDLE = r"(?:,[^,.;:?!“”]{1,40},)?"
_IS = re.compile(
    rf"{_MIDDLE}(?:\s(?:was|is|were|are|had (?:once |always )?been|became)|[’']s)\s(?:\w+ly\s|now\s|still\s|also\s|but\s|just\s)?"
    rf"(?P<is>{_MARK}\s(?!(?:first|last|only|next|same|other|one)\b)\w[^,.;:?!—“”(]*)"
)
_IS_LIKE = re.compile(rf"{_MIDDLE}\s(?:was|is|were|are)\s(?:\w+\s){{0,2}}?(?P<trait>[a-z-]+)\b")
_APPOSED = re.compile(rf"\s?(?:,|—|–|--|\()\s?(?={_MARK}\s(?P<is>[^,.;:?!—“”]+))")
_APPOSED_BARE = re.compile(
    r"(?:,[”’\"'_]|[”’\"'_]?\s?(?:,|—|–|--|\())\s?(?P<is>(?:[a-z-]+\s){0,2}[a-z-]+)(?=[,;.)]|\sof\b)"
)
_WHO = re.compile(r",?\s(?:who|whose)\s")
_DID = re.compile(
    r"\s(?:had (?:an?|the|no|his|her|been|once|long|always)|looked (?:about|as|like)|lived|belonged|kept|served|used to|came from|worked|owned|ruled|commanded|sailed)\b"
)
_NAMED = re.compile(
    r"(?:\b(?:called|named|known as|name (?:was|is|of)|I am|this is|that is|it (?:was|is)|here is)|\bI[’']m|\bname[’']s)"
    r"\s(?:the\s|a\s|old\s|poor\s|only\s)*[“‘\"'_]?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?P<noun>[a-z][a-z-]+),?\s(?:old\s|young\s|poor\s|called\s|named\s)?$")
_OPENS = re.compile(r"(?:^|[“‘\"'(]|[,;:!?.—]\s?|\b(?:oh|ah|dear|well|no|yes)\s)$", re.IGNORECASE)
_CLOSES = re.compile(r"\s?(?:[,!?.;—”’\"']|--)")
_AM = re.compile(
    rf"\b(?:I(?:[’']m|\s(?:am|was|have been))\s(?:\w+ly\s)?{_MARK}\s\w|my name\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Introducing:
    """A sentence, how well it tells who somebody is, and where in it that stands, -1 where nothing is to be seen."""

    sentence: int
    worth: float
    focus: int = -1


@dataclass(frozen=True, slots=True)
class _Put:
    """Characters `[start, end)` of a sentence that mean somebody, by a name, common words or a pronoun."""

    start: int
    end: int
    kind: str
    is_quoted: bool

    @property
    def is_name(self) -> bool:
        return self.kind == "proper"


def introducing(
    asked: Asked, ordinals: Iterable[int], phrase: str, one: Known | None = None
) -> list[Introducing]:
    """Some sentences, those that tell best who is meant by `phrase` first, and the earlier of equals."""
    inorder = sorted(set(ordinals))
    noted = _noted(asked, one) if one is not None else frozenset()
    named = _named(asked, one) if one is not None else frozenset()
    found, is_first = [], True
    for i, ordinal in enumerate(inorder):
        sentence = asked.told.sentence(ordinal)
        is_near = not named.isdisjoint(range(ordinal - _AFTER, ordinal + 1))
        puts = [put for put in _puts(asked, sentence, phrase, one) if put.kind != "pronoun" or is_near]
        gains = [*_beside(sentence.text, puts), *_of_their_own(asked, sentence, one)]
        best, *rest = sorted(gains, key=lambda gain: (-gain[0], gain[1])) or [(0.0, -1)]
        has_name = any(put.is_name for put in puts)
        worth = best[0] + _ALSO * sum(gain for gain, _ in rest[:1]) + _losses(sentence, puts)
        worth += (
            _NOTED * (ordinal in noted) + _FIRST * (is_first and has_name) + _EARLY * (1 - i / len(inorder))
        )
        is_first = is_first and not has_name
        found.append(Introducing(ordinal, round(worth, 3), best[1]))
    return sorted(found, key=lambda said: (-said.worth, said.sentence))


def with_phrase(asked: Asked, ordinals: Iterable[int], phrase: str) -> list[int]:
    """Those of some sentences that have all of a phrase, as a name."""
    return [at for at in ordinals if any(phrases(asked.told.sentence(at).text, phrase))]


def phrases(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands as a name, each of its words with a capital where it is no link between others."""
    parts = [re.escape(part.strip(".,")) for part in phrase.replace("’", "'").split()]
    shape = r"\.?\s".join(part.replace("'", "[’']") for part in parts)
    for match in re.finditer(rf"\b{shape}\b", text, re.IGNORECASE) if parts else ():
        words = match[0].split()
        if words[0][:1].isupper() and words[-1][:1].isupper():
            yield match.start(), match.end()


def _noted(asked: Asked, one: Known) -> frozenset[int]:
    """Sentences in which a reader took words to say what somebody is, or is to another."""
    about = asked.known.chronicle.about
    facts = (*about("description", "who", one.number), *about("relation", "who", one.number))
    return frozenset(fact.sentence for fact in facts)


def _named(asked: Asked, one: Known) -> frozenset[int]:
    """The sentences, the first of them, that have somebody's name, or words that surely mean them."""
    trail = asked.known.chronicle.trail
    mentions = trail.mentions_within(trail.mentioned(one.number)[:_LOOKED_AT])
    return frozenset(
        mention.sentence
        for mention in mentions
        if _is_of(asked, mention, one)
        and (
            mention.value.get("form") == "proper"
            or (mention.value.get("form") == "common" and mention.confidence >= _SURE)
        )
    )


def _is_of(asked: Asked, mention: Fact, one: Known) -> bool:
    who = mention.value.get("who")
    return isinstance(who, int) and who >= 0 and asked.known.chronicle.root(who) == one.number


def _puts(asked: Asked, sentence: Sentence, phrase: str, one: Known | None) -> list[_Put]:
    """Where a sentence means somebody: by their names and the phrase, by common words, and by a pronoun that is sure."""
    text, found = sentence.text, dict[int, _Put]()
    for start, end in phrases(text, phrase):
        found[start] = _Put(start, end, "proper", _is_within_talk(text, start))
    for mention in asked.known.chronicle.trail.mentions(sentence.ordinal) if one is not None else ():
        start, end = mention.start - sentence.start, mention.end - sentence.start
        kind = str(mention.value.get("form"))
        is_sure = kind == "proper" or mention.confidence >= (_SURE if kind == "pronoun" else _LIKELY)
        is_sure &= kind != "pronoun" or text[start:end].lower() in {"he", "she"}
        if one is not None and is_sure and _is_of(asked, mention, one) and 0 <= start < end <= len(text):
            found[start] = _Put(start, end, kind, bool(mention.value.get("quoted")))
    return [found[start] for start in sorted(found)]


def _is_within_talk(text: str, place: int) -> bool:
    before = text[:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _beside(text: str, puts: Sequence[_Put]) -> Iterator[tuple[float, int]]:
    """What stands beside somebody that tells who it is: how much it is worth, and where."""
    is_named = any(put.is_name for put in puts)
    for put in puts:
        after, words = text[put.end : put.end + _REACH], text[put.start : put.end]
        if (match := _IS.match(after)) is not None:
            yield _GAINS["is"] + 0.5 * max(-1.0, min(1.0, telling(match["is"]))), put.start
        elif (match := _IS_LIKE.match(after)) is not None and match["trait"] in TRAITS:
            yield _GAINS["is like"], put.start
        if put.kind == "common" and is_for_people(words) and telling(words) > 0:
            yield _GAINS["called"] * (1.0 if is_named else 0.5), put.start
        if put.is_name and not _is_called_to(text, put):
            yield from ((gain, put.start) for gain in _with_name(text[: put.start], words, after))


def _with_name(before: str, name: str, after: str) -> Iterator[float]:
    """What tells beside a name alone: "the coxswain, Israel", "a lad called Wim", "Wim, who had lived there"."""
    if ((match := _APPOSED.match(after)) is not None and _has_person(match["is"])) or (
        (match := _APPOSED_BARE.match(after)) is not None and _is_part(match["is"].split()[-1])
    ):
        yield _GAINS["apposed"]
    if (match := _BESIDE.search(before)) is not None and _is_part(match["noun"]):
        yield _GAINS["beside"]
    if _NAMED.search(before):
        yield _GAINS["named"]
    if _WHO.match(after):
        yield _GAINS["who"]
    elif _DID.match(after):
        yield _GAINS["did"]
    if canonical_title(name.split(maxsplit=1)[0].rstrip(".")) not in {None, "Mr", "Mrs", "Miss"}:
        yield _TITLED


def _of_their_own(asked: Asked, sentence: Sentence, one: Known | None) -> Iterator[tuple[float, int]]:
    """What somebody says of themselves: "I am the doctor"."""
    match = _AM.search(sentence.text) if one is not None else None
    if match is None:
        return
    start = sentence.start + match.start()
    line = asked.known.chronicle.lines.around(sentence.chapter, sentence.block, start, start + 1)
    speaker = line.value.get("speaker") if line is not None and line.confidence >= _SPOKEN else None
    if isinstance(speaker, int) and speaker >= 0 and asked.known.chronicle.root(speaker) == one.number:  # type: ignore[union-attr]
        yield _I_AM, match.start()


def _losses(sentence: Sentence, puts: Sequence[_Put]) -> float:
    text, words = sentence.text.strip(), count(sentence.text)
    names = [put for put in puts if put.is_name]
    lost = _ASKS * text.rstrip("”’\"'").endswith("?") or 0.5 * _ASKS * ("?" in text)
    lost += _SCRAP if words < _SCRAP_OF else _SHORT * (words < _SHORT_OF) + _LONG * (words > _LONG_OF)
    lost += _TALK * (text[:1] in '“"‘' or (bool(puts) and all(put.is_quoted for put in puts)))
    lost += _UNNAMED * (not names)
    return lost + _CALLED_TO * (0.5 if words > 2 * _SHORT_OF else 1.0) * (
        bool(names) and all(_is_called_to(sentence.text, put) for put in names)
    )


def _is_called_to(text: str, put: _Put) -> bool:
    """Whether a name in talk only calls to whom it means: "'Captain Smollett, sir,'"."""
    is_apart = _OPENS.search(text[: put.start]) is not None and _CLOSES.match(text[put.end :]) is not None
    return put.is_quoted and is_apart


def _has_person(words: str) -> bool:
    return any(_is_part(word.strip("’'s").lower()) for word in words.split()[:_NEAR])


def _is_part(word: str) -> bool:
    return is_person_noun(word) or word in PARTS
