"""The page told aloud by the voice that ships, heard at the sound card: Chromium, PulseAudio's null sink, and parec.

- first sound: from the key that begins (the page has just been opened, the voice is running) to the first sample on the card.
- clock to card: from when a sentence was to begin, on the Web Audio clock, to its first sample on the card.
- silence: a key is pressed in the middle of the telling; the time until the card's monitor is silent. Only presses count where
  something sounded in the 60 ms before. Keys count from when the browser had them.
- gaps: what the page asked of the Web Audio clock; the time between the end of a piece and the beginning of the next, beyond the
  pause that was set.
- words: the time at which a word was marked against the time at which it was to sound, both on the Web Audio clock; and against
  the time at which it was heard, which is later by the median from clock to card.

Needs Chromium, Playwright, pulseaudio and parec, and the extra aloud. Starts a sound server of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from served import serving
from sound_server import Recording, SoundServer
from wellanyway.api import Library

EXAMPLE = Path(__file__).parent.parent / "examples" / "eleven-pence.txt"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
WATCH = """
localStorage.setItem("aloud", "true");
const watched = (window.watched = { starts: [], marks: [], key: 0 });
addEventListener("keydown", (event) => (watched.key = performance.timeOrigin + event.timeStamp), true);
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when = 0, offset = 0) {
  watched.context = this.context;
  const { currentTime: now } = this.context;
  watched.starts.push({ at: performance.timeOrigin + performance.now(), when, length: this.buffer.duration - offset, due: performance.timeOrigin + performance.now() + (when - now) * 1000 });
  return begin.call(this, when, offset);
};
const add = Highlight.prototype.add;
Highlight.prototype.add = function (range) {
  const { context } = watched;
  watched.marks.push({ at: context.currentTime, word: range.toString() });
  return add.call(this, range);
};
"""


def stocked(folder: Path, told: int) -> Path:
    """A library with the example on its shelf, told so far."""
    with Library(folder) as library:
        work = library.add(EXAMPLE)
        library.save_place(work, "me", told, time.time())
    return folder


def place(folder: Path) -> int:
    """How many sentences have been told."""
    with Library(folder) as library:
        return library.place(library.find("eleven"), "me").told_to


def spread(name: str, found: list[float]) -> dict[str, float | None]:
    """Median, 95th and most of some milliseconds."""
    if not found:
        return {f"{name}_median": None}
    ordered = sorted(found)
    return {
        f"{name}_median": round(statistics.median(ordered), 1),
        f"{name}_p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 1),
        f"{name}_max": round(ordered[-1], 1),
    }


def epoch_ms(moment: float) -> float:
    """A moment of `time.perf_counter` as the browser counts."""
    return (moment + time.time() - time.perf_counter()) * 1000


def first_sounds(page: Any, recording: Recording, times: int) -> tuple[list[float], list[float]]:
    """Milliseconds to the first sound from the key and from when it was due, each time in a page that was just opened."""
    found, late = [], []
    for _ in range(times):
        page.evaluate("sessionStorage.clear()")
        page.reload()
        page.wait_for_selector("body[data-mode=still]")
        page.wait_for_timeout(1_500)
        pressed = time.perf_counter()
        page.keyboard.press("Space")
        page.wait_for_timeout(2_000)
        loud = recording.loud(pressed, pressed + 2.0)
        if len(loud):
            heard = epoch_ms(float(loud.min()))
            found.append(heard - page.evaluate("watched.key"))
            late.append(heard - page.evaluate("watched.starts[0].due"))
        page.keyboard.press("Space")
    return found, late


def silences(page: Any, recording: Recording, presses: int) -> list[float]:
    """Milliseconds from a key to silence."""
    rng = random.Random(7)
    found: list[float] = []
    page.keyboard.press("Space")
    for _ in range(6 * presses):
        if len(found) == presses:
            break
        page.wait_for_timeout(rng.uniform(600, 1_400))
        pressed = time.perf_counter()
        page.keyboard.press("Space")
        key = page.evaluate("watched.key")
        page.wait_for_timeout(400)
        if len(recording.loud(pressed - 0.06, pressed)):
            loud = recording.loud(pressed, pressed + 0.35)
            found.append(epoch_ms(float(loud.max())) - key if len(loud) else 0.0)
        page.keyboard.press("Space")
    return found


def scheduled(starts: list[dict[str, float]], heads: list[dict[str, Any]]) -> list[tuple[float, str]]:
    """When each word was to sound, on the clock of the context, and how many characters it has."""
    pieces = [head for head in heads if not head.get("last")]
    found = []
    for start, head in zip(starts, pieces, strict=False):
        found += [(start["when"] + at_s - head["at_s"], end - begin) for at_s, begin, end in head["words"]]
    return found


def word_errors(marks: list[dict[str, Any]], words: list[tuple[float, Any]]) -> tuple[list[float], int]:
    """Milliseconds by which words were marked after they were to sound; how many were never marked. Marks are of sentences
    alone, words of talk too: a mark goes to the nearest word as long as it.
    """
    errors = []
    for mark in marks:
        near = [
            mark["at"] - at
            for at, length in words
            if length == len(mark["word"]) and abs(mark["at"] - at) < 0.5
        ]
        if near:
            errors.append(min(near, key=abs) * 1000)
    return errors, len(marks) - len(errors)


def gaps(starts: list[dict[str, float]], heads: list[dict[str, Any]]) -> list[float]:
    """Milliseconds beyond the pause that was set, between every piece and the next."""
    pieces = [head for head in heads if not head.get("last")]
    found = []
    for (before, _), (after, head) in pairwise(zip(starts, pieces, strict=False)):
        found.append((after["when"] - before["when"] - before["length"] - head.get("pause_s", 0.0)) * 1000)
    return found


def head_of(frame: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(frame[4 : 4 + int.from_bytes(frame[:4], "little")])
    return found


def measured(page: Any, recording: Recording, frames: list[bytes], options: Any) -> dict[str, Any]:
    """All figures, in one sitting."""
    first, late = first_sounds(page, recording, options.openings)
    silent = silences(page, recording, options.presses)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    page.wait_for_timeout(1_500)
    frames.clear()
    page.keyboard.press("Space")
    page.wait_for_timeout(options.seconds * 1_000)
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    seen = page.evaluate("({ starts: watched.starts, marks: watched.marks })")
    heads = [head_of(frame) for frame in frames]
    beyond = gaps(seen["starts"], heads)
    errors, unknown = word_errors(seen["marks"], scheduled(seen["starts"], heads))
    latency = statistics.median(late) if late else 0.0
    return {
        "openings": len(first),
        **spread("play_to_first_sound_ms", first),
        "presses_while_it_sounded": len(silent),
        **spread("key_to_silence_ms", silent),
        "gaps": len(beyond),
        **spread("beyond_the_pause_ms", beyond),
        "words_marked": len(errors),
        "marks_of_no_word": unknown,
        **spread("marked_behind_clock_ms", errors),
        **spread("clock_to_card_ms", late),
        "marked_against_heard_ms_median": round(statistics.median(errors) - latency, 1) if errors else None,
        **spread("marked_off_heard_ms", [abs(error - latency) for error in errors]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=50)
    parser.add_argument("--openings", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=60, help="told without a break, for gaps and words")
    options = parser.parse_args()
    needed = [name for name in ("chromium", "pulseaudio", "parec") if not shutil.which(name)]
    if needed:
        print(json.dumps({"benchmark": "voice_page", "left_out": f"needs {', '.join(needed)}"}))
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = SoundServer(folder)
        recording = Recording(server)
        library = stocked(folder / "library", 2)
        try:
            with serving(library) as child, sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"),
                    headless=True,
                    args=list(FLAGS),
                    ignore_default_args=["--mute-audio"],
                    env={**os.environ, **server.env},
                )
                page = browser.new_page(base_url=child.url)
                page.add_init_script(WATCH)
                frames: list[bytes] = []

                def came(data: Any) -> None:
                    if isinstance(data, bytes):
                        frames.append(data)

                page.on("websocket", lambda line: line.on("framereceived", came))
                page.goto("/story/1")
                page.wait_for_timeout(3_000)
                found = measured(page, recording, frames, options)
                browser.close()
            found["sentences_told"] = place(library)
        finally:
            recording.end()
            server.end()
    print(
        json.dumps(
            {
                "benchmark": "voice_page",
                "protocol": " ".join((__doc__ or "").split()),
                **found,
            }
        )
    )


if __name__ == "__main__":
    main()
