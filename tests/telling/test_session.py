"""One input in one phase at a time: what a session says and does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.telling.fakes import AFTER, ALONE, BEFORE, DAY, HOUR, Clock, chapters, session_of, world_of
from wellanyway.story import Pos
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
from wellanyway.telling.persona import persona
from wellanyway.telling.session import Phase, Session, State

ALL = 11  # sentences in the made-up work


def kinds(effects: tuple[Effect, ...]) -> list[str]:
    return [type(effect).__name__ for effect in effects]


def said(effects: tuple[Effect, ...]) -> str:
    last = effects[-1]
    assert isinstance(last, SaySentence)
    return last.sentence.text


def spoken(effects: tuple[Effect, ...], kind: type) -> str:
    found = [effect for effect in effects if isinstance(effect, kind)]
    assert len(found) == 1
    return str(getattr(found[0], "spoken"))  # noqa: B009


def test_the_first_sentence_opens_its_chapter_and_announces_its_notes() -> None:
    effects = session_of().step(Next())
    assert kinds(effects) == ["ChapterOpened", "SaySentence"]
    assert effects[0] == ChapterOpened(1, "The Mill", (BEFORE,), "The Mill. The author left a note here.")
    assert said(effects) == "Nell opened the door."


def test_continue_begins_as_next_does() -> None:
    assert session_of().step(Continue()) == session_of().step(Next())


def test_the_place_is_saved_before_the_next_sentence_is_said() -> None:
    session = session_of()
    session.step(Next())
    assert kinds(session.step(Next())) == ["SavePlace", "SaySentence"]
    assert session.state.told_to == 1


def test_a_sentence_broken_into_is_told_again_from_its_start_without_a_word() -> None:
    session = session_of()
    first = session.step(Next())
    assert session.step(Interrupt(4)) == (Stop(),)
    assert session.state.told_to == 0
    assert session.step(Continue()) == first[-1:]


def test_a_sentence_that_was_shown_whole_counts() -> None:
    session = session_of()
    text = said(session.step(Next()))
    assert session.step(Interrupt(len(text) - 1)) == (Stop(),)
    session.step(Continue())
    assert session.step(Interrupt(len(text))) == (Stop(), SavePlace(1))
    assert said(session.step(Continue())).startswith("Behind her")


def test_breaking_into_an_answer_stops_it_and_keeps_the_place() -> None:
    session = session_of(told_to=3)
    session.step(Ask("Where is the boat?"))
    assert session.step(Interrupt(999)) == (Stop(),)
    assert session.state.told_to == 3


def test_after_a_question_the_return_line_comes_once() -> None:
    session = session_of(told_to=4)
    session.step(Next())
    effects = session.step(Ask("Who opened it?"))
    assert kinds(effects) == ["Stop", "SayAnswer"]
    answer = effects[1]
    assert isinstance(answer, SayAnswer)
    assert answer.answer.told_to == 4
    back = session.step(Continue())
    assert kinds(back) == ["SayReturn", "SaySentence"]
    assert spoken(back, SayReturn).endswith("So Silas had just looked at the river.")
    session.step(Interrupt(2))
    assert kinds(session.step(Continue())) == ["SaySentence"]


def test_a_refusal_has_one_wording() -> None:
    words = set()
    for told_to in range(ALL):
        for question in ("Who is Zanthia?", "What happens in the end?", "why qqq"):
            words.add(spoken(session_of(told_to=told_to).step(Ask(question)), SayAnswer))
    assert words == {"I have not told you anything that answers that."}


def test_a_question_before_the_beginning() -> None:
    session = session_of()
    session.step(Ask("Who is Nell?"))
    assert kinds(session.step(Continue())) == ["SayReturn", "ChapterOpened", "SaySentence"]


@pytest.mark.parametrize("given", [Remark("Oh no."), WhoSaid(), RecapAsked(), ParatextAsked()])
def test_all_talk_is_followed_by_the_thread(given: Input) -> None:
    session = session_of(told_to=3)
    session.step(given)
    assert kinds(session.step(Continue())) == ["SayReturn", "SaySentence"]


@pytest.mark.parametrize("given", [Note("x"), Interrupt(0), Pause(), Ask(" "), Remark("")])
def test_what_is_not_talk_is_followed_by_the_story(given: Input) -> None:
    session = session_of(told_to=3)
    session.step(Next())
    session.step(given)
    session.step(Pause())
    assert kinds(session.step(Continue())) == ["SaySentence"]


def test_a_note_does_not_stop_the_story() -> None:
    session = session_of(told_to=3)
    session.step(Next())
    assert session.step(Note(" the boat! ")) == (NoteKept(3, "the boat!"),)
    assert session.state.phase is Phase.PLAYING
    assert session.step(Note("  ")) == ()


def test_guesses_and_other_remarks_are_met_differently() -> None:
    guess = session_of(told_to=3, manner="barstool").step(Remark("something's got to happen soon"))
    other = session_of(told_to=3, manner="barstool").step(Remark("what a fool"))
    manner = persona("barstool")
    assert spoken(guess, SayRemark) in manner.says["guesses"]
    assert spoken(other, SayRemark) in manner.says["remarks"]


def test_who_said_that() -> None:
    assert spoken(session_of(told_to=3).step(WhoSaid()), SayQuotation) in {
        "Nell said that.",
        "That was Nell.",
    }
    assert spoken(session_of(told_to=2).step(WhoSaid()), SayQuotation) == "Nobody has said anything so far."


def test_a_recap_is_of_what_was_told() -> None:
    effects = session_of(told_to=2).step(RecapAsked(100))
    recap = effects[-1]
    assert isinstance(recap, SayRecap)
    assert [item.sentence for item in recap.recap.evidence] == [0, 1]
    assert spoken(session_of().step(RecapAsked()), SayRecap) == "I have told you nothing so far."


def test_again_repeats_and_keeps_the_place() -> None:
    session = session_of(told_to=3)
    assert said(session.step(Again(2))).startswith("Behind her")
    effects = session.step(Next())
    assert kinds(effects) == ["SaySentence"]
    assert session.state.told_to == 3
    assert kinds(session.step(Next())) == ["SaySentence"]
    assert kinds(session.step(Next())) == ["SavePlace", "SaySentence"]


def test_again_counts_the_sentence_broken_into() -> None:
    session = session_of(told_to=3)
    session.step(Next())
    session.step(Interrupt(3))
    assert said(session.step(Again())) == "Silas looked at the river."
    assert said(session.step(Again(2))).startswith("“Where is")


def test_again_at_the_beginning_begins() -> None:
    assert said(session_of().step(Again(3))) == "Nell opened the door."


def test_a_question_while_hearing_again_is_answered_from_all_that_was_told() -> None:
    session = session_of(told_to=4)
    session.step(Again(3))
    answer = session.step(Ask("Did Silas look at the river?"))[-1]
    assert isinstance(answer, SayAnswer)
    assert answer.answer.told_to == 4


def test_back_unhears() -> None:
    session = session_of(told_to=4)
    session.step(Next())
    effects = session.step(Back(2))
    assert kinds(effects) == ["Stop", "SavePlace", "SaySentence"]
    assert session.state.told_to == 2
    answer = session.step(Ask("Where is the boat?"))[-1]
    assert isinstance(answer, SayAnswer)
    assert answer.spoken == "I have not told you anything that answers that."


def test_back_from_a_stop_waits_there() -> None:
    session = session_of(told_to=4)
    assert session.step(Back()) == (SavePlace(3),)
    assert kinds(session.step(Continue())) == ["SaySentence"]


def test_back_before_the_beginning() -> None:
    effects = session_of().step(Back())
    assert spoken(effects, SayRemark) == "That is where it begins."


def test_back_over_a_chapter_opens_it_anew() -> None:
    session = session_of(told_to=7)
    session.step(Next())
    session.step(Back(2))
    assert kinds(session.step(Next())) == [
        "SavePlace",
        "ChapterFinished",
        "ChapterOpened",
        "ChapterOpened",
        "SaySentence",
    ]


def test_skip_goes_there_and_waits() -> None:
    session = session_of()
    session.step(Next())
    assert kinds(session.step(SkipTo(Pos(3)))) == ["Stop", "SavePlace", "SayRemark"]
    assert session.state.told_to == 6
    effects = session.step(Continue())
    assert said(effects) == "Nell lit a lamp."
    assert "SayReturn" not in kinds(effects)
    assert isinstance(effects[0], ChapterOpened)


def test_skip_to_nowhere_stays() -> None:
    session = session_of(told_to=2)
    effects = session.step(SkipTo(Pos(99, 3)))
    assert spoken(effects, SayRemark) == "There is no place 99.3 in this story so far."
    assert session.state.told_to == 2


def test_a_chapter_ends_with_its_notes_and_one_of_notes_alone_is_announced() -> None:
    session = session_of(told_to=5)
    session.step(Next())
    effects = session.step(Next())
    assert kinds(effects) == ["SavePlace", "ChapterFinished", "ChapterOpened", "ChapterOpened", "SaySentence"]
    assert effects[1] == ChapterFinished(1, (AFTER,), "The author left a note after this chapter.")
    assert [(e.number, e.title, e.notes) for e in effects if isinstance(e, ChapterOpened)] == [
        (2, "", (ALONE,)),
        (3, "The River", ()),
    ]


def notes_at(session: Session) -> list[str]:
    shown = session.step(ParatextAsked())[-1]
    assert isinstance(shown, ShowParatext)
    return [note.text for note in shown.notes]


def test_notes_are_sealed_until_announced() -> None:
    session = session_of()
    assert notes_at(session) == []
    session.step(Next())
    assert notes_at(session) == [BEFORE.text]
    session = session_of(told_to=5)
    session.step(Next())
    assert notes_at(session) == [BEFORE.text]
    session.step(Continue())
    session.step(Next())
    assert notes_at(session) == [BEFORE.text, AFTER.text, ALONE.text]
    session.step(Continue())
    session.step(Next())
    assert notes_at(session) == [AFTER.text, ALONE.text]


def test_nothing_more_is_said_once_and_again_after_talk() -> None:
    session = session_of(told_to=ALL - 1)
    session.step(Next())
    effects = session.step(Next())
    assert kinds(effects) == ["SavePlace", "ChapterFinished", "NothingMore"]
    assert spoken(effects, NothingMore) == "That is all there is so far."
    assert session.step(Continue()) == ()
    assert session.step(Next()) == ()
    session.step(Ask("Where is the boat?"))
    assert kinds(session.step(Continue())) == ["NothingMore"]


def test_a_serial_that_has_grown_goes_on() -> None:
    parts = chapters()
    session = session_of(parts[:1], told_to=5)
    session.step(Next())
    assert "NothingMore" in kinds(session.step(Next()))
    session.renew(world_of(parts))
    assert kinds(session.step(Continue())) == ["ChapterOpened", "ChapterOpened", "SaySentence"]


def test_an_empty_story() -> None:
    session = session_of(())
    assert kinds(session.step(Next())) == ["NothingMore"]
    for given in (
        Ask("Who?"),
        WhoSaid(),
        RecapAsked(),
        Back(),
        Again(),
        ParatextAsked(),
        Remark("Hm."),
        Pause(),
    ):
        session.step(given)
    assert kinds(session.step(Quit())) == ["Finished"]


def test_after_quit_nothing_follows() -> None:
    session = session_of(told_to=2, manner="barstool")
    session.step(Next())
    assert kinds(session.step(Quit())) == ["Stop", "SayRemark", "Finished"]
    for given in (Next(), Continue(), Ask("Who?"), Quit(), Interrupt(3)):
        assert session.step(given) == ()
    assert isinstance(session_of().step(Quit())[-1], Finished)


@pytest.mark.parametrize(
    ("gap_s", "expected"),
    [
        (0.0, ["SaySentence"]),
        (10 * 60.0, ["SaySentence"]),
        (2 * HOUR, ["SayReturn", "SaySentence"]),
        (2 * DAY, ["SayReturn", "SaySentence"]),
        (30 * DAY, ["SayRecap", "SayReturn", "SaySentence"]),
    ],
)
def test_a_sitting_opens_by_the_length_of_the_break(gap_s: float, expected: list[str]) -> None:
    clock = Clock()
    session = session_of(told_to=4, last_told_at=clock.now - gap_s, clock=clock)
    assert kinds(session.step(Next())) == expected


def test_the_return_grows_with_the_break() -> None:
    clock = Clock()
    lengths = []
    for gap_s in (2 * HOUR, 1 * DAY, 3 * DAY, 8 * DAY):
        session = session_of(told_to=6, last_told_at=clock.now - gap_s, clock=clock)
        lengths.append(len(spoken(session.step(Continue()), SayReturn).split(". ")))
    assert lengths == sorted(set(lengths))


def test_a_long_pause_within_a_sitting_counts_too() -> None:
    clock = Clock()
    session = session_of(told_to=4, last_told_at=clock.now, clock=clock)
    session.step(Next())
    session.step(Pause())
    clock.now += 3 * HOUR
    assert kinds(session.step(Continue())) == ["SayReturn", "SaySentence"]


def test_changed_chapters_are_named_once() -> None:
    session = session_of(told_to=7, changed=(1, 4))
    effects = session.step(Next())
    assert kinds(effects)[0] == "SayRemark"
    assert "Chapter 1 (The Mill)" in spoken(effects, SayRemark)
    session.step(Pause())
    assert kinds(session.step(Continue())) == ["SaySentence"]


def test_several_changed_chapters() -> None:
    effects = session_of(told_to=9, changed=(3, 1)).step(Next())
    assert "Chapters 1 and 3" in spoken(effects, SayRemark)


def test_a_saved_session_goes_on_as_it_would_have() -> None:
    session = session_of(told_to=2)
    session.step(Next())
    session.step(Ask("Who opened it?"))
    copy = Session(
        world_of(chapters()),
        persona("plain"),
        clock=Clock(),
        state=State.from_json(session.state.to_json()),
    )
    assert copy.step(Continue()) == session.step(Continue())


# -- words are taken for what they do


@pytest.mark.parametrize(
    ("said", "effects"),
    [
        (Ask("go on"), ["SayReturn", "SaySentence"]),
        (Remark("go back 2 sentences"), ["SavePlace"]),
        (Ask("that's enough for tonight"), ["SayRemark", "Finished"]),
        (Ask("skip to 3.1"), ["SavePlace", "SayRemark"]),
        (Ask("note: mind the boat"), ["NoteKept"]),
        (Remark("why did they run"), ["SayAnswer"]),
        (Ask("I bet Silas did it"), ["SayRemark"]),
        (Ask("hmm"), ["SayRemark"]),
    ],
)
def test_words_do_what_they_say(said: Input, effects: list[str]) -> None:
    session = session_of(told_to=4, manner="barstool", last_told_at=1_000_000.0)
    session.step(WhoSaid())
    assert kinds(session.step(said)) == effects


def test_what_was_asked_is_known_to_what_answers() -> None:
    session = session_of(told_to=3)
    session.step(Ask("Where is the boat?"))
    session.step(Ask("Who is Zanthia?"))
    assert [answer.question for answer in session.state.talk] == ["Where is the boat?", "Who is Zanthia?"]
    world = world_of(chapters())
    assert len(world.told(3, session.state.talk).talk) == 2
    assert world.told(2, session.state.talk).talk == ()


def test_going_on_goes_on_with_an_answer_first() -> None:
    session = session_of(told_to=3, manner="barstool")
    session.step(Ask("Where is the boat?"))
    answer = session.state.talk[-1]
    session = Session(
        world_of(chapters()),
        persona(),
        state=replace(session.state, talk=(replace(answer, more="By the mill."),)),
    )
    assert session.state.has_more
    assert kinds(session.step(Ask("go on"))) == ["SayAnswer"]
    assert not session.state.has_more
    assert kinds(session.step(Ask("go on"))) == ["SayReturn", "SaySentence"]
