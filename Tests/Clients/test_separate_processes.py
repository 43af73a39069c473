"""A fleet of separate processes, each in a network namespace of its own where that is allowed."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from support.namespaces import Hosts
from support.processes import wait_until
from support.realm import REGIONS, Client, Realm

CUSTODIANS = [("custodian", f"custodian-{number}", REGIONS[(number - 1) % 3]) for number in range(1, 6)]
GATEWAY = ("gateway", "gateway-1", REGIONS[0])
NAMES = ["hub-1", "gateway-1", "gateway-2", *(f"custodian-{number}" for number in range(1, 8))]


@pytest.fixture(scope="session")
def hosts() -> Iterator[Hosts]:
    with Hosts(NAMES) as made:
        if not made.are_separate:
            print("no network namespaces may be made here: all nodes are on loopback")
        yield made


@pytest.fixture
def realm(binary: Path, tmp_path: Path, hosts: Hosts) -> Iterator[Callable[..., Realm]]:
    """Founds fleets; `nodes` join and start."""
    with ExitStack() as stack:

        def found(*nodes: tuple[str, str, str], settings: dict | None = None, **founding: object) -> Realm:
            made = stack.enter_context(Realm(binary, tmp_path / "realm", hosts, **founding))
            if settings:
                made.configure("hub-1", **settings)
            made.start("hub-1")
            if nodes:
                made.join(*nodes)
                made.start(*(id for _, id, _ in nodes))
            return made

        yield found


def a_key_of_each_custody(client: Client) -> tuple[str, str]:
    threshold = client.call("create_key")["KeyMetadata"]["KeyId"]
    quorum = client.call("create_key", KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    return threshold, quorum


def use(client: Client, keys: tuple[str, str]) -> None:
    threshold, quorum = keys
    blob = client.call("encrypt", KeyId=threshold, Plaintext=b"hello")["CiphertextBlob"]
    assert client.call("decrypt", CiphertextBlob=blob)["Plaintext"] == b"hello"
    mac = client.call("generate_mac", KeyId=quorum, Message=b"hello", MacAlgorithm="HMAC_SHA_256")["Mac"]
    checked = client.call("verify_mac", KeyId=quorum, Message=b"hello", MacAlgorithm="HMAC_SHA_256", Mac=mac)
    assert checked["MacValid"] is True


def use_eventually(client: Client, keys: tuple[str, str], seconds: float = 20) -> None:
    def works() -> bool:
        try:
            use(client, keys)
        except ClientError:
            return False
        return True

    wait_until(works, seconds, "the keys in use")


def test_a_fleet_of_separate_hosts_serves_and_outlives_its_hub(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, *CUSTODIANS)
    client = fleet.client()
    keys = a_key_of_each_custody(client)
    use(client, keys)
    client.call("create_alias", AliasName="alias/letters", TargetKeyId=keys[0])
    assert client.call("describe_key", KeyId="alias/letters")["KeyMetadata"]["KeyId"] == keys[0]
    with pytest.raises(ClientError) as refused:
        client.call("create_alias", AliasName="alias/letters", TargetKeyId=keys[0])
    assert refused.value.response["Error"]["Code"] == "AlreadyExistsException"
    # Placement: the loss of any region leaves three of five.
    explained = fleet.said("placement", "explain", keys[0])
    assert "custodian-" in explained

    blob = client.call("encrypt", KeyId=keys[0], Plaintext=b"before")["CiphertextBlob"]
    fleet.kill("hub-1")
    assert client.call("decrypt", CiphertextBlob=blob)["Plaintext"] == b"before"
    with pytest.raises(ClientError) as refused:
        client.call("create_key")
    error = refused.value.response["Error"]
    assert error["Code"] == "DependencyTimeoutException" and "hub" in error["Message"]

    fleet.start("hub-1")
    for _, id, _ in (GATEWAY, *CUSTODIANS):
        wait_until(lambda id=id: fleet.charter_of(id), 30, f"{id} connected to the hub again")
    use_eventually(client, keys)
    use(client, a_key_of_each_custody(client))


def test_a_change_reaches_every_gateway(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, ("gateway", "gateway-2", REGIONS[1]), *CUSTODIANS)
    first, second = fleet.client(), fleet.client("gateway-2")
    key = first.call("create_key")["KeyMetadata"]["KeyId"]
    blob = first.call("encrypt", KeyId=key, Plaintext=b"hello")["CiphertextBlob"]
    # The gateways have users and regions of their own: a key is of the region that it was made in.
    with pytest.raises(ClientError) as refused:
        second.call("describe_key", KeyId=key)
    assert refused.value.response["Error"]["Code"] == "NotFoundException"
    fleet.kill("gateway-2")
    first.call("disable_key", KeyId=key)
    with pytest.raises(ClientError) as refused:
        first.call("decrypt", CiphertextBlob=blob)
    assert refused.value.response["Error"]["Code"] == "DisabledException"
    fleet.start("gateway-2")
    theirs = second.call("create_key")["KeyMetadata"]["KeyId"]
    use_blob = second.call("encrypt", KeyId=theirs, Plaintext=b"there")["CiphertextBlob"]
    assert second.call("decrypt", CiphertextBlob=use_blob)["Plaintext"] == b"there"


def test_users_and_grants_hold_at_every_gateway(realm: Callable[..., Realm]) -> None:
    second_gateway = ("gateway", "gateway-2", REGIONS[1])
    fleet = realm(GATEWAY, second_gateway, *CUSTODIANS)
    account = fleet.client().call("create_key")["KeyMetadata"]["AWSAccountId"]
    without = fleet.quorate("access", "create", "app")
    assert without.returncode == 2 and "--account" in without.stderr
    app = json.loads(fleet.said("access", "create", "app", "--account", account, "--format", "json"))
    owner = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:user/admin"}, "Action": "kms:*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{**owner, "Resource": "*"}]})

    here, there = fleet.client(region=REGIONS[0]), fleet.client("gateway-2", region=REGIONS[0])
    key = here.call("create_key", Policy=policy)["KeyMetadata"]["KeyId"]
    with pytest.raises(ClientError) as refused:
        fleet.client("gateway-2", REGIONS[0], app).call("encrypt", KeyId=key, Plaintext=b"p")
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    grant = here.call("create_grant", KeyId=key, GranteePrincipal=app["arn"], Operations=["Encrypt"])
    # The token has the other gateway wait for what it has not heard of yet.
    tokens = [grant["GrantToken"]]
    for gateway in ("gateway-2", "gateway-1"):
        user = fleet.client(gateway, REGIONS[0], app)
        user.call("encrypt", KeyId=key, Plaintext=b"p", GrantTokens=tokens)
    assert len(there.call("list_grants", KeyId=key)["Grants"]) == 1

    # Nobody needs the hub for what is in force; what it takes away is gone everywhere.
    fleet.kill("hub-1")
    user.call("encrypt", KeyId=key, Plaintext=b"p")
    fleet.start("hub-1")
    for gateway in ("gateway-1", "gateway-2"):
        wait_until(lambda gateway=gateway: fleet.charter_of(gateway), 30, f"{gateway} connected to the hub again")
    fleet.said("access", "revoke", app["accessKeyId"])
    for gateway in ("gateway-1", "gateway-2"):
        with pytest.raises(ClientError) as refused:
            fleet.client(gateway, REGIONS[0], app).call("encrypt", KeyId=key, Plaintext=b"p")
        assert refused.value.response["Error"]["Code"] == "UnrecognizedClientException"


def test_a_revoked_custodian_is_refused_everywhere_and_the_fleet_key_is_replaced(
    realm: Callable[..., Realm],
) -> None:
    fleet = realm(GATEWAY, *CUSTODIANS)
    client = fleet.client()
    keys = a_key_of_each_custody(client)
    others = [f"custodian-{number}" for number in (1, 3, 4, 5)]

    fleet.said("fleet", "revoke", "custodian", "custodian-2", "--root", fleet.root)
    overview = fleet.overview()
    assert overview["former"] == ["custodian-2"] and overview["fleetKey"] == 2
    assert all(node["charter"] == overview["charter"] for node in overview["nodes"] if node["role"] != "hub")
    use(client, keys)
    for id in others:
        wait_until(lambda id=id: "fleet key" in fleet.log(id), 20, f"the new fleet key at {id}")
        assert re_generations(fleet.log(id))[-1] == 2
    use(client, keys)
    # It is alive, and goes on knocking at closed doors.
    assert fleet.nodes["custodian-2"].process.poll() is None
    assert "custodian-2" not in fleet.said("status")
    for id in others:
        wait_until(
            lambda id=id: "custodian/custodian-2" in fleet.log(id), 20, f"{id} has cut off or refused custodian-2"
        )
    # Nor does it come back by a restart, or by joining again under its name.
    assert fleet.stop("custodian-2") == 0
    again = fleet.quorate("fleet", "invite", "custodian", "custodian-2", "--root", fleet.root)
    assert again.returncode == 1 and "never used" in again.stderr
    fleet.nodes["custodian-2"].process = None

    # One that joins instead gets the present fleet key, and takes part in new keys.
    fleet.join(("custodian", "custodian-6", REGIONS[1]))
    fleet.start("custodian-6")
    wait_until(lambda: re_generations(fleet.log("custodian-6")) == [2], 20, "the fleet key at custodian-6")
    use(client, a_key_of_each_custody(client))
    use(client, keys)


def test_a_revoked_gateway_gets_nothing_more(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, ("gateway", "gateway-2", REGIONS[1]), *CUSTODIANS)
    first, second = fleet.client(), fleet.client("gateway-2")
    keys = a_key_of_each_custody(second)
    blob = second.call("encrypt", KeyId=keys[0], Plaintext=b"hello")["CiphertextBlob"]
    use(second, keys)
    fleet.said("fleet", "revoke", "gateway", "gateway-2", "--root", fleet.root)
    for operation, request in (
        ("decrypt", {"CiphertextBlob": blob}),
        ("generate_mac", {"KeyId": keys[1], "Message": b"hello", "MacAlgorithm": "HMAC_SHA_256"}),
        ("create_key", {}),
    ):
        with pytest.raises(ClientError) as refused:
            second.call(operation, **request)
        assert refused.value.response["Error"]["Code"] in ("KeyUnavailableException", "DependencyTimeoutException")
    use(first, a_key_of_each_custody(first))
    # Nothing else has left: the fleet key stays.
    assert fleet.overview()["fleetKey"] == 1


def test_a_region_that_is_gone_with_its_gateway_is_survived(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, ("gateway", "gateway-2", REGIONS[1]), *CUSTODIANS)
    clients = {REGIONS[0]: ("gateway-1", fleet.client()), REGIONS[1]: ("gateway-2", fleet.client("gateway-2"))}
    keys = {region: a_key_of_each_custody(client) for region, (_, client) in clients.items()}
    for lost in REGIONS:
        gone = [id for _, id, region in CUSTODIANS if region == lost]
        gone += [clients[lost][0]] if lost in clients else []
        for id in gone:
            fleet.kill(id)
        for region, (_, client) in clients.items():
            if region != lost:
                use_eventually(client, keys[region])
        fleet.start(*gone)
        for region, (_, client) in clients.items():
            use_eventually(client, keys[region])


def test_a_key_is_used_where_its_placement_says_and_nowhere_else(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, ("gateway", "gateway-2", REGIONS[1]), *CUSTODIANS)
    here, elsewhere = fleet.client(), fleet.client("gateway-2", region=REGIONS[0])
    tag = {"TagKey": "quorate:placement", "TagValue": f"k=3 n=5 use={REGIONS[0]}"}
    for request, operation, use in (
        ({}, "encrypt", {"Plaintext": b"p"}),
        (
            {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"},
            "generate_mac",
            {"Message": b"m", "MacAlgorithm": "HMAC_SHA_256"},
        ),
    ):
        key = here.call("create_key", Tags=[tag], **request)["KeyMetadata"]["KeyId"]
        here.call(operation, KeyId=key, **use)
        with pytest.raises(ClientError) as refused:
            elsewhere.call(operation, KeyId=key, **use)
        assert refused.value.response["Error"]["Code"] == "AccessDeniedException"


def test_a_custodian_and_the_hub_move_to_other_addresses(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, *CUSTODIANS[:3], quorum=2, committee=3)
    client = fleet.client()
    keys = a_key_of_each_custody(client)

    def move(role: str, id: str) -> None:
        endpoint = fleet.endpoint(id)
        fleet.said("fleet", "move", role, id, endpoint, "--root", fleet.root)
        assert fleet.stop(id) == 0
        fleet.configure(id, listen=endpoint)
        fleet.start(id)

    move("custodian", "custodian-3")
    move("hub", "hub-1")
    for id in ("gateway-1", "custodian-1", "custodian-2", "custodian-3"):
        wait_until(lambda id=id: fleet.charter_of(id) == 3 + 4, 30, f"{id} with the new charter")
    # The one that moved is needed now.
    fleet.kill("custodian-1")
    use_eventually(client, keys)
    fleet.start("custodian-1")
    use(client, a_key_of_each_custody(client))


def re_generations(log: str) -> list[int]:
    """The generations of the fleet key that a custodian made or got, as its log says."""
    return [
        int(word.removeprefix("generation="))
        for line in log.splitlines()
        if "the fleet key" in line
        for word in line.split()
        if word.startswith("generation=")
    ]


def test_certificates_are_renewed_while_everything_runs(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, *CUSTODIANS, settings={"certificateHours": 0.005})
    client = fleet.client()
    keys = a_key_of_each_custody(client)
    ids = ["gateway-1", *(id for _, id, _ in CUSTODIANS)]
    files = {id: fleet.nodes[id].folder / "identity.sealed" for id in ids}
    first = {id: path.stat().st_mtime_ns for id, path in files.items()}
    second: dict[str, int] = {}

    def all_renewed_twice() -> bool:
        use_eventually(client, keys)
        for id, path in files.items():
            if path.stat().st_mtime_ns != first[id]:
                second.setdefault(id, path.stat().st_mtime_ns)
        return all(id in second and path.stat().st_mtime_ns != second[id] for id, path in files.items())

    # Eighteen seconds each: whoever kept its first certificate is out of service by then.
    wait_until(all_renewed_twice, 120, "two renewals of every certificate")
    use_eventually(client, keys)
    assert all(fleet.nodes[id].process.poll() is None for id in ids)
    use(client, a_key_of_each_custody(client))


def test_a_node_that_was_away_while_its_certificate_ended_comes_back(realm: Callable[..., Realm]) -> None:
    fleet = realm(GATEWAY, *CUSTODIANS[:3], settings={"certificateHours": 0.005}, quorum=2, committee=3)
    client = fleet.client()
    keys = a_key_of_each_custody(client)
    away = ["gateway-1", *(id for _, id, _ in CUSTODIANS[:3])]
    fleet.kill("hub-1")
    for id in away:
        assert fleet.stop(id) == 0
    time.sleep(20)  # eighteen seconds, and no hub to renew anything
    fleet.launch("custodian-1")
    wait_until(lambda: "the certificate has ended" in fleet.log("custodian-1"), 30, "a custodian that says why")
    fleet.start("hub-1")
    fleet.start(*(id for id in away if id != "custodian-1"))
    use_eventually(client, keys, seconds=60)


def test_nodes_are_approved_where_the_root_key_is_and_no_hub(
    realm: Callable[..., Realm], tmp_path: Path
) -> None:
    fleet = realm(quorum=2, committee=3)
    nodes = [GATEWAY, *CUSTODIANS[:3]]
    joining = [fleet.begin_joining(*node) for node in nodes]
    fleet.wait_for_requests(len(nodes))
    requests, charter = tmp_path / "requests", tmp_path / "charter"
    fleet.said("fleet", "pending", "--save", requests)
    offline = shutil.copytree(fleet.root, tmp_path / "usb-stick")
    shutil.rmtree(fleet.root)
    fleet.nodes["hub-1"].process.kill()  # the root key's machine reaches no hub
    fleet.nodes["hub-1"].process.wait(10)
    approved = fleet.said("fleet", "approve", "--root", offline, "--requests", requests, "--out", charter)
    assert all(id in approved for _, id, _ in nodes)
    fleet.start("hub-1")
    fleet.said("fleet", "publish", charter)
    for process in joining:
        output, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
        assert "has joined" in output
    fleet.start(*(id for _, id, _ in nodes))
    client = fleet.client()
    use(client, a_key_of_each_custody(client))


def test_what_the_root_key_did_not_sign_lets_nobody_in(
    realm: Callable[..., Realm], binary: Path, tmp_path: Path, hosts: Hosts
) -> None:
    fleet = realm()
    token = fleet.invite("custodian", "custodian-1")
    joining = fleet.begin_joining("custodian", "custodian-1", REGIONS[0], token=token)
    fleet.wait_for_requests(1)
    # Another fleet's root approves it: the hub does not follow, and the node does not join.
    other = Realm(binary, tmp_path / "other", hosts)
    requests, charter = tmp_path / "requests", tmp_path / "charter"
    fleet.said("fleet", "pending", "--save", requests)
    refused = fleet.quorate(
        "fleet", "approve", "--root", other.root, "--requests", requests, "--out", charter
    )
    assert refused.returncode == 1 and "not signed by the fleet's root key" in refused.stderr
    charter.write_bytes((other.root / "charter.signed").read_bytes())
    refused = fleet.quorate("fleet", "publish", charter)
    assert refused.returncode == 2 and "is not signed by root key" in refused.stderr
    assert fleet.overview()["charter"] == 1
    joining.terminate()
    joining.wait(10)

    # Asked again, it is the same request; the same token with other keys is told that somebody was faster.
    again = fleet.begin_joining("custodian", "custodian-1", REGIONS[0], token=token)
    fleet.wait_for_requests(1)
    fleet.said("fleet", "approve", "custodian-1", "--root", fleet.root)
    assert again.communicate(timeout=30) is not None and again.returncode == 0
    shutil.rmtree(fleet.folder / "custodian-1")
    thief = fleet.begin_joining("custodian", "custodian-1", REGIONS[0], token=token)
    _, errors = thief.communicate(timeout=30)
    assert thief.returncode == 2 and "other keys" in errors
    fleet.nodes.pop("custodian-1")


def test_an_older_charter_that_was_put_back_is_refused(realm: Callable[..., Realm], tmp_path: Path) -> None:
    fleet = realm(*CUSTODIANS[:2], quorum=2, committee=2)
    charter = fleet.nodes["custodian-1"].folder / "charter.signed"
    old = charter.read_bytes()
    fleet.said("fleet", "revoke", "custodian", "custodian-2", "--root", fleet.root)
    wait_until(lambda: charter.read_bytes() != old, 10, "the new charter on disk")
    assert fleet.stop("custodian-1") == 0
    new = charter.read_bytes()
    charter.write_bytes(old)
    result = fleet.quorate("custodian", "--config", fleet.nodes["custodian-1"].folder / "quorate.yaml")
    assert result.returncode == 1 and "put back" in result.stderr
    charter.write_bytes(new)
    fleet.start("custodian-1")


def test_a_command_for_another_role_or_a_bad_configuration_says_so(
    realm: Callable[..., Realm], tmp_path: Path
) -> None:
    fleet = realm()
    token = fleet.invite("gateway", "gateway-1")
    cases = [
        (["custodian", "join", "--token", token, "--region", "eu-west-1", "--listen", "127.0.0.1:1", "--vendor", "v",
          "--operator", "o"], "quorate gateway join"),
        (["gateway", "join", "--token", token[:-4], "--region", "eu-west-1"], "token"),
        (["gateway", "join", "--token", token, "--region", "eu-west-1", "--kms", "nonsense"], "HOST:PORT"),
        (["gateway", "join", "--token", token, "--region", "nowhere!"], "region"),
        (["gateway", "join", "--token", token, "--region", "eu-west-1", "--account", "7"], "12 digits"),
    ]  # fmt: skip
    for arguments, expected in cases:
        result = fleet.quorate(*arguments, "--data", tmp_path / "node", "--wait", 1)
        assert result.returncode == 1 and expected in result.stderr, (arguments, result.stderr)
        assert not (tmp_path / "node").exists()
    for id in ("gateway-1/quorate.yaml", "nothing"):
        result = fleet.quorate("gateway", "--config", tmp_path / id)
        assert result.returncode == 1 and "quorate gateway join" in result.stderr
    fleet.configure("hub-1", admin="0.0.0.0:8401")
    result = fleet.quorate("hub", "--config", fleet.nodes["hub-1"].folder / "quorate.yaml")
    assert result.returncode == 1 and "plain HTTP" in result.stderr
    # Nothing is made twice over what is there.
    again = fleet.quorate("fleet", "init", "again", "--data", fleet.folder, "--listen", "127.0.0.1:1")
    assert again.returncode == 1 and "exists" in again.stderr
    assert json.loads(fleet.said("fleet", "pending", "--format", "json")) == []
