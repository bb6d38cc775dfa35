"""HTML is read as browsers read it, if all its elements are closed."""

from __future__ import annotations

import pytest

from acucontent.markup import extract_text, parse_html
from acucontent.markup.text import BadMarkup


def test_a_page_is_read_by_the_rules_of_html() -> None:
    """Void elements have no end tag, scripts have no elements, and references are characters."""
    page = "<!DOCTYPE html><html><body><p>a<br>b &lt;c</p><script>'<p>'</script><svg><path d=''/></svg></body></html>\n"

    root = parse_html(page)

    assert [each.tag for each in root.iter()] == ["html", "body", "p", "br", "script", "svg", "path"]
    assert extract_text(root).split() == ["a", "b", "<c"]


@pytest.mark.parametrize("page", ["", "text", "<p>", "<p></b></p>", "</p>", "<p></p><p></p>", "<b><p></b></p>"])
def test_elements_that_are_not_nested_are_refused(page: str) -> None:
    """Browsers guess what was meant; we do not."""
    with pytest.raises(BadMarkup):
        parse_html(page)
