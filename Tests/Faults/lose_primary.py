#!/usr/bin/env python3
"""Kills the PostgreSQL primary while 32 callers decide cases, and promotes its synchronous standby. PostgreSQL only.

    lose_primary.py --program PROGRAM [--rounds N]

The program was started with both hosts in its URL and `target_session_attrs=read-write`, and is not restarted: within ten
seconds of the promotion it must acknowledge actions again. Then the old primary comes back as the standby of the new one.
"""

import contextlib
import random
import time

from command import Arguments, run, wait_for
from ledger import PostgresLedger, cluster_in
from load import CALLERS, Journal, Load, Tally, sign_in_all
from postgres import url_of
from server import Server

CASES_A_ROUND = 2_500
LONGEST_WAIT = 10
SIGN_IN_AFRESH = 20 * 60  # a session ends after half an hour without use


def first_after(load, moment):
    """The time of the first acknowledgement of a request that was sent after a moment."""
    return next((answer.ended for answer in list(load.answers) if answer.status == 303 and answer.began > moment), None)


def lose_once(load, primary, standby):
    """Answers after how many seconds the first action was acknowledged by the new primary."""
    load.go_on()
    time.sleep(random.uniform(0.1, 0.6))
    primary.kill()
    time.sleep(random.uniform(0, 1))  # nobody notices at once
    standby.promote()
    promoted = time.monotonic()
    acknowledged = wait_for(
        lambda: first_after(load, promoted), LONGEST_WAIT, "No action was acknowledged after the standby was promoted")
    time.sleep(0.3)
    return acknowledged - promoted


def lose_often(program, rounds, folder, primary, standby):
    url = url_of([primary, standby], target_session_attrs="read-write")
    ledger = PostgresLedger(program, folder, primary, url)
    journal, tally, waits = Journal(folder / "journal"), Tally(), []
    ledger.fill(CASES_A_ROUND)
    with Server(ledger, folder / "server.log") as server:
        sessions, signed_in = sign_in_all(server), time.monotonic()
        for number in range(rounds):
            if number:
                primary, standby = standby, primary
                standby.rejoin(primary)
                ledger.take(CASES_A_ROUND)
            if time.monotonic() - signed_in > SIGN_IN_AFRESH:
                sessions, signed_in = sign_in_all(server), time.monotonic()
            ledger.cluster = primary
            with Load(server, sessions, ledger.waiting(), journal, is_patient=True) as load:
                waits.append(lose_once(load, primary, standby))
            ledger.cluster = standby
            tally.settle(ledger, load)
            server.must_run()
    return tally, waits


def main():
    arguments = Arguments(__doc__, rounds=2, engines=["postgres"])

    def body(engine, folder):
        with cluster_in(folder) as primary:
            standby = primary.standby(folder / "standby")
            with contextlib.ExitStack() as stack:
                stack.callback(standby.remove)
                tally, waits = lose_often(arguments.program, arguments.rounds, folder, primary, standby)
        return (f"{arguments.rounds} times under {CALLERS} callers; first acknowledgement {sorted(waits)[len(waits) // 2]:.1f} s "
                f"after the promotion (at most {max(waits):.1f} s); {tally} after each")

    run("primary lost", arguments, body)


if __name__ == "__main__":
    main()
