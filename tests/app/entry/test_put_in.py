import pytest

from app.entry import put_in, sound
from app.entry.put_in import NotPut, put_recordings

WEBM = bytes.fromhex("1a45dfa3") + b"sound"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for module in (sound, put_in):
        monkeypatch.setattr(module, "TRANSLATIONS", tmp_path / "translations")
    sound.offered.cache_clear()
    (tmp_path / "saved").mkdir()
    return tmp_path / "saved"


def _put(folder, name, content=WEBM):
    (folder / name).write_bytes(content)


def test_what_the_page_saved_lies_where_the_form_looks_for_it_and_is_offered_when_all_of_it_is_there(folder):
    for form in sound.FORMS:
        for screen in sound.SCREENS:
            _put(folder, f"zh-Hans-voice-{form}-{screen}.opus")
    assert next(sound.faults_of("zh-Hans", "voice"))
    assert len(put_recordings(folder)) == 14
    assert list(sound.faults_of("zh-Hans", "voice")) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xx-voice-live-ok.opus", WEBM),
        ("pl-voice-live-other.opus", WEBM),
        ("pl-voice-..-ok.opus", WEBM),
        ("ok.opus", WEBM),
        ("pl-voice-live-ok.opus", b"RIFFwave"),
        ("pl-voice-live-ok.opus", b""),
        ("pl-voice-live-ok.opus", WEBM + bytes(sound.VOICE.each)),
    ],
)
def test_one_wrong_file_is_named_and_nothing_is_copied(folder, name, content):
    _put(folder, "ar-voice-live-ok.opus")
    _put(folder, name, content)
    with pytest.raises(NotPut, match=r"opus"):
        put_recordings(folder)
    assert not put_in.TRANSLATIONS.exists()


def test_an_empty_folder_says_how_files_are_called(folder):
    with pytest.raises(NotPut, match=r"pl-voice-live-ok\.opus"):
        put_recordings(folder)
    assert put_in.NAME.fullmatch("pl-voice-live-ok.opus")
