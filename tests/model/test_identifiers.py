"""Identifiers are validated against their registries; the message for an invalid one shows a valid example."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from acucontent.model.identifiers import (
    DOI,
    ISBN,
    ISSN,
    Country,
    Currency,
    LanguageTag,
    Licence,
    RegionCode,
    WebAddress,
)
from acucontent.model.phone import Phone

GOOD = [
    (LanguageTag, "en-US", "en-US"),
    (LanguageTag, "zh-hans", "zh-Hans"),
    (LanguageTag, "ko", "ko"),
    (LanguageTag, "EN-Simple", "en-simple"),
    (Country, "GB", "GB"),
    (RegionCode, "EU", "EU"),
    (RegionCode, "international", "international"),
    (RegionCode, "AU", "AU"),
    (Currency, "USD", "USD"),
    (Licence, "cc-by-4.0", "CC-BY-4.0"),
    (Licence, "MIT OR CC0-1.0", "MIT OR CC0-1.0"),
    (ISBN, "9789240081789", "978-92-4-008178-9"),
    (ISBN, "0-306-40615-2", "978-0-306-40615-7"),
    (ISSN, "20493630", "2049-3630"),
    (DOI, "10.1136/bmj.38878.907361.7C", "10.1136/bmj.38878.907361.7C"),
    (DOI, "https://doi.org/10.1002/14651858.CD013814", "10.1002/14651858.CD013814"),
    (WebAddress, "https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
    (WebAddress, "http://example.org", "http://example.org"),
    (Phone, "+44 20 7946 0000", "+44 20 7946 0000"),
    (Phone, "911", "911"),
    (Phone, "000", "000"),
]
BAD = [
    (ISSN, "2049-3631", "'2049-3631' is not a valid ISSN: "),
    (LanguageTag, "english!", "'english!' is not a valid language tag. Use BCP 47, such as en-US"),
    (LanguageTag, "xx-US", "'xx-US' is not a valid language tag"),
    (Country, "UK", "'UK' is not a known country code. Use ISO 3166-1 alpha-2, such as US or GB"),
    (Country, "us", "'us' is not a known country code"),
    (RegionCode, "Europe", "'Europe' is not a known country code"),
    (Currency, "Dollar", "'Dollar' is not a known currency code. Use ISO 4217, such as USD"),
    (Currency, "usd", "'usd' is not a known currency code"),
    (
        Licence,
        "Creative Commons",
        "'Creative Commons' is not a valid SPDX licence. Use an identifier such as CC-BY-4.0",
    ),
    (ISBN, "978-92-4-008178-0", "'978-92-4-008178-0' is not a valid ISBN: "),
    (ISBN, "12", "'12' is not a valid ISBN: "),
    (DOI, "doi.org", "'doi.org' is not a valid DOI. Use the form 10.1136/bmj.38878.907361.7C"),
    (WebAddress, "www.example.org", "'www.example.org' is not a valid web address. Write it with https://"),
    (WebAddress, "ftp://example.org", "'ftp://example.org' is not a valid web address"),
    (WebAddress, "https://", "'https://' is not a valid web address"),
    (WebAddress, "javascript:alert(1)", "is not a valid web address"),
    (Phone, "call me", "is not a valid telephone number"),
]


@pytest.mark.parametrize(("kind", "written", "kept"), GOOD, ids=[written for _, written, _ in GOOD])
def test_an_identifier_is_kept_in_its_standard_form(kind: Any, written: str, kept: str) -> None:
    """A registered identifier is converted to its standard form; a web address is unchanged."""
    assert TypeAdapter(kind).validate_python(written) == kept
    assert TypeAdapter(kind).validate_python(kept) == kept


@pytest.mark.parametrize(("kind", "written", "message"), BAD, ids=[written for _, written, _ in BAD])
def test_an_invalid_identifier_is_rejected(kind: Any, written: str, message: str) -> None:
    """The message gives the invalid value and the expected form."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(written)

    assert message in str(caught.value)


@pytest.mark.parametrize("kind", [LanguageTag, Country, RegionCode, Currency, Licence, ISBN, DOI, WebAddress])
def test_an_identifier_is_never_empty(kind: Any) -> None:
    """Empty and blank text is rejected."""
    for nothing in ("", "  "):
        with pytest.raises(ValidationError):
            TypeAdapter(kind).validate_python(nothing)
