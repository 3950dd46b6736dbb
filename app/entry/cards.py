"""The cards after the short path, and what being counted may say: in any order, never a queue.

Promise: the default on contact is none, and being asked first is on until tapped off.
"""

from __future__ import annotations

from app.entry.definition import Card, Chip, Critical, Question, marked

AVOID = Card(
    marked("Who should not know"),
    (
        Question(
            id="avoid",
            title=marked(
                "Is there anyone who should not be told, or who it is not safe for us to talk to? "
                "It could be family, a friend, or someone at a service."
            ),
            help=Critical(
                "We will do our best. If we think someone could be badly hurt, we may have to share it."
            ),
            chips=(
                Chip("police", marked("the police")),
                Chip("social", marked("children’s services")),
                Chip("housing", marked("housing")),
                Chip("health", marked("my doctor or a hospital")),
                Chip("school", marked("school or college")),
                Chip("work", marked("my work")),
                Chip("family", marked("someone in my family")),
                Chip("friend", marked("a friend")),
                Chip("faith", marked("someone in my community or faith")),
                Chip("else", marked("someone else")),
            ),
            limit=400,
        ),
    ),
)

KIDS = Card(
    marked("My children"),
    (
        Question(
            id="kids",
            title=marked("Is there anything you want us to know about your children?"),
            help=marked("No names or ages needed."),
            limit=400,
        ),
    ),
)

CHANGE = Card(
    marked("Something changed"),
    (
        Question(
            id="change",
            title=marked("Has anything changed, or got worse, since we last spoke?"),
            chips=(
                Chip("no", marked("no")),
                Chip("bit", marked("a bit")),
                Chip("lot", marked("a lot")),
                Chip("new", marked("something new")),
            ),
            one=True,
            limit=400,
        ),
    ),
)

TRUST = Card(
    marked("What helps, who I trust"),
    (
        Question(
            id="trust",
            title=marked("What helps you feel safer? Who do you trust?"),
            help=Critical("We only talk to them if you say yes."),
            chips=(Chip("ask", marked("ask me first")),),
            preset=("ask",),
            limit=400,
        ),
    ),
)

WAYS = (
    Chip("none", marked("do not contact me")),
    Chip("call", marked("call me")),
    Chip("text", marked("text only")),
    Chip("bsl", marked("BSL video call")),
    Chip("relay", marked("Relay UK")),
    Chip("other", marked("through another person")),
    Chip("visit", marked("I will come in")),
)

REACH = Card(
    marked("How to reach me"),
    (
        Question(
            id="reach",
            title=marked("Is what we agreed still right?"),
            chips=(Chip("yes", marked("yes")), Chip("no", marked("no"))),
            one=True,
            limit=0,
        ),
        Question(
            id="how",
            title=marked("How can we reach you safely?"),
            help=marked("Which days and times? What should we say if someone else answers?"),
            chips=WAYS,
            preset=("none",),
            limit=400,
        ),
        Question(
            id="voicemail",
            title=marked("May we leave a voice message?"),
            chips=(Chip("yes", marked("yes")), Chip("no", marked("no"))),
            one=True,
            limit=0,
        ),
        Question(
            id="after",
            title=marked("And after the meeting?"),
            chips=WAYS,
            preset=("none",),
            limit=400,
        ),
        Question(
            id="unreached",
            title=marked("We may not reach you before the meeting. Then your worker should:"),
            chips=(
                Chip("must", marked("say what must not happen, nothing else")),
                Chip("nothing", marked("say nothing")),
            ),
            one=True,
            limit=0,
            after=("how", "none"),
        ),
    ),
)

EASIER = Card(
    marked("What would make it easier"),
    (
        Question(
            id="easier",
            title=marked("What would make it easier to talk to us?"),
            help=marked("If you want an interpreter, which language?"),
            chips=(
                Chip("interpreter", marked("an interpreter")),
                Chip("woman", marked("an interpreter who is a woman")),
                Chip("man", marked("an interpreter who is a man")),
                Chip("apart", marked("an interpreter who is not from my community")),
                Chip("bsl", marked("BSL")),
                Chip("easy", marked("Easy Read")),
                Chip("large", marked("large print")),
                Chip("aloud", marked("someone to read it to me")),
                Chip("carer", marked("the person who cares for me should not be there")),
                Chip("else", marked("something else")),
            ),
            limit=400,
        ),
    ),
)

CARDS = (AVOID, KIDS, CHANGE, TRUST, REACH, EASIER)

YES_NO = (Chip("yes", marked("yes")), Chip("no", marked("no")))

BANDS = (
    Question(
        id="age",
        title=marked("Age"),
        chips=tuple(
            Chip(band.replace("–", "-").replace("+", "-"), band)
            for band in ("16–17", "18–24", "25–34", "35–44", "45–54", "55–64", "65+")
        ),
        one=True,
        limit=0,
    ),
    Question(
        id="gender",
        title=marked("Gender"),
        chips=(
            Chip("woman", marked("woman")),
            Chip("man", marked("man")),
            Chip("neither", marked("neither")),
        ),
        one=True,
        limit=0,
    ),
    Question(
        id="ethnic",
        title=marked("Ethnic group"),
        chips=(
            Chip("asian", marked("Asian")),
            Chip("black", marked("Black")),
            Chip("mixed", marked("mixed")),
            Chip("white", marked("white")),
            Chip("other", marked("another group")),
        ),
        one=True,
        limit=0,
    ),
    Question(id="disabled", title=marked("Disabled"), chips=YES_NO, one=True, limit=0),
    Question(id="lgbt", title=marked("LGBT+"), chips=YES_NO, one=True, limit=0),
)
