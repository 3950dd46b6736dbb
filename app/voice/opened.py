"""What an opened form without JavaScript carries from page to page, inside the sealed cookie."""

from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID, uuid4

from app.entry.service import Looks

NONE = UUID(int=0)


@dataclass(frozen=True)
class Marks:
    """One submission, how often it was sent, and words that are kept because a send failed."""

    submission: UUID
    sequence: int
    kept: UUID
    long: bool
    looks: Looks
    reads: bytes  # the private half that a reply behind this code is read with
    tally: bool = False  # she chose only to be counted
    borrowed: bool = False  # she said that this is not her phone
    about: bool = False  # she asked what the service says of itself

    @classmethod
    def new(cls, looks: Looks, reads: bytes) -> Self:
        """For a form that was opened just now."""
        return cls(uuid4(), 0, NONE, long=False, looks=looks, reads=reads)

    def next(self) -> Self:
        """After one more send."""
        return replace(self, sequence=self.sequence + 1, kept=NONE, long=False, about=False)

    def failed(self, kept: UUID, *, long: bool) -> Self:
        """After a send that could not be taken."""
        return replace(self, kept=kept, long=long, about=False)

    def asking(self, kept: UUID) -> Self:
        """After she asked what the service says of itself; what she had typed is shown again beneath it."""
        return replace(self, kept=kept, long=False, about=True)

    def turned(self) -> Self:
        """After a tap that ends it: nothing of this submission was kept."""
        return replace(self, sequence=0, kept=NONE, long=False, about=False)

    def to_bytes(self) -> bytes:
        """For the cookie's note."""
        looks = "\n".join((self.looks.skin, self.looks.cover_locale, self.looks.form_locale)).encode()
        flags = self.long | self.tally << 1 | self.borrowed << 2 | self.about << 3
        number = self.sequence.to_bytes(4, "big") + bytes([flags])
        return self.submission.bytes + self.kept.bytes + number + self.reads + looks

    @classmethod
    def from_bytes(cls, note: bytes) -> Self:
        """What `to_bytes` made."""
        skin, cover, form = note[69:].decode().split("\n")
        return cls(
            submission=UUID(bytes=note[:16]),
            kept=UUID(bytes=note[16:32]),
            sequence=int.from_bytes(note[32:36], "big"),
            long=bool(note[36] & 1),
            looks=Looks(skin, cover, form),
            reads=note[37:69],
            tally=bool(note[36] & 2),
            borrowed=bool(note[36] & 4),
            about=bool(note[36] & 8),
        )
