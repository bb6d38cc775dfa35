"""A web page costs at most half of the time of an ebook."""

from __future__ import annotations

import time

import pytest

from acucontent import Edition, Guide, discover


@pytest.mark.slow
@pytest.mark.parametrize("handout", ["complete", "reference", "first-visit"])
def test_a_page_takes_half_the_time_of_an_ebook(handout: str, back_pain: Guide) -> None:
    """The shortest of three runs of each, measured in turn in one process, as processor time."""
    registry, shortest = discover(), dict.fromkeys(("html", "epub"), 3600.0)

    for name in ("html", "epub") * 3:
        exporter, edition = registry[name], Edition.of(back_pain, handout)
        exporter.get_document(edition)
        start = time.process_time()
        exporter.export(edition, exporter.options())
        shortest[name] = min(shortest[name], time.process_time() - start)

    assert shortest["html"] <= 0.5 * shortest["epub"]
