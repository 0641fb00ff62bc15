"""The example serial against its key: who said each line, and who is who at each horizon.

Protocol: `who_said_it`: of the 616 quotations, those whose speaker is the key's, as known at the end of the paragraph; a
speaker is the character who has the most of the names that the reader has for them by then (a name of several counts
half), and characters who have turned out to be one are one. `who_is_who`: at the end of each chapter, for each name
told by then that is one character's alone: right where the person it is read as is the person that the other names of
that character are read as, and is nobody else's; names that only turn out later to be one character's are two till
then. `joined` and `kept_apart`: of the key's reveals, those after which the two are one, and before which they
were two. The example was written for this project and looked at while the reader was made, so these figures say that it
holds together, not how it does on other books.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import example_cast
from example_cast import Cast
from example_places import Place, Places
from feeding import Given, pages
from pdnc_score import plain
from staged_reader import reader
from wellanyway.importers import open_book
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.sentences import divide
from wellanyway.reading.window import windows
from wellanyway.story import InMemoryWork

EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True, slots=True)
class Line:
    """A quotation of the key, by where it begins."""

    place: Place
    words: str
    speaker: str
    is_tagged: bool


class Read:
    """The pages of the whole serial, to be asked who was whom at any of them."""

    def __init__(self, read: Sequence[Page]) -> None:
        self.pages = read
        self._called: list[tuple[int, int, str]] = []  # page, who, what
        for number, page in enumerate(read):
            for m in page.mentions:
                if m.who >= 0 and m.form != "pronoun":
                    self._called.append((number, m.who, plain(page.text[m.start : m.end])))

    def root(self, who: int, page: int) -> int:
        entities = self.pages[page].entities
        return entities.root(who) if entities is not None and who >= 0 else who

    def called(self, who: int, page: int) -> Counter[str]:
        """What somebody has been called by the end of a page."""
        wanted = self.root(who, page)
        return Counter(
            text for at, one, text in self._called if at <= page and self.root(one, page) == wanted
        )

    def bearers(self, text: str, page: int) -> Counter[int]:
        """Whom a name has meant by the end of a page, and how often."""
        return Counter(self.root(one, page) for at, one, said in self._called if at <= page and said == text)

    def at(self, place: Place) -> int:
        """Whom the words at a place mean: the mention that has their last word, the least that does; -1 for nobody."""
        there = [
            m
            for m in self.pages[place.page].mentions
            if m.start < place.end and place.start < m.end and m.end >= place.end - 1
        ]
        if not there:
            return -1

        def fit(m: Mention) -> tuple[bool, int]:
            return (m.start, m.end) != (place.start, place.end), abs(
                m.end - m.start - place.end + place.start
            )

        return min(there, key=fit).who

    def speaker(self, place: Place) -> int | None:
        """Who says what begins at a place: a number, -1 where unsure, None where no quotation was found."""
        found = [s for s in self.pages[place.page].speeches if s.start <= place.start + 1 < s.end]
        return (
            min(found, key=lambda one: (abs(one.start - place.start), one.depth)).speaker if found else None
        )


def lines(path: Path, places: Places) -> list[Line]:
    """The quotations of a speakers file."""
    entries = map(json.loads, path.read_text("utf-8").splitlines())
    return [
        Line(places.find(one["chapter"], one["quote"]), one["quote"], one["speaker"], one["tagged"])
        for one in entries
    ]


def said(read: Read, cast: Cast, key: Sequence[Line]) -> tuple[dict[str, object], list[str]]:
    """How many lines are given to whom the key gives them, and the others in words."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for line in key:
        kind = "tagged" if line.is_tagged else "untagged"
        page = line.place.page
        who = read.speaker(line.place)
        able = cast.bearers(page, read.called(who, page)) if who is not None and who >= 0 else set()
        is_right = len(able) == 1 and able <= cast.meant(page, line.speaker)
        counts[kind] += 1
        counts[f"{kind} right"] += is_right
        counts["missed"] += who is None
        counts["unsure"] += who == -1
        if not is_right:
            names = ", ".join(cast.names[one].text for one in sorted(able))
            state = "missed" if who is None else "unsure" if who < 0 else names or f"nobody known ({who})"
            wrong.append(f"{line.words[:60]} [{line.speaker}]: {state}")
    total, right = counts["tagged"] + counts["untagged"], counts["tagged right"] + counts["untagged right"]
    named = total - counts["missed"] - counts["unsure"]
    return {
        "accuracy": round(right / total, 4),
        "tagged": round(counts["tagged right"] / max(1, counts["tagged"]), 4),
        "untagged": round(counts["untagged right"] / max(1, counts["untagged"]), 4),
        "right_where_named": round(right / max(1, named), 4),
        "lines": total,
        "missed": counts["missed"],
        "unsure": counts["unsure"],
    }, wrong


