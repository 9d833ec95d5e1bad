#!/usr/bin/env python3
"""Runs an import, works out how many referrals a second it took in, and appends the result line.

    rate.py --what import_batch --peer firmground --results results.jsonl -- firmground import referrals FILE --json

The last line on the command's standard output is JSON with "accepted" and, if the command times itself, "seconds".
Without "seconds" the time is that of the whole command, start included. A referral refused or repeated fails the run.
"""
import argparse
import json
import subprocess
import sys
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", required=True)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--results", default="")
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()

    began = time.monotonic()
    run = subprocess.run(args.command, stdout=subprocess.PIPE, text=True)
    took = time.monotonic() - began
    if run.returncode != 0:
        sys.exit(f"The import ended with {run.returncode}.")
    said = json.loads(run.stdout.strip().splitlines()[-1])
    if not said["accepted"] or said.get("refused") or said.get("repeated"):
        sys.exit(f"The import did not take in every referral: {said}")
    seconds = said.get("seconds", took)
    line = json.dumps({"what": args.what, "peer": args.peer, "rate": round(said["accepted"] / seconds, 1),
                       "unit": "referrals/s", "count": said["accepted"], "seconds": round(seconds, 2)})
    print(line)
    if args.results:
        with open(args.results, "a") as results:
            results.write(line + "\n")


if __name__ == "__main__":
    main()
