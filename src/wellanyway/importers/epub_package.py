"""The package of an EPUB: what is in it, in which order it is read, and who wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wellanyway.errors import DamagedFileError, EncryptedFileError
from wellanyway.importers.archive import Archive, resolve
from wellanyway.importers.markup import local, parse_markup, parse_xml, plain
from wellanyway.story import Paratext, ParatextKind

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Package", "SpineItem", "check_encryption", "find_package", "read_package"]

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
_MARKUP = {
    "application/xhtml+xml",
    "text/html",
    "text/x-oeb1-document",
    "application/x-dtbook+xml",
    "image/svg+xml",
}
_FALLBACKS = 8  # how often one item may stand in for another
_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_AUTHORS = {"aut", "author", "cre"}


@dataclass(frozen=True, slots=True)
class SpineItem:
    """A document of the reading order. `key` tells apart one that stands there more than once."""

    path: str
    key: str
    id: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says."""

    title: str
    author: str
    language: str
    notes: tuple[Paratext, ...]
    spine: tuple[SpineItem, ...]
    guide: dict[str, str] = field(default_factory=dict)  # path -> type
    nav_path: str | None = None
    ncx_path: str | None = None
    makers: str = ""  # publisher, contributors and identifiers: who made the file


def find_package(archive: Archive) -> str | None:
    """The path of the package document; None where the archive is no EPUB."""
    name = archive.find(CONTAINER)
    if name is not None:
        root = parse_xml(archive.read(name), CONTAINER)
        for element in root.iter():
            path = element.get("full-path") if local(element.tag) == "rootfile" else None
            found = archive.find(resolve("", path) or "") if path else None
            if found is not None:
                return found
    return archive.first(".opf")


def check_encryption(archive: Archive) -> None:
    """Raises EncryptedFileError where more than fonts is encrypted."""
    name = archive.find(ENCRYPTION)
    if name is None:
        return
    root = parse_xml(archive.read(name), ENCRYPTION)
    for element in root.iter():
        if local(element.tag) != "encrypteddata":
            continue
        methods = [child for child in element.iter() if local(child.tag) == "encryptionmethod"]
        if not any((method.get("Algorithm") or "").startswith(_OBFUSCATION) for method in methods):
            raise EncryptedFileError(
                f"{archive.name} is protected by DRM: only a copy without it can be told"
            )


def read_package(archive: Archive, path: str) -> Package:
    """Read the package document. Raises DamagedFileError where there is no reading order."""
    root = parse_xml(archive.read(path), path)
    items = _items(archive, root, path)
    spine, toc = _spine(root, items)
    if not spine:
        raise DamagedFileError(f"{archive.name} has no reading order (its spine is missing or empty)")
    archive.check_total(sorted({item.path for item in spine}))
    nav = next((item.path for item in items.values() if "nav" in item.properties), None)
    ncx = items.get(toc) or next((item for item in items.values() if "dtbncx" in item.media_type), None)
    return Package(
        title=_title(root),
        author=_author(root),
        language=next(iter(_texts(root, "language")), "") or "en",
        notes=_notes(root),
        spine=tuple(spine),
        guide=_guide(archive, root, path),
        nav_path=nav,
        ncx_path=ncx.path if ncx is not None else None,
        makers=" ".join(_texts(root, "publisher") + _texts(root, "contributor") + _texts(root, "identifier")),
    )


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    media_type: str
    properties: frozenset[str]
    fallback: str


def _items(archive: Archive, root: etree._Element, base: str) -> dict[str, _Item]:
    spine = {ref.get("idref") for ref in root.iter() if local(ref.tag) == "itemref"}
    items: dict[str, _Item] = {}
    for element in root.iter():
        if local(element.tag) != "item":
            continue
        name, href = element.get("id") or "", element.get("href") or ""
        properties = frozenset((element.get("properties") or "").split())
        is_read = name in spine or "nav" in properties
        path = resolve(base, href) if href and (is_read or ".." not in href) else None
        found = archive.find(path) if path else None
        media = (element.get("media-type") or "").strip().lower()
        if name and name not in items:
            items[name] = _Item(found or "", media, properties, element.get("fallback") or "")
    return items


