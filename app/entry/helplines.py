"""Whom to call: numbers as copied facts (helplines.csv), what we say of them as marked strings.

Promise: never stored, never sent; the five most used travel with the form, all of them
follow after opening. A name is shown only where it gives nothing away over a shoulder.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.entry.definition import Critical, marked


@dataclass(frozen=True, slots=True)
class Helpline:
    """One number, for whom it is, and what to know before calling."""

    id: str
    label: str  # marked: for whom
    note: str  # marked: when and how
    name: str  # its own name, never translated; empty where it would tell
    number: str
    link: str = ""  # what a tap opens where it is not a call


ANY_TIME = marked("24 hours")
WEEKDAYS = marked("weekdays")
OFFICE = marked("office hours")
LIMITED = marked("some hours")

# In the order that they are shown. The first FIRST travel inside the form itself.
FIRST = 5
SAID: dict[str, tuple[str, str]] = {
    "999": (
        marked("Emergency"),
        Critical("Mobile: if you cannot speak, wait and press 55. It does not say where you are."),
    ),
    "bsl999": (marked("Emergency, BSL video"), ANY_TIME),
    "women": (marked("Women"), marked("24 hours, free, interpreters")),
    "men": (marked("Men"), WEEKDAYS),
    "galop": (marked("LGBT+"), WEEKDAYS),
    "text999": (
        marked("Emergency by text message"),
        marked("Before you need it: text the word register to 999"),
    ),
    "relay": (marked("Emergency, Relay UK"), ANY_TIME),
    "101": (marked("Police, not urgent"), ANY_TIME),
    "samaritans": (marked("Anyone, to talk"), ANY_TIME),
    "shout": (marked("Anyone, by text message"), marked("24 hours. Text the word SHOUT.")),
    "childline": (marked("Under 19"), ANY_TIME),
    "rcew": (marked("Sexual violence"), marked("24 hours, also by chat")),
    "stalking": (marked("Being followed or watched"), WEEKDAYS),
    "karma": (marked("Family or community pressure"), WEEKDAYS),
    "fmu": (marked("Marriage against your will"), OFFICE),
    "sbs": (marked("Black and minoritised women; South Asian languages"), WEEKDAYS),
    "lawrs": (marked("Latin American women; Spanish and Portuguese"), LIMITED),
    "jwa": (marked("Jewish women"), WEEKDAYS),
    "mwn": (marked("Muslim women"), WEEKDAYS),
    "sign": (marked("Deaf people"), marked("Office hours, text message or BSL video")),
    "stayeast": (marked("Disabled people in London"), marked("Weekdays. By text message: 07587 134122")),
    "hourglass": (marked("Older people"), LIMITED),
    "wales": (marked("Wales"), marked("24 hours, Welsh and English")),
    "scotland": (marked("Scotland"), ANY_TIME),
    "ni": (marked("Northern Ireland"), ANY_TIME),
}
UNNAMED = {"999", "bsl999", "text999", "relay", "101", "women", "rcew", "stalking", "fmu", "scotland", "ni"}
LINKS = {"bsl999": "https://999bsl.co.uk", "text999": "sms:999", "shout": "sms:85258"}

# What any household keeps: all that the harmless form may show.
HOUSEHOLD = (
    Helpline("999", marked("Emergency"), "", "", "999"),
    Helpline("111", marked("NHS"), "", "", "111"),
    Helpline("105", marked("Power cut"), "", "", "105"),
)


@cache
def helplines() -> tuple[Helpline, ...]:
    """All of them, in the order that they are shown."""
    with Path(__file__).with_name("helplines.csv").open(encoding="utf-8", newline="") as rows:
        facts = {row["id"]: row for row in csv.DictReader(rows)}
    return tuple(
        Helpline(
            id=id_,
            label=label,
            note=note,
            name="" if id_ in UNNAMED else facts[id_]["name"],
            number=facts[id_]["number"],
            link=LINKS.get(id_, ""),
        )
        for id_, (label, note) in SAID.items()
    )
