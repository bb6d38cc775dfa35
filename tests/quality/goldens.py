"""Load and check the golden examples: for each code a bad and a good one, each a few changes to an invented guide.

An example is a mapping of paths to values: `summary: It always works.` sets the value at a path; a path that ends in
`+` adds an item to a list; an empty value deletes. Keys that begin with `$` are settings outside the guide:

    $today: 2033-01-01                 the date of the check
    $retracted: {10.1000/1: Retraction}  retracted DOIs
    $finished: true                    whether finished files are checked, as plain text
    $lost: Blue lips                   words that are removed from the finished files
    $omitted: Blue lips                words that are removed from the composed documents
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from acucontent.cli.reports import GuideResult, RunResults
from acucontent.cli.reports.text_report import format_text
from acucontent.document.blocks import Inline, Inlines, Section, Words
from acucontent.document.document import Document
from acucontent.document.traversal import rewrite_blocks
from acucontent.model.guide import Guide
from acucontent.quality.check import Check
from acucontent.quality.finding import Report
from acucontent.quality.rendered_text import extract_text
from acucontent.quality.run import RunContext, run_checks
from acucontent.quality.self_checks import (
    CHECK_FAILED,
    FILE_UNREADABLE,
    NOT_COMPOSED,
    UNJUDGED_LANGUAGE,
    UNVERIFIED_FORMAT,
)
from acucontent.quality.subject import RenderedText, Subject
from acucontent.reading import read_with_locations
from acucontent.registry import discover
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import make_guide

REGISTRY = discover()
CHECKS = REGISTRY.checks
GOLDEN = Path(__file__).parent / "golden"
WITHOUT = {
    CHECK_FAILED.code: "no guide makes a check fail; see test_run.py",
    FILE_UNREADABLE.code: "the files of every valid guide can be made; see test_run.py",
    NOT_COMPOSED.code: "its message lists every path that can be included; see test_run.py",
    UNJUDGED_LANGUAGE.code: "only the checks of a plugin cause it; see test_languages.py",
    "S105": "the files of every valid guide have the right words; see test_text_layer.py",
    UNVERIFIED_FORMAT.code: "only the format of a plugin causes it; see test_rendered_text.py",
}
"""Codes without an example, each with the reason."""

TODAY = "2030-06-01"
"""A date soon after all dates in the invented guide."""


@dataclass(frozen=True)
class Example:
    """One example: the changes to the invented guide, and the settings outside the guide."""

    changes: Mapping[str, Any]
    settings: Mapping[str, Any]

    @property
    def today(self) -> datetime.date:
        """The date of the check."""
        return datetime.date.fromisoformat(str(self.settings.get("today", TODAY)))


def load_example(code: str, name: str) -> Example:
    """Return the bad or the good example of a code."""
    data = yaml.load((GOLDEN / code / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    settings = {key[1:]: value for key, value in data.items() if key.startswith("$")}
    return Example({key: value for key, value in data.items() if not key.startswith("$")}, settings)


def make_changed_guide(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the invented guide with changes, as plain data."""
    guide: dict[str, Any] = make_guide().model_dump(mode="json", by_alias=True, exclude_none=True)
    for path, value in changes.items():
        _set_value(guide, path.split("."), value)
    return guide


def _set_value(data: Any, steps: list[str], value: Any) -> None:
    step, *rest = steps
    if step == "+":
        data.append(value)
        return
    place: Any = step if isinstance(data, dict) else _find_index(data, step)
    if rest:
        _set_value(data.setdefault(place, []) if isinstance(data, dict) else data[place], rest, value)
    elif value in ("", None):
        del data[place]
    else:
        data[place] = value


def _find_index(items: list[Any], step: str) -> int:
    for index, item in enumerate(items):
        if isinstance(item, dict) and step in (item.get("id"), item.get("code"), item.get("question")):
            return index
    return int(step)


def make_report(check: Check, shown: Example) -> Report:
    """Return what one check finds in an example, written as `guide.yaml` in the current folder.

    The checks whose findings the example accepts run too.
    """
    file = Path("guide.yaml")
    file.write_text(
        yaml.safe_dump(make_changed_guide(shown.changes), allow_unicode=True, sort_keys=False, width=100), "utf-8"
    )
    guide, places = read_with_locations(file)
    subject = Subject(guide, shown.today, retracted=shown.settings.get("retracted", {}))
    if check.needs_rendered_files or "finished" in shown.settings:
        subject = replace(subject, rendered_texts=_extract_files(guide, shown))
    for edition in subject.editions if "omitted" in shown.settings else ():
        edition.__dict__["document"] = _remove_words(edition.document, shown.settings["omitted"])
    accepted = {CHECKS[acceptance.code] for acceptance in guide.accepted}
    found = run_checks(subject, {check} | accepted, RunContext(places))
    return replace(found, findings=tuple(each for each in found.findings if each.check == check))


def _remove_words(document: Document, lost: str) -> Document:
    """Return a document without some words."""

    def remove_words(inline: Inline) -> Inlines:
        return (replace(inline, text=inline.text.replace(lost, "")),) if isinstance(inline, Words) else (inline,)

    sections = rewrite_blocks(document.sections, remove_words)
    return replace(document, sections=tuple(one for one in sections if isinstance(one, Section)))


def _extract_files(guide: Guide, shown: Example) -> tuple[RenderedText, ...]:
    lost = str(shown.settings.get("lost", "\0"))
    exporter = REGISTRY["text"]
    editions = Subject(guide, shown.today).handout_editions
    jobs = [RenderJob(exporter, edition, exporter.options()) for edition in editions]
    made = [extract_text(job, render_artifact(job)) for job in jobs]
    return tuple(
        replace(each, parts=(each.words.replace(lost, ""),)) for each in made if isinstance(each, RenderedText)
    )


def format_report(found: Report, shown: Example) -> str:
    """Return a report as the command prints it, without the summary line."""
    whole = format_text(RunResults([GuideResult("guide.yaml", (), found)], shown.today))
    return "".join(f"{line}\n" for line in whole.splitlines()[:-1])
