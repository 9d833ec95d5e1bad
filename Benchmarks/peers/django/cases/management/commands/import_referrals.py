import json
import multiprocessing
import sys
import time
from contextlib import contextmanager
from itertools import islice

from django.core.management.base import BaseCommand
from django.db import connection

from cases.importing import Tally, run


@contextmanager
def opened(options):
    """The lines of the file that this import is to take, as text."""
    file = sys.stdin if options["file"] == "-" else open(options["file"], encoding="utf-8")
    try:
        stop = options["skip"] + options["limit"] if options["limit"] else None
        yield islice(file, options["skip"], stop)
    finally:
        if file is not sys.stdin:
            file.close()


def work(part, options, answers):
    with opened(options) as lines:
        answers.put(run(lines, options["batch"], part, options["processes"]))


class Command(BaseCommand):
    help = "Imports referral-form answers, one JSON object a line, and prints a tally with the seconds it took."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--batch", type=int, default=200, help="referrals in one transaction")
        parser.add_argument("--processes", type=int, default=1)
        parser.add_argument("--skip", type=int, default=0)
        parser.add_argument("--limit", type=int, default=0)
        parser.add_argument("--rejects", help="file for refused lines with their reasons")

    def handle(self, **options):
        connection.ensure_connection()
        began = time.monotonic()
        if options["processes"] == 1:
            with opened(options) as lines:
                tally = run(lines, options["batch"])
        else:
            tally = self.share_out(options)
        seconds = time.monotonic() - began
        if options["rejects"]:
            with open(options["rejects"], "w", encoding="utf-8") as rejects:
                rejects.writelines(json.dumps(reject, ensure_ascii=False) + "\n" for reject in tally.rejects)
        counts = {name: getattr(tally, name) for name in ("read", "accepted", "repeated", "refused")}
        self.stdout.write(json.dumps(counts | {"seconds": round(seconds, 3)}))

    def share_out(self, options):
        """Several processes read the same file and each takes its own batches."""
        connection.close()
        forking = multiprocessing.get_context("fork")
        answers = forking.Queue()
        workers = [forking.Process(target=work, args=(part, options, answers)) for part in range(options["processes"])]
        for worker in workers:
            worker.start()
        total = Tally()
        for _ in workers:
            total.add(answers.get(timeout=24 * 3600))
        for worker in workers:
            worker.join()
        return total
