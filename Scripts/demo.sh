#!/usr/bin/env bash
# Quorate at work, for a person to watch: a fleet of processes on this machine, driven by the AWS CLI and OpenSSL alone.
# Every line after a `$` is the command that really runs. Exits non-zero if any step does not hold.
#
# Commands are kept as text, to be shown before they are run:
# shellcheck disable=SC2016
set -Eeuo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
binary=${QUORATE_BINARY:-.build-release/release/quorate}
[[ "$binary" == /* ]] || binary=$root/$binary
python=$root/.venv/bin/python
work=$(mktemp -d)
dev_pid=
returned_pid=

# MARK: Words on the screen

if [[ -t 1 && -z "${NO_COLOR:-}" ]]; then
    bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
else
    bold='' dim='' green='' red='' plain=''
fi

step=0
chapter() {
    step=$((step + 1))
    printf '\n%s%d  %s%s\n' "$bold" "$step" "$1" "$plain"
    shift
    [[ $# -eq 0 ]] || printf '   %s\n' "$@"
    printf '\n'
}
show() { printf '   %s$ %s%s\n' "$dim" "$1" "$plain"; }
say() { printf '   %s\n' "$@"; }
good() { printf '   %s✓%s %s\n' "$green" "$plain" "$1"; }
fail() {
    printf '\n   %s✗ %s%s\n' "$red" "$1" "$plain" >&2
    exit 1
}

# Shows a command, runs it, and ends the demo if it fails. The command is the text itself, so what is shown is what runs.
run() {
    show "$1"
    eval "$1" || fail "that command failed"
}
# The same for a command whose output is for the eyes: kept in $seen, and shown indented.
look() {
    show "$1"
    seen=$(eval "$1" 2>&1) || fail "that command failed: $seen"
    printf '%s\n' "$seen" | cut -c 1-112 | sed 's/^/     /'
}

# MARK: The fleet's processes, each ended by its id

is_ours() {
    local command
    read -r -d '' command 2>/dev/null <"/proc/$1/cmdline" && [[ "${command##*/}" == quorate ]]
}

stop() {
    local pid=$1
    [[ -n "$pid" ]] && is_ours "$pid" || return 0
    kill -TERM "$pid" 2>/dev/null || true
    for _ in {1..100}; do
        is_ours "$pid" || return 0
        sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
}

