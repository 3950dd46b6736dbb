"""Wapiti over a running demonstration: signed out, and as each role; one module after the other.

    python -m tests.attacks.scan WAPITI DEMO_JSON FOLDER [who …]

WAPITI is the program, from an environment of its own; DEMO_JSON what the demonstration wrote; a report for
each of them goes to FOLDER. It presses every button that it finds: over a demonstration only.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import click
import pyotp

MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,methods,permanentxss,redirect,"
    "shellshock,sql,ssrf,timesql,upload,xss,xxe"
)
BOUNDS = ("-d", "3", "--max-links-per-page", "40", "--max-files-per-dir", "12", "--max-parameters", "12")
TIMES = ("--max-scan-time", "80", "--max-attack-time", "10", "-t", "10", "--tasks", "4")
NOWHERE = "http://127.0.0.1:9"  # what is asked to call home calls nobody
ENDS = ("/staff/sign-out", "/staff/account/sessions/end", "/staff/account/sessions/end-all")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
ROLES = ("lead", "idva", "community", "translator", "manager", "admin")


class Browser:
    """As much of one as signing in needs: pages, their token, and cookies that others keep from http."""

    def __init__(self, url: str) -> None:
        self.netloc = urlsplit(url).netloc
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """The status and text of a page, asked for or posted to with its own token."""
        body = urlencode({"csrf_token": self._token(path), **fields}) if fields else None
        head = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection(self.netloc, timeout=60)
        connection.request("POST" if fields else "GET", path, body, head)
        answer = connection.getresponse()
        for given in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = given.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, answer.read().decode()

    @property
    def cookie(self) -> str:
        """As a header carries it."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _token(self, path: str) -> str:
        found = TOKEN.search(self.ask(path)[1])
        assert found, f"no form at {path}"
        return found.group(1)


def signed_in(told: dict[str, object], role: str) -> str:
    """The cookie of one of this role. Raises SystemExit where its number was used already."""
    person = next(one for one in told["staff"] if one["role"] == role)
    browser = Browser(str(told["staff_url"]))
    browser.ask("/staff/sign-in", {"email": person["email"], "password": person["password"]})
    status, _ = browser.ask("/staff/second-step", {"number": pyotp.TOTP(person["totp_secret"]).now()})
    if status != 303:
        raise SystemExit(f"{role}: not signed in; wait for the next number and begin again")
    return browser.cookie


def targets(told: dict[str, object], wanted: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each who is asked for: their name, the address to begin at, and their cookie."""
    survivors, staff = str(told["base_url"]), str(told["staff_url"])
    for who in wanted or ["survivor", "nobody", *ROLES]:
        start = told["links"][0]["url"] if who == "survivor" else f"{staff}/staff/"
        yield (
            who,
            start if who != "survivor" else f"{survivors}/",
            signed_in(told, who) if who in ROLES else "",
        )


def scan(run: list[str], folder: Path, who: str) -> dict[str, int]:
    """Walk once, then each module by itself; how many pages, and findings of each kind and level."""
    pages = _run([*run, "--flush-session", *BOUNDS, "-m", "cookieflags"], folder / f"{who}-walked.json")
    found = Counter({"pages": pages["infos"]["crawled_pages_nbr"]} if pages else {"not walked": 1})
    for module in MODULES.split(","):
        report = _run(
            [*run, "--skip-crawl", "--flush-attacks", "-m", module], folder / f"{who}-{module}.json"
        )
        kinds = (
            {**report["vulnerabilities"], **report["anomalies"]} if report else {f"{module} broke off": [{}]}
        )
        found.update(f"{kind}, level {one.get('level')}" for kind, ones in kinds.items() for one in ones)
    return found


def _run(run: list[str], report: Path) -> dict[str, Any] | None:
    """What it reported; None where the program itself failed, twice."""
    for _ in range(2):
        with report.with_suffix(".log").open("w") as log:
            ended = subprocess.run([*run, "-o", str(report)], check=False, stdout=log, stderr=log)
        if ended.returncode == 0:
            return json.loads(report.read_text(encoding="utf-8"))
    return None


def program(wapiti: str, folder: Path, who: str, start: str, cookie: str, also: list[str]) -> list[str]:
    """What every run of theirs begins with."""
    out = [word for path in ENDS for word in ("-x", f"http://{urlsplit(start).netloc}{path}")]
    begin = [word for url in also for word in ("-s", url)]
    said = ["-C", cookie] if cookie else []
    where = ["--store-session", str(folder / f"{who}-session"), "-f", "json", "--scope", "domain"]
    return [wapiti, "-u", start, *TIMES, *out, *begin, *said, *where, "--no-bugreport", "--endpoint", NOWHERE]


def main(wapiti: str, demo: str, folder: str, *wanted: str) -> None:
    """Everybody in turn; what was found of each kind is said, and stands whole in the reports."""
    told = json.loads(Path(demo).read_text(encoding="utf-8"))
    for who, start, cookie in targets(told, list(wanted)):
        also = [link["url"] for link in told["links"][:2]] if who == "survivor" else []
        found = scan(program(wapiti, Path(folder), who, start, cookie, also), Path(folder), who)
        click.echo(f"{who} {json.dumps(found)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
