"""Times gone by, as people say them."""

from __future__ import annotations

import time

__all__ = ["ago"]

_STEPS = ((60, "minute"), (3600, "hour"), (86_400, "day"), (7 * 86_400, "week"), (365 * 86_400, "year"))


def ago(then: float | None, now: float | None = None) -> str:
    """`just now`, `5 minutes ago`, `a day ago`; `never` for None."""
    if then is None:
        return "never"
    gone_s = max(0.0, (time.time() if now is None else now) - then)
    unit_s, unit = max((step for step in _STEPS if step[0] <= gone_s), default=(0, ""))
    if not unit:
        return "just now"
    count = int(gone_s // unit_s)
    if count == 1:
        return f"{'an' if unit == 'hour' else 'a'} {unit} ago"
    return f"{count} {unit}s ago"
