"""What a printed piece is made from: an address, a number and how both look. No name is in it."""

import re
from dataclasses import dataclass

KINDS = ("poster", "cards", "everyday", "qr", "share", "beside")
DULL = ("cards", "everyday", "qr", "share")  # what may lie about at home: nothing on them tells
_SECURE = "https://"
MOST_TOGETHER = 19  # letters, on a card


@dataclass(frozen=True)
class Piece:
    """One link of a kit.

    `address` is the whole URL that is followed; `code` its public code as it is typed; `locale` the language
    of the form, `cover_locale` that of the everyday app, `skin` which app it is.
    """

    address: str
    code: str
    locale: str
    cover_locale: str
    skin: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it is typed, cut where a line may end: the host, then twice two groups of four."""
        host, slash, token = self.address.removeprefix(_SECURE).rpartition("/")
        fours = token.split("-")
        half = len(fours) // 2
        halves = ("-".join(fours[:half]) + "-", "-".join(fours[half:])) if half else (token,)
        return (host + slash, *halves)

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Each line in what stays together where it is too long: a host's names, with the sign after each."""
        return tuple(tuple(re.findall(r"[^./-]*[./-]+|[^./-]+$", line)) for line in self.lines)

    @property
    def long(self) -> bool:
        """Whether a name of its host is too long for a card in letters of the usual size."""
        return any(len(part) > MOST_TOGETHER for line in self.parts for part in line)
