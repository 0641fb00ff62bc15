"""Aliases: whom a name names, given everybody met so far.

Two forms are compared by what they say (titles, given names, surname), never by how often they come; a form that
has been used goes to whom it was last used for. Persistent: `add` gives the next value and leaves this one as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from immutables import Map

from wellanyway.reading.alike import AGAINST, FAINT, FAIR, NOTHING, UNLIKE, compare, compare_places
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.hypocorisms import full_names
from wellanyway.reading.proper import ProperForm, form
from wellanyway.reading.titles import BEFORE_GIVEN, COURTESY, MARRIED, TITLES

__all__ = ["Aliases", "Resolution", "Surroundings"]

_KEPT = 16  # bearers of one word or form that are remembered, the last used
_LINK = 0.5  # from which likeness on a form is taken for one already met
_SURE = 0.6
_WIFE = frozenset({"wife", "widow", "bride", "matron"})
_PROOF = 0.62
_MARGIN = 0.15  # how much the best has to be ahead to be sure
_WHOLE = 0.9  # likeness that a namesake among the other forms does not undo
_NO_RANK = 0.3  # what it counts against somebody that another has the rank
_NEAREST = 0.2  # what it counts to have been named just now
_FADES = 20  # sentences in which that is halved


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a name stands: its sentence, what is known of its bearer's gender, and who it cannot be."""

    at: int = -1
    gender: str = ""
    not_these: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a form names: an entity's number or -1 for a new one; who else it might be, the likeliest first.

    `sure` is False where another is about as likely, or likeness is faint. `proves` are others whom this form shows
    to be the same: Long John and John Silver, once Long John Silver is named.
    """

    number: int
    candidates: tuple[tuple[int, float], ...] = ()
    sure: bool = True
    proves: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Aliases:
    """Who has gone by which forms and by which words of them, the last used first."""

    forms: Map[str, tuple[int, ...]] = field(default_factory=Map)
    words: Map[str, tuple[int, ...]] = field(default_factory=Map)

    def resolve(
        self,
        form: ProperForm,
        kind: str,
        entities: Entities,
        around: Surroundings | None = None,
    ) -> Resolution:
        """Whom a form names that stands where `around` says; nothing is remembered of it before `add`."""
        around = around or Surroundings()
        used = self._roots(self.forms.get(form.key, ()), entities)
        scored: list[tuple[int, float, float]] = []
        for entity in self._near(form, used, entities):
            if entity.number in around.not_these:
                continue
            likeness = _likeness(form, kind, entity, around)
            if entity.number in used:
                likeness -= 0.12 * min(used.index(entity.number), 3)
            if likeness > 0:
                scored.append((entity.number, likeness, likeness + _recency(entity, around)))
        scored = _by_rank(form, scored, entities)
        scored.sort(key=lambda one: (-one[2], one[0]))
        return _decided(form, scored, entities, used[:1])

    def add(self, form: ProperForm, number: int, kind: str = "PER") -> Aliases:
        """With `number` as the last that went by `form`."""
        bearers = self.forms.get(form.key, ())
        if bearers[:1] == (number,):
            return self
        words = self.words.mutate()
        for word in _keys(form, kind):
            known = words.get(word, ())
            if number not in known:
                words[word] = (number, *known)[:_KEPT]
        forms = self.forms.set(form.key, (number, *(one for one in bearers if one != number))[:_KEPT])
        return replace(self, forms=forms, words=words.finish())

    def __contains__(self, name: object) -> bool:
        """Whether a form or a word of one has been met."""
        return isinstance(name, str) and (name.lower() in self.forms or name.lower() in self.words)

    def _roots(self, numbers: tuple[int, ...], entities: Entities) -> list[int]:
        return list(dict.fromkeys(map(entities.root, numbers)))

    def _near(self, form: ProperForm, used: list[int], entities: Entities) -> list[Entity]:
        numbers = dict.fromkeys(used)
        for key in _keys(form, "PER"):
            numbers |= dict.fromkeys(self._roots(self.words.get(key, ()), entities))
        return [entity for number in numbers if (entity := entities.get(number)) is not None]

    def dump(self) -> Any:
        return [sorted(self.forms.items()), sorted(self.words.items())]

    @classmethod
    def load(cls, value: Any) -> Aliases:
        forms, words = value
        return cls(
            Map((key, tuple(numbers)) for key, numbers in forms),
            Map((key, tuple(numbers)) for key, numbers in words),
        )


@lru_cache(maxsize=16_384)
def _keys(form: ProperForm, kind: str) -> tuple[str, ...]:
    """Under what a form is looked for: its words, the names they are short for, its titles where it is a role."""
    found: dict[str, None] = {}
    for word in (*form.words, form.surname):
        small = word.lower().strip(".")
        if len(small) > 1 and small not in {"of", "the", "and"}:
            found[small] = None
            if kind == "PER":
                found |= dict.fromkeys(f"={full}" for full in full_names(small))
    found |= dict.fromkeys(title.lower() for title in form.titles)
    return tuple(found)


def _recency(entity: Entity, around: Surroundings) -> float:
    """Who was there last is a little likelier."""
    if around.at < 0 or entity.last < 0:
        return 0.0
    return _NEAREST / (1 + max(0, around.at - entity.last) / _FADES)


def _likeness(form: ProperForm, kind: str, entity: Entity, around: Surroundings) -> float:
    """How well a form goes with an entity as it is known so far; 0 where something speaks against it."""
    if form.titles:
        kind = "PER"
    if (kind == "PER") != (entity.type == "PER"):
        return _across(form, entity)
    if kind != "PER":
        return _best_place(form, entity.names) * (1.0 if kind == entity.type else 0.97)
    gender = around.gender or form.gender
    if gender and entity.gender and gender != entity.gender and _is_settled(entity):
        return NOTHING
    likeness = _best(form, entity.names)
    if FAINT <= likeness < FAIR and (_is_wife(form, entity) or _is_told_apart(gender, entity)):
        return FAIR
    return likeness


def _is_wife(form: ProperForm, entity: Entity) -> bool:
    """Whether Mrs Rook can be Julia Rook by more than her name."""
    return bool(MARRIED & {*form.titles}) and bool(_WIFE & {*entity.heads})


def _is_told_apart(gender: str, entity: Entity) -> bool:
    """Whether something other than names tells that the entity has the gender of the form."""
    return bool(gender) and entity.gender == gender and not any(name.gender for name in _forms(entity.names))


def _across(form: ProperForm, entity: Entity) -> float:
    """Types come from a model and may be wrong; but who has a title is no place."""
    if form.titles or any(name.split(" ")[0] in TITLES for name in entity.names):
        return NOTHING
    return 0.55 if form.name in entity.names else NOTHING


def _is_settled(entity: Entity) -> bool:
    return abs(entity.male - entity.female) >= 2


@lru_cache(maxsize=32_768)
def _best(one: ProperForm, names: tuple[str, ...]) -> float:
    """The likeness to the most alike of a person's names; nothing where another of them speaks against it."""
    best, doubt = NOTHING, NOTHING
    for name in names:
        likeness = compare(one, form(name))
        if likeness >= 1:
            return 1.0
        best = max(best, likeness)
        if not (form(name).is_bare and _has_given(one, names)):
            doubt = min(doubt, likeness)
    if doubt <= AGAINST and best < _WHOLE:
        return NOTHING
    return max(NOTHING, best + max(doubt, UNLIKE)) if best > 0 else NOTHING


