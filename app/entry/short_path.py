"""The short path: five screens, then Send and its receipt.

Promise: it asks about now and next, never about what happened; every screen can be
skipped; nothing about meetings or services stands before the first "yes".
"""

from __future__ import annotations

from app.entry.definition import Chip, Counted, Critical, Done, Question, Send, Start, marked

START = Start(
    title=marked("Is it OK to do this now?"),
    help=Critical(
        "If someone is near you, or could look at this phone, stop. You can come back. Anything you "
        "sent before is with your worker."
    ),
    leave=Critical("To leave: tap the bar at the top, or press Esc."),
    yes=marked("Yes"),
    no=marked("Not now"),
)

NOT = Question(
    id="not",
    title=marked("What must not happen?"),
    help=marked("Could anything make things worse for you?"),
    chips=(
        Chip("police", marked("police coming to my home")),
        Chip("letters", marked("letters or calls")),
        Chip("family", marked("my family or parents being told")),
        Chip("school", marked("school, college or work being told")),
        Chip("address", marked("my address being told")),
        Chip("children", marked("children’s services acting before I am told")),
        Chip("else", marked("something else")),
    ),
)

WANT = Question(
    id="want",
    title=marked("What do you want to happen next?"),
    chips=(
        Chip("home", marked("a safer home")),
        Chip("stay", marked("to stay where I am, safely")),
        Chip("children", marked("help with my children")),
        Chip("talk", marked("someone to talk to the person I am worried about")),
        Chip("money", marked("help with money")),
        Chip("health", marked("help with my health")),
        Chip("legal", marked("legal help")),
        Chip("alone", marked("to be left alone for now")),
        Chip("else", marked("something else")),
    ),
)

WORRY = Question(
    id="worry",
    title=marked("What worries you most right now?"),
    help=marked("You do not have to tell us what happened."),
    chips=(
        Chip("hurt", marked("being hurt")),
        Chip("children", marked("my children")),
        Chip("home", marked("my home")),
        Chip("money", marked("money")),
        Chip("found", marked("being found")),
        Chip("family", marked("my family or community")),
        Chip("pictures", marked("pictures or messages of me")),
        Chip("phone", marked("my phone or accounts")),
        Chip("health", marked("my health")),
        Chip("sent", marked("being sent away from this country")),
        Chip("else", marked("something else")),
    ),
)

QUESTIONS = (NOT, WANT, WORRY)

SEND = Send(
    title=marked("Send"),
    soon=marked("Please read this soon"),
    call=marked("Please call me"),
    when=marked("When is a good time?"),
    say=Question(
        id="say",
        title=marked("Your worker may say:"),
        chips=(Chip("all", marked("all of it")), Chip("ask", marked("ask me first"))),
        one=True,
        limit=0,
    ),
    count=marked("Count me, without my name, to make services better"),
    tell=marked("I would rather tell someone: please arrange a call or a BSL video call"),
    notes=(
        Critical("After you send it, no one can open it again on this phone."),
        Counted(
            "We delete our copy {days} day after the meeting. "
            "What is said there stays in the services’ records.",
            "We delete our copy {days} days after the meeting. "
            "What is said there stays in the services’ records.",
        ),
    ),
)

DONE = Done(
    title=marked("Sent"),
    meeting=Critical("{worker} reads this on weekdays, and speaks for you on {day}."),  # which may be sooner
    lines=(
        Critical("{worker} reads this on the next weekday, and speaks for you at the meeting."),
        marked("To add or change it, open this page again."),
        Critical("To see it, put it right, complain, or check who we are: {number}"),
    ),
)
