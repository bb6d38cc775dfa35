"""The short form of a record, which a sheet prints instead of the long one."""

from __future__ import annotations

import re
from typing import Any

from acucontent.document.blocks import Inlines
from acucontent.document.compose.writer import Writer, make_words
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Prose

_PROSE = ("text", "advice", "limits", "meaning", "statement", "answer", "basis", "place")


def write_short(record: Any) -> Inlines:
    """Write the short form of a record."""
    return make_words(getattr(record, "short", None) or _shorten(record))


def _shorten(record: Any) -> str:
    title = next((getattr(record, n) for n in ("situation", "sign", "title", "name", "payer", "body", "question") if getattr(record, n, None)), "")
    if title:
        return str(title)
    prose = next((getattr(record, n) for n in _PROSE if getattr(record, n, None)), None)
    assert isinstance(prose, Prose)
    text = " ".join(str(prose.source if hasattr(prose, "source") else prose).split())
    text = re.sub(r"\[@[^\]]*\]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)).replace("**", "")
    first = re.split(r"(?<=[.!?]) ", text)[0]
    words = first.split()
    return " ".join(words[:14])


_S = {"aftercare": "after a visit", "first-visit": "at the visit", "diary": "at the visit", "points": "at the visit"}
_M = {
    "first-visit": "Eat, bring your list of medicines, and say all your health problems. You can say stop at any time.",
    "aftercare": "Get up slowly, and rest until your head is clear. Know the signs on the back.",
}


def get_situation(handout: Any) -> str:
    return getattr(handout, "situation", None) or _S.get(handout.id, "before booking")


def get_message(handout: Any) -> str:
    return getattr(handout, "message", None) or _M.get(handout.id, "Read the signs on the back first. Ask, and take your time before you say yes.")
