from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellanyway.reading.page import Page, Speech
from wellanyway.reading.quotations import Quotations, QuotationState
from wellanyway.reading.sentences import divide
from wellanyway.reading.window import Window, windows
from wellanyway.story import Block, BlockKind, Chapter, InMemoryWork, Sentence

Blocks = Sequence[str | Block]


def chapter(blocks: Blocks, key: str = "one") -> Chapter:
    """A divided chapter; an empty paragraph is a scene break."""
    return divide(Chapter(key, "", tuple(map(block_of, blocks))))


def block_of(block: str | Block) -> Block:
    if isinstance(block, Block):
        return block
    return Block(BlockKind.PARAGRAPH if block else BlockKind.SCENE_BREAK, block)


def windows_of(*chapters: Blocks) -> list[Window]:
    work = InMemoryWork([chapter(blocks, str(number)) for number, blocks in enumerate(chapters)])
    return list(windows(work, 0, work.size()))


def unsplit(blocks: Sequence[Block]) -> list[Window]:
    """Windows of one sentence each, whatever stands in them."""
    return [
        Window(0, "", at, block, (Sentence(at, 0, at + 1, at, 0, len(block.text), block.text),))
        for at, block in enumerate(blocks)
    ]


def read(*chapters: Blocks) -> list[tuple[str, list[Speech]]]:
    """Each block's text with its speeches."""
    return read_windows(windows_of(*chapters))


def read_windows(fed: Sequence[Window]) -> list[tuple[str, list[Speech]]]:
    stage = Quotations()
    state = stage.start()
    found = []
    for window in fed:
        page = Page(window, "test")
        state = stage.read(page, state)
        found.append((page.text, page.speeches))
    return found


def quoted(*blocks: str | Block, mode: str = "speech", depth: int = 0) -> list[str]:
    """The words of what is said in a chapter."""
    return [
        text[speech.start : speech.end]
        for text, speeches in read(blocks)
        for speech in speeches
        if speech.mode == mode and speech.depth == depth
    ]


