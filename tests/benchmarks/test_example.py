"""The example's key against a scripted reader; the story of these tests has two chapters and a reveal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import example_cast
from example_places import Place, Places
from example_reader import Line, Read, known, lines, revealed, said
from feeding import Given, pages
from tests.benchmarks.fakes import ScriptedReader
from wellanyway.errors import ConfigError
from wellanyway.importers import open_book
from wellanyway.reading.sentences import divide
from wellanyway.reading.window import Window, windows
from wellanyway.story import Block, BlockKind, Chapter, InMemoryWork

_FIRST = (
    "A tall man sat with Ida.",
    "“Is it late?” said Ida.",
    "“It is,” said the tall man, “and getting _on_.”",
    "Mr. Crane was in the house.",
)
_SECOND = (
    "“My name is Crane,” the tall man told her.",
    "“I know,” Ida said.",
)
_CAST = {
    "characters": [
        {"name": "Ida", "aliases": [{"alias": "Ida", "chapter": 1, "text": "sat with Ida"}]},
        {
            "name": "Crane",
            "aliases": [
                {"alias": "A tall man", "chapter": 1, "text": "A tall man sat"},
                {"alias": "the tall man", "chapter": 1, "text": "said the tall man", "shared": True},
                {"alias": "Mr. Crane", "chapter": 1, "text": "Mr. Crane was"},
                {"alias": "Crane", "chapter": 2, "text": "My name is Crane"},
            ],
        },
        {"name": "the cat", "aliases": []},
    ],
    "reveals": [{"a": "A tall man", "b": "Mr. Crane", "chapter": 2, "text": "My name is Crane"}],
}
_SPEAKERS = [
    {"chapter": 1, "quote": "“Is it late?”", "speaker": "Ida", "tagged": True},
    {"chapter": 1, "quote": "“It is,”", "speaker": "the tall man", "tagged": True},
    {"chapter": 1, "quote": "“and getting _on_", "speaker": "the tall man", "tagged": True},
    {"chapter": 2, "quote": "“My name is", "speaker": "Crane", "tagged": False},
    {"chapter": 2, "quote": "“I know,”", "speaker": "Ida", "tagged": True},
]
_SAYS = {"Is it late": 1, "It is": 2, "and getting": 2, "My name": 2, "I know": 1}
_CALLED = {"Ida": 1, "A tall man": 2, "the tall man": 2, "Mr. Crane": 3, "Crane": 3}
_JOINS = {"My name is Crane": (2, 3)}


def _windows() -> list[Window]:
    chapters = [
        divide(
            Chapter(
                str(n), "", tuple(Block(BlockKind.PARAGRAPH, text.replace("_", "")) for text in paragraphs)
            )
        )
        for n, paragraphs in enumerate((_FIRST, _SECOND))
    ]
    work = InMemoryWork(chapters)
    return list(windows(work, 0, work.size()))


@pytest.fixture
def key(tmp_path: Path) -> tuple[example_cast.Cast, list[Line]]:
    places = Places(_windows())
    (tmp_path / "cast").write_text(json.dumps(_CAST))
    (tmp_path / "speakers").write_text("\n".join(map(json.dumps, _SPEAKERS)))
    return example_cast.load(tmp_path / "cast", places), lines(tmp_path / "speakers", places)


def _read(one: ScriptedReader) -> Read:
    return Read(list(pages(one, [(window, Given()) for window in _windows()])))


def test_a_reader_that_errs_in_nothing(key: tuple[example_cast.Cast, list[Line]]) -> None:
    cast, quotations = key
    read = _read(ScriptedReader(_CALLED, _SAYS, _JOINS))
    figures, wrong = said(read, cast, quotations)
    assert (figures["accuracy"], figures["lines"], wrong) == (1.0, 5, [])
    assert known(read, cast, [3, 5]) == ({"accuracy": 1.0, "names_asked": 7}, [])
    assert revealed(read, cast) == ({"joined": "1/1", "kept_apart": "1/1"}, [])


def test_one_wrong_and_one_unsure_line(key: tuple[example_cast.Cast, list[Line]]) -> None:
    cast, quotations = key
    figures, wrong = said(
        _read(ScriptedReader(_CALLED, {**_SAYS, "It is": 1, "I know": -1}, _JOINS)), cast, quotations
    )
    assert figures["accuracy"] == 0.6
    assert (figures["tagged"], figures["untagged"], figures["unsure"]) == (0.5, 1.0, 1)
    assert figures["right_where_named"] == 0.75
    assert wrong == ["“It is,” [the tall man]: Ida", "“I know,” [Ida]: unsure"]


def test_one_who_knows_too_early(key: tuple[example_cast.Cast, list[Line]]) -> None:
    """The man and Crane are one from the beginning: wrong at the first chapter's end, right at the second's."""
    cast, _ = key
    read = _read(ScriptedReader({**_CALLED, "Mr. Crane": 2, "Crane": 2}, _SAYS))
    assert revealed(read, cast) == (
        {"joined": "1/1", "kept_apart": "0/1"},
        ["not two before: A tall man = Mr. Crane"],
    )
    assert known(read, cast, [3])[0] == {"accuracy": round(2 / 3, 4), "names_asked": 3}
    assert known(read, cast, [5])[0] == {"accuracy": 1.0, "names_asked": 4}


def test_one_who_never_finds_out(key: tuple[example_cast.Cast, list[Line]]) -> None:
    """At the end the three names of Crane are two people: those of the greater part are right."""
    cast, _ = key
    read = _read(ScriptedReader(_CALLED, _SAYS))
    assert revealed(read, cast)[0] == {"joined": "0/1", "kept_apart": "1/1"}
    assert known(read, cast, [5])[0] == {"accuracy": 0.75, "names_asked": 4}


def test_groups_of_names(key: tuple[example_cast.Cast, list[Line]]) -> None:
    cast, _ = key
    texts = [name.text for name in cast.names]
    before, after = cast.groups(3), cast.groups(4)
    assert before[texts.index("A tall man")] == before[texts.index("the tall man")]
    assert before[texts.index("A tall man")] != before[texts.index("Mr. Crane")]
    assert before[texts.index("Crane")] == -1
    assert after[texts.index("A tall man")] == after[texts.index("Mr. Crane")] == after[texts.index("Crane")]


def test_words_are_found_in_their_page() -> None:
    told = _windows()
    places = Places(told)
    assert places.find(1, "“and getting _on_") == Place(2, 28, 43)
    assert places.find(2, "crane", "name is Crane,” the") == Place(4, 12, 17)
    assert told[4].block.text[12:17] == "Crane"
    with pytest.raises(ConfigError, match="once"):
        places.find(1, "tall man")
    with pytest.raises(ConfigError, match="chapter 3"):
        places.find(3, "Ida")


def test_the_shipped_key_is_understood() -> None:
    """Every line's speaker is one group of the cast when it is said, and the reveals part and join as the key has it."""
    folder = Path(__file__).parent.parent.parent / "examples"
    source = folder / "eleven-pence.txt"
    work = InMemoryWork([divide(chapter) for chapter in open_book(source).chapters()])
    told = list(windows(work, 0, work.size()))
    places = Places(told)
    cast = example_cast.load(folder / "eleven-pence.characters.json", places)
    quotations = lines(folder / "eleven-pence.speakers.jsonl", places)
    assert len(quotations) == 616
    assert all(len(cast.meant(line.place.page, line.speaker)) == 1 for line in quotations)
    assert {told[line.place.page].block.text[line.place.start] for line in quotations} == {"“"}
    for reveal in cast.reveals:
        before, after = cast.groups(reveal.page - 1), cast.groups(reveal.page)
        assert before[reveal.one] != before[reveal.other] or before[reveal.one] == -1
        later = after[reveal.one], after[reveal.other]
        assert later[0] == later[1] or -1 in later
