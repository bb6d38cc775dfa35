"""The list of references, in the style of the American Medical Association (AMA Manual of Style, 11th edition, ch. 3).

Written here because citeproc-py with the `american-medical-association` style does not read right: it prints the
title twice where there is no author and the editor twice where there is one, sets report titles in title case,
ends a question with "?.", drops report numbers, and cannot say that a list of authors is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.dates import format_date

from acucontent.document.blocks import Emphasis, Foreign, Inline, Inlines, WebLink, Words
from acucontent.document.labels import Labels
from acucontent.model.plain_text import flatten
from acucontent.model.references import Name, PartialDate, Reference

MOST_AUTHORS = 6
"""More authors than these are cut to the first three (AMA 3.7)."""
ARTICLES = ("article-journal", "article-magazine", "article-newspaper")
ON_THE_WEB = ("webpage", "legislation")
WHOLE_WORKS = ("book", "report", "thesis")


def formatted(reference: Reference, labels: Labels) -> Inlines:
    """One reference in full; one that nobody checked says so."""
    addresses = [(address,) for address in _addresses(reference)]
    return _closed([_names(reference, labels), *_body(reference, labels), *addresses], reference, labels)


def shortened(reference: Reference, labels: Labels) -> Inlines:
    """One reference in a line: the first author, the journal or else the title, the year, and where to find it."""
    addresses = [_bare(address) for address in _addresses(reference)]
    if reference.type in ARTICLES and reference.container_title:
        where = [_in_journal(reference, numbers=not addresses)]
    else:
        title = _in_its_language(reference, reference.title)
        year: Inlines = (Words(_year(reference.issued)),) if reference.issued else ()
        where = [(Emphasis(title),) if reference.type in WHOLE_WORKS else title, year]
    return _closed([_names(reference, labels, most=1), *where, *addresses], reference, labels)


def _closed(parts: Iterable[Inlines], reference: Reference, labels: Labels) -> Inlines:
    """The parts as sentences, and what has to be said of a source that nobody checked."""
    unchecked = (Words(labels("reference_unchecked")),) if reference.checked.how == "unchecked" else ()
    return tuple(_sentences(part for part in (*parts, unchecked) if part))


def _bare(address: WebLink) -> Inlines:
    """A link that shows its address without what every web address begins with."""
    words = flatten(address.children)
    return (WebLink(address.address, (Words(words.removeprefix("https://").removeprefix("http://").rstrip("/")),)),)


def _sentences(parts: Iterable[Inlines]) -> Iterator[Inline]:
    """The parts as sentences: each closed by a point unless it closes itself or is an address."""
    for index, part in enumerate(parts):
        if index:
            yield Words(" ")
        yield from part
        if not isinstance(part[-1], WebLink) and not _last(part).endswith((".", "?", "!", ".)")):
            yield Words(".")


def _last(part: Inlines) -> str:
    match part[-1]:
        case Words(text):
            return text
        case Emphasis(children) | Foreign(_, children):
            return _last(children)
        case _:
            return ""


def _names(reference: Reference, labels: Labels, most: int = MOST_AUTHORS) -> Inlines:
    if reference.author:
        return (Words(_several(reference.author, labels, more=reference.more_authors, most=most)),)
    if reference.editor and reference.type != "chapter":
        return (Words(_editors(reference.editor, labels, more=reference.more_authors, most=most)),)
    return ()


def _several(names: tuple[Name, ...], labels: Labels, *, more: bool = False, most: int = MOST_AUTHORS) -> str:
    cut = more or len(names) > most
    shown = [_name(name) for name in (names[: min(most, 3)] if cut else names)]
    return ", ".join([*shown, *([labels("et_al")] if cut else [])])


def _editors(names: tuple[Name, ...], labels: Labels, *, more: bool = False, most: int = MOST_AUTHORS) -> str:
    role = labels("editor_one" if len(names) == 1 else "editor_many")
    return f"{_several(names, labels, more=more, most=most)}, {role}"


def _name(name: Name) -> str:
    """Family name and initials without points: 'Mu J'."""
    if name.family is None:
        return name.literal or ""
    initials = name.given or ""
    if not initials.isupper():
        initials = "".join(word[0] for word in initials.replace("-", " ").split())
    return f"{name.family} {initials.replace('.', '').replace(' ', '')}".strip()


def _body(reference: Reference, labels: Labels) -> Iterator[Inlines]:
    """Title and where it stands, by kind of source."""
    title = _in_its_language(reference, reference.title)
    if reference.type in ARTICLES:
        yield title
        yield _in_journal(reference)
    elif reference.type in ON_THE_WEB:
        yield title
        yield from _on_the_web(reference, labels)
    elif reference.type == "chapter":
        yield title
        yield _in_book(reference, labels)
        yield from _published(reference, labels)
    else:
        yield (Emphasis(title),)
        yield from _published(reference, labels)


def _in_its_language(reference: Reference, text: str) -> Inlines:
    """A title of the source, in the source's own language, so that a voice reads it aright.

    What stands in square brackets is a translation or a description, in the words of the guide.
    """
    words = (Words(text),)
    if reference.language is None or (text.startswith("[") and text.endswith("]")):
        return words
    return (Foreign(reference.language, words),)


def _in_journal(reference: Reference, *, numbers: bool = True) -> Inlines:
    """'*Journal*. 2020;12(3):1-9', or '*Journal*. 2020'."""
    volume = (reference.volume or "") + (f"({reference.issue})" if reference.issue else "")
    place = ":".join(part for part in (volume, reference.page or "") if part) if numbers else ""
    when = ";".join(part for part in (_year(reference.issued), place) if part)
    if not reference.container_title:
        return (Words(when),) if when else ()
    journal = Emphasis(_in_its_language(reference, reference.container_title))
    return (journal, Words(f". {when}")) if when else (journal,)


def _in_book(reference: Reference, labels: Labels) -> Inlines:
    """'In: Mu J, ed. *Book*'."""
    editors = f"{_editors(reference.editor, labels)}. " if reference.editor else ""
    if not reference.container_title:
        return ()
    return (Words(labels("in_book", editors=editors)), Emphasis(_in_its_language(reference, reference.container_title)))


def _on_the_web(reference: Reference, labels: Labels) -> Iterator[Inlines]:
    for text in (reference.container_title, reference.number, reference.publisher):
        if text and text != _only_author(reference):
            yield (Words(text),)
    if reference.issued:
        yield (Words(_date(reference.issued, labels)),)
    if reference.accessed:
        yield (Words(labels("accessed", date=_date(reference.accessed, labels))),)


def _published(reference: Reference, labels: Labels) -> Iterator[Inlines]:
    if reference.container_title and reference.type != "chapter":
        yield (Words(reference.container_title),)
    if reference.edition:
        yield (Words(labels("edition_of", edition=reference.edition)),)
    if reference.number:
        yield (Words(reference.number),)
    imprint = "; ".join(part for part in (reference.publisher or "", _year(reference.issued)) if part)
    pages = reference.page if reference.type == "chapter" else None
    if imprint or pages:
        yield (Words(":".join(part for part in (imprint, pages) if part)),)


def _only_author(reference: Reference) -> str | None:
    return reference.author[0].literal if len(reference.author) == 1 else None


def _year(date: PartialDate | None) -> str:
    return str(date.date_parts[0][0]) if date else ""


def _date(date: PartialDate, labels: Labels) -> str:
    """As much of the date as is known, in words."""
    parts = date.date_parts[0]
    pattern = {1: "y", 2: "MMMM y", 3: "long"}[len(parts)]
    return str(format_date(date.find_first_day(), format=pattern, locale=labels.language))


def _addresses(reference: Reference) -> Iterator[WebLink]:
    """The DOI, else the web address, else the number in PubMed."""
    if reference.DOI:
        yield WebLink(f"https://doi.org/{reference.DOI}", (Words(f"doi:{reference.DOI}"),))
    elif reference.URL:
        yield WebLink(reference.URL, (Words(reference.URL),))
    elif reference.PMID:
        yield WebLink(f"https://pubmed.ncbi.nlm.nih.gov/{reference.PMID}/", (Words(f"PMID: {reference.PMID}"),))
