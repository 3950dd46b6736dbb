from app.accounts.models import Role
from app.entry.service import to_record
from app.entry.sound import FORMS, SCREENS
from app.web.catalogues import FORM
from app.web.locale import available
from tests.signing_in import sign_in

MICROPHONE = "microphone=(self)"


def test_every_language_of_the_form_has_each_screen_of_both_forms_to_read():
    for locale in available(FORM):
        found = to_record(locale.code)
        assert {kind: tuple(one.name for one in found[kind]) for kind in FORMS} == dict.fromkeys(
            FORMS, SCREENS
        )
        assert all(text.strip() for kind in FORMS for one in found[kind] for text in one.sentences)


def test_the_page_says_what_to_read_and_that_drafts_are_not_for_use(staff, people):
    page = sign_in(staff, people.of(Role.LEAD)[0]).get("/staff/languages/pl/recording")
    assert "Czy możesz to teraz zrobić?" in page.text
    assert "Do not record for use" in page.text
    assert MICROPHONE in page.headers["Permissions-Policy"]


def test_the_microphone_is_for_that_page_alone_and_other_languages_have_none(staff, people):
    client = sign_in(staff, people.of(Role.IDVA)[0])
    assert MICROPHONE not in client.get("/staff/languages").headers["Permissions-Policy"]
    assert client.get("/staff/languages/xx/recording").status_code == 404
    assert client.get("/staff/languages/../recording").status_code == 404
