"""Builders of small books: EPUBs in memory and pages of HTML, with made-up text."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""


def page(body: str, *, title: str = "", head: str = "", attributes: str = "") -> str:
    """An XHTML document round a body."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title>{head}</head>'
        f"<body{' ' + attributes if attributes else ''}>{body}</body></html>"
    )


def prose(seed: int, paragraphs: int = 3) -> str:
    """Paragraphs that tell one chapter from another, long enough for a chapter."""
    names = ("Orla", "Benno", "Tamsin", "Wick")
    return "".join(
        f"<p>{names[(seed + number) % 4]} walked the {seed}th mile of the causeway and counted {number} herons,"
        " while the tide went out and the lamps of the far shore came on one after the other.</p>"
        for number in range(paragraphs)
    )


@dataclass
class Doc:
    """A document of the book. `listed` is its title in the table of contents, None to leave it out."""

    name: str
    body: str
    listed: str | None = None
    linear: bool = True
    head: str = ""
    attributes: str = ""
    entries: Sequence[tuple[str, str]] = ()  # (fragment, title) inside the document
    media_type: str = "application/xhtml+xml"
    in_spine: bool = True
    is_raw: bool = False

    def text(self) -> str:
        return self.body if self.is_raw else page(self.body, head=self.head, attributes=self.attributes)


@dataclass
class Epub:
    """A book to be."""

    docs: Sequence[Doc]
    title: str = "The Causeway"
    author: str = "Ada Fenn"
    metadata: str = ""
    guide: str = ""
    nav: str | None = None  # the list of the navigation document; made from the documents if None
    use_ncx: bool = False
    has_toc: bool = True
    extra: dict[str, bytes] = field(default_factory=dict)
    opf: str | None = None

    def entries(self) -> Iterable[tuple[str, str]]:
        for doc in self.docs:
            if doc.listed is not None:
                yield doc.name, doc.listed
            for fragment, title in doc.entries:
                yield f"{doc.name}#{fragment}", title

    def package(self) -> str:
        items = "".join(
            f'<item id="i{number}" href="{doc.name}" media-type="{doc.media_type}"/>'
            for number, doc in enumerate(self.docs)
        )
        refs = "".join(
            f'<itemref idref="i{number}"{"" if doc.linear else chr(32) + "linear=" + chr(34) + "no" + chr(34)}/>'
            for number, doc in enumerate(self.docs)
            if doc.in_spine
        )
        toc = ""
        if self.has_toc:
            toc = (
                '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
                if self.use_ncx
                else '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            )
        return (
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
            f"<dc:title>{html.escape(self.title)}</dc:title><dc:creator>{html.escape(self.author)}</dc:creator>"
            f"<dc:language>en-GB</dc:language>{self.metadata}</metadata>"
            f"<manifest>{toc}{items}</manifest>"
            f"<spine{' toc=' + chr(34) + 'ncx' + chr(34) if self.use_ncx else ''}>{refs}</spine>{self.guide}</package>"
        )

    def files(self) -> dict[str, bytes]:
        found = {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.encode(),
            "OEBPS/content.opf": (self.opf if self.opf is not None else self.package()).encode(),
        }
        if self.has_toc and self.use_ncx:
            points = "".join(
                f"<navPoint><navLabel><text>{html.escape(title)}</text></navLabel><content src='{href}'/></navPoint>"
                for href, title in self.entries()
            )
            found["OEBPS/toc.ncx"] = (
                f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'.encode()
            )
        elif self.has_toc:
            items = self.nav or "".join(
                f'<li><a href="{href}">{html.escape(title)}</a></li>' for href, title in self.entries()
            )
            found["OEBPS/nav.xhtml"] = page(f'<nav epub:type="toc"><ol>{items}</ol></nav>').encode()
        for doc in self.docs:
            found[f"OEBPS/{doc.name}"] = doc.text().encode()
        return found | self.extra

    def write(self, path: Path) -> Path:
        path.write_bytes(archive(self.files()))
        return path


def archive(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()


def chapters(count: int, paragraphs: int = 3) -> list[Doc]:
    """Plain chapters, each a document of its own."""
    return [
        Doc(f"c{number}.xhtml", f"<h2>Chapter {number}</h2>{prose(number, paragraphs)}", f"Chapter {number}")
        for number in range(1, count + 1)
    ]
