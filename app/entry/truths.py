"""What is true about confidentiality, before the first word and under "More about this".

Promise: nothing here says "safe" or "private", and nothing is promised but what we do
ourselves. Every sentence is critical: see `definition`.
"""

from __future__ import annotations

from app.entry.definition import Counted, Critical, Text, Truths, marked

TRUTHS = Truths(
    title=marked("Four things to know"),
    items=(
        Critical(
            "{worker} reads this on weekdays, not at night, and speaks for you at a meeting with police, "
            "children’s services, housing, health and others. The meeting can happen even if you say no. "
            "We do not tell the person you are worried about."
        ),
        Critical(
            "If a child or an adult could be badly hurt, we may have to share it, even if you ask us "
            "not to. We try to tell you first. A court can ask to see it."
        ),
        Critical(
            "Police may talk to the Home Office about visas. If that worries you, call {number} before "
            "you write about it."
        ),
        Critical("If someone put a spying app on this phone, they can see this too. Use another phone."),
    ),
    young=Critical("You are 16 or 17, so children’s services may be told."),
    go=marked("Send each answer as I go"),
    hold=marked("Send only when I press Send"),
)

RIGHTS = Critical(
    "You have rights. You can ask what we hold about you, ask us to put it right, ask us to delete "
    "it, or complain. Call {number}. You can also complain to the Information Commissioner: "
    "0303 123 1113."
)

LEAVING = Critical(
    "When you leave, this phone goes back to the page you saw first. Your phone may still list the "
    "address of that page, and the numbers you call."
)

CHECK = Critical(
    "To check who we are, call {number} and ask for {worker}, or ask any service you trust to do so."
)

ABOUT: tuple[Text, ...] = (
    Critical(
        "The meeting is called a MARAC. People from local services talk about how to make things "
        "less dangerous for someone who is being hurt or frightened by a partner, an ex-partner or "
        "family. You are not there. The person you are worried about is not there and is not asked. "
        "A worker speaks for you: an IDVA (independent domestic violence advisor)."
    ),
    Critical("This is for anyone: women, men, and people who are neither."),
    Critical(
        "You do not have to do this. You can skip anything. If you say nothing, your worker still "
        "speaks for you."
    ),
    Critical(
        "Your words are locked before they leave this phone, if its browser can do that. Your worker, "
        "one colleague who covers for them, and a spare key that two leads hold together can open them. "
        "When anyone looks, we write it down."
    ),
    RIGHTS,
    Counted(
        "We delete our copy, and the backups of it, within {days} day of the meeting. What other services "
        "wrote down at the meeting stays with them.",
        "We delete our copy, and the backups of it, within {days} days of the meeting. What other services "
        "wrote down at the meeting stays with them.",
    ),
    Critical(
        "If you say yes to being counted, your taps are counted with those of many other people, without "
        "your name. Your written words are never counted."
    ),
    LEAVING,
    CHECK,
    Critical(
        "If you are under 16, this is not the right place. Call Childline: 0800 1111. If someone is in "
        "danger now, call 999."
    ),
)
