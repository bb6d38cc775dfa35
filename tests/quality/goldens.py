"""The golden folders: for each code a bad and a good example, each a few changes of one invented guide.

An example is a mapping of paths to values: `summary: It always works.` puts a value at a path; a path that ends in `+`
adds an item to a list; an empty value deletes. Keys that begin with `$` say what is no part of the guide:

    $today: 2033-01-01                 the day that dates are held against
    $retracted: {10.1000/1: Retraction}  DOIs that were retracted
    $finished: true                    whether the finished files are looked into, as plain text
    $lost: Blue lips                   words that are taken out of the finished files
    $omitted: Blue lips                words that are taken out of the composed documents
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
from acucontent.document.traversal import rewrite_all
from acucontent.model.guide import Guide
from acucontent.quality.check import Check
from acucontent.quality.finding import Report
from acucontent.quality.rendered_text import extract_text
from acucontent.quality.run import Brought, run
from acucontent.quality.self_checks import CHECK_FAILED, UNFINISHED
from acucontent.quality.subject import Finished, Subject
from acucontent.reading import read_with_places
from acucontent.registry import discover
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import make_guide

REGISTRY = discover()
CHECKS = REGISTRY.checks
GOLDEN = Path(__file__).parent / "golden"
WITHOUT = {
    CHECK_FAILED.code: "no guide makes a check fail: see test_run.py",
    UNFINISHED.code: "no guide that can be read keeps its files from being made: see test_run.py",
}
"""Codes that no guide can show, each with the reason."""

TODAY = "2030-06-01"
"""A day soon after all that is dated in the invented guide."""


@dataclass(frozen=True)
class Example:
    """One example as its file has it: the changes, and what is said beside the guide."""

    changes: Mapping[str, Any]
    said: Mapping[str, Any]

    @property
    def today(self) -> datetime.date:
        """The day that dates are held against."""
        return datetime.date.fromisoformat(str(self.said.get("today", TODAY)))


def example(code: str, name: str) -> Example:
    """The bad or the good example of a code."""
    held = yaml.load((GOLDEN / code / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    said = {key[1:]: value for key, value in held.items() if key.startswith("$")}
    return Example({key: value for key, value in held.items() if not key.startswith("$")}, said)


def changed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The invented guide with changes, as plain data."""
    guide: dict[str, Any] = make_guide().model_dump(mode="json", by_alias=True, exclude_none=True)
    for path, value in changes.items():
        _put(guide, path.split("."), value)
    return guide


def _put(held: Any, steps: list[str], value: Any) -> None:
    step, *rest = steps
    if step == "+":
        held.append(value)
        return
    place: Any = step if isinstance(held, dict) else _index(held, step)
    if rest:
        _put(held.setdefault(place, []) if isinstance(held, dict) else held[place], rest, value)
    elif value in ("", None):
        del held[place]
    else:
        held[place] = value


def _index(items: list[Any], step: str) -> int:
    for index, item in enumerate(items):
        if isinstance(item, dict) and step in (item.get("id"), item.get("code")):
            return index
    return int(step)


def report(check: Check, shown: Example) -> Report:
    """What one check finds in an example, written as `guide.yaml` in the current folder.

    The checks whose findings the example accepts run too.
    """
    file = Path("guide.yaml")
    file.write_text(yaml.safe_dump(changed(shown.changes), allow_unicode=True, sort_keys=False, width=100), "utf-8")
    guide, places = read_with_places(file)
    subject = Subject(guide, shown.today, retracted=shown.said.get("retracted", {}))
    if check.finished or "finished" in shown.said:
        subject = replace(subject, finished=_files(guide, shown))
    for edition in subject.editions if "omitted" in shown.said else ():
        edition.__dict__["document"] = _without(edition.document, shown.said["omitted"])
    accepted = {CHECKS[acceptance.code] for acceptance in guide.accepted}
    found = run(subject, {check} | accepted, Brought(places))
    return replace(found, findings=tuple(each for each in found.findings if each.check == check))


def _without(document: Document, lost: str) -> Document:
    """The document without some words."""

    def change(inline: Inline) -> Inlines:
        return (replace(inline, text=inline.text.replace(lost, "")),) if isinstance(inline, Words) else (inline,)

    sections = rewrite_all(document.sections, change)
    return replace(document, sections=tuple(one for one in sections if isinstance(one, Section)))


def _files(guide: Guide, shown: Example) -> tuple[Finished, ...]:
    lost = str(shown.said.get("lost", "\0"))
    exporter = REGISTRY["text"]
    made = [
        extract_text(edition, exporter, render_artifact(RenderJob(exporter, edition, exporter.options())))
        for edition in Subject(guide, shown.today).sheets
    ]
    return tuple(replace(each, words=each.words.replace(lost, "")) for each in made if isinstance(each, Finished))


def printed(found: Report, shown: Example) -> str:
    """A report as the command prints it, without the line that sums it up."""
    whole = format_text(RunResults([GuideResult("guide.yaml", (), found)], shown.today))
    return "".join(f"{line}\n" for line in whole.splitlines()[:-1])
