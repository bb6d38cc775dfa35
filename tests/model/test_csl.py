"""References are read as reference managers write CSL-JSON, and what is printed is what was meant."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from acucontent.document.labels import load_labels
from acucontent.document.references import format_reference
from acucontent.model.csl import IGNORED_KEYS
from acucontent.model.plain_text import flatten
from acucontent.model.references import Reference
from tests.factories import make_reference

LABELS = load_labels("en")


def _format(**fields: Any) -> str:
    source = make_reference().model_dump(mode="json", by_alias=True, exclude_none=True)
    return flatten(format_reference(Reference.model_validate({**source, **fields}), LABELS))


NAMES = {
    "van den Berg A": {"family": "Berg", "given": "Ada", "non-dropping-particle": "van den"},
    "von Humboldt A": {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
    "d’Alembert J": {"family": "Alembert", "given": "Jean", "non-dropping-particle": "d’"},
    "Smith JA Jr": {"family": "Smith", "given": "J. A.", "suffix": "Jr."},
    "Sukarno": {"given": "Sukarno"},
    "Smith & Sons": {"literal": "Smith &amp; Sons"},
}


@pytest.mark.parametrize(("printed", "name"), NAMES.items())
def test_names_keep_their_particles_and_suffixes(printed: str, name: dict[str, str]) -> None:
    """No part of a name is lost."""
    assert _format(author=[name]).startswith(f"{printed}. ")


DATES: dict[str, tuple[Any, str]] = {
    "texts": ({"date-parts": [["2020", "5", ""]]}, "May 2020"),
    "a range": ({"date-parts": [[2019, 12], [2020, 2]]}, "December 2019 – February 2020"),
    "a season": ({"date-parts": [[2020]], "season": "spring"}, "2020"),
    "a season as a month": ({"date-parts": [[2020, 21]]}, "2020"),
    "circa": ({"date-parts": [["1990"]], "circa": 1}, "ca 1990"),
    "not circa": ({"date-parts": [["1990"]], "circa": False}, "1990"),
    "raw": ({"raw": "2020-05-06"}, "May 6, 2020"),
    "literal": ({"literal": "Spring 2020"}, "2020"),
    "text": ("2020-05/2020-07", "May 2020 – July 2020"),
    "approximate text": ("c. 1990", "ca 1990"),
}


@pytest.mark.parametrize(("date", "printed"), DATES.values(), ids=DATES)
def test_every_form_of_a_date_is_read(date: Any, printed: str) -> None:
    """Dates may be parts, ranges, seasons or texts, exact or not."""
    assert f" {printed}." in _format(type="webpage", issued=date)


@pytest.mark.parametrize("date", [{"literal": "in press"}, {"date-parts": [[2020], [2019]]}, {"date-parts": [[0]]}])
def test_a_date_without_a_year_is_refused(date: Any) -> None:
    """A date that cannot be printed is an error, and is not lost."""
    with pytest.raises(ValidationError):
        _format(issued=date)


TITLES = {
    "<i>Salix alba</i> &amp; needles": "Salix alba & needles",
    "CO<sub>2</sub>, 10<sup>-3</sup> and X<sup>TM</sup>": "CO₂, 10⁻³ and X™",
    '<span class="nocase">de Novo</span> <B>x</B>': "de Novo x",
    '<span style="font-variant:small-caps;">Y</span><br/> <jats:italic>z</jats:italic>': "Y z",
    "caf&eacute;&#8217;s &amp;amp; bar": "café’s & bar",
    "&lt;i&gt;x&lt;/i&gt;, p &lt; 0.05": "x, p < 0.05",
    "p < 0.05 and n > 5": "p < 0.05 and n > 5",
    "AT&T; more": "AT&T; more",
}


@pytest.mark.parametrize(("title", "printed"), TITLES.items())
def test_no_tag_or_entity_is_printed(title: str, printed: str) -> None:
    """Markup of CSL-JSON and HTML entities become plain text; signs that only look like markup stay."""
    assert f" {printed}. " in _format(title=title)


@pytest.mark.parametrize("title", ["<script>x</script>", "a <math> b", "a <!-- b -->"])
def test_an_unknown_tag_is_refused(title: str) -> None:
    """A tag that means nothing in CSL is an error, because it would be printed."""
    with pytest.raises(ValidationError, match="has the tag"):
        _format(title=title)


NUMBERS: dict[str, tuple[dict[str, str], str, str]] = {
    "PMID with label": ({"PMID": "PMID: 123"}, "PMID", "123"),
    "PMID as address": ({"PMID": "https://pubmed.ncbi.nlm.nih.gov/123/"}, "PMID", "123"),
    "PMCID without letters": ({"PMCID": "123"}, "PMCID", "PMC123"),
    "PMCID as address": ({"PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/"}, "PMCID", "PMC123"),
    "numbers in the note": ({"note": "PMID: 123\nPMCID: PMC4\ntex.x: y\nA remark."}, "PMCID", "PMC4"),
    "remark in the note": ({"note": "PMID: 123\nA remark.\nMore."}, "note", "A remark. More."),
    "two ISBNs": ({"ISBN": "978-0-306-40615-7 0-306-40615-2"}, "ISBN", "978-0-306-40615-7"),
    "DOI as address": ({"DOI": "http://dx.doi.org/10.1000/x"}, "DOI", "10.1000/x"),
    "name of a language": ({"language": "English"}, "language", "en"),
    "own name of a language": ({"language": "Deutsch; English"}, "language", "de"),
    "code of three letters": ({"language": "fre"}, "language", "fr"),
    "type": ({"type": "paper-conference"}, "type", "chapter"),
}


@pytest.mark.parametrize(("fields", "name", "value"), NUMBERS.values(), ids=NUMBERS)
def test_identifiers_are_read_in_every_form(fields: dict[str, str], name: str, value: str) -> None:
    """Numbers may be addresses, have labels, or be lines of the note."""
    source = make_reference().model_dump(mode="json", by_alias=True, exclude_none=True)

    assert getattr(Reference.model_validate({**source, **fields}), name) == value


def test_no_ignored_key_is_a_field() -> None:
    """A key that is printed is never passed over."""
    assert not IGNORED_KEYS & {field.alias for field in Reference.model_fields.values()}
