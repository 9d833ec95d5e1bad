#!/usr/bin/env python3
"""Lets the network between the program and PostgreSQL fail while 32 callers decide cases. PostgreSQL only.

    cut_network.py --program PROGRAM [--rounds N]

Everything stands still for longer than the program's deadline, a COMMIT being the first thing to be held up; a COMMIT and all
after it arrive but no answer does, so that it is done without anybody knowing; every connection is reset and new ones are refused
for three seconds. With more than one round the network also fails at any moment, and refuses for longer than the deadline. Each
request must end within 15 seconds, with 503 or done. What was held up arrives late, as it would; sent again with its key, nothing
is done twice.
"""

import collections
import random
import time

from command import Arguments, require, run, some
from ledger import PostgresLedger, cluster_in
from load import CALLERS, Journal, Load, Tally, sign_in_all
from proxy import Proxy
from server import Server

CASES_A_CUT = 2_000
LONGEST = 15  # seconds a request may take
DEADLINE = 10  # the program's own
CHECKPOINT = 60  # each so many seconds the program signs what is new: one cut begins just before, and must not end it
BEFORE = 5
LONG, SHORT = 17, 3  # seconds a cut lasts: longer than any request may, and less than the deadline

Cut = collections.namedtuple("Cut", "name begin seconds")


def cuts(rounds):
    few = [
        Cut("everything stalled at a COMMIT", lambda proxy: proxy.stall(at=b"COMMIT"), LONG),
        Cut("answers stalled from a COMMIT on", lambda proxy: proxy.stall(at=b"COMMIT", answers_only=True), LONG),
        Cut("connections reset", lambda proxy: proxy.reset(), SHORT),
    ]
    more = [
        Cut("everything stalled", lambda proxy: proxy.stall(after=random.randrange(1, 40_000)), LONG),
        Cut("answers stalled", lambda proxy: proxy.stall(after=random.randrange(1, 40_000), answers_only=True), LONG),
        Cut("connections reset for long", lambda proxy: proxy.reset(), LONG),
    ]
    return few if rounds == 1 else [*few, *more] * rounds


def cut_once(cut, load, proxy, server):
    """Cuts the network for a while, mends it, and answers how the requests of that time ended."""
    load.go_on(CALLERS)
    time.sleep(random.uniform(0.1, 0.4))
    began = time.monotonic()
    cut.begin(proxy)
    while time.monotonic() < began + cut.seconds:
        time.sleep(0.1)
    health = server.health("ready")
    server.must_run()
    proxy.pass_through()
    mended = time.monotonic()
    resumed = load.go_on(CALLERS, LONGEST, f"{cut.name}: actions were not taken again when the network was back")
    time.sleep(0.2)
    met = [answer for answer in list(load.answers) if answer.ended > began and answer.began < mended]
    return met, resumed, health


def judge(cut, met):
    """How many were refused, how long the slowest took, and what was wrong."""
    odd = collections.Counter(f"{answer.status} {answer.text}" for answer in met if answer.status not in (303, 503))
    long = [answer.ended - answer.began for answer in met if answer.ended - answer.began >= LONGEST]
    refused = sum(answer.status == 503 for answer in met)
    wrong = []
    if odd:
        wrong.append(f"{cut.name}: requests ended in other ways than done or 503: {some(odd.items(), 2)}")
    if long:
        wrong.append(f"{cut.name}: {len(long)} of {len(met)} requests took {LONGEST} s or more, up to {max(long):.1f} s.")
    # A shorter cut the program may bridge by itself.
    if not refused and cut.seconds > DEADLINE:
        wrong.append(f"{cut.name}: no request was refused with 503.")
    return refused, max(answer.ended - answer.began for answer in met), wrong


def cut_often(program, rounds, folder, cluster, proxy):
    url = cluster.url().replace(f":{cluster.port}/", f":{proxy.port}/")
    ledger = PostgresLedger(program, folder, cluster, url)
    journal, tally, told, wrong = Journal(folder / "journal"), Tally(), [], []
    ledger.fill(CASES_A_CUT)
    began = time.monotonic()
    with Server(ledger, folder / "server.log") as server:
        sessions = sign_in_all(server)
        for number, cut in enumerate(cuts(rounds)):
            if number:
                ledger.take(CASES_A_CUT)
            if number == 1:
                time.sleep((began + CHECKPOINT - BEFORE - time.monotonic()) % CHECKPOINT)
            with Load(server, sessions, ledger.waiting(), journal, is_patient=True) as load:
                met, resumed, health = cut_once(cut, load, proxy, server)
            refused, slowest, found = judge(cut, met)
            wrong += found
            tally.settle(ledger, load)
            told.append(
                f"{cut.name}: {refused} refused, slowest {slowest:.1f} s, ready said {health}, taken again after {resumed:.1f} s")
    require(not wrong, "\n    ".join([*wrong, str(tally)]))
    return f"{'; '.join(told)}; {tally} after each"


def main():
    arguments = Arguments(__doc__, rounds=1, engines=["postgres"])

    def body(engine, folder):
        with cluster_in(folder) as cluster, Proxy(("127.0.0.1", cluster.port)) as proxy:
            return cut_often(arguments.program, arguments.rounds, folder, cluster, proxy)

    run("network cut", arguments, body)


if __name__ == "__main__":
    main()
