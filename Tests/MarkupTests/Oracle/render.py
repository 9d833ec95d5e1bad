#!/usr/bin/env python3
"""Writes or checks expected.json: what the official components make of the parameters below.

    pip install 'govuk-frontend-jinja==4.1.*'      # renders GOV.UK Frontend 6.3
    python3 Tests/MarkupTests/Oracle/render.py             # writes expected.json
    python3 Tests/MarkupTests/Oracle/render.py --check     # fails when expected.json is not what is rendered now

The Swift test renders our components for the same parameters and compares. Run this again only when the
contract moves to a newer release, or when a set of parameters is added.

Two things are taken out of the official markup, because we must not carry them: the crown in the footer
and the link to Crown copyright beside it.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

FILE = Path(__file__).with_name("expected.json")
LABEL = {"text": "Given name"}
YES_NO = [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]
LEGEND = {"legend": {"text": "Is the person under 18?", "classes": "govuk-fieldset__legend--l", "isPageHeading": True}}
PLAIN_LEGEND = {"legend": {"text": "What do they need?"}}
ERROR = {"text": "Enter the person’s given name"}
HINT = {"text": "As it is written in a passport, if there is one"}


def date_parts(day: str, month: str, year: str, wrong: list[str]) -> list[dict]:
    """The three fields of a date, as typed, with an error on those that are wrong."""
    fields = [("day", 2, day), ("month", 2, month), ("year", 4, year)]
    return [{"name": name, "classes": f"govuk-input--width-{width}" + (" govuk-input--error" if name in wrong else ""), "value": value}
            for name, width, value in fields]


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
        "everything": {"label": {"text": "Given name", "classes": "govuk-label--l", "isPageHeading": True}, "id": "given", "name": "given-name",
            "hint": HINT, "errorMessage": ERROR, "value": "O’Neil & \"Sons\" <x>", "autocomplete": "given-name",
            "autocapitalize": "words", "spellcheck": False, "describedBy": "before", "classes": "govuk-input--width-20"},
        "prefix and suffix": {"label": {"text": "Cost"}, "name": "cost", "prefix": {"text": "£"}, "suffix": {"text": "a week"},
                              "classes": "govuk-input--width-5", "inputmode": "decimal", "spellcheck": True, "pattern": "[0-9]*"},
        "email": {"label": {"text": "Email address"}, "name": "email", "type": "email", "disabled": True, "value": "",
                  "formGroup": {"classes": "narrow"}, "attributes": {"data-test": "1"}, "classes": "govuk-!-width-two-thirds"},
        "affixes with an error": {
            "label": {"text": "Wages", "classes": "govuk-label--m"}, "id": "w", "name": "wages", "value": "1,50", "hint": HINT, "errorMessage": ERROR,
            "prefix": {"text": "£"}, "suffix": {"html": "<abbr title=\"each\">ea.</abbr>"}, "autocomplete": "off", "inputmode": "decimal", "spellcheck": False,
            "classes": "govuk-input--width-10", "describedBy": "before", "formGroup": {"classes": "first"}, "attributes": {"data-test": "1"}},
        "prefix alone": {"label": {"text": "Name"}, "name": "n", "prefix": {"text": "@"}, "value": "ana"},
        "suggestions with an error": {
            "label": {"text": "Town", "isPageHeading": True, "classes": "govuk-label--l"}, "id": "uk_place_1", "name": "uk_place_1", "value": "Aberdâr / <x>",
            "hint": HINT, "errorMessage": ERROR, "autocomplete": "off", "attributes": {"data-suggest": "/suggest?list=town&q=", "data-suggest-none": "No \"town\""}},
        "phone": {"label": {"text": "Phone"}, "name": "phone", "type": "tel", "autocomplete": "tel", "value": "+44 20", "errorMessage": ERROR,
                  "classes": "govuk-input--width-20"},
        "one-time code": {"label": {"text": "Code"}, "name": "code", "autocomplete": "one-time-code", "inputmode": "numeric", "pattern": "[0-9]*",
                          "errorMessage": ERROR, "value": "", "classes": "govuk-input--width-5"},
    },
    "textarea": {
        "plain": {"label": {"text": "What happened"}, "name": "account"},
        "everything": {"label": {"text": "What happened", "classes": "govuk-label--m"}, "id": "a", "name": "account", "rows": 8,
                       "value": "They said <stop> & \"wait\"\nthen left", "hint": HINT, "errorMessage": ERROR, "spellcheck": True,
                       "autocomplete": "off", "classes": "wide", "describedBy": "before", "formGroup": {"classes": "first"}},
        "disabled": {"label": {"text": "Notes"}, "name": "notes", "disabled": True, "spellcheck": False},
        "everything and attributes": {"label": LABEL, "name": "account", "value": "’ & <b>", "hint": HINT, "errorMessage": ERROR, "spellcheck": False,
                                      "attributes": {"data-test": "1"}, "rows": 15},
    },
    "character-count": {
        "characters": {"label": {"text": "Reasons"}, "name": "reasons", "maxlength": 15000, "threshold": 75},
        "words": {"label": {"text": "Reasons"}, "id": "r", "name": "reasons", "maxwords": 200, "value": "Because", "rows": 12,
                  "hint": HINT, "errorMessage": ERROR, "classes": "wide"},
        "characters with everything": {
            "label": {"text": "Reasons", "isPageHeading": True, "classes": "govuk-label--l"}, "id": "r", "name": "reasons", "maxlength": 200, "threshold": 90,
            "value": "They said <no> & left", "rows": 3, "hint": HINT, "errorMessage": ERROR, "spellcheck": False, "classes": "wide",
            "formGroup": {"classes": "first"}, "attributes": {"data-test": "1"}},
        "words with a threshold": {"label": {"text": "Reasons"}, "name": "reasons", "maxwords": 500, "threshold": 80, "errorMessage": ERROR, "spellcheck": True},
    },
    "radios": {
        "plain": {"name": "child", "fieldset": LEGEND, "items": YES_NO},
        "inline with an error": {"name": "child", "idPrefix": "age", "fieldset": LEGEND, "items": YES_NO, "value": "no",
                                 "classes": "govuk-radios--inline", "hint": HINT, "errorMessage": ERROR},
        "conditional": {"name": "left", "fieldset": PLAIN_LEGEND, "classes": "govuk-radios--small", "value": "no", "items": [
                {"value": "yes", "text": "Yes", "hint": {"text": "They are safe now"}, "conditional": {"html": "<p class=\"govuk-body\">When?</p>"}},
                {"value": "no", "text": "No", "conditional": {"html": "<p class=\"govuk-body\">Why not?</p>"}},
                {"divider": "or"},
                {"value": "unknown", "text": "Not known", "disabled": True, "attributes": {"data-test": "1"}}]},
        "without a fieldset": {"name": "x", "items": [{"value": "1", "text": "One", "checked": True, "id": "one"}, {"value": "2", "text": "Two"}]},
        "everything": {"name": "phone_answer", "idPrefix": "phone", "fieldset": LEGEND, "hint": HINT, "errorMessage": ERROR, "value": "other",
            "formGroup": {"classes": "first"}, "attributes": {"data-test": "1"}, "items": [
                {"value": "own", "html": "On <em>their</em> phone", "hint": {"text": "Only if it is safe"}, "conditional": {"html": "<p>Number</p>"},
                 "attributes": {"data-test": "2"}},
                {"value": "other", "text": "On another & trusted phone", "hint": {"html": "Say <b>whose</b>"}, "conditional": {"html": "<p>Whose</p>"}},
                {"divider": "or"},
                {"value": "none", "text": "Not by phone", "id": "never", "conditional": {"html": "<p>Why</p>"}}]},
        "one of them barred": {"name": "left", "fieldset": PLAIN_LEGEND, "errorMessage": ERROR, "value": "yes",
                               "items": [{"value": "yes", "text": "Yes", "checked": False}, {"value": "no", "text": "No", "disabled": True}]},
        "no fieldset but a hint and an error": {"name": "left", "hint": HINT, "errorMessage": ERROR, "items": YES_NO, "value": "yes"},
    },
    "checkboxes": {
        "plain": {"name": "needs", "fieldset": PLAIN_LEGEND, "items": [{"value": "a", "text": "Safe house"}, {"value": "b", "text": "Interpreter"}]},
        "everything": {"name": "needs", "idPrefix": "need", "fieldset": PLAIN_LEGEND, "hint": HINT, "errorMessage": ERROR, "values": ["b"],
            "classes": "govuk-checkboxes--small", "items": [{"value": "a", "text": "Safe house", "hint": {"text": "Somewhere to sleep"}},
                {"value": "b", "text": "Interpreter", "conditional": {"html": "<p class=\"govuk-body\">Which language?</p>"}},
                {"value": "c", "text": "Doctor", "conditional": {"html": "<p class=\"govuk-body\">How soon?</p>"}},
                {"divider": "or"},
                {"value": "none", "text": "None of these", "behaviour": "exclusive"}]},
        "one box without a fieldset": {"name": "agree", "hint": HINT, "errorMessage": ERROR,
                                       "items": [{"value": "yes", "text": "I agree", "hint": {"text": "You can change your mind"}}]},
        "none of these chosen": {
            "name": "needs", "fieldset": LEGEND, "hint": HINT, "errorMessage": ERROR, "values": ["none"], "formGroup": {"classes": "first"},
            "attributes": {"data-test": "1"}, "items": [{"value": "a", "text": "Safe house", "hint": {"text": "Somewhere to sleep"}, "disabled": True},
                {"value": "b", "html": "<b>Doctor</b>", "hint": {"html": "<i>Soon</i>"}, "attributes": {"data-test": "2"}},
                {"divider": "or"},
                {"value": "none", "text": "None of these", "hint": {"text": "Nothing at all"}, "behaviour": "exclusive", "id": "needs-none"}]},
        "several chosen, both open": {"name": "contact_channels", "fieldset": PLAIN_LEGEND, "errorMessage": ERROR, "values": ["email", "post"], "items": [
                {"value": "email", "text": "Email", "conditional": {"html": "<p>Address</p>"}},
                {"value": "post", "text": "Post", "hint": {"text": "Not a safe house"}, "conditional": {"html": "<p>Street</p>"}},
                {"value": "phone", "text": "Phone", "checked": False, "conditional": {"html": "<p>Number</p>"}}]},
        "one box that opens more": {"name": "agree", "errorMessage": ERROR, "items": [
            {"value": "yes", "text": "I agree", "checked": True, "conditional": {"html": "<p>To what</p>"}, "attributes": {"data-test": "1"}}]},
    },
    "select": {
        "plain": {"label": {"text": "Nation"}, "name": "nation", "items": [{"value": "E", "text": "England"}, {"value": "W", "text": "Wales"}]},
        "everything": {"label": {"text": "Nation", "classes": "govuk-label--s"}, "id": "n", "name": "nation", "value": "W", "hint": HINT, "errorMessage": ERROR,
                       "classes": "wide", "describedBy": "before", "formGroup": {"classes": "first"},
                       "items": [{"value": "", "text": "Choose"}, {"value": "E", "text": "England", "disabled": True}, {"value": "W", "text": "Wales & Marches"}]},
        "disabled": {"label": {"text": "Nation"}, "name": "nation", "disabled": True, "items": [{"value": "S", "text": "Scotland"}]},
        "attributes": {"label": LABEL, "name": "nation", "value": "S & NI", "errorMessage": ERROR, "hint": HINT, "attributes": {"data-test": "1"},
                       "items": [{"value": "", "text": ""}, {"value": "S & NI", "text": "<Scotland>"}]},
        "nothing chosen": {"label": LABEL, "name": "nation", "value": "", "errorMessage": ERROR, "items": [{"value": "", "text": "Choose one"}, {"value": "E", "text": "England"}]},
        "not on the list": {"label": LABEL, "name": "nation", "value": "X", "items": [{"value": "E", "text": "England"}]},
    },
    "date-input": {
        "plain": {"id": "met", "namePrefix": "met", "fieldset": {"legend": {"text": "When did you meet?"}}},
        "everything": {"id": "dob", "namePrefix": "birth", "fieldset": {"legend": {"text": "Date of birth", "classes": "govuk-fieldset__legend--m"}},
            "hint": {"text": "For example, 27 3 2007"}, "errorMessage": {"text": "Date of birth must include a year"}, "formGroup": {"classes": "first"},
            "items": [{"name": "day", "classes": "govuk-input--width-2", "value": "27", "autocomplete": "bday-day"},
                {"name": "month", "classes": "govuk-input--width-2", "value": "3", "autocomplete": "bday-month"},
                {"name": "year", "classes": "govuk-input--width-4 govuk-input--error", "autocomplete": "bday-year"}]},
        "the day is wrong": {"id": "met", "namePrefix": "met", "fieldset": LEGEND, "hint": HINT, "errorMessage": ERROR, "attributes": {"data-test": "1"}, "items": date_parts("32", "1", "2024", wrong=["day"])},
        "day and month are wrong": {"id": "met", "namePrefix": "met", "fieldset": PLAIN_LEGEND, "errorMessage": ERROR, "items": date_parts("", "", "2024", wrong=["day", "month"])},
        "all of it is wrong": {"id": "met", "namePrefix": "met", "fieldset": PLAIN_LEGEND, "hint": HINT, "errorMessage": ERROR, "items": date_parts("31", "2", "<x>", wrong=["day", "month", "year"])},
        "no fieldset": {"id": "met", "namePrefix": "met", "hint": HINT, "errorMessage": ERROR, "items": date_parts("1", "2", "", wrong=["year"])},
    },
    "password-input": {
        "plain": {"label": {"text": "Password"}, "name": "password"},
        "new with an error": {"label": {"text": "New password", "classes": "govuk-label--m"}, "id": "p", "name": "password", "autocomplete": "new-password",
                              "hint": HINT, "errorMessage": ERROR, "describedBy": "before", "classes": "govuk-input--width-20"},
        "asked for again": {"label": LABEL, "name": "password", "errorMessage": ERROR, "classes": "govuk-input--width-10", "attributes": {"data-test": "1"}},
    },
    "file-upload": {
        "plain": {"label": {"text": "Upload a document"}, "name": "file"},
        "everything": {"label": {"text": "Upload documents"}, "id": "f", "name": "file", "multiple": True, "hint": HINT, "errorMessage": ERROR,
                       "attributes": {"accept": "application/pdf"}},
        "disabled": {"label": {"text": "Upload", "isPageHeading": True, "classes": "govuk-label--l"}, "name": "file", "disabled": True, "describedBy": "before",
                     "classes": "wide", "formGroup": {"classes": "first"}, "errorMessage": ERROR, "attributes": {"accept": ".pdf,.docx", "data-test": "1"}},
        "drop zone": {"label": {"text": "Upload a document"}, "name": "file", "javascript": True},
        "drop zone with words": {
            "label": {"text": "Evidence", "classes": "govuk-label--m"}, "id": "e", "name": "evidence_files", "multiple": True, "javascript": True, "hint": HINT,
            "errorMessage": ERROR, "chooseFilesButtonText": "Dewis ffeiliau", "noFileChosenText": "Dim ffeil wedi’i dewis",
            "multipleFilesChosenText": {"one": "%{count} ffeil", "other": "%{count} o ffeiliau"}, "dropInstructionText": "neu ollwng \"ffeiliau\"",
            "enteredDropZoneText": "Yn y man gollwng", "leftDropZoneText": "Wedi gadael", "attributes": {"accept": "image/*", "data-test": "1"}},
        "one file, some words": {"label": LABEL, "name": "file", "javascript": True, "chooseFilesButtonText": "Dewis ffeil", "errorMessage": ERROR},
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
        "some lead to a field": {"titleText": "There is a problem", "errorList": [
            {"text": "Enter a <date>", "href": "#met-day"}, {"html": "Choose <b>one</b>", "href": "#phone"}, {"text": "Nothing was sent"}]},
    },
    "summary-list": {
        "plain": {"rows": [{"key": {"text": "Name"}, "value": {"html": "<bdi>Ana &lt;b&gt;</bdi>"}}, {"key": {"text": "Age"}, "value": {"text": "34"}}]},
        "actions": {"classes": "govuk-summary-list--no-border", "rows": [
                {"key": {"text": "Name"}, "value": {"text": "Ana"}, "actions": {"items": [{"href": "/change", "text": "Change", "visuallyHiddenText": "name"}]}},
                {"key": {"text": "Age"}, "value": {"text": "34"}},
                {"key": {"text": "Files"}, "value": {"text": "2"}, "classes": "late", "actions": {"items": [
                    {"href": "/add", "text": "Add", "visuallyHiddenText": "file"}, {"href": "/remove", "text": "Remove", "classes": "quiet"}]}}]},
        "card": {"card": {"title": {"text": "Referral", "headingLevel": 3}, "actions": {"items": [{"href": "/print", "text": "Print"}]}},
            "rows": [{"key": {"text": "Name"}, "value": {"text": "Ana"}, "actions": {"items": [{"href": "/change", "text": "Change", "visuallyHiddenText": "name"}]}}],
        },
        "card with two actions": {
            "card": {"title": {"text": "Placement"}, "classes": "first", "actions": {"items": [{"href": "/end", "text": "End"}, {"href": "/move", "text": "Move", "visuallyHiddenText": "person"}]}},
            "rows": [{"key": {"text": "Since"}, "value": {"text": "May"}}]},
        "check your answers": {"rows": [
            {"key": {"text": "Name"}, "value": {"text": ""}, "actions": {"items": [{"href": "/person/1/name?back=check", "text": "Change", "visuallyHiddenText": "name & alias"}]}},
            {"key": {"text": "Signs"}, "value": {"html": "<p class=\"govuk-body\">One</p><p class=\"govuk-body\">Two</p>"}},
            {"key": {"html": "<i>Files</i>"}, "value": {"html": "<a href=\"/f\">a.pdf</a>"}, "classes": "last", "actions": {"items": [
                {"href": "/add", "text": "Add", "visuallyHiddenText": "file"}, {"href": "/remove", "html": "Re<wbr>move"}]}}]},
        "card without actions": {"card": {"title": {"html": "<bdi>Ana</bdi>", "headingLevel": 4}}, "rows": [
                {"key": {"text": "Age"}, "value": {"text": "34"}, "actions": {"items": [{"href": "/a", "text": "Change"}, {"href": "/b", "text": "Remove", "visuallyHiddenText": "age"}]}},
                {"key": {"text": "Nation"}, "value": {"text": "Wales"}}]},
    },
    "tag": {
        "plain": {"text": "New"},
        "coloured": {"text": "Late & open", "classes": "govuk-tag--red"},
    },
    "table": {
        "plain": {"rows": [[{"text": "a"}, {"text": "b"}]]},
        "everything": {"caption": "Referrals by nation", "captionClasses": "govuk-table__caption--m", "firstCellIsHeader": True, "classes": "wide",
            "head": [{"text": "Nation"}, {"text": "Adults", "format": "numeric"}, {"text": "Note", "classes": "quiet", "colspan": 2}],
            "rows": [[{"text": "England"}, {"text": "1,024", "format": "numeric"}, {"html": "<b>up</b>", "classes": "late", "rowspan": 2}],
                     [{"text": "Wales"}, {"text": "88", "format": "numeric"}, {"text": "", "colspan": 2}]]},
        "first cells name the rows": {"caption": "Waits & decisions", "captionClasses": "govuk-table__caption--l", "firstCellIsHeader": True,
            "rows": [[{"text": "First"}, {"text": "5", "format": "numeric", "classes": "late"}], [{"html": "<b>Second</b>", "classes": "quiet"}, {"text": "<45>"}]]},
        "plain caption": {"caption": "Drafts", "head": [{"html": "<i>Person</i>"}, {"text": "Begun"}], "rows": [[{"text": "1"}, {"html": "<time>today</time>"}]]},
        "heads over several rows": {"head": [{"text": "Nation", "rowspan": 2}, {"text": "Age", "colspan": 2, "format": "numeric"}], "rows": [[{"text": "E"}, {"text": "1"}, {"text": "2"}]]},
    },
    "tabs": {
        "two": {"items": [{"id": "person", "label": "Person", "panel": {"html": "<p>One</p>"}}, {"id": "work", "label": "Work", "panel": {"html": "<p>Two</p>"}}]},
        "titled": {"id": "t", "title": "Parts", "items": [{"id": "a", "label": "A & B", "panel": {"html": "<p>One</p>"}}]},
        "three": {"id": "case", "title": "Parts & pieces", "items": [
            {"id": "one", "label": "One", "panel": {"html": "<p>1</p>"}}, {"id": "two", "label": "<Two>", "panel": {"html": ""}},
            {"id": "three", "label": "Three", "panel": {"html": "<p>3</p>"}}]},
    },
    "accordion": {
        "plain": {"id": "law", "items": [
            {"heading": {"text": "Consent"}, "content": {"html": "<p>One</p>"}}, {"heading": {"text": "Age & nation"}, "content": {"html": "<p>Two</p>"}}]},
        "everything": {"id": "a", "headingLevel": 3, "rememberExpanded": False, "classes": "wide", "attributes": {"data-test": "1"},
            "hideAllSectionsText": "Cuddio pob adran", "hideSectionText": "Cuddio", "hideSectionAriaLabelText": "Cuddio’r adran hon",
            "showAllSectionsText": "Dangos pob adran", "showSectionText": "Dangos", "showSectionAriaLabelText": "Dangos yr adran \"hon\"", "items": [
                {"heading": {"html": "<b>Act</b>"}, "summary": {"text": "What was <done>"}, "expanded": True, "content": {"html": "<p>One</p>"}},
                {"heading": {"text": "Means"}, "summary": {"html": "<i>How</i>"}, "content": {"text": "Force & fraud"}},
                {"heading": {"text": "Purpose"}, "content": {"html": ""}}]},
        "kept open": {"id": "k", "rememberExpanded": True, "showSectionText": "Open", "items": [{"heading": {"text": "One"}, "expanded": True, "content": {"text": "1"}}]},
    },
    "details": {
        "plain": {"summaryText": "Why we ask", "text": "It decides which law applies."},
        "open": {"summaryText": "The law", "html": "<p>Section 45</p>", "open": True, "id": "law", "classes": "wide"},
        "markup in both": {"summaryHtml": "<b>Help</b> &amp; law", "html": "<p>Section 52</p>"},
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
        "one part, and the reader is in it": {"serviceName": "FirmGround & more", "serviceUrl": "/", "navigation": [{"href": "/refer", "text": "Refer", "active": True}]},
        "Welsh, with a way out": {
            "serviceName": "FirmGround", "serviceUrl": "/", "ariaLabel": "Service information", "navigationLabel": "Rhannau", "navigationId": "nav",
            "navigation": [{"href": "/a", "html": "<i>Un</i>"}, {"text": "Dau", "current": True}, {"href": "/c", "text": "Tri & mwy"}],
            "slots": {"navigationEnd": "<li>Allgofnodi</li>"}},
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
        "markup": {"html": "<span>Gadael</span> nawr", "redirectUrl": "https://example.org/?q=a&b"},
    },
    "generic-header": {
        "plain": {"logoHtml": "<b>Mark</b>"},
        "elsewhere": {"logoHtml": "<b>Mark</b>", "url": "/start"},
    },
    "footer": {
        "plain": {"contentLicence": None},
        "everything": {"contentLicence": None,
            "navigation": [{"title": "Help", "columns": 2, "width": "two-thirds", "items": [{"href": "/h", "text": "Helpline"}, {"href": "/g", "text": "Guidance"}]},
                           {"title": "About", "items": [{"href": "/a", "text": "About"}]}],
            "meta": {"items": [{"href": "/p", "text": "Privacy"}], "text": "Open source"}},
    },
    "task-list": {
        "plain": {"items": [{"title": {"text": "Consent"}, "href": "/consent", "status": {"text": "Completed"}}]},
        "everything": {"idPrefix": "refer", "items": [
            {"title": {"text": "Person"}, "href": "/person", "hint": {"text": "Name and age"}, "status": {"tag": {"text": "Incomplete", "classes": "govuk-tag--blue"}}},
            {"title": {"text": "Send"}, "status": {"text": "Cannot start yet", "classes": "govuk-task-list__status--cannot-start-yet"}}]},
        "every status": {"items": [{"title": {"text": "About you"}, "href": "/you", "status": {"text": "Completed"}},
            {"title": {"html": "Name of <bdi>Ana</bdi>"}, "href": "/name?a=1&b=2", "hint": {"html": "<i>Once</i>"}, "status": {"tag": {"text": "Not yet started", "classes": "govuk-tag--blue"}}},
            {"title": {"text": "Places"}, "href": "/places", "status": {"tag": {"text": "In progress", "classes": "govuk-tag--teal"}}},
            {"title": {"text": "Evidence"}, "href": "/files", "hint": {"text": "Optional"}, "status": {"tag": {"html": "<b>Optional</b>", "classes": "govuk-tag--grey"}}},
            {"title": {"text": "Danger"}, "href": "/danger", "status": {"tag": {"text": "There is a problem", "classes": "govuk-tag--red"}}},
            {"title": {"text": "Plain tag"}, "href": "/p", "status": {"tag": {"text": "New"}}},
            {"title": {"text": "Submit"}, "hint": {"text": "When all is done"}, "status": {"text": "Cannot start yet", "classes": "govuk-task-list__status--cannot-start-yet"}}]},
    },
}


def without_crown(html: str) -> str:
    """Takes the crown and the copyright link out of the footer."""
    html = re.sub(r'<svg[^>]*class="govuk-footer__crown".*?</svg>', "", html, flags=re.S)
    return re.sub(r'<div class="govuk-footer__meta-item">\s*<a[^>]*copyright-logo.*?</div>', "", html, flags=re.S)


def expectations() -> list[dict]:
    """Every set of parameters with the official markup for it."""
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
    return expected


def check(expected: list[dict]) -> None:
    """Ends with 1, naming the sets, when the file does not hold what is rendered now."""
    def by_name(sets: list[dict]) -> dict:
        return {(one["component"], one["name"]): one for one in sets}

    now, then = by_name(expected), by_name(json.loads(FILE.read_text(encoding="utf-8")))
    differing = [key for key in now | then if now.get(key) != then.get(key)]
    for component, name in differing:
        print(f"{component}: {name}: {FILE.name} does not hold the official markup", file=sys.stderr)
    if differing:
        sys.exit(f"{len(differing)} differences. Render anew, look at what changed and mend the components.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Renders the official components for the parameters in this file.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file would change")
    is_check = parser.parse_args().check
    expected = expectations()
    if is_check:
        check(expected)
    else:
        FILE.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(expected)} sets of parameters for {len(CASES)} components")


if __name__ == "__main__":
    main()
