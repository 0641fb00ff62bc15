"""Chronicle: the memory at a horizon. Who is who, what they are called, who spoke, where the scene is.

A pure function of the facts known there, whatever the log holds beyond. It is folded anew for every horizon, lazily
and whole columns at a time: no state is carried from one horizon to another, so none can leak.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.facts import Fact
from wellanyway.memory.fact_table import Picked
from wellanyway.memory.lines import Lines
from wellanyway.memory.scene import Scenes
from wellanyway.memory.tally import Known, Tally, roots
from wellanyway.memory.trail import Trail
from wellanyway.reading.entities import Entity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.memory.fact_rows import Rows
    from wellanyway.memory.fact_table import Facts, FactTable

__all__ = ["Chronicle"]

_NUMBERS = (
    ("mention", "who"), ("same", "one"), ("same", "other"), ("quotation", "speaker"), ("quotation", "addressee"),
    ("description", "who"), ("relation", "who"), ("relation", "to"), ("setting", "where"), ("level", "teller"),
    ("level", "listener"),
)  # fmt: skip
"""Where entities are named by their numbers."""


class Chronicle:
    """The facts of a table, all known at `told_to`, folded. `chapter` and `block` are those of the last sentence told.

    It is also what a glance at the next block may know of the past: a `reading.recollection.Recollection`.
    """

    def __init__(self, table: FactTable, told_to: int, *, chapter: int = -1, block: int = -1) -> None:
        self._table = table
        self._told_to = told_to
        self._chapter = chapter
        self._block = block
        self._known: dict[int, Known | None] = {}

    def over(self, facts: Sequence[Fact], told_to: int, *, chapter: int, block: int) -> Chronicle:
        """The chronicle with some more facts, as of a later horizon; this one stays as it is."""
        return Chronicle(self._table.over(facts), told_to, chapter=chapter, block=block)

    def apart(self, one: Collection[str], other: Collection[str]) -> Chronicle:
        """The chronicle without the discovery that made one of those who go by some names and by others; else this one."""
        theirs = set(self.going_by(one)) & set(self.going_by(other))
        joined = self._table.rows("same").ints("one")
        for at in reversed(np.flatnonzero(np.isin(self._root[joined], list(theirs))).tolist()):
            then = Chronicle(
                self._table.without("same", at), self._told_to, chapter=self._chapter, block=self._block
            )
            if not set(then.going_by(one)) & set(then.going_by(other)):
                return then
        return self

    @property
    def told_to(self) -> int:
        return self._told_to

    @property
    def chapter(self) -> int:
        return self._chapter

    @property
    def block(self) -> int:
        return self._block

    def facts(self, kind: str | None = None) -> Facts:
        """All facts in order of `known_at`, then span; of one kind if asked. They are made as they are looked at."""
        return self._table.facts(kind)

    def rows(self, kind: str) -> Rows:
        """The facts of one kind in columns."""
        return self._table.rows(kind)

    def text(self, number: int) -> str:
        """The text that a column gives by its number, "" for -1."""
        return self._table.texts[number] if number >= 0 else ""

    def kinds(self) -> tuple[str, ...]:
        """The kinds of facts there are."""
        return tuple(sorted(self._table.kinds))

    # -- who is who

    @cached_property
    def next_number(self) -> int:
        """The number that the next new entity gets; no fact has it or a greater one."""
        columns = (self._table.rows(kind).ints(key) for kind, key in _NUMBERS)
        return 1 + max(int(column.max(initial=-1)) for column in columns)

    @cached_property
    def _root(self) -> NDArray[np.int64]:
        return roots(self._table.rows("same"), self.next_number)

    def root(self, number: int) -> int:
        """The number an entity goes by now."""
        return int(self._root[number]) if 0 <= number < self.next_number else number

    def roots_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same of many, -1 for what is no entity."""
        is_one = (numbers >= 0) & (numbers < self.next_number)
        found: NDArray[np.int64] = self._root[np.where(is_one, numbers, -1)]
        return found

    @cached_property
    def tally(self) -> Tally:
        return Tally(self._table, self._root, self.lines.ints("speaker")[self.lines.is_speech])

    def known(self, number: int) -> Known | None:
        """What is known of an entity, None where no mention means it."""
        root = self.root(number)
        if root not in self._known:
            is_number = 0 <= root < self.next_number
            found = self.tally.known(np.array([root])) if is_number else []
            self._known[root] = found[0] if found else None
        return self._known[root]

    def everybody(self, numbers: Iterable[int]) -> list[Known]:
        """What is known of several, each once, in their order."""
        numbers = dict.fromkeys(self.root(number) for number in numbers if number < self.next_number)
        return self.tally.known(np.array(list(numbers), np.int64))

    def people(self, least: int) -> list[Known]:
        """Persons with a name, or `least` mentions, or a third of that and a line; in the order of their numbers.

        Common words are given for those alone who have no name.
        """
        found = self.tally.known(self.tally.matter(least), is_brief=True)
        return [known for known in found if known.is_person]

    def names(self, *, proper_only: bool = False) -> set[str]:
        """All that anybody or anything is called by: names, and common words unless `proper_only`."""
        numbers = np.flatnonzero(self.tally.is_name if proper_only else self.tally.is_called)
        return {self._table.texts[number] for number in numbers.tolist()}

    def names_having(self, words: Sequence[str], *, proper_only: bool = False) -> set[str]:
        """Those of them that have all of some words, as `plain` has them."""
        is_name = self.tally.is_name if proper_only else self.tally.is_called
        found = (number for number in self._table.texts_having(words) if number < len(is_name))
        return {self._table.texts[number] for number in found if is_name[number]}

    def words(self, letters: str, sizes: Collection[int]) -> set[str]:
        """Words that begin with one of some letters and have one of some lengths; not all of them are of names here."""
        return self._table.words(letters, sizes)

    def named(self, name: str) -> tuple[int, ...]:
        """The entities that go by a name or by common words, the one mentioned last first."""
        if name not in self:
            return ()
        found = np.array(self.going_by([name]), np.int64)
        return tuple(found[np.lexsort((found, -self.tally.last(found)))].tolist())

    def going_by(self, names: Iterable[str]) -> list[int]:
        """The entities that go by any of some names or common words."""
        numbers = (self._table.number.get(name) for name in names)
        found: list[int] = self.tally.called(number for number in numbers if number is not None).tolist()
        return found

    def mostly_called(self, words: Sequence[str], most: int) -> NDArray[np.int64]:
        """The few entities that go by names or common words with all of `words`, most often so called first."""
        return self.tally.mostly_called(self._table.texts_having(words) if words else (), most)

    def __contains__(self, name: object) -> bool:
        number = self._table.number.get(name, -1) if isinstance(name, str) else -1
        return 0 <= number < len(self.tally.is_called) and bool(self.tally.is_called[number])

    def entity(self, number: int) -> Entity | None:
        """What is known of an entity, as a reader has it."""
        known = self.known(number)
        if known is None:
            return None
        names = dict.fromkeys(form.name for form in known.forms if form.form == "proper")
        common = (form.name.lower().split() for form in known.forms if form.form == "common")
        heads = dict.fromkeys(words[-1] for words in common if words)
        return Entity(
            known.number,
            known.type,
            tuple(names),
            tuple(heads),
            known.male,
            known.female,
            known.plural,
            known.count,
            known.first,
            known.last,
        )

    # -- mentions

    def mentions(self, count: int) -> tuple[Fact, ...]:
        """The last mentions noted, the oldest of them first."""
        rows = self._table.rows("mention")
        return tuple(rows.facts("mention", self._table.texts, max(0, rows.size - count), rows.size))

    def mentioned(self, sentence: int) -> list[int]:
        """Whom the mentions of a sentence mean, each once, in the order of the text."""
        rows = self._table.rows("mention")
        near = np.flatnonzero((rows.column("sentence") == sentence) & (self.tally.who >= 0))
        near = near[np.lexsort((near, rows.column("start")[near]))]
        return list(dict.fromkeys(self.tally.who[near].tolist()))

    def mentioning(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The sentences that mean any of some entities, by their roots; each once, rising."""
        return np.unique(self._table.rows("mention").column("sentence", self.tally.meaning(numbers))).astype(
            np.int64
        )

    def mentions_in(self, sentences: NDArray[np.int64]) -> NDArray[np.int64]:
        """The mentions of some sentences, in the order of the text: columns sentence, who, place of the type in `TYPES`."""
        rows = self._table.rows("mention")
        is_in = np.zeros(self._told_to + 1, np.bool_)
        is_in[sentences] = True
        sentence = rows.column("sentence")
        near = np.flatnonzero(is_in[sentence] & (self.tally.who >= 0))
        near = near[np.lexsort((near, rows.column("start", near), sentence[near]))]
        found = (sentence[near], self.tally.who[near], self.tally.type[near])
        return np.stack([column.astype(np.int64) for column in found], axis=1)

    def first_named(self, number: int) -> Fact | None:
        """The mention by which an entity was first named, in the order of the text."""
        rows = self._table.rows("mention")
        near = np.flatnonzero((self.tally.who == self.root(number)) & (self.tally.form == 0))
        if not len(near):
            return None
        row = int(near[np.lexsort((near, rows.column("start")[near], rows.column("sentence")[near]))[0]])
        return rows.facts("mention", self._table.texts, row, row + 1)[0]

    def about(self, kind: str, key: str, number: int) -> Sequence[Fact]:
        """Facts of one kind whose `key` is an entity, in the order of the text."""
        rows = self._table.rows(kind)
        given = rows.ints(key)
        near = np.flatnonzero((given >= 0) & (self._root[given] == self.root(number)))
        near = near[np.lexsort((near, rows.column("start")[near], rows.column("sentence")[near]))]
        return Picked(self._table, kind, near)

    # -- lines

    @cached_property
    def lines(self) -> Lines:
        return Lines(self._table)

    def quotations(self, count: int) -> tuple[Fact, ...]:
        """The last quotations, the oldest of them first."""
        size = len(self.lines)
        return tuple(self.lines.facts(np.arange(max(0, size - count), size)))

    @property
    def left_open(self) -> Fact | None:
        """The outermost quotation that the last block told does not close."""
        return self.lines.left_open(self._chapter, self._block)

    # -- scenes

    @cached_property
    def scenes(self) -> Scenes:
        return Scenes(self._table)

    @property
    def scene(self) -> int:
        """The sentence that the present scene began with."""
        return self.scenes.start

    @property
    def depth(self) -> int:
        """The present narrative level."""
        return self.scenes.level.depth

    @cached_property
    def _acts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Who acts and in which sentence: mentions outside of what people say, and speakers of lines."""
        tally, lines = self.tally, self.lines
        narrated = ~tally.is_quoted & (tally.who >= 0)
        speakers = lines.ints("speaker")
        spoken = lines.is_speech & (speakers >= 0)
        who = np.concatenate([tally.who[narrated], self._root[speakers[spoken]]])
        sentences = (
            self._table.rows("mention").column("sentence")[narrated],
            lines.column("sentence")[spoken],
        )
        return who, np.concatenate(sentences).astype(np.int64)

    def acting(self, since: int, until: int | None = None) -> list[int]:
        """Who acts in sentences `[since, until)`, in the order in which they come up."""
        who, sentence = self._acts
        is_near = sentence >= since
        near = np.flatnonzero(is_near if until is None else is_near & (sentence < until))
        near = near[np.lexsort((who[near], sentence[near]))]
        return list(dict.fromkeys(who[near].tolist()))

    def company(self, number: int, scenes: int) -> list[int]:
        """Who acts in the last `scenes` scenes in which somebody acts, whoever did last first."""
        who, sentence = self._acts
        scene = np.searchsorted(self.scenes.starts, sentence, side="right")
        root = self.root(number)
        theirs = np.unique(scene[who == root])[-scenes:]
        near = np.flatnonzero(np.isin(scene, theirs) & (who != root))
        near = near[np.lexsort((who[near], -sentence[near]))]
        return list(dict.fromkeys(who[near].tolist()))

    @cached_property
    def trail(self) -> Trail:
        """In which sentences whom, and in which scene they are."""
        return Trail(
            self._table,
            self._root,
            tally=self.tally,
            lines=self.lines,
            scenes=self.scenes,
            acts=self._acts,
        )
