"""Build versions of the tiny guide that differ in one place."""

from __future__ import annotations

import json
from typing import Any

from acucontent.model.canonical import dump_canonical_json
from acucontent.model.guide import Guide

NOTHING: Any = object()
"""Deletes the value at a path."""


def edit_guide(guide: Guide, edits: dict[str, Any]) -> Guide:
    """Return the guide with other values at some paths, such as `{"risks.red_flags.0.urgency": "urgent"}`."""
    values = json.loads(dump_canonical_json(guide))
    for path, value in edits.items():
        *parents, last = (int(step) if step.isdecimal() else step for step in path.split("."))
        holder = values
        for step in parents:
            holder = holder[step]
        if value is NOTHING:
            del holder[last]
        elif isinstance(holder, list) and last == len(holder):
            holder.append(value)
        else:
            holder[last] = value
    return Guide.model_validate(values)
