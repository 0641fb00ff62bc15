"""The status line says where we are in whatever room there is, and never how much is left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wellanyway.doors.terminal.status import Standing, status_row

HERE = Standing("Heart of Darkness", "The Central Station", "2.114")


def test_all_of_it_where_there_is_room() -> None:
    row = status_row(HERE, "240 words/min · ? keys", 100)
    assert row == "Heart of Darkness · The Central Station · 2.114 · 240 words/min · ? keys"


def test_shortened_in_sixty_columns() -> None:
    row = status_row(HERE, "240 words/min · ? keys", 59)
    assert len(row) <= 59
    assert row.endswith("2.114 · 240 words/min · ? keys")
    assert row.startswith("Heart of")


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 120))
def test_never_wider_than_the_screen(title: str, chapter: str, columns: int) -> None:
    row = status_row(Standing(title, chapter, "1.1"), "240 words/min · ? keys", columns)
    assert len(row) <= columns
    assert "\n" not in row
    assert "\x1b" not in row
