"""The interface as another system uses it: over HTTP, with a key, against a running server."""

import base64
import concurrent.futures
import hashlib
import hmac
import importlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from service import PDF, Caller, Receiver, Service, answers, command_line, service, stop
from support import REPOSITORY, SAMPLES, description

MESSAGES = SAMPLES.with_name("casework.ndjson")


def tearDownModule():
    stop()


class InterfaceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = service()
        cls.met, cls.kent = cls.service.met, cls.service.kent
        cls.document = description()
        cls.registry = Registry().with_resource("urn:description", DRAFT202012.create_resource(cls.document))

    def is_a(self, name, thing):
        validator = Draft202012Validator(
            {"$ref": f"urn:description#/components/schemas/{name}"}, registry=self.registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER)
        self.assertEqual([error.message for error in validator.iter_errors(thing)], [])
        return thing

    def good(self, reply, status=200, name=None):
        self.assertEqual(reply.status, status, reply)
        return self.is_a(name, reply.json) if name else reply

    def refused(self, reply, status, problem, *codes):
        self.assertEqual((reply.status, reply.problem), (status, problem), reply)
        self.is_a("Problem", reply.json)
        for code in codes:
            self.assertIn(code, reply.codes, reply)
        return reply

    def referred(self, number=0, caller=None, **others):
        reply = self.good((caller or self.met).refer({"answers": answers(number, **others)}), 201, "Submission")
        return reply["referrals"][0]["reference"]

    def reported(self):
        """What was made of an adult who declines."""
        declined = answers(1, consents_to_referral="no")
        made = self.met.refer({"answers": declined})
        for error in made.json.get("errors", []):
            declined.pop(error["field"], None)
        return self.good(self.met.refer({"answers": declined}), 201, "Submission")["referrals"][0]


class Description(InterfaceTest):
    def test_what_is_served_is_what_the_program_prints(self):
        served = self.good(self.met.get("/openapi.json", secret=None)).json
        self.assertEqual(served, self.document)

    def test_schemas_are_served_with_the_codes_of_today(self):
        reply = self.good(self.met.get("/schemas/referral.json", secret=None))
        self.assertEqual(reply.type, "application/schema+json")
        Draft202012Validator.check_schema(reply.json)
        self.refused(self.met.get("/schemas/nothing.json", secret=None), 404, "not-found")

    def test_the_explanation_says_how_long_people_wait(self):
        english = self.good(self.met.get("/explanations/en", secret=None), 200, "Explanation")
        self.assertEqual(english["direction"], "ltr")
        self.assertGreater(len(english["parts"]), 3)
        arabic = self.good(self.met.get("/explanations/ar", secret=None), 200, "Explanation")
        self.assertEqual(arabic["direction"], "rtl")
        self.assertNotEqual(
            self.met.get("/explanations/en?audience=child", secret=None).json["parts"], english["parts"])
        self.refused(self.met.get("/explanations/xx", secret=None), 404, "not-found")

    def test_every_operation_is_answered(self):
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                with self.subTest(operation["operationId"]):
                    place = path.replace("{record}", "referral").replace("{language}", "en")
                    reply = self.met.ask(method.upper(), place.replace("{", "").replace("}", ""), secret=None)
                    self.assertEqual(reply.status, 401 if operation.get("x-scope") else 200, reply)


class Keys(InterfaceTest):
    def test_without_a_key_that_works_nothing_is_told(self):
        for secret in (None, "nonsense", "fgk_" + "A" * 43):
            reply = self.refused(self.met.get("/drafts", secret=secret), 401, "unauthorised")
            self.assertEqual(reply.headers["WWW-Authenticate"], "Bearer")
        basic = self.met.get("/drafts", secret=None, headers={"Authorization": "Basic " + self.met.secret})
        self.refused(basic, 401, "unauthorised")

    def test_a_key_does_what_its_scopes_say(self):
        reader = self.service.caller("met-police", ["referrals:read"])
        self.good(reader.get("/drafts"))
        reply = self.refused(reader.post("/drafts", {}), 403, "scope-missing")
        self.assertIn('scope="referrals:write"', reply.headers["WWW-Authenticate"])
        self.refused(reader.get("/webhooks"), 403, "scope-missing")

    def test_a_changed_key_opens_with_both_secrets_and_an_ended_one_with_none(self):
        made = self.service.key("met-police", ["referrals:read"])
        former = Caller(self.met.port, made["secret"])
        place = self.service.place
        self.good(former.get("/drafts"))
        fresh = Caller(self.met.port, self.service.must(place.run("interface", "key", "rotate", made["id"], "--json")).json["secret"])
        self.good(former.get("/drafts"))
        self.good(fresh.get("/drafts"))
        self.service.must(place.run("interface", "key", "end", made["id"]))
        for caller in (former, fresh):
            self.refused(caller.get("/drafts"), 401, "unauthorised")
        listed = {key["id"]: key for key in self.service.must(place.run("interface", "key", "list", "--json")).json}
        self.assertIsNotNone(listed[made["id"]]["used_at"])
        self.assertNotIn("secret", listed[made["id"]])
        self.assertEqual(place.run("interface", "key", "rotate", made["id"]).code, 1)

    def test_nothing_of_a_secret_is_in_the_database(self):
        secret = self.met.secret.encode()
        for file in pathlib.Path(self.service.temporary.name).glob("data/firmground*"):
            if file.is_file():
                self.assertNotIn(secret, file.read_bytes())

    def test_a_row_that_was_changed_opens_nothing(self):
        made = self.service.key("kent-police", ["referrals:read"])
        caller = Caller(self.met.port, made["secret"])
        self.good(caller.get("/drafts"))
        for change in ("organisation = 'met-police'", "scopes = 'referrals:read referrals:write'"):
            before = self.service.place.rows(f"SELECT organisation, scopes FROM interface_key WHERE id = '{made['id']}'")[0]
            self.service.place.change(f"UPDATE interface_key SET {change} WHERE id = '{made['id']}'")
            self.refused(caller.get("/drafts"), 401, "unauthorised")
            self.service.place.change(
                f"UPDATE interface_key SET organisation = '{before[0]}', scopes = '{before[1]}' WHERE id = '{made['id']}'")
        self.good(caller.get("/drafts"))

    def test_keys_are_issued_to_those_who_can_use_them(self):
        run = self.service.place.run
        for words in (
            ("nobody", "--label", "x", "--scope", "referrals:read"),
            ("met-police", "--label", "x", "--scope", "referrals:read", "--role", "analyst"),
            ("met-police", "--label", "x", "--scope", "referrals:read", "--days", "100000"),
            ("met-police", "--label", " ", "--scope", "referrals:read"),
        ):
            with self.subTest(words):
                self.assertEqual(run("interface", "key", "issue", *words).code, 1)
        self.assertEqual(run("interface", "key", "issue", "met-police", "--label", "x", "--scope", "everything").code, 2)

    def test_a_key_that_asks_too_often_is_told_when_to_come_back(self):
        busy = self.service.caller("met-police", ["referrals:read"])
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda _: busy.get("/webhooks"), range(640)))
        late = [reply for reply in replies if reply.status == 429]
        self.assertGreaterEqual(len(late), 20)
        self.refused(late[0], 429, "too-many")
        self.assertIn(int(late[0].headers["Retry-After"]), range(1, 61))
        self.good(self.met.get("/drafts"))


