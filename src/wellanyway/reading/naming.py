"""Naming: whom a proper name in talk can mean among the people at hand, before coreference has looked at it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from wellanyway.reading.entities import Entities
from wellanyway.reading.gaps import Gaps
from wellanyway.reading.page import Mention
from wellanyway.reading.titles import TITLES

__all__ = ["bearers"]


def bearers(gaps: Gaps, mention: Mention, people: Iterable[int], entities: Entities) -> list[int]:
    """Those of `people` whose names have every word of a proper name, and whose gender its titles allow."""
    if mention.form != "proper":
        return []
    words = [gaps.words[at].rstrip(".") for at in range(mention.first, mention.last)]
    gender = next((TITLES[word] for word in words if word in TITLES), "")
    bare = [word for word in words if word not in TITLES and word[:1].isupper()]
    bare = bare or [word for word in words if word[:1].isalnum()]
    found = []
    for who in people if bare else ():
        entity = entities.get(who)
        if entity is None or (gender and entity.gender and entity.gender != gender):
            continue
        if _words(entity.names).issuperset(bare):
            found.append(who)
    return found


@lru_cache(maxsize=4096)
def _words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.rstrip(".") for name in names for word in name.split())
