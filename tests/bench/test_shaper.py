"""The line that a browser is measured over is as bad as it is said to be, and dies where it is told to."""

import socket
import struct
import time
from collections.abc import Iterator

import pytest

from tests.bench.over_tcp import Answer, answer
from tests.bench.packets import ACK, BARE, FIN, IP, RST, SYN, TCP, TCP_NUMBER, checksum, read, reset
from tests.bench.shaper import BUFFER, CLEAR, Back, Crossing, Quality, Shaper
from tests.waiting import until

PHONE, SERVER = socket.inet_aton("198.18.0.2"), socket.inet_aton("127.0.0.1")
PORTS = (40_000, 8_000)
MANY = 100


def packet(
    first: int = 1, size: int = 100, flags: int = ACK, *, up: bool = True, flow: int = PORTS[0]
) -> bytes:
    """One packet between a phone and a server, without a checksum."""
    source, target = (PHONE, SERVER) if up else (SERVER, PHONE)
    ports = (flow, PORTS[1]) if up else (PORTS[1], flow)
    tcp = struct.pack(TCP, *ports, first, 77, 5 << 4, flags, 0, 0, 0)
    ip = struct.pack(IP, 0x45, 0, BARE + size, 0, 0, 64, TCP_NUMBER, 0, source, target)
    return ip + tcp + bytes(size)


class Ends:
    """A line with a phone and a server that are sockets of this process."""

    def __init__(self) -> None:
        kind = (socket.AF_UNIX, socket.SOCK_SEQPACKET)
        (self.phone, self._near), (self.server, self._far) = (
            socket.socketpair(*kind),
            socket.socketpair(*kind),
        )
        self.line = Shaper(self._near.fileno(), self._far.fileno())
        for end in (self.phone, self.server):
            end.settimeout(5)

    def close(self) -> None:
        self.line.close()
        for end in (self.phone, self.server, self._near, self._far):
            end.close()


@pytest.fixture
def ends() -> Iterator[Ends]:
    made = Ends()
    yield made
    made.close()


def test_packets_take_their_turn_by_the_rate_and_then_the_delay(ends: Ends) -> None:
    ends.line.begin(Quality(160, 0.2))  # 1,000 bytes in 50 ms
    begun = time.monotonic()
    for first in (1, 2, 3):
        ends.phone.send(packet(first, 1000 - BARE))
    came = [ends.server.recv(2000) and time.monotonic() - begun for _ in range(3)]
    assert [at >= least for at, least in zip(came, (0.25, 0.3, 0.35), strict=True)] == [True] * 3
    assert came[2] < 2


def test_what_is_lost_is_the_same_again_by_its_seed_and_as_much_as_was_said(ends: Ends) -> None:
    lost = []
    for seed in (5, 5, 6):
        ends.line.begin(Quality(1_000_000, 0, 0.2), seed)
        for first in range(MANY):
            ends.phone.send(packet(first, 1))
        until(lambda: len(ends.line.seen.given) == MANY)
        lost.append(set(range(MANY)) - set(_firsts(ends, MANY - ends.line.seen.lost)))
    assert lost[0] == lost[1] != lost[2]
    assert 5 < len(lost[0]) < 40


