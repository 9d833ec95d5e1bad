#!/usr/bin/env python3
"""Prints fictional referrals in the answer format of the online form, one JSON object a line.

    referrals.py --count 100000 > referrals.ndjson
    referrals.py --count 100000 --like answers.ndjson > referrals.ndjson

Nobody in them exists. `--like` takes the lines of a file of referrals as models instead of the ones made up here;
identifiers and birthdays are always fresh, so that no line counts as a repeat. The same seed gives the same file.
Lines are about 3 kB long, as those of a filled-in form are.
"""
import argparse
import datetime
import json
import random
import sys
import uuid

FIRST = ["Alba", "Bao", "Cerys", "Dawit", "Edona", "Femi", "Grzegorz", "Hana", "Iman", "Jonas", "Kofi", "Lan", "Mihai"]
LAST = ["Adeyemi", "Berisha", "Cooper", "Đặng", "Enache", "Farah", "Gill", "Hagos", "Iqbal", "Jaworska", "O'Dowd"]
PLACES = [  # nation, organisation, town, county, police force, local authority
    ("england", "Kent County Council", "Ashford", "Kent", "Kent Police", "Kent County Council"),
    ("england", "Metropolitan Police Service", "Croydon", "Greater London", "Metropolitan Police Service",
     "Kent County Council"),
    ("wales", "South Wales Police", "Cardiff / Caerdydd", "South Glamorgan", "South Wales Police",
     "City of Cardiff Council"),
    ("scotland", "Police Scotland", "Glasgow", "City of Glasgow", "Police Scotland", "Glasgow City Council"),
    ("northern-ireland", "Police Service of Northern Ireland", "Belfast", "County Antrim",
     "Police Service of Northern Ireland", "Belfast City Council"),
]
WEIGHTS = [60, 24, 6, 7, 3]
PEOPLE = [("British", None), ("Albanian", "Albanian"), ("Eritrean", "Tigrinya"), ("Vietnamese", "Vietnamese")]
WORK = [
    ("forced-to-work", "A neighbour found them a place on a building site and paid the fare, then asked for it back "
     "with interest that never ended.",
     "They mixed cement and carried bricks from first light until dark and were driven back to the house at night."),
    ("forced-to-commit-crime", "Someone they met outside school bought them trainers and then said the trainers had "
     "to be worked off.",
     "They carried parcels by train to another town and waited in a flat until the money had been counted."),
    ("unpaid-household-work", "An aunt arranged the journey and promised that there would be lessons in the evenings.",
     "They cleaned, cooked and looked after three children every day of the week and were not paid."),
]
TREATMENT = [
    "They were not allowed to keep a telephone and were followed to the shop.",
    "They were shouted at in front of the others and went without food when work was slow.",
    "They were shown photographs of their parents' house and told to remember who knew the address.",
]


