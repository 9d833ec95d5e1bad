#!/usr/bin/env python3
"""Writes expected.json: what the official components make of the parameters below.

    pip install 'govuk-frontend-jinja==4.1.*'      # renders GOV.UK Frontend 6.3
    python3 Tests/MarkupTests/Oracle/render.py

The Swift test renders our components for the same parameters and compares. Run this again only when the
contract moves to a newer release, or when a set of parameters is added.

Two things are taken out of the official markup, because we must not carry them: the crown in the footer
and the link to Crown copyright beside it.
"""

import json
import re
from pathlib import Path

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

LABEL = {"text": "Given name"}
YES_NO = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
LEGEND = {"legend": {"text": "Is the person under 18?", "classes": "govuk-fieldset__legend--l", "isPageHeading": True}}
PLAIN_LEGEND = {"legend": {"text": "What do they need?"}}
ERROR = {"text": "Enter the person’s given name"}
HINT = {"text": "As it is written in a passport, if there is one"}

CASES = {
    "button": {
        "plain": {"text": "Save and continue"},
        "secondary": {"text": "Save <draft>", "classes": "govuk-button--secondary", "name": "action", "value": "draft"},
        "warning that counts once": {"text": "Withdraw", "classes": "govuk-button--warning", "preventDoubleClick": True, "id": "withdraw"},
        "double click allowed": {"text": "Add", "type": "button", "preventDoubleClick": False, "disabled": True},
        "start link": {"text": "Start now", "href": "/refer", "isStartButton": True},
        "start button": {"text": "Start", "isStartButton": True, "attributes": {"data-test": "a\"b"}},
    },
    "input": {
        "plain": {"label": LABEL, "name": "given-name"},
        "everything": {
            "label": {"text": "Given name", "classes": "govuk-label--l", "isPageHeading": True}, "id": "given", "name": "given-name",
            "hint": HINT, "errorMessage": ERROR, "value": "O’Neil & \"Sons\" <x>", "autocomplete": "given-name",
            "autocapitalize": "words", "spellcheck": False, "describedBy": "before", "classes": "govuk-input--width-20",
        },
        "prefix and suffix": {"label": {"text": "Cost"}, "name": "cost", "prefix": {"text": "£"}, "suffix": {"text": "a week"},
                              "classes": "govuk-input--width-5", "inputmode": "decimal", "spellcheck": True, "pattern": "[0-9]*"},
        "email": {"label": {"text": "Email address"}, "name": "email", "type": "email", "disabled": True, "value": "",
                  "formGroup": {"classes": "narrow"}, "attributes": {"data-test": "1"}, "classes": "govuk-!-width-two-thirds"},
    },
    "textarea": {
        "plain": {"label": {"text": "What happened"}, "name": "account"},
        "everything": {"label": {"text": "What happened", "classes": "govuk-label--m"}, "id": "a", "name": "account", "rows": 8,
                       "value": "They said <stop> & \"wait\"\nthen left", "hint": HINT, "errorMessage": ERROR, "spellcheck": True,
                       "autocomplete": "off", "classes": "wide", "describedBy": "before", "formGroup": {"classes": "first"}},
        "disabled": {"label": {"text": "Notes"}, "name": "notes", "disabled": True, "spellcheck": False},
    },
    "character-count": {
        "characters": {"label": {"text": "Reasons"}, "name": "reasons", "maxlength": 15000, "threshold": 75},
        "words": {"label": {"text": "Reasons"}, "id": "r", "name": "reasons", "maxwords": 200, "value": "Because", "rows": 12,
                  "hint": HINT, "errorMessage": ERROR, "classes": "wide"},
    },
    "radios": {
        "plain": {"name": "child", "fieldset": LEGEND, "items": YES_NO},
        "inline with an error": {"name": "child", "idPrefix": "age", "fieldset": LEGEND, "items": YES_NO, "value": "no",
                                 "classes": "govuk-radios--inline", "hint": HINT, "errorMessage": ERROR},
        "conditional": {
            "name": "left", "fieldset": PLAIN_LEGEND, "classes": "govuk-radios--small", "value": "no",
            "items": [
                {"value": "yes", "text": "Yes", "hint": {"text": "They are safe now"}, "conditional": {"html": "<p class=\"govuk-body\">When?</p>"}},
                {"value": "no", "text": "No", "conditional": {"html": "<p class=\"govuk-body\">Why not?</p>"}},
                {"divider": "or"},
                {"value": "unknown", "text": "Not known", "disabled": True, "attributes": {"data-test": "1"}},
            ],
        },
        "without a fieldset": {"name": "x", "items": [{"value": "1", "text": "One", "checked": True, "id": "one"}, {"value": "2", "text": "Two"}]},
    },
    "checkboxes": {
        "plain": {"name": "needs", "fieldset": PLAIN_LEGEND, "items": [{"value": "a", "text": "Safe house"}, {"value": "b", "text": "Interpreter"}]},
        "everything": {
            "name": "needs", "idPrefix": "need", "fieldset": PLAIN_LEGEND, "hint": HINT, "errorMessage": ERROR, "values": ["b"],
            "classes": "govuk-checkboxes--small",
            "items": [
                {"value": "a", "text": "Safe house", "hint": {"text": "Somewhere to sleep"}},
                {"value": "b", "text": "Interpreter", "conditional": {"html": "<p class=\"govuk-body\">Which language?</p>"}},
                {"value": "c", "text": "Doctor", "conditional": {"html": "<p class=\"govuk-body\">How soon?</p>"}},
                {"divider": "or"},
                {"value": "none", "text": "None of these", "behaviour": "exclusive"},
            ],
        },
        "one box without a fieldset": {"name": "agree", "hint": HINT, "errorMessage": ERROR,
                                       "items": [{"value": "yes", "text": "I agree", "hint": {"text": "You can change your mind"}}]},
    },
    "select": {
        "plain": {"label": {"text": "Nation"}, "name": "nation", "items": [{"value": "E", "text": "England"}, {"value": "W", "text": "Wales"}]},
        "everything": {"label": {"text": "Nation", "classes": "govuk-label--s"}, "id": "n", "name": "nation", "value": "W", "hint": HINT, "errorMessage": ERROR,
                       "classes": "wide", "describedBy": "before", "formGroup": {"classes": "first"},
                       "items": [{"value": "", "text": "Choose"}, {"value": "E", "text": "England", "disabled": True}, {"value": "W", "text": "Wales & Marches"}]},
        "disabled": {"label": {"text": "Nation"}, "name": "nation", "disabled": True, "items": [{"value": "S", "text": "Scotland"}]},
    },
    "date-input": {
        "plain": {"id": "met", "namePrefix": "met", "fieldset": {"legend": {"text": "When did you meet?"}}},
        "everything": {
            "id": "dob", "namePrefix": "birth", "fieldset": {"legend": {"text": "Date of birth", "classes": "govuk-fieldset__legend--m"}},
            "hint": {"text": "For example, 27 3 2007"}, "errorMessage": {"text": "Date of birth must include a year"}, "formGroup": {"classes": "first"},
            "items": [
                {"name": "day", "classes": "govuk-input--width-2", "value": "27", "autocomplete": "bday-day"},
                {"name": "month", "classes": "govuk-input--width-2", "value": "3", "autocomplete": "bday-month"},
                {"name": "year", "classes": "govuk-input--width-4 govuk-input--error", "autocomplete": "bday-year"},
            ],
        },
    },
    "password-input": {
        "plain": {"label": {"text": "Password"}, "name": "password"},
        "new with an error": {"label": {"text": "New password", "classes": "govuk-label--m"}, "id": "p", "name": "password", "autocomplete": "new-password",
                              "hint": HINT, "errorMessage": ERROR, "describedBy": "before", "classes": "govuk-input--width-20"},
    },
    "file-upload": {
        "plain": {"label": {"text": "Upload a document"}, "name": "file"},
        "everything": {"label": {"text": "Upload documents"}, "id": "f", "name": "file", "multiple": True, "hint": HINT, "errorMessage": ERROR,
                       "attributes": {"accept": "application/pdf"}},
    },
    "fieldset": {
        "plain": {"legend": {"text": "Address"}, "html": "<p>Fields</p>"},
        "heading": {"legend": {"text": "Address", "classes": "govuk-fieldset__legend--xl", "isPageHeading": True}, "describedBy": "a b", "classes": "wide", "html": "<p>Fields</p>"},
    },
    "error-message": {
        "plain": {"text": "Enter a date"},
        "with id": {"text": "Date must be in the past & real", "id": "d-error", "classes": "wide"},
    },
    "error-summary": {
        "plain": {"titleText": "There is a problem", "errorList": [{"text": "Enter a date", "href": "#met"}, {"text": "Choose a nation", "href": "#nation"}]},
        "everything": {"titleText": "Check these", "descriptionText": "Nothing was saved.", "disableAutoFocus": True, "errorList": [{"text": "Somebody else changed the case"}]},
    },
    "summary-list": {
        "plain": {"rows": [{"key": {"text": "Name"}, "value": {"html": "<bdi>Ana &lt;b&gt;</bdi>"}}, {"key": {"text": "Age"}, "value": {"text": "34"}}]},
        "actions": {
            "classes": "govuk-summary-list--no-border",
            "rows": [
                {"key": {"text": "Name"}, "value": {"text": "Ana"}, "actions": {"items": [{"href": "/change", "text": "Change", "visuallyHiddenText": "name"}]}},
                {"key": {"text": "Age"}, "value": {"text": "34"}},
                {"key": {"text": "Files"}, "value": {"text": "2"}, "classes": "late", "actions": {"items": [
                    {"href": "/add", "text": "Add", "visuallyHiddenText": "file"}, {"href": "/remove", "text": "Remove", "classes": "quiet"}]}},
            ],
        },
        "card": {
            "card": {"title": {"text": "Referral", "headingLevel": 3}, "actions": {"items": [{"href": "/print", "text": "Print"}]}},
            "rows": [{"key": {"text": "Name"}, "value": {"text": "Ana"}, "actions": {"items": [{"href": "/change", "text": "Change", "visuallyHiddenText": "name"}]}}],
        },
        "card with two actions": {
            "card": {"title": {"text": "Placement"}, "classes": "first", "actions": {"items": [{"href": "/end", "text": "End"}, {"href": "/move", "text": "Move", "visuallyHiddenText": "person"}]}},
            "rows": [{"key": {"text": "Since"}, "value": {"text": "May"}}],
        },
    },
    "tag": {
        "plain": {"text": "New"},
        "coloured": {"text": "Late & open", "classes": "govuk-tag--red"},
    },
    "table": {
        "plain": {"rows": [[{"text": "a"}, {"text": "b"}]]},
        "everything": {
            "caption": "Referrals by nation", "captionClasses": "govuk-table__caption--m", "firstCellIsHeader": True, "classes": "wide",
            "head": [{"text": "Nation"}, {"text": "Adults", "format": "numeric"}, {"text": "Note", "classes": "quiet", "colspan": 2}],
            "rows": [[{"text": "England"}, {"text": "1,024", "format": "numeric"}, {"html": "<b>up</b>", "classes": "late", "rowspan": 2}],
                     [{"text": "Wales"}, {"text": "88", "format": "numeric"}, {"text": "", "colspan": 2}]],
        },
    },
    "tabs": {
        "two": {"items": [{"id": "person", "label": "Person", "panel": {"html": "<p>One</p>"}}, {"id": "work", "label": "Work", "panel": {"html": "<p>Two</p>"}}]},
        "titled": {"id": "t", "title": "Parts", "items": [{"id": "a", "label": "A & B", "panel": {"html": "<p>One</p>"}}]},
    },
    "details": {
        "plain": {"summaryText": "Why we ask", "text": "It decides which law applies."},
        "open": {"summaryText": "The law", "html": "<p>Section 45</p>", "open": True, "id": "law", "classes": "wide"},
    },
    "inset-text": {
        "plain": {"text": "Nobody is told without consent."},
        "markup": {"html": "<p>One</p>", "id": "i", "classes": "wide"},
    },
    "warning-text": {
        "plain": {"text": "This cannot be undone."},
        "named": {"text": "Ring first", "iconFallbackText": "Danger", "classes": "wide"},
    },
    "notification-banner": {
        "plain": {"text": "The rules changed on 9 February."},
        "success": {"text": "Referral sent", "type": "success"},
        "block": {"html": "<p>One</p>", "titleText": "News", "titleId": "news", "disableAutoFocus": True},
    },
    "panel": {
        "plain": {"titleText": "Referral sent", "text": "Your reference is FG-1"},
        "title only": {"titleText": "Saved", "headingLevel": 2},
    },
    "pagination": {
        "numbers": {"previous": {"href": "/1"}, "next": {"href": "/3"}, "items": [
            {"number": 1, "href": "/1"}, {"number": 2, "href": "/2", "current": True}, {"ellipsis": True}, {"number": 9, "href": "/9"}]},
        "block": {"previous": {"href": "/a", "text": "Back to consent", "labelText": "Consent"}, "next": {"href": "/b", "labelText": "Age & nation"}},
        "next only": {"next": {"href": "/b"}, "landmarkLabel": "Results"},
    },
    "back-link": {
        "plain": {"href": "/work"},
        "named": {"href": "/work", "text": "Back to your work", "classes": "wide"},
    },
    "breadcrumbs": {
        "links": {"items": [{"text": "Your work", "href": "/work"}, {"text": "Case", "href": "/case"}]},
        "current": {"collapseOnMobile": True, "items": [{"text": "Your work", "href": "/work"}, {"text": "Case & more"}]},
    },
    "service-navigation": {
        "items": {"serviceName": "FirmGround", "serviceUrl": "/", "navigation": [
            {"href": "/work", "text": "My work", "current": True}, {"href": "/refer", "text": "Refer", "active": True}, {"href": "/rules", "text": "Rules"}]},
        "name only": {"serviceName": "FirmGround"},
        "no name": {"navigationId": "nav", "navigationLabel": "Parts", "navigation": [{"text": "Here", "current": True}]},
        "end slot": {"navigation": [{"href": "/a", "text": "A"}, {"href": "/b", "text": "B"}], "slots": {"navigationEnd": "<li>Sign out</li>"}},
    },
    "phase-banner": {
        "plain": {"tag": {"text": "Beta"}, "text": "This is a new service."},
        "markup": {"tag": {"text": "Demo"}, "html": "Everybody here is <b>made up</b>."},
    },
    "skip-link": {
        "plain": {"text": "Skip to main content", "href": "#main-content"},
        "other": {"text": "Skip to results", "href": "#results"},
    },
    "exit-this-page": {
        "plain": {},
        "named": {"text": "Leave now", "redirectUrl": "https://example.org/recipes"},
    },
    "generic-header": {
        "plain": {"logoHtml": "<b>Mark</b>"},
        "elsewhere": {"logoHtml": "<b>Mark</b>", "url": "/start"},
    },
    "footer": {
        "plain": {"contentLicence": None},
        "everything": {
            "contentLicence": None,
            "navigation": [{"title": "Help", "columns": 2, "width": "two-thirds", "items": [{"href": "/h", "text": "Helpline"}, {"href": "/g", "text": "Guidance"}]},
                           {"title": "About", "items": [{"href": "/a", "text": "About"}]}],
            "meta": {"items": [{"href": "/p", "text": "Privacy"}], "text": "Open source"},
        },
    },
    "task-list": {
        "plain": {"items": [{"title": {"text": "Consent"}, "href": "/consent", "status": {"text": "Completed"}}]},
        "everything": {"idPrefix": "refer", "items": [
            {"title": {"text": "Person"}, "href": "/person", "hint": {"text": "Name and age"}, "status": {"tag": {"text": "Incomplete", "classes": "govuk-tag--blue"}}},
            {"title": {"text": "Send"}, "status": {"text": "Cannot start yet", "classes": "govuk-task-list__status--cannot-start-yet"}}]},
    },
}


def without_crown(html: str) -> str:
    """Takes the crown and the copyright link out of the footer."""
    html = re.sub(r'<svg[^>]*class="govuk-footer__crown".*?</svg>', "", html, flags=re.S)
    return re.sub(r'<div class="govuk-footer__meta-item">\s*<a[^>]*copyright-logo.*?</div>', "", html, flags=re.S)


def main() -> None:
    environment = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True, undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True,
    )
    expected = []
    for component, sets in CASES.items():
        macro = "govuk" + "".join(part.capitalize() for part in component.split("-"))
        template = environment.from_string(
            f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}{{{{ {macro}(params) }}}}'
        )
        for name, params in sets.items():
            html = template.render(params=params)
            if component == "footer":
                html = without_crown(html)
            html = re.sub(r"\s+", " ", html).strip() if "<textarea" not in html else html.strip()
            expected.append({"component": component, "name": name, "params": params, "html": html})
    path = Path(__file__).with_name("expected.json")
    path.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(expected)} sets of parameters for {len(CASES)} components")


if __name__ == "__main__":
    main()
