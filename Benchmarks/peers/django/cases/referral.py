"""Checks one line of referral-form answers and turns it into the rows of a new case."""
import json
import re
import uuid
from datetime import date, datetime, timezone

from .clocks import reasonable_grounds_due
from .models import Case, Clock, Event

LONGEST = 15_000
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
YES_NO = {"yes", "no"}
YES_NO_UNSURE = {"yes", "no", "not-sure"}

REQUIRED = (
    "externalID submitted-at reference user-email user-organisation fr-location pv-under-age birthplace family education "
    "employment-history potential-victim-exploitative-situation-multiple how-did-the-exploitation-start "
    "were-they-taken-somewhere-by-their-exploiter what-were-they-required-to-do living-conditions how-they-were-treated "
    "still-in-exploitative-situation when-last-contact is-this-the-first-chance-to-report modern-slavery-indicators "
    "where-how-interview-carried-out professional-insight evidence-of-dishonesty are-others-involved "
    "where-exploitation-happened current-pv-location-uk-city current-pv-location-uk-region who-exploited-pv "
    "exploiters-location any-other-pvs future-exploitation-concerns reported-to-police authorities-cooperation "
    "pv-want-to-submit-nrm pv-gender pv-nationality"
).split()
REQUIRED_ON_REFERRAL = "pv-name-first-name pv-name-last-name pv-interpreter-requirements fr-details-phone".split()
ONE_OF = {
    "fr-location": set(Case.Nation.values),
    "pv-under-age": YES_NO_UNSURE,
    "pv-gender": {"female", "male", "unknown"},
    "pv-want-to-submit-nrm": YES_NO,
    "where-exploitation-happened": {"uk", "overseas", "uk-and-overseas"},
    "were-they-taken-somewhere-by-their-exploiter": YES_NO,
    "still-in-exploitative-situation": YES_NO,
    "is-this-the-first-chance-to-report": YES_NO_UNSURE,
    "modern-slavery-indicators": YES_NO,
    "evidence-of-dishonesty": YES_NO,
    "are-others-involved": YES_NO,
    "exploiters-location": YES_NO,
    "any-other-pvs": YES_NO_UNSURE,
    "future-exploitation-concerns": YES_NO,
    "reported-to-police": YES_NO,
    "authorities-cooperation": YES_NO,
}
DETAIL_OF = {  # an answer, and what must be filled in when it is given
    ("were-they-taken-somewhere-by-their-exploiter", "yes"): "were-they-taken-somewhere-by-their-exploiter-journey-details",
    ("still-in-exploitative-situation", "yes"): "what-is-keeping-them-in-situation",
    ("still-in-exploitative-situation", "no"): "how-why-did-they-leave-the-situation",
    ("is-this-the-first-chance-to-report", "no"): "why-report-now",
    ("modern-slavery-indicators", "yes"): "modern-slavery-indicators-details",
    ("evidence-of-dishonesty", "yes"): "evidence-of-dishonesty-details",
    ("are-others-involved", "yes"): "are-others-involved-details",
    ("exploiters-location", "yes"): "exploiters-current-location-details",
    ("future-exploitation-concerns", "yes"): "future-exploitation-reasons",
    ("reported-to-police", "yes"): "reported-to-police-crime-reference",
    ("pv-interpreter-requirements", "yes"): "pv-interpreter-requirements-language",
}
EMAILS = ("user-email", "fr-alternative-contact", "pv-contact-details-email-input", "someone-else-email-input")


class Refused(Exception):
    """The line cannot be taken in; the arguments are the reasons."""


def read(line):
    """The rows for one line: a case, its clocks and its first event."""
    try:
        answers = json.loads(line)
    except (ValueError, RecursionError):
        raise Refused("The line is not JSON.") from None
    if not isinstance(answers, dict):
        raise Refused("The line is not an object of answers.")
    reasons = faults(answers)
    if reasons:
        raise Refused(*reasons)
    return rows(answers)


def faults(answers):
    found = []
    for key, value in answers.items():
        for text in value if isinstance(value, list) else (value,):
            if not isinstance(text, str):
                found.append(f"{key}: text expected.")
            elif len(text) > LONGEST:
                found.append(f"{key}: longer than {LONGEST} characters.")
            elif "\0" in text:
                found.append(f"{key}: holds a character that cannot be stored.")
    if found:
        return found
    get = answers.get
    found += [f"{key}: missing." for key in REQUIRED if not get(key)]
    found += [f"{key}: not one of the choices." for key, choices in ONE_OF.items() if get(key) and get(key) not in choices]
    found += [f"{detail}: missing." for (key, answer), detail in DETAIL_OF.items() if get(key) == answer and not get(detail)]
    if get("pv-want-to-submit-nrm") == "yes":
        found += [f"{key}: missing." for key in REQUIRED_ON_REFERRAL if not get(key)]
    found += [f"{key}: not an e-mail address." for key in EMAILS if get(key) and not EMAIL.fullmatch(get(key))]
    if not any(key.startswith("types-of-exploitation-") and value == "true" for key, value in answers.items()):
        found.append("types-of-exploitation: choose at least one.")
    found += dates(answers)
    return found


def dates(answers):
    try:
        uuid.UUID(answers.get("externalID", ""))
    except ValueError:
        yield "externalID: not a UUID."
    try:
        submitted = datetime.fromisoformat(answers.get("submitted-at", ""))
    except ValueError:
        yield "submitted-at: not a time."
        return
    if born := answers.get("pv-dob"):
        try:
            if not date(1900, 1, 1) <= date.fromisoformat(born) <= submitted.date():
                yield "pv-dob: before 1900 or after the referral."
        except ValueError:
            yield "pv-dob: no such day."


def rows(answers):
    submitted = datetime.fromisoformat(answers["submitted-at"])
    if submitted.tzinfo is None:
        submitted = submitted.replace(tzinfo=timezone.utc)
    referral = answers["pv-want-to-submit-nrm"] == "yes"
    case = Case(
        external_id=uuid.UUID(answers["externalID"]),
        nation=answers["fr-location"],
        status=Case.Status.REFERRED if referral else Case.Status.NOTIFIED,
        first_name=answers.get("pv-name-first-name", ""),
        last_name=answers.get("pv-name-last-name", ""),
        date_of_birth=date.fromisoformat(answers["pv-dob"]) if answers.get("pv-dob") else None,
        organisation=answers["user-organisation"],
        submitted_at=submitted,
        answers=answers,
    )
    clocks = []
    if referral:
        clocks.append(
            Clock(case=case, kind=Clock.Kind.REASONABLE_GROUNDS, due=reasonable_grounds_due(submitted.date())))
    event = Event(case=case, kind=Event.Kind.RECEIVED if referral else Event.Kind.NOTIFIED, detail=case.organisation)
    return case, clocks, event
