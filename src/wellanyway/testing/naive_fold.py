"""The fold of facts as plainly as it can be written: fact by fact, with nothing kept between horizons.

`plain_fold` of the facts known at a horizon has to be what `shown_fold` finds in the chronicle there: that is how the
memory's columns are proven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from wellanyway.facts import Fact
from wellanyway.memory.chronicle import Chronicle
from wellanyway.memory.tally import TYPES, Form, Known

__all__ = ["plain_fold", "shown_fold"]

_ENTITIES = {
    "mention": ("who",), "same": ("one", "other"), "quotation": ("speaker", "addressee"), "description": ("who",),
    "relation": ("who", "to"), "setting": ("where",), "level": ("teller", "listener"),
}  # fmt: skip
_I = {"I", "me", "Me", "my", "My", "mine", "Mine", "myself", "Myself"}


def shown_fold(chronicle: Chronicle) -> dict[str, Any]:
    """All that a chronicle shows, as plain values."""
    numbers = range(chronicle.next_number)
    known = {number: chronicle.known(number) for number in numbers}
    scenes, level = chronicle.scenes, chronicle.scenes.level
    return {
        "next": chronicle.next_number,
        "root": {number: chronicle.root(number) for number in numbers},
        "known": known,
        "people": [one.number for one in chronicle.people(4)],
        "names": {name: chronicle.named(name) for name in sorted(chronicle.names())},
        "proper": sorted(chronicle.names(proper_only=True)),
        "first named": {number: chronicle.first_named(number) for number in numbers},
        "descriptions": {number: list(chronicle.about("description", "who", number)) for number in numbers},
        "relations": {number: list(chronicle.about("relation", "to", number)) for number in numbers},
        "lines": list(chronicle.lines.all()),
        "last line": chronicle.lines.last(),
        "left open": chronicle.left_open,
        "quotations": chronicle.quotations(3),
        "mentions": chronicle.mentions(3),
        "scene": scenes.start,
        "setting": (scenes.setting.where, scenes.setting.when),
        "level": (level.depth, level.teller, level.listener),
        "acting": chronicle.acting(scenes.start),
        "company": {number: chronicle.company(number, 2) for number in numbers},
        "mentioned": {
            s: chronicle.mentioned(s) for s in range(max(0, chronicle.told_to - 3), chronicle.told_to)
        },
    }


def plain_fold(facts: Sequence[Fact], told_to: int, *, chapter: int = -1, block: int = -1) -> dict[str, Any]:
    """The same out of the facts; `facts` are in the order of the log."""
    fold = _Fold([fact for fact in facts if fact.known_at <= told_to])
    lines = fold.lines()
    scenes = fold.of("scene")
    known = {number: fold.known(number) for number in range(fold.next)}
    spoken = [one for one in lines if _is_speech(one) and not one.value.get("depth")]
    opened = [
        one for one in lines if (one.chapter, one.block) == (chapter, block) and not one.value.get("depth")
    ]
    starts = sorted({0, *(fact.sentence for fact in scenes)})
    return {
        "next": fold.next,
        "root": {number: fold.root(number) for number in range(fold.next)},
        "known": known,
        "people": [n for n, one in known.items() if one and one.number == n and _matters(one)],
        "names": {name: fold.named(name, known) for name in sorted(fold.names(("proper", "common")))},
        "proper": sorted(fold.names(("proper",))),
        "first named": {number: fold.first_named(number) for number in range(fold.next)},
        "descriptions": {number: fold.about("description", "who", number) for number in range(fold.next)},
        "relations": {number: fold.about("relation", "to", number) for number in range(fold.next)},
        "lines": lines,
        "last line": spoken[-1] if spoken else None,
        "left open": opened[-1] if opened and opened[-1].value.get("closed") is False else None,
        "quotations": tuple(lines[-3:]),
        "mentions": tuple(fold.of("mention")[-3:]),
        "scene": starts[-1],
        "setting": _setting(scenes, fold.of("setting")),
        "level": _level(fold.of("level")),
        "acting": list(dict.fromkeys(who for s, who in sorted(fold.acts()) if s >= starts[-1])),
        "company": {number: fold.company(number, starts) for number in range(fold.next)},
        "mentioned": {s: fold.mentioned(s) for s in range(max(0, told_to - 3), told_to)},
    }


class _Fold:
    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        entities = [_number(f, key) for f in facts for key in _ENTITIES.get(f.kind, ())]
        self.next = 1 + max(entities, default=-1)
        self.parent: dict[int, int] = {}
        for fact in self.of("same"):
            one, other = _number(fact, "one"), _number(fact, "other")
            if one >= 0 and other >= 0 and self.root(one) != self.root(other):
                self.parent[self.root(other)] = self.root(one)
        self.mentions = [fact for fact in self.of("mention") if _number(fact, "who") >= 0]

    def of(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]

    def root(self, number: int) -> int:
        while number in self.parent:
            number = self.parent[number]
        return number

    def who(self, fact: Fact, key: str = "who") -> int:
        return self.root(_number(fact, key))

    def lines(self) -> list[Fact]:
        latest = {(f.chapter, f.block, f.start, f.end): f for f in self.of("quotation")}
        return [latest[span] for span in sorted(latest)]

    def known(self, number: int) -> Known | None:
        root = self.root(number)
        mine = [fact for fact in self.mentions if self.who(fact) == root]
        if not mine:
            return None
        count = Counter(
            flag
            for fact in mine
            for flag, holds in (
                ("named", fact.value.get("form") == "proper"),
                ("narrated", fact.value.get("quoted") is not True),
                (
                    "tells",
                    fact.value.get("quoted") is not True and fact.value.get("words") in _I,
                ),
                ("male", fact.value.get("gender") == "m"),
                ("female", fact.value.get("gender") == "f"),
                ("plural", fact.value.get("plural") is True),
            )
            if holds
        )
        kinds = Counter(str(f.value.get("type")) if f.value.get("type") in TYPES else "" for f in mine)
        sentences = [fact.sentence for fact in mine]
        return Known(
            number=root,
            type=max(TYPES, key=lambda kind: (kinds[kind], -TYPES.index(kind))),
            count=len(mine),
            named=count["named"],
            narrated=count["narrated"],
            tells=count["tells"],
            spoke=sum(
                _number(fact, "speaker") >= 0 and self.who(fact, "speaker") == root
                for fact in self.lines()
                if _is_speech(fact)
            ),
            first=min(sentences),
            last=max(sentences),
            male=count["male"],
            female=count["female"],
            plural=count["plural"],
            forms=self.forms(mine),
        )

    @staticmethod
    def forms(mine: Sequence[Fact]) -> tuple[Form, ...]:
        found: dict[tuple[str, str], list[int]] = {}
        for fact in mine:
            form = fact.value.get("form")
            if form in {"proper", "common"} and (text := _called(fact)):
                found.setdefault((text, str(form)), []).append(fact.sentence)
        forms = [Form(text, form, len(at), min(at)) for (text, form), at in found.items()]
        return tuple(sorted(forms, key=lambda one: (one.first, one.form != "proper", one.name)))

    def names(self, forms: Sequence[str]) -> set[str]:
        return {text for fact in self.mentions if fact.value.get("form") in forms and (text := _called(fact))}

    def named(self, name: str, known: dict[int, Known | None]) -> tuple[int, ...]:
        found = {
            self.who(fact)
            for fact in self.mentions
            if fact.value.get("form") in {"proper", "common"} and _called(fact) == name
        }
        last = {number: one.last for number in found if (one := known[number]) is not None}
        return tuple(sorted(found, key=lambda number: (-last[number], number)))

    def first_named(self, number: int) -> Fact | None:
        root = self.root(number)
        mine = [f for f in self.mentions if self.who(f) == root and f.value.get("form") == "proper"]
        return min(mine, key=lambda fact: (fact.sentence, fact.start), default=None)

    def about(self, kind: str, key: str, number: int) -> list[Fact]:
        root = self.root(number)
        mine = [f for f in self.of(kind) if _number(f, key) >= 0 and self.who(f, key) == root]
        return sorted(mine, key=lambda fact: (fact.sentence, fact.start))

    def mentioned(self, sentence: int) -> list[int]:
        near = sorted((f for f in self.mentions if f.sentence == sentence), key=lambda fact: fact.start)
        return list(dict.fromkeys(self.who(fact) for fact in near))

    def acts(self) -> list[tuple[int, int]]:
        narrated = [(f.sentence, self.who(f)) for f in self.mentions if f.value.get("quoted") is not True]
        spoken = [f for f in self.lines() if _is_speech(f) and _number(f, "speaker") >= 0]
        return narrated + [(fact.sentence, self.who(fact, "speaker")) for fact in spoken]

    def company(self, number: int, starts: Sequence[int]) -> list[int]:
        root = self.root(number)
        by_scene: dict[int, list[tuple[int, int]]] = {}
        for sentence, who in self.acts():
            scene = max(start for start in starts if start <= sentence)
            by_scene.setdefault(scene, []).append((-sentence, who))
        theirs = sorted(scene for scene, acts in by_scene.items() if any(who == root for _, who in acts))[-2:]
        others = sorted(act for scene in theirs for act in by_scene[scene] if act[1] != root)
        return list(dict.fromkeys(who for _, who in others))


def _called(fact: Fact) -> str:
    """What a mention calls its entity; of a proper one its name if it has one."""
    name = fact.value.get("name") if fact.value.get("form") == "proper" else None
    text = name if name is not None else fact.value.get("words")
    return text if isinstance(text, str) else ""


def _matters(one: Known) -> bool:
    return one.type == "PER" and bool(one.named or one.count >= 4 or (one.spoke and one.count >= 2))


def _is_speech(fact: Fact) -> bool:
    return fact.value.get("mode", "speech") == "speech"


def _setting(scenes: Sequence[Fact], settings: Sequence[Fact]) -> tuple[int, str]:
    moved = max((f.sentence for f in scenes if f.value.get("reason") != "cast"), default=0)
    passed = max((f.sentence for f in scenes if f.value.get("reason") not in {"cast", "place"}), default=0)
    where, when = -1, ""
    for fact in sorted(settings, key=_place):
        if _number(fact, "where") >= 0 and fact.sentence >= moved:
            where = _number(fact, "where")
        if fact.value.get("when") and fact.sentence >= passed:
            when = str(fact.value["when"])
    return where, when


def _level(levels: Sequence[Fact]) -> tuple[int, int, int]:
    inside: dict[int, tuple[int, int]] = {}
    depth = 0
    for fact in sorted(levels, key=_place):
        depth = max(0, _number(fact, "depth"))
        inside = {at: people for at, people in inside.items() if at < depth + (not fact.value.get("enters"))}
        if fact.value.get("enters"):
            inside[depth] = (_number(fact, "teller"), _number(fact, "listener"))
    return (depth, *inside.get(depth, (-1, -1)))


def _place(fact: Fact) -> tuple[int, int, int]:
    return fact.sentence, fact.start, fact.end


def _number(fact: Fact, key: str) -> int:
    value = fact.value.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else -1
