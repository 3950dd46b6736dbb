"""What a case's row may not be changed to, and what it does not tell, without a key that is not there.

Promise: no link is made, no facts are changed and nothing is opened by a row that we did not write. A
database without DATA_KEY does not tell whose link has a second code.
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


def choose_duress(keys: Keys, case: Case, chosen: bool) -> None:
    """Write down whether the link has a second code; sealed, in one size."""
    case.sealed_duress = keys.data.seal(bytes([chosen]), _duress_context(case))


def has_duress(keys: Keys, case: Case) -> bool:
    """Whether a second code was chosen."""
    return bool(keys.data.open(case.sealed_duress, _duress_context(case))[0])


def _duress_context(case: Case) -> bytes:
    return b"case duress:" + case.id.bytes


def _said(case: Case) -> bytes:
    return "\n".join(str(each) for each in (case.id, case.service_id, case.idva_id, case.cover_id)).encode()
