"""What other rooms may ask of community: organisations, their kits, and the shape of a kit's links."""

from app.community.kits import Plan, add_language, forget, kit_of, kits_of, make_kit
from app.community.organisations import About, Viewer, make_organisation, organisations, take_in
from app.community.pool import Pool, PoolLink

__all__ = [
    "About",
    "Plan",
    "Pool",
    "PoolLink",
    "Viewer",
    "add_language",
    "forget",
    "kit_of",
    "kits_of",
    "make_kit",
    "make_organisation",
    "organisations",
    "take_in",
]
