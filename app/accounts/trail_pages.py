"""The trail, for leads: looked through, saved as a file, and proved."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import audit, proved, records, recovery, searching, service
from app.accounts import staff as people
from app.accounts.errors import NotYours
from app.accounts.pages import bp
from app.accounts.trail import Sentence, sentences
from app.accounts.trail_form import HeadForm, TrailForm, address_args
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time

RECOVERY_KEY = "the service’s recovery key"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@bp.get("/staff/trail")
@audience(LEAD)
def trail() -> ResponseReturnValue:
    """What was done in the service, as sentences, a page at a time."""
    return _page()


@bp.post("/staff/trail/verify")
@audience(LEAD)
def verify_trail() -> ResponseReturnValue:
    """Walk the whole of it, and say what was seen."""
    form = HeadForm()
    if not form.validate_on_submit():
        return _page(form=form)
    noted = form.noted()
    stands = searching.stands(current_db(), *noted) if noted else None
    seen = audit.verify(current_db(), current_keys())
    return _page(form=HeadForm(formdata=None), seen=seen, noted=noted, stands=stands)


@bp.get("/staff/trail.csv")
@audience(LEAD)
def trail_file() -> ResponseReturnValue:
    """All that was asked for, each entry with its mark."""
    answer = Response("".join(_rows()), content_type="text/csv; charset=utf-8")
    name = f"trail-{current_time().date().isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@dataclass(frozen=True)
class Own:
    """Whose trail is shown, and to whom."""

    viewer: people.StaffView
    everyone: list[people.StaffView]
    whose: searching.Whose

    def read(self, lines: Sequence[audit.Line]) -> list[Sentence]:
        """Entries as sentences, records by their names."""
        called = records.called(current_db(), self.viewer, [line.subject for line in lines])
        keys = {str(one): RECOVERY_KEY for one in self.whose.recovery}
        own = {str(self.whose.service_id): "the service", **keys}
        return sentences(lines, self.everyone, {**own, **called})


def _page(form: HeadForm | None = None, **verified: Any) -> str:
    own = _own()
    asking = _asking(own)
    found = searching.found(current_db(), own.whose, asking.asked(), request.args.get("page", 1, type=int))
    number, mac = audit.head(current_db())
    return render_template(
        "accounts/trail.html",
        found=found,
        lines=own.read(found.lines),
        asking=asking,
        form=form or HeadForm(),
        proof=proved.last(current_db()),
        head=f"{number}: {searching.mark_of(mac)}",
        args=address_args(),
        **verified,
    )


def _own() -> Own:
    viewer = service.current_staff()
    if viewer.service_id is None:
        raise NotYours
    everyone = people.people(current_db(), viewer.service_id)
    keys = recovery.key_ids(current_db(), current_keys(), viewer.service_id)
    whose = searching.Whose([one.id for one in everyone], viewer.service_id, records.received(), keys)
    return Own(viewer, everyone, whose)


def _asking(own: Own) -> TrailForm:
    form = TrailForm(formdata=request.args, meta={"csrf": False})
    actions = searching.actions(current_db(), own.whose)
    form.offer(own.everyone, actions, partial(records.with_name, current_db(), own.viewer))
    return form


def _rows() -> Iterator[str]:
    """One entry a line; what people named themselves is no formula in a spreadsheet."""
    own = _own()
    asked = _asking(own).asked()
    yield _row("number", "when", "who", "what", "about", "mark")
    for some in searching.every(current_db(), own.whose, asked):
        read = own.read([line for line, _ in some])
        for one, (_, mark) in zip(read, some, strict=True):
            yield _row(str(one.number), one.at.isoformat(), one.who, one.what, one.about, mark)


def _row(*cells: str) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(f"'{each}" if each.startswith(FORMULA) else each for each in cells)
    return text.getvalue()
