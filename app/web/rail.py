"""The rail of staff pages: each capability puts in what it has, each role sees what is for it."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for

from app.web.audience import SIGNED_IN, Audience

EXTENSION = "beforehand_rail"


@dataclass(frozen=True)
class RailItem:
    """One place to go. `home` says that it is where its audience starts after signing in."""

    label: str
    endpoint: str
    audiences: frozenset[Audience]
    home: bool
    place: int


@dataclass(frozen=True)
class RailLink:
    """An item as the page shows it; `apart` where another kind of places begins."""

    label: str
    url: str
    here: bool
    apart: bool


def add(
    app: Flask, label: str, endpoint: str, *audiences: Audience, home: bool = False, place: int = 50
) -> None:
    """Put a place into the rail; lower places come first, tens are kinds, the person's own account has 90."""
    items: list[RailItem] = app.extensions.setdefault(EXTENSION, [])
    items.append(RailItem(label, endpoint, frozenset(audiences), home, place))
    items.sort(key=lambda item: item.place)


def links_for(role: Audience | None) -> list[RailLink]:
    """What this role sees; the one that the page belongs to is marked."""
    shown = [item for item in _items() if role and item.audiences & {role, SIGNED_IN}]
    urls = [url_for(item.endpoint) for item in shown]
    here = max((url for url in urls if _under(url)), key=len, default=None)
    kinds = [item.place // 10 for item in shown]
    before = [*kinds[:1], *kinds]
    return [
        RailLink(item.label, url, url == here, kind != last)
        for item, url, kind, last in zip(shown, urls, kinds, before, strict=False)
    ]


def home_of(role: Audience) -> str:
    """Where this role starts: a capability has said so for each."""
    return next(url_for(item.endpoint) for item in _items() if item.home and role in item.audiences)


def _items() -> list[RailItem]:
    items: list[RailItem] = current_app.extensions.get(EXTENSION, [])
    return items


def _under(url: str) -> bool:
    return request.path == url or (url != "/staff/" and request.path.startswith(url.rstrip("/") + "/"))
