"""Fits the ranker's network: that the best sentence be one that holds the answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

from wellanyway.asking.finding.ranking import TYPES, Network  # noqa: E402
from wellanyway.asking.understanding.question import Kind  # noqa: E402

__all__ = ["List", "fit", "together", "worth"]

HIDDEN = 8
_BATCH = 64
_RATE = 0.01
_DECAY = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class List:
    """The sentences found for one question: a row of signals each, and what each is worth in [0, 1].

    `points` are what else counts for each where they are put in order.
    """

    kind: Kind
    rows: NDArray[np.float32]
    worth: NDArray[np.float32]
    points: NDArray[np.float32] | None = None


def worth(gain: NDArray[np.float32], in_section: NDArray[np.bool_]) -> NDArray[np.float32]:
    """1 for half of an answer in its section, less for its words elsewhere, a little for the section alone."""
    is_right = gain >= 0.5
    found = np.where(is_right & in_section, 1.0, np.where(is_right, 0.5, np.where(in_section, 0.12, 0.0)))
    return found.astype(np.float32)


def fit(lists: Sequence[List], *, seed: int, epochs: int, hidden: int = HIDDEN) -> Network:
    """Adam on -log of the worth expected where a sentence is drawn by softmax of the scores."""
    lists = [one for one in lists if one.worth.max() > one.worth.min()]
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    every = np.concatenate([one.rows for one in lists[::8]])
    mean, spread = every.mean(0), every.std(0) + 1e-3
    longest = max(len(one.rows) for one in lists)
    rows = np.zeros((len(lists), longest, len(mean)), np.float32)
    worths = np.zeros((len(lists), longest), np.float32)
    bias = np.full((len(lists), longest), -1e9, np.float32)
    for i, one in enumerate(lists):
        rows[i, : len(one.rows)] = np.clip((one.rows - mean) / spread, -5, 5)
        worths[i, : len(one.rows)] = one.worth
        bias[i, : len(one.rows)] = 0 if one.points is None else one.points
    kinds = torch.tensor([TYPES.index(one.kind) for one in lists])
    inputs, worths_, bias_ = torch.tensor(rows), torch.tensor(worths), torch.tensor(bias)
    inner = torch.nn.Parameter(torch.randn(len(mean), hidden) * 0.15)
    types = torch.nn.Parameter(torch.randn(len(TYPES), hidden) * 0.1)
    outer = torch.nn.Parameter((torch.randn(hidden) * 0.2).repeat(len(TYPES), 1))
    optimizer = torch.optim.AdamW([inner, types, outer], lr=_RATE, weight_decay=_DECAY)
    steps = epochs * (len(lists) // _BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps, pct_start=0.1)
    order = np.random.default_rng(seed)
    for epoch in range(epochs):
        total = 0.0
        for batch in np.array_split(order.permutation(len(lists)), len(lists) // _BATCH + 1):
            at = torch.tensor(batch)
            inside = torch.tanh(inputs[at] @ inner + types[kinds[at]][:, None])
            scores = (inside * outer[kinds[at]][:, None]).sum(-1) + bias_[at]
            expected = (torch.softmax(scores, 1) * worths_[at]).sum(1)
            spread_types = (
                (outer - outer.mean(0)) ** 2
            ).sum()  # what types have in common is learnt from all
            loss = -torch.log(expected + 1e-6).mean() + 1e-3 * spread_types
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        print(json.dumps({"epoch": epoch, "loss": round(total / len(lists), 4)}), file=sys.stderr, flush=True)
    arrays = (mean, spread, *(one.detach().numpy() for one in (inner, types, outer)))
    return Network(*(np.round(array.astype(np.float32), 5) for array in arrays))


def together(networks: Sequence[Network]) -> Network:
    """One network whose scores are the mean of those of several that were fitted to the same lists."""
    inner, types, outer = (
        np.concatenate([getattr(one, name) for one in networks], axis=1)
        for name in ("inner", "types", "outer")
    )
    return Network(networks[0].mean, networks[0].spread, inner, types, np.round(outer / len(networks), 5))
