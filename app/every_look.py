"""Every look that a survivor can be given, made once to see whether it can be."""

from datetime import datetime

from app.entry import service as entry
from app.entry.service import Looks
from app.web import quiet
from config import Config


def looks(config: Config) -> list[Looks]:
    """Every everyday app in each of its languages, and behind the usual one every form."""
    covers = [(skin, one.code) for skin in entry.skins() for one in entry.cover_locales(skin)]
    forms = [Looks(config.default_skin, config.default_locale, code) for code in entry.locales()]
    return [Looks(*cover, config.default_locale) for cover in covers] + forms


def unshown(config: Config, now: datetime) -> list[Looks]:
    """Those that cannot be made."""
    return [one for one in looks(config) if not _shows(config, one, now)]


def _shows(config: Config, looks: Looks, now: datetime) -> bool:
    try:
        entry.everyday(looks, now.date())
        entry.document(entry.likeness(config.keys, b"doctor", looks, 0), now.date())
    except Exception as fault:  # whatever is in a catalogue: this is asked to find it out
        quiet.failed("an everyday app could not be made", fault)
        return False
    return True
