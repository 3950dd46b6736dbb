"""What the pages of this room share: who looks, in which language, and what kits are told with."""

from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from flask import Blueprint, current_app, session

from app.accounts import service as accounts
from app.community import organisations, words
from app.community.kits import KitView
from app.community.organisations import Viewer
from app.community.pieces import DOMAIN, Piece, share_text
from app.community.pool import Pool, PoolLink
from app.entry import service as entry
from app.web import said
from app.web.current import current_config, current_db, current_time
from app.web.locale import Locale, available
from safety.tokens import show_token

EXTENSION = "beforehand_pool"
LANGUAGE = "kit-language"

bp = Blueprint("community", __name__, url_prefix="/staff", template_folder="templates")


@bp.before_request
def speak_theirs() -> None:
    """A member's pages speak their organisation's language; a lead's speak English."""
    staff = accounts.signed_in()
    if staff is not None and staff.role is accounts.Role.COMMUNITY:
        locale = language_now(organisations.organisation_of(current_db(), staff.id))
        said.speak(locale, partial(words.say, locale.code))


def language_now(own: organisations.OrganisationView | None) -> Locale:
    """What this person chose, else their organisation's first language that has words."""
    offered = words.spoken(own.languages if own else ())
    return next((one for one in offered if one.code == session.get(LANGUAGE)), offered[0])


def current_pool() -> Pool:
    """Where links are made."""
    pool: Pool = current_app.extensions[EXTENSION]
    return pool


def current_viewer() -> Viewer:
    """Who looks, as far as they may. Raises NoOrganisation or AccessEnded."""
    return organisations.viewer(current_db(), accounts.current_staff(), current_time())


def piece_of(link: PoolLink) -> Piece:
    """What the pieces of one link are made of; its address in fours, since some people have to type it."""
    address = f"{current_config().survivor_url}/k/{show_token(link.token)}"
    return Piece(address, link.code, link.looks.form_locale, link.looks.cover_locale, link.looks.skin)


def shown(viewer: Viewer) -> dict[str, Any]:
    """What kits are told with."""
    locale = said.page_locale()
    offered = words.spoken(viewer.organisation.languages) if viewer.organisation else []
    return {
        "viewer": viewer,
        "lead": viewer.organisation is None,
        "kinds": words.KINDS,
        "language": words.both_names,
        "place": _place,
        "app_said": _app_said,
        "piece_of": piece_of,
        "email_of": _email,
        "day": lambda moment: _day(moment, locale),
        "draft": words.draft(locale.code),
        "offered": offered if len(offered) > 1 else [],
    }


def addable(kit: KitView) -> list[Locale]:
    """The languages that a kit could still be in."""
    there = {one.code for one in entry.cover_locales(kit.plan.skin)}
    return [
        one
        for one in forms_there()
        if kit.link(one.code) is None and (one.code in there or not kit.plan.own_cover)
    ]


def forms_there() -> tuple[Locale, ...]:
    """The languages that both the form and the pieces are written in."""
    printed = available(DOMAIN)
    return tuple(one for one in available("form") if one in printed)


def _place(code: str) -> str:
    return current_pool().area_name(code) if code else said.worded(entry.marked("The page asks where"))


def _app_said(skin: str) -> str:
    return said.worded(str(entry.skin_data(skin)["said"]))


def _email(link: PoolLink) -> str:
    return f"mailto:?body={quote(share_text(piece_of(link)))}"


def _day(moment: datetime, locale: Locale) -> str:
    return format_date(moment, "d MMMM y", locale=locale.babel)
