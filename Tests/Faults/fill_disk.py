#!/usr/bin/env python3
"""Fills the disk under the database while 32 callers decide cases, and makes room again.

    fill_disk.py --program PROGRAM [--engine sqlite|postgres]

SQLite's data folder lies on a small disk in memory; so do PostgreSQL's data, with its write-ahead log elsewhere. While there is no
room, actions are refused with 503 and one plain sentence. Nobody is shown a case or a list without a trace of it, so pages are
refused with 503 and a sentence too, but for who looked at the same not long before; who is shown one has left a trace. Once there
is room, actions are taken again without a restart, and every page can be read. Then the disk is filled once more and the server
killed: what it refused must not turn up.

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
from ledger import PostgresLedger, SQLiteLedger, cluster_in, written
from load import CALLERS, Caller, Journal, Load, Tally, plain, sign_in_all
from server import Server

SENTENCE = "The disk is full, so nothing was recorded"
UNSEEN = "It cannot be recorded at present that you look at this"
CASES = 7_500
READERS = 8  # half of them looked before; their sessions are due to be noted as used, which a full disk does not allow
SIZE = {"sqlite": "256m", "postgres": "512m"}
UNTOUCHED = 1_500  # cases that are looked at and not decided
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


class Readers:
    """People who look at cases and their worklists. Half of them have looked at one case before the disk is full; the others look
    at another one each time, so that sooner or later there is no room for a trace.
    """

    def __init__(self, server, sessions, cases):
        self.server = server
        self.known, self.others = sessions[:READERS // 2], sessions[READERS // 2:]
        self.case, self.fresh = cases[0], cases[1:]
        self.saw, self.shown, self.refused = set(), 0, 0
        self.read_all(self.known, "before the disk was full")

    def read(self, readers, fresh=False):
        """Everybody asks once for a case and the worklist; answers what was said instead of a page."""
        caller, others = Caller(self.server.port, 60), []
        for reader in readers:
            reference = self.fresh.pop() if fresh and self.fresh else self.case
            for path in (f"/cases/{reference}", "/"):
                reply = caller.ask("GET", path, headers=reader.headers)
                if reply.status == 200:
                    self.shown += 1
                    self.saw |= {(reader.name, reference)} if path != "/" else set()
                else:
                    others.append(f"{reply.status} {plain(reply.text)}")
        caller.close()
        return others

    def read_all(self, readers, when):
        wrong = self.read(readers)
        require(not wrong, f"Pages could not be read {when}: {some(set(wrong), 2)}")

    def read_meanwhile(self, seconds=2):
        """While there is no room: who looked before sees what they saw; the others are refused, or have left a trace."""
        end = time.monotonic() + seconds
        while time.monotonic() < end or (not self.refused and self.fresh):
            self.read_all(self.known, "on a full disk by who had looked before")
            refused = self.read(self.others, fresh=True)
            unplain = {text for text in refused if not text.startswith("503 ") or UNSEEN not in text}
            require(not unplain, f"Pages were refused on a full disk without “{UNSEEN}”: {some(unplain, 2)}")
            self.refused += len(refused)
            time.sleep(0.02)

    def settle(self, ledger):
        """There is room again: everybody reads everything, and nobody has seen a case without a trace."""
        traces = {(name, written(int(number))) for name, number in ledger.rows(
            "SELECT account.sign_in, look.reference FROM look JOIN account ON account.id = look.account WHERE look.act = 'opened'")}
        hidden = self.saw - traces
        require(not hidden, f"Cases were seen on a full disk, and nothing tells of it: {some(hidden)}")
        self.read_all([*self.known, *self.others], "when there was room again")


def refused_since(load, moment):
    return [answer for answer in list(load.answers) if answer.status == 503 and answer.began > moment]


def fill_once(ledger, disk, folder):
    ledger.fill(CASES)
    tally, journal = Tally(), Journal(folder / "journal")
    with Server(ledger, folder / "server.log") as server:
        everybody, cases = sign_in_all(server, CALLERS + READERS), ledger.waiting()
        sessions, readers, untouched = everybody[:CALLERS], everybody[CALLERS:], cases[:UNTOUCHED]
        del cases[:UNTOUCHED]
        readers = Readers(server, readers, untouched)
        with Load(server, sessions, cases, journal, is_patient=True) as load:
            refused = fill(ledger, disk, load, readers.read_meanwhile)
            disk.make_room()
            resumed = load.go_on(CALLERS, 10, "Actions were not taken again when there was room")
        server.must_run()
        readers.settle(ledger)
        tally.settle(ledger, load)
        with Load(server, sessions, cases, journal, is_patient=True) as load:
            fill(ledger, disk, load)
            server.kill()
        disk.make_room()
        server.start()
        tally.settle(ledger, load)
    require(readers.refused > 0, "Everybody could look on a full disk, so nothing was tried.")
    return (f"{len(refused):,} refused with 503 and the plain sentence, {readers.shown} pages read meanwhile and {readers.refused} "
            f"refused that would have left no trace, taken again {resumed:.1f} s after there was room; killed while there was none; "
            f"{tally} after each")


def fill(ledger, disk, load, meanwhile=lambda: None):
    """Fills the disk under the load, waits until everybody was refused, and does something meanwhile; answers the refusals."""
    load.go_on(CALLERS)
    age(ledger)
    disk.fill()
    filled = time.monotonic()
    wait_for(lambda: len(refused_since(load, filled)) >= CALLERS, 30, "Actions were not refused on a full disk")
    meanwhile()
    refused = refused_since(load, filled)
    unplain = {answer.text for answer in refused if SENTENCE not in answer.text}
    require(not unplain, f"Actions were refused on a full disk without “{SENTENCE}”: {some(unplain, 2)}")
    return refused


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
