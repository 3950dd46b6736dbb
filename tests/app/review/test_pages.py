"""The pages of who checks translations: in order, in place of nothing lost, and for nobody else."""

import re

import pytest
from babel.dates import format_date

from app.review import service as review
from app.review.rules import APPROVED, CHECKED, DRAFT
from tests.app.review.conftest import CODE
from tests.naughty import OWN

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)

PLAIN = "Skip"
FILLED = "About {0} letters left"


def address(desk, english):
    return "/staff/review/{}/{}/{}".format(CODE, *desk.item(english).entry.key)


def sent(desk, english, *words, note="", do="right", seen=None):
    now = desk.item(english).now
    boxes = {f"w{at}": text for at, text in enumerate(words or now.words)}
    return {**boxes, "note": note, "do": do, "seen": now.last if seen is None else seen}


def test_the_list_starts_with_what_is_dangerous_and_says_how_far_it_is(desk, browser_of):
    client = browser_of(desk.one)
    page = client.get(f"/staff/review/{CODE}").text
    assert page.count("السلامة على المحك: شخصان") == 25
    assert '<html lang="ar" dir="rtl" translate="no">' in page
    first = next(each for each in review.items(desk.db, CODE))
    assert re.search(r"تم 0 من \d+", client.get("/staff/review").text)
    found = client.get(f"/staff/review/{CODE}?show=all&q={PLAIN}").text
    assert ">Skip</a>" in found and str(first.entry.english[0]) not in found
    assert "لا شيء هنا" in client.get(f"/staff/review/{CODE}?show=done").text


def test_a_string_is_shown_with_its_english_its_terms_and_boxes_in_its_direction(desk, browser_of):
    english = next(
        each.entry.english[0]
        for each in review.items(desk.db, CODE)
        if each.entry.domain == "form" and "Home Office" in each.entry.english[0]
    )
    page = browser_of(desk.one).get(address(desk, english)).text
    assert '<dt lang="en" dir="ltr">Home Office</dt>' in page
    assert re.search(r'<textarea[^>]* dir="rtl"[^>]* lang="ar"', page)


def test_agreeing_leads_on_to_the_next_that_waits(desk, browser_of):
    client, order = browser_of(desk.one), review.items(desk.db, CODE)
    at = order[0].entry
    there = f"/staff/review/{CODE}/{at.domain}/{at.name}"
    boxes = {f"w{n}": text for n, text in enumerate(order[0].now.words)}
    answer = client.post(there, data={**boxes, "note": "", "seen": 0, "do": "right"})
    assert answer.status_code == 303
    assert answer.location.startswith("/staff/review/ar/{}/{}?before=".format(*order[1].entry.key))
    assert f'href="{there}"' in client.get(answer.location).text
    assert review.items(desk.db, CODE)[0].now.state == CHECKED


WRONG = {
    "بقي القليل": 'أبقوا هذه كما هي في الإنجليزية: <span lang="en" dir="ltr">{0}</span>',
    "بقي {0} حرفًا!": "بلا علامات تعجب",
    "About {0} letters left": "ما زالت الكلمات الإنجليزية",
    "": "اكتبوا الكلمات",
    "بقي \u202e{0}": "حرف لا يُرى",
    "بقي {0}\x00": "حرف لا يُرى",
    "بقي {0} \u043e": "العلامات",
    "ب" * 2001: "طويل جدًا",
}


def test_words_that_would_fail_the_check_are_refused_in_words_and_kept(desk, browser_of):
    client, there = browser_of(desk.one), address(desk, FILLED)
    for words, said in WRONG.items():
        page = client.post(there, data={"w0": words, "note": "", "do": "right", "seen": 0})
        assert (page.status_code, said in page.text) == (200, True), words
        assert not words.isprintable() or words in page.text, words
    assert desk.item(FILLED).steps == []


def test_what_the_check_says_in_english_stands_as_english_on_a_page_from_right_to_left(desk, browser_of):
    client, there = browser_of(desk.one), address(desk, FILLED)
    page = client.post(there, data={"w0": "بقي {0} ?", "note": "", "do": "right", "seen": 0}).text
    signs = "marks of another language (?); a blank too many or too few beside a mark"
    said = f'شيء ما في العلامات غير صحيح: <span lang="en" dir="ltr">{signs}</span>'
    assert page.count(said) == 2, "in the summary and beside the words, all faults after one beginning"
    page = client.post(there, data={"w0": "بقي <b>", "note": "", "do": "right", "seen": 0}).text
    assert '<span lang="en" dir="ltr">{0}</span>' in page
    assert "بقي &lt;b&gt;" in page
    police = next(one for one in review.items(desk.db, CODE) if one.entry.english[0] == "the police").entry
    page = client.post(
        f"/staff/review/{CODE}/{police.domain}/{police.name}",
        data={"w0": "البوليس", "do": "right", "seen": 0},
    ).text
    assert '<span lang="en" dir="ltr">police</span>' in page


def test_whatever_is_noted_is_shown_as_it_is_or_refused_whole(desk, browser_of):
    client, there = browser_of(desk.one), address(desk, PLAIN)
    for text in OWN:
        before = desk.item(PLAIN)
        boxes = {"w0": before.now.words[0], "note": text, "do": "ask", "seen": before.now.last}
        page = client.post(there, data=boxes)
        taken = page.status_code == 303
        assert taken or page.status_code == 200, text
        assert len(desk.item(PLAIN).steps) == len(before.steps) + taken, text
    assert "<script>" not in client.get(there).text
    assert "<h1>" not in client.get(there).text.split('<ol class="happened"')[1]


