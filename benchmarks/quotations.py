"""What is said in fiction, by exact span: first and last token.

Protocol: LitBank's quotation layer, which holds direct speech between marks or after dashes and leaves out titles,
words mentioned, thoughts and most of what is written; so what the reader takes for speech, outermost, is held
against it. A quotation counts where its first token and its last are right, marks included; precision, recall and F1
micro over all extracts. The reader is fed paragraph by paragraph and sees nothing behind the one it is at. Where the
guessed paragraph ends inside a quotation that goes on without another mark, the parts are one. Words between
underscores are given as emphasis, as the importers give them. whole_extract: the same rules over the extract as one
window, so that all marks behind a place help to read it.
"""

from __future__ import annotations

import bisect
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from litbank import Document, LitBlock
from litbank_options import SPLIT, documents, options
from spans_score import Score, compared
from wellanyway.reading.page import Page, Token
from wellanyway.reading.quotations import Quotations

Span = tuple[int, int, str]

_EMPHASIS = re.compile(r"_\s[^_]*\s_")


def whole(document: Document) -> Document:
    """The extract as one block, its paragraphs as lines."""
    text = ""
    tokens: list[Token] = []
    for block in document.blocks:
        text += "\n" if text else ""
        tokens += [Token(token.start + len(text), token.end + len(text)) for token in block.tokens]
        text += block.text
    block = LitBlock(text, 0, len(document.words), tuple(tokens), document.sentences)
    return replace(document, blocks=(block,))


def pages(document: Document) -> Iterator[tuple[LitBlock, Page]]:
    """The blocks with the quotations found in them."""
    stage = Quotations()
    state = stage.start()
    for block, window in zip(document.blocks, document.windows(), strict=True):
        emphasis = tuple(match.span() for match in _EMPHASIS.finditer(block.text))
        page = Page(replace(window, block=replace(window.block, emphasis=emphasis)), "quotations")
        page.tokens = list(block.tokens)
        state = stage.read(page, state)
        yield block, page


def found(read: Iterable[tuple[LitBlock, Page]]) -> list[Span]:
    """Outermost quotations with their modes, by half-open token numbers of the document."""
    spans: list[Span] = []
    for block, page in read:
        starts = [token.start for token in page.tokens]
        for speech in page.speeches:
            if speech.depth:
                continue
            first = block.first + bisect.bisect_right(starts, speech.start) - 1
            last = block.first + bisect.bisect_left(starts, speech.end)
            if speech.continues and not speech.mark and spans and spans[-1][1] == block.first:
                spans[-1] = (spans[-1][0], last, spans[-1][2])
            else:
                spans.append((first, last, speech.mode))
    return spans


def measure(pairs: Sequence[tuple[Sequence[tuple[int, int]], Sequence[Span]]]) -> dict[str, object]:
    """Figures of (gold, found) by document, and what the gold speech that was found was taken for."""
    score = Score()
    modes: Counter[str] = Counter()
    for gold, given in pairs:
        score += compared(gold, [span[:2] for span in given if span[2] == "speech"])
        modes.update(mode for start, end, mode in given if (start, end) in set(gold))
    return {
        "f1": round(score.f1, 4),
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "gold": score.gold,
        "found": score.found,
        "right": score.right,
        "gold_found_as": dict(sorted(modes.items())),
    }


def main() -> None:
    given = options(__doc__).parse_args()
    read = documents(given)
    gold = [[(quote.start, quote.end) for quote in document.quotes] for document in read]
    began = time.process_time()
    spans = [found(pages(document)) for document in read]
    took_ms = 1000 * (time.process_time() - began)
    report: dict[str, object] = {
        "protocol": f"{' '.join(str(__doc__).split('Protocol: ')[1].split())} {SPLIT}",
        "extracts": len(read),
        **measure(list(zip(gold, spans, strict=True))),
        "cpu_ms_per_1000_words": round(
            1000 * took_ms / max(1, sum(len(document.words) for document in read)), 2
        ),
    }
    if not given.causal_only:
        seen = [found(pages(whole(document))) for document in read]
        report["whole_extract"] = measure(list(zip(gold, seen, strict=True)))
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
