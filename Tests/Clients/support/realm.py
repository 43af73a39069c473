"""A fleet as an operator sets it up: hub, gateways and custodians as processes of their own, each on a host of its own."""

import json
import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import boto3
from botocore.client import BaseClient
from botocore.config import Config

from .environment import clean_environment, read_exports
from .namespaces import Hosts
from .ports import free_port_base
from .processes import wait_until

FLEET = "realm"
STOP_SECONDS = 20
REGIONS = ("eu-central-1", "eu-west-1", "eu-north-1")


@dataclass
class Node:
    """One process, or what is to become one."""

    id: str
    role: str
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    #: A command that runs its process, and options of it.
    prefix: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    #: Where it says how it does, if it was told to.
    operations: str = ""


class Realm:
    """A founded fleet. Everything that it started has ended when it is closed."""

    def __init__(self, binary: Path, folder: Path, hosts: Hosts, **founding: object):
        """Founds a fleet and starts its hub; `founding` are options of `quorate fleet init`."""
        self.binary = binary
        self.folder = folder
        self.hosts = hosts
        self.nodes: dict[str, Node] = {}
        # One range for all: on loopback every node needs ports of its own.
        self.ports = iter(range(free_port_base(30) + 10, 65_000))
        folder.mkdir(parents=True, exist_ok=True)
        self.root = folder / "root"
        options = {
            "--data": folder,
            "--listen": self.endpoint("hub-1"),
            "--admin": f"127.0.0.1:{next(self.ports)}",
            **{f"--{name.replace('_', '-')}": value for name, value in founding.items()},
        }
        flat = [str(part) for option in options.items() for part in option]
        self.founded = self.quorate("fleet", "init", FLEET, *flat)
        assert self.founded.returncode == 0, self.founded.stderr
        self.nodes["hub-1"] = Node("hub-1", "hub", folder / "hub")

    def configure(self, id: str, **settings: object) -> None:
        """Changes a node's configuration file."""
        path = self.nodes[id].folder / "quorate.yaml"
        text = path.read_text()
        for name, value in settings.items():
            text = re.sub(rf"(?m)^{name}:.*\n", "", text) + f"{name}: {value}\n"
        path.write_text(text)

    # Processes

    def start(self, *ids: str) -> None:
        for id in ids:
            self.launch(id)
        for id in ids:
            self.wait_until_started(id)
        custodians = [id for id in ids if self.nodes[id].role == "custodian"]
        if len(custodians) > 1:
            self.wait_for_fleet_key(*custodians)

    def wait_until_started(self, id: str) -> None:
        node = self.nodes[id]

        def has_started() -> bool:
            assert node.process.poll() is None, f"{id} ended by itself\n{self.log(id)}"
            if node.role == "custodian":
                return self.hosts.run_on("hub-1", lambda: self.charter_of(id)) is not None
            return any(line.startswith("ready") for line in self.log(id, "out").splitlines())

        wait_until(has_started, 60, f"{id} has started")

    def wait_for_fleet_key(self, *ids: str) -> None:
        """Waits until custodians have the key that they make or get after they have joined, and keys need."""
        for id in ids:
            wait_until(lambda id=id: re.search("(made|has) the fleet key", self.log(id)), 30, f"the fleet key at {id}")

    def launch(self, id: str) -> None:
        """Starts a process and waits for nothing."""
        node = self.nodes[id]
        self._spawn(node, self.binary, node.role, "--config", node.folder / "quorate.yaml", *node.options)

    def launch_liar(self, id: str, lie: str, *options: str) -> None:
        """The same with a custodian that lies."""
        node, binary = self.nodes[id], self.binary.with_name("lying-custodian")
        assert binary.is_file(), "the test build of the custodian is missing"
        self._spawn(node, binary, "--config", node.folder / "quorate.yaml", "--lie", lie, *options)

    def _spawn(self, node: Node, *program: object) -> None:
        command = [*self.hosts.command(node.id), *node.prefix, *program]
        with open(self.folder / f"{node.id}.out", "wb") as out, open(self.folder / f"{node.id}.err", "ab") as err:
            node.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=clean_environment()
            )

    def kill(self, id: str) -> None:
        process = self.nodes[id].process
        process.kill()
        process.wait(10)

    def stop(self, id: str) -> int:
        process = self.nodes[id].process
        process.send_signal(signal.SIGTERM)
        return process.wait(STOP_SECONDS)

    def log(self, id: str, stream: str = "err") -> str:
        path = self.folder / f"{id}.{stream}"
        return path.read_text(errors="replace") if path.exists() else ""

    def close(self) -> None:
        for node in self.nodes.values():
            if node.process is not None and node.process.poll() is None:
                node.process.kill()
                node.process.wait(10)

    def __enter__(self) -> "Realm":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        running = [node for node in self.nodes.values() if node.process is not None and node.process.poll() is None]
        try:
            if kind is None:
                for node in running:
                    node.process.send_signal(signal.SIGTERM)
                for node in running:
                    assert node.process.wait(STOP_SECONDS) == 0, f"{node.id}\n{self.log(node.id)[-4000:]}"
        finally:
            self.close()

    # The command line

    def quorate(self, *arguments: object, on: str = "hub-1", seconds: float = 30) -> subprocess.CompletedProcess[str]:
        """Runs `quorate` on a host, after `source hub/env`."""
        exports = self.folder / "hub" / "env"
        return subprocess.run(
            [*self.hosts.command(on), self.binary, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            env={**clean_environment(), **(read_exports(exports.read_text()) if exports.exists() else {})},
        )

    def said(self, *arguments: object, on: str = "hub-1") -> str:
        """What a command prints that succeeds."""
        result = self.quorate(*arguments, on=on)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def overview(self) -> dict:
        return json.loads(self.said("fleet", "show", "--format", "json"))

    def charter_of(self, id: str) -> int | None:
        """The charter that a node goes by, as the hub knows it."""
        return next((node.get("charter") for node in self.overview()["nodes"] if node["id"] == id), None)

    # Joining and leaving

    def invite(self, role: str, id: str, *options: str) -> str:
        return self.said("fleet", "invite", role, id, "--root", self.root, *options).strip()

    def begin_joining(
        self, role: str, id: str, region: str, token: str | None = None, **attributes: object
    ) -> subprocess.Popen[str]:
        """Starts `quorate ROLE join` on the node's own host."""
        self.nodes[id] = Node(id, role, self.folder / id)
        options: dict[str, object] = {"--token": token or self.invite(role, id), "--data": self.folder / id}
        options |= {"--region": region, "--jurisdiction": "eu", "--wait": 60}
        if role == "custodian":
            number = id.rpartition("-")[2]
            options |= {"--listen": self.endpoint(id), "--vendor": f"vendor-{number}"}
            options |= {"--operator": f"operator-{number}"}
        else:
            options |= {"--kms": f"127.0.0.1:{next(self.ports)}", "--account": "111122223333"}
        options |= {f"--{name.replace('_', '-')}": value for name, value in attributes.items()}
        flat = [str(part) for option in options.items() for part in option]
        return subprocess.Popen(
            [*self.hosts.command(id), self.binary, role, "join", *flat],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=clean_environment(),
        )

    def wait_for_requests(self, count: int) -> None:
        wait_until(
            lambda: len(json.loads(self.said("fleet", "pending", "--format", "json"))) == count,
            30,
            f"{count} requests to join",
        )

    def join(self, *nodes: tuple[str, str, str], **attributes: object) -> None:
        """Has nodes, each a role, an id and a region, join and be approved together. They are not started."""
        joining = [self.begin_joining(role, id, region, **attributes) for role, id, region in nodes]
        self.wait_for_requests(len(nodes))
        self.said("fleet", "approve", "--root", self.root)
        for process in joining:
            output, errors = process.communicate(timeout=30)
            assert process.returncode == 0, errors
            assert "has joined" in output

    def endpoint(self, id: str) -> str:
        """A free address on a node's host."""
        return f"{self.hosts.address(id)}:{next(self.ports)}"

    # Clients

    def client(
        self, gateway: str = "gateway-1", region: str | None = None, access: dict | None = None
    ) -> "Client":
        """A client of a gateway, whose requests are for the gateway's region or another one.

        It is the gateway's own user, or the one whose access key `quorate access` printed as JSON."""
        return Client(self, gateway, region, access)


class Client:
    """boto3 on a gateway's own host."""

    def __init__(self, realm: Realm, gateway: str, region: str | None, access: dict | None):
        self._realm = realm
        self._gateway = gateway
        env = read_exports((realm.folder / gateway / "env").read_text())
        session = boto3.session.Session(
            aws_access_key_id=access["accessKeyId"] if access else env["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=access["secretAccessKey"] if access else env["AWS_SECRET_ACCESS_KEY"],
            region_name=region or env["AWS_REGION"],
        )
        config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30, proxies={})
        self.kms: BaseClient = session.client("kms", endpoint_url=env["AWS_ENDPOINT_URL_KMS"], config=config)

    def call(self, operation: str, **request: object) -> dict:
        return self._realm.hosts.run_on(self._gateway, lambda: getattr(self.kms, operation)(**request))
