"""Data blocks keep every JSON text, and nothing in them can end the element."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from acucontent.data_blocks import BadDataBlock, cut_data_block, read_data_block, write_data_block
from acucontent.markup import parse_html

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
@example(r"\u003c \\u003c \<")
def test_a_block_has_its_content(text: str) -> None:
    """Any text can be read back, by us and by the parser of a browser."""
    content = json.dumps({"text": text}, ensure_ascii=False).encode()
    page = f"<body>{write_data_block('guide.json', content)}</body>"

    (element,) = parse_html(page)

    assert read_data_block(page.encode(), "guide.json") == content
    assert json.loads(element.text or "") == {"text": text}


@pytest.mark.parametrize("page", ["", "{0}{0}", '<script type="application/json" id="a">{{}}', "{0[:-1]}"])
def test_a_page_has_one_block_of_a_name(page: str) -> None:
    """A missing, repeated or open block is not read."""
    made = page.replace("{0[:-1]}", write_data_block("a", b"{}")[:-1]).replace("{0}", write_data_block("a", b"{}"))

    with pytest.raises(BadDataBlock):
        read_data_block(made.encode(), "a")


def test_a_block_can_be_cut() -> None:
    """The page around a block stays."""
    page = f"<p>before {write_data_block('a', b'{}')} after</p>".encode()

    assert cut_data_block(page, "a") == page.replace(b"{}", b"")
