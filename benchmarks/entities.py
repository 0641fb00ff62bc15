"""Entities in fiction: people, places, vehicles and organisations, nested, by exact span and type.

Protocol: LitBank's entity layer, proper and common mentions of six types without pronouns; a mention counts where
its first token, last token and type are right; precision, recall and F1 micro over all extracts. The reader is fed
paragraph by paragraph and sees nothing behind the one it is at. LitBank has a title alone ("Mr.") as a mention inside
the name's; the reader finds these too and leaves them out, here they are kept.
"""

from __future__ import annotations

import functools
import json
import operator
from collections.abc import Iterable, Sequence

from feeding import PageReader, document_pages, located
from litbank import Document
from litbank_options import SPLIT, documents, options
from spans_score import Score, by_type, compared
from staged_reader import reader

Span = tuple[int, int, str]


def found(one: PageReader, document: Document) -> frozenset[Span]:
    """Spans of a document as the reader has them."""
    return frozenset((m.start, m.end, m.type) for m in located(document_pages(one, document)) if m.type)


def measure(pairs: Sequence[tuple[Iterable[Span], Iterable[Span]]]) -> dict[str, object]:
    """Figures of (gold, found) by document: all, each type, and the spans without their types."""
    types: dict[str, Score] = {}
    bare = whole = Score()
    for gold, given in pairs:
        there, mine = set(gold), set(given)
        whole += compared(there, mine)
        bare += compared({span[:2] for span in there}, {span[:2] for span in mine})
        for kind, score in by_type(there, mine).items():
            types[kind] = types.get(kind, Score()) + score
    assert whole == functools.reduce(operator.add, types.values(), Score())
    return {
        **whole.figures(),
        "by_type": {kind: types[kind].figures() for kind in sorted(types)},
        "spans_without_type": bare.figures(),
    }


def main() -> None:
    given = options(__doc__).parse_args()
    read = documents(given)
    report: dict[str, object] = {
        "protocol": f"{' '.join(str(__doc__).split('Protocol: ')[1].split())} {SPLIT}",
        "extracts": len(read),
    }
    for name, sees_chapter in (("causal", False), ("whole_chapter_seen", True)):
        if not (sees_chapter and given.causal_only):
            one = reader(sees_chapter=sees_chapter, keeps_titles=True)
            report[name] = measure([(document.entities, found(one, document)) for document in read])
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
