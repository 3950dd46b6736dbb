"""A page as PDF: made in memory, every script shaped, nothing fetched and nothing written anywhere.

The libraries that shape text are the system's. Without them the pages say so and offer the browser's print.
"""

import logging
from functools import cache
from importlib.resources import files
from typing import Any

PAPER = "paper.css"


@cache
def available() -> bool:
    """Whether this machine can make one."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        return False
    return True


def made(page: str) -> bytes:
    """The page as PDF. Whatever it asks for beyond itself is refused, be it a file, an address or data."""
    weasyprint = _weasyprint()
    nothing = weasyprint.URLFetcher(allowed_protocols=())
    style = files("app.desk").joinpath(f"static/{PAPER}").read_text(encoding="utf-8")
    sheet = weasyprint.CSS(string=style, url_fetcher=nothing)
    html = weasyprint.HTML(string=page, url_fetcher=nothing)
    pdf: bytes = html.write_pdf(
        stylesheets=[sheet], pdf_variant="pdf/ua-1"
    )  # tagged, so that it can be read aloud
    return pdf


def _weasyprint() -> Any:
    """Loaded when it is first needed: it is large, and most requests never print. It has nothing to log."""
    import weasyprint  # noqa: PLC0415

    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).disabled = True
    return weasyprint
