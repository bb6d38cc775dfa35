"""The checks of family C find what a guide contains but hides."""

from __future__ import annotations

import pytest

from acucontent.model.handouts import Handout
from acucontent.quality.checks.contents import CHECKS
from acucontent.quality.checks.contents.point_codes import _list_unknown_codes
from tests.factories import make_costs, make_credential, make_guide, make_handout, make_practitioners, make_term
from tests.quality.single_check import find_problems

PLACEHOLDERS = [
    "TODO: ask the nurse.",
    "The dose is TBD.",
    "Call XXX for help.",
    "Lorem ipsum dolor sit amet.",
    "See {{ clinic.name }} for more.",
    "Ask <...> first.",
    "Insert the name of the clinic here.",
    "This is sample text.",
    "Write to desk@example.org today.",
    "Read [more](https://www.example.com/page).",
    "Call 555-0199 now.",
    "Call (212) 555-1234 now.",
    "Ask ???? about this.",
    "The price is ____ dollars.",
    "It is on XX/XX today.",
    "Say what to do.",
]
HONEST = [
    "Todos los días.",
    "For example, text your nurse.",
    "Pain of less than 3 (<3) is mild.",
    "Of 555 people, 100 were better.",
    "It costs 555-600 dollars.",
    "Write down what to say here and there.",
    "Never insert a needle here.",
    "Here is an example: hum twice.",
    "Call 1-800-555-1212 for directory help.",
    "Say what hurts.",
    "The work is done. To do more, hum.",
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_is_found(text: str) -> None:
    """Text that a writer left to be filled in is an error."""
    assert "summary" in {one.path for one in find_problems(CHECKS, "C101", make_guide(summary=text))}


@pytest.mark.parametrize("text", HONEST)
def test_finished_text_is_no_placeholder(text: str) -> None:
    """Words and numbers that only look like a placeholder are accepted."""
    assert "summary" not in {one.path for one in find_problems(CHECKS, "C101", make_guide(summary=text))}


@pytest.mark.parametrize(
    "text",
    [
        "BL99",
        "LI 4a",
        "ST-360",
        "li21",
        "Bl 68",
        "EX-HN 16",
        "EX-XY3",
        "UB68",
        "LIV 15",
        "GV29",
        "BL23/72",
        "CV\u201125",
    ],
)
def test_a_point_that_does_not_exist_is_found(text: str) -> None:
    """Every usual spelling of a code is compared with the list of WHO points."""
    assert [code for code, _ in _list_unknown_codes(f"Press {text} for a minute.")] == [
        text.replace("\u2011", "\u2010")
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("LI4", "LI-4", "LI 4", "Li4?", "li4", "EX-HN3", "UB40", "BL 23–25", "ST36/37", "BL067"),
        *(
            "UB",
            "C7",
            "L4-L5",
            "B12",
            "T10",
            "H2",
            "GB",
            "CV",
            "GB 300,000",
            "GB 999 9973 00",
            "CV 30%",
            "5-HT3",
            "HT1A",
        ),
        *("020 7946 0000", "CV34 6AB", "ST 50 mg", "PC 10.5", "12 St 45", "St. 99", "GB 1234"),
    ],
)
def test_other_codes_are_no_points(text: str) -> None:
    """Points that exist, vertebrae, vitamins, countries, postcodes and numbers are accepted."""
    assert list(_list_unknown_codes(f"Press {text} for a minute.")) == []


def make_aid() -> Handout:
    """Return the decision aid, which alone has the form to fill in."""
    return make_handout(id="aid", kind="decision aid", title="Should I hum?", include=["decision"])


def test_a_part_that_no_handout_shows_is_found_once() -> None:
    """A part is one finding, however many records it has; a part of a sheet is shown."""
    terms = [make_term(id=name, definition=f"A word about {name}.") for name in ("hiccup", "humming")]
    whole = make_handout(include=[part for part in make_handout().include if part not in ("glossary", "alternatives")])
    sheet = make_handout(id="sheet", title="A sheet", include=["alternatives"])

    problems = find_problems(CHECKS, "C102", make_guide(glossary=terms, handouts=[whole, sheet, make_aid()]))

    assert [one.path for one in problems] == ["glossary"]
    assert "None of its 2 parts is shown" in problems[0].message


def test_everything_is_shown_by_the_whole_guide() -> None:
    """The guide for patients and the decision aid of the tiny guide hide nothing, even without a reference volume."""
    assert find_problems(CHECKS, "C102", make_guide(handouts=[make_handout(), make_aid()])) == []


def test_facts_of_another_region_are_one_finding() -> None:
    """Each region that the guide lacks is named once, with all of its facts."""
    people = make_practitioners(credentials=[make_credential(id=name, region="NZ") for name in ("one", "two")])

    problems = find_problems(CHECKS, "C103", make_guide(practitioners=people, costs=make_costs(prices=[])))

    assert [one.path for one in problems] == ["practitioners.credentials.one.region"]
    assert "So are practitioners.credentials.two." in problems[0].message


def test_limited_records_and_paragraphs_of_another_region_are_found() -> None:
    """A record or paragraph that is limited to a region that the guide lacks is a fact of that region, too."""
    terms = [make_term(), make_term(id="rule", term="rule", regions=["AU"])]

    problems = find_problems(CHECKS, "C103", make_guide(glossary=terms, audience="Readers.\n\n{NZ} Others."))

    assert {one.path for one in problems} >= {"glossary.rule.regions", "audience"}


def test_the_first_handout_has_the_title_of_the_guide() -> None:
    """Two titles of one work are a finding; the titles of other handouts are free."""
    sheet = make_handout(id="sheet", title="A sheet", include=["costs"])

    assert find_problems(CHECKS, "C105", make_guide(handouts=[make_handout(), sheet])) == []
    assert find_problems(CHECKS, "C105", make_guide(title="Another title"))
