"""The page on which a language is recorded for those who do not read: what to say, and a recorder beside it.

Promise: what is recorded stays in the browser until it is saved as a file there; nothing of a voice is sent.
How the files are put in: docs/recording.md.
"""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from app.entry import service as entry
from app.web import states
from app.web.audience import ADMIN, COMMUNITY, IDVA, LEAD, audience
from app.web.catalogues import FORM
from app.web.locale import available, locale_of
from app.web.staff_headers import HEADERS

bp = Blueprint("recording", __name__, url_prefix="/staff/languages", template_folder="templates")

POLICY = "Permissions-Policy"
MOST = (entry.MOST_OF_A_SCREEN, entry.MOST_OF_A_FORM)
HERE = HEADERS[POLICY].replace("microphone=()", "microphone=(self)")  # on this page alone


@bp.get("/<code>/recording")
@audience(IDVA, LEAD, COMMUNITY, ADMIN)
def screens(code: str) -> ResponseReturnValue:
    """The screens of both forms in one language, each with its sentences in the order of reading."""
    if code not in {locale.code for locale in available(FORM)}:
        abort(404)
    far = next((one for one in states.states() if one.locale.code == code), None)
    told = {"locale": locale_of(code), "far": far, "forms": entry.to_record(code), "most": MOST}
    answer = Response(render_template("review/recording.html", **told))
    answer.headers[POLICY] = HERE
    return answer
