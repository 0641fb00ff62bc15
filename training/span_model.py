"""The span reader in PyTorch: a question and a passage read together, and a score for every stretch of the passage.

The scores of all stretches and of "none of it answers" are one distribution; a word's case and which side it stands on
are added to the uncased base encoder, both beginning as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from reader_model import HEADS, LAYERS, SHAPES, WIDTH, Encoder, Layer

__all__ = ["LONGEST", "PAIR", "Batch", "SpanModel"]

LONGEST = 40  # pieces of an answer at the most
PAIR = 64
HIDDEN = 128


@dataclass
class Batch:
    """Rows of pieces, padded with id 0: (n, t) each. `sides` is 0 in the question and 1 in the passage.

    `firsts` and `lasts` mark the passage's pieces that begin and end a word.
    """

    pieces: Tensor
    shapes: Tensor
    sides: Tensor
    firsts: Tensor
    lasts: Tensor


def _run(layer: Layer, x: Tensor, outside: Tensor) -> Tensor:
    """One layer by plain products, which on a CPU are twice as fast as the fused attention; without dropout."""
    size, time, _ = x.shape
    q, k, v = layer.qkv(x).view(size, time, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
    seen = torch.softmax(q * (WIDTH // HEADS) ** -0.5 @ k.transpose(-1, -2) + outside, -1) @ v
    x = layer.norm(x + layer.out(seen.transpose(1, 2).reshape(size, time, WIDTH)))
    return layer.norm2(x + layer.down(functional.gelu(layer.up(x))))


class SpanModel(nn.Module):
    """The encoder with a head for spans, one for "none", one for what kind of feeling is meant."""

    def __init__(self, feelings: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.sides = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.ends = nn.Linear(WIDTH, 2)
        self.pair = nn.Linear(WIDTH, 2 * PAIR)
        self.lengths = nn.Embedding(LONGEST, 1)
        self.none = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, 1))
        self.feeling = nn.Sequential(nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, feelings))
        nn.init.zeros_(self.lengths.weight)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.sides.weight)

    def start_from(self, base: Path) -> None:
        """Take the base encoder's weights."""
        encoder = Encoder.base(base)
        self.words.load_state_dict(encoder.words.state_dict())
        self.words.weight.requires_grad_(requires_grad=False)
        self.places.load_state_dict(encoder.places.state_dict())
        self.norm.load_state_dict(encoder.norm.state_dict())
        self.layers.load_state_dict(encoder.layers.state_dict())

    def encoded(self, batch: Batch) -> Tensor:
        """(n, t, WIDTH)."""
        places = torch.arange(batch.pieces.shape[1])
        x = (
            self.words(batch.pieces)
            + self.places(places)
            + self.shapes(batch.shapes)
            + self.sides(batch.sides)
        )
        x = self.drop(self.norm(x))
        outside = torch.zeros(batch.pieces.shape).masked_fill(batch.pieces == 0, float("-inf"))[
            :, None, None, :
        ]
        for layer in self.layers:
            x = _run(layer, x, outside.to(x.dtype))
        return x

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of spans (n, t, LONGEST) by first piece and length, -inf where there is none; of none (n,); of feelings."""
        x = self.encoded(batch)
        both = self.ends(x).float()
        query, key = self.pair(x).float().split(PAIR, -1)
        crossed = query @ key.transpose(1, 2) / PAIR**0.5  # (n, t, t)
        crossed = crossed + both[..., :1] + both[..., 1].unsqueeze(1)
        size = crossed.shape[1]
        wide = functional.pad(crossed, (0, LONGEST))
        at = torch.arange(size)[:, None] + torch.arange(LONGEST)[None]
        scores = wide.gather(2, at[None].expand(len(x), -1, -1)) + self.lengths.weight[:, 0]
        ends = functional.pad(batch.lasts, (0, LONGEST))[:, at]
        real = batch.firsts[:, :, None] & ends
        return (
            scores.masked_fill(~real, float("-inf")),
            self.none(x[:, 0]).float()[:, 0],
            self.feeling(x[:, 0]).float(),
        )
