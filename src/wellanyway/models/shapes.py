"""How a word is written, for encoders that are blind to case."""

__all__ = ["shape"]


def shape(word: str) -> int:
    """How a word is written: lower, Capital, UPPER, mIxed, digits, marks, single capital, other."""
    if word.islower():
        return 1
    if word.isalpha() or any(char.isalpha() for char in word):
        if len(word) == 1 and word.isupper():
            return 7
        if word.isupper():
            return 3
        if word[0].isupper():
            return 2
        return 4
    return 5 if word[:1].isdigit() else 6
