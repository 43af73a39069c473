"""`quorate entropy`: NIST's figures through the command line, and what is said of files that are no samples."""

import csv
import gzip
import json
import os
import subprocess
from pathlib import Path

import pytest

from support.environment import clean_environment


def quorate(binary: Path, *arguments: object, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [binary, "entropy", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        env=clean_environment(),
    )


def said(binary: Path, *arguments: object) -> str:
    result = quorate(binary, *arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def refusal(binary: Path, *arguments: object) -> str:
    result = quorate(binary, *arguments)
    assert result.returncode == 1 and not result.stdout, (result.returncode, result.stdout)
    return result.stderr


@pytest.fixture(scope="module")
def data() -> Path:
    shared = os.environ.get("QUORATE_SHARED")
    folder = Path(shared) / "data" / "entropy" if shared else None
    if folder is None or not folder.is_dir():
        if os.environ.get("QUORATE_REQUIRE_SHARED"):
            pytest.fail("the shared data is missing: set QUORATE_SHARED")
        pytest.skip("QUORATE_SHARED names no folder with NIST's data")
    return folder


@pytest.mark.parametrize("name", ["pi", "e", "sqrt2", "sqrt3"])
def test_every_p_value_is_that_of_nists_suite(binary: Path, data: Path, name: str) -> None:
    with (data / "sp80022" / "sts212_all_pvalues.csv").open() as file:
        expected = [row for row in csv.DictReader(file) if row["file"] == name]
    output = said(binary, "test", data / "sp80022" / f"{name}.1e6.bin", "--bits", 1_000_000, "--format", "csv")
    rows = list(csv.DictReader(output.splitlines()))
    assert [(row["test"], row["index"]) for row in rows] == [(row["test"], row["index"]) for row in expected]
    for row, right in zip(rows, expected, strict=True):
        assert float(row["p_value"]) == pytest.approx(float(right["p_value"]), abs=1e-6, rel=0), row


@pytest.mark.parametrize("name", ["normal", "rand4_short", "truerand_1bit", "biased-random-bits"])
def test_every_figure_is_that_of_nists_tool(binary: Path, data: Path, tmp_path: Path, name: str) -> None:
    expected = json.loads((data / "sp80090b" / "ea_non_iid_reference.json").read_text())[name]
    samples = tmp_path / name
    samples.write_bytes(gzip.decompress((data / "sp80090b" / f"{name}.bin.gz").read_bytes()))
    figures = json.loads(said(binary, "assess", samples, "--format", "json"))
    assert figures["info"] == expected["info"]
    for figure, value in expected.items():
        if isinstance(value, float) and not figure.startswith("seconds"):
            assert figures[figure] == pytest.approx(value, rel=1e-9, abs=0), figure


def test_a_table_is_for_people(binary: Path, tmp_path: Path) -> None:
    file = tmp_path / "random"
    file.write_bytes(os.urandom(60 * 1_250))
    table = said(binary, "test", file)
    assert "1 sequence of 600000 bits" in table and "of 148 low" in table
    table = said(binary, "test", file, "--bits", 10_000)
    assert "60 sequences of 10000 bits each" in table and "Universal: needs 387840 bits" in table
    table = said(binary, "assess", file)
    assert "LZ78Y" in table and "Assessed min-entropy: " in table
    small = tmp_path / "small"
    small.write_bytes(os.urandom(5_000))
    assert "permutation, excursion" in said(binary, "assess", small, "--iid")


def test_a_sequence_that_is_too_short_for_a_test_says_so_and_the_others_run(binary: Path, tmp_path: Path) -> None:
    file = tmp_path / "short"
    file.write_bytes(os.urandom(100))
    summary = json.loads(said(binary, "test", file, "--format", "json"))
    assert {"test": "Rank", "reason": "needs 1024 bits"} in summary["omitted"]
    assert any(value["test"] == "Frequency" for value in summary["values"])
    errors = json.loads(said(binary, "assess", file, "--format", "json"))["errors"]
    assert "needs" in errors["Bitstring Compression Estimate"]


def test_what_is_no_sample_is_refused_with_a_reason(binary: Path, tmp_path: Path) -> None:
    empty, stuck, wide = tmp_path / "empty", tmp_path / "stuck", tmp_path / "wide"
    empty.write_bytes(b"")
    stuck.write_bytes(bytes(1_000))
    wide.write_bytes(bytes(range(200)))
    for command in ("test", "assess"):
        assert "is empty" in refusal(binary, command, empty)
        assert "is a folder" in refusal(binary, command, tmp_path)
        assert "there is no such file" in refusal(binary, command, tmp_path / "missing")
    assert "has no end: say how much to take with --bits" in refusal(binary, "test", "/dev/urandom")
    assert "ends after 0 of 1000000 bytes" in refusal(binary, "assess", "/dev/null")
    assert "all 1000 samples are 0" in refusal(binary, "assess", stuck)
    assert "symbol 8 at index 8 does not fit 3 bits" in refusal(binary, "assess", wide, "--bits-per-symbol", 3)
    assert "1 to 8 bits" in refusal(binary, "assess", wide, "--bits-per-symbol", 9)
    assert "1600 bits" in refusal(binary, "test", wide, "--bits", 2_000)
    assert "pattern length m is 40" in refusal(binary, "test", wide, "--serial", 40)
    assert "between 0 and 0.5" in refusal(binary, "test", wide, "--significance", 0.7)


def test_a_device_that_gives_nothing_is_given_up(binary: Path) -> None:
    """A terminal that nobody types at."""
    master, terminal = os.openpty()
    try:
        said = refusal(binary, "test", os.ttyname(terminal), "--bits", 100)
    finally:
        os.close(master)
        os.close(terminal)
    assert "has given 0 of 13 bytes and then nothing for 10 seconds" in said


def test_the_sources_of_this_machine_are_listed_and_the_absent_ones_say_why(binary: Path, tmp_path: Path) -> None:
    listed = said(binary, "sources", "--format", "json", "--tpm", f"unix:{tmp_path}/none")
    sources = {source["name"]: source for source in json.loads(listed)}
    assert {"memory-walk", "hash-loop", "scheduling", "io-timing", "kernel", "tpm", "pkcs11"} <= sources.keys()
    assert sources["memory-walk"]["isPresent"] and sources["memory-walk"]["justification"]
    assert not sources["tpm"]["isPresent"] and sources["tpm"]["reason"]
    assert sources["kernel"]["claim"] == 0
    assert "CREDITED" in said(binary, "sources")
    assert "give the path of a device" in refusal(binary, "sources", "--tpm", "somewhere")


def test_a_source_holds_at_least_what_is_credited(binary: Path) -> None:
    sources = {source["name"]: source for source in json.loads(said(binary, "sources", "--format", "json"))}
    for name in ("memory-walk", "hash-loop"):
        figures = json.loads(said(binary, "assess", name, "--samples", 50_000, "--format", "json"))
        assert figures["Assessed min entropy"] > sources[name]["claim"] > 0
    refused = refusal(binary, "assess", "dice")
    assert "no source of that name" in refused and "memory-walk" in refused


def test_a_pool_and_a_source_can_be_tested(binary: Path) -> None:
    summary = json.loads(said(binary, "test", "--pool", "--bits", 100_000, "--sequences", 20, "--format", "json"))
    assert summary["sequences"] == 20 and summary["bits"] == 100_000
    assert sum(value["passed"] for value in summary["values"]) > 0.9 * sum(v["sequences"] for v in summary["values"])
    raw = json.loads(said(binary, "test", "--source", "hash-loop", "--bits", 100_000, "--format", "json"))
    assert any(value["pValue"] < 0.01 for value in raw["values"]), "raw timings are no random bits"
    assert "Name one thing" in refusal(binary, "test")
    assert "Name one thing" in refusal(binary, "test", "--pool", "--source", "kernel")
    assert "there is no source" in refusal(binary, "test", "--source", "dice")


def test_amounts_that_no_machine_gives_are_refused(binary: Path) -> None:
    huge = (1 << 63) - 1
    assert "1 to 2147483648 bits" in refusal(binary, "test", "--pool", "--bits", huge)
    assert "--sequences" in refusal(binary, "test", "--pool", "--sequences", huge)
    assert "are taken at most" in refusal(binary, "test", "--pool", "--bits", 1 << 31, "--sequences", 1 << 28)
    assert "are taken at most" in refusal(binary, "assess", "kernel", "--samples", huge)
