import io
import json
import logging
import sys
import threading
import warnings

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.engine import ENGINE_OPTIONS
from app.web import quiet
from app.web.quiet_flask import QuietFlask
from app.web.quiet_server import QuietGunicorn

CANARY = "07700900123 ABCD-EFGH-JKMN"


@pytest.fixture
def written(monkeypatch):
    """All that this process would write, while it is set up as in production."""
    names = ("", quiet.OURS, "gunicorn.error", "gunicorn.access", "sqlalchemy.engine", "py.warnings")
    before = [(log, list(log.handlers), log.level, log.disabled) for log in map(logging.getLogger, names)]
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    quiet.set_up_process()
    yield stream.getvalue
    logging.captureWarnings(False)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    for log, handlers, level, disabled in before:
        log.handlers[:], log.level, log.disabled = handlers, level, disabled


@pytest.fixture
def objects(monkeypatch, written):
    """The same, one JSON object a line."""
    monkeypatch.setenv("LOG_FORM", "json")
    quiet.set_up_process()
    return lambda: [json.loads(line) for line in written().splitlines()]


@pytest.fixture
def unreadable(monkeypatch, written):
    monkeypatch.setenv("SETTINGS_FILE", "/nowhere")
    quiet.set_up_process()


def _raise(token=CANARY):
    raise ValueError(token)


def test_our_own_lines_are_a_fixed_sentence_and_whole_numbers(written):
    quiet.say("views past their time", done=3)
    assert written().endswith(" info views past their time done=3\n")


def test_a_number_that_is_not_one_cannot_be_logged(written):
    with pytest.raises(ValueError, match="format code"):
        quiet.say("views past their time", done=CANARY)
    assert CANARY not in written()


def test_a_librarys_line_is_reduced_to_its_place(written):
    logging.getLogger("twilio.http_client").error("to %s", CANARY)
    assert CANARY not in written()
    assert "twilio.http_client test_quiet:" in written()


def test_an_exception_is_reduced_to_its_kind_and_place(written):
    try:
        _raise()
    except ValueError:
        logging.getLogger("some.library").exception("with %s", CANARY)
    assert CANARY not in written()
    assert "ValueError at" in written()
    assert "Traceback" not in written()


def test_a_page_that_fails_names_neither_address_nor_text(written):
    app = QuietFlask(__name__)
    app.add_url_rule("/k/<token>", view_func=_raise)
    assert app.test_client().get("/k/ABCDEFGHJKMNPQRS?q=secret").status_code == 500
    assert "a page failed: ValueError at" in written()
    assert "ABCDEFGH" not in written()
    assert "secret" not in written()


def test_flask_itself_would_have_named_the_address(written):
    """A control: without our class the promise is broken, so the test above can fail."""
    app = Flask(__name__)
    app.add_url_rule("/k/<token>", view_func=_raise)
    seen = []
    app.logger.addFilter(lambda record: seen.append(record.getMessage()) or False)
    app.test_client().get("/k/ABCDEFGHJKMNPQRS")
    assert "ABCDEFGH" in seen[0]


def test_a_statement_that_fails_names_no_values(written):
    with pytest.raises(SQLAlchemyError) as caught, create_engine("sqlite://", **ENGINE_OPTIONS).begin() as c:
        c.execute(text("INSERT INTO nowhere VALUES (:it)"), {"it": CANARY})
    assert CANARY not in str(caught.value)
    quiet.failed("a statement failed", caught.value)
    assert "OperationalError at" in written()


def test_warnings_are_reduced_too(written):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(CANARY, stacklevel=1)
    assert CANARY not in written()
    assert "py.warnings" in written()


def test_an_exception_nobody_caught_is_reduced_too(written):
    try:
        _raise()
    except ValueError as fault:
        sys.excepthook(ValueError, fault, fault.__traceback__)
    assert "stopped: ValueError at" in written()
    assert CANARY not in written()


def test_a_thread_that_fails_is_reduced_too(written):
    thread = threading.Thread(target=_raise)
    thread.start()
    thread.join()
    assert "a thread stopped: ValueError at" in written()
    assert CANARY not in written()


def test_a_broken_log_call_does_not_print_its_arguments(written):
    logging.getLogger("some.library").error("%d", CANARY)
    assert CANARY not in written()


def test_a_line_cannot_be_forged(written):
    logging.getLogger("some\nlibrary").error("x")
    assert written().count("\n") == 1


def test_the_servers_logger_writes_no_access_log_and_no_request(written, monkeypatch):
    monkeypatch.setattr(sys, "stderr", logging.getLogger().handlers[0].stream)
    log = QuietGunicorn(cfg=None)
    log.access(None, None, {"REMOTE_ADDR": "192.0.2.7"}, None)
    log.access_log.info(CANARY)
    log.warning("Invalid request from ip=%s", "192.0.2.7")
    try:
        _raise()
    except ValueError:
        log.exception("Error handling request %s", CANARY)
    assert "192.0.2.7" not in written()
    assert CANARY not in written()
    assert "gunicorn.error test_quiet:" in written()


def test_a_line_for_a_program_is_one_object_of_fixed_parts(objects, written):
    quiet.say("views past their time", done=3)
    try:
        _raise()
    except ValueError as fault:
        quiet.failed("a page failed", fault)
        logging.getLogger("some.library").exception("with %s", CANARY)
    logging.getLogger("twilio.http_client").error("to %s\n{", CANARY)
    ours, failed, theirs, bare = objects()
    assert (ours["level"], ours["said"], ours["done"]) == ("info", "views past their time", 3)
    assert set(failed) == {"time", "level", "said", "place"}
    assert failed["place"].startswith("ValueError at")
    assert theirs["place"].startswith("some.library test_quiet:")
    assert set(bare) == {"time", "level", "place"}
    assert CANARY not in written()


def test_a_number_that_is_not_one_reaches_no_object_either(objects):
    with pytest.raises(ValueError, match="format code"):
        quiet.warn("views past their time", done=CANARY)
    assert objects() == []


def test_settings_that_cannot_be_read_are_told_of_in_plain_lines(unreadable, written):
    quiet.say("views past their time")
    assert written().endswith(" info views past their time\n")
