"""Books and pages that are damaged or built to do harm: one clear line each, and no harm."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.build import Doc, Epub, archive, chapters, page, prose
from wellanyway.errors import (
    DamagedFileError,
    EncryptedFileError,
    HostileFileError,
    NotAStoryError,
    StoryError,
)
from wellanyway.importers.archive import Limits
from wellanyway.importers.epub import EpubImporter
from wellanyway.importers.html import HtmlImporter
from wellanyway.importers.markup import decode
from wellanyway.importers.source import as_name
from wellanyway.story import Chapter


def read_epub(data: bytes, folder: Path, *, limits: Limits | None = None) -> list[Chapter]:
    path = folder / "book.epub"
    path.write_bytes(data)
    source = EpubImporter(limits=limits).open(path)
    assert source is not None
    try:
        return list(source.chapters())
    finally:
        source.close()


def read_html(data: bytes, folder: Path) -> list[Chapter]:
    path = folder / "page.html"
    path.write_bytes(data)
    source = HtmlImporter().open(path)
    assert source is not None
    return list(source.chapters())


def without(name: str) -> bytes:
    files = Epub(chapters(2)).files()
    del files[name]
    return archive(files)


def with_opf(change: Callable[[str], str]) -> bytes:
    epub = Epub(chapters(2))
    epub.opf = change(epub.package())
    return archive(epub.files())


def with_href(href: str) -> bytes:
    return with_opf(lambda opf: opf.replace('href="c1.xhtml"', f'href="{href}"'))


def encryption(algorithm: str) -> bytes:
    xml = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference URI="OEBPS/c1.xhtml"/>'
        "</enc:CipherData></enc:EncryptedData></encryption>"
    )
    return archive(Epub(chapters(2), extra={"META-INF/encryption.xml": xml.encode()}).files())


def doc(text: str) -> bytes:
    return archive(Epub([Doc("c1.xhtml", text, "Chapter 1", is_raw=True)]).files())


LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
PAGE = page("<p>&c;</p>" + prose(1)).replace('<?xml version="1.0" encoding="utf-8"?>', "")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (without("OEBPS/content.opf"), DamagedFileError, "OPF"),
        (archive({"a.txt": b"x"}), DamagedFileError, "OPF"),
        (with_opf(lambda opf: opf.partition("<spine")[0] + "</package>"), DamagedFileError, "reading order"),
        (with_opf(lambda opf: "not xml at all"), DamagedFileError, "understood"),
        (with_opf(lambda opf: ""), DamagedFileError, "understood"),
        (with_opf(lambda opf: LAUGHS + opf.partition("?>")[2]), HostileFileError, "entities"),
        (with_href("../../../etc/passwd"), HostileFileError, "climbs out"),
        (with_href("file:///etc/passwd"), HostileFileError, "of this machine"),
        (with_href("..\\..\\..\\boot.ini"), HostileFileError, "climbs out"),
        (doc(LAUGHS + PAGE), HostileFileError, "entities"),
        (doc(page("<div>" * 40_000 + "deep" + "</div>" * 40_000)), HostileFileError, "levels"),
        (encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc"), EncryptedFileError, "DRM"),
        (archive(Epub([]).files()), DamagedFileError, "reading order"),
        (doc(""), NotAStoryError, "no text"),
        (doc(page("<p> </p>")), NotAStoryError, "no text"),
        (archive(Epub([Doc("c.xhtml", "x" * 3_000_000, "One")]).files()), HostileFileError, "zip bomb"),
    ],
)
def test_bad_books_are_refused_in_a_line(
    tmp_path: Path, data: bytes, error: type[StoryError], words: str
) -> None:
    with pytest.raises(error, match=words) as raised:
        read_epub(data, tmp_path)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 200
    assert [path.name for path in tmp_path.iterdir()] == ["book.epub"]


def test_a_book_past_the_limit_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    words = random.Random(1)
    body = "".join(f"<p>{words.random()}</p>" for _ in range(20_000))
    data = archive(Epub([Doc(f"c{number}.xhtml", body, f"Chapter {number}") for number in range(4)]).files())
    with pytest.raises(HostileFileError, match="MB of text; the limit is 1 MB"):
        read_epub(data, tmp_path, limits=Limits(total_bytes=1_000_000))


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_fonts_may_be_obfuscated(tmp_path: Path, algorithm: str) -> None:
    assert len(read_epub(encryption(algorithm), tmp_path)) == 2


def test_without_a_container_the_package_is_looked_for(tmp_path: Path) -> None:
    assert len(read_epub(without("META-INF/container.xml"), tmp_path)) == 2


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the hidden word")
    doctype = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY % y SYSTEM "file:///etc/passwd"> %y;]>'
    text = doctype + page("<p>Before &x; after.</p>").partition("?>")[2]
    for found in (read_epub(doc(text), tmp_path), read_html(text.encode(), tmp_path)):
        assert [block.text for block in found[0].blocks] == ["Before after."]


def test_plain_entities_of_a_book_are_read(tmp_path: Path) -> None:
    text = '<!DOCTYPE html [<!ENTITY mud "wet earth">]>' + page("<p>The &mud;.</p>").partition("?>")[2]
    assert read_epub(doc(text), tmp_path)[0].blocks[0].text == "The wet earth."


def test_a_damaged_chapter_stops_the_telling_there(tmp_path: Path) -> None:
    data = bytearray(archive(Epub(chapters(3, 40)).files()))
    place = data.index(b"OEBPS/c2.xhtml") + 200
    data[place : place + 20] = b"\x00" * 20
    path = tmp_path / "book.epub"
    path.write_bytes(bytes(data))
    source = EpubImporter().open(path)
    assert source is not None
    found = source.chapters()
    assert next(found).title == "Chapter 1"
    with pytest.raises(DamagedFileError, match=r"c2\.xhtml"):
        next(found)


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"   ", DamagedFileError, "empty"),
        (b"<html><body></body></html>", NotAStoryError, "no text"),
        (b"<html><body><img src='x'></body></html>", NotAStoryError, "no text"),
        (b"<html><body>" + b"<div>" * 100_000 + b"x", HostileFileError, "levels"),
        (LAUGHS.encode() + b"<p>&c;</p>", HostileFileError, "entities"),
        (b"<!DOCTYPE html [" + b"x" * 200_000, HostileFileError, "64 kB"),
    ],
)
def test_bad_pages_are_refused_in_a_line(
    tmp_path: Path, data: bytes, error: type[StoryError], words: str
) -> None:
    with pytest.raises(error, match=words) as raised:
        read_html(data, tmp_path)
    assert "\n" not in str(raised.value)


def test_a_page_past_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.write(b"<html><body><p>x</p>")
        file.truncate(300_000_000)
    begin = time.perf_counter()
    with pytest.raises(HostileFileError, match="100 MB"):
        HtmlImporter().open(path)
    assert time.perf_counter() - begin < 1.0


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>naïve “é”</p>".encode(), "naïve “é”"),
        ("<p>naïve “é”</p>".encode("cp1252"), "naïve “é”"),
        ("\ufeff<p>naïve</p>".encode("utf-16-le"), "naïve"),
        ("\ufeff<p>naïve</p>".encode("utf-16-be"), "naïve"),
        ("<html><p>naïve</p></html>".encode("utf-16-le"), "naïve"),
        (b"\xef\xbb\xbf<p>x</p>", "x"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><p>naïve</p>'.encode("latin-1"), "naïve"),
        ('<meta charset="windows-1251"><p>мир</p>'.encode("cp1251"), "мир"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=shift_jis"><p>海</p>'.encode(
                "shift_jis"
            ),
            "海",
        ),
        ('<meta charset="nonsense"><p>naïve</p>'.encode(), "naïve"),
        ('<meta charset="utf-16"><p>naïve</p>'.encode(), "naïve"),
        (b'<meta charset="hex"><p>ab</p>', "ab"),
        ('<meta charset="utf-8"><p>caf\xe9 noir</p>'.encode("cp1252"), "café noir"),
        (b"<p>nul\x00 and \x07bell</p>", "nul and bell"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    [chapter] = read_html(data, tmp_path)
    assert [block.text for block in chapter.blocks] == [text]


@settings(deadline=None)
@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=60))
def test_a_late_byte_does_not_turn_the_text_over(start: bytes, end: bytes, other: bytes) -> None:
    """Up to the last line both have in common, the text is the same whatever follows."""
    head = b"<p>caf\xe9 \xc3\xa9 " + start.replace(b"<", b"") + b"\n"
    one, two = decode(head + end), decode(head + other)
    until = head.count(b"\n")
    assert one.split("\n")[:until] == two.split("\n")[:until]


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_told_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp()
    said: list[str] = []
    for read, given_data in ((read_html, b"<p>" + data), (read_epub, b"PK" + data)):
        try:
            read(given_data, folder)
        except StoryError as error:
            said.append(str(error))
    assert said
    assert not any("\n" in line for line in said)


TAGS = st.sampled_from(
    "<p> </p> <div> </div> <br> <hr/> <i> </i> <h2> </h2> <blockquote> </blockquote> <table><tr><td> </td> <pre> </pre>"
    " <ul><li> </ul> <span&nbsp; &#0; &bad; <!-- --> <![CDATA[ ]]> <a&nbsp;id='x'> </a> <sup> </sup> word two. * * *".split(
        " "
    )
)


@settings(deadline=None, max_examples=100)
@given(st.lists(TAGS, max_size=40))
def test_any_soup_is_read(tmp_path_factory: pytest.TempPathFactory, soup: list[str]) -> None:
    body = " ".join(soup).replace("&nbsp;", " ", 1)
    folder = tmp_path_factory.getbasetemp()
    [chapter] = read_html(f"<html><body><p>Start.</p>{body}".encode(), folder)[:1]
    assert chapter.blocks[0].text == "Start."
    for block in chapter.blocks:
        assert block.fragment
        assert block.text == block.text.strip()
        assert "  " not in block.text
        assert all(0 <= start < end <= len(block.text) for start, end in block.emphasis)


def test_control_characters_by_number_are_not_read(tmp_path: Path) -> None:
    [chapter] = read_html(b"<p>a&#27;[31m b&#x1b;c &#7;d&#127; &#x41;&#8217;</p>", tmp_path)
    assert chapter.blocks[0].text == "a[31m bc d A’"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("The\u202e Causeway\u2028\x07", "The Causeway"),
        ("long " * 200, "long " * 59 + "lon…"),
        ("  The \n Mill ", "The Mill"),
    ],
)
def test_a_title_is_one_line_that_turns_nothing_over(given_name: str, kept: str) -> None:
    assert as_name(given_name) == kept
