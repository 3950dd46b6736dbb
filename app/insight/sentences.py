"""Figures as sentences that can be pasted: plain, with what they are of, and never more than they show."""

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.insight.book import Cell
from safety.coverage import Figure
from safety.limits import Stands, difference, stands
from safety.quarters import Period

NAMES = {
    "V1": _l("V1 Offered"),
    "V2": _l("V2 Given in time"),
    "V3": _l("V3 Heard"),
    "V4": _l("V4 Answered"),
    "V5": _l("V5 Told in 2 days"),
    "V5_5": _l("V5 Told in 5 days"),
    "V6": _l("V6 Asked how it went"),
}
MEANINGS = {
    "V1": _l("a safe offer was made, or it was written down why not"),
    "V2": _l("views came before the meeting began, by any route"),
    "V3": _l("spoken or summarised at the meeting"),
    "V4": _l("a wish became an action, or each unmet wish has its reason; of those whose outcome is known"),
    "V5": _l("told what was decided within two working days, where that was safe"),
    "V5_5": _l("told what was decided within five working days, where that was safe"),
    "V6": _l("asked, weeks later, how it went"),
}
WITHIN = {
    Stands.WITHIN: _l("within what we would expect for its size"),
    Stands.HIGH: _l("higher than we would expect for its size (outside 95 % limits)"),
    Stands.VERY_HIGH: _l("much higher than we would expect for its size (outside 99.8 % limits)"),
    Stands.LOW: _l("lower than we would expect for its size (outside 95 % limits)"),
    Stands.VERY_LOW: _l("much lower than we would expect for its size (outside 99.8 % limits)"),
}
OUTSIDE = {
    Stands.VERY_HIGH: _l("Much higher than we would expect for their size (outside 99.8 % limits)"),
    Stands.VERY_LOW: _l("Much lower than we would expect for their size (outside 99.8 % limits)"),
    Stands.HIGH: _l("Higher (outside 95 % limits, as one area in twenty is by chance)"),
    Stands.LOW: _l("Lower (outside 95 % limits, as one area in twenty is by chance)"),
}
CHANGED = ("V1", "V2", "V3", "V5")


def percent(share: float | None) -> str:
    """A share as people read it; a dash where there is nothing to count."""
    return "–" if share is None else f"{format_decimal(round(share * 100))}\u00a0%"


def ranging(figure: Figure) -> str:
    """Its range."""
    low, high = figure.range
    return f"{percent(low)}–{percent(high)}" if figure.base else "–"


def so_many(figure: Figure) -> str:
    """So many of so many."""
    return f"{figure.yes} of {figure.base}"


def pasted(whole: Cell, where: str, period: Period) -> list[str]:
    """The board page’s three sentences, each whole. `where`: of whom they are, as a sentence begins."""
    one, said = whole.figures, {"where": where, "period": period.label}
    if whole.total is None:
        asked = _("%(where)s, %(period)s: of the %(size)s cases we know of,", size=whole.size, **said)
    else:
        asked = _("%(where)s, %(period)s: of %(size)s cases on MARAC agendas,", size=whole.size, **said)
    return [
        _(
            "%(asked)s a safe offer to say their views was made, or it was written down why not, "
            "in %(yes)s (%(share)s).",
            asked=asked,
            yes=one["V1"].yes,
            share=percent(one["V1"].share),
        ),
        _(
            "%(where)s, %(period)s: where an offer was safe, views came in time in %(given)s (%(share)s), "
            "and were spoken or summarised at the meeting in %(heard)s (%(heard_share)s).",
            **said,
            given=so_many(one["V2"]),
            share=percent(one["V2"].share),
            heard=so_many(one["V3"]),
            heard_share=percent(one["V3"].share),
        ),
        _(
            "%(where)s, %(period)s: where it was safe, survivors were told what was decided within two "
            "working days in %(soon)s (%(share)s), and within five in %(late)s (%(late_share)s); "
            "%(invited)s were asked later how it went.",
            **said,
            soon=so_many(one["V5"]),
            share=percent(one["V5"].share),
            late=so_many(one["V5_5"]),
            late_share=percent(one["V5_5"].share),
            invited=so_many(one["V6"]),
        ),
    ]


def changed(whole: Cell, before: Cell, since: Period) -> list[str]:
    """What changed since another period, in words; whether chance alone can explain it."""
    found = []
    for code in CHANGED:
        new, old = whole.figures[code], before.figures[code]
        if new.share is None or old.share is None:
            continue
        low, high = difference(new.yes, new.base, old.yes, old.base)
        said = {"name": NAMES[code], "new": percent(new.share), "old": percent(old.share)}
        said["since"] = since.label
        if low <= 0 <= high:
            text = _("%(name)s: %(new)s, from %(old)s in %(since)s: no more than chance can explain.", **said)
        elif new.share > old.share:
            text = _("%(name)s: %(new)s, up from %(old)s in %(since)s: more than chance explains.", **said)
        else:
            text = _("%(name)s: %(new)s, down from %(old)s in %(since)s: more than chance explains.", **said)
        found.append(text)
    return found


def standing(cells: list[Cell], code: str, mean: float) -> str:
    """The sentence of a funnel plot: who stands out, and how far chance explains it."""
    placed = [(cell.name.partition(":")[0], cell.ranked(code)) for cell in cells]
    where = {name: stands(one.yes, one.base, mean) for name, one in placed if one.base}
    if len(where) == 1:
        name, stand = next(iter(where.items()))
        return f"{name}: {WITHIN[stand]}."
    within = sum(stand is Stands.WITHIN for stand in where.values())
    if within == len(where):
        return str(_("Every area is within what we would expect for its size."))
    groups = {stand: [name for name in where if where[name] is stand] for stand in OUTSIDE}
    out = [f"{OUTSIDE[stand]}: {', '.join(names)}." for stand, names in groups.items() if names]
    rest = ngettext(
        "%(num)s other is within what we would expect for its size.",
        "%(num)s others are within what we would expect for their size.",
        within,
    )
    return " ".join([*out, rest])
