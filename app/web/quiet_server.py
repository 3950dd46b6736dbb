"""The production server's logger: no access log, and of its error log only places and kinds."""

import logging
import threading
from typing import Any

from gunicorn.glogging import Logger as GunicornLogger

from app.web import quiet

LEVELS = ("critical", "error", "warning", "info", "debug", "exception", "log")


class QuietGunicorn(GunicornLogger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's logger with nothing of a request in it."""

    def __init__(self, cfg: Any) -> None:
        self.error_log = logging.getLogger("gunicorn.error")
        self.access_log = logging.getLogger("gunicorn.access")
        self.error_handlers: list[logging.Handler] = []
        self.access_handlers: list[logging.Handler] = []
        self.logfile = None
        self.lock = threading.Lock()
        for level in LEVELS:  # the record then names gunicorn's own line, not this wrapper's
            setattr(self, level, getattr(self.error_log, level))
        self.setup(cfg)

    def setup(self, cfg: Any) -> None:
        """Send everything to the quiet handler; open no file, follow no logging configuration."""
        self.cfg = cfg
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True
        self.access_log.disabled = True
        quiet.set_up_process()

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Who asked for what is written nowhere."""
