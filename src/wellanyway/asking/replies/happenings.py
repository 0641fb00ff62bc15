"""What happened to somebody: the last things that were told of them, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellanyway.asking.finding import passages
from wellanyway.asking.replies.meant import person, sentences_with
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import MOST, quotation
from wellanyway.asking.replies.reply import Asked, Reply
from wellanyway.asking.wording import capital
from wellanyway.views import Verdict

__all__ = ["what_happened"]

_TO = re.compile(
    r"\bwhat(?: has| had|’s|'s)? (?:happened|became|become) (?:to|with|of)\s(?P<who>[\w.’' -]+?)\s?\?*$",
    re.IGNORECASE,
)
_LATE = 30  # sentences in which somebody acts that are looked at, back from the last
_FAR = 120  # those with them at all
_GRAVEST = 2
_CLOSE = 60  # characters between a name and what befell
_SHOWN = 3
_LEAST = 5  # words of a sentence that tells something


def what_happened(asked: Asked) -> Reply:
    """The reply to "what happened to X?"; what happens, or happened otherwise, is for the passages."""
    match = _TO.search(asked.question.text)
    subject = match["who"] if match is not None else ""
    found = _last_events(asked, subject) if subject else []
    if not found:
        return from_passages(asked)
    near = [at for at in passages.find(asked.told, asked.question) if at not in found][:1]
    room = MOST // min(2, len(found))
    told = [capital(quotation(asked, at, most=room)) for at in found[-2:]]
    more = " ".join(capital(quotation(asked, at, most=MOST // 2)) for at in (*found[:-2], *near))
    evidence = tuple(asked.told.evidence(at) for at in (*found[::-1], *near))
    return Reply(Verdict.TOLD, "events", " ".join(told), more, None, evidence, 0.7)


def _last_events(asked: Asked, subject: str) -> list[int]:
    """Sentences in which something happens to somebody, in order: what decides a life, else the last of the narration."""
    trail = asked.known.chronicle.trail
    one = person(asked.known, subject)
    eventful = set(trail.eventful.tolist())
    with_name = sentences_with(asked.told, subject)
    acted = trail.acted(one.number).tolist() if one is not None else with_name
    mentioned = trail.mentioned(one.number).tolist() if one is not None else with_name
    own = {fact.sentence for fact in trail.spoken(one.number)[-_LATE:]} if one is not None else set()
    late = sorted(({*acted[-_LATE:], *mentioned[-_LATE:]} & eventful) - own, reverse=True)
    late = [at for at in late if _tells(asked.told.sentence(at).text)]
    forms = [form.name for form in one.forms if form.form == "proper"] if one is not None else [subject]
    grave = _grave(asked, forms, mentioned[::-1][:_FAR])
    return sorted({*grave, *late[: _SHOWN - len(grave)]})


def _grave(asked: Asked, names: Sequence[str], ordinals: Sequence[int]) -> list[int]:
    """Sentences in which a word for what decides a life stands nearest to a name, the latest of equals first."""
    parts = dict.fromkeys(re.escape(name.rsplit(maxsplit=1)[-1]) for name in names if name)
    if not parts:
        return []
    name = re.compile(rf"\b(?:{'|'.join(parts)})\b")
    found = []
    for at in ordinals:
        text = asked.told.sentence(at).text
        if text.rstrip("”’\"'").endswith("?"):
            continue
        gaps = [
            abs(word.start() - mine.start()) for word in _GRAVE.finditer(text) for mine in name.finditer(text)
        ]
        if gaps and min(gaps) <= _CLOSE:
            found.append((min(gaps) // 20, -at, at))
    return [at for _, _, at in sorted(found)[:_GRAVEST]]


def _tells(text: str) -> bool:
    """Whether a sentence with an event in it tells something, and does not ask."""
    return not text.rstrip("”’\"'").endswith("?") and len(text.split()) >= _LEAST


_GRAVE = re.compile(
    r"\b(?:died|dead|death|killed|murdered|drowned|shot|hanged|stabbed|wounded|arrested|captured|kidnapped|disappeared|vanished|escaped|married|"
    r"buried|corpse|body|perished|poisoned|strangled|lost|ran away|fell)\b"
)
"""Words for what decides a life."""
