"""Chapter headings of the many kinds, told from the text by form and by what came before.

A heading is read from its own chunk and the two after it (for a title on the next line, and the space behind
it). Which forms open a chapter follows from the headings met so far: where chapters say CHAPTER, a bare
numeral is a section; where nothing does, numerals are chapters, if they count on from the last one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from wellanyway.importers import fanfic
from wellanyway.importers.chunks import Chunk, ends_sentence, is_scene_break, is_verse, join, polish, prose
from wellanyway.importers.numerals import LAST, NUMBER, ORDINALS, number_of

__all__ = ["Found", "Headings", "Rank", "looks_like_entry", "normal"]

_DIVISION = re.compile(
    r"(?i)\W{0,4}(?P<word>book|part|volume|vol\.?|section|act|phase)\s+"
    rf"(?:the\s+)?(?P<number>{NUMBER})\b(?P<rest>.*)\Z"
)
_DIVISION_BACK = re.compile(
    rf"(?i)\W{{0,4}}(?:the\s+)?(?P<number>{ORDINALS})\s+"
    r"(?P<word>book|part|volume|phase|period|narrative|series|act|movement)\b(?P<rest>.*)\Z"
)
_CHAPTER = re.compile(
    r"(?i)\W{0,4}(?P<word>chapter|chap\.?|ch\.?|stave|letter|adventure|canto|night|episode|story|tale|fit|entry|"
    rf"instal?lment)\s+(?:the\s+)?(?P<number>{NUMBER})\b(?P<rest>.*)\Z"
)
_ORDINAL_CHAPTER = re.compile(
    rf"(?i)\W{{0,4}}(?:the\s+)?(?P<number>{ORDINALS})\s+(?P<word>chapter|night|story|tale)\b(?P<rest>.*)\Z"
)
_FORMS = (_CHAPTER, _ORDINAL_CHAPTER, _DIVISION, _DIVISION_BACK)
_BARE = re.compile(r"\s*[\[(—–-]{0,2}\s*(?P<number>[IVXLCDM]{1,8}|\d{1,3})\s*[.)\]—–-]{0,2}\s*\Z")
_LED = re.compile(
    r"\s*(?:(?P<number>[IVXLCDM]{1,8}|\d{1,3})(?:\s*(?:[.:)]\s*[—–-]{0,2}|[—–-]{1,3})\s*|\s{2,4})|"
    r"(?P<figure>[VXLC]|[IVXLCDM]{2,8}|\d{1,3})\s)(?P<rest>\S.*)\Z"
)
_SPECIAL = re.compile(
    r"(?i)\W*(?:the\s+)?(?P<word>prologue|epilogue|introduction|introductory(?: note)?|preface|foreword|afterword|"
    r"interlude|conclusion|postscript|etymology|extracts|finale|prelude|overture|appendix|"
    r"(?:the )?author['’]s (?:preface|introduction|note)|introduction to .{3,40}|preface to .{3,40})"
    r"\b(?P<rest>.{0,80})\Z"
)
_ASIDES = frozenset({"prologue", "epilogue", "interlude", "introduction", "preface", "foreword", "prelude"})
_WORDED = re.compile(
    r"(?i)\W{0,4}(?:the\s+)?(?:book|part|vol|section|act|phase|chap|ch\b|stave|letter|adventure|canto|night|episode|"
    rf"story|tale|fit|entry|instal|{ORDINALS})"
)
_CAPS = re.compile(r"[A-ZÀ-Þ]{2}|\A[AI]\b")
_END = re.compile(r"(?i)[\W_]*(?:the end|finis|fin|tbc|to be continued|end of .{3,60})[\W_]*\Z")
_TWICE = re.compile(r"(?i)\d{1,4}[.)]\s+(?=chapter\s)")
_SMALL_WORDS = frozenset(
    "a an the of and or in on to at by for with from as is it his her de la le du von van i".split()
)
_KEYWORDS = frozenset(
    {
        "chapter",
        "chap",
        "ch",
        "stave",
        "canto",
        "night",
        "letter",
        "adventure",
        "episode",
        "entry",
        "instalment",
    }
)
_LESSER = frozenset({"letter", "night", "story", "tale"})  # no chapters where something else is
_LOOSE = _LESSER | {"act", "section", "entry", "fit", "ch"}
_QUOTES = "\"“‘'«"
_LONGEST = 320  # characters of a heading with its title
_HABIT = 3  # chapters without a title after which none is looked for but an unmistakable one


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
    takes_next: bool = False  # the chunk after it is its title too


@dataclass(frozen=True, slots=True)
class _Sight:
    """A chunk that may be a heading, with what stands around it."""

    chunk: Chunk
    following: Chunk | None
    is_first: bool
    before: str  # the last words told since the last heading
    takes_next: bool  # what follows looks like its title


def normal(text: str) -> str:
    """A title reduced to what two printings of it share."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", "")))


