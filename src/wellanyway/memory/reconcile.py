"""Reconcile: how a telling goes on when its file has grown or was edited.

What has been told stays as it was told, to the letter: no update makes anybody know a sentence they
have not heard, and none moves a place. Chapters told in full are kept, even if the file has dropped
them; the chapter in play keeps its told part and goes on with the new text from the same point; behind
it come, in the file's order, all chapters that have not been heard in some form.

A pure function of the two sequences; the library carries out the plan.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from wellanyway.memory.anchors import anchor, sentences, shingles
from wellanyway.memory.packing import digest
from wellanyway.memory.splice import splice
from wellanyway.memory.version import Version
from wellanyway.story import Chapter

__all__ = ["Plan", "reconcile"]

_LIKE = 0.3  # of the shingles of the shorter text that two versions of a chapter share
_HEARD = 0.7  # of a chapter's shingles that have been told: it is a piece of what was heard
_TAIL = 12  # sentences by which a place is looked for in chapters that are not its own


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do. Positions count from 0 in the telling.

    heard     how many chapters of the telling have been begun; all but the last stay as they are
    playing   the last of them anew, told part first; None: it too stays as it is
    rest      ids of the chapters that come behind, in order: the edition's, few of them as they were before
    changed   positions heard whose words are others in the edition
    gone      positions heard that the edition no longer has
    """

    heard: int
    playing: Chapter | None
    rest: tuple[int, ...]
    changed: tuple[int, ...]
    gone: tuple[int, ...]


def reconcile(
    heard: Sequence[Version],
    told: int,
    edition: Sequence[Version],
    load: Callable[[int], Chapter],
    *,
    ahead: Sequence[Version] = (),
) -> Plan:
    """The plan for a telling whose chapters `heard` have been begun, `told` sentences of the last.

    `edition` is the new file's sequence; `load` gives a version's text, divided. `ahead` is what the
    telling had behind `heard`: a chapter of it that the author has moved into one that was heard is told
    as it was.
    """
    if not heard:
        return Plan(0, None, tuple(version.id for version in edition), (), ())
    return _Reconciling(heard, told, edition, load).plan(ahead)


