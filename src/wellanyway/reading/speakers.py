"""Who says a quotation: explicit tags first, then what stands beside them, and no guess where it is unsure.

A paragraph belongs to one speaker unless a tag says otherwise. Tags and beats are looked for in the
narration around the quotation, sentence by sentence; a speaker found late is a finding of its own, made
where the words stand that show it. Untagged turns alternate only between two people who both were named
within the last few turns of the same scene.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wellanyway.reading import lexicon
from wellanyway.reading.names import PERSON, PLACE, Named, Names
from wellanyway.reading.quotations import Part

__all__ = ["Found", "Recent", "SpeakerState", "Speakers", "Turn"]

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LEAD = re.compile(r"[\s,_*—–-]*")
_ADVERB = re.compile(
    r"(?:\s*,)?\s+(?:(?:then|only|just|also|now|again|at last|at once|too|once more|still|even|never|suddenly|soon|presently|"
    r"[a-z]+ly)\s*,?\s+)?"
)
_PHRASE = re.compile(
    r"(?P<det>[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Aa]nother|[Oo]ne of the)\s+"
    r"(?P<words>[a-z’'-]+(?:[\s-][a-z’'-]+){0,3})"
)
_PRONOUN = re.compile(r"(?:I|[Hh]e|[Ss]he|[Tt]hey|[Ww]e)\b")
_TAIL = re.compile(r"[,:]\s*(?:[—–-]+\s*)?\Z")
_VERB = re.compile(rf"\b(?:{'|'.join(sorted(lexicon.SAYING))})\b")
_VOICE = re.compile(r"['’]s\s+voice\b")
_STOP = frozenset(
    """with as in from to and who of without when while at on by for but that into looking turning standing through
    over under after before which whose where if then so again very almost still suddenly quietly behind across near
    about upon up down out off was is had has did not could would himself herself it him her me""".split()
)
_REACH_SENTENCES = 6  # how far back a pronoun may look for its person
_REACH_TURNS = 6  # how far back an alternation may look for an explicit tag
_KEPT = 8
_PARTS_OF = lexicon.BELONGINGS - {"mother", "father", "brother", "sister", "wife", "husband", "son", "daughter", "aunt",
                                  "uncle", "cousin", "friend"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of talk: who spoke (empty: unsure) and whether the text said so."""

    speaker: str
    is_explicit: bool


@dataclass(frozen=True, slots=True)
class Recent:
    """A person lately named in the narration, or lately speaking."""

    name: str
    gender: str
    sentence: int


@dataclass(frozen=True, slots=True)
class SpeakerState:
    """The last turns of the scene, and who was lately named."""

    turns: tuple[Turn, ...] = ()
    recent: tuple[Recent, ...] = ()
    open_speaker: str = ""  # of a quotation left open over the paragraph's end


@dataclass(frozen=True, slots=True)
class Found:
    """Quotation `id` is spoken by `name`; the span holds the words of this sentence that show it."""

    id: int
    name: str
    method: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Subject:
    name: str
    start: int
    end: int
    method: str
    confidence: float
    gender: str = ""


