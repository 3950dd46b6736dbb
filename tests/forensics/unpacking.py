"""Everything that a browser's file holds: as it lies there, and opened as far as it can be.

Promise: what a browser wrote in a LevelDB table or log, a SQLite database, a cache entry, a squeezed session
file, a session file under the key of every Chromium without a keyring, or a squeezed value is among what is
yielded, each with the way in which it was found. What was sealed so is not: letters stand in it by lot.
"""

import hashlib
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import brotli
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tests.forensics.blocks import NotPacked, unlz4, unsnap, varint

SQLITE, TABLE, LZ4 = b"SQLite format 3\0", bytes.fromhex("57fb808b247547db"), b"mozLz40\0"
CACHE_ENTRY = bytes.fromhex("305c72a71b6dfbfc")
CACHE_HEAD = 24
STORED_VALUE = b"\xff\x11\x02"  # before what Chromium squeezes into IndexedDB
DEFLATED = (b"\x1f\x8b\x08", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
SESSION, SEALED = b"SNSS\x05\0\0\0", b"v10"  # at the head of a sealed session, and of each entry
FIXED = hashlib.pbkdf2_hmac("sha1", b"peanuts", b"saltysalt", 1, 16)  # OSCrypt's on Linux where no keyring is
LEAST = 8  # squeezed runs that open to less say nothing
LOG_BLOCK, LOG_HEAD = 32768, 7

Layer = tuple[str, bytes]


def layers(path: Path) -> Iterator[Layer]:
    """The file as it lies there, then everything that could be opened in it."""
    data = path.read_bytes()
    if data.startswith(SESSION):
        yield "session", _session(data)
        yield from inside(_session(data))
        return
    yield "as it is", data
    yield from inside(data)
    if data.startswith(SQLITE):
        yield from _cells(path)
    if path.suffix == ".log":
        yield "log", _log(data)
        yield from inside(_log(data))


def inside(data: bytes) -> Iterator[Layer]:
    """What is squeezed within these bytes."""
    yield from _deflated(data)
    if data.startswith(CACHE_ENTRY):
        key = int.from_bytes(data[12:16], "little")
        yield "brotli", _brotli(data[CACHE_HEAD + key :])
    if data.startswith(LZ4):
        length = int.from_bytes(data[8:12], "little")
        yield from _tried("lz4", partial(unlz4, data[12:], length))
    if data.endswith(TABLE):
        yield from _table(data)
    at = data.find(STORED_VALUE)
    while at >= 0:
        yield from _tried("stored value", partial(unsnap, data[at + 3 :], whole=False))
        at = data.find(STORED_VALUE, at + 1)


def _session(data: bytes) -> bytes:
    """The entries of a sealed session file, opened; one that does not open, or is none, as it stands."""
    out, at = bytearray(), len(SESSION)
    while at + 4 <= len(data):
        length = int.from_bytes(data[at : at + 4], "little")
        out += _unsealed(data[at + 4 : at + 4 + length])
        at += 4 + length
    return bytes(out + data[at:])


def _unsealed(entry: bytes) -> bytes:
    """What was sealed with AES-CBC under the fixed key, whose vector is sixteen spaces."""
    sealed = entry.removeprefix(SEALED)
    if sealed == entry or len(sealed) % 16 or not sealed:
        return entry
    opener = Cipher(AES128(FIXED), CBC(b" " * 16)).decryptor()
    clear = opener.update(sealed) + opener.finalize()
    padding = clear[-1]
    return clear[:-padding] if clear.endswith(bytes([padding]) * padding) and 0 < padding <= 16 else entry


def _tried(name: str, opened: Callable[[], bytes]) -> Iterator[Layer]:
    try:
        yield name, opened()
    except NotPacked:
        return


def _deflated(data: bytes) -> Iterator[Layer]:
    for start in DEFLATED:
        at = data.find(start)
        while at >= 0:
            opened = _inflate(data[at:], 31 if start[0] == 0x1F else 15)
            if len(opened) >= LEAST:
                yield "deflate", opened
            at = data.find(start, at + 1)


def _inflate(data: bytes, window: int) -> bytes:
    """As much as can be opened, however it ends."""
    opener, out = zlib.decompressobj(window), b""
    try:
        for at in range(0, len(data), 4096):
            out += opener.decompress(data[at : at + 4096])
            if opener.eof:
                break
    except zlib.error:
        pass
    return out


def _brotli(data: bytes) -> bytes:
    """As much as can be opened, however it ends."""
    opener, out = brotli.Decompressor(), b""
    try:
        for at in range(0, len(data), 64):
            out += opener.process(data[at : at + 64])
    except brotli.error:
        pass
    return out


def _cells(path: Path) -> Iterator[Layer]:
    """Every text and blob of a database with its write-ahead log; blobs opened where they are squeezed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for tail in ("", "-wal", "-journal"):
            if path.with_name(path.name + tail).exists():
                shutil.copy(path.with_name(path.name + tail), copy.with_name(copy.name + tail))
        base = sqlite3.connect(copy)
        base.text_factory = bytes
        try:
            yield from _rows(base)
        except sqlite3.DatabaseError:
            pass  # half a database, as a crash leaves it: it was searched as it is
        finally:
            base.close()


def _rows(base: sqlite3.Connection) -> Iterator[Layer]:
    for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        name = table.decode().replace('"', '""')
        for row in base.execute(f'SELECT * FROM "{name}"'):
            for cell in row:
                if isinstance(cell, bytes) and len(cell) >= LEAST:
                    yield f"table {table.decode()}", cell
                    yield from inside(cell)
                    if cell.startswith(SEALED):
                        yield f"table {table.decode()}, opened", _unsealed(cell)
                    yield from _tried(f"table {table.decode()}, snappy", partial(unsnap, cell))


def _table(data: bytes) -> Iterator[Layer]:
    """Every block of a LevelDB table, through its index: keys whole again, values whole."""
    try:
        _, at = varint(data, len(data) - 48)
        _, at = varint(data, at)
        offset, at = varint(data, at)
        size, _ = varint(data, at)
        for _, handle in _entries(_block(data, offset, size)):
            begin, at = varint(handle, 0)
            length, _ = varint(handle, at)
            block = _block(data, begin, length)
            lines = b"\n".join(key + b"\n" + value for key, value in _entries(block))
            yield "leveldb", lines
            yield from inside(lines)
    except (IndexError, NotPacked):
        return  # half a table, as a crash leaves it


def _block(data: bytes, offset: int, size: int) -> bytes:
    block, kind = data[offset : offset + size], data[offset + size]
    return unsnap(block) if kind == 1 else block


def _entries(block: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = len(block) - 4 - 4 * int.from_bytes(block[-4:], "little")
    at, key = 0, b""
    while at < end:
        shared, at = varint(block, at)
        fresh, at = varint(block, at)
        length, at = varint(block, at)
        key = key[:shared] + block[at : at + fresh]
        yield key, block[at + fresh : at + fresh + length]
        at += fresh + length


def _log(data: bytes) -> bytes:
    """A LevelDB log without the heads that stand between the pieces of a long value."""
    out = bytearray()
    for start in range(0, len(data), LOG_BLOCK):
        block, at = data[start : start + LOG_BLOCK], 0
        while at + LOG_HEAD <= len(block):
            length = int.from_bytes(block[at + 4 : at + 6], "little")
            out += block[at + LOG_HEAD : at + LOG_HEAD + length]
            at += LOG_HEAD + length
    return bytes(out)
