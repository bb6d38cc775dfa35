"""An exporter is validated when it is made; invalid options and missing libraries have clear messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from acucontent import Artifact, BadExporter, BadOptions, Edition, Exporter, MissingLibrary, Options
from acucontent.installer import format_install_command
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import make_guide


class Sizes(Options):
    """Options of every type."""

    paper: Literal["letter", "a4"] = "letter"
    """The paper size."""
    width: Annotated[int, Field(ge=40, le=200)] | None = None
    """The maximum length of a line."""
    plain: bool = False
    """Whether to leave out what is not needed."""


def _hello(edition: Edition, options: Sizes) -> Artifact:
    return Artifact(f"{edition.guide.title} {options.paper}".encode())


def _exporter(**changes: Any) -> Exporter[Sizes]:
    usual: dict[str, Any] = {
        "name": "hello",
        "title": "Hello",
        "suffix": ".hello",
        "media_type": "text/plain",
        "options": Sizes,
        "export": _hello,
    }
    return Exporter(**usual | changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "../etc"}, "its name"),
        ({"suffix": "/x"}, "its suffix '/x'"),
        ({"suffix": "txt"}, "its suffix 'txt'"),
        ({"media_type": "text"}, "its media type 'text'"),
        ({"options": dict}, "acucontent.Options"),
        ({"export": None}, "its export"),
        ({"read_back": "words"}, "its read_back"),
        ({"added_texts": list}, "it has added_texts but no read_back"),
        ({"scope": "all"}, "its scope 'all' is invalid: expected first handout, every handout or guide"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_an_invalid_exporter_is_rejected(changes: dict[str, Any], message: str) -> None:
    """The message names the invalid field."""
    with pytest.raises(BadExporter) as raised:
        _exporter(**changes)

    assert message in str(raised.value)


def test_options_are_described_for_flags_and_forms() -> None:
    """For an optional value, the schema is that of the value."""
    described = Sizes.describe_options()

    assert described["paper"]["enum"] == ["letter", "a4"]
    assert (described["width"]["type"], described["width"]["maximum"]) == ("integer", 200)
    assert described["plain"]["description"] == "Whether to leave out what is not needed."


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"papr": "a4"}, "Unknown option 'papr' for hello. Did you mean 'paper'? Options: paper, plain, width"),
        ({"paper": "a5"}, "hello: paper: 'a5' is not one of: 'letter' or 'a4'"),
        ({"width": 3}, "hello: width: 3 is invalid. "),
    ],
    ids=["unknown", "not-a-choice", "out-of-bounds"],
)
def test_invalid_options_are_rejected(given: dict[str, Any], message: str) -> None:
    """The message has the name, the value and what is expected."""
    with pytest.raises(BadOptions) as raised:
        _exporter().make_options(given)

    assert str(raised.value).startswith(message)


def test_every_wrong_value_is_told_at_once() -> None:
    """Two wrong values make two lines."""
    with pytest.raises(BadOptions) as raised:
        _exporter().make_options({"paper": "a5", "width": 3})

    assert len(str(raised.value).splitlines()) == 2


def _without_module(edition: Edition, options: Sizes) -> Artifact:
    import a_library_that_nobody_has  # type: ignore[import-not-found]  # noqa: F401

    return Artifact(b"")


def _without_native_library(edition: Edition, options: Sizes) -> Artifact:
    raise OSError("cannot load library 'libpango-1.0-0': no such file.  Additionally, nothing was found")


@pytest.mark.parametrize(
    ("export", "extra", "message"),
    [
        (_without_module, "acucontent[hello]", format_install_command("acucontent[hello]")),
        (_without_module, None, "acucontent doctor"),
        (_without_native_library, "acucontent[hello]", "cannot load library 'libpango-1.0-0': no such file."),
    ],
    ids=["module-of-an-extra", "module", "native"],
)
def test_a_missing_library_says_how_to_install_it(
    export: Callable[[Edition, Sizes], Artifact], extra: str | None, message: str
) -> None:
    """The message names the missing library and how to install it."""
    exporter = _exporter(export=export, extra=extra)

    with pytest.raises(MissingLibrary, match="'hello' is not available") as raised:
        render_artifact(RenderJob(exporter, Edition.of(make_guide()), Sizes()))

    assert message in str(raised.value)


def _without_file(edition: Edition, options: Sizes) -> Artifact:
    open("/a/file/that/is/not/there").close()  # noqa: PTH123
    return Artifact(b"")


def test_a_missing_file_is_no_missing_library() -> None:
    """An error of the disk is left as it is."""
    with pytest.raises(FileNotFoundError):
        render_artifact(RenderJob(_exporter(export=_without_file), Edition.of(make_guide()), Sizes()))
