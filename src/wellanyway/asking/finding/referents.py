"""Whom the words of a question mean, and the sentences that mean them, be it by "she": by the memory's coreference.

A function of the facts known at the horizon and of the question. A word that many are called by ("man") means those few
who are called by it most; somebody who is called by it now and then does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.memory.name_index import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.understanding.question import Question
    from wellanyway.memory.chronicle import Chronicle

__all__ = ["Referents", "referents"]

_MOST = 3  # entities that one word can mean


@dataclass(frozen=True, slots=True, eq=False)
class Referents:
    """For each word of the question, in the order of its terms.

    people     the entities called by it, by their numbers
    sentences  ordinals of the sentences that mean any of them, each once, rising
    """

    people: tuple[NDArray[np.int64], ...]
    sentences: tuple[NDArray[np.int64], ...]

    def everybody(self) -> NDArray[np.int64]:
        """All that any word means, each once."""
        return np.unique(np.concatenate([np.zeros(0, np.int64), *self.people]))


def referents(chronicle: Chronicle, question: Question) -> Referents:
    """Who is meant, as it is known at the chronicle's horizon."""
    people = [chronicle.mostly_called(plain(word), _MOST) for _, word in question.terms]
    return Referents(tuple(people), tuple(chronicle.mentioning(one) for one in people))