class _Reconciling:
    """One run: the matching grows, then the place is looked for, then what was heard is left out."""

    def __init__(
        self, heard: Sequence[Version], told: int, edition: Sequence[Version], load: Callable[[int], Chapter]
    ) -> None:
        self.heard = heard
        self.told = told
        self.edition = edition
        self.load = load
        self.last = len(heard) - 1
        self.matched: dict[int, int] = {}  # position heard -> number in the edition
        self.free = set(range(len(edition)))
        self.changed: set[int] = set()
        self.gone: set[int] = set()
        self._lines: dict[int, list[str]] = {}
        self._marks: dict[int, frozenset[int]] = {}

    def plan(self, ahead: Sequence[Version]) -> Plan:
        self._match_alike()
        self._match_by_likeness()
        self._match_by_key()
        for i in range(self.last):
            if self.heard[i].size and i not in self.matched:
                self.gone.add(i)
            elif self.heard[i].size and not self._is_unchanged(i):
                self.changed.add(i)
        playing = None if self._is_unchanged(self.last) else self._go_on()
        self._look_for_merged()
        heard_too = self._pieces()
        rest = [self.edition[j] for j in sorted(self.free - heard_too)]
        rest = self._swallowed(ahead, playing, rest) + rest
        ids = tuple(version.id for version in rest)
        return Plan(len(self.heard), playing, ids, tuple(sorted(self.changed)), tuple(sorted(self.gone)))

    def lines(self, version: Version) -> list[str]:
        """Its sentences as they are compared."""
        if version.id not in self._lines:
            self._lines[version.id] = sentences(self.load(version.id))
        return self._lines[version.id]

    def marks(self, version: Version) -> frozenset[int]:
        """Its shingles."""
        if version.id not in self._marks:
            self._marks[version.id] = shingles(self.lines(version))
        return self._marks[version.id]

    # -- which chapter is which

    def _take(self, i: int, j: int) -> None:
        self.matched[i] = j
        self.free.discard(j)

    def _is_unchanged(self, i: int) -> bool:
        j = self.matched.get(i)
        return j is not None and self.edition[j].digest == self.heard[i].digest

    def _match_alike(self) -> None:
        """The same words under the same key, then the same words."""
        self._match_named(lambda version: (version.key, version.digest))
        self._match_named(lambda version: version.digest if version.size else None)

    def _match_named(self, name: Callable[[Version], Hashable]) -> None:
        where: dict[Hashable, list[int]] = defaultdict(list)
        for j in sorted(self.free, reverse=True):
            where[name(self.edition[j])].append(j)
        for i, version in enumerate(self.heard):
            mark = name(version)
            if i not in self.matched and mark is not None and where[mark]:
                self._take(i, where[mark].pop())

    def _match_by_likeness(self) -> None:
        """Pairs that share enough of their words, the most alike first; the same key speaks for a pair."""
        where: dict[int, list[int]] = defaultdict(list)
        left = [i for i in range(len(self.heard)) if i not in self.matched and self.heard[i].size]
        for j in self.free if left else ():
            for mark in self.marks(self.edition[j]):
                where[mark].append(j)
        found = []
        for i in left:
            own = self.marks(self.heard[i])
            for j, shared in Counter(j for mark in own for j in where.get(mark, ())).items():
                sizes = sorted((len(own), len(self.marks(self.edition[j]))))
                if shared >= _LIKE * sizes[0]:
                    is_key = self.heard[i].key == self.edition[j].key
                    found.append((shared / sizes[0] + shared / sizes[1] + 0.2 * is_key, -i, -j))
        for _score, i, j in sorted(found, reverse=True):
            if -i not in self.matched and -j in self.free:
                self._take(-i, -j)

    def _match_by_key(self) -> None:
        """What is left and has the same key was rewritten."""
        keys = {self.edition[j].key: j for j in sorted(self.free, reverse=True)}
        for i, version in enumerate(self.heard):
            if i not in self.matched and keys.get(version.key) in self.free:
                self._take(i, keys[version.key])

    # -- where the place is

    def _go_on(self) -> Chapter | None:
        """The chapter in play as it goes on; None where that is how it stands already."""
        there, told_there = self._find()
        old = self.heard[self.last]
        new = None
        if there is None:
            self.gone.add(self.last)
        else:
            self.free.discard(there)
            new = self.load(self.edition[there].id)
            if self.lines(old)[: self.told] != self.lines(self.edition[there])[:told_there]:
                self.changed.add(self.last)
        before = self.load(old.id)
        playing = splice(before, self.told, new, told_there)
        is_same = digest(playing) == old.digest and playing.sentences == before.sentences
        return None if is_same else playing

    def _find(self) -> tuple[int | None, int]:
        """In which chapter of the edition the place is now, and how many of its sentences are told there."""
        old = self.lines(self.heard[self.last])
        own = self.matched.get(self.last)
        fixed = self._fixed()
        loose = [j for j in range(len(self.edition)) if j not in fixed]
        best = self._holds(old[max(0, self.told - _TAIL) : self.told], loose, own)
        if best is not None and best != own:
            found = anchor(old, self.told, self.lines(self.edition[best]))
            if found is not None:
                if own is not None:
                    self.free.add(own)  # it was split: `own` is a piece that was heard, or one that was not
                    del self.matched[self.last]
                return best, found
        if own is None:
            return None, 0
        found = anchor(old, self.told, self.lines(self.edition[own]))
        return own, self._by_count(self.edition[own].size) if found is None else found

    def _holds(self, tail: Sequence[str], loose: Sequence[int], own: int | None) -> int | None:
        """Which chapter holds the last told sentence that only one does; `own` wins where it does too."""
        for line in reversed(tail):
            holding = [j for j in loose if line in self.lines(self.edition[j])]
            if own in holding:
                return own
            if len(holding) == 1 and len(line.split()) > 2:
                return holding[0]
        return own

    def _by_count(self, size: int) -> int:
        """Nothing around the place is left: a chapter heard whole stays heard, else as far in, not further."""
        if self.told == self.heard[self.last].size:
            return size
        return min(self.told, self.told * size // self.heard[self.last].size)

    # -- what was heard in another shape

    def _look_for_merged(self) -> None:
        """A heard chapter whose text went into another one has changed; it is not gone."""
        grown = [self.edition[j] for i, j in self.matched.items() if i in self.changed]
        for i in sorted(self.gone):
            own = self.marks(self.heard[i])
            if any(len(own & self.marks(one)) >= _HEARD * len(own) for one in grown):
                self.gone.discard(i)
                self.changed.add(i)

    def _swallowed(
        self, ahead: Sequence[Version], playing: Chapter | None, rest: Sequence[Version]
    ) -> list[Version]:
        """Chapters nobody has heard whose text is now inside one that was heard and is not told again."""
        there = {version.digest for version in self.edition}
        missing = [version for version in ahead if version.size and version.digest not in there]
        known = self.free | self._fixed()
        changed = [version for j, version in enumerate(self.edition) if j not in known]
        if not missing or not changed:
            return []
        coming = frozenset().union(
            shingles(sentences(playing)[self.told :]) if playing is not None else (),
            *(self.marks(version) for version in rest),
        )
        inside: frozenset[int] = frozenset().union(*(self.marks(version) for version in changed))
        return [
            version
            for version in missing
            for own in (self.marks(version),)
            if len(own & coming) < _HEARD * len(own) <= len(own & inside)
        ]

    def _fixed(self) -> set[int]:
        """Numbers of the edition's chapters that were heard, word for word."""
        return {j for i, j in self.matched.items() if self._is_unchanged(i)}

    def _pieces(self) -> set[int]:
        """Numbers of chapters that are pieces of heard ones, split or merged: they are not told again.

        A heard chapter that went into such pieces has changed; it is not gone.
        """
        found: set[int] = set()
        if not self.gone and not self.changed:
            return found
        heard = {
            i: shingles(self.lines(self.heard[i])[: self.told])
            if i == self.last
            else self.marks(self.heard[i])
            for i in sorted(self.gone | self.changed)
        }
        everything: frozenset[int] = frozenset().union(*heard.values())
        for j in sorted(self.free):
            own = self.marks(self.edition[j]) if self.edition[j].size else frozenset()
            if own and len(own & everything) >= _HEARD * len(own):
                found.add(j)
                source = max(heard, key=lambda i: (len(own & heard[i]), -i))
                if source in self.gone:
                    self.gone.discard(source)
                    self.changed.add(source)
        return found
