"""Who is meant: the rules around the scorer with one that is made up, and plain cases with the one that ships."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.reading.linking_by_hand import groups
from tests.reading.page_of import page_of
from tests.reading.reading_of import chapter_of, read, read_chapters, roots
from wellanyway.facts import Fact
from wellanyway.models.reader_network import ReaderNetwork
from wellanyway.reading.aliases import Aliases, Resolution
from wellanyway.reading.coreference import CoreferenceState, Narration, Talk
from wellanyway.reading.discoveries import Discoveries
from wellanyway.reading.page import Page

Array = NDArray[np.float32]
Pick = Callable[[Array], int]


class Scorer:
    """A network that links as it is told to: the index of a candidate, -1 for a new one."""

    def __init__(self, pick: Pick) -> None:
        self.pick = pick
        self.rows: list[Array] = []

    def link(
        self, mention: Array, means: Array, lasts: Array, rows: Array, fresh: Array
    ) -> tuple[Array, float]:
        assert len(means) == len(lasts) == len(rows) > 0
        self.rows.append(rows.copy())
        scores = np.zeros(len(rows), np.float32)
        at = self.pick(rows)
        if at >= 0:
            scores[at] = 3
        return scores, 0.0 if at >= 0 else 3.0


class Vectors:
    """Tags that have a vector for every mention and nothing more."""

    def vector(self, first: int, last: int, head: int) -> Array:
        return np.array([first / 100, last / 100, head / 100, 1], np.float32)


def never(rows: Array) -> int:
    return -1


def nearest(rows: Array) -> int:
    return 0


def unlinked(marked: str, speakers: Sequence[int] = ()) -> Page:
    """A page whose mentions mean nobody yet."""
    page = page_of(marked, speakers=speakers)
    for mention in page.mentions:
        mention.who = -1
    page.tags, page.entities = Vectors(), None
    return page


class Row:
    """Coreference over one page after another, with speakers as they are given."""

    def __init__(self, pick: Pick = never, *, resumes: bool = False) -> None:
        self.scorer = Scorer(pick)
        network = cast("ReaderNetwork", self.scorer)
        self.narration, self.talk, self.discoveries = Narration(network), Talk(network), Discoveries()
        self.state: CoreferenceState = self.narration.start()
        self._resumes = resumes

    def written(self) -> str:
        return json.dumps(self.narration.dump(self.state))

    def read(self, marked: str, speakers: Sequence[int] = (), *, title: str = "") -> Page:
        page = unlinked(marked, speakers)
        if title:
            page.window, page.begins = replace(page.window, chapter_title=title), "chapter"
        if self._resumes:
            self.state = self.narration.load(json.loads(self.written()))
        before, kept = self.state, self.written()
        state = self.narration.read(page, before)
        state = self.talk.read(page, state)
        self.state = self.discoveries.read(page, state)
        assert json.dumps(self.narration.dump(before)) == kept, "the state given was changed"
        return page

    def whom(self, marked: str, speakers: Sequence[int] = (), *, title: str = "") -> list[int]:
        """The numbers of a page's mentions."""
        return [mention.who for mention in self.read(marked, speakers, title=title).mentions]


# -- numbers


def test_numbers_are_never_given_twice() -> None:
    row, seen = Row(resumes=True), []
    for i in range(150):
        seen += row.whom("[A clerk]0 sold [the boat]1V.")
        assert row.state.entities.next == 2 * (i + 1)
    assert seen == list(range(300))


def test_what_is_remembered_of_strangers_stays_small() -> None:
    row, sizes = Row(), []
    for _ in range(150):
        row.read("[A clerk]0 sold [the boat]1V. [The cook]2 saw [it]3V.")
        assert len(row.state.memory.recent) <= 64
        assert len(row.state.vectors) <= 2 * 64
        sizes.append(len(row.written()))
    assert max(sizes[75:]) < 1.1 * max(sizes[:75])
    assert len(list(row.state.entities)) <= 64


def test_who_has_a_name_is_remembered_however_long_ago() -> None:
    row = Row()
    row.read("[Julia Rook]0 left. [A man]1 came.")
    for _ in range(100):
        row.read("[A clerk]0 sold [the boat]1V.")
    assert row.state.entities.get(0) is not None
    assert row.state.entities.get(1) is None
    assert row.whom("[Julia Rook]0 and [Julia]0 and [Miss Rook]0.") == [0, 0, 0]


# -- names and the scorer


def test_a_name_that_is_surely_somebodys_is_theirs_whatever_the_scorer_says() -> None:
    row = Row(never)
    assert row.whom("[Mary Lamb]0 saw [Mary Lamb]0 and [Mary]0.") == [0, 0, 0]


