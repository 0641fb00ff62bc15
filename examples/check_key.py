"""Check the answer key of the example serial against its text.

Every quotation in the key, the speakers and the cast must occur exactly once in the story of its chapter (line
breaks do not count), and evidence must not lie after the horizon of its question. Prints a summary; exit status 1
where anything is wrong.

    python examples/check_key.py [FOLDER] [SLUG]
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

SLUG: Final = "eleven-pence"
KINDS: Final = frozenset(
    ["who", "where", "why", "what", "when", "how", "said", "premise", "future", "never", "have-met", "recap"]
)
VERDICTS: Final = frozenset({"told", "implied", "not_told"})
MINIMA: Final = {
    "questions": 170,
    "future": 25,
    "future pairs": 15,
    "never": 20,
    "premise true": 10,
    "premise false": 10,
    "tagged lines": 40,
    "words": 15500,
    "chapters": 10,
}
HEADING: Final = re.compile(r"Chapter (\d+): \S")
NOTE: Final = re.compile(r"(?:A/N|Disclaimer):")
BOUNDARY: Final = re.compile(r"[.?!]_?[”’]*_?\s+(?=[_“‘]*[A-Z])")
ABBREVIATED: Final = re.compile(r"(?:^|[\s“‘_])(?:Mrs?|St|Jas|Capt|[A-Z])\.$")

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class KeyShapeError(ValueError):
    """A line of the key has not the shape that it should have."""


@dataclass
class Report:
    """What was found wrong, and what was counted."""

    problems: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def wrong(self, where: str, what: str) -> None:
        self.problems.append(f"{where}: {what}")


@dataclass(frozen=True, order=True)
class Place:
    """A stretch of one chapter's story."""

    chapter: int
    start: int
    end: int


def squeeze(text: str) -> str:
    return " ".join(text.split())


def stories(text: str) -> dict[int, str]:
    """The story text of each chapter: headings, by-lines and notes left out, line breaks made single spaces."""
    found: dict[int, list[str]] = {}
    current: list[str] | None = None
    for block in re.split(r"\n\s*\n", text):
        paragraph = squeeze(block)
        heading = HEADING.match(paragraph)
        if heading:
            current = found.setdefault(int(heading[1]), [])
        elif NOTE.match(paragraph):
            current = None
        elif current is not None and paragraph:
            current.append(paragraph)
    return {number: " ".join(paragraphs) for number, paragraphs in found.items()}


def sentence_end(story: str, position: int) -> int:
    """Where the sentence that holds the character before `position` ends."""
    for match in BOUNDARY.finditer(story, max(0, position - 4)):
        if match.end() > position and not ABBREVIATED.search(story[: match.start() + 1]):
            return match.end()
    return len(story)


def crosses_sentences(quotation: str) -> bool:
    return any(
        not ABBREVIATED.search(quotation[: match.start() + 1]) for match in BOUNDARY.finditer(quotation)
    )


