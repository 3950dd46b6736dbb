"""What a printed piece is made from: an address, a number and how both look. No name is in it."""

from dataclasses import dataclass

KINDS = ("poster", "cards", "everyday", "qr", "share", "beside")
DULL = ("cards", "everyday", "qr", "share")  # what may lie about at home: nothing on them tells
_SECURE = "https://"


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
