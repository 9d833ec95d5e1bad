"""A service with a ledger, organisations and keys, as another system meets it over HTTP."""

import http.client
import http.server
import importlib.util
import json
import pathlib
import sys
import tempfile
import threading
import uuid

from support import REPOSITORY, samples, schema, translated

sys.path.insert(0, str(REPOSITORY / "Tests/Servers"))
_spec = importlib.util.spec_from_file_location("command_line_support", REPOSITORY / "Tests/CommandLine/support.py")
command_line = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(command_line)

SCOPES = ["referrals:write", "referrals:read", "attachments:write", "imports:write", "webhooks:manage"]
EXPLAINED = {"explained_language": "en", "explained_how": "in-person", "explained_by": "The officer on duty.", "understood": True}
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
ELEMENTS = command_line.ELEMENTS


class Reply:
    def __init__(self, answer):
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()

    @property
    def type(self):
        return self.headers.get_content_type()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        """The last part of the problem's type."""
        return self.json["type"].rsplit(":", 1)[1] if self.type == "application/problem+json" else None

    @property
    def codes(self):
        return [error["code"] for error in self.json["errors"]]

    def __repr__(self):
        return f"{self.status} {self.body[:2000].decode(errors='replace')}"


class Caller:
    """Another system with its key."""

    def __init__(self, port, secret=None):
        self.port, self.secret = port, secret

    def ask(self, method, path, body=None, headers=None, type="application/json", secret=...):
        sent = {"Content-Type": type} if body is not None else {}
        secret = self.secret if secret is ... else secret
        if secret:
            sent["Authorization"] = f"Bearer {secret}"
        sent.update(headers or {})
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path if path.startswith("/api") else "/api/v1" + path, body, sent)
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, **others):
        return self.ask("GET", path, **others)

    def post(self, path, body=None, **others):
        return self.ask("POST", path, body, **others)

    def patch(self, path, body, **others):
        return self.ask("PATCH", path, body, type="application/merge-patch+json", **others)

    def refer(self, body, key=None, **others):
        return self.ask("POST", "/referrals", body, headers={"Idempotency-Key": key or uuid.uuid4().hex}, **others)


class Service:
    """One server, with three organisations; made once for all tests."""

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="firmground-interface-")
        self.place = command_line.PLACES[command_line.ENGINE](self.temporary.name)
        self.must(self.place.run("init"))
        for organisation in (
            ("sca", "Single Competent Authority", ["competent-authority"], {"authority_code": "sca"}),
            ("met-police", "Metropolitan Police Service", ["police-force", "first-responder"],
             {"first_responder_code": "metropolitan-police-service"}),
            ("kent-police", "Kent Police", ["police-force", "first-responder"], {}),
        ):
            self.must(command_line.register(self.place, *organisation))
        self.must(command_line.add_account(self.place, "decision_maker", "decision_maker", "sca"))
        self.must(command_line.add_account(self.place, "officer", "first_responder", "met-police"))
        self.node = command_line.Node(self.place, "--webhooks", "--webhooks-allow-loopback")
        self.met = self.caller("met-police")
        self.kent = self.caller("kent-police")

    def must(self, result):
        assert result.code == 0, result
        return result

    def caller(self, organisation, scopes=SCOPES):
        return Caller(self.node.port, self.key(organisation, scopes)["secret"])

    def key(self, organisation, scopes=SCOPES, *options):
        return self.must(self.place.run(
            "interface", "key", "issue", organisation, "--label", "Records system", "--scope", *scopes, *options, "--json")).json

    def restart(self, *options):
        """Ends the server as a power cut would, and starts another. Callers go to that one."""
        self.node.process.kill()
        self.node.process.wait(30)
        self.node.stop()
        self.node = command_line.Node(self.place, *options)
        for caller in (self.met, self.kent):
            caller.port = self.node.port

    def act(self, reference, action, account="decision_maker", purpose="decide", **answers):
        sets = [f"--set={field}={value}" for field, value in answers.items()]
        return self.must(self.place.run("act", reference, action, "--as", account, "--purpose", purpose, *sets))

    def decide(self, reference):
        """The first decision, which the person has not been told."""
        self.act(reference, "reasonable_grounds.decide", outcome="positive", **ELEMENTS)

    def stop(self):
        self.node.stop()
        self.place.remove()
        self.temporary.cleanup()


_made = []


def service():
    if not _made:
        _made.append(Service())
    return _made[0]


def stop():
    while _made:
        _made.pop().stop()


def answers(number=0, **others):
    """Answers to every question that has to be answered: the sample 0 is about a child, 1 about an adult."""
    asked = schema("referral")
    given = translated(samples()[number], asked)
    given.pop("evidence_files", None)
    if given.get("under_18") == "no":
        given.update(EXPLAINED)
    given.update(others)
    return given


class Receiver:
    """Takes messages on this machine; answers with the statuses given, one after the other, the last for all that follow."""

    def __init__(self, *statuses):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with receiver.changed:
                    status = receiver.statuses.pop(0) if len(receiver.statuses) > 1 else receiver.statuses[0]
                    receiver.messages.append((dict((k.lower(), v) for k, v in self.headers.items()), body, status))
                    receiver.changed.notify_all()
                self.send_response(status)
                if status in (301, 302, 307, 308):
                    self.send_header("Location", f"http://127.0.0.1:{receiver.port}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.statuses, self.messages, self.changed = list(statuses) or [200], [], threading.Condition()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, enough, seconds=15):
        """The messages, once `enough` says that these will do."""
        with self.changed:
            assert self.changed.wait_for(lambda: enough(self.messages), seconds), self.messages
            return list(self.messages)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
