"""How far every language is, for whoever chooses one, hands one out, or checks one."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.entry import service as entry
from app.web import states
from app.web.audience import ADMIN, COMMUNITY, IDVA, LEAD, audience
from app.web.catalogues import COVER, FORM
from app.web.locale import available

bp = Blueprint("states", __name__, url_prefix="/staff/languages", template_folder="templates")


@bp.get("")
@audience(IDVA, LEAD, COMMUNITY, ADMIN)
def languages() -> ResponseReturnValue:
    """Every language of the register: its words and who checked them, its sound, its everyday apps."""
    apps = {f"{COVER}{skin}": entry.skin_data(skin)["said"].partition(":")[0] for skin in entry.skins()}
    spoken = {locale.code for locale in available(FORM)}
    return render_template(
        "review/states.html",
        found=states.states(),
        apps=apps,
        recorded=entry.recorded,
        spoken=spoken,
        states=states,
    )
