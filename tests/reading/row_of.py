"""Made-up chapters through a row of stages, for stages that need no model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from wellanyway.reading.page import Page
from wellanyway.reading.window import windows
from wellanyway.story import Chapter, InMemoryWork


def pages(
    stages: Sequence[Any], chapters: Sequence[Chapter], told_to: int | None = None, *, resumes: bool = False
) -> Iterator[Page]:
    """Every page of a work, or of what has been told of it; `resumes` writes and reads the states in between."""
    work = InMemoryWork(chapters)
    states = [stage.start() for stage in stages]
    before = -1
    for window in windows(work, 0, work.size() if told_to is None else told_to):
        begins = "chapter" if window.chapter != before else "break" if window.follows_break else ""
        before = window.chapter
        page = Page(window, "test", begins)
        for i, stage in enumerate(stages):
            given = stage.load(json.loads(json.dumps(stage.dump(states[i])))) if resumes else states[i]
            written = stage.dump(given)
            states[i] = stage.read(page, given)
            assert stage.dump(given) == written, f"{stage.name} changed the state it was given"
        yield page
