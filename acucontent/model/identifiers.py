"""Identifiers that others define: language tags, countries, currencies, licences, ISBN, ISSN, DOI, web addresses.

Each is checked by a library that follows its registry, so that no list is kept here.
"""

from __future__ import annotations

import re
from typing import Annotated

import langcodes
import pycountry
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import (
    AfterValidator,
    AnyUrl,
    StringConstraints,
    TypeAdapter,
    UrlConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError
from stdnum import isbn, issn
from stdnum.exceptions import ValidationError as NumberError

_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)", re.IGNORECASE)
"""A DOI, with or without what resolves it (ISO 26324; the prefix has four digits or more)."""

_SHORT = StringConstraints(strip_whitespace=True, min_length=1, max_length=300)


def _language(tag: str) -> str:
    if not langcodes.tag_is_valid(tag):
        raise PydanticCustomError(
            "language", "'{tag}' is not a language tag. Write BCP 47, such as en-US or zh-Hans", {"tag": tag}
        )
    return langcodes.standardize_tag(tag, macro=False)


def standardize_language(tag: str) -> str:
    """Return the canonical form of a language tag (RFC 5646, 4.5); an invalid tag is returned as it is.

    >>> standardize_language("EN_us"), standardize_language("en-Simple")
    ('en-US', 'en-simple')
    """
    return langcodes.standardize_tag(tag, macro=False) if langcodes.tag_is_valid(tag) else tag


def _country(code: str) -> str:
    if getattr(pycountry.countries.get(alpha_2=code), "alpha_2", None) != code:
        raise PydanticCustomError(
            "country", "'{code}' is not a country. Write ISO 3166-1 alpha-2, such as US or GB", {"code": code}
        )
    return code


def _region(code: str) -> str:
    return code if code in ("EU", "international") else _country(code)


def _currency(code: str) -> str:
    if getattr(pycountry.currencies.get(alpha_3=code), "alpha_3", None) != code:
        raise PydanticCustomError("currency", "'{code}' is not a currency. Write ISO 4217, such as USD", {"code": code})
    return code


def _licence(expression: str) -> str:
    try:
        return canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        raise PydanticCustomError(
            "licence", "'{expression}' is not an SPDX licence. Write one such as CC-BY-4.0", {"expression": expression}
        ) from None


def _isbn(number: str) -> str:
    try:
        return str(isbn.format(isbn.validate(number, convert=True)))
    except NumberError as error:
        raise PydanticCustomError(
            "isbn", "'{number}' is not an ISBN: {why}", {"number": number, "why": str(error)}
        ) from None


def _issn(number: str) -> str:
    try:
        return str(issn.format(issn.validate(number)))
    except NumberError as error:
        raise PydanticCustomError(
            "issn", "'{number}' is not an ISSN: {why}", {"number": number, "why": str(error)}
        ) from None


def _doi(text: str) -> str:
    found = _DOI.fullmatch(text)
    if found is None:
        raise PydanticCustomError(
            "doi", "'{text}' is not a DOI. Write it like 10.1136/bmj.38878.907361.7C", {"text": text}
        )
    return found[1]


_web_address: TypeAdapter[AnyUrl] = TypeAdapter(
    Annotated[AnyUrl, UrlConstraints(allowed_schemes=["https", "http"], host_required=True)]
)


def web_address(text: str) -> str:
    """The address as it was written, when it is an absolute http or https URL."""
    try:
        _web_address.validate_python(text)
        text.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise PydanticCustomError(
            "web_address",
            "'{text}' is not a web address. Write it in full, with https://, letters beyond ASCII percent-encoded",
            {"text": text},
        ) from None
    return text


LanguageTag = Annotated[
    str, _SHORT, AfterValidator(_language), WithJsonSchema({"type": "string", "examples": ["en-US"]})
]
"""A language, as a BCP 47 tag; easy English is `en-simple`, with the registered variant `simple`."""

Country = Annotated[
    str,
    _SHORT,
    AfterValidator(_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["US"]}),
]
"""A country, as ISO 3166-1 alpha-2."""

RegionCode = Annotated[
    str,
    _SHORT,
    AfterValidator(_region),
    WithJsonSchema({"type": "string", "pattern": "^(?:[A-Z]{2}|international)$", "examples": ["US", "EU"]}),
]
"""A country as ISO 3166-1 alpha-2, or EU, or international."""

Currency = Annotated[
    str,
    _SHORT,
    AfterValidator(_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["USD"]}),
]
"""A currency, as ISO 4217."""

Licence = Annotated[
    str, _SHORT, AfterValidator(_licence), WithJsonSchema({"type": "string", "examples": ["CC-BY-4.0"]})
]
"""A licence, as an SPDX expression."""

ISBN = Annotated[
    str, _SHORT, AfterValidator(_isbn), WithJsonSchema({"type": "string", "examples": ["978-92-4-008178-9"]})
]
"""An ISBN-13, hyphenated; an ISBN-10 is converted."""

ISSN = Annotated[str, _SHORT, AfterValidator(_issn), WithJsonSchema({"type": "string", "examples": ["2049-3630"]})]
"""An ISSN, hyphenated."""

DOI = Annotated[
    str,
    _SHORT,
    AfterValidator(_doi),
    WithJsonSchema({"type": "string", "pattern": "^10\\.", "examples": ["10.1002/14651858.CD013814"]}),
]
"""A DOI without its resolver's address."""

WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(web_address),
    WithJsonSchema({"type": "string", "format": "uri", "examples": ["https://www.example.org/"]}),
]
"""An absolute http or https address, kept as written."""
