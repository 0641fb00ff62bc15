"""Trains the speaker ranker: from LitBank's gold speakers, and from novels whose own words tell who speaks, the words hidden.

Left out of training: LitBank's dev and test extracts and the novels they are from; extracts of novels that PDNC has, so
that figures on it stay clean; five novels, to measure on. Each round reads all tales with the ranker of the round before,
gathers the cases and trains anew. How sure the ranker may be is counted on extracts it was not trained on, in three parts.

    python training/speakers.py --data DIR/litbank --books DIR/novels [--write] [--ablate] [--ahead FILE]
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

import litbank  # noqa: E402
from shipping import Shipment  # noqa: E402
from speaker_cases import GLOBALS, Cases, Told, gold_tales, manner, read, silver_tale  # noqa: E402
from speaker_silver import SilverPage, novel, novels  # noqa: E402
from wellanyway.reading.attribution import Decide  # noqa: E402
from wellanyway.reading.speaker_features import NAMES  # noqa: E402
from wellanyway.reading.speaker_ranker import SpeakerRanker  # noqa: E402

SPLITS = ROOT / "benchmarks" / "splits"
PDNC = frozenset(
    "105 11 1342 158 160 174 208 1245 1695 2641 2891 45 5230 730".split()
)  # LitBank's numbers of novels it has
MEASURED = frozenset("1155 24 60 77 8867".split())  # novels of which nothing is trained on
SEED = 7
HIDDEN = 64
ROUNDS = 3
EPOCHS = 6
RATE = 4e-3
BATCH = 256
PARTS = 3
WEIGHTS = {"gold": 3.0, "kept": 0.3, "hidden": 1.0, "pronoun": 1.0, "turn": 0.7}
LEAST_PRECISION = 0.9

Arrays = dict[str, NDArray[np.float32]]
Curve = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(slots=True)
class Material:
    """Tales to train on and to measure on: gold by extract and kind of pronouns, silver by novel."""

    gold: dict[str, dict[str, list[Told]]] = field(default_factory=dict)
    dev: dict[str, dict[str, list[Told]]] = field(default_factory=dict)
    silver: dict[str, list[SilverPage]] = field(default_factory=dict)
    measured: dict[str, list[SilverPage]] = field(default_factory=dict)


def material(data: Path, books: Path, most: int) -> Material:
    """Everything read in; `most` novels at most."""
    found = Material()
    for split, into in (("train", found.gold), ("dev", found.dev)):
        for document in litbank.load(data, litbank.names(SPLITS / f"litbank-{split}.txt", data)):
            if document.quotes and (split == "dev" or _is_trained_on(document.name, books)):
                into[document.name] = gold_tales(document, books, hides=split == "train")
    kept_out = {
        _number(name)
        for split in ("dev", "test")
        for name in litbank.names(SPLITS / f"litbank-{split}.txt", data)
    }
    able = list(novels(books, kept_out))
    random.Random(SEED).shuffle(able)
    for number, path in able:
        if number in MEASURED:
            found.measured[number] = novel(path)
        elif len(found.silver) < most:
            found.silver[number] = novel(path)
    return found


def _is_trained_on(name: str, books: Path) -> bool:
    """Not what PDNC has, and not what has no paragraphs: guessed ones would teach that people speak twice running."""
    number = _number(name)
    return number not in PDNC and any(books.glob(f"{number}_*.txt"))


def _number(name: str) -> str:
    return name.split("_", maxsplit=1)[0]


# -- training


def gather(
    gold: Sequence[dict[str, list[Told]]],
    silver: dict[str, list[SilverPage]],
    decide: Decide | None,
    turn: int,
) -> Cases:
    """The cases of all tales, each read with `decide`."""
    cases = Cases()
    for tales in gold:
        for tale in tales.values():
            read(tale, decide, cases)
    for number, pages in silver.items():
        read(silver_tale(pages, SEED + 1000 * turn + int(number)), decide, cases)
    return cases


def trained(cases: Cases, weights: dict[str, float], *, seed: int = SEED) -> Arrays:
    """One hidden layer, softmax over the candidates, cross entropy weighted by where a label is from."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    natural = likeness(cases)
    weight = np.array(
        [
            weights[kind] * (natural(rows) if kind == "hidden" else 1.0)
            for kind, rows in zip(cases.kinds, cases.rows, strict=True)
        ],
        np.float32,
    )
    used = np.flatnonzero(weight > 0)
    first, second = torch.nn.Linear(cases.rows[0].shape[1], HIDDEN), torch.nn.Linear(HIDDEN, 1)
    drop = torch.nn.Dropout(0.1)
    parameters = [*first.parameters(), *second.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=1e-4)
    steps = EPOCHS * ((len(used) + BATCH - 1) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    order = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        shuffled = order.permutation(used)
        for at in range(0, len(shuffled), BATCH):
            chosen = shuffled[at : at + BATCH]
            rows, mask = _padded([cases.rows[i] for i in chosen])
            scores = second(drop(torch.relu(first(rows))))[..., 0] + mask
            right = torch.tensor([cases.right[i] for i in chosen])
            share = torch.from_numpy(weight[chosen])
            loss = (
                torch.nn.functional.cross_entropy(scores, right, reduction="none") * share
            ).sum() / share.sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    return {
        "w1": first.weight.detach().numpy().T.copy(), "b1": first.bias.detach().numpy().copy(),
        "w2": second.weight.detach().numpy().T.copy(), "b2": second.bias.detach().numpy().copy(),
        "said": np.array([0, 1], np.float32), "true": np.array([0, 1], np.float32), "least": np.float32(0),
    }  # fmt: skip


def _padded(rows: Sequence[NDArray[np.float16]]) -> tuple[torch.Tensor, torch.Tensor]:
    most = max(len(one) for one in rows)
    filled = np.zeros((len(rows), most, rows[0].shape[1]), np.float32)
    mask = np.full((len(rows), most), -1e9, np.float32)
    for i, one in enumerate(rows):
        filled[i, : len(one)] = one
        mask[i, : len(one)] = 0
    return torch.from_numpy(filled), torch.from_numpy(mask)


class likeness:  # noqa: N801
    """How like one that its author left untagged a hidden one looks: the odds that a logistic regression gives it."""

    def __init__(self, cases: Cases) -> None:
        hidden = [
            rows[-1][GLOBALS:] for rows, kind in zip(cases.rows, cases.kinds, strict=True) if kind == "hidden"
        ]
        self.is_trained = len(hidden) > 100 and len(cases.untagged) > 100
        if not self.is_trained:
            return
        looks = np.array([*hidden, *cases.untagged], np.float64)
        is_natural = np.arange(len(looks)) >= len(hidden)
        self._mean, self._spread = looks.mean(0), looks.std(0) + 1e-3
        scaled = (looks - self._mean) / self._spread
        self._slope, self._base = np.zeros(scaled.shape[1]), 0.0
        for _ in range(400):
            off = 1 / (1 + np.exp(-(scaled @ self._slope + self._base))) - is_natural
            self._slope -= 0.5 * (scaled.T @ off / len(looks) + 1e-3 * self._slope)
            self._base -= 0.5 * off.mean()
        self._usual = float(np.exp(scaled[: len(hidden)] @ self._slope + self._base).mean())

    def __call__(self, rows: NDArray[np.float16]) -> float:
        if not self.is_trained:
            return 1.0
        odds = np.exp((rows[-1][GLOBALS:] - self._mean) / self._spread @ self._slope + self._base)
        return float(np.clip(odds / self._usual, 0.1, 5))


def fitted(
    gold: Sequence[dict[str, list[Told]]], silver: dict[str, list[SilverPage]], weights: dict[str, float]
) -> Arrays:
    """Trained in rounds, each on cases that come with the mistakes of the one before."""
    arrays: Arrays | None = None
    for turn in range(ROUNDS):
        started = time.monotonic()
        cases = gather(gold, silver, SpeakerRanker(arrays) if arrays else None, turn)
        arrays = trained(cases, weights)
        _say(f"round {turn}: {dict(Counter(cases.kinds))}, {time.monotonic() - started:.0f} s")
    assert arrays is not None
    return arrays


# -- measuring


def tally(
    tales: Sequence[Sequence[Told]],
    decide: Decide,
    counts: Counter[tuple[str, str]],
    among: set[str] | None = None,
) -> None:
    """Add to `counts` how many of the labelled quotations there are of each manner, and how many are right."""
    for tale in tales:
        for told, found in read(tale, decide):
            for i, one in enumerate(found):
                if told.speakers[i] >= 0 and (among is None or told.kind in among):
                    key = told.kind if among else manner(found, i)
                    for name in {key, "all"}:
                        counts[name, "count"] += 1
                        counts[name, "right"] += one.speaker == told.speakers[i]


def figures(counts: Counter[tuple[str, str]]) -> dict[str, str]:
    names = sorted({name for name, _ in counts})
    return {
        name: f"{counts[name, 'right'] / counts[name, 'count']:.3f} of {counts[name, 'count']}"
        for name in names
    }


def report(
    arrays: Arrays, gold: dict[str, dict[str, list[Told]]], measured: dict[str, list[SilverPage]]
) -> dict[str, dict[str, str]]:
    """Accuracy of the best guess on gold extracts by pronouns, and on novels with tags hidden."""
    decide = SpeakerRanker(arrays)
    found = {}
    for pronouns in ("resolved", "noisy", "unresolved"):
        counts: Counter[tuple[str, str]] = Counter()
        tally([tales[pronouns] for tales in gold.values()], decide, counts)
        found[pronouns] = figures(counts)
    counts = Counter()
    for pages in measured.values():
        for seed in range(3):
            tally([silver_tale(pages, seed, share=0.5)], decide, counts, {"hidden", "pronoun"})
        tally([silver_tale(pages, 0, share=0)], decide, counts, {"turn"})
    found["novels"] = figures(counts)
    return found


def calibrated(arrays: Arrays, outside: Sequence[tuple[float, bool]]) -> Arrays:
    """With how often a guess is right at what the ranker says, and from which chance on those named are right enough."""
    said, true = isotonic(outside)
    curve = np.interp([chance for chance, _ in outside], said, true)
    order = np.argsort(-curve, kind="stable")
    right = np.array([is_right for _, is_right in outside])[order]
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(precision >= LEAST_PRECISION)
    least = float(curve[order][enough[-1]]) if len(enough) else 1.0
    return arrays | {
        "said": said.astype(np.float32),
        "true": true.astype(np.float32),
        "least": np.float32(least),
    }


def isotonic(pairs: Sequence[tuple[float, bool]], least: int = 40) -> Curve:
    """The rising curve through (chance, right) that fits best, as points; no step stands on fewer than `least` pairs."""
    blocks: list[list[float]] = []  # sum of chances, sum right, count
    for chance, is_right in sorted(pairs):
        blocks.append([chance, float(is_right), 1.0])
        while len(blocks) > 1 and (
            blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2] or blocks[-2][2] < least
        ):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    said = np.array([chance / count for chance, _, count in blocks])
    true = np.array([right / count for _, right, count in blocks])
    return said, true


