"""Acupoint codes: aliases give one WHO code, ambiguous ones are rejected, no other error is raised."""

import json
import pickle
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from acucontent.model.codes import (
    CHANNELS,
    CODE_PATTERN,
    EXTRA_REGIONS,
    AmbiguousPoint,
    Channel,
    PointCode,
    UnknownPoint,
    find_channel,
    normalize_point,
)
from acucontent.model.known_points import fold_name

VECTORS = yaml.safe_load(Path(__file__).with_name("point_code_vectors.yaml").read_text(encoding="utf-8"))
GOOD = [vector for vector in VECTORS if vector["expect"] != "error"]
BAD = [vector for vector in VECTORS if vector["expect"] == "error"]
NAMES = json.loads(files("acucontent.model").joinpath("who_points.json").read_text(encoding="utf-8"))["points"]
CODES = [f"{line.code}{number}" for line in CHANNELS.values() for number in range(1, line.points + 1)]
EXTRA_CODES = [f"{region.code}{number}" for region in EXTRA_REGIONS.values() for number in range(1, region.points + 1)]
HOMOPHONES = {"Futu", "Juliao", "Wangu", "Zhongzhu", "Zhongdu", "Yinjiao", "Shenmen", "Erjian", "Zigong"}


class Needle(BaseModel):
    """A record with one point."""

    point: PointCode


def written(vector: dict[str, str]) -> str:
    """Return the id of a case: its input."""
    return vector["input"]


def is_refused(name: str) -> bool:
    """Return whether more than one point has this name."""
    try:
        normalize_point(name)
    except AmbiguousPoint:
        return True
    return False


@pytest.mark.parametrize("vector", GOOD, ids=written)
def test_aliases_give_the_who_code(vector: dict[str, str]) -> None:
    """Each way to write a point gives its one WHO code."""
    assert normalize_point(vector["input"]) == vector["expect"]


@pytest.mark.parametrize("vector", BAD, ids=written)
def test_unknown_and_ambiguous_points_are_rejected(vector: dict[str, str]) -> None:
    """Invalid numbers and unknown names are unknown points; ambiguous ones are never guessed."""
    error = AmbiguousPoint if "ambiguous" in vector["why"] else UnknownPoint

    with pytest.raises(error, match=re.escape(f"{vector['input']!r}")):
        normalize_point(vector["input"])


def test_the_nomenclature_is_complete() -> None:
    """There are 361 points on 14 channels and 48 extra points, and all are named."""
    assert len(CHANNELS) == 14
    assert len(CODES) == 361
    assert len(EXTRA_CODES) == 48
    assert list(NAMES) == CODES + EXTRA_CODES


def test_canonical_codes_are_unchanged() -> None:
    """A canonical code is its own normal form, matches the pattern and has the right channel."""
    for code in CODES + EXTRA_CODES:
        assert normalize_point(code) == code
        assert re.match(CODE_PATTERN, code)
        assert (find_channel(code) is None) == code.startswith("EX-")


def test_every_name_gives_its_point_or_is_rejected() -> None:
    """The official names give their codes, except for names that two points share."""
    names = [(row[field], code) for code, row in NAMES.items() for field in ("pinyin", "zh_hans", "zh_hant")]

    refused = {name for name, _ in names if is_refused(name)}

    assert {fold_name(name) for name in refused if name[0] < "\u2000"} == set(map(fold_name, HOMOPHONES))
    assert {name for name in refused if name[0] > "\u2000"} == {"神門", "神门"}
    assert all(normalize_point(name) == code for name, code in names if name not in refused)


