"""Compress and pad, so that a length says no more than a size class.

Body: length of the compressed content (four bytes, big endian), the content as raw
deflate, zeros to the fixed size. What the reader already holds (`known`) need not be said
again: the deflate stream goes on from it.
"""

import zlib
from collections.abc import Sequence

from safety.errors import NotOpened, TooBig

LENGTH_BYTES = 4
MAX_CONTENT = 1 << 20  # what a body may grow to when unpacked: nobody can fill the memory


def pack(content: bytes, sizes: Sequence[int], known: bytes = b"") -> bytes:
    """The content in the smallest of the sizes that holds it; TooBig where none does."""
    squeezed = _deflate(content, known)
    needed = LENGTH_BYTES + len(squeezed)
    size = min((size for size in sizes if size >= needed), default=None)
    if size is None or len(content) > MAX_CONTENT:
        raise TooBig
    return (len(squeezed).to_bytes(LENGTH_BYTES, "big") + squeezed).ljust(size, b"\0")


def unpack(body: bytes, known: bytes = b"") -> bytes:
    """The content again; NotOpened where the body is not what `pack` makes."""
    end = LENGTH_BYTES + int.from_bytes(body[:LENGTH_BYTES], "big")
    if end > len(body) or any(body[end:]):
        raise NotOpened
    try:
        inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=known)
        content = inflate.decompress(body[LENGTH_BYTES:end], MAX_CONTENT + 1)
    except zlib.error:
        raise NotOpened from None
    if not inflate.eof or inflate.unused_data or len(content) > MAX_CONTENT:
        raise NotOpened
    return content


def _deflate(content: bytes, known: bytes) -> bytes:
    squeeze = zlib.compressobj(9, wbits=-zlib.MAX_WBITS, memLevel=9, zdict=known)
    return squeeze.compress(content) + squeeze.flush()
