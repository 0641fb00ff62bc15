"""What somebody is called in the middle of a sentence of a recap."""

from __future__ import annotations

from wellanyway.asking.people.naming import name_of
from wellanyway.asking.wording import NARRATOR
from wellanyway.memory.tally import Known
from wellanyway.reading.stems import STOPWORDS

__all__ = ["is_narrator", "name_in"]

_TELLS_NOBODY = frozenset(
    "sir master mister mistress miss madam ma'am lady lord mr mrs dr st mother father".split()
)
_OFFICES = frozenset(
    """king queen count countess prince princess duke duchess doctor squire captain professor colonel inspector sergeant judge
    emperor baron baroness baronet bishop vicar rector curate parson mayor marquis cardinal director manager abbot""".split()
)
_TELLS = 30  # first-person mentions of who tells the story
_SELDOM = 4  # somebody who tells it is named at least once in so many of them, or the name may be another's


def is_narrator(known: Known) -> bool:
    """Whether somebody tells the story and is hardly ever named in it."""
    return name_of(known) == NARRATOR or (known.tells >= _TELLS and known.named * _SELDOM < known.tells)


def name_in(known: Known) -> str:
    """A name as it can stand in a sentence, "" for one that tells nobody."""
    name = name_of(known)
    low = name.lower()
    if is_narrator(known) or low in _TELLS_NOBODY or low in STOPWORDS:
        return ""
    is_kind = low.endswith(("ians", "ian")) and " " not in low
    return f"the {name}" if low in _OFFICES or is_kind else name