def _has_given(one: ProperForm, names: tuple[str, ...]) -> bool:
    """Whether somebody goes by the given name of a form, whatever else he is called for short."""
    return bool(one.given) and any(name.lower() == one.given[0].lower() for name in names)


@lru_cache(maxsize=8_192)
def _best_place(one: ProperForm, names: tuple[str, ...]) -> float:
    return max((compare_places(one, form(name, "LOC")) for name in names), default=NOTHING)


def _by_rank(
    form: ProperForm, scored: list[tuple[int, float, float]], entities: Entities
) -> list[tuple[int, float, float]]:
    """Where somebody is known as the Alderman, Alderman Rook is not another Rook who never had that rank."""
    ranks = {*form.titles} - COURTESY - BEFORE_GIVEN
    bearers = {number for number, *_ in scored if ranks & {*_titles(entities, number)}}
    if not ranks or not bearers:
        return scored
    return [
        (
            number,
            likeness if number in bearers else likeness - _NO_RANK,
            score if number in bearers else score - _NO_RANK,
        )
        for number, likeness, score in scored
    ]


def _titles(entities: Entities, number: int) -> Iterator[str]:
    """The titles somebody has been called by, alone or before a name."""
    entity = entities.get(number)
    for name in _forms(entity.names if entity is not None else ()):
        yield from name.titles
        if name.is_role:
            yield name.words[0]


def _decided(
    form: ProperForm, scored: list[tuple[int, float, float]], entities: Entities, last: Sequence[int]
) -> Resolution:
    """`last` has the one who went by this very form last."""
    candidates = tuple((number, score) for number, _, score in scored)
    linkable = [one for one in scored if one[1] >= _LINK]
    if not linkable or (form.is_indefinite and form.is_bare):
        return Resolution(-1, candidates, sure=not scored or max(one[1] for one in scored) < FAINT)
    best, likeness, score = linkable[0]
    proved = _proved(form, best, scored, entities)
    second = max((one[2] for one in scored if one[0] != best and one[0] not in proved), default=0.0)
    sure = likeness >= _SURE and (score - second >= _MARGIN or (best in last and likeness >= 1))
    return Resolution(best, candidates, sure, proved)


def _proved(
    form: ProperForm, first: int, scored: list[tuple[int, float, float]], entities: Entities
) -> tuple[int, ...]:
    """Whom a whole name shows to be its bearer too: Rook, once Julia has been called Julia Rook.

    Only one who has no other name and whom nothing keeps apart from the bearer.
    """
    if not (form.given and form.surname) or form.is_of_husband or len(scored) < 2:
        return ()
    best = entities.get(first)
    found = []
    for number, likeness, _ in scored:
        other = entities.get(number)
        if (
            best is None
            or other is None
            or number == first
            or likeness < _PROOF
            or other.type != "PER"
            or best.type != "PER"
        ):
            continue
        genders = {best.gender, other.gender, form.gender} - {""}
        bare = [name for name in _forms(other.names) if name.is_bare]
        apart = any(compare(a, b) < UNLIKE for a in _forms(best.names) for b in _forms(other.names))
        if len(bare) == len(other.names) and len(genders) < 2 and not apart:
            found.append(number)
    return tuple(found) if len(found) == 1 else ()


@lru_cache(maxsize=8_192)
def _forms(names: tuple[str, ...]) -> tuple[ProperForm, ...]:
    return tuple(map(form, names))
