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
    """An item as the page shows it."""

    label: str
    url: str
    here: bool


def add(
    app: Flask, label: str, endpoint: str, *audiences: Audience, home: bool = False, place: int = 50
) -> None:
    """Put a place into the rail; lower places come first, the person's own account has 90."""
    items: list[RailItem] = app.extensions.setdefault(EXTENSION, [])
    items.append(RailItem(label, endpoint, frozenset(audiences), home, place))
    items.sort(key=lambda item: item.place)


def links_for(role: Audience | None) -> list[RailLink]:
    """What this role sees; the one that the page belongs to is marked."""
    shown = [item for item in _items() if role and item.audiences & {role, SIGNED_IN}]
    urls = [url_for(item.endpoint) for item in shown]
    here = max((url for url in urls if _under(url)), key=len, default=None)
    return [RailLink(item.label, url, url == here) for item, url in zip(shown, urls, strict=True)]


def home_of(role: Audience) -> str | None:
    """Where this role starts, if a capability has said so."""
    return next((url_for(item.endpoint) for item in _items() if item.home and role in item.audiences), None)


def _items() -> list[RailItem]:
    items: list[RailItem] = current_app.extensions.get(EXTENSION, [])
    return items


def _under(url: str) -> bool:
    return request.path == url or (url != "/staff/" and request.path.startswith(url.rstrip("/") + "/"))
