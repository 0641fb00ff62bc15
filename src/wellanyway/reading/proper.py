"""ProperForm: what a name says by itself: titles, given names, surname, and the one spelling it is listed under.

A pure function of the mention's words. Which of two single words ("Rook", "Julia") is a surname is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wellanyway.reading.hypocorisms import full_names
from wellanyway.reading.lexicon import EPITHETS, GENDER, PEOPLES, PLACE_NOUNS, QUALIFIERS
from wellanyway.reading.titles import BEFORE_GIVEN, MARRIED, ONLY_GIVEN, TITLES, canonical_title

__all__ = ["ProperForm", "form", "gender_of_given"]

_AROUND = " \t\n“”‘’\"'_[]()*,;:!?—–-"
_GENITIVE = re.compile(r"(?:\s?[’']\s?[sS]|(?<=[sS])\s?[’'])$")
_POSSESSOR = re.compile(r"^.*?[\w.]\s?[’']s?\s+(?=[A-ZÀ-ÖØ-Þ])")
_TAIL = re.compile(
    r"\s*(?:,(?!\s?(?:Esq|Jr|Sr|M\.?\s?D|junior|senior|Junior|Senior)\b)|[;:(—]|--).*$"
    r"|\s(?:who|whom|whose|which|that|in|at|on|with|from|by|for|to|when|where|as|or|being|than)\s.*$",
    re.DOTALL,
)
_NAMED = re.compile(r"^.*?\b(?:named|called|by the name of)\s(?=[A-ZÀ-ÖØ-Þ])", re.DOTALL)
_PARTICLES = frozenset(
    "de du d' des la le les van von der den del della di da dos ter ten zu af av bin ibn ben el al y st st. mac o'".split()
)
_SUFFIXES = frozenset("esq esquire jr jun junior sr senior md m.d phd bart".split())
_REGNAL = re.compile(
    r"(?:II|III|IV|V|VI{1,3}|IX|X|XI{1,3}|XIV|XV|XVI|XVIII|the\s(?:First|Second|Third|Fourth|Fifth))\.?$"
)
_COMPOUND = re.compile(r"[A-Z]\w*(?:-[a-z]\w+)+")  # Australian-born, at the beginning of a sentence
_PEOPLE_ONLY = frozenset(
    "Mr Mrs Miss Ms Misses Messrs Dr Sir Uncle Aunt Madame Mademoiselle Monsieur Master Lieutenant Sergeant Colonel Princess".split()
)  # whatever the type says
_SEVERAL = frozenset({"Misses", "Messrs", "Mesdemoiselles", "Mesdames", "Messieurs"})
_DETERMINERS = frozenset("the a an my his her our your their this that".split())
_YOUNG = frozenset("young younger junior jr jun".split())
_OLD = frozenset("old older elder senior sr".split())


@dataclass(frozen=True, slots=True)
class ProperForm:
    """A parsed name. `words` are its name words without titles, particles among them.

    `given` and `surname` are set only where the shape tells ("Julia Rook", "Mr Rook"); `name` is its one spelling,
    `key` the same in small letters. `age` is "young" or "old" where a surname is told apart so ("young Mr Rook"). `is_plural` is for families, couples and peoples, `is_indefinite` for "a Mrs Rook".
    """

    name: str
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    surname: str = ""
    suffix: str = ""
    age: str = ""
    is_plural: bool = False
    is_indefinite: bool = False
    is_epithet: bool = False

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def is_bare(self) -> bool:
        """Whether it is a single word that may be a given name or a surname."""
        return len(self.words) == 1 and not self.titles and not self.is_epithet

    @property
    def is_role(self) -> bool:
        """Whether it is a title and nothing more: the Captain."""
        return self.is_bare and self.words[0] in TITLES

    @property
    def gender(self) -> str:
        """What titles and given names say; "" for a couple and where they say nothing."""
        if self.is_plural:
            return ""
        for title in (*self.titles, *(self.words[:1] if self.is_epithet or self.is_role else ())):
            if told := TITLES.get(title):
                return told
        if self.given:
            return gender_of_given(self.given[0])
        return gender_of_given(self.words[0]) if self.is_bare else ""

    @property
    def is_of_husband(self) -> bool:
        """Whether the given name is her husband's: Mrs Caleb Rook, Mrs Captain Rook."""
        if not self.titles or self.titles[0] not in MARRIED:
            return False
        return len(self.titles) > 1 or bool(
            self.given and self.surname and gender_of_given(self.given[0]) != "f"
        )