class Shapes(InterfaceTest):
    """Requests that are wrong in every way."""

    def test_what_is_not_there(self):
        for path in ("/api", "/api/", "/api/v1", "/api/v2/drafts", "/api/v1/nothing", "/api/v1/drafts/a/b/c"):
            with self.subTest(path):
                self.refused(self.met.get(path), 404, "not-found")

    def test_a_method_that_an_address_does_not_know(self):
        reply = self.refused(self.met.ask("PUT", "/drafts"), 405, "method-not-allowed")
        self.assertEqual(set(reply.headers["Allow"].split(", ")), {"GET", "HEAD", "POST"})
        self.refused(self.met.ask("DELETE", "/referrals"), 405, "method-not-allowed")

    def test_json_that_is_broken_says_where(self):
        for body, place in (("", "byte 1"), ("{", "byte 2"), ('{"answers": {}} x', "byte 17"), ('{"a": 1, "a": 2}', "byte"), ("\xff\xfe".encode("latin-1"), "byte")):
            with self.subTest(body):
                reply = self.refused(self.met.post("/drafts", body), 400, "malformed", "not_json")
                self.assertIn(place, reply.json["errors"][0]["sentence"])

    def test_json_that_is_too_deep_or_too_large(self):
        self.refused(self.met.post("/drafts", '{"answers":' + "[" * 100_000), 400, "malformed", "not_json")
        self.refused(self.met.post("/drafts", b'{"answers": {"given_name": "' + b"x" * (2 << 20) + b'"}}'), 413, "too-large")

    def test_other_kinds_of_content(self):
        for type in ("text/plain", "application/x-www-form-urlencoded", ""):
            self.refused(self.met.post("/drafts", "{}", type=type), 415, "wrong-media-type")

    def test_members_that_nobody_asked_for_and_types_that_do_not_fit(self):
        reply = self.refused(
            self.met.post("/drafts", {"answers": {}, "people": {}, "reference": 7, "surprise": 1}), 400, "malformed")
        self.assertEqual(
            {(error["pointer"], error["code"]) for error in reply.json["errors"]},
            {("/people", "not_a_list"), ("/reference", "not_text"), ("/surprise", "unknown_member")})
        reply = self.refused(self.met.post("/drafts", {"people": [{"answers": {}}, 7, {"answer": {}}]}), 400, "malformed")
        self.assertEqual(
            {(error["pointer"], error["code"]) for error in reply.json["errors"]},
            {("/people/1", "not_an_object"), ("/people/2/answer", "unknown_member"), ("/people/2/answers", "missing")})
        self.refused(self.met.post("/drafts", []), 400, "malformed", "not_an_object")
        self.refused(self.met.post("/drafts", {"people": [{"answers": {}}] * 51}), 400, "malformed", "too_many")

    def test_answers_of_the_wrong_type_are_named_all_at_once(self):
        reply = self.refused(
            self.met.post("/drafts", {
                "answers": {"nation": ["E"], "no_such_question": "x", "number_of_children": {}},
                "people": [{"answers": {"under_18": 1}}, {"answers": {"a/b~c": True}}],
            }), 422, "refused")
        self.assertEqual(
            [error["pointer"] for error in reply.json["errors"]],
            ["/answers/nation", "/answers/no_such_question", "/answers/number_of_children", "/people/0/answers/under_18",
             "/people/1/answers/a~1b~0c"])

    def test_limits_and_cursors_that_are_not_ours(self):
        for limit in ("0", "201", "-1", "many", ""):
            self.refused(self.met.get(f"/referrals?limit={limit}"), 400, "malformed", "out_of_range")
        for cursor in ("", "nonsense", "A" * 2000):
            self.refused(self.met.get(f"/referrals?cursor={cursor}"), 400, "cursor-refused")

    def test_a_request_has_an_id_that_can_be_quoted(self):
        self.assertRegex(self.met.get("/nothing").json["instance"], r"^urn:firmground:request:.+")


