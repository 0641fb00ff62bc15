"""Who was there and who has spoken: what is remembered of a scene's talk from block to block.

All of it is bounded: a handful of lines and at most two dozen people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["Close", "Line", "Presence", "Conversation"]

_LINES_KEPT = 6
_PEOPLE_KEPT = 24
_PAUSE = 6  # blocks that a scene break counts for
_FORGOTTEN = 60  # blocks after which somebody not heard of is let go


@dataclass(frozen=True, slots=True)
class Line:
    """What one person said in one go, a block or a part of it. Later lines may change the guess, for what comes behind.

    `speaker` is the best guess, said with `confidence`; `is_told` that words beside it named the speaker; `called` are the
    people it calls by name, `calls` the gender that a "sir" or "madam" in it tells.
    """

    speaker: int
    confidence: float
    addressee: int
    block: int
    shown: int
    is_told: bool
    asks: bool = False
    is_open: bool = False
    is_bare: bool = False  # no narration beside it
    called: tuple[int, ...] = ()
    calls: str = ""
    second: int = -1  # the next best guess
    continues: bool = False
    by_pronoun: bool = False  # nothing but a pronoun told who speaks


@dataclass(frozen=True, slots=True)
class Presence:
    """One person as this scene has them: when last mentioned, named in talk, heard, spoken to; blocks are counted."""

    who: int
    since: int
    block: int = -1
    sentence: int = -1
    mentions: int = 0  # in the narration, halved with every scene
    is_subject: bool = False
    quoted: int = -1
    spoke: int = -1
    lines: int = 0
    addressed: int = -1
    partner: int = -1  # whom they last spoke in turn with

    @property
    def last(self) -> int:
        """The last block that has anything of them."""
        return max(self.block, self.spoke, self.addressed, self.quoted - 2)


@dataclass(frozen=True, slots=True)
class Close:
    """How the block before ended: who was to speak by its last words, and whom its last sentence is about.

    `lead` is the subject of a tag that leaves the talk to the next block, `lead_gender` what is known of one who is not
    known; `subject` and `last` the first subject and the last person of its last sentence, where that is narration.
    `silent` are those who are said not to speak; `gesture` is the kind of thing that `subject` does, `voice` whose voice is
    heard.
    """

    lead: int = -1
    lead_gender: str = ""
    subject: int = -1
    last: int = -1
    silent: tuple[int, ...] = ()
    is_talk: bool = False
    gesture: str = ""
    voice: int = -1


_OPEN = Close()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is remembered behind a block."""

    block: int = 0
    lines: tuple[Line, ...] = ()
    people: tuple[Presence, ...] = ()
    narrator: int = -1
    close: Close = _OPEN
    pause: int = 0  # words of narration since the last line
    scene: int = 0  # the block that the scene began with

    def turned(self, *, is_new_scene: bool = False) -> Conversation:
        """At the next block; a new scene leaves the talk behind and makes everybody seem farther off."""
        if not is_new_scene:
            return replace(self, block=self.block + 1)
        people = tuple(replace(one, mentions=one.mentions // 2, lines=one.lines // 2) for one in self.people)
        block = self.block + 1 + _PAUSE
        return Conversation(block, (), people, self.narrator, scene=block)

    def rooted(self, root: Callable[[int], int]) -> Conversation:
        """With everybody under the number they go by now."""
        if all(
            root(one.who) == one.who and one.partner == _or_nobody(root, one.partner) for one in self.people
        ):
            return self
        met: dict[int, Presence] = {}
        for person in self.people:
            who = root(person.who)
            one = replace(person, who=who, partner=_or_nobody(root, person.partner))
            met[who] = _both(met[who], one) if who in met else one
        lines = tuple(
            replace(
                line,
                speaker=_or_nobody(root, line.speaker),
                addressee=_or_nobody(root, line.addressee),
                second=_or_nobody(root, line.second),
                called=tuple(map(root, line.called)),
            )
            for line in self.lines
        )
        close = replace(
            self.close,
            lead=_or_nobody(root, self.close.lead),
            subject=_or_nobody(root, self.close.subject),
            last=_or_nobody(root, self.close.last),
            silent=tuple(map(root, self.close.silent)),
            voice=_or_nobody(root, self.close.voice),
        )
        return Conversation(
            self.block,
            lines,
            tuple(met.values()),
            _or_nobody(root, self.narrator),
            close,
            self.pause,
            self.scene,
        )

    def with_people(self, people: Iterable[Presence]) -> Conversation:
        """With these in the place of what was known of them; the longest unheard of are let go."""
        kept = {one.who: one for one in self.people}
        kept.update((one.who, one) for one in people)
        near = [one for one in kept.values() if self.block - one.last <= _FORGOTTEN]
        if len(near) > _PEOPLE_KEPT:
            near = sorted(near, key=lambda one: (-one.last, one.who))[:_PEOPLE_KEPT]
        return replace(self, people=tuple(near))

    def with_line(self, line: Line) -> Conversation:
        """Behind a line more; the same speaker going on in the same block makes no new one."""
        last = self.lines[-1] if self.lines else None
        lines = self.lines
        if (
            last is not None
            and last.block == line.block
            and last.speaker == line.speaker
            and line.speaker >= 0
        ):
            called = tuple(dict.fromkeys((*last.called, *line.called)))
            line = replace(
                line,
                called=called,
                calls=line.calls or last.calls,
                addressee=line.addressee if line.addressee >= 0 else last.addressee,
                confidence=max(line.confidence, last.confidence),
                is_told=line.is_told or last.is_told,
                by_pronoun=line.by_pronoun and last.by_pronoun,
            )
            lines = lines[:-1]
        elif line.is_told and not line.continues:
            lines = _mended(lines, line)
        return replace(self, lines=(*lines, line)[-_LINES_KEPT:], pause=0)

    def dump(self) -> Any:
        """As JSON takes it."""
        return [
            self.block,
            [[*(getattr(line, name) for name in Line.__slots__)] for line in self.lines],
            [[*(getattr(one, name) for name in Presence.__slots__)] for one in self.people],
            self.narrator,
            [*(getattr(self.close, name) for name in Close.__slots__)],
            self.pause,
            self.scene,
        ]

    @classmethod
    def load(cls, value: Any) -> Conversation:
        block, lines, people, narrator, close, pause, scene = value
        lead, gender, subject, last, silent, *rest = close
        return cls(
            block,
            tuple(_line(row) for row in lines),
            tuple(Presence(*row) for row in people),
            narrator,
            Close(lead, gender, subject, last, tuple(silent), *rest),
            pause,
            scene,
        )


def _mended(lines: tuple[Line, ...], told: Line) -> tuple[Line, ...]:
    """The lines before one whose speaker is told: nobody speaks twice running, so a guess that says so was wrong."""
    mended = list(lines)
    after = told
    for k in range(len(mended) - 1, -1, -1):
        line = mended[k]
        if line.is_told or line.block != after.block - 1 or line.speaker != after.speaker or after.continues:
            break
        mended[k] = after = replace(line, speaker=line.second, second=line.speaker)
    return tuple(mended)


def _or_nobody(root: Callable[[int], int], who: int) -> int:
    return root(who) if who >= 0 else who


def _both(one: Presence, other: Presence) -> Presence:
    later = one if one.block >= other.block else other
    return Presence(
        one.who,
        min(one.since, other.since),
        later.block,
        later.sentence,
        one.mentions + other.mentions,
        later.is_subject,
        max(one.quoted, other.quoted),
        max(one.spoke, other.spoke),
        one.lines + other.lines,
        max(one.addressed, other.addressed),
        one.partner if one.spoke >= other.spoke and one.partner >= 0 else other.partner,
    )


def _line(row: list[Any]) -> Line:
    values = dict(zip(Line.__slots__, row, strict=True))
    return Line(**{**values, "called": tuple(values["called"])})
