"""Coreference: who is meant, mention by mention from the left; first in the narration of a block, then in its talk.

What a learned scorer says is held against what names say: a name that is surely somebody's is theirs, one that
is surely nobody's is never given to whoever has another name. Who "I" and "you" are in talk follows from who
speaks, which is why talk is linked after its speakers are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from immutables import Map
from numpy.typing import NDArray

from wellanyway.facts import Scalar
from wellanyway.reading.aliases import Aliases, Resolution, Surroundings
from wellanyway.reading.antecedents import able, in_scene, is_figure, said_to_be
from wellanyway.reading.asked_names import Asked, answers, asks_name
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.gender import evidence
from wellanyway.reading.linking import Cue, Referent
from wellanyway.reading.page import Mention, Page, Speech
from wellanyway.reading.proper import form
from wellanyway.reading.referents import Frame, Links, Memory, Spot
from wellanyway.reading.vocatives import addressed
from wellanyway.story import BlockKind

if TYPE_CHECKING:
    from wellanyway.models.reader_network import ReaderNetwork

__all__ = ["Coreference", "CoreferenceState", "Narration", "Talk", "note_mention"]

Array = NDArray[np.float32]
_MEAN_OF = 32  # mentions that the mean vector of a referent remembers
_NEVER = -1e4  # a score that nothing is below
_JUST_BEFORE = 12  # sentences
_ANSWERED_WITHIN = 3  # blocks
_I = 3  # the class of "I" among pronouns
_PERSONAL = frozenset({0, 1, 3, 4, 5, 6, 7})  # classes of pronouns that mean people


@dataclass(frozen=True, slots=True)
class CoreferenceState:
    """What is remembered behind a page: everybody met, their names, the referents at hand and their vectors."""

    entities: Entities = field(default_factory=Entities)
    aliases: Aliases = field(default_factory=Aliases)
    memory: Memory = field(default_factory=Memory)
    vectors: Map[int, Any] = field(default_factory=Map)  # number -> float16 (2, d): mean, last
    narrator: int = -1  # who says "I" in the narration of this chapter
    told: Map[int, int] = field(default_factory=Map)  # how often the narration has named somebody
    caller: int = -1  # who spoke the last line, see `self_names`
    called: tuple[int, ...] = ()  # whom that line and those before it of the same called by name
    replies: Map[int, int] = field(default_factory=Map)  # how often the narrator answered to a name
    figures: Map[int, int] = field(default_factory=Map)  # figures of speech, and the sentence each stands in
    asked: Asked | None = None  # the last time that a name was asked for
    scene: int = 0  # the sentence that this scene began with
    tokens: int = 0  # read so far
    blocks: int = 0
    speeches: int = 0


_BY = re.compile(
    r"\b(?:narrative|narrated|journal|diary|letter|statement|account|story|report|memorandum|testimony|told|written)\b",
    re.IGNORECASE,
)


def narrator_of(page: Page, state: CoreferenceState) -> int:
    """Who may say "I" in a page's narration, -1 where a heading says that somebody else may be telling now."""
    window = page.window
    title = window.chapter_title if page.begins == "chapter" else ""
    heading = page.text if window.block.kind is BlockKind.HEADING else ""
    return -1 if _BY.search(f"{title} {heading}") else state.narrator


