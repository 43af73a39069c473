"""`quorate anomalies` as an operator meets it, and `quorate forecast m4` as far as a test's time goes."""

import csv
import gzip
import json
import math
import random
import subprocess
from pathlib import Path

import pytest

from support.environment import clean_environment


def quorate(binary: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [binary, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        env=clean_environment(),
    )


def series(days: int, spike_at: int) -> str:
    """Noisy days at five-minute intervals, with one spike and one value missing."""
    dice = random.Random(7)
    lines = ["timestamp,value"]
    for step in range(days * 288):
        value = 1000 + 500 * math.sin(2 * math.pi * step / 288) + dice.gauss(0, 30)
        value = 5000 if step == spike_at else value
        minutes = step % 288 * 5
        time = f"2026-{1 + step // 288 // 28:02}-{1 + step // 288 % 28:02} {minutes // 60:02}:{minutes % 60:02}:00"
        lines.append(f"{time}," + ("" if step == 1000 else f"{value:.1f}"))
    return "\n".join(lines) + "\n"


def test_a_spike_is_named_with_its_time(binary, tmp_path):
    (tmp_path / "series.csv").write_text(series(21, spike_at=5000))
    result = quorate(
        binary, "anomalies", tmp_path / "series.csv", "--scores", tmp_path / "scores.csv", "--format", "json"
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["points"] == 21 * 288 and found["missing"] == 1
    with open(tmp_path / "scores.csv") as file:
        scores = list(csv.DictReader(file))
    assert [row for row in scores if not row["score"]] == [scores[1000]]
    assert all(0 <= float(row["score"] or 0) <= 1 for row in scores)
    alarms = {alarm["time"]: alarm["kind"] for alarm in found["alarms"]}
    assert alarms[scores[5000]["time"]] == "spike"
    # One in 2,000 may be false, and the first days are news.
    assert len([time for time in alarms if time > scores[14 * 288]["time"]]) <= 5

    table = quorate(binary, "anomalies", tmp_path / "series.csv").stdout.splitlines()
    assert table[1].split() == ["TIME", "VALUE", "SCORE", "KIND"]
    assert any(line.startswith(scores[5000]["time"]) and line.endswith("spike") for line in table)


def test_a_folder_of_the_benchmark(binary, tmp_path):
    text = series(3, spike_at=700)
    (tmp_path / "kind").mkdir()
    (tmp_path / "kind" / "plain.csv").write_text(text)
    with gzip.open(tmp_path / "kind__packed.csv.gz", "wt") as file:
        file.write(text)
    result = quorate(binary, "anomalies", "--nab", tmp_path)
    assert result.returncode == 0, result.stderr
    rows = list(csv.DictReader(result.stdout.splitlines()))
    plain = [(row["timestamp"], row["anomaly_score"]) for row in rows if row["file"] == "kind/plain.csv"]
    packed = [(row["timestamp"], row["anomaly_score"]) for row in rows if row["file"] == "kind/packed.csv"]
    assert len(plain) == 3 * 288 and plain == packed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,value\n", "a header and no rows"),
        ("time,value\n100,1\n100,2\n", "line 3: 100 is not after the line before"),
        ("time,value\n100,nan\n", 'line 2: "nan" is no number'),
    ],
    ids=["no rows", "unsorted", "not a number"],
)
def test_what_is_no_series_is_refused(binary, tmp_path, text, said):
    (tmp_path / "bad.csv").write_text(text)
    result = quorate(binary, "anomalies", tmp_path / "bad.csv")
    assert result.returncode == 1 and not result.stdout
    assert said in result.stderr and "bad.csv" in result.stderr


def test_a_packed_file_that_is_cut_off_is_refused(binary, tmp_path):
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress(series(3, 0).encode())[:200])
    result = quorate(binary, "anomalies", tmp_path / "cut.csv.gz")
    assert result.returncode == 1 and "cut off or damaged" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["a.csv", "--nab", "."], ["a.csv", "--false-alarm-rate", "0.7"]])
def test_options_that_do_not_go_together(binary, arguments):
    assert quorate(binary, "anomalies", *arguments).returncode == 1


def test_series_too_short_to_train_on_are_refused(binary, tmp_path):
    (tmp_path / "short.csv").write_text("H1," + ",".join("5" for _ in range(100)) + "\n")
    result = quorate(binary, "forecast", "m4", tmp_path / "short.csv", "--output", tmp_path / "out.csv")
    assert result.returncode == 1 and "series H1 has 100 hours, and 360 are needed" in result.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("option", ["--model", "--output"])
def test_a_place_that_cannot_be_written_is_told_before_training(binary, tmp_path, option):
    (tmp_path / "series.csv").write_text("H1," + ",".join(str(5 + hour % 24) for hour in range(700)) + "\n")
    result = quorate(binary, "forecast", "m4", tmp_path / "series.csv", option, tmp_path / "missing" / "file")
    assert result.returncode == 1 and f"{option} {tmp_path}/missing/file: the file cannot be written" in result.stderr


def test_a_model_that_is_none_is_refused(binary, tmp_path):
    (tmp_path / "series.csv").write_text("H1," + ",".join(str(5 + hour % 24) for hour in range(700)) + "\n")
    (tmp_path / "model").write_bytes(b"something else entirely, which is no model of ours at all")
    result = quorate(binary, "forecast", "m4", tmp_path / "series.csv", "--model", tmp_path / "model")
    assert result.returncode == 1 and "--model" in result.stderr
