"""What may be chosen for a case: only what exists."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import areas
from app.cases.meetings import london, meetings_ahead
from app.cases.models import Meeting
from app.entry import service as entry
from app.web import locale, states
from app.web.current import current_config

Choices = list[SelectChoice]

NO_CONTACT = "no"
CONTACT: Choices = [
    SelectChoice(NO_CONTACT, _l("No, or we have not agreed it")),
    SelectChoice("speaking", _l("Yes: she told me when we spoke")),
    SelectChoice("bsl", _l("Yes: she told me in BSL, by video")),
    SelectChoice("in_person", _l("Yes: she told me face to face")),
]
STATES = {states.DRAFT: _l("draft"), states.PARTLY: _l("partly checked")}
MISSING = {"voice": _l("no sound"), "sign": _l("no signed video")}
LIVE: Choices = [
    SelectChoice("speaking", _l("Speaking, by phone")),
    SelectChoice("bsl", _l("BSL, by video")),
    SelectChoice("in_person", _l("Face to face")),
]
INTERPRETER_HINT = _l(
    "The agency or their number; it is not sealed, so no name. Never someone she knows. "
    "Leave empty if nobody did."
)


@dataclass(frozen=True)
class App:
    """What is said of one everyday app: for whom it would look odd, and the languages that it has."""

    odd: str
    languages: tuple[str, ...]


def forms() -> Choices:
    """The languages that the form is written in, how far each is checked, and whether it can be heard."""
    return [SelectChoice(found.code, _with_state(found)) for found in locale.available("form")]


def _with_state(found: locale.Locale) -> str:
    said = [word for word in (STATES.get(states.word_of(found)), _unheard(found)) if word]
    names = both_names(found)
    return f"{names} ({', '.join(map(str, said))})" if said else names


def _unheard(found: locale.Locale) -> str:
    """What there is no recording of, although its readers may need one."""
    kind = "sign" if "sign" in found.modes else "voice"
    return "" if entry.recorded(found.code, kind) else str(MISSING[kind])


def covers() -> Choices:
    """The languages that any everyday app is written in."""
    there = {found.code: found for skin in entry.skins() for found in entry.cover_locales(skin)}
    return [SelectChoice(code, both_names(found)) for code, found in there.items()]


def skins() -> Choices:
    """The everyday apps, each as what it is."""
    return [SelectChoice(skin, entry.skin_data(skin)["said"]) for skin in entry.skins()]


def apps() -> dict[str, App]:
    """What else there is to know of each everyday app before choosing it."""
    return {
        skin: App(entry.skin_data(skin)["odd"], tuple(map(both_names, entry.cover_locales(skin))))
        for skin in entry.skins()
    }


def pair_exists(skin: str | None, cover_locale: str) -> bool:
    """Whether this everyday app is there in this language."""
    return skin in entry.skins() and any(
        found.code == cover_locale for found in entry.cover_locales(str(skin))
    )


def words_exist(skin: str | None, form_locale: str) -> bool:
    """Whether a code for this app, with a form in this language, can be two words."""
    listed = form_locale in {found.code for found in _listed()}
    return listed and skin in entry.skins() and entry.has_box(str(skin))


def words_hint() -> str:
    """In which languages there are words, and what has to be said of them; empty where there are none."""
    languages = ", ".join(both_names(found) for found in _listed())
    if not languages:
        return ""
    hint = _(
        "We draw them, in the language of the form: %(languages)s. For a phone that types that language, "
        "and an app with a search box.",
        languages=languages,
    )
    draft = _("A draft that nobody has reviewed: for this demonstration only.")
    return f"{hint} {draft}" if current_config().demo else str(hint)


def _listed() -> list[locale.Locale]:
    demo = current_config().demo
    return [found for found in locale.available("form") if entry.words_in(found.code, drafts=demo)]


def both_names(found: locale.Locale) -> str:
    """English first, so that staff find it, then the language's own name."""
    return found.english if found.english == found.name else f"{found.english} · {found.name}"


def language(code: str) -> str:
    """A locale's name, English first."""
    return both_names(locale.locale_of(code))


def when(moment: datetime) -> str:
    """A day and time as staff read it."""
    local = london(moment)
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def weekday(meeting: Meeting) -> str:
    """On what day of the week it sits."""
    return f"{london(meeting.starts_at):%A}"


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
