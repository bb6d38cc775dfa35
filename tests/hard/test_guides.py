"""Any valid guide can be written, read and export_first_handout; any text is valid or reported."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from acucontent import ExportFailed, Guide, GuideProblems, discover, read_guide
from acucontent.diff.compare import compare_guides
from acucontent.edition import Edition
from acucontent.model.canonical import dump_canonical_json
from acucontent.registry import Registry
from tests.diff.examples import edit_guide
from tests.factories import make_evidence, make_guide, make_reference, make_statement, make_term
from tests.strategies import REFERENCES, STATEMENTS, TERMS, Drawing

pytestmark = pytest.mark.timeout(900)  # whole guides are drawn, and other tests run beside them

some = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a whole guide takes minutes
)
few = settings(some, max_examples=4)

FIELDS = {
    "line": "title",
    "name of a record": "risks.red_flags.0.sign",
    "prose": "summary",
    "prose of a safety record": "risks.precautions.0.advice",
    "table cell": "risks.effects.0.name",
    "reference": "references.0.title",
    "name of a person": "authors.0.name",
    "address": "practitioners.credentials.0.look_up",
    "id": "questions.0.id",
}
"""A path for each kind of place that can have text."""

TEXTS = {
    "right-to-left": "كتاب الظهر מדריך לגב",
    "direction override": "abc\u202edef",
    "isolate": "a\u2066b\u2069",
    "emoji": "Back 👩🏽‍⚕️ 🏳️‍🌈 ☐",
    "combining": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a",
    "null": "a\x00b",
    "escape": "a\x1b[31mb",
    "bell": "a\x07b",
    "next line": "a\u0085b",
    "line separator": "a\u2028b\u2029c",
    "byte order mark": "\ufeffabc",
    "private use": "a\ue000b",
    "not a character": "a\ufffeb",
    "half a pair": "a\ud800b",
    "zero width": "a\u200b\u200c\u200d\u2060b",
    "soft hyphen": "a\u00adb",
    "tags of a flag": "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "no-break space": "\u00a0",
    "blank": " \t ",
    "empty": "",
    "100 kB": "word " * 20_000,
    "100 kB unbroken": "x" * 100_000,
    "100 kB of marks": "*_[" * 33_000,
    "9 kB unbroken": "x" * 9_000,
    "400 wide": "W" * 400,
    "markup": "<script>alert(1)</script> &amp; ]]> <!-- -->",
    "template": "{{ 7 * 7 }} {% raw %} {0} %s",
    "formats": "\\x -- _a_ **b** `c` [d](e)",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return the installed formats."""
    found = discover()
    assert set(found) == {"epub", "fhir", "html", "json", "pdf", "text"}
    return found


def export_first_handout(guide: Guide, registry: Registry, names: tuple[str, ...]) -> dict[str, bytes]:
    """Export the guide's first handout in some formats."""
    chosen = [registry.get_exporter(name) for name in names]
    return {one.name: one.export(Edition.of(guide), one.options()).data for one in chosen}


