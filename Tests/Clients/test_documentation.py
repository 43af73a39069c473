"""What the documentation says of the project's files is so."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "Tests"
PAGES = [*ROOT.glob("*.md"), *(ROOT / "Documentation").glob("*.md")]
# `make test-timing`, which has no file in Tests.
ELSEWHERE = {20}


def documented() -> dict[int, set[Path]]:
    """The tests that Documentation/Testing.md names for each trap, without their endings."""
    traps: dict[int, set[Path]] = {}
    for number, places in re.findall(r"^\| (\d+) \|.*\| (.*) \|$", (ROOT / "Documentation/Testing.md").read_text(), re.M):
        groups = [] if int(number) in ELSEWHERE else places.split("; ")
        traps[int(number)] = {
            TESTS / folder / name for folder, names in (group.split(": ") for group in groups) for name in names.split(", ")
        }
    return traps


def named() -> dict[int, set[Path]]:
    """The tests that are named after each trap, without their endings."""
    traps: dict[int, set[Path]] = defaultdict(set)
    for path in [*TESTS.rglob("*.swift"), *TESTS.rglob("*.py")]:
        for numbers in re.findall(r"traps?[ _](\d+)(?: and (\d+))?", path.read_text()):
            for number in filter(None, numbers):
                traps[int(number)].add(path.with_suffix(""))
    return traps


def test_every_trap_has_the_tests_that_are_listed_for_it() -> None:
    listed = documented()
    found = named()
    assert set(listed) == set(found) | ELSEWHERE
    for number in found:
        assert listed[number] == found[number], f"trap {number}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
        assert re.match(r"https?://", target) or (page.parent / target).exists(), target
