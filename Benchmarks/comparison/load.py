"""One measurement: wrk against one request, and the processor time that each role took meanwhile."""

import json
import os
import resource
import subprocess
import tempfile
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK")
CLIENT = "client (wrk)"


@dataclass(frozen=True)
class Request:
    """The same bytes for every request, so that the client does next to nothing."""

    url: str
    headers: dict[str, str]
    body: str

    def script(self) -> str:
        """The request and what to report of it, as wrk takes them."""
        headers = "\n".join(f"wrk.headers[{json.dumps(k)}] = {json.dumps(v)}" for k, v in self.headers.items())
        return f"""
wrk.method = "POST"
wrk.body = {json.dumps(self.body)}
{headers}
done = function(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format(
        '\\nRESULT {{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}}\\n',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Measurement:
    """Requests a second, latencies in milliseconds, processor time of a request in microseconds by role."""

    rate: float
    p50: float
    p99: float
    cpu: dict[str, float]


def processor_seconds(pids: list[int]) -> float:
    """User and system time of processes since they began."""
    total = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as file:
            # The name may hold spaces; what follows its parenthesis does not.
            fields = file.read().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def measure(request: Request, roles: dict[str, list[int]], connections: int, seconds: float) -> Measurement:
    """Loads a target for some seconds, whose processes are given by role."""
    before = {role: processor_seconds(pids) for role, pids in roles.items()}
    client = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = _wrk(request, connections, seconds)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = {role: processor_seconds(pids) - before[role] for role, pids in roles.items()}
    spent[CLIENT] = after.ru_utime + after.ru_stime - client.ru_utime - client.ru_stime
    cpu = {role: seconds / result["requests"] * 1e6 for role, seconds in spent.items()}
    return Measurement(result["requests"] / result["seconds"], result["p50"], result["p99"], cpu)


def _wrk(request: Request, connections: int, seconds: float) -> dict:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(request.script())
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "--timeout", "30s", "-s", script.name, request.url]
        output = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in output.stdout.splitlines() if line.startswith("RESULT ")]
    if not lines:
        raise SystemExit(f"wrk said nothing of {request.url}: {output.stdout} {output.stderr}")
    result = json.loads(lines[0].removeprefix("RESULT "))
    if result["failed"] or not result["requests"]:
        raise SystemExit(f"{result['failed']} of {result['requests']} requests to {request.url} failed")
    return result
