"""The harmless form: a present that someone plans in secret. The duress code opens it.

Promise: same screens, same types, same steps as the short path; nothing in it names a
worker, a meeting, a service or a worry, and its words fill less than 900 bytes packed.
"""

from __future__ import annotations

from app.entry.cards import YES_NO
from app.entry.definition import Card, Chip, Done, Form, Question, Send, Start, Truths, marked

NOT = Question(
    id="not",
    title=marked("What should it not be?"),
    chips=(
        Chip("clothes", marked("clothes")),
        Chip("scent", marked("perfume")),
        Chip("dear", marked("too dear")),
    ),
)

WANT = Question(
    id="want",
    title=marked("What would be nice?"),
    chips=(
        Chip("trip", marked("a day out")),
        Chip("meal", marked("a meal")),
        Chip("photos", marked("a photo book")),
    ),
)

WORRY = Question(
    id="worry",
    title=marked("What could spoil it?"),
    chips=(Chip("seen", marked("it is found")), Chip("late", marked("it comes late"))),
)

HARMLESS = Form(
    start=Start(
        title=marked("Plan a surprise"),
        help=marked("Is anyone looking? Then keep it for later."),
        leave="",
        yes=marked("Start"),
        no=marked("Later"),
    ),
    truths=Truths(
        title=marked("A present in three steps"),
        items=(marked("Tap or write. We look for ideas."), marked("Do not write names.")),
        young="",
        go=marked("Send as I go"),
        hold=marked("Send at the end"),
    ),
    questions=(NOT, WANT, WORRY),
    send=Send(
        title=marked("Send"),
        soon=marked("I need it soon"),
        call="",
        when="",
        say=Question(id="say", title="", limit=0),
        count="",
        tell="",
        notes=(marked("Once sent, it cannot be opened here."),),
    ),
    done=Done(title=marked("Sent"), lines=(marked("Ideas come in a few days."),), meeting=""),
    words={
        "leave": marked("Leave now"),
        "help": marked("Numbers"),
        "lang": marked("Language"),
        "listen": marked("Listen"),
        "quiet": marked("No sound in this language"),
        "loud": marked("This plays out loud. To hear it, press again."),
        "of": marked("{0} of {1}"),
        "text": marked("Write a little or a lot."),
        "left": marked("About {0} letters left"),
        "next": marked("Next"),
        "skip": marked("Skip"),
        "back": marked("Back"),
        "send": marked("Send"),
        "more": marked("Add more"),
        "wait": marked("Still coming"),
        "saved": marked("Answered"),
        "sending": marked("Sending…"),
        "slow": marked("Still sending"),
        "sent": marked("Sent"),
        "offline": marked("No network. It goes later."),
        "kept": marked("Not sent yet. We keep trying."),
        "again": marked("This adds to it."),
        "ended": marked("This cannot be sent any more."),
        "big": marked("Too long. Please make it shorter."),
    },
    cards=(
        Card(marked("Who it is for"), (Question(id="kids", title=marked("What do they like?"), limit=400),)),
        Card(
            marked("The day"),
            (
                Question(
                    id="change",
                    title=marked("Is there a day it must be ready?"),
                    chips=YES_NO,
                    one=True,
                    limit=400,
                ),
            ),
        ),
        Card(marked("Cost"), (Question(id="trust", title=marked("What can it cost?"), limit=400),)),
    ),
    bands=(),
    about=(),
)