class Drafts(InterfaceTest):
    def test_a_draft_is_begun_changed_read_listed_and_deleted(self):
        made = self.good(
            self.met.post("/drafts", {"answers": {"nation": "E", "wants_support": True}, "reference": "Car wash"}), 201, "Draft")
        place = f"/drafts/{made['draft']}"
        self.assertEqual((made["answers"], made["people"], made["reference"]), ({"nation": "E", "wants_support": True}, [], "Car wash"))
        changed = self.good(self.met.patch(place, {"answers": {"wants_support": None, "nation": "S"}}), 200, "Draft")
        self.assertEqual((changed["answers"], changed["reference"]), ({"nation": "S"}, "Car wash"))
        changed = self.good(self.met.patch(place, {"reference": None, "people": [{"answers": {"under_18": "no"}}, {"answers": {}}]}))
        self.assertEqual(changed.json["people"], [{"answers": {"under_18": "no"}}, {"answers": {}}])
        self.assertIsNone(changed.json["reference"])
        self.assertEqual(self.good(self.met.get(place), 200, "Draft"), changed.json)
        listed = self.good(self.met.get("/drafts?limit=200"), 200, "DraftPage")["items"]
        self.assertIn((made["draft"], 2), [(draft["draft"], draft["people"]) for draft in listed])
        self.assertEqual(self.met.ask("DELETE", place).status, 204)
        self.refused(self.met.get(place), 404, "not-found")
        self.refused(self.met.ask("DELETE", place), 404, "not-found")

    def test_nothing_that_was_said_before_comes_back_in_the_next_draft(self):
        self.referred(0)
        self.assertEqual(self.good(self.met.post("/drafts", {}), 201).json["answers"], {})

    def test_another_organisation_sees_none(self):
        made = self.good(self.met.post("/drafts", {}), 201).json["draft"]
        for method, path, body in (
            ("GET", "", None), ("PATCH", "", {}), ("DELETE", "", None), ("POST", "/submission", None), ("GET", "/attachments", None),
        ):
            type = "application/merge-patch+json" if method == "PATCH" else "application/json"
            there = self.refused(self.kent.ask(method, f"/drafts/{made}{path}", body, type=type), 404, "not-found")
            absent = self.refused(self.kent.ask(method, f"/drafts/AAAA-AAAA-AA0{path}", body, type=type), 404, "not-found")
            self.assertEqual({**there.json, "instance": ""}, {**absent.json, "instance": ""})
        self.assertNotIn(made, [draft["draft"] for draft in self.kent.get("/drafts").json["items"]])

    def test_what_is_missing_is_named_with_its_place_and_nothing_is_sent(self):
        made = self.good(self.met.post("/drafts", {
            "answers": {"nation": "E"}, "people": [{"answers": answers(0)}, {"answers": {"under_18": "yes"}}]}), 201).json["draft"]
        reply = self.refused(self.met.post(f"/drafts/{made}/submission"), 422, "refused", "missing")
        pointers = [error["pointer"] for error in reply.json["errors"]]
        self.assertIn("/people/1/answers/gender", pointers)
        self.assertFalse([pointer for pointer in pointers if pointer.startswith("/people/0")])
        before = len(self.met.get("/referrals?limit=200").json["items"])
        self.refused(self.met.post(f"/drafts/{made}/submission"), 422, "refused")
        self.assertEqual(len(self.met.get("/referrals?limit=200").json["items"]), before)
        self.assertEqual(self.met.get(f"/drafts/{made}").status, 200)

    def test_submitting_twice_refers_once_and_what_was_sent_is_not_changed(self):
        made = self.good(self.met.post("/drafts", {"answers": answers(0)}), 201).json["draft"]
        place = f"/drafts/{made}"
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            replies = list(pool.map(lambda _: self.met.post(place + "/submission"), range(4)))
        references = {self.good(reply, 201, "Submission")["referrals"][0]["reference"] for reply in replies}
        self.assertEqual(len(references), 1)
        self.refused(self.met.patch(place, {"answers": {}}), 409, "conflict")
        self.refused(self.met.ask("DELETE", place), 409, "conflict")
        self.refused(
            self.met.post(place + "/attachments", PDF, type="application/octet-stream",
                          headers={"Content-Disposition": 'attachment; filename="a.pdf"'}), 409, "conflict")

    def test_an_adult_who_declines_becomes_a_report_and_may_come_back(self):
        sent = self.reported()
        self.assertEqual((sent["kind"], sent["standing"]["code"]), ("duty_to_notify", "notified"))
        again = self.good(self.met.post("/drafts", {"case": sent["reference"], "answers": answers(1)}), 201, "Draft")
        self.assertEqual(again["case"], sent["reference"])
        back = self.good(self.met.post(f"/drafts/{again['draft']}/submission"), 201, "Submission")["referrals"][0]
        self.assertEqual((back["reference"], back["kind"], back["standing"]["code"]), (sent["reference"], "referral", "referred"))
        self.refused(self.kent.post("/drafts", {"case": sent["reference"]}), 404, "not-found")
        self.refused(self.met.post("/drafts", {"case": "nonsense"}), 404, "not-found")

    def test_a_draft_that_goes_on_with_a_case_is_about_one_person(self):
        report = self.reported()["reference"]
        two = [{"answers": answers(1)}, {"answers": answers(0)}]
        reply = self.refused(self.met.post("/drafts", {"case": report, "people": two}), 422, "refused", "one_person_only")
        self.assertEqual([error["pointer"] for error in reply.json["errors"]], ["/people"])
        made = self.good(self.met.post("/drafts", {"case": report, "people": two[:1]}), 201, "Draft")
        place = f"/drafts/{made['draft']}"
        self.refused(self.met.patch(place, {"people": two}), 422, "refused", "one_person_only")
        self.assertEqual(self.good(self.met.get(place)).json, made)
        self.good(self.met.patch(place, {"people": two[:1], "answers": {"alias": "Bea"}}))

    def test_where_one_person_becomes_several_what_was_said_of_one_stays_with_them(self):
        said = {"nation": "E", "exploitation_forced_work": True, "given_name": "Mira", "gender": "female", "under_18": "no"}
        made = self.good(self.met.post("/drafts", {"answers": said}), 201).json["draft"]
        changed = self.good(self.met.patch(
            f"/drafts/{made}", {"people": [{"answers": {"under_18": "yes"}}, {"answers": {"given_name": "Lena"}}]}), 200, "Draft")
        self.assertEqual(changed["answers"], {"nation": "E", "exploitation_forced_work": True})
        self.assertEqual(
            [person["answers"] for person in changed["people"]],
            [{"given_name": "Mira", "gender": "female", "under_18": "yes"}, {"given_name": "Lena"}])
        # What comes with the people is for all of them.
        made = self.good(self.met.post("/drafts", {"answers": {"nation": "E", "given_name": "Mira", "alias": "M"}}), 201).json["draft"]
        changed = self.good(self.met.patch(
            f"/drafts/{made}", {"answers": {"gender": "female", "alias": None}, "people": [{"answers": {}}, {"answers": {}}]}))
        self.assertEqual(changed.json["answers"], {"nation": "E", "gender": "female"})
        self.assertEqual([person["answers"] for person in changed.json["people"]], [{"given_name": "Mira"}, {}])

    def test_what_was_submitted_is_not_given_back_but_how_it_stands(self):
        two = [{"answers": answers(0)}, {"answers": answers(2)}]
        for body, people in (({"answers": answers(0)}, []), ({"answers": {"nation": "E"}, "people": two}, [{"answers": {}}] * 2)):
            made = self.good(self.met.post("/drafts", body), 201, "Draft")
            self.assertEqual(made["referrals"], [])
            place = f"/drafts/{made['draft']}"
            sent = self.good(self.met.post(place + "/submission"), 201, "Submission")
            reply = self.good(self.met.get(place))
            read = self.is_a("Draft", reply.json)
            self.assertEqual((read["answers"], read["people"], read["referrals"]), ({}, people, sent["referrals"]))
            self.assertNotIn(answers(0)["how_they_were_treated"].encode(), reply.body)


class Attachments(InterfaceTest):
    def add(self, draft, content=PDF, name="statement.pdf", caller=None):
        return (caller or self.met).post(
            f"/drafts/{draft}/attachments", content, type="application/octet-stream",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})

    def test_a_file_is_added_named_sent_with_its_person_and_taken_away(self):
        draft = self.good(self.met.post("/drafts", {"people": [{"answers": answers(0)}, {"answers": answers(2)}]}), 201).json["draft"]
        one = self.good(self.add(draft), 201, "Attachment")
        self.assertEqual(
            (one["name"], one["media_type"], one["size"], one["sha256"]),
            ("statement.pdf", "application/pdf", len(PDF), hashlib.sha256(PDF).hexdigest()))
        body = (b'--x\r\nContent-Disposition: form-data; name="file"; filename="second.pdf"\r\n\r\n' + PDF + b"\r\n--x--\r\n")
        two = self.good(
            self.met.post(f"/drafts/{draft}/attachments", body, type="multipart/form-data; boundary=x"), 201, "Attachment")
        people = [{"answers": answers(0, evidence_description="A statement.", evidence_files=[one["attachment"]])},
                  {"answers": answers(2, evidence_description="A statement.", evidence_files=[one["attachment"]])}]
        self.refused(self.met.patch(f"/drafts/{draft}", {"people": people}), 422, "refused", "attachment_of_another")
        self.refused(
            self.met.patch(f"/drafts/{draft}", {"answers": {"evidence_files": [one["attachment"]]}}), 422, "refused", "attachment_shared")
        people[1]["answers"]["evidence_files"] = ["AAAA-AAAA-AA0"]
        self.refused(self.met.patch(f"/drafts/{draft}", {"people": people}), 422, "refused", "unknown_attachment")
        people[1]["answers"]["evidence_files"] = [two["attachment"]]
        changed = self.good(self.met.patch(f"/drafts/{draft}", {"people": people}), 200, "Draft")
        self.assertEqual(changed["people"][1]["answers"]["evidence_files"], [two["attachment"]])
        listed = self.good(self.met.get(f"/drafts/{draft}/attachments"), 200, "AttachmentList")["items"]
        self.assertEqual({file["attachment"] for file in listed}, {one["attachment"], two["attachment"]})
        self.assertEqual(self.met.ask("DELETE", f"/drafts/{draft}/attachments/{two['attachment']}").status, 204)
        self.refused(self.met.ask("DELETE", f"/drafts/{draft}/attachments/{two['attachment']}"), 404, "not-found")
        self.good(self.met.post(f"/drafts/{draft}/submission"), 201)

    def test_files_that_are_not_taken(self):
        draft = self.good(self.met.post("/drafts", {}), 201).json["draft"]
        self.refused(self.add(draft, b"MZ" + b"\0" * 100, "statement.exe"), 422, "refused", "unknown_kind")
        self.refused(self.add(draft, b""), 422, "refused", "empty_file")
        self.refused(self.add(draft, PDF, "picture.png"), 422, "refused", "misnamed_file")
        self.refused(self.add(draft, PDF + b"x" * (26 << 20)), 413, "too-large")
        self.refused(self.met.post(f"/drafts/{draft}/attachments", PDF, type="application/octet-stream"), 400, "malformed", "missing")
        self.refused(self.met.post(f"/drafts/{draft}/attachments", PDF, type="application/pdf"), 415, "wrong-media-type")
        self.refused(self.met.post(f"/drafts/{draft}/attachments", b"--x\r\n", type="multipart/form-data; boundary=x"), 400, "malformed")
        self.refused(self.met.post(f"/drafts/{draft}/attachments", b"", type="multipart/form-data"), 400, "malformed")
        self.assertEqual(self.met.get(f"/drafts/{draft}/attachments").json["items"], [])


