"""Prose: a subset of CommonMark is parsed; everything else is rejected with its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from acucontent.model.prose import (
    MAX_PROSE,
    Citation,
    Emphasis,
    InnerLink,
    ListBlock,
    Paragraph,
    Prose,
    ProseBlock,
    Strong,
    WebLink,
    Words,
)

PROSE: TypeAdapter[Prose] = TypeAdapter(Prose)
MARKUP = ["#", "*", "**", "_", "`", "\n", "\n\n", "    ", "- ", "1. ", "> ", "<b>", "![", "[", "]", "(", ")"]
LINKS = [
    "[@a; @b]",
    "(term:qi)",
    "(point:BL40)",
    "(https://e.org)",
    "(tel:1)",
    "&#x202e;",
    "&nbsp;",
    "&#0;",
    "\\",
    "word",
    "é",
]


def one_line(*inlines: object) -> tuple[Paragraph, ...]:
    """Return the blocks of prose with one paragraph."""
    return (Paragraph(inlines),)  # type: ignore[arg-type]


def items(*texts: str) -> tuple[tuple[ProseBlock, ...], ...]:
    """Return list items of one paragraph each."""
    return tuple((Paragraph((Words(text),)),) for text in texts)


ACCEPTED = {
    "words": ("Plain words.", one_line(Words("Plain words."))),
    "wrapped lines": ("One\nline.", one_line(Words("One line."))),
    "two paragraphs": ("One.\n\nTwo.", (*one_line(Words("One.")), *one_line(Words("Two.")))),
    "strong": ("**Stop** now", one_line(Strong((Words("Stop"),)), Words(" now"))),
    "emphasis": ("*qi* and _qi_", one_line(Emphasis((Words("qi"),)), Words(" and "), Emphasis((Words("qi"),)))),
    "nested": ("***both***", one_line(Emphasis((Strong((Words("both"),)),)))),
    "web": ("[here](https://e.org/?a=1&b)", one_line(WebLink("https://e.org/?a=1&b", (Words("here"),)))),
    "bare web": ("<https://e.org>", one_line(WebLink("https://e.org", (Words("https://e.org"),)))),
    "mail": ("[us](mailto:us@e.org)", one_line(WebLink("mailto:us@e.org", (Words("us"),)))),
    "telephone": ("[us](tel:+1-202)", one_line(WebLink("tel:+1-202", (Words("us"),)))),
    "citation": ("So. [@one; @two]", one_line(Words("So. "), Citation(("one", "two")))),  # type: ignore[arg-type]
    "bullets": ("- a\n- b", (ListBlock(False, items("a", "b")),)),
    "numbers": ("1. a\n2. b", (ListBlock(True, items("a", "b")),)),
    "list in list": ("- a\n  - b", (ListBlock(False, ((*items("a")[0], ListBlock(False, items("b"))),)),)),
    "entities": ("1 &lt; 2 &amp; \\*", one_line(Words("1 < 2 & *"))),
    "composed": ("e\u0301 and e&#x301;", one_line(Words("é and é"))),
}

REFUSED = {
    "nothing": (" \n ", "is empty: add text or remove the key"),
    "too long": ("x" * (MAX_PROSE + 1), "is longer than 10000 characters: split it into several parts"),
    "heading": ("One.\n\n# Two", "line 3 of the text: a heading is not allowed in prose"),
    "underlined heading": ("Two\n===", "line 1 of the text: a heading"),
    "code": ("One\ntwo `three`", "line 2 of the text: code is"),
    "fence": ("```\nx\n```", "line 1 of the text: a code block"),
    "four spaces": ("One.\n\n    two", "line 3 of the text: a code block (a line that starts with four spaces)"),
    "HTML": ("Two <b>words</b>", "line 1 of the text: raw HTML"),
    "HTML block": ("<div>\n</div>", "line 1 of the text: raw HTML"),
    "comment": ("A <!-- note -->", "line 1 of the text: raw HTML"),
    "image": ("![A back](https://e.org/back.png)", "line 1 of the text: an image"),
    "quote": ("> Said.", "line 1 of the text: a block quote"),
    "rule": ("One.\n\n---", "line 3 of the text: a rule"),
    "hard break": ("One.  \nTwo.", "line 1 of the text: a hard line break"),
    "backslash break": ("One.\\\nTwo.", "line 1 of the text: a hard line break"),
    "three lists deep": ("- a\n  - b\n    - c", "line 3 of the text: a list nested more than two levels deep"),
    "empty item": ("- a\n-\n- b", "line 2 of the text: an empty list item"),
    "blanks": ("One.\n\n&nbsp;", "line 3 of the text: a blank paragraph"),
    "deep emphasis": ("*a **b " * 8 + "c" + "** d*" * 8, "line 1 of the text: emphasis nested so deeply"),
    "hidden character": ("a&#x202e;b", "has a direction control (U+202E) at character 2: delete it"),
    "control": ("a\x07b", "has a control character (U+0007) at character 2: delete it"),
    "script": ("[x](javascript:alert)", "'javascript:alert' is an unsupported kind of link. Use https:"),
    "file": ("One\n[x](page.html)", "line 2 of the text: 'page.html' is an unsupported kind of link"),
    "mail to nobody": ("[x](mailto:nobody)", "'mailto:nobody' is an unsupported kind of link"),
    "number of words": ("[x](tel:mother)", "'tel:mother' is an unsupported kind of link"),
    "no host": ("[x](https://)", "'https://' is not a valid web address. Write it with https://"),
    "no words": ("[](https://e.org)", "'https://e.org' is a link without text"),
    "blank words": ("[ ](https://e.org)", "'https://e.org' is a link without text"),
    "title": ('[x](https://e.org "t")', "'https://e.org' is a link with a title, which is not supported"),
    "no such point": ("[x](point:BL99)", "'point:BL99' is not a valid link to a point: 'BL99' is not a WHO point"),
    "unclosed link": ("[qi](term:qi", "'](term:qi' is not a valid link. Use [words](address)"),
    "blank in a link": ("[qi](term:vital force)", "'](term:vital force)' is not a valid link"),
    "citation in a link": (
        "[a [@b]](term:qi)",
        "'](term:qi)' is not a valid link. Use [words](address) without spaces in the address",
    ),
    "a key of signs": ("So. [@.:/]", "'[@.:/]' is not a valid citation. Use [@key] or [@one; @two]"),
    "comma": ("So. [@one, @two]", "'[@one, @two]' is not a valid citation"),
    "open citation": ("So.\nSo. [@one", "line 2 of the text: '[@one' is not a valid citation"),
}


@pytest.mark.parametrize(("source", "blocks"), ACCEPTED.values(), ids=ACCEPTED)
def test_the_subset_is_parsed(source: str, blocks: tuple[ProseBlock, ...]) -> None:
    """Paragraphs, lists, strong, emphasis, links and citations become a tree."""
    assert Prose.parse(source).blocks == blocks


@pytest.mark.parametrize(("source", "message"), REFUSED.values(), ids=REFUSED)
def test_unsupported_markup_is_rejected(source: str, message: str) -> None:
    """The message for unsupported markup gives its line and what to use instead."""
    with pytest.raises(PydanticCustomError, match=re.escape(message)):
        Prose.parse(source)


def test_a_point_can_be_linked_by_any_name() -> None:
    """A link with an older code or a name is converted to the WHO code."""
    prose = Prose.parse("[a](point:UB40) [b](point:委中) [c](point:Weizhong)")

    assert [str(link) for link in prose.list_links()] == ["BL40", "BL40", "BL40"]
    assert isinstance(prose.blocks[0].children[0], InnerLink)  # type: ignore[union-attr]


def test_links_are_listed_in_order() -> None:
    """Every citation, term and point is found at any depth, with the list that must contain it."""
    prose = Prose.parse("**[a](term:qi)** [@one; @two]\n\n- *[b](point:BL40)*\n  - [c](https://e.org) [@two]")

    assert [(link.target, str(link)) for link in prose.list_links()] == [
        ("glossary", "qi"),
        ("references", "one"),
        ("references", "two"),
        ("acupoints", "BL40"),
        ("references", "two"),
    ]


@pytest.mark.parametrize("source", [source for source, _ in ACCEPTED.values()], ids=ACCEPTED)
def test_prose_round_trips(source: str) -> None:
    """The string and the JSON of prose can be parsed to the same prose."""
    prose = Prose.parse(source)

    assert Prose.parse(str(prose)) == prose
    assert PROSE.validate_json(PROSE.dump_json(prose)) == prose


@given(st.one_of(st.text(), st.lists(st.sampled_from(MARKUP + LINKS), max_size=25).map("".join)))
@example("*")
@example("[x]: /url")
@example("\ud800")
def test_any_text_is_parsed_or_rejected(text: str) -> None:
    """No text raises anything but a validation error, and accepted text round-trips."""
    try:
        prose = PROSE.validate_python(text)
    except ValidationError:
        return

    assert prose.blocks
    assert PROSE.validate_json(PROSE.dump_json(prose)) == prose
