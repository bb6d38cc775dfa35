"""Standard identifiers: language tags, countries, currencies, licences, ISBN, ISSN, DOI and web addresses.

Each is validated by a library that follows its registry, so no list is kept here.
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

from acucontent.model.characters import normalize_text

_DOI_PATTERN = re.compile(
    r"(?:doi[:\s]\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)", re.IGNORECASE
)
"""Matches a DOI with or without its resolver (ISO 26324; the prefix has four or more digits)."""

_SHORT_TEXT = StringConstraints(strip_whitespace=True, min_length=1, max_length=300)


def _validate_language(tag: str) -> str:
    if not langcodes.tag_is_valid(tag):
        raise PydanticCustomError(
            "language", "'{tag}' is not a valid language tag. Use BCP 47, such as en-US or zh-Hans", {"tag": tag}
        )
    return langcodes.standardize_tag(tag, macro=False)


def standardize_language(tag: str) -> str:
    """Return the canonical form of a language tag (RFC 5646, 4.5); an invalid tag is returned as it is.

    >>> standardize_language("EN_us"), standardize_language("en-Simple")
    ('en-US', 'en-simple')
    """
    return langcodes.standardize_tag(tag, macro=False) if langcodes.tag_is_valid(tag) else tag


def _validate_country(code: str) -> str:
    if getattr(pycountry.countries.get(alpha_2=code), "alpha_2", None) != code:
        raise PydanticCustomError(
            "country", "'{code}' is not a known country code. Use ISO 3166-1 alpha-2, such as US or GB", {"code": code}
        )
    return code


def validate_region(code: str) -> str:
    """Return the code of a region.

    Raises:
        PydanticCustomError: It is neither an ISO 3166-1 alpha-2 code nor `EU` nor `international`.
    """
    return code if code in ("EU", "international") else _validate_country(code)


def _validate_currency(code: str) -> str:
    if getattr(pycountry.currencies.get(alpha_3=code), "alpha_3", None) != code:
        raise PydanticCustomError(
            "currency", "'{code}' is not a known currency code. Use ISO 4217, such as USD", {"code": code}
        )
    return code


def _validate_licence(expression: str) -> str:
    try:
        return canonicalize_license_expression(expression)
    except InvalidLicenseExpression:
        raise PydanticCustomError(
            "licence",
            "'{expression}' is not a valid SPDX licence. Use an identifier such as CC-BY-4.0",
            {"expression": expression},
        ) from None


def _validate_isbn(number: str) -> str:
    try:
        return str(isbn.format(isbn.validate(number, convert=True)))
    except NumberError as error:
        raise PydanticCustomError(
            "isbn", "'{number}' is not a valid ISBN: {why}", {"number": number, "why": str(error)}
        ) from None


def _validate_issn(number: str) -> str:
    try:
        return str(issn.format(issn.validate(number)))
    except NumberError as error:
        raise PydanticCustomError(
            "issn", "'{number}' is not a valid ISSN: {why}", {"number": number, "why": str(error)}
        ) from None


def _validate_doi(text: str) -> str:
    match = _DOI_PATTERN.fullmatch(normalize_text(text))
    if match is None:
        raise PydanticCustomError(
            "doi", "'{text}' is not a valid DOI. Use the form 10.1136/bmj.38878.907361.7C", {"text": text}
        )
    return match[1]


_WEB_ADDRESS: TypeAdapter[AnyUrl] = TypeAdapter(
    Annotated[AnyUrl, UrlConstraints(allowed_schemes=["https", "http"], host_required=True)]
)


_NOT_IN_ADDRESS = re.compile(r"""[^!-~]|["<>\\^`{|}]""")
"""Matches a character that an address cannot have (RFC 3986, 2): a space in a link is lost or ends it."""


def validate_web_address(text: str) -> str:
    """Return the address unchanged if it is an absolute http or https URL.

    Raises:
        PydanticCustomError: It is not.
    """
    try:
        _WEB_ADDRESS.validate_python(text)
    except ValidationError:
        is_valid = False
    else:
        is_valid = _NOT_IN_ADDRESS.search(text) is None
    if not is_valid:
        raise PydanticCustomError(
            "web_address",
            "'{text}' is not a valid web address. Write it with https:// and percent-encode spaces and "
            "non-ASCII characters",
            {"text": text},
        )
    return text


LanguageTag = Annotated[
    str, _SHORT_TEXT, AfterValidator(_validate_language), WithJsonSchema({"type": "string", "examples": ["en-US"]})
]
"""A language, as a BCP 47 tag; easy English is `en-simple`, with the registered variant `simple`."""

Country = Annotated[
    str,
    _SHORT_TEXT,
    AfterValidator(_validate_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["US"]}),
]
"""A country as an ISO 3166-1 alpha-2 code."""

RegionCode = Annotated[
    str,
    _SHORT_TEXT,
    AfterValidator(validate_region),
    WithJsonSchema({"type": "string", "pattern": "^(?:[A-Z]{2}|international)$", "examples": ["US", "EU"]}),
]
"""A country as an ISO 3166-1 alpha-2 code, or EU, or international."""

Currency = Annotated[
    str,
    _SHORT_TEXT,
    AfterValidator(_validate_currency),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["USD"]}),
]
"""A currency as an ISO 4217 code."""

Licence = Annotated[
    str, _SHORT_TEXT, AfterValidator(_validate_licence), WithJsonSchema({"type": "string", "examples": ["CC-BY-4.0"]})
]
"""A licence as an SPDX expression."""

ISBN = Annotated[
    str,
    _SHORT_TEXT,
    AfterValidator(_validate_isbn),
    WithJsonSchema({"type": "string", "examples": ["978-92-4-008178-9"]}),
]
"""An ISBN-13, hyphenated; an ISBN-10 is converted."""

ISSN = Annotated[
    str, _SHORT_TEXT, AfterValidator(_validate_issn), WithJsonSchema({"type": "string", "examples": ["2049-3630"]})
]
"""An ISSN, hyphenated."""

DOI = Annotated[
    str,
    _SHORT_TEXT,
    AfterValidator(_validate_doi),
    WithJsonSchema({"type": "string", "pattern": "^10\\.", "examples": ["10.1002/14651858.CD013814"]}),
]
"""A DOI without the address of its resolver."""

WebAddress = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(validate_web_address),
    WithJsonSchema({"type": "string", "format": "uri", "examples": ["https://www.example.org/"]}),
]
"""An absolute http or https address, kept as written."""
