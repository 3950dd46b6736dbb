"""Scripts and styles without what only people need: comments, spaces, long names.

Promise: the same text gives the same bytes. The minifier is a compiled library with threads of its own, so
it runs in a process of its own and leaves nothing behind in the server's.
"""

import json
import subprocess
import sys

SCRIPT = "application/javascript"
STYLE = "text/css"
_PROGRAM = """
import json, sys, minify
json.dump([minify.string(sys.argv[1], text) for text in json.load(sys.stdin)], sys.stdout)
"""


def minified(kind: str, text: str) -> str:
    """The text of a script or a style, as small as it can be said."""
    return all_minified(kind, [text])[0]


def all_minified(kind: str, texts: list[str]) -> list[str]:
    """Several of a kind, by one process."""
    command = [sys.executable, "-X", "utf8", "-c", _PROGRAM, kind]
    asked = json.dumps(texts)
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - our own words
    made: list[str] = json.loads(done.stdout)
    return made
