#!/usr/bin/env python3
"""Writes the part of CHANGELOG.md that lists changes of law by the day they took effect, from the dated rules.

    docs/tools/changes.py            writes it
    docs/tools/changes.py --check    ends with 1 when it is not what the rulebook says
"""

import sys
from datetime import date, timedelta

from rulebook_folder import ROOT, english, rules, update

PAGE = ROOT / "CHANGELOG.md"
HEADING = "## Rule changes by effective date"
NATIONS = {"E": "England", "W": "Wales", "S": "Scotland", "NI": "Northern Ireland"}
DRIVING = ("enacted", "guidance", "ended")
MONTHS = "January February March April May June July August September October November December".split()


def when(day, known):
    """A day as far as it is known."""
    year, month, number = day.split("-")
    month = MONTHS[int(month) - 1]
    return {
        "month": f"{month} {year}, day not known",
        "year": f"{year}, month and day not known",
        "by": f"By {int(number)} {month} {year}, day not known",
    }.get(known, f"{int(number)} {month} {year}")


def place(value):
    nations = value["nations"]
    names = [NATIONS[nation] for nation in nations]
    if len(names) == len(NATIONS):
        text = "all nations"
    else:
        text = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return text + (f", {value['area'].replace('_', ' ')}" if value.get("area") else "")


def content(value, rule):
    """What a value says, with its unit and how it is counted."""
    if "value" not in value:
        return "not known"
    text = " ".join(str(value["value"]).split())
    if not isinstance(value["value"], int):
        return text
    unit = (value.get("unit") or rule["unit"]).replace("_", " ")
    text += " " + (unit[:-1] if value["value"] == 1 and unit.endswith("s") else unit)
    counting = {"day_of": "the first day counted", "day_after": "counted from the day after"}.get(value.get("counting"))
    return f"{text}, {counting}" if counting else text


def overlaps(one, other):
    return one.get("area") == other.get("area") and set(one["nations"]) & set(other["nations"])


def before(value, rule):
    """The value in force the day before, in any of the same nations."""
    eve = str(date.fromisoformat(value["from"]) - timedelta(days=1))
    for other in rule["values"]:
        if other is value or other["status"] not in DRIVING or not overlaps(value, other):
            continue
        if other.get("from", "") <= eve <= other.get("until", "9999"):
            return other
    return None


def after(value, rule):
    """Whether another value takes over when this one ends."""
    next_day = str(date.fromisoformat(value["until"]) + timedelta(days=1))
    return any(
        other is not value and other["status"] in DRIVING and overlaps(value, other)
        and other.get("from", "") <= next_day <= other.get("until", "9999")
        for other in rule["values"])


def identity(value, id):
    return f"`{value.get('id', id)}`"


def sentence(text):
    return text if text.endswith((".", "?", "!")) else text + "."


def changes():
    """Triples of sorting key, heading and line."""
    for id, rule in rules().items():
        title = english(rule["title"])
        title = title if title.endswith("?") else title + ":"
        for value in rule["values"]:
            if value["status"] not in DRIVING:
                continue
            if "from" in value:
                former = before(value, rule)
                was = f" Before: {sentence(content(former, rule))}" if former and former.get("value") != value.get("value") else ""
                text = f"- **{title}** {sentence(content(value, rule))}{was} ({place(value)}; {identity(value, id)})"
                yield value["from"], when(value["from"], value.get("from_known")), text
            if "until" in value and not after(value, rule):
                text = f"- **{title}** nothing any more. Until then: {sentence(content(value, rule))} ({place(value)}; {identity(value, id)})"
                known = value.get("until_known")
                day = when(value["until"], known)
                yield value["until"], f"Ended {day[0].lower() + day[1:]}" if known == "by" else f"Last day: {day}", text


def section():
    lines = [
        HEADING, "",
        "<!-- Made by docs/tools/changes.py from Rulebooks/uk/rules. Do not edit by hand below this line. -->", "",
        "When the law changed, as the UK rulebook has it, the newest first. These are dates of law, not of this program; sources and",
        "how sure each date is stand with the rule. Values without a known beginning, and what was only proposed or recommended,",
        "are not listed.", "",
    ]
    heading = None
    for _, day, text in sorted(changes(), key=lambda change: (change[0], change[1]), reverse=True):
        if day != heading:
            lines += ([""] if heading else []) + [f"### {day}", ""]
            heading = day
        lines.append(text)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index(HEADING)] if HEADING in text else text.rstrip() + "\n\n"
    sys.exit(update(PAGE, head + section(), "--check" in sys.argv[1:], "docs/tools/changes.py"))
