#!/usr/bin/env bash
# How memory and latency grow with the number of keys: a 3-of-5 fleet on this machine, to which keys are added; at each
# number, requests go over all of them in turns. Prints a table; memory is that of the largest custodian.
#
#   Scripts/bench-keys.sh [NUMBER ...]          1 100 1000 10000 100000, ascending, unless said otherwise
#
# QUORATE_BINARY names the executable (a release build); OPERATIONS what is measured (DescribeKey,GenerateDataKey);
# CONNECTIONS how many (16); SECONDS_EACH the seconds for each measurement; CREATE_LIMIT the seconds (600) that making
# keys may take for each number: what is there by then is measured in its place. Needs `make python`.
set -Eeuo pipefail

# shellcheck source=Scripts/bench-fleet.sh
source "$(dirname "${BASH_SOURCE[0]}")/bench-fleet.sh"
python=${PYTHON:-$root/.venv/bin/python}
[[ -x "$python" ]] || fail "$python is missing: run \`make python\`"
operations=${OPERATIONS:-DescribeKey,GenerateDataKey}
numbers=("$@")
[[ ${#numbers[@]} -gt 0 ]] || numbers=(1 100 1000 10000 100000)
keys=$work/keys
: >"$keys"

row() { printf '%7s %8s  %-16s %8s %8s %8s  %9s %7s %9s %7s %9s\n' "$@"; }

start_fleet 5 3
row KEYS CREATE/S OPERATION REQ/S 'P50 ms' 'P99 ms' 'HUB+GW MB' 'own' 'CUST. MB' 'own' 'locked'
for number in "${numbers[@]}"; do
    rate=$("$python" "$root/Scripts/create-keys.py" "$keys" --until "$number" --seconds "${CREATE_LIMIT:-600}")
    shuf "$keys" -o "$keys.shuffled"
    "$binary" bench --operations "$operations" --connections "${CONNECTIONS:-16}" --seconds "${SECONDS_EACH:-5}" \
        --keys "$keys.shuffled" </dev/null >"$work/rows"
    {
        read -r _ hub hub_own _
        read -r _ custodian custodian_own custodian_locked
    } < <(memory_of_roles)
    count=$(wc -l <"$keys")
    awk '$1 != "OPERATION" { print $1, $3, $4, $6 }' "$work/rows" | while read -r operation requests p50 p99; do
        row "$count" "$rate" "$operation" "$requests" "$p50" "$p99" \
            "$hub" "$hub_own" "$custodian" "$custodian_own" "$custodian_locked"
    done
    [[ "$count" -ge "$number" ]] || break
done