class Referrals(InterfaceTest):
    def test_several_people_are_referred_together_or_not_at_all(self):
        whole = {"shared": {"nation": "E"}, "people": [{"answers": answers(0)}, {"answers": answers(1)}]}
        sent = self.good(self.met.refer(whole), 201, "Submission")["referrals"]
        self.assertEqual([one["person"] for one in sent], [0, 1])
        del whole["people"][1]["answers"]["gender"]
        reply = self.refused(self.met.refer(whole), 422, "refused", "missing")
        self.assertEqual([error["pointer"] for error in reply.json["errors"]], ["/people/1/answers/gender"])

    def test_a_key_of_ones_own_is_asked_for(self):
        for key in (None, "short", "x" * 256):
            headers = {"Idempotency-Key": key} if key else {}
            self.refused(self.met.post("/referrals", {"answers": {}}, headers=headers), 400, "idempotency-key-missing")

    def test_the_same_key_gives_the_same_answer_and_refers_once(self):
        key, body = uuid.uuid4().hex, json.dumps({"answers": answers(0)})
        first = self.good(self.met.refer(body, key), 201)
        again = self.good(self.met.refer(body, key), 201)
        self.assertEqual((first.body, first.headers["Location"]), (again.body, again.headers["Location"]))
        self.assertEqual(first.headers["Location"], "/api/v1/referrals/" + first.json["referrals"][0]["reference"])
        self.refused(self.met.refer({"answers": answers(2)}, key), 422, "idempotency-key-reused")
        other = self.good(self.kent.refer(body, key), 201)
        self.assertNotEqual(other.json, first.json)

    def test_of_two_at_once_one_is_done(self):
        key, body = uuid.uuid4().hex, json.dumps({"answers": answers(0)})
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            replies = list(pool.map(lambda _: self.met.refer(body, key), range(6)))
        self.assertLessEqual({reply.status for reply in replies}, {201, 409})
        done = {reply.body for reply in replies if reply.status == 201}
        self.assertEqual(len(done), 1)
        for reply in replies:
            if reply.status == 409:
                self.refused(reply, 409, "idempotency-key-in-use")
        self.assertEqual({self.good(self.met.refer(body, key), 201).body}, done)

    def test_after_a_refusal_the_corrected_request_may_use_the_same_key(self):
        key, wrong = uuid.uuid4().hex, answers(0)
        gender = wrong.pop("gender")
        drafts = len(self.met.get("/drafts?limit=200").json["items"])
        self.refused(self.met.refer({"answers": wrong}, key), 422, "refused", "missing")
        self.assertEqual(len(self.met.get("/drafts?limit=200").json["items"]), drafts)
        self.good(self.met.refer({"answers": {**wrong, "gender": gender}}, key), 201)

    def test_after_a_week_a_request_is_forgotten(self):
        key, body = uuid.uuid4().hex, json.dumps({"answers": answers(0)})
        first = self.good(self.met.refer(body, key), 201)
        place = self.service.place
        place.change("UPDATE interface_request SET created_at = created_at - 8 * 86400000")
        again = self.good(self.met.refer(body, key), 201)
        self.assertNotEqual(first.json, again.json)

    def test_for_a_week_the_first_answer_is_given_again_though_the_draft_is_gone(self):
        key, body = uuid.uuid4().hex, json.dumps({"answers": answers(0)})
        first = self.good(self.met.refer(body, key), 201)
        self.service.place.change("DELETE FROM draft WHERE sent_at IS NOT NULL")
        again = self.good(self.met.refer(body, key), 201)
        self.assertEqual((first.body, first.headers["Location"]), (again.body, again.headers["Location"]))

    def test_a_body_that_cannot_be_read_uses_no_key_up(self):
        key = uuid.uuid4().hex
        self.refused(self.met.refer("{", key), 400, "malformed", "not_json")
        self.refused(self.met.refer({"answers": {}, "surprise": 1}, key), 400, "malformed", "unknown_member")
        self.refused(self.met.refer({"answers": {"gender": 7}}, key), 422, "refused", "not_text")
        self.good(self.met.refer({"answers": answers(0)}, key), 201)

    def test_how_a_referral_stands_is_told_and_nothing_that_was_answered(self):
        given = answers(0)
        reference = self.referred(0)
        reply = self.good(self.met.get(f"/referrals/{reference}"))
        status = self.is_a("Referral", reply.json)
        self.assertEqual((status["kind"], status["standing"]["code"], status["outcome"]), ("referral", "referred", None))
        self.assertEqual(status["your_reference"], given["referrer_reference"])
        self.assertEqual(status["authority"]["code"], "sca")
        for told in (given["given_name"], given["family_name"], given["how_they_were_treated"]):
            self.assertNotIn(told.encode(), reply.body)

    def test_a_decision_is_told_once_the_person_has_been_told(self):
        reference = self.referred(0)
        before = self.met.get(f"/referrals/{reference}").json
        self.service.decide(reference)
        self.assertEqual(self.met.get(f"/referrals/{reference}").json, before)
        today = time.strftime("%Y-%m-%d")
        self.service.act(reference, "reasonable_grounds.tell", purpose="decide", person_told_on=today)
        after = self.good(self.met.get(f"/referrals/{reference}"), 200, "Referral")
        self.assertEqual((after["outcome"]["decision"], after["outcome"]["result"]["code"]), ("reasonable_grounds", "positive"))
        self.assertIsNotNone(after["support_started_on"])
        self.refused(self.met.post(f"/referrals/{reference}/withdrawal", {"reason": "made-twice", "details": "Twice."}), 409, "conflict")

    def test_lists_come_in_pages_that_only_their_reader_can_turn(self):
        mine = [self.referred(0) for _ in range(5)]
        seen, cursor = [], None
        while True:
            page = self.good(self.met.get("/referrals?limit=2" + (f"&cursor={cursor}" if cursor else "")), 200, "ReferralPage")
            seen += [item["reference"] for item in page["items"]]
            self.assertLessEqual(len(page["items"]), 2)
            cursor = page["next"]
            if cursor is None or set(mine) <= set(seen):
                break
        self.assertEqual(seen[:5], list(reversed(mine)))
        first = self.met.get("/referrals?limit=1").json["next"]
        self.refused(self.kent.get(f"/referrals?limit=1&cursor={first}"), 400, "cursor-refused")
        self.refused(self.met.get(f"/drafts?limit=1&cursor={first}"), 400, "cursor-refused")
        changed = first[:-1] + ("A" if first[-1] != "A" else "B")
        self.refused(self.met.get(f"/referrals?limit=1&cursor={changed}"), 400, "cursor-refused")

    def test_another_organisation_sees_none(self):
        reference = self.referred(0)
        for method, path, body in (
            ("GET", "", None), ("GET", "/questions", None), ("POST", "/withdrawal", {"reason": "made-twice", "details": "x"}),
            ("POST", "/corrections", {"answers": {"alias": "x"}, "reason": "x"}),
            ("POST", "/questions/age_contradiction/answer", {"answer": "x"}),
        ):
            there = self.refused(self.kent.ask(method, f"/referrals/{reference}{path}", body), 404, "not-found")
            absent = self.refused(self.kent.ask(method, f"/referrals/AAAA-AAAA-AA0{path}", body), 404, "not-found")
            self.assertEqual({**there.json, "instance": ""}, {**absent.json, "instance": ""})
        self.assertNotIn(reference, [item["reference"] for item in self.kent.get("/referrals").json["items"]])

    def test_answers_are_corrected_with_a_reason(self):
        reference = self.referred(0)
        place = f"/referrals/{reference}/corrections"
        self.good(self.met.post(place, {"answers": {"alias": "Bea"}, "reason": "Misheard."}), 200, "Referral")
        reply = self.refused(self.met.post(place, {"answers": {"nationality": ["x"], "nothing": 1}, "reason": "x"}), 422, "refused")
        self.assertEqual([error["pointer"] for error in reply.json["errors"]], ["/answers/nationality", "/answers/nothing"])
        reply = self.refused(self.met.post(place, {"answers": {"alias": "Bea"}, "reason": ""}), 422, "refused", "missing")
        self.assertEqual(reply.json["errors"][0]["pointer"], "/reason")
        self.refused(self.met.post(place, {"answers": {}, "reason": "x"}), 422, "refused", "nothing_changed")
        self.refused(self.met.post(place, {"reason": "x"}), 400, "malformed", "missing")

    def test_a_referral_is_withdrawn_once(self):
        reference = self.referred(0)
        place = f"/referrals/{reference}/withdrawal"
        reply = self.refused(self.met.post(place, {"reason": "no-such-reason", "details": "x"}), 422, "refused")
        self.assertEqual(reply.json["errors"][0]["pointer"], "/reason")
        self.refused(self.met.post(place, {"reason": "made-twice"}), 400, "malformed", "missing")
        status = self.good(self.met.post(place, {"reason": "made-twice", "details": "Referred an hour before."}), 200, "Referral")
        self.assertEqual(status["standing"]["code"], "withdrawn")
        self.refused(self.met.post(place, {"reason": "made-twice", "details": "Again."}), 409, "conflict")


