"""The demonstration's carriers: what would be sent is a file that anyone can read."""

import json
import os
from datetime import datetime
from pathlib import Path

from app.messaging.carriers import Letter, Taken, Text


class Folder:
    """Texts and emails as files, named by their key: the same message again is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, text: Text) -> Taken:
        """Write the text, whole or not at all."""
        sender = text.messaging_service or text.sender
        told = {"kind": "text", "from": sender, "to": text.to, "text": text.words}
        self._write(text.key.hex, told)
        return Taken(f"SM{text.key.hex}", "delivered")

    def taken(self, text: Text, since: datetime) -> list[Taken]:
        """The file, where it was written."""
        there = self._path(text.key.hex).exists()
        return [Taken(f"SM{text.key.hex}", "delivered")] if there else []

    def status(self, sid: str) -> Taken | None:
        """A file is there at once."""
        return Taken(sid, "delivered")

    def redact(self, sid: str) -> None:
        """The demonstration's messages stay, for people to look at."""

    def delete(self, sid: str) -> None:
        """The demonstration's messages stay, for people to look at."""

    def deliver(self, letter: Letter) -> None:
        """Write the email, whole or not at all."""
        told = {"kind": "email", "to": letter.to, "subject": letter.subject, "text": letter.words}
        self._write(letter.key.hex, told)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _write(self, name: str, told: dict[str, str]) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = self._path(name).with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
        partial.replace(self._path(name))
