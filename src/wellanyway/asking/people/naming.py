"""What somebody is to be called: a name where one was told, else the words that tell them best from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from wellanyway.asking.wording import NARRATOR
from wellanyway.memory.name_index import ARTICLES, small
from wellanyway.memory.tally import Form, Known
from wellanyway.reading.lexicon import GENDER
from wellanyway.reading.titles import canonical_title

__all__ = ["called", "core", "name_of"]

_GENERIC = frozenset(
    """man men woman women boy girl person people fellow gentleman gentlemen lady ladies one other others child children
    creature friend thing chap stranger""".split()
)
_BROKEN = frozenset(
    "he she him i we us me they them said says".split()
)  # no words of a name: the span went astray
_LONGEST = 6  # words of a description that are easy to take in
_RARELY = 12  # a full name is shown if it is one mention in so many


def name_of(known: Known) -> str:
    """The name to show, "" where nobody could be told by it."""
    names = [form for form in known.forms if form.form == "proper"]
    if names:
        return _best_name(known, names)
    common = [form for form in known.forms if form.form == "common"]
    if known.tells > sum(form.count for form in common):
        return NARRATOR
    groups = _groups(common)
    return _shown(groups[0]) if groups else ""


def _best_name(known: Known, names: Sequence[Form]) -> str:
    """Given name and surname where both were told, else what is heard most, a title by itself last, the earlier of equals."""
    full = [form for form in names if _is_full(form.name)]
    if full:
        best = max(full, key=_weight)
        if best.count * _RARELY >= known.named:
            return best.name
    told = [form for form in names if canonical_title(form.name) is None]
    return max(told or names, key=_weight).name


def _weight(form: Form) -> tuple[int, int]:
    return form.count, -form.first


@lru_cache(maxsize=16_384)
def _is_full(name: str) -> bool:
    first, *rest = name.split() or [""]
    return bool(rest) and first in GENDER and canonical_title(first) is None


def called(known: Known, most: int) -> list[Form]:
    """Common words somebody is called by, those that tell most first; of "a tall man" and "the tall man" one."""
    found = []
    for group in _groups([form for form in known.forms if form.form == "common"])[:most]:
        best = max(group, key=_weight)
        total, first = sum(form.count for form in group), min(form.first for form in group)
        found.append(Form(small(best.name), best.form, total, first))
    return found


def _groups(common: Sequence[Form]) -> list[list[Form]]:
    """Forms that differ in their article alone, together; the best told by first."""
    groups: dict[str, list[Form]] = defaultdict(list)
    for form in common:
        groups[core(form.name)].append(form)
    whole = (group for key, group in groups.items() if key and _BROKEN.isdisjoint(key.split()))
    return sorted(whole, key=_rank)


def _rank(group: Sequence[Form]) -> tuple[float, int, str]:
    words = core(group[0].name).split()
    weight = float(sum(form.count for form in group))
    if len(words) == 1 and words[0] in _GENERIC:
        weight *= 0.5
    if len(words) > _LONGEST:
        weight *= 0.25
    return -weight, min(form.first for form in group), " ".join(words)


def _shown(group: Sequence[Form]) -> str:
    """The words of a group as a name: "the tall man" for "a tall man", "my aunt" as it is."""
    best = min(group, key=lambda form: (form.first, form.name))
    words = small(best.name).split()
    if words[0].lower() in ARTICLES:
        words[0] = "the"
    return " ".join(words)


@lru_cache(maxsize=65_536)
def core(words: str) -> str:
    """Common words in small letters, without their article."""
    parts = words.lower().split()
    return " ".join(parts[1:] if parts and parts[0] in ARTICLES else parts)
