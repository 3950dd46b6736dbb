"""Who speaks on a piece: the form's language to her, the everyday app's language to everyone else."""

from dataclasses import dataclass

from app.community.pieces.piece import Piece
from app.entry import service as entry

DOMAIN = "kit"


@dataclass(frozen=True)
class Voices:
    """The words of a piece as data: what a catalogue says, or whatever else is put in its place."""

    hers: entry.Texts  # this room's words in the language of the form
    form: entry.Texts  # the form's own, to name what stands on its page
    dull: entry.Texts  # this room's words in the language of the everyday app
    app: entry.Tongue  # the everyday app's words
    called: entry.Called  # and what it calls itself


def voices_of(piece: Piece) -> Voices:
    """The words of the catalogues. Raises StaleCatalogue where a language has none of its own for kits."""
    return Voices(
        hers=entry.texts(piece.locale, DOMAIN),
        form=entry.texts(piece.locale),
        dull=entry.texts(piece.cover_locale, DOMAIN),
        app=entry.tongue(piece.skin, piece.cover_locale),
        called=entry.called(piece.skin, piece.cover_locale),
    )