def test_somebody_who_was_slower_loses_no_word(desk, browser_of):
    old = sent(desk, PLAIN, "تخطَّ هذا", note="So we say it.")
    desk.write(desk.two, PLAIN, "تجاوز")
    page = browser_of(desk.one).post(address(desk, PLAIN), data=old)
    assert (page.status_code, "تخطَّ هذا" in page.text, "So we say it." in page.text) == (200, True, True)
    assert "تجاوز" in page.text and "Leila" in page.text
    [seen] = re.findall(r'name="seen"[^>]*value="(\d+)"', page.text)
    browser_of(desk.one).post(address(desk, PLAIN), data={**old, "seen": seen})
    assert desk.item(PLAIN).now.words == ("تخطَّ هذا",)


def test_asking_or_taking_back_never_drops_words_that_were_typed(desk, browser_of):
    client = browser_of(desk.one)
    desk.agree(desk.one, PLAIN)
    for what in ("ask", "back"):
        page = client.post(address(desk, PLAIN), data=sent(desk, PLAIN, "تجاوز", note="Why?", do=what))
        assert (page.status_code, "تجاوز" in page.text, "Why?" in page.text) == (200, True, True)
    assert "اكتبوا ما تريدون" in client.post(address(desk, PLAIN), data=sent(desk, PLAIN, do="ask")).text
    assert client.post(address(desk, PLAIN), data=sent(desk, PLAIN, do="back")).status_code == 303
    assert desk.item(PLAIN).now.state == DRAFT


def test_a_second_person_approves_and_nobody_elsewhere_is_named(desk, browser_of):
    desk.write(desk.two, PLAIN, "تجاوز")
    page = browser_of(desk.elsewhere).get(address(desk, PLAIN)).text
    assert "شخص من مكان آخر" in page and desk.two.display_name not in page.split("<main")[1]
    browser_of(desk.elsewhere).post(address(desk, PLAIN), data=sent(desk, PLAIN))
    assert desk.item(PLAIN).now.state == APPROVED


def test_what_was_not_given_is_refused(desk, browser_of):
    client = browser_of(desk.one)
    assert client.get("/staff/review/pl").status_code == 403
    assert client.get("/staff/review/tlh").status_code == 403
    assert client.get(f"/staff/review/{CODE}/form/{'0' * 16}").status_code == 404
    assert client.get(f"/staff/review/{CODE}/staff/{'0' * 16}").status_code == 404
    review.give(desk.db, desk.keys, desk.circle.team.lead, desk.one.id, [], desk.now)
    assert client.post(address(desk, PLAIN), data=sent(desk, PLAIN)).status_code == 403
    assert "لم تُعطَوا بعد لغة" in client.get("/staff/review").text


def test_each_plural_form_has_a_box_that_says_its_numbers(desk, browser_of):
    english = next(each for each in review.items(desk.db, CODE) if len(each.now.words) == 6).entry.english[0]
    page = browser_of(desk.one).get(address(desk, english)).text
    assert len(re.findall(r'<textarea[^>]*name="w\d"', page)) == 6
    assert ": 3, 4, 5 …" in page and ": 0" in page


def test_what_is_wrong_is_said_beside_the_box_that_it_is_in(desk, browser_of):
    client = browser_of(desk.one)
    item = next(each for each in review.items(desk.db, CODE) if len(each.now.words) == 6)
    english, words = item.entry.english[0], list(item.now.words)

    def boxes(*words, **rest):
        page = client.post(address(desk, english), data=sent(desk, english, *words, **rest)).text
        return re.findall(r'id="(\w+)-error"', page)

    assert boxes(*words[:3], words[3] + "!", *words[4:]) == ["w3"]
    assert boxes(*words[:2], "", words[3], words[4], words[5] + "!") == ["w2", "w5"]
    assert boxes(*words[:4], "تجاوز {0}", words[5], do="ask", note="Why?") == ["w4"]
    assert boxes(*words, do="back", note="Why?") == ["note"]
    assert desk.item(english).steps == []


def test_days_are_said_as_the_page_speaks(desk, browser_of):
    desk.agree(desk.one, PLAIN)
    page = browser_of(desk.one).get(address(desk, PLAIN)).text
    assert format_date(desk.now, "d MMMM y", locale="ar") in page
    assert f"{desk.now:%Y-%m-%d}" not in page.split("<main")[1]


def test_the_string_is_seen_in_place_in_a_frame_that_nothing_else_may_use(desk, browser_of):
    client, there = browser_of(desk.one), address(desk, PLAIN)
    desk.write(desk.one, PLAIN, "تجاوز")
    page = client.get(there)
    assert f'sandbox src="{there}/shown#here"' in page.text
    assert page.headers["Content-Security-Policy"].endswith("; frame-src 'self'")
    seen = client.get(f"{there}/shown")
    assert '<mark id="here">تجاوز</mark>' in seen.text and desk.one.display_name not in seen.text
    assert seen.headers["Content-Security-Policy"].startswith("sandbox;default-src 'none'")
    assert seen.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get("/staff/review/ar").headers["X-Frame-Options"] == "DENY"
    kit = next(each.entry for each in review.items(desk.db, CODE) if each.entry.domain == "kit")
    where = f"/staff/review/ar/kit/{kit.name}"
    assert "<iframe" not in client.get(where).text
    assert client.get(f"{where}/shown").status_code == 404