def emphasised(text: str, words: str) -> Block:
    start = text.index(words)
    return Block(BlockKind.PARAGRAPH, text, emphasis=((start, start + len(words)),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“Run!” he said. “Now.”", ["“Run!”", "“Now.”"]),
        ('"Run," he said, "or stay."', ['"Run,"', '"or stay."']),
        ("“The mill,” said Nell, “is on fire.” She ran.", ["“The mill,”", "“is on fire.”"]),
        ("‘I don’t know,’ said Tom’s wife. ‘Not ’tis.’", ["‘I don’t know,’", "‘Not ’tis.’"]),
        ("'It's the boys' boat,' he said.", ["'It's the boys' boat,'"]),
        ("'Give 'em the masters' oars,' said Ned. 'And the boys'.'", ["'Give 'em the masters' oars,'", "'And the boys'.'"]),
        ("«Run,» he said.", ["«Run,»"]),
        ("»Run,« he said. »Why?«", ["»Run,«", "»Why?«"]),
        ("„Run,“ he said. „The mill is on fire.“", ["„Run,“", "„The mill is on fire.“"]),
        ("「Run,」 he said.", ["「Run,」"]),
        ("``Run,'' he said, ``it's on fire.''", ["``Run,''", "``it's on fire.''"]),
        ("—Is it you? said Nell.", ["—Is it you?"]),
        ("—Come in, said Nell. You must be wet.", ["—Come in,", "You must be wet."]),
        ("—It is late, Nell said crossly, and you are wet, you know.", ["—It is late,", "and you are wet, you know."]),
        ("—I never saw it, he said. Slowly he came to the door.", ["—I never saw it,"]),
        ("—I never saw it, he said. Sighing, she brought the oar.", ["—I never saw it,"]),
        ("She began to sing “Come, my love, to the mill!”", ["“Come, my love, to the mill!”"]),
        ("—I never saw it, he said. He went to the door and opened it.", ["—I never saw it,"]),
        ("“I was going to—” He stopped. “Never mind.”", ["“I was going to—”", "“Never mind.”"]),
        ("“I was—you know it—at the mill,” she said.", ["“I was—you know it—at the mill,”"]),
        ("Nell said—“You are late.”", ["“You are late.”"]),
        ("He asked her, “Are you cold?” and she said, “No.”", ["“Are you cold?”", "“No.”"]),
        ("She cried “Help!” and fell.", ["“Help!”"]),
        ("“Well,” and he put down the oar, “here we are.”", ["“Well,”", "“here we are.”"]),
        ("“Ay, goin’ an’ comin’ they were, th’ boys’ boats,” said Ned.", ["“Ay, goin’ an’ comin’ they were, th’ boys’ boats,”"]),
        ("'D' ye hear me, or d' ye not?' said Ned.", ["'D' ye hear me, or d' ye not?'"]),
        ('"It was 6\' 2" in length," he said.', ['"It was 6\' 2" in length,"']),
    ],
)  # fmt: skip
def test_what_is_said_in_every_convention(text: str, said: list[str]) -> None:
    assert quoted(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “boat” sank.",
        "They lived at the “Crooked Inn,” which had no roof.",
        "He was reading “The Drowned Mill” when she came in.",
        "By “soon” she meant never.",
        "She was a 'lady' now, and he a 'gentleman', or so they thought.",
        "Tom’s boys’ boat wasn’t theirs.",
        "’Twas the miller’s, and ’tis his now; give ’em back.",
        "The summer of '76, the farmers' summer, was over.",
        "The door was 6' 2\" high and 3' wide.",
        "— and so it went on, said the miller's wife to all who came.",
        "He looked at her as if to say, “I told you.”",
        "It was all very well to say, “Jump in,” but the water was cold.",
        "The clerk sat there, ready to call out “My turn!” at the door.",
        "It was gone as soon as you can say “Boat!” to a goose.",
        "“What a fine boat!” you will say. It is not.",
        "She looked away, clearly indicating, “I am not at home.”",
        "They went to town to hear her sing “The Mill.” Nobody came back.",
        "The boys left their birds ' - nesting and ran off; it was noon.",
    ],
)
def test_titles_words_and_apostrophes_are_not_said(text: str) -> None:
    assert [speeches for _, speeches in read([text])] == [[]]


def test_a_quotation_inside_a_quotation() -> None:
    text = "“He said, ‘Run,’ and ran,” said Nell. ‘The “mill” burns.’"
    (_, speeches), *_ = read([text])
    assert [(text[s.start : s.end], s.depth) for s in speeches] == [
        ("“He said, ‘Run,’ and ran,”", 0),
        ("‘Run,’", 1),
        ("‘The “mill” burns.’", 0),
    ]


def test_marks_and_order() -> None:
    text = "“He said, ‘Run!’” she told them. “Then he ran."
    (_, speeches), *_ = read([text])
    assert [(s.mark, s.is_closed) for s in speeches] == [("“", True), ("‘", True), ("“", False)]
    assert [s.start for s in speeches] == sorted(s.start for s in speeches)


def going_on(*blocks: str | Block) -> list[list[tuple[bool, bool]]]:
    """For each block, whether its outermost quotations continue and whether they are closed."""
    return [[(s.continues, s.is_closed) for s in speeches if not s.depth] for _, speeches in read(blocks)]


@pytest.mark.parametrize("mark", ["“”", '""', "‘’", "''", "«»"])
def test_a_quotation_goes_on_over_paragraphs_opened_again_each_time(mark: str) -> None:
    a, b = mark[0], mark[1]
    blocks = (
        f"{a}It began with a boat.",
        f"{a}The boat had no oars.",
        f"{a}That is all,{b} said Nell.",
        f"{a}Is it?{b}",
    )
    assert going_on(*blocks) == [[(False, False)], [(True, False)], [(True, True)], [(False, True)]]


