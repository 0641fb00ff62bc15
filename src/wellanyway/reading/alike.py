"""How alike two proper forms are: whether one person can go by both, and how likely that is by the words alone.

The likenesses are shares of pairs of forms, in annotated fiction, that did name one person, smoothed by hand.
"""

from __future__ import annotations

from wellanyway.reading.hypocorisms import full_names, is_short_for
from wellanyway.reading.lexicon import PLACE_NOUNS
from wellanyway.reading.proper import ProperForm, gender_of_given
from wellanyway.reading.titles import BEFORE_GIVEN, COURTESY, MARRIED, NOBLE, ROYAL, UNMARRIED

__all__ = ["AGAINST", "FAINT", "FAIR", "NOTHING", "UNLIKE", "compare", "compare_places"]

AGAINST = -1.0
"""One of the two cannot be the other: a namesake, another gender."""
UNLIKE = -0.1
"""Nothing in common: another by-name perhaps, more often somebody else."""
NOTHING = 0.0
FAINT = 0.4
"""One person now and then; too little to take them for one."""
FAIR = 0.56
"""One person more often than not."""
GOOD = 0.65
STRONG = 0.72
_KINDS = frozenset(
    "lake river mount cape isle island islands mountains city town county fort st st. valley loch".split()
)
_LADIES = frozenset({"Lady", "Countess", "Duchess", "Baroness", "Marchioness", "Viscountess"})
_WIVES = MARRIED | _LADIES
_CALLINGS = frozenset(
    {"Dr", "Professor", "Reverend", "Judge", "Squire", "Farmer", "Parson", "Inspector", "Deacon"}
)


def compare(one: ProperForm, other: ProperForm) -> float:
    """1 for the same form, above 0 as far as the two can name one person, 0 where they say nothing, below 0 against it."""
    if one.age and other.age and one.age != other.age:
        return AGAINST
    if one.key == other.key:
        return 1.0
    if one.is_plural or other.is_plural:
        return _families(one, other)
    if one.gender and other.gender and one.gender != other.gender:
        return AGAINST
    if one.is_epithet or other.is_epithet:
        return _epithets(one, other)
    if one.is_role or other.is_role:
        return _roles(one, other)
    if _titles_clash(one, other):
        return AGAINST
    if one.age != other.age and (one.words, one.titles) == (other.words, other.titles):
        return FAIR if "young" in {one.age, other.age} else STRONG  # the young one is often another
    return _names(one, other)


def compare_places(one: ProperForm, other: ProperForm) -> float:
    """The same for places, ships and firms: Harrow Mill and the Mill, the River Pell and the Pell."""
    a, b = _plain(one), _plain(other)
    if a == b:
        return 1.0
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    if len(shorter) != 1 or len(longer) == 1:
        return NOTHING
    if shorter[0] == longer[-1]:
        is_named = longer[0] in _KINDS and (len(longer) == 2 or longer[1] == "of")
        return 0.75 if is_named else 0.7 if shorter[0].capitalize() in PLACE_NOUNS else 0.58
    return 0.65 if shorter[0] == longer[0] and len(longer) == 2 and longer[1] in _KINDS else NOTHING


def _plain(place: ProperForm) -> tuple[str, ...]:
    words = tuple(word.lower().strip(".,'") for word in place.words)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _families(one: ProperForm, other: ProperForm) -> float:
    if not (one.is_plural and other.is_plural):
        return (
            0.9 if one.key.removeprefix("the ") == other.key.removeprefix("the ") else AGAINST
        )  # the Rooks, Rooks
    return STRONG if one.surname and one.surname == other.surname else AGAINST


def _epithets(one: ProperForm, other: ProperForm) -> float:
    """The Queen of Hearts and the Queen; Joan of Arc and Joan; Charles II is no Charles Rook."""
    if one.is_epithet and other.is_epithet:
        return AGAINST
    longer, shorter = (one, other) if one.is_epithet else (other, one)
    if shorter.surname:
        return AGAINST
    is_part = len(shorter.words) == 1 and not shorter.titles and shorter.words[0] in longer.words[:1]
    return (FAINT if longer.suffix else GOOD) if is_part else UNLIKE


def _roles(one: ProperForm, other: ProperForm) -> float:
    """The Captain and Captain Rook."""
    if one.is_role and other.is_role:
        return UNLIKE
    role, whole = (one.words[0], other) if one.is_role else (other.words[0], one)
    is_called_so = role in whole.titles and role not in COURTESY and role not in {"Sir", "Madam"}
    return GOOD if is_called_so or role == whole.surname else NOTHING


def _titles_clash(one: ProperForm, other: ProperForm) -> bool:
    """Mrs Rook is not Miss Rook."""
    a, b = set(one.titles), set(other.titles)
    return bool((a & MARRIED and b & UNMARRIED) or (b & MARRIED and a & UNMARRIED))


def _names(one: ProperForm, other: ProperForm) -> float:
    if one.is_bare or other.is_bare:
        return _bare(one, other) if one.is_bare else _bare(other, one)
    if one.given and one.surname and other.given and other.surname:
        return _full(one, other)
    if one.surname and other.surname:
        return _by_surname(one, other)
    if one.given and other.given:
        return _by_given(one, other)
    partial, whole = (one, other) if one.given else (other, one)
    if not partial.given or whole.surname != partial.given[0]:
        return NOTHING
    return (
        FAIR if gender_of_given(whole.surname) else 0.3
    )  # Master Philip and Mr Philip; Aunt Rook and Mrs Rook


