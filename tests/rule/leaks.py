"""Planted leaks: each makes the package break the one rule in a way that products have broken it.

A leak is a patch; what is proven is that the swapped-futures check sees it. Add one with every new thing
that a listener can observe.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from wellanyway.errors import PositionError
from wellanyway.story import Locator
from wellanyway.told import Told, ToldChapter
from wellanyway.views import Evidence

__all__ = ["LEAKS", "Leak"]

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Leak:
    """One way to break the rule."""

    name: str
    plant: Patch


LEAKS: list[Leak] = []


def leak(name: str) -> Callable[[Patch], Patch]:
    def keep(plant: Patch) -> Patch:
        LEAKS.append(Leak(name, plant))
        return plant

    return keep


def _size(told: Told) -> int:
    return told._work.size()


# -- the view itself


@leak("paragraphs are shown whole as soon as they have begun")
def _whole_blocks(patch: pytest.MonkeyPatch) -> None:
    def block(self: Told, sentence: Any) -> Any:
        chapter = self._work.chapter(sentence.chapter)
        assert chapter is not None
        return chapter.blocks[sentence.block]

    patch.setattr(Told, "block", block)


@leak("a locator's context runs on behind the horizon")
def _locator_after(patch: pytest.MonkeyPatch) -> None:
    def locate(self: Told, ordinal: int) -> Locator:
        sentence = self.sentence(ordinal)
        coming = self._work.sentence(ordinal + 1)
        return Locator("", None, "", sentence.text, coming.text[:32] if coming else "")

    patch.setattr(Told, "locate", locate)


@leak("the table of contents shows the next chapter's title")
def _contents(patch: pytest.MonkeyPatch) -> None:
    real = Told.chapters

    def chapters(self: Told) -> tuple[ToldChapter, ...]:
        known = real(self)
        coming = self._work.chapter(len(known))
        return known if coming is None else (*known, ToldChapter(len(known), coming.title, 0, 0, False, ()))

    patch.setattr(Told, "chapters", chapters)


@leak("notes behind a chapter are shown with its first sentence")
def _end_notes(patch: pytest.MonkeyPatch) -> None:
    real = Told.chapter

    def chapter(self: Told, index: int) -> ToldChapter:
        whole = self._work.chapter(index)
        return replace(real(self, index), paratext=whole.paratext if whole else ())

    patch.setattr(Told, "chapter", chapter)


@leak("a chapter says that it is finished before the next one has begun")
def _finished(patch: pytest.MonkeyPatch) -> None:
    real = Told.chapter

    def chapter(self: Told, index: int) -> ToldChapter:
        seen = real(self, index)
        whole = self._work.chapter(index)
        return replace(seen, is_finished=whole is not None and seen.told == len(whole.sentences))

    patch.setattr(Told, "chapter", chapter)


@leak("a refusal counts the sentences there are")
def _counting_refusal(patch: pytest.MonkeyPatch) -> None:
    real = Told.sentence

    def sentence(self: Told, ordinal: int) -> Any:
        try:
            return real(self, ordinal)
        except PositionError:
            raise PositionError(f"{ordinal} is not among the {_size(self)} sentences told") from None

    patch.setattr(Told, "sentence", sentence)


@leak("a place ahead that exists is refused in other words than one that does not")
def _differing_refusals(patch: pytest.MonkeyPatch) -> None:
    real = Told.back_to

    def back_to(self: Told, pos: Any) -> Told:
        if isinstance(pos, int) and pos > self.told_to and self._work.sentence(pos) is not None:
            raise PositionError("that is still ahead")
        return real(self, pos)

    patch.setattr(Told, "back_to", back_to)


@leak("the place is shown as a share of the whole")
def _progress(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Told, "__repr__", lambda self: f"{self.told_to} of {_size(self)}")


@leak("the told sentences run one over")
def _one_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        Told, "sentences", lambda self, start=0, stop=None: self._work.sentences(start, self.told_to + 1)
    )


# -- the memory


@leak("facts are taken from the whole book")
def _all_facts(patch: pytest.MonkeyPatch) -> None:
    def facts(self: Told, kind: str | None = None) -> Any:
        return [fact for fact in self._memory.facts(_size(self)) if kind in (None, fact.kind)]

    patch.setattr(Told, "facts", facts)


@leak("facts are known from where they are about, not from where they could be known")
def _known_too_early(patch: pytest.MonkeyPatch) -> None:
    def facts(self: Told, kind: str | None = None) -> Any:
        every = self._memory.facts(_size(self))
        return [fact for fact in every if fact.sentence < self.told_to and kind in (None, fact.kind)]

    patch.setattr(Told, "facts", facts)


@leak("the reader looks a paragraph ahead")
def _reader_ahead(patch: pytest.MonkeyPatch) -> None:
    def facts(self: Told, kind: str | None = None) -> Any:
        ahead = min(self.told_to + 4, _size(self))
        return [fact for fact in self._memory.facts(ahead) if kind in (None, fact.kind)]

    patch.setattr(Told, "facts", facts)


@leak("the search index is not cut")
def _whole_index(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Told, "index", lambda self: self._memory.index(_size(self)))


@leak("ties and ids are ordered by how much is still to come")
def _ordered_by_future(patch: pytest.MonkeyPatch) -> None:
    real = Told.facts

    def facts(self: Told, kind: str | None = None) -> Any:
        found = list(real(self, kind))
        turn = _size(self) % max(1, len(found)) if found else 0
        return found[turn:] + found[:turn]

    patch.setattr(Told, "facts", facts)


@leak("quotations under answers run on into the next sentence")
def _running_evidence(patch: pytest.MonkeyPatch) -> None:
    real = Told.evidence

    def evidence(self: Told, ordinal: int) -> Evidence:
        coming = self._work.sentence(ordinal + 1)
        seen = real(self, ordinal)
        return replace(seen, quote=f"{seen.quote} {coming.text if coming else ''}")

    patch.setattr(Told, "evidence", evidence)
