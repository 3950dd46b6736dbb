"""A bad line between two ends: packets wait for their turn, then travel; some are lost; sometimes all are.

One thread carries both ways, with a queue each. A packet takes its time by the line's rate, then travels for
a fixed delay. One that is lost was on the air and took its time too. What waits is at most `BUFFER`, as in a
modem: ten seconds of it at 50 kbit/s. What comes when that is full is dropped; a first burst fits in, of four
connections at once too.
"""

import os
import select
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from threading import Lock, Thread

from tests.bench.packets import RST, Packet, after, read, reset

BUFFER = 64 << 10
LONGEST = 65_535
LOOKS_S = 0.1  # how often it looks whether it is over, where nothing comes


@dataclass(frozen=True)
class Quality:
    """What a line is like, each way: kbit/s, seconds of delay, the share of packets that is lost."""

    kbits: float
    delay: float
    loss: float = 0.0

    @property
    def said(self) -> str:
        """As a row tells it."""
        lost = f"{self.loss:.0%} lost" if self.loss else "none lost"
        return f"{self.kbits:g} kbit/s, {self.delay:g} s each way, {lost}"

    def takes(self, size: int) -> float:
        """Seconds of the air that so many bytes take."""
        return size * 8 / (self.kbits * 1000)


CLEAR = Quality(1_000_000, 0)


class Back(Enum):
    """What a line that was dead does with the connections of before."""

    SAME = "the old connections go on"
    REFUSING = "the old connections are reset"
    SILENT = "the old connections are never answered"


@dataclass(frozen=True)
class Crossing:
    """A packet as an end gave it to the line, when, and when it would be there (monotonic seconds)."""

    at: float
    due: float
    packet: Packet
    again: bool  # whether all of it was given before


@dataclass
class Seen:
    """What one round saw: every packet given to the line, and how many of them it swallowed, and why."""

    given: list[Crossing] = field(default_factory=list)
    lost: int = 0
    full: int = 0
    died: int = 0

    @property
    def told(self) -> dict[str, int]:
        """As a row tells it."""
        again = sum(one.again and one.packet.size > 0 for one in self.given)
        return {"packets": len(self.given), "lost": self.lost + self.full + self.died, "sent again": again}


@dataclass
class Way:
    """One direction: where packets come from, where they go, which are under way."""

    source: int
    sink: int
    up: bool
    free_at: float = 0.0
    under_way: deque[tuple[float, Packet]] = field(default_factory=deque)
    furthest: dict[int, int] = field(default_factory=dict)

    def was_given(self, packet: Packet) -> bool:
        """Whether all of it was given before; from now on it was."""
        furthest = self.furthest.get(packet.flow)
        again = furthest is not None and not after(packet.last, furthest)
        if not again:
            self.furthest[packet.flow] = packet.last
        return again


class Shaper:
    """The line while it lasts; its two ends are descriptors that give and take one packet each time."""

    def __init__(self, phone: int, server: int) -> None:
        self.ways = {phone: Way(phone, server, True), server: Way(server, phone, False)}
        self.dead = False
        self._lasts, self._lock = True, Lock()
        self._cut: Callable[[Packet], bool] | None = None
        self._alive: dict[int, int] = {}  # which connections are open, and the number that each began with
        self._gone: dict[int, tuple[int, Back]] = {}
        self.begin(CLEAR)
        self._thread = Thread(target=self._carry, daemon=True)
        self._thread.start()

    def begin(self, quality: Quality, seed: int = 0) -> None:
        """From now on it is like this; whatever was open before is reset."""
        self.back(Back.REFUSING)
        with self._lock:
            self.quality, self._chance, self.seen = quality, Random(seed), Seen()
            for way in self.ways.values():
                way.under_way.clear()
                way.furthest.clear()
                way.free_at = 0.0

    def cut_at(self, where: Callable[[Packet], bool]) -> None:
        """Dead from the packet on of which this is true; asked of each, in order, as it would arrive."""
        self._cut = where

    def back(self, how: Back) -> None:
        """There is a line again."""
        with self._lock:
            if how is not Back.SAME:
                self._gone |= {flow: (first, how) for flow, first in self._alive.items()}
                self._alive = {}
            self._cut, self.dead = None, False

    def close(self) -> None:
        """It is over; the descriptors are their owner's."""
        self._lasts = False
        self._thread.join()

    def _carry(self) -> None:
        while self._lasts:
            with self._lock:
                heads = [way.under_way[0][0] for way in self.ways.values() if way.under_way]
            wait = max(0.0, min([LOOKS_S, *(due - time.monotonic() for due in heads)]))
            given = select.select([*self.ways], [], [], wait)[0]
            with self._lock:
                for way in map(self.ways.__getitem__, given):
                    if packet := read(os.read(way.source, LONGEST), up=way.up):
                        self._take(way, packet)
                for way in self.ways.values():
                    while way.under_way and way.under_way[0][0] <= time.monotonic():
                        self._arrive(way, way.under_way.popleft()[1])

    def _take(self, way: Way, packet: Packet) -> None:
        """A packet is given to the line: refused, dropped, lost, or under way."""
        if self._forgotten(packet):
            if self._gone[packet.flow][1] is Back.REFUSING and not packet.flags & RST:
                os.write(way.source, reset(packet))
            return
        now, takes = time.monotonic(), self.quality.takes(len(packet.raw))
        begins = max(way.free_at, now)
        due = begins + takes + self.quality.delay
        self.seen.given.append(Crossing(now, due, packet, way.was_given(packet)))
        if begins - now + takes > self.quality.takes(BUFFER):
            self.seen.full += 1
            return
        way.free_at = begins + takes
        if self._chance.random() < self.quality.loss:
            self.seen.lost += 1
            return
        way.under_way.append((due, packet))

    def _forgotten(self, packet: Packet) -> bool:
        """Whether it is of an old connection; one that begins anew from the same port is none."""
        if packet.begins and self._gone.get(packet.flow, (None,))[0] != packet.first:
            self._gone.pop(packet.flow, None)
            self._alive[packet.flow] = packet.first
        return packet.flow in self._gone

    def _arrive(self, way: Way, packet: Packet) -> None:
        """A packet has travelled; nobody hears of it while the line is dead."""
        if self._cut and not self.dead:
            self.dead = self._cut(packet)
        if self.dead:
            self.seen.died += 1
        elif packet.flow not in self._gone:
            if packet.ends:
                self._alive.pop(packet.flow, None)
            os.write(way.sink, packet.raw)