def test_one_goes_on_without_being_opened_again() -> None:
    found = read(["“It began with a boat, you see.", "And that is all there is to tell,” said Nell."])
    text, (speech,) = found[1]
    assert text[speech.start : speech.end] == "And that is all there is to tell,”"
    assert (speech.continues, speech.mark, speech.is_closed) == (True, "", True)


def test_nested_quotations_are_opened_again_together() -> None:
    found = read(["“He told me, ‘I was at sea.", "“‘And I drowned,’ he told me.”"])
    assert [(s.depth, s.continues, s.is_closed) for s in found[0][1]] == [
        (0, False, False),
        (1, False, False),
    ]
    assert [(s.depth, s.continues, s.is_closed) for s in found[1][1]] == [(0, True, True), (1, True, True)]


def test_a_tale_goes_on_around_the_verse_in_it() -> None:
    verse = Block(BlockKind.VERSE, "The mill goes round,\nand I am drowned.")
    found = read(["“She sang to us:", verse, "“And then she left.”"])
    assert found[2][1][0].continues


@pytest.mark.parametrize("between", [(), ("",), ("Nobody spoke for a long while.",)])
def test_what_is_left_open_is_forgotten(between: tuple[str, ...]) -> None:
    """At a scene break, behind a paragraph that nothing goes on in, and in a new chapter."""
    first, second = "“It began with a boat.", "“Who is there?” said Nell."
    found = read([first, *between, second]) if between else read([first], [second])
    assert not found[-1][1][0].continues


def test_one_never_closed_ends_where_the_next_begins() -> None:
    assert quoted("“Go away! said Nell. “I am asleep.”") == ["“Go away!", "“I am asleep.”"]


def test_verse_with_a_mark_before_every_line_is_one_quotation() -> None:
    block = Block(BlockKind.VERSE, "“The mill goes round,\n“the wheel goes down,\n“and I am drowned.”")
    assert quoted("Nell sang all night.", "It was the old song.", block) == [block.text]


def test_the_documents_habit_decides_what_an_apostrophe_is() -> None:
    """`'Ullsford` may be a quotation's beginning or a word that has lost its own."""
    double = ["“Who is there?” said Nell.", "“I am,” said Ned."] * 4
    single = ["‘Who is there?’ said Nell.", "‘I am,’ said Ned."] * 4
    odd = "'Ullsford is on fire, and nobody has told the miller"
    assert read([*double, odd])[-1][1] == []
    assert [s.start for s in read([*single, odd])[-1][1]] == [0]


def test_a_dash_opens_talk_where_a_tag_has_said_so_or_it_is_the_habit() -> None:
    plain = "—The mill is on fire."
    assert quoted(plain) == []
    assert quoted("—Who is there? said Nell.", "—It is I, Ned said.", plain)[-1] == plain
    assert quoted("She opened the door: —Who is there?") == []
    assert quoted("At last he said:", "—The mill is on fire.", "—It is not.") == ["—The mill is on fire."]
    assert quoted("Then he said to her: —The mill is on fire.") == ["—The mill is on fire."]
    habit = ["—Who is there? said Nell.", "—It is I, Ned said."]
    assert quoted(*habit, "She opened the door and said: —The mill is on fire.")[-1] == plain


@pytest.mark.parametrize(
    ("text", "thought"),
    [
        ("“I must not laugh,” thought Nell. “It would be rude.”", ["“I must not laugh,”", "“It would be rude.”"]),
        ("‘Is it he?’ she wondered, and went to the door.", ["‘Is it he?’"]),
        ("Ned thought, “She is late again.”", ["“She is late again.”"]),
        ("“Dead!” I thought it was the oar that had struck him.", []),
        ("“You know best,” said Ned; he thought so too.", []),
    ],
)  # fmt: skip
def test_thought_is_told_from_speech(text: str, thought: list[str]) -> None:
    assert quoted(text, mode="thought") == thought


