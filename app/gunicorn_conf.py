"""How the production server runs: threads, short answers, no access log, ends with its parent."""

from app.parent import end_with_parent
from app.web import quiet, short_answers
from app.web.quiet_server import QuietGunicorn
from config import Config

end_with_parent()
quiet.set_up_process()
short_answers.set_up()

_config = Config.from_env()

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
