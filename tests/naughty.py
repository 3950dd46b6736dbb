"""Texts that break things: our own by kind, and the published list where it is found beside the project."""

import json
from pathlib import Path

PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "data" / "naughty_strings.json"

KINDS = {
    "nothing, or nothing to see": (" ", "\u00a0\u2003\u3000\u2800", "\u3164\u115f\u034f\u00ad"),
    "controls": ("\0", "a\0b", "".join(map(chr, range(32))), "\x7f\x80\x85\x9f", "\x1b[31mred", "\b\b\bx"),
    "no width": ("\u200b\u200c\u200d\ufeff", "\ufeffbegins", "می\u200cخواهم"),
    "marks upon marks": ("Z\u0351\u036b\u0343a\u0300\u0301\u0302lgo", "a" + "\u0301\u0489" * 150),
    "direction": (
        "\u202emoc.elpmaxe",
        "\u202d\u202e\u2066\u2067\u2068\u2069 left and right",
        "never closed \u2067\u202e 12-34",
    ),
    "from right to left": ("كلمة عربية ١٢٣", "(עברית) 12–34 [a]"),
    "far planes": ("👩\u200d👩\u200d👧\u200d👦🏴\U000e0067\U000e0062\U000e007f", "𝒳𐍈𠜎🏳️\u200d⚧️", "\ufdfa"),
    "no letters": ("\ud7ff\ue000\ufffd\uffff\U0010ffff", "\ufdd0\ufff9a\ufffab\ufffb"),
    "lines": ("\r\nSet-Cookie: a=b\r\n\r\n", "%00%0d%0aSet-Cookie: a=b", "a\rb\nc\u2028d\u2029e"),
    "mark-up": (
        "<script>alert(1)</script>",
        "</script></style></textarea></title><h1>",
        '" onfocus=alert(1) autofocus x=\'`"',
        "&lt;b&gt; &amp;amp; &#39; &nbsp &#0; <!-- <![CDATA[",
        "javascript:alert(1)",
    ),
    "templates and queries": (
        "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7} %(name)s {worker}",
        "%s%n%d%% {0} {} {a.b} \\u0041 \\x00 \\",
        "'; DROP TABLE send; --",
        "' OR '1'='1",
    ),
    "places": ("../../../../etc/passwd", "..\\..\\con\\nul:", "file:///etc/passwd"),
    "formulas": ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1"),
    "numbers": ("NaN Infinity -0 1e309 0x7fffffff", "9" * 400, "١٢٣٤٥٦ ½ ²", "None null undefined true"),
    "looks like": ("раураl Аpple", "ﬁﬀ Ⅷ ㎏ İıßſ", "ভাষা ভাষা"),
    "long": ("x" * 5000, "ཀྵ" * 700, "a b " * 1500),
}
OWN = tuple(text for texts in KINDS.values() for text in texts)


def together(most: int) -> list[str]:
    """All of our own in fewer texts: of a kind as many in one as `most` letters hold, longer ones alone."""
    found: list[str] = []
    for texts in KINDS.values():
        lines = [""]
        for text in texts:
            room = "\0" not in text and len(lines[-1]) + len(text) < most
            lines[-1:] = [f"{lines[-1]} {text}"] if room else [lines[-1], text, ""]
        found += [line.removeprefix(" ") for line in lines if line]
    return found


def naughty() -> tuple[list[str], str]:
    """The texts, and a sentence that says which lists they are from."""
    if PUBLISHED.is_file():
        published = [text for text in json.loads(PUBLISHED.read_text(encoding="utf-8")) if text]
        return [*OWN, *published], f"naughty texts: {len(OWN)} of ours, {len(published)} published"
    return list(OWN), f"naughty texts: {len(OWN)} of ours; the published list was not found"
