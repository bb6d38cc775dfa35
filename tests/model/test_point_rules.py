"""A guide writes the code of an acupoint and its own words; what it adds does not contradict the WHO lists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from acucontent.model.acupoints import Acupoint
from acucontent.model.known_points import load_known_points
from acucontent.model.point_rules import find_contradictions
from tests.factories import make_guide

WORDS = {"place": "Here.", "traditional_use": "For pain.", "pregnancy": "traditionally avoided"}
OWN = {"names": {"english": "Ear gate"}, "kind": "bilateral", "region": "head", "citations": ["one"]}


def make_point(code: str, **changes: Any) -> Acupoint:
    """Return a point of which a guide writes only its own words."""
    return Acupoint.model_validate({"code": code, **WORDS, **changes})


def test_all_points_load_with_names() -> None:
    """Each of the 361 codes gives a point with names in pinyin and characters, a part of the body and a kind."""
    points = [make_point(code) for code in load_known_points() if not code.startswith("EX-")]

    assert len(points) == 361
    assert all(point.names.pinyin and point.names.zh_hans and point.names.zh_hant for point in points)
    assert all(point.region and point.kind in ("bilateral", "midline") for point in points)
    assert not [why for point in points for why in find_contradictions(point)]


def test_a_code_is_enough() -> None:
    """The package has the names, the location and the position of a point that was read in the sources."""
    point = make_point("GB20", names={"english": "Pool of Wind"})

    assert (point.names.pinyin, point.names.zh_hans, point.region) == ("Fēngchí", "风池", "neck")
    assert point.names.english == "Pool of Wind"
    assert point.location
    assert point.diagram


def test_a_dumped_point_is_the_same_point() -> None:
    """Facts that were filled in are written, and reading them again changes nothing."""
    point = make_point("EX-HN5")

    assert Acupoint.model_validate(point.model_dump()) == point


@pytest.mark.parametrize(
    ("code", "changes", "path", "message"),
    [
        ("BL40", {"kind": "midline"}, "kind", "BL40, on the Bladder channel, is 'bilateral'"),
        ("GB20", {"region": "head"}, "region", "'head' is wrong: GB20 is 'neck'"),
        ("EX-HN5", {"names": {"pinyin": "Taiyuan"}}, "names.pinyin", "is the name of LU9; EX-HN5 is 'Tàiyáng'"),
        ("GB20", {"names": {"zh_hans": "委中"}}, "names.zh_hans", "'委中' is the name of BL40; GB20 is '风池'"),
        ("GB20", {"names": {"english": "Supreme Stream"}}, "names.english", "'Supreme Stream' is the name of KI3"),
        ("GB20", {"names": {"pinyin": "Fengchu"}}, "names.pinyin", "'Fengchu' is not a name of GB20"),
        ("GB20", {"names": {"pinyin": "Fèngchí"}}, "names.pinyin", "wrong tones: write 'Fēngchí'"),
        ("LI4", {"pregnancy": "none found"}, "pregnancy", "say 'traditionally avoided' of LI4"),
        ("EAR-GATE", OWN | {"citations": []}, "citations", "EAR-GATE is an ear point, so cite a source"),
        ("OTHER-GATE", OWN | {"names": {"pinyin": "Taiyang"}}, "names.pinyin", "'Taiyang' is the name of EX-HN5"),
        ("OTHER-GATE", OWN | {"names": {"ja": "もん"}}, "names", "write `pinyin` or `english`"),
    ],
)
def test_a_contradiction_names_the_right_value(code: str, changes: dict[str, Any], path: str, message: str) -> None:
    """A wrong value is one problem at its own place."""
    ((place, why),) = find_contradictions(make_point(code, **changes))

    assert ".".join(map(str, place)) == path
    assert message in why


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("GB20", {"names": {"pinyin": "Feng Chi", "zh_hant": "風池"}}),
        ("LI10", {"names": {"pinyin": "Sanli"}}),
        ("EAR-SHENMEN", OWN | {"names": {"pinyin": "Shénmén"}}),
        ("EX-B2", {"kind": "set"}),
    ],
)
def test_other_spellings_are_accepted(code: str, changes: dict[str, Any]) -> None:
    """A name without tones, a shorter name and the name of an ear point that a WHO point has, too, are right."""
    assert not list(find_contradictions(make_point(code, **changes)))


def test_the_examples_of_the_documentation_are_valid() -> None:
    """Each point of docs/acupoints.md can be copied into a guide."""
    page = (Path(__file__).parents[2] / "docs" / "acupoints.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(- code.*?)^```", page, re.MULTILINE | re.DOTALL)
    examples = [yaml.safe_load(block) for block in blocks]
    points = [Acupoint.model_validate(point) for (point,) in examples]

    assert [point.code for point in points] == ["GB20", "EAR-SHENMEN"]
    assert not [why for point in points for why in find_contradictions(point)]


@pytest.mark.parametrize("code", ["Hego", "Shenmen", "GB99", "EX-HN99", "EAR-", 40])
def test_an_invalid_code_is_the_only_problem_of_its_point(code: Any) -> None:
    """What the package would fill in for a valid code is not reported as missing."""
    with pytest.raises(ValidationError) as caught:
        make_point(code)

    assert [error["loc"] for error in caught.value.errors()] == [("code",)]


@pytest.mark.parametrize(
    "spot", [{"x": 0.49, "y": 0.5}, {"x": 0, "y": 0.1}, {"x": 0, "y": 0.5, "more": [{"x": 0.4, "y": 1}]}]
)
def test_a_position_that_its_view_does_not_show_is_refused(spot: dict[str, Any]) -> None:
    """The message says what the view shows, so that the author need not draw it first."""
    with pytest.raises(ValidationError, match=r"is outside the view 'side', which shows x from -0.076 to 0.115"):
        make_point("GB31", diagram={"view": "side", "tolerance": 0.02, **spot})


def test_a_point_is_on_a_map_once() -> None:
    """A map that names a point twice, also by another name, is refused at the second place."""
    point = make_point("LI4", citations=["hum1999"])
    shown = {"id": "hand", "title": "Hand", "introduction": "Look.", "points": ["LI4", "Hegu"]}

    with pytest.raises(ValidationError, match="'LI4' is on this map already"):
        make_guide(acupoints=[point], maps=[shown])
