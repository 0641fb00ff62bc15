"""Which benchmarks there are, and what their figures are held against."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BENCHMARKS", "Benchmark"]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A program, its arguments, and what its figures are held against."""

    name: str
    title: str
    arguments: tuple[str, ...] = ()
    targets: tuple[tuple[str, str], ...] = ()  # figure -> target, as the page shows it
    is_soak: bool = False


BENCHMARKS: tuple[Benchmark, ...] = ()