def _spine(root: etree._Element, items: dict[str, _Item]) -> tuple[list[SpineItem], str]:
    found: list[SpineItem] = []
    times: dict[str, int] = {}
    toc = ""
    for element in root.iter():
        tag = local(element.tag)
        if tag == "spine":
            toc = element.get("toc") or ""
        if tag != "itemref" or (element.get("linear") or "yes").strip().lower() == "no":
            continue
        name = element.get("idref") or ""
        item = _readable(items, name)
        if item is None or "nav" in item.properties:
            continue
        times[item.path] = times.get(item.path, 0) + 1
        key = item.path if times[item.path] == 1 else f"{item.path}~{times[item.path]}"
        found.append(SpineItem(item.path, key, name, item.media_type))
    return found, toc


def _readable(items: dict[str, _Item], name: str) -> _Item | None:
    """The item, or what the book offers in its place, that is a document with text."""
    for _ in range(_FALLBACKS):
        item = items.get(name)
        if item is None:
            break
        is_markup = item.media_type in _MARKUP or re.search(r"\.x?html?\Z", item.path, re.IGNORECASE)
        if item.path and is_markup:
            return item
        name = item.fallback
    return None


def _guide(archive: Archive, root: etree._Element, base: str) -> dict[str, str]:
    guide: dict[str, str] = {}
    for element in root.iter():
        href = element.get("href") if local(element.tag) == "reference" else None
        if href and "#" not in href and ".." not in href.split("/"):
            path = archive.find(resolve(base, href) or "")
            if path:
                guide.setdefault(path, (element.get("type") or "").lower())
    return guide


def _texts(root: etree._Element, name: str) -> list[str]:
    return [text for element in _named(root, name) if (text := plain(element))]


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in root.iter() if local(element.tag) == name]


def _refined(root: etree._Element, name: str) -> dict[str, str]:
    """EPUB 3's refinements of one property: id -> value."""
    return {
        (meta.get("refines") or "").lstrip("#"): plain(meta)
        for meta in _named(root, "meta")
        if meta.get("property") == name
    }


def _title(root: etree._Element) -> str:
    titles = [element for element in _named(root, "title") if plain(element)]
    kinds = _refined(root, "title-type")
    order = _refined(root, "display-seq")

    def rank(element: etree._Element) -> tuple[int, int]:
        name = element.get("id") or ""
        place = order.get(name, "")
        return (0 if kinds.get(name) == "main" else 1, int(place) if place.isdigit() else 1_000)

    return plain(min(titles, key=rank)) if titles else ""


def _author(root: etree._Element) -> str:
    roles = _refined(root, "role")
    order = _refined(root, "display-seq")
    found: list[tuple[int, str]] = []
    for element in _named(root, "creator"):
        name = element.get("id") or ""
        role = element.get("{http://www.idpf.org/2007/opf}role") or element.get("role") or roles.get(name, "")
        place = order.get(name, "")
        if plain(element) and (not role or role.lower() in _AUTHORS):
            found.append((int(place) if place.isdigit() else 1_000, plain(element)))
    names = [name for _, name in sorted(found, key=lambda pair: pair[0])]
    return ", ".join(dict.fromkeys(names)) or ", ".join(dict.fromkeys(_texts(root, "creator")))


def _notes(root: etree._Element) -> tuple[Paratext, ...]:
    notes: list[Paratext] = []
    for text in _texts(root, "description")[:1]:
        shown = parse_markup(f"<div>{text}</div>".encode()) if "<" in text or "&" in text else None
        notes.append(Paratext(ParatextKind.SUMMARY, plain(shown) if shown is not None else text))
    subjects = list(dict.fromkeys(_texts(root, "subject")))
    if subjects:
        notes.append(Paratext(ParatextKind.TAGS, ", ".join(subjects)))
    return tuple(notes)
