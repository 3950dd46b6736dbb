"""What a server weighs after thousands of requests, and how real sends fare while somebody floods it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from itertools import cycle
from statistics import mean, median
from threading import Event, Thread

from safety import wire
from safety.tokens import draw_token, show_token
from tests.bench.budgets import FLOOD_P99_MS, SOAK_GROWTH
from tests.bench.grid import Linked, make_links
from tests.bench.load import Line, at_once, landing, p99, posted, send
from tests.bench.processes import megabytes, web_process
from tests.bench.rows import Row
from tests.bench.serving import ENGLISH, QUICK, Sent
from tests.live import Live
from tests.signing_in import SIGN_IN, token_in

REQUESTS, MANY_REQUESTS = 20_000, 200_000
PHONES, LOOKS_AT_IT, WARM_UP = 4, 40, 8  # it is weighed so many times; the first ones do not count
LINKS = 20
FLOODING, REAL_SENDS, UNDER_WAY = 6, 150, 1.0

Made = Callable[[], bytes]


def soak(live: Live, many: int) -> Row:
    """Memory of the web process: its last quarter beside its first, over pages and sends."""
    web, links = web_process(live.process.pid), make_links(live, [ENGLISH] * LINKS, QUICK)
    each = many // LOOKS_AT_IT // PHONES
    weighed = []
    for _ in range(LOOKS_AT_IT):
        at_once(live.port, [[_one(live.port, links, at) for at in range(each)] for _ in range(PHONES)])
        weighed.append(megabytes(web, "RssAnon"))
    counted = weighed[WARM_UP:]
    quarter = len(counted) // 4
    first, last = mean(counted[:quarter]), mean(counted[-quarter:])
    told = {"requests": each * PHONES * LOOKS_AT_IT, "first quarter MB": round(first, 1)}
    told |= {"last quarter MB": round(last, 1), "all resident MB": megabytes(web)}
    return Row("soak_growth", round(last / first, 3), "last by first quarter", SOAK_GROWTH, told)


def _one(port: int, links: list[Linked], at: int) -> bytes:
    """Two pages in three, of links that are there and ones that are not; a send in every third."""
    link = links[at % len(links)]
    if at % 3 == 0:
        return send(port, Sent.by(link).raw)
    return landing(port, link.path if at % 3 == 1 else _unknown())


def floods(live: Live) -> Iterator[Row]:
    """The wait of real sends, one after the other, while six lines ask for one dear thing again and again."""
    [own], [many] = make_links(live, [ENGLISH], QUICK), make_links(live, [ENGLISH], QUICK, many=True)
    kinds: dict[str, Made] = {
        "unknown tokens": lambda: landing(live.port, _unknown()),
        "codes without a script": lambda: posted(live.port, _unknown(), {"q": "482617"}),
        "sign-in": _sign_ins(live),
        "sends over a community link": lambda: send(live.port, Sent.by(many).raw),
    }
    yield _while(live, own, "nothing", None)
    for kind, made in kinds.items():
        yield _while(live, own, kind, made)


def _while(live: Live, link: Linked, kind: str, made: Made | None) -> Row:
    over, answered = Event(), [Counter[int]() for _ in range(FLOODING)]
    flood = [Thread(target=_flood, args=(live.port, made, over, answers)) for answers in answered]
    for one in flood if made else ():
        one.start()
    time.sleep(UNDER_WAY)
    try:
        waited, stored = _sends(live.port, link)
    finally:
        over.set()
    for one in flood if made else ():
        one.join()
    told = {"while": kind, "p50": round(median(waited) * 1000, 1)}
    all_answers = sum(answered, Counter[int]())
    told |= {"sends": REAL_SENDS, "flooding": all_answers.total()}
    told |= {f"of it answered {status}": many for status, many in sorted(all_answers.items())}
    owed = FLOOD_P99_MS if stored == REAL_SENDS else -1  # one that was not stored is worse than a late one
    return Row("flood_p99_ms", p99(waited), "ms", owed, told)


def _sends(port: int, link: Linked) -> tuple[list[float], int]:
    line, waited, stored = Line(port), [], 0
    for sent in (Sent.by(link) for _ in range(REAL_SENDS)):
        taken = line.ask(send(port, sent.raw))
        waited.append(taken.seconds)
        stored += wire.acknowledged(taken.body, sent.raw, sent.key)
    line.close()
    return waited, stored


def _flood(port: int, made: Made, over: Event, answered: Counter[int]) -> None:
    """Ask as fast as answers come, over a new line where one ends."""
    line = Line(port)
    while not over.is_set():
        try:
            answered[line.ask(made()).status] += 1
        except (OSError, EOFError):
            line = Line(port)
    line.close()


def _sign_ins(live: Live) -> Made:
    """Wrong passwords for people who are there, with a form's own token."""
    line = HTTPConnection("localhost", live.port, timeout=30)
    line.request("GET", SIGN_IN)
    page = line.getresponse()
    cookie, text = (page.getheader("Set-Cookie") or "").partition(";")[0], page.read().decode()
    line.close()
    people = cycle([live.staff(role)["email"] for role in ("idva", "lead", "manager")])
    wrong = {"csrf_token": token_in(text), "password": "no otters here"}
    return lambda: posted(live.port, SIGN_IN, {**wrong, "email": next(people)}, cookie)


def _unknown() -> str:
    return f"/k/{show_token(draw_token())}"
