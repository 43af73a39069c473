"""Health and metrics, as the machines that watch over a fleet read them."""

import json
import re
import urllib.error
import urllib.request

from .fleet import Fleet

LINE = re.compile(r"^(?P<name>[a-z_]+)(?:\{(?P<labels>.*)\})? (?P<value>\S+)$")
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')


def get(url: str, token: str | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    authorization = {"Authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(url, headers={**authorization, **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def health(fleet: Fleet) -> tuple[int, dict]:
    status, text = get(fleet.env["QUORATE_ADMIN_URL"] + "/health")
    return status, json.loads(text)


def parsed(text: str) -> dict[tuple[str, frozenset], float]:
    """Samples by name and labels; fails on a line that is none, and on a sample without a type."""
    samples, typed = {}, set()
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            typed.add(line.split()[2])
        if line.startswith("#"):
            continue
        match = LINE.match(line)
        assert match, line
        assert match["name"] in typed or re.sub("_(bucket|sum|count)$", "", match["name"]) in typed, line
        name = (match["name"], frozenset(LABEL.findall(match["labels"] or "")))
        assert name not in samples, line
        samples[name] = float(match["value"])
    return samples


def metrics(fleet: Fleet) -> dict[tuple[str, frozenset], float]:
    token = (fleet.data / "admin-token").read_text().strip()
    status, text = get(fleet.env["QUORATE_ADMIN_URL"] + "/metrics", token)
    assert status == 200, text
    return parsed(text)


def value(samples: dict[tuple[str, frozenset], float], name: str, **labels: str) -> float:
    """The sum of the samples that have these labels."""
    found = [value for (other, has), value in samples.items() if other == name and labels.items() <= dict(has).items()]
    return sum(found)