def _full(one: ProperForm, other: ProperForm) -> float:
    """Two forms with given name and surname."""
    is_kin = one.surname.lower() == other.surname.lower()
    if one.is_of_husband != other.is_of_husband:
        return 0.3 if is_kin else UNLIKE
    likeness = _given_alike(one.given, other.given)
    if is_kin:
        return likeness if likeness > 0 else AGAINST
    is_longer = one.surname in other.given[1:] or other.surname in one.given[1:]
    return STRONG if is_longer and likeness > 0.8 else AGAINST if likeness > 0.8 else UNLIKE


def _given_alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    a, b = one[0].lower().rstrip("."), other[0].lower().rstrip(".")
    if a == b:
        if len(one) > 1 and len(other) > 1 and one[1][0] != other[1][0]:
            return AGAINST
        return 0.97
    if len(a) == 1 or len(b) == 1:
        return 0.85 if a[0] == b[0] else AGAINST
    if short := _short(a, b):
        return min(0.9, short + 0.2)
    if other[-1] == one[0] or one[-1] == other[0]:
        return FAINT  # known by the middle name
    return AGAINST


def _short(one: str, other: str) -> float:
    """How likely one given name, in small letters, is short for the other where the rest does not tell."""
    if not is_short_for(one, other):
        return NOTHING
    if one not in full_names(other) and other not in full_names(one):
        return FAINT  # two short forms
    is_cut = one[:2] == other[:2] or one[:3] in other or other[:3] in one
    return 0.75 if is_cut else FAIR


def _bare(bare: ProperForm, other: ProperForm) -> float:
    """One word, which may be a given name or a surname, beside another form."""
    word = bare.words[0].lower()
    if other.is_bare:
        return _two_bare(word, other.words[0].lower())
    given = [] if other.is_of_husband else [name.lower() for name in other.given]
    if given and word == given[0]:
        return FAINT if ROYAL & set(other.titles) else 0.85
    if given and (short := _short(word, given[0])):
        return short if other.surname else min(short, FAINT)
    if other.surname and word == other.surname.lower():
        return _surname_alone(other) if other.titles else min(_surname_alone(other), GOOD)
    if word in given:
        return FAINT
    if given and gender_of_given(bare.words[0]) and gender_of_given(other.given[0]):
        return AGAINST if other.surname else UNLIKE
    return NOTHING


def _surname_alone(other: ProperForm) -> float:
    if other.gender != "f":
        return STRONG
    return 0.2 if MARRIED & set(other.titles) else FAINT


def _two_bare(one: str, other: str) -> float:
    if short := _short(one, other):
        return short
    both_given = gender_of_given(one.capitalize()) and gender_of_given(other.capitalize())
    return AGAINST if both_given else NOTHING


def _by_surname(one: ProperForm, other: ProperForm) -> float:
    """A title with a surname beside another form with a surname."""
    if one.surname.lower() != other.surname.lower():
        return _title_before_given(one, other)
    if not one.given and not other.given:
        return _two_titles(one, other)
    whole, partial = (one, other) if one.given else (other, one)
    wife = bool(_WIVES & set(partial.titles))
    if whole.is_of_husband:
        return GOOD if wife else AGAINST
    if wife and not _WIVES & set(whole.titles):
        return FAINT  # Julia Rook may be her daughter
    if UNMARRIED & set(partial.titles) and UNMARRIED & set(whole.titles):
        return FAINT  # Miss Rook is the eldest, Miss Julia Rook another
    if (whole.gender == "f" and not partial.gender) or _ranks_apart(one, other):
        return FAINT if _CALLINGS.intersection(partial.titles[:1]) else 0.3
    if not whole.gender and partial.gender:
        return FAINT if partial.gender == "f" else FAIR
    return STRONG


def _two_titles(one: ProperForm, other: ProperForm) -> float:
    """Mr Rook and Captain Rook, or his wife."""
    genders = {one.gender, other.gender}
    if genders == {"", "f"} or _ranks_apart(one, other):
        return 0.3
    if {"Master", "Mr"} == {*one.titles, *other.titles}:
        return FAINT
    if _LADIES & {*one.titles} or _LADIES & {*other.titles}:
        return FAINT
    if {*other.titles} <= COURTESY and not {*one.titles} & (COURTESY | _CALLINGS):
        return FAIR  # Mr Rook first and Captain Rook later are often two
    return GOOD if {*one.titles, *other.titles} & COURTESY or not (one.titles and other.titles) else FAINT


def _ranks_apart(one: ProperForm, other: ProperForm) -> bool:
    """Sir Caleb Rook is not called Mr Rook."""
    a, b = {*one.titles}, {*other.titles}
    return bool((a & NOBLE and b & {"Mr", "Master"}) or (b & NOBLE and a & {"Mr", "Master"}))


def _title_before_given(one: ProperForm, other: ProperForm) -> float:
    """Miss Quilla beside Quilla Rook: the word behind the title is no surname."""
    for partial, whole in ((one, other), (other, one)):
        word = partial.surname
        can_be = gender_of_given(word) or set(partial.titles) & BEFORE_GIVEN
        if not partial.given and can_be and whole.given and word.lower() == whole.given[0].lower():
            return GOOD
    return UNLIKE


def _by_given(one: ProperForm, other: ProperForm) -> float:
    """A title with a given name beside another form with a given name: Uncle Tom, Tom Rook."""
    likeness = _given_alike(one.given, other.given)
    if likeness <= 0.8:
        return UNLIKE
    if bool(ROYAL & {*one.titles}) != bool(ROYAL & {*other.titles}):
        return FAINT
    return 0.9 if set(one.titles) & set(other.titles) else GOOD
