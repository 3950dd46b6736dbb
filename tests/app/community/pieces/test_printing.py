"""As PDF: one A4 page, its letters in it, read aloud, copied and scanned; black, and in every script."""

import re
import unicodedata

import pytest
from PIL import ImageChops

from app.community.pieces import NoPrint, pdf
from app.community.pieces.printing import printed
from app.web import pdf as printer
from tests.app.community.pieces.paper import ADDRESS, made, pages_in, picture, piece, said_by, squares_on
from tests.app.community.pieces.scripts import SAMPLES, Sample, sample_voices

LEAST_MM = 25
SQUARES = {"poster": 1, "cards": 10, "everyday": 2, "qr": 1, "beside": 1}
LETTERS = {
    "vi": "Noto-Sans",
    "ar": "Arabic",
    "ur": "Arabic",
    "bn": "Bengali",
    "pa": "Gurmukhi",
    "ta": "Tamil",
    "am": "Ethiopic",
    "zh-Hant": "CJK-TC",
    "uk": "Noto-Sans",
    "el": "Noto-Sans",
    "hi": "Devanagari",
    "gu": "Gujarati",
    "si": "Sinhala",
}
A4 = "595.276 x 841.89 pts (A4)"


def joined(text: str) -> str:
    """Without spaces, marks above and below, and what only steers direction."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) not in {"Mn", "Cf"})


@pytest.mark.parametrize("kind", SQUARES)
def test_one_page_that_a_camera_reads_as_the_address(kind: str) -> None:
    for locale, skin in (("en", "recipes"), ("ar", "plain")):
        paper = made(kind, piece(skin, locale))
        sheet = picture(paper)
        assert pages_in(paper) == 1
        assert A4 in said_by("pdfinfo", paper)
        found = squares_on(sheet)
        assert [text for text, _ in found] == [ADDRESS] * SQUARES[kind]
        assert min(width for _, width in found) >= LEAST_MM
        red, green, blue = sheet.split()
        assert ImageChops.difference(red, green).getextrema() == (0, 0)
        assert ImageChops.difference(green, blue).getextrema() == (0, 0)


def test_a_sum_runs_from_left_to_right_in_every_script() -> None:
    told = said_by("pdftotext", made("everyday", piece("calculator", "ar")))
    assert told.count("− 32 ÷ 1.8") == 2


def test_it_can_be_read_aloud_and_its_letters_are_in_it() -> None:
    paper = made("poster", piece("plain", "ar"))
    told = said_by("pdfinfo", paper)
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+\S", told)
    fonts = said_by("pdffonts", paper).splitlines()[2:]
    assert len(fonts) > 1
    assert all(re.search(r"\byes\s+(?:yes|no)\s+yes\b", line) for line in fonts), fonts


def test_a_number_runs_from_left_to_right_among_words_from_right_to_left() -> None:
    for kind in SQUARES:
        boxes = said_by("pdftotext", made(kind, piece("plain", "ar")), "-bbox")
        places = {
            half: re.findall(rf'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>\W*{half}\b', boxes)
            for half in ("482", "617")
        }
        assert places["482"]
        assert len(places["482"]) == len(places["617"])
        for first, second in zip(places["482"], places["617"], strict=True):
            assert float(first[0]) < float(second[0])
            assert first[1] == second[1]


@pytest.mark.parametrize("code", SAMPLES)
def test_every_script_is_printed_in_its_own_letters_and_copied_as_it_was_written(code: str) -> None:
    one = piece("plain")
    paper = printed("poster", one, sample_voices(code, one))
    assert pages_in(paper) == 1
    assert LETTERS[code] in said_by("pdffonts", paper)
    told = said_by("pdftotext", paper, "-raw")
    assert "\ufffd" not in told
    words = [joined(word).rstrip(".۔") for word in SAMPLES[code].split()]
    assert [word for word in words if word not in joined(told)] == []


@pytest.mark.parametrize(
    ("kind", "skin"), [("cards", "plain"), ("everyday", "calculator"), ("beside", "plain")]
)
def test_the_other_pieces_stay_on_one_page_in_the_longest_script(kind: str, skin: str) -> None:
    one = piece(skin)
    paper = printed(kind, one, sample_voices("ta", one))
    assert pages_in(paper) == 1
    assert [text for text, _ in squares_on(picture(paper))] == [ADDRESS] * SQUARES[kind]


def test_a_language_without_letters_on_this_machine_is_left_to_the_browser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unknown = chr(0xF0000)
    monkeypatch.setitem(SAMPLES, "si", unknown)
    assert set(Sample("si").gettext("Open")) == {unknown, " "}
    with pytest.raises(NoPrint):
        printed("poster", piece(), sample_voices("si", piece()))
    assert printer.without_letters("Bread, خبز, رز\u2069") == ""


def test_without_the_systems_libraries_there_is_no_print(monkeypatch: pytest.MonkeyPatch) -> None:
    printer.available.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(NoPrint):
        pdf("cards", piece())
    printer.available.cache_clear()


def test_where_the_fonts_cannot_be_asked_nothing_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    printer._letters.cache_clear()
    monkeypatch.setenv("PATH", "")
    assert printer.without_letters("a") == "a"
    printer._letters.cache_clear()
