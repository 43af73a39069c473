"""`quorate dev` and the folder that it is given: what is not a fleet's stays as it is."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from support.environment import clean_environment
from support.fleet import Fleet
from support.ports import free_port_base

FOREIGN = {"env/lib/precious.txt": "mine", "hub/main.py": "print()", "custodian-notes.txt": "notes"}


def dev(binary: Path, data: Path, *more: str) -> list[str]:
    return [str(binary), "dev", "--data", str(data), "--port-base", str(free_port_base(5)), *more]


def fill(data: Path) -> None:
    for name, text in FOREIGN.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text)


def snapshot(data: Path) -> dict[str, str]:
    return {str(path.relative_to(data)): path.read_text() for path in data.rglob("*") if path.is_file()}


@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_with_somebody_elses_files_is_refused_and_left_alone(
    binary: Path, tmp_path: Path, fresh: bool
) -> None:
    data = tmp_path / "project"
    fill(data)
    refusal = subprocess.run(
        dev(binary, data, *(["--fresh"] if fresh else [])),
        env=clean_environment(), capture_output=True, text=True, timeout=60,
    )
    assert refusal.returncode == 1
    assert "no fleet made that" in refusal.stderr and "--data" in refusal.stderr
    assert snapshot(data) == FOREIGN


def test_fresh_deletes_the_fleet_and_nothing_beside_it(binary: Path, tmp_path: Path) -> None:
    data = tmp_path / "fleet" / "data"
    (data / "notes").mkdir(parents=True)
    (data / "notes" / "mine.txt").write_text("mine")
    (data / "custodian-notes.txt").write_text("notes")
    with Fleet(binary, tmp_path / "fleet", fresh=False) as fleet:
        fleet.stop()
        fleet.start(fresh=True)
        assert (data / "notes" / "mine.txt").read_text() == "mine"
        assert (data / "custodian-notes.txt").read_text() == "notes"


@pytest.mark.parametrize("delay", [0.05, 0.15, 0.3, 0.6])
def test_a_signal_during_the_start_ends_it_well(binary: Path, tmp_path: Path, delay: float) -> None:
    process = subprocess.Popen(
        dev(binary, tmp_path / "data"), env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        # The signal is meant for a process that is up, not for the loader of its libraries.
        deadline = time.monotonic() + 30
        while not (tmp_path / "data").exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(delay)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0, errors.decode()


def test_a_port_in_use_is_named(binary: Path, tmp_path: Path) -> None:
    with Fleet(binary, tmp_path / "first") as fleet:
        refusal = subprocess.run(
            [str(binary), "dev", "--data", str(tmp_path / "second"), "--port-base", str(fleet.port_base)],
            env=clean_environment(), capture_output=True, text=True, timeout=60,
        )
        assert refusal.returncode == 1
        assert f"Port {fleet.port_base}" in refusal.stderr and "--port-base" in refusal.stderr
        assert "killing" not in refusal.stderr


def test_a_fleet_too_small_for_the_placement_rule_says_so(binary: Path, tmp_path: Path) -> None:
    with Fleet(binary, tmp_path / "small", custodians=6, threshold=2) as fleet:
        said = (fleet.folder / "dev.out").read_text()
        assert "relaxed: no region" in said and "2" in said
    with Fleet(binary, tmp_path / "standard") as fleet:
        assert "relaxed" not in (fleet.folder / "dev.out").read_text()
