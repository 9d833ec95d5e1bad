#!/usr/bin/env python3
"""Writes docs/records.md: the life of each record of a case as a diagram, and its actions as a table.

    docs/tools/records.py            writes the page
    docs/tools/records.py --check    ends with 1 when the page is not what the rulebook says
"""

import sys

from rulebook_folder import RULEBOOK, ROOT, dossier, english, load, update

PAGE = ROOT / "docs" / "records.md"


def listed(value):
    """Nothing, one thing or a list, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def test_words(test):
    """A test of the rulebook in words close to it."""
    if isinstance(test, list):
        return " and ".join(test_words(part) for part in test)
    if "any" in test:
        return "(" + " or ".join(test_words(part) for part in test["any"]) + ")"
    if "not" in test:
        return "not (" + test_words(test["not"]) + ")"
    for subject in ("field", "clock", "question", "rule"):
        if subject in test:
            if "answered" in test:
                return f"{test[subject]} is {'' if str(test['answered']).lower() == 'true' else 'not '}answered"
            values = " or ".join(str(value) for value in listed(test.get("is")))
            return f"{test[subject]} is {values or 'in force'}"
    if "record" in test:
        return f"{test['record']} is {' or '.join(listed(test['state']))}"
    if "draft" in test:
        return f"a draft of {test['draft']} waits"
    if "not_same_account" in test:
        return f"not by who did {test['not_same_account']}"
    if "actor" in test:
        subject = f"the actor’s {test['actor']}"
        if "is_answer" in test:
            return f"{subject} is the answer {test['is_answer']}"
        return f"{subject} is {' or '.join(str(value) for value in listed(test['is']))}"
    if "law" in test:
        parameters = ", ".join(f"{key} {value}" for key, value in test.items() if key not in ("law", "when", "code", "refuses"))
        return f"law {test['law']}" + (f" ({parameters})" if parameters else "")
    if "other" in test:
        return f"another {test['other']} is {test['state']}"
    if "names_open_question" in test:
        return f"{test['names_open_question']} names a question that is open"
    raise ValueError(f"unknown test {test}")


def when(item):
    return f", when {test_words(item['when'])}" if isinstance(item, dict) and item.get("when") else ""


def goals(action):
    """Where an action leads: pairs of state and condition. `None` stays where it is."""
    found = [(goal["to"], test_words(goal["when"]) if goal.get("when") else "") for goal in listed(action.get("to_when"))]
    if action.get("to"):
        found.append((action["to"], ""))
    return found or [(None, "")]


def second_person(action):
    test = action.get("second_person")
    if not test:
        return ""
    return "second person" + (f" when {test_words(test['when'])}" if isinstance(test, dict) else "")


def outside_moves(records):
    """Moves of a record that actions of other records bring about, by record."""
    moves = {}
    for record in records:
        for action in (record.get("actions") or {}).values():
            for effect in listed(action.get("also")):
                label = f"{english(record['title'])} – {english(action['label'])}{when(effect)}"
                moves.setdefault(effect["record"], []).append((effect["to"], label))
    return moves


def diagram(record, arriving):
    """The record's life in Mermaid's state diagram."""
    lines = ["```mermaid", "stateDiagram-v2"]
    for id, state in record["states"].items():
        lines.append(f"    {id}: {english(state['label'])}")
    first = next(iter(record["states"]))
    for to, label in arriving:
        source = "[*]" if to == first else first
        lines.append(f"    {source} --> {to}: {label}")
    for action in (record.get("actions") or {}).values():
        note = second_person(action)
        for source in listed(action.get("from")):
            for to, condition in goals(action):
                target = to or source
                label = english(action["label"]) + (f", {condition}" if condition else "")
                if note and (not condition or condition in note):
                    label += " (second person)"
                lines.append(f"    {'[*]' if source == 'none' else source} --> {target}: {label}")
    for id, state in record["states"].items():
        if state.get("final"):
            lines.append(f"    {id} --> [*]")
    return lines + ["```"]


def clock_lines(action):
    verbs = {"starts": "starts", "stops": "stops", "pauses": "pauses", "resumes": "resumes", "recounts": "counts anew"}
    found = []
    for key, verb in verbs.items():
        for use in listed(action.get(key)):
            name = use["clock"] if isinstance(use, dict) else use
            found.append(f"{verb} {name}{when(use)}")
    return found


def guard_lines(action):
    found = []
    for guard in listed(action.get("guard")):
        found.append(test_words({key: value for key, value in guard.items() if key not in ("code", "refuses", "when")}) + when(guard))
    return found + ([second_person(action)] if action.get("second_person") else [])


def cell(lines):
    return "<br>".join(line.replace("|", "\\|") for line in lines) or "–"


def section(record, arriving, roles):
    lines = [f"## {english(record['title'])}", ""]
    lines += diagram(record, arriving) + [""]
    lines += ["| Action | Done by | For the purpose | Needs | Clocks |", "|---|---|---|---|---|"]
    for id, action in (record.get("actions") or {}).items():
        people = [english(roles[role]["title"]) for role in action["by"]]
        row = [f"{english(action['label'])}<br>`{record['record']}.{id}`", cell(people), cell(listed(action.get("purpose")))]
        lines.append("| " + " | ".join(row + [cell(guard_lines(action)), cell(clock_lines(action))]) + " |")
    clocks = record.get("clocks") or {}
    if clocks:
        lines += ["", "| Clock | Length from | Kind | Whose work |", "|---|---|---|---|"]
        for id, clock in clocks.items():
            owner = english(roles[clock["owner"]]["title"]) if clock.get("owner") else "–"
            lines.append(f"| {english(clock['label'])}<br>`{id}` | `{clock['rule']}` | {clock.get('kind', 'due')} | {owner} |")
    questions = record.get("questions") or {}
    if questions:
        lines += ["", "| Question it may raise | What to do |", "|---|---|"]
        for question in questions.values():
            lines.append(f"| {cell([english(question['label'])])} | {cell([english(question['ask'])])} |")
    return lines + [""]


def page():
    definition, records = dossier("case")
    roles = load(RULEBOOK / "roles.yaml")["roles"]
    lines = [
        "# The life of each record", "",
        "<!-- Made by docs/tools/records.py from Rulebooks/uk/dossiers. Do not edit by hand. -->", "",
        f"{english(definition['about'])} A case is made of records; each has states, and actions lead from one to the next.",
        "The names in `code` are those of the rulebook. A clock is *due* (to be met by its day), *earliest* (nothing before its",
        "day) or *ends* (something lapses on it). Where a second person is needed, the action is a draft until somebody else",
        "with the role confirms it; they can send it back instead.", "",
    ]
    arriving = outside_moves(records)
    for record in records:
        lines += section(record, arriving.get(record["record"], []), roles)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(update(PAGE, page(), "--check" in sys.argv[1:], "docs/tools/records.py"))
