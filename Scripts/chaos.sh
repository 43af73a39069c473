#!/usr/bin/env bash
# Does everything to the nodes of a fleet under load, for CHAOS_SECONDS (600): see Tests/Clients/test_chaos.py.
# CHAOS_SEED repeats what an earlier run has drawn; the output begins with it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CHAOS_SECONDS="${CHAOS_SECONDS:-600}"
export QUORATE_BINARY="${QUORATE_BINARY:-.build-release/release/quorate}"
exec "${PYTHON:-.venv/bin/python}" -m pytest Tests/Clients/test_chaos.py -s
