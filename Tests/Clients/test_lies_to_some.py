"""A custodian that lies to one gateway and is honest to another: the first puts it aside, the second goes on with it."""

from pathlib import Path

from support.audit import files
from support.lied_to import LIES, QUARANTINED
from support.metrics import get, parsed, value
from support.namespaces import Loopback
from support.processes import wait_until
from support.realm import REGIONS, Client, Realm

GATEWAYS = ("gateway-1", "gateway-2")
CUSTODIANS = tuple(f"custodian-{number}" for number in range(1, 6))
LIAR = "custodian-3"


def founded(binary: Path, folder: Path) -> Realm:
    realm = Realm(binary, folder, Loopback())
    realm.start("hub-1")
    realm.join(
        *(("gateway", id, REGIONS[0]) for id in GATEWAYS), *(("custodian", id, REGIONS[0]) for id in CUSTODIANS)
    )
    for id in GATEWAYS:
        realm.nodes[id].operations = realm.endpoint(id)
        realm.configure(id, operations=realm.nodes[id].operations)
    realm.start(*GATEWAYS, *CUSTODIANS)
    return realm


def seen(realm: Realm, gateway: str, name: str) -> float:
    samples = parsed(get(f"http://{realm.nodes[gateway].operations}/metrics")[1])
    return value(samples, name, custodian=LIAR)


def serve(client: Client, key: str, times: int) -> None:
    for number in range(times):
        plaintext = f"number {number}".encode()
        blob = client.call("encrypt", KeyId=key, Plaintext=plaintext)["CiphertextBlob"]
        assert client.call("decrypt", CiphertextBlob=blob)["Plaintext"] == plaintext


def asked_by(realm: Realm, gateway: str) -> int:
    """How many uses of its shares by a gateway the liar has written down."""
    lines = (line for file in files(realm.nodes[LIAR].folder / "audit") for line in file.read_bytes().splitlines())
    return sum(f"/gateway/{gateway}".encode() in line for line in lines)


def test_only_the_gateway_that_is_lied_to_puts_the_liar_aside(binary: Path, tmp_path: Path) -> None:
    with founded(binary, tmp_path / "realm") as realm:
        victim, other = (realm.client(id) for id in GATEWAYS)
        key = victim.call("create_key")["KeyMetadata"]["KeyId"]
        wait_until(lambda: has(other, key), 10, "the key at the other gateway")
        realm.stop(LIAR)
        realm.launch_liar(LIAR, "wrong-partial", "--only-to", GATEWAYS[0])
        for id in GATEWAYS:
            wait_until(lambda id=id: seen(realm, id, "quorate_custodian_connected") == 1, 20, f"the liar at {id}")

        def is_caught() -> bool:
            serve(victim, key, 2)
            return seen(realm, GATEWAYS[0], LIES) > 0

        wait_until(is_caught, 30, "the lie found out")
        assert seen(realm, GATEWAYS[0], QUARANTINED) == 1
        line = next(line for line in realm.log(GATEWAYS[0]).splitlines() if "a custodian lied" in line)
        assert f"custodian={LIAR} " in line and " kind=wrong-result " in line
        before = {id: asked_by(realm, id) for id in GATEWAYS}
        serve(victim, key, 10)
        serve(other, key, 10)
        assert asked_by(realm, GATEWAYS[0]) - before[GATEWAYS[0]] <= 6
        assert asked_by(realm, GATEWAYS[1]) - before[GATEWAYS[1]] >= 3
        assert seen(realm, GATEWAYS[1], LIES) == 0 and seen(realm, GATEWAYS[1], QUARANTINED) == 0


def has(client: Client, key: str) -> bool:
    try:
        client.call("describe_key", KeyId=key)
    except client.kms.exceptions.NotFoundException:
        return False
    return True
