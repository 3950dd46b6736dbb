"""When two names are one name to whoever reads a list.

Promise: letter case, blanks, marks over and under letters, punctuation, letters of one alphabet that look
like another's, and figures that look like letters make no difference. Another script keeps its own letters.
"""

import unicodedata

# What NFKD leaves alone, and what looks the same in Latin, Greek, Cyrillic, Armenian and Lisu type.
_LOOKS = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕԁԛԝүһӏґєьвг", "abekmhopctyxijsdqwyhlrebbr", strict=True)),
        **dict(zip("αβεικνορτυχηωμγ", "abeiknoptuxnwuy", strict=True)),
        **dict(zip("օսոհռցԛ", "ounhngq", strict=True)),
        **dict(zip("øłđħıŧœæ", "oldhiteæ", strict=True)),
        **dict(zip("01358|", "oiesbi", strict=True)),
        "l": "i",  # l, I and 1 are one stroke
        "&": "and",
    }
)


def one_name(text: str) -> str:
    """The form under which such names are the same; empty where there is no letter and no figure."""
    bare = unicodedata.normalize("NFKD", text.casefold()).casefold()
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter)).translate(_LOOKS)
    return "".join(letter for letter in kept if letter.isalnum())
