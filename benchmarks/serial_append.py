"""What a new chapter costs: the second of a serial, and the thousand-and-first.

Makes its own serial as EPUB files, one a version, with 2, ... chapters; takes each version in by `update`
and reads the new chapter (features, facts), as one who follows the serial would. Every version is a new file
of all chapters, as the sites give it out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

_WORDS = """the a of and to in he she was it had that his her with as for on at but they by from not were which
him be said there have an all this one so would what up out when into them if no about then could been more
down like who over some now only very after their little old time did man house where again back door night
came went long hand eyes before through other round such never any than way river mill lamp bridge winter
keeper letter boat oar wind stair candle street window table morning fire child brother sister captain road""".split()
_NAMES = "Edith Amos Nell Silas Ruth Caleb Julia Tom Harrow Pell Vane Marsh Rook Orrin Tabitha Wyke".split()


def sentence(rng: random.Random) -> str:
    words = [
        rng.choice(_NAMES) if rng.random() < 0.05 else rng.choice(_WORDS) for _ in range(rng.randint(5, 26))
    ]
    text = " ".join(words)
    text = text[0].upper() + text[1:]
    if rng.random() < 0.25:
        return f"“{text},” said {rng.choice(_NAMES)}."
    return f"{text}{rng.choice('....?!')}"


def paragraphs(rng: random.Random, words: int) -> list[str]:
    """Made-up prose of about so many words: names, talk, sentences and paragraphs of a novel's lengths."""
    made: list[str] = []
    count = 0
    while count < words:
        made.append(" ".join(sentence(rng) for _ in range(rng.randint(1, 6))))
        count += made[-1].count(" ") + 1
    return made


def book_of_words(path: Path, words: int, *, seed: int, chapter_words: int = 4_000) -> Path:
    """A plain text of chapters, as the like are found in the wild."""
    rng = random.Random(seed)
    parts = ["The Made-Up Book\n\nby Nobody At All\n"]
    for number in range(1, max(1, words // chapter_words) + 1):
        text = "\n\n".join(paragraphs(rng, min(words, chapter_words)))
        parts.append(f"\n\nCHAPTER {number}\n\n{text}\n")
    path.write_text("\n".join(parts), "utf-8")
    return path


def chapter_xhtml(number: int, seed: int, words: int) -> str:
    rng = random.Random(f"{seed} {number}")
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(rng, words))
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>{number}. Part {number}</title></head><body><h2>{number}. Part {number}</h2>{text}</body></html>"
    )


def serial(path: Path, chapters: list[str]) -> Path:
    """An EPUB 3 of all chapters so far."""
    names = [f"c{number:05}.xhtml" for number in range(1, len(chapters) + 1)]
    manifest = "".join(f'<item id="{n[:-6]}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
    spine = "".join(f'<itemref idref="{n[:-6]}"/>' for n in names)
    toc = "".join(f'<li><a href="{n}">{i}. Part {i}</a></li>' for i, n in enumerate(names, 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as epub:
        epub.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        epub.writestr(
            "META-INF/container.xml",
            '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
            "</container>",
        )
        epub.writestr(
            "content.opf",
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">made-up-serial'
            "</dc:identifier><dc:title>The Made-Up Serial</dc:title><dc:creator>Nobody</dc:creator>"
            f'<dc:language>en</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" properties="nav" '
            f'media-type="application/xhtml+xml"/>{manifest}</manifest><spine>{spine}</spine></package>',
        )
        epub.writestr(
            "nav.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
            f'<nav epub:type="toc"><ol>{toc}</ol></nav></body></html>',
        )
        for name, text in zip(names, chapters, strict=True):
            epub.writestr(name, text)
    return path


def main() -> None:
    from wellanyway.memory.library import Library

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="not used: the serial is made up")
    parser.add_argument("--chapters", type=int, default=1000)
    parser.add_argument("--words", type=int, default=2500)
    parser.add_argument("--runs", type=int, default=7, help="chapters added at each end; the median counts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    total = options.chapters + 2 * options.runs
    chapters = [chapter_xhtml(number, options.seed, options.words) for number in range(1, total + 1)]
    figures: dict[str, list[dict[str, float]]] = {"second": [], "last": []}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Library(home / "large") as large:
            long_work = large.add(serial(home / "s.epub", chapters[: options.chapters]))
            print("reading the long serial", file=sys.stderr, flush=True)
            large.ingest(long_work)
            large.save_place(long_work, "me", long_work.size(), 0.0)
            for run in range(options.runs):  # in turns, so that whatever else the machine does meets both
                with Library(home / f"small{run}") as library:
                    work = library.add(serial(home / "s1.epub", chapters[:1]))
                    library.ingest(work)
                    library.save_place(work, "me", work.size(), 0.0)
                    figures["second"].append(one(library, work, serial(home / "s2.epub", chapters[:2])))
                number = options.chapters + 2 * run + 1
                figures["last"].append(one(large, long_work, serial(home / "s.epub", chapters[:number])))
                three, more = (
                    serial(home / "s3.epub", chapters[:3]),
                    serial(home / "t.epub", chapters[: number + 1]),
                )
                figures["second"][-1]["as_a_command"] = command(home / f"small{run}", three)
                figures["last"][-1]["as_a_command"] = command(home / "large", more)
    medians = {
        which: {name: round(statistics.median(run[name] for run in runs), 1) for name in runs[0]}
        for which, runs in figures.items()
    }
    print(
        json.dumps(
            {
                "protocol": (
                    f"EPUB of {options.words}-word chapters, listener at the end; update() and the reading of the new "
                    f"chapter (features and facts), median of {options.runs}, the two in turns; making the file is not "
                    "counted. Milliseconds of the clock; of the processor, which a busy machine changes less; and of "
                    "the clock for a whole process that does it (there the third chapter stands for the second)."
                ),
                "chapters": options.chapters,
                "second_ms": medians["second"],
                "thousandth_ms": medians["last"],
                "ratio": round(medians["last"]["total"] / medians["second"]["total"], 3),
                "ratio_processor": round(medians["last"]["processor"] / medians["second"]["processor"], 3),
                "ratio_as_a_command": round(
                    medians["last"]["as_a_command"] / medians["second"]["as_a_command"], 3
                ),
                "command": f"python benchmarks/serial_append.py --chapters {options.chapters}",
                "cores": os.cpu_count(),
            }
        )
    )


_COMMAND = """
import sys
from pathlib import Path
from wellanyway.memory.library import Library
with Library(sys.argv[1]) as library:
    work = library.find("The Made-Up Serial")
    library.update(work, Path(sys.argv[2]))
    library.ingest(work)
"""


def command(home: Path, file: Path) -> float:
    """Milliseconds of a process of its own that does the same, from start to end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _COMMAND, str(home), str(file)], check=True)
    return round((time.perf_counter() - start) * 1000, 1)


def one(library, work, file: Path) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Milliseconds to take in one chapter more."""
    used, start = time.process_time(), time.perf_counter()
    report = library.update(work, file)
    updated = time.perf_counter()
    library.ingest(work)
    done = time.perf_counter()
    assert report.new_chapters == 1, report
    return {
        "update": round((updated - start) * 1000, 1),
        "read": round((done - updated) * 1000, 1),
        "total": round((done - start) * 1000, 1),
        "processor": round((time.process_time() - used) * 1000, 1),
    }


if __name__ == "__main__":
    main()
