"""What the LitBank benchmarks share: their options, the documents asked for, and how the splits came about."""

from __future__ import annotations

import argparse
from pathlib import Path

from litbank import Document, load, names

__all__ = ["SPLIT", "documents", "options"]

SPLIT = (
    "LitBank as it is handed out here has 90 of its 100 extracts, so the split is not the published one: 70 extracts to"
    " train, 8 to choose by, 12 for the figures. Tokens are LitBank's; paragraphs, which it lacks, are guessed from the"
    " left."
)
_SPLITS = Path(__file__).parent / "splits"


def options(about: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with LitBank's layers")
    parser.add_argument("--split", type=Path, default=_SPLITS / "litbank-test.txt", help="names of extracts")
    parser.add_argument("--causal-only", action="store_true", help="leave out what sees whole chapters")
    return parser


def documents(given: argparse.Namespace) -> list[Document]:
    return load(given.data, names(given.split, given.data))
