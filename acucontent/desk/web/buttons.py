"""The buttons of the main page that change the form: what the page does for them when it has no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from acucontent.desk.desk import Desk
from acucontent.desk.storage.saved_sets import DuplicateSet
from acucontent.desk.web.catalog import Catalog, make_catalog
from acucontent.desk.web.form import Draft
from acucontent.errors import AcucontentError

_NAMES = ("up", "down", "clear", "apply", "reload", "save", "replace")
"""The names of the buttons; each has a value."""


class CannotSaveSet(AcucontentError, ValueError):
    """What is chosen is no set; the message says why."""


def read_button(form: FormData) -> Mapping[str, str]:
    """Return the name and the value of the button that sent a form, and the name for a set."""
    pressed = {name: str(form[name]) for name in _NAMES if name in form}
    return {**pressed, "set_name": str(form.get("set_name", ""))}


@dataclass(frozen=True)
class Outcome:
    """The form after a button, and what is said about it."""

    draft: Draft
    notice: str = ""
    """What was done."""
    error: str = ""
    """Why it could not be done."""
    duplicate: str = ""
    """The name of a set that there is already, which the person can replace."""
    set_name: str = ""
    """The name for a set that is not saved yet."""


def press_button(desk: Desk, draft: Draft, button: Mapping[str, str]) -> Outcome:
    """Do what a button says."""
    name = button["set_name"]
    try:
        changed, notice = _apply_button(desk, draft, button)
    except DuplicateSet:
        return Outcome(draft, duplicate=name, set_name=name)
    except AcucontentError as error:
        return Outcome(draft, error=str(error), set_name=name)
    is_saved = not button.keys().isdisjoint(("save", "replace"))
    return Outcome(changed, notice, set_name="" if is_saved else name)


def _apply_button(desk: Desk, draft: Draft, button: Mapping[str, str]) -> tuple[Draft, str]:
    """Return the form after a button, and a sentence about what was done."""
    notice = ""
    match button:
        case {"up": sheet}:
            draft = draft.move(sheet, -1)
        case {"down": sheet}:
            draft = draft.move(sheet, 1)
        case {"clear": _}:
            draft, notice = draft.clear(), "The patient fields were cleared."
        case {"apply": name}:
            draft = draft.apply(desk.store.sets.get(name))
            notice = describe_set(draft, name, make_catalog(desk))
        case {"reload": guide}:
            notice = f"{desk.shelf.reload(guide).title} was reloaded."
        case {"save": _, "set_name": name} | {"replace": _, "set_name": name}:
            notice = _save_set(desk, draft, name, replace=button.get("replace") == name)
    return draft, notice


def describe_set(draft: Draft, name: str, catalog: Catalog) -> str:
    """Return what is said when a set was applied: also how many of its sheets no installed guide has any more."""
    gone = sum(key not in catalog.sheets for key in draft.sheets)
    return f"Set: {name}." + (f" {gone} of its sheets cannot be found in the installed guides." if gone else "")


def _save_set(desk: Desk, draft: Draft, name: str, *, replace: bool) -> str:
    choices = draft.list_choices(make_catalog(desk))
    if len(choices) != 1:
        reason = "No sheet is ticked." if not choices else "A set has the sheets of one guide."
        raise CannotSaveSet(f"{reason} To fix it, tick sheets of one guide.")
    return f"Saved as {desk.store.sets.save(name, choices[0], replace=replace)}."
