"""What a reviewer's press does: what is wrong is said beside their words, and none of them is lost."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from app.accounts import service as accounts
from app.entry.service import marked
from app.review import steps
from app.review.errors import NothingToTakeBack, StringChanged
from app.review.forms import StringForm
from app.review.rights import alias_of
from app.review.rules import with_words
from app.review.saying import numbers, wrong
from app.review.steps import Item, Place
from app.web.current import current_db, current_time
from app.web.forms import version_of
from app.web.said import worded

RIGHT, ASK, BACK = "right", "ask", "back"
MEANWHILE = marked("Somebody changed it meanwhile. See below what happened, then press again.")
UNSAVED = marked("What you wrote is not saved yet. Say first that it is right, or put it back as it was.")
EMPTY = marked("Write what you want to ask.")
NONE = marked("Nothing of yours is left to take back")


@dataclass(frozen=True)
class Here:
    """Who looks at which string."""

    staff: accounts.StaffView
    alias: str
    place: Place
    item: Item


def here(place: Place) -> Here:
    """The string, for who is signed in. Raises NotYourLanguage or NoSuchString."""
    staff, db = accounts.current_staff(), current_db()
    alias = alias_of(db, staff.id, place.code)
    return Here(staff, alias, place, steps.item(db, place))


def string_form(at: Here) -> StringForm:
    """With the words as they stand, unless something was sent."""
    form, words = StringForm(), at.item.now.words
    form.only(len(words))
    if len(words) > 1:
        shown = numbers(at.place.code, at.place.domain, len(words))
        for field, some in zip(form.boxes, shown, strict=True):
            field.label.text = f"{worded(field.label.text)}: {some}"
    if not form.is_submitted():
        form.seen.data = at.item.now.last
        for field, text in zip(form.boxes, words, strict=True):
            field.data = text
    return form


def act(at: Here, form: StringForm, what: str) -> bool:
    """Do it; False where the form says what has to be put right. Nothing typed is lost."""
    problems = _RULES.get(what, _right)(at, form)
    for name, said in problems:
        form.add_problem(name, said)
    if problems:
        return False
    place = replace(at.place, seen=version_of(form.seen))
    try:
        _DOES.get(what, _stand_by)(at, place, form)
    except StringChanged:
        form.add_problem("w0", MEANWHILE)
        form.seen.data = at.item.now.last
        return False
    except NothingToTakeBack:
        form.add_problem("w0", NONE)
        return False
    return True


Problem = tuple[str, str]


def _right(at: Here, form: StringForm) -> list[Problem]:
    """What is wrong with each form of it, beside its own box; with all of them together, beside the first."""
    each = [(field.name, _wrong(at, (words,) * len(form.words))) for field, words in form.worded]
    found = [(name, faults) for name, faults in each if faults] or [("w0", _wrong(at, form.words))]
    return [(name, Markup(" ").join(faults)) for name, faults in found if faults]


def _wrong(at: Here, words: tuple[str, ...]) -> list[Markup]:
    return wrong(at.place.code, at.place.domain, with_words(at.item.entry.message, words))


def _asks(at: Here, form: StringForm) -> list[Problem]:
    return _unsaved(at, form) or ([] if form.noted else [("note", EMPTY)])


def _backs(at: Here, form: StringForm) -> list[Problem]:
    return _unsaved(at, form) + ([("note", UNSAVED)] if form.noted else [])


def _unsaved(at: Here, form: StringForm) -> list[Problem]:
    """The boxes whose words are others than those that stand."""
    pairs = zip(form.worded, at.item.now.words, strict=True)
    return [(field.name, UNSAVED) for (field, words), stands in pairs if words != stands]


def _stand_by(at: Here, place: Place, form: StringForm) -> None:
    steps.stand_by(current_db(), at.staff.id, place, form.words, form.noted, current_time())


def _ask(at: Here, place: Place, form: StringForm) -> None:
    steps.ask(current_db(), at.staff.id, place, form.noted, current_time())


def _take_back(at: Here, place: Place, form: StringForm) -> None:
    steps.take_back(current_db(), at.staff.id, place, current_time())


_RULES = {RIGHT: _right, ASK: _asks, BACK: _backs}
_DOES = {RIGHT: _stand_by, ASK: _ask, BACK: _take_back}
