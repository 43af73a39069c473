#!/usr/bin/env bash
# Runs the experiments of timing-leaks in valgrind's memcheck: memcheck.sh PROGRAM. Silent but for the verdicts; where one is
# a leak, what memcheck reported follows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
valgrind --tool=memcheck --error-limit=no --num-callers=40 --expensive-definedness-checks=yes --undef-value-errors=yes \
    --suppressions=Scripts/memcheck.supp --log-file="$log" "$1" memcheck || status=$?
if ((status != 0)); then
    printf '\nquorate: secrets reach branches or addresses, here the reports of memcheck:\n'
    grep -v 'possibly lost\|definitely lost\|still reachable' "$log" | head -n 400
    exit "$status"
fi
