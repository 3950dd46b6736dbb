"""What stands beside her words on the page that opens them. Worked out in that request, kept nowhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import sending, themes, ways
from app.desk.changes import history
from app.desk.forms import AgreeForm
from app.desk.headings import Standing
from app.desk.prompts import checks, foreign, guess, others
from app.desk.proposal import proposal
from app.desk.reading import Said
from app.desk.service import Opened
from app.desk.sheet import HERS, MUST_NOT
from app.translating import service as translating
from config import Keys


def beside(
    db: Session, keys: Keys, case: cases.Case, opened: Opened, staff: accounts.StaffView, now: datetime
) -> dict[str, Any]:
    """Prompts, languages, what changed, translations, themes, and what she proposes about reaching her.

    Sends are numbered over the whole case, the oldest 1.
    """
    every, english = sending.every_version(opened), sending.english_of(opened)
    shown = [each.shown for each in (*opened.sittings, *opened.after)]
    ids = [one.send_id for one in every]
    carried, kept = themes.carried(opened.sittings), themes.confirmed(db, keys, case.id)
    return {
        "checks": checks(opened.sittings),
        "guesses": {one.send_id: found for one in every if (found := guess(one))},
        "others": {one.send_id: others(one) for one in every},
        "numbers": sending.numbered(opened),
        "differing": Standing.of(opened.sittings).differing((MUST_NOT, *HERS)),
        "histories": [(sitting, history(sitting)) for sitting in opened.sittings],
        "english": english,
        "waiting": translating.standing(db, ids, now),
        "translators": sending.translators(db, case),
        "to_translate": {one.send_id for one in shown if foreign(one) and not _done(one, english)},
        "themes": carried,
        "kept_themes": [one.code for one in kept],
        "ticked": {one.code for one in kept} or {one.code for one in carried} - themes.HAPPENED,
        "proposal": proposal(opened.sittings),
        "agree_form": AgreeForm(formdata=None, seen=now.isoformat()),
        "at_once": ways.at_once(db, staff.id),
    }


def _done(said: Said, english: Mapping[tuple[str, str], sending.English]) -> bool:
    """Whether all her words in it have their English."""
    return all(pair in english for pair in said.texts.items())
