#!/usr/bin/env bash
# How the cost of a rebuilt key grows with its committee: for each size n a fresh fleet of n custodians on this machine,
# with the quorum k = n/2 + 1 (3 of 5 for five), and `quorate bench --operations GenerateMac`. Prints a table.
#
#   Scripts/bench-committees.sh [N ...]          3 5 9 15 20 unless said otherwise
#
# QUORATE_BINARY names the executable (a release build), CONNECTIONS the numbers of connections, SECONDS_EACH the seconds
# for each measurement. Everything is on 127.0.0.1 and in a temporary folder; what it starts, it ends by its id.
set -Eeuo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=${QUORATE_BINARY:-.build-release/release/quorate}
[[ "$binary" == /* ]] || binary=$root/$binary
connections=${CONNECTIONS:-1,64}
seconds=${SECONDS_EACH:-5}
sizes=("$@")
[[ ${#sizes[@]} -gt 0 ]] || sizes=(3 5 9 15 20)
# Each fleet must be ready, and each measurement done, by then.
start_limit=60
bench_limit=${BENCH_LIMIT:-300}
work=$(mktemp -d)
dev_pid=
# 1 where a measurement failed; the next size is measured all the same.
status=0

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# Whether the fleet that this script has started still runs: a job of this shell, whose id nobody else can have.
is_running() { jobs -pr | grep -qx "$dev_pid"; }

# Ends the fleet that this script has started, if one runs. Its custodians end with it.
stop() {
    [[ -n "$dev_pid" ]] || return 0
    kill -TERM "$dev_pid" 2>/dev/null || true
    for _ in {1..200}; do
        is_running || break
        sleep 0.1
    done
    ! is_running || kill -KILL "$dev_pid" 2>/dev/null || true
    wait "$dev_pid" 2>/dev/null || true
    dev_pid=
}

clean_up() {
    stop
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

start() {
    local n=$1 k=$2 data=$work/fleet-$1 log=$work/fleet-$1.log
    "$binary" dev --data "$data" --port-base 0 --custodians "$n" --threshold "$k" --fresh >"$log" 2>&1 </dev/null &
    dev_pid=$!
    for ((waited = 0; waited < start_limit * 10; waited++)); do
        ! grep -q '^ready' "$log" || return 0
        is_running || fail "the fleet of $n ended by itself: $(tail -n 3 "$log")"
        sleep 0.1
    done
    fail "the fleet of $n was not ready after $start_limit s: $(tail -n 3 "$log")"
}

# The rows of one fleet, without the heading of `quorate bench`.
measure() {
    local n=$1 k=$2
    (
        # shellcheck source=/dev/null
        source "$work/fleet-$n/env"
        timeout "$bench_limit" "$binary" bench --operations GenerateMac --connections "$connections" \
            --seconds "$seconds" </dev/null
    ) | awk -v n="$n" -v k="$k" '$1 == "GenerateMac" {
        printf "%3d %3d %6s %10s %9s %9s %9s\n", n, k, $2, $3, $4, $5, $6
    }'
}

[[ -x "$binary" ]] || fail "$binary is missing: run \`make release\`, or set QUORATE_BINARY"
printf '%3s %3s %6s %10s %9s %9s %9s\n' n k CONNS REQ/S 'P50 ms' 'P90 ms' 'P99 ms'
for n in "${sizes[@]}"; do
    [[ "$n" =~ ^([3-9]|1[0-9]|20)$ ]] || fail "a committee has 3 to 20 members, not $n"
    k=$((n / 2 + 1))
    start "$n" "$k"
    measure "$n" "$k" || status=1
    stop
done
[[ "$status" -eq 0 ]]
