r"""Data blocks of a web page: JSON in a `script` element, which browsers neither run nor show.

In the JSON each `<` is written as `\u003c`, so that nothing in it can end the element (HTML, 4.12.1.3).
"""

from __future__ import annotations

import re

from acucontent.errors import AcucontentError

_TYPE = b"application/json"
_ESCAPED = b"\\u003c"
_ESCAPE_OR_BACKSLASH = re.compile(rb"\\\\|\\u003c")
"""An escaped backslash, or an escaped `<`."""


class BadDataBlock(AcucontentError, ValueError):
    """A page does not have exactly one data block of a name."""


def write_data_block(name: str, content: bytes, media_type: str = _TYPE.decode()) -> str:
    """Return a data block as HTML, safe to put into a template.

    Args:
        name: The id of the element, such as `guide.json`; if empty, it has none.
        content: JSON, encoded as UTF-8.
        media_type: The media type of the content.
    """
    id_ = f' id="{name}"' if name else ""
    return f'<script type="{media_type}"{id_}>{content.replace(b"<", _ESCAPED).decode("utf-8")}</script>'


def read_data_block(page: bytes, name: str) -> bytes:
    """Return the content of the data block of a page with a name.

    Raises:
        BadDataBlock: There is not exactly one.
    """
    start, end = _find_data_block(page, name)
    return _ESCAPE_OR_BACKSLASH.sub(lambda found: b"<" if found[0] == _ESCAPED else found[0], page[start:end])


def cut_data_block(page: bytes, name: str) -> bytes:
    """Return a page without the content of a data block.

    Raises:
        BadDataBlock: There is not exactly one.
    """
    start, end = _find_data_block(page, name)
    return page[:start] + page[end:]


def _find_data_block(page: bytes, name: str) -> tuple[int, int]:
    """Return the places at which the content of a data block begins and ends."""
    tag = b'<script type="%b" id="%b">' % (_TYPE, name.encode())
    if page.count(tag) != 1:
        raise BadDataBlock(name)
    start = page.index(tag) + len(tag)
    end = page.find(b"<", start)
    if not page.startswith(b"</script>", end):
        raise BadDataBlock(name)
    return start, end