def test_a_name_is_never_given_to_who_has_another() -> None:
    row = Row(nearest)
    assert row.whom("[Tom Rook]0 saw [Mary Lamb]1.") == [0, 1]
    assert row.whom("[Silas Vane]2 left.") == [2]


def test_a_name_may_go_to_somebody_without_one() -> None:
    row = Row(nearest)
    assert row.whom("[The miller]0 was called [Silas Vane]0.") == [0, 0]
    assert row.whom("[Silas]0 left.") == [0]


def test_pronouns_go_where_the_scorer_says() -> None:
    assert Row(nearest).whom("[Tom]0 saw [him]0.") == [0, 0]
    assert Row(never).whom("[Tom]0 saw [him]1.") == [0, 1]


def test_he_is_nobody_new_where_a_man_has_just_been_told_of() -> None:
    assert Row(never).whom("[Tom]0 left. [He]0 ran.") == [0, 0]
    assert Row(never).whom("[Tom]0 left. [She]1 ran.") == [0, 1]


class Proof(Aliases):
    """Says of every name that it may be the first one's, who would then be the second one too."""

    def resolve(self, *_: object) -> Resolution:
        return Resolution(0, ((0, 0.9), (1, 0.8)), sure=False, proves=(1,))


@pytest.mark.parametrize(("pick", "joins"), [(lambda rows: len(rows) - 1, True), (never, False)])
def test_a_whole_name_shows_that_two_are_one_only_where_it_is_theirs(pick: Pick, joins: bool) -> None:
    row = Row()
    assert row.whom("[Julia]0 came. [Rook]1 left.") == [0, 1]
    row.scorer.pick = pick
    row.state = replace(row.state, aliases=Proof())
    before = row.narration.read(unlinked("[Julia Rook]0 was back."), row.state)
    assert before.entities.root(1) == (0 if joins else 1)
    assert before.entities.root(0) == 0


# -- talk


def test_talk_is_linked_behind_the_narration_of_its_block_with_its_speaker() -> None:
    row = Row(never)
    page = row.read("“[I]0 know [Ruth]1,” said [Tom]0. “Go,” [she]2 said.", speakers=[0, 0])
    numbers = {page.text[one.start : one.end]: one.who for one in page.mentions}
    assert numbers == {"Tom": 0, "she": 1, "I": 2, "Ruth": 3}
    (of_she, of_i) = row.scorer.rows[0], row.scorer.rows[1]
    assert [groups(one)["speaker"] for one in of_she] == [[0, 0, 0, 0]]
    assert [groups(one)["speaker"] for one in of_i] == [[0, 0, 0, 1], [1, 0, 0, 1]], "she, then Tom"


def test_talk_does_not_begin_a_sentence_that_has_a_mention_in_its_narration() -> None:
    row = Row(never)
    row.read("“[I]0 know,” said [Tom]0.", speakers=[0])
    tom, me = (row.state.memory.referents[number].last for number in (0, 1))
    assert tom is not None
    assert me is not None
    assert (tom.begins, me.begins) == (True, False)


def test_words_and_quotations_are_counted_on_from_page_to_page() -> None:
    row = Row(never)
    row.read("“[The boys]0 sat.”")
    row.scorer.rows.clear()
    row.read("“[The girls]1 sat.”")
    beside = groups(row.scorer.rows[0][0])
    assert beside["nested"] == [0, 0]
    assert beside["same speech"] == [0]
    assert row.state.blocks == 2


def test_a_speaker_who_turned_out_to_be_another_is_known_by_the_new_number() -> None:
    row = Row(never)
    row.read("[The stranger]0 came.")
    row.read("[The stranger]0 was [Tom Rook]1.")
    joined = {number: row.state.entities.root(number) for number in range(row.state.entities.next)}
    assert len(set(joined.values())) < len(joined), "a discovery was made"
    other = next(number for number, root in joined.items() if number != root)
    row.scorer.rows.clear()
    row.read("“[I]0 am cold.”", speakers=[other])
    assert max(groups(one)["speaker"][0] for one in row.scorer.rows[0]) == 1


