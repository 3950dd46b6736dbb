"""What a form must say about one link: who reads it, until when, and to whose keys it is sealed.

Promise: the facts lie on the link under DATA_KEY, so that serving a page reads no table of keys.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date

from safety.sealing import Recipient


@dataclass(frozen=True)
class Facts:
    """The facts of one link. No name of hers and no reference is among them."""

    worker: str
    number: str
    days: int
    meeting_on: date | None
    young: bool
    area: str
    recipients: tuple[Recipient, ...]
    pool: Recipient | None = None
    after: bool = False  # the meeting is over, and she is asked how it went
    place: str = ""  # on a community link: where the workers are who read it
    by: str = ""  # until what time of the next working day
    route: str = ""  # whom a child there can call

    @property
    def community(self) -> bool:
        """Whether these are a community link's: they name a place instead of a worker."""
        return bool(self.place)

    def to_bytes(self) -> bytes:
        """For the seal at rest; the same facts give the same bytes."""
        values = {
            "worker": self.worker,
            "number": self.number,
            "days": self.days,
            "meeting_on": self.meeting_on.isoformat() if self.meeting_on else None,
            "young": self.young,
            "area": self.area,
            "recipients": [_pair(recipient) for recipient in self.recipients],
            "pool": _pair(self.pool) if self.pool else None,
            "after": self.after,
            **({"place": [self.place, self.by, self.route]} if self.community else {}),
        }
        return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, blob: bytes) -> "Facts":
        """What `to_bytes` made."""
        values = json.loads(blob)
        meeting_on, (place, by, route) = values["meeting_on"], values.get("place", ("", "", ""))
        return cls(
            worker=values["worker"],
            number=values["number"],
            days=values["days"],
            meeting_on=date.fromisoformat(meeting_on) if meeting_on else None,
            young=values["young"],
            area=values["area"],
            recipients=tuple(_recipient(pair) for pair in values["recipients"]),
            pool=_recipient(values["pool"]) if values["pool"] else None,
            after=values.get("after", False),
            place=place,
            by=by,
            route=route,
        )


def _pair(recipient: Recipient) -> list[str]:
    return [b64encode(recipient.key_id).decode(), b64encode(recipient.public).decode()]


def _recipient(pair: list[str]) -> Recipient:
    return Recipient(b64decode(pair[0]), b64decode(pair[1]))
