"""The one loader of the weights that ship: lazily, once a process, size and checksum verified first."""

from __future__ import annotations

import functools
import hashlib
import json
import threading
from pathlib import Path
from typing import Any

from wellanyway.errors import ModelError
from wellanyway.models.encoder import Encoder
from wellanyway.models.frequencies import Frequencies
from wellanyway.models.reader_network import ReaderNetwork
from wellanyway.models.span_network import SpanNetwork
from wellanyway.models.static import StaticEmbedding
from wellanyway.models.words import WordTable

__all__ = [
    "checksum",
    "encoder",
    "frequencies",
    "reader_network",
    "span_network",
    "static_embedding",
    "verified",
    "weights_folder",
]

_READER = (("encoder", "onnx"), ("spans", "onnx"), ("links", "onnx"), ("widths", "npy"))
_REPAIR = "install wellanyway again"
_LOADING = threading.RLock()  # functools.cache alone would let two threads load the same file at once


def weights_folder() -> Path:
    """Where the weight files, their manifest and their cards lie."""
    return Path(__file__).parent / "weights"


def verified(name: str, *, folder: Path | None = None) -> Path:
    """Path of a weight file whose size and sha256 agree with the manifest, or ModelError."""
    home = folder or weights_folder()
    try:
        entry: dict[str, Any] = json.loads((home / "MANIFEST.json").read_text("utf-8"))[name]
        size, expected = int(entry["bytes"]), str(entry["sha256"])
    except (OSError, ValueError, TypeError, KeyError):
        raise ModelError(f"the model manifest does not describe {name}: {_REPAIR}") from None
    path = home / name
    try:
        if path.stat().st_size != size:
            raise ModelError(f"the model file {name} has the wrong size: {_REPAIR}")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise ModelError(f"the model file {name} is missing: {_REPAIR}") from None
    if digest != expected:
        raise ModelError(f"the model file {name} is damaged (its checksum is wrong): {_REPAIR}")
    return path


def checksum(name: str) -> str:
    """The first 12 digits of a weight file's sha256, as the manifest has it."""
    entry = json.loads((weights_folder() / "MANIFEST.json").read_text("utf-8"))[name]
    return str(entry["sha256"])[:12]


def encoder() -> Encoder:
    """The sentence encoder: 384 numbers a text, each text run alone."""
    with _LOADING:
        return _encoder()


def static_embedding() -> StaticEmbedding:
    """The static embedding: fast enough for every sentence of a long book."""
    with _LOADING:
        return _static_embedding()


def reader_network() -> ReaderNetwork:
    """What the reader finds mentions and events with and links mentions by."""
    with _LOADING:
        return _reader_network()


def span_network() -> SpanNetwork:
    """What reads a question and a passage together and finds the answer in it."""
    with _LOADING:
        return _span_network()


def frequencies() -> Frequencies:
    """How common English words are, counted outside any book told here."""
    with _LOADING:
        return _frequencies()


@functools.cache
def _encoder() -> Encoder:
    return Encoder.load(verified("encoder.onnx"), verified("tokenizer.json"), _words())


@functools.cache
def _words() -> WordTable:
    return WordTable.load(verified("words.npz"))


@functools.cache
def _reader_network() -> ReaderNetwork:
    files = {name: verified(f"reader-{name}.{ending}") for name, ending in _READER}
    return ReaderNetwork.load(files, _words(), verified("tokenizer.json"))


@functools.cache
def _span_network() -> SpanNetwork:
    return SpanNetwork.load(
        verified("spans.onnx"), verified("spans.json"), verified("tokenizer.json"), _words()
    )


@functools.cache
def _static_embedding() -> StaticEmbedding:
    return StaticEmbedding.load(verified("static.npz"), verified("tokenizer.json"))


@functools.cache
def _frequencies() -> Frequencies:
    return Frequencies.load(verified("frequencies.txt.xz"))
