"""Two independent validators of JSON Schema: Python's jsonschema, and Ajv for Node."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator

import acucontent_schemas
from tests.needs import cannot_run, needs

AJV = Path(__file__).parents[1] / "tools" / "ajv"

Validate: TypeAlias = Callable[[Any], list[str]]
"""What a validator finds wrong with a document."""


ValidatorOf: TypeAlias = Callable[[str], Validate]
"""A validator for the schema of a name."""


@pytest.fixture(params=["jsonschema", "ajv"])
def validator_of(request: pytest.FixtureRequest) -> ValidatorOf:
    """Each validator in turn."""
    made: ValidatorOf = _jsonschema if request.param == "jsonschema" else request.getfixturevalue("ajv")
    return made


@pytest.fixture
def validate(validator_of: ValidatorOf) -> Validate:
    """Each validator with the schema of a guide."""
    return validator_of("guide-1")


@pytest.fixture
def validate_clinic(validator_of: ValidatorOf) -> Validate:
    """Each validator with the schema of a clinic's overlay."""
    return validator_of("clinic-1")


def _jsonschema(name: str) -> Validate:
    schema = acucontent_schemas.schema(name)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return lambda document: [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


@pytest.fixture(scope="session")
def ajv(tmp_path_factory: pytest.TempPathFactory) -> ValidatorOf:
    """Ajv in strict mode, with the formats of the standard."""
    needs("node", "npm")
    program = installed_ajv() / "validate.mjs"

    def validate(name: str, document: Any) -> list[str]:
        path = tmp_path_factory.mktemp("ajv") / "document.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        command = ["node", str(program), str(acucontent_schemas.path(name)), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return [f"{error['instancePath']}: {error['message']}" for error in json.loads(done.stdout)[0]]

    return lambda name: partial(validate, name)


def installed_ajv() -> Path:
    """The folder in the user's cache that holds this version of Ajv; it is filled when it is first asked for."""
    lock = hashlib.sha256((AJV / "package-lock.json").read_bytes() + (AJV / "validate.mjs").read_bytes()).hexdigest()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "acucontent-tests"
    folder = cache / f"ajv-{lock[:16]}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as temporary:
            made = shutil.copytree(AJV, Path(temporary) / "ajv")
            _npm_ci(made)
            made.rename(folder)
    return folder


def _npm_ci(folder: Path) -> None:
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        cannot_run(f"npm could not install Ajv: {done.stderr.strip()[-500:]}")
