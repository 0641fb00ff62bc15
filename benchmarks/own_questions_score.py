"""Questions at horizons against the labels: what is asked, what counts as right, and the figures."""

from __future__ import annotations

import collections
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wellanyway.errors import ConfigError
from wellanyway.told import Told
from wellanyway.views import Answer, Verdict

__all__ = ["Asked", "Novel", "Outcome", "OwnQuestion", "figures", "load", "placed", "score"]


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question at `at`, the last sentence told; `gold` are places, any one of which answers it."""

    id: str
    at: str
    kind: str
    question: str
    verdict: Verdict
    gold: tuple[str, ...]
    short: str | None
    is_unnamed: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Novel:
    """A book file and its questions; `split` is dev or test."""

    title: str
    file: str
    split: str
    questions: tuple[OwnQuestion, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an answer compares: `is_hit` where a gold sentence is among the quotations."""

    is_right: bool
    is_answered: bool
    is_hit: bool
    is_exact: bool  # the verdict is the labelled one, told and implied told apart
    quotations: int
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer's outcome."""

    split: str
    question: OwnQuestion
    outcome: Outcome


def load(path: Path) -> list[Novel]:
    """The novels of a labels file, in its order."""
    data = json.loads(path.read_text())
    asked: dict[str, list[OwnQuestion]] = collections.defaultdict(list)
    for row in data["questions"]:
        asked[row["novel"]].append(
            OwnQuestion(
                row["id"],
                row["at"],
                row["kind"],
                row["question"],
                Verdict(row["verdict"]),
                tuple(row["gold"]),
                row["short"],
                row["unnamed"],
                row["sha256"],
            )
        )
    return [
        Novel(row["title"], row["file"], row["split"], tuple(asked[row["novel"]])) for row in data["novels"]
    ]


def placed(told: Told, question: OwnQuestion) -> frozenset[int]:
    """The ordinals of the gold sentences; `told` is the novel as it is known at the question's horizon.

    Raises PositionError for a gold sentence that is not told there, ConfigError where the sentences hold other
    words than were labelled.
    """
    gold = [told.back_to(place).told_to - 1 for place in question.gold]
    texts = (told.sentence(ordinal).text for ordinal in (told.told_to - 1, *gold))
    if hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12] != question.sha256:
        raise ConfigError(f"{question.id}: the sentences at its places are not those that were labelled")
    return frozenset(gold)


def score(question: OwnQuestion, gold: frozenset[int], answer: Answer) -> Outcome:
    """Right: refused where nothing is told; else answered, told or implied, with a gold sentence quoted."""
    is_told = question.verdict is not Verdict.NOT_TOLD
    is_answered = answer.verdict is not Verdict.NOT_TOLD
    is_hit = any(one.sentence in gold for one in answer.evidence)
    return Outcome(
        is_right=is_answered and is_hit if is_told else not is_answered,
        is_answered=is_answered,
        is_hit=is_hit,
        is_exact=answer.verdict is question.verdict,
        quotations=len(answer.evidence),
        latency_ms=answer.latency_ms,
    )


# -- figures


def figures(asked: Sequence[Asked]) -> dict[str, object]:
    """All, by split, by verdict and by kind."""
    return {
        **_summary(asked),
        "by_split": {name: _summary(part) for name, part in _parts(asked, lambda one: one.split)},
        "by_verdict": _shares(asked, lambda one: one.question.verdict.value),
        "by_kind": _shares(asked, lambda one: one.question.kind),
        "told_by_kind": _shares(_told(asked), lambda one: one.question.kind),
        "told_by_name": _shares(_told(asked), lambda one: "unnamed" if one.question.is_unnamed else "named"),
        **_latency([one.outcome.latency_ms for one in asked]),
    }


def _summary(asked: Sequence[Asked]) -> dict[str, object]:
    told = _told(asked)
    answered = [one for one in told if one.outcome.is_answered]
    untold = [one for one in asked if one.question.verdict is Verdict.NOT_TOLD]
    return {
        "right": _share(sum(one.outcome.is_right for one in asked), len(asked)),
        "questions": len(asked),
        "told_right": _share(sum(one.outcome.is_right for one in told), len(told)),
        "told_answered": _share(len(answered), len(told)),
        "gold_quoted_where_answered": _share(sum(one.outcome.is_hit for one in answered), len(answered)),
        "told_and_implied_mixed_up": sum(not one.outcome.is_exact for one in answered),
        "false_answers": sum(one.outcome.is_answered for one in untold),
        "not_told": len(untold),
        "quotations_an_answer": _share(sum(one.outcome.quotations for one in answered), len(answered)),
    }


def _told(asked: Iterable[Asked]) -> list[Asked]:
    return [one for one in asked if one.question.verdict is not Verdict.NOT_TOLD]


def _parts(asked: Iterable[Asked], key: Callable[[Asked], str]) -> list[tuple[str, list[Asked]]]:
    found: dict[str, list[Asked]] = collections.defaultdict(list)
    for one in asked:
        found[key(one)].append(one)
    return sorted(found.items())


def _shares(asked: Iterable[Asked], key: Callable[[Asked], str]) -> dict[str, str]:
    """Right of all, as people write it, a part."""
    return {
        name: f"{sum(one.outcome.is_right for one in part)}/{len(part)}" for name, part in _parts(asked, key)
    }


def _share(part: float, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _latency(found: Sequence[float]) -> dict[str, float]:
    """The nearest-rank percentiles in milliseconds."""
    ordered = sorted(found)
    ranks = {"ask_ms_p50": 0.5, "ask_ms_p95": 0.95}
    return {
        name: round(ordered[math.ceil(share * len(ordered)) - 1], 1) if ordered else 0.0
        for name, share in ranks.items()
    }
