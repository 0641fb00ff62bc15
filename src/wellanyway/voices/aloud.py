"""A story spoken: for what a session says, the sound of it piece by piece, with the times of its words.

This is all that a door needs. It makes one `Aloud` a sitting and, for each message of the session, asks for its sound:

- `SaySentence`: `aloud.sentence(told, message)`, where `told` is the story as told *with* that sentence
  (`world.told(message.sentence.ordinal + 1)`). The voice of every part of it is a function of that and of nothing behind it.
- what the teller says between the lines (`message.spoken` of an answer, a remark, a return line...): `aloud.talk(spoken)`.
- `ChapterOpened`: `aloud.chapter(message.spoken)`, in the narrator's voice.

Each gives `Sound`s in order, as they are made; the first one of a sentence comes after a few milliseconds. A door plays each so
that it begins `pause_s` after the one before it ended, or at once where that is past already: pauses are never sound, so
that what was late can be caught up with. Nothing comes for lines that are shown and not spoken. `words` count from the beginning
of the first sound of the sentence and name characters of its text; a word is to be marked when the clock of the sound card
reads the time at which that first sound began to play, plus `at_s`.

A page asks over HTTP or its socket, plays on the Web Audio clock, and answers `Next` when the last sound has been *played to its
end*; broken into, it fades over `sound.FADE_S` and sends `Interrupt`. A door may ask for the sentence after the one in play
only when the session has said it. `stop` is asked while speech is made; a door makes it True when the listener breaks in.

A door whose session has a thread of its own calls `plan` there, with the session's other work on `told`, and `speak` with what
that gave wherever sound is made; `sentence` is the two in one. One `Aloud` is for one listener and one story; `plan` is for
one thread. Engine and cache may be shared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wellanyway.reading.sentences import split
from wellanyway.story import Sentence
from wellanyway.told import Told
from wellanyway.voices import pauses
from wellanyway.voices.cache import AudioCache
from wellanyway.voices.casting import Casting
from wellanyway.voices.parts import parts_of
from wellanyway.voices.roles import RoleBook
from wellanyway.voices.silent import is_silent
from wellanyway.voices.speech import Chunk, Engine, Stop, Word, never
from wellanyway.voices.wording import reworded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Aloud", "Saying", "Sound", "Spoken"]


class Saying(Protocol):
    """A sentence as a session says it (`telling.messages.SaySentence`)."""

    @property
    def sentence(self) -> Sentence: ...
    @property
    def kind(self) -> str: ...
    @property
    def starts_block(self) -> bool: ...
    @property
    def after_break(self) -> bool: ...
    @property
    def starts_line(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is to be spoken: characters `[start, end)` of a text, the voice, and how long it is quiet before."""

    start: int
    end: int
    voice: str
    pause_s: float


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono int16 samples at `rate` a second, to begin `pause_s` after what sounded before.

    `at_s` is where it begins and each of `words` when it sounds, in seconds from the first sound of the text.
    """

    pcm: NDArray[np.int16]
    rate: int
    voice: str
    pause_s: float
    at_s: float
    words: tuple[Word, ...] = ()

    @property
    def length_s(self) -> float:
        return len(self.pcm) / self.rate


class Aloud:
    """One sitting, spoken by an engine. Raises VoiceError where that cannot speak here."""

    def __init__(
        self, engine: Engine, *, cache: AudioCache | None = None, roles: RoleBook | None = None
    ) -> None:
        """`roles` keeps who has which voice from one sitting to the next."""
        self._engine = engine
        self._cache = cache
        self._roles = roles
        self._kept = roles.read() if roles is not None else ()
        self.casting = Casting(engine.voices(), self._kept)

    def warm(self) -> None:
        """Start what takes time to start. Raises VoiceError."""
        self._engine.warm()

    def plan(self, told: Told, saying: Saying) -> tuple[Spoken, ...]:
        """Who speaks which part of the sentence that `told` ends with; nothing for a line that is not spoken."""
        sentence = saying.sentence
        self.casting.follow(told)
        if is_silent(sentence.text, saying.kind):
            return ()
        pause_s = pauses.before(
            number=sentence.number,
            kind=saying.kind,
            starts_block=saying.starts_block,
            after_break=saying.after_break,
            starts_line=saying.starts_line,
        )
        planned: list[Spoken] = []
        for part in parts_of(told, sentence):
            text = sentence.text[part.start : part.end]
            voice = self.casting.voice(told, part.line)
            if not reworded(text).text:
                continue
            if planned and planned[-1].voice == voice:  # one breath: marks and all
                planned[-1] = Spoken(planned[-1].start, part.end, voice, planned[-1].pause_s)
            else:
                between = pauses.after_mark(sentence.text[: part.start]) if planned else pause_s
                planned.append(Spoken(part.start, part.end, voice, between))
        self._keep()
        return tuple(planned)

    def _keep(self) -> None:
        if self._roles is not None and self.casting.roles != self._kept:
            self._kept = self.casting.roles
            self._roles.write(self._kept)

    def sentence(self, told: Told, saying: Saying, *, stop: Stop = never) -> Iterator[Sound]:
        """The sound of the sentence that `told` ends with. Raises VoiceError."""
        return self.speak(saying.sentence.text, self.plan(told, saying), stop=stop)

    def talk(self, text: str, *, stop: Stop = never) -> Iterator[Sound]:
        """The sound of what the teller says between the lines. Raises VoiceError."""
        return self.speak(text, self._said(text, self.casting.teller, pauses.TALK_S), stop=stop)

    def chapter(self, text: str, *, stop: Stop = never) -> Iterator[Sound]:
        """The sound of a chapter as it is announced. Raises VoiceError."""
        return self.speak(text, self._said(text, self.casting.narrator, pauses.CHAPTER_S), stop=stop)

    def _said(self, text: str, voice: str, pause_s: float) -> tuple[Spoken, ...]:
        """A text of several sentences, in one voice."""
        spans = [(start, end) for start, end in split(text) if reworded(text[start:end]).text]
        return tuple(
            Spoken(start, end, voice, pauses.SENTENCE_S if number else pause_s)
            for number, (start, end) in enumerate(spans)
        )

    def speak(self, text: str, planned: tuple[Spoken, ...], *, stop: Stop = never) -> Iterator[Sound]:
        """The sound of a text as it was planned; it looks at nothing else. Raises VoiceError."""
        at_s = 0.0
        for number, part in enumerate(planned):
            at_s += part.pause_s if number else 0.0
            began_s, pause_s = at_s, part.pause_s
            for chunk in self._speech(text[part.start : part.end], part.voice, stop):
                words = tuple(
                    Word(began_s + word.at_s, part.start + word.start, part.start + word.end)
                    for word in chunk.words
                )
                yield Sound(chunk.pcm, chunk.rate, part.voice, pause_s, at_s, words)
                at_s, pause_s = at_s + len(chunk.pcm) / chunk.rate, 0.0
            if stop():
                return

    def _speech(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        """From the cache, or made and kept if it was made to its end."""
        key = AudioCache.key(self._engine, voice, text)
        kept = self._cache.get(key) if self._cache is not None else None
        if kept is not None:
            yield kept
            return
        made: list[Chunk] = []
        for chunk in self._engine.speak(text, voice, stop):
            made.append(chunk)
            yield chunk
        if self._cache is not None and not stop():
            self._cache.put(key, made)
