#!/usr/bin/env bash
# How cost grows with a key's committee: for each size n a fresh fleet of n custodians on this machine, with the quorum
# k = n/2 + 1 (3 of 5 for five), and `quorate bench`. Prints a table.
#
#   Scripts/bench-committees.sh [N ...]          3 5 9 15 20 unless said otherwise
#
# QUORATE_BINARY names the executable (a release build), OPERATIONS what is measured (GenerateDataKey,Sign,GenerateMac),
# CONNECTIONS the numbers of connections, SECONDS_EACH the seconds for each measurement. Everything is on 127.0.0.1 and
# in a temporary folder; what it starts, it ends by its id.
set -Eeuo pipefail

# shellcheck source=Scripts/bench-fleet.sh
source "$(dirname "${BASH_SOURCE[0]}")/bench-fleet.sh"
operations=${OPERATIONS:-GenerateDataKey,Sign,GenerateMac}
connections=${CONNECTIONS:-1,64}
seconds=${SECONDS_EACH:-5}
# Each fleet's measurements must be done by then.
bench_limit=${BENCH_LIMIT:-300}
sizes=("$@")
[[ ${#sizes[@]} -gt 0 ]] || sizes=(3 5 9 15 20)
# 1 where a measurement failed; the next size is measured all the same.
status=0

# The rows of one fleet, behind its n and k, without the heading of `quorate bench`.
measure() {
    timeout "$bench_limit" "$binary" bench --operations "$operations" --connections "$connections" \
        --seconds "$seconds" </dev/null | awk -v n="$1" -v k="$2" '$1 != "OPERATION" {
        printf "%3d %3d %-16s %6s %10s %9s %9s %9s\n", n, k, $1, $2, $3, $4, $5, $6
    }'
}

printf '%3s %3s %-16s %6s %10s %9s %9s %9s\n' n k OPERATION CONNS REQ/S 'P50 ms' 'P90 ms' 'P99 ms'
for n in "${sizes[@]}"; do
    [[ "$n" =~ ^([3-9]|1[0-9]|20)$ ]] || fail "a committee has 3 to 20 members, not $n"
    k=$((n / 2 + 1))
    start_fleet "$n" "$k"
    measure "$n" "$k" || status=1
    stop_fleet
done
[[ "$status" -eq 0 ]]