clean_up() {
    local status=$?
    trap - EXIT ERR INT TERM
    stop "$returned_pid"
    stop "$dev_pid"
    if [[ $status -ne 0 ]]; then
        [[ ! -s $work/fleet.err ]] || {
            printf '\nThe last lines of the fleet'\''s log:\n' >&2
            tail -n 15 "$work/fleet.err" >&2
        }
    fi
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT
trap 'fail "the demo stopped in line $LINENO"' ERR
trap 'exit 130' INT TERM

# One field of a custodian's entry in fleet.json.
custodian() { # index field
    "$python" - "$work/fleet/fleet.json" "$1" "$2" <<'PYTHON'
import json, sys
path, index, field = sys.argv[1:]
print(next(c[field] for c in json.load(open(path))["custodians"] if c["index"] == int(index)))
PYTHON
}

kill_custodians() {
    local pids=() index
    for index in "$@"; do pids+=("$(custodian "$index" pid)"); done
    show "kill -KILL ${pids[*]}"
    for pid in "${pids[@]}"; do
        is_ours "$pid" || fail "process $pid is not a custodian of this fleet"
        kill -KILL "$pid"
    done
}

free_ports() {
    "$python" - <<'PYTHON'
import random, socket
def free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
bases = [8400] + [random.randrange(20000, 32000) for _ in range(100)]
print(next(b for b in bases if all(free(b + offset) for offset in (0, 1, 10, 11, 12, 13, 14))))
PYTHON
}

# MARK: Before the curtain

[[ -x $binary ]] || fail "$binary is missing: run \`make demo\`"
[[ -x $root/.venv/bin/aws ]] || fail "the AWS CLI is missing: run \`make demo\`"

for name in $(compgen -e | grep -E '^(AWS|QUORATE|BOTO)_' || true); do unset "$name"; done
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true AWS_PAGER=
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost
# The AWS CLI repeats a request that failed. Here each is sent once, so that nothing is hidden by a second try.
export AWS_MAX_ATTEMPTS=1
PATH=$(dirname "$binary"):$root/.venv/bin:$PATH
cd "$work"

printf '\n%sQuorate%s · a key management service whose keys exist only as shares\n' "$bold" "$plain"

# MARK: 1

chapter 'A fleet starts' \
    'Five custodians, each a process of its own, hold the shares. Any three can use a key together;' \
    'two, with all they know, can do nothing. No process ever holds a key.'
port=$(free_ports)
show "quorate dev --data fleet --port-base $port --custodians 5 --threshold 3 &"
quorate dev --data fleet --port-base "$port" --account 000000000000 --custodians 5 --threshold 3 --fresh \
    >fleet.out 2>fleet.err &
dev_pid=$!
for _ in {1..300}; do
    grep -q '^ready' fleet.out && break
    kill -0 "$dev_pid" 2>/dev/null || fail 'the fleet did not start'
    sleep 0.1
done
grep '^ready' fleet.out | sed 's/^/     /' || fail 'the fleet was not ready within 30 seconds'
show 'source fleet/env'
# shellcheck disable=SC1091
source fleet/env
look 'quorate status'

# MARK: 2

chapter 'Two keys are born' \
    'The custodians make each key together, by distributed key generation. There is no moment and no' \
    'place in which it is whole, so there is nothing to steal and nothing to wipe.'
run 'secret=$(aws kms create-key --description "for letters" --query KeyMetadata.KeyId --output text)'
run 'aws kms create-alias --alias-name alias/letters --target-key-id $secret'
run 'signer=$(aws kms create-key --key-spec ECC_NIST_EDWARDS25519 --key-usage SIGN_VERIFY \
       --query KeyMetadata.KeyId --output text)'
look 'quorate key list'

# MARK: 3

chapter 'A file is encrypted and decrypted' \
    'By the AWS CLI as it comes, which believes that it speaks to AWS.'
cat >letter.txt <<'LETTER'
Meet me where the two rivers join. Bring nobody you trust alone.
LETTER
seal_letter='aws kms encrypt --key-id alias/letters --plaintext fileb://letter.txt --encryption-context post=north \
       --query CiphertextBlob --output text | base64 -d > letter.sealed'
open_letter='aws kms decrypt --ciphertext-blob fileb://letter.sealed --encryption-context post=north \
       --query Plaintext --output text | base64 -d'
read_letter() {
    look "$open_letter"
    [[ "$seen" == "$(cat letter.txt)" ]] || fail 'the letter came back changed'
}
run "$seal_letter"
read_letter
good 'the letter came back as it was'

# MARK: 4

chapter 'A data key locks a file of 16 MiB' \
    'OpenSSL encrypts the file with the data key; beside the file stays only the data key under the KMS key.'
head -c 16777216 /dev/urandom >film.raw
field() { "$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$1" "$2"; }
lock_film() {
    run 'aws kms generate-data-key --key-id alias/letters --key-spec AES_256 > data-key.json'
    field data-key.json CiphertextBlob | base64 -d >film.key
    data_key=$(field data-key.json Plaintext | base64 -d | od -An -v -tx1 | tr -d ' \n')
    show 'openssl enc -aes-256-ctr -in film.raw -out film.locked -K <the data key> -iv <random>'
    iv=$(openssl rand -hex 16)
    openssl enc -aes-256-ctr -in film.raw -out film.locked -K "$data_key" -iv "$iv"
    run 'rm data-key.json'
    data_key=
}
unlock_film() {
    run 'data_key=$(aws kms decrypt --ciphertext-blob fileb://film.key --query Plaintext --output text |
       base64 -d | od -An -v -tx1 | tr -d " \n")'
    openssl enc -d -aes-256-ctr -in film.locked -K "$data_key" -iv "$iv" | cmp -s film.raw - ||
        fail 'the film came back changed'
    data_key=
}
lock_film
unlock_film
good 'the data key came back, and unlocked the film'

