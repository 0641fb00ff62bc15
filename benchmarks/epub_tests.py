"""The W3C's EPUB tests: no traceback, and each reflowable one with text is told in spine order.

    python benchmarks/epub_tests.py --data DIR      DIR holds the .epub files

What should be told is found by a reader of its own, which knows nothing of the importer: the words of the
bodies of the linear spine documents, in order. Each file is opened, all its chapters are taken, and the two
lists of words are compared. A disagreement has its reason in the table below, or counts as unexplained.
"""

from __future__ import annotations

import argparse
import json
import os
import posixpath
import re
import sys
import time
import traceback
import zipfile
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from wellanyway.errors import StoryError
from wellanyway.importers import open_book

_NAV = "the table of contents stands in the reading order; it is used for titles and never told"
_CAPTION = "the caption of a picture is not part of the telling"
REASONS: dict[str, str] = {
    "lay-fxl-orientation-landscape.epub": "a heading that repeats the book's title on every page is not told",
    "nav-activation.epub": _NAV,
    "nav-spine_in-spine-hidden-toc-css.epub": _NAV,
    "nav-spine_in-spine-no-list-style.epub": _NAV,
    "ocf-url_link-leaking-relative.epub": _CAPTION,
    "ocf-url_link-relative.epub": _CAPTION,
    "pss-support.epub": "a footnote is kept beside its chapter, not told in it",
}

NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "h": "http://www.w3.org/1999/xhtml",
}
UNSPOKEN = {"script", "style", "template", "title", "iframe", "object", "audio", "video", "canvas", "head"}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def body_text(element: etree._Element) -> str:
    """Text of an element, less scripts, pictures, formulas' markup and what is hidden."""
    parts: list[str] = []
    name = etree.QName(element).localname
    if (
        name in UNSPOKEN
        or re.search(r"display:\s*none", element.get("style") or "")
        or element.get("hidden") is not None
    ):
        return ""
    if name == "svg":
        return ""
    if name == "math":
        return f" {element.get('alttext') or ' '.join(map(str, element.itertext()))} "
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            inline = etree.QName(child).localname in {
                "span",
                "a",
                "em",
                "i",
                "b",
                "strong",
                "code",
                "sup",
                "sub",
                "abbr",
            }
            text = body_text(child)
            parts.append(text if inline else f" {text} ")
        parts.append(child.tail or "")
    return "".join(parts)


def expected(path: Path) -> tuple[list[str], dict[str, object]]:
    """The words of the linear spine documents, in order, and what kind of book it is."""
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"))
        opf = container.findall(".//c:rootfile", NS)[0].get("full-path") or ""
        package = etree.fromstring(archive.read(opf))
        items = {item.get("id"): item for item in package.findall(".//o:manifest/o:item", NS)}
        layout = package.xpath("string(//*[@property='rendition:layout'])")
        found: list[str] = []
        documents = 0
        for ref in package.findall(".//o:spine/o:itemref", NS):
            if ref.get("linear") == "no":
                continue
            item = items.get(ref.get("idref"))
            while item is not None and item.get("media-type") not in {
                "application/xhtml+xml",
                "image/svg+xml",
            }:
                item = items.get(item.get("fallback"))
            if item is None:
                continue
            href = unquote(item.get("href") or "")
            name = posixpath.normpath(posixpath.join(posixpath.dirname(opf), href))
            parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
            root = etree.fromstring(archive.read(name), parser)
            documents += 1
            body = root.find("h:body", NS)
            if body is not None:
                found += words(body_text(body))
            else:
                found += words(" ".join("".join(map(str, text.itertext())) for text in root.iter("{*}text")))
        return found, {"documents": documents, "is_fixed": layout == "pre-paginated"}


def told(path: Path) -> tuple[list[str], str]:
    """The words of blocks in the order they are told, and the titles of their chapters."""
    source = open_book(path)
    try:
        found: list[str] = []
        titles: list[str] = []
        for chapter in source.chapters():
            titles.append(" ".join(words(chapter.title)))
            for block in chapter.blocks:
                found += words(block.text)
        return found, f" {' | '.join(titles)} "
    finally:
        source.close()


def compare(path: Path) -> dict[str, object]:
    """How the two agree; `traceback` where the importer failed in a way it should not."""
    wanted, facts = expected(path)
    record: dict[str, object] = {"file": path.name, **facts, "words": len(wanted)}
    try:
        got, titles = told(path)
    except StoryError as error:
        return {**record, "outcome": "refused" if wanted else "no text", "message": str(error)}
    except Exception:
        return {**record, "outcome": "traceback", "message": traceback.format_exc(limit=-3)}
    missing: list[str] = []
    added: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
        lost = " ".join(wanted[start:end])
        if kind in {"delete", "replace"} and f" {lost} " not in titles:
            missing.append(lost)
        if kind in {"insert", "replace"}:
            added.append(" ".join(got[first:last]))
    if not missing and not added:
        return {**record, "outcome": "agrees"}
    return {**record, "outcome": "differs", "missing": missing[:6], "added": added[:6]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the .epub files")
    arguments = parser.parse_args()
    files = sorted(arguments.data.glob("*.epub"))
    if not files:
        sys.exit(f"no .epub files in {arguments.data}")
    start = time.perf_counter()
    records = [compare(path) for path in files]
    differing = [record for record in records if record["outcome"] in {"differs", "refused"}]
    for record in differing:
        record["reason"] = REASONS.get(str(record["file"]), "unexplained")
    outcomes = {name: sum(record["outcome"] == name for record in records) for name in ("agrees", "no text")}
    print(
        json.dumps(
            {
                "files": len(files),
                "tracebacks": sum(record["outcome"] == "traceback" for record in records),
                "agree": outcomes["agrees"],
                "without_text": outcomes["no text"],
                "differ": len(differing),
                "unexplained": sum(record["reason"] == "unexplained" for record in differing),
                "differing": differing,
                "failed": [record for record in records if record["outcome"] == "traceback"],
                "protocol": "words of the bodies of linear spine documents against words of blocks, in order;"
                " a heading may have become a chapter's title",
                "seconds": round(time.perf_counter() - start, 2),
                "cores": os.cpu_count(),
                "command": "python benchmarks/epub_tests.py --data DIR",
            },
            indent=1,
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
