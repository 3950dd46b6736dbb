"""After the meeting: six taps that are counted, what to do better, and words for her worker.

Promise: two strictly separate streams. Taps go to the pool alone, without name or link, and only if she says
so; words, and that something caused her a problem if she wants it told, go to her worker alone, sealed.
"""

from __future__ import annotations

from app.entry.definition import Chip, Counted, Critical, Done, Form, Question, Send, Truths, marked
from app.entry.short_path import START
from app.entry.truths import CHECK, LEAVING, RIGHTS
from app.entry.words import WORDS

YES, BIT, NO = Chip("yes", marked("yes")), Chip("bit", marked("a bit")), Chip("no", marked("no"))
UNKNOWN = Chip("unknown", marked("I do not know"))


def _counted(id_: str, title: str, *chips: Chip, then: tuple[Question, ...] = ()) -> Question:
    """A closed answer: one tap, which is counted and never told to her worker."""
    return Question(id=id_, title=title, chips=chips, one=True, limit=0, told=(), then=then)


WHOM = Question(
    id="whom",
    title=marked("Who should know?"),
    help=marked("You are asked about counting at the end."),
    chips=(
        Chip("worker", marked("Tell my worker")),
        Chip("count", marked("Just count my answer")),
    ),
    one=True,
    limit=0,
    after=("harm", "yes", "unsure"),
    told=("worker",),
)
QUOTE = Question(
    id="quote",
    title="",
    chips=(Chip("yes", Critical("These words may be shown to services, without my name")),),
    limit=0,
)

QUESTIONS = (
    _counted("asked", marked("Were you asked what you wanted before the meeting?"), YES, BIT, NO),
    _counted("heard", marked("Did people listen to what you said?"), YES, BIT, NO, UNKNOWN),
    _counted(
        "told",
        marked("Did someone tell you what was decided?"),
        YES,
        NO,
        Chip("unwanted", marked("I did not want to know")),
    ),
    _counted(
        "safer",
        marked("Do you feel safer than before the meeting?"),
        Chip("safer", marked("safer")),
        Chip("same", marked("the same")),
        Chip("less", marked("less safe")),
    ),
    _counted("easy", marked("Was this easy to use?"), YES, BIT, NO),
    _counted(
        "harm",
        marked("Did this cause you any problem?"),
        NO,
        YES,
        Chip("unsure", marked("not sure")),
        then=(WHOM,),
    ),
    Question(
        id="better",
        title=marked("What should we do better?"),
        help=marked("Three taps at most."),
        chips=(
            Chip("tell", marked("tell me more")),
            Chip("listen", marked("listen more")),
            Chip("share", marked("share less")),
            Chip("police", marked("police")),
            Chip("language", marked("language and access")),
            Chip("support", marked("the right kind of support")),
            Chip("must", marked("what must not happen")),
        ),
        most=3,
        told=(),
        then=(QUOTE,),
    ),
    Question(
        id="since",
        title=marked("What got better or worse?"),
        help=marked("Only your worker reads this."),
    ),
)

AFTER = Form(
    start=START,
    truths=Truths(
        title=marked("Four things to know"),
        items=(
            Critical("What you tap is only counted, without your name, and only if you say so at the end."),
            Critical("What you write goes to {worker}, or to who covers for them. They read it on weekdays."),
            Critical(
                "If a child or an adult could be badly hurt, we may have to share it, even if you ask us "
                "not to. We try to tell you first. A court can ask to see it."
            ),
            Critical("If someone put a spying app on this phone, they can see this too. Use another phone."),
        ),
        young="",
        go="",
        hold=marked("Start"),
    ),
    questions=QUESTIONS,
    send=Send(
        title=marked("Send"),
        soon="",
        call="",
        when="",
        say=Question(id="say", title="", limit=0),
        count=marked("Count what I tapped, without my name, to make services better"),
        tell="",
        notes=(
            Critical("After you send it, no one can open it again on this phone."),
            Counted(
                "We delete our copy {days} day after the meeting.",
                "We delete our copy {days} days after the meeting.",
            ),
        ),
    ),
    done=Done(
        title=marked("Sent"),
        meeting="",
        lines=(
            Critical("{worker} reads what you wrote on the next weekday."),
            marked("To add or change it, open this page again."),
            Critical("To see it, put it right, complain, or check who we are: {number}"),
        ),
    ),
    words={
        **WORDS,
        "text": marked("You can write a little or a lot, in any language. Please do not write names."),
    },
    cards=(),
    bands=(),
    about=(RIGHTS, LEAVING, CHECK),
)