@pytest.mark.parametrize(
    ("variant", "code"),
    [
        ("腎兪", "BL23"),
        ("肾俞", "BL23"),
        ("懸鍾", "GB39"),
        ("Shènshù", "BL23"),
        ("We\u030cizho\u0304ng", "BL40"),
        ("Fu'ai", "SP16"),
        ("L.I. 4", "LI4"),
        ("BL\u201140", "BL40"),
        ("BL\u300040", "BL40"),
        ("HP6", "PC6"),
        ("Yintang", "EX-HN3"),
        ("Taiyang", "EX-HN5"),
        ("太阳", "EX-HN5"),
        ("GV24+", "EX-HN3"),
        ("ear shenmen", "EAR-SHENMEN"),
        ("Other\u2011Anmian", "OTHER-ANMIAN"),
    ],
)
def test_spelling_variants_are_accepted(variant: str, code: str) -> None:
    """Variant characters, tones, apostrophes and typographic separators do not matter."""
    assert normalize_point(variant) == code


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("BL68", "'BL68' is not a WHO point: the Bladder channel (BL) runs from BL1 to BL67"),
        ("Du 29", "'Du 29' is not a WHO point: the Governor Vessel (GV) runs from GV1 to GV28"),
        (
            "EX-B10",
            "'EX-B10' is not a WHO point: the extra points of the back (EX-B) run from EX-B1 to EX-B9",
        ),
        ("EX-CA2", "'EX-CA2' is not a WHO point: the only extra point of the chest and abdomen is EX-CA1"),
        (
            "P6",
            (
                "'P6' is ambiguous: P is Pericardium (PC6) in old English texts, "
                "Lung (LU6) in French and Italian ones. Use the WHO code."
            ),
        ),
        (
            "P10",
            (
                "'P10' is ambiguous: P is Pericardium (PC) in old English texts, "
                "Lung (LU10) in French and Italian ones. Use the WHO code."
            ),
        ),
        (
            "V40",
            "'V40' is not a WHO code: V is Bladder (BL40) in French and Italian texts. Use the WHO code.",
        ),
        ("Dü3", "'Dü3' is not a WHO code: DÜ is Small Intestine (SI3) in German texts. Use the WHO code."),
        (
            "3E 5",
            "'3E 5' is not a WHO code: 3E is Triple Energizer (TE5) in German texts. Use the WHO code.",
        ),
        ("P99", "'P99' is not a WHO point. Use a WHO code such as BL40 or EX-B2, or the name in pinyin."),
        (
            "XX3",
            (
                "'XX3' is not a WHO point: no WHO code begins with 'XX'. Codes: LU, LI, ST, SP, HT, SI, BL, "
                "KI, PC, TE, GB, LR, GV, CV, EX-HN, EX-CA, EX-B, EX-UE, EX-LE"
            ),
        ),
        ("Zhongdu", "'Zhongdu' is the name of more than one point: GB32, LR6. Use the code."),
        ("Shenmen", "'Shenmen' is the name of more than one point: HT7, an ear point. Use the code."),
        ("Weizong", "'Weizong' is not the code or name of a WHO point. Did you mean 'Weizhong (BL40)'?"),
        (
            "Zhongdui",
            (
                "'Zhongdui' is not the code or name of a WHO point. "
                "Did you mean 'Zhongdu (GB32 or LR6)' or 'Zhongkui (EX-UE4)'?"
            ),
        ),
        (
            "Taiyan",
            "'Taiyan' is not the code or name of a WHO point. Did you mean 'Taiyuan (LU9)' or 'Taiyang (EX-HN5)'?",
        ),
        (
            "太阴",
            (
                "'太阴' is not the code or name of a WHO point. "
                "Use a WHO code such as BL40 or EX-B2, or the name in pinyin."
            ),
        ),
        (
            "Anmian",
            (
                "'Anmian' is a point outside the WHO lists. Use a code of its own, such as OTHER-ANMIAN, "
                "and cite a source."
            ),
        ),
        (
            "Er Shenmen",
            "'Er Shenmen' is an ear point. Use a code of its own, such as EAR-ER-SHENMEN, and cite a source.",
        ),
        ("OTHER-TAIYANG", "'OTHER-TAIYANG' is the WHO point EX-HN5. Use the WHO code."),
        (
            "",
            ("'' is not the code or name of a WHO point. Use a WHO code such as BL40 or EX-B2, or the name in pinyin."),
        ),
    ],
)
def test_messages_say_what_is_wrong_and_how_to_fix_it(entry: str, message: str) -> None:
    """A message names the entry, the reason and the solution."""
    with pytest.raises((UnknownPoint, AmbiguousPoint)) as refusal:
        normalize_point(entry)

    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("entry", "candidates"),
    [
        ("P6", ("PC6", "LU6")),
        ("P10", ("LU10",)),
        ("LG4", ("GV4",)),
        ("L7", ("LU7", "LI7", "LR7")),
        ("Zhongdu", ("GB32", "LR6")),
        ("Sanli", ("LI10", "ST36")),
        ("견정", ("SI9", "GB21")),
        ("Shenmen", ("HT7",)),
    ],
)
def test_ambiguous_points_list_their_candidates(entry: str, candidates: tuple[str, ...]) -> None:
    """The error lists the codes that may be meant, also after pickling."""
    with pytest.raises(AmbiguousPoint) as refusal:
        normalize_point(entry)

    assert refusal.value.candidates == candidates
    assert pickle.loads(pickle.dumps(refusal.value)).candidates == candidates


