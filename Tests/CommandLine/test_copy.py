import shutil
import signal
import stat
import time
import unittest

from support import (
    OF_ITS_PLACE, PREPARED, STAFF, Kept, LedgerTest, decision, finished, many, run, server_only, take_some,
)

NOTE = "copy under way"
# A copy takes one table after the other and notes which: dossiers, entries, …, search tokens, …
FIRST, SEARCH_TOKENS = 1, 4


def with_decisions(place):
    """Thirty cases, one of them decided."""
    PREPARED.copy_to(place)
    take_some(place, 0, 30)
    reference = place.run("worklist", "--as", "decision_maker", "--json").json["items"][0]["reference"]
    done = place.run(*decision(reference, "--key", "decided"))
    assert done.code == 0, done
    signed = place.run("checkpoint")
    assert signed.code == 0, signed
    (place.folder / "decided").write_text(reference)


def with_thousands(place):
    PREPARED.copy_to(place)
    taken = place.run("import", "referrals", place.referrals("thousands.ndjson", many(10)))
    assert taken.code == 0, taken


DECISIONS = Kept(with_decisions)
THOUSANDS = Kept(with_thousands)


class Copying:
    """What holds for a copy between any two engines."""

    prepared = None  # each test fills the places it wants
    source = target = "sqlite"

    def setUp(self):
        super().setUp()
        self.original = self.place_in(self.folder / "original", self.source)
        self.twin = self.place_in(self.folder / "twin", self.target)

    def fill(self, kept=DECISIONS):
        """Fills the original, and gives its keys to the twin."""
        origin = kept.copy_to(self.original)
        shutil.copytree(self.original.keys.parent, self.twin.keys.parent)
        return origin

    def words(self, *options, source=None, target=None):
        source, target = source or self.original, target or self.twin
        return ["copy", "--from", source.address, "--to", target.address, "--keys", source.keys, *options]

    def copy(self, *options, **others):
        return run(*self.words(*options, **others))

    def test_everything_is_taken_over_as_it_stands(self):
        decided = (self.fill().folder / "decided").read_text()
        before = self.original.dump()
        result = self.succeeds(self.copy("--json"))
        rows = sum(len(rows) for name, rows in before.items() if name not in [*OF_ITS_PLACE, "checkpoint"])
        self.assertEqual(result.json, {"rows": rows, "entries": STAFF + 31, "ok": True})
        self.assertEqual(result.err, "")
        self.assertEqual(self.original.dump(), before)
        self.assertEqual(self.twin.ledger(), self.original.ledger())
        self.assertEqual(self.twin.rows(f"SELECT * FROM setting WHERE name = '{NOTE}'"), [])
        for place in [self.original, self.twin]:
            self.is_whole(31, place)
        for command in [
            ["show", decided, "--as", "decision_maker", "--purpose", "decide", "--json"],
            ["search", "a", "--as", "decision_maker", "--json"], ["worklist", "--as", "decision_maker", "--json"],
            ["account", "list", "--json"], ["checkpoint"],
        ]:
            with self.subTest(command[0]):
                here, there = self.original.run(*command), self.twin.run(*command)
                self.assertEqual((there.code, there.out, there.err), (here.code, here.out, here.err))
                self.succeeds(there)

    def test_the_copy_goes_on_as_the_ledger_did(self):
        decided = (self.fill().folder / "decided").read_text()
        lodged = self.folder / "lodged.checkpoint"
        self.succeeds(self.original.run("checkpoint", "--lodge", lodged))
        self.succeeds(self.copy())
        again = self.succeeds(self.twin.run(*decision(decided, "--key", "decided"))).json
        self.assertEqual(again, {"reference": decided, "version": 2, "repeated": True})
        self.assertEqual(self.take_some(0, 35, place=self.twin)["repeated"], 30)
        self.is_whole(36, self.twin, options=["--lodged", lodged])

    def test_for_people_progress_goes_to_standard_error(self):
        self.fill()
        result = self.succeeds(self.copy())
        self.assertRegex(result.err, rf"\ACopying +[\d,]+ rows, [\d,]+ a second\nVerifying +{STAFF + 31} entries, [\d,]+ a second\n\Z")
        self.assertIn(f"{self.twin.shown} holds the whole ledger: {STAFF + 31} entries, verified.", result.out)
        self.assertIn(str(self.original.keys), result.out)

    def test_who_is_signed_in_and_who_failed_to_stays_where_they_are(self):
        self.fill()
        token = self.original.literal(b"t" * 32)
        self.original.change(
            "INSERT INTO session (token, account, post, csrf, stage, device, started_at, seen_at, proved_at) "
            f"VALUES ({token}, 'a', 1, 'b', 'full', 'c', 1, 1, 1)",
            f"INSERT INTO attempt (subject, failures, failed_at) VALUES ({token}, 3, 1)",
            f"INSERT INTO slip (id, kind, account, data, expires_at) VALUES ({token}, 'invitation', 'a', {token}, 1)")
        self.succeeds(self.copy())
        for table in ["session", "attempt", "slip"]:
            self.assertEqual(self.twin.rows(f"SELECT * FROM {table}"), [], table)

    def test_who_may_sign_in_and_who_looked_goes_with_the_ledger(self):
        self.fill()
        self.succeeds(self.copy())
        for table in ["account", "post", "organisation", "credential", "tie", "look"]:
            here, there = [place.dump()[table] for place in (self.original, self.twin)]
            self.assertTrue(here, f"nothing in {table} that could be copied")
            self.assertEqual(there, here, table)

    def test_a_ledger_without_cases_is_copied_too(self):
        self.fill(PREPARED)
        self.assertEqual(self.succeeds(self.copy("--json")).json["entries"], STAFF)
        self.assertEqual(self.twin.ledger(), self.original.ledger())
        self.is_whole(0, self.twin)
        self.take_some(0, 3, place=self.twin)
        self.is_whole(3, self.twin)

    def test_a_copy_that_was_broken_off_cannot_be_opened_and_goes_on_when_repeated(self):
        self.fill(THOUSANDS)
        everything = sum(map(len, self.original.ledger().values()))
        for table in [FIRST, SEARCH_TOKENS]:
            self.break_off(table)
            for command in [["verify"], ["worklist", "--as", "decision_maker"], ["account", "list"], ["rebuild"]]:
                with self.subTest(f"{command[0]} in table {table}"):
                    self.is_plain_refusal(self.twin.run(*command), "not whole yet")
        self.succeeds(self.original.run("import", "referrals", self.folder / "meanwhile.ndjson"))
        result = self.succeeds(self.copy("--json")).json
        self.assertEqual((result["entries"], result["ok"]), (STAFF + 3_010, True))
        self.assertLess(result["rows"], everything - 9_000, "dossiers, entries and requests are not copied again")
        self.holds_the_same()
        for place in [self.original, self.twin]:
            self.is_whole(3_010, place)

    def holds_the_same(self):
        """Compares the twin with the original, but for the summaries: those caught up with were sealed anew."""
        here, there = self.original.ledger(), self.twin.ledger()
        self.assertEqual(list(there), list(here))
        for place, dump in [(self.original, here), (self.twin, there)]:
            dump["dossier"] = place.rows(
                "SELECT id, reference, kind, nation, opened_on, version, standing, updated_at, head, open_questions FROM dossier "
                "ORDER BY id")
        for table in here:
            self.assertTrue(there[table] == here[table], f"{table} is not the same")
        titles = [place.run("worklist", "--as", "decision_maker", "--limit", 1000).out for place in (self.original, self.twin)]
        self.assertEqual(*titles)

    def break_off(self, table):
        """Kills a copy as soon as it has come to that table; what was taken meanwhile is for the copy to catch up with."""
        path = self.folder / "meanwhile.ndjson"
        path.write_bytes(b"".join(referral.replace(b'"0-', b'"new-') for referral in many(1)[:10]))
        process = self.start_alone(*self.words("--json"))
        while self.table_under_way() < table:
            self.assertIsNone(process.poll(), "the copy ended before it could be broken off")
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        self.assertEqual(finished(process).code, -signal.SIGKILL)

    def table_under_way(self):
        """How far a copy has come by its own note, as a number of a table."""
        if "setting" not in self.twin.tables():
            return -1
        notes = self.twin.rows(f"SELECT value FROM setting WHERE name = '{NOTE}'")
        return int(notes[0][0].decode().split("\n")[2]) if notes else -1

    def test_what_is_recorded_during_a_copy_is_taken_over_whole_or_not_at_all(self):
        self.fill(THOUSANDS)
        more = self.folder / "more.ndjson"
        more.write_bytes(b"".join(referral.replace(b'"0-', b'"more-') for referral in many(1)))
        copy = self.start_alone(*self.words("--json"))
        taken = self.start("import", "referrals", more, "--json", place=self.original)
        self.succeeds(finished(taken))
        entries = self.succeeds(finished(copy)).json["entries"]
        self.assertIn(entries - STAFF, range(3_000, 3_301))
        self.is_whole(entries - STAFF, self.twin)
        self.is_whole(3_300, self.original)
        kept = [row for row in self.original.rows("SELECT * FROM entry ORDER BY position") if row[0] <= entries]
        self.assertEqual(self.twin.rows("SELECT * FROM entry ORDER BY position"), kept)
        before = self.twin.ledger()
        self.succeeds(self.twin.run("rebuild"))
        after = self.twin.ledger()
        for table in ["clock", "fact", "search_token", "tie", "account", "post", "organisation"]:
            self.assertEqual(after[table], before[table], table)

    def test_where_a_ledger_is_none_is_copied(self):
        self.fill()
        self.succeeds(self.twin.run("init"))
        before = self.twin.dump()
        self.is_plain_refusal(self.copy(), "another ledger", "nothing was changed")
        self.assertEqual(self.twin.dump(), before)
        self.take_some(0, 3, place=self.twin)
        before = self.twin.dump()
        self.is_plain_refusal(self.copy("--json"), "another ledger")
        self.assertEqual(self.twin.dump(), before)
        self.is_whole(3, self.twin)

    def test_a_whole_copy_is_not_copied_over(self):
        self.fill()
        self.succeeds(self.copy())
        self.take_some(30, 33, place=self.original)
        before = self.twin.dump()
        self.is_plain_refusal(self.copy(), "another ledger")
        self.assertEqual(self.twin.dump(), before)

    def test_a_copy_of_one_ledger_does_not_go_on_with_another(self):
        self.fill(THOUSANDS)
        stranger = self.place_in(self.folder / "stranger", self.source)
        self.succeeds(stranger.run("init"))
        self.take_some(40, 60, place=stranger)
        self.break_off(FIRST)
        before = self.twin.dump()
        self.is_plain_refusal(self.copy(source=stranger), "another ledger")
        self.assertEqual(self.twin.dump(), before)

    def test_the_same_place_is_bad_usage(self):
        self.fill()
        before = self.original.dump()
        self.is_usage_fault(self.copy(target=self.original))
        self.assertEqual(self.original.dump(), before)

    def test_without_the_right_key_nothing_is_copied(self):
        self.fill()
        stranger = self.place_in(self.folder / "stranger", self.source)
        self.succeeds(stranger.run("init"))
        for keys, word in [(stranger.keys, "does not belong"), (self.folder / "none.keys", "missing")]:
            self.is_plain_refusal(self.copy("--keys", keys), word)
            self.assertEqual(self.twin.tables(), [])

    def test_where_no_ledger_is_nothing_is_copied(self):
        stranger = self.place_in(self.folder / "stranger", self.source)
        self.succeeds(stranger.run("init"))
        self.is_plain_refusal(self.copy("--keys", stranger.keys), "firmground init")
        self.assertEqual((self.original.tables(), self.twin.tables()), ([], []))

    def test_a_ledger_with_a_fault_is_named_when_it_is_copied(self):
        self.fill()
        self.original.change(f"UPDATE entry SET purpose = 'other' WHERE position = {STAFF + 17}")
        for options in [[], ["--json"]]:
            twin = self.place_in(self.folder / f"twin{len(options)}", self.target)
            result = self.copy(*options, target=twin)
            self.assertEqual((result.code, result.out), (1, ""), result)
            self.assertRegex(result.err.splitlines()[-1], rf"^The copy is not whole: Entry {STAFF + 17} .*\.$")

    def test_the_database_of_the_environment_is_not_meant_where_places_are_named(self):
        self.fill()
        nowhere = {"FIRMGROUND_DATABASE": "postgresql://nobody@127.0.0.1:9/nowhere"}
        self.succeeds(run(*self.words(), environment=nowhere))
        self.is_whole(31, self.twin)