class CutOff(InterfaceTest):
    """A server that goes down in the middle of a request and comes back with a rulebook that demands more."""

    PEOPLE = 50

    def setUp(self):
        self.own = Service()
        self.addCleanup(self.own.stop)
        self.stricter = pathlib.Path(self.own.temporary.name) / "stricter"
        shutil.copytree(REPOSITORY / "Rulebooks/uk", self.stricter)
        file = self.stricter / "dossiers/case/referral.yaml"
        before, alias, after = file.read_text(encoding="utf-8").partition("\n  alias:\n")
        self.assertIn("    type: text\n", after)
        after = after.replace("    type: text\n", "    type: text\n    required: true\n", 1)
        file.write_text(before + alias + after, encoding="utf-8")

    def cases(self):
        return self.own.place.rows("SELECT COUNT(*) FROM dossier WHERE kind = 'case'")[0][0]

    def cut_off(self, key, body):
        """Sends a request and ends the server once a few people in it have been referred; answers how many were."""
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            asked = pool.submit(self.own.met.refer, body, key)
            end = time.monotonic() + 30
            while self.cases() < 3:
                self.assertFalse(asked.done() or time.monotonic() > end, "nobody was referred")
            self.own.restart("--rulebook", self.stricter)
            self.assertIsNotNone(asked.exception(30), "the request was answered")
        # Whoever was doing it is given up after a minute.
        self.own.place.change("UPDATE interface_request SET created_at = created_at - 61000")
        self.assertLess(self.cases(), self.PEOPLE)
        return self.cases()

    def test_those_who_were_referred_are_not_referred_again_when_the_others_are_refused(self):
        people = [{"answers": answers(0, given_name=f"Mira {number}")} for number in range(self.PEOPLE)]
        key, body = uuid.uuid4().hex, json.dumps({"shared": {"nation": "E"}, "people": people})
        begun, met = self.cut_off(key, body), self.own.met
        reply = self.refused(met.refer(body, key), 409, "partly-referred", "missing")
        draft = reply.json["draft"]
        self.assertIn(draft, reply.json["detail"])
        # It stays so, by whatever way it is tried.
        self.assertEqual(self.refused(met.refer(body, key), 409, "partly-referred").json["draft"], draft)
        self.refused(met.post(f"/drafts/{draft}/submission"), 409, "partly-referred", "missing")
        mended = [{"answers": {**person["answers"], "alias": "None known"}} for person in people]
        self.assertEqual(self.refused(met.refer({"people": mended}, key), 409, "partly-referred").json["draft"], draft)
        read = self.good(met.get(f"/drafts/{draft}"), 200, "Draft")
        known = {one["person"]: one["reference"] for one in read["referrals"]}
        self.assertTrue(known)
        self.assertEqual([place for place, person in enumerate(read["people"]) if person["answers"] == {}], list(known))
        self.assertEqual(
            {error["pointer"] for error in reply.json["errors"]},
            {f"/people/{place}/answers/alias" for place in range(self.PEOPLE) if place not in known})
        for reference in known.values():
            self.assertIn(reference, reply.json["detail"])
        # Nobody who was referred is taken out or changed; the others are mended where they are.
        self.refused(met.patch(f"/drafts/{draft}", {"people": []}), 409, "conflict")
        changed = self.good(met.patch(f"/drafts/{draft}", {"people": mended}), 200, "Draft")
        self.assertEqual([place for place, person in enumerate(changed["people"]) if person["answers"] == {}], list(known))
        self.assertEqual(self.cases(), begun)
        sent = self.good(met.post(f"/drafts/{draft}/submission"), 201, "Submission")["referrals"]
        self.assertEqual([one["person"] for one in sent], list(range(self.PEOPLE)))
        self.assertEqual({place: sent[place]["reference"] for place in known}, known)
        self.assertEqual(self.good(met.refer(body, key), 201).json["referrals"], sent)
        self.assertEqual(self.cases(), self.PEOPLE)

    def test_when_the_draft_is_gone_too_the_caller_is_not_told_that_there_was_nothing(self):
        people = [{"answers": answers(0)} for _ in range(self.PEOPLE)]
        key, body = uuid.uuid4().hex, json.dumps({"shared": {"nation": "E"}, "people": people})
        begun, met = self.cut_off(key, body), self.own.met
        self.own.place.change("DELETE FROM draft")
        for _ in range(2):
            reply = self.refused(met.refer(body, key), 409, "partly-referred")
            self.assertNotIn("draft", reply.json)
        self.assertEqual(self.cases(), begun)
        self.assertEqual(len(met.get("/referrals?limit=200").json["items"]), begun)


