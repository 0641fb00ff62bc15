"""Reads entries of a zip without trusting it: no entry reaches the disk, and limits hold while inflating.

An e-book is somebody else's archive. What it says about itself (sizes, names, counts) is checked against
limits before anything is inflated, and again while inflating, so that a bomb costs no more than its limit.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from wellanyway.errors import DamagedFileError, EncryptedFileError, HostileFileError

__all__ = ["Archive", "Limits", "resolve"]

_END = b"PK\x05\x06"
_LOCAL = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may ask for; a very long serial stays far below each."""

    entries: int = 20_000
    directory_bytes: int = 8_000_000
    entry_bytes: int = 32_000_000
    total_bytes: int = 128_000_000
    ratio: int = 250  # inflated size over packed size, for entries over a megabyte


_PLAIN = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*\Z")


def resolve(base: str, href: str) -> str | None:
    """The archive path that `href` means in the file `base`; None for what lies outside the archive.

    Raises HostileFileError for a path that climbs out or names a file of this machine.
    """
    if _PLAIN.match(href):
        return base[: base.rfind("/") + 1] + href
    reference = href.strip().replace("\\", "/")
    parts = urlsplit(reference)
    if parts.scheme == "file" or (len(parts.scheme) == 1 and parts.scheme.isalpha()):
        raise HostileFileError(f"the book refers to a file of this machine ({href[:80]}); it was not opened")
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if not path:
        return base
    stack = [] if path.startswith("/") else base.split("/")[:-1]
    for part in path.split("/"):
        if part == "..":
            if not stack:
                raise HostileFileError(f"the book refers to a path that climbs out of it ({href[:80]})")
            stack.pop()
        elif part not in {"", "."}:
            stack.append(part)
    return "/".join(stack)


class Archive:
    """An open zip: names, cheap stamps, and entries read within limits."""

    def __init__(self, path: Path, *, limits: Limits | None = None) -> None:
        self.name = path.name
        self.limits = limits or Limits()
        self._file = self._open(path)
        try:
            self._zip = self._directory()
            self._entries = self._named()
            self._check_overlap()
        except BaseException:
            self._file.close()
            raise
        self._folded: dict[str, str] | None = None

    def _open(self, path: Path) -> BinaryIO:
        try:
            file = path.open("rb")
        except OSError as error:
            raise DamagedFileError(f"{path.name} cannot be opened: {error.strerror}") from error
        size = file.seek(0, 2)
        if size == 0:
            file.close()
            raise DamagedFileError(f"{path.name} is empty: download it again")
        tail = min(size, 65_557)
        file.seek(size - tail)
        end = file.read(tail).rpartition(_END)
        directory = int.from_bytes(end[2][8:12], "little") if end[1] else 0
        if directory != 0xFFFFFFFF and directory > self.limits.directory_bytes:
            file.close()
            raise HostileFileError(
                f"{path.name} lists more entries than the limit of {self.limits.entries:,}"
            )
        return file

    def _directory(self) -> zipfile.ZipFile:
        self._file.seek(0)
        head = self._file.read(4)
        try:
            return zipfile.ZipFile(self._file)
        except zipfile.BadZipFile as error:
            if "verlap" in str(error):
                raise HostileFileError(f"{self.name} has entries that lie over one another") from error
            cut = "is cut short or damaged" if head == _LOCAL else "is not a zip archive"
            raise DamagedFileError(f"{self.name} {cut}: download it again") from error
        except (OSError, ValueError, NotImplementedError, EOFError) as error:
            raise DamagedFileError(f"{self.name} is cut short or damaged: download it again") from error

    def _named(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > self.limits.entries:
            raise HostileFileError(f"{self.name} has more entries than the limit of {self.limits.entries:,}")
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.filename.replace("\\", "/").lstrip("/")
            if ".." in name.split("/"):
                raise HostileFileError(
                    f"{self.name} has an entry whose path climbs out of it ({info.filename[:80]})"
                )
            if not name.endswith("/"):
                entries[name] = info
        return entries

    def _check_overlap(self) -> None:
        end = 0
        for info in sorted(self._entries.values(), key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise HostileFileError(f"{self.name} has entries that lie over one another")
            end = info.header_offset + 30 + info.compress_size

    def find(self, path: str) -> str | None:
        """The name of the entry at `path`, letting case and Unicode form differ; None if there is none."""
        if path in self._entries:
            return path
        if self._folded is None:
            self._folded = {_fold(name): name for name in self._entries}
        return self._folded.get(_fold(path))

    def first(self, suffix: str) -> str | None:
        """The first entry whose name ends so, None if there is none."""
        return next((name for name in self._entries if name.lower().endswith(suffix)), None)

    def size(self, name: str) -> int:
        """Bytes of an entry once inflated, as the directory says."""
        return self._entries[name].file_size

    def digest(self, name: str) -> str:
        """What changes when the entry does, from the directory alone."""
        info = self._entries[name]
        return f"{info.CRC:08x}{info.file_size:x}"

    def check_total(self, names: list[str]) -> None:
        """Raises HostileFileError where these entries together pass the limit, before inflating any."""
        total = sum(self._entries[name].file_size for name in names)
        if total > self.limits.total_bytes:
            limit = self.limits.total_bytes // 1_000_000
            raise HostileFileError(
                f"{self.name} holds {total // 1_000_000} MB of text; the limit is {limit} MB"
            )

    def read(self, name: str) -> bytes:
        """The bytes of an entry. Raises StoryError subclasses; never inflates past the limit."""
        return self.peek(name, self.limits.entry_bytes + 1)

    def peek(self, name: str, size: int) -> bytes:
        """The first bytes of an entry. Raises as `read` does."""
        info = self._entries[name]
        self._check_entry(name, info)
        try:
            with self._zip.open(info) as entry:
                return entry.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DamagedFileError(f"{name} in {self.name} is damaged: download the file again") from error
        except RuntimeError as error:
            raise EncryptedFileError(f"{self.name} is protected by a password") from error

    def _check_entry(self, name: str, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 0x1:
            raise EncryptedFileError(f"{self.name} is protected by a password")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise HostileFileError(f"{name} in {self.name} is a link to another place; it was not followed")
        if info.file_size > self.limits.entry_bytes:
            limit = self.limits.entry_bytes // 1_000_000
            raise HostileFileError(f"{name} in {self.name} would unpack to more than the limit of {limit} MB")
        if info.file_size > 1_000_000 and info.file_size > self.limits.ratio * max(info.compress_size, 1):
            raise HostileFileError(
                f"{name} in {self.name} unpacks to over {self.limits.ratio} times its size: a zip bomb"
            )

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
