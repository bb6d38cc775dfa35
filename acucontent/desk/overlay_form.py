"""A clinic's overlay as a form: its fields, their values, and the problems of each field.

A field has the path of its value in the overlay, such as `phone` or `notes.0.text`, so each problem finds its field.
Labels and help come from the fields of `acucontent.clinic`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from acucontent.clinic import ALL_HANDOUTS, Clinic, ClinicNote, ClinicPractitioner, Overlay
from acucontent.desk.yaml_edit import EditedText, Plain, edit_yaml
from acucontent.model.base import Record
from acucontent.model.label_rules import find_clinic_fault, get_templates
from acucontent.model.lengths import MaxLength
from acucontent.problems import GuideProblems, Problem
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
"""The beginning of the name of a checkbox that removes a key that acucontent does not know."""

_CONTACTS = ("name", "address", "phone", "out_of_hours", "emergency", "web", "guide_web", "email", "hours")
_COLORS = ("color", "second_color")
_LISTS = ("address", "hours")
_ROWS = {"practitioners": tuple(ClinicPractitioner.model_fields), "notes": tuple(ClinicNote.model_fields)}
"""The fields of a row, by the list that has the rows."""
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


def list_label_fields() -> tuple[FormField, ...]:
    """Return a field for each label that a clinic can replace; the example is the usual label."""
    labels = get_templates()
    names = [name for name in labels if find_clinic_fault(name, "x") is None]
    return tuple(FormField(f"labels.{name}", labels[name], "line", example=labels[name]) for name in names)


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
    texts = {name: _get_text(values.get(name)) for name in (*_CONTACTS, *_COLORS) if name not in _LISTS}
    rows = {
        f"{name}.{place}.{key}": _get_text(value)
        for name in ("practitioners", "notes")
        for place, row in enumerate(_list_rows(values.get(name)))
        for key, value in row.items()
    }
    labels = values.get("labels")
    words = {f"labels.{key}": _get_text(text) for key, text in labels.items()} if isinstance(labels, dict) else {}
    return lines | texts | rows | words


def _get_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list_texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [each for each in value or () if isinstance(each, str)]


def _list_rows(value: Any) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def count_notes(values: FormValues) -> int:
    """Return how many notes the fields of a form have, counted to the last one."""
    places = [name.split(".")[1] for name in values if name.startswith("notes.")]
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


def list_unknown_keys(document: Plain) -> tuple[str, ...]:
    """Return the keys of an overlay that acucontent does not know, such as misspelled ones."""
    return tuple(key for key in document if key not in KEYS) if isinstance(document, dict) else ()


def apply_form(content: bytes, form: FormValues) -> EditedText:
    """Return the text of an overlay with the values of a form.

    The schema, the logo and unknown keys stay as they are, unless the form has another logo, or a checkbox that removes
    the logo or an unknown key.

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
    others = {key: value for key, value in old.items() if key not in KEYS and f"{REMOVED}{key}" not in form}
    kept = {key: old[key] for key in ("$schema", "logo") if key in old and f"{REMOVED}{key}" not in form}
    return edit_yaml(text, kept | _collect_values(form) | others, KEYS)


def _collect_values(form: FormValues) -> dict[str, Plain]:
    """Return the values of an overlay in the usual order; empty fields are left out."""
    cleaned = {name: _clean(text) for name, text in form.items()}
    found: dict[str, Plain] = {}
    for key in KEYS:
        if key in _LISTS:
            lines: list[Plain] = [line.strip() for line in cleaned.get(key, "").split("\n") if line.strip()]
            found[key] = lines
        elif key == "practitioners":
            found[key] = list(_collect_rows(cleaned, key, tuple(ClinicPractitioner.model_fields), PRACTITIONERS))
        elif key == "notes":
            rows = _collect_rows(cleaned, key, ("handout", "text"), count_notes(cleaned))
            found[key] = [row for row in rows if row.get("text")]
        elif key == "labels":
            names = (name for name in cleaned if name.startswith("labels."))
            found[key] = {name.removeprefix("labels."): cleaned[name] for name in names if cleaned[name]}
        else:
            found[key] = cleaned.get(key, "")
    return {key: value for key, value in found.items() if value}


def _clean(text: str) -> str:
    """Return the text of a field with plain line ends, and without blank lines and spaces around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _collect_rows(form: FormValues, name: str, keys: Sequence[str], count: int) -> Iterator[dict[str, Plain]]:
    for place in range(count):
        row: dict[str, Plain] = {key: text for key in keys if (text := form.get(f"{name}.{place}.{key}", ""))}
        if row:
            yield row


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
        place, _, key = rest.partition(".")
        known = place.isdecimal() and key in ("", *_ROWS[name])
        return (
            f"{name}.{place}.{key or _ROWS[name][-1]}" if known else f"{name}.0.{_ROWS[name][-1]}" if not rest else None
        )
    if name == "labels":
        return path if path in {each.path for each in list_label_fields()} else None
    return name if name in (*_CONTACTS, *_COLORS, "logo") else None


def list_handout_choices(handouts: Sequence[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """Return the ids and titles of the handouts that a note can be for.

    Args:
        handouts: The id and title of each handout.
        chosen: The id that the note has, which is listed also if no guide has such a handout.
    """
    known = [(ALL_HANDOUTS, "All sheets"), *handouts]
    return known if not chosen or chosen in dict(known) else [*known, (chosen, f"{chosen} (in no guide)")]
