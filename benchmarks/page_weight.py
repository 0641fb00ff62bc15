"""What the page weighs: all that a browser fetches when a story is first opened, and what one told sentence costs.

Chromium opens the story page of a novel at its beginning, with an empty cache, and everything that comes over the network
is counted as it was sent, headers with it. Sentences are counted as WebSocket frames, over the first `--sentences` of
a novel, the place saved with each.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from websockets.sync.client import connect

from served import percentile, serving
from wellanyway.api import Library

NOVEL = "1661_the_adventures_of_sherlock_holmes.txt"


def first_load(url: str) -> dict[str, Any]:
    """Bytes and requests of one visit."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(service_workers="block")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(f"{url}/story/1", wait_until="networkidle")
        browser.close()
    return {"bytes": int(sum(sizes)), "requests": len(sizes)}


def sentence_frames(url: str, sentences: int) -> list[float]:
    """Bytes of each frame that carries a sentence."""
    sizes: list[float] = []
    address = f"{url.replace('http', 'ws')}/api/v1/stories/1/telling?listener=weight"
    with connect(address, max_size=None) as socket:
        socket.recv()
        socket.send(json.dumps({"input": "Continue"}))
        while len(sizes) < sentences:
            frame = str(socket.recv())
            if '"SaySentence"' in frame:
                sizes.append(len(frame.encode()))
                socket.send(json.dumps({"input": "Next", "id": len(sizes)}))
            elif '"NothingMore"' in frame:
                break
    return sizes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library = Path(name) / "library"
        with Library(library) as opened:
            opened.add(options.books / NOVEL)
        with serving(library) as child:
            load = first_load(child.url)
            frames = sentence_frames(child.url, options.sentences)
    report = {
        "benchmark": "page_weight",
        "first_load_kb": round(load["bytes"] / 1024, 1),
        "requests": load["requests"],
        "sentence_bytes_median": int(statistics.median(frames)),
        "sentence_bytes_p95": int(percentile(frames, 0.95)),
        "sentence_bytes_most": int(max(frames)),
        "sentences": len(frames),
        "protocol": __doc__,
        "command": " ".join(["python", "benchmarks/page_weight.py", *sys.argv[1:]]),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
