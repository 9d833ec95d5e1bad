"""Several `serve` on one ledger behave as one service; the figures and answers that whoever watches over them needs."""

import http.client
import json
import re
import signal
import socket
import subprocess
import time
import unittest
import urllib.parse

from support import ANSWERS, PASSWORD, LedgerTest, invocation, lines


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Node:
    """One `serve`, and a browser that keeps its cookies to itself."""

    def __init__(self, place, *options, **environment):
        self.port = free_port()
        called = place.called(["serve", "--port", self.port, *options], environment=environment)
        self.process = subprocess.Popen(
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **invocation(called.pop("arguments"), **called))
        end = time.monotonic() + 20
        while self.status("/health/live") != 200:
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(self.process.stderr.read().decode())
            time.sleep(0.02)

    def ask(self, path, method="GET", fields=None, cookies=None, headers=None):
        """Answers status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = dict(headers or {})
        if cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        body = None
        if fields is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(fields)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def status(self, path, **others):
        try:
            return self.ask(path, **others)[0]
        except OSError:
            return None

    def sign_in(self, name, password=PASSWORD):
        """Answers the cookies of the session, or the page of a refusal."""
        _, headers, page = self.ask("/sign-in")
        cookies = cookies_of(headers)
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        fields = {"csrf": token, "sign-in": name, "password": password}
        for field in re.findall(r'<input[^>]*name="([^"]+)"', page):
            fields.setdefault(field, name)
        status, headers, page = self.ask("/sign-in", "POST", fields, cookies)
        return cookies_of(headers) if status == 303 else page

    def figure(self, name):
        """The sum of a figure's lines."""
        page = self.ask("/metrics")[2]
        return sum(float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if re.match(rf"{name}(\{{| )", line))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.process.stderr.close()


def cookies_of(headers):
    found = {}
    for cookie in headers.get_all("Set-Cookie") or []:
        name, value = cookie.split(";")[0].split("=", 1)
        found[name] = value
    return found


class Nodes(LedgerTest):
    def node(self, *options, **environment):
        node = Node(self.place, *options, **environment)
        self.addCleanup(node.stop)
        return node

    def test_a_session_of_one_node_is_good_on_the_other_and_ends_on_both(self):
        one, two = self.node(), self.node()
        cookies = one.sign_in("decision_maker")
        self.assertIsInstance(cookies, dict, cookies)
        status, _, page = two.ask("/", cookies=cookies)
        self.assertEqual(status, 200)
        token = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        self.assertEqual(two.ask("/sign-out", "POST", {"csrf": token}, cookies)[0], 303)
        for node in [one, two]:
            self.assertEqual(node.ask("/", cookies=cookies)[0], 303)

    def test_wrong_tries_at_one_node_slow_the_name_down_on_all_whether_it_exists_or_not(self):
        one, two = self.node(), self.node()
        for name in ["decision_maker", "nobody-of-that-name"]:
            with self.subTest(name):
                for attempt in range(6):
                    page = (one if attempt % 2 else two).sign_in(name, "wrong wrong wrong")
                self.assertIsInstance(page, str)
                self.assertIn("Too many wrong tries", self.words(page))
                page = two.sign_in(name, PASSWORD)
                self.assertIsInstance(page, str, "the right password must wait too")

    @staticmethod
    def words(page):
        return re.sub(r"<[^>]+>", " ", page)

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
        cookies = node.sign_in("decision_maker")
        reference = self.place.run("worklist", "--as", "decision_maker", "--json").json["items"][0]["reference"]
        self.assertEqual(node.status("/cases/" + reference, cookies=cookies), 200)
        self.assertEqual(node.status("/nothing/here"), 404)
        page = node.ask("/metrics")[2]
        self.assertGreater(node.figure("firmground_requests_total"), before + 3)
        self.assertEqual(node.figure("firmground_ledger_entries"), 5)
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
        self.assertIsInstance(node.sign_in("decision_maker"), dict)
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
