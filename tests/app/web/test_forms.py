"""Forms of the staff side: words for people, and nothing cut."""

import re
from pathlib import Path

import pytest
import wtforms
from wtforms import IntegerField, StringField
from wtforms.validators import Length

from app.web.form_words import AGAIN, WORDS
from app.web.forms import StaffForm


class Sample(StaffForm):
    words = StringField("Words", validators=[Length(max=5)])
    number = IntegerField("Number")


@pytest.fixture
def sample(staff_app):
    staff_app.config["WTF_CSRF_ENABLED"] = False

    def filled(**fields):
        with staff_app.test_request_context("/staff/", method="POST", data=fields):
            form = Sample()
            form.validate()
            return form, str(form.words()), [str(one.message) for one in form.problems()]

    return filled


def test_what_is_too_long_is_kept_whole_and_counted(sample):
    form, box, said = sample(words="12345678", number="1")
    assert form.words.data == "12345678"
    assert "maxlength" not in box
    assert said == ["3 letters too many: 5 fit. Nothing was cut."]


def test_what_is_no_number_is_said_in_words(sample):
    assert sample(words="x", number="4.5")[2] == ["Give a whole number, in figures."]


def test_every_message_that_has_words_is_one_of_the_library_s():
    source = "".join(path.read_text(encoding="utf-8") for path in Path(wtforms.__file__).parent.rglob("*.py"))
    known = set(re.findall(r'"([^"\n]*)"', source))
    assert set(WORDS) <= known
    assert AGAIN
