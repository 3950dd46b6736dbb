"""Messages that are safe to arrive: the outbox, the worker's part, Twilio, email, webhooks."""

from flask import Flask

from app.accounts import service as accounts
from app.messaging import hooks, list_pages, pages
from app.messaging.notices import carry_invitation
from app.messaging.refusing import WORDS
from app.messaging.service import behind
from app.web import health, rail, refusals
from app.web.audience import IDVA, LEAD

__all__ = ["hooks", "list_pages", "pages", "register"]


def register(app: Flask) -> None:
    """Join messages to the staff's host: the pages, and the two addresses that the provider calls."""
    refusals.say(app, WORDS)
    app.register_blueprint(pages.bp)
    app.register_blueprint(hooks.bp)
    app.extensions["csrf"].exempt(hooks.bp)  # signed by the provider instead
    health.also_ask(app, behind)
    accounts.when_somebody_is_invited(app, carry_invitation)
    rail.add(app, "Texts", "messaging.stuck", IDVA, LEAD)