@pytest.mark.parametrize(
    "entry",
    [
        "",
        " ",
        "-",
        "40",
        "BL",
        "BL4.0",
        "BL4 0",
        "BL4-0",
        "-40",
        "BL-٤٠",
        "BL\x0040",
        "BL" + "9" * 70,
        "B" * 100_000,
        "\ud800",
        "\ufdfa" * 80,
    ],
    ids=ascii,
)
def test_invalid_text_is_unknown(entry: str) -> None:
    """Hostile or invalid text is an unknown point with a short message."""
    with pytest.raises(UnknownPoint) as refusal:
        normalize_point(entry)

    assert len(str(refusal.value)) < 500


LOOKALIKE = st.from_regex(r"[A-Za-z3\u00dc\uff22]{0,4}[ .\-]?[0-9\uff10-\uff19\u0664]{0,5}", fullmatch=True)


@given(st.text(st.characters(exclude_categories=())) | LOOKALIKE)
def test_any_text_gives_a_code_or_is_rejected(text: str) -> None:
    """No text raises any other error, and every returned code is canonical."""
    try:
        code = normalize_point(text)
    except (UnknownPoint, AmbiguousPoint):
        return

    assert code in CODES + EXTRA_CODES or code.startswith(("EAR-", "OTHER-"))


PREFIXES = ["BL", "ub", "Du-", "REN ", "LIV.", "kid", "EX-B", "ex hn", "EX-BW", "GBL"]
SPELLINGS = st.builds("{}{}".format, st.sampled_from(PREFIXES), st.integers(1, 14)) | st.sampled_from(sorted(NAMES))


@given(SPELLINGS | st.sampled_from(sorted(names["pinyin"] for names in NAMES.values())))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    """Normalizing a normalized code returns it unchanged."""
    try:
        code = normalize_point(text)
    except (UnknownPoint, AmbiguousPoint):
        return

    assert normalize_point(code) == code


def test_a_field_accepts_an_alias_and_stores_the_code() -> None:
    """A record accepts an alias; it stores and serializes the WHO code."""
    needle = Needle.model_validate({"point": " UB40 "})

    assert needle.point == "BL40"
    assert isinstance(needle.point, PointCode)
    assert needle.model_dump_json() == '{"point":"BL40"}'
    assert type(needle.model_dump(mode="json")["point"]) is str
    assert Needle.model_validate(needle.model_dump()) == needle


@pytest.mark.parametrize("entry", ["BL68", "{message}", "{0} {", "P6"])
def test_a_field_error_is_only_the_message(entry: str) -> None:
    """The error of a record is exactly the message of `normalize_point`, even if the entry contains braces."""
    with pytest.raises((UnknownPoint, AmbiguousPoint)) as refusal:
        normalize_point(entry)
    with pytest.raises(ValidationError) as failure:
        Needle.model_validate({"point": entry})

    assert [(error["type"], error["msg"]) for error in failure.value.errors()] == [("point_code", str(refusal.value))]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_shows_canonical_codes(mode: Any) -> None:
    """The schema requires canonical codes, and its examples are canonical."""
    schema = TypeAdapter(PointCode).json_schema(mode=mode)

    assert schema["type"] == "string"
    assert schema["pattern"] == CODE_PATTERN
    assert all(normalize_point(example) == example for example in schema["examples"])
    assert re.match(schema["pattern"], "UB40") is None


def test_a_point_code_links_to_the_acupoints() -> None:
    """Links to acupoints are resolved in the list of acupoints."""
    assert PointCode.target == "acupoints"


def test_a_channel_states_whether_its_points_are_paired() -> None:
    """Points of the two vessels are on the midline; those of the other channels are paired."""
    assert find_channel("BL40") == Channel("BL", "Bladder", 67, "bilateral")
    assert {line.code for line in CHANNELS.values() if line.paired == "midline"} == {"GV", "CV"}
