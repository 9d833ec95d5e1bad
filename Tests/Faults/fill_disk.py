#!/usr/bin/env python3
"""Fills the disk under the database while 32 callers decide cases, and makes room again.

    fill_disk.py --program PROGRAM [--engine sqlite|postgres]

SQLite's data folder lies on a small disk in memory; so do PostgreSQL's data, with its write-ahead log elsewhere. While there is no
room, actions are refused with 503 and one plain sentence, and pages can be read; once there is room, actions are taken again
without a restart. Then the disk is filled once more and the server killed: what it refused must not turn up.

Only root can mount such a disk; others get a namespace of their own (`unshare -Urm`).
"""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import time

from command import Arguments, require, run, some, wait_for
from ledger import PostgresLedger, SQLiteLedger, cluster_in
from load import CALLERS, Caller, Journal, Load, Tally, plain, sign_in_all
from server import Server

SENTENCE = "The disk is full, so nothing was recorded"
CASES = 6_000
READERS = 8  # their sessions are due to be noted as used, which a full disk does not allow
SIZE = {"sqlite": "256m", "postgres": "512m"}
WITHIN = "FIRMGROUND_FAULTS_NAMESPACE"


class Disk:
    """A small disk in memory."""

    def __init__(self, folder, size):
        self.folder, self.size = folder, size
        self.filler = folder / "filler"

    def __enter__(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.size},mode=755", "tmpfs", self.folder], check=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", self.folder], check=False)

    def fill(self):
        """Leaves no byte free."""
        file = os.open(self.filler, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    os.write(file, b"x" * size)
        os.close(file)

    def make_room(self):
        self.filler.unlink()


def come_where_mounting_works():
    """Goes on as root of a namespace of one's own, where one may not mount as one is."""
    with_root = os.geteuid() == 0 and can_mount()
    if with_root or os.environ.get(WITHIN):
        if not with_root:
            sys.exit("disk full: FAILED. No small disk can be mounted here, neither by root nor in a namespace.")
        return
    tried = subprocess.run(["unshare", "-Urm", "true"], capture_output=True) if shutil.which("unshare") else None
    if tried is None or tried.returncode != 0:
        sys.exit("disk full: FAILED. A small disk can be mounted by root or with `unshare -Urm` only, and neither works here.")
    os.execvpe("unshare", ["unshare", "-Urm", sys.executable, *sys.argv], {**os.environ, WITHIN: "yes"})


def can_mount():
    place = pathlib.Path(os.environ.get("TMPDIR", "/tmp")) / f"firmground-mount-{os.getpid()}"
    place.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True).returncode == 0
        if mounted:
            subprocess.run(["umount", place], check=True)
        return mounted
    finally:
        place.rmdir()


def age(ledger):
    """Lets the sessions look as if they had not been used for two minutes: the next page would note that they are."""
    ledger.change("UPDATE session SET seen_at = seen_at - 120000")


def read_pages(server, readers, reference, seconds):
    """Everybody asks for a case and the worklist for a while; answers how many pages there were and what was wrong with some."""
    caller, wrong, pages, end = Caller(server.port, 20), [], 0, time.monotonic() + seconds
    while time.monotonic() < end:
        for reader in readers:
            for path in (f"/cases/{reference}", "/"):
                reply = caller.ask("GET", path, headers=reader.headers)
                pages += 1
                if reply.status != 200:
                    wrong.append(f"{reply.status} {plain(reply.text)}")
        time.sleep(0.1)
    caller.close()
    return pages, wrong


def refused_since(load, moment):
    return [answer for answer in list(load.answers) if answer.status == 503 and answer.began > moment]


def fill_once(ledger, disk, folder):
    ledger.fill(CASES)
    tally, journal = Tally(), Journal(folder / "journal")
    with Server(ledger, folder / "server.log") as server:
        everybody, cases = sign_in_all(server.port, CALLERS + READERS), ledger.waiting()
        sessions, readers, untouched = everybody[:CALLERS], everybody[CALLERS:], cases.pop(0)
        with Load(server, sessions, cases, journal, is_patient=True) as load:
            refused, pages, wrong = fill(ledger, disk, load, lambda: read_pages(server, readers, untouched, 2))
            disk.make_room()
            resumed = load.go_on(CALLERS, 10, "Actions were not taken again when there was room")
        server.must_run()
        tally.settle(ledger, load)
        with Load(server, sessions, cases, journal, is_patient=True) as load:
            fill(ledger, disk, load)
            server.kill()
        disk.make_room()
        server.start()
        tally.settle(ledger, load)
    require(not wrong, f"{len(wrong)} of {pages} pages could not be read on a full disk: {some(set(wrong), 2)}")
    return (f"{len(refused):,} refused with 503 and the plain sentence, {pages} pages read meanwhile, taken again {resumed:.1f} s "
            f"after there was room; killed while there was none; {tally} after each")


def fill(ledger, disk, load, meanwhile=lambda: (0, [])):
    """Fills the disk under the load and waits until everybody was refused; answers the refusals and what was done meanwhile."""
    load.go_on(CALLERS)
    age(ledger)
    disk.fill()
    filled = time.monotonic()
    wait_for(lambda: len(refused_since(load, filled)) >= CALLERS, 30, "Actions were not refused on a full disk")
    pages, wrong = meanwhile()
    refused = refused_since(load, filled)
    unplain = {answer.text for answer in refused if SENTENCE not in answer.text}
    require(not unplain, f"Actions were refused on a full disk without “{SENTENCE}”: {some(unplain, 2)}")
    return refused, pages, wrong


def on_small_disk(program, engine, folder):
    with Disk(folder / "disk", SIZE[engine]) as disk:
        if engine == "sqlite":
            return fill_once(SQLiteLedger(program, folder, data=disk.folder / "data"), disk, folder)
        cluster = cluster_in(folder, data=disk.folder / "data", waldir=folder / "wal")
        with cluster:
            return fill_once(PostgresLedger(program, folder, cluster), disk, folder)


def main():
    arguments = Arguments(__doc__)
    come_where_mounting_works()
    run("disk full", arguments, lambda engine, folder: on_small_disk(arguments.program, engine, folder))


if __name__ == "__main__":
    main()
