"""What the survivors' host and the staff host may be called.

Promise: a name that passes can stand in a browser and in a certificate; neither of the two tells what it is
for, and nothing in one leads to the other. A refusal is one sentence that never repeats a setting.
Source: safety.md, "Two hosts"; docs/names.md.
"""

import re

from safety.wording import telling

MOST_PORTS = 65535
NAME = re.compile(
    r"(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z][a-z0-9-]*[a-z0-9]"
)
SCHEME = re.compile(r"https?://", re.IGNORECASE)
SHARED_BY_ALL = {"co.uk", "org.uk", "me.uk", "ltd.uk", "ac.uk", "gov.uk", "nhs.uk", "police.uk"}


def tidied(said: str) -> str:
    """The same host as browsers send it: small letters, no scheme or slash, no last dot, no usual port."""
    host = SCHEME.sub("", said.strip(), count=1).lower().removesuffix("/")
    name, port = _split(host)
    return name.removesuffix(".") + ("" if port == ":443" else port)


def shape_fault(host: str) -> str:
    """Why no browser could ask for this (tidied) host; empty where one could."""
    name, port = _split(host)
    if "/" in host:
        return "only the name belongs here, without what comes after it"
    if not NAME.fullmatch(name):
        return "this is not a name such as days.example.org"
    if port and not (port[1:].isascii() and port[1:].isdigit() and 1 <= int(port[1:]) <= MOST_PORTS):
        return f"after the colon stands a port, a whole number from 1 to {MOST_PORTS}"
    return ""


def same(one: str, other: str) -> bool:
    """Whether two hosts are one name: cookies know no ports."""
    return _split(one)[0] == _split(other)[0]


def fault(host: str, other: str = "") -> str:
    """Why this cannot be the survivors' host (or, beside that one, the staff host); empty where it can."""
    found = shape_fault(host)
    name = _split(host)[0]
    if not found and (told := telling(re.sub(r"[.-]", " ", name))):
        found = (
            f"the word “{told[0]}” in this name tells what it is for, and every certificate's name is public"
        )
    if not found and other and _related(name, _split(other)[0]):
        found = "the two must have nothing to do with each other: not the same name, and not parts of one"
    return found


def _split(host: str) -> tuple[str, str]:
    """The name, and the port with its colon."""
    name, colon, port = host.partition(":")
    return name, colon + port


def _related(one: str, other: str) -> bool:
    within = one.endswith("." + other) or other.endswith("." + one)
    return within or one == other or _parent(one) == _parent(other)


def _parent(name: str) -> str:
    """The name that a host is part of; the host itself where everybody is part of that."""
    parent = name.partition(".")[2]
    return name if "." not in parent or parent in SHARED_BY_ALL else parent
