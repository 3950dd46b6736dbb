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
SPACES = "\t\v\f \x85\xa0\u1680\u2000\u2003\u2009\u200a\u202f\u205f\u3000"
STEALTHY = [*map(chr, range(32)), *SPACES, "\u200b", "\ufeff", "\u2060", "&#x0a;", "\\x00", "%00"]
MADE = {  # what differs from its like by a letter or a number: counted up rather than written down
    "one space alone": tuple(f"a{space}b{space}" for space in SPACES),
    "a letter inside mark-up": (
        *(f'<a href="{one}javascript:alert(1)">x</a>' for one in STEALTHY),
        *(f"<img src=x{one}onerror{one}=alert(1)>" for one in STEALTHY[8:14]),
        *(f"<script{one}>alert(1)</script{one}>" for one in STEALTHY[::9]),
        *(f'<p style="x:exp{one}ression(alert(1))">' for one in STEALTHY[-6:]),
    ),
    "tags and what opens or closes them": (
        *(f"<{tag} onload=alert(1) src=x>" for tag in ("svg", "body", "iframe", "object", "math", "base")),
        *(f"{end}<b onclick=alert(1)>" for end in ("-->", "]]>", "'>", '">', "</title>", "</script>", "`>")),
        *("<", "<<b", "<b", "<?xml?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///'>]><x>&y;</x>"),
    ),
    "numbers of every shape": (
        *("0", "1", "-1", "+0", "-0.0", "1/0", "0/0", "1e400", "-1E-400", "0x1F", "0b1", "1_000", "08"),
        *("1.000,00", "1'000.00", "1 000.00", "--1", "1.2.3", ".", ",", "²³¹", "①Ⅳ", "１２３", "૧૨૩"),
        *(str(sign * 2**bits + off) for bits in (31, 53, 63, 64) for sign in (1, -1) for off in (-1, 0)),
    ),
    "words that mean something to a program": (
        *("null", "NULL", "nil", "undefined", "None", "true", "False", "NaN", "Infinity", "constructor"),
        *("__proto__", "hasOwnProperty", "then", "toString", "CON", "NUL", "COM1", "--help", "-rf", "~"),
    ),
    "commands and queries": (
        *(f"1{quote}; DELETE FROM send{quote} --" for quote in ("", "'", '"', "`", "\u2019", "\\'")),
        *(
            "`id`",
            "$(id)",
            "${HOME}",
            "%(x)s",
            "%s%p%n",
            "{0.__class__}",
            "{{x}}",
            "<%= 1 %>",
            "#{1}",
            "@{1}",
        ),
    ),
    "quotes": tuple(one * count for one in "'\"`´‘’“”«»‚„" for count in (1, 3)),
    "faces of many letters": (
        *(f"👍{chr(tone)}" for tone in range(0x1F3FB, 0x1F400)),
        *("🇬🇧🇫", "1\ufe0f\u20e3", "❤\ufe0f\u200d🔥", "👁\ufe0e", "🧑\u200d🤝\u200d🧑", "\u200d\ufe0f"),
    ),
    "letters with others upon them": tuple(
        "".join(f"{base}{chr(mark) * 20}" for base in "abc") for mark in range(0x300, 0x36F, 12)
    ),
    "direction, one mark each": tuple(
        f"12{chr(mark)}ab {chr(mark)}שלום" for mark in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
    ),
    "read in the wrong encoding": tuple(
        text.encode().decode(wrong, "replace")
        for text in ("naïve “quoted” £5 – ქართული", "日本語 ไทย 🙂")
        for wrong in ("latin-1", "cp1252", "cp437", "utf-16-le", "ascii", "shift_jis")
    ),
    "scripts of one line each": (
        *("ગુજરાતી ਪੰਜਾਬੀ தமிழ் తెలుగు", "ລາວ ខ្មែរ မြန်မာ བོད་", "አማርኛ ትግርኛ", "Հայերեն ქართული", "ᚠᛇᚻ ᚛ᚄ᚜"),
        *("ﷺﷲ ﻼ", "和製漢語 ｶﾅ かな", "사회과학원", "ⒶⓑℂⅮ𝐄𝕱", "ɐqɔ ʇɐ", "(╯°□°)╯︵┻━┻"),
    ),
}
COUNTED = tuple({text: None for texts in MADE.values() for text in texts})


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
    ours = [*OWN, *COUNTED]
    if PUBLISHED.is_file():
        published = [text for text in json.loads(PUBLISHED.read_text(encoding="utf-8")) if text]
        return [*ours, *published], f"naughty texts: {len(ours)} of ours, {len(published)} published"
    return ours, f"naughty texts: {len(ours)} of ours; the published list was not found"
