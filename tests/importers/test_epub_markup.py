"""How the markup of a book is read: what each thing is, and what a voice does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.build import prose
from tests.importers.test_epub import one, texts
from wellanyway.story import Block, BlockKind, Chapter, ParatextKind


def kinds(chapter: Chapter) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in chapter.blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p><span class="dropcap">O</span>nce more.</p>', "Once more."),
        ('<p class="drop-cap">O</p><p>nce more.</p>', "Once more."),
        ('<p><img src="o.png" alt="O"/>nce more.</p>', "Once more."),
        ("<p>O&#173;nce&#8203; more.</p>", "Once more."),
        ("<p>Once&nbsp;\n  more.</p>", "Once more."),
        ("<p>Once<a epub:type='noteref' href='n.xhtml#1'>1</a> more.</p>", "Once more."),
        ("<p>Once<sup><a href='#n1'>1</a></sup> more.</p>", "Once more."),
        ("<p>Once more.<sup>2</sup></p>", "Once more."),
        ("<p>Once more<a href='#n1'>[3]</a>.</p>", "Once more."),
        ("<p>The 10<sup>th</sup> of May.</p>", "The 10th of May."),
        ("<p>Go to <a epub:type='noteref' href='#n'>the note</a>.</p>", "Go to the note."),
        ("<p>Once <span epub:type='pagebreak' title='12'>12</span>more.</p>", "Once more."),
        ("<p>Once <span class='pagenum'>[12]</span>more.</p>", "Once more."),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> more.</p>", "漢 more."),
        ("<p>Once <img src='x.png' alt='a heron'/>more.</p>", "Once more."),
        ("<p>Once <math alttext='x squared'><mi>x</mi></math> more.</p>", "Once x squared more."),
        ("<p>Once<script>var x = 1;</script><style>p{}</style> more.</p>", "Once more."),
        ("<p>Once <span hidden='hidden'>and </span>more.</p>", "Once more."),
        ("<p>Once <span style='display: none'>and </span>more.</p>", "Once more."),
        ("<p>“\u200a‘Once\u2060—more.</p>", "“‘Once—more."),
        ("<p>Fish &amp; chips &lt;hot&gt; &eacute;&hellip;</p>", "Fish & chips <hot> é…"),
        ("<p>Tom & Jerry</p>", "Tom & Jerry"),
        ("<p><![CDATA[a < b]]></p>", "a < b"),
        ("<p>Once<wbr/>more.</p>", "Oncemore."),
        ("<p>Once <span class='smallcaps'>More</span>.</p>", "Once More."),
    ],
)
def test_what_is_said(tmp_path: Path, body: str, text: str) -> None:
    assert texts(one(body + "<p>And so on.</p>", tmp_path))[0] == text


@pytest.mark.parametrize(
    "body",
    [
        "<hr/>", "<p>* * *</p>", "<p>***</p>", "<p class='center'>⁂</p>", "<div class='scenebreak'></div>",
        "<p class='tb'>&nbsp;</p>", "<p>xXx</p>", "<p>~oOo~</p>", "<p>-x-x-x-</p>", "<p><img src='break.png' alt=''/></p>",
        "<div class='ornament'><img src='a.png' alt='* * *'/></div>", "<hr/><p>* * *</p><hr/>", "<p>———</p>", "<p># # #</p>",
        "<div><p>*</p><p>*</p></div>",
    ],
)  # fmt: skip
def test_a_pause_between_scenes(tmp_path: Path, body: str) -> None:
    chapter = one(f"<p>Before.</p>{body}<p>After.</p>", tmp_path)
    assert kinds(chapter) == [("paragraph", "Before."), ("scene-break", ""), ("paragraph", "After.")]


def test_pauses_at_the_ends_are_nothing(tmp_path: Path) -> None:
    assert kinds(one("<h2>One</h2><hr/><p>All.</p><hr/>", tmp_path)) == [("paragraph", "All.")]


def test_a_class_that_pauses_before_its_words(tmp_path: Path) -> None:
    found = kinds(one("<p>Before.</p><p class='scene-break'>After.</p>", tmp_path))
    assert found == [("paragraph", "Before."), ("scene-break", ""), ("paragraph", "After.")]


@pytest.mark.parametrize("text", ["...", "?!", "17", "No.", "§ 3"])
def test_short_words_are_no_pause(tmp_path: Path, text: str) -> None:
    assert ("paragraph", text) in kinds(one(f"<p>Before.</p><p>{text}</p><p>After.</p>", tmp_path))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One.<br/><br/>Two.</p>", [("paragraph", "One."), ("paragraph", "Two.")]),
        ("<div>One.<p>Two.</p>Three.</div>", [("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three.")]),
        ("<div>In<div>and<div>in</div></div>out</div>", [("paragraph", word) for word in ("In", "and", "in", "out")]),
        ("<blockquote><p>Said.</p></blockquote>", [("quote", "Said.")]),
        ("<ul><li>One</li><li><p>Two</p></li></ul>", [("list", "One"), ("list", "Two")]),
        ("<dl><dt>Mud</dt><dd>wet earth</dd></dl>", [("list", "Mud"), ("list", "wet earth")]),
        ("<table><tr><td>One</td><td>Two.</td><td>Three</td></tr></table>", [("list", "One, Two. Three")]),
        ("<table><tr><td><p>One.</p><p>Two.</p></td></tr></table>", [("list", "One."), ("list", "Two.")]),
        ("<pre>roses\nred\n\nviolets\nblue</pre>", [("verse", "roses\nred"), ("verse", "violets\nblue")]),
        ("<p>Roses are red,<br/>violets are blue.</p>", [("verse", "Roses are red,\nviolets are blue.")]),
        ("<p>“Run!” he said.<br/>“No.”</p>", [("paragraph", "“Run!” he said."), ("paragraph", "“No.”")]),
        ("<div class='poem'><p>One</p><p>Two</p></div>", [("verse", "One\nTwo")]),
        (
            "<div epub:type='z3998:poem'><p><span>a</span><br/><span>b</span></p><p><span>c</span><br/>d</p></div>",
            [("verse", "a\nb"), ("verse", "c\nd")],
        ),
        (
            "<div class='poetry'><div class='stanza'><div class='line'>a</div><div class='line'>b</div></div>"
            "<div class='stanza'><div class='line'>c</div></div></div>",
            [("verse", "a\nb"), ("verse", "c")],
        ),
        (
            "<blockquote epub:type='z3998:letter'><p>Dear W,</p><p>Come.</p><footer><p>Yours,<br/>O.</p></footer></blockquote>",
            [("letter", "Dear W,"), ("letter", "Come."), ("letter", "Yours,\nO.")],
        ),
        ("<div class='letter'><blockquote><p>Come.</p></blockquote></div>", [("letter", "Come.")]),
        ("<h3>The Mill</h3>", [("heading", "The Mill")]),
        ("<figure><img src='x.png'/><figcaption>A mill</figcaption></figure>", []),
        ("<figure><blockquote>Halt!</blockquote></figure>", [("quote", "Halt!")]),
        ("<p><a href='c2.xhtml'>Next chapter</a></p>", []),
        ("<svg><text>low</text></svg>", []),
        ("<center>FINIS</center>", [("paragraph", "FINIS")]),
    ],
)  # fmt: skip
def test_what_a_thing_is(tmp_path: Path, body: str, expected: list[tuple[str, str]]) -> None:
    chapter = one(f"<p>Before.</p>{body}<p>After.</p>", tmp_path)
    assert kinds(chapter)[1:-1] == expected
    assert kinds(chapter)[0] == ("paragraph", "Before.")
    assert kinds(chapter)[-1] == ("paragraph", "After.")


def test_hand_wrapped_prose_is_a_paragraph(tmp_path: Path) -> None:
    line = "the tide went out and the lamps of the far shore came on again"
    chapter = one(f"<p>Before.</p><pre>{line}\n{line}\nat last.</pre>", tmp_path)
    assert kinds(chapter)[1] == ("paragraph", f"{line} {line} at last.")


def spans(block: Block) -> list[str]:
    return [block.text[start:end] for start, end in block.emphasis]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>He <em>never</em> did.</p>", ["never"]),
        ("<p>He <i> never </i>did.</p>", ["never"]),
        ("<p><b>He <i>never</i></b> did.</p>", ["He never"]),
        ("<p>He <span class='italic'>never</span> did <strong>it</strong>.</p>", ["never", "it"]),
        ("<p>He <i></i>did.</p>", []),
    ],
)
def test_emphasis_is_kept(tmp_path: Path, body: str, found: list[str]) -> None:
    assert spans(one(body, tmp_path).blocks[0]) == found


def test_emphasis_over_several_blocks(tmp_path: Path) -> None:
    chapter = one("<div><i>One.<br/><br/>Two.</i> Three.</div>", tmp_path)
    assert [spans(block) for block in chapter.blocks] == [["One."], ["Two."]]


def test_footnotes_are_kept_for_after_the_chapter(tmp_path: Path) -> None:
    body = prose(1) + "<aside epub:type='footnote' id='n1'><p>Mud is wet.</p><p>Very.</p></aside>"
    chapter = one(body, tmp_path)
    assert len(chapter.blocks) == 3
    [note] = chapter.paratext
    assert (note.kind, note.text, note.is_after) == (ParatextKind.FOOTNOTE, "Mud is wet.\nVery.", True)


def test_an_epigraph_of_a_chapter_is_kept_beside_it(tmp_path: Path) -> None:
    chapter = one(
        f"<h2>One</h2><blockquote epub:type='epigraph'><p>Mud.</p></blockquote>{prose(1)}", tmp_path
    )
    assert [(note.kind, note.text) for note in chapter.paratext] == [(ParatextKind.EPIGRAPH, "Mud.")]
    assert len(chapter.blocks) == 3


def test_notes_of_the_author_in_plain_paragraphs(tmp_path: Path) -> None:
    body = (
        "<p><b>Disclaimer:</b> I own nothing.</p><p>A/N: Back at last.</p><p>Sorry.</p><hr/>"
        "<p>She warned him: mud.</p><p>Warning: deep mud, said the sign.</p><p>Author's Note: review!</p>"
    )
    chapter = one(body, tmp_path)
    assert texts(chapter) == ["She warned him: mud.", "Warning: deep mud, said the sign."]
    assert [(note.kind.value, note.text, note.is_after) for note in chapter.paratext] == [
        ("disclaimer", "Disclaimer: I own nothing.", False),
        ("note", "A/N: Back at last.\nSorry.", False),
        ("note", "Author's Note: review!", True),
    ]


def test_a_broken_page_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    chapter = one("<p>One <b>two<p>Three &undefined; four<br>five</div></p><p>Six", tmp_path)
    assert texts(chapter)[0] == "One two"
    assert texts(chapter)[-1] == "Six"


def test_a_picture_of_a_letter_is_not_taken_for_a_word(tmp_path: Path) -> None:
    chapter = one("<p><img src='x.png' alt='A'/></p><p>Then.</p>", tmp_path)
    assert chapter.blocks[-1].text == "Then."
    assert all(block.kind is not BlockKind.VERSE for block in chapter.blocks)
