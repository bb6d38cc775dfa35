"""An exporter is sound when it exists; its options and its missing libraries are told of in sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from acucontent import Artifact, BadExporter, BadOptions, Edition, Exporter, MissingLibrary, Options
from acucontent.rendering.render import RenderJob, render_artifact
from tests.factories import make_guide


class Sizes(Options):
    """Options of every kind."""

    paper: Literal["letter", "a4"] = "letter"
    """The paper."""
    width: Annotated[int, Field(ge=40, le=200)] | None = None
    """The longest line."""
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
    ("changes", "said"),
    [
        ({"name": "../etc"}, "its name"),
        ({"suffix": "/x"}, "its suffix '/x'"),
        ({"suffix": "txt"}, "its suffix 'txt'"),
        ({"media_type": "text"}, "its media type 'text'"),
        ({"options": dict}, "acucontent.Options"),
        ({"export": None}, "its export"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_cannot_be_used_is_refused(changes: dict[str, Any], said: str) -> None:
    """An exporter that could harm a file name or a flag is no exporter."""
    with pytest.raises(BadExporter) as raised:
        _exporter(**changes)

    assert said in str(raised.value)


def test_options_are_described_for_flags_and_forms() -> None:
    """An option that may be none is described by its other schema."""
    described = Sizes.described()

    assert described["paper"]["enum"] == ["letter", "a4"]
    assert (described["width"]["type"], described["width"]["maximum"]) == ("integer", 200)
    assert described["plain"]["description"] == "Whether to leave out what is not needed."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"papr": "a4"}, "No option of hello 'papr'. Did you mean 'paper'?  Options: paper, plain, width"),
        ({"paper": "a5"}, "hello: paper: 'a5' is not one of: 'letter' or 'a4'"),
        ({"width": 3}, "hello: width: 3 is invalid. "),
    ],
    ids=["unknown", "not-a-choice", "out-of-bounds"],
)
def test_wrong_options_are_told_of(given: dict[str, Any], said: str) -> None:
    """A wrong option is refused with its name, its value and what would do."""
    with pytest.raises(BadOptions) as raised:
        _exporter().options_from(given)

    assert str(raised.value).startswith(said)


def test_every_wrong_value_is_told_at_once() -> None:
    """Two wrong values make two lines."""
    with pytest.raises(BadOptions) as raised:
        _exporter().options_from({"paper": "a5", "width": 3})

    assert len(str(raised.value).splitlines()) == 2


def _without_module(edition: Edition, options: Sizes) -> Artifact:
    import a_library_that_nobody_has  # type: ignore[import-not-found]  # noqa: F401

    return Artifact(b"")


def _without_native_library(edition: Edition, options: Sizes) -> Artifact:
    raise OSError("cannot load library 'libpango-1.0-0': no such file.  Additionally, nothing was found")


@pytest.mark.parametrize(
    ("export", "extra", "said"),
    [
        (_without_module, "acucontent[hello]", "pip install 'acucontent[hello]'"),
        (_without_module, None, "acucontent doctor"),
        (_without_native_library, "acucontent[hello]", "cannot load library 'libpango-1.0-0': no such file."),
    ],
    ids=["module-of-an-extra", "module", "native"],
)
def test_a_missing_library_says_how_to_install_it(
    export: Callable[[Edition, Sizes], Artifact], extra: str | None, said: str
) -> None:
    """What pip or the system lacks is named, with what mends it."""
    exporter = _exporter(export=export, extra=extra)

    with pytest.raises(MissingLibrary, match="'hello' is not available") as raised:
        render_artifact(RenderJob(exporter, Edition.of(make_guide()), Sizes()))

    assert said in str(raised.value)


def _without_file(edition: Edition, options: Sizes) -> Artifact:
    open("/a/file/that/is/not/there").close()  # noqa: PTH123
    return Artifact(b"")


def test_a_missing_file_is_no_missing_library() -> None:
    """An error of the disk is left as it is."""
    with pytest.raises(FileNotFoundError):
        render_artifact(RenderJob(_exporter(export=_without_file), Edition.of(make_guide()), Sizes()))
