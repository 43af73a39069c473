"""`quorate forecast` as an operator meets it: its figures, its files, and what is said of data that is none."""

import csv
import json
import math
import random
import subprocess
from pathlib import Path

import pytest

from support.environment import clean_environment


def quorate(binary: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [binary, "forecast", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        env=clean_environment(),
    )


def hours(path: Path, days: int, keys: int = 1, seed: int = 1) -> list[list[str]]:
    """Noisy days, with an hour left out and one empty."""
    dice = random.Random(seed)
    names = ["count"] if keys == 1 else [f"key-{number}" for number in range(keys)]
    rows = [["time", *names]]
    for hour in range(days * 24):
        level = 1000 + 600 * math.sin(2 * math.pi * hour / 24)
        counts = [str(round(level * (number + 1) * dice.uniform(0.9, 1.1))) for number in range(keys)]
        rows.append([f"2026-{1 + hour // 24 // 28:02}-{1 + hour // 24 % 28:02}T{hour % 24:02}:00:00", *counts])
    rows[200][1] = ""
    del rows[300]
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return rows


def test_the_measures_are_those_of_the_predictions(binary, tmp_path):
    rows = hours(tmp_path / "counts.csv", days=28)
    start = rows[24 * 21][0]
    result = quorate(
        binary, "evaluate", tmp_path / "counts.csv", "--from", start, "--predictions", tmp_path / "out.csv",
        "--format", "json",
    )
    assert result.returncode == 0, result.stderr
    [evaluation] = json.loads(result.stdout)
    assert evaluation["from"] == start
    truth = {row[0]: float(row[1]) for row in rows[1:] if row[1]}
    with open(tmp_path / "out.csv") as file:
        predictions = list(csv.DictReader(file))
    for horizon in evaluation["horizons"]:
        mine = [row for row in predictions if row["h"] == str(horizon["bins"])]
        assert [row["time"] for row in mine] == [row[0] for row in rows[24 * 21 :]]
        known = [(truth[row["time"]], float(row["p50"]), float(row["p95"])) for row in mine if row["time"] in truth]
        wape = sum(abs(y - p50) for y, p50, _ in known) / sum(y for y, _, _ in known)
        assert math.isclose(horizon["wape"], wape, rel_tol=1e-6)
        assert horizon["outcomes"] == len(known)
        assert math.isclose(horizon["coverage95"], sum(y <= p95 for y, _, p95 in known) / len(known))
        # Noise of ten per cent at most, five on average.
        assert wape < 0.08
    assert [horizon["seconds"] for horizon in evaluation["horizons"]] == [3_600, 86_400]


def test_many_keys_in_one_file(binary, tmp_path):
    hours(tmp_path / "keys.csv", days=25, keys=3)
    result = quorate(binary, "evaluate", tmp_path / "keys.csv", "--predictions", tmp_path / "out.csv")
    assert result.returncode == 0, result.stderr
    heading, *lines = result.stdout.splitlines()
    assert heading.split() == ["FILE", "MODEL", "AHEAD", "OUTCOMES", "WAPE", "EQUAL-KEY", "WAPE", "QL95", "UP", "TO", "P95"]
    assert len(lines) == 2 and " 1 h " in lines[0] and " 1 d " in lines[1]
    with open(tmp_path / "out.csv") as file:
        assert {row["key"] for row in csv.DictReader(file)} == {"key-0", "key-1", "key-2"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("time,count\n2026-01-01T00:00:00,1\n2026-01-01T00:05:00,-3\n", "line 3: \"-3\" is no count"),
        ("2026-01-01T00:00:00,1\n2026-01-01T00:05:00,3\n", "line 1: this is no header"),
        ("time,count\n2026-01-01T00:05:00,1\n2026-01-01T00:00:00,3\n", "line 3: 2026-01-01T00:00:00 is earlier"),
        ("time,count\n" + "".join(f"{hour * 3600},1\n" for hour in range(30)), "too few to learn from"),
    ],
    ids=["empty", "negative", "headless", "unsorted", "short"],
)
def test_what_is_no_series_is_refused(binary, tmp_path, text, said):
    (tmp_path / "bad.csv").write_text(text)
    result = quorate(binary, "evaluate", tmp_path / "bad.csv", "--predictions", tmp_path / "out.csv")
    assert result.returncode == 1 and not result.stdout
    assert said in result.stderr and "bad.csv" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_start_that_the_file_does_not_have_is_refused(binary, tmp_path):
    hours(tmp_path / "counts.csv", days=20)
    result = quorate(binary, "evaluate", tmp_path / "counts.csv", "--from", "2027-01-01T00:00:00")
    assert result.returncode == 1 and "no row of the file has this time" in result.stderr
