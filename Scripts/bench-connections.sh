#!/usr/bin/env bash
# How latency and throughput change with the number of connections: a fresh 3-of-5 fleet on this machine and
# `quorate bench`. Prints its table, and the memory of every role at the end.
#
#   Scripts/bench-connections.sh [NUMBER ...]          1 4 16 64 256 1024 unless said otherwise
#
# QUORATE_BINARY names the executable (a release build), OPERATIONS what is measured (GenerateDataKey,Sign), SECONDS_EACH
# the seconds for each measurement.
set -Eeuo pipefail

# shellcheck source=Scripts/bench-fleet.sh
source "$(dirname "${BASH_SOURCE[0]}")/bench-fleet.sh"
numbers=("$@")
[[ ${#numbers[@]} -gt 0 ]] || numbers=(1 4 16 64 256 1024)

# A connection is a file at each end.
ulimit -n "$(ulimit -Hn)"
start_fleet 5 3
"$binary" bench --operations "${OPERATIONS:-GenerateDataKey,Sign}" --seconds "${SECONDS_EACH:-5}" \
    --connections "$(IFS=,; printf '%s' "${numbers[*]}")" </dev/null
printf '\n%-24s %10s %10s %12s\n' 'MEMORY at the end' 'RSS MB' 'own MB' 'locked MB'
memory_of_roles | while read -r role resident own locked; do
    printf '%-24s %10s %10s %12s\n' "$role" "$resident" "$own" "$locked"
done
