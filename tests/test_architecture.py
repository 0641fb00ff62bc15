"""The rooms keep apart: what answers reaches a work's text through Told alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "wellanyway"
TELLER = SRC / "telling" / "world.py"  # the one place that may look at the next sentence, to tell it
TEXT_CALLS = {"chapter", "sentence", "sentences", "first", "chapter_of", "size"}


def offences(source: str) -> list[str]:
    """What a module does that goes round Told."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "wellanyway.story":
            found += [f"imports {name.name}" for name in node.names if name.name in {"Work", "InMemoryWork"}]
        if isinstance(node, ast.Attribute) and node.attr in {"_work", "_memory"}:
            owner = node.value
            if not (isinstance(owner, ast.Name) and owner.id == "self"):
                found.append(f"line {node.lineno} reaches into {node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if node.func.attr in TEXT_CALLS and name in {"work", "_work"}:
                found.append(f"line {node.lineno} calls work.{node.func.attr}")
    return found


def modules() -> list[Path]:
    rooms = ("asking", "telling", "voices", "doors")
    return [path for room in rooms for path in sorted((SRC / room).rglob("*.py")) if path != TELLER]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SRC)))
def test_text_is_reached_through_told_alone(path: Path) -> None:
    assert offences(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "from wellanyway.story import Work",
        "told._work.sentence(3)",
        "def answer(work):\n    return work.sentences(0, 10)",
        "self.told._memory.facts(9)",
    ],
)
def test_going_round_is_seen(source: str) -> None:
    assert offences(source)


def test_the_library_does_not_print() -> None:
    for path in sorted(SRC.rglob("*.py")):
        if "doors" not in path.parts:
            calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
            assert not any(isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls), (
                path
            )


def test_modules_stay_one_noun_long() -> None:
    lengths = {str(path.relative_to(SRC)): len(path.read_text().splitlines()) for path in SRC.rglob("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > 450} == {}
