"""Between a hand and the page: from a key or a click to the story standing still, and from a question sent to its answer seen.

Chromium tells the example serial word by word. In the page, an event listener notes when the key or click came in, and a
MutationObserver when the last word was added and when the answer appeared; an answer's own time is what the server says it
took (`latency_ms`). Nothing may be added to the story after the key.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from served import percentile, serving
from wellanyway.api import Library

EXAMPLE = Path(__file__).parents[1] / "examples" / "eleven-pence.txt"
QUESTIONS = (
    "Who is Bas?",
    "What is the wheel off?",
    "Who is the stranger?",
    "Is there soap?",
    "Where is the clock?",
)
WATCH = """() => {
    globalThis.seen = { hand: 0, word: 0, sent: 0, answer: 0, own: 0, after: 0 };
    const leaf = document.getElementById("leaf");
    new MutationObserver((changes) => {
        for (const change of changes) {
            if (change.target.closest?.(".s")) seen.word = performance.now();
            for (const node of change.addedNodes) if (node.matches?.(".teller")) seen.answer = performance.now();
        }
    }).observe(leaf, { childList: true, subtree: true });
    for (const kind of ["keydown", "pointerdown"]) {
        addEventListener(kind, () => {
            seen.hand = performance.now();
            requestAnimationFrame(() => (seen.frame = performance.now()));
        }, true);
    }
    document.getElementById("ask").addEventListener("submit", () => (seen.sent = performance.now()), true);
}"""


def stopped(page: Page, act: Any) -> tuple[float, float]:
    """Milliseconds from the hand to the last word, negative where none came, and to the frame that shows it still."""
    act()
    page.wait_for_timeout(700)
    seen = page.evaluate("seen")
    return seen["word"] - seen["hand"], seen["frame"] - seen["hand"]


def measured(url: str, presses: int) -> dict[str, Any]:
    """Every figure of one sitting."""
    rng = random.Random(3)
    late: list[float] = []
    frames: list[float] = []
    over: list[float] = []
    own: list[float] = []
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on(
            "websocket", lambda line: line.on("framereceived", lambda data: own.extend(latency(str(data))))
        )
        page.goto(f"{url}/story/1#tell")
        page.wait_for_selector("#s3")
        page.evaluate(WATCH)
        for press in range(presses):
            page.wait_for_timeout(rng.uniform(300, 900))
            word, frame = stopped(
                page, (lambda: page.keyboard.press("x")) if press % 2 else (lambda: page.click("#go"))
            )
            late.append(word)
            frames.append(frame)
            page.keyboard.press("Escape") if press % 2 else page.click("#go")
        for number in range(presses // 2):
            page.fill("#question", QUESTIONS[number % len(QUESTIONS)])
            count = len(own)
            page.keyboard.press("Enter")
            while not page.evaluate(
                "seen.answer > seen.sent"
            ):  # the page's own policy allows no waiting by text
                page.wait_for_timeout(20)
            seen = page.evaluate("seen")
            if len(own) > count:
                over.append(seen["answer"] - seen["sent"] - own[-1])
            page.click("#go")
            page.wait_for_timeout(400)
        browser.close()
    return {
        "stopped_ms_median": round(statistics.median(frames), 1),
        "stopped_ms_most": round(max(frames), 1),
        "words_after_the_hand": sum(word > 0 for word in late),
        "presses": len(frames),
        "answer_over_its_own_ms_median": round(statistics.median(over), 1),
        "answer_over_its_own_ms_p95": round(percentile(over, 0.95), 1),
        "answers": len(over),
    }


def latency(data: str) -> list[float]:
    """The answers' own times in a frame."""
    frame = json.loads(data) if data.startswith("{") else {}
    return [one["answer"]["latency_ms"] for one in frame.get("effects", ()) if "answer" in one]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library = Path(name) / "library"
        with Library(library) as opened:
            work = opened.add(EXAMPLE)
            opened.ingest(work)
        with serving(library) as child:
            found = measured(child.url, options.presses)
    report = {
        "benchmark": "page_latency",
        **found,
        "load_before": round(os.getloadavg()[1], 1),
        "protocol": __doc__,
        "command": " ".join(["python", "benchmarks/page_latency.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