def outside_of(arrays: Arrays, tales: Sequence[Sequence[Told]]) -> list[tuple[float, bool]]:
    """What the ranker says of its best guesses on tales it was not trained on, and whether they are right."""
    pairs = []
    for tale in tales:
        for told, found in read(tale, SpeakerRanker(arrays)):
            pairs += [
                (one.confidence, one.speaker == speaker)
                for one, speaker in zip(found, told.speakers, strict=True)
                if speaker != -1
            ]
    return pairs


# -- the program


def shipped(arrays: Arrays) -> bytes:
    """The weights as they ship: half precision, and the features they go with."""
    small = {name: arrays[name].astype(np.float16) for name in ("w1", "b1", "w2", "b2")}
    kept = {name: arrays[name] for name in ("said", "true", "least")}
    file = io.BytesIO()
    np.savez(file, **small, **kept, names=np.array(" ".join(NAMES)))
    return file.getvalue()


def _say(text: object) -> None:
    print(text, file=sys.stderr, flush=True)


def _ablate(given: Material, parts: Sequence[dict[str, dict[str, list[Told]]]]) -> dict[str, object]:
    """What each source adds: trained on two parts of the gold in three, measured on the third and on the novels."""
    train = [tales for part in parts[1:] for tales in part.values()]
    plain = [{"resolved": tales["resolved"]} for tales in train]
    sources: list[tuple[str, list[dict[str, list[Told]]], tuple[str, ...]]] = [
        ("gold alone, pronouns resolved", plain, ("gold",)),
        ("gold with pronouns resolved, noisy and not", train, ("gold",)),
        ("and told lines of novels", train, ("gold", "kept")),
        ("and names made pronouns", train, ("gold", "kept", "pronoun")),
        ("and tags hidden", train, ("gold", "kept", "pronoun", "hidden")),
        ("and turns", train, ("gold", "kept", "pronoun", "hidden", "turn")),
        ("novels alone", [], ("kept", "pronoun", "hidden", "turn")),
    ]
    found: dict[str, object] = {}
    for name, gold, kinds in sources:
        weights = {kind: weight if kind in kinds else 0.0 for kind, weight in WEIGHTS.items()}
        arrays = fitted(gold, given.silver if len(kinds) > 1 else {}, weights)
        found[name] = {"part": report(arrays, parts[0], given.measured), "dev": report(arrays, given.dev, {})}
        _say(f"{name}: {found[name]}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="LitBank's folder")
    parser.add_argument("--books", type=Path, required=True, help="the novels' folder")
    parser.add_argument("--novels", type=int, default=100, help="use so many novels at most")
    parser.add_argument("--write", action="store_true", help="put the weights where the package ships them")
    parser.add_argument("--ablate", action="store_true", help="what each source adds, instead")
    options = parser.parse_args()
    given = material(options.data, options.books, options.novels)
    names = sorted(given.gold)
    random.Random(SEED).shuffle(names)
    parts = [{name: given.gold[name] for name in names[k::PARTS]} for k in range(PARTS)]
    if options.ablate:
        print(json.dumps(_ablate(given, parts), indent=1))
        return
    outside: list[tuple[float, bool]] = []
    for k, part in enumerate(parts):
        others = [tales for j, other in enumerate(parts) for tales in other.values() if j != k]
        arrays = fitted(others, given.silver, WEIGHTS)
        outside += outside_of(
            arrays, [tales[one] for tales in part.values() for one in ("resolved", "noisy", "unresolved")]
        )
        _say(f"part {k}: {report(arrays, part, {})}")
    final = calibrated(fitted(list(given.gold.values()), given.silver, WEIGHTS), outside)
    found = report(final, given.dev, given.measured)
    print(json.dumps({"dev": found, "least": float(final["least"])}, indent=1))
    if options.write:
        shipment = Shipment()
        shipment.add("speakers.npz", shipped(final), licence="Apache-2.0 AND CC-BY-4.0", card="speakers.md")
        shipment.close()


if __name__ == "__main__":
    main()
