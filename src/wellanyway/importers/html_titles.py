"""A chapter's title, from the table of contents and from the headings it begins with.

The same title stands in both places in other words ("I" and "Chapter 1: The Boy"), and told twice it is a
nuisance; told half it is a loss.
"""

from __future__ import annotations

import re

__all__ = ["chapter_title", "is_same_title", "joined"]

_ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_NUMBERS = {word: str(number) for number, word in [*enumerate(_ONES), *enumerate(_ORDINALS)]}
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_LONGEST = 160


def _words(text: str) -> list[str]:
    """The words of a title with its numbers in figures."""
    found: list[str] = []
    for word in re.findall(r"\w+", text.casefold().replace("’", "'").replace("'", "")):
        if word in _NUMBERS:
            value = _NUMBERS[word]
            if (
                found
                and found[-1].endswith("0")
                and found[-1].isdigit()
                and int(found[-1]) >= 20
                and int(value) < 10
            ):
                found[-1] = str(int(found[-1]) + int(value))
            else:
                found.append(value)
        elif word in _TENS:
            found.append(str(_TENS[word]))
        else:
            found.append(_figures(word) if _ROMAN.match(word) else word)
    return found


def _figures(roman: str) -> str:
    total = 0
    for letter, after in zip(roman, [*roman[1:], ""], strict=True):
        value = _VALUES[letter]
        total += -value if after and _VALUES[after] > value else value
    return str(total)


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles say the same, in whatever figures and case."""
    return bool(one.strip()) and _words(one) == _words(other)


def joined(parts: list[str]) -> str:
    """Titles one after the other: `Part One: Chapter 1`."""
    text = ""
    for part in parts:
        if text:
            text += f" {part}" if text[-1] in ".:;!?—-" else f": {part}"
        else:
            text = part
    return text


def _lies_in(inner: list[str], outer: list[str]) -> bool:
    return any(outer[at : at + len(inner)] == inner for at in range(len(outer) - len(inner) + 1))


def chapter_title(
    listed: str, headings: list[str], *, parts: list[str], known: tuple[str, ...]
) -> tuple[str, list[str]]:
    """The title of a chapter, and the headings that remain to be told as such.

    `listed` is what the table of contents calls it, `headings` what stands before its first words, `parts`
    the titles of parts that begin with it, `known` the title and author of the book.
    """
    kept: list[str] = []
    for heading in headings:
        words = _words(heading)
        repeats = any(_words(name) == words for name in (*known, *parts, *kept) if name)
        if words and not repeats and heading.casefold() not in {"by", "contents"}:
            kept.append(heading)
    short = [heading for heading in kept if len(heading) <= _LONGEST]
    rest = [heading for heading in kept if len(heading) > _LONGEST]
    if not listed:
        return _within(parts, short, rest)
    words = _words(listed)
    names: list[str] = []
    is_placed = False
    for heading in short:
        own = _words(heading)
        if _lies_in(own, words):
            if not is_placed:
                names.append(listed)
                is_placed = True
        elif words and _lies_in(words, own) and not is_placed:
            names.append(heading)
            is_placed = True
        else:
            names.append(heading)
    if not is_placed:
        names.insert(0, listed)
    covered = [name for name in parts if not _lies_in(_words(name), _words(joined(names)))]
    return _within(covered, names, rest)


def _within(parts: list[str], names: list[str], rest: list[str]) -> tuple[str, list[str]]:
    """As much of a title as is bearable; what is over stays a heading."""
    title = [*parts, *names[:1]]
    over = list(rest)
    for name in names[1:]:
        if len(joined([*title, name])) <= _LONGEST and not over[len(rest) :]:
            title.append(name)
        else:
            over.append(name)
    return joined(title), over