class Questions(InterfaceTest):
    def test_a_doubt_is_asked_about_and_answered(self):
        reference = self.referred(0, date_of_birth="1980-01-01")
        self.assertGreater(self.met.get(f"/referrals/{reference}").json["open_questions"], 0)
        place = f"/referrals/{reference}/questions"
        asked = self.good(self.met.get(place), 200, "QuestionList")["items"]
        self.assertIn("age_contradiction", [question["question"] for question in asked])
        answered = self.good(self.met.post(f"{place}/age_contradiction/answer", {"answer": "The date is right."}), 200, "Question")
        self.assertIsNotNone(answered["answered_on"])
        self.assertIsNone(answered["settled_on"])
        self.good(self.met.post(f"{place}/age_contradiction/answer", {"answer": "The date is right."}))
        self.refused(self.met.post(f"{place}/no_such_question/answer", {"answer": "x"}), 404, "not-found")
        self.refused(self.met.post(f"{place}/age_contradiction/answer", {"answer": ""}), 422, "refused", "missing")
        self.refused(self.met.post(f"{place}/age_contradiction/answer", {"answer": 7}), 400, "malformed", "not_text")
        self.service.act(reference, "referral.settle_age", settled_age="child", age_reasons="Seen.")
        settled = {one["question"]: one for one in self.met.get(place).json["items"]}["age_contradiction"]
        self.assertIsNotNone(settled["settled_on"])
        self.refused(self.met.post(f"{place}/age_contradiction/answer", {"answer": "Too late."}), 409, "conflict")

    def test_what_the_authority_asks_is_answered(self):
        reference = self.referred(0)
        self.service.act(reference, "information_request.ask", asked="Which passport was seen?")
        place = f"/referrals/{reference}/questions"
        asked = [one for one in self.met.get(place).json["items"] if one["question"].startswith("information_request.")]
        self.assertEqual([one["ask"] for one in asked], ["Which passport was seen?"])
        self.assertEqual(self.met.get(f"/referrals/{reference}").json["open_questions"], len(self.open(place)))
        answered = self.good(self.met.post(f"{place}/{asked[0]['question']}/answer", {"answer": "None."}), 200, "Question")
        self.assertIsNotNone(answered["answered_on"])
        self.assertIsNotNone(answered["settled_on"])
        self.refused(self.met.post(f"{place}/{asked[0]['question']}/answer", {"answer": "Another."}), 409, "conflict")

    def test_only_what_is_for_the_referrer_is_asked_and_in_words_for_them(self):
        reference = self.referred(0, date_of_birth="1980-01-01")
        place = f"/referrals/{reference}/questions"
        asked = {one["question"]: one["ask"] for one in self.met.get(place).json["items"]}
        self.assertEqual(asked["age_contradiction"], "Which is right: what you said about their age, or the date of birth?")
        self.service.act(reference, "referral.settle_age", settled_age="adult", age_reasons="Seen.")
        shown = self.service.must(self.service.place.run(
            "show", reference, "--as", "decision_maker", "--purpose", "decide", "--json")).json
        self.assertIn("consent_needed", [question["question"] for question in shown["questions"]])
        asked = [one["question"] for one in self.good(self.met.get(place), 200, "QuestionList")["items"]]
        self.assertIn("age_contradiction", asked)
        self.assertNotIn("consent_needed", asked)
        self.assertEqual(self.met.get(f"/referrals/{reference}").json["open_questions"], len(self.open(place)))
        self.refused(self.met.post(f"{place}/consent_needed/answer", {"answer": "They agree."}), 404, "not-found")

    def open(self, place):
        return [one for one in self.met.get(place).json["items"] if one["settled_on"] is None]


class Imports(InterfaceTest):
    def take(self, lines, format, caller=None):
        reply = (caller or self.met).post(f"/imports?format={format}", b"".join(lines), type="application/x-ndjson")
        self.assertEqual((reply.status, reply.type), (200, "application/x-ndjson"), reply)
        return [self.is_a("ImportLine", json.loads(line)) for line in reply.body.splitlines()]

    def test_both_formats_are_taken_once_and_for_each_organisation_by_itself(self):
        answers = SAMPLES.read_bytes().splitlines(keepends=True)[100:160]
        taken = self.take(answers, "form-answers")
        self.assertEqual([line["line"] for line in taken], list(range(1, 61)))
        self.assertEqual({line["result"] for line in taken}, {"accepted"}, taken)
        messages = MESSAGES.read_bytes().splitlines(keepends=True)[100:160]
        again = self.take(messages, "casework-messages")
        self.assertEqual({line["result"] for line in again}, {"repeated"})
        self.assertEqual([line["reference"] for line in again], [line["reference"] for line in taken])
        others = self.take(answers[:5], "form-answers", self.kent)
        self.assertEqual({line["result"] for line in others}, {"accepted"})
        self.assertEqual(self.good(self.met.get(f"/referrals/{taken[0]['reference']}"), 200, "Referral")["kind"], taken[0]["kind"])
        self.refused(self.kent.get(f"/referrals/{taken[0]['reference']}"), 404, "not-found")

    def test_lines_that_are_refused_do_not_hold_up_the_others(self):
        good = SAMPLES.read_bytes().splitlines(keepends=True)[200:202]
        bad = json.loads(good[1])
        bad["externalID"] = "another"
        del bad["fr-location"]
        taken = self.take(
            [b"{\n", good[0], b"\n", b"[1]\n", json.dumps(bad).encode() + b"\n", b"\xff\n", good[1].rstrip(b"\n")], "form-answers")
        self.assertEqual(
            [(line["line"], line["result"]) for line in taken],
            [(1, "refused"), (2, "accepted"), (4, "refused"), (5, "refused"), (6, "refused"), (7, "accepted")])
        self.assertEqual(taken[3]["errors"][0]["field"], "nation")

    def test_one_request_takes_so_many_lines_and_says_where_to_go_on(self):
        good = SAMPLES.read_bytes().splitlines(keepends=True)[202:204]
        reply = self.met.post(
            "/imports?format=form-answers", b"".join(good + [b"0\n"] * 200_000), type="application/x-ndjson")
        self.assertEqual(reply.status, 200, reply)
        told = reply.body.splitlines()
        self.assertEqual(len(told), 50_001)
        last = self.is_a("ImportLine", json.loads(told[-1]))
        self.assertEqual((last["line"], last["result"], last["errors"][0]["code"]), (50_001, "refused", "too_many_lines"))
        self.assertIn("2 were taken", last["errors"][0]["sentence"])
        reply = self.met.post("/imports?format=form-answers", b"0\n" * 50_000, type="application/x-ndjson")
        told = reply.body.splitlines()
        self.assertEqual((len(told), json.loads(told[-1])["line"]), (50_000, 50_000))
        self.assertNotIn(b"too_many_lines", reply.body)

    def test_what_is_no_import(self):
        self.refused(self.met.post("/imports", b"", type="application/x-ndjson"), 400, "malformed", "unknown_format")
        self.refused(self.met.post("/imports?format=csv", b"", type="application/x-ndjson"), 400, "malformed")
        self.refused(self.met.post("/imports?format=form-answers", b"", type="text/csv"), 415, "wrong-media-type")
        other = MESSAGES.read_bytes().splitlines(keepends=True)[:1]
        self.assertEqual(self.take(other, "form-answers")[0]["errors"][0]["code"], "other_format")
        self.assertEqual(self.take([], "form-answers"), [])


