#!/usr/bin/env bash
# Runs the Swift tests with the given options of `swift test`, and says at the end again which ones failed and why: the
# tests run at once, so a failure may stand thousands of lines above.
set -euo pipefail

# As many at a time as there are processors: left alone, all of them start together, and a test of a whole fleet
# takes a minute for a request of 20 ms, beyond the deadlines it is served with.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH="${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-$(nproc)}"

output=$(mktemp)
trap 'rm -f "$output"' EXIT
status=0
swift test --skip-build "$@" 2>&1 | tee "$output" || status=$?
if ((status != 0)); then
    printf '\nquorate: the Swift tests failed, here again without the others:\n'
    grep -a '✘\|Fatal error\|error:' "$output" || true
fi
exit "$status"