@lru_cache(maxsize=8_192)
def gender_of_given(name: str) -> str:
    """ "m" or "f" for a given name or a short form that one of them only has; else ""."""
    if told := GENDER.get(name):
        return told
    told_by = {GENDER.get(full.capitalize(), "") for full in full_names(name.lower())}
    return told_by.pop() if len(told_by) == 1 else ""


@lru_cache(maxsize=16_384)
def form(text: str, kind: str = "PER") -> ProperForm:
    """The name in the text of a proper mention; the article and what is said of its bearer are left off.

    `kind` is the mention's type: places, ships and firms are taken as they are. A text with no capital in it is
    taken for a name as it is.
    """
    words, before = _core(text, is_person=kind == "PER")
    words = _saints(words)
    if not words:
        plain = " ".join(text.strip(_AROUND).split())
        return ProperForm(plain, words=tuple(plain.split()) or ("",))
    is_indefinite = bool(before) and before[0] in {"a", "an", "another", "no", "any", "every", "some"}
    if kind != "PER" and (canonical_title(words[0]) not in _PEOPLE_ONLY or words[-1] in PLACE_NOUNS):
        return ProperForm(" ".join(words), words=tuple(words), is_indefinite=is_indefinite)
    return _person(words, before, is_indefinite=is_indefinite)


def _capital(word: str) -> str:
    """A word of capitals as it is spelt elsewhere; initials as they are."""
    if not word.isupper() or len(word.strip(".")) < 2 or "." in word[:-1]:
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)


def _core(text: str, *, is_person: bool) -> tuple[list[str], list[str]]:
    """The words of the name, and the words in front of it in small letters."""
    text = " ".join(text.replace("_", " ").split())
    if named := _NAMED.match(text):
        text = text[named.end() :]
    text = _GENITIVE.sub("", _TAIL.sub("", text.strip(_AROUND)).strip(_AROUND)).strip(_AROUND)
    if is_person:
        text = _POSSESSOR.sub("", text)
    words = [word if _REGNAL.match(word) else _capital(word) for word in text.replace("’", "'").split()]
    before: list[str] = []
    while words and not _is_capital(words[0]):
        before.append(words.pop(0).lower())
    if words and words[0].lower() in _DETERMINERS:
        before.append(words.pop(0).lower())
        while words and not _is_capital(words[0]):
            before.append(words.pop(0).lower())
    while is_person and len(words) > 1 and (words[0] in QUALIFIERS or _COMPOUND.fullmatch(words[0])):
        before.append(words.pop(0).lower())
    if is_person and before and (title := canonical_title(before[-1].capitalize())) and title not in words:
        words.insert(0, title)  # my uncle Toby
        before.pop()
    while words and not _is_capital(words[-1]) and words[-1] not in {"junior", "senior"}:
        words.pop()
    return words, before


