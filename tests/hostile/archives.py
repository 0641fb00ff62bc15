"""Archives that climb out, lie about themselves, or say one thing twice."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile

from tests.hostile.book import LAST, SENTENCE, Hostile, book
from tests.importers.build import Doc, archive

__all__ = ["ARCHIVES"]

DOC = Doc("c1.xhtml", f"<h2>One</h2><p>{SENTENCE}</p><p>{LAST}</p>", "One")


def _files() -> dict[str, bytes]:
    return book([DOC]).files()


def _zipped(entries: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # names that are there twice
        with zipfile.ZipFile(buffer, "w", method) as target:
            for name, data in entries:
                target.writestr(name, data, method)
    return buffer.getvalue()


def _climbing(name: str) -> bytes:
    return _zipped([*_files().items(), (name, b"harm")])


def _linked() -> bytes:
    link = zipfile.ZipInfo("OEBPS/c1.xhtml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    files = _files()
    del files[link.filename]
    return _zipped([*files.items(), (link, b"/etc/passwd")])


def _twice() -> bytes:
    """Every entry twice, the second time another."""
    other = Doc("c1.xhtml", f"<h2>One</h2><p>{SENTENCE}</p><p>Another end.</p>", "One")
    return _zipped([*_files().items(), *book([other]).files().items()])


def _case_twins() -> bytes:
    return _zipped([*_files().items(), ("oebps/C1.XHTML", b"<p>A twin.</p>"), ("OEBPS/content.OPF", b"<x/>")])


def _long_names() -> bytes:
    return _zipped([*_files().items(), *((f"OEBPS/{'n' * 65_000}{number}", b"") for number in range(40))])


def _null_names() -> bytes:
    data = _zipped([*_files().items(), ("OEBPS/c1.xhtmlX.png", DOC.text().encode()), ("OEBPS/X", b"harm")])
    return data.replace(b"c1.xhtmlX.png", b"c1.xhtml\0.png").replace(b"OEBPS/X", b"OEBPS/\0")


def _lying() -> bytes:
    """An entry that says it has ten bytes and inflates to sixty megabytes."""
    files = _files()
    files["OEBPS/c1.xhtml"] = DOC.text().encode() + b" " * 60_000_000
    data = bytearray(archive(files))
    size = struct.pack("<I", len(files["OEBPS/c1.xhtml"]))
    for place in [at for at in range(len(data)) if data.startswith(size, at)]:
        data[place : place + 4] = struct.pack("<I", 10)
    return bytes(data)


def _overlapping() -> bytes:
    """Entries of the directory that all point at one body, as in a bomb without recursion."""
    data = bytearray(
        _zipped([*_files().items(), *((f"OEBPS/k{number}.xhtml", b"x" * 9_000) for number in range(50))])
    )
    first = data.index(b"PK\x03\x04")
    at = data.index(b"PK\x01\x02")
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        if b"/k" in data[at + 46 : at + 60]:
            data[at + 42 : at + 46] = struct.pack("<I", first)
        at += 4
    return bytes(data)


def _locked() -> bytes:
    data = bytearray(_zipped(list(_files().items())))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return bytes(data)


def _within_itself() -> bytes:
    inner = archive(_files())
    for _ in range(6):
        inner = archive({**_files(), "OEBPS/inner.epub": inner, "META-INF/inner.zip": inner})
    return inner


def _bomb() -> bytes:
    return archive(book([DOC, Doc("c2.xhtml", "<p>x</p>" * 1_000_000, "Two")]).files())


def _odd_packing(method: int) -> bytes:
    return _zipped(list(_files().items()), method)


def _unknown_packing() -> bytes:
    data = bytearray(archive(_files()))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + place] = 99
    return bytes(data)


ARCHIVES: tuple[Hostile, ...] = (
    Hostile("an entry that climbs out", lambda: _climbing("../../../../tmp/harm"), is_told=False),
    Hostile("an entry that climbs out backwards", lambda: _climbing("..\\..\\harm.exe"), is_told=False),
    Hostile("an entry at the root of the disk", lambda: _climbing("/etc/cron.d/harm")),
    Hostile("an entry on a drive", lambda: _climbing("C:\\Windows\\harm.exe")),
    Hostile("a chapter that is a link", _linked, is_told=False),
    Hostile("every entry twice", _twice),
    Hostile("entries that differ in case", _case_twins),
    Hostile("names of sixty thousand letters", _long_names),
    Hostile("names that end early", _null_names),
    Hostile("an entry that lies about its size", _lying, is_told=False),
    Hostile("entries that share a body", _overlapping, is_told=False),
    Hostile("a locked archive", _locked, is_told=False),
    Hostile("an archive within itself", _within_itself),
    Hostile("a bomb", _bomb, is_told=False),
    Hostile("packed another way", lambda: _odd_packing(zipfile.ZIP_BZIP2)),
    Hostile("packed a third way", lambda: _odd_packing(zipfile.ZIP_LZMA)),
    Hostile("packed in no known way", _unknown_packing, is_told=False),
    Hostile(
        "more entries than a book has",
        lambda: _zipped([*_files().items(), *((f"e{n}", b"") for n in range(20_001))]),
        is_told=False,
    ),
    Hostile("cut short", lambda: archive(_files())[:-200], is_told=False),
)
