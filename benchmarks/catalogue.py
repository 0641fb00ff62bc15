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


BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark(
        "non_interference",
        "The rule: swapped futures on whole novels",
        ("--books", "{books}"),
        (("differences", "0"), ("novels", "20"), ("horizons", "400")),
        is_soak=True,
    ),
    Benchmark("kill", "Killed at random moments", (), (), is_soak=True),
    Benchmark(
        "first_sentence",
        "Time to the first sentence",
        (),
        (
            ("text_terminal.first_s", "1.0"),
            ("text_terminal.again_s", "0.5"),
            ("epub_terminal.first_s", "1.0"),
            ("epub_terminal.again_s", "0.5"),
        ),
    ),
    Benchmark("key_latency", "A key while a million words are read ahead", (), (("median_ms", "50"),)),
    Benchmark(
        "process_ask",
        "`ask` as a whole process, a million words told",
        (),
        (("process_s", "1.5"), ("session_ms", "300")),
    ),
    Benchmark(
        "ask_latency",
        "`ask` in a running session, a million words told",
        ("--books", "{books}/novels"),
        (("ask_ms_p50", "300"),),
    ),
    Benchmark("memory_peak", "Memory with a million words", (), (("peak_mb", "600"),)),
    Benchmark("library_growth", "Growth of the library", (), (("bytes_per_character", "12"),)),
    Benchmark(
        "serial_append",
        "A chapter more on a serial of a thousand",
        (),
        (("ratio", "1.5"), ("ratio_as_a_command", "1.5")),
    ),
    Benchmark(
        "fairytaleqa_retrieval",
        "Are the sentences quoted the ones that answer?",
        ("--data", "{data}", "--split", "val"),
        (("shipped.half_at_1", "0.42"), ("shipped.half_at_3", "0.62")),
    ),
    Benchmark(
        "abstention", "Does it know what it has not been told?", ("--data", "{data}", "--split", "val")
    ),
    Benchmark("example_key", "The example serial against its answer key"),
    Benchmark("sentences", "Sentence boundaries", ("--data", "{data}", "--books", "{books}")),
    Benchmark("static_embedding", "First-stage retrieval", ("--data", "{data}")),
    Benchmark(
        "novel_chapters", "Chapters of 76 novels", ("--data", "{books}/novels"), (("disagreements", "0"),)
    ),
    Benchmark("epub_tests", "The W3C's EPUB tests", ("--data", "{books}/epub-tests"), (("tracebacks", "0"),)),
)
