"""The OpenAPI document: by the standard, complete in itself, and good enough for a client to be made from it."""

import importlib
import json
import os
import pathlib
import pkgutil
import subprocess
import sys
import tempfile
import unittest

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from support import description, schema

METHODS = {"get", "post", "put", "patch", "delete"}


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


class Description(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.document = description()
        resource = DRAFT202012.create_resource(cls.document)
        cls.registry = Registry().with_resource("urn:description", resource)

    def resolved(self, thing):
        while "$ref" in thing:
            place = self.document
            for part in thing["$ref"].removeprefix("#/").split("/"):
                place = place[part]
            thing = place
        return thing

    def test_it_is_an_openapi_document(self):
        self.assertEqual(self.document["openapi"], "3.1.0")
        self.assertEqual([error.message for error in OpenAPIV31SpecValidator(self.document).iter_errors()], [])

    def test_every_schema_is_a_json_schema(self):
        for name, found in self.document["components"]["schemas"].items():
            with self.subTest(name):
                Draft202012Validator.check_schema(found)

    def test_every_operation_has_an_id_of_its_own(self):
        ids = [operation["operationId"] for _, _, operation in operations(self.document)]
        self.assertGreater(len(ids), 20)
        self.assertEqual(len(ids), len(set(ids)))

    def test_every_operation_says_what_its_key_must_be_allowed_or_asks_for_none(self):
        for path, method, operation in operations(self.document):
            with self.subTest(f"{method} {path}"):
                self.assertTrue(operation.get("x-scope") or operation["security"] == [])
                if operation.get("x-scope"):
                    self.assertEqual(operation["security"], [{"apiKey": operation["x-scope"]}])
                    self.assertIn("401", operation["responses"])
                    self.assertIn("403", operation["responses"])

    def test_every_parameter_of_a_path_is_described(self):
        for path, method, operation in operations(self.document):
            with self.subTest(f"{method} {path}"):
                named = {part.split("}")[0] for part in path.split("{")[1:]}
                described = [self.resolved(parameter) for parameter in operation.get("parameters", [])]
                self.assertEqual(named, {item["name"] for item in described if item["in"] == "path"})

    def test_every_problem_is_a_problem_document(self):
        for path, method, operation in operations(self.document):
            for status, answer in operation["responses"].items():
                if status[0] in "45":
                    with self.subTest(f"{method} {path} {status}"):
                        content = self.resolved(answer)["content"]
                        self.assertEqual(list(content), ["application/problem+json"])

    def test_what_is_submitted_twice_is_told_apart_by_a_key(self):
        submit = self.document["paths"]["/api/v1/referrals"]["post"]
        keys = [self.resolved(parameter) for parameter in submit["parameters"]]
        self.assertEqual([(key["name"], key["in"], key["required"]) for key in keys], [("Idempotency-Key", "header", True)])

    def test_every_example_is_what_its_schema_describes(self):
        checked = 0
        for place, content in self.contents(self.document):
            described = dict(content.get("schema", {}))
            examples = [entry["value"] for entry in content.get("examples", {}).values()]
            examples += [content["example"]] if "example" in content else []
            for example in examples:
                with self.subTest(place):
                    # References are read as places in the description.
                    whole = {"$ref": "urn:description" + described["$ref"]} if "$ref" in described else described
                    validator = Draft202012Validator(
                        whole, registry=self.registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
                    self.assertEqual([error.message for error in validator.iter_errors(example)], [])
                    checked += 1
        self.assertGreater(checked, 30)

    def test_answers_in_examples_are_answers_to_questions(self):
        asked = schema("referral")
        checked = 0
        for answers in self.answers(self.document["paths"]):
            for field, answer in answers.items():
                with self.subTest(field):
                    self.assertIn(field, asked["properties"])
                    one = {"$defs": asked["$defs"], **asked["properties"][field]}
                    if answer is not None:
                        self.assertEqual([error.message for error in Draft202012Validator(one).iter_errors(answer)], [])
                    checked += 1
        self.assertGreater(checked, 10)

    def answers(self, thing):
        if isinstance(thing, dict):
            for key, inner in thing.items():
                if key in ("answers", "shared") and isinstance(inner, dict) and "type" not in inner:
                    yield inner
                yield from self.answers(inner)
        elif isinstance(thing, list):
            for inner in thing:
                yield from self.answers(inner)

    def contents(self, thing, place=""):
        if isinstance(thing, dict):
            for media, content in thing.get("content", {}).items() if isinstance(thing.get("content"), dict) else ():
                yield f"{place} {media}", content
            for key, inner in thing.items():
                yield from self.contents(inner, f"{place}/{key}")
        elif isinstance(thing, list):
            for index, inner in enumerate(thing):
                yield from self.contents(inner, f"{place}/{index}")


class Client(unittest.TestCase):
    """A client made by another program, from the description alone."""

    @classmethod
    def setUpClass(cls):
        cls.document = description()
        cls.place = tempfile.TemporaryDirectory(prefix="firmground-client-")
        cls.addClassCleanup(cls.place.cleanup)
        folder = pathlib.Path(cls.place.name)
        (folder / "openapi.json").write_text(json.dumps(cls.document), encoding="utf-8")
        # Lines of JSON are handed over as they are: the generator knows no other way.
        settings = {"content_type_overrides": {"application/x-ndjson": "application/octet-stream"}}
        (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        environment = dict(os.environ)
        environment["PATH"] = os.pathsep.join([str(pathlib.Path(sys.executable).parent), environment.get("PATH", "")])
        cls.made = subprocess.run(
            [
                sys.executable, "-m", "openapi_python_client", "generate", "--path", "openapi.json", "--meta", "none",
                "--config", "settings.json", "--output-path", "made_client",
            ], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
        sys.path.insert(0, str(folder))
        cls.addClassCleanup(sys.path.remove, str(folder))

    def modules(self, name):
        package = importlib.import_module(name)
        return [module.name for module in pkgutil.walk_packages(package.__path__, name + ".")]

    def test_it_is_made(self):
        said = self.made.stdout + self.made.stderr
        self.assertEqual(self.made.returncode, 0, said)
        self.assertNotIn("WARNING", said.upper())

    def test_every_module_is_sound(self):
        for name in self.modules("made_client"):
            with self.subTest(name):
                importlib.import_module(name)

    def test_every_operation_is_a_function(self):
        functions = {name.split(".")[-1].replace("_", "") for name in self.modules("made_client.api")}
        ids = {operation["operationId"].lower() for _, _, operation in operations(self.document)}
        self.assertEqual(ids - functions, set(), self.made.stdout + self.made.stderr)

    def test_what_it_reads_it_writes_again(self):
        models = importlib.import_module("made_client.models")
        paths = self.document["paths"]
        for path, method, status, model in (
            ("/api/v1/drafts/{draft}", "get", "200", "Draft"),
            ("/api/v1/referrals/{reference}", "get", "200", "Referral"),
            ("/api/v1/referrals", "post", "201", "Submission"),
            ("/api/v1/webhooks", "post", "201", "WebhookCreated"),
        ):
            with self.subTest(model):
                example = paths[path][method]["responses"][status]["content"]["application/json"]["example"]
                written = json.dumps(getattr(models, model).from_dict(example).to_dict())
                self.assertEqual(json.loads(written.replace("+00:00", "Z")), example)


if __name__ == "__main__":
    unittest.main()
