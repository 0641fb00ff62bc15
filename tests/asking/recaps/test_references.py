"""Names for pronouns: where a listener could not know whom they mean, and nowhere else."""

from __future__ import annotations

import pytest

from wellanyway.asking.recaps.references import Ref, Thread

SILAS, TOM, JULIA, MEN = 1, 2, 3, 4
WHO = {SILAS: ("Silas", "m"), TOM: ("Tom", "m"), JULIA: ("Julia Rook", "f"), MEN: ("the soldiers", "")}


def refs(text: str, *meant: tuple[str, int]) -> list[Ref]:
    """Words of a text, in order, with whom they mean."""
    found, place = [], 0
    for words, who in meant:
        start = text.index(words, place)
        place = start + len(words)
        form = "proper" if words in {"Silas", "Tom", "Julia"} else "pronoun"
        name, gender = WHO.get(who, ("", ""))
        found.append(Ref(start, place, words, who, name, form, gender, is_group=who == MEN))
    return found


@pytest.mark.parametrize(
    ("text", "meant", "fixed"),
    [
        ("He went home.", [("He", SILAS)], "[Silas] went home."),
        ("His dog barked.", [("His", SILAS)], "[Silas]’s dog barked."),
        ("Then her hand shook.", [("her", JULIA)], "Then [Julia Rook]’s hand shook."),
        ("The dog saw her.", [("her", JULIA)], "The dog saw [Julia Rook]."),
        ("The dog bit her at once.", [("her", JULIA)], "The dog bit [Julia Rook] at once."),
        ("Silas said that he knew.", [("Silas", SILAS), ("he", SILAS)], "Silas said that he knew."),
        ("When he came, Silas sat.", [("he", SILAS), ("Silas", SILAS)], "When he came, Silas sat."),
        (
            "He saw her and he fled.",
            [("He", TOM), ("her", JULIA), ("he", TOM)],
            "[Tom] saw [Julia Rook] and he fled.",
        ),
        (
            "With fear in his heart, Tom ran.",
            [("his", SILAS), ("Tom", TOM)],
            "With fear in his heart, Tom ran.",
        ),
        ("He was afraid that Tom ran.", [("He", SILAS), ("Tom", TOM)], "[Silas] was afraid that Tom ran."),
        ("They ran.", [("They", MEN)], "[The soldiers] ran."),
        (
            "Silas told Tom that he knew.",
            [("Silas", SILAS), ("Tom", TOM), ("he", SILAS)],
            "Silas told Tom that he knew.",
        ),
    ],
)
def test_a_name_for_a_pronoun(text: str, meant: list[tuple[str, int]], fixed: str) -> None:
    assert Thread().fix(text, refs(text, *meant)) == (fixed, 0)


def test_a_pronoun_stays_for_whoever_was_named_last() -> None:
    thread = Thread()
    thread.fix("Silas sat.", refs("Silas sat.", ("Silas", SILAS)))
    assert thread.fix("He slept.", refs("He slept.", ("He", SILAS)))[0] == "He slept."
    thread.fix("Tom came.", refs("Tom came.", ("Tom", TOM)))
    assert thread.fix("He woke.", refs("He woke.", ("He", SILAS)))[0] == "[Silas] woke."
    assert thread.fix("She sang.", refs("She sang.", ("She", JULIA)))[0] == "[Julia Rook] sang."


def test_a_pronoun_for_nobody_known_is_loose() -> None:
    assert Thread().fix("He went.", refs("He went.", ("He", -1))) == ("He went.", 1)
    assert Thread().fix("I went.", refs("I went.", ("I", -1))) == ("I went.", 0)
