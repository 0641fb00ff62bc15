"""Pages of HTML of no known make: what is the story on them, and where its chapters begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.build import prose
from wellanyway.importers.html import HtmlImporter, HtmlSource
from wellanyway.story import BlockKind, Chapter


def opened(body: str, folder: Path, *, head: str = "<title>The Causeway</title>") -> HtmlSource:
    path = folder / "page.html"
    path.write_text(
        f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>", encoding="utf-8"
    )
    source = HtmlImporter().open(path)
    assert source is not None
    return source


def told(body: str, folder: Path) -> list[Chapter]:
    return list(opened(body, folder).chapters())


def shape(chapters: list[Chapter]) -> list[tuple[str, int]]:
    return [(chapter.title, len(chapter.blocks)) for chapter in chapters]


def test_what_is_known_at_once(tmp_path: Path) -> None:
    head = "<title>The Causeway</title><meta name='author' content='Ada Fenn'><meta name='description' content='Mud.'>"
    source = opened(prose(1), tmp_path, head=head)
    assert (source.title, source.author, source.language, source.format) == (
        "The Causeway",
        "Ada Fenn",
        "en",
        "html",
    )
    assert [note.text for note in source.notes] == ["Mud."]


def test_gutenberg_names_title_and_author(tmp_path: Path) -> None:
    head = "<title>The Project Gutenberg eBook of The Causeway, by Ada Fenn</title>"
    source = opened(prose(1), tmp_path, head=head)
    assert (source.title, source.author) == ("The Causeway", "Ada Fenn")


def test_one_story_without_chapters(tmp_path: Path) -> None:
    assert shape(told(f"<h1>The Causeway</h1>{prose(1)}", tmp_path)) == [("", 3)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<h1>The Causeway</h1><h2>One</h2>{prose(1)}<h2>Two</h2>{prose(2)}", ["One", "Two"]),
        (f"<h1>Chapter 1</h1>{prose(1)}<h1>Chapter 2</h1>{prose(2)}", ["Chapter 1", "Chapter 2"]),
        (
            f"<h1>The Causeway</h1><h2>Preface</h2>{prose(0)}<h2>Book I</h2><h3>Chapter 1</h3>{prose(1)}"
            f"<h3>Chapter 2</h3>{prose(2)}<h2>Book II</h2><h3>Chapter 1</h3>{prose(3)}",
            ["Preface", "Book I: Chapter 1", "Chapter 2", "Book II: Chapter 1"],
        ),
        (
            f"<h2>Chapter 1</h2><h3>The Ford</h3>{prose(1)}<h2>Chapter 2</h2><h3>The Mill</h3>{prose(2)}",
            ["Chapter 1: The Ford", "Chapter 2: The Mill"],
        ),
        (f"<h2>One</h2>{prose(1)}<h3>A sign</h3>{prose(2)}<h2>Two</h2>{prose(3)}", ["One", "Two"]),
        (
            f"<h1>The Causeway</h1><h3>by</h3><h2>Ada Fenn</h2><h2>Contents</h2><ul><li><a href='#a'>The Ford</a></li>"
            f"</ul><a name='a'></a><h3>The Ford</h3>{prose(1)}<h3>The Mill</h3>{prose(2)}",
            ["The Ford", "The Mill"],
        ),
        (f"{prose(0)}<h2>One</h2>{prose(1)}", ["", "One"]),
    ],
)
def test_chapters_begin_at_headings(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert [chapter.title for chapter in told(body, tmp_path)] == expected


def test_keys_are_the_names_of_places(tmp_path: Path) -> None:
    body = f"<a name='one'></a><h2>One</h2>{prose(1)}<h2 id='two'>Two</h2>{prose(2)}<h2>Three</h2>{prose(3)}"
    assert [chapter.key for chapter in told(body, tmp_path)] == ["#one", "#two", "chapter-3"]


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav><ul><li>Home</li></ul></nav>",
        "<header><nav>Home</nav><p>My site</p></header>",
        "<aside>Buy mud</aside>",
        "<footer><p>Mud 2020</p></footer>",
        "<div class='comments'><h2>3 comments</h2><p>First!</p></div>",
        "<div id='sidebar'><h2>Archives</h2><p>May</p></div>",
        "<form><p>Sign in</p><input></form>",
        "<p>Previous Chapter | Next Chapter</p>",
        "<p><a href='/2'>Next</a></p>",
        "<script>var mud = '<p>mud</p>';</script>",
        "<div role='navigation'>Home</div>",
        "<div class='sharedaddy'><p>Share this</p></div>",
    ],
)
def test_what_belongs_to_the_site_is_not_told(tmp_path: Path, chrome: str) -> None:
    assert shape(told(f"{chrome}<h1>The Causeway</h1>{prose(1)}{chrome}", tmp_path)) == [("", 3)]


def test_the_article_of_a_page_is_the_story(tmp_path: Path) -> None:
    body = f"<p>Skip</p><main><h1>The Causeway</h1>{prose(1)}</main><p>Terms of mud</p>"
    assert shape(told(body, tmp_path)) == [("", 3)]
    body = f"<p>Skip</p><div class='entry-content'>{prose(1)}</div><p>Terms</p>"
    assert shape(told(body, tmp_path)) == [("", 3)]


def test_every_block_has_its_place(tmp_path: Path) -> None:
    [chapter] = told(f"<div><p id='a'>One.</p>Two.<br><br>Three.{prose(1)}</div>", tmp_path)
    assert all(block.href == "page.html" and block.fragment for block in chapter.blocks)
    assert chapter.blocks[0].fragment == "a"


def test_a_heading_inside_a_chapter_is_told(tmp_path: Path) -> None:
    [chapter] = told(f"<h2>One</h2>{prose(1)}<h4>NO ENTRY</h4>{prose(2)}", tmp_path)
    assert [block.text for block in chapter.blocks if block.kind is BlockKind.HEADING] == ["NO ENTRY"]


def test_starting_late_gives_what_comes_late(tmp_path: Path) -> None:
    source = opened("".join(f"<h2>Chapter {number}</h2>{prose(number)}" for number in range(1, 6)), tmp_path)
    whole = list(source.chapters())
    assert [list(source.chapters(start)) for start in range(7)] == [whole[start:] for start in range(7)]
    assert source.stamps() == ()


@pytest.mark.parametrize("data", [b"Just text.\n", b"# Title\n\nText <3 you", b"\x00\x01\x02", b"a < b > c"])
def test_what_is_not_html_is_left_to_others(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(data)
    assert HtmlImporter().open(path) is None


PARTS = st.sampled_from(
    [
        "<h1>The Causeway</h1>", "<h2>Book I</h2>", "<h2>A mill</h2>", "<h3>Chapter 4</h3>", "<h4>A sign</h4>", "<hr>",
        "<p>* * *</p>", "<p>Mud was deep that year.</p>", "<p>A/N: hello.</p>", "<blockquote>Said.</blockquote>",
        "<p>One line<br>and another</p>", "<a name='x'></a>", "<p><a href='#x'>Up</a></p>", "<h2>Notes</h2>", "<p>unclosed <i>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(past=st.lists(PARTS, max_size=14), one=st.lists(PARTS, max_size=8), other=st.lists(PARTS, max_size=8))
def test_no_chapter_knows_what_comes_after_it(
    tmp_path_factory: pytest.TempPathFactory, past: list[str], one: list[str], other: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    shared = f"{prose(1)}{''.join(past)}<h2>Chapter 99</h2>{prose(2)}"
    first = told(f"{shared}<h2>Chapter 100</h2>{prose(3)}{''.join(one)}", folder)
    second = told(f"{shared}<h2>He dies</h2>{prose(4)}{''.join(other)}", folder)
    until = next(place for place, chapter in enumerate(first) if "Chapter 99" in chapter.title)
    assert first[: until + 1] == second[: until + 1]