@some
@given(guide=Drawing().draw_guides() | Drawing(alphabet=None).draw_guides())
def test_any_guide_round_trips(guide: Guide) -> None:
    """A guide is equal after writing and reading it as JSON and as YAML."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {"g.json": dump_canonical_json(guide), "g.yaml": _dump_yaml(guide)}.items():
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8")

            assert read_guide(path) == guide


def _dump_yaml(guide: Guide) -> str:
    return yaml.safe_dump(json.loads(dump_canonical_json(guide)), allow_unicode=False, sort_keys=False)


@some
@given(guide=Drawing().draw_guides())
def test_any_guide_is_exported_as_text_and_json(guide: Guide, registry: Registry) -> None:
    """Every handout is exported without an error."""
    for handout in guide.handouts.ids:
        text = registry.get_exporter("text")
        assert text.export(Edition.of(guide, handout), text.options()).data
    assert Guide.model_validate_json(export_first_handout(guide, registry, ("json",))["json"]) == guide


@few
@given(guide=Drawing().draw_guides())
def test_any_guide_is_exported_as_pdf_and_epub(guide: Guide, registry: Registry) -> None:
    """Any guide in letters that our fonts have is exported."""
    assert all(export_first_handout(guide, registry, ("pdf", "epub")).values())


@few
@given(guide=Drawing(alphabet=None).draw_guides())
def test_letters_of_any_script_are_shown_or_reported(guide: Guide, registry: Registry) -> None:
    """A letter that our fonts lack is named in an error; text and JSON contain it."""
    assert all(export_first_handout(guide, registry, ("text", "json")).values())
    for name in ("pdf", "epub"):
        assert _is_shown_or_reported(guide, registry, name)


def _is_shown_or_reported(guide: Guide, registry: Registry, name: str) -> bool:
    """Return whether a format exports a guide or names the letter that no font has."""
    try:
        return bool(export_first_handout(guide, registry, (name,))[name])
    except ExportFailed as error:
        return "no font has" in str(error)


def _make_linked_guide() -> Guide:
    """Return a tiny guide with all records that drawn records link to."""
    keys = ("hum1999", *REFERENCES)
    return make_guide(
        references=[make_reference(id=key) for key in keys],
        main_message=f"Humming may help a little. {' '.join(f'[@{key}]' for key in keys)}",
        glossary=[make_term(id=key) for key in TERMS],
        evidence=make_evidence(statements=[make_statement(id=key) for key in ("hum-vs-silence", *STATEMENTS)]),
    )


PARTS = ("risks", "sessions", "practitioners", "costs", "questions", "conditions", "codes", "regions")


@some
@given(part=st.sampled_from(PARTS).flatmap(lambda name: st.tuples(st.just(name), Drawing().draw_part(name))))
def test_every_difference_is_reported(part: tuple[str, Any]) -> None:
    """`diff` reports no changes exactly if two guides are equal."""
    old = _make_linked_guide()
    new = edit_guide(old, {part[0]: part[1]})

    found = compare_guides(old, new)

    assert found.same == (old == new)
    assert all(change.sentence.endswith(".") and change.path for change in found.changes)


@pytest.mark.parametrize("path", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_in_any_field_is_valid_or_reported(text: str, path: str, registry: Registry, tmp_path: Path) -> None:
    """Accepted text is read back and exported; other text is reported at its line in one sentence."""
    plain = json.loads(dump_canonical_json(make_guide()))
    _replace_text(plain, path, text)
    (tmp_path / "guide.json").write_text(json.dumps(plain), encoding="utf-8")

    try:
        guide = read_guide(tmp_path / "guide.json")
    except GuideProblems as error:
        for problem in error.problems:
            assert problem.line is not None
            assert str(problem).isprintable()
            assert len(str(problem)) < 1_000
        return

    made = export_first_handout(guide, registry, ("text", "json"))
    assert Guide.model_validate_json(made["json"]) == guide
    made["text"].decode("utf-8")


def _replace_text(plain: Any, path: str, text: str) -> None:
    *way, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    for step in way:
        plain = plain[step]
    plain[last] = text


SHOWN = ("right-to-left", "emoji", "combining", "zero width", "soft hyphen", "9 kB unbroken", "400 wide", "markup")


@pytest.mark.parametrize("name", SHOWN)
def test_accepted_text_is_shown_or_reported_on_pages(name: str, registry: Registry) -> None:
    """A PDF and an ebook show all accepted text, or an error names the letter that no font has."""
    text = TEXTS[name].replace("<", "\\<").replace("&", "\\&")
    guide = edit_guide(make_guide(), {"summary": text, "risks.red_flags.0.sign": TEXTS[name][:400]})

    for form in ("pdf", "epub"):
        assert _is_shown_or_reported(guide, registry, form)
