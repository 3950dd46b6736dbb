"""How this room's refusals read; a member reads them in their organisation's language."""

from app.entry.service import marked
from app.web.refusals import Words

KITS = "community.kits_page"
TO_KITS = marked("Go to your kits")

WORDS = {
    "no_organisation": Words(
        403,
        marked("You belong to no organisation yet"),
        marked("Ask the service that invited you to say which organisation you belong to."),
    ),
    "access_ended": Words(
        403,
        marked("Your organisation's access has ended"),
        marked("Ask the service to renew it. What you handed out goes on working until they say otherwise."),
    ),
    "no_such_organisation": Words(404, "There is no such organisation", "It may be another service's."),
    "not_of_community": Words(
        409, "They cannot be taken in", "They have another role, or belong to an organisation already."
    ),
    "no_such_kit": Words(
        404,
        marked("There is no such kit"),
        marked("It has ended, it is somebody else's, or it has no such piece."),
        KITS,
        TO_KITS,
    ),
    "kit_changed": Words(
        409,
        marked("That was changed already"),
        marked("By a colleague, or by pressing twice. Look at the kit as it is now. Nothing was changed."),
        KITS,
        TO_KITS,
    ),
    "too_many_links": Words(
        409,
        marked("That is more than we can look after"),
        marked("End a language or a kit that nobody needs, then try again. Nothing was made."),
        KITS,
        TO_KITS,
    ),
    "nobody_reads": Words(
        409,
        marked("Nobody would read what comes yet"),
        marked("The service has to write down first who is on duty. Nothing was made."),
        KITS,
        TO_KITS,
    ),
}
