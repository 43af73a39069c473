#!/usr/bin/env bash
# Whether memory stays flat: a 3-of-5 fleet on this machine under Encrypt at full speed, with the resident, own and locked
# memory of every role after each tenth of the operations. Says at the end what the second half added.
#
#   Scripts/bench-memory.sh [OPERATIONS]          1000000 unless said otherwise; a few thousand show the form
#
# QUORATE_BINARY names the executable (a release build), CONNECTIONS how many send requests (64). A custodian's locked
# memory is the least of all, its resident memory the most.
set -Eeuo pipefail

# shellcheck source=Scripts/bench-fleet.sh
source "$(dirname "${BASH_SOURCE[0]}")/bench-fleet.sh"
goal=${1:-1000000}
[[ "$goal" =~ ^[1-9][0-9]+$ ]] || fail "OPERATIONS is a number from 10 on, not $goal"
connections=${CONNECTIONS:-64}

# load SECONDS: how many requests were answered in that time.
load() {
    "$binary" bench --operations Encrypt --connections "$connections" --seconds "$1" --format json </dev/null |
        python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["requests"])'
}

row() { printf '%12s %8s  %14s %8s  %14s %8s %10s\n' "$@"; }

report() {
    {
        read -r _ hub hub_own _
        read -r _ custodian custodian_own custodian_locked
    } < <(memory_of_roles)
    row "$answered" "$1" "$hub" "$hub_own" "$custodian" "$custodian_own" "$custodian_locked"
}

start_fleet 5 3
row OPERATIONS REQ/S 'HUB+GW MB' 'own' 'CUSTODIAN MB' 'own' 'locked'
answered=0
report -
# A first look at the speed, so that each step lasts as long as a tenth of the operations takes.
answered=$(load 2)
seconds=$(awk -v rate="$((answered / 2))" -v step="$((goal / 10))" 'BEGIN {
    seconds = step / (rate > 0 ? rate : 1); print seconds < 0.2 ? 0.2 : (seconds > 3000 ? 3000 : seconds)
}')
half=()
while [[ "$answered" -lt "$goal" ]]; do
    step=$(load "$seconds")
    answered=$((answered + step))
    report "$(awk -v n="$step" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }')"
    if [[ ${#half[@]} -eq 0 && "$answered" -ge $((goal / 2)) ]]; then half=("$hub" "$custodian"); fi
done
awk -v hub="${half[0]}" -v custodian="${half[1]}" -v hub_end="$hub" -v custodian_end="$custodian" 'BEGIN {
    printf "\nThe second half added %.1f MB to hub and gateway, %.1f MB to a custodian.\n", \
        hub_end - hub, custodian_end - custodian
}'
