"""Texts that break things: our own list, and the published one where it is found beside the project."""

import json
from pathlib import Path

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "data" / "naughty_strings.json"

OWN = (
    "\0",
    "a\0b",
    "".join(map(chr, range(32))),
    "\x7f\x80\x9f",
    "\u202emoc.elpmaxe",
    "\u202d\u202e\u2066\u2067\u2068\u2069 left and right",
    "\u200b\u200c\u200d\ufeff",
    "Z\u0351\u036b\u0343a\u0300\u0301\u0302lgo",
    "\ufdfa\ufdfa",
    "كلمة عربية ١٢٣",
    "ভাষা ভাষা",
    "👩\u200d👩\u200d👧\u200d👦🏴\U000e0067\U000e0062\U000e007f",
    "<script>alert(1)</script>",
    "</script></style></textarea><h1>",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7} %(name)s {worker}",
    "'; DROP TABLE send; --",
    "%00%0d%0aSet-Cookie: a=b",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\r\nSet-Cookie: a=b\r\n\r\n",
    "NaN Infinity -0 1e309 0x7fffffff",
    "\ud7ff\ue000\ufffd\uffff\U0010ffff",
    "ﬁﬀ Ⅷ ㎏ İıßſ",
    "x" * 5000,
)


def naughty() -> tuple[list[str], str]:
    """The texts, and a sentence that says which lists they are from."""
    if PUBLISHED.is_file():
        published = [text for text in json.loads(PUBLISHED.read_text(encoding="utf-8")) if text]
        return [*OWN, *published], f"naughty texts: {len(OWN)} of ours, {len(published)} published"
    return list(OWN), f"naughty texts: {len(OWN)} of ours; the published list was not found"
