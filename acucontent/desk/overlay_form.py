"""A clinic's overlay as a form: its fields, their values, and the problems of each field.

A field has the path of its value in the overlay, such as `phone` or `notes.0.text`, so each problem finds its field.
Labels and help come from the fields of `acucontent.clinic`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from acucontent.clinic import (
    ALL_HANDOUTS,
    CLINIC_SCHEMA_ID,
    MAX_NOTES,
    Clinic,
    ClinicNote,
    ClinicPractitioner,
    Overlay,
)
from acucontent.desk.yaml_edit import EditedText, Plain, edit_yaml
from acucontent.model.base import Record
from acucontent.model.label_rules import find_clinic_fault, get_templates
from acucontent.model.lengths import MaxLength
from acucontent.problems import GuideProblems, Problem, escape_unprintable
from acucontent.quality.overlay import find_unsafe_texts
from acucontent.reading import guide_files
from acucontent.reading.clinic import parse_clinic
from acucontent.reading.collected_problems import ProblemCollector
from acucontent.reading.node import convert_to_plain

FieldKind: TypeAlias = Literal["line", "lines", "text", "color", "handout", "file"]
"""How a field is shown: one line, several lines that are a list, a text, a color, a choice, or not as a text field."""

FormValues: TypeAlias = Mapping[str, str]
"""The text of each field by its path."""

KEYS = tuple(info.alias or name for name, info in Clinic.model_fields.items())
"""The keys of an overlay, in the usual order."""

PRACTITIONERS = 4
"""How many practitioners an overlay can have."""

REMOVED = "remove."
"""The beginning of the name of a checkbox that removes a value from the file."""

_CONTACTS = ("name", "address", "phone", "out_of_hours", "emergency", "web", "guide_web", "email", "hours")
_COLORS = ("color", "second_color")
_LISTS = ("address", "hours")
_ROWS = {"practitioners": tuple(ClinicPractitioner.model_fields), "notes": tuple(ClinicNote.model_fields)}
"""The fields of a row, by the list that has the rows."""
_MOST_ROWS = {"practitioners": PRACTITIONERS, "notes": MAX_NOTES}
"""How many rows the form has for a list."""
_MAX_SHOWN = 100
"""How much of a value without a field is shown, in characters."""
_Hidden: TypeAlias = Iterator[tuple[tuple[str, ...], Plain]]
"""Values without a field, each with the keys and indexes that lead to it."""
_LABELS = {
    "out_of_hours": "Phone when closed",
    "emergency": "Emergency number",
    "guide_web": "Page with this guide",
    "web": "Website",
    "hours": "Opening hours",
}
_EXAMPLES = {
    "phone": "+1 201-555-0123 ext. 12",
    "web": "https://www.example.org/",
    "guide_web": "https://www.example.org/guides",
    "email": "desk@example.org",
    "color": "#1f5a7a",
    "second_color": "#7a4a1f",
    "practitioners.credentials": "L.Ac.",
}


@dataclass(frozen=True)
class FormField:
    """One field of the form."""

    path: str
    """The path of its value, which is also its name in the form."""
    label: str
    kind: FieldKind
    help: str = ""
    example: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class HiddenValue:
    """A value of an overlay that no field of the form shows. It stays in the file until a person removes it."""

    path: str
    """Its path, such as `practitioners.0.credental`."""
    checkbox: str
    """The name of the checkbox that removes it."""
    text: str
    """Its texts on one line, shortened."""


@dataclass(frozen=True)
class FormErrors:
    """The problems of an overlay: those of fields, and those that belong to no field."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The messages by the path of the field."""
    others: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.others)


@dataclass(frozen=True)
class JudgedOverlay:
    """An overlay that was read from a text, with its problems."""

    overlay: Overlay | None
    """The overlay; None if it is invalid. An overlay with unsafe sentences is not None, but has problems."""
    errors: FormErrors


def list_contact_fields() -> tuple[FormField, ...]:
    """Return the fields of the clinic itself."""
    return tuple(_make_field(Clinic, name, name, "lines" if name in _LISTS else "line") for name in _CONTACTS)


