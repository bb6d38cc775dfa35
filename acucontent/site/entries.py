"""What the index of a site lists: guides, their handouts, and the files of each handout by region and language."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from babel import Locale

from acucontent.build import Built, PlannedFile
from acucontent.document import Blocks, Callout, Document
from acucontent.edition import Edition
from acucontent.model.plain_text import flatten
from acucontent.model.prose import Paragraph, ProseBlock
from acucontent.model.spelling import spell_handout
from acucontent.site.plan import PAGE_FORMAT, PlannedGuide


@dataclass(frozen=True)
class FileEntry:
    """A file to download."""

    format: str
    """The title of its format."""
    address: str
    """Its path from the index."""
    size: int
    """Its size in bytes."""
    pages: int | None
    """Its number of pages, in a paged format."""


@dataclass(frozen=True)
class EditionEntry:
    """The files of a handout for one region in one language."""

    region: str
    """The name of the region."""
    language: str
    """The language, as a BCP 47 tag."""
    page: str
    """The path of its web page from the index."""
    files: tuple[FileEntry, ...]


@dataclass(frozen=True)
class HandoutEntry:
    """A handout: what it is for, and its editions."""

    title: str
    purpose: str
    editions: tuple[EditionEntry, ...]


@dataclass(frozen=True)
class GuideEntry:
    """A guide and its handouts, in the words of its first edition."""

    id: str
    title: str
    subtitle: str | None
    language: str
    """The language of its words, as a BCP 47 tag."""
    review_note: str
    """Whether a clinician has reviewed it, in a sentence."""
    edition: str
    published: datetime.date
    next_review_note: str
    overdue: Blocks
    """The notice that its review was due before the day of the build, if it was."""
    regions: tuple[str, ...]
    """The names of its regions."""
    languages: tuple[str, ...]
    """The names of its languages."""
    handouts: tuple[HandoutEntry, ...]


def list_entries(planned: Sequence[PlannedGuide], built: Mapping[Path, Built], folder: Path) -> Iterator[GuideEntry]:
    """Yield the entry of each guide.

    Args:
        planned: The planned files, with those of a guide next to each other.
        built: The files that were built, by path.
        folder: The folder of the index.
    """
    for _, group in groupby(planned, key=lambda each: each.guide.id):
        yield _make_guide_entry(tuple(group), built, folder)


def _make_guide_entry(plans: Sequence[PlannedGuide], built: Mapping[Path, Built], folder: Path) -> GuideEntry:
    document = plans[0].pages[0].edition.document
    about = document.about
    editions = [each.pages[0].edition for each in plans]
    return GuideEntry(
        id=about.guide,
        title=about.guide_title,
        subtitle=about.subtitle,
        language=about.language,
        review_note=about.review_note,
        edition=about.edition,
        published=about.published,
        next_review_note=about.next_review_note,
        overdue=_find_overdue_notice(document),
        regions=tuple(dict.fromkeys(each.region.name for each in editions)),
        languages=tuple(dict.fromkeys(name_language(each.document.language, about.language) for each in editions)),
        handouts=tuple(_list_handouts(plans, built, folder)),
    )


def _find_overdue_notice(document: Document) -> Blocks:
    return tuple(block for block in document.opening if isinstance(block, Callout) and block.id == "overdue")


def name_language(tag: str, shown_in: str) -> str:
    """Return the name of a language, in another language."""
    locale = Locale.parse(tag.replace("-simple", ""), sep="-")
    return str(locale.get_display_name(Locale.parse(shown_in.replace("-simple", ""), sep="-")))


def _list_handouts(plans: Sequence[PlannedGuide], built: Mapping[Path, Built], folder: Path) -> Iterator[HandoutEntry]:
    for page in plans[0].pages:
        edition = page.edition
        handout = spell_handout(edition.guide, edition.handout, edition.region.code)
        purpose = " ".join(_list_paragraphs(handout.purpose.narrow(edition.region.code).blocks))
        editions = tuple(_make_edition_entry(plan, handout.id, built, folder) for plan in plans)
        yield HandoutEntry(handout.title, purpose, editions)


def _list_paragraphs(blocks: Iterable[ProseBlock]) -> Iterator[str]:
    """Yield the text of each paragraph, also of those in items of lists."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield flatten(block.children)
        else:
            yield from (text for item in block.items for text in _list_paragraphs(item))


def _make_edition_entry(plan: PlannedGuide, handout: str, built: Mapping[Path, Built], folder: Path) -> EditionEntry:
    files = [each for each in plan.files if each.edition.handout.id == handout]
    (page,) = (each for each in files if each.exporter.name == PAGE_FORMAT)
    edition: Edition = page.edition
    return EditionEntry(
        region=edition.region.name,
        language=edition.language,
        page=_make_address(page, folder),
        files=tuple(_make_file_entry(each, built, folder) for each in files if each is not page),
    )


def _make_file_entry(planned: PlannedFile, built: Mapping[Path, Built], folder: Path) -> FileEntry:
    made = built[planned.path]
    return FileEntry(planned.exporter.title, _make_address(planned, folder), made.size, made.pages)


def _make_address(planned: PlannedFile, folder: Path) -> str:
    return planned.path.relative_to(folder).as_posix()
