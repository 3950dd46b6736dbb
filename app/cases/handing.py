"""Handing a link over: the code to say, what to say, and three ways to give the address."""

from dataclasses import dataclass, replace
from uuid import UUID

from flask import render_template
from markupsafe import Markup

from app.accounts import service as accounts
from app.cases import service
from app.cases.binding import has_duress, has_words
from app.cases.contact import may_contact
from app.cases.meetings import london, meeting_of
from app.entry import service as entry
from app.web.current import current_config, current_db, current_keys, current_time
from app.web.locale import locale_of
from app.web.square import square
from safety.unlocking import show_code, show_token


@dataclass(frozen=True)
class Address:
    """One address, in the three ways that it can be given."""

    host: str
    url: str
    letters: tuple[str, ...]
    picture: Markup


def address_of(link_id: UUID) -> Address:
    """The link's address: to copy, to read aloud, to point a phone's camera at."""
    token = entry.shown_token(current_keys(), entry.by_id(current_db(), link_id))
    shown = show_token(token)
    url = f"{current_config().survivor_url}/k/{shown}"
    return Address(current_config().survivor_host, url, tuple(shown.split("-")), square(url))


def hand_over_page(case_id: UUID, link: entry.NewLink | None = None) -> str:
    """The page from which a link is handed over. Codes are in it only right after they were drawn."""
    db, case = current_db(), service.get(current_db(), case_id)
    assert case.link_id is not None
    address, said = address_of(case.link_id), script_facts(case, link)
    language = locale_of(case.form_locale)
    return render_template(
        "cases/hand_over.html",
        case=case,
        link=link,
        code=show_code(link.code) if link else "",
        duress_code=show_code(link.duress_code) if link and link.duress_code else "",
        words=said.words,
        address=address,
        settled=entry.by_id(db, case.link_id).code_settled,
        lines=entry.script(case.form_locale, said),
        other_lines=entry.if_someone_else(case.form_locale, said),
        lang=language.code,
        dir=language.dir,
        to_copy=entry.to_copy(case.cover_locale, case.skin, address.url),
        cover_name=cover_name(case),
        phone=phone_of(case),
        may_contact=may_contact(db, current_keys(), case, current_time()),
    )


def script_facts(case: service.Case, link: entry.NewLink | None) -> entry.HandOver:
    """What the script is filled in with; without a code just drawn it has gaps to say."""
    worker, meeting = accounts.staff(current_db(), case.idva_id), meeting_of(current_db(), case.meeting_id)
    facts = entry.HandOver(
        worker=worker.display_name if worker else "",
        meeting_on=london(meeting.starts_at).date() if meeting else None,
        skin=case.skin,
        duress_code="… …" if has_duress(current_keys(), case) else None,
        words=has_words(current_keys(), case),
    )
    if link is None:
        return facts
    second = show_code(link.duress_code) if link.duress_code else None
    words = not link.code.isdigit()
    return replace(facts, code=show_code(link.code), duress_code=second, words=words)


def cover_name(case: service.Case) -> str:
    """Who covers."""
    cover = accounts.staff(current_db(), case.cover_id) if case.cover_id else None
    return cover.display_name if cover else ""


def phone_of(case: service.Case) -> str:
    """The number at which anyone can check who the worker is."""
    of_service = accounts.service_of(current_db(), case.service_id)
    return of_service.phone if of_service else ""