def known(read: Read, cast: Cast, horizons: Sequence[int]) -> tuple[dict[str, object], list[str]]:
    """How many names mean whom they should, asked at each horizon (a page that has just been read)."""
    right = total = 0
    wrong: list[str] = []
    for horizon in horizons:
        groups = cast.groups(horizon)
        homes = _homes(read, cast, groups, horizon)
        for name, group in zip(cast.names, groups, strict=True):
            if group < 0 or name.is_shared:
                continue
            who = read.at(name.place)
            home = homes.get(group)
            is_right = who >= 0 and home is not None and read.root(who, horizon) == home
            right += is_right
            total += 1
            if not is_right:
                wrong.append(f"page {horizon}: {name.text} is {read.root(who, horizon)}, not {home}")
    return {"accuracy": round(right / max(1, total), 4), "names_asked": total}, wrong


def _homes(read: Read, cast: Cast, groups: Sequence[int], horizon: int) -> dict[int, int]:
    """Who each group is: the person most of its own names have meant; a person is nobody's but whose they are most."""
    votes: dict[int, Counter[int]] = {}
    for name, group in zip(cast.names, groups, strict=True):
        if group >= 0 and not name.is_shared:
            there = votes.setdefault(group, Counter())
            there += read.bearers(plain(name.text), horizon)
            if (who := read.at(name.place)) >= 0:
                there[read.root(who, horizon)] += 1
    owners: dict[int, tuple[int, int]] = {}
    for group, counter in votes.items():
        if counter:
            who, times = min(counter.items(), key=lambda item: (-item[1], item[0]))
            owners[who] = max(owners.get(who, (-1, -1)), (times, group))
    return {group: who for who, (_, group) in owners.items()}


def revealed(read: Read, cast: Cast) -> tuple[dict[str, object], list[str]]:
    """Whether the key's reveals make one of two, and whether they were two before."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for reveal in cast.reveals:
        one, other = (read.at(cast.names[number].place) for number in (reveal.one, reveal.other))
        what = f"{cast.names[reveal.one].text} = {cast.names[reveal.other].text}"
        is_joined = one >= 0 and other >= 0 and read.root(one, reveal.page) == read.root(other, reveal.page)
        counts["reveals"] += 1
        counts["joined"] += is_joined
        if not is_joined:
            wrong.append(f"not joined: {what}")
        both = [cast.names[number].place.page < reveal.page for number in (reveal.one, reveal.other)]
        if all(both):
            before = reveal.page - 1
            is_apart = min(one, other) >= 0 and read.root(one, before) != read.root(other, before)
            counts["both met before"] += 1
            counts["kept apart"] += is_apart
            if not is_apart:
                wrong.append(f"not two before: {what}")
    return {
        "joined": f"{counts['joined']}/{counts['reveals']}",
        "kept_apart": f"{counts['kept apart']}/{counts['both met before']}",
    }, wrong


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=EXAMPLES, help="folder of the serial and its key")
    parser.add_argument("--split", default="eleven-pence", help="name of the serial")
    parser.add_argument("--show", action="store_true", help="print what is wrong, for reading")
    parser.add_argument("--causal-only", action="store_true", help="leave out what sees whole chapters")
    given = parser.parse_args()
    source = given.data / f"{given.split}.txt"
    chapters = [divide(chapter) for chapter in open_book(source).chapters()]
    work = InMemoryWork(chapters)
    told = list(windows(work, 0, work.size()))
    places = Places(told)
    cast = example_cast.load(source.with_suffix(".characters.json"), places)
    key = lines(source.with_suffix(".speakers.jsonl"), places)
    ends = [i for i, one in enumerate(told) if i + 1 == len(told) or told[i + 1].chapter != one.chapter]
    report: dict[str, object] = {"protocol": " ".join(str(__doc__).split("Protocol: ")[1].split())}
    for name, sees_chapter in (("causal", False), ("whole_chapter_seen", True)):
        if sees_chapter and given.causal_only:
            continue
        fed = [(window, Given()) for window in told]
        read = Read(list(pages(reader(sees_chapter=sees_chapter), fed)))
        (who_said, wrong), (who_is, wrong_too), (reveals, wrong_as_well) = (
            said(read, cast, key),
            known(read, cast, ends),
            revealed(read, cast),
        )
        report[name] = {"who_said_it": who_said, "who_is_who": {**who_is, **reveals}}
        if given.show:
            print("\n".join((*wrong, *wrong_too, *wrong_as_well)))
    print(json.dumps(report, ensure_ascii=False))


if __name__ == "__main__":
    main()
