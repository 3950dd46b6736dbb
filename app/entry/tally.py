"""Only being counted, over a link that many people hold: taps alone, to the pool alone.

Promise: no box for words, nothing that asks who she is, and nothing that reaches a worker. How old she is
comes first and is not counted: whoever is under 16 is shown whom to call. The meeting is only asked about
where she says that there was one.
"""

from __future__ import annotations

from dataclasses import replace

from app.entry.after import QUESTIONS as AFTER_QUESTIONS
from app.entry.cards import YES_NO
from app.entry.community import COMMUNITY, YEARS
from app.entry.definition import Critical, Done, Form, Only, Question, Send, Truths, marked
from app.entry.short_path import QUESTIONS as PATH
from app.entry.truths import TRUTHS

MET = Question(
    id="met",
    title=marked("Has a worker told you about a meeting where services talked about you?"),
    chips=YES_NO,
    one=True,
    limit=0,
)
_OF_THE_MEETING = ("asked", "heard", "told", "safer")
_ALL = {*_OF_THE_MEETING, "easy", "better"}
_AFTER = tuple(replace(one, limit=0, then=()) for one in AFTER_QUESTIONS if one.id in _ALL)

TALLY = Form(
    start=COMMUNITY.start,
    truths=Truths(
        title=marked("Only counted"),
        items=(
            Critical(
                "What you tap here is only counted, without your name. No worker reads it, and nobody can "
                "answer you."
            ),
            Critical("Once sent it cannot be taken back: nobody can tell which one is yours."),
            Critical("On a day when very many come, not all are counted."),
            TRUTHS.items[-1],
        ),
        young="",
        go=COMMUNITY.truths.hold,
        hold=marked("Start"),
    ),
    questions=(
        replace(YEARS, then=()),
        *(replace(one, help="", limit=0) for one in PATH),
        MET,
        *_AFTER,
    ),
    send=Send(
        title=marked("Send"),
        soon="",
        call="",
        when="",
        say=Question(id="say", title="", limit=0),
        count="",
        tell="",
        notes=(Critical("After you send it, no one can open it again on this phone."),),
    ),
    done=Done(
        title=marked("Sent"),
        meeting="",
        lines=(
            marked("Your taps go into figures about services. Nobody will contact you about them."),
            Critical("If you want help, see Help now, or open this page again and write to a worker."),
        ),
    ),
    words={key: text for key, text in COMMUNITY.words.items() if key != "about"} | {"sent": marked("Sent")},
    cards=(),
    bands=(),
    about=(),
    stop=COMMUNITY.stop,
    only=Only(question="met", chip="yes", ids=_OF_THE_MEETING),
)
