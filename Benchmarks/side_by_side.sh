#!/usr/bin/env bash
# Measures pages and decisions of FirmGround and of the Django peer in turns, so that a machine that grows slower or faster
# meanwhile does so for both. Each has all its data in place first; while one is measured the other is idle.
#
#   side_by_side.sh [--cases N] [--rounds N] [--seconds S] [--results FILE]
#
#   --cases N       cases in each database (default 100000)
#   --rounds N      how often each is measured (default 5)
#   --seconds S     how long each measurement runs (default 5)
#   --results FILE  where result lines are added (default results.jsonl); compare.py takes their medians
set -euo pipefail

cases=100000 rounds=5 seconds=5 results=results.jsonl
while [ $# -gt 0 ]; do
    case $1 in
        --cases) cases=$2; shift 2 ;;
        --rounds) rounds=$2; shift 2 ;;
        --seconds) seconds=$2; shift 2 ;;
        --results) results=$2; shift 2 ;;
        *) sed -n '2,10p' "$0"; exit 2 ;;
    esac
done
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
chmod 711 "$work"
results=$(realpath -m "$results")
running=()
finish() {
    trap - EXIT
    for one in "${running[@]}"; do
        kill -TERM "$one" 2>/dev/null && wait "$one" || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start() { # name command…
    local name=$1
    shift
    "$@" >"$work/$name.log" 2>&1 &
    running+=($!)
    until [ -e "$work/$name/url" ]; do
        kill -0 $! 2>/dev/null || { cat "$work/$name.log" >&2; exit 1; }
        sleep 0.5
    done
    echo "$name is ready." >&2
}
start django "$here/peers/django/run.sh" --cases "$cases" --results "$results" --prepare "$work/django"
start firmground "$here/firmground.sh" --cases "$cases" --results "$results" --prepare "$work/firmground"

measure() { # name what callers
    LOAD_RESULTS=$results "$here/load/drive.sh" "$2" "$(cat "$work/$1/url")" "$work/$1/$2" "$3" "$seconds" 1 |
        grep '^{' | cut -c1-120
}
for round in $(seq "$rounds"); do
    for what in worklist case; do
        for name in django firmground; do measure "$name" "$what" 32; done
    done
    for name in django firmground; do
        # Each round decides cases of its own.
        references=$(sed -n 's/^references=//p' "$work/$name/decide")
        awk -v n="$rounds" -v k="$((round - 1))" 'NR % n == k' "$references" >"$work/references"
        LOAD_REFERENCES=$work/references measure "$name" decide 64
    done
done
