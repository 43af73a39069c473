#!/usr/bin/env bash
# Makes .venv with the pinned clients that the tests and the demo drive: anew when the pins or the Python change, else silent.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

requirements=Tests/Clients/requirements.txt
environment=.venv
stamp=$environment/.requirements
log=$(mktemp)
trap 'rm -f "$log"' EXIT

fail() {
    tail -n 20 "$log" >&2
    printf 'quorate: %s\n' "$*" >&2
    exit 1
}

# A virtual environment knows its own place, so a moved or copied one is made anew too.
wanted=$(
    pwd -P
    python3 -c 'import sys; print(sys.version)'
    cat "$requirements"
)
if [[ -f "$stamp" && "$(cat "$stamp")" == "$wanted" ]]; then
    exit 0
fi

printf 'Making the Python environment in %s (AWS CLI, boto3, pytest)\n' "$environment"
rm -f "$stamp"
python3 -m venv --clear "$environment" >"$log" 2>&1 || fail "python3 -m venv $environment failed (its last lines are above)."
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >"$log" 2>&1 ||
    fail "pip could not install $requirements (its last lines are above)."
printf '%s\n' "$wanted" >"$stamp"