class Coreference:
    """The linking of one page's mentions, narration or talk; made for that and thrown away."""

    def __init__(self, page: Page, state: CoreferenceState, network: ReaderNetwork) -> None:
        self.page = page
        self.state = state
        self._network = network
        words = [page.word(i) for i in range(len(page.tokens))]
        self._words = words
        begun = (page.ordinal(mention.start) for mention in page.mentions if mention.who >= 0)
        self.entities, self.aliases, self.vectors = state.entities, state.aliases, state.vectors
        self._links = Links(Frame(words, (), state.tokens), state.memory, self._root, begun)
        self.narrator, self.told = narrator_of(page, state), state.told
        self.figures, self.asked = state.figures, state.asked
        self.scene = page.window.first if page.begins else state.scene

    def _root(self, number: int) -> int:
        return self.entities.root(number)

    def link(self, mentions: Sequence[Mention]) -> None:
        """Set `who` and `confidence` of each, in order."""
        for mention in mentions:
            vector = self.page.tags.vector(mention.first, mention.last, mention.head)
            self._link(mention, vector.astype(np.float16).astype(np.float32))

    def _link(self, mention: Mention, vector: Array) -> None:
        cue = self._links.cue(self._spot(mention))
        number, confidence = mention.who, 1.0  # known beforehand in a gold setting
        resolved = self._resolved(mention, cue) if mention.form == "proper" else None
        if number < 0 and resolved is not None:
            number = self._told(mention, cue, resolved)
        if number < 0 and resolved is not None and resolved.sure:
            number = resolved.number
        is_narrator = cue.wording.pronoun == _I and cue.speech < 0
        if number < 0 and is_narrator and self.narrator >= 0:
            number = self.entities.root(self.narrator)
        if number < 0:
            number, confidence = self._likeliest(mention, resolved, cue, vector)
        if is_narrator:
            self.narrator = number
        elif mention.form == "proper" and cue.speech < 0:
            self.told = self.told.set(number, self.told.get(number, 0) + 1)
        if number == self.entities.next and is_figure(self.page, mention):
            self.figures = self.figures.set(number, cue.sentence)
        mention.who, mention.confidence = number, round(confidence, 3)
        self._remember(mention, cue, vector, number)
        if resolved is not None and number == resolved.number:
            for other in resolved.proves:
                self._join(mention, other)

    def _told(self, mention: Mention, cue: Cue, resolved: Resolution) -> int:
        """Whom the story itself gives a name: "she was Dorcas", or who answers with it when asked; -1 for nobody."""
        if self.asked is not None and cue.speaker >= 0 and cue.speaker != self._root(self.asked.by):
            speaker = self.entities.get(cue.speaker)
            is_answer = self.state.blocks - self.asked.block <= _ANSWERED_WITHIN
            if (
                is_answer
                and self._is_surely_said(mention, cue.speaker)
                and speaker is not None
                and answers(self.page, mention, self.asked, speaker.names)
            ):
                self.asked = None
                return speaker.number
        subject = said_to_be(self.page, mention) if resolved.number < 0 else None
        one = self.entities.get(subject.who) if subject is not None else None
        return one.number if one is not None and not one.names else -1

    def _is_surely_said(self, mention: Mention, speaker: int) -> bool:
        """Whether it is sure enough who says something to name them by it: that the narrator does has to be said."""
        if speaker != self._root(self.narrator):
            return True
        return self.page.speeches[mention.speech].how in {"tag", "narrator"}

    def _join(self, mention: Mention, other: int) -> None:
        """A whole name shows that another goes by it too: Long John and John Silver, once Long John Silver is named."""
        if self.entities.root(other) == self.entities.root(mention.who):
            return
        if self.entities.get(other) is None or self.entities.get(mention.who) is None:
            return
        self.entities = self.entities.joined(mention.who, other)
        value: dict[str, Scalar] = {"one": mention.who, "other": other}
        self.page.note("same", mention.start, mention.end, value, mention.confidence)

    def _likeliest(
        self, mention: Mention, resolved: Resolution | None, cue: Cue, vector: Array
    ) -> tuple[int, float]:
        """What the scorer says, but that nobody calls himself."""
        number, confidence = self._scored(mention, resolved, cue, vector)
        if number in {self.entities.next, cue.speaker}:
            number = addressed(self.page, mention, cue, self.entities, number)
        return number, confidence

    def _scored(
        self, mention: Mention, resolved: Resolution | None, cue: Cue, vector: Array
    ) -> tuple[int, float]:
        """The likeliest entity, or a new one, and how likely it is."""
        referents, rows, fresh = self._links.candidates(cue)
        kept = able(self.page, mention, cue, referents, self._able(resolved, cue, referents))
        referents, rows = [referents[i] for i in kept], rows[kept]
        number, confidence = self.entities.next, 1.0
        if referents:
            means, lasts = self._vectors(referents, len(vector))
            scores, new = self._network.link(vector, means, lasts, rows, fresh)
            if _is_sequel(cue, referents):
                new = _NEVER
            best = int(scores.argmax())
            top = max(float(scores[best]), new)
            total = float(np.exp(scores - top).sum() + np.exp(new - top))
            if scores[best] > new:
                return referents[best].number, float(np.exp(scores[best] - top)) / total
            confidence = float(np.exp(new - top)) / total
        return number, confidence

    def _able(self, resolved: Resolution | None, cue: Cue, referents: Sequence[Referent]) -> list[int]:
        """Indices of the referents that can be meant at all."""
        figures = self.figures  # nobody speaks of them later
        every = [
            i for i, one in enumerate(referents) if figures.get(one.number, cue.sentence) == cue.sentence
        ]
        if cue.wording.pronoun == _I and cue.speech < 0:  # nobody says "I" who has been told of as another
            return [i for i in every if referents[i].narrator]
        if resolved is not None:  # a name leaves those it may name, and those without a name who do not tell
            able = {number for number, _ in resolved.candidates}
            return [i for i in every if referents[i].number in able or not self._has_name(referents[i])]
        return in_scene(cue, referents, every, self.scene)

    def _has_name(self, one: Referent) -> bool:
        """Whether somebody goes by a name of their own; what the narrator is called the narrator alone can say."""
        return bool(one.names) or one.narrator

    def _resolved(self, mention: Mention, cue: Cue) -> Resolution:
        named = form(self.page.text[mention.start : mention.end], mention.type or "PER")
        around = Surroundings(cue.sentence, cue.wording.gender)
        return self.aliases.resolve(named, mention.type or "PER", self.entities, around)

    def _spot(self, mention: Mention) -> Spot:
        page, state = self.page, self.state
        speech = page.speeches[mention.speech] if mention.speech >= 0 else None
        return Spot(
            state.tokens + mention.first,
            state.tokens + mention.last,
            mention.type,
            state.blocks,
            page.ordinal(mention.start),
            state.speeches + mention.speech if speech is not None else -1,
            self.entities.root(speech.speaker) if speech is not None and speech.speaker >= 0 else -1,
            self.entities.root(speech.addressee) if speech is not None and speech.addressee >= 0 else -1,
        )

    def _vectors(self, referents: Sequence[Referent], size: int) -> tuple[Array, Array]:
        rows = np.zeros((len(referents), 2, size), np.float32)
        for row, one in zip(rows, referents, strict=True):
            kept = self.vectors.get(one.number)
            if kept is not None:
                row[:] = kept
        return rows[:, 0], rows[:, 1]

    def _remember(self, mention: Mention, cue: Cue, vector: Array, number: int) -> None:
        before = self._links.referents.get(number)
        count = min(before.count, _MEAN_OF) if before is not None else 0
        kept = self.vectors.get(number)
        mean = vector if kept is None else (kept[0].astype(np.float32) * count + vector) / (count + 1)
        self.vectors = self.vectors.set(number, np.stack((mean, vector)).astype(np.float16))
        self._links.assign(cue, number)
        self.entities = self.entities.put(self._entity(mention, cue, number))
        if mention.form == "proper":
            kind = mention.type or "PER"
            named = form(self.page.text[mention.start : mention.end], kind)
            self.aliases = self.aliases.add(named, number, kind)

    def _entity(self, mention: Mention, cue: Cue, number: int) -> Entity:
        word = cue.wording
        told = evidence(self.page, mention)
        one = self.entities.get(number) or Entity(number, "", first=cue.sentence)
        kind = one.type or mention.type or ("PER" if word.pronoun in _PERSONAL else "")
        names, heads = one.names, one.heads
        if mention.form == "proper":
            name = form(self.page.text[mention.start : mention.end], mention.type or "PER").name
            names = names if name in names else (*names, name)
        elif mention.form == "common" and word.head not in heads:
            heads = (*heads, word.head)[-6:]
        return replace(
            one,
            type=kind,
            names=names,
            heads=heads,
            male=one.male + (told.gender == "m"),
            female=one.female + (told.gender == "f"),
            plural=one.plural + told.is_plural,
            count=one.count + 1,
            first=min(one.first, cue.sentence),
            last=max(one.last, cue.sentence),
        )

    def after(self) -> CoreferenceState:
        """The state behind what has been linked so far."""
        memory, gone = self._links.memory()
        kept = set(memory.recent)
        vectors = self.vectors
        if len(vectors) > 2 * len(kept):
            vectors = Map((n, v) for n, v in vectors.items() if n in kept)
        return replace(
            self.state,
            entities=self.entities.without(gone),
            aliases=self.aliases,
            memory=memory,
            vectors=vectors,
            narrator=self.narrator,
            told=self.told,
            asked=self.asked,
            scene=self.scene,
            figures=Map((n, at) for n, at in self.figures.items() if n in kept),
        )


