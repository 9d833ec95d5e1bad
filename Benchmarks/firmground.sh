#!/usr/bin/env bash
# Measures FirmGround the way peers/django/run.sh measures the peer: import, then pages and decisions over HTTP.
#
#   firmground.sh [--cases N] [--seconds S] [--like FILE] [--results FILE] [--keep DIR] [--prepare DIR]
#
#   --cases N     how many referrals to import (default 100000)
#   --seconds S   how long each measurement over HTTP runs (default 15)
#   --like FILE   import this file instead of invented referrals
#   --results FILE  where result lines are added (default results.jsonl)
#   --prepare DIR import, leave what the load scripts need in DIR, and serve until interrupted without measuring pages
#   --keep DIR    keep the database there; one that exists is used and nothing is imported
set -euo pipefail

cases=100000 seconds=15 like= results=results.jsonl keep= prepare=
while [ $# -gt 0 ]; do
    case $1 in
        --cases) cases=$2; shift 2 ;;
        --seconds) seconds=$2; shift 2 ;;
        --like) like=$2; shift 2 ;;
        --results) results=$2; shift 2 ;;
        --keep) keep=$2; shift 2 ;;
        --prepare) prepare=$2; shift 2 ;;
        *) sed -n '2,11p' "$0"; exit 2 ;;
    esac
done
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
program=$root/.build/release/firmground
[ -x "$program" ] || { echo "Build it first: swift build -c release --product firmground" >&2; exit 2; }
work=$(mktemp -d)
data=${keep:-$work/data}
server=
finish() {
    if [ -n "$server" ]; then kill -INT "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap finish EXIT

if [ ! -e "$data/firmground.sqlite" ]; then
    if [ -z "$like" ]; then
        like=$work/referrals.ndjson
        "$here/load/referrals.py" --count "$cases" >"$like"
    fi
    "$program" init --data "$data" >/dev/null
    "$here/load/rate.py" --what import_batch --peer firmground --results "$results" -- \
        "$program" import referrals "$like" --data "$data" --json
fi
# A database that is kept and used again has each run's account: the app that shows its codes is set up at the first sign-in.
password=benchmark-benchmark
account=benchmark-$(date +%s)
if ! "$program" organisation list --data "$data" | grep -q '^sca '; then
    "$program" organisation add sca --name 'Single Competent Authority' --kind competent-authority \
        --code authority_code=sca --data "$data" >/dev/null
fi
printf '%s\n' "$password" | "$program" account add "$account" --role decision_maker --name Benchmark --organisation sca \
    --data "$data" >/dev/null 2>&1
# Cases that wait for the first decision, in the order of the worklist, shuffled so that pages are met at random.
"$program" worklist --as "$account" --limit 100000 --data "$data" --json |
    python3 -c 'import json, random, sys
references = [i["reference"] for i in json.load(sys.stdin)["items"] if i["clock"] == "reasonable_grounds_target"]
random.Random(1).shuffle(references)
print("\n".join(references))' >"$work/references"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port
began=$(date +%s%N)
"$program" serve --data "$data" --port "$port" &
server=$!
until curl -fs -o /dev/null "$url/sign-in"; do sleep 0.01; done
answered=$(( ($(date +%s%N) - began) / 1000000 ))
resident=$(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$server/status")
echo "First answer after $answered ms with $resident MiB." >&2
printf '{"what":"start_ms","peer":"firmground","rate":%s,"cases":%s}\n' "$answered" "$cases" >>"$results"
printf '{"what":"start_rss","peer":"firmground","rate":%s,"cases":%s}\n' "$resident" "$cases" >>"$results"

first=$(head -1 "$work/references")
"$here/load/sign_in.py" --base "$url" --page /sign-in --field "name=$account" --field "password=$password" \
    --code-field code --csrf-field csrf --then "/cases/$first" >"$work/session"

settings() { # what path extra…
    cat "$work/session"
    printf 'peer=firmground\ncases=%s\nresults=%s\nwhat=%s\npath=%s\n' "$cases" "$results" "$1" "$2"
    shift 2
    printf '%s\n' "$@"
}
settings worklist_http / >"$work/worklist"
settings case_http '/cases/{reference}' "references=$work/references" >"$work/case"
settings decide_http '/cases/{reference}/reasonable_grounds/decide' "references=$work/references" method=POST \
    expect_status=303 expect_location=/cases/ \
    'body=csrf={csrf}&request-key={key}&expected-version=1&definition_applied=trafficking&act_found=yes&acts=recruitment&means_found=yes&means=deception&purpose_found=yes&purposes=labour&outcome=positive&reasons=The+account+is+credible+and+fits+what+was+found' \
    >"$work/decide"
if [ -n "$prepare" ]; then
    mkdir -p "$prepare"
    cp "$work/worklist" "$work/case" "$work/decide" "$prepare"
    echo "$url" >"$prepare/url"
    wait "$server"
    exit
fi
"$here/load/drive.sh" worklist "$url" "$work/worklist" 32 "$seconds"
"$here/load/drive.sh" case "$url" "$work/case" 32 "$seconds"
"$here/load/drive.sh" decide "$url" "$work/decide" 64 "$seconds"
"$here/load/memory.py" --peer firmground --cases "$cases" --results "$results" "$server"
kill -INT "$server"
wait "$server" || true
server=
"$program" verify --data "$data"
