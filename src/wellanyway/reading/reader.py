"""The reader: turns windows into facts, from the left, by rules.

`name`: a name where it stands, with the number of whom it names; `same`: two numbers turn out to be one
person; `described`: words that say who somebody is; `quotation`: what is said aloud, with its speaker where
that is sure; `scene`: where a scene begins. All it remembers between windows is in its state, a plain value.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wellanyway.facts import Fact, Scalar
from wellanyway.models import frequencies
from wellanyway.reading.lexicon import GENDER
from wellanyway.reading.names import Name, names_in
from wellanyway.reading.people import People, Person
from wellanyway.reading.quotations import Span, spans
from wellanyway.reading.speakers import Tag, Turn, tags, turn_of
from wellanyway.reading.window import Window
from wellanyway.story import BlockKind

__all__ = ["Reader", "ReaderState"]

_WAITING = 400  # words that may yet prove to be names
_PLACES_KEPT = 4  # of each of them
_NEAR_BLOCKS = 4  # blocks in which a pronoun looks for its person
_EVERYDAY = 4.5  # Zipf value from which on a word that begins a sentence is not waited for
NARRATOR = "the narrator"
_DESCRIBED = re.compile(
    r"\s(?:was|is|had been|became)\s(?:now\s|then\s|only\s|but\s)?(?:an?|the|my|his|her|our|their|one of)\s"
    r"(?!same|other|next|first|second|third|last|more|only|one|very|matter|time|case|way|kind|sort)[a-z]"
    r"|,\s(?:an?|the|his|her|our|their|my)\s(?!same|other|next|first|last|more|day|one|way|moment|time|dear|love|child|boy|man|girl|friend|lad|son)"
    r"(?:(?!(?:has|had|was|is|were|are|did|will|would)\b)[a-z’'-]+[\s]?){1,6}[,.;]"
)

Place = tuple[int, int, int, int, int]  # sentence, chapter, block, start, end


@dataclass(frozen=True, slots=True)
class ReaderState:
    """What the reader remembers behind a window."""

    people: People = field(default_factory=People)
    waiting: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()  # of the talk in progress, the last two
    recent: tuple[tuple[int, ...], ...] = ()  # people named in the last blocks of the scene, block by block
    left_open: str = ""  # the mark of a quotation the last block did not close
    chapter: int = -1


class Reader:
    """Reads one window after another. `read` is pure; the state it is given is never changed."""

    version = "rules-2"

    def start(self) -> ReaderState:
        """The state before the first window."""
        return ReaderState()

    def read(self, window: Window, state: ReaderState) -> tuple[tuple[Fact, ...], ReaderState]:
        """The facts of a window and the state behind it."""
        page = _Page(window)
        if window.chapter != state.chapter or window.follows_break:
            first = window.sentences[0]
            page.note("scene", first.start, first.end, {})
            state = replace(state, turns=(), recent=(), left_open="", chapter=window.chapter)
        if window.block.kind is BlockKind.HEADING:
            return tuple(page.facts), replace(state, turns=(), left_open="")
        state, named = page.names(state)
        state = page.speech(state, named)
        present = tuple(
            dict.fromkeys([number for _, number in named] + [turn.number for turn in state.turns[-1:]])
        )
        return tuple(page.facts), replace(state, recent=(*state.recent, present)[-_NEAR_BLOCKS:])

    def dump(self, state: ReaderState) -> bytes:
        """The state as canonical JSON."""
        people = [
            [one.number, one.forms, one.titles, one.gender, one.person, one.place]
            for one in state.people.entries.values()
        ]
        turns = [[turn.speaker, turn.number, turn.shown, turn.guessed] for turn in state.turns]
        value = {
            "people": people,
            "forms": state.people.forms,
            "words": state.people.by_word,
            "waiting": state.waiting,
            "turns": turns,
            "recent": state.recent,
            "open": state.left_open,
            "chapter": state.chapter,
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def load(self, data: bytes) -> ReaderState:
        """The state that `dump` wrote."""
        value = json.loads(data)
        entries = {
            number: Person(number, tuple(map(tuple, forms)), tuple(titles), gender, person, place)
            for number, forms, titles, gender, person, place in value["people"]
        }
        words = {word: tuple(numbers) for word, numbers in value["words"].items()}
        return ReaderState(
            People(value["forms"], entries, words),
            {word: tuple(map(tuple, places)) for word, places in value["waiting"].items()},
            tuple(Turn(*turn) for turn in value["turns"]),
            tuple(map(tuple, value["recent"])),
            value["open"],
            value["chapter"],
        )


class _Page:
    """One window being read: collects its facts."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.text = window.block.text
        self.starts = [sentence.start for sentence in window.sentences]
        self.facts: list[Fact] = []

    def ordinal(self, at: int) -> int:
        """The sentence that character `at` stands in."""
        return self.window.first + max(0, bisect.bisect_right(self.starts, at) - 1)

    def note(
        self, kind: str, start: int, end: int, value: dict[str, Scalar], confidence: float = 1.0
    ) -> None:
        place = (self.ordinal(start), self.window.chapter, self.window.block_index, start, end)
        self.note_at(kind, place, value, confidence)

    def note_at(self, kind: str, place: Place, value: dict[str, Scalar], confidence: float = 1.0) -> None:
        self.facts.append(Fact(kind, *place, self.window.known_at, Reader.version, confidence, value))

    # -- names

    def names(self, state: ReaderState) -> tuple[ReaderState, list[tuple[Name, int]]]:
        """Names of the block with their people; a name proven here brings its earlier places with it."""
        people, waiting = state.people, state.waiting
        named: list[tuple[Name, int]] = []
        for name in names_in(self.text, self.starts, people):
            if not name.is_sure and name.form not in people:
                waiting = self._wait(name, waiting)
                continue
            before = people
            number, people = people.met(name)
            for form, other in before.forms.items() if len(people.forms) > len(before.forms) else ():
                if people.forms[form] != other:
                    self.note("same", name.start, name.end, {"one": number, "other": other})
            named.append((name, number))
            value: dict[str, Scalar] = {"name": self.text[name.start : name.end], "who": number}
            if name.person:
                value["person"] = name.person
            if name.place:
                value["place"] = name.place
            self.note("name", name.start, name.end, value)
            if not name.place and _DESCRIBED.match(self.text, name.end):
                self.note("described", name.start, name.end, {"who": number})
            if name.form in waiting:
                waiting = dict(waiting)
                for place in waiting.pop(name.form):
                    self.note_at("name", place, {"name": name.form, "who": number})
        return replace(state, people=people, waiting=waiting), named

    def _wait(self, name: Name, waiting: dict[str, tuple[Place, ...]]) -> dict[str, tuple[Place, ...]]:
        word = name.form
        if len(name.words) > 1 or len(word) < 3 or word.endswith(("ing", "ly", "ed")):
            return waiting
        kept = waiting.get(word, ())
        if len(kept) >= _PLACES_KEPT or (word not in GENDER and frequencies().zipf(word) >= _EVERYDAY):
            return waiting
        place = (self.ordinal(name.start), self.window.chapter, self.window.block_index, name.start, name.end)
        grown = {**waiting, word: (*kept, place)}
        if len(grown) > _WAITING:
            del grown[next(iter(grown))]
        return grown

    # -- talk

    def speech(self, state: ReaderState, named: Sequence[tuple[Name, int]]) -> ReaderState:
        """Quotations of the block with their speakers, and whose turn it was."""
        found = spans(self.text, state.left_open)
        if not found:
            return replace(state, turns=(), left_open="") if state.turns or state.left_open else state
        numbers = dict(named)
        given = tags(self.text, found, [name for name, _ in named])
        guess = self._guess(state, found, given)
        turn = Turn("", -1)
        for span, tag in zip(found, given, strict=True):
            turn, how, confidence = self._speaker(tag, guess, numbers, state)
            self._quote(span, turn, how, confidence, tag)
        last = found[-1]
        left_open = last.mark if not last.is_closed and not self.text[last.end :].strip() else ""
        is_same = bool(state.turns) and found[0].continues
        before = state.turns[:-1] if is_same else state.turns[-1:]
        return replace(state, turns=(*before, turn), left_open=left_open)

    def _guess(
        self, state: ReaderState, found: Sequence[Span], given: Sequence[Tag | None]
    ) -> tuple[Turn, str, float]:
        """The speaker where no words of the block name one: the same that went on, or whose turn it is."""
        if found[0].continues and state.turns:
            return state.turns[-1], "continued", 0.9 if state.turns[-1].speaker else 0.0
        outside = self.text[: found[0].start] + "".join(
            self.text[a.end : b.start]
            for a, b in zip(found, [*found[1:], Span(len(self.text), 0, "", is_closed=True)], strict=True)
        )
        has_words = any(char.isalpha() for char in outside)
        is_pronoun = any(tag is not None and tag.pronoun in {"he", "she"} for tag in given)
        turn = turn_of(state.turns)
        if turn is None or (has_words and not is_pronoun):
            return Turn("", -1), "", 0.0
        return turn, "turns", max(0.5, 0.8 - 0.04 * turn.guessed)

    def _speaker(
        self, tag: Tag | None, guess: tuple[Turn, str, float], numbers: dict[Name, int], state: ReaderState
    ) -> tuple[Turn, str, float]:
        if tag is None:
            return guess
        if tag.pronoun == "I":
            return Turn(NARRATOR, -1, self.ordinal(tag.start)), "tag", tag.confidence
        if tag.pronoun:
            return self._meant(tag, guess, numbers, state)
        number = numbers.get(tag.name, -1) if tag.name is not None else -1
        how = "beat" if tag.confidence < 0.8 else "tag"
        return Turn(tag.speaker, number, self.ordinal(tag.start)), how, tag.confidence

    def _meant(
        self, tag: Tag, guess: tuple[Turn, str, float], numbers: dict[Name, int], state: ReaderState
    ) -> tuple[Turn, str, float]:
        """Whom "he said" means: whose turn it is if that fits, or the one person near that it can be."""
        nobody = (Turn("", -1), "", 0.0)
        gender = {"he": "m", "she": "f"}.get(tag.pronoun)
        if gender is None:
            return nobody
        entries = state.people.entries
        turn, how, _ = guess
        if how == "continued" or (turn.number in entries and entries[turn.number].gender == gender):
            return guess
        last = state.turns[-1].number if state.turns else -1
        here = [number for name, number in numbers.items() if name.end <= tag.start]
        near = dict.fromkeys(here or [number for block in state.recent for number in block])
        able = [
            n for n in near if n in entries and entries[n].gender in {gender, ""} and not entries[n].is_place
        ]
        if len(able) != 1 or entries[able[0]].gender != gender or (able[0] == last and not here):
            return nobody
        return Turn(" ".join(entries[able[0]].forms[0]), able[0], self.ordinal(tag.start)), "pronoun", 0.75

    def _quote(self, span: Span, turn: Turn, how: str, confidence: float, tag: Tag | None) -> None:
        value: dict[str, Scalar] = {"closed": span.is_closed}
        if turn.speaker:
            value |= {"speaker": turn.speaker, "who": turn.number, "how": how, "shown": turn.shown}
            if tag is not None and how in {"tag", "beat", "pronoun"}:
                value |= {"tag_start": tag.start, "tag_end": tag.end}
        self.note("quotation", span.start, span.end, value, confidence if turn.speaker else 0.0)
