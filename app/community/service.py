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

__all__ = [
    "About",
    "OrganisationView",
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
    "members",
    "organisation",
    "organisation_of",
    "organisations",
    "take_in",
]
