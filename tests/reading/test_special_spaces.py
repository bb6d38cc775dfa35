"""A space that YAML reads as a letter is named with its line and code point, wherever it breaks the structure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from acucontent import GuideProblems
from acucontent.reading.clinic import read_clinic

Write = Callable[..., None]

PLACES = {
    "indent": ("name: A\nhours:\n{0}{0}- Monday\n", "3:1"),
    "indent of a key": ("name: A\n{0}phone: 911\n", "2:1"),
    "after the colon": ("name: A\naddress:{0}B\nphone: 911\n", "2:9"),
    "after the key": ("name{0}: A\n", "1:1"),
    "after the dash": ("name: A\nhours:\n  -{0}Monday\n", "3:4"),
    "before the first key": ("{0}name: A\n", "1:1"),
}
SPACES = {
    "\u00a0": "no-break space",
    "\u3000": "ideographic space",
    "\u2009": "thin space",
    "\u200b": "zero width space",
}


@pytest.mark.parametrize("space", SPACES, ids=SPACES.values())
@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES)
def test_a_special_space_is_named(text: str, place: str, space: str, write: Write) -> None:
    """The message has the name, the code point and the place of the character."""
    write({"clinic.yaml": text.format(space)})

    with pytest.raises(GuideProblems) as caught:
        read_clinic("clinic.yaml")

    message = str(caught.value.problems[0])
    assert f"clinic.yaml:{place}: " in message
    assert f"'{SPACES[space]}' (U+{ord(space):04X})" in message
