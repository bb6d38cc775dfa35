"""Reasons why text is refused, for a person who types it into a form: without codes, and with advice for the desk.

The advice of the rules themselves is for those who write guides or tables, who can cite studies and accept findings.
"""

from __future__ import annotations

import re

from acucontent.desk.sheets import InvalidWords

ADVICE = {
    "S100": ("Notes in this language cannot be checked", "Leave it out, or write it by hand on the printed sheet."),
    "S110": (
        "This tells people to stop, skip or reduce a medicine",
        "Leave it out, or write: “Keep taking your medicine, and ask the person who prescribed it before any change.”",
    ),
    "S111": ("This tells people to needle themselves", "Leave it out."),
    "S112": (
        "This makes worse symptoms sound good or unimportant",
        "Leave it out, or write: “Call us if your pain gets worse.”",
    ),
    "S113": ("This promises a cure or a certain result", "Leave it out, or write “may help” in its place."),
    "S114": (
        "This says that the treatment is harmless, painless or free of risk",
        "Leave it out: the sheet itself says what can go wrong, and how often.",
    ),
    "S115": (
        "This discourages medical care, or offers the treatment instead of it",
        "Leave it out, or write: “Keep your appointments with your doctor.”",
    ),
    "S122": ("This is not in the language of the sheet", "Write it in the language of the sheet."),
    "S123": ("A word has letters of several alphabets", "Type the word again instead of copying it."),
    "E101": ("This claims proof, or that all experts agree", "Leave it out: the sheet itself says what is known."),
    "E102": ("This mentions studies", "Leave it out: the sheet itself says what studies have found."),
    "E103": (
        "This explains how the treatment works as if that were known",
        "Leave it out, or ask the practitioner to explain it in person.",
    ),
    "E106": ("This compares risks without the numbers", "Leave it out: the sheet itself gives the numbers."),
    "E111": (
        "This sounds more certain than what is known",
        "Leave it out, or write “may help” in its place.",
    ),
}
"""What is wrong with a text, and what a person at the desk can do about it, by the code of the rule."""

_CODE = re.compile(r"([A-Z]+\d+): ")
"""The code of a rule, such as `S113: `, which is for those who write guides."""
_QUOTED = re.compile(r"“[^”]*”(?= )")
"""The sentence of a text that is refused, with which the reason begins."""
_TABLE_ADVICE = re.compile(r"To fix it, [^.]*(?:CSV|table|column|cell|formula)[^.]*")
"""Advice that only the author of a table can follow."""


def explain_words(error: InvalidWords) -> dict[str, str]:
    """Return the reason for each field with words for a patient that cannot be printed."""
    return {
        name: _TABLE_ADVICE.sub("To fix it, type it again", explain_rule(reason))
        for name, reason in error.reasons.items()
    }


def explain_rule(reason: str) -> str:
    """Return a reason with words for the desk in place of those of its rule; a sentence that it quotes stays."""
    code = _CODE.match(reason)
    if code is None:
        return reason
    rest = reason[code.end() :]
    if code[1] not in ADVICE:
        return rest
    problem, advice = ADVICE[code[1]]
    quoted = _QUOTED.match(rest)
    return f"{quoted[0]} {problem[:1].lower()}{problem[1:]}. {advice}" if quoted else f"{problem}. {advice}"
