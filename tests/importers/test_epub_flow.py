"""EPUB chapters come one at a time, from what has been reached alone, and cheaply when little has changed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.build import Doc, Epub, archive, chapters, prose
from wellanyway.importers.archive import Archive
from wellanyway.importers.epub import EpubImporter, EpubSource
from wellanyway.story import Chapter


def opened(epub: Epub, folder: Path, name: str = "book.epub") -> EpubSource:
    source = EpubImporter().open(epub.write(folder / name))
    assert source is not None
    return source


def fanfic(count: int, *, first: int = 1, edited: int = 0) -> Epub:
    docs = [
        Doc(
            "title_page.xhtml",
            "<h3>Mud by Wren</h3><div><b>Words:</b> 9</div>",
            "Title Page",
            attributes='class="fff_titlepage"',
        )
    ]
    docs += [
        Doc(
            "log_page.xhtml",
            "<h3>Update Log</h3><p>Today</p>",
            "Update Log",
            attributes='class="fff_logpage"',
        )
    ]
    docs += [
        Doc(
            "toc_page.xhtml",
            "<h3>Table of Contents</h3>",
            "Table of Contents",
            attributes='class="fff_tocpage"',
        )
    ]
    for place, number in enumerate(range(first, first + count), 1):
        head = f'<meta name="chapterurl" content="https://x.example/s/1/{number}?a=1&amp;b=2"/>'
        extra = "<p>Edited since.</p>" if number == edited else ""
        body = f'<h3 class="fff_chapter_title">{number}. Tide</h3>{prose(number, 20)}{extra}'
        docs.append(
            Doc(f"file{place:04}.xhtml", body, f"{number}. Tide", head=head, attributes='class="fff_chapter"')
        )
    return Epub(
        docs, metadata="<dc:contributor>FanFicFare [https://x.example]</dc:contributor>", use_ncx=True
    )


def test_fanficfare_pages_and_keys(tmp_path: Path) -> None:
    found = list(opened(fanfic(3), tmp_path).chapters())
    assert [chapter.title for chapter in found] == ["1. Tide", "2. Tide", "3. Tide"]
    assert found[1].key == "https://x.example/s/1/2?a=1&b=2"
    assert all(len(chapter.blocks) == 20 for chapter in found)


def test_keys_stay_when_files_are_numbered_anew(tmp_path: Path) -> None:
    before = {chapter.key for chapter in opened(fanfic(4), tmp_path).chapters()}
    after = [chapter.key for chapter in opened(fanfic(3, first=2), tmp_path).chapters()]
    assert set(after) <= before


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The entries that are read in full, as they are."""
    names: list[str] = []
    real = Archive.read

    def read(self: Archive, name: str) -> bytes:
        names.append(name.rpartition("/")[2])
        return real(self, name)

    monkeypatch.setattr(Archive, "read", read)
    return names


def test_a_chapter_is_made_from_no_more_than_the_next_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = opened(Epub(chapters(6)), tmp_path)
    names = reads(monkeypatch)
    found = source.chapters()
    for number in range(1, 5):
        assert next(found).title == f"Chapter {number}"
        assert set(names) <= {f"c{place}.xhtml" for place in range(1, number + 2)}


def test_stamps_name_each_chapter_and_read_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = opened(fanfic(30), tmp_path)
    names = reads(monkeypatch)
    stamps = source.stamps()
    assert not [name for name in names if name.startswith("file")]
    assert [stamp.key for stamp in stamps] == [chapter.key for chapter in source.chapters()]


def test_a_stamp_changes_with_its_chapter_alone(tmp_path: Path) -> None:
    before = opened(fanfic(5), tmp_path).stamps()
    after = opened(fanfic(6, edited=3), tmp_path).stamps()
    assert [old == new for old, new in zip(before, after, strict=False)] == [True, True, False, True, True]


def test_starting_late_reads_only_what_it_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = opened(fanfic(30), tmp_path)
    whole = list(source.chapters())
    names = reads(monkeypatch)
    assert list(source.chapters(28)) == whole[28:]
    assert [name for name in names if name.startswith("file")] == ["file0029.xhtml", "file0030.xhtml"]


MIXED = [
    Doc("cover.xhtml", "<img src='c.jpg'/>", "Cover"),
    Doc("dedication.xhtml", "<p>To W.</p>", "Dedication"),
    Doc("p1.xhtml", "<h1>Part One</h1>", "Part One"),
    Doc("a.xhtml", f"<h2>Chapter 1</h2>{prose(1, 20)}", "Chapter 1"),
    Doc("a2.xhtml", prose(2)),
    Doc("b.xhtml", f'<h2 id="x">Chapter 2</h2>{prose(3)}<h2 id="y">Chapter 3</h2>{prose(4)}', entries=[("x", "Chapter 2"), ("y", "Chapter 3")]),
    Doc("p2.xhtml", "<h1>Part Two</h1>", "Part Two"),
    Doc("c.xhtml", f"<h2>The Mill</h2>{prose(5, 20)}", "The Mill"),
    Doc("d.xhtml", f"<h2>Chapter 5</h2>{prose(6, 20)}", "Chapter 5"),
    Doc("e.xhtml", f"<h2>Unlisted</h2>{prose(7)}"),
    Doc("colophon.xhtml", prose(8), "Colophon"),
]  # fmt: skip


