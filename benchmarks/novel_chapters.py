"""Novels as plain text: the chapters found agree with each book's own table of contents, or its own count.

    python benchmarks/novel_chapters.py --data DIR      DIR holds the .txt files

What the chapters should be is found by a reader of its own, which knows nothing of the importer and, unlike
it, sees the whole file: the table of contents, where the file prints one; else a census of all lines that
stand alone and number something, of which the family that counts on from one to its end without a gap is
taken. Compared are the order of chapters, their numbers and the words of their headings. A disagreement has
its reason in the table below, or counts as unexplained.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from wellanyway.importers import open_book

# (the file's number, the words of the heading on either side) -> why the two may differ
_SPOKEN = "a sentence that begins with a numeral or I, which the census takes for a heading"
_NARRATIVE = "a narrative that has no chapters of its own and so is one"
_STANZA = "the number of a stanza in a poem that is quoted"
_UNHEADED = "the story begins without a heading"
EXPLAINED: dict[tuple[str, str], str] = {
    ("128", "the story of the second calendar son of a king"): "the table has two tales in the other order",
    ("155", "fourth narrative extracted from the journal of ezra jennings"): _NARRATIVE,
    ("155", "sixth narrative contributed by sergeant cuff"): _NARRATIVE,
    ("155", "seventh narrative in a letter from mr candy"): _NARRATIVE,
    ("155", "eighth narrative contributed by gabriel betteredge"): _NARRATIVE,
    ("209", "i fixed him too i see she was in love | i"): _SPOKEN,
    ("209", ""): _UNHEADED,
    ("238", "i ask you again have you both gone mad"): _SPOKEN,
    ("238", "2 p m"): "an hour in a letter, which the census takes for a heading",
    ("238", ""): _UNHEADED,
    (
        "2489",
        "extracts supplied by a sub sub librarian",
    ): "a heading of two lines, which the census does not read",
    ("932", ""): _UNHEADED,
    **{("932", number): _STANZA for number in ("i", "ii", "iii", "iv", "v", "vi")},
}

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_LAST = 999
_WORD = r"[A-Za-z]+(?:-[A-Za-z]+)?"
_KEYED = re.compile(
    rf"\W{{0,3}}(chapter|chap|letter|stave|adventure)\.?\s+(?:the\s+)?(\d+|{_WORD})\b(?![a-z’'])",
    re.IGNORECASE,
)
_DIVISION = re.compile(
    rf"\W{{0,3}}(?:(?:book|part|volume|phase)\s+(?:the\s+)?(?:\d+|{_WORD})|(?:first|second|third|fourth|fifth"
    r"|sixth|seventh|eighth)\s+(?:period|narrative|part|book))\b(?![a-z’'])",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\W{0,3}(\d{1,3}|[IVXLC]+)\b[\s\].:—–-]*(.*)\Z", re.DOTALL)
_NAMED = re.compile(
    r"\W{0,2}(prologue|epilogue|introduction|preface|conclusion|finale|interlude|postscript|etymology|extracts)"
    r"\b.{0,60}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter: what it is numbered or called, and all the words of its heading."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines between blank lines; `blanks` stood before."""

    lines: tuple[str, ...]
    blanks: int

    @property
    def text(self) -> str:
        return " ".join(" ".join(line.split()) for line in self.lines)

    @property
    def is_short(self) -> bool:
        return len(self.lines) <= 4 and len(self.text) < 260


