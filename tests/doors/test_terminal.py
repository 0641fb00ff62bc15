"""Real runs on a pseudo-terminal: keys, resizes, signals, and the terminal given back as it was."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from terminal_run import TerminalRun

Start = Callable[..., TerminalRun]


@pytest.fixture
def start(tmp_path: Path, story: Path) -> Iterator[Start]:
    """Starts `tell` on the story; whatever is still running afterwards is killed."""
    runs: list[TerminalRun] = []

    def begin(*options: str, columns: int = 60, shell: str = "", **environ: str) -> TerminalRun:
        env = {"WELLANYWAY_LIBRARY": str(tmp_path / "library"), "WELLANYWAY_NO_READ_AHEAD": "1", **environ}
        runs.append(TerminalRun(["tell", str(story), *options], env, columns=columns, shell=shell))
        return runs[-1]

    yield begin
    for run in runs:
        run.end()


def place(tmp_path: Path) -> str:
    """Where the listener is, as `status` says."""
    command = [sys.executable, "-m", "wellanyway", "list", "--library", str(tmp_path / "library")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_told_asked_and_left(start: Start, tmp_path: Path) -> None:
    run = start("--pace", "600")
    before = run.modes
    run.until("Julia Rook ran to the mill. Nobody")
    run.press("w")
    run.until("Enter asks")
    run.press("ho said that\r")
    run.until("Nobody has said anything so far.")
    run.press("\r")
    run.until("since noon")
    run.press("\x03")
    assert run.status() == 0
    assert run.modes == before
    assert "\x1b[?25h" in run.raw  # the cursor is shown again
    assert "1." in place(tmp_path)


def test_a_slip_goes_on_in_the_same_line(start: Start) -> None:
    run = start("--pace", "600")
    run.until("ran to")
    run.press("x")
    run.until("? x")
    run.press("\x1b")
    run.until("Nobody spoke for a long while.")
    assert "—" not in run.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_gives_the_terminal_back(start: Start, number: signal.Signals) -> None:
    run = start()
    before = run.modes
    run.until("Julia")
    assert run.modes != before
    run.signal(number)
    assert run.status() == 128 + number
    assert run.modes == before


def test_put_into_the_background_and_back(start: Start) -> None:
    run = start("--pace", "300", shell='set -m; "$@"; stty -a; echo "aside $?"; fg; echo "back $?"')
    run.until("Julia")
    run.press("\x1a")
    run.until("aside 0")
    assert " echo " in run.text
    assert "-icanon" not in run.text
    run.until("paused")
    run.press(" ")
    run.until("Nobody spoke")
    run.press("\x03")
    run.until("back 0")


def test_killed_and_resumed_where_it_was(start: Start, tmp_path: Path) -> None:
    run = start("--pace", "1200")
    run.until("Nobody spoke for a long while.")
    run.until("The rain")
    run.signal(signal.SIGKILL)
    run.status()
    assert "1.2" in place(tmp_path)
    again = start("--pace", "1200")
    again.until("Nobody spoke for a long while.")
    again.until("The rain had not stopped since noon")


def test_resized_in_a_sentence(start: Start) -> None:
    run = start("--pace", "400", columns=80)
    run.until("Julia Rook ran")
    run.forget()
    run.resize(34)
    run.until("Julia Rook ran to the mill.")
    run.until("Nobody spoke")
    widths = [len(line) for line in re.split(r"\r?\n|\r", run.raw.split("\x1b[2J")[-1])]
    assert max(widths) < 400
    run.press("\x04")
    assert run.status() == 0


def test_a_terminal_that_can_only_print(start: Start) -> None:
    run = start(TERM="dumb")
    run.until("Julia Rook ran to the mill.")
    run.until("> ")
    run.press("\n")
    run.until("asked Tom.")
    run.press("quit\n")
    assert run.status() == 0
    assert "\x1b" not in run.raw


def test_without_colour_there_is_none(start: Start) -> None:
    run = start("--pace", "1200", NO_COLOR="1")
    run.until("Nobody spoke for a long while.")
    run.press("q")
    run.press("uit\r")
    assert run.status() == 0
    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|38|48)[0-9;]*m", run.raw)


def test_aloud_without_a_voice_one_line_says_so_and_the_story_is_told(start: Start) -> None:
    run = start("--aloud", "--pace", "2000", WELLANYWAY_VOICE="parrot")
    run.until("there is no voice 'parrot'")
    run.until("Nobody spoke for a long while.")
    run.press("\x03")
    assert run.status() == 0
    assert run.text.count("parrot") == 1
