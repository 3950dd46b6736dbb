"""What a request stands on: its settings, keys, moment and database session."""

from datetime import datetime
from typing import cast

from flask import current_app

from app.clock import utc_now
from app.db import current_db
from config import Config, Keys

__all__ = ["current_config", "current_db", "current_keys", "current_time", "utc_now"]


def current_config() -> Config:
    """The settings of this instance."""
    return cast(Config, current_app.config["BEFOREHAND"])


def current_keys() -> Keys:
    """DATA_KEY, AUDIT_KEY and PEPPER."""
    return current_config().keys


def current_time() -> datetime:
    """This moment, in UTC; tests move it by setting CLOCK."""
    return cast(datetime, current_app.config["CLOCK"]())
