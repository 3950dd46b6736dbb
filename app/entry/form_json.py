"""The form as the phone's engine reads it: one compact JSON document a locale and link.

Promise: everything a sentence needs is filled in here, so the phone never builds one.
Shape: pwa/strings.md. Any text in it is a string, or {"x": text, "e": English} where the
locale's words are critical and not yet approved: then both are shown.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from app.entry import sound, tongues
from app.entry.changes import Changes, told_of
from app.entry.definition import VERSION, Form, Question
from app.entry.facts import Facts
from app.entry.forms import form_of
from app.entry.help_json import help_lines
from app.entry.helplines import FIRST, HOUSEHOLD, helplines
from app.entry.pictures import pictured
from app.entry.speaker import Speaker, speaker
from app.entry.words import FOLLOWING, LOCAL_TITLE, PLAIN_WORDS, SELDOM
from safety.sealing import Kind, Recipient

Json = dict[str, Any]
TALLY, LOCAL = "tally", "local"
FOLLOWING_SCREENS = ("send", "done")


def form_data(code: str, facts: Facts, kind: str = "live") -> Json:
    """A form in one locale, without keys: what the engine shows, and the page without JavaScript."""
    form, say = form_for(facts, kind), speaker(code, facts)
    locale = say.words.locale
    return {
        **_sent_as(form),
        "v": VERSION,
        "lang": locale.code,
        "dir": locale.dir,
        "kind": kind,
        "t": {key: say(text) for key, text in form.words.items()},
        "langs": tongues.others(locale),
        "screens": pictured(screens(form, say, facts), locale),
        "help": help_lines(say, HOUSEHOLD if kind == "harmless" else helplines()[:FIRST]),
        **_stop(form, say),
        **_only(form),
    }


def _sent_as(form: Form) -> Json:
    """The one kind that every send of this form has, if it has one."""
    kinds = {"after": Kind.FEEDBACK, TALLY: Kind.COUNTED}
    return next(({"as": int(kind)} for name, kind in kinds.items() if form is form_of(name)), {})


def _only(form: Form) -> Json:
    """Which questions are only asked after which tap."""
    only = form.only
    return {"only": [only.question, only.chip, list(only.ids)]} if only else {}


def _stop(form: Form, say: Speaker) -> Json:
    """After which tap nothing is sent, and what is said instead."""
    stop = form.stop
    return {"stop": [stop.question, stop.chip, say.all(stop.lines)]} if stop else {}


def form_for(facts: Facts, kind: str) -> Form:
    """What a code opens: a community's form, or once the meeting is over what is asked after it."""
    other = "community" if facts.community else "after" if facts.after else kind
    return form_of(other if kind == "live" else kind)


def tallies(facts: Facts) -> bool:
    """Whether she may choose only to be counted: over a link that many hold, where there is a pool."""
    return facts.community and facts.pool is not None


def screens(form: Form, say: Speaker, facts: Facts) -> list[Json]:
    return [
        _start(form, say),
        _truths(form, say, facts),
        *(question(asked, say) for asked in form.questions if asked.id != "place" or not facts.area),
        _send(form, say),
        _done(form, say, known=facts.meeting_on is not None),
    ]


def _start(form: Form, say: Speaker) -> Json:
    start = form.start
    screen = {"id": "ok", "type": "start", "title": say(start.title), "help": say(start.help)}
    if start.leave:
        screen["leave"] = say(start.leave)
    return {**screen, "yes": say(start.yes), "no": say(start.no)}


def _truths(form: Form, say: Speaker, facts: Facts) -> Json:
    truths = form.truths
    items = say.all(truths.items)
    if facts.young and truths.young:
        items[1] = say(truths.items[1], truths.young)
    screen: Json = {"id": "truths", "type": "truths", "title": say(truths.title), "items": items}
    if truths.go and (tallies(facts) or not form.stop):
        screen["yes"] = say(truths.go)
    return {**screen, "no": say(truths.hold)}


def question(asked: Question, say: Speaker) -> Json:
    """One question; what it does not have is left out."""
    screen: Json = {"id": asked.id, "type": "question", "title": say(asked.title)}
    said = (("help", asked.help), ("label", asked.label))
    screen |= {key: say(text) for key, text in said if text}
    if asked.chips:
        screen["chips"] = say.chips(asked.chips)
    if asked.one:
        screen["one"] = True
    if asked.preset:
        screen["on"] = list(asked.preset)
    if asked.after:
        screen["if"] = list(asked.after)
    if asked.limit:
        screen["max"] = asked.limit
    if asked.most:
        screen["most"] = asked.most
    if asked.told is not None:
        screen["told"] = list(asked.told)
    if asked.then:
        screen["then"] = [question(each, say) for each in asked.then]
    return screen


def _send(form: Form, say: Speaker) -> Json:
    send = form.send
    checks = [["soon", send.soon], ["call", send.call], ["tell", send.tell], ["count", send.count]]
    screen: Json = {"id": "send", "type": "send", "title": say(send.title), "help": say.all(send.notes)}
    screen["checks"] = [[key, say(text)] for key, text in checks if text]
    if send.when:
        screen["when"] = say(send.when)
    if send.say.chips:
        screen["say"] = [say(send.say.title), say.chips(send.say.chips)]
    return screen


