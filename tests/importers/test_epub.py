"""EPUB: what is told, in which order, under which titles, and what is kept beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.build import Doc, Epub, archive, chapters, page, prose
from wellanyway.errors import NotAStoryError
from wellanyway.importers.epub import EpubImporter, EpubSource
from wellanyway.story import BlockKind, Chapter, ParatextKind


def opened(epub: Epub, folder: Path) -> EpubSource:
    source = EpubImporter().open(epub.write(folder / "book.epub"))
    assert source is not None
    return source


def told(epub: Epub, folder: Path) -> list[Chapter]:
    return list(opened(epub, folder).chapters())


def titles(epub: Epub, folder: Path) -> list[str]:
    return [chapter.title for chapter in told(epub, folder)]


def one(body: str, folder: Path, **more: str) -> Chapter:
    """The one chapter that a body makes."""
    [chapter] = told(Epub([Doc("c1.xhtml", body, "One", **more)]), folder)  # type: ignore[arg-type]
    return chapter


def texts(chapter: Chapter) -> list[str]:
    return [block.text for block in chapter.blocks]


def test_what_is_known_at_once(tmp_path: Path) -> None:
    metadata = (
        '<dc:title id="sub">A Tale of Mud</dc:title><dc:creator>Bo\n  Wren</dc:creator>'
        "<dc:description>&lt;p&gt;A walk &lt;b&gt;home&lt;/b&gt;.&lt;/p&gt;</dc:description>"
        "<dc:subject>Mud</dc:subject><dc:subject>Herons</dc:subject>"
    )
    source = opened(Epub(chapters(1), metadata=metadata), tmp_path)
    assert (source.title, source.author, source.language) == ("The Causeway", "Ada Fenn, Bo Wren", "en-GB")
    assert [(note.kind, note.text) for note in source.notes] == [
        (ParatextKind.SUMMARY, "A walk home."),
        (ParatextKind.TAGS, "Mud, Herons"),
    ]


def test_the_main_title_wins_over_the_first(tmp_path: Path) -> None:
    metadata = '<dc:title id="t2">Mud</dc:title><meta refines="#t2" property="title-type">main</meta>'
    assert opened(Epub(chapters(1), metadata=metadata), tmp_path).title == "Mud"


def test_spine_order_is_the_order(tmp_path: Path) -> None:
    docs = [chapters(3)[place] for place in (2, 0, 1)]
    assert titles(Epub(docs), tmp_path) == ["Chapter 3", "Chapter 1", "Chapter 2"]


def test_what_is_not_linear_is_not_told(tmp_path: Path) -> None:
    docs = chapters(2)
    docs[0].linear = False
    assert titles(Epub(docs), tmp_path) == ["Chapter 2"]


def test_ncx_gives_titles(tmp_path: Path) -> None:
    docs = [Doc("a.xhtml", prose(1), "The Ford"), Doc("b.xhtml", prose(2), "The Mill")]
    assert titles(Epub(docs, use_ncx=True), tmp_path) == ["The Ford", "The Mill"]


def test_without_contents_a_document_is_a_chapter(tmp_path: Path) -> None:
    docs = [Doc("a.xhtml", "<h1>The Ford</h1>" + prose(1)), Doc("b.xhtml", prose(2))]
    found = told(Epub(docs, has_toc=False), tmp_path)
    assert [chapter.title for chapter in found] == ["The Ford", ""]
    assert [chapter.key for chapter in found] == ["OEBPS/a.xhtml", "OEBPS/b.xhtml"]


@pytest.mark.parametrize(
    ("listed", "heading", "expected"),
    [
        ("Chapter 1", "<h2>Chapter 1</h2>", "Chapter 1"),
        ("I", "<h2>Chapter <span>One</span></h2>", "Chapter One"),
        ("Chapter I", "<h2>1</h2>", "Chapter I"),
        ("1", "<h2>1</h2><h3>The Ferryman</h3>", "1: The Ferryman"),
        ("The Ferryman", "<h2>Chapter 1</h2><h3>The Ferryman</h3>", "Chapter 1: The Ferryman"),
        ("Chapter 1: The Ferryman", "<h2>Chapter 1</h2><h3>The Ferryman</h3>", "Chapter 1: The Ferryman"),
        ("Chapter 1", "<h1>The Causeway</h1><h2>Chapter 1</h2>", "Chapter 1"),
        ("I: Mud", "<hgroup><h2>I</h2><p epub:type='title'>Mud</p></hgroup>", "I: Mud"),
        ("Chapter 1", "<h2>Chapter 1<br/>The Ferryman</h2>", "Chapter 1: The Ferryman"),
        ("Twenty-one", "<h2>XXI</h2>", "Twenty-one"),
    ],
)
def test_a_title_is_said_once_and_whole(tmp_path: Path, listed: str, heading: str, expected: str) -> None:
    [chapter] = told(Epub([Doc("c.xhtml", heading + prose(1), listed)]), tmp_path)
    assert chapter.title == expected
    assert all(block.kind is BlockKind.PARAGRAPH for block in chapter.blocks)


def test_the_title_of_a_part_goes_with_its_first_chapter(tmp_path: Path) -> None:
    docs = [
        Doc("p1.xhtml", "<h1>Part One</h1>", "Part One"),
        *chapters(2),
        Doc("p2.xhtml", "<h1>Part Two</h1><h2>The Sea</h2>", "Part Two"),
        Doc("c9.xhtml", "<h2>Chapter 1</h2>" + prose(9), "Chapter 1"),
    ]
    assert titles(Epub(docs), tmp_path) == [
        "Part One: Chapter 1",
        "Chapter 2",
        "Part Two: The Sea: Chapter 1",
    ]


def test_a_part_listed_without_a_page(tmp_path: Path) -> None:
    nav = (
        "<li><span>Part One</span><ol><li><a href='c1.xhtml'>Chapter 1</a></li>"
        "<li><a href='c2.xhtml'>Chapter 2</a></li></ol></li>"
    )
    assert titles(Epub(chapters(2), nav=nav), tmp_path) == ["Part One: Chapter 1", "Chapter 2"]


def test_chapters_in_one_document_are_parted_at_their_anchors(tmp_path: Path) -> None:
    body = (
        f'<h2 id="a">Chapter 1</h2>{prose(1)}<div><a id="b"></a><h2>Chapter 2</h2>{prose(2)}</div>'
        f'<h2><span id="c">Chapter 3</span></h2>{prose(3)}'
    )
    doc = Doc("all.xhtml", body, entries=[("a", "Chapter 1"), ("b", "Chapter 2"), ("c", "Chapter 3")])
    found = told(Epub([doc]), tmp_path)
    assert [chapter.title for chapter in found] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert [chapter.key for chapter in found] == ["OEBPS/all.xhtml", "OEBPS/all.xhtml#b", "OEBPS/all.xhtml#c"]
    assert [len(chapter.blocks) for chapter in found] == [3, 3, 3]
    assert "2th mile" in found[1].blocks[0].text


def test_a_section_listed_inside_a_chapter_stays_in_it(tmp_path: Path) -> None:
    body = f'<h2>Chapter 1</h2>{prose(1)}<h3 id="s">The letter</h3>{prose(2)}'
    nav = "<li><a href='c.xhtml'>Chapter 1</a><ol><li><a href='c.xhtml#s'>The letter</a></li></ol></li>"
    [chapter] = told(Epub([Doc("c.xhtml", body)], nav=nav), tmp_path)
    assert [block.kind for block in chapter.blocks].count(BlockKind.HEADING) == 1


def test_documents_that_continue_a_chapter_are_joined(tmp_path: Path) -> None:
    docs = [
        Doc("x_split_000.xhtml", "<h2>Chapter 1</h2>" + prose(1), "Chapter 1"),
        Doc("x_split_001.xhtml", prose(2)),
        Doc("x_split_002.xhtml", "<h2>Chapter 2</h2>" + prose(3), "Chapter 2"),
        Doc("x_split_003.xhtml", "<h2>An unlisted chapter</h2>" + prose(4)),
    ]
    found = told(Epub(docs), tmp_path)
    assert [chapter.title for chapter in found] == ["Chapter 1", "Chapter 2", "An unlisted chapter"]
    assert [len(chapter.blocks) for chapter in found] == [6, 3, 3]
    assert {block.href for block in found[0].blocks} == {"OEBPS/x_split_000.xhtml", "OEBPS/x_split_001.xhtml"}


@pytest.mark.parametrize(
    "doc",
    [
        Doc("x.xhtml", "<img src='c.jpg' alt='cover'/>", "Cover"),
        Doc("titlepage.xhtml", "<h1>The Causeway</h1><p>Ada Fenn</p>"),
        Doc("x.xhtml", "<h1>The Causeway</h1><p>by</p><p>Ada Fenn</p>"),
        Doc("x.xhtml", "<section epub:type='copyright-page'><p>Some rights.</p></section>"),
        Doc("x.xhtml", "<p>Copyright 2020 Ada Fenn. All rights reserved.</p><p>ISBN 1234</p>"),
        Doc("toc.xhtml", "<h2>Contents</h2><p><a href='c1.xhtml'>Chapter 1</a></p>"),
        Doc("x.xhtml", "<p>Mud is cheap, said everyone.</p>", "Acknowledgements"),
        Doc("x.xhtml", "<p>Mud</p>", attributes='epub:type="backmatter"'),
        Doc("x.xhtml", "<section role='doc-endnotes'><p>1. Mud.</p></section>", "Notes"),
        Doc("x.xhtml", "<p>Mud, 3, 14</p>", "Index"),
        Doc("x.xhtml", "<section epub:type='halftitlepage'><h1>The Causeway</h1></section>", "The Causeway"),
        Doc("x.xhtml", "<p>She lives in a fen.</p>", "About the Author"),
    ],
)
def test_pages_that_are_no_story_are_not_told(tmp_path: Path, doc: Doc) -> None:
    found = told(Epub([doc, *chapters(2)]), tmp_path)
    assert [chapter.title for chapter in found] == ["Chapter 1", "Chapter 2"]
    assert all(chapter.paratext == () for chapter in found)


def test_guide_and_landmarks_tell_what_a_page_is(tmp_path: Path) -> None:
    guide = '<guide><reference type="copyright-page" href="legal.xhtml" title="x"/></guide>'
    docs = [Doc("legal.xhtml", prose(9), "Legal"), *chapters(1)]
    assert titles(Epub(docs, guide=guide), tmp_path) == ["Chapter 1"]


@pytest.mark.parametrize("name", ["Preface", "Introduction", "Foreword", "Prologue"])
def test_what_the_author_says_first_is_told(tmp_path: Path, name: str) -> None:
    assert titles(Epub([Doc("x.xhtml", prose(0), name), *chapters(1)]), tmp_path) == [name, "Chapter 1"]


def test_dedication_and_epigraph_stand_before_the_next_chapter(tmp_path: Path) -> None:
    docs = [
        Doc(
            "dedication.xhtml",
            "<section epub:type='dedication'><p>To the herons.</p></section>",
            "Dedication",
        ),
        Doc("x.xhtml", "<section epub:type='epigraph'><p>Mud is<br/>deep.</p></section>"),
        *chapters(2),
    ]
    first, second = told(Epub(docs), tmp_path)
    assert [(note.kind, note.text) for note in first.paratext] == [
        (ParatextKind.DEDICATION, "To the herons."),
        (ParatextKind.EPIGRAPH, "Mud is\ndeep."),
    ]
    assert second.paratext == ()


def test_a_document_twice_in_the_spine_is_told_twice(tmp_path: Path) -> None:
    epub = Epub([Doc("a.xhtml", prose(1), "One")])
    epub.opf = epub.package().replace("</spine>", '<itemref idref="i0"/></spine>')
    assert [chapter.key for chapter in told(epub, tmp_path)] == ["OEBPS/a.xhtml", "OEBPS/a.xhtml~2"]


def test_a_document_that_is_missing_is_passed_over(tmp_path: Path) -> None:
    epub = Epub(chapters(3))
    files = epub.files()
    del files["OEBPS/c2.xhtml"]
    path = tmp_path / "book.epub"
    path.write_bytes(archive(files))
    source = EpubImporter().open(path)
    assert source is not None
    assert [chapter.title for chapter in source.chapters()] == ["Chapter 1", "Chapter 3"]


def test_text_of_a_drawing_in_the_spine_is_told(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><text>Low tide</text></svg>'
    docs = [Doc("d.svg", svg, "The sign", media_type="image/svg+xml", is_raw=True), *chapters(1)]
    assert texts(told(Epub(docs), tmp_path)[0]) == ["Low tide"]


def test_names_in_other_case_and_escapes_are_found(tmp_path: Path) -> None:
    epub = Epub([Doc("Sp ace.xhtml", prose(1), "One")])
    epub.opf = epub.package().replace("Sp ace.xhtml", "sp%20ace.xhtml")
    assert len(told(epub, tmp_path)) == 1


def test_a_book_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAStoryError, match="no text"):
        told(Epub([Doc("a.xhtml", "<p><img src='x.png'/></p>", "One")]), tmp_path)


def test_a_zip_that_is_no_book_is_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    path.write_bytes(archive({"a.txt": b"hello"}))
    assert EpubImporter().open(path) is None


def test_every_block_has_its_place(tmp_path: Path) -> None:
    chapter = one(f'<section id="s"><p id="p1">One.</p><p>Two.</p>{prose(1)}</section>', tmp_path)
    assert [block.fragment for block in chapter.blocks][:2] == ["p1", "/4/2/4"]
    assert all(block.href == "OEBPS/c1.xhtml" and block.fragment for block in chapter.blocks)
    places = [block.fragment for block in chapter.blocks]
    assert len(set(places)) == len(places)


def test_an_id_used_twice_names_one_place(tmp_path: Path) -> None:
    chapter = one('<p id="x">One.</p><p id="x">Two.</p>', tmp_path)
    assert [block.fragment for block in chapter.blocks] == ["x", "/4/4"]


def test_archive_of_our_own_as_an_epub(tmp_path: Path) -> None:
    preface = (
        '<div id="preface"><h2 class="toc-heading">Preface</h2><div class="meta"><dl class="tags"><dt>Rating:</dt>'
        '<dd>General</dd></dl><h1>Mud</h1><div class="byline">by Wren</div><p>Summary</p><blockquote class="userstuff">'
        '<p>Herons meet.</p></blockquote><p>Notes</p><blockquote class="userstuff"><p>For T.</p></blockquote></div></div>'
    )
    chapter = (
        '<div id="chapters" class="userstuff"><div class="meta group"><h2 class="heading">Chapter {0}: Tide</h2>'
        '<p>Chapter Summary</p><blockquote class="userstuff"><p>Sum {0}.</p></blockquote><p>Chapter Notes</p>'
        '<blockquote class="userstuff"><p>Note {0}.</p></blockquote></div><div class="userstuff2">{1}</div>'
        '<div class="meta" id="endnotes{0}"><p>Chapter End Notes</p><blockquote class="userstuff"><p>End {0}.</p>'
        "</blockquote></div></div>"
    )
    afterword = '<div id="afterword"><h2 class="toc-heading">Afterword</h2><p class="message">Please comment!</p></div>'
    docs = [
        Doc("s0.xhtml", preface, "Preface"),
        Doc("s1.xhtml", chapter.format(1, prose(1)), "Chapter 1: Tide"),
        Doc("s2.xhtml", chapter.format(2, prose(2)), "Chapter 2: Tide"),
        Doc("s3.xhtml", afterword, "Afterword"),
    ]
    first, second = told(Epub(docs, metadata="<dc:publisher>Archive of Our Own</dc:publisher>"), tmp_path)
    assert (first.title, second.title) == ("Chapter 1: Tide", "Chapter 2: Tide")
    assert [(note.text, note.is_after) for note in first.paratext] == [
        ("For T.", False),
        ("Sum 1.", False),
        ("Note 1.", False),
        ("End 1.", True),
    ]
    assert len(first.blocks) == len(second.blocks) == 3


def test_gutenberg_in_one_document(tmp_path: Path) -> None:
    body = (
        '<section class="pg-boilerplate pgheader" id="pg-header"><p>The Project Gutenberg eBook</p></section>'
        '<h1 id="t">The Causeway</h1><p>by Ada Fenn</p><h2 id="c">CONTENTS</h2>'
        '<table><tr><td><a href="#c1">CHAPTER I.</a></td></tr></table>'
        f'<div class="chapter"><h2 id="c1">CHAPTER I.<br/>MUD</h2>{prose(1)}</div>'
        f'<div class="chapter"><h2 id="c2">CHAPTER II.</h2>{prose(2)}</div>'
        '<section class="pg-boilerplate pgfooter"><p>*** END OF THE PROJECT GUTENBERG EBOOK</p></section>'
    )
    entries = [("t", "The Causeway"), ("c", "CONTENTS"), ("c1", "CHAPTER I. MUD"), ("c2", "CHAPTER II.")]
    found = told(Epub([Doc("h.xhtml", body, entries=entries)]), tmp_path)
    assert [chapter.title for chapter in found] == ["CHAPTER I. MUD", "CHAPTER II."]
    assert [len(chapter.blocks) for chapter in found] == [3, 3]


def test_the_old_licence_in_plain_paragraphs_is_left_out(tmp_path: Path) -> None:
    start = "<p>The Project Gutenberg EBook of Mud</p><p>Free.</p><p>*** START OF THIS PROJECT GUTENBERG EBOOK MUD ***</p>"
    end = "<p>*** END OF THIS PROJECT GUTENBERG EBOOK MUD ***</p><p>Section 1.</p>"
    chapter = one(start + "<p>Produced by Wren</p>" + prose(1) + end, tmp_path)
    assert len(chapter.blocks) == 3


def test_pages_hold_together_without_a_body(tmp_path: Path) -> None:
    doc = Doc("a.xhtml", page("").replace("<body></body>", prose(1)), "One", is_raw=True)
    assert len(told(Epub([doc]), tmp_path)[0].blocks) == 3
