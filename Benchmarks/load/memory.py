#!/usr/bin/env python3
"""Adds up the memory of processes and all their descendants and appends two result lines.

    memory.py --peer firmground --results results.jsonl PID…

`memory_rss` counts shared pages once for every process that maps them; `memory_pss` shares them out and is the
honest total. Reading other users' processes needs root; where that is missing only `memory_rss` is recorded.
"""
import argparse
import json
import pathlib
import re


def tree(roots):
    children = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text().rsplit(")", 1)[1].split()[1]
        except (OSError, IndexError):
            continue
        children.setdefault(int(parent), []).append(int(stat.parent.name))
    found, waiting = set(), list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children.get(pid, [])
    return found


def kilobytes(path, field):
    text = pathlib.Path(path).read_text()
    match = re.search(rf"^{field}:\s+(\d+) kB", text, re.M)
    return int(match.group(1)) if match else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--cases", type=int)
    parser.add_argument("--results", default="")
    parser.add_argument("pids", nargs="+", type=int)
    args = parser.parse_args()

    totals, counted = {"rss": 0, "pss": 0}, 0
    for pid in tree(args.pids):
        try:
            rss = kilobytes(f"/proc/{pid}/status", "VmRSS")
        except OSError:
            continue
        counted += 1
        totals["rss"] += rss
        if totals["pss"] is not None:
            try:
                totals["pss"] += kilobytes(f"/proc/{pid}/smaps_rollup", "Pss")
            except OSError:
                totals["pss"] = None
    for kind, total in totals.items():
        if total is None:
            continue
        line = json.dumps({"what": f"memory_{kind}", "peer": args.peer, "rate": round(total / 1024, 1), "unit": "MiB",
                           "processes": counted, "cases": args.cases})
        print(line)
        if args.results:
            with open(args.results, "a") as results:
                results.write(line + "\n")


if __name__ == "__main__":
    main()
