"""Telephone numbers as a person writes them, with an extension, or as a `tel:` address (RFC 3966)."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from acucontent.model.characters import normalize_text
from acucontent.problems import quote_text

MAX_PHONE = 60
"""The longest telephone number as written, in characters."""

MIN_DIGITS = 2
MAX_DIGITS = 15
"""The fewest and most digits without the extension (ITU-T E.164 allows 15; some emergency numbers have 2)."""

_EXTENSION_WORDS = (
    ("en", "x ext extn exten extension option opt press"),
    ("de", "durchwahl dw app apparat nebenstelle nst"),
    ("fr", "poste"),
    ("es, it", "extensión anexo interno int"),
    ("pt", "ramal extensão"),
    ("nl", "toestel tst"),
    ("sv, da, nb", "anknytning ankn lokalnr lokal linje"),
    ("fi", "alanumero alanro"),
    ("pl", "wewnętrzny wewn wew"),
    ("cs, sk, hu, tr", "linka klapka kl mellék dahili"),
    ("el, ru", "εσωτ εσωτερικό доб добавочный внутр вн"),
    ("vi", "nhánh"),
    ("zh, ja, ko", "内線 分机 分機 转 轉 내선"),
    ("he, ar", "שלוחה تحويلة"),
)
"""The words that precede an extension, by language."""

_WORD = "|".join(sorted((word for _, words in _EXTENSION_WORDS for word in words.split()), key=len, reverse=True))
_NUMBER = r"\+?[ ]?\(?[0-9(][0-9 ()./-]*"
_NUMBERED = rf"(?:then |máy )?(?:{_WORD})(?:nummer|number)?(?![^\W\d_])[.:=]?(?: no\.?| nr\.?)? ?#?-?|#"
_PARTS = re.compile(
    rf"(?P<number>{_NUMBER}?)"
    rf"(?: ?[,;]? ?\(?(?P<label>{_NUMBERED}) ?(?P<extension>[0-9](?:[ .-]?[0-9]){{0,10}})\)?)?",
    re.IGNORECASE,
)
_DIALED_PAUSE = re.compile(r"(?<=[0-9]),{1,4}(?=[0-9])")
"""Matches commas, which dialers read as a pause before the extension."""
_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")

TELEPHONE_ADDRESS = re.compile(
    r"(?:\+[0-9.()-]*[0-9][0-9.()-]*|[0-9*#][0-9*#.()-]*)"
    r"(?:;[a-z0-9-]+(?:=[A-Za-z0-9\[\]/:&+$_.!~*'()%-]+)?)*",
    re.IGNORECASE,
)
"""Matches a `tel:` address without its scheme: digits with separators, and parameters such as `;ext=12` (RFC 3966)."""


def normalize_phone(text: str) -> str:
    """Return a telephone number as it is printed: as it was written, with plain spaces and hyphens.

    A `tel:` address becomes a number with its extension.

    >>> normalize_phone("+1 (555) 010-0100 x12"), normalize_phone("tel:+1-201-555-0123;ext=42")
    ('+1 (555) 010-0100 x12', '+1-201-555-0123 ext. 42')

    Raises:
        PydanticCustomError: It is not a telephone number.
    """
    phone = _write_plainly(text)
    parts = _PARTS.fullmatch(phone)
    if parts is None or not _has_valid_number(parts["number"]):
        raise PydanticCustomError(
            "phone",
            "{text} is not a valid telephone number. Use digits, spaces and ( ) . / - and an extension if needed, such "
            "as +1 201-555-0123 ext. 12",
            {"text": quote_text(text)},
        )
    return phone


def _write_plainly(text: str) -> str:
    """Return the text with plain digits, spaces and hyphens; a `tel:` address in the form that people write."""
    plain = " ".join(_HYPHENS.sub("-", unicodedata.normalize("NFKC", normalize_text(text))).split())
    scheme, _, rest = plain.partition(":")
    if scheme.lower() == "tel" and TELEPHONE_ADDRESS.fullmatch(rest.strip()):
        number, *parameters = rest.strip().split(";")
        extension = next((each[len("ext=") :] for each in parameters if each.lower().startswith("ext=")), None)
        plain = f"{number} ext. {extension}" if extension else number
    return _DIALED_PAUSE.sub(" ext. ", re.sub(r" ?; ?ext ?= ?", " ext. ", plain, flags=re.IGNORECASE))


def _has_valid_number(number: str) -> bool:
    """Return whether a number has enough digits and its brackets are closed."""
    digits = sum(character.isdecimal() for character in number)
    nested = re.sub(r"\([^()]*\)", "", number)
    return MIN_DIGITS <= digits <= MAX_DIGITS and not {"(", ")"} & set(nested)


Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_PHONE),
    AfterValidator(normalize_phone),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^[^<>\n]*[0-9][^<>\n]*$",
            "maxLength": MAX_PHONE,
            "examples": ["+1 201-555-0123", "+1 201-555-0123 ext. 12"],
        }
    ),
]
"""A telephone number as it is dialed, with its extension if there is one."""
