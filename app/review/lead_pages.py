"""A lead's pages: who checks which language, and what was reviewed, as a patch; an admin's too."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import service as accounts
from app.community import service as community
from app.review import listing, patch, rights, steps
from app.review.book import reviewable
from app.review.pages import bp
from app.web.audience import ADMIN, LEAD, audience
from app.web.current import current_db, current_keys, current_time


@bp.get("/rights/<uuid:organisation_id>")
@audience(LEAD)
def rights_page(organisation_id: UUID) -> ResponseReturnValue:
    """The people of one organisation, and what each of them may check."""
    viewer, db = community.current_viewer(), current_db()
    one = community.organisation(db, viewer.service_id, organisation_id)
    people = community.members(db, viewer.service_id, organisation_id)
    held = {person.id: rights.languages(db, person.id) for person in people}
    wanted = {*one.languages, *(code for codes in held.values() for code in codes)}
    there = [locale for locale in reviewable() if locale.code in wanted]
    said = {"one": one, "people": people, "held": held, "there": there, "language": community.both_names}
    return render_template("review/rights.html", **said)


@bp.post("/rights/<uuid:organisation_id>/<uuid:staff_id>")
@audience(LEAD)
def give_rights(organisation_id: UUID, staff_id: UUID) -> ResponseReturnValue:
    """Exactly the languages that are ticked."""
    staff, codes = accounts.current_staff(), request.form.getlist("code")
    own = community.current_viewer().service_id
    community.organisation(current_db(), own, organisation_id)
    if staff_id not in {one.id for one in community.members(current_db(), own, organisation_id)}:
        abort(404)
    rights.give(current_db(), current_keys(), staff, staff_id, codes, current_time())
    flash("Saved. It holds from now on.", "success")
    return redirect(url_for(".rights_page", organisation_id=organisation_id), 303)


@bp.get("/patches")
@audience(LEAD, ADMIN)
def patches() -> ResponseReturnValue:
    """What people reviewed, language by language, and how much of it the catalogues do not hold yet."""
    db = current_db()
    known = {locale.code for locale in reviewable()}
    worked = [code for code in steps.worked_on(db) if code in known]
    far = {code: listing.progress(steps.items(db, code)) for code in worked}
    waiting = {code: len(patch.changed(db, code)) for code in worked}
    return render_template("review/patches.html", far=far, waiting=waiting, language=community.both_names)


@bp.get("/patches/<code>")
@audience(LEAD, ADMIN)
def take_patch(code: str) -> ResponseReturnValue:
    """The patch of one language, as the files that import takes."""
    if code not in steps.worked_on(current_db()):
        abort(404)
    who, now = accounts.current_staff(), current_time()
    content = _zipped(code)
    accounts.append(current_db(), current_keys(), who.id, "translation patch taken", code, now)
    answer = Response(content, mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="translations-{code}-{now.date()}.zip"'
    return answer


def _zipped(code: str) -> bytes:
    held = io.BytesIO()
    with TemporaryDirectory() as folder, ZipFile(held, "w", ZIP_DEFLATED) as file:
        patch.write_patch(current_db(), code, Path(folder))
        for path in sorted(Path(folder).iterdir()):
            file.writestr(f"{code}/{path.name}", path.read_bytes())
    return held.getvalue()