def test_all_mentions_are_noted_once_behind_the_talk() -> None:
    page = Row(never).read(
        "“[I]0 know [Ruth Lamb]1,” said [Tom]0. [The boys]2 left [the mill]3F.", speakers=[0]
    )
    noted = {page.text[fact.start : fact.end]: fact for fact in page.facts if fact.kind == "mention"}
    assert len(noted) == len(page.mentions) == 5
    assert {text: fact.value["form"] for text, fact in noted.items()} == {
        "I": "pronoun", "Ruth Lamb": "proper", "Tom": "proper", "The boys": "common", "the mill": "common",
    }  # fmt: skip
    assert {text for text, fact in noted.items() if fact.value.get("quoted")} == {"I", "Ruth Lamb"}
    assert noted["Ruth Lamb"].value["name"] == "Ruth Lamb"
    assert "name" not in noted["The boys"].value
    assert (noted["Tom"].value["gender"], noted["Ruth Lamb"].value["gender"]) == ("m", "f")
    assert noted["The boys"].value["plural"] is True
    assert (noted["I"].value["type"], noted["the mill"].value["type"]) == ("PER", "FAC")


# -- who tells the story


def test_the_narrator_stays_whoever_the_scorer_would_have() -> None:
    row = Row(never)
    assert row.whom("[I]0 saw [Tom]1.") == [0, 1]
    assert row.whom("[Tom]1 saw [me]0. “[I]2 am cold,” [he]1 said. [My hat]0 fell.", [1])[1] == 0
    assert row.whom("[I]0 left.") == [0]


def test_a_name_is_not_given_to_the_narrator_whatever_the_scorer_says() -> None:
    row = Row(nearest)
    assert row.whom("[I]0 was cold.") == [0]
    assert row.whom("[Judge Rook]1 had the money.") == [1]
    assert row.whom("“[Tom]2!” said [he]1.", [1])[0] == 2


def named(how: str) -> bool:
    """Whether the narrator goes by the name that is given where his was asked for."""
    row = Row(never)
    row.read("[I]0 was cold. “Who are you?” said [a man]1.", [1])
    page = unlinked("“[Nora]9.”", [0])
    page.speeches[0].how = how
    state = row.talk.read(page, row.narration.read(page, row.state))
    return state.entities.get(0).names == ("Nora",)  # type: ignore[union-attr]


def test_the_narrator_answers_with_a_name_only_where_it_is_told_that_he_does() -> None:
    assert named("narrator")
    assert named("tag")
    assert not named("turns")


def test_a_narrator_who_gives_a_name_goes_on_under_it() -> None:
    row = Row(never)
    assert row.whom("[I]0 left. [I]0 was cold.") == [0, 0]
    assert row.whom("[My]0 name is [Silas Rook]1.") == [0, 1]
    known = row.state.entities.root(0)
    assert known == row.state.entities.root(1), "a discovery was made"
    assert row.whom("[I]0 came back. [Silas Rook]0, cried [a man]2.")[:2] == [known, known]


def test_a_heading_may_say_that_another_tells_from_there_on() -> None:
    row = Row(never)
    assert row.whom("[I]0 left.") == [0]
    assert row.whom("[I]1 stayed.", (), title="Ruth Lamb’s Journal") == [1]
    assert row.whom("[I]1 wept.") == [1]
    assert row.whom("[I]1 slept.", (), title="The Mill") == [1]


# -- the state


def told() -> list[tuple[str, Sequence[int]]]:
    return [
        ("[Julia Rook]0 met [the old miller]1 at [Pell Bridge]2L.", ()),
        ("“[I]0 know [you]1,” [she]0 said. [He]1 smiled.", [0]),
        ("[The stranger]3 came. [The stranger]3 was [Tom Vane]3.", ()),
        ("[Miss Rook]0 left [him]1. [The miller]1 saw [her]0 and [her boat]4V.", ()),
        ("[I]5 was there. [Julia]0 saw [me]5.", ()),
        ("[Captain Vane]6 came.", ()),
        ("[The captain]6 sat by [him]1.", ()),
    ] * 3