class Webhooks(InterfaceTest):
    def subscribe(self, receiver, *events, caller=None):
        made = self.good(
            (caller or self.met).post("/webhooks", {"url": receiver.url, **({"events": list(events)} if events else {})}),
            201, "WebhookCreated")
        self.addCleanup((caller or self.met).ask, "DELETE", f"/webhooks/{made['webhook']['webhook']}")
        return made

    def receiver(self, *statuses):
        receiver = Receiver(*statuses)
        self.addCleanup(receiver.stop)
        return receiver

    def verify(self, headers, body, secret, now=None):
        """As a receiver does it, by the convention and by nothing else."""
        if abs((now or time.time()) - int(headers["webhook-timestamp"])) > 300:
            raise ValueError("too old")
        message = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        code = base64.b64encode(hmac.new(base64.b64decode(secret.removeprefix("whsec_")), message, hashlib.sha256).digest()).decode()
        if not any(hmac.compare_digest(part, "v1," + code) for part in headers["webhook-signature"].split()):
            raise ValueError("wrong signature")

    def test_a_receiver_that_fails_first_is_told_again_with_the_same_id(self):
        receiver = self.receiver(500, 200)
        made = self.subscribe(receiver, "webhook.test")
        (one, body, first), (two, same, _) = receiver.wait(lambda messages: len(messages) == 2, 20)
        self.assertEqual((one["webhook-id"], body), (two["webhook-id"], same))
        for headers in (one, two):
            self.verify(headers, body, made["secret"])
        self.is_a("HookEvent", json.loads(body))
        with self.assertRaisesRegex(ValueError, "too old"):
            self.verify(one, body, made["secret"], now=time.time() + 301)
        with self.assertRaisesRegex(ValueError, "wrong signature"):
            self.verify(one, body + b" ", made["secret"])
        deadline = time.monotonic() + 5
        while True:
            listed = {one["webhook"]: one for one in self.good(self.met.get("/webhooks"), 200, "WebhookList")["items"]}
            hook = listed[made["webhook"]["webhook"]]
            if hook["last_delivered_at"] or time.monotonic() > deadline:
                break
            time.sleep(0.1)
        self.assertEqual(hook["standing"], "active")

    def test_everything_that_happens_to_a_referral_is_told_and_never_what(self):
        receiver, other = self.receiver(), self.receiver()
        self.subscribe(receiver)
        self.subscribe(other, "referral.received", "referral.decided", caller=self.kent)
        given = answers(0)
        reference = self.referred(0, date_of_birth="1980-01-01")
        self.service.act(reference, "information_request.ask", asked="Which passport?")
        self.good(self.met.post(f"/referrals/{reference}/corrections", {"answers": {"alias": "Bea"}, "reason": "Misheard."}))
        self.service.act(reference, "referral.settle_age", settled_age="child", age_reasons="Seen.")
        # What the referrer tells is not what the person is told.
        self.service.act(reference, "information_request.tell", account="officer", purpose="refer", information="A witness.")
        self.service.decide(reference)
        time.sleep(1.5)
        told = [json.loads(body)["type"] for _, body, _ in receiver.messages]
        self.assertNotIn("referral.decided", told)
        self.service.act(reference, "reasonable_grounds.tell", person_told_on=time.strftime("%Y-%m-%d"))
        wanted = {
            "referral.received", "referral.question", "referral.question_settled", "referral.corrected", "referral.decided",
            "referral.support_started",
        }

        def kinds(messages):
            return {json.loads(body)["type"] for _, body, _ in messages if json.loads(body)["data"].get("reference") == reference}

        messages = receiver.wait(lambda messages: wanted <= kinds(messages))
        for _, body, _ in messages:
            event = self.is_a("HookEvent", json.loads(body))
            self.assertLessEqual(set(event["data"]), {"reference"})
            self.assertNotIn(given["given_name"].encode(), body)
        self.assertEqual(other.messages, [])
        withdrawn = self.referred(0)
        self.good(self.met.post(f"/referrals/{withdrawn}/withdrawal", {"reason": "made-twice", "details": "Twice."}))
        receiver.wait(lambda messages: any(json.loads(body)["type"] == "referral.withdrawn" for _, body, _ in messages))

    def told(self, receiver, reference):
        """The events of a referral that a receiver has been told, in order of their names."""
        events = [json.loads(body) for _, body, _ in list(receiver.messages)]
        return sorted(event["type"] for event in events if event["data"].get("reference") == reference)

    def test_a_doubt_that_is_not_for_the_referrer_is_not_told(self):
        receiver = self.receiver()
        self.subscribe(receiver, "referral.question", "referral.question_settled")
        reference = self.referred(0, date_of_birth="1980-01-01")
        receiver.wait(lambda _: self.told(receiver, reference) == ["referral.question"])
        # The age is settled, and with that the authority has to ask for consent.
        self.service.act(reference, "referral.settle_age", settled_age="adult", age_reasons="Seen.")
        receiver.wait(lambda _: "referral.question_settled" in self.told(receiver, reference))
        time.sleep(1.5)
        self.assertEqual(self.told(receiver, reference), ["referral.question", "referral.question_settled"])

    def test_an_organisation_that_was_closed_is_told_nothing_more(self):
        place = self.service.place
        self.service.must(command_line.register(place, "dorset-police", "Dorset Police", ["police-force", "first-responder"], {}))
        dorset = self.service.caller("dorset-police")
        failing, working = self.receiver(500, 200), self.receiver()
        trial = self.subscribe(failing, "webhook.test", caller=dorset)["webhook"]["webhook"]
        self.subscribe(working, caller=dorset)
        reference = self.referred(0, caller=dorset)
        failing.wait(lambda messages: messages)
        working.wait(lambda _: "referral.received" in self.told(working, reference))
        time.sleep(1.5)
        before = self.told(working, reference)
        place.change("UPDATE organisation SET state = 'closed' WHERE id = 'dorset-police'")
        self.addCleanup(place.change, "UPDATE organisation SET state = 'open' WHERE id = 'dorset-police'")
        self.service.act(reference, "information_request.ask", asked="Which passport?")
        # What waited to be tried again is thrown away when its time has come.
        deadline = time.monotonic() + 20
        while place.rows(f"SELECT COUNT(*) FROM hook_message WHERE hook = '{trial}'") != [(0,)]:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.2)
        time.sleep(1.5)
        self.assertEqual(len(failing.messages), 1)
        self.assertEqual(self.told(working, reference), before)

    def test_while_the_secret_changes_messages_are_signed_with_both(self):
        receiver = self.receiver()
        made = self.subscribe(receiver, "referral.received")
        changed = self.good(self.met.post(f"/webhooks/{made['webhook']['webhook']}/secret"), 200, "WebhookSecret")
        self.referred(0)
        headers, body, _ = receiver.wait(lambda messages: messages)[0]
        for secret in (made["secret"], changed["secret"]):
            self.verify(headers, body, secret)

    def test_410_switches_a_webhook_off_and_redirects_are_not_followed(self):
        gone, moved = self.receiver(410), self.receiver(302)
        off = self.subscribe(gone, "webhook.test")["webhook"]["webhook"]
        away = self.subscribe(moved, "webhook.test")["webhook"]["webhook"]
        gone.wait(lambda messages: messages)
        moved.wait(lambda messages: messages)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            standing = {one["webhook"]: one["standing"] for one in self.met.get("/webhooks").json["items"]}
            if (standing[off], standing[away]) == ("off", "failing"):
                break
            time.sleep(0.1)
        self.assertEqual((standing[off], standing[away]), ("off", "failing"))
        self.assertEqual(len(moved.messages), 1)

    def test_addresses_that_are_not_allowed(self):
        for url, code in (
            ("http://example.org/", "not_secure"), ("https://10.0.0.1/", "not_public"), ("https://user:pass@example.org/", "user_info"),
            ("https://example.org:22/", "port"), ("https://0x7f.1/", "numeric_address"), ("https://intranet/", "not_public"),
            ("nonsense", "malformed_address"), ("https://[fe80::1]/", "not_public"), ("https://169.254.169.254/latest", "not_public"),
        ):
            with self.subTest(url):
                self.refused(self.met.post("/webhooks", {"url": url}), 422, "refused", code)
        self.refused(self.met.post("/webhooks", {"url": "https://example.org/", "events": ["nothing"]}), 400, "malformed", "unknown_event")
        self.refused(self.met.post("/webhooks", {}), 400, "malformed", "missing")

    def test_webhooks_of_others_are_not_there(self):
        made = self.subscribe(self.receiver(), "referral.decided")["webhook"]["webhook"]
        self.refused(self.kent.ask("DELETE", f"/webhooks/{made}"), 404, "not-found")
        self.refused(self.kent.post(f"/webhooks/{made}/secret"), 404, "not-found")
        self.assertNotIn(made, [one["webhook"] for one in self.kent.get("/webhooks").json["items"]])

    def test_an_organisation_has_ten_at_most(self):
        known = len(self.kent.get("/webhooks").json["items"])
        receiver = self.receiver()
        for _ in range(10 - known):
            self.subscribe(receiver, "referral.decided", caller=self.kent)
        self.refused(self.kent.post("/webhooks", {"url": receiver.url}), 409, "conflict")


