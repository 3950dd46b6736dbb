"""What a survivor of the demonstration said: invented, taken live and read back.

Nothing here runs outside a demonstration or a test.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import live
from app.desk.live import Answered
from app.desk.models import Taking
from app.desk.service import Live
from config import Keys

SAID = {
    "not": Answered(("letters", "address"), "Nobody writes to the flat. He opens the post."),
    "want": Answered(("home", "money"), "Somebody who comes with me to the housing office."),
    "worry": Answered(("found",), "That he sees where the bus card was used."),
    live.MAY: Answered(("all",)),
}


def take_views(db: Session, keys: Keys, case_id: UUID, at: datetime) -> None:
    """Her views as her IDVA took them down at that moment and read them back, unless some were taken."""
    if db.scalar(select(Taking.id).where(Taking.case_id == case_id).limit(1)):
        return
    case = cases.get(db, case_id)
    idva = accounts.staff(db, case.idva_id)
    assert idva is not None
    taking_id = live.begin(db, keys, case_id, Live(cases.How.SPEAKING), case.form_locale, idva, at)
    taking = live.taking_of(db, case_id, taking_id, idva)
    live.keep(db, keys, taking, SAID, idva, at)
    live.read_back(db, keys, taking, idva, at)
