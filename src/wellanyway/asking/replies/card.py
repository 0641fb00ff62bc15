"""Who somebody is: what was said of them and what they are to others, in a sentence or two, with the words under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from wellanyway.asking.finding import passages
from wellanyway.asking.people.naming import called
from wellanyway.asking.replies import persons
from wellanyway.asking.replies.clipping import count
from wellanyway.asking.replies.introducing import introducing, with_phrase
from wellanyway.asking.replies.meant import sentences_with
from wellanyway.asking.replies.quoting import MOST, THIS, compose
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.asking.replies.standing import Said, is_for_people, said_of, telling, ties
from wellanyway.asking.replies.things import definitions
from wellanyway.asking.replies.unreal import is_unreal
from wellanyway.asking.wording import IMPLIED, NARRATOR, capital, listed
from wellanyway.memory.name_index import plain
from wellanyway.memory.tally import Known
from wellanyway.views import Evidence, Verdict

__all__ = ["introduction"]

_SHOWN = 4  # passages cited
_TIES = 2
_COMPANY = 2
_NEAR = 2  # sentences round the last of somebody's in which others were with them
_LAST = 6  # of the sentences somebody acts in, the last, that tell where and with whom
_NAMED_IN = 30  # sentences with a name that are looked through for what stands beside it
_PRONOUNS = 20  # sentences with somebody, the first and the last, looked through for what is said outright
_SURE = 0.95
_IS = re.compile(
    r"(?:\s(?:was|is)|[’']s)\s(?P<is>(?:the|an?)\s[a-z-]+(?:\sof\sthe\s[a-z-]+)?)(?=\s?[.;:!?—”’])"
)
_OFTEN, _OFTEN_OF = 3, 15  # mentions by common words that somebody is known by: so many, and one in so many
_FOUND = 8  # passages found for the question among which those with the name are taken
_BEST, _BEHIND = 3, 1.5  # sentences that introduce somebody: so many, and none that is worth so much less
_LEAD = 30  # words of an answer before a quotation


def introduction(asked: Asked, one: Known, *, name: str = "") -> Reply:
    """Who somebody is, as far as facts tell; else the sentences that introduce them. `name` is by default the one shown."""
    name = name or persons.shown(asked.known, one)
    said, relations = _described(asked, one), ties(asked, one)[:_TIES]
    phrases = _phrases(said[:1], relations)
    lead = f"{capital(name)} {persons.agreed(name, one, name)} {', and '.join(phrases)}." if phrases else ""
    if _tells(one) and name != NARRATOR:
        lead = (
            f"{lead} {capital(name)} tells the story.".strip()
            if not lead
            else f"{lead} {_he(one, name)} tells the story."
        )
    if not lead:
        return _lacking(asked, one, name)
    after = _last_told(asked, one, name)
    fits = f"{lead} {after}".strip() if count(lead) + count(after) <= _LEAD else lead
    ordinals = [found.sentence for found in (*said[:1], *relations, *said[1:2])]
    ordinals.append(_first_called(one, asked.question.subject))
    text, more = compose(asked, fits, ordinals, focus=_place(asked, said or relations))
    short = phrases[0] if phrases else "the narrator"
    return Reply(Verdict.TOLD, "card", text, more, short, _cited(asked, ordinals), 0.9 if said else 0.8)


def _place(asked: Asked, found: Sequence[Said]) -> int:
    """Where in its sentence the first of some phrases stands, -1 where that is not to be seen."""
    if not found:
        return -1
    last = " ".join(found[0].words.split()[-2:])
    return asked.told.sentence(found[0].sentence).text.find(last)


def _cited(asked: Asked, ordinals: Sequence[int]) -> tuple[Evidence, ...]:
    return tuple(asked.told.evidence(ordinal) for ordinal in list(dict.fromkeys(ordinals))[:_SHOWN])


def _he(one: Known, name: str) -> str:
    """He or she at the beginning of a sentence, the name where neither is known."""
    he = persons.pronoun(one, name)
    return capital(name) if he == "they" else capital(he)


def _tells(one: Known) -> bool:
    """Whether somebody tells the story."""
    return one.tells >= 10 and 4 * one.tells > one.count


def _described(asked: Asked, one: Known) -> list[Said]:
    """What was said of somebody, by the reader's facts and by what stands beside their name."""
    found = {said.words.lower(): said for said in said_of(asked, one)}
    names = [form for form in one.forms if form.form == "proper"]
    if names:
        name = max(names, key=lambda form: (form.count, -form.first)).name
        for words, sentence, sure in definitions(asked, name, sentences_with(asked.told, name)[:_NAMED_IN]):
            text = asked.told.sentence(sentence).text
            start = max(0, text.lower().find(words.lower()))
            is_said = is_for_people(words) and not is_unreal(text, start, start + len(words))
            if is_said and words.lower() not in found:
                found[words.lower()] = Said(words, sentence, sure + telling(words) - 0.1)
    for said in _by_pronoun(asked, one) if not found else ():
        found.setdefault(said.words.lower(), said)
    return sorted(found.values(), key=lambda said: (-round(said.worth, 3), said.sentence))


