"""Several `serve` on one ledger behave as one service; the figures and answers that whoever watches over them needs."""

import json
import re
import time
import unittest

from support import ANSWERS, PASSWORD, STAFF, LedgerTest, lines
from visitor import plain


class Nodes(LedgerTest):
    def test_a_session_of_one_node_is_good_on_the_other_and_ends_on_both(self):
        one, two = self.node(), self.node()
        here = one.sign_in("decision_maker")
        there = two.visitor()
        there.cookies = dict(here.cookies)
        self.assertEqual(there.get("/").status, 200)
        self.assertEqual(there.submit("/", "/sign-out").status, 303)
        there.cookies = dict(here.cookies)
        for browser in [here, there]:
            self.assertEqual(browser.get("/").status, 303)

    def test_a_code_of_the_second_step_is_good_once_whatever_the_node(self):
        one, two = self.node(), self.node()
        one.sign_in("decision_maker")
        browsers = [one.visitor(), two.visitor()]
        for browser in browsers:
            self.assertEqual(browser.enter("decision_maker", PASSWORD).location, "/sign-in/second")
            self.assertEqual(browser.get("/").location, "/sign-in/second", "the password alone opens nothing")
        code = self.apps["decision_maker"].next_code()
        first, second = [browser.submit("/sign-in/second", code=code) for browser in browsers]
        self.assertEqual((first.status, second.status), (303, 422))
        self.assertIn("has been used", plain(second.text))
        self.assertEqual(browsers[0].get("/").status, 200)
        self.assertEqual(browsers[1].get("/").location, "/sign-in/second")

    def test_wrong_tries_at_one_node_slow_the_name_down_on_all_whether_it_exists_or_not(self):
        one, two = self.node(), self.node()
        for name in ["decision_maker", "nobody-of-that-name"]:
            with self.subTest(name):
                for attempt in range(6):
                    answer = (one if attempt % 2 else two).visitor().enter(name, "wrong wrong wrong")
                self.assertEqual(answer.status, 429)
                self.assertIn("Too many wrong tries", plain(answer.text))
                self.assertEqual(two.visitor().enter(name, PASSWORD).status, 429, "the right password must wait too")

    def test_each_message_is_handed_on_once_by_one_of_the_nodes(self):
        folders = [self.folder / "one", self.folder / "two"]
        nodes = [self.node("--outbox", folder) for folder in folders]
        self.take(self.place.referrals("some.ndjson", lines(ANSWERS)))
        wanted = self.place.rows("SELECT COUNT(*) FROM outbox")[0][0]
        self.assertGreater(wanted, 200)
        end = time.monotonic() + 30
        while self.place.rows("SELECT COUNT(*) FROM outbox WHERE delivered_at IS NULL") != [(0,)]:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.2)
        names = [path.name for folder in folders for path in folder.glob("*")]
        self.assertEqual(len(names), wanted)
        self.assertEqual(len(set(names)), wanted)
        files = [path for folder in folders for path in folder.glob("message-*.json")]
        message = json.loads(files[0].read_text())
        self.assertEqual(
            sorted(message), ["action", "audiences", "id", "kind", "record", "recorded_at", "reference"])
        self.assertEqual(sum(node.figure("firmground_outbox_oldest_seconds") for node in nodes), 0)

    def test_a_message_that_cannot_be_handed_on_is_kept_and_tried_again(self):
        blocked = self.folder / "blocked"
        blocked.write_text("a file where the folder should be")
        node = self.node("--outbox", blocked)
        self.take(self.place.referrals("some.ndjson", lines(ANSWERS)[:3]))
        end = time.monotonic() + 20
        while self.place.rows("SELECT COUNT(*) FROM outbox WHERE attempts > 0") == [(0,)]:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        self.assertEqual(self.place.rows("SELECT COUNT(*) FROM outbox WHERE delivered_at IS NOT NULL"), [(0,)])
        blocked.unlink()
        while self.place.rows("SELECT COUNT(*) FROM outbox WHERE delivered_at IS NULL") != [(0,)]:
            self.assertLess(time.monotonic(), end + 20)
            time.sleep(0.1)
        self.assertTrue(list(blocked.glob("message-*.json")))
        self.assertEqual(node.status("/health/live"), 200)

    def test_figures_count_what_was_done_and_name_nobody(self):
        node = self.node()
        self.take(self.place.referrals("some.ndjson", lines(ANSWERS)[:5]))
        before = node.figure("firmground_requests_total")
        browser = node.sign_in("decision_maker")
        reference = self.place.run("worklist", "--as", "decision_maker", "--json").json["items"][0]["reference"]
        self.assertEqual(browser.get("/cases/" + reference).status, 200)
        self.assertEqual(node.status("/nothing/here"), 404)
        page = node.get("/metrics").text
        self.assertGreater(node.figure("firmground_requests_total"), before + 3)
        self.assertEqual(node.figure("firmground_ledger_entries"), STAFF + 5)
        self.assertEqual(node.figure("firmground_database_up"), 1)
        self.assertIn('route="/cases/{reference}"', page)
        for word in [reference, "decision_maker", "nothing/here"]:
            self.assertNotIn(word, page)
        for line in page.splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? -?[0-9.e+-]+)$")

    def test_figures_are_not_shown_to_the_world_without_their_token(self):
        world = self.node("--public-url", "https://nrm.example")
        self.assertEqual(world.status("/metrics"), 404)
        guarded = self.node("--public-url", "https://nrm.example", FIRMGROUND_METRICS_TOKEN="a long secret")
        self.assertEqual(guarded.status("/metrics"), 404)
        self.assertEqual(guarded.status("/metrics", headers={"Authorization": "Bearer a wrong secret"}), 404)
        self.assertEqual(guarded.status("/metrics", headers={"Authorization": "Bearer a long secret"}), 200)

    def test_a_node_is_ready_while_the_database_stands_where_it_expects_it(self):
        node = self.node()
        self.assertEqual(node.status("/health/ready"), 200)
        self.place.change("INSERT INTO migration (number) VALUES (900)")
        self.assertEqual(node.status("/health/ready"), 503)
        self.assertEqual(node.status("/health/live"), 200)
        self.place.change("DELETE FROM migration WHERE number = 900")
        self.assertEqual(node.status("/health/ready"), 200)

    def test_keys_are_changed_step_by_step(self):
        self.take(self.place.referrals("some.ndjson", lines(ANSWERS)[:20]))
        self.is_plain_refusal(self.place.run("keys", "rotate"), "firmground keys add")
        self.is_plain_refusal(self.place.run("keys", "retire"), "no former key")
        first = self.place.keys.read_text()
        self.succeeds(self.place.run("keys", "add"))
        self.is_plain_refusal(self.place.run("keys", "add"), "already")
        node = self.node()
        self.assertGreater(self.succeeds(self.place.run("keys", "rotate", "--json")).json["rewrapped"], 20)
        node.sign_in("decision_maker")
        self.take(self.place.referrals("more.ndjson", lines(ANSWERS)[20:25]))
        self.is_plain_refusal(self.place.run("keys", "add"), "retire")
        self.assertEqual(self.succeeds(self.place.run("keys", "rotate", "--json")).json, {"rewrapped": 0})
        self.succeeds(self.place.run("keys", "retire"))
        self.assertNotIn(re.search(r"key-encryption (\S+)", first).group(1), self.place.keys.read_text())
        self.assertEqual(self.place.keys.stat().st_mode & 0o777, 0o600)
        self.is_whole(25)
        right = self.place.keys.read_text()
        self.place.keys.write_text(first)
        self.is_plain_refusal(self.place.run("verify"), "does not belong")
        self.place.keys.write_text(right)
        self.is_whole(25)


if __name__ == "__main__":
    unittest.main()
