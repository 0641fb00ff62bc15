"""Silver speakers: whole novels as the reader's pages, with the speakers that their own words tell.

"said Tom" names the speaker for nothing. Who trains on that hides the words: `hidden` takes the tag off the page, `as_pronoun`
leaves "said he" in its place, so that the model has to find Tom by all the rest. Lines between two told ones that only two
people can have said in turn are labels too. Names come from `reading.names`, pronouns from a rule: no gold, much noise.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from immutables import Map

from wellanyway.importers import open_book
from wellanyway.reading.aliases import Aliases, Surroundings
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.gaps import gaps_of, gender_of_word
from wellanyway.reading.names import names_in
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.proper import form as proper_form
from wellanyway.reading.quotations import Quotations
from wellanyway.reading.sentences import divide
from wellanyway.reading.tags import LEAD, Tag, tags_of
from wellanyway.reading.tokens import tokenise
from wellanyway.reading.window import Window, windows
from wellanyway.story import BlockKind, InMemoryWork

__all__ = ["SilverPage", "as_pronoun", "hidden", "novel", "novels"]

NARRATOR = 1_000_000
ROLES = 2_000_000  # numbers of people known by a noun alone
_PRONOUN = re.compile(
    r"\b(?:I|me|my|myself|[Hh]e|him|[Hh]is|himself|[Ss]he|[Hh]er|hers|herself|[Tt]hey|them|[Tt]heir|[Ww]e|us|[Oo]ur)\b"
)
_NOUNS = """
man woman boy girl gentleman lady father mother brother sister son daughter uncle aunt nephew niece husband wife king queen prince princess
child lad lass fellow youth maid widow priest clergyman doctor physician surgeon lawyer captain colonel major general lieutenant sergeant
officer soldier sailor detective inspector constable policeman landlord landlady host hostess driver coachman cabman butler footman servant
housekeeper nurse governess teacher schoolmaster master mistress clerk porter waiter stranger visitor guest traveller passenger
farmer peasant shepherd miller blacksmith carpenter baker butcher merchant shopkeeper banker manager director agent editor reporter
poet painter artist actress actor singer minister bishop rector vicar curate parson deacon monk nun duke duchess count countess baron
squire judge magistrate barber hunter trapper scout chief pilot mate steward cook engineer boatman fisherman beggar tramp thief
cousin grandfather grandmother friend companion neighbour neighbor student professor messenger secretary prisoner jailer
""".split()
_ROLE = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur)\s(?:[a-z][a-z-]*\s){{0,2}}?(?P<noun>{'|'.join(_NOUNS)})\b"
)
_KIN = frozenset(
    """father mother brother sister son daughter uncle aunt nephew niece husband wife cousin grandfather grandmother friend companion
    maid nurse servant clerk master mistress host hostess secretary""".split()
)
_CLAUSE_END = re.compile(r"(?<!Mr)(?<!Mrs)(?<!Dr)[.;!?]|$")
_KEPT = 400  # persons whose last places are remembered for pronouns
_HEARD_OF = 400  # sentences after which a page no longer knows somebody

_Taken = tuple[int, int, str, int]  # start, end, form, who


@dataclass(slots=True)
class SilverPage:
    """A page, its tags, and by quotation the speaker: -1 where nothing tells; `is_turn` where turns told it."""

    page: Page
    speakers: list[int]
    tags: list[Tag | None]
    is_turn: bool = False
    begins: bool = False


@dataclass(slots=True)
class _Names:
    """What is carried from block to block."""

    aliases: Aliases = field(default_factory=Aliases)
    place: dict[int, int] = field(default_factory=dict)  # how much speaks for a place rather than a person
    entities: Entities = field(default_factory=Entities)
    recent: list[int] = field(default_factory=list)
    roles: dict[tuple[int, str], int] = field(default_factory=dict)


def novels(folder: Path, left_out: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Number and path of the novels but those whose number is left out."""
    for path in sorted(folder.glob("*.txt")):
        number = path.name.split("_")[0]
        if number not in left_out:
            yield number, path


