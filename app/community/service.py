"""What other rooms may ask of community: organisations, their kits, and the shape of a kit's links."""

from app.community.kits import Plan, add_language, forget, kit_of, kits_of, make_kit
from app.community.organisations import (
    About,
    OrganisationView,
    Viewer,
    make_organisation,
    members,
    organisation,
    organisation_of,
    organisations,
    take_in,
)
from app.community.pool import Pool, PoolLink
from app.community.showing import current_viewer, shown, speak_theirs
from app.community.words import both_names

__all__ = [
    "About",
    "OrganisationView",
    "Plan",
    "Pool",
    "PoolLink",
    "Viewer",
    "add_language",
    "both_names",
    "current_viewer",
    "forget",
    "kit_of",
    "kits_of",
    "make_kit",
    "make_organisation",
    "members",
    "organisation",
    "organisation_of",
    "organisations",
    "shown",
    "speak_theirs",
    "take_in",
]
