"""The published layout, as it is and as files of other hands come out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pdnc_layout import GoldMention, find, load

FIXTURES = Path(__file__).parent / "fixtures" / "pdnc"


def test_the_fixture() -> None:
    novel = load(FIXTURES / "TheTollBell")
    assert novel.agreement == 1.0
    assert len(novel.quotations) == 34
    assert {one.kind for one in novel.quotations} == {"explicit", "anaphoric", "implicit"}
    door = [one for one in novel.quotations if one.quotation == "Q1"]
    assert [novel.text[one.start : one.end].split()[0] for one in door] == ["It", "I"]
    agnes, captain = novel.characters[:2]
    assert {"Agnes", "Agnes Thorne", "Aggie"} <= agnes.aliases
    assert (agnes.gender, captain.gender, agnes.category) == ("f", "m", "major")
    assert novel.characters[5].aliases == {"The pedlar"}
    assert sum(one.speaker < 0 for one in novel.quotations) == 1
    father = next(one for one in novel.mentions if novel.text[one.start : one.end] == "Father")
    assert father.who == (1,)


def _written(
    folder: Path, text: bytes, rows: list[dict[str, str]], characters: list[dict[str, str]], *, mark: str = ""
) -> Path:
    folder.mkdir(parents=True)
    (folder / "novel_text.txt").write_bytes(text)
    for name, records in (("quotation_info.csv", rows), ("character_info.csv", characters)):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            file.write(mark)
            writer = csv.DictWriter(file, list(records[0]))
            writer.writeheader()
            writer.writerows(records)
    return folder


_CHARACTERS = [
    {"Character ID": "0", "Main Name": "O'Hara", "Aliases": "{\"O'Hara\", 'Kitty', 'Miss'}", "Gender": "F"},
    {"Character ID": "1", "Main Name": "Zoë", "Aliases": "set()", "Gender": "nan"},
    {"Character ID": "2", "Main Name": "Ann", "Aliases": "['Ann', 'Miss']", "Gender": "U"},
]


def _row(words: str, spans: str, speaker: str, **others: str) -> dict[str, str]:
    there = {"quoteID": "Q0", "quoteText": words, "quoteByteSpans": spans, "speaker": speaker}
    return {**there, "quoteType": "Implicit", "mentionSpansList": "", "mentionEntitiesList": "", **others}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks(tmp_path: Path, line_end: str, mark: str) -> None:
    """Spans count a line end as one character and no mark, as Python's text files do."""
    text = line_end.join(['"Zoë,', 'come in!"', "", '"No."'])
    rows = [_row("Zoë,\ncome in!", "[[1, 14]]", "Kitty"), _row("No.", "[[18, 21]]", "Zoë")]
    novel = load(_written(tmp_path / "A", (mark + text).encode(), rows, _CHARACTERS, mark=mark))
    assert novel.agreement == 1.0
    assert [novel.text[one.start : one.end] for one in novel.quotations] == ["Zoë,\ncome in!", "No."]
    assert [one.speaker for one in novel.quotations] == [0, 1]


def test_line_ends_counted_as_two(tmp_path: Path) -> None:
    rows = [_row("here", "[[8, 12]]", "Ann")]
    novel = load(_written(tmp_path / "A", b"one\r\n\r\n'here'", rows, _CHARACTERS))
    assert novel.text[slice(novel.quotations[0].start, novel.quotations[0].end)] == "here"


def test_empty_cells_shared_names_and_shapes_of_lists(tmp_path: Path) -> None:
    nested = {
        "mentionSpansList": "[[[0, 3], [4, 6]], [[7, 9]]]",
        "mentionEntitiesList": "[[['Ann'], ['Zoë', 'Ann']], [['Somebody else']]]",
    }
    flat = {"mentionSpansList": "[[0, 3], [4, 6]]", "mentionEntitiesList": "[['Ann'], ['Zoë']]"}
    plain = {"mentionSpansList": "[[0, 3], [4, 6]]", "mentionEntitiesList": "['Ann', 'Zoë']"}
    rows = [
        _row("x", "nan", "Ann"),
        _row("x", "[[0, 1]]", "Miss", **nested),
        _row("x", "[(2, 3)]", "", **flat),
        _row("x", "[[5, 5], [6, 8]]", "_unknowable", **plain),
    ]
    novel = load(_written(tmp_path / "A", b"x x x x x x", rows, _CHARACTERS))
    assert [(one.start, one.end, one.speaker) for one in novel.quotations] == [
        (0, 1, -1),
        (2, 3, -1),
        (6, 8, -1),
    ]
    assert [one for one in novel.mentions if one.end == 6] == [
        GoldMention(4, 6, (1, 2)),
        GoldMention(4, 6, (1,)),
        GoldMention(4, 6, (1,)),
    ]
    assert not [one for one in novel.mentions if one.start == 7]
    assert novel.characters[0].aliases == {"O'Hara", "Kitty", "Miss"}
    assert [one.gender for one in novel.characters] == ["f", "", ""]


def test_folders_are_found_by_name(tmp_path: Path) -> None:
    for name in ("A", "B"):
        _written(tmp_path / "data" / name, b"x", [_row("x", "[[0, 1]]", "Ann")], _CHARACTERS)
    assert [folder.name for folder in find(tmp_path)] == ["A", "B"]
    assert [folder.name for folder in find(tmp_path / "data", ["B"])] == ["B"]
    assert [folder.name for folder in find(tmp_path / "data" / "A")] == ["A"]
    with pytest.raises(FileNotFoundError, match="C in"):
        find(tmp_path, ["C"])
    with pytest.raises(FileNotFoundError, match="no novel"):
        find(tmp_path / "data" / "A" / "nothing")