def made_up(random_, number):
    nation, organisation, town, county, force, authority = random_.choices(PLACES, WEIGHTS)[0]
    kind, start, work = random_.choice(WORK)
    nationality, language = random_.choice(PEOPLE)
    child = kind == "forced-to-commit-crime"
    day = datetime.date(2026, 1, 5) + datetime.timedelta(days=random_.randrange(290))
    answers = {
        "submitted-at": f"{day}T{random_.randrange(24):02}:{random_.randrange(60):02}:00Z",
        "user-email": f"referrer{number % 97}@example.police.uk", "user-organisation": organisation,
        "fr-location": nation, "pv-under-age": "yes" if child else "no",
    }
    if child:
        answers |= {
            "local-authority-contacted-about-child-local-authority-name": authority,
            "local-authority-contacted-about-child-local-authority-phone": f"020 7946 {random_.randrange(10000):04}",
            "local-authority-contacted-about-child-local-authority-email": "front.door@example.gov.uk",
        }
    else:
        answers["pv-under-age-at-time-of-exploitation"] = "no"
    answers |= {
        "birthplace": f"A small town in district {number % 50}.",
        "family": "A mother and an elder brother, last seen in spring.",
        "education": "Primary school, then evening classes.",
        "employment-history": "A market stall and a bakery.",
        "potential-victim-exploitative-situation-multiple": "no",
        "when-did-the-exploitation-take-place": "Summer 2024 to three weeks ago.",
        "how-did-the-exploitation-start": start,
        "were-they-taken-somewhere-by-their-exploiter": "yes",
        "were-they-taken-somewhere-by-their-exploiter-journey-details":
            "In a car, at night, with two drivers.",
        "what-were-they-required-to-do": work,
        "living-conditions": "A room without a window, shared by five.",
        "how-they-were-treated": random_.choice(TREATMENT),
        "still-in-exploitative-situation": "no",
        "how-why-did-they-leave-the-situation": "They left at night and asked for help.",
        "when-last-contact": "within-the-last-month",
        "details-last-contact": "A missed call.",
        "is-this-the-first-chance-to-report": "no",
        "why-report-now": "Nobody had asked before in their language.",
        "modern-slavery-indicators": "yes",
        "modern-slavery-indicators-details": "Old injuries, no documents, afraid of vans.",
        "where-how-interview-carried-out": "At the advice centre, over two visits.",
        "professional-insight": "They answered fully and put mistakes right.",
        "evidence-of-dishonesty": "no", "are-others-involved": "yes",
        "are-others-involved-details": "A doctor and a charity.",
        "where-exploitation-happened": "uk", "where-exploitation-happened-uk-city-1": town,
        "current-pv-location-uk-city": town, "current-pv-location-uk-region": county,
        "who-exploited-pv": "Two brothers and the man who drove.",
        "exploiters-location": "no", f"types-of-exploitation-{kind}": "true",
        "any-other-pvs": "yes", "other-potential-victims-yes-details": "Four others slept there.",
        "future-exploitation-concerns": "yes", "future-exploitation-reasons": "The brothers know where a cousin lives.",
        "reported-to-police": "yes", "reported-to-police-police-forces": force,
        "reported-to-police-crime-reference": f"{random_.randrange(10, 99)}/{random_.randrange(10**4, 10**5)}/26",
        "authorities-cooperation": "no", "pv-want-to-submit-nrm": "yes",
    }
    if not child:
        answers |= {"does-pv-need-support": "yes", "pv-phone-number": "no",
                    "no-contact-details": "Leave word with the outreach team."}
    answers |= {
        "pv-name-first-name": random_.choice(FIRST), "pv-name-last-name": random_.choice(LAST),
        "pv-gender": random_.choice(["female", "male"]), "pv-dob": "", "pv-nationality": nationality,
        "does-pv-have-children": "no", "pv-interpreter-requirements": "yes" if language else "no",
    }
    if language:
        answers["pv-interpreter-requirements-language"] = language
    answers |= {"pv-other-help-with-communication": "no", "pv-ho-reference": "no"}
    if not child:
        answers |= {"who-contact": "potential-victim", "pv-contact-details": "email",
                    "pv-contact-details-email-input": f"person{number}@example.org",
                    "pv-contact-details-email-check": "true"}
    return answers | {
        "fr-details-first-name": "Robin", "fr-details-last-name": random_.choice(LAST),
        "fr-details-role": "Outreach worker", "fr-details-phone": f"020 7946 {random_.randrange(10000):04}",
        "fr-alternative-contact": f"desk{number % 13}@example.police.uk",
    }


def birthday(random_, answers):
    day = datetime.date.fromisoformat(answers["submitted-at"][:10])
    years = (11, 17) if answers["pv-under-age"] == "yes" else (20, 60)
    return str(day - datetime.timedelta(days=random_.randrange(years[0] * 366, years[1] * 365)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--like", metavar="FILE")
    args = parser.parse_args()

    # A stream of its own: another generator with the same plain seed would give out the same identifiers.
    random_ = random.Random(f"benchmark referrals {args.seed}")
    models = []
    if args.like:
        with open(args.like, encoding="utf-8") as file:
            models = [json.loads(line) for line in file if line.strip()]
    for number in range(args.count):
        answers = dict(models[number % len(models)]) if models else made_up(random_, number)
        if "pv-dob" in answers and answers["pv-under-age"] != "not-sure":
            answers["pv-dob"] = birthday(random_, answers)
        fresh = {"externalID": str(uuid.UUID(int=random_.getrandbits(128), version=4)), "reference": f"B{number:07}"}
        json.dump(fresh | answers | fresh, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
