"""Recordings that the recording page saved, put where the form looks for them: all of them, or none.

Promise: a file whose name, language, size or beginning is wrong is named and nothing is copied.
"""

import re
import shutil
from pathlib import Path

from app.entry import sound
from app.web.locale import TRANSLATIONS, locales

KIND = "voice"
NAME = re.compile(r"([A-Za-z0-9-]+)-voice-(live|harmless)-([a-z]+[0-9]?)\.opus")
BEGINS = (bytes.fromhex("1a45dfa3"), b"OggS")  # WebM (RFC 8794), Ogg (RFC 3533)


class NotPut(ValueError):
    """Why nothing was copied: a sentence for whoever asked."""


def put_recordings(folder: Path) -> list[Path]:
    """Copy every recording of a folder into the translations. Raises NotPut; then nothing was copied."""
    there = sorted(folder.glob("*.opus"))
    if not there:
        raise NotPut(f"no recording in {folder}: files are called pl-voice-live-ok.opus")
    places = [_place(path) for path in there]
    for path, place in zip(there, places, strict=True):
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return places


def _place(path: Path) -> Path:
    named = NAME.fullmatch(path.name)
    if named is None or named[1] not in locales() or named[3].rstrip("0123456789") not in sound.SCREENS:
        raise NotPut(f"{path.name}: not a name of the recording page (pl-voice-live-ok.opus)")
    code, form, screen = named.groups()
    content = path.read_bytes()
    if not content.startswith(BEGINS):
        raise NotPut(f"{path.name}: neither WebM nor Ogg")
    if len(content) > sound.VOICE.each:
        raise NotPut(f"{path.name}: {len(content)} bytes, at most {sound.VOICE.each}")
    return TRANSLATIONS / code / KIND / form / f"{screen}.{sound.VOICE.ending}"
