"""Quotes the story in an answer: names beside the pronouns that lost theirs, who speaks, cut to what the ear holds.

What is cited as evidence stays the story's exact words; this is what is said aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wellanyway.asking.replies.clipping import clipped, count
from wellanyway.asking.replies.reply import Asked
from wellanyway.asking.wording import capital, inner
from wellanyway.facts import Fact
from wellanyway.story import Sentence

__all__ = ["MOST", "THIS", "compose", "quotation", "resolved"]

MOST = 40  # words aloud of an answer
THIS = "there is this:"
"""Behind `IMPLIED`, before a quotation."""

_LEAST = 9  # words below which a quotation is left for more
_SURE = 0.7  # confidence of a mention whose referent is named
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_REFLEXIVE = frozenset({"himself", "herself"})
_MORE = 3  # passages said on "go on"


def compose(asked: Asked, lead: str, ordinals: Iterable[int], *, focus: int = -1) -> tuple[str, str]:
    """An answer's text and what is said on "go on": `lead`, then the best passage as far as there is room."""
    rest = list(dict.fromkeys(ordinals))
    text = lead
    room = MOST - count(lead)
    if rest and room >= _LEAST:
        said = quotation(asked, rest.pop(0), most=room, focus=focus)
        if lead.endswith(THIS) and not said.startswith(
            "“"
        ):  # "but Tom said: “...”", not "but there is this: Tom said"
            lead = lead.removesuffix(THIS).rstrip()
        text = " ".join(part for part in (lead, said if lead.endswith("but") else capital(said)) if part)
    more = " ".join(capital(quotation(asked, ordinal, most=MOST // 2)) for ordinal in rest[:_MORE])
    return text, more


def quotation(asked: Asked, ordinal: int, *, most: int = MOST, focus: int = -1) -> str:
    """A told sentence in quotation marks with its place; who says it, where it is talk that does not tell."""
    sentence = asked.told.sentence(ordinal)
    speaker = _speaker(asked, sentence)
    said = f"{speaker} said: " if speaker else ""
    wanted = [stem for stem, _ in asked.question.terms]
    start, end = clipped(sentence.text, most - count(said), wanted, focus=focus)
    words = resolved(asked, sentence, start, end)
    words = words.strip("“”‘’\"'") if said else words
    return f"{said}“{_trimmed(words, sentence.text, start, end)}” ({sentence.at})"


def _trimmed(words: str, whole: str, start: int, end: int) -> str:
    """The words with an ellipsis where some were cut off, and no mark left hanging."""
    found = inner(_unpaired(" ".join(words.split()))).rstrip(" ,;:")
    if end < len(whole.rstrip()):
        found = found.rstrip(" ,;:—–-‘") + " …"
    if whole[:start].strip():
        found = "… " + found.lstrip(" ,;:—–-’")
    return found


def _unpaired(words: str) -> str:
    """Words without brackets that are opened or closed elsewhere."""
    for opening, closing in (("(", ")"),):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words


def resolved(asked: Asked, sentence: Sentence, start: int = 0, end: int | None = None) -> str:
    """A stretch of a sentence with names beside its pronouns, the first of each person: "she [Julia]"."""
    text = sentence.text
    end = len(text) if end is None else end
    named: set[int] = set()
    found, place = "", start
    for fact in asked.known.chronicle.trail.mentions(sentence.ordinal):
        first, last = fact.start - sentence.start, fact.end - sentence.start
        who = _referent(asked, fact)
        if fact.value.get("form") == "proper":
            named.add(who)
        if not start <= first < last <= end or first < place or who in named:
            continue
        if text[last : last + 1] in "'’":  # "he's" is left whole
            continue
        name = _name_for(asked, fact, text[first:last].lower())
        if name:
            named.add(who)
            found += f"{text[place:last]} [{name}]"
            place = last
    return found + text[place:end]


def _referent(asked: Asked, fact: Fact) -> int:
    who = fact.value.get("who")
    return asked.known.chronicle.root(who) if isinstance(who, int) and who >= 0 else -1


def _name_for(asked: Asked, fact: Fact, word: str) -> str:
    """What a pronoun stands for, as it is put behind it; "" where that is not sure, or nobody with a name."""
    is_she = word in _SHE
    if word in _REFLEXIVE or not (is_she or word in _HE) or fact.confidence < _SURE:
        return ""
    known = asked.known.chronicle.known(_referent(asked, fact))
    if known is None or not known.named or not known.is_person:
        return ""
    if known.gender and (known.gender == "f") != is_she:
        return ""
    name = asked.known.name_of(known)
    is_owner = word in {"his", "hers"} or (word == "her" and _owns(asked, fact))
    return _possessive(name) if is_owner and name else name


def _owns(asked: Asked, fact: Fact) -> bool:
    """Whether a "her" is followed by what is hers."""
    block = asked.told.block(asked.told.sentence(fact.sentence)).text
    following = re.match(r"\s([a-z]+)", block[fact.end : fact.end + 24])
    return following is not None and following[1] not in _NO_NOUNS


_NO_NOUNS = frozenset(
    "in on at to by with from for into upon up down out off over under through and or but as that if when while where "
    "so then than again away back about very too there here a an the his her my your their its all not was is were".split()
)


def _possessive(name: str) -> str:
    return f"{name}’s"


def _speaker(asked: Asked, sentence: Sentence) -> str:
    """Who says a sentence that is all talk; "" where it says so itself, or nobody is known for sure."""
    text = sentence.text
    lead = len(text) - len(text.lstrip("“”‘’\"' "))
    start = sentence.start + lead
    line = asked.known.chronicle.lines.around(sentence.chapter, sentence.block, start, start + 1)
    if line is None or line.value.get("mode", "speech") != "speech" or line.value.get("depth"):
        return ""
    if line.end < sentence.end - 2:
        return ""
    speaker = line.value.get("speaker")
    return (asked.known.name(speaker) or "") if isinstance(speaker, int) and speaker >= 0 else ""
