"""Who somebody is where no fact says it: the sentences that introduce them come before those that only have the name."""

from __future__ import annotations

import pytest

from tests.asking.noted import Noted
from tests.asking.replies.asked import ask, asked
from wellanyway.asking.replies import by_phrase, meant
from wellanyway.asking.replies.introducing import introducing, with_phrase
from wellanyway.asking.understanding.question import Kind
from wellanyway.asking.wording import IMPLIED, NOT_TOLD
from wellanyway.told import Told
from wellanyway.views import Verdict


def ferry() -> Noted:
    """Wim Latch 0, of whom no fact is noted; Honor 1; the ferry 2."""
    tale = Noted(
        "“Wim Latch, sir, to speak with you,” said Honor at the door.",  # 0
        "“Is Wim Latch there?” she asked the rain.",
        "Nobody in the village spoke to Wim Latch on a Sunday morning.",
        "Wim Latch, the old ferryman, had a hook for a hand.",
        "He was a tall, quarrelsome man, and the ferry was his whole estate.",
        "“Wim!” cried Honor.",  # 5
        "Wim pulled the ferry over, and Honor sat in it.",
        "Then he tied it to the post.",
    )
    for sentence in (0, 1):
        tale.mention(sentence, "Wim Latch", 0, quoted=True, gender="m")
    tale.mention(2, "Wim Latch", 0, gender="m").mention(3, "Wim Latch", 0, gender="m")
    tale.mention(4, "He", 0, gender="m").mention(5, "Wim", 0, quoted=True).mention(6, "Wim", 0)
    tale.mention(0, "Honor", 1, gender="f").mention(6, "Honor", 1, gender="f").mention(7, "he", 0, gender="m")
    tale.mention(6, "the ferry", 2, type="VEH").note("setting", 6, "the ferry", where=2)
    return tale


def best(told: Told, phrase: str = "Wim Latch") -> list[int]:
    about = asked(told, Kind.WHO_IS, f"Who is {phrase}?", phrase)
    one = about.known.find(phrase)
    return [said.sentence for said in introducing(about, range(told.told_to), phrase, one)]


def test_what_says_who_somebody_is_comes_first_and_a_call_or_a_question_last() -> None:
    found = best(ferry().told())
    assert set(found[:2]) == {3, 4}
    assert set(found[-3:]) >= {1, 5}
    assert found.index(2) < found.index(0)


def test_a_pronoun_counts_only_where_the_name_is_near_and_it_is_sure() -> None:
    words = (
        "Wim Latch came.",
        *("The rain fell on the empty village.",) * 7,
        "He was a tall, quarrelsome man.",
    )
    far = Noted(*words).mention(0, "Wim Latch", 0, gender="m").mention(8, "He", 0, gender="m")
    near = Noted(*words[:1], words[8]).mention(0, "Wim Latch", 0, gender="m").mention(1, "He", 0, gender="m")
    doubtful = Noted(*words[:1], words[8]).mention(0, "Wim Latch", 0, gender="m")
    doubtful.note("mention", 1, "He", 0.8, who=0, type="PER", form="pronoun", words="He")
    assert best(near.told())[0] == 1
    assert best(doubtful.told())[0] == 0
    assert best(far.told())[0] == 0


def test_what_somebody_says_they_are_counts_as_theirs_alone() -> None:
    tale = Noted(
        "Wim Latch came to the door in the rain.", "“I am the ferryman here, and I want my money,” he said."
    )
    tale.mention(0, "Wim Latch", 0, gender="m").mention(1, "I", 0, quoted=True)
    about = asked(tale.told(), Kind.WHO_IS, "Who is Wim Latch?", "Wim Latch")
    before = introducing(about, [1], "Wim Latch", about.known.find("Wim Latch"))[0].worth
    tale.quote(1, "“I am the ferryman here, and I want my money,”", 0)
    about = asked(tale.told(), Kind.WHO_IS, "Who is Wim Latch?", "Wim Latch")
    assert introducing(about, [1], "Wim Latch", about.known.find("Wim Latch"))[0].worth > before + 1


