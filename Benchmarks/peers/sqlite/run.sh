#!/usr/bin/env bash
# Measures the bare SQLite loop on the disk of a temporary directory: single-row durable commits, transactions of
# 200 rows, and the shape of a FirmGround decision.
#
#   run.sh [--seconds S] [--results FILE] [--rows-per-action 6] [--bytes 600] [--tables 3] [--indexes 0]
#          [--per-transaction 64]
#
# The last five describe the shape: how many rows one decision writes, their size, the tables and indexes they go
# to, and how many decisions share a commit. Environment: TMPDIR, CC, CFLAGS, LDLIBS.
set -euo pipefail

seconds=5 results= rows=6 bytes=600 tables=3 indexes=0 together=64
while [ $# -gt 0 ]; do
    case $1 in
        --seconds) seconds=$2 ;;
        --results) results=$(realpath -m "$2") ;;
        --rows-per-action) rows=$2 ;;
        --bytes) bytes=$2 ;;
        --tables) tables=$2 ;;
        --indexes) indexes=$2 ;;
        --per-transaction) together=$2 ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; [ "$1" = --help ] && exit 0; exit 2 ;;
    esac
    shift 2
done

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/sqlite-peer.XXXXXX")
trap 'rm -rf "$work"' EXIT
case $(stat -f -c %T "$work") in
    tmpfs | ramfs) echo "$work is in memory; set TMPDIR to a directory on a disk." >&2; exit 2 ;;
esac

${CC:-cc} -std=c11 -Wall -Wextra -Werror ${CFLAGS:--O2} -D_POSIX_C_SOURCE=200809L "$here/bare.c" -o "$work/bare" ${LDLIBS:--lsqlite3}

measure() { # what, further options
    "$work/bare" --db "$work/$1.db" --what "$@" --seconds "$seconds" | tee -a "${results:-/dev/null}"
    rm -f "$work/$1.db" "$work/$1.db-wal" "$work/$1.db-shm"
}
measure commit_single --bytes 3000
measure commit_200 --rows-per-action 1 --bytes 3000 --per-transaction 200
measure decide_in_process --rows-per-action "$rows" --bytes "$bytes" --tables "$tables" --indexes "$indexes" \
    --per-transaction "$together"
