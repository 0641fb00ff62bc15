"""Words and marks, as the treebanks cut them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.reading_of import chapter_of, windows_of
from wellanyway.reading.page import Page, Token
from wellanyway.reading.tokens import Tokens, tokenise


def cut(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tom ran home.", "Tom ran home ."),
        ("Mr. Rook met Mrs. Lamb and Dr. Vane.", "Mr. Rook met Mrs. Lamb and Dr. Vane ."),
        ("He lived in St. Osyth.", "He lived in St. Osyth ."),
        ("at 7 a.m. in the U.S.", "at 7 a.m. in the U.S."),
        ("don't, won’t, couldn't", "do n't , wo n’t , could n't"),
        ("I'm sure he'd say she’ll go", "I 'm sure he 'd say she ’ll go"),
        ("they've, we're, I'd've", "they 've , we 're , I 'd 've"),
        ("Rook's boat, the Rooks' boat", "Rook 's boat , the Rooks ' boat"),
        ("how ’tis done", "how ’tis done"),
        ("Tell 'em", "Tell 'em"),
        ("at five o'clock, ma'am", "at five o'clock , ma'am"),
        ("D’Artagnan and O'Brien", "D’Artagnan and O'Brien"),
        ("a well-kept mill-house", "a well-kept mill-house"),
        ("her sister-in-law's hat", "her sister-in-law 's hat"),
        ("wait--no—stop", "wait -- no — stop"),
        ("well... yes…", "well ... yes …"),
        ("“Run!” he said.", "“ Run ! ” he said ."),
        ("_very_ odd", "_ very _ odd"),
        ("Zoë’s café", "Zoë ’s café"),
    ],
)
def test_cut_as_the_treebanks_do(text: str, words: str) -> None:
    assert cut(text) == words.split(" ")


def test_a_line_of_dots_or_dashes_is_one_token() -> None:
    assert cut("." * 90) == ["." * 90]
    assert cut("-" * 90) == ["-" * 90]


@given(st.text(max_size=60))
def test_every_character_but_space_is_in_one_token(text: str) -> None:
    tokens = tokenise(text)
    held = [at for token in tokens for at in range(token.start, token.end)]
    assert held == sorted(set(held))
    assert [at for at in range(len(text)) if not text[at].isspace()] == held
    assert all(token.start < token.end for token in tokens)


@given(st.lists(st.sampled_from(["Mr.", "don’t", "Rook's", "a-b", "—", "U.S.", "“", "o’clock", "x"])))
def test_a_token_does_not_depend_on_words_behind_the_next_space(words: list[str]) -> None:
    text = " ".join(words)
    whole = tokenise(text)
    for count in range(len(words)):
        end = len(" ".join(words[:count]))
        assert tokenise(text[:end]) == [token for token in whole if token.end <= end]


def test_the_stage_keeps_tokens_that_are_there() -> None:
    (window,) = windows_of([chapter_of("Tom ran.")])
    page, given_tokens = Page(window, "test"), [Token(0, 8)]
    page.tokens = list(given_tokens)
    Tokens().read(page, None)
    assert page.tokens == given_tokens
    bare = Page(window, "test")
    Tokens().read(bare, None)
    assert [bare.word(i) for i in range(3)] == ["Tom", "ran", "."]
