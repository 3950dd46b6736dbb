"""Words that may become a quote: hers to allow, two people's to let out, and destroyed in their time."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.desk.models import QuoteGiven
from app.duties import purge_quotes
from app.insight import quotes as published
from app.insight.models import PublishedQuote
from app.quotes import service as quotes
from app.quotes.comparing import GONE, NEW, compared
from app.quotes.models import WaitingQuote
from app.quotes.sealed import Words
from safety.errors import NotOpened
from safety.retention import quote_end, quote_months
from safety.sealing import Kind
from tests.app.desk.team import client_for, make_team, uncertify
from tests.app.desk.test_after import SAID
from tests.app.quotes.conftest import HERS, MADE

ALLOWED = {**SAID, "a": {**SAID["a"], "better": {"c": ["listen"], "t": HERS}}}
REFUSED = {**ALLOWED, "a": {key: one for key, one in ALLOWED["a"].items() if key != "quote"}}


def test_edited_by_one_and_approved_by_another_it_leaves_nothing_behind(office):
    quote_id = office.give()
    assert HERS.encode() not in office.dump()
    opened = quotes.open_quote(office.db, office.keys, quote_id, office.reader(office.one), office.now)
    assert opened.words.text == HERS
    office.edit(quote_id, office.one)
    office.approve(quote_id, office.two)
    [row] = office.db.query(PublishedQuote)
    office.db.rollback()
    assert (row.text, row.release_on) == (MADE, date(2030, 10, 1))
    assert row.id != quote_id
    dump = office.dump()
    assert not {quote_id.hex.encode(), str(quote_id).encode(), quote_id.bytes} & set(dump.split(b"|"))
    assert quote_id.hex.encode() not in dump
    assert str(quote_id).encode() not in dump
    assert HERS.encode() not in dump


def test_whoever_edited_it_does_not_approve_it_and_nobody_approves_what_they_did_not_see(office):
    quote_id = office.give()
    with pytest.raises(quotes.NotEdited):
        office.approve(quote_id, office.two, seen=0)
    office.edit(quote_id, office.one)
    with pytest.raises(quotes.SameReviewer):
        office.approve(quote_id, office.one)
    with pytest.raises(quotes.NotEdited):
        office.edit(quote_id, office.two, seen=0)
    office.edit(quote_id, office.two, seen=1, made="Ring sooner.")
    with pytest.raises(quotes.NotEdited):
        office.approve(quote_id, office.one, seen=1)
    assert office.db.query(PublishedQuote).count() == 0
    office.db.rollback()
    office.approve(quote_id, office.one, seen=2)


def test_only_leads_of_the_service_open_it_and_before_any_key_is_touched(office, db, keys, now):
    quote_id, touched = office.give(), []
    for stranger in (office.team.idva, make_team(db, keys, now).lead):
        reader = quotes.Reviewer(stranger, lambda: touched.append("key") or [])
        with pytest.raises((quotes.NotAReviewer, quotes.NoSuchQuote)):
            quotes.open_quote(db, keys, quote_id, reader, now)
    assert touched == []
    with pytest.raises(NotOpened):
        quotes.open_quote(db, keys, quote_id, quotes.Reviewer(office.one, list), now)
    with pytest.raises(quotes.NoSuchQuote):
        quotes.refuse(db, keys, uuid4(), office.one, now)


def test_what_reaches_somebody_is_never_let_out(office):
    quote_id = office.give()
    with pytest.raises(quotes.Reaches):
        office.edit(quote_id, office.one, made="Ring 020 7946 0001")
    with pytest.raises(quotes.NotEdited):
        office.edit(quote_id, office.one, made="  ")


def test_refused_or_six_months_old_it_is_destroyed(office):
    quotes.refuse(office.db, office.keys, office.give(), office.two, office.now)
    quote_id = office.give()
    last = quote_end(office.now.date().replace(day=1))
    assert timedelta(150) < last - office.now.date() < timedelta(184)
    assert (
        purge_quotes(
            office.db, office.keys, office.now.replace(year=last.year, month=last.month, day=last.day)
        )
        == 0
    )
    after = office.now.replace(year=last.year, month=last.month, day=last.day) + timedelta(days=1)
    assert purge_quotes(office.db, office.keys, after) == 1
    assert office.db.get(WaitingQuote, quote_id) is None
    assert accounts.entries(office.db, "retention")[-1].detail == "quotes=1"


def test_it_is_shown_no_sooner_than_three_months_on_and_two_years_at_most(office):
    for month in (date(2030, 1, 1), date(2030, 11, 1)):
        newest = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        assert min(quote_months(month)) >= newest + timedelta(days=90)
    quote_id = office.give()
    office.edit(quote_id, office.one)
    office.approve(quote_id, office.two, below=lambda most: most - 1)

    def shown(on):
        return [one.text for one in published.quotes_shown(office.db, on)[0]]

    assert (shown(date(2030, 11, 30)), shown(date(2030, 12, 1))) == ([], [MADE])
    office.db.rollback()
    assert quotes.purge(office.db, date(2032, 12, 1)).total() == 0
    assert quotes.purge(office.db, date(2032, 12, 2)).total() == 1


def test_without_a_lead_whose_key_is_certified_nothing_is_taken_in(office):
    for lead in (office.one, office.two):
        uncertify(office.team, lead)
    assert office.give() is None


def test_the_difference_holds_both_texts():
    pieces = compared(HERS, MADE)
    assert "".join(text for kind, text in pieces if kind != NEW) == HERS
    assert "".join(text for kind, text in pieces if kind != GONE) == MADE


def test_what_was_taken_out_and_put_in_is_read_in_one_piece():
    pieces = compared("Ring me, not my sister at work. Thank you.", "Ring me, nobody else. Thank you.")
    assert pieces == [
        ("same", "Ring me, "),
        (GONE, "not my sister at work. "),
        (NEW, "nobody else. "),
        ("same", "Thank you."),
    ]


@pytest.fixture
def desk(office, staff_app):
    """The desk of her IDVA, who opens what came after the meeting."""
    staff_app.config["WTF_CSRF_ENABLED"] = False
    return client_for(staff_app, office.team, office.team.idva)


def waits(office):
    found = quotes.waiting(office.db, office.one)
    office.db.rollback()
    return found


def test_reading_seals_what_she_allowed_to_the_leads_once(office, desk):
    case_id, link = office.team.open()
    office.team.send(link, ALLOWED, kind=Kind.FEEDBACK)
    for _ in range(2):
        assert "is with the leads now" in desk.post(f"/staff/cases/{case_id}/views").text
    [one] = waits(office)
    opened = quotes.open_quote(office.db, office.keys, one.id, office.reader(office.two), office.now)
    assert opened.words == Words(HERS, "en")


@pytest.mark.parametrize("how", ["not allowed", "second code", "views"])
def test_nothing_goes_without_her_yes_or_after_the_second_code(office, desk, how):
    case_id, link = office.team.open(duress=how == "second code")
    if how == "second code":
        office.team.send(link, ALLOWED, kind=Kind.FEEDBACK, duress=True)
        from app.entry import service as entry
        from app.voice import service as voice

        voice.note_opening(
            office.db, office.keys, entry.by_id(office.db, link.link_id), duress=True, now=office.now
        )
    kind = Kind.FINAL if how == "views" else Kind.FEEDBACK
    office.team.send(link, REFUSED if how == "not allowed" else ALLOWED, kind=kind)
    desk.post(f"/staff/cases/{case_id}/views")
    assert waits(office) == []
    assert office.db.get(QuoteGiven, case_id) is None


def test_she_takes_it_back_and_it_is_not_given_again(office, desk):
    case_id, link = office.team.open()
    office.team.send(link, ALLOWED, kind=Kind.FEEDBACK)
    desk.post(f"/staff/cases/{case_id}/views")
    back = f"/staff/cases/{case_id}/quote-back"
    assert "Taken back" in desk.post(back, follow_redirects=True).text
    assert waits(office) == []
    assert "took her permission to be quoted back" in desk.post(f"/staff/cases/{case_id}/views").text
    assert waits(office) == []
    assert "does not wait any more" in desk.post(back, follow_redirects=True).text


def test_two_leads_do_it_on_their_pages(office, staff_app, clock):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    one, two = (client_for(staff_app, office.team, who) for who in (office.one, office.two))
    assert "Nothing waits." in one.get("/staff/quotes/").text
    quote_id = office.give()
    url = f"/staff/quotes/{quote_id}"
    assert one.get(url).status_code == 303
    page = one.post(url).text
    assert "6 year old" in page
    assert "[an age?]" in page
    assert "[a name?]" in page
    assert "<form data-hers" in page
    wrong = {"version": "0", "text": "<b>kept words</b> \u202e", "translated": ""}
    page = one.post(f"{url}/edit", data=wrong).text
    assert "Please put this right" in page
    assert "kept words" in page
    assert "<form data-hers" not in page, "typed and not taken: it stays whoever signs out"
    assert "letters too many" in one.post(f"{url}/edit", data={**wrong, "text": "x " * 200, "sure": "y"}).text
    assert "or refuse it" in one.post(f"{url}/edit", data={**wrong, "text": "  ", "sure": "y"}).text
    assert one.post(f"{url}/edit", data={"version": "0", "text": MADE, "sure": "y"}).status_code == 303
    assert "Approve it" not in one.post(url).text
    page = two.post(url).text
    assert "<del>" in page
    assert "<ins>" in page
    assert "Approve it" in page
    assert one.post(f"{url}/approve", data={"version": "1"}).status_code == 409
    assert two.post(f"{url}/approve", data={"version": "1"}).status_code == 303
    assert two.post(url).status_code == 404
    assert MADE not in two.get("/staff/insight/quotes").text
    clock.move(timedelta(days=190))
    two = client_for(staff_app, office.team, office.two)
    page = two.get("/staff/insight/quotes").text
    assert MADE in page
    assert "2030 · London" in page
    [shown] = published.quotes_shown(office.db, date(2031, 1, 1))[0]
    office.db.rollback()
    assert two.post(f"/staff/insight/quotes/{shown.id}/take-off").status_code == 303
    assert MADE not in two.get("/staff/insight/quotes").text


def test_nobody_but_leads_reaches_those_pages(office, staff_app):
    idva = client_for(staff_app, office.team, office.team.idva)
    assert idva.get("/staff/quotes/").status_code == 403
