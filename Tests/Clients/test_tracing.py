"""Traces: a request's spans at gateway, hub and custodians, in the trace that its client has begun."""

import base64
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from botocore.client import BaseClient

from support.clients import kms_client
from support.fleet import ACCOUNT, Fleet
from support.keys import new_key
from support.metrics import get, metrics, value
from support.namespaces import Loopback
from support.processes import wait_until
from support.quorum import QuorumTraffic
from support.raw import RawKMS
from support.realm import REGIONS, Realm
from support.traffic import Traffic

NAMES = {
    "trace_id", "span_id", "parent_span_id", "trace_state", "name", "kind", "start_time_unix_nano", "end_time_unix_nano",
    "status", "attributes", "resource",
}  # fmt: skip
USE = "quorate.custodian.v1.Custodian/Use"
RELEASE = "quorate.custodian.v1.Custodian/Release"
PERMITS = "quorate.custodian.v1.Custodian/Permits"


class Trace:
    """A trace that the test begins, as a client's own tracing would."""

    def __init__(self, flags: str = "01"):
        self.id = secrets.token_hex(16)
        self.span = secrets.token_hex(8)
        self.header = f"00-{self.id}-{self.span}-{flags}"

    def client(self, fleet: Fleet, **headers: str) -> BaseClient:
        kms = kms_client(fleet)

        def add(request: object, **_: object) -> None:
            for name, value in {"traceparent": self.header, **headers}.items():
                request.headers[name] = value

        kms.meta.events.register("before-send.kms.*", add)
        return kms


class Spans:
    """What the nodes of a fleet have written."""

    def __init__(self, folder: Path):
        self.folder = folder

    def all(self) -> list[dict]:
        found = []
        for file in sorted(self.folder.glob("*.jsonl")):
            for line in file.read_text().splitlines(keepends=True):
                if not line.endswith("\n"):
                    continue  # being written
                span = json.loads(line)
                assert span.keys() <= NAMES, span
                assert span["start_time_unix_nano"] <= span["end_time_unix_nano"]
                span["node"] = span["resource"]["service.instance.id"].split("/", 3)[3]
                assert file.stem in (span["node"].split("/")[0], span["node"].split("/")[1])
                found.append(span)
        return found

    def of(self, trace: Trace) -> list[dict]:
        return [span for span in self.all() if span["trace_id"] == trace.id]

    def wait(self, trace: Trace, enough: Callable[[list[dict]], bool]) -> list[dict]:
        wait_until(lambda: enough(self.of(trace)), 10, f"enough spans of {self.of(trace)}")
        return self.of(trace)


def named(spans: list[dict], name: str, kind: str) -> list[dict]:
    return [span for span in spans if span["name"] == name and span["kind"] == kind]


def pairs(spans: list[dict], name: str) -> list[tuple[dict, dict]]:
    """Each call by its caller and by who was called."""
    callers = {span["span_id"]: span for span in named(spans, name, "CLIENT")}
    return [
        (callers[span["parent_span_id"]], span) for span in named(spans, name, "SERVER") if span["parent_span_id"] in callers
    ]


def is_within(inner: dict, outer: dict) -> bool:
    """All nodes of these fleets have one clock."""
    start, end = "start_time_unix_nano", "end_time_unix_nano"
    return outer[start] <= inner[start] and inner[end] <= outer[end]


@pytest.fixture(scope="module")
def traced(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Fleet, Spans]]:
    folder = tmp_path_factory.mktemp("traced")
    with Fleet(binary, folder, options=("--traces", str(folder / "traces"), "--log-format", "json")) as fleet:
        yield fleet, Spans(folder / "traces")


