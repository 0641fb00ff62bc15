"""Weights are verified before they are used, and one line says what is wrong."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from wellanyway.errors import ModelError
from wellanyway.models import encoder, frequencies, reader_network, static_embedding, weights_folder
from wellanyway.models.loader import checksum, verified


def manifest() -> dict[str, dict[str, object]]:
    held: dict[str, dict[str, object]] = json.loads((weights_folder() / "MANIFEST.json").read_text("utf-8"))
    return held


def a_folder(folder: Path, content: bytes = b"weights") -> Path:
    entry = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "MANIFEST.json").write_text(json.dumps({"a.bin": entry}))
    (folder / "a.bin").write_bytes(content)
    return folder


def test_every_weight_file_is_whole_and_every_file_is_named() -> None:
    for name in manifest():
        assert verified(name).exists()
    weights = {path.name for path in weights_folder().iterdir() if path.suffix != ".md"}
    assert weights == {*manifest(), "MANIFEST.json"}


def test_every_weight_file_has_a_card_that_names_its_licence() -> None:
    for name, entry in manifest().items():
        card = (weights_folder() / str(entry["card"])).read_text("utf-8")
        assert name in card
        assert str(entry["licence"]) in card


def test_the_weights_stay_small() -> None:
    sizes = [path.stat().st_size for path in weights_folder().iterdir()]
    assert sum(sizes) <= 60_000_000
    assert max(sizes) <= 30_000_000


def test_a_checksum_tells_a_file_by_twelve_digits() -> None:
    for name, entry in manifest().items():
        assert checksum(name) == str(entry["sha256"])[:12]
    assert len({checksum(name) for name in manifest()}) == len(manifest())


def test_what_the_networks_share_is_loaded_once() -> None:
    assert encoder()._words is reader_network()._words
    assert reader_network() is reader_network()


def test_a_good_file_is_given_by_path(tmp_path: Path) -> None:
    assert verified("a.bin", folder=a_folder(tmp_path)) == tmp_path / "a.bin"


def test_a_file_changed_in_place_is_refused(tmp_path: Path) -> None:
    a_folder(tmp_path)
    (tmp_path / "a.bin").write_bytes(b"wEights")
    with pytest.raises(ModelError, match=r"a\.bin is damaged .*install wellanyway again\Z"):
        verified("a.bin", folder=tmp_path)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    a_folder(tmp_path)
    (tmp_path / "a.bin").write_bytes(b"weight")
    with pytest.raises(ModelError, match="wrong size"):
        verified("a.bin", folder=tmp_path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    a_folder(tmp_path)
    (tmp_path / "a.bin").unlink()
    with pytest.raises(ModelError, match=r"a\.bin is missing"):
        verified("a.bin", folder=tmp_path)


@pytest.mark.parametrize("content", ["", "{}", "[", '{"a.bin": {"bytes": 7}}', None])
def test_a_manifest_that_does_not_help_is_one_line(tmp_path: Path, content: str | None) -> None:
    a_folder(tmp_path)
    if content is None:
        (tmp_path / "MANIFEST.json").unlink()
    else:
        (tmp_path / "MANIFEST.json").write_text(content)
    with pytest.raises(ModelError) as caught:
        verified("a.bin", folder=tmp_path)
    assert "\n" not in str(caught.value)


def test_threads_that_ask_at_once_are_given_one_object() -> None:
    given: list[object] = []

    def ask() -> None:
        given.append((id(encoder()), id(static_embedding()), id(frequencies()), id(reader_network())))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 6
    assert len(set(given)) == 1


def test_importing_the_models_loads_nothing_heavy() -> None:
    code = "import sys, wellanyway.models; print([m for m in ('numpy', 'onnxruntime', 'tokenizers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
