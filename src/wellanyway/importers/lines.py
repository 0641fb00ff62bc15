"""Lines of a text file, decoded one at a time, so that no byte changes how an earlier one is read.

UTF-8 is tried line by line and Windows-1252 taken where it fails; UTF-16 and UTF-32 are known by their
byte order marks alone. Offsets count characters of the decoded text (RFC 5147).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wellanyway.errors import DamagedFileError

__all__ = ["Line", "read_lines"]

_ENDS = re.compile(rb"[^\r\n]*(?:\r\r\n|\r\n|\n|\r|\Z)")
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = {code: None for code in range(32) if code not in (9, 10, 12, 13)} | {
    0x7F: None,
    0xAD: None,  # soft hyphen
    0x200B: None,
    0xFEFF: None,
    0xA0: " ",
    0x2028: " ",
    0x2029: " ",
    0x0C: " ",
}
_JUNK = 0.02  # share of control bytes in the first kilobytes above which a file is not text


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; `start` and `end` are character offsets in the decoded file."""

    text: str
    start: int
    end: int

    @property
    def indent(self) -> int:
        """Columns of space before the words."""
        return len(self.text) - len(self.text.lstrip())


def read_lines(path: Path, *, trims: bool = True) -> Iterator[Line]:
    """The lines of `path`, without trailing space unless told otherwise.

    Raises DamagedFileError where the file is not text or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedFileError(f"{path} cannot be read: {error.strerror or error}") from None
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), None)
    if encoding is not None:
        return _wide(path, data, encoding, trims=trims)
    head = data[:8192]
    odd = sum(byte < 9 or 13 < byte < 27 for byte in head)
    if odd > _JUNK * len(head) + 2:
        raise DamagedFileError(f"{path.name} holds binary data, not text; give an EPUB, HTML or text file")
    return _narrow(data.removeprefix(codecs.BOM_UTF8), trims=trims)


def _wide(path: Path, data: bytes, encoding: str, *, trims: bool) -> Iterator[Line]:
    try:
        text = data[: len(data) // 2 * 2].decode(encoding, errors="replace")
    except UnicodeDecodeError:
        raise DamagedFileError(
            f"{path.name} says that it is {encoding} and is not; save it as UTF-8"
        ) from None
    return _narrow(text.encode("utf-8"), trims=trims)


def _narrow(data: bytes, *, trims: bool) -> Iterator[Line]:
    offset = 0
    for match in _ENDS.finditer(data):
        raw = match[0]
        if not raw:
            break
        text = _decode(raw)
        bare = text.rstrip("\r\n")
        clean = bare if bare.isprintable() else bare.translate(_CONTROL).expandtabs(4)
        yield Line(clean.rstrip() if trims else clean, offset, offset + len(bare))
        offset += len(text)


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            return raw.decode("latin-1")