class Speakers:
    """Reads the sentences of one block, in order; `names` has read them before."""

    def __init__(self, state: SpeakerState, names: Names, *, follows_break: bool) -> None:
        self._turns = () if follows_break else state.turns
        self._recent = () if follows_break else state.recent
        self._open = state.open_speaker
        self._names = names
        self._speaker: _Subject | None = None  # of this paragraph
        self._beat: _Subject | None = None
        self._unsaid: list[int] = []  # quotations of this paragraph without a speaker so far
        self._told: dict[int, float] = {}
        self._has_talk = False
        self._has_narration = False
        self._before = ""  # whose turn it was, by alternation

    def state(self, *, is_open: bool) -> SpeakerState:
        """Behind the block; `is_open`: its last quotation has not been closed."""
        turns = self._turns
        speaker = self._speaker or self._beat
        if self._has_talk:
            name = speaker.name if speaker else self._before
            explicit = speaker is not None and speaker.confidence >= 0.7
            turns = (*turns, Turn(name, explicit))[-_KEPT:]
        elif self._has_narration:
            turns = ()
        name = (speaker.name if speaker else self._before) if is_open else ""
        return SpeakerState(turns, self._recent, name)

    def read(self, ordinal: int, text: str, parts: Sequence[Part], mentions: Sequence[Named]) -> list[Found]:
        """What the next sentence shows about who speaks, in it and before it in the block."""
        outside = _outside(text, parts)
        by_start = {one.start: one for one in mentions}
        found: list[Found] = []
        for part in parts:
            if part.id not in self._told and part.id not in self._unsaid:
                self._unsaid.append(part.id)
        narrated = [one for one in mentions if any(a <= one.start < b for a, b in outside)]
        tag = self._tag(ordinal, text, parts, outside, by_start, narrated)
        if tag is not None:
            self._speaker = tag
            found += self._settle(tag)
        elif self._speaker is not None:
            found += self._settle(replace(self._speaker, start=0, end=0, method="paragraph", confidence=min(0.9, self._speaker.confidence)), parts)
        else:
            found += self._by_context(ordinal, text, parts, outside, by_start, narrated)
        self._has_talk = self._has_talk or bool(parts)
        self._has_narration = self._has_narration or any(text[a:b].strip(" ,.—-") for a, b in outside)
        self._remember(ordinal, narrated, tag)
        return found

    # -- explicit tags

    def _tag(
        self,
        ordinal: int,
        text: str,
        parts: Sequence[Part],
        outside: Sequence[tuple[int, int]],
        mentions: dict[int, Named],
        narrated: Sequence[Named],
    ) -> _Subject | None:
        ends = {part.end for part in parts if part.is_closed}
        starts = {part.start for part in parts}
        for start, end in outside:
            if start in ends or (start == 0 and self._unsaid and not parts):
                close = text[start - 2 : start - 1] if start in ends else "."
                tag = self._behind(ordinal, text, start, end, mentions, narrated, loose=close not in ",—-!?…")
                if tag is not None:
                    return tag
            if end in starts and _TAIL.search(text, start, end):
                tag = self._ahead(ordinal, text, start, end, mentions, narrated)
                if tag is not None:
                    return tag
        return None

    def _behind(
        self,
        ordinal: int,
        text: str,
        start: int,
        end: int,
        mentions: dict[int, Named],
        narrated: Sequence[Named],
        *,
        loose: bool,
    ) -> _Subject | None:
        """`said Tom`, `Tom said`, `came Tom's voice` right behind a closing mark."""
        lead = _LEAD.match(text, start)
        at = lead.end() if lead else start
        word = _WORD.match(text, at, end)
        if word is None:
            return None
        if word[0] in lexicon.SAYING or word[0] == "came":
            space = _ADVERB.match(text, word.end())
            subject = self._subject(ordinal, text, space.end() if space else word.end(), end, mentions, narrated)
            if subject is not None and (word[0] != "came" or _VOICE.match(text, subject.end)):
                return replace(subject, start=at)
            return None
        subject = self._subject(ordinal, text, at, end, mentions, narrated)
        if subject is None:
            return None
        space = _ADVERB.match(text, subject.end)
        verb = _WORD.match(text, space.end(), end) if space else None
        if verb is None or verb[0] not in lexicon.SAYING:
            return None
        confidence = min(subject.confidence, 0.85) if loose else subject.confidence
        return replace(subject, start=at, end=verb.end(), confidence=confidence)

    def _ahead(
        self, ordinal: int, text: str, start: int, end: int, mentions: dict[int, Named], narrated: Sequence[Named]
    ) -> _Subject | None:
        """`Tom said, "..."`, `said Tom: "..."`: the last verb of speaking before an opening mark."""
        verbs = list(_VERB.finditer(text, max(start, end - 120), end))
        if not verbs:
            return None
        verb = verbs[-1]
        space = _ADVERB.match(text, verb.end())
        if space:
            subject = self._subject(ordinal, text, space.end(), end, mentions, narrated)
            if subject is not None and subject.method != "pronoun" and _TAIL.match(text, subject.end):
                return replace(subject, start=verb.start(), confidence=min(subject.confidence, 0.9))
        best: _Subject | None = None
        for begin in _beginnings(text, start, verb.start(), mentions):
            subject = self._subject(ordinal, text, begin, verb.start(), mentions, narrated)
            if subject is not None:
                best = subject
                break
        if best is None:
            return None
        gap = text[best.end : verb.start()]
        sure = len(gap) < 40 and not re.search(r"[.;:!?]", gap)
        return replace(best, end=verb.end(), confidence=min(best.confidence, 0.9)) if sure else None

    # -- subjects

    def _subject(
        self, ordinal: int, text: str, at: int, end: int, mentions: dict[int, Named], narrated: Sequence[Named]
    ) -> _Subject | None:
        """The person that a noun phrase at this place names."""
        named = mentions.get(at)
        if named is not None:
            return self._by_name(text, named, at)
        pronoun = _PRONOUN.match(text, at, end)
        if pronoun is not None:
            return self._by_pronoun(ordinal, pronoun, narrated)
        phrase = _PHRASE.match(text, at, end)
        if phrase is not None:
            return self._by_phrase(text, phrase, mentions)
        word = _WORD.match(text, at, end)
        if word is not None and word[0].lower() in lexicon.ADJECTIVES | {"the"}:
            named = mentions.get(word.end() + 1)
            if named is not None:
                return self._by_name(text, named, at)
        return None

    def _by_name(self, text: str, named: Named, at: int) -> _Subject | None:
        if named.entity == PLACE:
            return None
        if named.is_possessive:
            after = _WORD.match(text, named.end + 3)
            if after is None or after[0] not in _PARTS_OF:
                relation = f"{named.name}'s {after[0]}" if after and after[0] in lexicon.BELONGINGS else ""
                return _Subject(relation, at, after.end(), "description", 0.9) if relation and after else None
        return _Subject(named.name, at, named.end, "tag", 0.98, named.gender)

    def _by_phrase(self, text: str, phrase: re.Match[str], mentions: dict[int, Named]) -> _Subject | None:
        words: list[str] = []
        end = phrase.start("words")
        for word in _WORD.finditer(phrase["words"]):
            low = word[0]
            if low in _STOP or low in lexicon.SAYING or (words and low in lexicon.ACTING) or low.endswith("ly"):
                break
            words.append(low)
            end = phrase.start("words") + word.end()
        named = mentions.get(end + 1) if text[end : end + 1] == " " else mentions.get(phrase.start("words"))
        if named is not None:
            return self._by_name(text, named, phrase.start())
        if not words or words[-1] in {"voice", "whole", "same", "first", "second", "last", "next"}:
            return None
        det = phrase["det"].lower()
        noun = words[-1].split("-")[-1]
        if re.search(r"['’]s\Z", noun) or noun in _PARTS_OF:
            return None
        gender = "m" if noun in lexicon.MALE_NOUNS else "f" if noun in lexicon.FEMALE_NOUNS else ""
        return _Subject(f"{det} {' '.join(words)}", phrase.start(), end, "description", 0.9, gender)

    def _by_pronoun(self, ordinal: int, pronoun: re.Match[str], narrated: Sequence[Named]) -> _Subject | None:
        word = pronoun[0].lower()
        if word == "i":
            return _Subject("I", pronoun.start(), pronoun.end(), "first-person", 0.95)
        if word not in {"he", "she"}:
            return None
        name = self._the_one("m" if word == "he" else "f", ordinal, pronoun.start(), narrated)
        return _Subject(name, pronoun.start(), pronoun.end(), "pronoun", 0.7) if name else None

    def _the_one(self, gender: str, ordinal: int, at: int, narrated: Sequence[Named]) -> str:
        """The only person of that gender lately named; empty if there is none or there are several."""
        fits: dict[str, str] = {}
        here = [Recent(one.name, one.gender, ordinal) for one in narrated if one.start < at and one.entity == PERSON]
        for one in (*self._recent, *here):
            if one.sentence >= ordinal - _REACH_SENTENCES and one.gender in {gender, ""}:
                fits[self._names.bearer(one.name)] = one.name
        return next(iter(fits.values())) if len(fits) == 1 else ""

    # -- what stands beside

    def _by_context(
        self,
        ordinal: int,
        text: str,
        parts: Sequence[Part],
        outside: Sequence[tuple[int, int]],
        mentions: dict[int, Named],
        narrated: Sequence[Named],
    ) -> list[Found]:
        """A paragraph without a tag so far: an action beside the talk, a speech carried on, or alternation."""
        if self._open and parts and parts[0].start == 0 and parts[0].part > 0:
            self._speaker = _Subject(self._open, 0, 0, "continued", 0.85)
            return self._settle(self._speaker)
        if parts and not self._has_talk and not self._has_narration and text[: parts[0].start].strip() == "":
            self._before = self._alternate(text, parts)
        beat = None
        for start, end in outside:
            beat = beat or self._acting(ordinal, text, start, end, mentions, narrated)
        if beat is not None and self._beat is not None and self._names.bearer(beat.name) != self._names.bearer(self._beat.name):
            beat = None
        self._beat = self._beat or beat
        if self._beat is not None and (self._unsaid or parts):
            return self._settle(self._beat if beat is not None else replace(self._beat, start=0, end=0), parts)
        if self._before and parts:
            return self._settle(_Subject(self._before, parts[0].start, parts[0].end, "alternation", 0.6), parts)
        return []

    def _acting(
        self, ordinal: int, text: str, start: int, end: int, mentions: dict[int, Named], narrated: Sequence[Named]
    ) -> _Subject | None:
        """The person whom a piece of narration begins with, if they do something there."""
        lead = _LEAD.match(text, start)
        at = lead.end() if lead else start
        if not text[at:end].strip():
            return None
        subject = self._subject(ordinal, text, at, end, mentions, narrated)
        if subject is None or subject.name == "I" or subject.name.startswith(("a ", "an ", "one ")):
            return None
        after = _ADVERB.match(text, subject.end)
        verb = _WORD.match(text, after.end(), end) if after else None
        if verb is None or verb[0] not in lexicon.ACTING | lexicon.SAYING:
            return None
        return replace(subject, start=at, end=verb.end(), method="beat", confidence=0.7 if subject.method == "tag" else 0.6)

    def _alternate(self, text: str, parts: Sequence[Part]) -> str:
        """Whose turn it is between two people who talk, empty if that is not sure."""
        turns = self._turns[-_REACH_TURNS:]
        if len(turns) < 2 or not turns[-1].speaker or not turns[-2].speaker:
            return ""
        bearer = self._names.bearer
        named = [bearer(turn.speaker) for turn in turns if turn.speaker]
        two = set(named)
        explicit = {bearer(turn.speaker) for turn in turns if turn.is_explicit}
        if len(two) != 2 or explicit != two or named[-1] == named[-2] or len(named) != len(turns):
            return ""
        said = text[parts[0].start : parts[0].end]
        speaker = turns[-2].speaker
        return "" if re.search(rf"\b{re.escape(speaker.split()[-1])}\b", said) else speaker

    def _settle(self, subject: _Subject, parts: Sequence[Part] = ()) -> list[Found]:
        """Give the paragraph's quotations their speaker, those that have no better one."""
        ids = dict.fromkeys([*self._unsaid, *(part.id for part in parts), *self._told])
        found = []
        for number in ids:
            if self._told.get(number, 0.0) < subject.confidence and not (number in self._told and subject.method == "paragraph"):
                self._told[number] = subject.confidence
                found.append(Found(number, subject.name, subject.method, subject.confidence, subject.start, subject.end))
        self._unsaid.clear()
        return found

    def _remember(self, ordinal: int, narrated: Sequence[Named], tag: _Subject | None) -> None:
        people = [Recent(one.name, one.gender, ordinal) for one in narrated if one.entity == PERSON]
        if tag is not None and tag.name != "I":
            gender = tag.gender
            if not gender and (known := self._names.known.get(tag.name)):
                gender = known.gender
            people.append(Recent(tag.name, gender, ordinal))
        if people:
            named = {one.name for one in people}
            kept = [one for one in self._recent if one.name not in named and one.sentence >= ordinal - _REACH_SENTENCES]
            self._recent = (*kept, *{one.name: one for one in people}.values())[-_KEPT:]


def _outside(text: str, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """The narration around the quotations of a sentence."""
    found = []
    at = 0
    for part in parts:
        if part.start > at:
            found.append((at, part.start))
        at = part.end
    if at < len(text):
        found.append((at, len(text)))
    return found


def _beginnings(text: str, start: int, end: int, mentions: dict[int, Named]) -> list[int]:
    """Places where a subject may begin, the nearest to the verb first."""
    places = [at for at in mentions if start <= at < end]
    for pattern in (_PRONOUN, _PHRASE):
        places += [match.start() for match in pattern.finditer(text, start, end) if match.start() == 0 or not text[match.start() - 1].isalnum()]
    return sorted(set(places), reverse=True)
