"""A page as PDF: made in memory, every script shaped, nothing fetched and nothing written anywhere.

The libraries that shape text are the system's. Without them the pages say so and offer the browser's print.
"""

from functools import cache
from importlib.resources import files
from typing import Any, NoReturn

PAPER = "paper.css"


class NothingElse(Exception):
    """A page that is printed asks for nothing beyond itself."""


@cache
def available() -> bool:
    """Whether this machine can make one."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        return False
    return True


def made(page: str) -> bytes:
    """The page as PDF."""
    weasyprint = _weasyprint()
    style = files("app.desk").joinpath(f"static/{PAPER}").read_text(encoding="utf-8")
    sheet = weasyprint.CSS(string=style, url_fetcher=_refuse)
    pdf: bytes = weasyprint.HTML(string=page, url_fetcher=_refuse).write_pdf(stylesheets=[sheet])
    return pdf


def _refuse(url: str, *args: Any, **kwargs: Any) -> NoReturn:
    raise NothingElse


def _weasyprint() -> Any:
    """Loaded when it is first needed: it is large, and most requests never print."""
    import weasyprint  # noqa: PLC0415

    return weasyprint
