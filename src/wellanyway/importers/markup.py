"""Bytes of HTML, XHTML or XML to a tree, without trusting them and from the left.

One forgiving parser reads all documents, so that a fault late in a file cannot change how its beginning
reads. Nothing is fetched, no entity is expanded but short plain ones, and depth is bounded. Encodings are
decided by a byte order mark or a declaration in the first kilobytes; else each byte sequence that is not
UTF-8 is read as Windows-1252, one by one, so that a late byte never turns the whole file over.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wellanyway.errors import DamagedFileError, HostileFileError

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["decode", "local", "parse_markup", "parse_xml", "path_of", "plain"]

HEAD_BYTES = 4096  # how far a declaration of the encoding is looked for
DOCTYPE_CHARS = 65_536
DEPTH = 256
ATTRIBUTES = 1_000  # of one element
ELEMENTS = 300_000  # tags of one document
EXPANDED_CHARS = 1_000_000  # what the entities of a document may grow to

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LATIN = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii", "cp1252", "windows-1252"}
_KNOWN = re.compile(
    r"(?:iso-?8859-\d+|windows-125\d|cp125\d|koi8-[ru]|shift[-_]?jis|euc-\w+|gb\w+|big5[\w-]*|mac\w*|tis-620)\Z"
)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY = re.compile(r"""<!ENTITY\s+(%\s+)?([\w.:-]{1,100})\s+(?:"([^"]*)"|'([^']*)'|(SYSTEM|PUBLIC)\b)""")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBERED = re.compile(r"&#(?:[xX]0*+([0-9a-fA-F]{1,2})|0*+(\d{1,3}))(?![0-9a-fA-F]);?")
_CROWDED = re.compile(  # a tag of too many attributes, taken apart as the parser does
    r"<[A-Za-z][^\s/>]*+"
    r"(?:[\s/]++(?:[A-Za-z_:.][\w:.-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+|[^\s/>]++)?+)"
    f"{{{ATTRIBUTES}}}"
)
_ERRORS = "wellanyway.windows-1252"


def local(tag: object) -> str:
    """A tag's name without namespace or prefix; empty for comments and the like."""
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def plain(element: etree._Element) -> str:
    """All text in an element, on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def path_of(element: etree._Element) -> str:
    """Where an element stands, as steps from the root, elements counted in twos as in an EPUB's CFI."""
    steps: list[str] = []
    here: etree._Element | None = element
    while here is not None and (above := here.getparent()) is not None:
        steps.append(f"/{2 * (above.index(here) + 1)}")
        here = above
    return "".join(reversed(steps))


def decode(data: bytes) -> str:
    """Text of a document in whatever encoding it says or shows it is in."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if data[:4] in {b"<\x00?\x00", b"<\x00!\x00", b"<\x00h\x00"}:
        return data.decode("utf-16-le", "replace")
    if data[:4] in {b"\x00<\x00?", b"\x00<\x00!", b"\x00<\x00h"}:
        return data.decode("utf-16-be", "replace")
    head = data[:HEAD_BYTES]
    match = _DECLARED.search(head) or _META.search(head)
    name = match[1].decode("ascii").lower() if match else "utf-8"
    if name in _LATIN:
        return data.decode("cp1252", "replace")
    if _KNOWN.match(name):
        try:
            return data.decode(name, "replace")
        except LookupError:
            pass
    codecs.register_error(_ERRORS, _windows)
    return data.decode("utf-8", _ERRORS)


def _windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """The text less its document type, and the plain entities declared there."""
    match = _DOCTYPE.search(text, 0, DOCTYPE_CHARS)
    if match is None:
        return text, {}
    close = text.find(">", match.end(), match.end() + DOCTYPE_CHARS)
    bracket = text.find("[", match.end(), close if close >= 0 else match.end() + DOCTYPE_CHARS)
    subset = ""
    if bracket >= 0:
        end = re.compile(r"\]\s*>").search(text, bracket, bracket + DOCTYPE_CHARS)
        if end is None:
            raise HostileFileError("a document type in the file is longer than the limit of 64 kB")
        subset, close = text[bracket + 1 : end.start()], end.end() - 1
    if close < 0:
        return text, {}
    return text[: match.start()] + text[close + 1 :], _entities(subset)


def _entities(subset: str) -> dict[str, str]:
    """Entities of an internal subset. Raises HostileFileError where they are built from one another."""
    declared: dict[str, str] = {}
    for match in _ENTITY.finditer(subset):
        value = match[3] if match[3] is not None else match[4]
        if match[1] or value is None:
            declared[match[2]] = ""  # parameter and external entities are never read
            continue
        if re.search(r"[&%](?!#)", value) or len(value) > 1000 or len(declared) >= 500:
            raise HostileFileError("the file defines entities made of other entities, which would blow up")
        declared[match[2]] = value
    return declared


def _prepared(data: bytes) -> bytes:
    text, entities = _without_doctype(decode(data))
    if entities:
        text = _expanded(text, entities)
    text = _CONTROL.sub("", _NUMBERED.sub(_shown, _without_sections(text)))
    if text.count("<") > 2 * ELEMENTS:
        raise HostileFileError(f"a document in the file has more elements than the limit of {ELEMENTS:,}")
    if _CROWDED.search(text):
        raise HostileFileError(f"an element in the file has more attributes than the limit of {ATTRIBUTES:,}")
    return text.encode("utf-8", "replace")


def _expanded(text: str, entities: dict[str, str]) -> str:
    names = "|".join(re.escape(name) for name in entities)
    room = EXPANDED_CHARS

    def value(match: re.Match[str]) -> str:
        nonlocal room
        found = entities[match[1]]
        room -= len(found)
        if room < 0:
            raise HostileFileError("the file defines entities that would blow it up")
        return found

    return re.sub(f"&({names});", value, text)


def _without_sections(text: str) -> str:
    """CDATA sections as the text they stand for."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        section = text[start + 9 : end].replace("&", "&amp;").replace("<", "&lt;")
        pieces += (text[at:start], section)
        at = end + 3
    return "".join((*pieces, text[at:]))


def _shown(match: re.Match[str]) -> str:
    """A character by its number, unless it is one that controls."""
    number = int(match[1], 16) if match[1] else int(match[2])
    return "" if (number < 0x20 and number not in {9, 10, 13}) or number == 0x7F else match[0]


def parse_markup(data: bytes) -> etree._Element | None:
    """The root of an HTML or XHTML document, None where there is no element in it."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(_prepared(data), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    _check_limits(parser.error_log)
    return root


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML file of the package. Raises DamagedFileError where there is none."""
    from lxml import etree

    text = _prepared(data).decode("utf-8")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(text.strip().encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFileError(f"{name} cannot be understood: the book is damaged") from error
    _check_limits(parser.error_log)
    if root is None:
        raise DamagedFileError(f"{name} cannot be understood: the book is damaged")
    return root


def _check_limits(log: etree._ListErrorLog) -> None:
    for entry in log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise HostileFileError(
                f"a document in the file is nested deeper than the limit of {DEPTH} levels"
            )
