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


_LITBANK = ("--data", "{data}/litbank", "--split", "benchmarks/splits/litbank-test.txt")

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
        "voice",
        "The voice that ships",
        (),
        (
            ("sentence.first_sound_ms_p95", "150"),
            ("gaps.beyond_the_pause_ms_max", "0"),
            ("words.word_error_ms_median", "30"),
        ),
    ),
    Benchmark(
        "voice_terminal",
        "Breaking into a telling aloud, at the sound card",
        (),
        (("key_to_silence_ms_median", "45"), ("key_to_silence_ms_max", "60")),
    ),
    Benchmark(
        "voice_page",
        "The page told aloud, at the sound card",
        (),
        (
            ("key_to_silence_ms_median", "45"),
            ("key_to_silence_ms_max", "60"),
            ("play_to_first_sound_ms_median", "150"),
            ("beyond_the_pause_ms_max", "0"),
            ("marked_against_heard_ms_median", "within 30"),
        ),
    ),
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
        (("ask_ms_p50", "250"), ("ask_ms_p95", "500")),
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
        (
            ("shipped.half_at_1", "0.6"),
            ("shipped.half_at_3", "0.78"),
            ("shipped.section_at_1", "0.82"),
            ("shipped.section_at_3", "0.93"),
        ),
    ),
    Benchmark(
        "fairytaleqa_answers",
        "The shortest answer, given its sections and reading every one told",
        ("--data", "{data}", "--split", "val"),
        (("given_sections", "0.52"), ("every_section", "0.47")),
    ),
    Benchmark(
        "abstention",
        "Does it know what it has not been told?",
        ("--data", "{data}", "--split", "val"),
        (("auroc", "0.88"), ("false_answers_at_85", "0.25")),
    ),
    Benchmark(
        "finding_rivals",
        "Finding against SQLite FTS5, LanceDB and Chroma with a position filter",
        ("--data", "{data}", "--split", "val"),
    ),
    Benchmark(
        "refusals",
        "Refusals of names to come and of names that never come",
        ("--books", "{books}/novels"),
        (("bytes_differ", "0"), ("auc", "0.55")),
    ),
    Benchmark(
        "example_key",
        "The example serial against its answer key",
        (),
        (("verdict_and_evidence", "0.92"),),
    ),
    Benchmark(
        "own_questions",
        "240 questions of our own on twelve novels",
        ("--books", "{books}/novels"),
        (("right", "0.8"), ("by_split.test.right", "0.8")),
    ),
    Benchmark(
        "recaps",
        "Recaps against the first sentences, TextRank and LexRank, judged blind",
        ("--books", "{books}/novels"),
        (("pairs_won", "0.7"),),
    ),
    Benchmark("entities", "The reader: entities", _LITBANK, (("causal.f1", "75"),)),
    Benchmark("events", "The reader: events", _LITBANK, (("causal.f1", "70"),)),
    Benchmark(
        "coreference",
        "The reader: coreference",
        _LITBANK,
        (
            ("causal.predicted_mentions.in_the_end.mean", "65"),
            ("causal.gold_mentions.in_the_end.mean", "74"),
        ),
    ),
    Benchmark("quotations", "The reader: quotations", _LITBANK, (("f1", "0.95"),)),
    Benchmark("speakers", "The reader: speakers in LitBank", _LITBANK),
    Benchmark(
        "pdnc",
        "The reader: speakers in PDNC's format, on a page of our own in it (targets are for PDNC itself)",
        ("--data", "tests/benchmarks/fixtures/pdnc"),
        (
            ("causal.end_to_end.accuracy", "0.65"),
            ("causal.gold.accuracy", "0.85"),
            ("causal.gold.explicit", "0.97"),
            ("causal.gold.other", "0.78"),
        ),
    ),
    Benchmark("levels", "The reader: narrative levels", ("--books", "{books}/novels"), (("f1", "0.8"),)),
    Benchmark(
        "example_reader",
        "The reader: the example serial against its key",
        (),
        (("causal.who_said_it.accuracy", "0.95"), ("causal.who_is_who.accuracy", "0.95")),
    ),
    Benchmark(
        "reader_speed",
        "The reader: speed",
        ("--books", "{books}/novels"),
        (("words_per_s", "5000"),),
    ),
    Benchmark(
        "reader_memory",
        "The reader: memory with a million words",
        ("--books", "{books}/novels"),
        (("peak_mb", "800"),),
    ),
    Benchmark(
        "as_of",
        "`cast`, `who` and `said` at any horizon of a million words",
        (),
        (("cast_ms.p95", "30"), ("who_ms.p95", "30"), ("said_ms.p95", "30"), ("peak_mb", "800")),
    ),
    Benchmark(
        "page_weight",
        "The page: what it weighs",
        ("--books", "{books}/novels"),
        (("first_load_kb", "200"), ("sentence_bytes_p95", "1024")),
    ),
    Benchmark(
        "page_latency",
        "The page: a hand to stillness, a question to its answer",
        (),
        (("stopped_ms_median", "45"), ("stopped_ms_most", "60"), ("answer_over_its_own_ms_median", "30")),
    ),
    Benchmark(
        "listeners",
        "The page: 200 listeners at once",
        ("--books", "{books}/novels"),
        (
            ("sentence_ms_p95", "50"),
            ("answers_lost", "0"),
            ("answer_s_p95", "3"),
            ("peak_mb", "1500"),
        ),
    ),
    Benchmark("sentences", "Sentence boundaries", ("--data", "{data}", "--books", "{books}")),
    Benchmark("static_embedding", "First-stage retrieval", ("--data", "{data}")),
    Benchmark(
        "novel_chapters", "Chapters of 76 novels", ("--data", "{books}/novels"), (("disagreements", "0"),)
    ),
    Benchmark("epub_tests", "The W3C's EPUB tests", ("--data", "{books}/epub-tests"), (("tracebacks", "0"),)),
)
