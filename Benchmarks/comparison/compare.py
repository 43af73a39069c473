"""Loads OpenBao and a Quorate fleet in turns and prints how they compare. Started by compare-openbao.sh."""

import argparse
import os
import statistics
import sys

from load import CLIENT, Measurement, measure
from openbao import OpenBao
from quorate import Quorate

OPERATIONS = ["Encrypt", "GenerateDataKey", "Sign"]
GATEWAY, CUSTODIANS, SERVER = "gateway and hub", "all custodians", "openbao"


def main():
    options = parsed()
    openbao = OpenBao(options.openbao)
    # It has recorded the making of its keys by now.
    if not os.path.exists(options.openbao_audit) or not os.path.getsize(options.openbao_audit):
        raise SystemExit("OpenBao writes no audit log, so that it would do less than Quorate")
    fleet = {GATEWAY: [options.gateway_pid], CUSTODIANS: options.custodian_pids}
    targets = [(openbao, {SERVER: [options.openbao_pid]}, OPERATIONS), (Quorate(), fleet, OPERATIONS)]
    replicated = Quorate.with_suite("replicated-aes")
    if replicated:
        targets.append((replicated, fleet, ["Encrypt", "GenerateDataKey"]))
    print_conditions(options)
    results = run(targets, options)
    print_rates(results)
    print_processor_time(results)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openbao", required=True, metavar="URL")
    parser.add_argument("--openbao-pid", required=True, type=int)
    parser.add_argument("--openbao-audit", required=True, metavar="PATH")
    parser.add_argument("--gateway-pid", required=True, type=int)
    parser.add_argument("--custodian-pids", required=True, type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--warm-up", type=float, default=3)
    parser.add_argument("--connections", type=int, default=64)
    return parser.parse_args()


def run(targets, options) -> dict[tuple[str, str], Measurement]:
    """The median of all rounds by operation and target, in the order in which they are measured."""
    samples: dict[tuple[str, str], list[Measurement]] = {}
    for number in range(options.rounds):
        for operation in OPERATIONS:
            for target, roles, operations in targets:
                if operation not in operations:
                    continue
                progress(f"round {number + 1} of {options.rounds}: {operation}, {target.name}")
                measure(target.request(operation), roles, options.connections, options.warm_up)
                sample = measure(target.request(operation), roles, options.connections, options.seconds)
                samples.setdefault((operation, target.name), []).append(sample)
    progress("")
    return {place: median(of_place) for place, of_place in samples.items()}


def median(samples: list[Measurement]) -> Measurement:
    middle = lambda values: statistics.median(values)
    return Measurement(
        middle([s.rate for s in samples]),
        middle([s.p50 for s in samples]),
        middle([s.p99 for s in samples]),
        {role: middle([s.cpu[role] for s in samples]) for role in samples[0].cpu},
    )


def print_conditions(options: argparse.Namespace):
    print(
        f"wrk with {options.connections} connections on {os.cpu_count()} processors that all share; "
        f"medians of {options.rounds} x {options.seconds:g} s.\n"
        "OpenBao: one process with the whole key, its audit log written and not flushed.\n"
        f"Quorate: shares in {len(options.custodian_pids)} custodians, every audit log flushed before the answer.\n"
    )


def print_rates(results: dict[tuple[str, str], Measurement]):
    print(f"{'OPERATION':16} {'SERVICE':24} {'REQ/S':>8} {'P50 ms':>8} {'P99 ms':>8}   QUORATE / OPENBAO")
    for (operation, name), result in results.items():
        base = results[(operation, OpenBao.name)]
        ratio = "" if result is base else f"{result.rate / base.rate:.2f} of its requests/s"
        print(f"{operation:16} {name:24} {result.rate:8.0f} {result.p50:8.2f} {result.p99:8.2f}   {ratio}".rstrip())


def print_processor_time(results: dict[tuple[str, str], Measurement]):
    roles = [SERVER, GATEWAY, CUSTODIANS, CLIENT]
    print("\nProcessor time of one request, in microseconds:")
    print(f"{'OPERATION':16} {'SERVICE':24}" + "".join(f" {role:>16}" for role in roles))
    for (operation, name), result in results.items():
        columns = "".join(f" {result.cpu[role]:16.0f}" if role in result.cpu else f" {'':16}" for role in roles)
        print(f"{operation:16} {name:24}{columns}")


def progress(text: str):
    """On a terminal, in place; nowhere else."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


if __name__ == "__main__":
    main()
