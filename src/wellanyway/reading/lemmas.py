"""Base forms of verbs and nouns: a table of irregular ones, and endings taken off where a common word is left."""

from __future__ import annotations

import re
from functools import cache, lru_cache

__all__ = ["lemma"]

_IRREGULAR = """
be am is are was were been being|have has had|do does did done doing|go goes went gone going|use used using|owe owed owing|say said says|see saw seen|come came|
take took taken|know knew known|give gave given|find found|think thought|tell told|become became|leave left|feel felt|
put|bring brought|begin began begun|keep kept|hold held|write wrote written|stand stood|hear heard|let|mean meant|set|
meet met|run ran|pay paid|sit sat|speak spoke spoken|lie lay lain|lead led|read|grow grew grown|lose lost|fall fell fallen|
send sent|build built|understand understood|draw drew drawn|break broke broken|spend spent|cut|rise rose risen|drive drove driven|
buy bought|wear wore worn|choose chose chosen|seek sought|throw threw thrown|catch caught|deal dealt|win won|forget forgot forgotten|
lay laid|sell sold|fight fought|teach taught|eat ate eaten|sing sang sung|strike struck stricken|hang hung hanged|shake shook shaken|
ride rode ridden|feed fed|shoot shot|drink drank drunk|hit|fly flew flown|spread|sleep slept|cast|beat beaten|light lit|
bind bound|steal stole stolen|ring rang rung|swing swung|shine shone|tear tore torn|bear bore borne born|wake woke woken|
awake awoke awoken|swear swore sworn|sweep swept|creep crept|weep wept|spring sprang sprung|sink sank sunk|swim swam swum|
slide slid|shut|burst|hide hid hidden|blow blew blown|bend bent|lend lent|cling clung|fling flung|wring wrung|wind wound|
grind ground|dig dug|stick stuck|spin spun|freeze froze frozen|weave wove woven|forgive forgave forgiven|forbid forbade forbidden|
shrink shrank shrunk|stride strode|strive strove striven|slay slew slain|smite smote smitten|flee fled|kneel knelt|leap leapt|
dream dreamt|learn learnt|burn burnt|spill spilt|spoil spoilt|breed bred|bleed bled|speed sped|bite bit bitten|split|thrust|quit|
rid|hurt|cost|make made makes making|get got gotten getting|die died dying|tie tied tying|lie lying|arise arose arisen|
overtake overtook overtaken|undertake undertook undertaken|withdraw withdrew withdrawn|overhear overheard|beseech besought|
tread trod trodden|shed|bid bade bidden|sow sowed sown|show showed shown|swell swelled swollen|spit spat|string strung|sting stung|
agree agreed|disagree disagreed|free freed|guarantee guaranteed|decree decreed|behold beheld|lean leant|sling slung|slink slunk|
overcome overcame|undo undid undone|withhold withheld|withstand withstood|uphold upheld|forsake forsook forsaken|befall befell befallen|
dwell dwelt|smell smelt|stink stank stunk|hew hewn|sew sewn|prove proven|mistake mistook mistaken|foresee foresaw foreseen|
man men|woman women|child children|foot feet|tooth teeth|wife wives|knife knives|life lives|leaf leaves|thief thieves
"""
_DOUBLED = frozenset("bdgklmnprtvz")
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_COMMON = 2.5  # Zipf value from which on what is left is a word


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in _IRREGULAR.replace("\n", "").split("|"):
        base, *others = row.split()
        for other in (*others, base):
            table.setdefault(other, base)
    return table


@lru_cache(maxsize=8_192)
def lemma(word: str) -> str:
    """The base form of a verb's or noun's form, in lower case; the word itself where nothing is known."""
    small = word.lower()
    if small in _table():
        return _table()[small]
    if small.endswith(("ied", "ies")) and len(small) > 4:
        return small[:-3] + "y"
    for ending in ("ing", "ed"):
        if small.endswith(ending) and len(small) > len(ending) + 2 and not small.endswith("eed"):
            return _best(small, _behind(small, len(ending)))
    if small.endswith("s") and not small.endswith(("ss", "us", "is")) and len(small) > 3:
        longer = (small[:-2],) if small.endswith(("ches", "shes", "sses", "xes", "oes")) else ()
        return _best(small, (small[:-1], *longer))
    return small


def _behind(word: str, count: int) -> tuple[str, ...]:
    stem = word[:-count]
    if _SHORT.fullmatch(stem):  # noted is no form of not, which would be notted
        return (stem + "e",)
    found: tuple[str, ...] = (stem, stem + "e")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in _DOUBLED:
        found += (stem[:-1],)
    return found


def _best(word: str, candidates: tuple[str, ...]) -> str:
    from wellanyway.models import frequencies

    table = frequencies()
    known = [(table.zipf(one), one) for one in candidates if one in table and table.zipf(one) >= _COMMON]
    return max(known)[1] if known else word