def list_color_fields() -> tuple[FormField, ...]:
    """Return the fields of the colors."""
    return tuple(_make_field(Clinic, name, name, "color") for name in _COLORS)


def list_practitioner_fields(place: int) -> tuple[FormField, ...]:
    """Return the fields of a practitioner, counted from 0."""
    names = ClinicPractitioner.model_fields
    return tuple(_make_field(ClinicPractitioner, name, f"practitioners.{place}.{name}", "line") for name in names)


def list_note_fields(place: int) -> tuple[FormField, ...]:
    """Return the fields of a note, counted from 0: the handout and the text."""
    kinds: dict[str, FieldKind] = {"handout": "handout", "text": "text"}
    return tuple(_make_field(ClinicNote, name, f"notes.{place}.{name}", kind) for name, kind in kinds.items())


@cache  # comparing each of the many labels with the rules takes long
def list_label_fields() -> tuple[FormField, ...]:
    """Return a field for each label that a clinic can replace; the example is the usual label."""
    labels = get_templates()
    names = [name for name in labels if find_clinic_fault(name, "x") is None]
    return tuple(FormField(f"labels.{name}", labels[name], "line", example=labels[name]) for name in names)


def _list_label_paths() -> list[str]:
    return [each.path for each in list_label_fields()]


def _make_field(record: type[Record], name: str, path: str, kind: FieldKind) -> FormField:
    info = record.model_fields[name]
    limits = [each.most for each in info.metadata if isinstance(each, MaxLength)]
    help_text = info.description or ""
    if limits:
        help_text += f" At most {limits[0]} characters."
    example = _EXAMPLES.get(path) or _EXAMPLES.get(f"{path.partition('.')[0]}.{name}", "")
    label = _LABELS.get(name) or name.replace("_", " ").capitalize()
    is_required = record is Clinic and info.is_required()  # a row of a list may be empty
    return FormField(path, label, kind, help_text, example, is_required)


def read_values(document: Plain) -> dict[str, str]:
    """Return the text of each field for the values of an overlay, which may be invalid; the logo has no text field.

    Args:
        document: The values, as `parse_values` returns them.
    """
    values = document if isinstance(document, dict) else {}
    lines = {name: "\n".join(_list_texts(values.get(name))) for name in _LISTS}
    texts = {name: _get_text(name, values.get(name)) for name in (*_CONTACTS, *_COLORS) if name not in _LISTS}
    rows = {
        f"{name}.{place}.{key}": _get_text(key, row[key])
        for name, keys in _ROWS.items()
        for place, row in enumerate(_list_rows(values.get(name))[: _MOST_ROWS[name]])
        for key in keys
        if key in row
    }
    labels = values.get("labels")
    words = {f"labels.{key}": _get_text(key, text) for key, text in labels.items()} if isinstance(labels, dict) else {}
    return lines | texts | rows | {path: words[path] for path in _list_label_paths() if path in words}


def _is_shown(name: str, value: Plain | None) -> bool:
    """Return whether a text field can show a value; only that of a note has several lines."""
    return isinstance(value, str) and (name == "text" or len(value.strip().splitlines()) <= 1)


def _get_text(name: str, value: Any) -> str:
    return value if _is_shown(name, value) else ""