def text_of(record: dict[str, Json], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise KeyShapeError(f"{name!r} must be text, not {value!r}")
    return value


def number_of(record: dict[str, Json], name: str) -> int:
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise KeyShapeError(f"{name!r} must be a number, not {value!r}")
    return value


def list_of(record: dict[str, Json], name: str) -> list[dict[str, Json]]:
    value = record.get(name)
    if not isinstance(value, list):
        raise KeyShapeError(f"{name!r} must be a list")
    return [as_record(item) for item in value]


def as_record(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise KeyShapeError(f"an object was expected, not {value!r}")
    return value


def lines_of(path: Path) -> list[dict[str, Json]]:
    return [
        as_record(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def find_once(chapters: dict[int, str], chapter: int, quotation: str) -> Place:
    if chapter not in chapters:
        raise KeyShapeError(f"there is no chapter {chapter}")
    wanted = squeeze(quotation)
    times = chapters[chapter].count(wanted)
    if times != 1:
        raise KeyShapeError(f"found {times} times in chapter {chapter}, not once: {wanted!r}")
    start = chapters[chapter].index(wanted)
    return Place(chapter, start, start + len(wanted))


def check_evidence(
    chapters: dict[int, str],
    name: str,
    evidence: list[dict[str, Json]],
    horizon: Place,
    report: Report,
) -> None:
    limit = sentence_end(chapters[horizon.chapter], horizon.end)
    report.counts["evidence sentences"] += len(evidence)
    for piece in evidence:
        quotation = text_of(piece, "text")
        try:
            place = find_once(chapters, number_of(piece, "chapter"), quotation)
        except KeyShapeError as fault:
            report.wrong(name, str(fault))
            continue
        if (place.chapter, place.end) > (horizon.chapter, limit):
            report.wrong(name, f"evidence after the horizon: {quotation!r}")
        if crosses_sentences(quotation):
            report.wrong(name, f"evidence runs over a sentence's end: {quotation!r}")


def check_question(chapters: dict[int, str], record: dict[str, Json], report: Report) -> Place:
    """Check one question; its horizon, as a place."""
    name = text_of(record, "id")
    kind, verdict = text_of(record, "kind"), text_of(record, "verdict")
    text_of(record, "question")
    if kind not in KINDS:
        report.wrong(name, f"unknown kind {kind!r}")
    if verdict not in VERDICTS:
        report.wrong(name, f"unknown verdict {verdict!r}")
    report.counts["questions"] += 1
    report.counts[kind] += 1
    report.counts[f"verdict {verdict}"] += 1
    if kind == "premise":
        report.counts[f"premise {text_of(record, 'premise')}"] += 1

    at = as_record(record.get("at"))
    horizon = find_once(chapters, number_of(at, "chapter"), text_of(at, "after"))
    evidence = list_of(record, "evidence")
    check_evidence(chapters, name, evidence, horizon, report)
    if (verdict == "not_told") == bool(evidence):
        report.wrong(name, f"{verdict} with {len(evidence)} pieces of evidence")
    if (verdict == "not_told") != (record.get("short") is None):
        report.wrong(name, f"{verdict} with the short answer {record.get('short')!r}")
    if kind in {"future", "never"} and verdict != "not_told":
        report.wrong(name, f"a question of the kind {kind} must be not_told")
    return horizon


def check_pairs(records: dict[str, dict[str, Json]], horizons: dict[str, Place], report: Report) -> None:
    for name, record in records.items():
        other = record.get("pair")
        if other is None:
            continue
        if not isinstance(other, str) or other not in records:
            report.wrong(name, f"its pair {other!r} is not in the key")
        elif records[other].get("pair") != name:
            report.wrong(name, f"{other} does not name it as its pair")
        elif record.get("kind") == "future":
            report.counts["future pairs"] += 1
            if records[other].get("verdict") == "not_told":
                report.wrong(other, "the later of a pair must be told")
            if name in horizons and other in horizons and horizons[name] >= horizons[other]:
                report.wrong(name, f"its horizon is not before that of {other}")


def check_questions(path: Path, chapters: dict[int, str], report: Report) -> None:
    records: dict[str, dict[str, Json]] = {}
    horizons: dict[str, Place] = {}
    asked: Counter[tuple[str, Place]] = Counter()
    for number, record in enumerate(lines_of(path), 1):
        name = f"{path.name} line {number}"
        try:
            name = text_of(record, "id")
            if name in records:
                report.wrong(name, "the id is taken")
            records[name] = record
            horizons[name] = check_question(chapters, record, report)
            asked[(text_of(record, "question"), horizons[name])] += 1
        except KeyShapeError as fault:
            report.wrong(name, str(fault))
    for (question, _), times in asked.items():
        if times > 1:
            report.wrong(question, f"asked {times} times at one horizon")
    check_pairs(records, horizons, report)


def names_in_cast(path: Path, chapters: dict[int, str], report: Report) -> set[str]:
    """Check the cast; every name in it."""
    cast = as_record(json.loads(path.read_text(encoding="utf-8")))
    names: set[str] = set()
    canonical: set[str] = set()
    for character in list_of(cast, "characters"):
        name = text_of(character, "name")
        if name in canonical:
            report.wrong(path.name, f"{name} is there twice")
        canonical.add(name)
        report.counts["characters"] += 1
        for alias in list_of(character, "aliases"):
            text = text_of(alias, "text")
            names.add(text_of(alias, "alias"))
            report.counts["aliases"] += 1
            try:
                chapter = number_of(alias, "chapter")
                place = find_once(chapters, chapter, text)
                if text_of(alias, "alias").lower() not in squeeze(text).lower():
                    report.wrong(f"{path.name}, {name}", f"{text!r} does not hold the alias")
                check_first(chapters, alias, place, f"{path.name}, {name}", report)
            except KeyShapeError as fault:
                report.wrong(f"{path.name}, {name}", str(fault))
    for reveal in list_of(cast, "reveals"):
        report.counts["identity reveals"] += 1
        try:
            find_once(chapters, number_of(reveal, "chapter"), text_of(reveal, "text"))
        except KeyShapeError as fault:
            report.wrong(f"{path.name}, reveal", str(fault))
        for side in ("a", "b"):
            if text_of(reveal, side) not in names | canonical:
                report.wrong(f"{path.name}, reveal", f"{reveal[side]!r} is nobody in the cast")
    return names | canonical


def check_first(
    chapters: dict[int, str], alias: dict[str, Json], place: Place, where: str, report: Report
) -> None:
    """An alias given as one person's alone must not occur before its first place."""
    if alias.get("shared") is True:
        return
    word = re.compile(rf"(?<!\w){re.escape(text_of(alias, 'alias').replace(chr(39), '’'))}(?!\w)")
    for chapter in sorted(chapters):
        stop = place.end if chapter == place.chapter else len(chapters[chapter])
        if chapter > place.chapter:
            return
        match = word.search(chapters[chapter], 0, stop)
        if match and (chapter < place.chapter or match.start() < place.start):
            near = chapters[chapter][max(0, match.start() - 30) : match.end() + 30]
            report.wrong(where, f"{alias['alias']!r} is in chapter {chapter} already: …{near}…")
            return


def check_speakers(path: Path, chapters: dict[int, str], names: set[str], report: Report) -> None:
    opening: set[Place] = set()
    for number, record in enumerate(lines_of(path), 1):
        where = f"{path.name} line {number}"
        try:
            speaker = text_of(record, "speaker")
            quote = text_of(record, "quote")
            place = find_once(chapters, number_of(record, "chapter"), quote)
            tagged = record.get("tagged")
            if not isinstance(tagged, bool):
                raise KeyShapeError(f"'tagged' must be true or false, not {tagged!r}")
            if not quote.startswith("“"):
                report.wrong(where, f"does not begin with a quotation mark: {quote!r}")
            if place in opening:
                report.wrong(where, f"there twice: {quote!r}")
            opening.add(place)
            report.counts["tagged lines" if tagged else "untagged lines"] += 1
            if speaker not in names:
                report.wrong(where, f"{speaker!r} is nobody in the cast")
        except KeyShapeError as fault:
            report.wrong(where, str(fault))
    starts = {(place.chapter, place.start) for place in opening}
    for chapter, story in chapters.items():
        quotations = sum(1 for _ in re.finditer("“", story))
        covered = sum(1 for place in starts if place[0] == chapter)
        report.counts["quotations"] += quotations
        report.counts["quotations without a speaker"] += quotations - covered


def check(folder: Path, slug: str) -> Report:
    report = Report()
    text = (folder / f"{slug}.txt").read_text(encoding="utf-8")
    chapters = stories(text)
    report.counts["chapters"] = len(chapters)
    report.counts["words"] = sum(len(story.split()) for story in chapters.values())
    if sorted(chapters) != list(range(1, len(chapters) + 1)):
        report.wrong(slug, f"the chapters are numbered {sorted(chapters)}")
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > 80:
            report.wrong(f"{slug}.txt line {number}", f"{len(line)} columns wide")
        if '"' in line or "'" in line:
            report.wrong(f"{slug}.txt line {number}", "a straight quotation mark or apostrophe")
    check_questions(folder / f"{slug}.key.jsonl", chapters, report)
    names = names_in_cast(folder / f"{slug}.characters.json", chapters, report)
    check_speakers(folder / f"{slug}.speakers.jsonl", chapters, names, report)
    for what, least in MINIMA.items():
        if report.counts[what] < least:
            report.wrong(what, f"{report.counts[what]}, and should be {least} at least")
    return report


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    slug = arguments[1] if len(arguments) > 1 else SLUG
    report = check(folder, slug)
    for what, count in sorted(report.counts.items()):
        print(f"{count:7d}  {what}")
    for problem in report.problems:
        print(problem, file=sys.stderr)
    print(f"{len(report.problems)} problems")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
