"""A tale with facts noted by hand: what asking makes of them is tested, whatever a reader would have found."""

from __future__ import annotations

from collections.abc import Sequence

from wellanyway.asking.mind import StoryMind
from wellanyway.facts import Fact, Scalar
from wellanyway.memory.chronicle import Chronicle
from wellanyway.memory.fact_table import FactTable
from wellanyway.reading.features import features
from wellanyway.reading.index import SentenceIndex
from wellanyway.story import InMemoryWork
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.told import Told

__all__ = ["Noted"]


class Noted:
    """Sentences, a paragraph each, and facts about their words. It is a Memory."""

    def __init__(self, *sentences: str) -> None:
        self._sentences = sentences
        self._work = InMemoryWork([chapter_of_lines("one", "One", [[sentence] for sentence in sentences])])
        self._facts: list[Fact] = []

    def note(self, kind: str, sentence: int, words: str, sure: float = 1.0, /, **value: Scalar) -> Noted:
        """A fact about some words of a sentence, known at its end."""
        start = self._sentences[sentence].index(words)
        place = (sentence, 0, sentence, start, start + len(words))
        self._facts.append(Fact(kind, *place, sentence + 1, "hand", sure, value))
        return self

    def mention(self, sentence: int, words: str, who: int, **value: Scalar) -> Noted:
        """Some words mean somebody: a name if they begin with a capital, a pronoun if they are one of a few."""
        form = (
            "pronoun"
            if words.lower() in {"he", "him", "she", "her", "i", "me", "my", "they", "it"}
            else "common"
        )
        given: dict[str, Scalar] = {"who": who, "type": "PER", "form": form, "words": words}
        if form == "common" and words[0].isupper() and not words.startswith(("A ", "The ", "That ")):
            given = {"who": who, "type": "PER", "form": "proper", "name": words.replace(".", "")}
        return self.note("mention", sentence, words, **{**given, **value})

    def quote(
        self, sentence: int, words: str, speaker: int = -1, sure: float = 0.9, **value: Scalar
    ) -> Noted:
        """Some words are said by somebody."""
        given: dict[str, Scalar] = {"mode": "speech", "closed": True, "depth": 0, "speaker": speaker}
        return self.note("quotation", sentence, words, sure if speaker >= 0 else 0.0, **{**given, **value})

    def told(self, told_to: int | None = None) -> Told:
        size = len(self._sentences)
        return Told(self._work, size if told_to is None else told_to, memory=self, mind=StoryMind())

    # -- the memory

    def chronicle(self, told_to: int) -> Chronicle:
        facts = sorted(self._facts, key=lambda fact: (fact.known_at, fact.start, fact.end))
        return Chronicle(FactTable.of(facts).upto(told_to), told_to, chapter=0, block=told_to - 1)

    def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
        return self.chronicle(told_to).facts(kind)

    def index(self, told_to: int) -> SentenceIndex:
        return features(self._sentences[:told_to])