@pytest.mark.parametrize("start", range(9))
def test_starting_late_gives_what_comes_late(tmp_path: Path, start: int) -> None:
    source = opened(Epub(MIXED), tmp_path)
    whole = list(source.chapters())
    assert [chapter.title for chapter in whole] == [
        "Part One: Chapter 1", "Chapter 2", "Chapter 3", "Part Two: The Mill", "Chapter 5", "Unlisted",
    ]  # fmt: skip
    assert list(source.chapters(start)) == whole[start:]
    assert [stamp.key for stamp in source.stamps()] == [chapter.key for chapter in whole]


KINDS = ("plain", "part", "unlisted", "continued", "notes", "split", "drawing", "broken", "dedication")


def document(kind: str, place: int, seed: int) -> Doc:
    """A document of one kind; `place` names the file and `seed` makes the words."""
    name = f"d{place}.xhtml"
    if kind == "part":
        return Doc(name, f"<h1>Part {seed}</h1>", f"Part {seed}")
    if kind == "unlisted":
        return Doc(name, f"<h2>Tale {seed}</h2>{prose(seed)}")
    if kind == "continued":
        return Doc(name, prose(seed))
    if kind == "notes":
        return Doc(name, prose(seed), "Endnotes")
    if kind == "split":
        body = f'<h2 id="a">{seed}</h2>{prose(seed)}<h2 id="b">{seed} again</h2>{prose(seed + 1)}'
        return Doc(name, body, entries=[("a", f"{seed}"), ("b", f"{seed} again")])
    if kind == "drawing":
        return Doc(name, f"<p><img src='x.png' alt='{seed}'/></p>", f"Plate {seed}")
    if kind == "broken":
        return Doc(
            name,
            f"<h2>Chapter {seed}</h2><p>{seed} <b>and<p>more &x; <br>then</div>{prose(seed)}",
            f"Chapter {seed}",
        )
    if kind == "dedication":
        return Doc(name, f"<p>To {seed}.</p>", "Dedication")
    return Doc(name, f"<h2>Chapter {seed}</h2>{prose(seed, 12)}", f"Chapter {seed}")


kinds = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 40)), min_size=1, max_size=6)


def spine(books: list[tuple[str, int]], first: int = 0) -> list[Doc]:
    return [document(kind, first + place, seed) for place, (kind, seed) in enumerate(books)]


def told(docs: list[Doc], folder: Path, name: str) -> list[Chapter]:
    path = folder / name
    path.write_bytes(archive(Epub(docs).files()))
    source = EpubImporter().open(path)
    assert source is not None
    return list(source.chapters())


@settings(deadline=None, max_examples=60)
@given(past=kinds, one=kinds, other=kinds)
def test_no_chapter_knows_what_comes_after_it(
    tmp_path_factory: pytest.TempPathFactory,
    past: list[tuple[str, int]],
    one: list[tuple[str, int]],
    other: list[tuple[str, int]],
) -> None:
    folder = tmp_path_factory.getbasetemp()
    shared = [*spine(past), Doc("last.xhtml", f"<h2>Chapter 99</h2>{prose(99, 12)}", "Chapter 99")]
    listed = Doc("next.xhtml", f"<h2>Chapter 100</h2>{prose(3, 12)}", "Chapter 100")
    future = [listed, *spine(one, 50)]
    swapped = [Doc("next.xhtml", f"<h2>He dies</h2>{prose(8, 12)}", "He dies"), *spine(other, 50)]
    first = told([*shared, *future], folder, "one.epub")
    second = told([*shared, *swapped], folder, "other.epub")
    alone = told(shared, folder, "alone.epub")
    until = len(alone)
    assert alone[-1].title.endswith("Chapter 99")
    assert first[:until] == second[:until] == alone


@settings(deadline=None, max_examples=30)
@given(books=kinds, start=st.integers(0, 8))
def test_any_book_starts_late_rightly(
    tmp_path_factory: pytest.TempPathFactory, books: list[tuple[str, int]], start: int
) -> None:
    docs = [*spine(books), *spine([("plain", 77)], 90)]
    source = opened(Epub(docs), tmp_path_factory.getbasetemp())
    whole = list(source.chapters())
    assert list(source.chapters(start)) == whole[start:]
    stamps = source.stamps()
    assert [stamp.key for stamp in stamps] == [chapter.key for chapter in whole]


def test_a_late_fault_in_a_document_leaves_its_beginning(tmp_path: Path) -> None:
    body = f"<h2>Chapter 1</h2><p>A&nbsp;b<br/>c, d and <i>e</i>.</p>{prose(1, 12)}"
    good = told([Doc("a.xhtml", body, "Chapter 1")], tmp_path, "good.epub")[0]
    bad = told(
        [Doc("a.xhtml", body + "<p>x & y <b>z<p>&bogus; </i></div> \xff", "Chapter 1")], tmp_path, "bad.epub"
    )[0]
    assert bad.blocks[: len(good.blocks)] == good.blocks


def test_a_long_serial_opens_at_once(tmp_path: Path) -> None:
    path = fanfic(1_000).write(tmp_path / "serial.epub")
    begin = time.perf_counter()
    source = EpubImporter().open(path)
    assert source is not None
    assert next(source.chapters()).title == "1. Tide"
    assert time.perf_counter() - begin < 2.0  # a tenth of it on an idle machine
