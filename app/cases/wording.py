"""What a reference of the service's own may look like. Pure."""

import re


def one_line(text: str | None) -> str:
    """Control characters and runs of spaces have no place in a reference."""
    return " ".join("".join(c if c.isprintable() else " " for c in text or "").split())


def reads_like_a_name(reference: str) -> bool:
    """Two or more words without any digit read like somebody's name."""
    return re.fullmatch(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)+", reference) is not None
