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
        }
        return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, blob: bytes) -> "Facts":
        """What `to_bytes` made."""
        values = json.loads(blob)
        meeting_on = values["meeting_on"]
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
        )


def _pair(recipient: Recipient) -> list[str]:
    return [b64encode(recipient.key_id).decode(), b64encode(recipient.public).decode()]


def _recipient(pair: list[str]) -> Recipient:
    return Recipient(b64decode(pair[0]), b64decode(pair[1]))