@pytest.mark.parametrize("pick", [never, nearest, lambda rows: len(rows) // 2])
def test_written_and_read_between_it_goes_on_the_same(pick: Pick) -> None:
    straight, resumed = Row(pick), Row(pick, resumes=True)
    for marked, speakers in told():
        assert straight.whom(marked, speakers) == resumed.whom(marked, speakers)
        assert straight.written() == resumed.written()
    assert len(straight.scorer.rows) == len(resumed.scorer.rows)
    for one, other in zip(straight.scorer.rows, resumed.scorer.rows, strict=True):
        assert np.array_equal(one, other), "every number that the scorer sees"
    again = straight.narration.load(json.loads(straight.written()))
    assert json.dumps(straight.narration.dump(again)) == straight.written()


def test_the_vectors_handed_to_the_scorer_are_the_mean_and_the_last() -> None:
    seen: list[tuple[Array, Array, Array]] = []

    class Watching(Scorer):
        def link(
            self, mention: Array, means: Array, lasts: Array, rows: Array, fresh: Array
        ) -> tuple[Array, float]:
            seen.append((mention, means, lasts))
            return super().link(mention, means, lasts, rows, fresh)

    row = Row(nearest)
    row.scorer = Watching(nearest)
    row.narration = Narration(cast("ReaderNetwork", row.scorer))
    row.read("[He]0 saw [him]0 and [his]0 [him]0.")
    first, second, third = (one[0] for one in seen)
    assert np.allclose(seen[2][1][0], (seen[0][1][0] + first + second) / 3, atol=2e-3)
    assert np.array_equal(seen[2][2][0], second)
    assert not np.array_equal(first, third)


def test_the_versions_tell_the_weights() -> None:
    assert Narration().version == Talk().version != ""
    assert "-" in Narration().version


# -- plain cases with the weights that ship


def whom(facts: Sequence[Fact], text: dict[int, str]) -> list[tuple[str, int]]:
    """Words and number of every mention in the order of the text, as everybody is known at last."""
    root = roots(facts)
    found = []
    for fact in sorted(facts, key=lambda one: (one.chapter, one.block, one.start, -one.end)):
        if fact.kind == "mention":
            who = int(str(fact.value["who"]))
            found.append((text[fact.block][fact.start : fact.end], root.get(who, who)))
    return found


def linked(*paragraphs: str) -> dict[str, set[int]]:
    """Numbers by the words that mean them, in small letters."""
    found: dict[str, set[int]] = {}
    for words, who in whom(read(*paragraphs)[0], dict(enumerate(paragraphs))):
        found.setdefault(words.lower(), set()).add(who)
    return found


def together(found: dict[str, set[int]], *words: str) -> int:
    """The one whom all these words mean."""
    (who,) = set().union(*(found[word] for word in words))
    return who


def test_a_pronoun_goes_to_the_only_person_there_is() -> None:
    found = linked("Mary Lamb took her hat. She left.")
    together(found, "mary lamb", "her", "she")


def test_two_people_of_different_gender_are_kept_apart() -> None:
    found = linked("Tom Rook met Mary Lamb by the mill. He gave her his hat. She thanked him.")
    tom, mary = together(found, "tom rook", "he", "his", "him"), together(found, "mary lamb", "her", "she")
    assert tom != mary
    found = linked("Mr. Rook went out. Mrs. Rook stayed at home. He was cold. She was warm.")
    assert together(found, "mr. rook", "he") != together(found, "mrs. rook", "she")


def test_the_first_person_in_talk_is_the_speaker() -> None:
    found = linked("“I have lost my hat,” said Tom Rook.", "“Then take mine,” said Mary Lamb.")
    tom, mary = together(found, "tom rook", "i", "my"), together(found, "mary lamb")
    assert tom != mary


def test_the_narrator_is_one_person_over_paragraphs_and_chapters() -> None:
    first = (
        "I was born at the old mill by the river.",
        "My mother died when I was a child, and nobody spoke to me of her.",
        "Tom Rook came to see me. He was a sailor.",
        "“I am your uncle,” said Tom Rook.",
        "I did not believe him.",
    )
    second = ("I left the mill in the spring.", "My uncle walked beside me.")
    facts, _ = read_chapters([chapter_of(*first), chapter_of(*second)])
    narrators: set[object] = set()
    spoken: set[object] = set()
    for fact in facts:
        text = (first, second)[fact.chapter][fact.block][fact.start : fact.end]
        if fact.kind == "mention" and text.lower() in {"i", "my", "me"}:
            (spoken if fact.value.get("quoted") else narrators).add(fact.value["who"])
    assert len(narrators) == 1
    assert not narrators & spoken


def test_a_discovery_joins_two_from_its_window_on_and_not_before() -> None:
    facts, _ = read(
        "The stranger sat down by the fire.",
        "Tom Rook was at home.",
        "The stranger was Tom Rook.",
        "He left.",
    )
    (same,) = (fact for fact in facts if fact.kind == "same")
    before = {fact.value["who"] for fact in facts if fact.kind == "mention" and fact.known_at < same.known_at}
    assert {same.value["one"], same.value["other"]} <= before
    assert same.known_at == 3
    behind = {fact.value["who"] for fact in facts if fact.kind == "mention" and fact.known_at > same.known_at}
    assert same.value["other"] not in behind


def test_when_somebody_was_seen_first_and_last_does_not_hang_on_who_is_linked_first() -> None:
    _, state = read("“Have you seen Ruth Lamb?” said Tom. Tom waited. Ruth Lamb came in.")
    entities = state.slots["coreference"].entities
    (ruth,) = (one for one in entities if "Ruth Lamb" in one.names)
    assert (ruth.first, ruth.last) == (0, 2)
