"""The documentation's examples are run, and their output is what the page says.

In README.md and docs/*.md: ```console blocks hold `$ wellanyway ...` lines and what they print, run in
order with one library a page; ```python blocks are executed. `pytest tests/test_docs.py --refresh-docs`
writes the outputs anew; then read them.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def run(command: str, library: Path) -> str:
    """What a documented command prints, output and errors together."""
    words = shlex.split(command)
    assert words[0] == "wellanyway", f"only wellanyway is run in documentation, not {command!r}"
    done = subprocess.run(
        [sys.executable, "-m", "wellanyway", *words[1:]],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "WELLANYWAY_LIBRARY": str(library), "COLUMNS": "80", "NO_COLOR": "1"},
        timeout=120,
        check=False,
    )
    text = (done.stdout + done.stderr).strip("\n")
    return re.sub(r'"latency_ms": [\d.]+', '"latency_ms": 41.0', text)


def played(block: str, library: Path) -> str:
    """A console block with its outputs as they are now."""
    commands = re.findall(r"^\$ (.+(?:\\\n.+)*)$", block, re.MULTILINE)
    parts = [f"$ {command}\n{run(command, library)}".rstrip("\n") for command in commands]
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_console_examples(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = page.read_text()
    library = tmp_path / "library"
    fresh = CONSOLE.sub(lambda match: f"```console\n{played(match[1], library)}```", text)
    if request.config.getoption("--refresh-docs"):
        page.write_text(fresh)
    assert fresh == text


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_python_examples(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for block in PYTHON.findall(page.read_text()):
        exec(compile(block, str(page), "exec"), names)


def test_the_changelog_speaks_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert f"[{version[1]}]" in (ROOT / "CHANGELOG.md").read_text()


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "ARCHITECTURE.md"]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
