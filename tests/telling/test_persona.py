"""Personas: the shipped ones are whole, one's own can be used, and mistakes are told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

import wellanyway.telling
from wellanyway.errors import ConfigError
from wellanyway.telling.persona import persona, persona_names, seconds

SHIPPED = Path(wellanyway.telling.__path__[0]) / "personas"


def test_plain_and_barstool_ship() -> None:
    assert persona_names() == ("barstool", "plain")


@pytest.mark.parametrize("name", ["plain", "barstool"])
def test_shipped_personas_load(name: str) -> None:
    found = persona(name)
    assert found.name == name
    assert all(line == line.strip() for lines in found.says.values() for line in lines)


@pytest.mark.parametrize("name", ["plain", "barstool"])
def test_no_persona_hints_at_what_is_to_come(name: str) -> None:
    found = persona(name)
    for kind in ("not_told", "nothing_more", "said_unsure", "said_nobody"):
        words = set(found.fixed[kind].lower().replace(".", "").split())
        assert not words & {"yet", "later", "ahead", "still", "soon", "finished", "end", "never"}, kind


def test_the_default_is_plain() -> None:
    assert persona() == persona("plain")


def test_a_variant_is_the_same_for_the_same_place_and_turn() -> None:
    manner = persona("barstool")
    for told_to in range(50):
        for count in range(5):
            once = manner.say("remarks", told_to=told_to, count=count)
            assert once == manner.say("remarks", told_to=told_to, count=count)
            assert once in manner.says["remarks"]


def test_variants_take_turns() -> None:
    manner = persona("barstool")
    said = [manner.say("guesses", told_to=7, count=count) for count in range(3)]
    assert sorted(said) == sorted(manner.says["guesses"])


def own(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (SHIPPED / "plain.toml").read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "mine.toml"
    path.write_text(text)
    return path


def test_ones_own(tmp_path: Path) -> None:
    path = own(tmp_path, ("That is all there is so far.", "Basta, {{for now}}."))
    mine = persona(path)
    assert mine.name == "mine"
    assert mine.always("nothing_more") == "Basta, {for now}."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version = 1", "version = 9", "write version = 1"),
        ('about = "Few words, none of them in the way."', "about = 3", "about has to be a line of text"),
        ('line = "1h"', 'line = "soon"', "not a span of time"),
        ('line = "1h"', 'line = "9w"', "longer than breaks.recap"),
        ("recap_words = 150", "recap_words = 1", "from 20 to 1000"),
        ('"1d" = 2', '"1d" = 99', "1 to 6"),
        ('told = ["{text}"]', 'told = ["{txt}"]', "has to hold {text}"),
        ('told = ["{text}"]', 'told = ["{text"]', "does not close"),
        ('told = ["{text}"]', "told = []", "list of lines"),
        ('told = ["{text}"]', 'told = ["Yes."]', "has to hold {text}"),
        ('told = ["{text}"]', "", "says.told is missing"),
        ('told = ["{text}"]', 'told = ["{text}"]\nsings = ["la"]', "says.sings is not known"),
        ("[fixed]", "[fixed", "not TOML"),
        ('no_notes = "There is no note here."', 'no_notes = " "', "fixed.no_notes has to be a line"),
    ],
)
def test_mistakes_are_told_in_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        persona(own(tmp_path, (old, new)))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(ConfigError, match="barstool, plain"):
        persona("pirate")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        persona(tmp_path / "none.toml")


def test_a_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    path.write_text("#" * 100_000)
    with pytest.raises(ConfigError, match="larger than"):
        persona(path)


@pytest.mark.parametrize(
    ("text", "expected"), [("90s", 90), ("15m", 900), ("3h", 10800), ("2D", 172800), ("1 w", 604800)]
)
def test_spans_of_time(text: str, expected: float) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize("text", ["", "2", "d", "-1d", "1y", "1.5h"])
def test_what_is_no_span_of_time(text: str) -> None:
    with pytest.raises(ConfigError, match="span of time"):
        seconds(text)
