import json
import unittest

from support import (
    ANSWERS, ELEMENTS, LedgerTest, allocate, decision, lines, place_with,
)


class Cases(LedgerTest):
    def setUp(self):
        super().setUp()
        referral = json.loads(lines(ANSWERS)[1])
        referral.update({
            "submitted-at": "2026-03-02T10:00:00Z", "pv-name-first-name": "Siân", "pv-name-last-name": "Llewellyn-Óg",
            "current-pv-location-uk-city": "Glasgow",
        })
        self.referral = referral
        self.take(self.place.referrals("one.ndjson", json.dumps(referral).encode()))
        items = self.place.run("search", "Llewellyn", "--as", "decision_maker", "--json").json["hits"]
        self.reference = items[0]["reference"]

    def act(self, action, *options, account="decision_maker", purpose="decide", on="2026-03-09", reference=None):
        return self.place.run(
            "act", reference or self.reference, action, "--as", account, "--purpose", purpose, "--on", on, "--json", *options)

    def decide(self, record, outcome, **others):
        answers = dict(ELEMENTS, outcome=outcome)
        if outcome == "negative":
            answers.update(act_found="no", means_found="no", purpose_found="no")
            del answers["acts"]
        return self.act(f"{record}.decide", *[f"--set={key}={value}" for key, value in answers.items()], **others)

    def give_to_support(self):
        """The case is Harbour's, and the support worker's."""
        self.succeeds(place_with(self.place, self.reference, "harbour", "support_worker", on="2026-03-09"))
        self.succeeds(allocate(
            self.place, self.reference, "support_worker", "support_worker", "support_manager", "support", on="2026-03-09"))

    def give_to_police(self):
        """The case is the investigator's, of the force that it names."""
        self.succeeds(allocate(
            self.place, self.reference, "police_investigator", "police_investigator", "police_manager", "investigate",
            on="2026-03-09"))

    def show(self, account="decision_maker", purpose="decide", reference=None):
        return self.place.run("show", reference or self.reference, "--as", account, "--purpose", purpose, "--json")

    def test_a_case_is_shown_with_what_the_account_may_see(self):
        view = self.succeeds(self.show()).json
        self.assertEqual(
            set(view), {
                "reference", "version", "nation", "standing", "opened_on", "summary", "safe_contact", "clocks", "questions", "records",
                "timeline", "actions",
            })
        self.assertEqual((view["reference"], view["version"], view["standing"]), (self.reference, 1, "referred"))
        self.assertIn("reasonable_grounds.decide", view["actions"])
        clock = view["clocks"][0]
        self.assertEqual((clock["clock"], clock["due"]), ("reasonable_grounds_target", "2026-03-09"))
        self.assertEqual(set(clock), {"clock", "label", "kind", "started_on", "due", "standing", "rule", "confidence"})
        text = self.succeeds(
            self.place.run("show", self.reference.lower(), "--as", "decision_maker", "--purpose", "decide")).out
        self.assertIn("Siân Llewellyn-Óg", text)
        self.assertNotIn("Glasgow", text)

    def test_only_the_support_side_sees_where_the_person_is(self):
        self.give_to_support()
        self.give_to_police()
        self.assertIn("Glasgow", self.succeeds(self.show("support_worker", "support")).out)
        for account, purpose in [("decision_maker", "decide"), ("police_investigator", "investigate"), ("commissioner", "oversee")]:
            self.assertNotIn("Glasgow", self.succeeds(self.show(account, purpose)).out)
        self.assertNotIn("Llewellyn", self.show("commissioner", "oversee").out)

    def test_who_may_see_nothing_cannot_tell_a_case_that_is_there_from_one_that_is_not(self):
        absent = "0000-0000-000"
        for account, purpose in [
            ("immigration_officer", "enforce_immigration"), ("immigration_officer", "decide"), ("analyst", "oversee"),
            ("administrator", "administer"), ("decision_maker", "support"), ("decision_maker", "nonsense"),
            ("support_worker", "support"), ("support_manager", "support"), ("police_investigator", "investigate"),
            ("first_responder", "safeguard"),
        ]:
            with self.subTest(f"{account} {purpose}"):
                there, not_there = self.show(account, purpose), self.show(account, purpose, absent)
                self.is_plain_refusal(there, "no such reference")
                self.assertEqual((there.code, there.out, there.err), (not_there.code, not_there.out, not_there.err))
                self.is_plain_refusal(self.show(account, purpose, "nonsense"), "no such reference")
        for account in ["immigration_officer", "analyst", "administrator", "first_responder", "support_worker"]:
            found = self.place.run("search", "Llewellyn", "--as", account)
            nothing = self.place.run("search", "Nobody", "--as", account)
            self.assertEqual((found.code, found.out, found.err), (nothing.code, nothing.out, nothing.err))
            self.is_plain_refusal(found, "may not search")

    def test_an_action_is_done_once_under_its_key(self):
        first = self.succeeds(self.decide_with_key("k1")).json
        self.assertEqual(first, {"reference": self.reference, "version": 2, "repeated": False})
        again = self.succeeds(self.decide_with_key("k1")).json
        self.assertEqual(again, {"reference": self.reference, "version": 2, "repeated": True})
        self.is_whole(2)

    def decide_with_key(self, key):
        answers = dict(ELEMENTS, outcome="positive")
        return self.act("reasonable_grounds.decide", "--key", key, *[f"--set={name}={value}" for name, value in answers.items()])

    def test_who_sends_an_action_twice_at_once_has_it_done_once(self):
        command = decision(self.reference, "--key", "at once")
        results = self.at_once(command, command, command)
        self.assertEqual([result.code for result in results], [0, 0, 0], results)
        self.assertEqual([result.json["version"] for result in results], [2, 2, 2])
        self.assertEqual(sorted(result.json["repeated"] for result in results), [False, True, True])
        self.is_whole(2)

    def test_who_opens_a_case_twice_at_once_opens_one(self):
        path = self.place.referrals("other.ndjson", lines(ANSWERS)[7])
        results = self.at_once(*[["import", "referrals", path, "--json"]] * 3)
        self.assertEqual(sorted(result.json["accepted"] for result in results), [0, 0, 1], results)
        self.is_whole(2)

    def test_of_two_who_decide_at_once_the_second_is_refused(self):
        keys = ["one", "other"]
        results = self.at_once(*[decision(self.reference, "--key", key) for key in keys])
        self.assertEqual(sorted(result.code for result in results), [0, 1], results)
        late = next(result for result in results if result.code == 1)
        self.assertEqual(late.json["refused"][0]["code"], "wrong_state")
        first = keys[1 - results.index(late)]
        self.assertTrue(self.succeeds(self.place.run(*decision(self.reference, "--key", first))).json["repeated"])
        self.is_whole(2)

    def test_decisions_on_many_cases_at_once_are_all_recorded(self):
        self.take_some(10, 14)
        results = self.at_once(*[decision(reference) for reference in self.due()])
        self.assertEqual({result.code for result in results}, {0}, results)
        self.is_whole(5 + len(results))

    def test_a_refusal_names_every_field_at_once_and_records_nothing(self):
        result = self.act("reasonable_grounds.decide", "--set", "outcome=maybe", "--set", "colour=blue")
        self.assertEqual(result.code, 1, result)
        reasons = {(reason["field"], reason["code"]) for reason in result.json["refused"]}
        self.assertTrue({("outcome", "not_on_list"), ("colour", "unknown_field"), ("reasons", "missing")} <= reasons, reasons)
        self.assertEqual(result.err, "")
        words = self.place.run("act", self.reference, "reasonable_grounds.decide", "--as", "decision_maker", "--purpose", "decide")
        self.assertEqual((words.code, words.out), (1, ""))
        self.assertIn("reasons: Answer", words.err)
        self.is_whole(1)

    def test_role_purpose_state_and_day_are_refused_by_their_codes(self):
        def code(result):
            self.assertEqual(result.code, 1, result)
            return result.json["refused"][0]["code"]

        self.give_to_support()
        beforehand = self.succeeds(self.place.run("verify", "--json")).json["entries"]
        self.assertEqual(
            code(self.decide("reasonable_grounds", "positive", account="support_worker", purpose="support")), "not_your_role")
        self.assertEqual(code(self.decide("reasonable_grounds", "positive", purpose="safeguard")), "wrong_purpose")
        self.is_plain_refusal(self.decide("reasonable_grounds", "positive", purpose="oversee"), "no such reference")
        self.is_plain_refusal(self.decide("reasonable_grounds", "positive", account="support_worker"), "no such reference")
        self.assertEqual(code(self.decide("conclusive_grounds", "positive")), "not_yet")
        self.assertEqual(code(self.decide("reasonable_grounds", "positive", on="2026-03-01")), "before_opening")
        self.assertEqual(code(self.decide("reasonable_grounds", "positive", on="2999-01-01")), "in_future")
        self.assertEqual(code(self.act("reasonable_grounds.decree")), "unknown_action")
        self.assertEqual(code(self.act("nonsense.decide")), "unknown_record")
        self.assertEqual(self.succeeds(self.place.run("verify", "--json")).json["entries"], beforehand)

    def test_a_conclusive_decision_before_its_first_day_is_refused_with_the_law(self):
        self.succeeds(self.decide("reasonable_grounds", "positive"))
        early = self.decide("conclusive_grounds", "positive", on="2026-03-20")
        self.assertEqual(early.code, 1, early)
        self.assertEqual(early.json["refused"][0]["code"], "recovery_period_not_over")
        self.succeeds(self.decide("conclusive_grounds", "positive", on="2026-05-20"))
        self.assertEqual(self.show().json["standing"], "conclusive_grounds_positive")

    def test_a_negative_decision_takes_effect_only_with_a_second_person(self):
        self.succeeds(self.decide("reasonable_grounds", "negative"))
        view = self.show().json
        self.assertEqual(view["standing"], "reasonable_grounds_drafted")
        self.assertTrue(next(record for record in view["records"] if record["record"] == "reasonable_grounds")["waits_for_second_person"])
        own = self.act("reasonable_grounds.confirm")
        self.assertEqual((own.code, own.json["refused"][0]["code"]), (1, "same_person"))
        self.assertEqual(self.act("reasonable_grounds.decide").json["refused"][0]["code"], "waits_for_second_person")
        unreasoned = self.act("reasonable_grounds.send_back", account="decision_manager")
        self.assertEqual((unreasoned.code, unreasoned.json["refused"][0]["field"]), (1, "send_back_reason"))
        self.succeeds(
            self.act("reasonable_grounds.send_back", "--set", "send_back_reason=Read it again.", account="decision_manager"))
        self.assertEqual(self.show().json["standing"], "referred")
        self.succeeds(self.decide("reasonable_grounds", "negative"))
        self.succeeds(self.act("reasonable_grounds.confirm", account="decision_manager"))
        self.assertEqual(self.show().json["standing"], "reasonable_grounds_negative")
        nothing = self.act("reasonable_grounds.confirm", account="decision_manager")
        self.assertEqual(nothing.json["refused"][0]["code"], "nothing_to_confirm")
        self.is_whole(5)

    def test_answers_come_from_a_file_and_the_command_line_goes_before_it(self):
        path = self.folder / "answers.json"
        path.write_text(json.dumps(dict(ELEMENTS, outcome="negative", acts=["recruitment"])))
        result = self.act("reasonable_grounds.decide", "--fields", path, "--set", "outcome=positive")
        self.succeeds(result)
        self.assertEqual(self.show().json["standing"], "reasonable_grounds_positive")
        for content in ["[]", "{", "", "{\"a\":1,\"a\":2}"]:
            path.write_text(content)
            self.is_plain_refusal(self.act("reasonable_grounds.decide", "--fields", path), "not a JSON object")
        self.is_plain_refusal(self.act("reasonable_grounds.decide", "--fields", self.folder / "none.json"), "cannot be read")

    def test_a_case_is_opened_by_hand(self):
        answers = {}
        for _ in range(10):
            options = [f"--set={key}={value}" for key, value in answers.items()]
            result = self.act("referral.submit", *options, account="first_responder", purpose="refer", reference="new")
            if result.code == 0:
                break
            for reason in result.json["refused"]:
                self.assertIn(reason["code"], ["missing", "not_on_list", "not_an_email", "not_a_tick"], reason)
                answers[reason["field"]] = self.answer(reason)
        self.succeeds(result)
        self.assertEqual(result.json["version"], 1)
        self.assertNotEqual(result.json["reference"], self.reference)
        self.is_whole(2)

    def answer(self, reason):
        known = {
            "referring_organisation": "The Salvation Army", "nation": "E", "under_18": "no", "consents_to_referral": "yes",
            "nationality": "albanian", "gender": "female", "decision_contact": "potential-victim", "last_contact": "Not sure", "contact_channels": "email",
            "exploited_where": "uk", "date_of_birth": "1990-01-01", "exploitation_forced_work": "true",
        }
        if reason["field"] in known:
            return known[reason["field"]]
        if reason["code"] == "not_a_tick":
            return "true"
        if "email" in reason["field"]:
            return "name@example.org"
        return "no" if reason["sentence"].rstrip(".”").endswith("?") else "Example"

    def test_the_worklist_is_soonest_first_and_turned_by_its_cursor(self):
        self.take(self.place.referrals("some.ndjson", lines(ANSWERS)[10:40]))
        everything = self.succeeds(self.place.run("worklist", "--as", "decision_maker", "--json", "--limit", 1000)).json["items"]
        self.assertEqual(
            set(everything[0]),
            {"reference", "name", "clock", "due", "nation", "standing", "rule", "questions", "cursor"})
        self.assertEqual([item["due"] for item in everything], sorted(item["due"] for item in everything))
        pages, cursor = [], []
        while True:
            page = self.place.run("worklist", "--as", "decision_maker", "--json", "--limit", 4, *cursor).json["items"]
            if not page:
                break
            pages += page
            cursor = ["--after", page[-1]["cursor"]]
        self.assertEqual(pages, everything)
        self.assertGreater(len(pages), 20)
        self.assertEqual(self.place.run("worklist", "--as", "analyst", "--json").json["items"], [])
        self.assertIn("Nothing is due", self.place.run("worklist", "--as", "analyst").out)

    def test_a_draft_is_on_the_worklist_until_it_is_looked_at(self):
        self.decide("reasonable_grounds", "negative")
        items = self.place.run("worklist", "--as", "decision_manager", "--json").json["items"]
        self.assertTrue(any(item["clock"].startswith("review.") for item in items), items)
        self.succeeds(self.act("reasonable_grounds.confirm", account="decision_manager"))
        items = self.place.run("worklist", "--as", "decision_manager", "--json").json["items"]
        self.assertEqual(items, [])

    def test_search_forgives_accents_case_order_and_a_wrong_letter(self):
        for words in [
            "llewellyn", "LLEWELLYN sian", "Sian Llewelyn", "Siân Og", "llewelin", "Llewellyn-Og", self.reference,
            self.reference.replace("-", "").lower(),
        ]:
            with self.subTest(words):
                hits = self.succeeds(self.place.run("search", words, "--as", "decision_maker", "--json")).json
                self.assertEqual([hit["reference"] for hit in hits["hits"]], [self.reference])
                self.assertFalse(hits["more"])
        piped = self.place.run("search", "-", "--as", "decision_maker", "--json", stdin="Llewellyn\n")
        self.assertEqual(piped.json["hits"][0]["name"], "Siân Llewellyn-Óg")
        self.assertEqual(self.place.run("search", "Nobody", "--as", "decision_maker", "--json").json, {"hits": [], "more": False})
        self.assertIn("Nothing found", self.place.run("search", "Nobody", "--as", "decision_maker").out)

    def test_an_account_that_is_not_there_is_refused_plainly(self):
        for command in [
            ["show", self.reference, "--as", "nobody", "--purpose", "decide"], ["worklist", "--as", "nobody"],
            ["search", "x", "--as", "nobody"],
            ["act", self.reference, "reasonable_grounds.decide", "--as", "nobody", "--purpose", "decide"],
        ]:
            self.is_plain_refusal(self.place.run(*command), "nobody")


if __name__ == "__main__":
    unittest.main()