def novel(path: Path) -> list[SilverPage]:
    """A novel's pages from its beginning, with what their own words tell."""
    source = open_book(path)
    chapters = [divide(chapter) for chapter in source.chapters()]
    source.close()
    work = InMemoryWork(chapters)
    names = _Names()
    found: list[SilverPage] = []
    chapter = -1
    quotations = Quotations()
    state = quotations.start()
    for window in windows(work, 0, work.size()):
        if window.block.kind is BlockKind.HEADING:
            continue
        page = Page(window, "silver")
        page.tokens = tokenise(page.text)
        state = quotations.read(page, state)
        page.speeches = [speech for speech in page.speeches if speech.depth == 0]
        _mentions(page, names)
        silver = SilverPage(page, [], [], begins=window.chapter != chapter or window.follows_break)
        chapter = window.chapter
        if page.speeches:
            gaps = gaps_of(page)
            silver.tags = tags_of(gaps)
            silver.speakers = _told(silver.tags, len(gaps.extents))
        found.append(silver)
    _take_turns(found)
    return found


# -- mentions


def _mentions(page: Page, names: _Names) -> None:
    text = page.text
    taken: list[_Taken] = []
    for name in names_in(text, page.starts, names.aliases):
        if not name.is_sure and name.form not in names.aliases:
            continue
        form = proper_form(text[name.start : name.end])
        who = names.aliases.resolve(
            form, "PER", names.entities, Surroundings(page.ordinal(name.start))
        ).number
        who = who if who >= 0 else len(names.place)
        names.aliases = names.aliases.add(form, who)
        names.place[who] = names.place.get(who, 0) + name.place - name.person
        _remember(names, page, who, form.name, gender=form.gender)
        if names.place[who] <= 0:
            taken.append((name.start, name.end, "proper", who))
    spoken = [(speech.start, speech.end) for speech in page.speeches]
    for match in _ROLE.finditer(text):
        if not _overlaps(taken, match.start(), match.end()) and not _is_inside(spoken, match.start()):
            who = _role(names, page, match)
            taken.append((match.start(), match.end(), "common", who))
            if who >= 0:
                _remember(names, page, who, "", head=match["noun"], gender=gender_of_word(match["noun"]))
    taken += [
        (match.start(), match.end(), "pronoun", -1)
        for match in _PRONOUN.finditer(text)
        if not _is_inside(spoken, match.start())
    ]
    _place(page, names, sorted(taken))
    _learn_genders(page, names)
    page.entities = _near(names.entities, page)


def _role(names: _Names, page: Page, match: re.Match[str]) -> int:
    """Whom a noun means: "a driver" is a new person, "the driver" he again, "her mother" one by herself; "the girl" out of
    nowhere is somebody who has a name, and nobody here can tell who.
    """
    noun, article = match["noun"], match[0].split()[0].lower()
    key = (page.window.chapter, noun)
    if key not in names.roles and (article in {"a", "an"} or (article != "the" and noun in _KIN)):
        names.roles[key] = ROLES + len(names.roles)
    return names.roles.get(key, -1)


