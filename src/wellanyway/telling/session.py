"""The session: a pure `step(state, input) -> (state, effects)`, and an object that carries the state.

The place moves in two cases only: a sentence has been shown to its end, or the listener sends it
elsewhere (back, skip). It is saved before anything else is said. Everything that answers, answers at
`told_to`; a sentence broken into does not count, and is told again from its start.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from wellanyway.asking.wording import unhedged
from wellanyway.errors import PositionError
from wellanyway.story import Paratext
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    ChapterFinished,
    ChapterOpened,
    Continue,
    Effect,
    Finished,
    Input,
    Interrupt,
    Next,
    Note,
    NoteKept,
    NothingMore,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SavePlace,
    SayAnswer,
    SayQuotation,
    SayRecap,
    SayRemark,
    SayReturn,
    SaySentence,
    ShowParatext,
    SkipTo,
    Stop,
    WhoSaid,
)
from wellanyway.telling.notes import announced, capital, chapter_names, opening_words, small
from wellanyway.telling.persona import Persona
from wellanyway.telling.returning import pick_up, scene_so_far
from wellanyway.telling.spoken import in_words
from wellanyway.telling.state import Phase, State
from wellanyway.telling.world import World
from wellanyway.told import Told
from wellanyway.views import Answer, Quotation, Recap, Verdict

__all__ = ["Phase", "Session", "State", "step"]

_WORDS_LEAST, _WORDS_MOST = 10, 2000

Result = tuple[State, tuple[Effect, ...]]


def step(state: State, given: Input, *, world: World, persona: Persona, now: float) -> Result:
    """What follows from one input. Pure: the same arguments give the same state and effects."""
    if state.phase is Phase.CLOSED:
        return state, ()
    turn = _Turn(world, persona, now)
    if isinstance(given, Ask | Remark):
        given = in_words(given, has_more=state.has_more)
    is_playing = state.phase is Phase.PLAYING
    match given:
        case Next() if is_playing:
            return turn.go_on(turn.heard(state))
        case Next() | Continue():
            return (state, ()) if is_playing else turn.take_up(state)
        case Interrupt(shown):
            return turn.interrupt(state, shown)
        case Pause():
            return turn.stop(state)
        case Again() | Back() | SkipTo():
            return turn.elsewhere(state, given)
        case Note(text):
            return state, (NoteKept(state.told_to, text.strip()),) if text.strip() else ()
        case Quit():
            return turn.quit(state)
        case _:
            return turn.talk(state, given)


class Session:
    """One sitting of one listener with one work.

    `told_to` and `last_told_at` are the listener's place and when it last moved, `talk` what they have asked and were
    answered, as the library keeps them, `is_owed` whether talk came last; `state` takes up a session written down with
    `State.to_json` instead.
    """

    def __init__(
        self,
        world: World,
        persona: Persona,
        *,
        clock: Callable[[], float] = time.time,
        told_to: int = 0,
        last_told_at: float | None = None,
        talk: Iterable[Answer] = (),
        is_owed: bool = False,
        state: State | None = None,
    ) -> None:
        self._world = world
        self._persona = persona
        self._clock = clock
        if state is None:
            state = State.at(told_to, last_told_at=last_told_at, talk=talk, is_owed=is_owed)
        self._state = state

    @property
    def state(self) -> State:
        """Where the sitting stands."""
        return self._state

    @property
    def persona(self) -> Persona:
        """Who tells."""
        return self._persona

    def step(self, given: Input) -> tuple[Effect, ...]:
        """Take one input; the effects are to be carried out in order."""
        self._state, effects = step(
            self._state, given, world=self._world, persona=self._persona, now=self._clock()
        )
        return effects

    def renew(self, world: World) -> None:
        """Go on in a world that has grown; the place is kept."""
        self._world = world


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one step has to hand: the world, the manner, the time."""

    world: World
    persona: Persona
    now: float

    # -- moving the place

    def heard(self, state: State) -> Result:
        """The sentence in play has been told to its end."""
        cursor = state.cursor + 1
        told = replace(state, cursor=cursor, phase=Phase.WAITING)
        if cursor <= state.told_to:  # told again: the place stays
            return told, ()
        return replace(told, told_to=cursor, last_told_at=self.now), (SavePlace(cursor),)

    def place(self, state: State, told_to: int) -> Result:
        """The listener sends the telling elsewhere; what comes after `told_to` is unheard.

        A chapter that ends there counts as announced, and the one that begins there does not.
        """
        moved = replace(
            state,
            told_to=told_to,
            cursor=told_to,
            phase=Phase.WAITING,
            last_told_at=self.now,
            is_owed=False,
            is_broken=False,
            finished=told_to,
            opened=None,
        )
        return moved, (SavePlace(told_to),)

    def stop(self, state: State) -> Result:
        """Stop what is in play; it has not been told."""
        if state.phase is not Phase.PLAYING:
            return state, ()
        return replace(state, phase=Phase.WAITING, is_broken=True), (Stop(),)

    def elsewhere(self, state: State, given: Again | Back | SkipTo) -> Result:
        """The listener sends the telling somewhere."""
        match given:
            case Again(sentences):
                return self.again(state, sentences)
            case Back(sentences):
                return self.back(state, sentences)
        return self.skip(state, given)

    def interrupt(self, state: State, shown: int) -> Result:
        """The listener broke in; a sentence that had been shown whole has been told."""
        if state.phase is not Phase.PLAYING:
            return state, (Stop(),)
        upcoming = self.world.upcoming(state.cursor)
        if upcoming is not None and shown >= len(upcoming.sentence.text):
            told, saves = self.heard(state)
            return told, (Stop(), *saves)
        return self.stop(state)

    def again(self, state: State, sentences: int) -> Result:
        """Tell once more; the one in play or broken into is the last of them."""
        stopped, stops = self.stop(state)
        cursor = max(0, state.cursor - max(1, sentences) + stopped.is_broken)
        return self.go_on((replace(stopped, cursor=cursor), stops))

    def back(self, state: State, sentences: int) -> Result:
        """Unhear; a telling in play goes on from there, another waits there."""
        stopped, stops = self.stop(state)
        told_to = max(0, state.cursor - max(1, sentences))
        moved, saves = self.place(stopped, told_to)
        if state.cursor == 0:
            moved, remarks = self.remark(moved, self.persona.always("beginning"))
            saves = (*saves, *remarks)
        if state.phase is Phase.PLAYING:
            return self.go_on((moved, (*stops, *saves)))
        return moved, (*stops, *saves)

    def skip(self, state: State, given: SkipTo) -> Result:
        """Go to a place and wait there; stay where there is no such place."""
        stopped, stops = self.stop(state)
        try:
            told_to = self.world.resolve(given.pos)
        except PositionError:
            same, effects = self.remark(stopped, self.persona.always("no_place", place=str(given.pos)))
            return same, (*stops, *effects)
        moved, saves = self.place(stopped, told_to)
        spoken = self.say("moved", moved, place=str(given.pos))
        moved, effects = self.remark(moved, spoken)
        return moved, (*stops, *saves, *effects)

    def quit(self, state: State) -> Result:
        """Enough for now."""
        stopped, stops = self.stop(state)
        spoken = self.say("farewells", stopped)
        words = (SayRemark(spoken),) if spoken else ()
        return replace(stopped, phase=Phase.CLOSED), (*stops, *words, Finished())

    # -- telling on

    def take_up(self, state: State) -> Result:
        """Go on after a wait: what has changed, then the thread, then the story."""
        if self.world.upcoming(state.cursor) is None and state.phase is Phase.ENDED:
            return state, ()
        effects: tuple[Effect, ...] = ()
        if state.is_fresh:
            state, effects = self.changed(replace(state, is_fresh=False))
        if self.world.upcoming(state.cursor) is not None:
            state, thread = self.thread(state)
            effects = (*effects, *thread)
        return self.go_on((state, effects))

    def go_on(self, so_far: Result) -> Result:
        """End and open chapters as they come, then say the next sentence."""
        state, before = so_far
        effects: list[Effect] = list(before)
        is_first_telling = state.cursor == state.told_to
        end = self.world.chapter_end(state.cursor) if is_first_telling else None
        if end is not None and state.finished != state.cursor:
            state = replace(state, finished=state.cursor)
            effects.append(ChapterFinished(end.number, end.notes, self.announce(state, end.notes, "after")))
        upcoming = self.world.upcoming(state.cursor)
        if upcoming is None:
            effects.append(NothingMore(self.persona.always("nothing_more")))
            return replace(state, phase=Phase.ENDED, is_owed=False), tuple(effects)
        if is_first_telling and upcoming.openings and state.opened != state.cursor:
            state = replace(state, opened=state.cursor)
            for opening in upcoming.openings:
                spoken = opening_words(opening, self.announce(state, opening.notes, "before"))
                effects.append(ChapterOpened(opening.number, opening.title, opening.notes, spoken))
        effects.append(SaySentence.of(upcoming))
        playing = replace(state, phase=Phase.PLAYING, is_owed=False, is_broken=False, last_told_at=self.now)
        return playing, tuple(effects)

    def thread(self, state: State) -> Result:
        """Pick up the thread: nothing after a slip, a line after talk, more after a long time."""
        gap_s = 0.0 if state.last_told_at is None else max(0.0, self.now - state.last_told_at)
        breaks = self.persona.breaks
        size = breaks.size(gap_s)
        if state.told_to == 0:
            if not state.is_owed:
                return state, ()
            return self.counted(state), (SayReturn(self.say("returns_unbegun", state)),)
        if size == 0 and not state.is_owed:
            return state, ()
        told = self.told(state)
        if gap_s >= breaks.recap_s:
            recap = told.recap(words=breaks.recap_words)
            greeting = self.say("after_weeks", state)
            spoken = " ".join(part for part in (greeting, self.say("recap", state, text=recap.text)) if part)
            effects: tuple[Effect, ...] = (SayRecap(recap, spoken), SayReturn(self.line(state, told)))
            return self.counted(self.counted(state)), effects
        scene = scene_so_far(told, size - 1)
        greeting = self.say("after_days" if scene else "after_hours", state) if size else ""
        spoken = " ".join(part for part in (greeting, *scene, self.line(state, told)) if part)
        return self.counted(state), (SayReturn(spoken),)

    def line(self, state: State, told: Told) -> str:
        """The sentence that says where we were."""
        found = pick_up(told)
        return self.say("returns_quoted" if found.is_quoted else "returns", state, line=found.text)

    # -- talk

    def talk(self, state: State, given: Input) -> Result:
        """Something that wants an answer; the story stops for it and a return line is due after it."""
        stopped, stops = self.stop(state)
        effect = self.reply(stopped, given)
        if effect is None:
            return stopped, stops
        stopped = self.remembered(stopped, effect)
        return replace(self.counted(stopped), phase=Phase.WAITING, is_owed=True), (*stops, effect)

    def reply(self, state: State, given: Input) -> Effect | None:
        """The answer to a question, a remark or a request; None to an empty one."""
        told = self.told(state)
        match given:
            case Ask(text) | Remark(text) if text.strip():
                return self.answered(state, told, text.strip())
            case WhoSaid():
                quotation = told.said()
                return SayQuotation(quotation, self.who_said(state, quotation))
            case RecapAsked(words):
                recap = told.recap(words=min(max(words, _WORDS_LEAST), _WORDS_MOST))
                return SayRecap(recap, self.recapped(state, recap))
            case ParatextAsked():
                notes = announced(self.world, state)
                spoken = self.say("notes_shown", state) if notes else self.persona.always("no_notes")
                return ShowParatext(notes, spoken)
        return None

    def answered(self, state: State, told: Told, text: str) -> Effect:
        """The reply to words, by what they do; a guess is heard, and neither confirmed nor denied."""
        from wellanyway.asking.talk.conversation import act
        from wellanyway.asking.understanding.kinds import Act

        does = act(told, text)
        if does in {Act.QUESTION, Act.CORRECTION} or state.has_more:
            answer = told.ask(text)
            return SayAnswer(answer, self.wrapped(state, answer, is_plain=does is Act.CORRECTION))
        return SayRemark(self.say("guesses" if does is Act.GUESS else "remarks", state))

    def remembered(self, state: State, effect: Effect) -> State:
        """An answer takes its place in the talk; so does who said a line."""
        match effect:
            case SayAnswer(answer, _):
                return replace(state, talk=(*state.talk, answer))
            case SayQuotation():
                return replace(state, talk=(*state.talk, self.told(state).ask("Who said that?")))
        return state

    def wrapped(self, state: State, answer: Answer, *, is_plain: bool = False) -> str:
        """An answer in the teller's manner; one wording where there is none."""
        if answer.verdict is Verdict.NOT_TOLD:
            return self.persona.always("not_told")
        if is_plain:
            return answer.text
        kind = "told" if answer.verdict is Verdict.TOLD else "implied"
        return self.say(kind, state, text=unhedged(answer.text))

    def who_said(self, state: State, quotation: Quotation | None) -> str:
        if quotation is None:
            return self.persona.always("said_nobody")
        if quotation.speaker is None:
            return self.persona.always("said_unsure")
        return capital(self.say("said_sure", state, speaker=small(quotation.speaker)))

    def recapped(self, state: State, recap: Recap) -> str:
        if not recap.text.strip():
            return self.persona.always("nothing_to_recap")
        return self.say("recap", state, text=recap.text)

    def changed(self, state: State) -> Result:
        """Which chapters heard were changed, once a sitting."""
        numbers = self.world.changes(state.told_to)
        if not numbers:
            return state, ()
        names = chapter_names(self.told(state), numbers)
        kind = "changed" if len(numbers) == 1 else "changed_many"
        return self.remark(state, capital(self.say(kind, state, chapters=names)))

    def told(self, state: State) -> Told:
        """What the listener knows, with what they have asked."""
        return self.world.told(state.told_to, state.talk)

    # -- words

    def say(self, kind: str, state: State, **words: str) -> str:
        return self.persona.say(kind, told_to=state.told_to, count=state.spoken, **words)

    def announce(self, state: State, notes: tuple[Paratext, ...], where: str) -> str:
        """That there are notes before or after a chapter; nothing where there are none."""
        if not notes:
            return ""
        return self.say(f"note_{where}" if len(notes) == 1 else f"notes_{where}", state)

    def remark(self, state: State, spoken: str) -> Result:
        return (self.counted(state), (SayRemark(spoken),)) if spoken else (state, ())

    def counted(self, state: State) -> State:
        return replace(state, spoken=state.spoken + 1)
