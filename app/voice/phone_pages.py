"""What a phone fetches of itself once the everyday app was used or put on its home screen.

Promise: the everyday app's own things only, the same for everyone; any other address stays an everyday page.
"""

from flask import Response

from app.entry import service as entry
from app.voice.pages import address_of, bp, everyday, home_of, usual, wanted
from app.web.audience import SURVIVOR, audience

WORKER_POLICY = "default-src 'none';connect-src 'self'"


@bp.get("/sw.js")
@audience(SURVIVOR)
def worker() -> Response:
    response = Response(entry.worker_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Content-Security-Policy"] = WORKER_POLICY
    return response


@bp.get("/a/<skin>/" + entry.MANIFEST)
@audience(SURVIVOR)
def manifest(skin: str) -> Response:
    if skin not in entry.skins():
        return everyday("")
    looks = entry.everyday_looks(skin, wanted, usual())
    written = entry.manifest(skin, looks.cover_locale, home_of(skin), address_of(skin))
    return Response(written, content_type=entry.MANIFEST_TYPE)


@bp.get("/a/<skin>/<int:size>.png")
@audience(SURVIVOR)
def icon(skin: str, size: int) -> Response:
    if skin not in entry.skins() or size not in entry.ICON_SIZES:
        return everyday("")
    return Response(entry.icon(skin, size), content_type=entry.ICON_TYPE)
