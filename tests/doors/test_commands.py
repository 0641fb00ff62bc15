"""The command line: what each command prints, as text and as data, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from wellanyway.asking.wording import NOT_TOLD
from wellanyway.doors import cli as door
from wellanyway.doors.cli import COMMANDS, cli
from wellanyway.doors.when import ago


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], env={"COLUMNS": "60"})


def data(*words: str | Path) -> Any:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def told(story: Path) -> Path:
    """The story, told to `me` up to 1.4."""
    assert run("tell", story, "--to", "1.4").exit_code == 0
    return story


def test_told_plainly_up_to_a_place_and_on_from_it(story: Path) -> None:
    first = run("tell", story, "--to", "1.2")
    assert first.exit_code == 0
    assert "Nobody spoke for a long while." in first.stdout
    assert "rain" not in first.stdout
    second = run("tell", "the mill", "--to", "1.3")
    assert "The rain had not stopped" in second.stdout
    assert "Nobody spoke" not in second.stdout
    assert all(len(line) < 60 for line in second.stdout.splitlines())


def test_told_from_a_place(told: Path) -> None:
    assert "Tom burned the letter." in run("tell", told, "--from", "2.2", "--to", "2.2").stdout
    assert data("status", told)["where"]["at"] == "2.2"


def test_aloud_where_nothing_can_be_drawn_on_it_is_told_in_writing(story: Path) -> None:
    done = run("tell", story, "--aloud", "--to", "1.2")
    assert done.exit_code == 0
    assert done.stderr.count("\n") == 1
    assert "told in writing" in done.stderr
    assert "Nobody spoke for a long while." in done.stdout


def test_told_to_the_end(story: Path) -> None:
    done = run("tell", story)
    assert done.stdout.rstrip().endswith("That is all there is so far.")


def test_told_to_a_scripted_listener_in_another_manner(story: Path, tmp_path: Path) -> None:
    script = tmp_path / "listener.script"
    script.write_text("at 1.2 ask Who ran to the mill?\nat 1.3 note mind the river\nat 1.3 quit\n")
    done = run("tell", story, "--script", script, "--persona", "barstool", "--listener", "ada")
    assert done.exit_code == 0, done.output
    assert "you: Who ran to the mill?" in done.stdout
    notes = data("notes", story, "--listener", "ada")
    assert [note["text"] for note in notes["notes"]] == ["mind the river"]
    assert [one["answer"]["question"] for one in notes["asked"]] == ["Who ran to the mill?"]
    assert run("notes", story).stdout == "No notes and no questions so far.\n"
    assert "note: mind the river" in run("notes", story, "--listener", "ada").stdout


def test_ask_prints_one_object(told: Path) -> None:
    answer = data("ask", told, "Who ran to the mill?")
    assert list(answer) == [
        "question", "told_to", "at", "verdict", "text", "short", "evidence", "confidence", "method", "latency_ms",
    ]  # fmt: skip
    assert (answer["told_to"], answer["at"], answer["verdict"]) == (4, "1.4", "told")
    assert set(answer["evidence"][0]) == {"sentence", "at", "quote"}
    assert "Julia" in answer["text"]


def test_what_was_asked_is_remembered_at_the_place(told: Path) -> None:
    assert data("ask", told, "who ran to the mill")["verdict"] == "told"
    assert "Julia" in data("ask", told, "what do you mean?")["text"]
    put_right = data("ask", told, "that's wrong")
    assert put_right["verdict"] == "told"
    assert "You told me that this is wrong." in data("ask", told, "Who ran to the mill?")["text"]
    assert "You told me" not in data("ask", told, "Who ran to the mill?", "--at", "1.3")["text"]


def test_ask_as_text(told: Path) -> None:
    done = run("ask", told, "Who ran to the mill?")
    assert "Julia Rook ran to the mill." in " ".join(done.stdout.split())
    assert "1.1" in done.stdout


def test_ask_at_a_place_without_having_been_told(story: Path) -> None:
    assert data("ask", story, "Who burned the letter?", "--at", "end")["verdict"] != "not_told"
    assert data("ask", story, "Who burned the letter?", "--at", "1.1")["verdict"] == "not_told"


def test_ask_before_anything_was_told_says_what_to_do(story: Path) -> None:
    done = run("ask", story, "Who is Tom?")
    assert done.exit_code == 0
    assert "nothing of The Mill on the Hill has been told to me yet" in done.stderr
    assert "--at" in done.stderr


def test_not_told_is_one_wording_for_later_and_never(told: Path) -> None:
    later = run("ask", told, "Who burned the letter?").stdout
    never = run("ask", told, "Who sold the elephant?").stdout
    assert later == never


def test_the_people(told: Path) -> None:
    names = [one["name"] for one in data("cast", told, "--at", "1")["cast"]]
    assert any("Julia" in name for name in names)
    assert "Julia" in run("cast", told, "--at", "1").stdout
    assert data("who", told, "Zanthia")["character"] is None
    assert run("who", told, "Zanthia").stdout == "Nobody I have told you of is called Zanthia.\n"
    assert "Julia Rook ran to the mill." in run("who", told, "Julia", "--at", "1").stdout
    assert run("cast", told, "--at", "1.0").stdout == ""


def test_who_said_the_last_line(told: Path) -> None:
    assert data("said", told)["said"]["speaker"] == "Tom"
    assert run("said", told).stdout.startswith("Tom")
    assert run("said", told, "--at", "1.2").stdout == "Nobody has said anything so far.\n"


def test_recap(told: Path) -> None:
    recap = data("recap", told, "--words", "20")
    assert recap["at"] == "1.4"
    assert recap["recap"]["words"] <= 20
    assert "Julia" in run("recap", told, "--at", "1.1").stdout
    assert run("recap", told, "--words", "3").exit_code == 2


def test_a_recap_of_a_part(told: Path) -> None:
    assert data("recap", told, "--chapter", "1") == data("recap", told, "--since", "1")
    ahead = run("recap", told, "--chapter", "2")
    assert ahead.exit_code == 1
    assert ahead.stderr.replace("2", "9") == run("recap", told, "--chapter", "9").stderr
    since = data("recap", told, "--since", "1.3")["recap"]["evidence"]
    assert all(item["sentence"] >= 2 for item in since)
    assert run("recap", told, "--about", "Zanthia").stdout == f"{NOT_TOLD}\n"
    assert all("Julia" in line for line in data("recap", told, "--about", "Julia")["recap"]["lines"][:1])


def test_status(story: Path, told: Path) -> None:
    status = data("status", told)
    assert status["where"]["at"] == "1.4"
    assert (status["title"], status["listener"]) == ("The Mill on the Hill", "me")
    assert "At 1.4, CHAPTER I" in run("status", told).stdout
    assert "Not begun." in run("status", story, "--listener", "bob").stdout


def test_list_shows_no_progress_unless_asked(told: Path) -> None:
    assert "1.4" in run("list").stdout
    assert "%" not in run("list").stdout
    assert re.search(r"\d+%", run("list", "--progress").stdout)
    assert "progress" not in data("list")[0]
    assert 0 < data("list", "--progress")[0]["progress"] < 1


def test_an_empty_library_says_what_to_do() -> None:
    assert "add FILE" in " ".join(run("list").stdout.split())


def test_add_files_and_folders(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "two.md").write_text("# The Two\n\nThere were two of them. One left.\n")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    done = run("add", story, folder)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 2
    assert {one["title"] for one in data("list")} == {"The Mill on the Hill", "Two"}
    missing = run("add", tmp_path / "none.txt", story)
    assert missing.exit_code == 1
    assert missing.stderr.count("\n") == 1
    assert "The Mill on the Hill" in missing.stdout
    assert data("add", story)[0]["is_whole"] is True


def test_read_says_how_fast(story: Path) -> None:
    assert run("add", story).exit_code == 0
    assert "words a second" in run("read", "the mill").stdout
    assert run("read", "the mill").stdout == "The Mill on the Hill: read before.\n"
    assert data("read", "the mill")[0]["is_whole"] is True


def test_update_keeps_the_place_and_names_what_changed(told: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.txt"
    newer.write_text(
        told.read_text().replace("Nobody spoke", "Nobody sang") + "\n\nCHAPTER III\n\nThe secret came out.\n"
    )
    done = run("update", "the mill", newer)
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    assert "1 new chapter" in said
    assert "Your place is 1.4" in said
    assert "changed since: chapter 1" in said
    assert "secret" not in said
    assert "III" not in said
    again = data("update", "the mill", newer)
    assert again["is_new"] is False


def test_wrong_usage_is_two(story: Path) -> None:
    assert run("ask").exit_code == 2
    assert run("tell", story, "--to", "chapter three").exit_code == 2
    assert run("sing").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("tell", "no such story"),
        ("ask", "no such story", "Who?"),
        ("status", "/no/such/file.epub"),
        ("tell", "{story}", "--to", "9.9"),
        ("tell", "{story}", "--persona", "nobody"),
        ("tell", "{story}", "--pace", "3"),
        ("update", "{story}", "/no/such/file.epub"),
    ],
)
def test_what_cannot_be_done_is_one_and_one_line(story: Path, words: tuple[str, ...]) -> None:
    done = run(*(word.format(story=story) for word in words))
    assert done.exit_code == 1
    assert done.stderr.startswith("wellanyway: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_fault_of_ours_is_one_line_and_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr(door, "import_module", broken)
    done = run("list")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    log = re.search(r"in (\S+\.log)", done.stderr)
    assert log is not None
    assert "a wheel came off" in Path(log[1]).read_text()
    Path(log[1]).unlink()
    monkeypatch.setenv("WELLANYWAY_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.main(["list"])


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "import_module", interrupted)
    assert run("list").exit_code == 130


def test_nobody_reading_on_is_no_error(story: Path) -> None:
    command = f"'{sys.executable}' -m wellanyway tell '{story}' | head -c 20"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_help_loads_no_command() -> None:
    code = (
        "import sys\nfrom wellanyway.doors.cli import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "loaded = [m for m in sys.modules if m.startswith(('wellanyway.doors.commands', 'sqlalchemy', 'numpy'))]\n"
        "print(loaded)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_nothing_heavy_before_the_first_sentence(story: Path) -> None:
    code = (
        "import sys\nfrom wellanyway.doors.cli import cli\n"
        f"try: cli.main(['tell', {str(story)!r}, '--to', '1.2'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'rich', 'alembic', 'prompt_toolkit', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]"), done.stdout


def test_the_short_help_is_the_commands_own() -> None:
    for name, short in COMMANDS.items():
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.short_help == short


def test_ago() -> None:
    assert ago(None) == "never"
    assert ago(0, 30) == "just now"
    assert ago(0, 60) == "a minute ago"
    assert ago(0, 3 * 3600) == "3 hours ago"
    assert ago(0, 3600) == "an hour ago"
    assert ago(0, 86_400 * 15) == "2 weeks ago"