def test_the_answer_without_a_fact_quotes_the_best_and_says_where_they_were_last() -> None:
    short = Noted(
        "“Wim, sir,” said Honor.",
        "Wim had a wooden hand, which creaked.",
        "Wim rowed Honor out, and she sang.",
        "The next day it rained.",
    )
    short.mention(0, "Wim", 0, quoted=True).mention(0, "Honor", 1, gender="f")
    short.mention(1, "Wim", 0, gender="m").mention(2, "Wim", 0, gender="m")
    short.mention(2, "Honor", 1, gender="f").mention(2, "she", 1, gender="f")
    short.note("scene", 0, "“Wim", reason="chapter").note("scene", 3, "The next day", reason="time")
    reply = ask(short.told(), Kind.WHO_IS, "Who is Wim?", "Wim")
    assert (reply.verdict, reply.evidence[0].sentence) == (Verdict.IMPLIED, 1)
    assert reply.text.startswith(f"{IMPLIED}there is this: “Wim had a wooden hand")
    assert reply.text.endswith("Wim was last with Honor.")
    assert "last" not in ask(short.told(2), Kind.WHO_IS, "Who is Wim?", "Wim").text


# -- a name held in part, or not at all


def lamp() -> Noted:
    """Perce 0, never held as "Perce Tallow"; "Grey Hook" is held as nobody; Amos 1 is described by words with that name."""
    tale = Noted(
        "The lamp was lit by Perce Tallow every night.",  # 0
        "Perce never spoke to anybody there.",
        "They feared Grey Hook more than the sea.",
        "The stranger who had been known there as Grey Hook was rich.",
        "“Grey Hook!” they cried.",
        "Grey Hook, the smuggler, kept a boat behind the mill.",  # 5
        "Amos Pell was the captain’s brother.",
    )
    tale.note("mention", 0, "Perce", who=0, type="PER", form="proper", name="Perce", gender="m")
    tale.mention(1, "Perce", 0, gender="m")
    stranger = "The stranger who had been known there as Grey Hook"
    tale.note(
        "mention",
        3,
        stranger,
        who=1,
        type="PER",
        form="common",
        words=stranger.lower().replace("grey h", "Grey H"),
    )
    return tale.mention(6, "Amos Pell", 1, gender="m")


def test_a_name_held_in_part_is_whom_that_part_means_where_all_of_it_stands() -> None:
    reply = ask(lamp().told(), Kind.WHO_IS, "Who is Perce Tallow?", "Perce Tallow")
    assert (reply.method, reply.evidence[0].sentence) == ("card", 0)
    other = ask(lamp().told(), Kind.WHO_IS, "Who is Perce Rook?", "Perce Rook")
    assert (other.text, other.evidence) == (NOT_TOLD, ())


def test_a_name_held_as_nobodys_is_answered_from_the_sentences_that_have_it() -> None:
    reply = ask(lamp().told(5), Kind.WHO_IS, "Who is Grey Hook?", "Grey Hook")
    assert (reply.verdict, reply.method) == (Verdict.IMPLIED, "mentions")
    assert {item.sentence for item in reply.evidence} <= {2, 3, 4}
    assert reply.evidence[0].sentence != 4
    assert "smuggler" in ask(lamp().told(), Kind.WHO_IS, "Who is Grey Hook?", "Grey Hook").text


def test_nobody_gets_the_card_of_another_whose_description_has_their_name() -> None:
    assert "Amos" not in ask(lamp().told(), Kind.WHO_IS, "Who is Grey Hook?", "Grey Hook").text
    assert ask(lamp().told(), Kind.WHO_IS, "Who is Amos?", "Amos").evidence[0].sentence == 6


def test_a_phrase_is_a_name_with_its_capitals_alone() -> None:
    tale = Noted("A grey hook hung there.", "They saw Grey Hook.", "Grey, and then Hook, came.").told()
    about = asked(tale, Kind.WHO_IS, "Who is grey hook?", "grey hook")
    assert with_phrase(about, range(3), "grey hook") == [1]


