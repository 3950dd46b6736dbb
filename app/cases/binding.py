"""Whose a case is cannot be changed in the table: its row carries a MAC under a key that is not there.

Promise: no link is made, no facts are changed and nothing is opened by a row that we did not write.
"""

from app.cases.models import Case
from app.cases.refusals import CaseNotBelieved
from config import Keys

MAC_PURPOSE = b"case"


def bind(keys: Keys, case: Case) -> None:
    """Write the MAC anew, after something that it covers changed."""
    case.mac = keys.data.mac(MAC_PURPOSE, _said(case))


def require_bound(keys: Keys, case: Case) -> None:
    """Raises CaseNotBelieved where service, IDVA or cover are not as we wrote them."""
    if not keys.data.mac_ok(MAC_PURPOSE, _said(case), case.mac):
        raise CaseNotBelieved


def _said(case: Case) -> bytes:
    return "\n".join(str(each) for each in (case.id, case.service_id, case.idva_id, case.cover_id)).encode()