def _by_pronoun(asked: Asked, one: Known) -> list[Said]:
    """What is said outright of a pronoun that surely means somebody: "of course she was the bell"."""
    mentioned = asked.known.chronicle.trail.mentioned(one.number)
    near = np.unique(np.concatenate([mentioned[:_PRONOUNS], mentioned[-_PRONOUNS:]]))
    found = []
    for mention in asked.known.chronicle.trail.mentions_within(near):
        who = mention.value.get("who")
        is_theirs = isinstance(who, int) and who >= 0 and asked.known.chronicle.root(who) == one.number
        if not is_theirs or mention.value.get("form") != "pronoun" or mention.confidence < _SURE:
            continue
        text = asked.told.block(asked.told.sentence(mention.sentence)).text
        match = _IS.match(text[mention.end : mention.end + 80])
        if match is not None and text[mention.start : mention.end].lower() in {"he", "she", "it"}:
            found.append(Said(match["is"].strip(), mention.sentence, 0.6))
    return found


def _phrases(said: Sequence[Said], relations: Sequence[Said]) -> list[str]:
    """What somebody is, each noun once: the miller’s daughter, Silas’s wife."""
    words = [one.words for one in said]
    for tie in relations:
        if not any(tie.words.split()[-1].lower() in other.lower().split() for other in words):
            words.append(tie.words)
    return words


def _last_told(asked: Asked, one: Known, name: str, he: str = "") -> str:
    """Where they were last, and with whom: "He was last with Honor at the mill."""
    trail, known = asked.known.chronicle.trail, asked.known.chronicle
    acted = trail.acted(one.number)
    if not len(acted):
        return f"{capital(name)} {'have' if persons.is_many(one, name) else 'has'} only been spoken of."
    start, stop = trail.scene_of(int(acted[-1]))
    if stop < 0 or not trail.is_there(one.number, start, stop):
        return ""
    last = [int(at) for at in acted[-_LAST:] if at >= start]
    around = [
        number
        for number in trail.cast_of(max(start, last[0] - _NEAR), min(stop, last[-1] + _NEAR + 1))
        if number != one.number and trail.is_there(number, start, stop)
    ]
    found = [other for other in known.everybody(around) if other.named and asked.known.is_somebody(other)]
    company = [name for other in found if len((name := asked.known.name_of(other)).strip(".")) > 1][:_COMPANY]
    where, _, _ = trail.setting_of(start, stop)
    place = persons.placed(asked.known, where)
    if not (company or place):
        return ""
    beside = f" with {listed(company)}" if company else ""
    he = capital(he) or _he(one, name)
    was = "were" if persons.is_many(one, name) else "was"
    return f"{he} {was} last{beside}{f' {place}' if place else ''}."


def _lacking(asked: Asked, one: Known, name: str) -> Reply:
    """Where nothing says outright who somebody is: what they are called, and the sentences that introduce them."""
    other = _called(one, name)
    seems = "seem" if persons.is_many(one, name) else "seems"
    lead = f"{IMPLIED}{name} {seems} to be {other.words}." if other else f"{IMPLIED}{THIS}"
    best = introducing(asked, _candidates(asked, one), asked.question.subject, one)[:_BEST]
    kept = [said for said in best if said.worth >= best[0].worth - _BEHIND]
    first = _first_called(one, asked.question.subject)
    ordinals = list(
        dict.fromkeys([*(said.sentence for said in kept), *([other.sentence] if other else []), first])
    )
    text, more = compose(asked, lead, ordinals, focus=kept[0].focus if kept else -1)
    after = _last_told(asked, one, name, name)
    if count(text) + count(after) <= MOST:
        text = f"{text} {after}".strip()
    else:
        more = f"{more} {after}".strip()
    short = other.words if other else None
    return Reply(Verdict.IMPLIED, "card", text, more, short, _cited(asked, ordinals), 0.6)


def _candidates(asked: Asked, one: Known) -> set[int]:
    """Sentences that may introduce somebody: the first with them, those with the words asked for, and those found for these."""
    told, phrase = asked.told, asked.question.subject
    forms = [form.name for form in one.forms if form.form == "proper"] or [form.name for form in one.forms]
    found = passages.find(told, asked.question, shown=_FOUND)
    about = (at for at in found if any(word in told.sentence(at).text for word in forms))
    mentioned = asked.known.chronicle.trail.mentioned(one.number)[:_NAMED_IN].tolist()
    phrased = with_phrase(asked, sentences_with(told, phrase)[:_NAMED_IN], phrase)
    return {*mentioned, *phrased, *about, one.first}


def _called(one: Known, name: str) -> Said | None:
    """Common words somebody is called by again and again that say what they are, "the old gardener"."""
    own = {word for form in one.forms if form.form == "proper" for word in plain(form.name)} | set(
        plain(name)
    )
    for form in called(one, 6):
        words = form.name.split()
        is_told = form.count >= _OFTEN and _OFTEN_OF * form.count >= one.count and is_for_people(form.name)
        if is_told and words[0].lower() in {"a", "an", "the"} and not set(plain(form.name)) <= own:
            return Said(" ".join(["the", *words[1:]]), form.first, 0.7)
    return None


def _first_called(one: Known, name: str) -> int:
    """Where somebody was first called by `name`, with or without a title, or else first heard of."""
    wanted = set(plain(name))
    return min(
        (form.first for form in one.forms if wanted and wanted <= set(plain(form.name))), default=one.first
    )
