"""Books built to do harm, for every door that takes books from strangers."""

from tests.hostile.archives import ARCHIVES
from tests.hostile.book import SENTENCE, TRAP, Hostile
from tests.hostile.floods import FLOODS
from tests.hostile.markup import MARKUP
from tests.hostile.words import WORDS

__all__ = ["BOOKS", "MARKUP", "SENTENCE", "TRAP", "WORDS", "Hostile"]

BOOKS: tuple[Hostile, ...] = (*MARKUP, *WORDS, *ARCHIVES, *FLOODS)
"""All of them."""
