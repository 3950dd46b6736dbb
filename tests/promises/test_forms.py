"""Every form of staff: no letter that nobody sees, or that turns others round, gets in by a typed field."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired

import app
from app.desk.live_forms import StepForm
from app.web.forms import StaffForm

LETTERS = ("\u202e", "\u2066", "\u200b", "\ufeff", "\u3164", "\0")
FREELY = {  # somebody's own words, in any language; the pages that show them hold them still
    "StringForm": {"note", *(f"w{at}" for at in range(6))},
    "WordingForm": {
        *("say_not", "say_want", "say_worry", "say_avoid", "say_kids", "say_change", "say_trust"),
        *("say_with", "say_tell", "say_easier", "english", "why", "wait"),
    },
    "OutcomeForm": {"why"},
}


def _below(one: type) -> Iterator[type]:
    for each in one.__subclasses__():
        yield each
        yield from _below(each)


def _classes() -> list[type]:
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if "form" in module.name:
            importlib.import_module(module.name)
    return sorted(
        {each for each in _below(Form) if each.__module__.startswith("app.") and each is not StaffForm},
        key=lambda each: (each.__module__, each.__name__),
    )


def _typed(form: type) -> list[str]:
    """The names of the fields that somebody types into."""
    fields = {name: getattr(form, name) for name in dir(form) if not name.startswith("_")}
    kinds = {name: one.field_class for name, one in fields.items() if isinstance(one, UnboundField)}
    return [
        name
        for name, kind in kinds.items()
        if issubclass(kind, StringField) and not issubclass(kind, (HiddenField, PasswordField))
    ]


def _sent(form: type, name: str, text: str) -> Any:
    """The form with one field as it was sent."""
    return form(formdata=MultiDict({name: text}), meta={"csrf": False})


@pytest.fixture
def asked() -> Iterator[None]:
    """A request of nobody's: forms ask for one."""
    bare = Flask("forms")
    bare.config["SECRET_KEY"] = "of nobody"
    Babel(bare)
    with bare.test_request_context("/staff/", method="POST"):
        yield


def test_no_typed_field_takes_a_letter_that_nobody_sees(asked: None) -> None:
    walked = [(form, name) for form in _classes() for name in _typed(form)]
    seen = {f"{form.__name__}.{name}" for form, name in walked}
    assert len(seen) > 40
    assert {"OrganisationForm.name", "MemberForm.email", "InviteForm.name", "CaseForm.reference"} <= seen
    taken = [f"{form.__name__}.{name} {text!r}" for form, name in walked for text in _taken(form, name)]
    assert taken == []


def _taken(form: type, name: str) -> Iterator[str]:
    """What this field takes and should not, or does not take and should."""
    free = name in FREELY.get(form.__name__, set())
    for letter in LETTERS:
        for text in (f"Ola {letter}eweN", f"{letter}Ola", f"Ola{letter}"):
            sent = _sent(form, name, text)
            fit = free and letter != "\0"  # which no page can carry, in nobody's words
            if sent.hides(sent[name]) == fit and letter in (sent[name].data or ""):
                yield text
    fine = _sent(form, name, "Zoë می\u200cروم 7")
    if fine.hides(fine[name]):
        yield "an ordinary name"


def test_the_rule_stands_in_every_form_and_none_has_validating_of_its_own() -> None:
    odd = [form.__name__ for form in _classes() if _typed(form) and not issubclass(form, StaffForm)]
    own = [form.__name__ for form in _classes() if "validate" in vars(form) or "hides" in vars(form)]
    assert (odd, own) == ([], [])


def test_it_speaks_where_the_fields_own_rules_do_not(asked: None) -> None:
    class Named(StaffForm):
        name = StringField("Name")
        text = TextAreaField("Text")
        secret = PasswordField("Password")

    typed = MultiDict({"name": "a\u202eb", "text": "one\r\n\ttwo", "secret": "\u202e"})
    form = Named(formdata=typed, meta={"csrf": False})
    assert not form.validate()
    said = "A letter in it cannot be seen, right after “\u2068a\u2069”. Write it again from there."
    assert form.errors == {"name": [said]}


def test_what_a_word_processor_pastes_along_is_left_out_and_asks_nothing(asked: None) -> None:
    class Named(StaffForm):
        freely = ("words",)
        name = StringField("Name", [InputRequired()])
        words = TextAreaField("Words")

    pasted = "\u200eبيت\u200f الأمل\u061c soft\u00adly"
    form = Named(formdata=MultiDict({"name": pasted, "words": pasted}), meta={"csrf": False})
    assert form.validate(), form.errors
    assert (form.name.data, form.words.data) == ("بيت الأمل softly", pasted)
    empty = Named(formdata=MultiDict({"name": "\u200e\u200f"}), meta={"csrf": False})
    assert not empty.validate()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("\u202eOla", "at the very beginning"),
        ("Ola  \u2066Ewa \u202e", "right after “\u2068Ola\u2069”"),
        ("one\r\ntwo\u200b", "right after “\u2068two\u2069”"),
    ],
)
def test_it_says_where(asked: None, typed: str, said: str) -> None:
    class Texts(StaffForm):
        text = TextAreaField("Text")

    form = Texts(formdata=MultiDict({"text": typed}))
    assert not form.validate()
    assert said in form.errors["text"][0]


def test_words_taken_live_are_written_down_as_they_are(asked: None) -> None:
    step = type("OneStep", (StepForm,), {"t_want": TextAreaField("Want"), "who": StringField("Who")})
    form = step(formdata=MultiDict({"t_want": "لا\u202e", "who": "a\u202eb"}), meta={"csrf": False})
    assert (form.hides(form["t_want"]), form.hides(form["who"])) == (False, True)
