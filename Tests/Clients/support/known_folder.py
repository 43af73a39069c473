"""A data folder that a release wrote, packed, with what its keys are to answer for ever."""

import base64
import json
import tarfile
from dataclasses import asdict, dataclass, field
from datetime import timezone
from pathlib import Path

from botocore.client import BaseClient
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from .fleet import Fleet
from .importing import import_material, new_external_key
from .keys import new_key
from .plants import MAC, QUORUM, REPLICATED

FOLDER = Path(__file__).resolve().parents[1] / "versions"
CONTEXT = {"purpose": "kept"}
MESSAGE = b"written by an earlier release"
CUSTODIANS, THRESHOLD = 3, 2
#: What every start writes, and says where the fleet ran.
WRITTEN_ANEW = ("env", "fleet.json", "admin-token", ".lock")


@dataclass
class Answers:
    """What the fleet of a known folder has to answer. Bytes are in base64."""

    #: The commit of the build that wrote the folder.
    release: str
    #: Key ids with what DescribeKey says of each.
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Ciphertexts of MESSAGE, by name, with the further fields of the Decrypt request.
    ciphertexts: dict[str, dict] = field(default_factory=dict)
    #: Requests of Verify for signatures of MESSAGE.
    signatures: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Keys whose HMAC of MESSAGE is known.
    macs: dict[str, str] = field(default_factory=dict)
    #: Key, public key of the other side, and the shared secret.
    agreements: list[list[str]] = field(default_factory=list)
    public_keys: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def content(text: str) -> bytes:
    return base64.b64decode(text)


def names() -> list[str]:
    """The known folders."""
    return sorted(path.name.removesuffix(".json") for path in FOLDER.glob("*.json"))


def unpack(name: str, to: Path) -> Answers:
    """Unpacks a known folder as TO/data, and says what it has to answer."""
    to.mkdir(parents=True, exist_ok=True)
    with tarfile.open(FOLDER / f"{name}.tar.gz") as archive:
        # Pythons before 3.11.4 know no filters; the archive is our own.
        archive.extractall(to, **({"filter": "tar"} if hasattr(tarfile, "tar_filter") else {}))
        # The filter takes rights from files, and the fleet insists on those that it gave.
        for entry in archive.getmembers():
            (to / entry.name).chmod(entry.mode)
    return Answers(**json.loads((FOLDER / f"{name}.json").read_text()))


def pack(name: str, fleet: Fleet, answers: Answers) -> None:
    """Packs the folder of a fleet that has stopped."""

    def anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        if entry.name.partition("/")[2] in WRITTEN_ANEW:
            return None
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        return entry

    FOLDER.mkdir(exist_ok=True)
    with tarfile.open(FOLDER / f"{name}.tar.gz", "w:gz", compresslevel=9) as archive:
        archive.add(fleet.data, "data", filter=anonymous)
    (FOLDER / f"{name}.json").write_text(json.dumps(asdict(answers), indent=1, sort_keys=True) + "\n")


