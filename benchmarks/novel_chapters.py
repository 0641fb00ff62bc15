"""Chapters found in plain-text novels against each book's own table of contents.

The table is read by code that shares nothing with the importer: the lines under a line "CONTENTS" near the
front, up to the first of them that comes again. A book agrees when its chapters, in order, carry the
table's entries (numbers or titles). Where there is no table, the headings' own numbers are checked: they
count up by one, and begin again only with a new part or book.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from wellanyway.importers import open_book

EXPLAINED: dict[str, str] = {
    "128_the_arabian_nights": (
        "its table puts the Envious Man before the Second Calendar, within whose tale the text tells it"
    ),
}
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", "")))


def contents(text: str) -> list[str]:
    """The entries of the table of contents, [] where there is none."""
    lines = text.splitlines()
    start = next(
        (
            i
            for i, line in enumerate(lines[:900])
            if re.fullmatch(r"\W*(?:table of )?contents\W*", line, re.I)
        ),
        None,
    )
    if start is None:
        return []
    entries: list[str] = []
    table = re.sub(r",[ ]*\n[ ]+", ", ", "\n".join(lines[start + 1 : start + 400]))
    for line in table.splitlines():
        entry = bare(re.sub(r"[\s.]+\d+\s*$", "", line))
        if not entry or entry in {"chapter page", "page", "chapter"}:
            continue
        if entry in entries[:3] or len(line) > 110:
            break
        entries.append(entry)
    return entries


def words_of(entry: str) -> str:
    """An entry without its number."""
    return re.sub(r"^(?:(?:chapter|book|part|letter|volume)\s+)?(?:[ivxlc]+|\d+)\s+", "", entry)


def disagreements(entries: list[str], titles: list[str]) -> tuple[list[str], list[str]]:
    """Entries no chapter carries, chapters no entry names; order counts."""
    left = [bare(title) for title in titles]
    missing = []
    at = 0
    named: set[int] = set()
    for entry in entries:
        wanted = words_of(entry)
        found = next((i for i in range(at, len(left)) if wanted and wanted in left[i]), None)
        if found is None:
            missing.append(entry)
        else:
            named.add(found)
            at = found
    return missing, [title for i, title in enumerate(left) if i not in named]


def number(title: str) -> int | None:
    last = title.rsplit(" · ", maxsplit=1)[-1]
    match = re.match(r"(?i)(?:chapter|chap\.?|letter|adventure|stave)?\s*([ivxlc]+|\d+)\b", last)
    if match is None:
        return None
    word = match[1].lower()
    if word.isdigit():
        return int(word)
    values = [ROMAN[letter] for letter in word]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def gaps(titles: list[str]) -> list[str]:
    """Where the numbers of chapters do not count up."""
    found = []
    last = 0
    for title in titles:
        here = number(title)
        if here is None:
            continue
        if here not in (last + 1, 1):
            found.append(f"{title[:60]} after {last}")
        last = here
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of plain-text novels")
    options = parser.parse_args()
    with_contents = agree = counted = 0
    wrong = []
    explained = {}
    for path in sorted(options.data.glob("*.txt")):
        titles = [chapter.title for chapter in open_book(path).chapters() if chapter.blocks]
        entries = contents(path.read_text(errors="replace"))
        if entries:
            with_contents += 1
            missing, extra = disagreements(entries, titles)
        else:
            missing, extra = [], gaps(titles)
            counted += not extra
        if not missing and not extra:
            agree += bool(entries)
        elif path.stem in EXPLAINED:
            explained[path.stem] = EXPLAINED[path.stem]
        else:
            wrong.append({"book": path.stem, "table_only": missing[:8], "chapters_only": extra[:8]})
    print(
        json.dumps(
            {
                "protocol": " ".join(str(__doc__).split("\n\n")[1].split()),
                "books": len(list(options.data.glob("*.txt"))),
                "with_contents": with_contents,
                "agree_with_contents": agree,
                "without_contents_numbers_count_up": counted,
                "explained": explained,
                "disagreements": len(wrong),
                "which": wrong,
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