# MARK: 5

chapter 'A signature, checked outside the fleet' \
    'Three custodians sign together (FROST). What comes out is a plain Ed25519 signature, and OpenSSL,' \
    'which knows nothing of any of this, checks it.'
run 'aws kms get-public-key --key-id $signer --query PublicKey --output text | base64 -d > signer.der'
sign_and_check() {
    run 'aws kms sign --key-id $signer --message fileb://letter.txt --signing-algorithm ED25519_SHA_512 \
       --query Signature --output text | base64 -d > letter.sig'
    look 'openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey signer.der -in letter.txt -sigfile letter.sig'
}
sign_and_check

# MARK: 6

chapter 'Two custodians are killed, and nothing changes' \
    'Not a clean stop: SIGKILL. Each request below is sent once.'
kill_custodians 2 4
read_letter
run "$seal_letter"
read_letter
unlock_film
lock_film
unlock_film
sign_and_check
good 'old and new: the letter, the film and a signature, with three custodians of five'

# MARK: 7

chapter 'A third is killed, and the fleet says no' \
    'Two shares are left. They are not enough for anything, and the answer says so at once.'
kill_custodians 5
show "$open_letter"
started=$(date +%s%N)
if refusal=$(aws kms decrypt --ciphertext-blob fileb://letter.sealed --encryption-context post=north 2>&1); then
    fail 'two custodians decrypted a letter'
fi
taken=$((($(date +%s%N) - started) / 1000000))
printf '%s\n' "$refusal" | sed '/^$/d' | fold -s -w 108 | sed 's/^/     /'
[[ "$refusal" == *KeyUnavailableException* || "$refusal" == *DependencyTimeoutException* ]] ||
    fail 'the refusal has another name than it should'
good "a clear refusal after $taken ms, most of it the AWS CLI's own start"

# MARK: 8

chapter 'One comes back, and so does the service'
config=$(custodian 4 config)
show "quorate custodian --config ${config#"$work"/} &"
quorate custodian --config "$config" >returned.out 2>>fleet.err &
returned_pid=$!
back=
for _ in {1..20}; do
    if back=$(eval "$open_letter" 2>/dev/null) && [[ -n "$back" ]]; then break; fi
    kill -0 "$returned_pid" 2>/dev/null || fail 'the custodian did not start'
    sleep 0.5
done
[[ "$back" == "$(cat letter.txt)" ]] || fail 'the service did not come back within 10 seconds'
read_letter
look 'quorate status'

# MARK: 9

chapter 'Everything was written down' \
    'Gateway and custodians each keep a log in which every line seals the one before. Here they are' \
    'checked; then a word in a copy is changed, and the change is found.'
look 'quorate audit verify fleet/gateway/audit'
for index in 1 2 3 4 5; do
    quorate audit verify "fleet/custodian-$index/audit" >/dev/null || fail "the log of custodian $index does not verify"
done
good 'and so do the logs of the five custodians'
cp -R fleet/gateway/audit forged
run 'sed -i "0,/Decrypt/s//Encrypt/" forged/*.jsonl'
if diff -rq forged fleet/gateway/audit >/dev/null; then fail 'the copy was not changed'; fi
show 'quorate audit verify forged'
if found=$(quorate audit verify forged 2>&1); then fail 'a forged log verified'; fi
printf '%s\n' "$found" | head -n 4 | cut -c 1-112 | sed 's/^/     /'
good 'the forgery was found'

# MARK: 10

chapter 'The fleet stops'
show "kill -TERM $returned_pid $dev_pid"
kill -TERM "$returned_pid" "$dev_pid"
wait "$returned_pid" || fail 'the custodian did not end with 0'
wait "$dev_pid" || fail 'the fleet did not end with 0'
good 'every process ended by itself, with 0'
printf '\n   %sIn %d seconds.%s To start a fleet of your own: make run\n\n' "$dim" "$SECONDS" "$plain"
