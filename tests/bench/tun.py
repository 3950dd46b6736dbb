"""A line of our own to a phone of our own: the kernel's real TCP, and nothing that only some kernels have.

Two TUN devices, one on this machine, one in a network namespace in which the phone's browser runs; between
them a `Shaper` carries packets. The phone's own 127.0.0.1 is routed over the line to this machine's, so that
what is served knows nothing of it and stays a place that browsers trust. Devices and namespace go with the
process that made them, however it ends. It needs root, /dev/net/tun, `ip`, `unshare` and `nsenter`.
"""

import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.shaper import Shaper
from tests.live import find_chromium

OURS, THEIRS = ("line-server", "198.18.0.1"), ("line-phone", "198.18.0.2")  # RFC 2544's, for benchmarks
SERVED = "127.0.0.1"
CLONE, SET_UP, NO_HEADERS = "/dev/net/tun", 0x400454CA, 0x0001 | 0x1000  # linux/if_tun.h: IFF_TUN, IFF_NO_PI
LEAST_MTU, USUAL_MTU = 576, 1500
LOCAL = "/proc/sys/net/ipv4/conf/{}/route_localnet"  # else 127.0.0.1 may come and go by no device but lo
HOLD = "echo made && exec cat >/dev/null"
SEARCHED = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))


class NoLine(Exception):
    """This machine lets us make no line; the text says what is missing."""


@dataclass
class Line:
    """The line, and how something runs at its far end."""

    shaper: Shaper
    inside: tuple[str, ...]

    def browser(self, folder: Path) -> str:
        """A program that is Chromium at the far end."""
        script = folder / "chromium-at-the-far-end"
        script.write_text(
            f'#!/bin/sh\nexec {" ".join(self.inside)} {find_chromium()} "$@"\n', encoding="utf-8"
        )
        script.chmod(0o700)
        return str(script)

    def carries(self, most: int) -> None:
        """So many bytes are the most that one packet has, headers and all."""
        for (name, _), inside in ((OURS, ()), (THEIRS, self.inside)):
            _run(*inside, "ip", "link", "set", name, "mtu", str(most))


@contextmanager
def line() -> Iterator[Line]:
    """The line while it lasts; raises NoLine where the machine does not allow one."""
    with ExitStack() as stack:
        try:
            made = _made(stack)
        except subprocess.CalledProcessError as fault:
            raise NoLine(f"{' '.join(fault.cmd)}: {fault.stderr.strip()}") from fault
        except OSError as fault:
            raise NoLine(f"needs root, {CLONE}, ip, unshare and nsenter: {fault}") from fault
        yield made


def _made(stack: ExitStack) -> Line:
    inside = ("nsenter", f"--net=/proc/{(holder := _namespace(stack))}/ns/net", "--")
    ends = [_device(stack, name) for name, _ in (OURS, THEIRS)]
    _run("ip", "link", "set", THEIRS[0], "netns", str(holder))
    for (name, address), here in ((OURS, ()), (THEIRS, inside)):
        _run(*here, "ip", "address", "add", f"{address}/30", "dev", name)
        _run(*here, "ip", "link", "set", name, "up")
        _run(*here, "sh", "-c", f"echo 1 > {LOCAL.format(name)}")
    _run(*inside, "ip", "route", "add", f"{SERVED}/32", "dev", THEIRS[0], "src", THEIRS[1])
    shaper = Shaper(phone=ends[1], server=ends[0])
    stack.callback(shaper.close)
    return Line(shaper, inside)


def _namespace(stack: ExitStack) -> int:
    """The process that holds the phone's namespace: it ends with us, and the namespace with it."""
    command = ["unshare", "--net", "sh", "-c", HOLD]
    holder = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    stack.callback(holder.communicate, timeout=20)
    assert holder.stdout is not None
    if not holder.stdout.readline():
        raise PermissionError("unshare --net is refused")
    return holder.pid


def _device(stack: ExitStack, name: str) -> int:
    device = os.open(CLONE, os.O_RDWR)
    stack.callback(os.close, device)
    fcntl.ioctl(device, SET_UP, struct.pack("16sH14s", name.encode(), NO_HEADERS, b""))
    return device


def _run(*command: str) -> None:
    program = shutil.which(command[0], path=SEARCHED)
    if program is None:
        raise FileNotFoundError(command[0])
    subprocess.run(
        [program, *command[1:]],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": SEARCHED},
    )
