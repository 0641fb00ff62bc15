"""The table of contents of an EPUB, as titles for the places they point to.

The titles are sealed until their place is reached: an entry is used for its own chapter alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wellanyway.errors import HostileFileError
from wellanyway.importers.archive import Archive, resolve
from wellanyway.importers.epub_package import Package
from wellanyway.importers.html_meaning import types
from wellanyway.importers.markup import local, parse_markup, parse_xml, plain

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Entry", "Navigation", "read_navigation"]

_CHAPTER = re.compile(r"(?:chapter|chap\.|letter|canto)\b|[ivxlc]+\.?\Z|\d+\.?\Z", re.IGNORECASE)
_ENTRY_COUNT = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; `fragment` is None for the beginning of a document."""

    path: str
    fragment: str | None
    title: str
    parents: tuple[str, ...] = ()  # titles above it, the nearest last

    @property
    def is_within_chapter(self) -> bool:
        """Whether it is a part of a chapter rather than one."""
        return bool(self.parents) and _CHAPTER.match(self.parents[-1]) is not None


@dataclass(slots=True)
class Navigation:
    """Entries by place, and what the landmarks say of documents."""

    is_declared: bool = False
    documents: dict[str, Entry] = field(default_factory=dict)
    fragments: dict[str, dict[str, Entry]] = field(default_factory=dict)
    landmarks: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take an entry; one above another at the same place lends its title to it."""
        if entry.fragment is None:
            self.documents[entry.path] = _joined(self.documents.get(entry.path), entry)
        else:
            places = self.fragments.setdefault(entry.path, {})
            places[entry.fragment] = _joined(places.get(entry.fragment), entry)


def _joined(old: Entry | None, new: Entry) -> Entry:
    if old is None:
        return new
    if new.parents[-1:] == (old.title,) and old.title != new.title:
        return Entry(new.path, new.fragment, f"{old.title}: {new.title}", old.parents)
    return old


def read_navigation(archive: Archive, package: Package) -> Navigation:
    """Read the navigation document, or the older NCX where there is none or it is empty."""
    navigation = Navigation()
    path = package.nav_path
    if path:
        navigation.is_declared = True
        root = parse_markup(archive.read(path))
        if root is not None:
            _read_nav(archive, root, path, navigation)
    if package.ncx_path and not (navigation.documents or navigation.fragments):
        navigation.is_declared = True
        root = parse_xml(archive.read(package.ncx_path), package.ncx_path)
        _read_ncx(archive, root, package.ncx_path, navigation)
    return navigation


def _target(archive: Archive, base: str, href: str) -> tuple[str, str | None] | None:
    place, _, fragment = href.partition("#")
    try:
        path = resolve(base, place) if place else base
    except HostileFileError:
        return None
    found = archive.find(path) if path else None
    return (found, unquote(fragment) or None) if found else None


def _read_nav(archive: Archive, root: etree._Element, base: str, navigation: Navigation) -> None:
    navs = list(root.iter("nav"))
    toc = next((nav for nav in navs if types(nav) & {"toc", "doc-toc"}), None)
    if toc is None and navs:
        toc = next((nav for nav in navs if not types(nav)), None)
    if toc is not None:
        _read_list(archive, toc, base, navigation)
    for nav in navs:
        if "landmarks" in types(nav):
            for link in nav.iter("a"):
                target = _target(archive, base, link.get("href") or "")
                if target is not None and target[1] is None:
                    navigation.landmarks.setdefault(target[0], link.get("epub:type") or "")


def _read_list(archive: Archive, toc: etree._Element, base: str, navigation: Navigation) -> None:
    """Entries in order; a heading without a link lends its title to its first entry."""
    waiting: list[str] = []
    for item in toc.iter("li"):
        label = next((child for child in item if child.tag in {"a", "span"}), None)
        if label is None or len(navigation.documents) > _ENTRY_COUNT:
            continue
        title = _label(label)
        target = _target(archive, base, label.get("href") or "") if label.get("href") else None
        if target is None:
            if next(item.iter("a"), None) is not None:
                waiting.append(title)
            continue
        parents = tuple(_parents(item))
        title = ": ".join([*[name for name in waiting if name in parents], title])
        waiting.clear()
        navigation.add(Entry(target[0], target[1], title, parents))


def _label(element: etree._Element) -> str:
    text = plain(element)
    if not text:
        image = next(element.iter("img"), None)
        text = (image.get("alt") or "") if image is not None else element.get("title") or ""
    return text


def _parents(item: etree._Element) -> list[str]:
    found: list[str] = []
    for above in item.iterancestors("li"):
        label = next((child for child in above if child.tag in {"a", "span"}), None)
        if label is not None:
            found.append(_label(label))
    return found[::-1]


def _read_ncx(archive: Archive, root: etree._Element, base: str, navigation: Navigation) -> None:
    for point in root.iter():
        if local(point.tag) != "navpoint":
            continue
        label = next((plain(child) for child in point if local(child.tag) == "navlabel"), "")
        source = next((child.get("src") or "" for child in point if local(child.tag) == "content"), "")
        target = _target(archive, base, source)
        if target is None:
            continue
        parents = [
            next((plain(child) for child in above if local(child.tag) == "navlabel"), "")
            for above in point.iterancestors()
            if local(above.tag) == "navpoint"
        ]
        navigation.add(Entry(target[0], target[1], label, tuple(reversed(parents))))
