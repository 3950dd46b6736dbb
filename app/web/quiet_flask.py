"""Flask, as quiet as the rest; apart from it, so that a command which shows no page does not load it."""

from io import BytesIO
from typing import IO, Any

from flask import Flask, Request

from app.web.quiet import failed


class InMemoryRequest(Request):
    """A request whose uploads never touch the disk: how much is read of them is bounded anyway."""

    def _get_file_stream(self, *args: Any, **kwargs: Any) -> IO[bytes]:
        """Where an uploaded file goes: into memory, whatever its size."""
        return BytesIO()


class QuietFlask(Flask):
    """Flask, less the line that names the address of a request that failed, and less temporary files."""

    request_class = InMemoryRequest

    def log_exception(self, exc_info: Any) -> None:
        """The kind of exception and its place; not the path, the method or the text."""
        failed("a page failed", exc_info[1])
