import datetime
import json
import os
import signal
import stat
import subprocess
import time
import unittest

from support import ANSWERS, MESSAGES, PROGRAM, SAMPLES, STAFF, LedgerTest, finished, lines, many


class Import(LedgerTest):
    def test_both_formats_are_taken_and_the_same_person_only_once(self):
        self.assertEqual(
            self.take(ANSWERS), {"read": 300, "accepted": 300, "repeated": 0, "refused": 0, "rejects": None})
        self.assertEqual(
            self.take(MESSAGES), {"read": 300, "accepted": 0, "repeated": 300, "refused": 0, "rejects": None})
        self.is_whole(300)

    def test_messages_alone_are_taken_too(self):
        self.assertEqual(self.take(MESSAGES)["accepted"], 300)

    def test_repeating_an_import_changes_nothing(self):
        self.take(ANSWERS)
        before = self.place.dump()
        self.assertEqual(self.take(ANSWERS), {"read": 300, "accepted": 0, "repeated": 300, "refused": 0, "rejects": None})
        self.assertEqual(self.place.dump(), before)

    def test_a_line_twice_in_one_file_is_one_case(self):
        some = lines(ANSWERS)[:5]
        tally = self.take(self.place.referrals("a.ndjson", some + some))
        self.assertEqual((tally["accepted"], tally["repeated"]), (5, 5))

    def test_for_people_the_tally_is_told_in_words(self):
        result = self.succeeds(self.place.run("import", "referrals", self.place.referrals("a.ndjson", lines(ANSWERS)[:3])))
        self.assertRegex(result.out, r"Read +3\nAccepted +3\nRepeated +0\nRefused +0\n")

    def test_a_file_without_a_last_line_end_with_other_line_ends_marks_and_blank_lines_is_read_whole(self):
        one, two, three, four = [line.rstrip(b"\n") for line in lines(ANSWERS)[:4]]
        content = b"\xef\xbb\xbf" + one + b"\r\n\n   \n" + two + b"\n" + three + b"\r\n" + four
        tally = self.take(self.place.referrals("a.ndjson", content))
        self.assertEqual((tally["read"], tally["accepted"], tally["refused"]), (4, 4, 0))

    def test_an_empty_file_is_no_fault(self):
        self.assertEqual(
            self.take(self.place.referrals("a.ndjson", b"")),
            {"read": 0, "accepted": 0, "repeated": 0, "refused": 0, "rejects": None})

    def test_standard_input_is_read_and_its_rejects_go_where_told(self):
        some = b"".join(lines(ANSWERS)[:4]) + b"{}\n"
        result = self.place.run("import", "referrals", "-", "--json", "--rejects", self.folder, stdin=some)
        self.assertEqual(result.code, 1, result)
        self.assertEqual((result.json["accepted"], result.json["refused"]), (4, 1))
        self.assertEqual(result.json["rejects"], str(self.folder / "stdin.rejects.ndjson"))

    def test_several_files_are_one_import(self):
        one = self.place.referrals("a.ndjson", lines(ANSWERS)[:3])
        other = self.place.referrals("b.ndjson", lines(ANSWERS)[2:6])
        tally = self.take(one, other)
        self.assertEqual((tally["read"], tally["accepted"], tally["repeated"]), (7, 6, 1))

    def test_bad_lines_are_refused_each_with_reasons_and_harm_none_of_the_good(self):
        bad = [json.loads(line) for line in lines(SAMPLES / "bad.ndjson")]
        good = lines(ANSWERS)[:20]
        content = b"".join(good[:10] + [entry["line"].encode() + b"\n" for entry in bad] + good[10:])
        tally = self.take(self.place.referrals("a.ndjson", content), code=1)
        expected = {kind: sum(entry["expect"] == kind for entry in bad) for kind in ["refuse", "accept", "skip"]}
        self.assertEqual(tally["refused"], expected["refuse"])
        self.assertEqual(tally["accepted"], 20 + expected["accept"])
        self.assertEqual(tally["rejects"], str(self.folder / "a.ndjson.rejects.ndjson"))
        rejects = [json.loads(line) for line in lines(self.folder / "a.ndjson.rejects.ndjson")]
        self.assertEqual(len(rejects), expected["refuse"])
        for reject in rejects:
            self.assertEqual(set(reject), {"line", "reasons", "original"})
            self.assertTrue(reject["reasons"])
            for reason in reject["reasons"]:
                self.assertEqual(set(reason), {"field", "code", "sentence"})
                self.assertRegex(reason["sentence"], r"[.:]", reason)
        self.is_whole(tally["accepted"])

    def test_rejects_are_for_their_owner_only_and_never_replace_a_file(self):
        path = self.place.referrals("a.ndjson", b"{}\n")
        self.take(path, code=1)
        first = self.folder / "a.ndjson.rejects.ndjson"
        self.assertEqual(stat.S_IMODE(first.stat().st_mode), 0o600)
        before = first.read_bytes()
        self.assertEqual(self.take(path, code=1)["rejects"], str(self.folder / "a.ndjson.rejects.2.ndjson"))
        self.assertEqual(first.read_bytes(), before)

    def test_rejected_lines_are_mended_in_place_and_imported_again(self):
        good = [json.loads(line) for line in lines(ANSWERS)[:6]]
        for place, key in [(1, "user-organisation"), (4, "fr-location")]:
            del good[place][key]
        path = self.place.referrals("a.ndjson", b"".join(json.dumps(line).encode() + b"\n" for line in good) + b'{"broken\n')
        tally = self.take(path, code=1)
        self.assertEqual((tally["accepted"], tally["refused"]), (4, 3))
        rejects = self.folder / "a.ndjson.rejects.ndjson"
        mended = sorted((json.loads(line) for line in lines(rejects)), key=lambda reject: reject["line"])
        self.assertEqual([reject["line"] for reject in mended], [2, 5, 7])
        self.assertEqual([reject["reasons"][0]["code"] for reject in mended], ["missing", "missing", "not_json"])
        mended[0]["original"]["user-organisation"] = "The Salvation Army"
        rejects.write_text("".join(json.dumps(reject) + "\n" for reject in mended))
        again = self.take(rejects, code=1)
        self.assertEqual((again["accepted"], again["refused"]), (1, 2))
        self.assertEqual(again["rejects"], str(self.folder / "a.ndjson.rejects.2.ndjson"))
        once_more = [json.loads(line) for line in lines(self.folder / "a.ndjson.rejects.2.ndjson")]
        once_more.sort(key=lambda reject: reject["reasons"][0]["code"])
        once_more[0]["original"]["fr-location"] = "england"
        once_more[1]["original"] = lines(ANSWERS)[10].decode()
        rejects.write_text("".join(json.dumps(reject) + "\n" for reject in once_more))
        self.assertEqual(self.take(rejects)["accepted"], 2)
        self.is_whole(7)

    def test_a_line_too_long_is_refused_and_the_next_is_read(self):
        content = b'{"x":"' + b"y" * (5 << 20) + b'"}\n' + lines(ANSWERS)[0]
        tally = self.take(self.place.referrals("a.ndjson", content), code=1)
        self.assertEqual((tally["read"], tally["accepted"], tally["refused"]), (2, 1, 1))

    def test_bytes_that_are_no_text_are_refused_and_kept(self):
        content = b'{"externalID":"\xff\xfe"}\n\x00\x01\x02\n' + lines(ANSWERS)[0]
        tally = self.take(self.place.referrals("a.ndjson", content), code=1)
        self.assertEqual((tally["accepted"], tally["refused"]), (1, 2))

    def test_a_file_that_is_not_there_or_is_a_folder_is_refused_plainly(self):
        self.is_plain_refusal(self.place.run("import", "referrals", self.folder / "none.ndjson"), "none.ndjson")
        self.is_plain_refusal(self.place.run("import", "referrals", self.folder), str(self.folder))
        self.is_plain_refusal(self.place.run("import", "referrals", self.folder / "none.ndjson", "--json"))
        self.is_whole(0)

    @unittest.skipUnless(os.geteuid() == 0, "needs root to act as somebody else")
    def test_a_file_that_may_not_be_read_is_refused_plainly(self):
        path = self.place.referrals("secret.ndjson", lines(ANSWERS)[:1])
        path.chmod(0o600)
        os.chmod(self.folder, 0o755)
        for root, folders, files in os.walk(self.place.data):
            for name in folders + files:
                os.chown(os.path.join(root, name), 65534, 65534)
        os.chown(self.place.data, 65534, 65534)
        probe = subprocess.run([PROGRAM, "--version"], user=65534, group=65534, capture_output=True, cwd="/")
        if probe.returncode != 0:
            self.skipTest("the program cannot be run by somebody else here")
        result = self.place.run("import", "referrals", path, user=65534, group=65534, cwd=self.folder)
        self.is_plain_refusal(result, "may not read")

    def test_rejects_that_cannot_be_written_are_said_and_what_was_taken_stays(self):
        path = self.place.referrals("a.ndjson", lines(ANSWERS)[:3] + [b"{}\n"])
        self.is_plain_refusal(
            self.place.run("import", "referrals", path, "--rejects", self.folder / "no/such/folder"), "folder")
        self.assertEqual(self.take(path, code=1)["refused"], 1)

    def test_the_day_of_referrals_that_carry_none_can_be_given(self):
        path = self.place.referrals("a.ndjson", lines(MESSAGES)[:5])
        self.take(path, options=["--received-on", "2026-06-01"])
        day = (datetime.date(2026, 6, 1) - datetime.date(1970, 1, 1)).days
        self.assertEqual(self.place.rows("SELECT DISTINCT opened_on FROM dossier WHERE kind = 'case'"), [(day,)])

    def test_two_imports_at_once_take_every_referral_once(self):
        half = self.place.referrals("a.ndjson", lines(ANSWERS)[:200])
        other = self.place.referrals("b.ndjson", lines(ANSWERS)[100:])
        tallies = self.take_at_once(half, other)
        self.assertEqual(sum(tally["accepted"] for tally in tallies), 300)
        self.assertEqual(sum(tally["repeated"] for tally in tallies), 100)
        self.is_whole(300)

    def test_imports_of_the_same_and_of_other_files_at_once_take_every_line_once(self):
        content = many(4)
        same = self.place.referrals("same.ndjson", content[:600])
        other = self.place.referrals("other.ndjson", content[600:])
        tallies = self.take_at_once(same, same, other)
        self.assertEqual([tally["read"] for tally in tallies], [600, 600, 600])
        self.assertEqual([tally["refused"] for tally in tallies], [0, 0, 0])
        self.assertEqual(sum(tally["accepted"] for tally in tallies[:2]), 600)
        self.assertEqual(tallies[2]["accepted"], 600)
        self.assertEqual(self.place.rows("SELECT COUNT(*) FROM dossier WHERE kind = 'case'"), [(1_200,)])
        self.is_whole(1_200)

    def take_at_once(self, *paths):
        """Imports each in a process of its own, and answers the tallies."""
        processes = [self.start("import", "referrals", path, "--json") for path in paths]
        return [self.succeeds(finished(process)).json for process in processes]

    def test_an_import_that_is_killed_has_lost_nothing_and_is_completed_by_repeating_it(self):
        path = self.place.referrals("many.ndjson", many(10))  # enough work to be killed in the middle
        kills = 0
        for delay in [0.25, 0.35, 0.5, 0.7]:
            process = self.start("import", "referrals", path, "--json")
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            kills += process.wait() == -signal.SIGKILL
            entries = self.place.rows("SELECT COUNT(*) FROM entry")[0][0]
            self.is_whole(entries - STAFF)
        self.assertGreater(kills, 0)
        tally = self.take(path)
        self.assertEqual(tally["accepted"] + tally["repeated"], 3_000)
        self.assertEqual(self.place.rows("SELECT COUNT(*) FROM entry"), [(STAFF + 3_000,)])
        self.is_whole(3_000)


if __name__ == "__main__":
    unittest.main()
