"""Build the files of a guide. If one file fails, the others are still built."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from acucontent.checked_edition import make_edition
from acucontent.clinic import Overlay
from acucontent.edition import Edition, PrintedPages, PrintedSource
from acucontent.errors import AcucontentError, describe_error
from acucontent.file_names import make_file_name
from acucontent.files import make_folder
from acucontent.identity import identify
from acucontent.model.base import NoSuchRecord
from acucontent.model.decision_selection import has_selectable_options
from acucontent.model.guide import Guide, require_validated
from acucontent.model.suggestions import describe_unknown
from acucontent.output_folder import OutputFile, OutputFolder, get_default_folder, list_contact
from acucontent.registry import Registry, UnknownFormat, discover
from acucontent.rendering.cache.storage import Cache
from acucontent.rendering.exporter import Artifact, BadOptions, Exporter, ExportFailed, Options
from acucontent.rendering.render import Outcome, Renderer, RenderJob, check_editions, get_artifact

if TYPE_CHECKING:
    from acucontent.signing import Signer

ALL = "all"
"""The value of `handouts` that selects every handout of a guide."""


@dataclass(frozen=True)
class PlannedFile:
    """One file to build."""

    path: Path
    exporter: Exporter[Any]
    edition: Edition
    options: Options

    @property
    def handout(self) -> str | None:
        """The id of its handout; None for a file of the whole guide."""
        return None if self.exporter.scope == "guide" else self.edition.handout.id

    @property
    def output(self) -> OutputFile:
        """The file to write, with the identity of its edition."""
        return self._make_output(self.path)

    @property
    def is_pdf(self) -> bool:
        """Whether the file is a PDF, which can be signed."""
        return self.exporter.media_type == "application/pdf"

    def make_companion(self, suffix: str) -> OutputFile:
        """Return a companion file to write: the same name with another suffix."""
        return self._make_output(self.path.with_name(make_file_name(self.edition, suffix)))

    def _make_output(self, path: Path) -> OutputFile:
        identity = identify(self.edition, self.exporter, self.options)
        defaults = self.options.get_defaults(self.edition.region.code)
        return OutputFile(path, identity, defaults, list_contact(self.edition.overlay), self.options.version_options)


@dataclass(frozen=True)
class Built:
    """A file that was built: its path, its size in bytes and, in a paged format, its number of pages."""

    path: Path
    size: int
    pages: int | None
    format: str
    handout: str | None
    notes: tuple[str, ...] = ()
    """Notes for the person who runs the build, one sentence each."""
    layout: str = ""
    """What the exporter chose to make it fit on its pages, such as `text 13 pt`."""


@dataclass(frozen=True)
class Failed:
    """A file that could not be built, with the error. An older file with the same name is unchanged."""

    path: Path
    format: str
    handout: str | None
    error: Exception


class BuildFailed(AcucontentError, RuntimeError):
    """Some files could not be built: `failed` lists them with their errors, `built` lists the others."""

    def __init__(self, built: Iterable[Built], failed: Iterable[Failed]) -> None:
        self.built, self.failed = tuple(built), tuple(failed)
        super().__init__("\n".join(f"{each.path}: {describe_error(each.error)}" for each in self.failed))


def build(  # noqa: PLR0913 - each has a name and a default
    guide: Guide,
    registry: Registry | None = None,
    *,
    formats: Sequence[str] = (),
    handouts: Sequence[str] = (),
    region: str | None = None,
    language: str | None = None,
    options: Mapping[str, Any] | None = None,
    overlay: Overlay | None = None,
    today: datetime.date | None = None,
    decision_options: Sequence[str] = (),
    out: str | Path | None = None,
    on_progress: Callable[[PlannedFile, int], None] | None = None,
    cache: Cache | None = None,
    workers: int = 1,
    overwrite: bool = False,
    signer: Signer | None = None,
) -> tuple[Built, ...]:
    """Build the files of a guide.

    If a worker process dies, a new one repeats its work, so no file is lost.

    Args:
        guide: The guide.
        registry: The formats to choose from (default: the installed ones).
        formats: Names of the formats to build (default: all).
        handouts: Ids of the handouts to build, or `all` (default: depends on the format, see `Exporter.scope`).
        region: The code of a region of the guide (default: its first region).
        language: The BCP 47 tag of a language that the guide is available in (default: the guide's own).
        options: Values of options by name. Each is passed to every selected format that has the option.
        overlay: The overlay of the clinic that hands out the files. It does not change their names.
        today: The date of printing. An edition whose review was due before it is marked as overdue (default: no
                edition is marked).
        decision_options: Ids of the options that the selected decision aids show (default: all of the region). Other
                handouts are unchanged.
        out: The output folder (default: `build/GUIDE`, or `build/GUIDE/REGION` for a region that is not the guide's
                first).
        on_progress: Called before each file is rendered, with that file and the total number of files.
        cache: The cache of rendered files (default: none).
        workers: The number of processes. With more than one, a script that calls this function must protect its main
                code with `if __name__ == "__main__":`.
        overwrite: Whether to overwrite files that are not an older version of the same edition.
        signer: The signer of the PDFs (`acucontent.signing.read_signer`; default: they are not signed). Other formats
                are not signed. The cache holds unsigned files only.

    Raises:
        UnknownFormat: No plugin provides one of the formats.
        NoSuchRecord: The guide has no such handout, region or option of a decision, or the overlay has a note for a
                handout that no installed guide has.
        UnknownLanguage: The guide is not available in the language.
        BadDecisionOptions: `decision_options` is given and no decision aid is selected, the region does not have an
                option, or fewer than two remain, or not the one of no new treatment.
        BadOptions: An option is unknown, or its value is invalid or does not suit a selected handout, or `handouts` is
                given and no selected format makes handouts, or `signer` and none makes PDFs.
        TypeError: `formats`, `handouts` or `decision_options` is a text and not a list.
        UnsafeOverlay: The overlay has an unsafe or misleading sentence, or cannot be checked.
        UnvalidatedGuide: The guide was changed without validation.
        WouldOverwrite: The folder holds another edition under the same name, or a file that no build wrote.
        CannotWrite: The folder cannot be created or is not writable.
        BuildFailed: Some files could not be built. All others were built.
    """
    require_validated(guide)
    folder = get_default_folder(guide, region) if out is None else Path(out)
    registry = discover() if registry is None else registry
    planned = plan_files(
        guide,
        registry,
        folder,
        formats=formats,
        handouts=handouts,
        region=region,
        language=language,
        options=options,
        overlay=overlay,
        today=today,
        decision_options=decision_options,
    )
    require_signable(signer, planned)
    output = OutputFolder(folder, overwrite)
    output.check(each.output for each in planned)
    make_folder(folder)
    done: list[Built | Failed] = []
    with Renderer(cache, workers) as renderer:
        for each, outcome in render_files(planned, renderer, on_progress):
            done.extend(write_files(each, outcome, planned, output, signer))
    return require_built(done)


def require_signable(signer: Signer | None, planned: Iterable[PlannedFile]) -> None:
    """Check that a signer has a file to sign.

    Raises:
        BadOptions: There is a signer, and no file is a PDF.
    """
    if signer and not any(each.is_pdf for each in planned):
        raise BadOptions("Only PDF files can be signed. To fix it, add --format pdf, or do not sign.")


def require_built(done: Iterable[Built | Failed]) -> tuple[Built, ...]:
    """Return the files that were built.

    Raises:
        BuildFailed: Some files could not be built.
    """
    every = tuple(done)
    built = tuple(each for each in every if isinstance(each, Built))
    failed = tuple(each for each in every if isinstance(each, Failed))
    if failed:
        raise BuildFailed(built, failed) from failed[0].error
    return built


def render_files(
    planned: Sequence[PlannedFile],
    renderer: Renderer,
    on_progress: Callable[[PlannedFile, int], None] | None = None,
) -> Iterator[tuple[PlannedFile, Outcome]]:
    """Render planned files. Paged formats come first, and their pages are passed on to the other formats.

    Args:
        planned: The files.
        renderer: The renderer to use.
        on_progress: Called before each file is rendered, with that file and the total number of files.

    Yields:
        Each file with its artifact, or with the error if it could not be rendered.
    """
    printed: dict[str, PrintedPages] = {}
    unpaged = {each.edition.handout.id for each in planned if not each.exporter.paged}
    for paged in (True, False):
        stage = [each for each in planned if each.exporter.paged == paged]
        jobs = [
            RenderJob(each.exporter, replace(each.edition, printed=printed.get(each.edition.handout.id)), each.options)
            for each in stage
        ]
        for each, pending in zip(stage, renderer.start(jobs), strict=True):
            if on_progress:
                on_progress(each, len(planned))
            outcome = pending.wait_for_outcome()
            if each.edition.handout.id in unpaged and isinstance(outcome, Artifact) and outcome.pages:
                pages = make_printed_pages(each.exporter, each.edition, each.options, outcome)
                printed.setdefault(each.edition.handout.id, pages)
            yield each, outcome


def plan_files(  # noqa: PLR0913 - the arguments of build
    guide: Guide,
    registry: Registry,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    handouts: Sequence[str] = (),
    region: str | None = None,
    language: str | None = None,
    options: Mapping[str, Any] | None = None,
    overlay: Overlay | None = None,
    today: datetime.date | None = None,
    decision_options: Sequence[str] = (),
) -> tuple[PlannedFile, ...]:
    """Return the files that `build` makes with these arguments, grouped by format, paged formats first."""
    require_validated(guide)
    require_names("formats", formats, "pdf")
    require_names("handouts", handouts, guide.handouts.ids[0])
    _check_handouts(guide, handouts)
    chosen = [registry.get_exporter(name) for name in dict.fromkeys(formats or registry)]
    chosen.sort(key=lambda exporter: not exporter.paged)
    if not chosen:
        raise UnknownFormat("No format is installed. To see why, run: acucontent list")
    if handouts and all(exporter.scope == "guide" for exporter in chosen):
        names = " and ".join(exporter.name for exporter in chosen)
        raise BadOptions(
            f"Handouts are not supported by {names}, which always contains the whole guide. Add another format."
        )
    settings = _make_options(chosen, registry, options or {})
    wanted = {exporter.name: _choose_handouts(guide, exporter, handouts) for exporter in chosen}
    every = dict.fromkeys(key for keys in wanted.values() for key in keys)
    aids = _choose_aids(guide, every) if decision_options else ()
    list_handouts = functools.cache(registry.list_handouts)
    editions = {
        key: make_edition(
            guide,
            key,
            region,
            language=language,
            overlay=overlay,
            today=today,
            decision_options=decision_options if key in aids else (),
            list_handouts=list_handouts,
        )
        for key in every
    }
    for exporter in chosen:
        check_editions(exporter, [editions[key] for key in wanted[exporter.name]], settings[exporter.name])
    return tuple(
        PlannedFile(
            folder / make_file_name(editions[key], exporter.suffix), exporter, editions[key], settings[exporter.name]
        )
        for exporter in chosen
        for key in wanted[exporter.name]
    )


def _choose_aids(guide: Guide, handouts: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the handouts that are decision aids; if none is, all ids, so that the error names one."""
    selected = tuple(handouts)
    return tuple(key for key in selected if has_selectable_options(guide.handouts[key])) or selected


def require_names(argument: str, names: Iterable[str], example: str) -> None:
    """Check that an argument is a list of names; a text would be read as a list of letters.

    Raises:
        TypeError: It is a text.
    """
    if isinstance(names, str):
        raise TypeError(f'{argument} must be a list of names, such as ["{example}"]')


def _check_handouts(guide: Guide, asked: Iterable[str]) -> None:
    """Check that each handout exists, also if `all` is selected or no format makes handouts.

    Raises:
        NoSuchRecord: The guide has no such handout.
    """
    for each in asked:
        if each != ALL and each not in guide.handouts.ids:
            raise NoSuchRecord(describe_unknown("handout", each, guide.handouts.ids))


def _choose_handouts(guide: Guide, exporter: Exporter[Any], asked: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the handouts that an exporter makes; for the whole guide, that of the first handout."""
    every = guide.handouts.ids
    if exporter.scope == "guide":
        return every[:1]
    if asked:
        return every if ALL in asked else tuple(dict.fromkeys(asked))
    return every if exporter.scope == "every handout" else every[:1]


def _make_options(chosen: list[Exporter[Any]], registry: Registry, given: Mapping[str, Any]) -> dict[str, Options]:
    """Return the options of each selected format."""
    for name in given:
        if not any(name in exporter.options.model_fields for exporter in chosen):
            raise BadOptions(_describe_unknown_option(name, registry))
    return {exporter.name: exporter.make_options(_select_known(given, exporter)) for exporter in chosen}


def _select_known(given: Mapping[str, Any], exporter: Exporter[Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in exporter.options.model_fields}


def _describe_unknown_option(name: str, registry: Registry) -> str:
    holders = sorted(each.name for each in registry.values() if name in each.options.model_fields)
    if holders:
        return f"No selected format has the option '{name}'. Formats that have it: {', '.join(holders)}"
    return describe_unknown("option", name, {name for each in registry.values() for name in each.options.model_fields})


def write_files(
    planned: PlannedFile,
    outcome: Outcome,
    every: Sequence[PlannedFile],
    output: OutputFolder,
    signer: Signer | None = None,
) -> Iterator[Built | Failed]:
    """Write the file of an artifact, signed if it is a PDF and there is a signer, and its companions.

    Args:
        planned: The file.
        outcome: Its artifact, or the error if it could not be rendered.
        every: All files of the build, which no companion replaces.
        output: The output folder.
        signer: The signer of PDFs (default: they are not signed).

    Yields:
        Each file that was written, or the file that failed.
    """
    name, handout, path = planned.exporter.name, planned.handout, planned.path
    try:
        artifact = get_artifact(outcome)
        companions = [(planned.make_companion(suffix), data) for suffix, data in artifact.companions.items()]
        output.check(each for each, _ in companions)
        data = signer.sign_pdf(artifact.data) if signer and planned.is_pdf else artifact.data
        output.write(planned.output, data)
        yield Built(path, len(data), artifact.page_count, name, handout, artifact.notes, artifact.layout)
        for companion, data in companions:
            _check_free(companion.path, every)
            output.write(companion, data)
            yield Built(companion.path, len(data), None, name, handout)
    except Exception as error:  # an exporter may raise any error, and the other files are still written
        yield Failed(path, name, handout, error)


def _check_free(path: Path, every: Sequence[PlannedFile]) -> None:
    """Check that no format of the build writes the same file.

    Raises:
        ExportFailed: A format writes the same file.
    """
    for each in every:
        if each.path == path:
            fix = "To fix it, build the two formats into different folders."
            raise ExportFailed(f"the format '{each.exporter.name}' writes a file with the same name. {fix}")


def make_printed_pages(exporter: Exporter[Any], edition: Edition, options: Options, artifact: Artifact) -> PrintedPages:
    """Return a rendered file with its pages, for the formats without pages."""
    pages = artifact.page_count or max(artifact.pages.values())
    source = _make_printed_source(exporter, edition, options)
    return PrintedPages(source, tuple(artifact.pages.items()), pages, artifact.data, exporter.media_type)


def _make_printed_source(exporter: Exporter[Any], edition: Edition, options: Options) -> PrintedSource:
    """Return the identity of a paged file. Only the standard PDF of the guide, which is the one sold, has an ISBN."""
    guide, isbn = edition.guide, edition.guide.identifiers.isbn_pdf
    other = tuple(options.get_non_defaults(edition.region.code).items())
    sold = edition.handout == guide.handouts[0] and edition.is_original and edition.overlay is None and not other
    pdf = exporter.media_type == "application/pdf"
    return PrintedSource(
        title=edition.handout.title,
        edition=guide.edition,
        language=_get_other_language(edition),
        region=edition.region.code,
        clinic=edition.overlay.clinic.name if edition.overlay else None,
        format=exporter.name,
        options=other,
        isbn=isbn.replace("-", "") if isbn and sold and pdf else None,
        decision_options=edition.decision_options,
    )


def _get_other_language(edition: Edition) -> str | None:
    """Return the language of an edition, or None if it is the guide's own language."""
    return None if edition.language == edition.guide.language else edition.language
