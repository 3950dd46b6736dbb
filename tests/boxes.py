"""Text boxes that staff type into: how each is sent, and where what it took is read again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from wtforms import PasswordField, StringField, TextAreaField

from app.web.forms import StaffForm

FORM = "application/x-www-form-urlencoded"
TYPED = (StringField, TextAreaField)
Read = Callable[[], str]


class Seen(HTMLParser):
    """A page as a browser takes it in: its words, what stands in its boxes, and what runs in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.boxes: dict[str, str] = {}
        self.tags: list[str] = []
        self.ids: set[str] = set()
        self._box = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self.tags.append(tag)
        self.ids.add(about.get("id") or "")
        self._box = (about.get("name") or "") if tag == "textarea" else ""
        if tag in ("input", "textarea"):
            self.boxes[about.get("name") or ""] = about.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self._box = self._box if tag != "textarea" else ""

    def handle_data(self, data: str) -> None:
        if self._box:
            self.boxes[self._box] = (self.boxes[self._box] + data).removeprefix("\r").removeprefix("\n")
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@dataclass(frozen=True)
class Box:
    """`names` of one form, sent with the same text; `read` is asked once it was taken.

    A box without `read` takes only what has a shape of its own. `comes`: how its form takes it in.
    """

    form: str
    names: tuple[str, ...]
    address: str
    who: FlaskClient
    read: Read | None = None
    more: dict[str, Any] = field(default_factory=dict)
    before: Callable[[], dict[str, Any]] = dict
    comes: Callable[[str], str] = str
    answers: bool = False  # what was taken stands on the page that answers
    again: bool = True  # what was refused is still in its box
    room: int = 80  # how many letters are typed at once, where they are so short

    def send(self, typed: str) -> Any:
        fields = {**self.more, **self.before(), **dict.fromkeys(self.names, typed)}
        body = urlencode(fields, doseq=True, errors="surrogatepass").encode()
        return self.who.post(self.address, data=body, content_type=FORM)


def every_box() -> set[str]:
    """The text boxes of every form that there is, as capability.Form.name."""
    return {f"{_called(form)}.{name}" for form in _forms(StaffForm) for name in _texts(form)}


def _forms(above: type) -> Iterator[type]:
    for form in above.__subclasses__():
        if form.__module__.startswith("app."):
            yield form
        yield from _forms(form)


def _called(form: type) -> str:
    return f"{form.__module__.split('.')[1]}.{form.__name__}"


def _texts(form: type) -> Iterator[str]:
    for name in dir(form):
        kind = getattr(getattr(form, name), "field_class", None)
        if kind in (*TYPED, PasswordField):
            yield name
