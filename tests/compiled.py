"""What is compiled once for all tests of a process: SQL and templates. Each test has a service of its own,
which would compile the same statements and pages anew: half of what a test of staff's pages took.
"""

from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, Engine
from sqlalchemy.util import LRUCache

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


def share_statements(engine: Engine) -> None:
    """Let an engine compile with the first of its kind: a statement is kept by the dialect that it is for."""
    if engine.dialect.name not in _dialects:
        engine.connect().close()  # what a dialect knows of its server it learns there
    engine.dialect = _dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_statements)


def share_templates(app: Flask) -> None:
    """Let an app take templates as another app with the same rules for white space compiled them."""
    env = app.jinja_env
    env.bytecode_cache = _templates.setdefault(env.trim_blocks, _Templates())
