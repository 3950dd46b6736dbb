"""What the codes of a release mean, as managers read them. A test compares them with what is counted."""

from flask_babel import lazy_gettext as _l

from app.insight.areas import areas
from app.insight.themes import themes

QUESTIONS = {
    "asked": _l("Were you asked what you wanted before the meeting?"),
    "heard": _l("Did people listen to what you said?"),
    "told": _l("Did someone tell you what was decided?"),
    "safer": _l("Do you feel safer than before the meeting?"),
    "easy": _l("Was this easy to use?"),
    "harm": _l("Did this cause you any problem?"),
}
ANSWERS = {
    "yes": _l("yes"),
    "bit": _l("a bit"),
    "no": _l("no"),
    "unknown": _l("I do not know"),
    "unwanted": _l("I did not want to know"),
    "safer": _l("safer"),
    "same": _l("the same"),
    "less": _l("less safe"),
    "unsure": _l("not sure"),
}
BANDS = {"age": _l("Age"), "gender": _l("Gender"), "ethnic": _l("Ethnic group"), "disabled": _l("Disabled")}
BANDS |= {"lgbt": _l("LGBT+")}
GROUPS_OF_PEOPLE = {
    "65-": _l("65 and over"),
    "woman": _l("women"),
    "man": _l("men"),
    "neither": _l("neither"),
    "asian": _l("Asian"),
    "black": _l("Black"),
    "mixed": _l("mixed"),
    "white": _l("white"),
    "other": _l("other"),
    "yes": _l("yes"),
    "no": _l("no"),
}
BETTER = {
    "tell": _l("tell me more"),
    "listen": _l("listen more"),
    "share": _l("share less"),
    "police": _l("police"),
    "language": _l("language and access"),
    "support": _l("the right kind of support"),
    "must": _l("what must not happen"),
}


def place(code: str) -> str:
    """An area or a part of London by name."""
    return areas()[code].name if code in areas() else code


def theme(code: str) -> str:
    """A theme by name."""
    return themes()[code].name


def group(code: str) -> str:
    """A group of themes."""
    return code.replace("_", " ").capitalize()


def question(code: str) -> str:
    """One of the six, as it was asked."""
    return str(QUESTIONS[code])


def answer(code: str) -> str:
    """One of the closed answers."""
    return str(ANSWERS[code])


def band(name: str, code: str) -> str:
    """Who somebody said that they are."""
    people = GROUPS_OF_PEOPLE.get(code) or code.replace("-", "–")
    return f"{BANDS[name]}: {people}"


def better(code: str) -> str:
    """What should be done better."""
    return str(BETTER[code])
