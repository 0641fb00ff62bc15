"""The Python surface: read a file, ask it, keep a place, be told."""

from __future__ import annotations

from pathlib import Path

import pytest

import wellanyway
from wellanyway.errors import NotAStoryError, PositionError
from wellanyway.telling.messages import Continue, Next, SavePlace, SaySentence

STORY = """The Mill on the Hill

by A. Nobody


CHAPTER I

Julia Rook ran to the mill. Nobody spoke for a long while. The rain had not stopped since noon.

"Where is the boat?" asked Tom.

CHAPTER II

It was the third winter after the flood. Tom burned the letter.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "mill.txt"
    path.write_text(STORY)
    return path


def test_read_to_the_end_and_back(story: Path) -> None:
    told = wellanyway.read(story)
    assert (told.title, told.author, told.at) == ("The Mill on the Hill", "A. Nobody", "2.2")
    earlier = told.back_to("1.2")
    assert earlier.at == "1.2"
    with pytest.raises(PositionError):
        earlier.back_to("2.1")


def test_read_stops_where_it_was_told_to(story: Path) -> None:
    told = wellanyway.read(story, to="1.4")
    assert [sentence.text for sentence in told.sentences()][-1] == '"Where is the boat?" asked Tom.'
    assert wellanyway.read(story, to=wellanyway.Pos(1)).at == "1.4"
    with pytest.raises(PositionError):
        wellanyway.read(story, to="9.1")


def test_read_goes_no_further_than_needed(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wellanyway.reading import sentences

    titles: list[str] = []
    divide = sentences.divide

    def noting(chapter: wellanyway.Chapter) -> wellanyway.Chapter:
        titles.append(chapter.title)
        return divide(chapter)

    monkeypatch.setattr(sentences, "divide", noting)
    wellanyway.read(story, to="1.2").ask("Who ran to the mill?")
    assert len(titles) == 1


def test_what_is_no_story_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotAStoryError):
        wellanyway.read(tmp_path / "nothing.epub")


def test_a_question_is_answered_from_what_was_told(story: Path) -> None:
    answer = wellanyway.read(story).ask("Who burned the letter?")
    assert answer.verdict is not wellanyway.Verdict.NOT_TOLD
    assert "Tom burned the letter." in [evidence.quote for evidence in answer.evidence]
    before = wellanyway.read(story, to="1.1").ask("Who burned the letter?")
    assert "Tom" not in str(before)


def test_a_library_keeps_the_place(story: Path, tmp_path: Path) -> None:
    with wellanyway.Library(tmp_path / "library") as library:
        work = library.add(story)
        session = library.session(work, "ada")
        for given in (Continue(), Next(), Next()):
            for effect in session.step(given):
                if isinstance(effect, SavePlace):
                    library.save_place(work, "ada", effect.told_to, 1e9)
    with wellanyway.Library(tmp_path / "library") as library:
        work = library.find("the mill")
        assert library.told(work, listener="ada").at == "1.2"
        assert library.told(work, listener="bob").told_to == 0
        assert library.told(work, at="end").at == "2.2"
        effects = library.session(work, "ada", clock=lambda: 1e9).step(Continue())
        says = [effect for effect in effects if isinstance(effect, SaySentence)]
        assert says[0].sentence.at == "1.3"


def test_taking_in_and_progress(story: Path, tmp_path: Path) -> None:
    with wellanyway.Library(tmp_path / "library") as library:
        work = library.add(story)
        seen: list[int] = []
        assert library.take_in(work, progress=lambda taken: seen.append(taken.words))
        assert seen == sorted(seen)
        assert not library.take_in(work, stop=lambda: True)
        library.save_place(work, "me", 3, 1e9)
        assert library.progress(library.works()[0]) == pytest.approx(3 / 6)
