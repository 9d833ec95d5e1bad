#!/usr/bin/env bash
# Durable decisions on PostgreSQL, beside what pgbench reaches with a script that inserts the same rows in transactions of the same
# size into the same server. Measured in turns: one node, two nodes, pgbench, and again.
#
#   postgres.sh REFERRALS.ndjson [--rounds 3] [--callers 64] [--decisions 8000] [--results FILE] [--seconds 8]
#
# Starts a PostgreSQL of its own (durable: fsync and synchronous_commit on) and ends it. Environment: BENCHMARK names the built
# firmground-benchmark.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
referrals=$1 rounds=3 callers=64 decisions=8000 results=/dev/null seconds=8
shift
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2 ;;
        --callers) callers=$2 ;;
        --decisions) decisions=$2 ;;
        --results) results=$(realpath -m "$2") ;;
        --seconds) seconds=$2 ;;
        *) exit 2 ;;
    esac
    shift 2
done
benchmark=${BENCHMARK:-$root/.build/release/firmground-benchmark}
servers=$root/Tests/Servers/postgres.py
work=$(mktemp -d "${TMPDIR:-/tmp}/postgres-benchmark.XXXXXX")
url=$(python3 "$servers" start "$work/server")
trap 'python3 "$servers" stop "$work/server"; rm -rf "$work"' EXIT
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# Tables of the same shape for pgbench.
peer_tables() {
    psql -qX "$url" << 'SQL'
CREATE SCHEMA peer;
CREATE SEQUENCE peer.place;
CREATE TABLE peer.entry (LIKE public.entry INCLUDING ALL);
CREATE TABLE peer.fact (LIKE public.fact INCLUDING ALL);
CREATE TABLE peer.outbox (LIKE public.outbox INCLUDING ALL);
CREATE TABLE peer.clock (LIKE public.clock INCLUDING ALL);
SQL
}

node() { # nodes
    "$benchmark" "$referrals" "$callers" --database "$url" "$1" "$decisions" "$work" | tee -a "$results"
}

peer() {
    local together rate
    together=$(grep -c 'INSERT INTO peer.entry' "$work/peer.sql")
    rate=$("$bin/pgbench" -n -M prepared -c "$callers" -j 2 -T "$seconds" -f "$work/peer.sql" "$url" 2> "$work/pgbench.log" |
        sed -nE 's/^tps = ([0-9.]+).*/\1/p') || true
    [ -n "$rate" ] || { cat "$work/pgbench.log" >&2; return 1; }
    printf '{"what":"decide_postgres","peer":"pgbench","rate":%s,"callers":%s,"per_transaction":%s}\n' \
        "$(awk "BEGIN { printf \"%.1f\", $rate * $together }")" "$callers" "$together" | tee -a "$results"
}

for round in $(seq "$rounds"); do
    node 1
    [ "$round" = 1 ] && peer_tables
    peer
    node 2
done
