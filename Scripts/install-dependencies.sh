#!/usr/bin/env bash
# Installs with apt what building and testing Quorate needs beside Swift, git and Python 3. Silent when nothing is missing.
set -euo pipefail

fail() {
    printf 'quorate: %s\n' "$*" >&2
    exit 1
}

[[ "${QUORATE_SKIP_INSTALL:-}" != 1 ]] || exit 0

command -v swift >/dev/null 2>&1 ||
    fail "Swift is not on the PATH. Install a Swift 6.3 toolchain (https://www.swift.org/install) and try again."
command -v python3 >/dev/null 2>&1 || fail "python3 is not on the PATH. Install it (apt-get install python3) and try again."

packages=(libsodium-dev libssl-dev libsqlite3-dev libp11-kit-dev openssl zlib1g-dev)
# What only some of the tests need, named by their target of the Makefile.
read -ra needed <<<"${QUORATE_NEEDS:-}"
packages+=("${needed[@]}")
python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || packages+=(python3-venv)

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    fail "this system has no apt. Install what Debian calls ${packages[*]}, then set QUORATE_SKIP_INSTALL=1."
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null || true)
    [[ "$status" == 'install ok installed' ]] || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null 2>&1 ||
        fail "missing packages, and neither root nor sudo to install them. As root: apt-get install ${missing[*]}"
    as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >>"$log" 2>&1; }

printf 'Installing %s\n' "${missing[*]}"
# An old package list names versions that the mirror no longer has, so a failed install is tried once more after an update.
if ! apt install --yes --no-install-recommends "${missing[@]}"; then
    apt update || true
    if ! apt install --yes --no-install-recommends "${missing[@]}"; then
        tail -n 20 "$log" >&2
        fail "apt could not install ${missing[*]} (its last lines are above)."
    fi
fi
