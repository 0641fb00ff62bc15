"""Coreference in fiction: which mentions mean the same person or thing.

Protocol: LitBank's coreference layer with singletons and pronouns; MUC, B-cubed and CEAF-e as the reference scorer of
the CoNLL shared tasks (v8.01) has them, mentions compared exactly, added up over extracts; `mean` is that of the three
F1. `predicted_mentions`: everything found by the reader; `gold_mentions`: spans given, entities not. The reader is fed
paragraph by paragraph and sees nothing behind the one it is at. `in_the_end`: entities as known when the extract is
read out, after what it discovered later on; `when_read`: as known at the end of each mention's own paragraph.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from coreference_score import CONLL, Conll, conll
from feeding import Located, PageReader, clusters, document_pages, located
from litbank import Document
from litbank_options import SPLIT, documents, options
from staged_reader import reader


def key(document: Document) -> list[list[tuple[int, int]]]:
    """The gold entities of a document."""
    return clusters((m.entity, (m.start, m.end)) for m in document.mentions)


def scored(document: Document, mentions: Sequence[Located]) -> dict[str, Conll]:
    """One document, both ways."""
    gold = key(document)
    return {
        "in_the_end": conll(gold, clusters((m.finally_, (m.start, m.end)) for m in mentions)),
        "when_read": conll(gold, clusters((m.then, (m.start, m.end)) for m in mentions)),
    }


def measure(one: PageReader, read: Sequence[Document], *, gives_mentions: bool) -> dict[str, object]:
    """Figures over documents."""
    sums = {"in_the_end": CONLL, "when_read": CONLL}
    for document in read:
        mentions = located(document_pages(one, document, gives_mentions=gives_mentions))
        for name, score in scored(document, mentions).items():
            sums[name] += score
    return {name: score.figures() for name, score in sums.items()}


def main() -> None:
    given = options(__doc__).parse_args()
    read = documents(given)
    report: dict[str, object] = {
        "protocol": f"{' '.join(str(__doc__).split('Protocol: ')[1].split())} {SPLIT}",
        "extracts": len(read),
        "mentions": sum(len(document.mentions) for document in read),
        "entities": sum(len(key(document)) for document in read),
    }
    for name, sees_chapter in (("causal", False), ("whole_chapter_seen", True)):
        if not (sees_chapter and given.causal_only):
            one = reader(sees_chapter=sees_chapter)
            report[name] = {
                "predicted_mentions": measure(one, read, gives_mentions=False),
                "gold_mentions": measure(one, read, gives_mentions=True),
            }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
