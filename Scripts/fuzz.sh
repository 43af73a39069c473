#!/usr/bin/env bash
# Runs libFuzzer over the decoders, one target after the other: fuzz.sh PROGRAM SECONDS [TARGET ...]; all targets where none
# is named. What it learns stays beside the program for the next run; an input that breaks a property goes to Fuzz/Crashers,
# where `make test` replays it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$1
seconds=$2
shift 2
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || mapfile -t targets < <(ls Fuzz/Corpora)

failed=()
for target in "${targets[@]}"; do
    learnt=$(dirname "$program")/corpora/$target
    mkdir -p "$learnt" "Fuzz/Crashers/$target"
    log=$(mktemp)
    printf '%s: %s s\n' "$target" "$seconds"
    status=0
    # Leaks are no concern of a decoder, and Swift's globals would be taken for some. Swift's own backtraces hang beside
    # Address Sanitizer, which prints them too.
    ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no "$program" "$target" -max_total_time="$seconds" -max_len=16384 \
        -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="Fuzz/Crashers/$target/" \
        "$learnt" "Fuzz/Corpora/$target" >"$log" 2>&1 || status=$?
    grep -E 'INITED|DONE' "$log" | sed 's/^/    /' || true
    if ((status != 0)); then
        failed+=("$target")
        grep -E 'Fatal error|ERROR|SUMMARY|Test unit written' "$log" | sed 's/^/    /' || tail -n 20 "$log"
    fi
    rm -f "$log"
    rmdir --ignore-fail-on-non-empty "Fuzz/Crashers/$target" Fuzz/Crashers
done
if ((${#failed[@]} > 0)); then
    printf 'quorate: inputs that break a property were found for %s, and are in Fuzz/Crashers\n' "${failed[*]}" >&2
    exit 1
fi
