import pytest

from wellanyway.asking.answering.decoding import Weighed, decode


def weighed(text: str, *spans: tuple[str, float], passage: int = 0) -> list[Weighed]:
    return [
        Weighed(passage, text.index(words), text.index(words) + len(words), weight) for words, weight in spans
    ]


def test_the_stretch_that_shares_most_with_all_is_taken_and_not_the_likeliest() -> None:
    text = "They built it for the whole army of the king."
    spans = weighed(
        text, ("king", 0.34), ("the whole army", 0.22), ("for the whole army", 0.22), ("whole army", 0.22)
    )
    best, share = decode([text], spans)
    assert text[best.start : best.end] == "the whole army"
    # .22 itself, .22 * 6/7 with "for", .22 * 4/5 without "the", and nothing of the king
    assert share == pytest.approx(0.22 + 0.22 * 6 / 7 + 0.22 * 4 / 5, abs=1e-3)


def test_passages_that_agree_outweigh_one_that_is_surer() -> None:
    texts = ["She went to the mill.", "He hid in the barn.", "It was at the mill."]
    spans = [
        *weighed(texts[1], ("the barn", 0.4), passage=1),
        *weighed(texts[0], ("the mill", 0.3), passage=0),
        *weighed(texts[2], ("the mill", 0.3), passage=2),
    ]
    best, _ = decode(texts, spans)
    assert (best.passage, texts[best.passage][best.start : best.end]) == (0, "the mill")


def test_of_equals_the_first_is_taken() -> None:
    text = "a mill and a barn"
    best, _ = decode([text], weighed(text, ("mill", 0.5), ("barn", 0.5)))
    assert text[best.start : best.end] == "mill"


def test_nothing_to_decode_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        decode([], [])
