"""Gender and number as the words beside and in a mention tell them, and nothing beyond: unknown stays unknown."""

from __future__ import annotations

from dataclasses import dataclass

from wellanyway.reading.nouns import FEMALE, GROUPS, MALE, PLURALS, singular
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.proper import ProperForm, form

__all__ = ["Evidence", "evidence", "of_noun", "of_pronoun"]

_PRONOUNS = {
    **dict.fromkeys("he him his himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
}
_SEVERAL = frozenset(
    "they them their theirs themselves we us our ours ourselves both 'em these those yourselves".split()
)
_COUNTS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty several many few both all some various numerous "
    "hundred dozen these those".split()
)
_ARTICLES = frozenset("a an the his her my our your their this that one".split())
_NEAR = 6  # words that may stand between "was a" and the noun
_BREAKS = frozenset('. ! ? ; : , — – -- “ ” " ( ) who whom which that of with in and or but not to'.split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one mention tells of whom it means: `gender` "m", "f" or ""; `is_plural` where it means several."""

    gender: str = ""
    is_plural: bool = False


_NOTHING = Evidence()


def of_pronoun(word: str) -> Evidence:
    """What a pronoun tells; "you" tells nothing."""
    small = word.lower()
    return Evidence(_PRONOUNS.get(small, ""), small in _SEVERAL)


def of_noun(noun: str) -> str:
    """ "m" or "f" for a noun, singular or plural, that only men or only women are called; else ""."""
    small = noun.lower()
    one = small if small in MALE or small in FEMALE else singular(small)
    return "m" if one in MALE else "f" if one in FEMALE else ""


def evidence(page: Page, mention: Mention) -> Evidence:
    """What a mention and the words right beside it tell. `mention.head` must be set."""
    if mention.form == "pronoun":
        return of_pronoun(page.text[mention.start : mention.end])
    if mention.type != "PER":
        return _NOTHING
    if mention.form == "proper":
        named = form(page.text[mention.start : mention.end])
        if named.is_plural:
            return Evidence(is_plural=True)
        return Evidence(_of_name(page, mention, named))
    return _of_common(page, mention)


def _of_common(page: Page, mention: Mention) -> Evidence:
    head = page.word(mention.head).lower()
    words = [page.word(i).lower() for i in range(mention.first, mention.head + 1)]
    is_plural = (
        head in GROUPS or head in PLURALS or singular(head) != head or not _COUNTS.isdisjoint(words[:2])
    )
    if is_plural and words[0] in {"a", "an", "one", "every", "each"} and head not in GROUPS:
        is_plural = False  # a Jones, every inch a Sanders
    if _is_joined(page, mention):
        return Evidence(is_plural=True)
    return Evidence("" if is_plural else of_noun(head) or _beside(page, mention), is_plural)


def _is_joined(page: Page, mention: Mention) -> bool:
    """Whether it means two or more, joined: the boy and his mother."""
    behind = range(mention.head + 1, min(mention.last, mention.head + 3))
    return any(page.word(i) in {"and", "&"} for i in behind) and mention.last - mention.head <= 6


def _of_name(page: Page, mention: Mention, named: ProperForm) -> str:
    """By title; by the noun in front, his wife Mary; by what is said right behind; by the given name."""
    by_title = named.gender if named.titles or named.is_role or named.is_epithet else ""
    if by_title:
        return by_title
    for i in (*range(mention.first, mention.head), mention.first - 1):
        if i >= 0 and (told := of_noun(page.word(i))) and page.word(i)[:1].islower():
            return told
    return _beside(page, mention) or named.gender


def _beside(page: Page, mention: Mention) -> str:
    """What the words right behind a mention tell: herself, and his wife, was a girl, , a tall woman."""
    tokens = page.tokens
    at = mention.last
    if at >= len(tokens):
        return ""
    word = page.word(at).lower()
    if word in {"himself", "herself"}:
        return _PRONOUNS[word]
    if word == "and" and at + 2 < len(tokens) and page.word(at + 1) in {"his", "her"}:
        return _PRONOUNS[page.word(at + 1)] if page.word(at + 2) not in {"and", ",", "."} else ""
    if word in {"'s", "’s"} and at + 1 < len(tokens):
        return {"wife": "m", "husband": "f", "widow": "m"}.get(page.word(at + 1), "")
    if word in {"was", "is", ","} and at + 1 < len(tokens) and page.word(at + 1) in _ARTICLES:
        return _noun_of_phrase(page, at + 1)
    return ""


def _noun_of_phrase(page: Page, article: int) -> str:
    """The gender that the noun of a short phrase tells, where it ends the phrase."""
    for i in range(article + 1, min(article + _NEAR, len(page.tokens))):
        word = page.word(i)
        if word.lower() in _BREAKS:
            return ""
        if told := of_noun(word):
            ends = i + 1 >= len(page.tokens) or page.word(i + 1).lower() in _BREAKS
            return told if ends else ""
    return ""
