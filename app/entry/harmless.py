"""The harmless form: a present that someone plans in secret. The duress code opens it.

Promise: same screens, same types, same steps as the short path; nothing in it names a
worker, a meeting, a service or a worry; nobody who has seen the short path reads its sentences again
here; and its words fill less than 900 bytes packed.
"""

from __future__ import annotations

from app.entry.cards import YES_NO
from app.entry.definition import Card, Chip, Done, Form, Question, Send, Start, Truths, marked

NOT = Question(
    id="not",
    title=marked("What is there already?"),
    chips=(
        Chip("clothes", marked("clothes")),
        Chip("scent", marked("perfume")),
        Chip("books", marked("books")),
    ),
)

WANT = Question(
    id="want",
    title=marked("What kind of present?"),
    chips=(
        Chip("trip", marked("a day out")),
        Chip("meal", marked("a meal")),
        Chip("photos", marked("a photo book")),
    ),
)

WORRY = Question(
    id="worry",
    title=marked("When is it for?"),
    chips=(Chip("month", marked("this month")), Chip("year", marked("this year"))),
)

HARMLESS = Form(
    start=Start(
        title=marked("Plan a surprise"),
        help=marked("A present is best kept quiet until the day."),
        leave="",
        yes=marked("Start"),
        no=marked("Later"),
    ),
    truths=Truths(
        title=marked("How it works"),
        items=(marked("Say what fits. We look for ideas."), marked("Nothing is bought for you.")),
        young="",
        go=marked("Ideas after each step"),
        hold=marked("All ideas at the end"),
    ),
    questions=(NOT, WANT, WORRY),
    send=Send(
        title=marked("All done?"),
        soon=marked("There is not much time"),
        call="",
        when="",
        say=Question(id="say", title="", limit=0),
        count="",
        tell="",
        notes=(marked("Ideas come in a few days."),),
    ),
    done=Done(title=marked("On its way"), lines=(marked("Until then, think of a card."),), meeting=""),
    words={
        "leave": marked("Leave now"),
        "help": marked("Numbers"),
        "lang": marked("Language"),
        "listen": marked("Listen"),
        "quiet": marked("No sound in this language"),
        "loud": marked("This plays out loud. To hear it, press again."),
        "of": marked("{0} of {1}"),
        "text": marked("In your own words"),
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
        "sent": marked("It is on its way."),
        "offline": marked("No network just now."),
        "kept": marked("Not sent yet."),
        "again": marked("More ideas can follow."),
        "ended": marked("It is too late for ideas."),
        "big": marked("That is too much to read."),
        "spare": marked("When the line is bad"),
        "seal": marked("Hold my ideas back"),
        "seals": marked("They follow later and are not shown again."),
        "stay": marked("Open this anywhere"),
        "stays": marked("It then starts by itself from where the other apps are."),
        "full": marked("There is no space left."),
        "waits": marked("They follow later."),
    },
    cards=(
        Card(marked("Who it is for"), (Question(id="kids", title=marked("What do they like?"), limit=400),)),
        Card(
            marked("Wrapping"),
            (
                Question(
                    id="change",
                    title=marked("Shall it be wrapped?"),
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
