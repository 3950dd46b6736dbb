"""What a community link opens: nobody knows who she is, so nothing here speaks of her worker or a meeting.

Promise: who reads it, and by when, stands before the first question. How old she is comes first of all
questions: whoever is under 16 is shown whom to call instead, and nothing is sent. No way to reach her is
chosen beforehand, and what follows from giving none is said again where she gives none.
"""

from __future__ import annotations

from app.entry.cards import WAYS
from app.entry.definition import (
    Chip,
    Counted,
    Critical,
    Done,
    Form,
    Question,
    Send,
    Start,
    Stop,
    Truths,
    marked,
)
from app.entry.short_path import NOT, SEND, START, WANT, WORRY
from app.entry.truths import LEAVING, RIGHTS, TRUTHS
from app.entry.words import WORDS

ANY_LANGUAGE = marked("You can write in any language.")  # where a name may have to be written

YEARS = Question(
    id="years",
    title=marked("How old are you?"),
    chips=(
        Chip("under", marked("under 16")),
        Chip("young", marked("16 or 17")),
        Chip("adult", marked("18 or over")),
    ),
    one=True,
    limit=0,
    then=(
        Question(
            id="route",
            title=Critical(
                "If you are 16 or 17, children’s services may be told. You can also call Childline, "
                "0800 1111, or {route}."
            ),
            limit=0,
            after=("years", "young"),
        ),
    ),
)

KNOWN = Question(
    id="known",
    title=marked("Do you already have a worker?"),
    help=Critical(
        "If yes, write their first name, or which service, so that what you write here can reach them."
    ),
    chips=(
        Chip("yes", marked("yes")),
        Chip("no", marked("no")),
        Chip("unsure", marked("not sure")),
    ),
    one=True,
    limit=200,
    label=ANY_LANGUAGE,
)

PLACE = Question(
    id="place",
    title=marked("Where do you need help?"),
    help=marked("The first part of the postcode is enough, or a place nearby."),
    limit=100,
    label=ANY_LANGUAGE,
)

HOW = Question(
    id="how",
    title=marked("How can we reach you safely?"),
    help=marked("Which number, days and times? What should we say if someone else answers?"),
    chips=WAYS,
    limit=400,
    label=ANY_LANGUAGE,
    then=(
        Question(
            id="unknown",
            title=Critical(
                "If you do not want contact, we can read this but may not be able to do anything."
            ),
            limit=0,
            after=("how", "none"),
        ),
    ),
)

PROOF = Question(
    id="proof",
    title=marked("How will we know it is you?"),
    help=marked("Only if you want: a name to use, or something that only you and the worker know."),
    limit=200,
    label=ANY_LANGUAGE,
)

READ = Critical("A worker in {place} reads this by {by} on the next working day.")

COMMUNITY = Form(
    start=Start(
        title=START.title,
        help=Critical("If someone is near you, or could look at this phone, stop. You can come back."),
        leave=START.leave,
        yes=START.yes,
        no=START.no,
    ),
    truths=Truths(
        title=TRUTHS.title,
        items=(
            Critical(
                "We do not know who you are. A worker in {place} reads this by {by} on the next working "
                "day, not at night. If you give us no way to reach you, we can read this but may not be "
                "able to do anything."
            ),
            *TRUTHS.items[1:],
        ),
        young="",
        go=marked("Only be counted"),
        hold=marked("Write to a worker"),
    ),
    questions=(YEARS, KNOWN, PLACE, NOT, WANT, WORRY, HOW, PROOF),
    send=Send(
        title=SEND.title,
        soon=SEND.soon,
        call=SEND.call,
        when=SEND.when,
        say=Question(id="say", title="", limit=0),
        count="",
        tell=SEND.tell,
        notes=(
            SEND.notes[0],
            Counted(
                "We delete our copy {days} day after it came, unless a worker goes on with you.",
                "We delete our copy {days} days after it came, unless a worker goes on with you.",
            ),
        ),
    ),
    done=Done(
        title=marked("Sent"),
        meeting="",
        lines=(
            READ,
            marked("To add or change it, open this page again."),
            Critical("To see it, put it right, complain, or check who we are: {number}"),
        ),
    ),
    words={
        **{key: text for key, text in WORDS.items() if key not in {"note", "fades", "got", "gone"}},
        "text": marked("You can write a little or a lot, in any language. Please do not write names."),
        "sent": marked("Sent. We have it."),
        "stop": Critical("Nothing was sent"),
        "counts": Critical(
            "Only be counted: you tap a few answers, for figures about services. No worker reads them and "
            "nobody can answer you."
        ),
        "borrowed": marked("This is not my phone"),
        "borrows": Critical(
            "Nothing of yours can be kept here, and this page closes by itself ten minutes after it was "
            "opened. What is not sent by then is gone."
        ),
        "ending": Critical("This page closes in one minute. What is not sent by then is gone."),
    },
    cards=(),
    bands=(),
    about=(
        Critical("This is for anyone: women, men, and people who are neither."),
        Critical("You do not have to do this. You can skip anything."),
        Critical(
            "Your words are locked before they leave this phone, if its browser can do that. The workers "
            "on duty in {place}, and a spare key that two leads hold together, can open them. When anyone "
            "looks, we write it down."
        ),
        RIGHTS,
        LEAVING,
        Critical("To check who we are, call {number}, or ask any service you trust to do so."),
    ),
    stop=Stop(
        question="years",
        chip="under",
        lines=(
            Critical("This page is not for anyone under 16. Nothing that you tapped was sent."),
            Critical("Call Childline: 0800 1111, by day or night. Or call {route}."),
            Critical("If someone is in danger now, call 999."),
        ),
    ),
)