def _saints(words: list[str]) -> list[str]:
    """St. Clare is one word."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in {"St.", "St", "Saint"}:
            found[-1] = f"St {word}"
        else:
            found.append(word)
    return found


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or (word[:2].lower() in {"d'", "o'"} and word[2:3].isupper())


def _person(words: list[str], before: list[str], *, is_indefinite: bool) -> ProperForm:
    if "and" in words or "&" in words:
        return _couple(words)
    words = _without_place(words)
    suffix = ""
    while len(words) > 1 and (words[-1].lower().strip(".,") in _SUFFIXES or _REGNAL.match(words[-1])):
        suffix = words.pop().strip(".,")
        words[-1] = words[-1].rstrip(",")
    age = _age({*before, suffix.lower()})
    titles: list[str] = []
    while len(words) > 1 and (title := canonical_title(words[0])) and words[1].lower() not in {"of", "the"}:
        titles.append(title)
        words = words[1:]
    if len(words) == 1 and (title := canonical_title(words[0])):
        words = [title]
    spelt = " ".join((*titles, *words, *((suffix,) if _REGNAL.match(suffix) else ())))
    if "of" in words or (len(words) > 1 and "the" in words):
        return ProperForm(
            spelt, tuple(titles), tuple(words), age=age, is_epithet=True, is_indefinite=is_indefinite
        )
    if not titles and before[-1:] == ["the"] and len(words) == 1 and _is_family(words[0]):
        return ProperForm(f"the {words[0]}", words=(words[0],), surname=_singular(words[0]), is_plural=True)
    if titles and titles[-1] in _SEVERAL:
        return ProperForm(spelt, tuple(titles), tuple(words), surname=words[-1], is_plural=True)
    given, surname = _split(titles, words)
    if age and not given and not (len(words) == 1 and (gender_of_given(words[0]) or words[0] in TITLES)):
        spelt = f"{age} {spelt}"
    else:
        age = ""
    if _REGNAL.match(suffix):
        return ProperForm(spelt, tuple(titles), tuple(words), given, surname, suffix, is_epithet=True)
    is_plural = (
        not titles
        and len(words) == 1
        and words[0] in PEOPLES
        and words[0].endswith(("s", "men", "ish", "ch"))
    )
    return ProperForm(
        spelt, tuple(titles), tuple(words), given, surname, suffix, age,
        is_plural=is_plural, is_indefinite=is_indefinite,
    )  # fmt: skip


def _without_place(words: list[str]) -> list[str]:
    """Leave off where somebody is from behind a whole name; "Joan of Arc" and "the Queen of Hearts" stay whole."""
    at = words.index("of") if "of" in words else 0
    is_whole = at > 1 and (
        words[at - 1].lower().strip(".,") in _SUFFIXES or canonical_title(words[at - 1]) is None
    )
    return words[:at] if is_whole else words


def _age(words: set[str]) -> str:
    return "young" if words & _YOUNG else "old" if words & _OLD else ""


def _couple(words: list[str]) -> ProperForm:
    """Mr. and Mrs. Rook: their titles and the surname that is theirs."""
    titles = tuple(title for word in words[:-1] if (title := canonical_title(word)))
    surname = words[-1] if len(titles) > 1 else ""
    spelt = " ".join(canonical_title(word) or word for word in words)
    return ProperForm(spelt, titles, tuple(words), surname=surname, is_plural=True, is_epithet=not surname)


def _is_family(word: str) -> bool:
    return (
        word.endswith("s")
        and not word.endswith("ss")
        and len(word) > 3
        and word not in PEOPLES
        and word not in GENDER
    )


def _singular(word: str) -> str:
    for ending in ("xes", "ches", "shes", "sses", "zes"):
        if word.endswith(ending):
            return word[:-2]
    return word[:-1]


def _split(titles: list[str], words: list[str]) -> tuple[tuple[str, ...], str]:
    """Given names and surname, as far as the shape tells them; particles stay with neither."""
    plain = [word for word in words if word.lower().rstrip(".") not in _PARTICLES or word == words[-1]]
    if len(plain) > 1 and plain[0] in EPITHETS and not gender_of_given(plain[0]):
        plain = plain[1:]
    if len(plain) > 1:
        return tuple(plain[:-1]), plain[-1]
    word = plain[0]
    if titles:
        return _behind(titles[-1], word)
    if len(words) == 1:
        return (), ""
    return ((word,), "") if gender_of_given(word) else ((), word)  # Ragged Dick, Van Helsing


def _behind(title: str, word: str) -> tuple[tuple[str, ...], str]:
    """Whether the one word behind a title is a given name."""
    if title in ONLY_GIVEN or (title in BEFORE_GIVEN and gender_of_given(word)):
        return (word,), ""
    return (), word
