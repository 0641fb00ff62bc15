"""The rule from file to terminal: the same pages, another future, the same bytes out of every command.

Two files agree up to the end of a paragraph. Each is taken into a library of its own, read to its end, and
told as far as they agree; then every view and every command is asked.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import wellanyway
from wellanyway.doors.cli import cli
from wellanyway.story import InMemoryWork
from wellanyway.testing import FUTURES, compare, swap, trace
from wellanyway.testing.stories import NAMES, story

HEAD = """CHAPTER I

The rain had not stopped since noon. Julia Rook ran to Harrow Mill, and nobody saw her go.

“Where are you going?” asked Tom Marsh. He was the miller, and he had a lamp.

“Home,” said Julia.

CHAPTER II

Tom walked back to the mill. There was a letter on the table. It was from Captain Pell.

“I never saw the boat,” Tom said.

“You did.”

Nobody spoke for a long while after that.
"""
TAILS = {
    "none": "",
    "more of the chapter": "\nThen Tom ran to Harrow Hill, and Zanthia Quillfeather said, “Captain Pell was Julia all along.”\n",
    "another chapter": "\nCHAPTER III. THE DEATH OF TOM MARSH\n\nTom died. “I did it,” said Zanthia Quillfeather. Julia was his sister.\n",
    "another numbering": "\nBOOK TWO\n\nCHAPTER I\n\nThe captain’s boat was found. Captain Pell was Tom Marsh’s father.\n",
    "bytes of another coding": "\nThe café was shut.\n",
    "notes": "\nA/N: in the next one Tom dies!\n\nCHAPTER III\n\nTom died.\n",
}
COMMANDS = (
    ("ask", "Who is Julia Rook?"),
    ("ask", "Why does Tom die?"),
    ("ask", "Who is Zanthia Quillfeather?"),
    ("ask", "Where is the letter from?"),
    ("ask", "Who said that?"),
    ("recap", "--words", "40"),
    ("cast",),
    ("who", "Tom"),
    ("who", "Zanthia Quillfeather"),
    ("said",),
    ("status",),
)


def as_text(path: Path, body: str, tail: str) -> Path:
    encoding = "cp1252" if "café" in tail else "utf-8"
    path.write_bytes(body.encode("utf-8") + tail.encode(encoding))
    return path


def as_markdown(path: Path, body: str, tail: str) -> Path:
    return as_text(path, body.replace("CHAPTER I", "# CHAPTER I"), tail.replace("CHAPTER", "# CHAPTER"))


def as_epub(path: Path, body: str, tail: str) -> Path:
    chapters = [part.strip().split("\n\n") for part in (body + tail).split("CHAPTER ") if part.strip()]
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
            'full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        items = "".join(
            f'<item id="i{i}" href="{n}" media-type="application/xhtml+xml"/>' for i, n in enumerate(names)
        )
        spine = "".join(f'<itemref idref="i{i}"/>' for i in range(len(names)))
        book.writestr(
            "p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">made-up</dc:identifier>'
            "<dc:title>The Mill</dc:title><dc:language>en</dc:language></metadata><manifest>"
            '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>'
            f"{items}</manifest><spine>{spine}</spine></package>",
        )
        entries = "".join(
            f'<li><a href="{n}">Chapter {c[0]}</a></li>' for n, c in zip(names, chapters, strict=True)
        )
        book.writestr(
            "nav.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
            f'<nav epub:type="toc"><ol>{entries}</ol></nav></body></html>',
        )
        for name, chapter in zip(names, chapters, strict=True):
            text = "".join(f"<p>{paragraph}</p>" for paragraph in chapter[1:])
            book.writestr(
                name,
                f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Chapter {chapter[0]}</h1>{text}</body></html>',
            )
    return path


Writer = Callable[[Path, str, str], Path]
WRITERS: dict[str, Writer] = {"mill.txt": as_text, "mill.md": as_markdown, "mill.epub": as_epub}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("at", ["2.6", "2.4", "1.5", "1.0"])
def test_views_through_a_library_that_has_read_everything(tmp_path: Path, name: str, at: str) -> None:
    seen: dict[str, dict[str, str]] = {}
    for tail, words in TAILS.items():
        if tail == "another numbering" and name.endswith("epub"):
            continue
        folder = tmp_path / tail.replace(" ", "-")
        folder.mkdir()
        file = WRITERS[name](folder / name, HEAD, words)
        with wellanyway.Library(folder / "library") as library:
            work = library.add(file)
            library.ingest(work)
            seen[tail] = trace(library.told(work, at=at), names=("Tom", "Zanthia Quillfeather"))
    first = seen.pop("none")
    for tail, other in seen.items():
        assert compare(first, other) == [], tail


@pytest.mark.parametrize("as_json", [False, True])
def test_commands_print_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    printed: dict[str, list[tuple[int, str]]] = {}
    for tail, words in TAILS.items():
        folder = tmp_path / tail.replace(" ", "-")
        folder.mkdir()
        monkeypatch.chdir(folder)
        as_text(Path("mill.txt"), HEAD, words)
        monkeypatch.setenv("WELLANYWAY_LIBRARY", str(folder / "library"))
        runner = CliRunner()
        runner.invoke(cli, ["read", "mill.txt"])
        runner.invoke(cli, ["tell", "mill.txt", "--to", "2.6"])
        outputs = []
        for command, *words_of_it in COMMANDS:
            flags = ["--json"] if as_json else []
            done = runner.invoke(cli, [command, "mill.txt", *words_of_it, *flags])
            lines = [
                line
                for line in done.output.splitlines()
                if "latency_ms" not in line and "last_told_at" not in line
            ]
            outputs.append((done.exit_code, "\n".join(lines).partition(', "latency_ms"')[0]))
        printed[tail] = outputs
    first = printed.pop("none")
    assert any(text for _, text in first)
    for tail, other in printed.items():
        assert other == first, tail


def test_in_memory_and_library_agree(tmp_path: Path) -> None:
    file = as_text(tmp_path / "mill.txt", HEAD, TAILS["another chapter"])
    with wellanyway.Library(tmp_path / "library") as library:
        work = library.add(file)
        stored = library.told(work, at="2.5")
        told = wellanyway.read(file, to="2.5")
        assert compare(trace(told), trace(stored)) == []
        library.ingest(work)
        assert compare(trace(told), trace(library.told(work, at="2.5"))) == []


def test_a_told_knows_nothing_of_who_else_has_been_told(tmp_path: Path) -> None:
    chapters = story(3)
    size = InMemoryWork(chapters).size()
    kept = [swap(chapters, size // 2, future, other=story(4), names=NAMES) for future in FUTURES[:2]]
    assert kept[0] != kept[1]
    file = as_text(tmp_path / "mill.txt", HEAD, TAILS["another chapter"])
    with wellanyway.Library(tmp_path / "library") as library:
        work = library.add(file)
        before = trace(library.told(work, "me", at="1.3"))
        library.save_place(work, "you", library.told(work, "you", at="end").told_to, 5.0)
        library.remember(work, "you", library.told(work, "you", at="end").ask("Who is Tom?"), 6.0)
        assert compare(before, trace(library.told(work, "me", at="1.3"))) == []
        assert library.history(work, "me", 3) == ()
        assert library.history(work, "you", 3) == ()
