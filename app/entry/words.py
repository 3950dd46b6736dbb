"""What the form's own controls and states say: one register, by the engine's short keys.

Promise: a state says what is so and what to do next; none blames, none says thank you.
{0} and {1} are filled in on the phone.
"""
from __future__ import annotations

from app.entry.definition import marked

WORDS = {
    "leave": marked("Leave now"),
    "help": marked("Help now"),
    "calls": marked("A call stays in this phone’s list of calls."),
    "lang": marked("Language"),
    "listen": marked("Listen"),
    "quiet": marked("No sound in this language on this phone"),
    "about": marked("More about this"),
    "of": marked("{0} of {1}"),
    "text": marked(
        "You can write a little or a lot. Any language. Your worker can read your taps at once; words in "
        "your language take longer. Please do not write names."
    ),
    "left": marked("About {0} letters left"),
    "over": marked("This is longer than we can read out. It will still be sent."),
    "next": marked("Next"),
    "skip": marked("Skip"),
    "back": marked("Back"),
    "send": marked("Send"),
    "more": marked("Add more, if you want"),
    "wait": marked("This is still coming. You can send without it."),
    "done": marked("Back to Send"),
    "saved": marked("Answered"),
    "sending": marked("Sending…"),
    "slow": marked("Still sending. You can leave: it will go on if the phone lets it."),
    "sent": marked("Sent. Your worker has it."),
    "offline": marked("No network. Your words stay on this page while it is open, and go when there is network."),
    "kept": marked("Not sent yet. Your words stay on this page while it is open. We keep trying."),
    "again": marked("You have sent before. This adds to it."),
    "ended": marked("This page can no longer send. You can call a number under Help now."),
    "big": marked("Too long to send at once. Please make it shorter. Nothing is lost."),
}