def test_a_request_is_a_tree_over_gateway_and_custodians(traced: tuple[Fleet, Spans]) -> None:
    fleet, spans = traced
    key = new_key(kms_client(fleet))
    trace = Trace()
    answer = trace.client(fleet, tracestate="congo=t61rcWkgMzE").encrypt(KeyId=key, Plaintext=b"p")
    found = spans.wait(trace, lambda spans: len(named(spans, USE, "SERVER")) >= 3 and named(spans, "KMS/Encrypt", "SERVER"))

    (root,) = named(found, "KMS/Encrypt", "SERVER")
    assert root["node"] == "gateway/gateway-1"
    assert root["parent_span_id"] == trace.span
    assert root["trace_state"] == "congo=t61rcWkgMzE"
    assert root["attributes"] == {
        "rpc.system": "aws-api", "rpc.service": "KMS", "rpc.method": "Encrypt", "cloud.region": fleet.env["AWS_REGION"],
        "quorate.request.id": answer["ResponseMetadata"]["RequestId"], "http.response.status_code": 200,
        "quorate.key.id": key,
    }  # fmt: skip
    calls = pairs(found, USE)
    assert len(calls) == len(named(found, USE, "CLIENT")) >= 3
    assert len({server["node"] for _, server in calls}) == len(calls)
    for client, server in calls:
        assert client["node"] == "gateway/gateway-1" and client["parent_span_id"] == root["span_id"]
        assert server["node"] == f"custodian/{client['attributes']['quorate.custodian']}"
        for span in (client, server):
            assert span["attributes"]["rpc.method"] == "Use"
            assert span["attributes"]["quorate.action"] == "EvaluatePRF"
            assert span["attributes"]["quorate.key.id"] == key
            assert span["status"] == {"code": "UNSET"}
        assert is_within(server, client) and client["start_time_unix_nano"] >= root["start_time_unix_nano"]
    assert len(found) == 1 + 2 * len(calls)
    assert len({span["span_id"] for span in found}) == len(found)


def test_a_rebuilt_key_is_a_tree_over_requester_hub_and_peers(traced: tuple[Fleet, Spans]) -> None:
    fleet, spans = traced
    key = kms_client(fleet).create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    trace = Trace()
    trace.client(fleet).generate_mac(KeyId=key, Message=b"m", MacAlgorithm="HMAC_SHA_256")
    found = spans.wait(trace, lambda spans: named(spans, "KMS/GenerateMac", "SERVER") and len(pairs(spans, RELEASE)) >= 2)

    (root,) = named(found, "KMS/GenerateMac", "SERVER")
    ((asked, rebuilding),) = pairs(found, USE)
    assert asked["parent_span_id"] == root["span_id"]
    assert rebuilding["attributes"]["quorate.action"] == "RebuildKey"
    requester = rebuilding["node"]
    ((asking, permitting),) = pairs(found, PERMITS)
    assert asking["node"] == requester and asking["parent_span_id"] == rebuilding["span_id"]
    assert permitting["node"] == "hub/hub-1"
    releases = pairs(found, RELEASE)
    assert 2 <= len(releases) <= 3
    for client, server in releases:
        assert client["node"] == requester and client["parent_span_id"] == rebuilding["span_id"]
        assert server["node"] == f"custodian/{client['attributes']['quorate.custodian']}" != requester
        assert server["attributes"]["quorate.key.id"] == key
        assert is_within(server, client) and is_within(client, rebuilding)
    assert is_within(rebuilding, asked) and is_within(asked, root) and is_within(permitting, asking)


def test_a_refusal_is_a_span_with_its_error_and_nothing_more_of_it(traced: tuple[Fleet, Spans]) -> None:
    fleet, spans = traced
    trace = Trace()
    with pytest.raises(Exception, match="NotFound"):
        trace.client(fleet).describe_key(KeyId="alias/there-is-none")
    (span,) = spans.wait(trace, bool)
    assert span["status"] == {"code": "ERROR"}
    assert span["attributes"]["error.type"] == "NotFoundException"
    assert span["attributes"]["http.response.status_code"] == 400
    assert "there-is-none" not in json.dumps(span)


def test_what_is_not_sampled_or_not_authenticated_writes_nothing(traced: tuple[Fleet, Spans]) -> None:
    fleet, spans = traced
    Traffic.prepare(kms_client(fleet)).run()  # without a header: `--trace-sample` is 0
    unsampled = Trace("00")
    Traffic.prepare(unsampled.client(fleet)).run()
    raw, stranger = RawKMS(fleet), Trace()
    refused = raw.call("ListKeys", signer=raw.signer(secret_key="x" * 40), sent={"traceparent": stranger.header})
    assert refused.status == 400
    before = {span["span_id"] for span in spans.all()}
    last = Trace()
    last.client(fleet).list_keys()
    spans.wait(last, bool)
    assert {span["trace_id"] for span in spans.all() if span["span_id"] not in before} == {last.id}
    assert not spans.of(unsampled) and not spans.of(stranger)


