"""A scripted listener is heard where the script says, and the story comes whole around it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telling.fakes import chapters, world_of
from wellanyway.telling.messages import NoteKept, SavePlace, SayAnswer, SayReturn, SaySentence
from wellanyway.telling.persona import persona
from wellanyway.telling.rendering import Renderer
from wellanyway.telling.runner import Heard, ManualClock, Moment, Said, play, transcript
from wellanyway.telling.script import parse_script
from wellanyway.telling.session import Session


def run(text: str = "", *, to: int | None = None, told_to: int = 0) -> list[Moment]:
    world, clock = world_of(chapters()), ManualClock()
    session = Session(world, persona(), clock=clock, told_to=told_to, last_told_at=clock.now)
    return list(play(session, world=world, clock=clock, script=parse_script(text), to=to))


def told(moments: list[Moment]) -> list[str]:
    """The sentences that were told to their end."""
    return [
        moment.effect.sentence.at
        for moment in moments
        if isinstance(moment, Heard) and isinstance(moment.effect, SaySentence) and moment.shown is None
    ]


ALL = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "3.1", "3.2", "3.3", "4.1", "4.2"]


def test_without_a_script_the_story_is_told() -> None:
    assert told(run()) == ALL
    assert told(run(to=4)) == ALL[:4]
    assert told(run(told_to=6, to=8)) == ["3.1", "3.2"]


def test_a_question_comes_after_its_sentence() -> None:
    moments = run("at 1.2 ask Who opened it?\nat 1.2 ask Who is Nell?")
    assert told(moments) == ALL
    place = next(i for i, moment in enumerate(moments) if isinstance(moment, Said))
    names = [
        type(m.effect).__name__ if isinstance(m, Heard) else "Said" for m in moments[place - 1 : place + 6]
    ]
    assert names == [
        "SavePlace",
        "Said",
        "SayAnswer",
        "Said",
        "SayAnswer",
        "SayReturn",
        "SaySentence",
    ]
    answers = [m.effect for m in moments if isinstance(m, Heard) and isinstance(m.effect, SayAnswer)]
    assert [answer.answer.told_to for answer in answers] == [2, 2]


def test_breaking_in_cuts_the_sentence_and_tells_it_again() -> None:
    moments = run("at 1.3+8 slip")
    cut = [m for m in moments if isinstance(m, Heard) and m.shown is not None]
    assert [(m.effect.sentence.at, m.shown) for m in cut if isinstance(m.effect, SaySentence)] == [("1.4", 8)]
    assert told(moments) == ALL
    assert not any(isinstance(m, Heard) and isinstance(m.effect, SayReturn) for m in moments)


def test_again_back_and_skip() -> None:
    assert told(run("at 1.3 again 2")) == ["1.1", "1.2", "1.3", "1.2", "1.3", *ALL[3:]]
    assert told(run("at 1.3 back 2")) == ["1.1", "1.2", "1.3", *ALL[1:]]
    assert told(run("at 1.3 skip 4.1")) == ["1.1", "1.2", "1.3", "4.1", "4.2"]
    assert told(run("at 1.3 quit")) == ["1.1", "1.2", "1.3"]


def test_a_whole_chapter_and_the_beginning_are_places() -> None:
    assert told(run("at 1 quit")) == ALL[:6]
    assert told(run("at 0 quit")) == []
    assert told(run("at 4 quit")) == ALL


def test_waiting_moves_the_clock_and_opens_another_sitting() -> None:
    text = "".join(transcript(iter(run("at 1.6 wait 30d", to=8)), Renderer(width=60)))
    assert "(leaves, and is back 30d later)" in text
    assert "So far: Nell opened the door." in text


def test_notes_are_kept_where_they_were_made() -> None:
    kept = [m.effect for m in run("at 3.1 note mind the lamp") if isinstance(m, Heard)]
    assert NoteKept(7, "mind the lamp") in kept


verbs = st.sampled_from(
    [
        "ask Who opened it?",
        "slip",
        "interrupt",
        "pause",
        "say Oh.",
        "who-said",
        "notes",
        "recap 40",
        "note x",
        "wait 2d",
    ]
)
lines = st.lists(
    st.tuples(st.sampled_from(["0", "1", *ALL]), st.sampled_from(["", "+0", "+3", "+900"]), verbs), max_size=8
)


@settings(max_examples=100, deadline=None)
@given(lines)
def test_whatever_the_script_every_sentence_is_told_once(script: list[tuple[str, str, str]]) -> None:
    moments = run("\n".join(f"at {at}{plus} {verb}" for at, plus, verb in script))
    cut_whole = {
        m.effect.sentence.at
        for m in moments
        if isinstance(m, Heard)
        and isinstance(m.effect, SaySentence)
        and m.shown is not None
        and m.shown >= len(m.effect.sentence.text)
    }
    assert told(moments) == [at for at in ALL if at not in cut_whole]
    saves = [m.effect.told_to for m in moments if isinstance(m, Heard) and isinstance(m.effect, SavePlace)]
    assert saves == list(range(1, 12))
