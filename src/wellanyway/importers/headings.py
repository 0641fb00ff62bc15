"""Chapter headings of the many kinds, told from the text by form and by what came before.

A heading is read from its own chunk and the one after it (for a title on the next line). Which forms open
a chapter follows from the headings met so far: where chapters say CHAPTER, a bare numeral is a section;
where nothing does, numerals are chapters, if they count on from the last one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from wellanyway.importers.chunks import Chunk, is_scene_break, join, polish, prose

__all__ = ["Found", "Headings", "Rank", "looks_like_entry", "normal"]

_UNITS = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
          "seventeen eighteen nineteen").split()  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
             "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth").split()  # fmt: skip
_WORDS = {word: n for n, word in enumerate(_UNITS, 1)} | {word: n * 10 for n, word in enumerate(_TENS, 2)}
_WORDS |= {word: n for n, word in enumerate(_ORDINALS, 1)} | {"last": 999}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_NUMBER = (
    r"(?:[ivxlcdm]{1,9}|\d{1,4}|(?:the )?(?:"
    + "|".join(_WORDS)
    + r")(?:[ -](?:"
    + "|".join(_UNITS + _ORDINALS)
    + r"))?)"
)
_DIVISION = re.compile(
    rf"(?i)\A\W{{0,4}}(?P<word>book|part|volume|vol\.?|section|act|phase)\s+(?:the\s+)?(?P<number>{_NUMBER})\b(?P<rest>.*)\Z"
)
_DIVISION_BACK = re.compile(
    rf"(?i)\A\W{{0,4}}(?:the\s+)?(?P<number>{'|'.join(_ORDINALS)})\s+(?P<word>book|part|volume|phase|period|narrative)\b(?P<rest>.*)\Z"
)
_CHAPTER = re.compile(
    rf"(?i)\A\W{{0,4}}(?P<word>chapter|chap\.?|stave|letter|adventure|canto|night|episode|story|tale|fit|entry|instal?lment)"
    rf"\s+(?:the\s+)?(?P<number>{_NUMBER})\b(?P<rest>.*)\Z"
)
_ORDINAL_CHAPTER = re.compile(
    rf"(?i)\A\W{{0,4}}(?:the\s+)?(?P<number>{'|'.join(_ORDINALS)})\s+(?P<word>chapter|night|story|tale)\b(?P<rest>.*)\Z"
)
_BARE = re.compile(r"\A\s*[\[(—–-]{0,2}\s*(?P<number>[IVXLCDM]{1,8}|\d{1,3})\s*[.)\]—–-]{0,2}\s*\Z")
_LED = re.compile(
    r"\A\s*(?P<number>[IVXLCDM]{1,8}|\d{1,3})(?:\s*(?:[.:)]\s*[—–-]{0,2}|[—–-]{1,3})\s*|\s{1,4})(?P<rest>\S.*)\Z"
)
_SPECIAL = re.compile(
    r"(?i)\A\W*(?:the\s+)?(?P<word>prologue|epilogue|introduction|introductory(?: note)?|preface|foreword|afterword|interlude|"
    r"conclusion|postscript|etymology|extracts|finale|prelude|author['’]s (?:preface|introduction|note)|overture|"
    r"the author['’]s preface|introduction to .{3,40}|preface to .{3,40}|appendix)\b(?P<rest>.{0,80})\Z"
)
_TWICE = re.compile(r"(?i)\A\d{1,4}[.)]\s+(?=chapter\s)")
_LAST = re.compile(r"(?i)\A\W*(?:the end|finis|fin|end|to be continued|tbc)\b.{0,12}\Z")
_CAPS = re.compile(r"[A-ZÀ-Þ]{2}|\A[AI]\b")
_SMALL_WORDS = frozenset(
    "a an the of and or in on to at by for with from as is it his her de la le du von van i".split()
)
_KEYWORDS = frozenset(
    {"chapter", "chap", "stave", "canto", "night", "letter", "adventure", "episode", "entry", "instalment"}
)


class Rank(Enum):
    """What a heading opens."""

    DIVISION = auto()
    CHAPTER = auto()
    SECTION = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A heading: its rank, its words as a person reads them, and a key for its place in the book."""

    rank: Rank
    title: str
    key: str
    number: int | None
    takes_next: bool  # the chunk after it is its title too