def _learn_genders(page: Page, names: _Names) -> None:
    """ "Tuppence laid down her spoon": the one person named in a sentence is who its pronouns mean."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in page.mentions:
        if mention.speech < 0:
            by_sentence.setdefault(page.ordinal(mention.start), []).append(mention)
    for found in by_sentence.values():
        named = {one.who for one in found if one.form != "pronoun"}
        if len(named) != 1 or found[0].form == "pronoun" or -1 in named:
            continue
        genders = {gender_of_word(page.word(one.head).lower()) for one in found if one.form == "pronoun"} & {
            "m",
            "f",
        }
        entity = names.entities.get(next(iter(named)))
        if len(genders) == 1 and entity is not None:
            gender = genders.pop()
            names.entities = names.entities.put(
                replace(entity, male=entity.male + (gender == "m"), female=entity.female + (gender == "f"))
            )


def _near(entities: Entities, page: Page) -> Entities:
    """Those heard of lately: a page that knew everybody would not be thrown away with its novel."""
    here = {mention.who for mention in page.mentions}
    since = page.window.first - _HEARD_OF
    near = ((n, one) for n, one in entities.by_number.items() if one.last >= since or n in here)
    return Entities(Map(near), Map(), entities.next)


def _place(page: Page, names: _Names, taken: Sequence[_Taken]) -> None:
    """Mentions from left to right; pronouns mean whom the rule finds."""
    starts = [token.start for token in page.tokens]
    for start, end, form, named in taken:
        who = named
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first >= last:
            continue
        speech = next((i for i, one in enumerate(page.speeches) if one.start <= start < one.end), -1)
        if form == "pronoun":
            who = _meant(names, page.text[start:end])
            if who == NARRATOR:
                _remember(names, page, who, "")
        elif speech < 0 <= who:
            names.recent = [who, *(other for other in names.recent if other != who)][:_KEPT]
        means = -1 if speech >= 0 else who
        page.mentions.append(Mention(start, end, first, last, "PER", form, last - 1, speech, means))


def _meant(names: _Names, word: str) -> int:
    """The last one mentioned whom a pronoun can mean."""
    if word in {"I", "me", "my", "myself"}:
        return NARRATOR
    gender = gender_of_word(word.lower())
    if gender not in {"m", "f"}:
        return -1
    for who in names.recent[:8]:
        entity = names.entities.get(who)
        if entity is not None and entity.gender == gender:
            return who
    return -1


def _remember(names: _Names, page: Page, who: int, form: str, *, head: str = "", gender: str = "") -> None:
    entity = names.entities.by_number.get(who) or Entity(who, "PER", first=page.window.first)
    known = entity.names if not form or form in entity.names else (*entity.names, form)
    heads = entity.heads if not head or head in entity.heads else (*entity.heads, head)
    names.entities = names.entities.put(
        replace(
            entity,
            names=known,
            heads=heads,
            male=entity.male + (gender == "m"),
            female=entity.female + (gender == "f"),
            count=entity.count + 1,
            last=page.window.first,
        )
    )


def _overlaps(taken: Sequence[_Taken], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b, *_ in taken)


def _is_inside(spoken: Sequence[tuple[int, int]], at: int) -> bool:
    return any(a <= at < b for a, b in spoken)


# -- labels


def _told(tags: Sequence[Tag | None], count: int) -> list[int]:
    """Who says each quotation, by the names beside it; all of a block where only one is named."""
    sure = [tag.who if tag is not None and _is_sure(tag) else -1 for tag in tags]
    named = {who for who in sure if who >= 0}
    others = [tag for tag, who in zip(tags, sure, strict=True) if tag is not None and who < 0]
    if len(named) == 1 and not others:
        return [next(iter(named))] * count
    return sure


def _is_sure(tag: Tag) -> bool:
    is_named = tag.form in {"proper", "I"} or (tag.form == "common" and tag.order != LEAD)
    return tag.who >= 0 and not tag.is_soft and is_named


def _take_turns(found: Sequence[SilverPage]) -> None:
    """Lines between two told ones, paragraph after paragraph, that two people must have said in turn."""
    run: list[SilverPage] = []
    for silver in [*found, None]:
        if silver is not None and silver.page.speeches and not silver.begins:
            run.append(silver)
            continue
        _label_run(run)
        run = [silver] if silver is not None and silver.page.speeches else []


def _label_run(run: Sequence[SilverPage]) -> None:
    told = []
    for silver in run:
        who = set(silver.speakers)
        told.append(next(iter(who)) if len(who) == 1 and -1 not in who else -1)
    known = [k for k, who in enumerate(told) if who >= 0]
    for a, b in pairwise(known):
        between = run[a + 1 : b]
        around = {told[k] for k in known if a - 4 <= k <= b + 4}
        is_clean = all(
            not any(tag is not None for tag in one.tags) and not one.page.speeches[0].continues
            for one in between
        )
        is_in_turn = (told[a] == told[b]) == ((b - a) % 2 == 0)
        if b - a < 2 or len(around) != 2 or not is_clean or not is_in_turn:
            continue
        for k in range(a + 1, b):
            who = told[a] if (k - a) % 2 == 0 else next(iter(around - {told[a]}))
            run[k].speakers = [who] * len(run[k].speakers)
            run[k].is_turn = True


# -- hiding


def hidden(silver: SilverPage) -> SilverPage | None:
    """The page without the words that tell who speaks; None where they cannot be taken out cleanly."""
    cuts: list[tuple[int, int, str]] = []
    page = silver.page
    joined: set[int] = set()
    for i, tag in enumerate(silver.tags):
        if tag is None:
            continue
        if tag.order == LEAD or not _is_sure(tag):
            return None
        start = page.speeches[i].end
        is_last = i + 1 == len(page.speeches)
        nearest = len(page.text) if is_last else page.speeches[i + 1].start
        end = _CLAUSE_END.search(page.text, page.tokens[tag.last - 1].end, nearest)
        stop = end.end() if end is not None and end[0] else nearest
        if not is_last and not page.text[stop:nearest].strip(" ,;.") and page.speeches[i].is_closed:
            cuts.append((start - 1, nearest + (1 if page.speeches[i + 1].mark else 0), " "))
            joined.add(i)
        else:
            cuts.append((start, stop, ""))
    return _edited(silver, cuts, joined=joined) if cuts else None


def as_pronoun(silver: SilverPage, chance: random.Random) -> SilverPage | None:
    """The page with "he" or "she" where the tags had a name; None where the gender is not known."""
    cuts: list[tuple[int, int, str]] = []
    for tag in silver.tags:
        if tag is None:
            continue
        if tag.form != "proper" or not _is_sure(tag) or tag.seen is None or silver.page.entities is None:
            return None
        entity = silver.page.entities.get(tag.who)
        word = {"m": "he", "f": "she"}.get(entity.gender if entity is not None else "")
        if word is None:
            return None
        at = tag.seen.mention.start
        begins = at == 0 or silver.page.text[at - 2 : at - 1] in {".", "!", "?", "”"}
        is_capital = begins and tag.order != 1
        cuts.append((at, tag.seen.mention.end, word.capitalize() if is_capital else word))
    return _edited(silver, cuts, is_resolved=chance.random() < 0.5) if cuts else None


def _edited(
    silver: SilverPage,
    cuts: Sequence[tuple[int, int, str]],
    *,
    is_resolved: bool = False,
    joined: Collection[int] = (),
) -> SilverPage:
    """The page with pieces of its text replaced, all its layers moved along; `joined` speeches go on with the next."""
    old = silver.page
    moved = _Moved(cuts)
    block = replace(old.window.block, text=_cut(old.text, cuts), emphasis=())
    sentences = tuple(
        replace(one, start=moved(one.start), end=max(moved(one.end), moved(one.start) + 1))
        for one in old.window.sentences
    )
    place = (old.window.chapter, "", old.window.block_index)
    window = Window(*place, block, sentences, follows_break=old.window.follows_break)
    page = Page(window, "silver", entities=old.entities)
    page.tokens = tokenise(page.text)
    speakers: list[int] = []
    number: list[int] = []  # old speech to new
    for i, one in enumerate(old.speeches):
        if i - 1 in joined:
            last = page.speeches[-1]
            page.speeches[-1] = replace(last, end=moved(one.end), is_closed=one.is_closed)
        else:
            page.speeches.append(replace(one, start=moved(one.start), end=moved(one.end)))
            speakers.append(silver.speakers[i])
        number.append(len(speakers) - 1)
    _move_mentions(page, old, moved, number, is_resolved=is_resolved)
    return SilverPage(page, speakers, tags_of(gaps_of(page)), silver.is_turn, silver.begins)


def _move_mentions(page: Page, old: Page, moved: _Moved, number: Sequence[int], *, is_resolved: bool) -> None:
    starts = [token.start for token in page.tokens]
    for mention in old.mentions:
        start, end = moved(mention.start), moved(mention.end)
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first >= last:
            continue
        changed = replace(mention, start=start, end=end, first=first, last=last, head=last - 1)
        changed.speech = number[mention.speech] if mention.speech >= 0 else -1
        if any(new and a == mention.start for a, _, new in moved.cuts if new.strip()):
            changed.form = "pronoun"
            changed.who = mention.who if is_resolved else -1
        page.mentions.append(changed)


def _cut(text: str, cuts: Sequence[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, new in cuts:
        pieces += [text[at:start], new]
        at = end
    return "".join((*pieces, text[at:]))


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a character of the old text is in the new one."""

    cuts: Sequence[tuple[int, int, str]]

    def __call__(self, at: int) -> int:
        shift = 0
        for start, end, new in self.cuts:
            if at >= end:
                shift += len(new) - (end - start)
            elif at > start:
                return start + shift + len(new)
            else:
                break
        return at + shift