@pytest.mark.parametrize(
    "header",
    [
        "", "x", "00", "0" * 60_000, "00-{}-{}-01-more", "ff-{}-{}-01", "00-" + "0" * 32 + "-{1}-01", "00-{}-" + "0" * 16 + "-01",
        "00-{}-{}-1", "00-{}-{}-0G", "00-{}{}-01", "\xff\xfe-{}-{}-01", "00-{0}-{1}-01, 00-{0}-{1}-01", '"}}\\n{{"', "00-{}-{}-01;x=1",
    ],
    ids=lambda header: header.encode("unicode_escape").decode()[:40],
)  # fmt: skip
def test_a_hostile_header_is_no_trace_and_no_trouble(traced: tuple[Fleet, Spans], header: str) -> None:
    fleet, spans = traced
    trace = Trace()
    before = len(spans.all())
    answer = RawKMS(fleet).call("ListKeys", sent={"traceparent": header.format(trace.id, trace.span), "tracestate": "a=1"})
    # Headers that are longer than the server reads are no matter of traces.
    assert answer.status == 200 or (len(header) > 50_000 and answer.status in (400, 413, 431))
    good = Trace()
    good.client(fleet).list_keys()
    spans.wait(good, bool)
    assert len(spans.all()) == before + 1
    assert not spans.of(trace)


def test_a_hostile_state_is_dropped_and_the_trace_kept(traced: tuple[Fleet, Spans]) -> None:
    fleet, spans = traced
    for state in ('a="}\\n', "a=" + "x" * 5_000, "A=1", "a=1,a=2"):
        trace = Trace()
        answer = RawKMS(fleet).call("ListKeys", sent={"traceparent": trace.header, "tracestate": state})
        assert answer.status == 200
        (span,) = spans.wait(trace, bool)
        assert ("trace_state" in span) == (state == 'a="}\\n'), "quotation marks are allowed, and escaped"


def test_no_secret_is_in_a_span(traced: tuple[Fleet, Spans]) -> None:
    fleet, spans = traced
    trace = Trace()
    kms = trace.client(fleet)
    plain, context, name = b"PLANTED-IN-A-PLAINTEXT", "PLANTED-IN-A-CONTEXT", "PLANTED-IN-A-NAME"
    key = kms.create_key(Description=name)["KeyMetadata"]["KeyId"]
    blob = kms.encrypt(KeyId=key, Plaintext=plain, EncryptionContext={context: context})["CiphertextBlob"]
    kms.decrypt(CiphertextBlob=blob, EncryptionContext={context: context})
    with pytest.raises(Exception, match="InvalidCiphertext"):
        kms.decrypt(CiphertextBlob=blob, EncryptionContext={"other": context})
    data_key = kms.generate_data_key(KeyId=key, KeySpec="AES_256")["Plaintext"]
    Traffic.prepare(kms).run()
    QuorumTraffic.prepare(kms, rsa=False).run()
    token = (fleet.data / "admin-token").read_text().strip()
    found = spans.wait(trace, lambda spans: len(spans) > 60)
    assert {"CreateKey", "Encrypt", "Decrypt", "Sign"} <= {span["name"].removeprefix("KMS/") for span in found}
    written = b"".join(file.read_bytes() for file in spans.folder.iterdir())
    secret = fleet.env["AWS_SECRET_ACCESS_KEY"]
    for word in (b"PLANTED", data_key, secret.encode(), fleet.env["AWS_ACCESS_KEY_ID"].encode(), token.encode(), blob):
        for form in (word, base64.b64encode(word), word.hex().encode()):
            assert form not in written
    for file in spans.folder.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600


def test_log_lines_of_a_traced_request_say_its_trace(own_fleet: Callable[..., Fleet]) -> None:
    fleet = own_fleet(options=("--log-format", "json", "--log-level", "info"))
    key = new_key(kms_client(fleet))
    fleet.kill_custodian(1)
    fleet.kill_custodian(2)
    fleet.kill_custodian(3)
    trace = Trace("00")  # also where nothing is recorded
    with pytest.raises(Exception, match="KeyUnavailable|Dependency"):
        trace.client(fleet).encrypt(KeyId=key, Plaintext=b"p")
    lines = [json.loads(line) for line in (fleet.folder / "dev.err").read_text().splitlines() if line.startswith("{")]
    said = [line for line in lines if line.get("trace_id") == trace.id]
    assert {line["message"] for line in said} == {"passed over"}


def test_operators_requests_are_traced_once_they_have_shown_the_token(traced: tuple[Fleet, Spans]) -> None:
    fleet, spans = traced
    token = (fleet.data / "admin-token").read_text().strip()
    good, bad = Trace(), Trace()
    url = fleet.env["QUORATE_ADMIN_URL"] + "/v1/keys"
    for trace, word, status in ((bad, "wrong", 401), (good, token, 200)):
        assert get(url, word, {"traceparent": trace.header})[0] == status
    (span,) = spans.wait(good, bool)
    assert span["node"] == "hub/hub-1" and span["parent_span_id"] == good.span
    assert span["name"] == "GET /v1/keys"
    assert span["attributes"] == {
        "http.request.method": "GET", "http.route": "/v1/keys", "http.response.status_code": 200
    }  # fmt: skip
    assert not spans.of(bad)


