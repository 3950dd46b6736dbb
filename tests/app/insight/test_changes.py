"""“You said, we did”: written by one, published by another, and shown where it belongs."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.accounts.models import Role
from app.insight import changes
from app.insight.changes import Author, Told
from tests.app.community.conftest import browser_of, circle
from tests.app.inbox.test_local import asked
from tests.app.voice.phone import opened
from tests.app.voice.phone import post as typed
from tests.conftest import client_of
from tests.signing_in import post, service_people, sign_in

__all__ = ["browser_of", "circle"]

HACKNEY, LAMBETH = "E09000012", "E09000022"
PHONES = "E09000005"  # where the links of the tests are
TOLD = Told("Tell us sooner what was decided.", "We ring within two days.")
ARABIC = Told("أخبرونا أسرع.", "نتصل خلال يومين.")
NEW = "/staff/insight/changes/new"


def quiet(*line):
    """A trail that nobody reads."""


@pytest.fixture
def two():
    return [Author(uuid4(), frozenset({HACKNEY})) for _ in range(2)]


def written(db, two, now, area=HACKNEY, told=TOLD, theme="T16"):
    return changes.write(db, two[0], theme, area, told, quiet, now)


def published(db, two, now, **more):
    made = written(db, two, now, **more)
    changes.publish(db, two[1], made, quiet, now)
    return made


def test_only_a_second_person_of_the_same_area_publishes_and_what_is_withdrawn_stays_so(db, two, now):
    made = written(db, two, now)
    assert changes.shown(db, [HACKNEY]) == []
    with pytest.raises(changes.SecondPerson):
        changes.publish(db, two[0], made, quiet, now)
    with pytest.raises(changes.NoSuchChange):
        changes.publish(db, Author(uuid4(), frozenset({LAMBETH})), made, quiet, now)
    changes.publish(db, two[1], made, quiet, now)
    assert [one.told for one in changes.shown(db, [HACKNEY])] == [TOLD]
    assert changes.shown(db, [LAMBETH]) == []
    db.rollback()
    changes.withdraw(db, two[0], made, quiet, now)
    assert changes.shown(db, [HACKNEY]) == []
    db.rollback()
    for again in (changes.publish, changes.withdraw):
        with pytest.raises(changes.ChangedSince):
            again(db, two[1], made, quiet, now)


def test_an_areas_own_come_first_then_londons_and_no_more_than_are_asked_for(db, two, now):
    published(db, two, now, area="", told=Told("London?", "All."))
    published(db, two, now + timedelta(days=-1))
    published(db, two, now, area="", told=Told("Older?", "Yes."))
    found = changes.shown(db, [HACKNEY], 2)
    assert [one.area for one in found] == [HACKNEY, ""]


def test_another_language_is_shown_once_a_second_person_found_it_right(db, two, now):
    made = published(db, two, now)

    def in_arabic():
        db.rollback()
        return changes.shown(db, [HACKNEY])[0].in_("ar")

    assert in_arabic() == (TOLD, "en")
    changes.translate(db, two[0], made, "ar", ARABIC, quiet, now)
    assert in_arabic() == (TOLD, "en")
    with pytest.raises(changes.SecondPerson):
        changes.find_right(db, two[0], made, "ar", ARABIC, quiet)
    with pytest.raises(changes.ChangedSince):
        changes.find_right(db, two[1], made, "ar", TOLD, quiet)
    changes.find_right(db, two[1], made, "ar", ARABIC, quiet)
    assert in_arabic() == (ARABIC, "ar")
    changes.translate(db, two[1], made, "ar", Told("x", "y"), quiet, now)
    assert in_arabic() == (TOLD, "en")


def test_nothing_unknown_and_nothing_twice_is_written(db, two, now):
    written(db, two, now)
    with pytest.raises(changes.WrittenBefore):
        written(db, two, now)
    for wrong in ({"area": LAMBETH}, {"theme": "T99"}):
        with pytest.raises(changes.NoSuchChange):
            written(db, two, now, **wrong)


def test_a_receipt_tells_of_it_in_answers_that_are_as_large_without_it_and_under_either_code(
    db, keys, now, two, made, make_link, clock
):
    def all_of(link, **how):
        return {part: asked(db, keys, link, clock, part, **how) for part in ("rest", "cards", "form")}

    before = all_of(made)
    author = [Author(one.id, frozenset({PHONES})) for one in two]
    published(db, author, now, area=PHONES, told=Told("x" * 90, "y" * 140))
    published(db, author, now, area="", told=Told("ж" * 90, "<ы" * 70))
    after, second, elsewhere = all_of(made), all_of(made, duress=True), all_of(make_link())
    for part, (size, _) in before.items():
        assert {size} == {found[part][0] for found in (after, second, elsewhere)}, part
    shown = after["cards"][1]["did"]
    assert shown[:2] == ["You said, we did", f"“{'x' * 90}” {'y' * 140}"]
    assert shown[3:] == before["cards"][1]["did"] == after["cards"][1]["more"]
    assert "You said" not in str(second["cards"][1])
    assert asked(db, keys, made, clock, "cards", locale="ar")[1]["did"][1] == {"x": "", "e": shown[1]}


def test_without_a_script_the_receipt_tells_of_it_but_not_under_the_second_code(db, survivor, two, now, made):
    published(db, two, now, area="")
    for code, there in ((made.new.code, True), (made.new.duress_code, False)):
        opened(survivor, made, code)
        typed(survivor, made.path, b1="words")
        assert (TOLD.did in survivor.get(made.path).text) is there


def test_an_organisation_sees_its_own_areas_in_its_language(db, two, now, circle, browser_of):
    made = published(db, two, now)
    changes.translate(db, two[0], made, "ar", ARABIC, quiet, now)
    changes.find_right(db, two[1], made, "ar", ARABIC, quiet)
    others = [Author(one.id, frozenset({LAMBETH})) for one in two]
    published(db, others, now, area=LAMBETH, told=Told("no", "no"))
    page = browser_of(circle.member).get("/staff/kits").text
    assert ARABIC.did in page
    assert TOLD.did not in page
    assert "“no”" not in page


def test_a_manager_writes_it_and_a_lead_publishes_it_on_their_pages(db, keys, now, clock, staff, staff_app):
    people = service_people(db, keys, now)
    manager = sign_in(staff, people.of(Role.MANAGER)[0])
    lead = sign_in(client_of(staff_app, db), people.of(Role.LEAD)[0])
    assert "There is none yet" in manager.get("/staff/insight/changes").text
    fields = {"theme": "T16", "area": HACKNEY, "said": "<b>kept words</b>", "did": "z" * 141}
    page = post(manager, NEW, fields).text
    assert "Plain text only" in page
    assert "One letter too many" in page
    assert "kept words" in page
    page = post(manager, NEW, {**fields, "said": "Ring 020 7946 0001", "did": "turned \u202e round"}).text
    assert "Leave out numbers" in page
    assert "cannot be seen, right after" in page
    assert "Write it first." in post(manager, NEW, {**fields, "said": "   ", "did": TOLD.did}).text
    assert manager.get(f"/staff/insight/changes?page={10**30}").status_code == 200
    good = {**fields, "said": TOLD.said, "did": TOLD.did}
    address = post(manager, NEW, good).headers["Location"]
    assert "stands there already" in post(manager, NEW, good).text
    assert "Publish it" not in manager.get(address).text
    assert post(lead, f"{address}/publish", on=address).status_code == 303
    assert "published by" in manager.get(address).text
    assert post(lead, f"{address}/publish", on=NEW).status_code == 409
    words = {"said": ARABIC.said, "did": ARABIC.did}
    assert post(lead, f"{address}/in/ar", words).status_code == 303
    assert "I read it: it is right" not in lead.get(address).text
    assert post(manager, f"{address}/in/ar/right", words, on=NEW).status_code == 303
    assert "found right by" in lead.get(address).text
    assert post(lead, f"{address}/withdraw").status_code == 303
    assert "withdrawn" in lead.get("/staff/insight/changes").text
    assert "withdrawn by" in lead.get(address).text
    assert lead.get("/staff/insight/changes/new/x").status_code == 404
