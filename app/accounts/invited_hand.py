"""Handing an invitation out: the link by email where that is set up, else shown with the number, once."""

from app.accounts import invitations
from app.accounts.staff import StaffView
from app.web.current import current_config, current_db, current_time


def hand_out(whom: StaffView, made: invitations.Invited) -> dict[str, str]:
    """Send the link, or have it shown; what is shown once."""
    url = f"{current_config().staff_url}{made.path}"
    told = {"name": whom.display_name, "email": whom.email, "number": f"{made.number[:3]} {made.number[3:]}"}
    sent = invitations.carried(current_db(), whom, url, current_time())
    return told if sent else {**told, "link": url}