def test_what_a_listener_says_of_somebody_they_name_is_no_part_of_the_name() -> None:
    subject = "Perce they keep asking for"
    reply = ask(lamp().told(), Kind.WHO_IS, f"Who is this {subject}?", subject)
    assert reply.method == "card"


def test_what_is_dreamt_or_supposed_is_not_what_somebody_is() -> None:
    tale = Noted("She dreamt that Perce was the harbour master.", "Perce sat on the quay and mended a net.")
    tale.mention(0, "Perce", 0, gender="m").mention(1, "Perce", 0, gender="m")
    tale.note("description", 0, "the harbour master", 0.9, who=0)
    assert ask(tale.told(), Kind.WHO_IS, "Who is Perce?", "Perce").verdict is Verdict.IMPLIED


# -- nothing that has not been told

_ASKED = ("Wim Latch", "Perce Tallow", "Grey Hook")


def futures(told_to: int) -> list[list[str]]:
    """What is said of each name at one place, before the tale as it goes on and before two others."""
    ends = (
        (),
        ("Grey Hook, the smuggler, was Perce Tallow.",),
        ("Perce Tallow, the owner of the lamp, had died.",) * 3,
    )
    words = lamp()._sentences[:5]
    found = []
    for end in ends:
        tale = Noted(*words, *end).mention(1, "Perce", 0, gender="m")
        tale.note("mention", 0, "Perce", who=0, type="PER", form="proper", name="Perce")
        for sentence in range(5, 5 + len(end)):
            tale.note("mention", sentence, "Perce", who=0, type="PER", form="proper", name="Perce")
        here = tale.told().back_to(tale.told(told_to).at) if told_to else tale.told(0)
        found.append([repr(ask(here, Kind.WHO_IS, f"Who is {name}?", name)) for name in _ASKED])
    return found


def are_alike() -> bool:
    return all(
        first == other for told_to in range(6) for first, *others in [futures(told_to)] for other in others
    )


def test_no_future_shows_in_who_somebody_is() -> None:
    assert are_alike()


def test_a_name_that_comes_later_is_refused_like_one_that_never_comes() -> None:
    for told_to in range(3):
        later, never = (
            ask(lamp().told(told_to), Kind.WHO_IS, f"Who is {name}?", name)
            for name in ("Grey Hook", "Quill Vantage")
        )
        assert (later.text, later.more, later.evidence) == (never.text, never.more, never.evidence)


def test_a_search_for_the_phrase_that_looked_ahead_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    real = meant.sentences_with

    def ahead(told: Told, subject: str) -> list[int]:
        far = Told(told._work, told._work.size(), memory=told._memory, mind=told._mind)
        return [min(at, told.told_to - 1) for at in real(far, subject)]

    monkeypatch.setattr(by_phrase, "sentences_with", ahead)
    monkeypatch.setattr(by_phrase, "with_phrase", lambda asked, ordinals, phrase: list(ordinals))
    assert not are_alike()


@pytest.mark.parametrize(
    "words",
    [
        "Wim Latch, clerk of the parish, shook his head at the whole of it.",
        "There stood a thin old person known to all as “Wim Latch,” ferryman, and a friend.",
        "That night the coxswain, Wim Latch, slept badly in his narrow bed.",
        "There was a lad in the next boat whose name was Wim Latch.",
        "For years Wim Latch had been alone on the river with his boat.",
    ],
)
def test_each_way_of_introducing_comes_before_a_name_in_passing(words: str) -> None:
    tale = Noted("Nobody in the village spoke to Wim Latch on a Sunday morning.", words)
    tale.mention(0, "Wim Latch", 0, gender="m").mention(1, "Wim Latch", 0, gender="m")
    told = tale.told()
    about = asked(told, Kind.WHO_IS, "Who is Wim Latch?", "Wim Latch")
    one = about.known.find("Wim Latch")
    passing, introduced = (introducing(about, [at], "Wim Latch", one)[0].worth for at in (0, 1))
    assert introduced > passing + 0.3
