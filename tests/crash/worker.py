"""A worker of the crash test: the product's own loop and its own sending, to a provider on loopback.

Its times are short so that a lost message is asked about within seconds; everything else is as shipped.
Each is a process of its own, to be killed at any moment, begun by one that has loaded everything already.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import app.joining  # noqa: F401  # joins every part, so that every table is known
from app.db import set_up_engine
from app.engine import ENGINE_OPTIONS
from app.messaging import backing, outbox, sending
from app.messaging.twilio_api import Line, Twilio
from app.parent import PARENT, end_with_parent
from app.web import quiet
from app.web.current import utc_now
from app.worker import Duty, Worker, listen
from config import Config, Providers
from tests.twilio import ACCOUNT, TOKEN

LEASE, STALE = timedelta(seconds=8), timedelta(seconds=2)  # in the same proportion as shipped
PATIENCE = (0.5, 0.5)
ALL_THE_TIME = timedelta()


def main(url: str, provider: str) -> None:
    """Say that all is loaded; for each line begin a worker, its clock so many seconds ahead: its number."""
    end_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever is killed is gone: nobody asks how it ended
    own = str(os.getpid())
    _say("loaded")
    for ahead in sys.stdin:
        begun = os.fork()
        if not begun:
            os.environ[PARENT] = own
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
            work(url, provider, timedelta(seconds=float(ahead)))
        _say(str(begun))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def work(url: str, provider: str, ahead: timedelta) -> NoReturn:
    """Work until killed."""
    end_with_parent()
    quiet.set_up_process()
    outbox.LEASE, sending.STALE = LEASE, STALE
    backing.FIRST, backing.LONGEST = timedelta(seconds=0.05), timedelta(seconds=0.5)
    config = replace(Config.from_env(), providers=Providers(twilio_account=ACCOUNT, twilio_token=TOKEN))
    config = replace(config, demo=False)
    engine = create_engine(url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    carrier = Twilio(ACCOUNT, TOKEN, "https://staff.example/", Line(provider, PATIENCE))
    hands = sending.Hands(config, carrier, None, lambda: utc_now() + ahead)
    steps = {"sent": sending.send_one, "settled": sending.settle_one}
    duties = {name: Duty(_once(step, hands), ALL_THE_TIME) for name, step in steps.items()}
    worker = Worker(
        duties,
        lambda: Session(engine, expire_on_commit=False),
        config.keys,
        hands.clock,
        timedelta(seconds=0.05),
    )
    listen(worker)
    worker.run()
    sys.exit()


def _once(step, hands):
    return lambda db, keys, now: step(db, hands)


if __name__ == "__main__":
    main(*sys.argv[1:])