class FileToFile(Copying, LedgerTest):
    def test_a_folder_is_made_and_its_files_are_for_their_owner_only(self):
        self.fill()
        shutil.rmtree(self.twin.folder)
        self.succeeds(self.copy())
        for path in self.twin.data.glob("firmground.sqlite*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)

    def test_the_keys_are_looked_for_in_the_folder_copied_from(self):
        self.fill()
        shutil.rmtree(self.twin.folder)
        words = ["copy", "--from", self.original.data, "--to", self.twin.data]
        self.succeeds(run(*words))
        self.assertFalse(self.twin.keys.exists(), "a copy does not spread keys")
        self.is_whole(31, self.twin, options=["--keys", self.original.keys])

    def test_a_place_that_is_a_file_or_may_not_be_made_is_refused_plainly(self):
        self.fill()
        (self.folder / "file").write_text("dear")
        for place in [self.folder / "file", self.folder / "file/within"]:
            self.is_plain_refusal(run("copy", "--from", self.original.data, "--to", place))
        self.assertEqual((self.folder / "file").read_text(), "dear")


@server_only
class FileToServer(Copying, LedgerTest):
    target = "postgres"


@server_only
class ServerToFile(Copying, LedgerTest):
    source = "postgres"


@server_only
class ServerToServer(Copying, LedgerTest):
    source = target = "postgres"


if __name__ == "__main__":
    unittest.main()
