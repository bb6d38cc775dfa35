"""Plain data: the values that JSON can express."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from acucontent.model.base import Records
from acucontent.model.prose import Prose
from acucontent.problems import GuideProblems, Problem


def encode_json(value: object, name: str, path: str = "") -> str:
    """Return plain data, or data that holds records and dates, as JSON text.

    Args:
        value: The data.
        name: The name that a problem gives instead of a file.
        path: The path of the data in its guide, for the problem.

    Raises:
        GuideProblems: The data holds a value that JSON cannot express, or is nested without end.
    """
    try:
        return json.dumps(value, default=_convert_to_plain, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise GuideProblems([Problem("not-plain", name, None, None, path, f"is not plain data: {error}")]) from None


def _convert_to_plain(value: object) -> Any:
    """Return the JSON form of a value of the model."""
    match value:
        case BaseModel():
            return value.model_dump(mode="json")
        case Records():
            return list(value)
        case Prose():
            return value.source
        case datetime.date():
            return value.isoformat()
        case Mapping():
            return dict(value)
    raise TypeError(f"a {type(value).__name__} is not a text, number, list or mapping")
