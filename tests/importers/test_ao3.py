"""Archive of Our Own: the downloaded work and the saved page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.build import prose
from wellanyway.errors import NotAStoryError
from wellanyway.importers.html import HtmlImporter, HtmlSource
from wellanyway.story import Chapter


def opened(text: str, folder: Path) -> HtmlSource:
    path = folder / "work.html"
    path.write_text(text, encoding="utf-8")
    source = HtmlImporter().open(path)
    assert source is not None
    return source


def notes(chapter: Chapter) -> list[tuple[str, str, bool]]:
    return [(note.kind.value, note.text, note.is_after) for note in chapter.paratext]


PREFACE = """
<div id="preface"><h2 class="toc-heading">Preface</h2>
<p class="message"><b>Low Tide</b><br>Posted originally on the <a href="https://archive.example/">Archive</a>.</p>
<div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a href="#">General</a></dd><dt>Fandom:</dt>
<dd><a href="#">Herons</a>, <a href="#">Mud</a></dd><dt>Language:</dt><dd>English</dd>
<dt>Stats:</dt><dd>Published: 2020-01-01 Words: 900 Chapters: 2/2</dd></dl>
<h1>Low Tide</h1><div class="byline">by <a rel="author" href="#">wren</a></div>
<p>Summary</p><blockquote class="userstuff"><p>Two meet.</p></blockquote>
<p>Notes</p><blockquote class="userstuff"><p>For T.</p><p>Enjoy!</p></blockquote>
<div class="endnote-link">See the end of the work for more <a href="#endnotes">notes</a></div></div></div>"""

AFTERWORD = """
<div id="afterword"><h2 class="toc-heading">Afterword</h2><div class="meta"><div id="endnotes"><p>End Notes</p>
<blockquote class="userstuff"><p>The end!</p></blockquote></div></div>
<p class="message">Please <a href="#">drop by</a> and comment!</p></div>"""


def meta(number: int) -> str:
    return f"""
<div class="meta group"><h2 class="heading">Chapter {number}: Mud {number}</h2>
<p>Chapter Summary</p><blockquote class="userstuff"><p>Sum {number}.</p></blockquote>
<p>Chapter Notes</p><blockquote class="userstuff"><p>Note {number}.</p></blockquote></div>
<div class="userstuff">{prose(number)}<hr/>{prose(number)}</div>
<div class="meta" id="endnotes{number}"><p>Chapter End Notes</p>
<blockquote class="userstuff"><p>End {number}.</p></blockquote></div>"""


def test_a_downloaded_work(tmp_path: Path) -> None:
    source = opened(
        f"<html><body>{PREFACE}<div id='chapters' class='userstuff'>{meta(1)}{meta(2)}</div>{AFTERWORD}",
        tmp_path,
    )
    assert (source.title, source.author) == ("Low Tide", "wren")
    assert [(note.kind.value, note.text) for note in source.notes] == [
        ("summary", "Two meet."),
        ("note", "For T.\nEnjoy!"),
        ("tags", "Rating: General\nFandom: Herons, Mud"),
    ]
    first, second = source.chapters()
    assert (first.title, second.title) == ("Chapter 1: Mud 1", "Chapter 2: Mud 2")
    assert notes(first) == [
        ("summary", "Sum 1.", False),
        ("note", "Note 1.", False),
        ("note", "End 1.", True),
    ]
    assert notes(second)[-1] == ("note", "The end!", True)
    assert [block.kind.value for block in first.blocks] == ["paragraph"] * 3 + ["scene-break"] + [
        "paragraph"
    ] * 3
    assert first.key != second.key


def test_a_downloaded_work_of_one_chapter(tmp_path: Path) -> None:
    body = f"<div id='chapters' class='userstuff'><div class='userstuff'>{prose(1)}</div></div>"
    [chapter] = opened(f"<html><body>{PREFACE}{body}{AFTERWORD}", tmp_path).chapters()
    assert (chapter.title, len(chapter.blocks)) == ("Low Tide", 3)
    assert notes(chapter) == [("note", "The end!", True)]


def live(number: int) -> str:
    return f"""
