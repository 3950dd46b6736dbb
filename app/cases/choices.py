"""What may be chosen for a case: only what exists."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import areas
from app.cases.meetings import london, meetings_ahead
from app.cases.models import Meeting
from app.web import locale

Choices = list[SelectChoice]

NO_CONTACT = "no"
CONTACT: Choices = [
    SelectChoice(NO_CONTACT, _l("No, or we have not agreed it")),
    SelectChoice("speaking", _l("Yes: she told me when we spoke")),
    SelectChoice("bsl", _l("Yes: she told me in BSL, by video")),
    SelectChoice("in_person", _l("Yes: she told me face to face")),
]
LIVE: Choices = [
    SelectChoice("speaking", _l("Speaking, by phone")),
    SelectChoice("bsl", _l("BSL, by video")),
    SelectChoice("in_person", _l("Face to face")),
]
INTERPRETER_HINT = _l(
    "The agency or their number; it is not sealed, so no name. Never someone she knows. "
    "Leave empty if nobody did."
)
SKINS: Choices = [
    SelectChoice("plain", _l("Dates: bank holidays, clock changes, days between two dates")),
]
SKIN_ODD = {"plain": _l("Suits any reader. Odd only on a phone whose owner never opens anything but calls.")}


def forms() -> Choices:
    """The languages that the form is written in."""
    return [SelectChoice(found.code, both_names(found)) for found in locale.available("form")]


def covers() -> Choices:
    """The languages that any everyday app is written in."""
    there = {found.code: found for skin in SKINS for found in locale.available(f"cover_{skin.value}")}
    return [SelectChoice(code, both_names(found)) for code, found in there.items()]


def pair_exists(skin: str, cover_locale: str) -> bool:
    """Whether this everyday app is there in this language."""
    return any(found.code == cover_locale for found in locale.available(f"cover_{skin}"))


def both_names(found: locale.Locale) -> str:
    """English first, so that staff find it, then the language's own name."""
    return found.english if found.english == found.name else f"{found.english} · {found.name}"


def when(moment: datetime) -> str:
    """A day and time as staff read it."""
    local = london(moment)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def meeting_line(meeting: Meeting) -> str:
    """A meeting in a list: when, where, and until when papers can go in."""
    place, starts, closes = areas.name(meeting.area_code), when(meeting.starts_at), when(meeting.cut_off_at)
    return f"{place} · {starts} · {_('cut-off')} {closes}"


def meetings(db: Session, staff: accounts.StaffView, now: datetime) -> Choices:
    """The meetings ahead of this person's service."""
    assert staff.service_id is not None
    return [
        SelectChoice(str(found.id), meeting_line(found))
        for found in meetings_ahead(db, staff.service_id, now)
    ]


def colleagues(db: Session, staff: accounts.StaffView) -> Choices:
    """Who can cover: the other IDVAs, then the leads, of the same service."""
    assert staff.service_id is not None
    people = [*accounts.idvas(db, staff.service_id), *accounts.leads(db, staff.service_id)]
    return [SelectChoice(str(person.id), person.display_name) for person in people if person.id != staff.id]
