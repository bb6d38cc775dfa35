"""The words of a page are those of its document, in order, and each change is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from acucontent import Clinic, Edition, Guide, Overlay, discover
from acucontent.quality.checks.safety.text_layer import describe_difference
from acucontent.quality.document_words import list_document_words
from acucontent.quality.subject import RenderedText
from acucontent.rendering.read_back import list_added_texts, read_back
from acucontent.rendering.render import RenderJob, render_artifact

HTML = discover()["html"]
Change = Callable[[bytes], bytes]


def find_difference(edition: Edition, change: Change = bytes, *, fragment: bool = False) -> str:
    """Return the first difference between the page of an edition, after a change, and its document."""
    job = RenderJob(HTML, edition, HTML.make_options({"fragment": fragment}))
    parts = read_back(HTML, change(render_artifact(job).data))
    text = RenderedText(edition, "html", parts, list_added_texts(HTML, edition, job.options))
    return describe_difference(text, list_document_words(edition.document))


@pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize("handout", ["complete", "reference", "first-visit", "evidence", "points"])
def test_a_page_has_the_words_of_its_document(handout: str, fragment: bool, back_pain: Guide) -> None:
    """Nothing is lost, added or moved."""
    assert find_difference(Edition.of(back_pain, handout), fragment=fragment) == ""


@pytest.mark.slow
def test_every_page_has_the_words_of_its_document(back_pain: Guide) -> None:
    """The same is true of every handout in every region and language, with the words of a clinic."""
    overlay = Overlay(Clinic(name="The Example Clinic", phone="555 0100"))
    editions = [
        Edition.of(back_pain, handout, region, language=language, overlay=overlay)
        for handout in back_pain.handouts.ids
        for region in back_pain.regions.ids
        for language in back_pain.languages
    ]

    assert len(editions) > 20
    assert [found for each in editions if (found := find_difference(each))] == []


def _replace(old: bytes, new: bytes) -> Change:
    def change(page: bytes) -> bytes:
        head, start, body = page.partition(b"<main")
        assert old in body
        return head + start + body.replace(old, new, 1)

    return change


def _drop_box(page: bytes) -> bytes:
    changed, count = re.subn(rb'<section id="safety.urgent".*?</section>', b"", page, flags=re.DOTALL)
    assert count == 1
    return changed


def _comment_box_out(page: bytes) -> bytes:
    return re.sub(rb'(<section id="safety.urgent".*?</section>)', rb"<!--\1-->", page, flags=re.DOTALL)


def _swap_boxes(page: bytes) -> bytes:
    boxes = re.findall(rb'<section id="safety\.[a-z]+".*?</section>', page, flags=re.DOTALL)
    return page.replace(boxes[0], b"%%").replace(boxes[1], boxes[0]).replace(b"%%", boxes[1])


CHANGES: dict[str, Change] = {
    "dropped": _drop_box,
    "swapped": _swap_boxes,
    "comment": _comment_box_out,
    "hidden": _replace(b'<section id="safety"', b'<section hidden id="safety"'),
    "hidden-from-screen-readers": _replace(b'<section id="safety"', b'<section aria-hidden="true" id="safety"'),
    "added": _replace(b"</main>", b"<p>It always helps.</p></main>"),
    "number": _replace(b"call 911", b"call 112"),
    "negation": _replace(b"have no needles", b"have needles"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed(change: Change, back_pain: Guide) -> None:
    """A word that is lost, hidden, added, moved or changed is a difference."""
    assert find_difference(Edition.of(back_pain, "first-visit"), change)
