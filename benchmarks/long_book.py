"""A made-up novel of any length, as plain text and as EPUB 3; the same seed gives the same bytes.

For benchmarks of size and speed: words drawn with the frequencies of a language from a made-up
vocabulary, names, talk with and without tags, chapters of some thousand words.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["write_epub", "write_text"]

_COMMON = (
    "the of and a to in he was that his it had with as her on at she for not but him be by they from were "
    "all this when so there up out one which would their could into no then been said if over them some "
    "down now like before old never after what about more again back who where little old good long"
).split()
_NAMES = ("Julia Rook", "Tom Marsh", "Edith Vane", "Amos Pell", "Nell Harrow", "Captain Silas", "Mrs. Ruth")
_ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gr", "h", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "w")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
_ENDS = ("", "n", "r", "st", "ll", "ck", "nd", "ter", "ing", "ed", "ly", "ness")
_CHAPTER_WORDS = 4_000


def chapters(words: int, seed: int = 7) -> Iterator[tuple[str, list[str]]]:
    """(title, paragraphs) until there are `words` words."""
    rng = random.Random(seed)
    rare = sorted({_word(rng) for _ in range(12_000)})
    left, number = words, 1
    while left > 0:
        paragraphs: list[str] = []
        size = 0
        while size < min(_CHAPTER_WORDS, left):
            paragraph = " ".join(_sentence(rng, rare) for _ in range(rng.randint(1, 7)))
            paragraphs.append(paragraph)
            size += len(paragraph.split())
        yield f"Chapter {number}", paragraphs
        left -= size
        number += 1


def _word(rng: random.Random) -> str:
    return "".join(
        rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.choice((1, 1, 2)))
    ) + rng.choice(_ENDS)


def _sentence(rng: random.Random, rare: list[str]) -> str:
    words = [
        rng.choice(_COMMON) if rng.random() < 0.55 else rare[int(len(rare) * rng.random() ** 3)]
        for _ in range(rng.randint(4, 26))
    ]
    if rng.random() < 0.25:
        words[0] = rng.choice(_NAMES)
    if len(words) > 12:
        words[len(words) // 2] += ","
    text = " ".join(words)
    text = text[0].upper() + text[1:]
    kind = rng.random()
    if kind < 0.15:
        return f"“{text},” said {rng.choice(_NAMES)}."
    return f"“{text}?”" if kind < 0.22 else f"{text}."


def write_text(path: Path, words: int) -> None:
    """The novel as a plain text file."""
    with path.open("w", encoding="utf-8") as file:
        file.write("The Long Book\n\nby A. Nobody\n\n")
        for number, (_, paragraphs) in enumerate(chapters(words), 1):
            file.write(f"\n\nCHAPTER {number}\n\n" + "\n\n".join(paragraphs) + "\n")


def write_epub(path: Path, words: int) -> None:
    """The novel as an EPUB 3, one document a chapter."""
    titles: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        archive.writestr("META-INF/container.xml", _CONTAINER)
        for number, (title, paragraphs) in enumerate(chapters(words), 1):
            titles.append(title)
            body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
            archive.writestr(f"OEBPS/c{number}.xhtml", _PAGE.format(title=title, body=body))
        items = "".join(
            f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
            for n in range(1, len(titles) + 1)
        )
        spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(titles) + 1))
        links = "".join(f'<li><a href="c{n}.xhtml">{title}</a></li>' for n, title in enumerate(titles, 1))
        archive.writestr("OEBPS/nav.xhtml", _NAV.format(links=links))
        archive.writestr("OEBPS/book.opf", _PACKAGE.format(items=items, spine=spine))


_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}'
    "</title></head><body><h2>{title}</h2>\n{body}</body></html>"
)
_NAV = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Contents</title></head><body>'
    '<nav epub:type="toc"><ol>{links}</ol></nav></body></html>'
)
_PACKAGE = (
    '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
    'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">'
    "urn:uuid:00000000-0000-4000-8000-000000000007</dc:identifier><dc:title>The Long Book</dc:title>"
    "<dc:creator>A. Nobody</dc:creator><dc:language>en</dc:language>"
    '<meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata><manifest>'
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}</manifest>'
    "<spine>{spine}</spine></package>"
)