def test_no_more_waits_than_a_modem_holds(ends: Ends) -> None:
    ends.line.begin(Quality(1_000, 60))
    for first in range(BUFFER // 1000 + 9):
        ends.phone.send(packet(first, 1000 - BARE))
    until(lambda: len(ends.line.seen.given) == BUFFER // 1000 + 9)
    assert 5 <= ends.line.seen.full <= 9


def test_it_dies_where_it_is_told_to_and_carries_again_afterwards(ends: Ends) -> None:
    ends.line.begin(CLEAR)
    ends.line.cut_at(lambda packet: packet.first == 2)
    for first in (1, 2, 3):
        ends.phone.send(packet(first))
    until(lambda: ends.line.seen.died == 2)
    ends.line.back(Back.SAME)
    ends.phone.send(packet(2))
    assert _firsts(ends, 2) == [1, 2]


@pytest.mark.parametrize("how", [Back.REFUSING, Back.SILENT])
def test_an_old_connection_is_refused_or_never_answered_and_a_new_one_goes_on(ends: Ends, how: Back) -> None:
    old, new = PORTS[0], PORTS[0] + 1
    ends.phone.send(packet(1, 0, SYN, flow=old))
    assert _firsts(ends, 1) == [1]
    ends.line.back(how)
    ends.phone.send(packet(2, 5, flow=old))
    ends.phone.send(packet(3, 5, flow=new))
    assert _firsts(ends, 1) == [3]
    if how is Back.REFUSING:
        told = read(ends.phone.recv(2000), up=False)
        assert told and (told.flow, told.flags, told.first) == (old, RST, 77)
    ends.phone.setblocking(False)
    with pytest.raises(BlockingIOError):
        ends.phone.recv(2000)


def test_what_the_server_has_closed_is_over_and_a_new_connection_may_have_its_port(ends: Ends) -> None:
    ends.line.begin(CLEAR)
    ends.phone.send(packet(1, 0, SYN))
    ends.phone.send(packet(1, 0, SYN, flow=PORTS[0] + 1))
    ends.server.send(packet(9, 0, FIN | ACK, up=False))
    assert _firsts(ends, 2) == [1, 1]
    assert ends.phone.recv(2000)
    ends.line.back(Back.SILENT)
    ends.phone.send(packet(2, 0, FIN | ACK))
    ends.phone.send(packet(3, 0, SYN, flow=PORTS[0] + 1))
    assert _firsts(ends, 2) == [2, 3]


@pytest.mark.parametrize(("flags", "told"), [(ACK, (77, 0, RST)), (SYN, (0, 102, RST | ACK))])
def test_a_reset_is_one_that_a_phone_believes(flags: int, told: tuple[int, int, int]) -> None:
    raw = reset(read(packet(1, 100, flags), up=True) or pytest.fail("no packet"))
    answered = read(raw, up=False)
    assert answered and (answered.flow, (answered.first, answered.answers, answered.flags)) == (
        PORTS[0],
        told,
    )
    assert (raw[12:16], raw[16:20]) == (SERVER, PHONE)
    about = raw[12:20] + struct.pack("!BBH", 0, TCP_NUMBER, BARE - 20)
    assert (checksum(raw[:20]), checksum(about + raw[20:])) == (0, 0)


def test_only_tcp_over_ipv4_crosses() -> None:
    assert read(packet(), up=True)
    udp = bytearray(packet())
    udp[9] = 17
    assert [read(raw, up=True) for raw in (bytes(udp), b"\x60" + packet()[1:], packet()[:30])] == [None] * 3


def test_flights_are_told_by_what_was_waited_for_and_by_new_bytes_alone() -> None:
    def crossing(at: float, first: int, *, again: bool = False, up: bool = False) -> Crossing:
        found = read(packet(first, 10, up=up), up=up)
        assert found
        return Crossing(at, at + 1, found, again)

    begun = [crossing(0, 1, up=True), crossing(1, 1), crossing(1.1, 11)]
    assert answer(begun, 0.8).flights == 1
    later = [*begun, crossing(2, 1, again=True), crossing(2.1, 21)]
    assert (answer(later, 0.8).flights, answer(later, 0.8).packets, answer(later, 0.8).size) == (2, 3, 30)
    assert answer(later, 0.8).seconds == pytest.approx(3.1)
    assert answer(begun[:1], 0.8) == Answer(0, 0, 0, 0)


def test_what_is_sent_again_is_counted(ends: Ends) -> None:
    ends.line.begin(CLEAR)
    for first in ((1 << 32) - 100, 0, (1 << 32) - 100, 100):  # numbers begin anew on the way
        ends.phone.send(packet(first))
    until(lambda: len(ends.line.seen.given) == 4)
    assert ends.line.seen.told == {"packets": 4, "lost": 0, "sent again": 1}


def _firsts(ends: Ends, count: int) -> list[int]:
    return [found.first for _ in range(count) if (found := read(ends.server.recv(2000), up=True))]
