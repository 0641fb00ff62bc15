"""What is said to each kind of question, from facts noted by hand."""

from __future__ import annotations

import re

import pytest

from tests.asking.noted import Noted
from tests.asking.replies.asked import ask
from tests.asking.replies.harbour import harbour
from tests.asking.told_of import mill
from wellanyway.asking.replies.clipping import count
from wellanyway.asking.understanding.question import Kind
from wellanyway.asking.wording import IMPLIED, NOT_TOLD
from wellanyway.views import Verdict

EVERY = (
    (Kind.WHO_IS, "Who is Perce?", "Perce", ""),
    (Kind.WHO_IS, "Who is Wim?", "Wim", ""),
    (Kind.WHO_SAID, "Who said “nobody”?", "nobody", ""),
    (Kind.WHO_WITH, "Who was with Perce?", "Perce", ""),
    (Kind.HERE, "Where are we?", "", ""),
    (Kind.WHEREABOUTS, "Where is Julia?", "Julia", ""),
    (Kind.WHEREABOUTS, "Where is the clapper?", "the clapper", ""),
    (Kind.LAST_SEEN, "When did we last see Perce?", "Perce", ""),
    (Kind.HAVE_MET, "Have we met Julia?", "Julia", ""),
    (Kind.HOW_LONG, "How long ago did we meet Perce?", "Perce", ""),
    (Kind.SAID_ABOUT, "What did Honor say about Perce?", "Honor", "Perce"),
    (Kind.HOW_KNOWN, "How does Julia know Perce?", "Julia", "Perce"),
    (Kind.WHAT_IS, "What is the clapper?", "the clapper", ""),
    (Kind.WORD, "What was that word?", "", ""),
    (Kind.HAPPEN, "What happened to Honor?", "Honor", ""),
    (Kind.WHERE, "Where did they hide the clapper?", "", ""),
)


@pytest.mark.parametrize("told_to", range(1, 13))
@pytest.mark.parametrize(("kind", "text", "subject", "other"), EVERY)
def test_what_is_said_can_be_taken_in_and_stands_on_what_was_told(
    kind: Kind, text: str, subject: str, other: str, told_to: int
) -> None:
    reply = ask(harbour().told(told_to), kind, text, subject, other)
    if reply.verdict is Verdict.NOT_TOLD:
        assert (reply.text, reply.more, reply.short, reply.evidence) == (NOT_TOLD, "", None, ())
        return
    assert 1 <= len(reply.evidence) <= 4
    assert all(item.sentence < told_to for item in reply.evidence)
    assert count(reply.text) <= 42
    for said in (reply.text, reply.more):
        assert said[:1] == said[:1].upper()
        assert said.count("“") == said.count("”")
        assert re.search(r"(?<![.…])\.\.(?!\.)|\s[,.;!?]|\.…|“\s|[(\[]\s", said) is None
    assert (reply.verdict is Verdict.IMPLIED) == reply.text.startswith(IMPLIED)


@pytest.mark.parametrize(("kind", "text", "subject", "other"), EVERY)
def test_nobody_who_was_never_told_of_is_known(kind: Kind, text: str, subject: str, other: str) -> None:
    if not subject or kind in {Kind.SAID_ABOUT, Kind.HOW_KNOWN}:
        return
    strange = ask(harbour().told(), kind, text.replace(subject, "Captain Zorn"), "Captain Zorn", other)
    assert (strange.text, strange.evidence) == (NOT_TOLD, ())


def test_a_card_says_what_somebody_is_and_whose_and_where_they_were_last() -> None:
    reply = ask(harbour().told(), Kind.WHO_IS, "Who is Perce?", "Perce")
    assert reply.text.startswith(
        "Perce Tallow is the lamplighter's son, and Julia’s brother. He was last with Julia and Honor at the mill."
    )
    assert (reply.short, reply.verdict) == ("the lamplighter's son", Verdict.TOLD)
    assert [item.sentence for item in reply.evidence][:2] == [0, 1]


def test_a_card_keeps_to_the_horizon() -> None:
    reply = ask(harbour().told(1), Kind.WHO_IS, "Who is Perce?", "Perce")
    assert "brother" not in reply.text + reply.more
    assert ask(harbour().told(2), Kind.WHO_IS, "Who is Honor?", "Honor").text == NOT_TOLD


def test_who_said_is_one_line_and_unsure_says_so() -> None:
    tale = harbour()
    sure = ask(tale.told(), Kind.WHO_SAID, "Who said “nobody”?", "nobody")
    assert (sure.text, sure.short) == ("Honor. “Nobody,” (1.12)".replace(",”", "”"), "Honor")
    doubtful = harbour()
    doubtful.note(
        "quotation",
        10,
        "“Who gave you the boat?”",
        0.6,
        mode="speech",
        closed=True,
        depth=0,
        speaker=-1,
        guess=3,
    )
    reply = ask(doubtful.told(11), Kind.WHO_SAID, "Who said that?")
    assert (reply.verdict, reply.text) == (
        Verdict.IMPLIED,
        f"{IMPLIED}most likely it was Wim. “Who gave you the boat?” (1.11)",
    )


def test_a_line_is_known_by_a_paraphrase() -> None:
    reply = ask(
        harbour().told(),
        Kind.WHO_SAID,
        "Who said the clapper was stolen by Perce?",
        "the clapper was stolen by Perce",
    )
    assert (reply.short, reply.evidence[0].sentence) == ("Honor", 3)