def is_title_like(text: str) -> bool:
    """Capitals, or Each Word With One, and not the end of a spoken sentence."""
    words = re.findall(r"[A-Za-zÀ-ÿ][\w'’-]*", text)
    if not words or len(text) > 110:
        return False
    letters = [letter for letter in text if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) > 0.85 * len(letters):
        return True
    big = [word for word in words if word.lower() not in _SMALL_WORDS]
    return bool(big) and all(word[0].isupper() for word in big) and text.rstrip()[-1] not in ",;—-"


def looks_like_entry(text: str) -> bool:
    """Whether a line could stand in a table of contents as a numbered entry."""
    return len(text) <= 400 and any(form.match(text) for form in (*_FORMS, _LED, _BARE))


@dataclass(slots=True)
class Headings:
    """What has been met so far, and what it says of the next heading."""

    contents: set[str] = field(default_factory=set)  # entries of a table of contents already passed
    style: str = ""  # the form that opens chapters here: a keyword, "numeral", "title"
    last: int = 0  # number of the last chapter in the present division
    section: int = 0
    path: list[tuple[str, str]] = field(default_factory=list)  # divisions we are in: word and key
    is_fresh: bool = True  # a division has just begun: numbers may begin again
    is_aside: bool = False  # in a prologue or the like, whose numerals count sections
    is_led: bool = False  # chapters carry a figure before their own words: "1. Chapter 1"
    titled: int = 0  # chapters with a title so far
    bare: int = 0  # and without

    @property
    def division(self) -> str:
        """Key of the present division."""
        return "/".join(key for _, key in self.path)

    def read(
        self,
        chunk: Chunk,
        following: Chunk | None,
        behind: Chunk | None = None,
        *,
        is_first: bool = False,
        before: str = "",
    ) -> Found | None:
        """The heading `chunk` is, None where it is text.

        `following` and `behind` are the two chunks after it, `before` the words since the last heading.
        """
        if len(chunk.text) > _LONGEST or len(chunk.lines) > 5:
            return None
        lines = [line.text.strip() for line in chunk.lines]
        if len(lines) > 2 and sum(looks_like_entry(line) for line in lines) >= 3:
            return None
        first = _TWICE.sub("", lines[0].strip("_*= "))
        if not first:
            return None
        self.is_led = self.is_led or _TWICE.match(lines[0]) is not None
        rest = join(lines[1:])
        takes = following is not None and self._is_title_chunk(following, behind)
        sight = _Sight(chunk, following, is_first, before, takes)
        found = None
        if _WORDED.match(first):
            found = self._worded(first, rest, sight)
        elif match := _BARE.match(first):
            if len(rest) < 120:
                found = self._numeral(match["number"], rest, sight)
        elif (match := _LED.match(first)) and len(chunk.text) < 120 and not prose(chunk):
            found = self._led(match, rest, chunk)
        is_title_page = is_first and _leads_to_a_number(following, behind)
        return found or self._titled(first, sight, is_title_page=is_title_page)

    def _worded(self, first: str, rest: str, sight: _Sight) -> Found | None:
        for form in _FORMS:
            match = form.match(first)
            if match and self._is_heading_line(match, first, rest, sight.chunk):
                rank = Rank.CHAPTER if form in (_CHAPTER, _ORDINAL_CHAPTER) else Rank.DIVISION
                return self._numbered(match, rank, (first, rest), sight.before, takes=sight.takes_next)
        return None

    def would_open(self, chunk: Chunk) -> bool:
        """Whether a chunk still ahead looks like the heading of a book or chapter; changes nothing."""
        first = chunk.lines[0].text.strip(" _*=")
        if len(chunk.lines) > 5 or len(chunk.text) > _LONGEST or not first:
            return False
        rest = join(line.text for line in chunk.lines[1:])
        worded = (form.match(first) for form in _FORMS)
        if any(match and self._is_heading_line(match, first, rest, chunk) for match in worded):
            return True
        return self.style in {"", "numeral"} and _BARE.match(first) is not None

    def _is_heading_line(self, match: re.Match[str], first: str, rest: str, chunk: Chunk) -> bool:
        tail = match["rest"].strip()
        word = match["word"].lower().rstrip(".")
        is_caps = first.isupper()
        if number_of(match["number"]) is None or tail.startswith((",", "'s", "’s", ". (", "(")):
            return False
        if tail[:1].islower() and not is_caps:
            return False
        if tail[:1] in ".:" and len(chunk.text) > 200 and prose(chunk) and word not in _KEYWORDS:
            return False
        if first[0] in _QUOTES and not is_title_like(chunk.text):
            return False
        if word in _LOOSE and (len(first + rest) > 120 or (word == "ch" and tail[:1].isalpha())):
            return False
        spoken = match["number"].lower() == "i" and tail[:1].isalpha() and not is_caps
        if spoken and not (word in {"book", "part", "chapter"} and is_title_like(tail)):
            return False
        return not re.search(r"[,;]\Z", first) or is_caps

    def _numbered(
        self, match: re.Match[str], rank: Rank, lines: tuple[str, str], before: str, *, takes: bool
    ) -> Found | None:
        first, rest = lines
        word = match["word"].lower().rstrip(".")
        number = number_of(match["number"])
        assert number is not None
        is_lesser = word in _LESSER or word not in _KEYWORDS
        if rank is Rank.CHAPTER and is_lesser and self.style in _KEYWORDS - {word}:
            rank = Rank.SECTION
        if rank is Rank.CHAPTER and self.style == "numeral" and number == self.last and not before:
            return Found(rank, _words(f"{first}\n{rest}"), f"{number}", number)  # said once more in words
        if rank is Rank.CHAPTER and word == self.style and 1 < number < self.last - 3 and not self.is_fresh:
            return None  # a remark on an earlier chapter
        label, tail = first[: match.start("rest")], match["rest"]
        words = tail.strip(" \t.:-–—_*])")
        if words and tail.lstrip()[:1].isalnum():
            label, tail = f"{label}.", f" {tail.lstrip()}"
        title = _words(f"{label}{tail}\n{rest}")
        key = f"{word}-{'last' if number == LAST else number}"
        takes = takes and not words and not rest
        if rank is Rank.DIVISION:
            self._enter("volume" if word == "vol" else word, key)
        elif rank is Rank.CHAPTER:
            self._begin(word, number, has_title=bool(takes or words or rest))
        return Found(rank, title, key, number, takes)

    def _enter(self, word: str, key: str) -> None:
        """Into a division: beside the last of its kind, else inside what we are in."""
        place = next((i for i, (other, _) in enumerate(self.path) if other == word), len(self.path))
        self.path[place:] = [(word, key)]
        self.is_fresh, self.is_aside, self.section = True, False, 0

    def _begin(self, style: str, number: int, *, has_title: bool) -> None:
        """Into a chapter."""
        self.style, self.last = style, number
        self.section, self.is_fresh, self.is_aside = 0, False, False
        self.titled += has_title
        self.bare += not has_title

    def _numeral(self, text: str, rest: str, sight: _Sight) -> Found | None:
        chunk, following = sight.chunk, sight.following
        number = number_of(text)
        if not number or (following is None and not rest):
            return None
        title = _words(f"{chunk.lines[0].text.strip()}\n{rest}")
        if following is not None and not rest and _BARE.match(following.text):
            if self.style not in {"", "numeral"}:
                return None
            self._enter("part", f"part-{number}")
            return Found(Rank.DIVISION, title, f"part-{number}", number)
        is_over = self.is_aside and number == 1 and (self.section > 0 or bool(sight.before))
        if self.style in {"", "numeral"} and (is_over or not self.is_aside):
            is_fresh = sight.is_first or (self.is_fresh and not sight.before)
            has_room = is_fresh or (chunk.blanks >= 2 and _is_text(following))
            starts = number == 1 and chunk.indent < 30 and has_room
            if starts or (self.style and self.last < number <= self.last + 2):
                self._begin("numeral", number, has_title=bool(rest) or sight.takes_next)
                return Found(Rank.CHAPTER, title, f"{number}", number, sight.takes_next and not rest)
            return None
        if number in (1, self.section + 1, self.section + 2):
            self.section = number
            return Found(Rank.SECTION, title, f"section-{number}", number)
        return None

    def _led(self, match: re.Match[str], rest: str, chunk: Chunk) -> Found | None:
        number = number_of(match["number"] or match["figure"])
        words = join([match["rest"], rest])
        if number is None or not (is_title_like(words) or normal(chunk.text) in self.contents):
            return None
        title = f"{match['number'] or match['figure']}. {_words(words)}"
        is_next = number == self.last + 1
        if self.style in {"", "numeral"} and (is_next or (number == 1 and self.is_fresh)):
            self._begin("numeral", number, has_title=True)
            return Found(Rank.CHAPTER, title, f"{number}", number)
        if is_next and (self.is_led or (chunk.blanks >= 2 and words.isupper())):
            self._begin(self.style, number, has_title=True)
            return Found(Rank.CHAPTER, title, f"{self.style}-{number}", number)
        if self.style not in {"", "numeral"} and number == self.section + 1:
            self.section = number
            return Found(Rank.SECTION, title, f"section-{number}", number)
        return None

    def _titled(self, first: str, sight: _Sight, *, is_title_page: bool) -> Found | None:
        chunk, is_first, before = sight.chunk, sight.is_first, sight.before
        text = chunk.text.strip("_*= ")
        key = normal(text)
        slug = key.replace(" ", "-")
        special = _SPECIAL.match(text)
        if special and len(text) < 90 and not prose(chunk) and (is_first or chunk.blanks >= 1):
            tail = special["rest"].strip()
            if not tail[:1].islower() or is_title_like(text):
                self.section = 0
                self.is_aside = special["word"].lower() in _ASIDES
                return Found(Rank.CHAPTER, _words(text), slug, None)
        if key and key in self.contents and len(chunk.lines) <= 3 and (is_first or chunk.blanks >= 2):
            self.style = self.style or "title"
            self.section = 0
            return Found(Rank.CHAPTER, _words(text), slug, None)
        if not first.isupper() or len(text) > 70 or text[-1:] in ",;:" or not _CAPS.search(text):
            return None
        if text.count('"') % 2 or not key or _END.match(text) or is_scene_break(text):
            return None
        is_spoken = text[0] in _QUOTES or text[0] == "("
        stands = (
            (is_first or chunk.blanks >= 3) and len(chunk.lines) <= 2 and not is_spoken and not is_title_page
        )
        if stands and self.style in {"", "title"}:
            self.style = "title"
            return Found(Rank.CHAPTER, _words(text), slug, None)
        signs = before[-1:] in ",—-" or (chunk.blanks < 2 and (is_spoken or text[-1] in ".!?"))
        if len(chunk.lines) == 1 and len(text.split()) <= 10 and not (before and signs):
            return Found(Rank.SECTION, _words(text), slug, None)
        return None

    def _is_title_chunk(self, following: Chunk, behind: Chunk | None) -> bool:
        """Whether the chunk behind a numbered heading is its title, by its form and the space around it."""
        text = following.text
        if following.blanks > 4 or len(following.lines) > 5 or len(text) > _LONGEST:
            return False
        if fanfic.label_of(following) is not None or is_scene_break(text):
            return False
        is_caps = text.isupper()
        if looks_like_entry(text) or (text[0] in _QUOTES and not is_caps) or text[-1] in ",;":
            return False
        if normal(text) in self.contents or is_title_like(text) or is_caps:
            return True
        is_verse = len(following.lines) > 1 and following.lines[-1].text.isupper() and not is_caps
        if is_verse or following.lines[0].indent >= 4 or (self.bare >= _HABIT and self.titled < self.bare):
            return False
        room = 0 if behind is None or looks_like_entry(behind.text) else behind.blanks
        if room > max(1, following.blanks - 1):
            return True
        return len(text) < 80 and not prose(following) and not ends_sentence(text) and text[-1] not in ".-]—"


def _leads_to_a_number(following: Chunk | None, behind: Chunk | None) -> bool:
    """Whether a numbered heading comes next, or behind one line more, such as a by-line."""
    if following is None or prose(following):
        return False
    return looks_like_entry(following.text) or (behind is not None and looks_like_entry(behind.text))


def _is_text(chunk: Chunk | None) -> bool:
    """Whether running text or a title stands there, not a verse."""
    if chunk is None or is_verse(chunk):
        return False
    return prose(chunk) or (len(chunk.lines) == 1 and is_title_like(chunk.text))


def _words(text: str) -> str:
    """A heading as it is shown: one line, a stop between number and title, no typewriter's signs."""
    lines = [line.strip(" \t*=") for line in text.split("\n") if line.strip()]
    joined = lines[0]
    for line in lines[1:]:
        joined += f" {line}" if joined[-1:] in ".:—–-,;?!" else f". {line}"
    words = polish(" ".join(joined.split()))[0].replace("_", "")
    if words[:1] == "[" or "[" not in words:
        words = words.lstrip("[").rstrip("]")
    return words.strip(" —–-")