@pytest.mark.parametrize(
    ("text", "words", "mode"),
    [
        ("I should have stayed. She shut the door.", "I should have stayed.", "thought"),
        ("She shut the door. Too late, she thought.", "Too late,", "thought"),
        ("They cried out, Hurgo dal, and fell down.", "Hurgo dal", "speech"),
        ("It was his boat, not theirs.", "his", None),
        ("She had read The Drowned Mill. Twice.", "The Drowned Mill.", None),
        ("Nobody, and I mean nobody, saw it.", "nobody", None),
        ("The Good Intent sailed at noon.", "The Good Intent", None),
    ],
)
def test_emphasis_is_thought_only_where_it_is_a_whole_one(text: str, words: str, mode: str | None) -> None:
    found = read([emphasised(text, words)])[0][1]
    assert [(text[s.start : s.end], s.mode) for s in found] == ([(words, mode)] if mode else [])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The sign said, “No boats after dark.”", ["“No boats after dark.”"]),
        ("“Come at once,” she wrote. “The mill is sold.”", ["“Come at once,”", "“The mill is sold.”"]),
        ("“No boats after dark,” the notice read.", ["“No boats after dark,”"]),
        ("The telegram ran: “Mill sold. Come.”", ["“Mill sold. Come.”"]),
        ("“For my dear son,” was engraved on the lid.", ["“For my dear son,”"]),
        ("There was a label with the words “Eat me” neatly printed on it.", ["“Eat me”"]),
        ("“The mill has stopped, and so have I.”—Obed Rook", ["“The mill has stopped, and so have I.”"]),
        ("[Illustration: “You are late,” said Nell]", ["“You are late,”"]),
        ("“The mill has stopped.” — Obed Rook sat down.", []),
        ("“Here is your letter,” said Nell, holding the letter.", []),
        ("She put down her book and said, “Come in.”", []),
    ],
)
def test_writing_is_told_from_speech(text: str, written: list[str]) -> None:
    assert quoted(text, mode="writing") == written


def test_a_letter_set_apart_is_writing_from_end_to_end() -> None:
    letter = Block(BlockKind.LETTER, "Dear Ned,\nShe asked me, “Is he dead?” and I wept.")
    foot = Block(BlockKind.LETTER, "Yours, Nell.")
    found = read(["He opened it.", letter, foot, "He wept too."])
    text, speeches = found[1]
    assert [(text[s.start : s.end], s.mode, s.depth) for s in speeches] == [
        (text, "writing", 0),
        ("“Is he dead?”", "speech", 1),
    ]
    assert [(s.mode, s.continues, s.mark) for s in found[2][1]] == [("writing", True, "")]
    assert found[3][1] == []


def test_a_letter_between_marks_stays_writing_over_paragraphs() -> None:
    found = read(
        ["The letter ran: “Dear Ned,", "“The mill is sold.", "“Come home.”", "“Who wrote it?” said Ned."]
    )
    assert [s.mode for _, speeches in found for s in speeches] == ["writing", "writing", "writing", "speech"]


def test_headings_hold_no_speeches() -> None:
    assert read([Block(BlockKind.HEADING, "“Who is there?” said Nell")])[0][1] == []


def cut(window: Window, count: int) -> Window:
    """A window of which `count` sentences have been told."""
    end = window.sentences[count - 1].end
    return replace(
        window, block=window.block.upto(end), sentences=window.sentences[:count], is_complete=False
    )


def test_a_quotation_told_in_part_is_not_closed() -> None:
    (window,) = windows_of(["“I came home. The mill was gone. I wept,” said Nell. “It is true.”"])
    stage = Quotations()
    page = Page(cut(window, 2), "test")
    stage.read(page, stage.start())
    assert [(s.start, s.end, s.is_closed) for s in page.speeches] == [(0, len(page.text), False)]


