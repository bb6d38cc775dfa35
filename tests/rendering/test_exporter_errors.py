"""Errors of exporters have the name of their plugin, wherever its code runs, and do not stop a build."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from acucontent import Artifact, Cache, Edition, Exporter, Options, PluginFailed
from acucontent.rendering.exporter import DoesNotFit
from acucontent.rendering.render import Renderer, RenderJob, prepare_template
from acucontent.rendering.template import Binder
from tests.factories import make_guide

EDITION = Edition.of(make_guide())
PLUGIN = "'cards' of acucontent-cards 1.0"


def render(edition: Edition, options: Options) -> Artifact:
    """Render an edition."""
    return Artifact(b"rendered")


@dataclass(frozen=True)
class FailingTemplate:
    """A template that raises an unexpected error, or an expected one for a long name."""

    names: tuple[str, ...] = ("patient",)

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Fail to fill in a sheet."""
        if len(words["patient"]) > 9:
            raise DoesNotFit("patient: is too long")
        raise KeyError("ink")

    def binder(self, out: BinaryIO) -> Binder:
        """Fail to open a binder."""
        raise KeyError("glue")


def make_job(**changes: Any) -> RenderJob:
    """Make a job for the exporter of a plugin."""
    usual: dict[str, Any] = {"suffix": ".card", "media_type": "text/plain", "options": Options, "export": render}
    values: dict[str, Any] = {**usual, "plugin": PLUGIN, **changes}
    return RenderJob(Exporter(name="cards", title="Cards", **values), EDITION, Options())


def _raise(error: Exception) -> Callable[[], str]:
    def fail() -> str:
        raise error

    return fail


@pytest.mark.parametrize("error", [OSError("no libink"), ImportError("no ink"), FileNotFoundError(2, "no file")])
def test_an_unknown_version_of_a_library_only_disables_the_cache(error: Exception, tmp_path: Path) -> None:
    """A library that cannot be loaded is reported only if the exporter needs it."""
    with Renderer(Cache(tmp_path)) as renderer:
        (pending,) = renderer.start([make_job(native_versions=_raise(error))])

        assert pending.wait_for_artifact() == Artifact(b"rendered")
    assert list(tmp_path.iterdir()) == []


def test_a_bug_in_native_versions_is_the_error_of_that_job_only(tmp_path: Path) -> None:
    """The error names the plugin, and other jobs are rendered."""
    jobs = [make_job(native_versions=_raise(KeyError("ink"))), make_job(native_versions=lambda: {"ink": "2"})]

    with Renderer(Cache(tmp_path)) as renderer:
        failed, rendered = (each.wait_for_outcome() for each in renderer.start(jobs))

    assert isinstance(failed, PluginFailed)
    assert str(failed).startswith(f"the plugin {PLUGIN} failed: KeyError: 'ink'.")
    assert rendered == Artifact(b"rendered")


def test_errors_of_a_template_name_the_plugin() -> None:
    """This includes errors in worker processes, to which the template is sent."""
    template = pickle.loads(pickle.dumps(prepare_template(make_job(template=lambda *_: FailingTemplate()))))

    assert template.names == ("patient",)
    for call in (lambda: template.fill({"patient": "Ana"}), lambda: template.binder(io.BytesIO())):
        with pytest.raises(PluginFailed, match=f"the plugin {PLUGIN} failed: KeyError"):
            call()
    with pytest.raises(DoesNotFit) as caught:
        template.fill({"patient": "A very long name"})
    assert (caught.value.plugin, str(caught.value)) == (PLUGIN, "patient: is too long")


def test_a_template_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """What a library prints while a template is prepared is dropped, as it is while a file is rendered."""
    prepare_template(make_job(template=lambda *_: sys.stdout.write("from a library")))

    assert capsys.readouterr().out == ""
