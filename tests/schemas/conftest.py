"""Two independent validators of JSON Schema: Python's jsonschema, and Ajv for Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator

import acucontent_schemas
from tests.downloads import install_tool

Validate: TypeAlias = Callable[[Any], list[str]]
"""Returns the errors of a validator for a document."""


ValidatorOf: TypeAlias = Callable[[str], Validate]
"""Returns a validator for a schema by name."""


@pytest.fixture(params=["jsonschema", "ajv"])
def validator_of(request: pytest.FixtureRequest) -> ValidatorOf:
    """Return each validator in turn."""
    made: ValidatorOf = _jsonschema if request.param == "jsonschema" else request.getfixturevalue("ajv")
    return made


@pytest.fixture
def validate(validator_of: ValidatorOf) -> Validate:
    """Return each validator with the schema of a guide."""
    return validator_of("guide-1")


@pytest.fixture
def validate_clinic(validator_of: ValidatorOf) -> Validate:
    """Return each validator with the schema of a clinic overlay."""
    return validator_of("clinic-1")


def _jsonschema(name: str) -> Validate:
    schema = acucontent_schemas.load_schema(name)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return lambda document: [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@pytest.fixture(scope="session")
def ajv(tmp_path_factory: pytest.TempPathFactory) -> ValidatorOf:
    """Return Ajv in strict mode with the standard formats."""
    program = install_tool("ajv") / "validate.mjs"

    def validate(name: str, document: Any) -> list[str]:
        path = tmp_path_factory.mktemp("ajv") / "document.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        command = ["node", str(program), str(acucontent_schemas.find_path(name)), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return [f"{error['instancePath']}: {error['message']}" for error in json.loads(done.stdout)[0]]

    return lambda name: partial(validate, name)
