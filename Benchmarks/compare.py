#!/usr/bin/env python3
"""Prints FirmGround's results beside its peers', with ratios and the bar each must pass.

    compare.py results.jsonl [more.jsonl …] [--partial]

Each line is a JSON object with "what", "peer" and "rate"; `-` reads standard input. Where one measurement was taken
several times, its median counts. Ends with 0 when every bar is met, 1 when one is missed or not measured
(`--partial` forgives the latter), 2 when the input cannot be read.
"""
import argparse
import json
import statistics
import sys
from dataclasses import dataclass

SUBJECT = "firmground"


@dataclass(frozen=True)
class Row:
    what: str
    label: str
    peer: str
    least_rate: float = 0
    least_ratio: float = 0
    bar: str = ""

    def verdict(self, rate, ratio):
        """True, False, or None when what the bar needs was not measured."""
        if self.least_rate:
            return None if rate is None else rate >= self.least_rate
        if self.least_ratio:
            return None if ratio is None else ratio >= self.least_ratio
        return True


ROWS = [
    Row("import_single", "Import, one by one, referrals/s", "django"),
    Row("import_batch", "Import, batches of 200, referrals/s", "django", least_rate=4000, bar="at least 4,000/s"),
    Row("import_batch_2", "Import, two processes, referrals/s", "django"),
    Row("decide_http", "Decisions over HTTP, 64 callers, /s", "django", least_ratio=10, bar="at least 10 x"),
    Row("worklist_http", "Worklist, 32 callers, /s", "django", least_ratio=10, bar="at least 10 x"),
    Row("case_http", "Case page, 32 callers, /s", "django", least_ratio=10, bar="at least 10 x"),
    Row("decide_in_process", "Decisions in process, /s", "sqlite", least_ratio=1 / 3, bar="at least 1/3 x"),
    Row("commit_single", "Single 3 kB rows, durable, /s", "sqlite"),
    Row("commit_200", "3 kB rows, 200 a commit, /s", "sqlite"),
    Row("memory_rss", "Memory, shared pages repeated, MiB", "django"),
    Row("memory_pss", "Memory, shared pages once, MiB", "django"),
]


def read(names):
    results = {}
    for name in names:
        try:
            with sys.stdin if name == "-" else open(name, encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        try:
                            result = json.loads(line)
                            key = (str(result["what"]), str(result["peer"]))
                            results.setdefault(key, []).append((float(result["rate"]), result.get("cases")))
                        except (ValueError, KeyError, TypeError) as error:
                            stop(f"{name}, line {number}: not a result ({error!r}).")
        except OSError as error:
            stop(f"{name} cannot be read: {error.strerror}.")
    return results


def stop(message):
    print(message, file=sys.stderr)
    sys.exit(2)


def shown(number):
    if number is None:
        return "-"
    return f"{number:,.0f}" if number >= 100 else f"{number:,.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="+")
    parser.add_argument("--partial", action="store_true")
    args = parser.parse_args()

    results = read(args.results)
    rate_of = {key: statistics.median(rate for rate, _ in taken) for key, taken in results.items()}
    table, notes, missed, absent = [("What", "FirmGround", "Peer", "", "Ratio", "Bar", "")], [], 0, 0
    for row in ROWS:
        ours, theirs = (row.what, SUBJECT), (row.what, row.peer)
        rate, other = rate_of.get(ours), rate_of.get(theirs)
        if rate is None and other is None and not row.bar:
            continue
        ratio = rate / other if rate is not None and other else None
        verdict = row.verdict(rate, ratio)
        missed += verdict is False
        absent += verdict is None
        word = {True: "met" if row.bar else "", False: "MISSED", None: "not measured"}[verdict]
        table.append((row.label, shown(rate), shown(other), row.peer if other is not None else "",
                      f"{ratio:.2f} x" if ratio is not None else "-", row.bar, word))
        sizes = {cases for key in (ours, theirs) for _, cases in results.get(key, []) if cases is not None}
        if len(sizes) > 1:
            notes.append(f"{row.label}: the runs held different numbers of cases ({', '.join(map(str, sorted(sizes)))}).")

    known = {(row.what, peer) for row in ROWS for peer in (SUBJECT, row.peer)}
    notes += [f"Not part of the table: {what} of {peer}, {shown(rate_of[what, peer])}."
              for what, peer in sorted(set(rate_of) - known)]

    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    for line in table:
        cells = [cell.rjust(width) if column in (1, 2, 4) else cell.ljust(width)
                 for column, (cell, width) in enumerate(zip(line, widths))]
        print("  ".join(cells).rstrip())
    if notes:
        print("\n" + "\n".join(notes))
    sys.exit(1 if missed or (absent and not args.partial) else 0)


if __name__ == "__main__":
    main()