class GeneratedClient(InterfaceTest):
    """A client that another program made from the description, used as a records system would."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory(prefix="firmground-client-")
        cls.addClassCleanup(cls.folder.cleanup)
        folder = pathlib.Path(cls.folder.name)
        (folder / "openapi.json").write_text(json.dumps(cls.document), encoding="utf-8")
        settings = {"content_type_overrides": {"application/x-ndjson": "application/octet-stream"}}
        (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        environment = dict(os.environ)
        environment["PATH"] = os.pathsep.join([str(pathlib.Path(sys.executable).parent), environment.get("PATH", "")])
        made = subprocess.run(
            [
                sys.executable, "-m", "openapi_python_client", "generate", "--path", "openapi.json", "--meta", "none", "--config",
                "settings.json", "--output-path", "records_client",
            ], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
        assert made.returncode == 0, made.stdout + made.stderr
        sys.path.insert(0, str(folder))
        cls.addClassCleanup(sys.path.remove, str(folder))
        package = importlib.import_module("records_client")
        cls.models = importlib.import_module("records_client.models")
        cls.types = importlib.import_module("records_client.types")
        cls.client = package.AuthenticatedClient(
            base_url=f"http://127.0.0.1:{cls.met.port}", token=cls.met.secret, raise_on_unexpected_status=True)

    def call(self, tag, operation, *words, **others):
        function = importlib.import_module(f"records_client.api.{tag}.{operation}")
        reply = function.sync_detailed(*words, client=self.client, **others)
        self.assertLess(int(reply.status_code), 300, reply.content)
        return reply.parsed

    def test_it_refers_two_people_with_a_file_and_follows_what_becomes_of_them(self):
        models = self.models
        people = [{"answers": answers(0, date_of_birth="1980-01-01")}, {"answers": answers(1)}]
        draft = self.call("drafts", "create_draft", body=models.DraftCreation.from_dict({"reference": "Two people"}))
        self.call("drafts", "change_draft", draft.draft, body=models.DraftChange.from_dict({"people": people}))
        file = self.call(
            "attachments", "add_attachment", draft.draft,
            body=models.AttachmentForm(file=self.types.File(payload=io.BytesIO(PDF), file_name="statement.pdf")))
        people[0]["answers"].update(evidence_files=[file.attachment], evidence_description="A statement.")
        self.call("drafts", "change_draft", draft.draft, body=models.DraftChange.from_dict({"people": people}))
        sent = self.call("drafts", "submit_draft", draft.draft).referrals
        self.assertEqual([one.person for one in sent], [0, 1])
        status = self.call("referrals", "read_referral", sent[0].reference)
        self.assertEqual((status.standing.code, status.outcome), ("referred", None))
        asked = self.call("questions", "list_questions", sent[0].reference).items
        answered = self.call(
            "questions", "answer_question", sent[0].reference, asked[0].question,
            body=models.QuestionAnswer(answer="The date of birth is right."))
        self.assertIsNotNone(answered.answered_on)
        withdrawn = self.call(
            "referrals", "withdraw_referral", sent[0].reference,
            body=models.Withdrawal.from_dict({"reason": "made-twice", "details": "A colleague was faster."}))
        self.assertEqual(withdrawn.standing.code, "withdrawn")
        listed = self.call("referrals", "list_referrals", limit=2).items
        self.assertEqual({one.reference for one in listed}, {one.reference for one in sent})


class Anything(InterfaceTest):
    """What a program sends that knows the description and tries everything."""

    def test_whatever_is_sent_the_answer_is_one_that_is_described(self):
        command = pathlib.Path(sys.executable).with_name("schemathesis")
        if not command.exists() and not shutil.which("schemathesis"):
            self.skipTest("schemathesis is not installed")
        key = self.service.caller("met-police").secret
        # Every limit of every schema takes two minutes more, at the pace that a key may go.
        phases = "examples,coverage,fuzzing" if os.environ.get("FIRMGROUND_THOROUGH") else "examples,fuzzing"
        checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "openapi.json"
            path.write_text(json.dumps(self.document), encoding="utf-8")
            done = subprocess.run(
                [
                    str(command), "run", str(path), "--url", f"http://127.0.0.1:{self.met.port}", "--header",
                    f"Authorization: Bearer {key}", "--checks", checks, "--phases", phases, "--max-examples",
                    "8", "--exclude-operation-id", "importReferrals", "--seed", "7", "--workers", "2", "--rate-limit", "550/m",
                    "--no-color", "--suppress-health-check", "all",
                ], cwd=folder, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout[-8000:] + done.stderr[-2000:])


if __name__ == "__main__":
    unittest.main()
