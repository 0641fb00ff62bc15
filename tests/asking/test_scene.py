"""Lines with their speakers, and where the listener is."""

from __future__ import annotations

from tests.asking.noted import Noted


def boat() -> Noted:
    """A frame, and a tale told in it; places, times, and people who come and go."""
    return (
        Noted(
            "Silas sat in the boat.",
            "“Listen,” said Silas to Nell.",
            "It was that night at the mill.",
            "Tom came in.",
            "He saw the door.",
            "“Not here,” Tom thought.",
            "“He said ‘go’ to me.”",
            "Ruth wept.",
        )
        .note("scene", 0, "Silas", reason="chapter")
        .mention(0, "Silas", 0)
        .mention(0, "the boat", 8, type="VEH")
        .note("setting", 0, "the boat", where=8)
        .mention(1, "Silas", 0)
        .mention(1, "Nell", 1)
        .quote(1, "“Listen,”", 0, addressee=1, how="tag", shown=1)
        .note("scene", 2, "It", reason="time")
        .note("level", 2, "It was that night at the mill.", depth=1, enters=True, teller=0, listener=1)
        .note("setting", 2, "that night", when="that night")
        .mention(2, "the mill", 9, type="FAC")
        .note("setting", 2, "the mill", where=9)
        .mention(3, "Tom", 2, gender="m")
        .mention(4, "He", 2, gender="m")
        .quote(5, "“Not here,”", 2, mode="thought", how="tag", shown=5)
        .mention(5, "Tom", 2)
        .quote(6, "“He said ‘go’ to me.”", 2, 0.7, how="turns", shown=4)
        .quote(6, "‘go’", depth=1)
        .mention(6, "He", 3, quoted=True)
        .note("level", 7, "Ruth", depth=0, enters=False)
        .note("scene", 7, "Ruth", reason="place")
        .mention(7, "Ruth", 4)
    )


def test_a_line_has_speaker_addressee_and_what_they_are_told_by() -> None:
    said = boat().told(2).said()
    assert said is not None
    assert (said.speaker, said.addressee, said.how, said.mode) == ("Silas", "Nell", "tag", "speech")
    assert said.evidence is not None
    assert said.evidence.at == "1.2"


def test_a_thought_is_not_said_and_a_quotation_within_one_is_not_the_last_line() -> None:
    assert getattr(boat().told(6).said(), "text", "") == "Listen,"
    said = boat().told(7).said()
    assert said is not None
    assert (said.text, said.speaker, said.confidence) == ("He said ‘go’ to me.", "Tom", 0.7)
    assert [(one.text, one.mode) for one in boat().told().quotes()] == [
        ("Listen,", "speech"),
        ("Not here,", "thought"),
        ("He said ‘go’ to me.", "speech"),
        ("go", "speech"),
    ]


def test_where_the_listener_is() -> None:
    frame, tale, back = (boat().told(told_to).where() for told_to in (2, 5, 8))
    assert (frame.place, frame.time, frame.present, frame.level) == ("the boat", "", ("Silas", "Nell"), 0)
    assert (tale.place, tale.time, tale.present) == ("the mill", "that night", ("Tom",))
    assert (tale.level, tale.teller, tale.listener) == (1, "Silas", "Nell")
    assert tale.scene is not None
    assert tale.scene.at == "1.3"
    assert (back.place, back.time, back.present, back.level, back.teller) == (
        "",
        "that night",
        ("Ruth",),
        0,
        None,
    )


def test_who_is_only_spoken_of_is_not_there() -> None:
    noted = boat().mention(7, "Ruth", 5, quoted=True, name="Amos")
    assert "Amos" in [one.name for one in noted.told().cast()]
    assert noted.told().where().present == ("Ruth",)


def test_every_mention_is_shown_with_whom_it_means() -> None:
    found = [(one.text, one.who, one.type, one.form) for one in boat().told(5).mentions()]
    assert found == [
        ("Silas", "Silas", "PER", "proper"),
        ("the boat", "the boat", "VEH", "common"),
        ("Silas", "Silas", "PER", "proper"),
        ("Nell", "Nell", "PER", "proper"),
        ("the mill", "the mill", "FAC", "common"),
        ("Tom", "Tom", "PER", "proper"),
        ("He", "Tom", "PER", "pronoun"),
    ]
