"""Every lie against every custody and suite.

No wrong result reaches a client and no request is refused; the liar's name and the kind of its lie are in log and metrics
of whoever met it; it is asked no more for a while, others serve in its place, and then it is tried again.

`lying-custodian` is a test build of the real one.
"""

import pytest

from support.lied_to import OPERATIONS, LiedToFleet
from support.processes import wait_until

#: By lie, what each custody and suite knows it as. A lie that is not about one of them changes nothing there.
KINDS = {
    "wrong-partial": {
        "prf": "wrong-result",
        "replicated": "wrong-result",
        "frost": "wrong-result",
        "agreement": "wrong-result",
        "quorum": "wrong-result",
    },
    "wrong-proof": {
        "prf": "wrong-result",
        "replicated": "wrong-result",
        "frost": "wrong-result",
        "agreement": "wrong-result",
        "quorum": "wrong-result",
    },
    "stale-epoch": {
        "prf": "wrong-epoch",
        "replicated": "wrong-epoch",
        "frost": "wrong-epoch",
        "agreement": "wrong-epoch",
        "quorum": "wrong-result",
    },
    "garbage": {
        "prf": "wrong-result",
        "replicated": "malformed",
        "frost": "malformed",
        "agreement": "wrong-result",
        "quorum": "wrong-result",
    },
    "too-many": {
        "prf": "wrong-result",
        "replicated": "malformed",
        "frost": "oversize",
        "agreement": "wrong-result",
        "quorum": "malformed",
    },
    "oversize": {
        "prf": "oversize",
        "replicated": "oversize",
        "frost": "oversize",
        "agreement": "oversize",
        "quorum": "oversize",
    },
    "bad-nonces": {"frost": "bad-nonces"},
    "replayed-nonces": {"frost": "replayed-nonces"},
    "borrowed-nonces": {"frost": "replayed-nonces"},
    "wrong-signature": {"quorum": "wrong-result"},
}


def expect_quarantine(fleet: LiedToFleet, custody: str) -> None:
    """Others serve while the liar is asked no more."""
    operations, liar = OPERATIONS[custody], fleet.liar
    assert any(fleet.quarantines(liar))

    def adds_no_lie() -> bool:
        before = fleet.lies(liar)
        fleet.serve(operations, rounds=2)
        return fleet.lies(liar) == before

    # Each that rebuilds keys finds out for itself.
    wait_until(adds_no_lie, 20, f"no more lies to {custody}")
    # One that sends wrong shares goes on rebuilding keys itself: its peers' word does not convict it.
    if custody != "quorum":
        fleet.until_passed_over(liar, operations, seconds=0)


@pytest.mark.parametrize("lie", KINDS)
def test_a_lie_is_named_and_its_teller_put_aside(lied_to: LiedToFleet, lie: str) -> None:
    liar = lied_to.liar
    lied_to.lie(liar, lie)
    for custody, operations in OPERATIONS.items():
        # The quarantine that another custody has earned it is over: it is asked again, and lies again.
        lied_to.forgive()
        assert not any(lied_to.quarantines(liar))
        kind = KINDS[lie].get(custody)
        if kind is None:
            known = lied_to.lies(liar)
            lied_to.serve(operations, rounds=2)
            assert lied_to.lies(liar) == known and not any(lied_to.quarantines(liar))
            continue
        logged = lied_to.logged_lies(liar, kind)
        lied_to.until_caught(liar, operations, kind)
        assert lied_to.logged_lies(liar, kind) > logged
        expect_quarantine(lied_to, custody)
    assert not lied_to.lies_of_others({liar})


def test_two_that_lie_are_both_named_and_three_serve(lied_to: LiedToFleet) -> None:
    """But for encryption under replicated keys, which takes four."""
    liars = {lied_to.liar: "wrong-partial", lied_to.other: "garbage"}
    for index, lie in liars.items():
        lied_to.lie(index, lie)
    for custody, operations in OPERATIONS.items():
        lied_to.forgive()
        known = {index: lied_to.lies(index) for index in liars}
        operations = [name for name in operations if custody != "replicated" or name.startswith("decrypt")]

        def are_caught(operations: list[str] = operations, known: dict[int, float] = known) -> bool:
            lied_to.serve(operations)
            return all(lied_to.lies(index) > known[index] for index in liars)

        wait_until(are_caught, 30, f"both caught with {custody}")
        lied_to.serve(operations, rounds=2)
    assert not lied_to.lies_of_others(set(liars))
    lied_to.be_honest(lied_to.other)


def test_a_lie_in_one_value_is_found_by_decryption_and_encryption_goes_on_without_the_liar(lied_to: LiedToFleet) -> None:
    liar = lied_to.liar
    lied_to.lie(liar, "wrong-value")
    lied_to.forgive()
    refused = [outcome for outcome in lied_to.attempt(["encrypt replicated"] * 4) if outcome.refusal]
    assert refused and all("contradict" in outcome.text and lied_to.name(liar) in outcome.text for outcome in refused)
    assert lied_to.counted("quorate_custodian_reports_total", custodian=lied_to.name(liar), report="suspicion") > 0
    lied_to.until_caught(liar, ["decrypt replicated"])
    lied_to.serve(OPERATIONS["replicated"], rounds=4)
    lied_to.until_passed_over(liar, OPERATIONS["replicated"], seconds=0)


def test_a_false_accusation_is_passed_on_and_convicts_nobody(lied_to: LiedToFleet) -> None:
    lied_to.lie(lied_to.liar, "slander")
    lied_to.forgive()
    wait_until(
        lambda: lied_to.serve(OPERATIONS["quorum"])
        and lied_to.counted("quorate_custodian_reports_total", report="accusation") > 0,
        20,
        "an accusation",
    )
    assert f" accuser={lied_to.name(lied_to.liar)} " in lied_to.log("dev")
    assert not any(quarantined for index in range(1, 6) for quarantined in lied_to.quarantines(index))
