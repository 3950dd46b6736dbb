"""What a lead writes for the service's own page."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError

from app.inbox.rich import nodes_of, refused_links
from app.web.forms import StaffForm, unseen_in
from safety.errors import TooBig
from safety.nodes import Nodes, unseen

MOST_TYPED = 8000
NOWHERE = _l("A link gives the whole address, beginning with tel:, https:// or mailto:. This one does not:")
TOO_LONG = _l("That is too long for one short page: 1,500 letters fit. Nothing was cut.")


class LocalForm(StaffForm):
    """One page in one language: text, headings, lists, strong words, links."""

    version = HiddenField()
    text = TextAreaField(
        _l("What it says"),
        description=_l(
            "Up to 1,500 letters. An empty line begins a paragraph. A number that can be called becomes a "
            "link by itself. Leave it empty and there is no page in this language."
        ),
    )

    def validate_text(self, field: Any) -> None:
        """What cannot be shown is said; nothing typed is changed or cut."""
        typed = field.data or ""
        if len(typed) > MOST_TYPED:
            raise ValidationError(_too_many(len(typed) - MOST_TYPED))
        if found := unseen(typed.replace("\r", "")):
            raise ValidationError(unseen_in(typed, found))
        if links := refused_links(typed):
            raise ValidationError(f"{NOWHERE} {links[0][:80]}")
        try:
            self.nodes()
        except TooBig:
            raise ValidationError(TOO_LONG) from None

    def nodes(self) -> Nodes:
        """As it is kept. Raises TooBig."""
        return nodes_of(self.text.data or "")


def _too_many(over: int) -> str:
    said: str = ngettext(
        "One letter too many. Nothing was cut.", "%(num)s letters too many. Nothing was cut.", over
    )
    return said
