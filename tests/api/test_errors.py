"""Every error of acucontent can be caught as one class."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import walk_packages

import pytest

from acucontent import AcucontentError

PACKAGES = (
    "acucontent",
    "acucontent_epub",
    "acucontent_fhir",
    "acucontent_guides",
    "acucontent_json",
    "acucontent_pdf",
    "acucontent_schemas",
    "acucontent_text",
)


def _import_modules(package: str) -> list[str]:
    """Import a package and all its modules except `__main__`, and return their names."""
    found = walk_packages(import_module(package).__path__, f"{package}.")
    return [package, *(module.name for module in found if not module.name.endswith("__main__"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_error_derives_from_the_common_one(package: str) -> None:
    """Code that catches AcucontentError catches every error that we raise on purpose."""
    modules = [import_module(name) for name in _import_modules(package)]

    errors = [
        each
        for module in modules
        for name, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, Exception) and not issubclass(each, Warning)
        if each.__module__ == module.__name__ and not name.startswith("_")
    ]
    strange = [f"{each.__module__}.{each.__name__}" for each in errors if not issubclass(each, AcucontentError)]
    assert strange == []
    assert errors or package != "acucontent"


def test_every_error_is_also_the_builtin_that_fits() -> None:
    """Code that catches built-in errors catches ours, too: an unknown format is a LookupError."""
    modules = [import_module(name) for name in _import_modules("acucontent")]

    bare = [
        name
        for module in modules
        for name, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, AcucontentError) and each is not AcucontentError
        if not issubclass(each, LookupError | ValueError | OSError | RuntimeError | ImportError)
    ]
    assert bare == []
