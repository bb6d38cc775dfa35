"""The versions of the software that the bytes of an artifact depend on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from types import MappingProxyType
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from acucontent.edition import Edition
from acucontent.rendering.exporter import Exporter

_OWN_DISTRIBUTION = "acucontent"

_WITHOUT_EFFECT = frozenset(
    {"click", "coloraide", "email-validator", "packaging", "platformdirs", "pluggy", "pyyaml", "rich"}
)
"""Dependencies that read arguments and input, and whose version changes no artifact."""


def list_versions(exporter: Exporter[Any], edition: Edition) -> dict[str, str]:
    """Return the version of each distribution and native library that the bytes of an edition depend on, by name.

    The distributions are acucontent, the requirements of `Exporter.extra`, what these require, and
    `Exporter.used_packages`. Equal editions, options and versions give equal bytes.
    """
    native = exporter.native_versions() if exporter.native_versions else {}
    used = exporter.used_packages(edition) if exporter.used_packages else ()
    required = (_OWN_DISTRIBUTION, *([exporter.extra] if exporter.extra else []), *used)
    return dict(sorted({**_list_distributions(required), **native}.items()))


@cache
def _list_distributions(required: tuple[str, ...]) -> Mapping[str, str]:
    found: dict[tuple[str, frozenset[str]], str] = {}
    for text in required:
        _collect_versions(text, found)
    return MappingProxyType({name: version for (name, _), version in found.items()})


def _collect_versions(requirement: str, found: dict[tuple[str, frozenset[str]], str]) -> None:
    """Add the version of a required distribution, and of everything that it requires, if it is installed."""
    try:
        required = Requirement(requirement)
        installed = distribution(required.name)
    except (InvalidRequirement, PackageNotFoundError):
        return
    key = (canonicalize_name(required.name), frozenset(required.extras))
    if key in found or key[0] in _WITHOUT_EFFECT:
        return
    found[key] = installed.version
    for text in installed.requires or ():
        if _is_needed(Requirement(text), key[1]):
            _collect_versions(text, found)


def _is_needed(requirement: Requirement, extras: frozenset[str]) -> bool:
    """Return whether a distribution with some extras needs a requirement on this system."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, ""))
