"""Recordings: offered whole or not at all, within their budgets, answered in one size."""

import json
from base64 import b64decode
from pathlib import Path
from secrets import token_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.entry import sound
from app.entry.answers import more_bytes
from safety.packing import pack
from safety.parts import OVERHEAD

Folder = Path


@pytest.fixture
def recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of translations in which nothing was recorded yet."""
    monkeypatch.setattr(sound, "TRANSLATIONS", tmp_path)
    sound.offered.cache_clear()
    return tmp_path


def record(folder: Path, code: str, kind: str, size: int = 100, but: str = "") -> None:
    """Every screen of both forms but one, each as large as said."""
    for form in sound.FORMS:
        for screen in sound.SCREENS:
            path = folder / code / kind / form / f"{screen}.{sound.RECORDED[kind].ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            if f"{form}/{screen}" != but:
                path.write_bytes(f"{form} {screen}".encode().ljust(size, b"."))


def test_where_nothing_was_recorded_nothing_is_offered_and_nothing_is_wrong(recordings: Path) -> None:
    assert (sound.all_offered(), sound.faults()) == ({}, [])
    assert json.loads(sound.answer("bn", "voice.ok", "live") or b"") == {"s": ""}


@pytest.mark.parametrize("kind", ["voice", "sign"])
def test_a_language_with_every_screen_of_both_forms_offers_them(recordings: Path, kind: str) -> None:
    record(recordings, "bn", kind)
    assert sound.all_offered() == {"bn": [kind]}
    for form in sound.FORMS:
        said = json.loads(sound.answer("bn", f"{kind}.want", form) or b"")
        assert b64decode(said["s"]).startswith(f"{form} want".encode())


def test_one_screen_missing_in_either_form_and_nothing_is_offered_and_the_check_names_it(
    recordings: Path,
) -> None:
    record(recordings, "so", "voice", but="harmless/worry")
    assert sound.all_offered() == {}
    assert sound.faults() == ["so/voice: harmless/worry.opus is missing"]


def test_a_recording_over_its_budget_is_named_and_not_offered(recordings: Path) -> None:
    record(recordings, "so", "voice")
    (recordings / "so/voice/live/ok.opus").write_bytes(bytes(sound.VOICE.each + 1))
    assert sound.faults() == [f"so/voice: live/ok.opus is over {sound.VOICE.each} bytes"]
    assert not sound.offered("so", "voice")


def test_together_they_have_a_budget_too(recordings: Path) -> None:
    record(recordings, "so", "voice", size=sound.VOICE.each)
    over = f"is over {sound.VOICE.all} bytes in all"
    assert sound.faults() == [f"so/voice: live {over}", f"so/voice: harmless {over}"]


def test_a_truth_of_its_own_is_played_where_it_was_recorded_else_its_whole_screen(recordings: Path) -> None:
    record(recordings, "ti", "voice")
    (recordings / "ti/voice/live/truths2.opus").write_bytes(b"the second")
    assert sound.clip("ti", "voice", "live", "truths2") == b"the second"
    assert sound.clip("ti", "voice", "live", "truths3").startswith(b"live truths")


@given(st.text(max_size=30))
def test_whatever_is_asked_for_nothing_outside_the_recordings_is_read(screen: str) -> None:
    assert sound.clip("en", "voice", "live", screen) == b""
    assert sound.answer("en", screen, "live") is None or screen.startswith(("voice", "sign"))


@pytest.mark.parametrize("code", ["../en", "", "xx"])
def test_a_language_that_is_not_registered_has_none(recordings: Path, code: str) -> None:
    assert not sound.offered(code, "voice")


@pytest.mark.parametrize("kind", ["voice", "sign"])
def test_the_largest_recording_fits_the_one_size_of_an_answer(recordings: Path, kind: str) -> None:
    record(recordings, "bn", kind)
    largest = token_bytes(sound.RECORDED[kind].each)
    (recordings / f"bn/{kind}/live/ok.{sound.RECORDED[kind].ending}").write_bytes(largest)
    content = sound.answer("bn", f"{kind}.ok", "live") or b""
    size = more_bytes(f"{kind}.ok") - OVERHEAD
    assert len(pack(content, [size])) == size
    assert more_bytes(f"{kind}.ok") == more_bytes(f"{kind}.anything")
