#!/usr/bin/env python3
"""Takes the synchronous standby away under load from 32 callers. PostgreSQL only.

    lose_standby.py --program PROGRAM [--rounds N]

While it is away nothing may be acknowledged, for it would be on one disk alone: neither when the time of a statement runs out nor when
an operator cancels what waits, both of which PostgreSQL answers with a commit and a warning. When it is back, actions are
acknowledged again without a restart.
"""

import contextlib
import time

from command import Arguments, require, run, wait_for
from ledger import PostgresLedger, cluster_in
from load import CALLERS, Journal, Load, Tally, sign_in_all
from lose_primary import first_after
from server import Server

AWAY = 13  # longer than the program's deadline
CANCEL = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


def lose_once(load, primary, standby):
    """Answers how many waiting commits were cancelled, and after how many seconds the first action was acknowledged again."""
    load.go_on()
    time.sleep(0.5)
    standby.stop("immediate")
    gone = time.monotonic()
    time.sleep(2)
    cancelled = len(primary.psql(CANCEL, "postgres"))
    time.sleep(AWAY - 2)
    kept = [answer for answer in list(load.answers) if answer.status == 303 and answer.began > gone]
    require(not kept, f"{len(kept)} actions were acknowledged while the standby was away.")
    standby.start()
    back = time.monotonic()
    acknowledged = wait_for(lambda: first_after(load, back), 20, "No action was acknowledged after the standby came back")
    time.sleep(0.3)
    return cancelled, acknowledged - back


def lose_often(program, rounds, folder, primary, standby):
    ledger = PostgresLedger(program, folder, primary, primary.url())
    journal, tally, waits, cancelled = Journal(folder / "journal"), Tally(), [], 0
    ledger.fill(2_500)
    with Server(ledger, folder / "server.log") as server:
        sessions = sign_in_all(server)
        for number in range(rounds):
            if number:
                ledger.take(2_500)
            with Load(server, sessions, ledger.waiting(), journal, is_patient=True) as load:
                count, wait = lose_once(load, primary, standby)
            cancelled, waits = cancelled + count, [*waits, wait]
            tally.settle(ledger, load)
            server.must_run()
    require(cancelled > 0, "No commit was waiting for the standby, so nothing was tried.")
    return tally, waits, cancelled


def main():
    arguments = Arguments(__doc__, rounds=1, engines=["postgres"])

    def body(engine, folder):
        with cluster_in(folder) as primary, contextlib.ExitStack() as stack:
            standby = primary.standby(folder / "standby")
            stack.callback(standby.remove)
            tally, waits, cancelled = lose_often(arguments.program, arguments.rounds, folder, primary, standby)
        return (f"{arguments.rounds} times under {CALLERS} callers for {AWAY} s; nothing acknowledged meanwhile, {cancelled} waiting "
                f"commits cancelled; acknowledged again {max(waits):.1f} s after it was back; {tally}")

    run("standby lost", arguments, body)


if __name__ == "__main__":
    main()
