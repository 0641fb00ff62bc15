"""Antecedents: who among those met can be meant at all, by what the words themselves say, before any score is asked."""

from __future__ import annotations

from collections.abc import Sequence

from wellanyway.reading.gender import of_noun
from wellanyway.reading.linking import Cue, Referent
from wellanyway.reading.nouns import KIN
from wellanyway.reading.page import Mention, Page

__all__ = ["able", "in_scene", "is_figure", "is_pair", "said_to_be"]

_LIKENESS = frozenset({"like", "as", "than"})
_ANY = frozenset("a an another some any every no".split())
_CALLED_WITHIN = 60  # sentences in which somebody is still called by a noun
_BE = frozenset({"was", "is", "'s", "’s"})
_SELF = _BE | {"am", "'m", "’m"}
_GENITIVE = frozenset({"'s", "’s", "'", "’"})


def able(
    page: Page,
    mention: Mention,
    cue: Cue,
    referents: Sequence[Referent],
    kept: Sequence[int],
) -> list[int]:
    """Those of `kept`, indices of `referents`, that a mention can mean."""
    if is_pair(page, mention):
        return []
    if _is_named_next(page, mention):
        return [i for i in kept if not referents[i].names]
    if mention.form == "proper" and cue.speaker >= 0 and _word(page, mention.first - 1) not in _SELF:
        return [i for i in kept if referents[i].number != cue.speaker]  # nobody calls himself
    if cue.wording.form == "common" and cue.wording.determiner == "the":
        return _called_so(cue, referents, kept)
    return [*kept]


def in_scene(cue: Cue, referents: Sequence[Referent], kept: Sequence[int], scene: int) -> list[int]:
    """Whom "he" or "she" of the narration can mean: nobody of scenes before the one that began with sentence `scene`,
    where this one has somebody of that gender.
    """
    if cue.speech >= 0 or cue.wording.pronoun not in {0, 1}:
        return [*kept]
    sign = 1 if cue.wording.pronoun == 0 else -1
    here = [i for i in kept if _last(referents[i]) >= scene]
    is_told = any((referents[i].male - referents[i].female) * sign > 0 for i in here)
    return here if is_told else [*kept]


def is_figure(page: Page, mention: Mention) -> bool:
    """Whether nobody is meant but a figure of speech: like a man in a dream, the face of a man who has seen it."""
    if mention.form != "common" or _word(page, mention.first) not in _ANY:
        return False
    before = _word(page, mention.first - 1)
    inside = (_word(page, i) for i in range(mention.first, mention.last + 1))
    return before in _LIKENESS or (before == "of" and "who" in inside)


def is_pair(page: Page, mention: Mention) -> bool:
    """Whether it is one half of "brother and sister": what two are to each other, and no kin of somebody's else."""
    at = mention.first
    if mention.last != at + 1 or _word(page, at) not in KIN:
        return False
    return (_word(page, at + 1) == "and" and _word(page, at + 2) in KIN) or (
        _word(page, at - 1) == "and" and _word(page, at - 2) in KIN
    )


def said_to_be(page: Page, name: Mention) -> Mention | None:
    """The pronoun of which a name is said: "she was Dorcas"."""
    at = name.first
    if _word(page, at - 1) not in _BE or _word(page, at - 2) not in {"he", "she"}:
        return None
    if _word(page, name.last) in _GENITIVE:
        return None
    return next(
        (one for one in page.mentions if (one.first, one.last) == (at - 2, at - 1) and one.who >= 0), None
    )


def _is_named_next(page: Page, mention: Mention) -> bool:
    """Whether a pronoun's bearer is being named: "His name was Rook"."""
    at = mention.last
    if mention.form != "pronoun" or _word(page, at - 1) not in {"his", "her"}:
        return False
    is_told = _word(page, at) == "name" and _word(page, at + 1) in {"was", "is"}
    return is_told and at + 2 < len(page.tokens) and page.word(at + 2)[:1].isupper()


def _called_so(cue: Cue, referents: Sequence[Referent], kept: Sequence[int]) -> list[int]:
    """Where somebody at hand has been called by the noun, those who have only been called otherwise are not meant."""
    head = cue.wording.head
    if cue.wording.is_plural or not of_noun(head):
        return [*kept]
    called = {i for i in kept if head in referents[i].heads and _is_at_hand(cue, referents[i])}
    if not called:
        return [*kept]
    return [i for i in kept if i in called or not (referents[i].heads or referents[i].names)]


def _is_at_hand(cue: Cue, one: Referent) -> bool:
    return cue.sentence - _last(one) <= _CALLED_WITHIN and one.plural <= one.male + one.female


def _last(one: Referent) -> int:
    """The sentence it was last spoken of in."""
    return one.last.sentence if one.last is not None else -_CALLED_WITHIN


def _word(page: Page, token: int) -> str:
    """The word in small letters, "" outside of the page."""
    return page.word(token).lower() if 0 <= token < len(page.tokens) else ""
