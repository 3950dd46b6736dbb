"""Forms of kits, filled with what exists."""

from collections.abc import Iterable
from uuid import UUID

from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.community import organisations, words
from app.community.forms import ASK, NOBODY, KitForm, LanguageForm, OrganisationForm
from app.community.organisations import Viewer
from app.community.pieces import KINDS
from app.community.showing import current_pool, forms_there
from app.entry import service as entry
from app.entry.service import marked
from app.web.current import current_db, current_time
from app.web.locale import Locale
from app.web.said import worded


def kit_form(viewer: Viewer) -> KitForm:
    """A new kit: what this person may choose, everything a kit usually has chosen beforehand."""
    form = KitForm()
    form.languages.choices = _languages(forms_there())
    form.skin.choices = [
        SelectChoice(skin, worded(str(entry.skin_data(skin)["said"]))) for skin in entry.skins()
    ]
    form.area.choices = [SelectChoice(ASK, worded(marked("The page asks where"))), *_places(_areas(viewer))]
    form.pieces.choices = [SelectChoice(kind, _named(kind)) for kind in KINDS]
    if viewer.organisation is None:
        form.organisation.choices = [
            SelectChoice(NOBODY, "One without an account here"),
            *_organisations(viewer),
        ]
    else:
        del form.organisation
    if not form.is_submitted():
        _usual(form, viewer)
    return form


def whose(form: KitForm, viewer: Viewer) -> str | None:
    """The organisation that a lead chose; nobody else chooses one."""
    chosen = form.organisation.data if viewer.organisation is None else NOBODY
    return None if chosen == NOBODY else str(chosen)


def organisation_names(viewer: Viewer) -> dict[UUID, str]:
    """What a lead's list calls those that kits are for."""
    if viewer.organisation is not None:
        return {}
    return {one.id: one.name for one in organisations.organisations(current_db(), viewer.service_id)}


def language_form(there: Iterable[Locale]) -> LanguageForm:
    """One more language for a kit."""
    form = LanguageForm()
    form.language.choices = _languages(there)
    return form


def organisation_form(service_id: UUID) -> OrganisationForm:
    """What a lead may write down of an organisation."""
    form, service = OrganisationForm(), accounts.service_of(current_db(), service_id)
    form.languages.choices = _languages(forms_there())
    codes = service.areas if service else ()
    form.areas.choices = _places(codes)
    return form


def _usual(form: KitForm, viewer: Viewer) -> None:
    there = {choice.value for choice in form.languages.choices}
    own = viewer.organisation.languages if viewer.organisation else ()
    form.languages.data = [code for code in own if code in there]
    form.pieces.data = list(KINDS)
    form.area.data = ASK


def _languages(there: Iterable[Locale]) -> list[SelectChoice]:
    return [SelectChoice(one.code, words.both_names(one.code)) for one in there]


def _places(codes: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice(code, current_pool().area_name(code)) for code in codes]


def _named(kind: str) -> str:
    name, what = words.KINDS[kind]
    return f"{worded(name)}: {worded(what)}"


def _areas(viewer: Viewer) -> tuple[str, ...]:
    if viewer.organisation is not None:
        return viewer.organisation.areas
    service = accounts.service_of(current_db(), viewer.service_id)
    return service.areas if service else ()


def _organisations(viewer: Viewer) -> list[SelectChoice]:
    now = current_time()
    there = organisations.organisations(current_db(), viewer.service_id)
    return [SelectChoice(str(one.id), one.name) for one in there if not one.ended(now)]
