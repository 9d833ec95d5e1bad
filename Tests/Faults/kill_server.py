#!/usr/bin/env python3
"""Kills the server with SIGKILL while 32 callers decide cases, again and again.

    kill_server.py --program PROGRAM [--engine sqlite|postgres] [--rounds N]

Each time the server is started again at the same place: everything it acknowledged must be in the ledger, everything that got no
answer must be done once when it is sent again with its key, and the ledger must verify.
"""

import contextlib
import random
import time

from command import Arguments, require, run
from ledger import PostgresLedger, SQLiteLedger, cluster_in
from load import CALLERS, Journal, Load, Tally, sign_in_all
from server import Server

CASES = 6_000
SPARE = 1_000  # more than are decided in one round
LONGEST = 0.5


class Stage:
    """A ledger with its server, the people signed in, and cases that nobody has decided yet."""

    def __init__(self, ledger, folder, number):
        self.ledger = ledger.fill(CASES)
        self.server = Server(ledger, folder / "server.log")
        self.server.start()
        self.sessions = sign_in_all(self.server)
        self.cases = ledger.waiting()
        self.journal = Journal(folder / f"journal-{number}")

    def close(self):
        self.server.stop()
        self.journal.close()
        self.ledger.remove()


def kill_once(stage, tally):
    """Answers how many callers were waiting for an answer when the server was killed."""
    load = Load(stage.server, stage.sessions, stage.cases, stage.journal).start()
    load.go_on()
    time.sleep(random.uniform(0.02, LONGEST))
    stage.server.kill()
    load.stop()
    waiting = len(load.unanswered)
    stage.server.start()
    tally.settle(stage.ledger, load)
    return waiting


def ledgers(program, engine, folder, cluster):
    """Ledgers without end, each made when it is needed, so that verifying one stays quick."""
    number = 0
    while True:
        number += 1
        place = folder / f"ledger-{number}"
        place.mkdir()
        if engine == "sqlite":
            yield SQLiteLedger(program, place)
        else:
            cluster.create_database(f"firmground_{number}")
            yield PostgresLedger(program, place, cluster, database=f"firmground_{number}")


def kill_often(program, rounds, engine, folder):
    tally, stage, in_flight, used = Tally(), None, 0, 0
    with cluster_in(folder) if engine == "postgres" else contextlib.nullcontext() as cluster:
        try:
            for ledger in ledgers(program, engine, folder, cluster):
                used += 1
                stage = Stage(ledger, folder, used)
                while rounds and len(stage.cases) > SPARE:
                    in_flight += kill_once(stage, tally)
                    rounds -= 1
                stage.close()
                if not rounds:
                    return tally, in_flight
        finally:
            if stage and stage.server.is_running():
                stage.server.kill()


def main():
    arguments = Arguments(__doc__, rounds=5)

    def body(engine, folder):
        tally, in_flight = kill_often(arguments.program, arguments.rounds, engine, folder)
        require(in_flight > 0, "No request was under way at any of the kills.")
        return f"{arguments.rounds} kills under {CALLERS} callers; {tally} after each"

    run("server killed", arguments, body)


if __name__ == "__main__":
    main()
