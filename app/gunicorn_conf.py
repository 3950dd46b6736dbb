"""How the production server runs: threads, short answers, no access log, ends with its parent."""

import gc
from importlib import import_module

from app.parent import end_with_parent
from app.web import quiet, short_answers
from app.web.quiet_server import QuietGunicorn
from config import Config

end_with_parent()
quiet.set_up_process()
short_answers.set_up()

_config = Config.from_env()

# The service is loaded once, before its processes part, with all that a first page waits for: they share it.
# Nothing of it is ever thrown away, so that nothing is looked through for that, now or later.
gc.disable()
import_module("app.joining").make_ready(_config)
gc.freeze()
gc.enable()

bind = f"{_config.bind}:{_config.port}"
workers = _config.web_processes
threads = _config.web_threads
worker_class = "gthread"
timeout = 60
graceful_timeout = 10
keepalive = 5
logger_class = QuietGunicorn
accesslog = None
control_socket_disable = True
proc_name = "beforehand"
limit_request_fields = 60
