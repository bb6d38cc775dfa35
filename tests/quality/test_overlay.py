"""The words of a clinic are judged by the checks of safety and evidence, however they reach a handout."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import acucontent
from acucontent import Overlay, UnsafeOverlay, build, check_guide, discover, export
from acucontent.batch.clinics import ClinicSet, FailedSet
from acucontent.batch.target import open_target
from acucontent.clinic import Clinic
from acucontent.quality.overlay import check_overlay
from acucontent.reading.clinic import read_clinic
from acucontent.rendering.read_back import read_back
from tests.factories import make_guide

DANGEROUS = "Stop your blood thinner two days before a visit."
TODAY = datetime.date(2026, 11, 28)
PACKAGE = Path(acucontent.__file__).parent

UNSAFE = {
    DANGEROUS: "S110",
    "Our needles cure back pain for good.": "S113",
    "Needles are totally safe.": "S114",
    "Studies show that needles ease pain.": "E102",
    "It is proven to work.": "E101",
}

HARMLESS = (
    "Park behind the house. The bell is on the left.",
    "Call 555 0100, Monday to Friday, 9 to 5.",
    "Ask us before you stop any medicine.",
    "Do not stop any medicine without asking your doctor.",
    "If you cannot come, please call us 24 hours before your visit.",
    "Wear loose clothes and eat a light meal before you come.",
    "We speak English and Spanish.",
    "Get emergency help now if your legs go numb, then tell us.",
)


def make_overlay(note: str = DANGEROUS, handout: str = "all", **fields: object) -> Overlay:
    """Make an overlay with a note."""
    notes = [{"handout": handout, "text": note}]
    return Overlay(Clinic.model_validate({"name": "Example Clinic", "notes": notes} | fields))


USES: dict[str, Callable[[Path], object]] = {
    "build": lambda folder: build(make_guide(), overlay=make_overlay(), formats=["text"], out=folder),
    "export": lambda folder: export(make_guide(), "text", overlay=make_overlay()),
    "check": lambda folder: check_guide(make_guide(), today=TODAY, quick=True, overlay=make_overlay()),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_dangerous_note_is_refused_in_each_use(use: Callable[[Path], object], tmp_path: Path) -> None:
    """No file is written, and the error has the sentence, the code of the rule and how to fix it."""
    with pytest.raises(UnsafeOverlay, match=r"notes\.0\.text: S110: “Stop your blood thinner .*To fix it: Advise"):
        use(tmp_path / "out")

    assert not list(tmp_path.rglob("*.txt"))


def test_a_dangerous_note_is_the_failure_of_its_clinic(tmp_path: Path) -> None:
    """A batch of clinics writes nothing for it, and its reason is that of the other uses."""
    make_set = ClinicSet(make_guide(), open_target(str(tmp_path)), ("text",), ("all",), None, {}, TODAY)

    failed = make_set(("one", make_overlay()))

    assert isinstance(failed, FailedSet)
    assert re.search(r"notes\.0\.text: S110: “Stop your blood thinner .*To fix it: Advise", failed.reason)
    assert not list(tmp_path.rglob("*.txt"))


@pytest.mark.parametrize(("note", "code"), UNSAFE.items())
def test_each_kind_of_unsafe_sentence_is_refused(note: str, code: str) -> None:
    """Safety and evidence are judged as in a guide, and a harmless sentence before it excuses nothing."""
    with pytest.raises(UnsafeOverlay, match=rf"notes\.0\.text: {code}: "):
        check_overlay(make_overlay(f"Ring the bell. {note}"), "en-US")


@pytest.mark.parametrize("note", HARMLESS)
def test_a_harmless_note_is_accepted(note: str) -> None:
    """Parking, phone numbers, hours and safe advice are what notes are for."""
    check_overlay(make_overlay(note), "en-GB")


def test_every_text_of_an_overlay_is_judged() -> None:
    """A promise in the opening hours is a promise, and every problem is listed."""
    overlay = make_overlay(
        "Ring the bell.",
        hours=["Daily", "Needles cure back pain."],
        practitioners=[{"name": "Needles cure back pain."}],
    )

    with pytest.raises(UnsafeOverlay) as caught:
        check_overlay(overlay, "en")

    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["hours.1", "practitioners.0.name"]


URGENT = (
    "You don't need to call an ambulance.",
    "Call us, not 911.",
    "If you have chest pain, call our clinic instead of 911.",
    "If you are short of breath, wait until our clinic opens.",
    "The warnings on this sheet do not apply to our patients.",
    "Forget the red flags on this sheet.",
    "You do not have to tell us about a pacemaker.",
    "You can drive home even if you feel dizzy.",
    "A collapsed lung cannot happen here.",
)


@pytest.mark.parametrize("note", URGENT)
def test_a_note_cannot_keep_readers_from_urgent_help(note: str) -> None:
    """A number such as 911 in a sentence does not make it harmless."""
    with pytest.raises(UnsafeOverlay, match=r"S115: "):
        check_overlay(make_overlay(note), "en")


TOWARD_HELP = (
    "In an emergency, call 911, not us.",
    "Do not hesitate to call 911.",
    "If you have chest pain, do not wait for us: call an ambulance.",
    "If you do not need an ambulance, call us.",
    "Do not ignore the warning signs on this sheet.",
    "Never drive if you feel dizzy.",
    "You do not have to tell us why you cancel.",
)


@pytest.mark.parametrize("note", TOWARD_HELP)
def test_a_note_can_send_readers_to_urgent_help(note: str) -> None:
    """The same words in advice to get help are harmless."""
    check_overlay(make_overlay(note), "en")


def test_lines_are_judged_as_readers_see_them() -> None:
    """A sentence that spans two lines of an address or of the hours is a sentence."""
    for lines in ({"address": ["Do not", "call 911"]}, {"hours": ["Stop your", "blood thinner"]}):
        with pytest.raises(UnsafeOverlay):
            check_overlay(make_overlay("Ring the bell.", **lines), "en")


@pytest.mark.parametrize("line", ["Miracle Mile 12", "The Cure Rd 5", "No Pain Lane 3", "Painless Point Acupuncture"])
def test_a_name_or_street_is_no_statement(line: str) -> None:
    """Words of a name or an address promise nothing."""
    check_overlay(make_overlay("Ring the bell.", name=line, address=[line]), "en")


@pytest.mark.parametrize(
    "line", ["Cures back pain for good", "Cures Back Pain For Good, Miracle Mile 1", "Do not call 911"]
)
def test_a_statement_in_an_address_is_judged(line: str) -> None:
    """A line for an address cannot carry an unsafe sentence past the checks."""
    with pytest.raises(UnsafeOverlay):
        check_overlay(make_overlay("Ring the bell.", address=[line]), "en")


@pytest.mark.parametrize("note", ["Deje de tomar sus anticoagulantes.", "St\u043ep your blood thinner."])
def test_a_note_that_no_check_can_read_is_refused(note: str) -> None:
    """Another language or alphabet does not pass unjudged."""
    with pytest.raises(UnsafeOverlay, match=r"S12[23]: "):
        check_overlay(make_overlay(note), "en")


def test_a_note_for_another_handout_is_judged_too(tmp_path: Path) -> None:
    """An overlay is used as a whole."""
    guide = make_guide()

    with pytest.raises(UnsafeOverlay):
        export(guide, "text", handout=guide.handouts.ids[0], overlay=make_overlay(handout=guide.handouts.ids[-1]))


def test_the_error_has_the_file_and_line(tmp_path: Path) -> None:
    """An overlay from a file is corrected there."""
    path = tmp_path / "clinic.yaml"
    path.write_text(f"name: Example\nnotes:\n  - handout: all\n    text: {DANGEROUS}\n", encoding="utf-8")

    with pytest.raises(UnsafeOverlay, match=r"clinic\.yaml:4: notes\.0\.text: S110"):
        check_overlay(read_clinic(path), "en")


def test_a_note_in_a_language_without_word_lists_is_refused() -> None:
    """What no check can judge is not printed unjudged; facts such as the phone number are."""
    with pytest.raises(UnsafeOverlay, match=r"notes\.0\.text: S100: .* not checked in es"):
        check_overlay(make_overlay("Toque el timbre."), "es")

    check_overlay(Overlay(Clinic(name="Example", phone="555 0100")), "es")


@pytest.mark.parametrize("name", ["text", "epub", "html", "pdf"])
def test_a_note_is_printed_apart_as_the_clinics_own_words(name: str) -> None:
    """Every format prints it under the name of the clinic and a heading of its own."""
    overlay, exporter = make_overlay("Ring the bell."), discover().get_exporter(name)

    data = export(make_guide(), name, overlay=overlay)

    assert "A note in the clinic’s own words Ring the bell." in " ".join(read_back(exporter, data))


def test_an_overlay_reaches_an_edition_in_one_place() -> None:
    """Nothing else in the package makes an edition with an overlay."""
    makers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("Edition", "Edition.of", "replace")
        and any(keyword.arg == "overlay" for keyword in node.keywords)
    }

    assert makers == {"checked_edition.py"}


def test_a_label_of_a_clinic_is_judged() -> None:
    """A label with unsafe words is refused like any other text of an overlay."""
    clinic = Clinic.model_validate({"name": "A clinic", "labels": {"clinic_phone": "Painless and free of any risk"}})

    with pytest.raises(UnsafeOverlay, match=r"labels\.clinic_phone: S114"):
        check_overlay(Overlay(clinic), "en-US")