def test_a_line_that_is_quoted_within_another_is_known_by_a_paraphrase() -> None:
    tale = Noted("“And Wim says, ‘The ferry is late,’” said Honor.")
    tale.mention(0, "Honor", 0).mention(0, "Wim", 1, quoted=True)
    tale.quote(0, "“And Wim says, ‘The ferry is late,’”", 0).quote(0, "‘The ferry is late,’", 1, depth=1)
    reply = ask(tale.told(), Kind.WHO_SAID, "Who said the late ferry?", "the late ferry")
    assert (reply.short, reply.evidence[0].sentence) == ("Wim", 0)


def test_who_was_with_somebody() -> None:
    reply = ask(harbour().told(), Kind.WHO_WITH, "Who was with Perce?", "Perce")
    assert reply.short is not None
    assert "Julia" in reply.short
    assert "Wim" not in reply.short


def test_where_somebody_is_and_was() -> None:
    tale = harbour()
    assert ask(tale.told(), Kind.WHEREABOUTS, "Where is Honor?", "Honor").text.startswith(
        "Honor is here, on the island."
    )
    gone = ask(tale.told(), Kind.WHEREABOUTS, "Where is Julia?", "Julia")
    assert gone.text.startswith("Julia was last told of at the mill ")
    assert gone.evidence[0].sentence == 5
    assert (
        ask(tale.told(), Kind.WHEREABOUTS, "Where is the clapper?", "the clapper").evidence[0].sentence == 7
    )


def test_here_says_place_time_and_people() -> None:
    reply = ask(harbour().told(), Kind.HERE, "Where are we?")
    assert reply.text.startswith(
        "Chapter 1, “One”. On the island, the next morning. In this scene: Honor and Wim."
    )


def test_last_seen_is_before_the_present_scene() -> None:
    reply = ask(harbour().told(), Kind.LAST_SEEN, "When did we last see Honor?", "Honor")
    assert reply.text.startswith("Before this scene, ")
    assert reply.evidence[0].sentence == 3


def test_have_met_says_where_first_and_how() -> None:
    reply = ask(harbour().told(), Kind.HAVE_MET, "Have we met Julia?", "Julia")
    assert (reply.short, reply.evidence[0].sentence) == ("yes", 1)
    assert reply.text.startswith("Yes, first ")
    assert ask(harbour().told(), Kind.HAVE_MET, "Have we met Wim before?", "Wim").text == NOT_TOLD


def test_how_long_ago() -> None:
    just = ask(
        harbour().told(6), Kind.HOW_LONG, "How long ago did they walk to the mill?", "they walk to the mill"
    )
    assert just.verdict is Verdict.NOT_TOLD or just.short == "just now"
    assert (
        ask(harbour().told(), Kind.HOW_LONG, "How long ago did we meet Perce?", "Perce").short
        == "a moment ago"
    )


def test_what_somebody_said_of_another() -> None:
    reply = ask(harbour().told(), Kind.SAID_ABOUT, "What did Honor say about Perce?", "Honor", "Perce")
    assert reply.text == "Honor said: “Perce stole the clapper” (1.4)"
    whom = ask(harbour().told(), Kind.SAID_ABOUT, "What did Julia say about Perce?", "Julia", "Perce")
    assert whom.evidence[0].sentence == 4  # it says "he"


def test_how_two_know_each_other() -> None:
    reply = ask(harbour().told(), Kind.HOW_KNOWN, "How does Julia know Perce?", "Julia", "Perce")
    assert reply.text.startswith("Perce Tallow is Julia’s brother.")
    assert reply.evidence[0].sentence == 1


def test_what_a_thing_is() -> None:
    reply = ask(harbour().told(), Kind.WHAT_IS, "What is the clapper?", "the clapper")
    assert reply.text.startswith("The clapper is a ball of black iron as big as a loaf.")
    assert (
        ask(harbour().told(6), Kind.WHAT_IS, "What is the clapper?", "the clapper").verdict
        is not Verdict.TOLD
    )


def test_the_last_words_again() -> None:
    tale = harbour().told(3)
    assert (
        ask(tale, Kind.WORD, "What did you just say?").text
        == "“Honor sat at the mill and mended a sail.” (1.3)"
    )
    assert ask(tale, Kind.WORD, "What was that word?").short == "mended"


def test_what_happened_to_somebody_is_told_in_order() -> None:
    reply = ask(harbour().told(), Kind.HAPPEN, "What happened to Honor?", "Honor")
    assert reply.text.index("rowed out alone") < reply.text.index("found a green boat")
    assert "she [Honor]" in reply.text or "She [Honor]" in reply.text


def test_somebody_put_in_the_listeners_own_words_is_looked_for_in_the_passages() -> None:
    reply = ask(mill(), Kind.WHO_IS, "Who is the thief with the lantern?", "the thief with the lantern")
    assert reply.method == "passages"
    assert reply.evidence
    for subject in ("Zanthia Quillfeather", "Zanthia", "the zeppelin", "Zanthia with the zeppelin"):
        assert ask(mill(), Kind.WHO_IS, f"Who is {subject}?", subject).method == "names"


def test_passages_say_what_is_not_said_outright() -> None:
    reply = ask(mill(), Kind.WHY, "Why did Julia come to the mill?")
    assert reply.verdict is not Verdict.NOT_TOLD
    assert "(1.4)" in reply.text