<div class="chapter" id="chapter-{number}"><h3 class="landmark heading">Chapter Management</h3>
<ul class="chapter actions"><li><a>Edit Chapter</a></li></ul>
<div class="chapter preface group" role="complementary"><h3 class="title"><a href="/works/7/chapters/{number}0">Chapter {number}</a>: Mud</h3>
<div class="summary module"><h3 class="heading">Summary:</h3><blockquote class="userstuff"><p>Sum {number}.</p></blockquote></div>
<div id="notes" class="notes module"><h3 class="heading">Notes:</h3><blockquote class="userstuff"><p>Note {number}.</p></blockquote>
<p>(See the end of the chapter for <a href="#e">more notes</a>.)</p></div></div>
<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">Chapter Text</h3>{prose(number)}</div>
<div class="chapter preface group"><div id="chapter_{number}_endnotes" class="end notes module"><h3 class="heading">Notes:</h3>
<blockquote class="userstuff"><p>End {number}.</p></blockquote></div></div></div>"""


def site(inner: str, *, kind: str = "works-show") -> str:
    return f"""<html lang="en"><head><title>Low Tide - wren - Herons [Archive of Our Own]</title></head><body>
<div id="main" class="{kind} region"><h3 class="landmark heading">Actions</h3><ul class="work navigation actions"><li>Share</li></ul>
<dl class="work meta group"><dt class="rating tags">Rating:</dt><dd class="rating tags"><ul><li><a class="tag">General</a></li></ul></dd>
<dt class="stats">Stats:</dt><dd class="stats"><dl class="stats"><dt>Words:</dt><dd>900</dd></dl></dd></dl>{inner}
<div id="feedback"><h3 class="landmark heading">Comments</h3><p class="kudos">9 guests left kudos</p></div></div></body></html>"""


WORK = """<div id="workskin"><div class="preface group"><h2 class="title heading"> Low Tide </h2>
<h3 class="byline heading"><a rel="author" href="#">wren</a></h3>
<div class="summary module"><h3 class="heading">Summary:</h3><blockquote class="userstuff"><p>Two meet.</p></blockquote></div></div>
<div id="chapters">{}</div></div>"""


def test_a_page_of_the_entire_work(tmp_path: Path) -> None:
    source = opened(site(WORK.format(live(1) + live(2))), tmp_path)
    assert (source.title, source.author) == ("Low Tide", "wren")
    assert [(note.kind.value, note.text) for note in source.notes] == [
        ("summary", "Two meet."),
        ("tags", "Rating: General"),
    ]
    first, second = source.chapters()
    assert (first.title, first.key) == ("Chapter 1: Mud", "/works/7/chapters/10")
    assert (second.title, second.key) == ("Chapter 2: Mud", "/works/7/chapters/20")
    assert notes(second) == [
        ("summary", "Sum 2.", False),
        ("note", "Note 2.", False),
        ("note", "End 2.", True),
    ]
    assert len(first.blocks) == len(second.blocks) == 3


def test_a_page_of_one_chapter(tmp_path: Path) -> None:
    [chapter] = opened(site(WORK.format(live(4)), kind="chapters-show"), tmp_path).chapters()
    assert (chapter.title, chapter.key) == ("Chapter 4: Mud", "/works/7/chapters/40")


def test_a_page_of_a_work_without_chapters(tmp_path: Path) -> None:
    inner = f'<h3 class="landmark heading" id="work">Work Text:</h3><div class="userstuff">{prose(1)}</div>'
    [chapter] = opened(site(WORK.format(inner)), tmp_path).chapters()
    assert (chapter.title, len(chapter.blocks)) == ("Low Tide", 3)


def test_a_list_of_works_is_refused(tmp_path: Path) -> None:
    inner = '<ul class="series work index group"><li class="work blurb"><h4>Low Tide</h4></li></ul>'
    with pytest.raises(NotAStoryError, match="save the page of a work itself"):
        opened(site(inner, kind="series-show"), tmp_path)


def test_a_chapter_does_not_know_the_next(tmp_path: Path) -> None:
    first = next(opened(site(WORK.format(live(1) + live(2))), tmp_path).chapters())
    other = next(opened(site(WORK.format(live(1) + live(9) + live(8))), tmp_path).chapters())
    assert first == other
