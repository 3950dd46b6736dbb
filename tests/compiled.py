"""What is compiled once for all tests of a process: SQL, templates and how addresses are written.

Each test has a service of its own, which would compile the same anew: half of what a test of pages took.
"""

from collections.abc import Callable
from datetime import datetime
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from config import Config

_dialects: dict[str, Dialect] = {}
_statements: LRUCache = LRUCache(2000)


class _Templates(BytecodeCache):
    """By what a template is called, where it lies and what stands in it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.kept[bucket.key, bucket.checksum] = bucket.code


_templates: dict[bool, _Templates] = {}
_writers: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}


class SharedRule(Rule):
    """An address whose writers are taken from one that is written alike: they hold nothing of their rule."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        of = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if of not in _writers:
            _writers[of] = super()._compile_builder(append_unknown)
        return _writers[of]


def share_statements(engine: Engine) -> None:
    """Let an engine compile with the first of its kind: a statement is kept by the dialect that it is for."""
    if engine.dialect.name not in _dialects:
        engine.connect().close()  # what a dialect knows of its server it learns there
    engine.dialect = _dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_statements)


def sharing_app(config: Config, face: str, clock: Callable[[], datetime]) -> Flask:
    """One face of a service of its own, as `create_app` makes it."""
    from app import Face, create_app
    from app.web.quiet_flask import QuietFlask

    QuietFlask.url_rule_class = SharedRule
    app = create_app(config, Face[face], clock)
    env = app.jinja_env  # two kinds: with different rules for white space
    env.bytecode_cache = _templates.setdefault(env.trim_blocks, _Templates())
    with app.app_context():
        share_statements(app.extensions["sqlalchemy"].engine)
    return app
