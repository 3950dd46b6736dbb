"""What a printed piece is asked: how many pages, what is said on it, what a camera reads from it."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import zxingcpp
from PIL import Image

from app.community.pieces import KINDS, Piece, pdf
from app.community.pieces.drawing import document
from app.community.pieces.voices import voices_of
from app.entry import service as entry
from app.web.locale import SOURCE, available
from tests.spread import pairs

ADDRESS = "https://days.example.org/k/7QX4-M2VD-9KTR-3HZP"
CODE, SHOWN = "482617", "482 617"
DPI = 110
MM_PER_INCH = 25.4


def piece(skin: str = "recipes", locale: str = "en", cover_locale: str | None = None) -> Piece:
    return Piece(ADDRESS, CODE, locale, cover_locale or locale, skin)


def every() -> Iterator[tuple[str, Piece]]:
    """Each kind in each language with each everyday app in some; in English with what stands for the rest."""
    apps, kits = entry.skins(), [locale.code for locale in available("kit")]
    own = [(apps[at % len(apps)], code) for at, code in enumerate(kits)]
    mixed = {(skin, code, cover) for skin, cover in pairs() for code in (SOURCE, cover) if code in kits}
    alike = {(skin, code, code if _has(skin, code) else SOURCE) for skin, code in own}
    for kind in KINDS:
        yield from ((kind, piece(*one)) for one in sorted(mixed | alike))


def _has(skin: str, code: str) -> bool:
    return code in {cover.code for cover in entry.cover_locales(skin)}


@cache
def made(kind: str, one: Piece) -> bytes:
    """The PDF of a piece, made once for all tests."""
    return pdf(kind, one)


@cache
def sheet(kind: str, one: Piece) -> str:
    """The whole document of a piece, drawn once for all tests; without the lines of its squares."""
    return re.sub(r' d="[^"]+"', "", document(kind, one, voices_of(one)))


def said_by(command: str, paper: bytes, *how: str) -> str:
    """What one of poppler's programs says of a PDF."""
    return subprocess.run(
        [command, *how, "-", *_to(command)], input=paper, capture_output=True, check=True
    ).stdout.decode()


def _to(command: str) -> tuple[str, ...]:
    return ("-",) if command == "pdftotext" else ()


def pages_in(paper: bytes) -> int:
    return int(re.findall(r"Pages:\s+(\d+)", said_by("pdfinfo", paper))[0])


def picture(paper: bytes) -> Image.Image:
    """The sheet as a printer would put it down."""
    command = ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", "-"]
    made = subprocess.run(command, input=paper, capture_output=True, check=True).stdout
    return Image.open(BytesIO(made)).convert("RGB")


def squares_on(sheet: Image.Image) -> list[tuple[str, float]]:
    """What a camera reads from every square on it, and how wide the square is, in millimetres."""
    found = zxingcpp.read_barcodes(sheet, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
    return [(one.text, _width(one.position)) for one in found]


def _width(corners: zxingcpp.Position) -> float:
    return (corners.top_right.x - corners.top_left.x) / DPI * MM_PER_INCH