_SAID = st.sampled_from(
    ["Where is the boat?", "I never saw it. Nor did you.", "They are the miller's", "Run! It burns!", "It’s late. Very late"]
)  # fmt: skip
_TOLD = st.sampled_from(
    ["Nobody spoke.", "She went to the door.", "The boys’ boat had sunk.", "It was 'late'."]
)
_PAIRS = (("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"))


@st.composite
def _paragraph(draw: st.DrawFn, marks: tuple[str, str]) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        said = draw(_SAID)
        if draw(st.booleans()):
            parts.append(draw(_TOLD))
        elif said[-1] in "?!.":
            parts.append(
                f"{marks[0]}{said}{marks[1]} {draw(st.sampled_from(['', 'she said. ', 'said Ned. ']))}".strip()
            )
        else:
            parts.append(f"{marks[0]}{said},{marks[1]} said Ned.")
    return " ".join(parts)


@st.composite
def _stories(draw: st.DrawFn) -> list[str]:
    marks = draw(st.sampled_from(_PAIRS))
    return draw(st.lists(_paragraph(marks), min_size=1, max_size=6))


@given(_stories())
@settings(max_examples=150, deadline=None)
def test_the_told_part_of_a_block_holds_the_same_speeches(story: list[str]) -> None:
    stage = Quotations()
    state = stage.start()
    for window in windows_of(story):
        whole = Page(window, "test")
        after = stage.read(whole, state)
        for count in range(1, len(window.sentences)):
            part = Page(cut(window, count), "test")
            stage.read(part, state)
            told = len(part.text)
            assert [(s.start, s.mode) for s in part.speeches] == [
                (s.start, s.mode) for s in whole.speeches if s.start < told
            ]
            assert [s.is_closed for s in part.speeches] == [
                s.is_closed and s.end <= told for s in whole.speeches if s.start < told
            ]
        state = after


_TEXT = st.text(alphabet="ab ,.!?“”‘’\"'«»„「」`—-\nABI", min_size=1, max_size=60).filter(str.strip)
_KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.LETTER, BlockKind.QUOTE])


@given(st.lists(st.tuples(_KINDS, _TEXT), min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_speeches_lie_in_the_text_and_do_not_cross(parts: list[tuple[BlockKind, str]]) -> None:
    for text, speeches in read_windows(unsplit([Block(kind, text.strip()) for kind, text in parts])):
        enclosing: list[int] = []
        for speech in speeches:
            assert 0 <= speech.start < speech.end <= len(text)
            assert text.startswith(speech.mark, speech.start)
            while enclosing and enclosing[-1] <= speech.start:
                enclosing.pop()
            assert speech.depth == len(enclosing)
            assert not enclosing or speech.end <= enclosing[-1]
            enclosing.append(speech.end)
        places = [(speech.start, -speech.end) for speech in speeches]
        assert places == sorted(places)


@given(st.lists(_TEXT, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_state_read_back_reads_on_alike(texts: list[str]) -> None:
    stage = Quotations()
    state: QuotationState = stage.start()
    kept = state
    for window in unsplit([Block(BlockKind.PARAGRAPH, text.strip()) for text in texts]):
        one, other = Page(window, "test"), Page(window, "test")
        before = json.dumps(stage.dump(state))
        after = stage.read(one, state)
        assert json.dumps(stage.dump(state)) == before  # what is given is not changed
        kept = stage.load(json.loads(json.dumps(stage.dump(stage.read(other, kept)))))
        assert one.speeches == other.speeches
        assert kept == after
        state = after


def test_the_state_stays_small() -> None:
    blocks = ["“Who is there?” said Nell.", "—It is I.", "‘I,’ said Ned.", "«No,» said Ned."] * 100
    stage = Quotations()
    state = stage.start()
    for window in windows_of(blocks):
        state = stage.read(Page(window, "test"), state)
    assert len(json.dumps(stage.dump(state))) < 300
