"""Takes referrals into the database. A referral that came before is left alone, so an import may be repeated."""
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from . import referral
from .models import Case, Clock, Event


@dataclass
class Tally:
    read: int = 0
    accepted: int = 0
    repeated: int = 0
    refused: int = 0
    rejects: list = field(default_factory=list)

    def add(self, other):
        self.read += other.read
        self.accepted += other.accepted
        self.repeated += other.repeated
        self.refused += other.refused
        self.rejects += other.rejects


def run(lines, batch, part=0, parts=1):
    """Imports every `parts`-th batch, starting with number `part`; each batch is one transaction."""
    tally = Tally()
    lines = iter(lines)
    number = 0
    while chunk := list(islice(lines, batch)):
        if number % parts == part:
            take_in(chunk, tally)
        number += 1
    return tally


def take_in(chunk, tally):
    new = {}
    for line in chunk:
        if not line.strip():
            continue
        tally.read += 1
        try:
            case, clocks, event = referral.read(line)
        except referral.Refused as refusal:
            tally.refused += 1
            tally.rejects.append({"reasons": list(refusal.args), "line": line})
            continue
        if case.external_id in new:
            tally.repeated += 1
        else:
            new[case.external_id] = (case, clocks, event)
    if len(new) == 1:
        stored = save_one(*next(iter(new.values())))
    else:
        stored = save_many(new)
    tally.accepted += stored
    tally.repeated += len(new) - stored


def save_one(case, clocks, event):
    with transaction.atomic():
        if Case.objects.filter(external_id=case.external_id).exists():
            return 0
        case.save(force_insert=True)
        for clock in clocks:
            clock.save(force_insert=True)
        event.save(force_insert=True)
    return 1


def save_many(new):
    with transaction.atomic():
        known = set(Case.objects.filter(external_id__in=list(new)).values_list("external_id", flat=True))
        fresh = [rows for external_id, rows in new.items() if external_id not in known]
        Case.objects.bulk_create([case for case, _, _ in fresh])
        Clock.objects.bulk_create([clock for _, clocks, _ in fresh for clock in clocks])
        Event.objects.bulk_create([event for _, _, event in fresh])
    return len(fresh)
