"""The review of translations: people who read a language say of each string whether it is right."""

from flask import Flask

from app.review import service
from app.review.refusing import WORDS
from app.web import refusals

__all__ = ["register", "service"]


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    refusals.say(app, WORDS)
