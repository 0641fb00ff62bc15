from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellanyway.asking.understanding.question import Kind, understand


@pytest.mark.parametrize(
    ("text", "kind", "subject"),
    [
        ("Who is Marlow?", Kind.WHO_IS, "Marlow"),
        ("so who's the old man again?", Kind.WHO_IS, "the old man"),
        ("tell me about Silver", Kind.WHO_IS, "Silver"),
        ("who is telling this?", Kind.WHO_IS, "the narrator"),
        ("who's telling the story", Kind.WHO_IS, "the narrator"),
        ("who is “I”?", Kind.WHO_IS, "the narrator"),
        ("whose story is this", Kind.WHO_IS, "the narrator"),
        ("Who is telling lies?", Kind.WHO, ""),
        ("who said that?", Kind.WHO_SAID, ""),
        ("Who said “the bridge is down”?", Kind.WHO_SAID, "the bridge is down"),
        ("where are we", Kind.HERE, ""),
        ("Who is here?", Kind.HERE, ""),
        ("Where is Julia now?", Kind.WHEREABOUTS, "Julia"),
        ("What did I miss?", Kind.RECAP, ""),
        ("What happened so far?", Kind.RECAP, ""),
        ("Have we met the captain before?", Kind.HAVE_MET, "the captain"),
        ("Has Kurtz been mentioned before?", Kind.HAVE_MET, "Kurtz"),
        ("What happens next?", Kind.AHEAD, ""),
        ("What happened at the end?", Kind.AHEAD, ""),
        ("I bet she did it", Kind.REMARK, ""),
        ("Why did they run away?", Kind.WHY, ""),
        ("If they haven’t met in years, why is she angry?", Kind.WHY, ""),
        ("Does he die?", Kind.WHETHER, ""),
        ("Was Tom there already?", Kind.WHETHER, ""),
        ("Who killed the dog?", Kind.WHO, ""),
        ("How did the boy feel?", Kind.FEEL, ""),
        ("What did she say to him?", Kind.SAY, ""),
    ],
)
def test_kinds(text: str, kind: Kind, subject: str) -> None:
    question = understand(text)
    assert (question.kind, question.subject) == (kind, subject)


def test_names_are_capitals_that_a_question_does_not_ask_for() -> None:
    assert understand("Why did Julia follow Captain Vane?").names == ("Julia", "Vane")
    assert understand("Who is Julia’s father?").names == ("Julia",)
    assert understand("Does he speak English on Monday?").names == ()


@given(st.text(max_size=80))
def test_anything_can_be_asked(text: str) -> None:
    question = understand(text)
    assert question.type in {Kind.WHY, Kind.WHERE, Kind.WHEN, Kind.WHO, Kind.HOW, Kind.FEEL, Kind.SAY, Kind.HAPPEN, Kind.WHAT,
                             Kind.WHETHER}  # fmt: skip


def test_what_belongs_to_a_question_stays_in_it() -> None:
    assert (
        understand("Why did the ringer shut his eye again?").text == "Why did the ringer shut his eye again?"
    )
    assert understand("wait, why did she weep?").text == "why did she weep?"
    assert understand("is it true that the bridge is down?").text == "the bridge is down?"