def number_of(text: str) -> int | None:
    """The value of a numeral in figures, Roman or words."""
    word = text.lower().removeprefix("the ").strip()
    if word.isdigit():
        return int(word)
    if word and all(letter in _ROMAN for letter in word):
        total = 0
        for letter, following in zip(word, [*word[1:], ""], strict=True):
            value = _ROMAN[letter]
            total += -value if following and _ROMAN[following] > value else value
        return total
    parts = re.split(r"[ -]", word)
    if all(part in _WORDS for part in parts):
        return sum(_WORDS[part] for part in parts)
    return None


def normal(text: str) -> str:
    """A title reduced to what two printings of it share."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def is_title_like(text: str) -> bool:
    """Capitals, or Each Word With One, and not the end of a spoken sentence."""
    words = re.findall(r"[A-Za-zÀ-ÿ][\w'’-]*", text)
    if not words or len(text) > 110:
        return False
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(letter.isupper() for letter in letters) > 0.85 * len(letters):
        return True
    big = [word for word in words if word.lower() not in _SMALL_WORDS]
    return bool(big) and all(word[0].isupper() for word in big) and text.rstrip()[-1] not in ",;—-"


def looks_like_entry(text: str) -> bool:
    """Whether a line could stand in a table of contents as a numbered entry."""
    if len(text) > 400:
        return False
    return any(form.match(text) for form in (_DIVISION, _CHAPTER, _ORDINAL_CHAPTER, _LED, _BARE))


@dataclass(slots=True)
class Headings:
    """What has been met so far, and what it says of the next heading."""

    contents: set[str] = field(default_factory=set)  # entries of a table of contents already passed
    style: str = ""  # the form that opens chapters here: a keyword, "numeral", "title"
    last: int = 0  # number of the last chapter in the present division
    section: int = 0
    division: str = ""  # key of the present division
    is_fresh: bool = True  # a division has just begun: numbers may begin again
    is_aside: bool = (
        False  # in a prologue or the like, whose numerals count sections if one stands at its head
    )
    _has_begun: bool = False  # running text has been met since the last heading
    _behind_comma: bool = False  # the chunk before ended in a comma, so a name behind it signs a letter
    _space_behind: int = 0

    def read(
        self, chunk: Chunk, following: Chunk | None, behind: Chunk | None = None, *, is_first: bool = False
    ) -> Found | None:
        """The heading `chunk` is, given the two chunks after it; None where it is text."""
        found = self._read(chunk, following, behind, is_first=is_first)
        self._has_begun = found is None and (self._has_begun or prose(chunk))
        self._behind_comma = chunk.text[-1:] in {",", ";"} or (self._behind_comma and found is not None)
        return found

    def _read(
        self, chunk: Chunk, following: Chunk | None, behind: Chunk | None, *, is_first: bool
    ) -> Found | None:
        is_text = behind is not None and not looks_like_entry(behind.text)
        self._space_behind = behind.blanks if behind is not None and is_text else 0
        lines = [line.text.strip() for line in chunk.lines]
        if len(lines) > 5 or len(chunk.text) > 320 or (len(lines) > 2 and _is_list(lines)):
            return None
        first = _TWICE.sub("", lines[0].strip("_*= "))
        rest = join(lines[1:])
        for form, rank in ((_CHAPTER, Rank.CHAPTER), (_ORDINAL_CHAPTER, Rank.CHAPTER), (_DIVISION, Rank.DIVISION),
                           (_DIVISION_BACK, Rank.DIVISION)):  # fmt: skip
            match = form.match(first)
            if match and self._is_heading_line(match, first, rest):
                return self._numbered(match, rank, rest, chunk, following)
        match = _BARE.match(first)
        if match and (len(lines) == 1 or is_title_like(rest) or len(rest) < 120):
            found = self._numeral(match["number"], rest, chunk, following, is_first=is_first)
            if found:
                return found
        match = _LED.match(first)
        if match and len(chunk.text) < 120 and not prose(chunk):
            found = self._led(match, rest, chunk)
            if found:
                return found
        is_title_page = is_first and _leads_to_a_number(following, behind)
        return self._titled(chunk, first, is_first=is_first, is_title_page=is_title_page)

    def _is_heading_line(self, match: re.Match[str], first: str, rest: str) -> bool:
        tail = match["rest"].strip()
        word = match["word"].lower().rstrip(".")
        if tail[:1].islower() and not first.isupper() and tail[:1] not in ".:—-":
            return False
        if tail.startswith((",", "'s", "’s")) or number_of(match["number"]) is None:
            return False
        if word in {"book", "part", "volume", "section", "act"} and "," in tail and len(tail + rest) > 160:
            return False
        if (
            word in {"story", "tale", "night", "letter", "act", "section", "entry", "fit"}
            and len(first + rest) > 120
        ):
            return False
        if (
            match["number"].lower() == "i"
            and tail[:1].isalpha()
            and not first.isupper()
            and word not in {"book", "part"}
        ):
            return False
        return not re.search(r"[,;]\Z", first) or first.isupper()

    def _numbered(
        self, match: re.Match[str], rank: Rank, rest: str, chunk: Chunk, following: Chunk | None
    ) -> Found | None:
        word = match["word"].lower().rstrip(".")
        number = number_of(match["number"])
        assert number is not None
        tail = match["rest"].strip(" \t.:-–—_*])")
        if rank is Rank.CHAPTER and self.style in _KEYWORDS - {word}:
            lesser = {"letter", "night", "story", "tale"}
            if word in lesser or word not in _KEYWORDS:
                rank = Rank.SECTION
        if rank is Rank.CHAPTER and 1 < number < self.last - 3 and not self.is_fresh and word == self.style:
            return None  # a remark on an earlier chapter
        takes = not tail and not rest and self._is_title_chunk(following)
        title = _words(chunk.lines[0].text) if not rest else _words(f"{chunk.lines[0].text.strip()}\n{rest}")
        key = f"{word}-{number}"
        if rank is Rank.DIVISION:
            self.division, self.is_fresh, self.section = key, True, 0
            self.is_aside = False
        elif rank is Rank.CHAPTER:
            self.style, self.last, self.section, self.is_fresh = word, number, 0, False
            self.is_aside = False
        return Found(rank, title, key, number, takes)

    def _numeral(
        self, text: str, rest: str, chunk: Chunk, following: Chunk | None, *, is_first: bool
    ) -> Found | None:
        number = number_of(text)
        if number is None or number == 0 or (following is None and not rest):
            return None
        title = _words(chunk.lines[0].text) if not rest else _words(f"{chunk.lines[0].text.strip()}\n{rest}")
        takes = not rest and self._is_title_chunk(following)
        if following is not None and _BARE.match(following.text) and not rest:
            self.division, self.is_fresh, self.section = f"part-{number}", True, 0
            return Found(Rank.DIVISION, title, f"part-{number}", number, takes_next=False)
        if self.is_aside and number == 1 and (self._has_begun or self.section > 1):
            self.is_aside = False
        if self.style in {"", "numeral"} and not self.is_aside:
            starts = (
                number == 1
                and chunk.lines[0].indent < 20
                and (is_first or self.is_fresh or chunk.blanks >= 2)
            )
            if starts or (self.style and self.last < number <= self.last + 2):
                self.is_aside = False
                self.style, self.last, self.is_fresh = "numeral", number, False
                return Found(Rank.CHAPTER, title, f"{number}", number, takes)
            return None
        if number in (1, self.section + 1, self.section + 2):
            self.section = number
            return Found(Rank.SECTION, title, f"section-{number}", number, takes_next=False)
        return None

    def _led(self, match: re.Match[str], rest: str, chunk: Chunk) -> Found | None:
        number = number_of(match["number"])
        words = join([match["rest"], rest]) if rest else match["rest"]
        if number is None or not (is_title_like(words) or normal(chunk.text) in self.contents):
            return None
        title = f"{match['number']}. {_words(words)}" if match.start("rest") else _words(chunk.text)
        if self.style in {"", "numeral"} and (number == self.last + 1 or (number == 1 and self.is_fresh)):
            self.style, self.last, self.is_fresh = "numeral", number, False
            return Found(Rank.CHAPTER, title, f"{number}", number, takes_next=False)
        if number == self.last + 1 and chunk.blanks >= 2 and words.isupper():
            self.last, self.section = number, 0
            return Found(Rank.CHAPTER, title, f"{self.style}-{number}", number, takes_next=False)
        if self.style not in {"", "numeral"} and number == self.section + 1:
            self.section = number
            return Found(Rank.SECTION, title, f"section-{number}", number, takes_next=False)
        return None

    def _titled(self, chunk: Chunk, first: str, *, is_first: bool, is_title_page: bool) -> Found | None:
        text = chunk.text.strip("_*= ")
        special = _SPECIAL.match(text)
        key = normal(text)
        if special and len(text) < 90 and not prose(chunk) and chunk.blanks >= (0 if is_first else 1):
            tail = special["rest"].strip()
            if not tail[:1].islower() or is_title_like(text):
                self.section, self._has_begun = 0, False
                self.is_aside = special["word"].lower() in {"prologue", "epilogue", "interlude"}
                return Found(Rank.CHAPTER, _words(text), key.replace(" ", "-"), None, takes_next=False)
        is_caps = first.isupper() and len(re.findall(r"[A-Z]{2,}", text)) >= 1
        if key and key in self.contents and len(chunk.lines) <= 3 and (is_first or chunk.blanks >= 2):
            self.style = self.style or "title"
            self.section = 0
            return Found(Rank.CHAPTER, _words(text), key.replace(" ", "-"), None, takes_next=False)
        if (
            not is_caps
            or len(text) > 70
            or text[-1:] in ",;:"
            or not _CAPS.search(text)
            or text.count('"') % 2
            or text[:1] in "\"“‘'("
            or _LAST.match(text)
            or is_scene_break(text)
            or (text[-1:] in "!?" and chunk.blanks < 2)
            or (self._behind_comma and not is_first)
        ):
            return None
        if (
            self.style in {"", "title"}
            and len(chunk.lines) <= 2
            and (is_first or chunk.blanks >= 3)
            and not is_title_page
        ):
            self.style = "title"
            return Found(Rank.CHAPTER, _words(text), key.replace(" ", "-"), None, takes_next=False)
        if len(text.split()) <= 10 and len(chunk.lines) == 1:
            return Found(Rank.SECTION, _words(text), key.replace(" ", "-"), None, takes_next=False)
        return None

    def _is_title_chunk(self, following: Chunk | None) -> bool:
        """Whether the chunk behind a numbered heading is its title, by its form and the space around it."""
        if following is None or following.blanks > 4 or len(following.lines) > 5:
            return False
        text = following.text
        if re.match(r"I [A-Z][a-z]", text) and is_title_like(text):
            return True
        if looks_like_entry(text) or (text[:1] in '"“‘' and not text.isupper()):
            return False
        if normal(text) in self.contents or (is_title_like(text) and len(text) < 110):
            return True
        if text.isupper() and len(text) < 320:
            return True
        if following.lines[0].indent >= 4:
            return False
        if self._space_behind > max(1, following.blanks - 1) and len(text) < 320:
            return True
        return len(text) < 80 and not prose(following) and text[-1] not in ",;.]-—"


def _leads_to_a_number(following: Chunk | None, behind: Chunk | None) -> bool:
    """Whether a numbered heading comes next, or behind one line more, such as a by-line."""
    if following is None or prose(following):
        return False
    return looks_like_entry(following.text) or (behind is not None and looks_like_entry(behind.text))


def _is_list(lines: list[str]) -> bool:
    """Several numbered lines in one chunk: a table of contents, not a heading."""
    return sum(looks_like_entry(line) for line in lines) >= 3


def _words(text: str) -> str:
    """A heading as it is shown: one line, a stop between number and title, no typewriter's signs."""
    lines = [line.strip(" \t*=") for line in text.split("\n") if line.strip()]
    joined = _TWICE.sub("", lines[0])
    for line in lines[1:]:
        joined += f" {line}" if joined[-1] in ".:—–-,;?!" else f". {line}"
    words = polish(" ".join(joined.split()))[0].replace("_", "")
    if words[:1] == "[" or "[" not in words:
        words = words.lstrip("[").rstrip("]")
    return words.strip(" —–-")
