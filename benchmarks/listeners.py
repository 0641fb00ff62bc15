"""Many listeners at once over loopback: 200 are told a novel, each at a place of its own, at 240 words a minute; then 20
ask at the same moment while the telling goes on.

Server and listeners share this machine's cores; the listeners are one asyncio process. A sentence's time is from `Next` sent to
the whole next sentence received. What is told of the novel has been read before; the questions are of several kinds and the
same for everybody. Memory is the server's peak from the start on.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from served import percentile, serving
from wellanyway.api import Library

NOVEL = "1661_the_adventures_of_sherlock_holmes.txt"
PACE = 240
READ = 1_200  # sentences read before, among which all places lie
QUESTIONS = (
    "Who is Watson?", "Where does Holmes live?", "What did the king want?", "Why was the photograph hidden?",
    "Who said that?", "What happened to Irene Adler?", "When did they meet?", "How did Holmes know?",
)  # fmt: skip


async def answered(socket: ClientConnection, message: dict[str, Any]) -> tuple[float, dict[str, Any]]:
    """Milliseconds until the answer to a message, and the answer."""
    start = time.perf_counter()
    await socket.send(json.dumps(message))
    while True:
        frame = json.loads(await socket.recv())
        if frame.get("door") != "reading":
            return (time.perf_counter() - start) * 1000, frame


async def listen(
    url: str, number: int, until: float, asks_at: float | None
) -> tuple[list[float], float | None]:
    """One listener's sentence times, and how long the answer took, None where none came or none was asked for."""
    rng = random.Random(number)
    times: list[float] = []
    reply: float | None = None
    async with connect(f"{url}?listener=l{number}", max_size=None) as socket:
        await socket.recv()
        await asyncio.sleep(rng.uniform(0, 4))
        _, frame = await answered(socket, {"input": "Continue"})
        while time.monotonic() < until or asks_at is not None:
            if asks_at is not None and time.monotonic() >= asks_at:
                question = QUESTIONS[number % len(QUESTIONS)]
                asks_at = None
                took, frame = await answered(socket, {"typed": question, "shown": 1})
                if any(one["effect"].startswith("Say") for one in frame.get("effects", ())):
                    reply = took
                _, frame = await answered(socket, {"input": "Continue"})
            say = frame["effects"][-1]
            if say["effect"] != "SaySentence":
                break
            words = len(say["sentence"]["text"].split())
            rest = words * 60 / PACE
            if asks_at is not None:
                rest = min(rest, max(0.0, asks_at - time.monotonic()))
            await asyncio.sleep(rest)
            if asks_at is not None and time.monotonic() >= asks_at:
                continue
            took, frame = await answered(socket, {"input": "Next"})
            times.append(took)
    return times, reply


async def together(url: str, listeners: int, askers: int, seconds: float) -> dict[str, Any]:
    """All of them."""
    start = time.monotonic()
    asks_at = start + seconds * 0.6
    found = await asyncio.gather(
        *(
            listen(url, number, start + seconds, asks_at if number < askers else None)
            for number in range(listeners)
        )
    )
    times = [took for one, _ in found for took in one]
    replies = [reply for _, reply in found if reply is not None]
    return {
        "sentences": len(times),
        "sentence_ms_median": round(statistics.median(times), 1),
        "sentence_ms_p95": round(percentile(times, 0.95), 1),
        "sentence_ms_most": round(max(times), 1),
        "answers": len(replies),
        "answers_lost": askers - len(replies),
        "answer_s_median": round(statistics.median(replies) / 1000, 2),
        "answer_s_p95": round(percentile(replies, 0.95) / 1000, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--askers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=45)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        library = Path(name) / "library"
        with Library(library) as opened:
            work = opened.add(options.books / NOVEL)
            opened.ingest(work, stop=lambda: opened.read_to(work) >= READ)
            for number in range(options.listeners):
                opened.save_place(
                    work, f"l{number}", random.Random(number).randrange(100, READ - 200), time.time()
                )
        with serving(library) as child:
            url = f"{child.url.replace('http', 'ws')}/api/v1/stories/1/telling"
            busy = child.cpu_s()
            found = asyncio.run(together(url, options.listeners, options.askers, options.seconds))
            busy = child.cpu_s() - busy
            memory = child.peak_mb()
    report = {
        "benchmark": "listeners",
        "listeners": options.listeners,
        **found,
        "server_cpu_share": round(busy / options.seconds, 2),
        "peak_mb": round(memory),
        "load_before": round(os.getloadavg()[1], 1),
        "protocol": __doc__,
        "command": " ".join(["python", "benchmarks/listeners.py", *sys.argv[1:]]),
        "cores": os.cpu_count(),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
