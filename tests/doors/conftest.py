"""A story on paper for doors that are opened for real, and a pseudo-terminal to open them on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))

# One paragraph a line.
STORY = """The Mill on the Hill

by A. Nobody


CHAPTER I

Julia Rook ran to the mill. Nobody spoke for a long while. The rain had not stopped since noon, and the river was high.

"Where is the boat?" asked Tom.

"Under the bridge," said Julia. She turned away from him.


CHAPTER II

It was the third winter after the flood. Tom burned the letter. Because the bridge was down, they had to wait until the morning came, and nobody slept.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A short story of two chapters as a text file."""
    path = tmp_path / "mill.txt"
    path.write_text(STORY)
    return path
