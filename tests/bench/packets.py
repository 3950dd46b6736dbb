"""TCP over IPv4 as it crosses a line: read, never changed; and the reset that a carrier answers with."""

import struct
from dataclasses import dataclass

IP, TCP = "!BBHHHBBH4s4s", "!HHIIBBHHH"
BARE = struct.calcsize(IP) + struct.calcsize(TCP)  # without options
FIN, SYN, RST, ACK = 1, 2, 4, 16
TCP_NUMBER, HOPS, TURNS = 6, 64, 1 << 32


@dataclass(frozen=True)
class Packet:
    """One packet; `flow` is the phone's own port, `first` its first byte's number, `size` its payload."""

    raw: bytes
    up: bool
    flow: int
    first: int
    answers: int
    flags: int
    size: int

    @property
    def begins(self) -> bool:
        """Whether it asks for a connection."""
        return self.flags & (SYN | ACK) == SYN

    @property
    def ends(self) -> bool:
        """Whether nothing is asked over this connection any more."""
        return bool(self.flags & RST or (self.flags & FIN and not self.up))

    @property
    def last(self) -> int:
        """The number after its last byte; numbers begin anew after 2^32."""
        return (self.first + self.size + bool(self.flags & (SYN | FIN))) % TURNS


def read(raw: bytes, *, up: bool) -> Packet | None:
    """What one packet is; None where it is no TCP over IPv4."""
    if len(raw) < BARE or raw[0] >> 4 != 4 or raw[9] != TCP_NUMBER:
        return None
    head = (raw[0] & 15) * 4
    source, target, first, answers, offset, flags = struct.unpack_from("!HHIIBB", raw, head)
    size = len(raw) - head - (offset >> 4) * 4
    return Packet(raw, up, source if up else target, first, answers, flags, size)


def after(one: int, other: int) -> bool:
    """Whether a byte's number comes after another's."""
    return 0 < (one - other) % TURNS < TURNS // 2


def reset(packet: Packet) -> bytes:
    """What is answered by somebody who knows nothing of this connection (RFC 9293, 3.10.7.1)."""
    head = (packet.raw[0] & 15) * 4
    source, target = packet.raw[12:16], packet.raw[16:20]
    ports = struct.unpack_from("!HH", packet.raw, head)[::-1]
    known = packet.flags & ACK
    told = (packet.answers, 0, 5 << 4, RST) if known else (0, packet.last, 5 << 4, RST | ACK)
    segment = struct.pack(TCP, *ports, *told, 0, 0, 0)
    about = struct.pack("!4s4sBBH", target, source, 0, TCP_NUMBER, len(segment))
    segment = segment[:16] + struct.pack("!H", checksum(about + segment)) + segment[18:]
    ip = struct.pack(IP, 0x45, 0, BARE, 0, 0, HOPS, TCP_NUMBER, 0, target, source)
    return ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:] + segment


def checksum(octets: bytes) -> int:
    """The internet's checksum (RFC 1071); 0 over what carries its own."""
    total = sum(struct.unpack(f"!{len(octets) // 2}H", octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF
