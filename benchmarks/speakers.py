"""Who says what in LitBank: the shipped stage on gold quotations and gold mentions.

Protocol: every gold quotation whose speaker's label can be led to an entity of the coreference layer counts once, by its
first paragraph; correct = the speaker is that entity. Given are the quotations, the mentions, whom those in the narration
mean and what names and pronouns tell of their gender; not given are mentions' meanings inside quotations but for proper
names, and everything behind the quotation's paragraph. `resolved`: whom pronouns mean is given; `noisy`: 15 in 100 of
them are given to somebody else and 15 to nobody; `unresolved`: pronouns but "I" mean nobody. `accuracy` is that of the best
guess, `precision` that of the speakers named, of which there are `named`; the rest is unsure. `explicit` has a name
beside it, `anaphoric` another word, `implicit` nothing, as our own detector of tags sees it. Paragraphs are those of the
whole novel where --books has it, else guessed. `novels_pdnc_has` are the extracts of novels that PDNC has, whatever the split:
nothing was trained on them. Labels' numbers are those of an older coreference layer and are led to this one's by name, by
number and by the words beside (`benchmarks/litbank_speakers.py`). Nothing behind a
quotation's paragraph is looked at; what that costs is not measured.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import litbank
from litbank_options import SPLIT, documents, options
from litbank_pages import GoldPage, gold_pages, with_noise
from wellanyway.reading.gaps import gaps_of
from wellanyway.reading.speakers import Speakers
from wellanyway.reading.tags import tags_of

PRONOUNS = ("resolved", "noisy", "unresolved")
PDNC = frozenset(
    "105 11 1342 158 160 174 208 1245 1695 2641 2891 45 5230 730".split()
)  # numbers of the novels it has


def extract_pages(document: litbank.Document, books: Path | None, pronouns: str) -> list[GoldPage]:
    """An extract with its pronouns as they are to be given."""
    pages = gold_pages(document, books, pronouns=pronouns != "unresolved")
    if pronouns == "noisy":
        with_noise(pages, random.Random(document.name))
    return pages


def manners(gold: GoldPage) -> list[str]:
    """How each quotation's speaker is told; one without a tag goes with the tag of its paragraph."""
    tags = tags_of(gaps_of(gold.page))
    first = next((tag for tag in tags if tag is not None), None)
    return [
        "implicit" if tag is None else "explicit" if tag.form == "proper" else "anaphoric"
        for tag in ((own or first) for own in tags)
    ]


def count(stage: Speakers, pages: Sequence[GoldPage], counts: Counter[str]) -> None:
    """Read an extract and add up."""
    state = stage.start()
    judged: set[int] = set()
    for gold in pages:
        state = stage.read(gold.page, state)
        told = manners(gold) if gold.page.speeches else []
        for speech, speaker, quote, manner in zip(
            gold.page.speeches, gold.speakers, gold.quotes, told, strict=True
        ):
            if quote in judged or speaker < 0:
                counts["without an entity"] += quote not in judged and speaker < 0
                continue
            judged.add(quote)
            is_right = speech.guess == speaker
            for name in ("all", manner):
                counts[name] += 1
                counts[f"{name} right"] += is_right
            if speech.speaker >= 0:
                counts["named"] += 1
                counts["named right"] += is_right


def figures(counts: Counter[str]) -> dict[str, object]:
    def share(part: str, whole: str) -> float | None:
        return round(counts[part] / counts[whole], 4) if counts[whole] else None

    return {
        "accuracy": share("all right", "all"),
        **{manner: share(f"{manner} right", manner) for manner in ("explicit", "anaphoric", "implicit")},
        "named": share("named", "all"),
        "unsure": round(1 - counts["named"] / counts["all"], 4) if counts["all"] else None,
        "precision": share("named right", "named"),
        "counts": {
            name: counts[name] for name in ("all", "explicit", "anaphoric", "implicit", "without an entity")
        },
    }


def measure(given: Sequence[litbank.Document], books: Path | None) -> dict[str, object]:
    """Figures by kind of pronouns."""
    found: dict[str, object] = {}
    for pronouns in PRONOUNS:
        counts: Counter[str] = Counter()
        for document in given:
            pages = extract_pages(document, books, pronouns)
            count(Speakers(), pages, counts)
        found[pronouns] = figures(counts)
    return found


def main() -> None:
    parser = options(__doc__)
    parser.add_argument(
        "--books", type=Path, default=None, help="folder with the novels, for their paragraphs"
    )
    given = parser.parse_args()
    wanted = documents(given)
    everything = litbank.load(given.data, litbank.names(None, given.data))
    pdnc = [document for document in everything if document.name.split("_")[0] in PDNC]
    report: dict[str, object] = {
        "protocol": " ".join(str(__doc__).split("Protocol: ")[1].split()) + " " + SPLIT,
        "extracts": len(wanted),
        "causal": measure(wanted, given.books),
        "novels_pdnc_has": measure(pdnc, given.books),
    }
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
