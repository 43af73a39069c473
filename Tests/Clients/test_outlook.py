"""`quorate forecast FILE`: what comes next, with events that are known beforehand, and its picture."""

import csv
import datetime
import http.server
import json
import os
import random
import subprocess
import threading
import xml.etree.ElementTree
from pathlib import Path

import pytest

from support.environment import clean_environment

FIRST = datetime.datetime(2026, 3, 2)
FACTOR = 3.0


def forecast(binary: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [binary, "forecast", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        env=clean_environment(),
    )


def sales(days: int) -> list[datetime.datetime]:
    """Starts of sales of two hours, on two days of three, at no regular time."""
    dice = random.Random(5)
    starts = [FIRST + datetime.timedelta(days=day, hours=dice.randrange(8, 20)) for day in range(days)]
    return [start for start in starts if dice.random() < 0.65 and start >= FIRST + datetime.timedelta(days=6)]


def counts(path: Path, days: int, starts: list[datetime.datetime]) -> Path:
    """Quarters of an hour."""
    dice = random.Random(6)
    with open(path, "w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["time", "count"])
        for bin in range(days * 96):
            time = FIRST + datetime.timedelta(minutes=15 * bin)
            level = 500 if 8 <= time.hour < 20 else 200
            if any(start <= time < start + datetime.timedelta(hours=2) for start in starts):
                level *= FACTOR
            table.writerow([time.isoformat(), round(level * dice.uniform(0.95, 1.05))])
    return path


def as_json(starts: list[datetime.datetime]) -> str:
    events = [{"kind": "sale", "start": start.isoformat(), "duration": 7200} for start in starts]
    return json.dumps({"events": events, "alerts": []})


def as_calendar(starts: list[datetime.datetime]) -> str:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{index}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{start:%Y%m%dT%H%M%S}\r\nDURATION:PT2H\r\n"
        "SUMMARY:sale\r\nEND:VEVENT\r\n"
        for index, start in enumerate(starts)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n{events}END:VCALENDAR\r\n"


def as_table(starts: list[datetime.datetime]) -> str:
    return "start,duration\n" + "".join(f"{start.isoformat()},7200\n" for start in starts)


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> tuple[Path, list[datetime.datetime]]:
    """Forty days of counts, and the sales of them and of the day after."""
    starts = sales(40) + [FIRST + datetime.timedelta(days=40, hours=11)]
    return counts(tmp_path_factory.mktemp("shop") / "counts.csv", 40, starts), starts


@pytest.mark.parametrize("form", [as_json, as_calendar, as_table])
def test_a_sale_that_is_announced_is_forecast(binary, tmp_path, shop, form):
    file, starts = shop
    (tmp_path / "sales").write_text(form(starts))
    plain = json.loads(forecast(binary, file, "--format", "json").stdout)
    result = forecast(binary, file, "--events", tmp_path / "sales", "--format", "json")
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["events"] == len(starts) and plain["events"] == 0
    assert not told["isLearning"] and "degradation" not in told
    noon = starts[-1] + datetime.timedelta(hours=1)
    at_noon = [next(bin for bin in view["bins"] if bin["time"] == noon.isoformat()) for view in (plain, told)]
    assert at_noon[0]["p50"] < 700 and 1100 < at_noon[1]["p50"] < 1900
    for bin in told["bins"]:
        assert 0 <= bin["p10"] <= bin["p50"] <= bin["p90"] <= bin["p95"] <= bin["p99"]
    assert len(told["bins"]) == 96


def test_events_make_the_evaluation_better(binary, tmp_path, shop):
    file, starts = shop
    (tmp_path / "sales.json").write_text(as_json(starts))
    dice = random.Random(7)
    (tmp_path / "noise.json").write_text(
        as_json([FIRST + datetime.timedelta(minutes=dice.randrange(41 * 1440)) for _ in range(30)])
    )
    wapes = []
    for feed in ([], ["--events", tmp_path / "sales.json"], ["--events", tmp_path / "noise.json"]):
        result = forecast(binary, "evaluate", file, *feed, "--format", "json")
        assert result.returncode == 0, result.stderr
        [evaluation] = json.loads(result.stdout)
        wapes.append([horizon["wape"] for horizon in evaluation["horizons"]])
    none, known, noise = wapes
    assert known[-1] < 0.8 * none[-1]
    for without, wrong in zip(none, noise):
        assert wrong <= 1.02 * without


def test_a_feed_may_be_at_an_address(binary, shop):
    file, starts = shop
    body = as_calendar(starts).encode()

    class Feed(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/sales.ics" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feed) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        result = forecast(binary, file, "--events", f"{address}/sales.ics", "--format", "json")
        assert result.returncode == 0, result.stderr
        assert json.loads(result.stdout)["events"] == len(starts)
        result = forecast(binary, file, "--events", f"{address}/gone.ics")
        assert result.returncode == 1 and "answers 404" in result.stderr and not result.stdout
        server.shutdown()


def test_the_picture_is_one(binary, tmp_path, shop):
    file, starts = shop
    (tmp_path / "sales.json").write_text(as_json(starts))
    result = forecast(binary, file, "--events", tmp_path / "sales.json", "--plot", tmp_path / "out.svg")
    assert result.returncode == 0, result.stderr
    picture = xml.etree.ElementTree.parse(tmp_path / "out.svg").getroot()
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    texts = "".join(picture.itertext())
    for text in ("counts.csv", "forecast (median)", "p10 to p90", "sale", "model: ensemble", "counts in 15 min"):
        assert text in texts
    heading = next(line for line in result.stdout.splitlines() if line.startswith("TIME"))
    assert heading.split() == ["TIME", "AHEAD", "P10", "P50", "P90", "P95", "P99"]
    assert result.stdout.splitlines()[-1].split()[1:3] == ["1", "d"]


def test_a_short_file_has_a_degraded_forecast_that_says_so(binary, tmp_path):
    counts(tmp_path / "counts.csv", 1, [])
    result = forecast(binary, tmp_path / "counts.csv", "--horizon", "6h", "--plot", tmp_path / "out.svg")
    assert result.returncode == 0, result.stderr
    assert "too short for a model (96 bins with a count)" in result.stdout
    assert "learning: 24 of 48 hours seen; not to be acted on" in result.stdout
    assert "not to be acted on" in (tmp_path / "out.svg").read_text()
    assert "seasonal-naive" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--horizon", "2d"], "'2d' is invalid"),
        (["--horizon", "60s"], "a bin has 900 s"),
        (["--key", "other"], "has no such column; its first is count"),
        (["--zone", "Mars/Olympus"], "no such time zone"),
        (["--events", "nowhere.json"], "cannot be read"),
        (["--events", "ftp://127.0.0.1/x"], "no address of a feed"),
        (["--events", "http://127.0.0.1:99999/x"], "no address of a feed"),
        (["--plot", "/nowhere/out.svg"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(binary, shop, arguments, said):
    result = forecast(binary, shop[0], *arguments)
    assert result.returncode != 0 and not result.stdout
    assert said in result.stderr


def test_no_output_takes_the_place_of_a_file_that_is_read(binary, tmp_path):
    file = counts(tmp_path / "counts.csv", 5, [])
    before = file.read_bytes()
    (tmp_path / "link.svg").symlink_to(file)
    (tmp_path / "real" / "sub").mkdir(parents=True)
    (tmp_path / "folder").symlink_to(tmp_path / "real" / "sub")
    (tmp_path / "real" / "counts.csv").write_bytes(before)
    for arguments in (
        [tmp_path / "real" / "counts.csv", "--plot", f"{tmp_path}/folder/../counts.csv"],
        [file, "--plot", file],
        [file, "--plot", tmp_path / "link.svg"],
        ["evaluate", file, "--predictions", file],
    ):
        result = forecast(binary, *arguments)
        assert result.returncode != 0 and "name another file" in result.stderr
    assert file.read_bytes() == before == (tmp_path / "real" / "counts.csv").read_bytes()
    os.mkfifo(tmp_path / "pipe")
    result = forecast(binary, file, "--plot", tmp_path / "pipe")
    assert result.returncode != 0 and "a pipe or a device" in result.stderr


def test_counts_that_vanish_are_forecast_all_the_same(binary, tmp_path):
    rows = [f"{hour * 3600},{1000 if hour < 240 else 1e-300}" for hour in range(360)]
    (tmp_path / "counts.csv").write_text("time,count\n" + "\n".join(rows) + "\n")
    result = forecast(binary, tmp_path / "counts.csv")
    assert result.returncode == 0, result.stderr


def test_an_address_is_named_by_its_host_alone(binary, shop):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"start,duration\n2026-03-02T10:00:00,soon\n")

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        result = forecast(binary, shop[0], "--events", f"http://127.0.0.1:{server.server_port}/feed?token=secret")
        server.shutdown()
    assert result.returncode == 1 and "line 2" in result.stderr and "127.0.0.1" in result.stderr
    assert "secret" not in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"events":[{"kind":"sale","start":"2026-03-02T10:00:00","multipler":2}]}', "multipler"),
        ("start,duration\n2026-03-02T10:00:00,soon\n", "line 2"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:tomorrow\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "line 3"),
        ("<html></html>", "web page"),
    ],
    ids=["member", "table", "calendar", "page"],
)
def test_a_broken_feed_is_refused_with_its_place(binary, tmp_path, shop, text, said):
    (tmp_path / "feed").write_text(text)
    result = forecast(binary, shop[0], "--events", tmp_path / "feed")
    assert result.returncode == 1 and not result.stdout
    assert said in result.stderr and "--events" in result.stderr


def test_of_several_keys_one_is_named(binary, tmp_path):
    rows = ["time,a,b"] + [f"{hour * 3600},{10 + hour % 24},{hour % 24}" for hour in range(24 * 14)]
    (tmp_path / "keys.csv").write_text("\n".join(rows) + "\n")
    result = forecast(binary, tmp_path / "keys.csv")
    assert result.returncode == 1 and "name one with --key, such as --key a" in result.stderr
    result = forecast(binary, tmp_path / "keys.csv", "--key", "b", "--format", "json")
    assert result.returncode == 0, result.stderr
    bins = json.loads(result.stdout)["bins"]
    # Whole seconds, as the file has them, and its days.
    assert bins[0]["time"] == str(24 * 14 * 3600)
    assert all(abs(bin["p50"] - index) < 2 for index, bin in enumerate(bins))
