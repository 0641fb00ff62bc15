"""Markdown: headings make chapters, marks become print, notes stand apart."""

from __future__ import annotations

from pathlib import Path

from wellanyway.importers import open_book
from wellanyway.importers.source import Source
from wellanyway.story import BlockKind, ParatextKind

BOOK = """---
title: The Mill
author: Ann Other
---

# Rain

It was *raining* on the [hill](https://example.org)[^1]. <!-- not this -->

> Whoever comes,
> comes wet.

* * *

- flour

[^1]: Hills differ.

## A Smaller Heading

The wheel goes round,\\
the water under.

Road
====

A/N: thank you all

It went on -- and on.
"""


def book(tmp_path: Path, text: str) -> Source:
    path = tmp_path / "mill.md"
    path.write_text(text)
    return open_book(path)


def test_a_whole_book(tmp_path: Path) -> None:
    source = book(tmp_path, BOOK)
    rain, road = source.chapters()
    assert (source.title, source.author, source.format) == ("The Mill", "Ann Other", "markdown")
    assert [(block.kind, block.text) for block in rain.blocks] == [
        (BlockKind.PARAGRAPH, "It was raining on the hill."),
        (BlockKind.QUOTE, "Whoever comes, comes wet."),
        (BlockKind.SCENE_BREAK, ""),
        (BlockKind.LIST, "flour"),
        (BlockKind.HEADING, "A Smaller Heading"),
        (BlockKind.VERSE, "The wheel goes round,\nthe water under."),
    ]
    assert [rain.blocks[0].text[a:b] for a, b in rain.blocks[0].emphasis] == ["raining"]
    assert [note.kind for note in rain.paratext] == [ParatextKind.FOOTNOTE]
    assert [note.kind for note in road.paratext] == [ParatextKind.NOTE]
    assert road.blocks[0].text == "It went on — and on."
    assert rain.blocks[0].fragment == "line=8"


def test_a_title_above_lesser_headings_is_the_works(tmp_path: Path) -> None:
    source = book(tmp_path, "# The Mill\n\nby Ann Other\n\n## One\n\nRain.\n\n## Two\n\nMore rain.\n")
    assert (source.title, source.author) == ("The Mill", "Ann Other")
    assert [chapter.title for chapter in source.chapters()] == ["One", "Two"]


def test_a_part_above_chapters_is_in_the_first_ones_title(tmp_path: Path) -> None:
    source = book(tmp_path, "# One\n\nA.\n\n# Part Two\n\n## Three\n\nB.\n")
    assert [chapter.title for chapter in source.chapters()] == ["One", "Part Two · Three"]


def test_fenced_lines_are_no_headings(tmp_path: Path) -> None:
    (only,) = book(tmp_path, "# One\n\n```\n# not a heading\n```\n\nText.\n").chapters()
    assert [block.text for block in only.blocks] == ["# not a heading", "Text."]


def test_no_heading_is_one_chapter(tmp_path: Path) -> None:
    source = book(tmp_path, "Just words.\n\nAnd more.\n")
    (only,) = source.chapters()
    assert (source.title, only.title, len(only.blocks)) == ("Mill", "", 2)


def test_fan_fiction_in_markdown(tmp_path: Path) -> None:
    text = (
        "# The Mill\n\nby rainwoman\n\n**Rating:** T\n\n## Chapter 1\n\nIt *rained* -- on.\n\noOo\n\n"
        '"Who?" (A/N: lol) she said.\n\nTBC\n\n**A/N:** Thanks!\n\nReviews are love.\n\nShe wrote a note.\n\n## Chapter 2\n\nOn.\n'
    )
    source = book(tmp_path, text)
    one, two = source.chapters()
    assert (source.title, source.author) == ("The Mill", "rainwoman")
    assert [note.kind for note in source.notes] == [ParatextKind.TAGS]
    assert [block.text for block in one.blocks] == [
        "It rained — on.",
        "",
        '"Who?" she said.',
        "She wrote a note.",
    ]
    assert [one.blocks[0].text[a:b] for a, b in one.blocks[0].emphasis] == ["rained"]
    assert [note.text for note in one.paratext] == ["(A/N: lol)", "TBC", "A/N: Thanks!", "Reviews are love."]
    assert [block.text for block in two.blocks] == ["On."]
