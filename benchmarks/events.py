"""Events in fiction: the words that tell of something happening.

Protocol: LitBank's event layer (realis: what is told as taking place); a trigger is one token and counts where it is
one of the gold's; precision, recall and F1 micro over all extracts. The reader is fed paragraph by paragraph and sees
nothing behind the one it is at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from feeding import PageReader, document_pages
from litbank import Document
from litbank_options import SPLIT, documents, options
from spans_score import Score, compared
from staged_reader import reader


def found(one: PageReader, document: Document) -> frozenset[int]:
    """Triggers of a document as the reader has them."""
    return frozenset(
        block.first + token for block, page in document_pages(one, document) for token in page.events
    )


def measure(pairs: Sequence[tuple[Iterable[int], Iterable[int]]]) -> dict[str, object]:
    """Figures of (gold, found) by document."""
    whole = Score()
    for gold, given in pairs:
        whole += compared(gold, given)
    return dict(whole.figures())


def main() -> None:
    given = options(__doc__).parse_args()
    read = documents(given)
    report: dict[str, object] = {
        "protocol": f"{' '.join(str(__doc__).split('Protocol: ')[1].split())} {SPLIT}",
        "extracts": len(read),
        "tokens": sum(len(document.words) for document in read),
    }
    for name, sees_chapter in (("causal", False), ("whole_chapter_seen", True)):
        if not (sees_chapter and given.causal_only):
            one = reader(sees_chapter=sees_chapter)
            report[name] = measure([(document.events, found(one, document)) for document in read])
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