def _is_sequel(cue: Cue, referents: Sequence[Referent]) -> bool:
    """Whether "he" or "she" of the narration must be somebody met: one of that gender has been told of just before."""
    if cue.wording.head not in {"he", "she"} or cue.speech >= 0:
        return False
    sign = 1 if cue.wording.pronoun == 0 else -1
    return any(
        (one.male - one.female) * sign > 0
        and one.type in {"PER", ""}
        and one.last is not None
        and cue.sentence - one.last.sentence <= _JUST_BEFORE
        for one in referents
    )


class _Stage:
    """What the two stages have in common: they share one state and one scorer."""

    slot = "coreference"

    def __init__(self, network: ReaderNetwork | None = None) -> None:
        self._given = network

    @property
    def version(self) -> str:
        from wellanyway.models.loader import checksum

        return f"3-{checksum('reader-links.onnx')}"

    @property
    def network(self) -> ReaderNetwork:
        """The network that ships if none was given; loaded when it is first needed."""
        if self._given is None:
            from wellanyway.models import reader_network

            self._given = reader_network()
        return self._given

    def start(self) -> CoreferenceState:
        return CoreferenceState()

    def dump(self, state: CoreferenceState) -> Any:
        from wellanyway.reading.coreference_dump import dump

        return dump(state)

    def load(self, value: Any) -> CoreferenceState:
        from wellanyway.reading.coreference_dump import load

        return load(value)


