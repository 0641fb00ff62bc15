"""Numerals as headings have them: figures, Roman, and words."""

from __future__ import annotations

import re

__all__ = ["LAST", "NUMBER", "ORDINALS", "number_of"]

LAST = 999  # the number of a chapter called "the last"
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_WORDS = {word: n for n, word in enumerate(_UNITS, 1)} | {word: n * 10 for n, word in enumerate(_TENS, 2)}
_WORDS |= {word: n for n, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30, "last": LAST}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_IS_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})\Z")

ORDINALS = "|".join(_ORDINALS)
NUMBER = (
    rf"(?:[ivxlcdm]{{1,9}}|\d{{1,4}}|(?:the )?(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
    rf"(?:[ -](?:{'|'.join((*_UNITS[:9], *_ORDINALS[:9]))}))?)"
)


def number_of(text: str) -> int | None:
    """The value of a numeral, None for what is none."""
    word = text.lower().removeprefix("the ").strip()
    if word.isdecimal():
        return int(word)
    if word and _IS_ROMAN.match(word):
        values = [_ROMAN[letter] for letter in word]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return sum(-value if value < after else value for value, after in pairs)
    parts = re.split(r"[ -]", word)
    return sum(_WORDS[part] for part in parts) if all(part in _WORDS for part in parts) else None
