"""Runs the benchmark programs and prints one table: the median time of each in microseconds, beside its bar and,
where NIST publishes a tool that does the same, what that takes.

    python3 Benchmarks/report.py [--format table|json] [--filter REGEX] PROGRAM ...

A benchmark whose name ends in "batch of N" is reported for one of the N. Bars are those that the project has set itself
for a 2-core machine; a benchmark without one is there to be compared with its neighbours. Exits with 0 whatever the
figures are: a slow machine is no failure.
"""

import argparse
import json
import re
import subprocess

# Microseconds. Those of FROST and of the key generation are what ZF FROST 3.0 takes (46 + 102, 165, 12.4 ms).
BARS = {
    "custodian: 3-of-5 FROST signature, nonces included": 150,
    "gateway: 3-of-5 FROST aggregation with verification": 165,
    "custodian: PRF evaluation with proof": 120,
    "custodian: PRF evaluation with proof, batch of 64": 100,
    "gateway: verify 3 PRF proofs and combine": 250,
    "custodian: last part of a 13-of-20 key generation": 12_000,
    "JSON: parse a request and write its answer": 10,
    "Signature V4: verify a request": 10,
    "audit: render, seal, write and flush, batch of 64": 10,
    # A pool of 500 MB/s takes 131 for as much.
    "SP 800-22: all fifteen tests of 1,000,000 bits": 250_000,
    "SP 800-90B: the ten estimators, 1,000,000 samples of 8 bits": 4_000_000,
    "health tests of a sample, batch of 1000000": 0.005,
    "pool: 65,536 bytes": 131,
    "jitter: 4,096 samples of memory-walk": 1_000_000,
    "jitter: 4,096 samples of hash-loop": 1_000_000,
}

# Microseconds that NIST's own tools take for the same work on one processor of such a machine: STS 2.1.2 and ea_non_iid.
NIST = {
    "SP 800-22: all fifteen tests of 1,000,000 bits": 3_200_000,
    "SP 800-90B: the ten estimators, 1,000,000 samples of 8 bits": 28_000_000,
}

NAME = re.compile(r"^Debug results for (.*):$", re.MULTILINE)
# A row of HdrHistogram's percentile distribution: value, percentile, count so far.
ROW = re.compile(r"^ *([0-9.]+) ([0-9.]+) +([0-9]+)\b")
BATCH = re.compile(r"batch of (\d+)$")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("--filter", metavar="REGEX", help="only benchmarks whose whole name matches")
    options = parser.parse_args()
    results = [result for program in options.programs for result in run(program, options.filter)]
    if not results:
        raise SystemExit("no benchmark has a name that matches the filter")
    if options.format == "json":
        print(json.dumps(results, indent=2))
    else:
        print_table(results)


def run(program: str, pattern: str | None) -> list[dict]:
    """The results of one program, in its order."""
    command = [program, "--quiet", "true"] + (["--filter", pattern] if pattern else [])
    output = subprocess.run(command, capture_output=True, text=True, check=False)
    if output.returncode != 0:
        raise SystemExit(f"{program} failed: {output.stdout[-500:]} {output.stderr[-500:]}")
    sections = NAME.split(output.stdout)[1:]
    return [result(name, text) for name, text in zip(sections[::2], sections[1::2])]


def result(name: str, text: str) -> dict:
    """Time of one in microseconds, processor instructions of one, and the most memory that the process had.

    Null where the machine does not count instructions, or the benchmark does not measure memory.
    """
    batch = BATCH.search(name)
    count = int(batch.group(1)) if batch else 1
    nanoseconds, samples = median(text, "Time (wall clock):")
    instructions, _ = median(text, "Instructions:")
    memory, _ = median(text, "Memory (resident peak):")
    return {
        "benchmark": name,
        "microseconds": None if nanoseconds is None else round(nanoseconds / 1000 / count, 6),
        "bar": BARS.get(name),
        "nist": NIST.get(name),
        "instructions": None if instructions is None else round(instructions / count),
        "megabytes": None if memory is None else round(memory / 1e6, 1),
        "samples": samples,
    }


def median(text: str, metric: str) -> tuple[float | None, int]:
    """The median of a metric and how many samples it was taken from."""
    value, samples = None, 0
    for line in text.partition(metric)[2].strip().splitlines()[1:]:
        row = ROW.match(line)
        if row:
            samples = int(row.group(3))
            if value is None and float(row.group(2)) >= 0.5:
                value = float(row.group(1))
        elif value is not None:
            break
    return value, samples


def print_table(results: list[dict]):
    print(f"{'BENCHMARK':60} {'MEDIAN µs':>10} {'BAR µs':>8} {'NIST µs':>9} {'INSTRUCTIONS':>13} {'MB':>6} {'SAMPLES':>8}")
    for one in results:
        time = "-" if one["microseconds"] is None else f"{one['microseconds']:.{2 if one['microseconds'] >= 1 else 4}f}"
        bar = "" if one["bar"] is None else str(one["bar"])
        nist = "" if one["nist"] is None else str(one["nist"])
        instructions = "-" if one["instructions"] is None else str(one["instructions"])
        memory = "-" if one["megabytes"] is None else str(one["megabytes"])
        print(f"{one['benchmark']:60} {time:>10} {bar:>8} {nist:>9} {instructions:>13} {memory:>6} {one['samples']:8}")


if __name__ == "__main__":
    main()