def _done(form: Form, say: Speaker, *, known: bool) -> Json:
    done = form.done
    lines = (done.meeting, *done.lines[1:]) if known and done.meeting else done.lines
    return {"id": "done", "type": "done", "title": say(done.title), "items": say.all(lines)}


def keys(facts: Facts, kind: str = "live") -> Json:
    """To whose keys the phone seals, and what it may say of the place."""
    count = facts.pool if kind != "harmless" else None
    recorded = sound.all_offered()
    return {
        **({"snd": recorded} if recorded else {}),
        "to": [_pair(recipient) for recipient in facts.recipients],
        "pool": _pair(count) if count else None,
        "area": facts.area,
    }


def _pair(recipient: Recipient) -> list[str]:
    return [b64encode(recipient.key_id).decode(), b64encode(recipient.public).decode()]


def form_json(code: str, facts: Facts, kind: str = "live") -> bytes:
    """The document that is sealed into the page: all that is needed up to Send. Kind "live" or "harmless".

    A community's form is longer: its page holds what stands before the first question, and asks for all.
    """
    whole = form_data(code, facts, kind)
    del whole["langs"]  # they follow
    words = {key: text for key, text in whole["t"].items() if key not in FOLLOWING | SELDOM}
    if "stop" in whole:
        start, truths, first = whole["screens"][:3]
        waits = {"id": first["id"], "type": "wait", "title": first["title"]}
        return packed({**whole, "t": words, "screens": [start, truths, waits], "wish": code})
    first = [screen for screen in whole["screens"] if screen["type"] not in FOLLOWING_SCREENS]
    return packed({**whole, "t": words, "screens": first})


def rest_json(code: str, facts: Facts, kind: str, script: str) -> bytes:
    """What follows at once after opening: all that is needed from Send on, and the script for it."""
    whole = form_data(code, facts, kind)
    following = [screen for screen in whole["screens"] if screen["type"] in FOLLOWING_SCREENS]
    words = {key: text for key, text in whole["t"].items() if key in FOLLOWING}
    following = [] if "stop" in whole else following
    later = {"langs": whole["langs"], "facts": keys(facts, kind), "js": script}
    return packed({"t": words, "screens": following, **later})


def seldom_json(code: str, facts: Facts, kind: str, script: str) -> bytes:
    """What few ask for, when one of them does: its script, its words, and every language there is."""
    own = {key: text for key, text in form_data(code, facts, kind)["t"].items() if key in SELDOM}
    return packed({"t": own, "langs": tongues.every(), "js": script})


def other_locale_json(code: str, facts: Facts, kind: str = "live") -> bytes:
    """The same form in another locale, after opening: the phone has the keys already."""
    return packed(form_data(code, facts, kind))


def cards_json(
    code: str, facts: Facts, kind: str = "live", *, local: bool = False, changes: Changes = ()
) -> bytes:
    """What is asked for when it is wanted: cards, what being counted may say, more truths, more helplines.

    Where the service has a page of its own there is a card for it; what it says is asked for by itself. What
    the receipt unfolds comes with them: what was changed because of what people said, then the same truths.
    """
    form, say = form_for(facts, kind), speaker(code, facts)
    lines = () if kind == "harmless" else helplines()[FIRST:]
    own = [{"id": LOCAL, "type": LOCAL, "title": say(LOCAL_TITLE)}] if local else []
    cards = (_card(card.title, card.questions, say) for card in form.cards)
    return packed(
        {
            "cards": [*pictured(cards, say.words.locale), *own],
            "bands": [[band.id, say(band.title), say.chips(band.chips)] for band in form.bands],
            "more": say.all(form.about),
            "help": help_lines(say, lines),
            "did": [*told_of(changes, say), *say.all(form.about)],
        }
    )


def plain_data(code: str, facts: Facts, kind: str = "live") -> Json:
    """The form for the page without JavaScript: with the rest of the truths and every helpline at once."""
    form, say = form_for(facts, kind), speaker(code, facts)
    data = {**form_data(code, facts, kind), "more": say.all(form.about)}
    data["t"] |= {key: say(text) for key, text in PLAIN_WORDS.items()}
    data["screens"] = [each for screen in data["screens"] for each in _one_by_one(screen)]
    return data if kind == "harmless" else {**data, "help": help_lines(say, helplines())}


def _one_by_one(screen: Json) -> list[Json]:
    """A question, and after it what belongs to it: a page without script shows all of it."""
    beneath = [{**each, "type": "question", "sub": True} for each in screen.get("then", [])]
    return [screen, *beneath]


def _card(name: str, questions: tuple[Question, ...], say: Speaker) -> Json:
    card = {**question(questions[0], say), "name": say(name)}
    if questions[1:]:
        card["then"] = [question(asked, say) for asked in questions[1:]]
    return card


def packed(document: Json) -> bytes:
    """As few bytes as JSON can be, the same for the same words."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
