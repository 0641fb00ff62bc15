"""NameIndex: the texts of a memory by the words in them, so that a name is found without going through all of them.

It holds texts whatever the horizon; who uses it keeps to those that are known as names there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from wellanyway.reading.titles import canonical_title

__all__ = ["ARTICLES", "NameIndex", "plain", "small"]

ARTICLES = frozenset("a an the this that these those".split())
_OPENERS = ARTICLES | frozenset(
    """my our your his her its their some any one two three another every each no such what both all old young poor
    he she it they we you him them us me mine ours yours hers theirs who whom whose which""".split()
)


def small(words: str) -> str:
    """Common words or a pronoun without the capital that a sentence has given."""
    first, space, rest = words.partition(" ")
    return f"{first.lower()}{space}{rest}" if first.lower() in _OPENERS else words


@lru_cache(maxsize=16_384)
def plain(name: str) -> tuple[str, ...]:
    """Words in lower case to compare names by; titles in one spelling, an article and a possessive left off."""
    parts = name.replace("’", "'").strip(' ?!.,;:"“”').split()
    found = [
        (canonical_title(part.capitalize()) or part).rstrip(".,").lower().removesuffix("'s") for part in parts
    ]
    return tuple(part for part in found[1 if found[:1] and found[0] in ARTICLES else 0 :] if part)


class NameIndex:
    """Texts by word; taken in as far as asked for, once."""

    def __init__(self) -> None:
        self._size = 0
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)

    def take_in(self, texts: Sequence[str]) -> None:
        """Make sure of all of `texts`, of which those taken in before are the beginning."""
        for number in range(self._size, len(texts)):
            for word in set(plain(texts[number])):
                if word not in self._by_word:
                    self._by_shape[word[0], len(word)].append(word)
                self._by_word[word].append(number)
        self._size = len(texts)

    def having(self, words: Iterable[str]) -> set[int]:
        """The numbers of texts that have all the words."""
        found: set[int] | None = None
        for word in words:
            numbers = set(self._by_word.get(word, ()))
            found = numbers if found is None else found & numbers
        return found or set()

    def words(self, letters: str, sizes: Iterable[int]) -> list[str]:
        """Words that begin with one of some letters and have one of some lengths."""
        sizes = list(sizes)
        return [
            word for letter in letters for size in sizes for word in self._by_shape.get((letter, size), ())
        ]
