"""How states, reasons and the provider's numbers of errors read: what it means, and what to do."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext

from app.accounts import service as accounts
from app.cases import service as cases
from app.messaging.deciding import Seen
from app.messaging.models import State
from app.messaging.reach import Answers
from app.messaging.refusing import Hold
from app.web.current import current_db
from safety.contact import Rule, Window
from safety.numbers import Why


def _(text: str, **values: str) -> str:
    return str(gettext(text, **values))


def held(hold: Hold | str) -> str:
    """What keeps texts back, and what to do."""
    return {
        Hold.NOT_AGREED: _("Nothing stands about texts. Agree it live, then write down number and times."),
        Hold.EXPIRED: _("What was agreed does not stand any more. Agree it again, live."),
        Hold.DURESS: _("The second code was used. Do not call, text or reply until you agree afresh."),
        Hold.STOPPED: _(
            "From her phone came “stop” (nobody knows who wrote it). Agree contact in another way, live."
        ),
        Hold.HANDED_OVER: _(
            "The case came to another IDVA. Agree contact with her live, then write down number and times."
        ),
        Hold.NO_TEXTS: _("She said no texts, or gave no number."),
        Hold.CHANGED: _("Number or times were written down anew since this was chosen. Choose it again."),
        Hold.CLOSED: _("The case is closed."),
        Hold.MISSED: _("It could not go while its time lasted. Choose it again."),
        Hold.NOT_SET_UP: _("Texts are not set up for your service. Ask your lead."),
        Hold.SENDER_TELLS: _("The sender's name could tell what this is. Ask your lead to choose another."),
    }.get(Hold(hold) if hold in set(Hold) else Hold.NOT_AGREED, "")


def no_text_to(why: Why) -> str:
    """Why no text can be sent to a number."""
    return {
        Why.NOT_A_NUMBER: _("This is no telephone number as it stands. Check each figure with her."),
        Why.LANDLINE: _("This is a landline: anyone there could hear it read aloud. Give a mobile's number."),
        Why.NO_MOBILE: _("No text can go to this kind of number. Give a mobile's number."),
    }[why]


def ringing(answers: Answers) -> str:
    """Who may pick up, and what to say."""
    return {
        Answers.NOBODY: _("Do not ring it."),
        Answers.HER: _("Only she picks up."),
        Answers.OTHERS: _("Somebody else may pick up: then say it was a wrong number."),
    }[answers]


def how_far(seen: Seen, stopped: object = None) -> str:
    """How far a message is, in one line; `stopped` where no text of its case goes as things stand."""
    if stopped and seen.state is State.WAITING:
        return _("Waits, and does not go as long as no text may.")
    if seen.state is State.HELD:
        return _("Held back. %(why)s", why=held(seen.reason))
    if seen.state is State.FAILED:
        return _failed(seen)
    return {
        State.WAITING: _("Waits until %(at)s.", at=cases.when(seen.due_at)),
        State.SENDING: _("Going just now."),
        State.SENT: _status(seen),
        State.CANCELLED: _("Cancelled before it went."),
        State.DROPPED: _("Dropped."),
    }[seen.state]


def _status(seen: Seen) -> str:
    at = cases.when(seen.status_at) if seen.status_at else ""
    if seen.status in {"delivered", "read"}:
        return _("On the phone since %(at)s.", at=at)
    if seen.status == "unknown":
        return _("Sent. Her network never said whether it arrived.")
    return _("With the phone company since %(at)s.", at=at)


def _failed(seen: Seen) -> str:
    if seen.uncertain:
        return _("Nobody could find out whether it went. Trying again asks the phone company first.")
    return _("It did not arrive. %(why)s", why=error(seen.error))


def error(number: int | None) -> str:
    """What the provider's number means, and what to do."""
    texts = {
        (21211, 21214, 21217): _("The number is not one that exists. Check it with her, live."),
        (21610,): _("Somebody answered “stop” to the phone company. Agree another way with her, live."),
        (21614, 30006): _("It is a landline, or its network takes no texts. Agree another number, live."),
        (30003, 30005): _("The phone is off, out of reach, or the number is not in use."),
        (30004,): _("The phone or its network blocks texts from us. Agree another way, live."),
        (30007,): _("The network took it for advertising. Tell your technician."),
        (21408, 21612): _("Texts to this country are not switched on. Tell your technician."),
        (21606, 21659, 21660, 30034): _("The sender's name is not allowed there. Tell your technician."),
        (20003, 401, 403, 30002): _("Our account there does not work. Tell your technician."),
        (429, 20429, 30001): _("The phone company had too many at once. Try again later."),
    }
    said = {each: text for numbers, text in texts.items() for each in numbers}
    return said.get(number or 0, _("The phone company gave no reason that helps. Agree another way, live."))


def rule_lines(rule: Rule) -> list[str]:
    """Her times as people say them."""
    lines = [f"{_days(rule, one)}: {_clock(one.opens)} – {_clock(one.closes)}" for one in _once(rule)]
    if rule.never:
        days = ", ".join(f"{day:%a} {day.day} {day:%b}" for day in sorted(rule.never))
        lines.append(_("Never on %(days)s.", days=days))
    lines.append(_("On bank holidays too.") if rule.on_holidays else _("Never on bank holidays."))
    lines.append(_("Nothing goes in the last five minutes of a time."))
    return lines


def _once(rule: Rule) -> list[Window]:
    """One window for each pair of hours, the first day standing for all."""
    seen = {(one.opens, one.closes): one for one in sorted(rule.windows, reverse=True)}
    return sorted(seen.values())


def _days(rule: Rule, one: Window) -> str:
    hours = one.opens, one.closes
    days = sorted(each.day for each in rule.windows if (each.opens, each.closes) == hours)
    return ", ".join(day_names()[day] for day in days)


def day_names() -> list[str]:
    """Monday first."""
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]


def _clock(minutes: int) -> str:
    return "24:00" if minutes == 24 * 60 else f"{minutes // 60:02}:{minutes % 60:02}"


def cost(tenths: int, parts: int) -> str:
    """What a text costs, with tenths of a penny; as far as the lead said what a part does."""
    pence, rest = divmod(tenths * parts, 10)
    if not tenths:
        return _("cost not set by your lead")
    exact = _(" (%(pence)s pence)", pence=f"{pence}.{rest}") if rest else ""
    up = pence + bool(rest)
    return f"£{up // 100}.{up % 100:02}{exact}"


def who(staff_id: UUID | None) -> str:
    """Who chose a text: by name, since more than one colleague may."""
    person = accounts.staff(current_db(), staff_id) if staff_id else None
    return person.display_name if person else _("a colleague")


def at(moment: datetime | None) -> str:
    """A moment as staff read it."""
    return cases.when(moment) if moment else ""
