"""The pages of kits and organisations: in whose language, what they refuse, and what they never say."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from app.community import kits, organisations
from app.community.pieces import KINDS
from app.web.locale import available
from safety.tokens import show_token
from tests.app.community.conftest import CIRCLE, PLAN, POOL, member_of
from tests.naughty import OWN

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)

ONE = replace(PLAN, languages=("en",))
FIELDS = {
    "name": "Tuesday class",
    "languages": ["en"],
    "skin": "list",
    "cover": "en",
    "area": "ask",
    "pieces": ["poster", "cards"],
}


def shelf(circle):
    return kits.kits_of(circle.team.db, circle.team.keys, POOL, circle.viewer, circle.team.now).kits


def test_an_organisations_pages_are_in_its_own_language_from_right_to_left_and_say_that_they_are_a_draft(
    circle, browser_of
):
    client, kit = browser_of(circle.member), circle.make(ONE)
    assert client.get("/staff/").location.endswith("/staff/kits")
    link = kit.open[0]
    for address in (
        "/staff/kits",
        "/staff/kits/help",
        "/staff/kits/new",
        f"/staff/kits/{kit.id}",
        f"/staff/kits/{kit.id}/rotate/{link.id}",
        f"/staff/kits/{kit.id}/end/{link.id}",
    ):
        page = client.get(address).text
        assert '<html lang="ar" dir="rtl" translate="no">' in page, address
        assert "مسودة" in page, address
        assert "nobody has checked this translation yet" in page, address


def test_no_english_is_left_on_an_arabic_page_but_what_is_meant_to_be(circle, browser_of):
    page = browser_of(circle.member).get("/staff/kits/new").text
    body = re.sub(r'<(\w+)[^>]*lang="en"[^>]*>.*?</\1>', "", page, flags=re.S)
    shown = re.sub(r"<[^>]+>", " ", body[body.index("<main") :])
    names = {name for each in available("form") for name in (each.name, each.english)}
    for name in sorted(names, key=len, reverse=True):
        shown = shown.replace(name, "")
    assert set(re.findall(r"[A-Za-z]{3,}", shown)) == {"Hackney"}


def test_a_member_may_read_them_in_english_and_a_language_that_is_not_theirs_is_refused(circle, browser_of):
    client = browser_of(circle.member)
    assert client.post("/staff/kits/language", data={"language": "en"}).status_code == 303
    assert '<html lang="en" dir="ltr" translate="no">' in client.get("/staff/kits").text
    client.post("/staff/kits/language", data={"language": "pl"})
    assert '<html lang="en" dir="ltr" translate="no">' in client.get("/staff/kits").text
    client.post("/staff/kits/language", data={"language": "ar"})
    assert '<html lang="ar" dir="rtl" translate="no">' in client.get("/staff/kits").text


def test_a_kit_is_made_and_its_page_gives_address_code_and_every_piece(circle, browser_of):
    client = browser_of(circle.member)
    made = client.post("/staff/kits/new", data=FIELDS)
    page = client.get(made.location).text
    [kit] = shelf(circle)
    link = kit.open[0]
    assert f"https://days.example/k/{show_token(link.token)}" in re.sub("<[^>]+>", "", page)
    assert link.code in page
    pieces = re.findall(rf'href="(/staff/kits/{kit.id}/en/\w+)"', page)
    assert [each.rpartition("/")[2] for each in pieces] == ["poster", "cards"]
    [email] = re.findall(r'href="(mailto:[^"]+)"', page)
    assert link.token in unquote(email).replace("-", "")
    assert "Starling" not in unquote(email)


def test_a_lead_makes_one_for_an_organisation_or_for_one_without_an_account(circle, browser_of):
    lead = browser_of(circle.lead.staff)
    for whose, shown in ((str(circle.organisation_id), CIRCLE.name), ("none", "One without an account here")):
        made = lead.post("/staff/kits/new", data={**FIELDS, "organisation": whose})
        assert shown in lead.get(made.location).text
    assert len(shelf(circle)) == 1
    assert lead.post("/staff/kits/new", data={**FIELDS, "organisation": "another"}).status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "اكتبوا اسمًا"),
        ({"name": "x" * 81}, "80"),
        ({"name": "a\u202eb"}, "في سطر واحد"),
        ({"name": "a\x00b"}, "في سطر واحد"),
        ({"languages": []}, "اختاروا واحدًا على الأقل"),
        ({"languages": ["tlh"]}, "اختاروا واحدًا مما يظهر"),
        ({"pieces": []}, "اختاروا واحدًا على الأقل"),
        ({"skin": "bank"}, "اختاروا واحدًا مما يظهر"),
        ({"area": "E09000099"}, "اختاروا واحدًا مما يظهر"),
    ],
)
def test_what_is_wrong_is_said_in_their_language_and_loses_nothing(circle, browser_of, changed, said):
    sent = {**FIELDS, **changed}
    page = browser_of(circle.member).post("/staff/kits/new", data=sent)
    assert page.status_code == 200
    assert said in page.text
    kept = sent["name"].strip()
    assert not kept.isascii() or not kept.isprintable() or kept in page.text
    assert shelf(circle) == ()


def test_any_name_is_kept_as_it_was_typed_or_refused_and_never_run(circle, browser_of):
    client = browser_of(circle.member)
    for name in OWN:
        page = client.post("/staff/organisations", data={"name": name})
        assert page.status_code in (403, 405)
        answer = client.post("/staff/kits/new", data={**FIELDS, "languages": [], "name": name})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_each_piece_is_proved_on_the_screen_and_others_are_refused_calmly(circle, browser_of):
    client, kit = browser_of(circle.member), circle.make(replace(ONE, pieces=KINDS))
    for kind in KINDS:
        page = client.get(f"/staff/kits/{kit.id}/en/{kind}")
        assert page.status_code == 200
        assert kit.open[0].code in re.sub(r"[ \u00a0]", "", page.text) or kind == "qr"
        assert 'dir="rtl" aria-label' in page.text
    for odd in ("en/menu", "fr/poster", "en/menu.pdf", "%3Cscript%3E/poster"):
        refused = client.get(f"/staff/kits/{kit.id}/{odd}")
        assert refused.status_code == 404
        assert "لا يوجد طقم كهذا" in refused.text


def test_a_piece_comes_as_pdf_with_a_dull_name(circle, browser_of):
    client, kit = browser_of(circle.member), circle.make(ONE)
    answer = client.get(f"/staff/kits/{kit.id}/en/cards.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'inline; filename="cards.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_changing_an_address_is_said_first_and_done_by_a_press(circle, browser_of):
    client, kit = browser_of(circle.lead.staff), circle.make(ONE)
    address = f"/staff/kits/{kit.id}/rotate/{kit.open[0].id}"
    assert "What hangs on walls, lies in pockets" in client.get(address).text
    assert circle.kit(kit.id) == kit
    assert client.post(address).status_code == 303
    changed = circle.kit(kit.id)
    assert changed.open[0].token != kit.open[0].token
    again = client.post(address)
    assert (again.status_code, circle.kit(kit.id)) == (409, changed)
    assert "That was changed already" in again.text
    client.post(f"/staff/kits/{kit.id}/back/{kit.open[0].id}")
    assert circle.kit(kit.id).open[0].token == kit.open[0].token


def test_a_language_is_ended_and_another_added(circle, browser_of):
    client, kit = browser_of(circle.lead.staff), circle.make(ONE)
    client.post(f"/staff/kits/{kit.id}/end/{kit.open[0].id}")
    assert "Nothing of this kit works any more" in client.get(f"/staff/kits/{kit.id}").text
    client.post(f"/staff/kits/{kit.id}/languages", data={"language": "ar"})
    assert [one.looks.form_locale for one in circle.kit(kit.id).open] == ["ar"]
    client.post(f"/staff/kits/{kit.id}/languages", data={"language": "ar"})
    assert len(circle.kit(kit.id).links) == 2


def test_a_lead_adds_an_organisation_invites_somebody_and_is_told_the_number_once(circle, browser_of):
    lead, team = browser_of(circle.lead.staff), circle.team
    about = {"name": "Harbour Choir", "languages": ["ar"], "areas": ["E09000012"]}
    assert lead.post("/staff/organisations/new", data={**about, "areas": []}).status_code == 200
    page = lead.post("/staff/organisations/new", data=about).location
    assert "already" in lead.post("/staff/organisations/new", data=about).text
    who = {"name": "Sahra", "email": "sahra@example.org"}
    assert "like name@example.org" in lead.post(f"{page}/members", data={**who, "email": "sahra"}).text
    assert lead.post(f"{page}/members", data=who).status_code == 303
    assert "Number for Sahra" in lead.get(page).text
    assert "Number for" not in lead.get(page).text
    assert "with this address already" in lead.post(f"{page}/members", data=who).text
    assert "Harbour Choir" in lead.get("/staff/organisations").text
    [made] = [
        one for one in organisations.organisations(team.db, team.service_id) if one.name == about["name"]
    ]
    assert made.areas == ("E09000012",)


def test_a_lead_ends_and_renews_access_and_says_what_goes_on(circle, browser_of):
    lead, member = browser_of(circle.lead.staff), browser_of(circle.member)
    page = f"/staff/organisations/{circle.organisation_id}"
    assert "go on working" in lead.get(f"{page}/end").text
    assert member.get("/staff/kits").status_code == 200
    lead.post(f"{page}/end")
    refused = member.get("/staff/kits")
    assert (refused.status_code, "انتهى وصول منظمتكم" in refused.text) == (403, True)
    lead.post(f"{page}/renew")
    assert member.get("/staff/kits").status_code == 200


def test_a_lead_changes_an_organisation_and_takes_somebody_in(circle, browser_of):
    lead, loose = browser_of(circle.lead.staff), member_of(circle.team, None, "Ubah")
    page = f"/staff/organisations/{circle.organisation_id}"
    assert "لا تنتمون إلى منظمة بعد" not in browser_of(loose).get("/staff/kits").text
    assert "You belong to no organisation yet" in browser_of(loose).get("/staff/kits").text
    changed = {"name": CIRCLE.name, "languages": ["en"], "areas": list(CIRCLE.areas)}
    assert lead.post(f"{page}/change", data=changed).status_code == 303
    assert "Ubah" in lead.get(page).text
    lead.post(f"{page}/take-in", data={"staff_id": str(loose.id)})
    assert '<html lang="en" dir="ltr" translate="no">' in browser_of(loose).get("/staff/kits").text
    lead.post(f"{page}/take-in", data={"staff_id": str(circle.team.idva.id)})
    people = organisations.members(circle.team.db, circle.team.service_id, circle.organisation_id)
    assert {one.display_name for one in people} == {"Hodan", "Ubah"}


def test_nobody_of_another_organisation_sees_a_kit_or_its_pieces(circle, browser_of, db, keys, now):
    kit, team = circle.make(ONE), circle.team
    made = organisations.make_organisation(db, keys, team.lead, replace(CIRCLE, name="Other"), now)
    client = browser_of(member_of(team, made, "Beside"))
    link = kit.open[0]
    for address in (
        f"/staff/kits/{kit.id}",
        f"/staff/kits/{kit.id}/en/cards",
        f"/staff/kits/{kit.id}/en/cards.pdf",
        f"/staff/kits/{kit.id}/rotate/{link.id}",
        f"/staff/kits/{kit.id}/end/{link.id}",
    ):
        answer = client.get(address)
        assert (address, answer.status_code, link.token in answer.text) == (address, 404, False)
    for address in (f"rotate/{link.id}", f"end/{link.id}", f"back/{link.id}", "languages"):
        answer = client.post(f"/staff/kits/{kit.id}/{address}", data={"language": "ar"})
        assert (address, answer.status_code) == (address, 404)
    assert circle.kit(kit.id) == kit


def test_a_page_of_kits_that_no_database_can_count_to_is_an_empty_one(circle, browser_of):
    assert browser_of(circle.member).get(f"/staff/kits?page={10**20}").status_code == 200
