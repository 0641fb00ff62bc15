"""The API against its own description: whatever is sent, what comes back is what the description says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wellanyway.api import Library

from .chromium import Served

CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = 6


def test_the_api_does_as_it_says(tmp_path: Path, story: Path) -> None:
    pytest.importorskip("schemathesis", reason="Schemathesis is not installed: pip install schemathesis")
    with Library(tmp_path / "library") as library:
        library.save_place(library.add(story), "me", 4, 0.0)
    served = Served(tmp_path / "library")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run",
             f"{served.url}/api/v1/openapi.json", "--max-examples", str(EXAMPLES), "--seed", "7"],
            cwd=tmp_path, capture_output=True, text=True, timeout=200, check=False,
        )  # fmt: skip
    finally:
        served.stop()
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
