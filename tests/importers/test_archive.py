"""Archives that are damaged or built to do harm: one clear line, within limits, nothing written."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importers.build import archive
from wellanyway.errors import DamagedFileError, EncryptedFileError, HostileFileError, StoryError
from wellanyway.importers.archive import Archive, Limits, resolve


def write(folder: Path, data: bytes) -> Path:
    path = folder / "book.epub"
    path.write_bytes(data)
    return path


def clear(error: StoryError) -> bool:
    """One line fit for a person."""
    return "\n" not in str(error) and 10 < len(str(error)) < 200


GOOD = archive({"a.txt": b"hello " * 400, "b/c.txt": b"there " * 400})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK", "not a zip"),
        (b"hello, I am no zip at all", "not a zip"),
        (GOOD[:-30], "cut short"),
        (GOOD[: len(GOOD) // 2], "cut short"),
        (b"PK\x03\x04" + b"\x00" * 100, "cut short"),
    ],
)
def test_what_is_no_zip(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(DamagedFileError, match=words) as raised:
        Archive(write(tmp_path, data))
    assert clear(raised.value)


@pytest.mark.parametrize("cut", range(0, len(GOOD), 7))
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(StoryError) as raised:
        Archive(write(tmp_path, GOOD[:cut]))
    assert clear(raised.value)


@pytest.mark.parametrize("place", range(0, len(GOOD), 5))
def test_a_byte_changed_anywhere_is_harmless(tmp_path: Path, place: int) -> None:
    data = bytearray(GOOD)
    data[place] ^= 0xFF
    said = "a message long enough"
    try:
        book = Archive(write(tmp_path, bytes(data)))
        for name in ("a.txt", "b/c.txt"):
            if (found := book.find(name)) is not None:
                assert book.read(found) in {b"hello " * 400, b"there " * 400}
        book.close()
    except StoryError as error:
        said = str(error)
    assert clear(StoryError(said))


def test_entries_are_found_whatever_the_case(tmp_path: Path) -> None:
    book = Archive(write(tmp_path, GOOD))
    assert book.find("B/C.TXT") == "b/c.txt"
    assert book.find("missing") is None
    assert book.read("b/c.txt").startswith(b"there")
    book.close()


def test_a_digest_is_of_the_words(tmp_path: Path) -> None:
    book = Archive(write(tmp_path, archive({"a": b"one", "b": b"one", "c": b"two"})))
    assert book.digest("a") == book.digest("b") != book.digest("c")


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "..\\evil", "/../evil"])
def test_a_path_that_climbs_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(HostileFileError, match="climbs out") as raised:
        Archive(write(tmp_path, archive({"a.txt": b"x", name: b"x"})))
    assert clear(raised.value)


def test_a_bomb_by_its_ratio(tmp_path: Path) -> None:
    book = Archive(write(tmp_path, archive({"a.txt": b"\0" * 5_000_000})))
    with pytest.raises(HostileFileError, match="zip bomb") as raised:
        book.read("a.txt")
    assert clear(raised.value)


def test_a_bomb_by_its_size(tmp_path: Path) -> None:
    book = Archive(write(tmp_path, archive({"a.txt": b"abcd" * 5_000})), limits=Limits(entry_bytes=10_000))
    with pytest.raises(HostileFileError, match="limit"):
        book.read("a.txt")


def test_a_size_that_lies_is_held_to(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": b"abcd" * 500_000}))
    central = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 100)
    book = Archive(write(tmp_path, bytes(data)))
    with pytest.raises(DamagedFileError) as raised:
        book.read("a.txt")
    assert clear(raised.value)


def test_too_many_entries(tmp_path: Path) -> None:
    data = archive({f"{number}": b"" for number in range(60)})
    with pytest.raises(HostileFileError, match="more entries than the limit of 50"):
        Archive(write(tmp_path, data), limits=Limits(entries=50))
    with pytest.raises(HostileFileError, match="more entries"):
        Archive(write(tmp_path, data), limits=Limits(directory_bytes=500))


def test_too_much_text_is_found_before_inflating(tmp_path: Path) -> None:
    files = {f"{number}": b"word " * 20_000 for number in range(5)}
    book = Archive(write(tmp_path, archive(files)), limits=Limits(total_bytes=300_000))
    with pytest.raises(HostileFileError, match="MB of text; the limit is"):
        book.check_total(list(files))


def overlapping() -> bytes:
    """Two names for the same bytes."""
    data = archive({"a.txt": b"hello" * 50, "b.txt": b"there" * 50})
    central = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", central + 4)
    return data[: second + 42] + data[central + 42 : central + 46] + data[second + 46 :]


def test_entries_over_one_another(tmp_path: Path) -> None:
    with pytest.raises(HostileFileError, match="over one another") as raised:
        Archive(write(tmp_path, overlapping()))
    assert clear(raised.value)


def encrypted() -> bytes:
    data = bytearray(archive({"a.txt": b"hello"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + offset
        data[place] |= 1
    return bytes(data)


def linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def odd_method() -> bytes:
    data = bytearray(archive({"a.txt": b"hello"}))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 97)
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (encrypted, EncryptedFileError, "password"),
        (linked, HostileFileError, "link"),
        (odd_method, DamagedFileError, "damaged"),
    ],
)
def test_entries_that_are_not_read(
    tmp_path: Path, make: Callable[[], bytes], error: type[StoryError], words: str
) -> None:
    book = Archive(write(tmp_path, make()))
    with pytest.raises(error, match=words) as raised:
        book.read("a.txt")
    assert clear(raised.value)


@pytest.mark.parametrize(
    ("base", "href", "path"),
    [
        ("OEBPS/content.opf", "a.xhtml", "OEBPS/a.xhtml"),
        ("OEBPS/content.opf", "text/./a%20b.xhtml#x", "OEBPS/text/a b.xhtml"),
        ("OEBPS/text/a.xhtml", "../b.xhtml", "OEBPS/b.xhtml"),
        ("OEBPS/content.opf", "/b.xhtml", "b.xhtml"),
        ("OEBPS/content.opf", "text\\a.xhtml", "OEBPS/text/a.xhtml"),
        ("OEBPS/content.opf", "https://x.example/a.xhtml", None),
        ("OEBPS/content.opf", "//x.example/a.xhtml", None),
        ("OEBPS/content.opf", "data:text/html,x", None),
        ("OEBPS/a.xhtml", "#x", "OEBPS/a.xhtml"),
    ],
)
def test_where_a_reference_leads(base: str, href: str, path: str | None) -> None:
    assert resolve(base, href) == path


@pytest.mark.parametrize(
    "href", ["../../etc/passwd", "..%2F..%2Fetc", "file:///etc/passwd", "C:\\x", "a/../../../b"]
)
def test_where_a_reference_must_not_lead(href: str) -> None:
    with pytest.raises(HostileFileError) as raised:
        resolve("OEBPS/content.opf", href)
    assert clear(raised.value)
