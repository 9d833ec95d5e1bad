"""Due dates. Simplified for the benchmark; no source of law."""
from datetime import date, timedelta

# Bank holidays in England and Wales.
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in """
    2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26
    2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
    2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
    """.split()
)
REASONABLE_GROUNDS_WORKING_DAYS = 5
RECOVERY_DAYS = 30


def working_days_after(day, count):
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in HOLIDAYS:
            count -= 1
    return day


def reasonable_grounds_due(received_on):
    return working_days_after(received_on, REASONABLE_GROUNDS_WORKING_DAYS)


def recovery_ends(decided_on):
    """The last day of the period; the day of the decision is the first."""
    return decided_on + timedelta(days=RECOVERY_DAYS - 1)