def test_new_traces_begin_for_the_share_of_requests_that_is_asked_for(own_fleet: Callable[..., Fleet], tmp_path: Path) -> None:
    fleet = own_fleet(options=("--traces", str(tmp_path / "traces"), "--trace-sample", "1"))
    spans = Spans(tmp_path / "traces")
    Traffic.prepare(kms_client(fleet)).run()
    wait_until(lambda: named(spans.all(), "KMS/Verify", "SERVER"), 10, "the last request's span")
    fleet.stop()
    roots = [span for span in spans.all() if "parent_span_id" not in span]
    assert len(roots) == len({root["trace_id"] for root in roots}) > 10
    assert {root["node"] for root in roots} <= {"gateway/gateway-1", "hub/hub-1"}
    ids = {(span["trace_id"], span["span_id"]) for span in spans.all()}
    for span in spans.all():
        assert "parent_span_id" not in span or (span["trace_id"], span["parent_span_id"]) in ids


def test_a_full_disk_costs_spans_and_no_request(own_fleet: Callable[..., Fleet], tmp_path: Path) -> None:
    traces = tmp_path / "traces"
    traces.mkdir()
    for name in ("gateway", "hub", *(f"custodian-{index}" for index in range(1, 6))):
        (traces / f"{name}.jsonl").symlink_to("/dev/full")
    fleet = own_fleet(options=("--traces", str(traces), "--trace-sample", "1"))
    Traffic.prepare(kms_client(fleet)).run()
    wait_until(lambda: value(metrics(fleet), "quorate_spans_total", outcome="dropped") > 10, 10, "dropped spans")
    assert value(metrics(fleet), "quorate_spans_total", outcome="written") == 0
    assert fleet.log_tail("dev").count("spans are dropped") >= 1
    assert fleet.log_tail("dev").count("spans are dropped") < 10
    assert get(fleet.env["QUORATE_ADMIN_URL"] + "/ready")[0] == 200


@pytest.fixture
def realm(binary: Path, tmp_path: Path) -> Iterator[Realm]:
    with Loopback() as hosts, Realm(binary, tmp_path / "realm", hosts, quorum=2, committee=3) as made:
        made.start("hub-1")
        nodes = [("custodian", f"custodian-{number}", REGIONS[0]) for number in (1, 2, 3)]
        made.join(*nodes, ("gateway", "gateway-1", REGIONS[0]))
        made.stop("hub-1")
        for name in ("hub-1", "custodian-1", "custodian-2", "custodian-3", "gateway-1"):
            made.configure(name, tracing=f"{{file: {tmp_path}/traces/{name}.jsonl, sample: 1, megabytes: 0.02}}")
        (tmp_path / "traces").mkdir()
        made.start("hub-1", "custodian-1", "custodian-2", "custodian-3", "gateway-1")
        yield made


def test_a_creation_is_a_tree_over_gateway_hub_and_custodians(realm: Realm, tmp_path: Path) -> None:
    spans = Spans(tmp_path / "traces")
    client = realm.client("gateway-1")
    client.call("create_key")
    control, generate = "quorate.hub.v1.Hub/Control", "quorate.custodian.v1.Custodian/GenerateKey"

    def root() -> list[dict]:
        return named(spans.all(), "KMS/CreateKey", "SERVER")

    wait_until(root, 10, "the span of CreateKey")
    found = [span for span in spans.all() if span["trace_id"] == root()[0]["trace_id"]]
    ((asked, served),) = pairs(found, control)
    assert asked["node"] == "gateway/gateway-1" and asked["parent_span_id"] == root()[0]["span_id"]
    assert served["node"] == "hub/hub-1"
    rounds = pairs(found, generate)
    assert len(rounds) >= 3 * 4
    for client_span, server in rounds:
        assert client_span["node"] == "hub/hub-1" and client_span["parent_span_id"] == served["span_id"]
        assert server["node"].startswith("custodian/")

    # A file that has become large takes the place of the one before.
    key = client.call("create_key")["KeyMetadata"]["KeyId"]
    for _ in range(200):
        client.call("encrypt", KeyId=key, Plaintext=b"p")
    files = sorted(path.name for path in (tmp_path / "traces").iterdir())
    assert "gateway-1.jsonl.1" in files
    assert all(path.stat().st_size < 100_000 for path in (tmp_path / "traces").iterdir())
    assert ACCOUNT not in (tmp_path / "traces" / "hub-1.jsonl").read_text()
