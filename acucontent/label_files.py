"""Read the files of the fixed words of documents, one for each language or region, as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml
from babel.core import get_global

FOLDER = ("document", "labels")
"""The folder of the files, in the package."""

_REGIONS = MappingProxyType({"EU": "150", "international": "001"})
"""The codes of UN M.49 for regions that are no countries: Europe, and the world."""


@cache
def list_label_files() -> frozenset[str]:
    """Return the BCP 47 tags that have a file."""
    names = (path.name for path in files("acucontent").joinpath(*FOLDER).iterdir())
    return frozenset(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


@cache
def read_label_file(tag: str) -> Mapping[str, str]:
    """Return the words of a file by the names of the labels."""
    text = files("acucontent").joinpath(*FOLDER, f"{tag}.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.load(text, Loader=yaml.BaseLoader))


def find_label_files(language: str, region: str | None = None) -> tuple[str, ...]:
    """Return the tags of the files for a language in a region, from the most general to the most specific.

    The parents of a tag are those of CLDR: the words of en-AU come from en, en-001 (English outside the United States)
    and en-AU, as far as these have files.

    Args:
        language: A BCP 47 tag.
        region: A country, EU or international (default: the region of the language tag).
    """
    return tuple(tag for tag in reversed(list(_list_fallbacks(language, region))) if tag in list_label_files())


def _list_fallbacks(language: str, region: str | None) -> Iterator[str]:
    """Yield a tag and its parents, the most specific first."""
    primary, *subtags = language.split("-")
    script = next((tag for tag in subtags if len(tag) == 4 and tag.isalpha()), None)
    own = next((tag for tag in subtags if len(tag) == 2 or (len(tag) == 3 and tag.isdecimal())), None)
    where = _REGIONS.get(region, region) if region else own
    tag = "-".join(part for part in (primary, script, where) if part)
    while True:
        yield tag
        if "-" not in tag:
            return
        tag = get_global("parent_exceptions").get(tag.replace("-", "_"), tag.rpartition("-")[0]).replace("_", "-")
        if tag == "root":
            return
