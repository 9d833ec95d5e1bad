#!/usr/bin/env bash
# Measures the Django peer: starts its own PostgreSQL 15 and gunicorn on free loopback ports, with their data in a
# temporary directory, and stops both at the end.
#
#   run.sh [--cases N] [--seconds S] [--like REFERRALS.ndjson] [--results FILE] [--serve] [--prepare DIR]
#
#   --cases N     cases in the database when pages are measured (default 100000, at least 2000)
#   --seconds S   length of each HTTP measurement (default 15)
#   --like FILE   take the referrals in FILE as models instead of made-up ones
#   --results F   append the result lines to F (default: only print them)
#   --prepare DIR import, leave what the load scripts need in DIR, and serve until interrupted without measuring pages
#   --serve       after measuring, keep serving until interrupted, and say where
#
# Environment: PYTHON (default /usr/bin/python3), VENV (default .tools/django-peer in the repository), POSTGRES_BIN,
# TMPDIR, PEER_WORKERS and PEER_THREADS (gunicorn), PEER_SESSIONS.
set -euo pipefail

cases=100000 seconds=15 like= results= serve= prepare=
while [ $# -gt 0 ]; do
    case $1 in
        --cases) cases=$2; shift 2 ;;
        --seconds) seconds=$2; shift 2 ;;
        --like) like=$(realpath "$2"); shift 2 ;;
        --results) results=$(realpath -m "$2"); shift 2 ;;
        --serve) serve=yes; shift ;;
        --prepare) prepare=$(realpath -m "$2"); shift 2 ;;
        *) sed -n '2,16s/^# \{0,1\}//p' "$0" >&2; [ "$1" = --help ] && exit 0; exit 2 ;;
    esac
done
[ "$cases" -ge 2000 ] || { echo "--cases must be at least 2000." >&2; exit 2; }

here=$(cd "$(dirname "$0")" && pwd)
load=$(cd "$here/../../load" && pwd)
root=$(cd "$here/../../.." && pwd)
bin=${POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
python=${PYTHON:-}
if [ -z "$python" ]; then
    # Distributions build theirs with optimisation; one built from source often is not.
    python=$([ -x /usr/bin/python3 ] && echo /usr/bin/python3 || command -v python3)
fi
for tool in wrk "$bin/postgres" "$python"; do
    command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install wrk postgresql-15 python3-venv" >&2; exit 2; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/django-peer.XXXXXX")
