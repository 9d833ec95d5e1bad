import shutil
import unittest

from support import REPOSITORY, LedgerTest, run

RULEBOOK = REPOSITORY / "Rulebooks/uk"


class Rulebook(LedgerTest):
    prepared = None

    def broken(self, file, old, new):
        copy = self.folder / "rulebook"
        shutil.copytree(RULEBOOK, copy)
        text = (copy / file).read_text()
        self.assertIn(old, text)
        (copy / file).write_text(text.replace(old, new, 1))
        return copy

    def test_check_finds_no_fault_in_the_rulebook_of_the_united_kingdom(self):
        self.assertIn("no faults", self.succeeds(run("rulebook", "check")).out)
        self.assertEqual(self.succeeds(run("rulebook", "check", "--json")).json, {"ok": True, "problems": []})

    def test_the_rulebook_in_the_program_is_used_where_no_other_is(self):
        built_in = self.succeeds(run("rulebook", "check", cwd=self.folder))
        self.assertEqual(built_in.out, run("rulebook", "check").out)

    def test_every_scenario_holds(self):
        result = self.succeeds(run("rulebook", "test", "--json")).json
        self.assertGreater(result["scenarios"], 50)
        self.assertEqual(result["failed"], 0)

    def test_a_rule_is_answered_with_its_source_and_confidence(self):
        result = self.succeeds(
            run("rulebook", "rule", "recovery_period.minimum", "--on", "2023-01-30", "--nation", "E", "--json")).json
        self.assertEqual(
            set(result), {"id", "nation", "on", "value", "unit", "status", "source", "confidence", "from", "until"})
        self.assertEqual((result["value"], result["unit"], result["nation"], result["on"]), (30, "calendar_days", "E", "2023-01-30"))
        earlier = run("rulebook", "rule", "recovery_period.minimum", "--on", "2022-12-12", "--nation", "E", "--json").json
        self.assertEqual((earlier["value"], earlier["id"]), (45, "recovery.min.45"))
        text = self.succeeds(run("rulebook", "rule", "recovery_period.minimum", "--on", "2023-01-30", "--nation", "E")).out
        self.assertIn("30 calendar days", text)

    def test_an_unknown_rule_and_a_day_without_one_are_refused_plainly(self):
        self.is_plain_refusal(
            run("rulebook", "rule", "recovery.minimum", "--on", "2023-01-30", "--nation", "E"), "Did you mean")
        self.is_plain_refusal(
            run("rulebook", "rule", "recovery_period.minimum", "--on", "1999-01-30", "--nation", "E"), "Nothing of")

    def test_a_faulty_rulebook_is_named_by_file_and_line_and_nothing_starts_with_it(self):
        folder = self.broken("rules/recovery_period.yaml", "until: 2022-12-12", "until: 2022-12-13")
        check = run("rulebook", "check", "--rulebook", folder)
        self.assertEqual(check.code, 1, check)
        self.assertRegex(check.out, r"rules/recovery_period\.yaml:\d+")
        problems = run("rulebook", "check", "--rulebook", folder, "--json").json
        self.assertFalse(problems["ok"])
        self.assertEqual(problems["problems"][0]["file"], "rules/recovery_period.yaml")
        self.assertGreater(problems["problems"][0]["line"], 0)
        for command in [["init"], ["verify"], ["import", "referrals", "-"], ["serve", "--port", "0"]]:
            with self.subTest(" ".join(command)):
                result = self.place.run(*command, "--rulebook", folder)
                self.assertEqual(result.code, 1, result)
                self.assertRegex(result.err, r"rules/recovery_period\.yaml:\d+")
                self.assertEqual(result.out, "")
                self.assertFalse(self.place.data.exists())
                self.assertEqual(self.place.tables(), [])

    def test_what_is_not_yaml_is_named_by_file_and_line(self):
        folder = self.broken("roles.yaml", "roles:\n", "roles:\n  x: [\n")
        result = run("rulebook", "check", "--rulebook", folder)
        self.assertEqual(result.code, 1, result)
        self.assertRegex(result.out + result.err, r"roles\.yaml:\d+")

    def test_the_rulebook_may_come_from_the_environment_and_the_option_goes_before_it(self):
        folder = self.broken("rules/recovery_period.yaml", "until: 2022-12-12", "until: 2022-12-13")
        variables = {"FIRMGROUND_RULEBOOK": str(folder)}
        self.assertEqual(run("rulebook", "check", environment=variables).code, 1)
        self.succeeds(run("rulebook", "check", "--rulebook", RULEBOOK, environment=variables))

    def test_a_folder_that_is_no_rulebook_is_refused_plainly(self):
        self.is_plain_refusal(run("rulebook", "test", "--rulebook", self.folder / "nothing"), "nothing")
        self.is_plain_refusal(run("rulebook", "test", "--rulebook", self.folder))


if __name__ == "__main__":
    unittest.main()