class Narration(_Stage):
    """Links the mentions that stand in no quotation; gives `Page.entities`."""

    name = "narration"
    needs = ("tokens", "speeches", "tags", "mentions")
    adds = ("coreference",)

    def read(self, page: Page, state: CoreferenceState) -> CoreferenceState:
        if page.tags is not None:
            work = Coreference(page, state, self.network)
            work.link([mention for mention in page.mentions if mention.speech < 0])
            state = work.after()
        page.entities = state.entities
        return state


class Talk(_Stage):
    """Links the mentions in what is said, once its speakers are known, and notes all mentions."""

    name = "talk"
    needs = ("coreference", "speakers")
    adds = ("talk",)

    def read(self, page: Page, state: CoreferenceState) -> CoreferenceState:
        if page.entities is not None:
            state = replace(state, entities=page.entities)
        if page.tags is not None:
            work = Coreference(page, state, self.network)
            work.narrator = state.narrator  # settled by the narration of the page
            work.link([mention for mention in page.mentions if mention.speech >= 0])
            state = work.after()
        page.entities = state.entities
        for mention in page.mentions:
            note_mention(page, mention)
        return replace(
            state,
            asked=asks_name(page, state.blocks) or state.asked,
            tokens=state.tokens + len(page.tokens) + 1,
            blocks=state.blocks + 1,
            speeches=state.speeches + len(page.speeches),
        )


def _is_tale(speech: Speech) -> bool:
    """Whether a quotation goes on over blocks, as a tale does that is told aloud: it is narration to whoever hears it."""
    return speech.depth == 0 and (speech.continues or not speech.is_closed)


def note_mention(page: Page, mention: Mention) -> None:
    """Note a mention of the page with whom it means."""
    told = evidence(page, mention)
    value: dict[str, Scalar] = {"who": mention.who, "type": mention.type, "form": mention.form}
    if not mention.type:
        one = page.entities.get(mention.who) if page.entities is not None else None
        value["type"] = one.type if one is not None and one.type else "PER"
    if mention.speech >= 0 and not _is_tale(page.speeches[mention.speech]):
        value["quoted"] = True
    if mention.form == "proper":
        value["name"] = form(page.text[mention.start : mention.end], mention.type or "PER").name
    if told.gender:
        value["gender"] = told.gender
    if told.is_plural:
        value["plural"] = True
    page.note("mention", mention.start, mention.end, value, mention.confidence)
