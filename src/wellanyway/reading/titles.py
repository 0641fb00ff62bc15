"""Titles: what stands before a name, whose it can be, and what kind of name follows it."""

from __future__ import annotations

__all__ = [
    "BEFORE_GIVEN",
    "COURTESY",
    "MARRIED",
    "NOBLE",
    "ONLY_GIVEN",
    "ROYAL",
    "TITLES",
    "UNMARRIED",
    "canonical_title",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MALE = _words("""
Mr Master Sir Lord Monsieur Count Baron Prince King Uncle Father Brother Duke Earl Squire Don Señor Herr Signor Reverend
Abbé Mynheer Messer Grandpa Grandfather Marquis Viscount Vicomte Comte Emperor Czar Tsar Sultan Caliph Vizier Brer Dom Friar
Pasha Rajah Sheikh Sheik Citoyen Messrs Messieurs Chevalier
""")
_FEMALE = _words("""
Mrs Miss Ms Lady Madame Mademoiselle Countess Baroness Princess Queen Aunt Sister Mother Duchess Dame Señora
Señorita Frau Fräulein Signora Signorina Widow Granny Grandma Grandmother Mistress Goody Empress Czarina Tsarina Marquise
Marchioness Viscountess Comtesse Goodwife Citoyenne Madam Misses Mesdemoiselles Mesdames Donna Doña Abbess Sultana
""")
_EITHER = _words("""
Dr Captain Colonel Major General Lieutenant Sergeant Corporal Admiral Commodore Professor Inspector Judge Justice President
Governor Bishop Deacon Parson Cousin Detective Constable Senator Alderman Commander Commandant Commissioner Ensign Cornet
Marshal Mayor Sheriff Superintendent Archbishop Cardinal Pope Archdeacon Curate Vicar Rector Pastor
Honourable Chancellor Nurse Comrade Dominie Rabbi Councillor Bosun Skipper Chaplain Provost Farmer Friend
""")
_SHORT = {
    "Doctor": "Dr", "Mister": "Mr", "Missus": "Mrs", "Missis": "Mrs", "Capt": "Captain", "Cap'n": "Captain",
    "Col": "Colonel", "Gen": "General", "Prof": "Professor", "Rev": "Reverend", "Hon": "Honourable", "Honorable": "Honourable",
    "Lieut": "Lieutenant", "Lt": "Lieutenant", "Sergt": "Sergeant", "Sgt": "Sergeant", "Mlle": "Mademoiselle", "Mme": "Madame",
    "M": "Monsieur", "Aunty": "Aunt", "Auntie": "Aunt", "Grandpapa": "Grandpa", "Grandmamma": "Grandma",
    "Muster": "Mr", "Misto": "Mr", "Mars": "Master", "Marse": "Master", "Mas'r": "Master", "Massa": "Master",
}  # fmt: skip

_GENDER = {
    **dict.fromkeys(sorted(_EITHER), ""),
    **dict.fromkeys(sorted(_MALE), "m"),
    **dict.fromkeys(sorted(_FEMALE), "f"),
}
TITLES: dict[str, str] = _GENDER | {short: _GENDER[long] for short, long in _SHORT.items()}
"""Titles without their full stop, and the gender they tell."""

BEFORE_GIVEN = _words("""
Sir Uncle Aunt Cousin Master King Queen Prince Princess Father Mother Sister Brother Don Dame Mistress Lord Lady Miss
Brer Emperor Empress Czar Tsar Grandpa Grandma Granny Grandfather Grandmother Pope Dom Friar Nurse Donna Doña
Sultan Caliph Farmer Squire Goody Friend
""")
"""Titles that can stand before a given name; before a surname only some of them do."""

ONLY_GIVEN = BEFORE_GIVEN - _words(
    "Lord Lady Miss Mistress Master Cousin Squire Farmer Nurse Prince Princess Father Goody"
)
"""Titles behind which the first name is a given one."""

COURTESY = _words(
    "Mr Mrs Miss Ms Master Monsieur Madame Mademoiselle Herr Frau Fräulein Signor Señor Signora Señora Citoyen Citoyenne"
)
"""Titles that everybody has: a rank goes with them."""

NOBLE = _words(
    "Sir Lord Baron Count Duke Earl Marquis Viscount Comte Vicomte Prince King Emperor Sultan Caliph"
)
"""Titles whose bearers are not called Mr."""

ROYAL = _words("King Queen Pope Emperor Empress Czar Tsar Sultan Caliph Czarina Tsarina")
"""Titles whose bearers are not called by the given name alone."""

MARRIED = _words("Mrs Madame Frau Signora Señora Widow Goodwife Goody Citoyenne")
UNMARRIED = _words("Miss Mademoiselle Fräulein Signorina Señorita Misses")


def canonical_title(word: str) -> str | None:
    """`Dr` for "Doctor" and "Dr."; None for what is no title."""
    bare = word.rstrip(".").replace("’", "'")
    return _SHORT.get(bare, bare) if bare in TITLES else None