def use_everything(kms: BaseClient, release: str) -> Answers:
    """Makes keys of every kind, and one thing with each."""
    answers = Answers(release)
    kept = {"Tags": [{"TagKey": "team", "TagValue": "archive"}]}
    symmetric = {
        "threshold": new_key(kms, Description="kept", **kept),
        "quorum": new_key(kms, **QUORUM),
        "replicated": new_key(kms, **REPLICATED),
        "regions": new_key(kms, MultiRegion=True),
        "imported": new_external_key(kms),
    }
    import_material(kms, symmetric["imported"], bytes(range(32)))
    for name, key in symmetric.items():
        sealed = kms.encrypt(KeyId=key, Plaintext=MESSAGE, EncryptionContext=CONTEXT)["CiphertextBlob"]
        answers.ciphertexts[name] = {"CiphertextBlob": text(sealed), "EncryptionContext": CONTEXT}
    signing = {"ECC_NIST_EDWARDS25519": "ED25519_SHA_512", "ECC_NIST_P256": "ECDSA_SHA_256"}
    signing |= {"RSA_2048": "RSASSA_PSS_SHA_256", "ML_DSA_65": "ML_DSA_SHAKE_256"}
    for spec, algorithm in signing.items():
        key = new_key(kms, KeySpec=spec, KeyUsage="SIGN_VERIFY")
        signature = kms.sign(KeyId=key, Message=MESSAGE, SigningAlgorithm=algorithm)["Signature"]
        answers.signatures[key] = {"SigningAlgorithm": algorithm, "Signature": text(signature)}
    mac = new_key(kms, **MAC)
    answers.macs[mac] = text(kms.generate_mac(KeyId=mac, Message=MESSAGE, MacAlgorithm="HMAC_SHA_256")["Mac"])
    agreeing = [new_key(kms, KeySpec="ECC_NIST_P256", KeyUsage="KEY_AGREEMENT", **tag) for tag in ({}, QUORUM)]
    for key in agreeing:
        public = load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"])
        own = ec.generate_private_key(public.curve)
        sent = own.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        answers.agreements.append([key, text(sent), text(own.exchange(ec.ECDH(), public))])
    for key in [*answers.signatures, *agreeing]:
        answers.public_keys[key] = text(kms.get_public_key(KeyId=key)["PublicKey"])
    kms.create_alias(AliasName="alias/kept", TargetKeyId=symmetric["threshold"])
    answers.aliases = {"alias/kept": symmetric["threshold"]}
    answers.tags = {symmetric["threshold"]: {"team": "archive"}}
    answers.policies = {key: kms.get_key_policy(KeyId=key)["Policy"] for key in symmetric.values()}
    kms.disable_key(KeyId=new_key(kms))
    answers.keys = {entry["KeyId"]: description(kms, entry["KeyId"]) for entry in kms.list_keys()["Keys"]}
    return answers


def description(kms: BaseClient, key: str) -> dict[str, str]:
    metadata = kms.describe_key(KeyId=key)["KeyMetadata"]
    names = ("KeySpec", "KeyUsage", "KeyState", "Origin", "Description", "MultiRegion")
    created = metadata["CreationDate"].astimezone(timezone.utc).isoformat()
    return {name: str(metadata[name]) for name in names} | {"CreationDate": created}


def check(kms: BaseClient, answers: Answers) -> None:
    """Everything that the folder's keys have to answer."""
    assert {key: description(kms, key) for key in answers.keys} == answers.keys
    for name, request in answers.ciphertexts.items():
        request = {**request, "CiphertextBlob": content(request["CiphertextBlob"])}
        assert kms.decrypt(**request)["Plaintext"] == MESSAGE, name
    for key, request in answers.signatures.items():
        request = {"KeyId": key, "Message": MESSAGE, "SigningAlgorithm": request["SigningAlgorithm"]} | {
            "Signature": content(request["Signature"])
        }
        assert kms.verify(**request)["SignatureValid"] is True, key
        request["Signature"] = kms.sign(**{k: v for k, v in request.items() if k != "Signature"})["Signature"]
        assert kms.verify(**request)["SignatureValid"] is True, key
    for key, mac in answers.macs.items():
        assert text(kms.generate_mac(KeyId=key, Message=MESSAGE, MacAlgorithm="HMAC_SHA_256")["Mac"]) == mac
    for key, public, shared in answers.agreements:
        request = {"KeyId": key, "KeyAgreementAlgorithm": "ECDH", "PublicKey": content(public)}
        assert text(kms.derive_shared_secret(**request)["SharedSecret"]) == shared, key
    for key, public in answers.public_keys.items():
        assert text(kms.get_public_key(KeyId=key)["PublicKey"]) == public
    for alias, key in answers.aliases.items():
        assert kms.describe_key(KeyId=alias)["KeyMetadata"]["KeyId"] == key
    for key, tags in answers.tags.items():
        found = {tag["TagKey"]: tag["TagValue"] for tag in kms.list_resource_tags(KeyId=key)["Tags"]}
        assert found == tags
    for key, policy in answers.policies.items():
        assert kms.get_key_policy(KeyId=key)["Policy"] == policy


