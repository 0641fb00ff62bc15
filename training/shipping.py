"""Puts weight files where the package ships them and keeps the manifest true: name, size, sha256, licence, card."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

WEIGHTS = Path(__file__).resolve().parent.parent / "src/wellanyway/models/weights"


class Shipment:
    """Files written in one go; `close` rewrites MANIFEST.json, other programs' entries kept."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.folder = folder
        self.path = folder / "MANIFEST.json"
        self.entries = json.loads(self.path.read_text()) if self.path.exists() else {}

    def add(self, name: str, content: bytes, *, licence: str, card: str) -> None:
        """Write one file and note it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        self.entries[name] = {"bytes": len(content), "sha256": digest, "licence": licence, "card": card}

    def close(self) -> None:
        """Write the manifest, entries by name."""
        ordered = {name: self.entries[name] for name in sorted(self.entries)}
        self.path.write_text(json.dumps(ordered, indent=1) + "\n")
