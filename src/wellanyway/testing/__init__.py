"""What builders on wellanyway need to prove their own doors: traces, swapped futures, contract suites."""

from __future__ import annotations

from wellanyway.testing.futures import FUTURES, Future, swap
from wellanyway.testing.trace import Difference, compare, trace
from wellanyway.testing.web_trace import frame_line, web_trace

__all__ = ["FUTURES", "Difference", "Future", "compare", "frame_line", "swap", "trace", "web_trace"]
