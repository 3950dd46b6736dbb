"""`beforehand openapi`: what programs may ask, written down as OpenAPI 3.1, out of the addresses themselves.

Promise: whatever answers in anything but a page for people is in it, and nothing else. No host serves it: on
the survivors' it would tell, and on the staff's nobody needs it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app import Face, create_app
from app.web.audience import MACHINE, PUBLIC_STAFF, SURVIVOR, audience_of
from app.web.described import Described, Shaped, described_of
from config import Config

Json = dict[str, Any]
VERSION = "3.1.0"
SIGNED_IN = "session"
SESSION = "__Host-b"
OPEN_TO_ALL = {MACHINE, PUBLIC_STAFF, SURVIVOR}
REFUSED = {"3XX": {"description": "another page, in a browser"}, "4XX": {"description": "a refusal in words"}}
_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")


def printed(config: Config) -> str:
    """What both hosts of this installation answer, as JSON."""
    hosts = ((config.staff_url, Face.STAFF), (config.survivor_url, Face.SURVIVOR))
    return json.dumps(description(*((url, create_app(config, face)) for url, face in hosts)), indent=1)


def description(*apps: tuple[str, Flask]) -> Json:
    """All that the apps of these hosts (addresses, `https://…`) answer to programs."""
    paths: dict[str, Json] = {}
    for host, app in apps:
        for rule, method, what in _described(app):
            path = paths.setdefault(_PLACE.sub(r"{\2}", rule.rule), {"servers": [{"url": host}]})
            path[method.lower()] = _operation(app, rule, what)
    cookie = {"type": "apiKey", "in": "cookie", "name": SESSION}
    return {
        "openapi": VERSION,
        "info": {"title": "Beforehand", "version": "1", "description": "What programs may ask of a service."},
        "paths": dict(sorted(paths.items())),
        "components": {"securitySchemes": {SIGNED_IN: cookie}},
    }


def _described(app: Flask) -> Iterator[tuple[Rule, str, Described]]:
    for rule in app.url_map.iter_rules():
        what = described_of(app.view_functions[rule.endpoint])
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}) if what else ():
            assert what is not None
            yield rule, method, what


def _operation(app: Flask, rule: Rule, what: Described) -> Json:
    page = app.view_functions[rule.endpoint]
    open_to_all = bool(audience_of(page) & OPEN_TO_ALL)
    operation: Json = {
        "operationId": rule.endpoint,
        "summary": (page.__doc__ or rule.endpoint).strip().split("\n")[0],
        "parameters": [*_places(rule), *_headers(what.headers.items())],
        "responses": {str(status): _answer(told) for status, told in what.tells.items()} | REFUSED,
        "security": [] if open_to_all else [{SIGNED_IN: []}],
    }
    if what.takes.kind:
        operation["requestBody"] = {"content": _content(what.takes)}
    return operation


def _places(rule: Rule) -> Iterator[Json]:
    for kind, name in _PLACE.findall(rule.rule):
        shape = {"type": "string", "format": "uuid"} if kind == "uuid" else {"type": "string"}
        yield {"name": name, "in": "path", "required": True, "schema": shape}


def _headers(asked: Iterable[tuple[str, str]]) -> Iterator[Json]:
    for name, value in asked:
        yield {"name": name, "in": "header", "required": True, "schema": {"type": "string", "enum": [value]}}


def _answer(told: Shaped) -> Json:
    return {"description": "an answer", **({"content": _content(told)} if told.kind else {})}


def _content(told: Shaped) -> Json:
    return {told.kind: {"schema": told.shape}}
