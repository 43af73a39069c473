# shellcheck shell=bash
# For scripts that measure: a fleet of this machine in a temporary folder, started and ended by its id. To be sourced,
# with `set -Eeuo pipefail`. QUORATE_BINARY names the executable (a release build), FLEET_FLAGS what else `quorate dev`
# is given, such as "--suite replicated-aes". Sets $binary and $work.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=${QUORATE_BINARY:-.build-release/release/quorate}
[[ "$binary" == /* ]] || binary=$root/$binary
work=$(mktemp -d)
# The fleet's parent process, its folder, and when it must be ready.
dev_pid=
data=
start_limit=60

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# Whether the fleet that was started still runs: a job of this shell, whose id nobody else can have.
is_running() { jobs -pr | grep -qx "$dev_pid"; }

# Ends the fleet, if one runs. Its custodians end with it.
stop_fleet() {
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

# start_fleet N K: a fresh fleet of N custodians with a quorum of K, its environment set for clients.
start_fleet() {
    local n=$1 k=$2 log=$work/fleet-$1.log flags
    data=$work/fleet-$1
    : >"$log"
    read -ra flags <<<"${FLEET_FLAGS:-}"
    "$binary" dev --data "$data" --port-base 0 --custodians "$n" --threshold "$k" --fresh "${flags[@]}" \
        >"$log" 2>&1 </dev/null &
    dev_pid=$!
    for ((waited = 0; waited < start_limit * 10; waited++)); do
        if grep -q '^ready' "$log"; then
            # shellcheck source=/dev/null
            source "$data/env"
            return 0
        fi
        is_running || fail "the fleet of $n ended by itself: $(tail -n 3 "$log")"
        sleep 0.1
    done
    fail "the fleet of $n was not ready after $start_limit s: $(tail -n 3 "$log")"
}

# The process ids of the fleet's custodians.
custodian_pids() {
    python3 -c 'import json, sys; print(*(c["pid"] for c in json.load(open(sys.argv[1]))["custodians"]))' \
        "$data/fleet.json"
}

# memory /proc/PID ...: the most resident, the most own (resident without the pages of files, which processes share) and
# the least locked memory of the processes, in MB (10^6 bytes).
memory() {
    awk '$1 == "VmRSS:" && $2 > resident { resident = $2 }
        $1 == "RssAnon:" && $2 > own { own = $2 }
        $1 == "VmLck:" && (locked == "" || $2 < locked) { locked = $2 }
        END { printf "%.1f %.1f %.1f\n", resident * 1.024e-3, own * 1.024e-3, locked * 1.024e-3 }' "${@/%//status}"
}

# Two lines: role, resident, own and locked memory of the hub and gateway's process, then of the custodians.
memory_of_roles() {
    local pids
    read -ra pids < <(custodian_pids)
    printf 'hub-and-gateway %s\n' "$(memory "/proc/$dev_pid")"
    printf 'custodian %s\n' "$(memory "${pids[@]/#//proc/}")"
}

clean_up() {
    stop_fleet
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

[[ -x "$binary" ]] || fail "$binary is missing: run \`make release\`, or set QUORATE_BINARY"
