"""The child that benchmarks/kill.py kills: tells sentences as fast as it can and says so to a witness.

Before a sentence is shown its number goes to the witness file; once it has been shown, the place is saved
and the witness is told that as well. Started anew, it goes on from the place it finds.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from wellanyway.memory.library import Library


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--file", required=True)
    parser.add_argument("--witness", type=Path, required=True)
    options = parser.parse_args()
    witness = os.open(options.witness, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    library = Library(options.library)
    work = library.find(options.file)
    told_to = library.place(work).told_to
    os.write(witness, f"began {told_to}\n".encode())
    while work.sentence(told_to) is not None:
        os.write(witness, f"playing {told_to}\n".encode())
        told_to += 1
        library.save_place(work, "me", told_to, time.time())
        os.write(witness, f"saved {told_to}\n".encode())
    os.write(witness, b"end\n")


if __name__ == "__main__":
    main()
