"""What the commands of all faults share: arguments, the one line at the end, and how they fail."""

import argparse
import os
import pathlib
import random
import signal
import sys
import tempfile
import time
import traceback

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests/Servers"))

from postgres import PostgresError  # noqa: E402

ENGINES = ["sqlite", "postgres"]


class FaultFound(Exception):
    """The program did not stand a fault; says how in plain words."""


def require(condition, sentence):
    if not condition:
        raise FaultFound(sentence)


def wait_for(condition, seconds, sentence):
    """Waits until something holds and answers it; fails with the sentence when it does not in time."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        require(time.monotonic() < end, f"{sentence} within {seconds} seconds.")
        time.sleep(0.02)
    return found


def some(values, count=5):
    """A few of many, for a message."""
    values = list(values)
    return ", ".join(map(str, values[:count])) + (f" and {len(values) - count} more" if len(values) > count else "")


class Arguments:
    def __init__(self, about, rounds=None, engines=ENGINES):
        parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
        built = os.environ.get("FIRMGROUND_BINARY", str(REPOSITORY / ".build/release/firmground"))
        parser.add_argument("--program", default=built, help="the program to test (default: the release build)")
        if len(engines) > 1:
            parser.add_argument("--engine", choices=engines, help="one engine only (default: each in turn)")
        if rounds:
            parser.add_argument("--rounds", type=int, default=rounds, help=f"how often, on each engine (default: {rounds})")
        parser.add_argument("--seed", type=int, help="repeats the same choices")
        found = parser.parse_args()
        self.program = str(pathlib.Path(found.program).absolute())
        self.engines = [found.engine] if getattr(found, "engine", None) else engines
        self.rounds = getattr(found, "rounds", None)
        self.seed = random.randrange(1_000_000) if found.seed is None else found.seed


def run(name, arguments, body):
    """Runs `body(engine, folder)` for each engine; prints what it answers as one line. Ends with 1 when one fails."""
    failures = 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders go when it is stopped
    for engine in arguments.engines:
        random.seed(arguments.seed)
        with tempfile.TemporaryDirectory(prefix="firmground-fault-") as folder:
            try:
                print(f"{name}, {engine}: {body(engine, pathlib.Path(folder))}", flush=True)
            except (FaultFound, PostgresError) as error:
                failures += 1
                print(f"{name}, {engine}: FAILED (seed {arguments.seed}). {error}", flush=True)
            except Exception:
                failures += 1
                print(f"{name}, {engine}: FAILED (seed {arguments.seed}).\n{traceback.format_exc()}", flush=True)
    sys.exit(1 if failures else 0)
