"""FanFiction.net: a saved story page."""

from __future__ import annotations

from pathlib import Path

from tests.importers.build import prose
from wellanyway.importers.html import HtmlImporter

MENU = """<SELECT id=chap_select title="Chapter Navigation" Name=chapter><option value=1>1. The Ford
<option value=2 selected>2. The Mill<option value=3>3. He dies</select>"""

PAGE = """<!DOCTYPE html><html><head><title>Low Tide Chapter 2: The Mill, a herons fanfic | FanFiction</title>
<link rel="canonical" href="//www.fanfiction.net/s/123/2/Low-Tide"></head><body>
<div id=content_wrapper_inner><div id=pre_story_links>Books &gt; Herons</div>
<div id=profile_top><button>Follow/Fav</button><b class='xcontrast_txt'>Low Tide</b><span class='xcontrast_txt'>By: </span>
<a class='xcontrast_txt' href='/u/9/wren'>wren</a><div style='margin-top:2px' class='xcontrast_txt'>Two meet in mud.</div>
<span class='xgray xcontrast_txt'>Rated: <a href='#'>Fiction K</a> - English - Adventure - Benno - Chapters: 3 - Words: 900
 - Reviews: 4 - Updated: <span>1/1</span> - id: 123 </span></div>
{menu}<div role='main'><div class='storytext xcontrast_txt nocopy' id='storytext'>
<p>A/N: Thanks for the reviews!</p><hr size=1 noshade>{text}<p>A/N: Until next week.</p></div></div>{menu}
<div id=review><textarea>Type your review</textarea></div></div></body></html>"""


def test_a_saved_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(menu=MENU, text=prose(1)), encoding="utf-8")
    source = HtmlImporter().open(path)
    assert source is not None
    assert (source.title, source.author, source.language) == ("Low Tide", "wren", "en")
    assert [(note.kind.value, note.text) for note in source.notes] == [
        ("summary", "Two meet in mud."),
        ("tags", "Rated: Fiction K - English - Adventure - Benno"),
    ]
    [chapter] = source.chapters()
    assert (chapter.title, chapter.key, len(chapter.blocks)) == ("The Mill", "/s/123/2", 3)
    assert [(note.text, note.is_after) for note in chapter.paratext] == [
        ("A/N: Thanks for the reviews!", False),
        ("A/N: Until next week.", True),
    ]
    assert list(source.chapters(1)) == []


def test_titles_ahead_in_the_menu_change_nothing(tmp_path: Path) -> None:
    found = []
    for ahead in ("3. He dies", "3. She lives<option>4. More"):
        path = tmp_path / "page.html"
        path.write_text(PAGE.format(menu=MENU.replace("3. He dies", ahead), text=prose(1)), encoding="utf-8")
        source = HtmlImporter().open(path)
        assert source is not None
        found.append((source.title, source.notes, list(source.chapters())))
    assert found[0] == found[1]


def test_a_story_of_one_chapter_has_no_menu(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(menu="", text=prose(1)), encoding="utf-8")
    source = HtmlImporter().open(path)
    assert source is not None
    [chapter] = source.chapters()
    assert (chapter.title, chapter.key) == ("Low Tide", "/s/123/2")