def number(word: str) -> int | None:
    """The value of a numeral in figures, Roman or words."""
    word = word.lower()
    if word == "last":
        return _LAST
    if word.isdigit():
        return int(word)
    if re.fullmatch(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", word):
        values = [
            {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[letter] for letter in word
        ]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    for names in (_UNITS, _ORDINALS):
        if word in names:
            return names.index(word)
    ten, _, unit = word.partition("-")
    if ten in _TENS and (not unit or unit in _UNITS[1:10]):
        return _TENS.index(ten) * 10 + (_UNITS.index(unit) if unit else 0)
    return None


def plain(text: str) -> str:
    """Words alone, in lower case."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[’'_]", "", text.lower())))


def paragraphs(text: str) -> list[Paragraph]:
    """What stands between blank lines."""
    found: list[Paragraph] = []
    held: list[str] = []
    blanks = 0
    for line in [*text.split("\n"), ""]:
        if line.strip():
            held.append(line.strip())
        elif held:
            found.append(Paragraph(tuple(held), blanks))
            held, blanks = [], 1
        else:
            blanks += 1
    return found


def contents(found: list[Paragraph]) -> list[Entry]:
    """The entries of a table of contents headed as such, without page numbers."""
    heads = (
        i for i, one in enumerate(found[:60]) if re.fullmatch(r"(?i)(table of )?contents\W*", one.lines[0])
    )
    start = next(heads, None)
    if start is None:
        return []
    lines = list(found[start].lines[1:])
    for one in found[start + 1 :]:
        if lines and plain(one.lines[0]) == plain(lines[0]):
            break
        lines += one.lines
    entries: list[str] = []
    for line in (re.sub(r"[\s.]+\d+\Z", "", line) for line in lines):
        if entries and line[:1].islower():
            entries[-1] += f" {line}"
        else:
            entries.append(line)
    return [Entry(plain(entry), plain(entry)) for entry in entries if plain(entry)]


def keyed(found: list[Paragraph]) -> list[Entry]:
    """Headings that name themselves a chapter, a letter, a stave; and numerals that count on from them."""
    entries: list[Entry] = []
    last = 0
    keyword = ""
    is_bare = False
    for one in found:
        match = _KEYED.match(one.lines[0])
        if match and keyword in {"chapter", "chap"} and match[1].lower() not in {"chapter", "chap"}:
            match = None
        value = number(match[2]) if match else None
        was_bare, is_bare = is_bare, False
        if match and value is not None and one.is_short and value in (1, last + 1, _LAST):
            keyword, last = match[1].lower(), value
            entries.append(Entry(f"{keyword} {value}", plain(one.text)))
            is_bare = len(plain(one.text).split()) == 2
            continue
        led = _NUMERAL.match(one.text)
        value = number(led[1]) if led else None
        if led and entries and value == last + 1 and one.blanks >= 2 and led[2].isupper():
            entries.append(Entry(f"{keyword} {value}", plain(one.text)))
            last = value
        elif not was_bare and (is_named(one) or (one is found[0] and _NAMED.match(one.text))):
            entries.append(Entry(plain(one.text).split()[0], plain(one.text)))
    return entries


def is_named(one: Paragraph) -> bool:
    return (
        _NAMED.match(one.text) is not None
        and one.blanks >= 1
        and len(one.lines) == 1
        and one.text[-1] not in ",;"
    )


def numbered(found: list[Paragraph]) -> list[Entry]:
    """Numerals alone, or before a title, that count on from one; a part begins them again."""
    entries: list[Entry] = []
    last = 0
    is_fresh = True
    for one, following in zip(found, [*found[1:], found[-1]], strict=True):
        if _DIVISION.match(one.lines[0]) and one.is_short:
            is_fresh = True
            continue
        match = _NUMERAL.match(one.text)
        value = number(match[1]) if match else None
        if match and value and one.is_short and not re.search(r"[a-z][.,;:]\Z", one.text):
            ahead = _NUMERAL.match(following.text)
            if ahead and not ahead[2] and not match[2]:
                is_fresh = True
            elif value == last + 1 or (value == 1 and (is_fresh or not entries)):
                entries.append(Entry(f"{value}", plain(one.text)))
                last, is_fresh = value, False
        elif is_named(one) or (one is found[0] and _NAMED.match(one.text)):
            entries.append(Entry(plain(one.text).split()[0], plain(one.text)))
            is_fresh = True
    return entries


def titled(found: list[Paragraph]) -> list[Entry]:
    """Lines in capitals with much space above: titles of stories."""
    return [
        Entry(plain(one.text), plain(one.text))
        for one in found
        if one.text.isupper() and len(one.lines) == 1 and (one.blanks >= 3 or one is found[0])
    ]


def census(text: str) -> tuple[str, list[Entry]]:
    """What the chapters of a file are, and how that is known."""
    found = paragraphs(text)
    if entries := contents(found):
        return "contents", entries
    for name, reader in (("headings", keyed), ("numerals", numbered)):
        entries = reader(found)
        if sum(entry.label[-1].isdigit() for entry in entries) >= 2:
            return name, entries
    entries = titled(found)
    return ("titles", entries) if entries else ("none", [])


def chapters_of(path: Path) -> tuple[list[Entry], float]:
    """What the importer makes of the same file, in the same words, and the seconds it took."""
    start = time.process_time()
    titles = [chapter.title.split(" · ")[-1] for chapter in open_book(path).chapters()]
    took = time.process_time() - start
    entries: list[Entry] = []
    for title in titles:
        match = _KEYED.match(title)
        value = number(match[2]) if match else None
        if match and value is not None:
            label = f"{match[1].lower()} {value}"
        elif (match := _NUMERAL.match(title)) and number(match[1]):
            label = f"{number(match[1])}"
        else:
            label = plain(title).split(" ")[0] if _NAMED.match(title) else plain(title)
        entries.append(Entry(label, plain(title)))
    return entries, took


def compare(expected: list[Entry], got: list[Entry]) -> dict[str, list[str]]:
    """Chapters only the file has, chapters only the importer has, headings whose words were lost."""
    left, right = (
        [entry.label.split(" ")[-1] if entry.label[-1:].isdigit() else entry.label for entry in entries]
        for entries in (expected, got)
    )
    row: dict[str, list[str]] = {"toc_only": [], "chapters_only": [], "words_lost": []}
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            row["toc_only"] += [entry.words for entry in expected[i:j]]
            row["chapters_only"] += [entry.words for entry in got[k:m]]
            continue
        for one, other in zip(expected[i:j], got[k:m], strict=True):
            if other.words != one.words and not other.words.startswith(f"{one.words} "):
                row["words_lost"].append(f"{one.words} | {other.words}")
    return row


def explain(book: str, row: dict[str, list[str]]) -> list[dict[str, str]]:
    """Take out of `row` what the table has a reason for."""
    reasons: list[dict[str, str]] = []
    for kind, entries in row.items():
        for entry in [one for one in entries if (book, one) in EXPLAINED]:
            entries.remove(entry)
            reasons.append({"book": book, "kind": kind, "chapter": entry, "reason": EXPLAINED[book, entry]})
    return reasons


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the .txt files")
    files = sorted(parser.parse_args().data.glob("*.txt"))
    known: dict[str, int] = {}
    disagreements: list[dict[str, object]] = []
    explained: list[dict[str, str]] = []
    chapters = size = 0
    seconds = 0.0
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="replace").replace("\r", "")
        how, expected = census(text)
        got, took = chapters_of(path)
        size, seconds, chapters = size + len(text), seconds + took, chapters + len(got)
        known[how] = known.get(how, 0) + 1
        row = compare(expected, got if how != "none" else got[1:])
        explained += explain(path.stem.split("_")[0], row)
        if any(row.values()):
            disagreements.append({"book": path.stem, "known_by": how, **row})
        print(f"{path.stem}: {how} {len(expected)}, found {len(got)}", file=sys.stderr)
    figures = {
        "books": len(files),
        "with_toc": known.get("contents", 0),
        "known_by": known,
        "chapters": chapters,
        "agree": len(files) - len(disagreements),
        "disagreements": len(disagreements),
        "which": disagreements,
        "explained": explained,
        "characters_per_second": round(size / seconds) if seconds else 0,
        "protocol": "chapters in order, their numbers and the words of their headings, against the file's own"
        " table of contents, or a census of its headings made with the whole file in sight",
        "command": "python benchmarks/novel_chapters.py --data DIR",
        "cores": os.cpu_count(),
    }
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
