"""What the chaos test does to nodes, done to something small: that each tool has the effect that it says."""

import errno
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.clock import DAY, ShiftedClock
from support.relay import Network, Relay
from support.small_disk import SmallDisk


@pytest.fixture
def received() -> bytearray:
    """What the server has got."""
    return bytearray()


@pytest.fixture
def echo(received: bytearray) -> Iterator[int]:
    """The port of a server that sends back what it gets."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    end, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(end,), daemon=True).start()

        def answer(end: socket.socket) -> None:
            try:
                while content := end.recv(1 << 16):
                    received.extend(content)
                    end.sendall(content)
            except OSError:
                pass
            finally:
                end.close()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def relay(echo: int) -> Iterator[Relay]:
    with Network() as network:
        yield network.relay(echo)


def connected(relay: Relay) -> socket.socket:
    return socket.create_connection(("127.0.0.1", relay.port), timeout=5)


def exchange(end: socket.socket, content: bytes) -> bytes:
    """What comes back, until it is all or the connection ends."""
    end.sendall(content)
    found = b""
    while len(found) < len(content) and (chunk := end.recv(1 << 16)):
        found += chunk
    return found


def test_a_relay_passes_on_and_delays(relay: Relay) -> None:
    with connected(relay) as end:
        assert exchange(end, b"hello") == b"hello"
        relay.set("delay", 0.2)
        started = time.monotonic()
        assert exchange(end, b"later") == b"later"
        assert time.monotonic() - started >= 0.4, "there and back"


def test_a_relay_stalls_and_goes_on(relay: Relay) -> None:
    with connected(relay) as end:
        relay.set("stall")
        end.sendall(b"held back")
        end.settimeout(0.5)
        with pytest.raises(TimeoutError):
            end.recv(1)
        relay.set("pass")
        end.settimeout(5)
        assert end.recv(100) == b"held back"


def test_a_relay_resets_connections_old_and_new(relay: Relay) -> None:
    with connected(relay) as end:
        assert exchange(end, b"hello") == b"hello"
        relay.set("reset")
        with pytest.raises(ConnectionResetError):
            end.recv(1)
    with pytest.raises(ConnectionError), connected(relay) as end:
        exchange(end, b"hello")
        raise ConnectionError("ended without an answer")
    relay.set("pass")
    with connected(relay) as end:
        assert exchange(end, b"hello") == b"hello"


@pytest.mark.parametrize("mode", ["truncate", "corrupt"])
def test_a_relay_cuts_connections(relay: Relay, received: bytearray, mode: str) -> None:
    content = bytes(range(256)) * 8
    with connected(relay) as end:
        relay.set(mode, 1000)
        try:
            assert len(exchange(end, content)) < len(content)
        except ConnectionResetError:
            pass
    last = content[999] ^ 1 if mode == "corrupt" else content[999]
    # A connection that ends with something unread takes along what the other side has not read yet.
    assert (content[:999] + bytes([last])).startswith(received)
    relay.set("pass")
    with connected(relay) as end:
        assert exchange(end, content) == content


def test_a_clock_is_set_while_a_process_runs(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path)
    program = "import time\nwhile True: input(); print(time.time(), time.monotonic(), flush=True)"
    command = [*clock.prefix, sys.executable, "-c", program]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def clocks() -> tuple[float, float]:
        process.stdin.write("\n")
        process.stdin.flush()
        day, duration = process.stdout.readline().split()
        return float(day), float(duration)

    try:
        for shift in (0, 400 * DAY, -3600, 0):
            clock.set(shift)
            day, duration = clocks()
            assert abs(day - time.time() - shift) < 5
            assert abs(duration - time.monotonic()) < 5
    finally:
        process.kill()
        process.wait(10)


def test_a_small_disk_is_full_and_has_space_again(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    folder.mkdir()
    (folder / "kept").write_bytes(b"content")
    try:
        disk = SmallDisk(folder, megabytes=1)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk may be mounted here: {error}")
    try:
        assert (folder / "kept").read_bytes() == b"content"
        disk.fill()
        with pytest.raises(OSError) as full:
            (folder / "new").write_bytes(bytes(10_000))
        assert full.value.errno == errno.ENOSPC
        disk.free()
        (folder / "new").write_bytes(bytes(10_000))
    finally:
        disk.close()
    assert not (folder / "kept").exists()
