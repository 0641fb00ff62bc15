"""UpdateReport: what a newer file of a work brought; apart, so that nothing has to load the work behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["UpdateReport"]


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update did. Chapters are numbered from 1 as they are told here.

    new_chapters   how many came that had not been there in any form; their titles stay sealed
    changed_heard  by listener: chapters they have heard that read otherwise now
    kept           by listener: chapters they have heard that the file has dropped, kept as they were told
    """

    is_new: bool
    new_chapters: int = 0
    changed_heard: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
