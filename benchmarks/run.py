"""Runs every benchmark and writes RESULTS.md from what they print; no figure there is typed by hand.

Each program prints one JSON object; it is kept under benchmarks/results/ with the machine and the
command, so that one benchmark can be run again alone (`--only NAME`) and the page stays whole.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from catalogue import BENCHMARKS, Benchmark

HERE = Path(__file__).parent
RESULTS = HERE / "results"


INTRODUCTION = """Written by `make bench` (and `make soak`) from what the programs here print. `DIR` stands for where
the data lies. A figure without a target is there to stand beside one."""


def machine() -> str:
    """The machine in words that name nobody."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def run(benchmark: Benchmark, data: Path, books: Path) -> None:
    """Run one program and keep its JSON; raises CalledProcessError where it fails."""
    arguments = [
        argument.replace("{data}", str(data)).replace("{books}", str(books))
        for argument in benchmark.arguments
    ]
    start = time.perf_counter()
    print(f"{benchmark.name} ...", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, str(HERE / f"{benchmark.name}.py"), *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    record = {
        "command": " ".join(["python", f"benchmarks/{benchmark.name}.py", *benchmark.arguments]),
        "machine": machine(),
        "seconds": round(time.perf_counter() - start, 1),
        "result": json.loads(done.stdout.strip().splitlines()[-1] if "\n{" in done.stdout else done.stdout),
    }
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(record, indent=1, ensure_ascii=False)
    for place in (str(data), str(books)):
        text = text.replace(place, "DIR")
    (RESULTS / f"{benchmark.name}.json").write_text(text + "\n")


def flat(value: object, prefix: str = "") -> list[tuple[str, str]]:
    """Nested figures as dotted rows; lists of records are counted, not shown."""
    if isinstance(value, dict):
        return [row for key, item in value.items() for row in flat(item, f"{prefix}{key}.")]
    name = prefix.rstrip(".")
    if isinstance(value, list):
        short = ", ".join(map(str, value))
        return [
            (name, short if len(short) <= 80 and not any(map(_is_record, value)) else f"{len(value)} entries")
        ]
    return [(name, f"{value:.4g}" if isinstance(value, float) else str(value))]


def _is_record(value: object) -> bool:
    return isinstance(value, dict | list)


def page(benchmarks: tuple[Benchmark, ...]) -> str:
    """RESULTS.md from the records that there are."""
    parts = [
        "# Results",
        INTRODUCTION,
    ]
    for benchmark in benchmarks:
        path = RESULTS / f"{benchmark.name}.json"
        if not path.exists():
            continue
        record = json.loads(path.read_text())
        result = dict(record["result"])
        protocol = result.pop("protocol", "")
        for noise in ("command", "machine", "cores", "benchmark"):
            result.pop(noise, None)
        targets = dict(benchmark.targets)
        rows = [f"| {name} | {figure} | {targets.get(name, '')} |" for name, figure in flat(result)]
        said = protocol if isinstance(protocol, str) else json.dumps(protocol)
        parts += [
            f"## {benchmark.title}",
            f"`{record['command']}` · {record['machine']} · {record['seconds']} s",
            said,
            "\n".join(["| figure | measured | target |", "|---|---|---|", *rows]),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--books", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--soak", action="store_true", help="the slow proofs instead of the benchmarks")
    parser.add_argument("--page", action="store_true", help="only write the page anew from what is kept")
    options = parser.parse_args()
    failed = []
    if not options.page:
        for benchmark in BENCHMARKS:
            wanted = benchmark.name in options.only if options.only else benchmark.is_soak is options.soak
            if wanted:
                try:
                    run(benchmark, options.data, options.books)
                except (subprocess.CalledProcessError, json.JSONDecodeError) as error:
                    failed.append(benchmark.name)
                    print(f"{benchmark.name}: {error}", file=sys.stderr)
    (HERE / "RESULTS.md").write_text(page(BENCHMARKS))
    for name in failed:
        print(f"failed: {name}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
