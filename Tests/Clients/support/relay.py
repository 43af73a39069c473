"""A relay between nodes, which passes on what they send, or does to it what networks do."""

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from types import TracebackType

CHUNK = 16 << 10
#: Of a relay that trickles.
DROP = 32
MODES = ("pass", "delay", "stall", "reset", "truncate", "corrupt", "trickle")


class Relay:
    """One way to a node: a port of its own, and the node's port behind it."""

    def __init__(self, network: "Network", target: int, port: int):
        self._network = network
        self._target = target
        self._mode = "pass"
        self._amount = 0.0
        self._passes = asyncio.Event()
        self._passes.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._server = network.run(asyncio.start_server(self._accept, "127.0.0.1", port))
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def set(self, mode: str, amount: float = 0) -> None:
        """What becomes of all that passes from now on; `amount` is seconds of delay, bytes before the cut,
        or seconds between drops.

        pass: goes on. delay: goes on later. stall: waits, and goes on when this ends. reset: connections are reset, new
        ones too. trickle: a few bytes at a time. truncate: each connection ends after some more bytes. corrupt: as that, and the last byte is changed.
        """
        assert mode in MODES
        self._network.run(self._set(mode, amount))

    async def _set(self, mode: str, amount: float) -> None:
        self._mode, self._amount = mode, amount
        if mode == "stall":
            self._passes.clear()
        else:
            self._passes.set()
        if mode == "reset":
            for writer in list(self._writers):
                reset(writer)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._mode == "reset":
            reset(writer)
            return
        try:
            onward_reader, onward_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            reset(writer)  # nobody listens there: who asks shall find out at once
            return
        pair = (writer, onward_writer)
        self._writers.update(pair)
        try:
            await asyncio.gather(self._pump(reader, onward_writer, pair), self._pump(onward_reader, writer, pair))
        except asyncio.CancelledError:
            pass  # the network ends; asyncio's own callback would log it as a fault
        finally:
            self._writers.difference_update(pair)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pair: tuple[asyncio.StreamWriter, ...]
    ) -> None:
        left: float | None = None
        try:
            while chunk := await reader.read(CHUNK):
                if self._mode == "delay":
                    await asyncio.sleep(self._amount)
                await self._passes.wait()
                if self._mode in ("truncate", "corrupt"):
                    left = self._amount if left is None else left
                    if len(chunk) >= left:
                        cut = chunk[: int(left)]
                        writer.write(cut if self._mode == "truncate" else cut[:-1] + bytes([chunk[int(left) - 1] ^ 1]))
                        await writer.drain()
                        break
                    left -= len(chunk)
                else:
                    left = None
                drop = DROP if self._mode == "trickle" else len(chunk)
                for start in range(0, len(chunk), drop):
                    writer.write(chunk[start : start + drop])
                    await writer.drain()
                    if self._mode == "trickle":
                        await asyncio.sleep(self._amount)
        except OSError:
            pass  # one side is gone, and the other learns of it below
        finally:
            for end in pair:
                end.close()

    def close(self) -> None:
        self._server.close()


def reset(writer: asyncio.StreamWriter) -> None:
    """Ends a connection with RST."""
    end = writer.get_extra_info("socket")
    if end is not None and end.fileno() >= 0:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Network:
    """All relays of a test, in a thread of their own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._relays: list[Relay] = []

    def relay(self, target: int, port: int = 0) -> Relay:
        """A way to the node at `target`, on a port of its own or the one that is said."""
        relay = Relay(self, target, port)
        self._relays.append(relay)
        return relay

    def run(self, body: Coroutine) -> object:
        return asyncio.run_coroutine_threadsafe(body, self._loop).result(10)

    def __enter__(self) -> "Network":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _close(self) -> None:
        for relay in self._relays:
            relay.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
