"""What the reader is fed can be led back to the file, character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapped_text import mapped, paragraphs


def test_lines_are_joined_and_signs_printed() -> None:
    text = "  “Well,” she\n   said--_softly_--and  went.\n"
    piece = mapped(text, 0, len(text))
    assert piece.text == "“Well,” she said—softly—and went."
    start = piece.text.index("softly")
    assert piece.outward(start, start + 6) == (text.index("softly"), text.index("softly") + 6)
    start = piece.text.index("—")
    assert piece.outward(start, start + 1) == (text.index("--"), text.index("--") + 2)
    at = text.index("she\n")
    assert piece.inward(at, at + 11) == (piece.text.index("she"), piece.text.index("said") + 4)


def test_a_span_is_cut_to_what_is_here() -> None:
    text = "one two\n\nthree four"
    first, second = paragraphs(text)
    assert first.inward(4, 14) == (4, 7)
    assert second.inward(4, 14) == (0, 5)
    assert first.inward(9, 14) is None


def test_long_lines_are_paragraphs() -> None:
    line = "word " * 60
    assert [piece.text for piece in paragraphs(f"{line}\n{line}\n")] == [line.strip()] * 2


@given(st.text(alphabet="ab_- \n—", max_size=60))
def test_every_character_comes_back(text: str) -> None:
    for piece in paragraphs(text):
        assert len(piece.text) == len(piece.starts) == len(piece.ends)
        assert list(piece.starts) == sorted(piece.starts)
        for i, char in enumerate(piece.text):
            start, end = piece.outward(i, i + 1)
            assert start < end
            if char.isalpha():
                assert text[start:end] == char
                assert piece.inward(start, end) == (i, i + 1)
        assert "".join(c for c in text[piece.start : piece.end] if c.isalpha()) == "".join(
            c for c in piece.text if c.isalpha()
        )
