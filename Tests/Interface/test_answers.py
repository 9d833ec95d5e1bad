"""The schemas of answers: by the standard, and right about the sample referrals."""

import re
import unittest

from jsonschema import Draft202012Validator

from support import samples, schema, translated


def kind_of(sample):
    """An adult who declines becomes a report."""
    declines = sample.get("pv-want-to-submit-nrm") == "no" and sample.get("pv-under-age") == "no"
    return "duty_to_notify" if declines else "referral"


class Answers(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.schemas = {record: schema(record) for record in ("referral", "duty_to_notify")}
        cls.validators = {
            record: Draft202012Validator(found, format_checker=Draft202012Validator.FORMAT_CHECKER)
            for record, found in cls.schemas.items()
        }
        cls.referrals = [(kind_of(sample), sample) for sample in samples()]
        cls.documents = [(kind, translated(sample, cls.schemas[kind])) for kind, sample in cls.referrals]

    def faults(self, kind, document):
        return sorted(
            f"{'/'.join(map(str, error.absolute_path))}: {error.validator} {error.message[:200]}"
            for error in self.validators[kind].iter_errors(document))

    def adult(self):
        return next(dict(document) for kind, document in self.documents
                    if kind == "referral" and document["under_18"] == "no" and document.get("wants_support"))

    def child(self):
        return next(dict(document) for kind, document in self.documents if document["under_18"] == "yes")

    def report(self):
        return next(dict(document) for kind, document in self.documents if kind == "duty_to_notify")

    def test_they_are_json_schemas(self):
        for record, found in self.schemas.items():
            with self.subTest(record):
                Draft202012Validator.check_schema(found)
                self.assertEqual(found["$schema"], "https://json-schema.org/draft/2020-12/schema")

    def test_no_pattern_takes_long(self):
        for text in (" " * 15_000, "a" * 15_000, "a@" + "a." * 7_000 + ",", "\x00" + " " * 15_000):
            for found in self.schemas.values():
                for pattern in set(self.patterns(found)):
                    re.search(pattern, text)

    def patterns(self, thing):
        if isinstance(thing, dict):
            if isinstance(thing.get("pattern"), str):
                yield thing["pattern"]
            for inner in thing.values():
                yield from self.patterns(inner)
        elif isinstance(thing, list):
            for inner in thing:
                yield from self.patterns(inner)

    def test_every_field_has_words_and_a_sealing_class(self):
        classes = {"open", "personal", "contact", "location", "narrative", "immigration", "intelligence"}
        for record, found in self.schemas.items():
            for field, definition in found["properties"].items():
                with self.subTest(f"{record}.{field}"):
                    self.assertTrue(definition["title"])
                    self.assertIn(definition["x-class"], classes)
                    self.assertIn(definition["x-section"], found["x-sections"])

    def test_there_are_samples_of_every_kind(self):
        kinds = [kind for kind, _ in self.documents]
        self.assertGreater(kinds.count("referral"), 100)
        self.assertGreater(kinds.count("duty_to_notify"), 10)
        self.assertGreater(sum("date_of_birth" in document for _, document in self.documents), 50)

    def test_every_sample_is_taken(self):
        for index, (kind, document) in enumerate(self.documents):
            with self.subTest(f"sample {index}"):
                self.assertEqual(self.faults(kind, document), [])

    def test_each_required_answer_is_missed(self):
        for kind, document in (("referral", self.adult()), ("referral", self.child()), ("duty_to_notify", self.report())):
            for field in self.schemas[kind]["required"]:
                with self.subTest(f"{kind}.{field}"):
                    self.assertNotEqual(self.faults(kind, {key: value for key, value in document.items() if key != field}), [])

    def test_what_depends_on_another_answer_is_demanded_with_it_alone(self):
        for kind, document, change, missing in (
            ("referral", self.adult(), {"consents_to_referral": None}, ["consents_to_referral"]),
            ("referral", self.adult(), {"wants_support": None}, ["wants_support"]),
            ("referral", self.child(), {"local_authority": None}, ["local_authority"]),
            ("referral", self.child(), {"given_name": None}, ["given_name"]),
            ("referral", self.child(), {"consents_to_referral": None, "wants_support": None}, []),
            ("referral", self.child(), {"still_in_situation": True, "how_they_left": None, "what_keeps_them_there": None},
             ["what_keeps_them_there"]),
            ("duty_to_notify", self.report(), {"given_name": None, "family_name": None, "will_work_with_authorities": False}, []),
            ("duty_to_notify", self.report(), {
                "given_name": None, "will_work_with_authorities": True, "decision_contact": None, "contact_channels": ["post"],
                "family_name": "X", "contact_street": "X", "contact_town": "X", "contact_postcode": "X", "post_is_safe": True},
             ["given_name"]),
        ):
            changed = {key: value for key, value in {**document, **change}.items() if value is not None}
            with self.subTest(change=change):
                found = self.faults(kind, changed)
                self.assertEqual(len(found), len(missing), found)
                for field in missing:
                    self.assertTrue(any(f"'{field}' is a required property" in fault for fault in found), found)

    def test_a_box_that_must_be_ticked_must_be_true(self):
        adult = self.adult()
        adult.update(decision_contact="potential-victim", contact_channels=["email"], contact_email="a@example.org")
        self.assertEqual(self.faults("referral", {**adult, "email_is_safe": True}), [])
        self.assertNotEqual(self.faults("referral", {**adult, "email_is_safe": False}), [])
        self.assertNotEqual(self.faults("referral", {key: value for key, value in adult.items() if key != "email_is_safe"}), [])

    def test_one_kind_of_exploitation_at_least_is_named(self):
        child = {key: value for key, value in self.child().items() if not key.startswith("exploitation_") or "dates" in key}
        self.assertNotEqual(self.faults("referral", child), [])
        self.assertNotEqual(self.faults("referral", {**child, "exploitation_forced_work": False}), [])
        self.assertEqual(self.faults("referral", {**child, "exploitation_forced_work": True}), [])

    def test_answers_that_the_kernel_refuses_are_refused(self):
        child = self.child()
        for change in (
            {"no_such_field": "x"}, {"treated_as": "child"}, {"external_id": "x"}, {"under_18": "maybe"}, {"under_18": True},
            {"taken_somewhere": "perhaps"}, {"number_of_children": -1}, {"number_of_children": 1_000_000},
            {"number_of_children": 1.5}, {"date_of_birth": "27/3/1998"}, {"date_of_birth": "1998-02-30"},
            {"referrer_email": "no address"}, {"referrer_email": "a@b"}, {"referrer_email": "a@b@example.org"},
            {"referrer_email": "a;b@example.org"}, {"family": ""}, {"family": " \t\n"}, {"family": "x" * 15_001},
            {"family": "a\x00b"}, {"family": "a\x7fb"}, {"last_contact_details": "see HTTPS://example.org"},
            {"last_contact_details": "see WWW.example.org"}, {"contact_channels": "email"}, {"contact_channels": ["pigeon"]},
            {"contact_channels": ["email", "email"]}, {"contact_channels": []}, {"gender": None}, {"nationality": 7},
            {"nationality": ""},
        ):
            with self.subTest(change=change):
                self.assertNotEqual(self.faults("referral", {**child, **change}), [])

    def test_answers_that_the_kernel_takes_are_taken(self):
        child = self.child()
        for change in (
            {"nationality": "A country of which no list knows"}, {"family": "x" * 15_000}, {"family": "A line\nand\ta tab"},
            {"family": "Ä 😀 \u00a0"}, {"number_of_children": 0}, {"date_of_birth": "1900-01-01"},
            {"referrer_email": "jörg@bücher.example"}, {"exploitation_organs_removed": False},
            {"evidence_files": ["a-1"], "evidence_description": "A photograph."}, {"alias": "see www.example.org"},
            {"contact_channels": ["post"], "contact_street": "X", "contact_town": "X", "contact_postcode": "X", "post_is_safe": True},
        ):
            with self.subTest(change=change):
                self.assertEqual(self.faults("referral", {**child, **change}), [])


if __name__ == "__main__":
    unittest.main()
