"""Find text that a program damaged or did not fill in. It is never printed for a patient."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

_FORMULA_ERROR = re.compile(
    r"#(?:[¡¿]?[^\W\d_a-z][^\W_a-z]*(?:[/_][^\W_a-z]+)*[!?]|N/[ADV]|NV|\u041d/\u0414|GETTING_DATA)(?!\w)"
    r"|(?<!\w)Err:\d{3}(?!\d)|#{3,}"
)
"""`#REF!` and `#N/A` in the languages of spreadsheets, `Err:502` of LibreOffice, and `####` for a narrow column."""
_FORMULA = re.compile(r"=\s*[-+@(\"\w].*", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"\{\{|\}\}|\{%|%\}|<%|%>|\$\{|\[\[|\]\]|<<\s*\w[^<>]*>>|%\(\w+\)s|MERGEFIELD|\[object Object\]"
    r"|«\s*\w*_\w*\s*»|(?<!\w)\$\w+\$(?!\w)|(?<!\w)__\w+?__(?!\w)|(?<!\w)%\w+%(?!\w)|(?<!\w)@@?\w+@@?(?!\w)"
)
_ONLY_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>]*>|«\w+(?: \w+){0,2}»|\[[^\[\]]*\]|\$\w+|@\w+|#\w+#|%\w+", re.DOTALL)
"""Signs of a placeholder, if they enclose the whole cell."""
_EMPTY_VALUES = frozenset({"null", "(null)", "<null>", "undefined", "nan", "NaN", "NaT", "<NA>", "<na>", "\\N"})
"""What programs write for a missing value."""
_ESCAPE = re.compile(
    r"&#(?:\d+|x[0-9a-f]+);|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|%[c-f][0-9a-f]%[89ab][0-9a-f]"
    r"|=[c-f][0-9a-f]=[89ab][0-9a-f]|=\?[\w-]+\?[bq]\?",
    re.IGNORECASE,
)
"""A letter as HTML, JSON, a web address or an email writes it."""
_ENTITY = re.compile(r"&([A-Za-z]+[0-9]*;)")

_CP1252 = bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_CONTINUATION = rf"[\u0080-\u00bf{_CP1252}]"
_CERTAIN = re.compile(
    rf"[ÂÃÄÅÎÏÐÑ]{_CONTINUATION}|â[€\u0080]{_CONTINUATION}|á[º»]{_CONTINUATION}|ï»¿"
    r"|(?<=[^\W\d_])√\S|√[^\W\d_a-zA-Z]|\u201aÄ"
)
"""UTF-8 as Windows-1252, Latin-1 or Mac OS show it: `Ã©`, `â€™`, `√©`."""
_LIKELY = re.compile(rf"[×ØÙ]{_CONTINUATION}|[à-ï](?!\u00a0){_CONTINUATION}{{2}}|[ð-ô]{_CONTINUATION}{{3}}")
"""Signs that may also be letters before French or German quotation marks; two of them are no chance."""
_BOX_DRAWING = re.compile(r"[\u2500-\u259f]")
"""UTF-8 as DOS shows it: `├®`."""


def find_corruption(text: str) -> str | None:
    """Return what is wrong with the text of a cell, in words that do not quote it; None if nothing is.

    Args:
        text: The cell, before spaces and invisible characters are removed.
    """
    return next(_find_corruptions(text, text.strip()), None)


def _find_corruptions(text: str, stripped: str) -> Iterator[str]:
    if _FORMULA_ERROR.search(text):
        yield "has an error of a spreadsheet formula. To fix it, correct the formula"
    if _FORMULA.fullmatch(stripped):
        yield "has a formula, not its value. To fix it, save the table with values"
    if _PLACEHOLDER.search(text) or _ONLY_PLACEHOLDER.fullmatch(stripped):
        yield "has a placeholder that was not filled in"
    if stripped in _EMPTY_VALUES or stripped.lower() == "null":
        yield "has the mark of a program for a missing value. To fix it, leave the cell empty"
    if _ESCAPE.search(text) or any(name in html5 for name in _ENTITY.findall(text)):
        yield "has letters written as codes of a program. To fix it, save the table as 'CSV UTF-8' again"
    if "\ufffd" in text or is_mojibake(text):
        yield "has letters of a wrong encoding. To fix it, save the table as 'CSV UTF-8' again from its source"


def is_mojibake(text: str) -> bool:
    """Return whether text was decoded with a wrong encoding, such as `JosÃ©` for `José`."""
    if text.isascii():
        return False
    return bool(_CERTAIN.search(text) or _BOX_DRAWING.search(text) or len(_LIKELY.findall(text)) > 1)
