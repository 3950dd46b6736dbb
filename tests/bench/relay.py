"""A loopback relay that counts what crosses it: the bytes on the wire, both ways, headers and all."""

import socket
import threading
from dataclasses import dataclass, field


@dataclass
class Count:
    """Bytes that went up to the server and came down from it, and the requests seen."""

    up: int = 0
    down: int = 0
    requests: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def both(self) -> int:
        """Everything on the wire."""
        return self.up + self.down

    def reset(self) -> None:
        """Start counting anew."""
        with self.lock:
            self.up = self.down = self.requests = 0


class Relay:
    """Listens on `port`, passes everything on to `to_port`; both on loopback."""

    def __init__(self, port: int, to_port: int) -> None:
        self.count = Count()
        self._to = to_port
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a browser reaches the server by way of it."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Stop listening."""
        self._open = False
        self._listener.close()

    def _accept(self) -> None:
        while self._open:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._to))
            threading.Thread(target=self._pump, args=(client, server, "up"), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, client, "down"), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, way: str) -> None:
        try:
            while data := source.recv(65536):
                with self.count.lock:
                    setattr(self.count, way, getattr(self.count, way) + len(data))
                    if way == "up" and data.split(b" ", 1)[0] in {b"GET", b"POST"}:
                        self.count.requests += 1
                sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    end.close()
