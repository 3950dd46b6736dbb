"""Whatever is typed into a box of the staff's side comes back: beside what is wrong, or where it is read.

On PostgreSQL, which refuses what SQLite keeps. The survivors' boxes are tests/app/voice/test_bad_input.py.
"""

from collections.abc import Iterator
from typing import Any

import pytest

import app.joining  # noqa: F401  # so that every form is known
from app.accounts.forms import CertifyForm, RenewPaperForm
from app.desk.reading import visible
from safety.letters import without_idle
from safety.speaking import steady
from tests.app.community.conftest import make_circle
from tests.app.desk.leads import make_leads
from tests.boxes import Box, Seen, every_box
from tests.live import ROOT
from tests.naughty import together
from tests.typing_leads import Everyone

pytestmark = pytest.mark.parametrize("engine_url", ["postgresql"], indirect=True)

HALVES = {"\ud800": "%ED%A0%80", "\udc00 half": "%ED%B0%80 half"}  # no UTF-8: shown as they came
WALKED = (
    Everyone.desk,
    Everyone.live,
    Everyone.opening,
    Everyone.asking,
    Everyone.service,
    Everyone.doors,
    Everyone.letters,
    Everyone.after,
)
ELSEWHERE = {  # boxes whose own tests type such texts into them
    "accounts.PasskeyForm": "tests/app/accounts/test_passkeys.py",
    "community.KitForm": "tests/app/community/test_pages.py",
    "inbox.LocalForm": "tests/app/inbox/test_local.py",
    "insight.ChangeForm": "tests/app/insight/test_changes.py",
    "insight.ToldForm": "tests/app/insight/test_changes.py",
    "insight.DrawForm": "tests/app/insight/test_release_pages.py",
    "quotes.EditForm": "tests/app/quotes/test_quotes.py",
    "review.StringForm": "tests/app/review/test_pages.py",
}
TRUSTEES = (CertifyForm, RenewPaperForm)  # where one lead is alone
UNASKED = {  # those; what stands in an address; what is a part of another form; what is read into one line
    "accounts.CertifyForm",
    "accounts.RenewPaperForm",
    "accounts.TrailForm",
    "desk.CasesForm",
    "desk.PaperForm",
}
SECRET = {  # boxes for what nobody is shown again: passwords, numbers of a device, letters of a paper
    *(f"accounts.{name}Form" for name in ("ChangePassword", "Invited", "Number", "Proof", "SecondStep")),
    "accounts.SetUpForm",
    "accounts.OwnPassword",
    "insight.AgreeForm",
}


@pytest.fixture
def typing(staff_app, db, keys, now) -> Everyone:
    circle = make_circle(db, keys, now)
    return Everyone(staff_app, circle, make_leads(circle.team))


def came(text: str, box: Box) -> str:
    """As the service takes in what a browser sends."""
    decoded = HALVES.get(text, text)
    return box.comes(decoded)


def held(seen: Seen, box: Box, text: str) -> bool:
    typed = came(text, box) if box.again else ""
    return all(seen.boxes.get(name) in (typed, without_idle(typed)) for name in box.names)


def taken(box: Box, text: str, answer: Any) -> str:
    """What went wrong with a text; empty where it was refused beside its box, or stands where it is kept."""
    seen = Seen(answer.text)
    if answer.status_code >= 500:
        return f"a fault: {answer.status_code}"
    refused = any(f"{name}-error" in seen.ids for name in box.names)
    if refused or (box.names[0] in seen.boxes and not box.answers):
        return "" if held(seen, box, text) else f"not in its box: {seen.boxes.get(box.names[0])!r}"
    if answer.status_code >= 400:
        return f"refused without its box: {answer.status_code}"
    if box.read is None and not box.answers:
        return ""
    there = Seen(answer.text if box.answers else box.read())
    stands = [there.text, *(" ".join(one.split()) for one in there.boxes.values())]
    typed = came(text, box)
    drawn = visible(typed)  # a control by its picture; on paper nothing turns a line round
    wanted = [" ".join(one.split()) for one in (typed, drawn, steady(drawn), without_idle(typed))]
    kept = any(one in place for one in wanted for place in stands)
    return "" if kept else f"not where it is read: {there.text[-200:]!r}"


def all_wrong(boxes: list[Box]) -> Iterator[tuple[str, str, str]]:
    for box in boxes:
        for text in (*together(box.room), *HALVES):
            answer = box.send(text)
            if wrong := taken(box, text, answer):
                yield f"{box.form}.{box.names[0]}", text[:40], wrong
            if "<script>alert(1)" in answer.text:
                yield f"{box.form}.{box.names[0]}", text[:40], "it would run"


def test_every_box_there_is_has_its_place_in_a_test(typing: Everyone) -> None:
    walked = {f"{box.form}.{name}" for which in WALKED for box in which(typing) for name in box.names}
    left = {name.rpartition(".")[0] for name in every_box() - walked}
    assert left - SECRET - UNASKED == set(ELSEWHERE)
    for path in ELSEWHERE.values():
        text = (ROOT / path).read_text(encoding="utf-8")
        assert "202e" in text or "OWN" in text, path


@pytest.mark.parametrize("form", TRUSTEES)
def test_a_trustees_name_holds_no_letter_that_nobody_sees(typing: Everyone, form: type) -> None:
    for name, right in (("Wren", True), ("turned \u202e round", False), ("a\0b", False)):
        with typing.app.test_request_context(method="POST", data={"trustee": name}):
            assert (name, form().validate()) == (name, right)


@pytest.mark.parametrize("which", WALKED, ids=[one.__name__ for one in WALKED])
def test_each_text_is_refused_beside_its_box_or_stands_where_it_is_read(typing: Everyone, which: Any) -> None:
    wrong = list(all_wrong(which(typing)))
    assert not wrong, "\n".join(map(repr, wrong))
