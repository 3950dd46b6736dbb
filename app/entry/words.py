"""What the form's own controls and states say: one register, by the engine's short keys.

Promise: a state says what is so and what to do next; none blames, none says thank you.
{0} and {1} are filled in on the phone.
"""

from __future__ import annotations

from app.entry.definition import Critical, marked

WORDS = {
    "leave": marked("Leave now"),
    "help": marked("Help now"),
    "calls": marked("This phone lists the calls you make."),
    "lang": marked("Language"),
    "listen": marked("Listen"),
    "quiet": marked("No sound in this language. On the Send screen you can ask for a call."),
    "loud": marked("This plays out loud. To hear it, press again."),
    "about": marked("More about this"),
    "of": marked("{0} of {1}"),
    "text": marked(
        "You can write a little or a lot. Any language. Your worker can read your taps at once; words in "
        "your language take longer. Please do not write names."
    ),
    "left": marked("About {0} letters left"),
    "over": marked("Longer than we can read out. It will still be sent."),
    "next": marked("Next"),
    "skip": marked("Skip"),
    "back": marked("Back"),
    "send": marked("Send"),
    "more": marked("Add more, if you want"),
    "wait": marked("Still coming. We keep trying. Your words stay while this page is open."),
    "saved": marked("Answered"),
    "sending": marked("Sending…"),
    "slow": marked("Still sending. You can leave: it goes on if the phone lets it."),
    "sent": marked("Sent. Your worker has it."),
    "offline": marked("No network. We keep trying. Your words stay while this page is open."),
    "kept": marked("Not sent yet. We keep trying. Your words stay while this page is open."),
    "again": marked("This adds to what you sent."),
    "ended": marked("This page can no longer send. See Help now."),
    "big": marked("Too long to send. Please make it shorter."),
    "note": marked("Your worker left a note"),
    "fades": marked("It stays seven days, or until you remove it. Each look needs the code."),
    "got": marked("I have it, remove it"),
    "gone": marked("Removed."),
    "spare": marked("If there is no network"),
    "seal": marked("Keep what I send on this phone, locked, until it can go"),
    "seals": Critical(
        "Without network, what you send waits on this phone, also when you leave or the phone is switched "
        "off. Nobody can open it here, not even you. It goes when this page or the everyday page is opened "
        "with network, and is then erased here. Someone who searches this phone with special tools could see "
        "that something waits, not what it says. If you take the tick away, it is erased and not sent. The "
        "tick is for this visit, and for as long as something waits."
    ),
    "stay": marked("Keep this page on this phone"),
    "stays": Critical(
        "If this page is kept, your code also works without network, here and in the app on your home "
        "screen. What you send there waits on this phone, locked, as above. The address of this page stays "
        "on this phone until you take the tick away."
    ),
    "full": marked("This phone has no room for it. Please keep this page open."),
    "waits": marked("No network. It waits here, locked, and goes by itself later."),
    "number": marked("See the number"),
    "sites": Critical("A web address that you open stays in this phone’s history."),
}

# What is only said from Send on, or where a card can be opened: it follows after opening.
STATES = frozenset({"sending", "slow", "sent", "offline", "kept", "again", "ended", "big"})
FOLLOWING = STATES | {"about", "lang", "listen", "more", "saved", "spare"}

# What comes with the script that is seldom wanted.
KEEPING = frozenset({"seal", "seals", "stay", "stays", "full", "waits"})
LOCALLY = frozenset({"number", "sites"})
BORROWING = frozenset({"borrowed", "borrows", "ending", "counts"})  # only over a link that many people hold
SELDOM = KEEPING | LOCALLY | BORROWING | {"note", "fades", "got", "gone", "quiet", "loud"}

LOCAL_TITLE = marked("Who we are")  # above a service's own page
CHANGES_TITLE = marked("You said, we did")  # on the receipt, above what was changed

# What only the page without JavaScript says.
PLAIN_WORDS = {
    "unsent": marked("Not sent yet. Your words are still here. Please press Send again."),
    "local": LOCAL_TITLE,
}
