#!/usr/bin/env bash
# Drives one load script at a server: a short warm-up, then the measured run.
#
#   drive.sh decide|worklist|case URL SETTINGS CALLERS SECONDS [WARM_UP_SECONDS]
#
# SETTINGS is a key=value file (../README.md lists the keys); LOAD_<KEY> in the environment overrides a key.
# Ends with 1, and records nothing, when a single request fails.
set -euo pipefail

if [ $# -lt 5 ]; then
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
script=$1 url=$2 settings=$3 callers=$4 seconds=$5 warm_up=${6:-2}
here=$(cd "$(dirname "$0")" && pwd)
command -v wrk >/dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 2; }

export LOAD_SETTINGS=$settings LOAD_CALLERS=$callers LOAD_THREADS=${LOAD_THREADS:-2}
drive() { wrk -t "$LOAD_THREADS" -c "$callers" --timeout 30s -s "$here/$script.lua" "$@" "$url"; }

output=$(mktemp)
trap 'rm -f "$output"' EXIT

if [ "$warm_up" -gt 0 ]; then
    if ! LOAD_RESULTS= LOAD_REVERSE=1 LOAD_SEED=2 drive -d "${warm_up}s" >"$output" || ! grep -q '^{' "$output"; then
        echo "The warm-up failed." >&2
        exit 1
    fi
    # So that a check of the totals can count what the warm-up did.
    [ -z "${LOAD_WARM_UP_LOG:-}" ] || grep '^{' "$output" >>"$LOAD_WARM_UP_LOG"
fi
drive -d "${seconds}s" | tee "$output"
# wrk carries on without a script that it cannot load; then there is no result line.
grep -q '^{' "$output" || { echo "The run gave no result." >&2; exit 1; }
