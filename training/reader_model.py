"""The reader's network in PyTorch: a block-causal encoder with heads for spans, events and coreference.

A block attends to itself both ways and to the blocks before it in its segment, never to one behind it: what
is computed for a block is the same whether or not anything follows. At run time the same is had by running
block after block with the keys and values of the ones before kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LAYERS, HEADS, WIDTH = 6, 12, 384
SHAPES = 8  # how a word is written, see `reading.pieces.shape`
SPAN, PAIR, HIDDEN = 128, 128, 128
CLASSES = 8  # none, the six types, and other mentions (pronouns)
WIDEST = 30  # words of a span at the most
WIDTHS = 12  # buckets of a span's width


@dataclass
class Batch:
    """Segments of one document, padded: (s, t) each; `blocks` is -1 on padding."""

    pieces: Tensor
    shapes: Tensor
    speech: Tensor
    blocks: Tensor


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(
        self, x: Tensor, mask: Tensor | None, past: tuple[Tensor, Tensor] | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        size, time, _ = x.shape
        q, k, v = self.qkv(x).view(size, time, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        if past is not None:
            k, v = torch.cat((past[0], k), 2), torch.cat((past[1], v), 2)
        if torch.onnx.is_in_onnx_export():
            scores = torch.softmax(q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5, -1)
            seen = scores @ v
        else:
            seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm(x + self.drop(self.out(seen.transpose(1, 2).reshape(size, time, WIDTH))))
        x = self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return x, k, v


class Encoder(nn.Module):
    """The base encoder without its pooler; word embeddings stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.speech = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    @classmethod
    def base(cls, folder: Path) -> Encoder:
        """From the base model's safetensors."""
        made = cls()
        w = load_file(folder / "model.safetensors")
        w = {name.removeprefix("bert."): value.float() for name, value in w.items()}
        e = "embeddings."
        made.words.weight.data = w[e + "word_embeddings.weight"]
        made.words.weight.requires_grad_(requires_grad=False)
        made.places.weight.data = (
            w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0]
        )
        made.shapes.weight.data.zero_()
        made.speech.weight.data.zero_()
        made.norm.load_state_dict({"weight": w[e + "LayerNorm.weight"], "bias": w[e + "LayerNorm.bias"]})
        for i, layer in enumerate(made.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                layer.qkv.get_parameter(kind).data = torch.cat(
                    [w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                )
                layer.out.get_parameter(kind).data = w[f"{p}attention.output.dense.{kind}"]
                layer.norm.get_parameter(kind).data = w[f"{p}attention.output.LayerNorm.{kind}"]
                layer.up.get_parameter(kind).data = w[f"{p}intermediate.dense.{kind}"]
                layer.down.get_parameter(kind).data = w[f"{p}output.dense.{kind}"]
                layer.norm2.get_parameter(kind).data = w[f"{p}output.LayerNorm.{kind}"]
        return made

    def embedded(self, pieces: Tensor, shapes: Tensor, speech: Tensor, start: Tensor | int = 0) -> Tensor:
        places = torch.arange(pieces.shape[1]) + start
        return self.drop(
            self.norm(self.words(pieces) + self.places(places) + self.shapes(shapes) + self.speech(speech))
        )

    def forward(self, batch: Batch, *, is_causal: bool = True) -> Tensor:
        real = batch.blocks >= 0
        mask = real[:, None, :] & real[:, :, None]
        if is_causal:
            mask &= batch.blocks[:, None, :] <= batch.blocks[:, :, None]
        mask |= torch.eye(mask.shape[1], dtype=torch.bool)
        x = self.embedded(batch.pieces, batch.shapes, batch.speech)
        for layer in self.layers:
            x, _, _ = layer(x, mask[:, None])
        return x


class Spans(nn.Module):
    """Biaffine scores of spans, after Yu et al., "Named Entity Recognition as Dependency Parsing" (ACL 2020)."""

    def __init__(self) -> None:
        super().__init__()
        self.starts = nn.Linear(WIDTH, SPAN)
        self.ends = nn.Linear(WIDTH, SPAN)
        self.pair = nn.Parameter(torch.randn(CLASSES, SPAN, SPAN) * 0.02)
        self.one = nn.Linear(2 * SPAN, CLASSES)
        self.inside = nn.Linear(WIDTH, CLASSES)
        self.widths = nn.Embedding(WIDTHS, CLASSES)
        with torch.no_grad():
            self.one.bias.zero_()
            self.one.bias[0] = 5.0  # nearly every span is none
            self.widths.weight.mul_(0.1)
        self.drop = nn.Dropout(0.2)

    def forward(self, first: Tensor, last: Tensor, mean: Tensor, i: Tensor, j: Tensor) -> Tensor:
        """Scores (n, classes) of the spans from word i to word j, both within."""
        s = functional.gelu(self.starts(self.drop(first)))
        e = functional.gelu(self.ends(self.drop(last)))
        crossed = torch.einsum("id,cdk->cik", s, self.pair)  # (c, w, k)
        scores = torch.einsum("cnk,nk->nc", crossed[:, i], e[j])
        w = self.one.weight
        scores = scores + (s @ w[:, :SPAN].T)[i] + (e @ w[:, SPAN:].T)[j] + self.one.bias
        total = torch.cat((torch.zeros(1, CLASSES), torch.cumsum(self.inside(mean).float(), 0)))
        inside = (total[j + 1] - total[i]) / (j - i + 1)[:, None]
        return scores + inside + self.widths(bucket(j - i))


def bucket(width: Tensor) -> Tensor:
    """Buckets of a span's width: one to five words apart, then wider."""
    bounds = torch.tensor([1, 2, 3, 4, 5, 7, 9, 12, 16, 21, 26])
    return torch.bucketize(width, bounds, right=True)


class Linker(nn.Module):
    """Scores of a mention against referents, and of its being new."""

    def __init__(self, features: int, new_features: int) -> None:
        super().__init__()
        self.mention = nn.Linear(3 * WIDTH, PAIR)
        self.a = nn.Linear(PAIR, HIDDEN, bias=False)
        self.b = nn.Linear(PAIR, HIDDEN, bias=False)
        self.c = nn.Linear(PAIR, HIDDEN, bias=False)
        self.d = nn.Linear(PAIR, HIDDEN, bias=False)
        self.f = nn.Linear(features, HIDDEN)
        self.two = nn.Linear(HIDDEN, 64)
        self.score = nn.Linear(64, 1)
        self.new_m = nn.Linear(PAIR, 64, bias=False)
        self.new_f = nn.Linear(new_features, 64)
        self.new_score = nn.Linear(64, 1)
        self.drop = nn.Dropout(0.2)

    def vectors(self, first: Tensor, last: Tensor, mean: Tensor, spans: Tensor, heads: Tensor) -> Tensor:
        joined = torch.cat((first[spans[:, 0]], last[spans[:, 1] - 1], mean[heads]), -1)
        return torch.tanh(self.mention(self.drop(joined)))

    def forward(self, m: Tensor, mean: Tensor, last: Tensor, features: Tensor) -> Tensor:
        """(pairs,) from (pairs, PAIR) three times and (pairs, features)."""
        x = self.a(m) + self.b(mean) + self.c(m * mean) + self.d(m * last) + self.f(features)
        x = functional.relu(self.two(self.drop(functional.relu(x))))
        return self.score(x)[:, 0]

    def new(self, m: Tensor, features: Tensor) -> Tensor:
        return self.new_score(self.drop(functional.relu(self.new_m(m) + self.new_f(features))))[:, 0]


class Model(nn.Module):
    """Everything together."""

    def __init__(self, encoder: Encoder, features: int, new_features: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.spans = Spans()
        self.events = nn.Sequential(nn.Dropout(0.2), nn.Linear(WIDTH, 128), nn.GELU(), nn.Linear(128, 1))
        self.linker = Linker(features, new_features)