chmod 711 "$work"
postmaster= gunicorn=
stop() {
    trap - EXIT INT TERM
    if [ -n "$gunicorn" ]; then kill "$gunicorn" 2>/dev/null && wait "$gunicorn" || true; fi
    if [ -n "$postmaster" ]; then
        kill -INT "$(head -1 "$work/pg/postmaster.pid" 2>/dev/null || echo "$postmaster")" 2>/dev/null || true
        wait "$postmaster" || true
    fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n== %s\n' "$*" >&2; }
free_port() { "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

case $(stat -f -c %T "$work") in
    tmpfs | ramfs) echo "$work is in memory; set TMPDIR to a directory on a disk." >&2; exit 2 ;;
esac

say "Python packages"
venv=${VENV:-$root/.tools/django-peer}
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    "$python" -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi
export PYTHONPYCACHEPREFIX=$work/pycache

say "PostgreSQL"
mkdir "$work/pg" "$work/socket"
if [ "$(id -u)" = 0 ]; then chown postgres "$work/pg" "$work/socket"; fi
chmod 700 "$work/pg"
PEER_DB_PORT=$(free_port)
(
    cd "$work"
    as_postgres "$bin/initdb" -D "$work/pg" -U peer -A trust -E UTF8 --locale=C.UTF-8 >"$work/initdb.log"
    as_postgres tee -a "$work/pg/postgresql.conf" <"$here/postgresql.conf" >/dev/null
)
cd "$work"
as_postgres "$bin/postgres" -D "$work/pg" -p "$PEER_DB_PORT" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories="$work/socket" >"$work/postgres.log" 2>&1 &
postmaster=$!
export PEER_DB_PORT PEER_DB_HOST=$work/socket
query() { as_postgres "$bin/psql" -X -q -A -t -h "$PEER_DB_HOST" -p "$PEER_DB_PORT" -U peer -d "${database:-peer}" -c "$1"; }
for attempt in $(seq 100); do
    if as_postgres "$bin/pg_isready" -q -h "$PEER_DB_HOST" -p "$PEER_DB_PORT"; then break; fi
    [ "$attempt" -lt 100 ] || { cat "$work/postgres.log" >&2; exit 1; }
    sleep 0.1
done
database=postgres query 'CREATE DATABASE peer'
[ "$(query 'SHOW fsync')$(query 'SHOW synchronous_commit')" = onon ] || { echo "PostgreSQL is not durable." >&2; exit 1; }

say "Schema and account"
PEER_SECRET_KEY=$("$python" -c 'import secrets; print(secrets.token_urlsafe(48))')
PEER_PASSWORD=$("$python" -c 'import secrets; print(secrets.token_urlsafe(16))')
export PEER_SECRET_KEY PEER_PASSWORD
manage() { (cd "$here" && "$venv/bin/python" manage.py "$@"); }
manage migrate --verbosity 0
manage add_account caseworker

say "Referrals"
"$python" "$load/referrals.py" --count "$cases" ${like:+--like "$like"} >"$work/referrals.ndjson"
least() { echo $(($1 < $2 ? $1 : $2)); }
singly=$(least 2000 $((cases / 10))) batch=$(least 10000 $((cases / 4))) both=$(least 20000 $((cases / 2)))
import() { # what, first line, number of lines, further arguments
    local what=$1 skip=$2 limit=$3
    shift 3
    (cd "$here" && "$python" "$load/rate.py" --what "$what" --peer django --results "$results" -- \
        "$venv/bin/python" manage.py import_referrals "$work/referrals.ndjson" --skip "$skip" --limit "$limit" "$@")
}
import import_single 0 "$singly" --batch 1
import import_batch "$singly" "$batch" --batch 200
import import_batch_2 $((singly + batch)) "$both" --batch 200 --processes 2
rest=$((cases - singly - batch - both))
if [ "$rest" -gt 0 ]; then
    manage import_referrals "$work/referrals.ndjson" --skip $((singly + batch + both)) --limit "$rest" --batch 1000 --processes 2
fi
rm "$work/referrals.ndjson"
query 'VACUUM (ANALYZE)'
query 'CHECKPOINT'

say "Serving"
export PEER_BIND=127.0.0.1:$(free_port) PEER_WORKERS=${PEER_WORKERS:-4} PEER_THREADS=${PEER_THREADS:-1}
url=http://$PEER_BIND
(cd "$here" && exec "$venv/bin/gunicorn" -c gunicorn.conf.py peer.wsgi) >"$work/gunicorn.log" 2>&1 &
gunicorn=$!
for attempt in $(seq 100); do
    if "$python" -c "import urllib.request; urllib.request.urlopen('$url/sign-in/')" 2>/dev/null; then break; fi
    [ "$attempt" -lt 100 ] || { cat "$work/gunicorn.log" >&2; exit 1; }
    sleep 0.1
done
manage references >"$work/all.txt"
manage references --status referred >"$work/referred.txt"
"$python" "$load/sign_in.py" --base "$url" --page /sign-in/ --field username=caseworker --field "password=$PEER_PASSWORD" \
    --csrf-field csrfmiddlewaretoken --then "/cases/$(head -1 "$work/referred.txt")/" >"$work/session"

settings() { # name of the file, then lines of settings
    { cat "$work/session"; echo peer=django; echo "cases=$cases"; echo "results=$results"; printf '%s\n' "${@:2}"; } >"$work/$1"
}
settings worklist what=worklist_http path=/ expect_text=govuk-table__cell
settings case what=case_http "references=$work/all.txt" 'path=/cases/{reference}/' expect_text=Timeline
settings decide what=decide_http "references=$work/referred.txt" method=POST 'path=/cases/{reference}/decisions/' \
    "body=csrfmiddlewaretoken={csrf}&outcome=positive&decided_on=$(date +%F)&reasons=$(printf 'Account+and+evidence+agree.+%.0s' {1..16})" \
    expect_status=302 expect_location=/cases/

if [ -n "$prepare" ]; then
    mkdir -p "$prepare"
    cp "$work/worklist" "$work/case" "$work/decide" "$prepare"
    echo "$url" >"$prepare/url"
    say "Serving at $url"
    wait "$gunicorn"
    exit
fi

say "Worklist"
"$load/drive.sh" worklist "$url" "$work/worklist" 32 "$seconds"
say "Case pages"
"$load/drive.sh" case "$url" "$work/case" 32 "$seconds"
say "Decisions"
LOAD_WARM_UP_LOG=$work/decided "$load/drive.sh" decide "$url" "$work/decide" 64 "$seconds" | tee "$work/decide.log"
grep '^{' "$work/decide.log" >>"$work/decided"

# Every answer that was counted must be in the database. Requests in flight when a run ends may be there too.
counted=$(grep -o '"requests":[0-9]*' "$work/decided" | awk -F: '{ n += $2 } END { print n }')
stored=$(query 'SELECT count(*) FROM cases_decision')
echo "Decisions answered: $counted, stored: $stored" >&2
if [ "$stored" -lt "$counted" ] || [ "$stored" -gt $((counted + 2 * 64)) ]; then
    echo "The decisions stored do not match the decisions answered." >&2
    exit 1
fi
"$python" "$load/memory.py" --peer django --cases "$cases" --results "$results" "$gunicorn" "$postmaster"

if [ -n "$serve" ]; then
    say "Serving at $url, user caseworker, password $PEER_PASSWORD; stop with Ctrl-C"
    wait "$gunicorn"
fi
