"""Network namespaces of Linux: hosts of a test, each with an address of its own, joined by a switch of their own.

Nothing of the machine's own network is touched: the switch is a bridge in a namespace too.
"""

import ctypes
import os
import secrets
import shutil
import subprocess
import threading
from collections.abc import Callable
from types import TracebackType

_CLONE_NEWNET = 0x4000_0000


class Hosts:
    """Named hosts that reach each other. With namespaces where they may be made, else all of them on loopback."""

    def __init__(self, names: list[str]):
        self.names = names
        self._prefix = f"q{secrets.token_hex(3)}"
        self.are_separate = False
        try:
            self._build()
            self.are_separate = True
        except (FileNotFoundError, subprocess.CalledProcessError):
            self.close()

    def address(self, name: str) -> str:
        if not self.are_separate:
            return "127.0.0.1"
        return f"10.77.0.{self.names.index(name) + 10}"

    def command(self, name: str) -> tuple[str, ...]:
        """What goes before a command to run it on a host."""
        return ("ip", "netns", "exec", self._namespace(name)) if self.are_separate else ()

    def run_on(self, name: str, body: Callable[[], object]) -> object:
        """Calls a function whose sockets belong to a host. Its result, or its exception."""
        if not self.are_separate:
            return body()
        outcome: dict[str, object] = {}

        def enter() -> None:
            try:
                descriptor = os.open(f"/run/netns/{self._namespace(name)}", os.O_RDONLY)
                try:
                    libc = ctypes.CDLL(None, use_errno=True)
                    if libc.setns(descriptor, _CLONE_NEWNET) != 0:
                        raise OSError(ctypes.get_errno(), "setns")
                finally:
                    os.close(descriptor)
                outcome["value"] = body()
            except BaseException as error:
                outcome["error"] = error

        thread = threading.Thread(target=enter)
        thread.start()
        thread.join()
        if "error" in outcome:
            raise outcome["error"]
        return outcome["value"]

    def cut(self, name: str, isolated: bool = True) -> None:
        """Takes a host off the switch, or puts it back."""
        assert self.are_separate
        self._ip("-n", self._namespace(name), "link", "set", "eth0", "down" if isolated else "up")

    def _namespace(self, name: str) -> str:
        return f"{self._prefix}-{name}"

    def _build(self) -> None:
        switch = self._namespace("switch")
        self._ip("netns", "add", switch)
        self._ip("-n", switch, "link", "add", "br0", "type", "bridge")
        self._ip("-n", switch, "link", "set", "br0", "up")
        for position, name in enumerate(self.names):
            host = self._namespace(name)
            self._ip("netns", "add", host)
            self._ip(
                *("-n", host, "link", "add", "eth0", "type", "veth"),
                *("peer", "name", f"port{position}", "netns", switch),
            )
            self._ip("-n", host, "addr", "add", f"{self._address_of(position)}/24", "dev", "eth0")
            self._ip("-n", host, "link", "set", "lo", "up")
            self._ip("-n", host, "link", "set", "eth0", "up")
            self._ip("-n", switch, "link", "set", f"port{position}", "master", "br0")
            self._ip("-n", switch, "link", "set", f"port{position}", "up")

    @staticmethod
    def _address_of(position: int) -> str:
        return f"10.77.0.{position + 10}"

    @staticmethod
    def _ip(*arguments: str) -> None:
        subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=10)

    def close(self) -> None:
        if shutil.which("ip") is None:
            return
        for name in [*self.names, "switch"]:
            subprocess.run(["ip", "netns", "del", self._namespace(name)], capture_output=True, timeout=10, check=False)

    def __enter__(self) -> "Hosts":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()


class Loopback(Hosts):
    """All nodes on loopback, where a test can put a relay between them."""

    def __init__(self) -> None:
        self.names = []
        self.are_separate = False

    def close(self) -> None:
        pass