def _list_texts(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [each for each in items if isinstance(each, str)]


def _list_rows(value: Any) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def count_notes(paths: Iterable[str]) -> int:
    """Return how many notes have fields with these paths, counted to the last one."""
    return _count_rows(paths, "notes")


def _count_rows(paths: Iterable[str], name: str) -> int:
    places = [path.split(".")[1] for path in paths if path.startswith(f"{name}.")]
    return max((int(place) + 1 for place in places if place.isdecimal() and len(place) < 4), default=0)


def parse_values(content: bytes, name: str) -> Plain | None:
    """Return the values in the text of an overlay; None if it is not valid YAML that acucontent reads.

    Args:
        content: The text.
        name: The name of the file.
    """
    problems = ProblemCollector()
    document = guide_files.parse_document(content, name, problems)
    return None if problems else convert_to_plain(document.root)


def list_hidden_values(document: Plain) -> tuple[HiddenValue, ...]:
    """Return the values of an overlay that no field shows, such as misspelled keys and too many rows."""
    return tuple(
        HiddenValue(escape_unprintable(".".join(path)), _name_checkbox(path), _describe_value(value))
        for path, value in _find_hidden(document)
    )


def _name_checkbox(path: Sequence[str]) -> str:
    """Return the name of the checkbox that removes a value; a dot in a key does not make it another path."""
    return REMOVED + ".".join(quote(step, safe="$").replace(".", "%2E") for step in path)


def _describe_value(value: Plain) -> str:
    text = escape_unprintable(" ".join(", ".join(_walk_texts(value)).split()))
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def _walk_texts(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    for child in value.values() if isinstance(value, dict) else value:
        yield from _walk_texts(child)


def _find_hidden(document: Plain) -> _Hidden:
    """Yield the values of an overlay that no field shows, in their order. The logo has no text field, but is shown."""
    for key, value in document.items() if isinstance(document, dict) else ():
        for path, hidden in _find_hidden_of_key(key, value):
            yield (key, *path), hidden


def _find_hidden_of_key(key: str, value: Plain) -> _Hidden:
    if key in _LISTS:
        yield from _find_in_lines(value)
    elif key in _ROWS:
        yield from _find_in_rows(value, _ROWS[key], _MOST_ROWS[key])
    elif key == "labels":
        yield from _find_in_mapping(value, [path.removeprefix("labels.") for path in _list_label_paths()])
    elif key == "$schema":
        if value != CLINIC_SCHEMA_ID:
            yield (), value
    elif key not in KEYS or (key != "logo" and value and not _is_shown(key, value)):
        yield (), value


def _find_in_lines(value: Plain) -> _Hidden:
    if isinstance(value, list):
        yield from (((str(place),), line) for place, line in enumerate(value) if line and not isinstance(line, str))
    elif value and not isinstance(value, str):
        yield (), value


def _find_in_rows(value: Plain, names: Sequence[str], most: int) -> _Hidden:
    if isinstance(value, list):
        for place, row in enumerate(value):
            found = _find_in_mapping(row, names) if place < most else [((), row)]
            yield from (((str(place), *path), hidden) for path, hidden in found)
    elif value:
        yield (), value


def _find_in_mapping(value: Plain, names: Sequence[str]) -> _Hidden:
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in names or (each and not _is_shown(key, each)):
                yield (key,), each
    elif value:
        yield (), value


def apply_form(content: bytes, form: FormValues) -> EditedText:
    """Return the text of an overlay with the values of a form.

    The schema, the logo and all values that no field shows stay as they are, unless the form has another logo, or a
    checkbox that removes one of them.

    Args:
        content: The text of the overlay, which `parse_values` can read.
        form: The fields.

    Raises:
        ValueError: The text cannot be read.
    """
    old = parse_values(content, "overlay.yaml")
    if not isinstance(old, dict):
        raise ValueError("The text is not a mapping.")  # noqa: TRY004 - a text, not a type, is wrong
    text = content.decode("utf-8-sig")
    hidden = {path: value for path, value in _find_hidden(old) if _name_checkbox(path) not in form}
    kept = {key: old[key] for key in ("$schema", "logo") if key in old and _name_checkbox((key,)) not in form}
    return edit_yaml(text, kept | _collect_values(form, hidden), KEYS)


def _collect_values(form: FormValues, hidden: Mapping[tuple[str, ...], Plain]) -> dict[str, Plain]:
    """Return the values of an overlay in the usual order; empty fields are left out.

    Args:
        form: The fields.
        hidden: The values without a field, by their path. They have priority, so that their errors stay.
    """
    cleaned = {name: _clean(text) for name, text in form.items()}
    found: dict[str, Plain] = {}
    for key in KEYS:
        kept = {path[1:]: value for path, value in hidden.items() if path[0] == key}
        if () in kept:
            found[key] = kept[()]
        elif key in _LISTS:
            found[key] = _collect_lines(cleaned.get(key, ""), kept)
        elif key in _ROWS:
            found[key] = list(_collect_rows(cleaned, key, kept))
        elif key == "labels":
            words = {name.removeprefix("labels."): text for name, text in cleaned.items() if name.startswith("labels.")}
            found[key] = {name: text for name, text in words.items() if text} | {path[0]: kept[path] for path in kept}
        else:
            found[key] = cleaned.get(key, "")
    unknown = {path[0]: value for path, value in hidden.items() if path[0] not in KEYS}
    return {key: value for key, value in found.items() if value} | unknown


def _clean(text: str) -> str:
    """Return the text of a field with plain line ends, and without blank lines and spaces around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _collect_lines(text: str, kept: Mapping[tuple[str, ...], Plain]) -> list[Plain]:
    """Return the lines of a field, with the items that it does not show at their places."""
    lines: list[Plain] = [line.strip() for line in text.split("\n") if line.strip()]
    for (place,), item in kept.items():
        lines.insert(int(place), item)
    return lines


def _collect_rows(form: FormValues, name: str, kept: Mapping[tuple[str, ...], Plain]) -> Iterator[Plain]:
    """Yield the rows of a list, with the values that no field shows; a row with nothing but a handout is unused."""
    count = max(_count_rows(form, name), *(int(path[0]) + 1 for path in kept), 0)
    for place in map(str, range(count)):
        row: dict[str, Plain] = {key: text for key in _ROWS[name] if (text := form.get(f"{name}.{place}.{key}", ""))}
        own = {path[1]: value for path, value in kept.items() if path[0] == place and path[1:]}
        if (place,) in kept:
            yield kept[(place,)]
        elif own or row.keys() - {"handout"}:
            yield row | own


def judge_overlay(content: bytes, name: str, folder: Path, language: str) -> JudgedOverlay:
    """Read the text of an overlay, and check its values and its sentences.

    Args:
        content: The text.
        name: The name of the file, which messages without a field give.
        folder: The folder of the logo.
        language: The language in which its sentences are checked, as a BCP 47 tag.
    """
    try:
        overlay = parse_clinic(content, name, folder)
    except GuideProblems as error:
        return JudgedOverlay(None, sort_problems(error.problems))
    found: dict[str, list[str]] = {}
    for each in find_unsafe_texts(overlay, language):
        found.setdefault(_find_field(each.path) or "name", []).append(each.message)
    return JudgedOverlay(overlay, FormErrors(found))


def sort_problems(problems: Sequence[Problem]) -> FormErrors:
    """Return the problems of an overlay by field."""
    found: dict[str, list[str]] = {}
    others: list[str] = []
    for problem in problems:
        path = _find_field(problem.path)
        if path is None:
            others.append(str(problem) if problem.line else problem.message)
        else:
            found.setdefault(path, []).append(problem.message)
    return FormErrors(found, tuple(others))


def _find_field(path: str) -> str | None:
    """Return the field that shows the value at a path; None if there is none."""
    name, _, rest = path.partition(".")
    if name in _LISTS:
        return name
    if name in _ROWS:
        last = _ROWS[name][-1]
        if not rest:
            return f"{name}.0.{last}"
        place, _, key = rest.partition(".")
        is_shown = place.isdecimal() and int(place) < _MOST_ROWS[name] and key in ("", *_ROWS[name])
        return f"{name}.{place}.{key or last}" if is_shown else None
    if name == "labels":
        return path if path in _list_label_paths() else None
    return name if name in (*_CONTACTS, *_COLORS, "logo") else None


def list_handout_choices(handouts: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """Return the ids and titles of the handouts that a note can be for.

    Args:
        handouts: The id and title of each handout.
        chosen: The id that the note has, which is listed also if no guide has such a handout.
    """
    known = [(ALL_HANDOUTS, "All sheets"), *handouts]
    return known if not chosen or chosen in dict(known) else [*known, (chosen, f"{chosen} (in no guide)")]
