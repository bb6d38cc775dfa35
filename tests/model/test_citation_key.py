"""Citation keys of reference managers can be cited, and become ids that are safe in paths, links and XML."""

from __future__ import annotations

from typing import Any

import pytest

from acucontent import loads
from acucontent.model.base import ReferenceKey
from acucontent.model.citation_key import normalize_citation_key
from acucontent.model.prose import Prose
from tests.factories import make_guide, make_reference

KEYS = {
    "mu-2020": "mu-2020",
    "smithEffect2019": "smithEffect2019",
    "Smith_2019a": "Smith_2019a",
    "smith:2019": "smith-2019",
    "smith.jones+lee&co/2019": "smith-jones-lee-co-2019",
    "a#b$c%d?e<f>g~h": "a-b-c-d-e-f-g-h",
    "müllerÜber2019": "mullerUber2019",
    "http://zotero.org/users/12/items/ABCD1234": "http-zotero-org-users-12-items-ABCD1234",
    "2019": "2019",
}


@pytest.mark.parametrize(("key", "id_"), KEYS.items())
def test_a_key_becomes_an_id(key: str, id_: str) -> None:
    """The signs of a key become hyphens; letters, their case, and digits stay."""
    assert normalize_citation_key(key) == id_
    assert normalize_citation_key(id_) == id_


def _write_reference(key: str) -> dict[str, Any]:
    return {**make_reference().model_dump(mode="json", by_alias=True), "id": key}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_can_be_cited_as_it_is_written(key: str) -> None:
    """A reference with the key is found by citations in prose and in lists."""
    source = make_guide().model_dump(mode="json", by_alias=True)
    source["references"].append(_write_reference(key))
    source["summary"] += f" [@{key}; @{source['references'][0]['id']}]"

    guide = loads(source)

    assert ReferenceKey(KEYS[key]) in list(guide.summary.list_links())
    assert guide.references[KEYS[key]]


def test_two_keys_with_the_same_id_are_reported() -> None:
    """Keys that differ only in signs are duplicates, and none replaces the other."""
    source = make_guide().model_dump(mode="json", by_alias=True)
    source["references"] += [_write_reference("smith:2019"), _write_reference("smith.2019")]
    source["summary"] += " [@smith:2019]"

    with pytest.raises(ValueError, match="'smith-2019' is the id of an earlier item"):
        loads(source)


def test_a_locator_is_refused() -> None:
    """A page in a citation would be lost, so it is refused."""
    with pytest.raises(ValueError, match="is not a valid citation"):
        Prose.parse("So. [@smith2019, p. 3]")
