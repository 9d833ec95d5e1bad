#!/usr/bin/env python3
"""Every fault, one after the other: what a machine, a disk, a network, an insider or a rude caller can do.

    faults.py --program PROGRAM [--full] [--only NAME…] [--engine sqlite|postgres]

The short form takes three to four minutes. `--full` kills the server 200 times on each engine and the PostgreSQL primary 20 times,
and takes the better part of an hour. One line tells what was counted; the exit status is 1 when a fault was not stood.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from command import ENGINES, REPOSITORY

HERE = pathlib.Path(__file__).resolve().parent
# File, engines that it can be told to try alone, rounds in the short form and in full.
FAULTS = {
    "cut_network": (["postgres"], 1, 5),
    "kill_server": (ENGINES, 5, 200),
    "lose_primary": (["postgres"], 2, 20),
    "lose_standby": (["postgres"], 1, 5),
    "fill_disk": (ENGINES, None, None),
    "tamper": (ENGINES, None, None),
    "slow_callers": (["sqlite"], None, None),
}
# Mostly waits, so the others run meanwhile.
BESIDE = "cut_network"


class Fault:
    def __init__(self, name, arguments):
        engines, few, many = FAULTS[name]
        self.command = [sys.executable, "-B", HERE / f"{name}.py", "--program", arguments.program]
        if len(engines) > 1 and arguments.engine:
            self.command += ["--engine", arguments.engine]
        if few:
            self.command += ["--rounds", str(many if arguments.full else few)]
        self.name, self.out = name, tempfile.TemporaryFile("w+")

    def start(self):
        self.began = time.monotonic()
        self.process = subprocess.Popen(self.command, stdout=self.out, stderr=self.out)
        return self

    def finish(self):
        """Waits for it and prints what it said. Answers whether all is well."""
        code = self.process.wait()
        self.out.seek(0)
        print(self.out.read().rstrip(), flush=True)
        print(f"    {self.name}: {time.monotonic() - self.began:.0f} s", flush=True)
        return code == 0


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    built = os.environ.get("FIRMGROUND_BINARY", str(REPOSITORY / ".build/release/firmground"))
    parser.add_argument("--program", default=built, help="the program to test (default: the release build)")
    parser.add_argument("--full", action="store_true", help="as often as it is claimed, not only as a sample")
    parser.add_argument("--only", nargs="+", choices=list(FAULTS), metavar="NAME", help=", ".join(FAULTS))
    parser.add_argument("--engine", choices=ENGINES, help="leaves out what concerns the other engine alone")
    return parser.parse_args()


def main():
    arguments, began = parsed(), time.monotonic()
    chosen = [
        name for name, (engines, _, _) in FAULTS.items()
        if name in (arguments.only or FAULTS) and (arguments.engine or engines[0]) in engines]
    beside = Fault(BESIDE, arguments).start() if BESIDE in chosen else None
    stood = []
    try:
        for name in chosen:
            if name == "slow_callers" and beside:  # it takes times, so it is alone
                stood.append(beside.finish())
                beside = None
            if name != BESIDE:
                stood.append(Fault(name, arguments).start().finish())
        if beside:
            stood.append(beside.finish())
            beside = None
    finally:
        if beside:
            beside.process.terminate()
            beside.process.wait()
    print(f"{sum(stood)} of {len(stood)} faults stood in {time.monotonic() - began:.0f} s.")
    sys.exit(0 if all(stood) else 1)


if __name__ == "__main__":
    main()
