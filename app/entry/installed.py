"""What a phone reads when the everyday app is put on its home screen: a manifest, and its icons.

Promise: the name, icon and colours of the skin and nothing else; no token and no word of what may lie behind.
Source: the W3C's Web Application Manifest.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from html import unescape

from app.entry import skins
from app.web.locale import locale_of


@dataclass(frozen=True, slots=True)
class Called:
    """An everyday app's name, and what it says of itself."""

    title: str
    about: str


ANY_YEAR = 2030  # an app says the same of itself in each
ICON_SIZES = (192, 512)
MANIFEST_TYPE, ICON_TYPE = "application/manifest+json", "image/png"


@cache
def manifest(skin: str, cover_locale: str, home: str, start: str) -> bytes:
    """The app as a phone installs it: one whichever its language. `start` is the address that it opens on."""
    locale, name = locale_of(cover_locale), called(skin, cover_locale).title
    icons = [
        {"src": f"/a/{skin}/{size}.png", "sizes": f"{size}x{size}", "type": ICON_TYPE} for size in ICON_SIZES
    ]
    written = {
        "name": name,
        "short_name": name,
        "id": home,
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "lang": locale.code,
        "dir": locale.dir,
        "theme_color": skins.data(skin)["colour"],
        "background_color": "#ffffff",
        "icons": icons,
    }
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def icon(skin: str, size: int) -> bytes:
    """The skin's icon as a picture of so many pixels a side."""
    return (skins.SKINS / skin / f"icon-{size}.png").read_bytes()


@cache
def called(skin: str, cover_locale: str) -> Called:
    """What its page calls itself."""
    page = skins.everyday(skin, cover_locale, ANY_YEAR).page()
    title, about = re.search("<title>(.*?)</title>", page), re.search('og:description content="(.*?)"', page)
    assert title
    assert about
    return Called(unescape(title[1]), unescape(about[1]))
