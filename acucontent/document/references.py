"""References in the style of the American Medical Association (AMA Manual of Style, 11th edition, chapter 3).

This module replaces citeproc-py with the `american-medical-association` style, which has errors: it prints the title
twice if there is no author and the editor twice if there is one, sets report titles in title case, ends a question with
"?.", omits report numbers, and cannot mark a list of authors as shortened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from babel.dates import format_date

from acucontent.document.blocks import Emphasis, Foreign, Inline, Inlines, Isolated, WebLink, Words
from acucontent.document.direction import isolate_words, join_isolated
from acucontent.document.labels import Labels
from acucontent.model.plain_text import flatten
from acucontent.model.references import Name, PartialDate, Reference, find_first_day

MAX_AUTHORS = 6
"""A longer list of authors is shortened to the first three (AMA 3.7)."""
ARTICLES = ("article-journal", "article-magazine", "article-newspaper")
WEB_PAGES = ("webpage", "legislation")
WHOLE_WORKS = ("book", "report", "thesis")


def format_reference(reference: Reference, labels: Labels) -> Inlines:
    """Format a full reference, with a note if nobody has checked the source."""
    addresses = [(address,) for address in _list_addresses(reference)]
    return _join_parts(
        [_format_contributors(reference, labels), *_format_body(reference, labels), *addresses], reference, labels
    )


def format_short_reference(reference: Reference, labels: Labels) -> Inlines:
    """Format a short reference: the first author, the journal or else the title, the year, and the address."""
    addresses = [_shorten_address(address) for address in _list_addresses(reference)]
    if reference.type in ARTICLES and reference.container_title:
        where = [_format_journal(reference, labels, numbers=not addresses)]
    else:
        title = _mark_language(reference, reference.title, labels)
        year: Inlines = (Words(_format_year(reference.issued, labels)),) if reference.issued else ()
        where = [(Emphasis(title),) if reference.type in WHOLE_WORKS else title, year]
    return _join_parts([_format_contributors(reference, labels, limit=1), *where, *addresses], reference, labels)


def _join_parts(parts: Iterable[Inlines], reference: Reference, labels: Labels) -> Inlines:
    """Join the parts of a reference as sentences, with a note if nobody has checked the source."""
    unchecked = (Words(labels("reference_unchecked")),) if reference.checked.how == "unchecked" else ()
    return tuple(_write_sentences(part for part in (*parts, unchecked) if part))


def _shorten_address(address: WebLink) -> Inlines:
    """Return the link with `https://` or `http://` and a final slash removed from its text."""
    words = flatten(address.children)
    return (WebLink(address.address, (Words(words.removeprefix("https://").removeprefix("http://").rstrip("/")),)),)


def _write_sentences(parts: Iterable[Inlines]) -> Iterator[Inline]:
    """Yield the parts as sentences, each with a period unless it has closing punctuation or is an address."""
    for index, part in enumerate(parts):
        if index:
            yield Words(" ")
        yield from part
        if not isinstance(part[-1], WebLink) and not _find_last_text(part).endswith((".", "?", "!", ".)")):
            yield Words(".")


def _find_last_text(part: Inlines) -> str:
    """Return the last words of a part, or an empty string if it ends with something else."""
    match part[-1]:
        case Words(text):
            return text
        case Emphasis(children) | Isolated(children) | Foreign(_, children):
            return _find_last_text(children)
        case _:
            return ""


def _format_contributors(reference: Reference, labels: Labels, limit: int = MAX_AUTHORS) -> Inlines:
    if reference.author:
        return _join_names(reference.author, labels, more=reference.more_authors, limit=limit)
    if reference.editor and reference.type != "chapter":
        return _format_editors(reference.editor, labels, more=reference.more_authors, limit=limit)
    return ()


def _join_names(names: tuple[Name, ...], labels: Labels, *, more: bool = False, limit: int = MAX_AUTHORS) -> Inlines:
    cut = more or len(names) > limit
    shown = [_format_name(name) for name in (names[: min(limit, 3)] if cut else names)]
    return join_isolated([*shown, *([labels("et_al")] if cut else [])], ", ", labels.language)


def _format_editors(
    names: tuple[Name, ...], labels: Labels, *, more: bool = False, limit: int = MAX_AUTHORS
) -> Inlines:
    role = labels("editor_one" if len(names) == 1 else "editor_many")
    return (*_join_names(names, labels, more=more, limit=limit), Words(f", {role}"))


def _format_name(name: Name) -> str:
    """Return the family name with its particles, the initials without periods, and the suffix, such as 'de Mu J Jr'."""
    if name.family is None:
        return name.literal or ""
    initials = name.given or ""
    if not initials.isupper():
        initials = "".join(word[0] for word in initials.replace("-", " ").split())
    suffix = (name.suffix or "").replace(".", "").strip(", ")
    family = " ".join(part for part in (name.dropping_particle, name.non_dropping_particle) if part)
    joined = f"{family}{name.family}" if family.endswith(("'", "\u2019")) else f"{family} {name.family}"
    return f"{joined} {initials.replace('.', '').replace(' ', '')} {suffix}".replace("  ", " ").strip()


def _format_body(reference: Reference, labels: Labels) -> Iterator[Inlines]:
    """Yield the title and the publication, by type of source."""
    title = _mark_language(reference, reference.title, labels)
    if reference.type in ARTICLES:
        yield title
        yield _format_journal(reference, labels)
    elif reference.type in WEB_PAGES:
        yield title
        yield from _format_web_page(reference, labels)
    elif reference.type == "chapter":
        yield title
        yield _format_book(reference, labels)
        yield from _format_imprint(reference, labels)
    else:
        yield (Emphasis(title),)
        yield from _format_imprint(reference, labels)


def _mark_language(reference: Reference, text: str, labels: Labels) -> Inlines:
    """Mark a title with the language of its source, so that a screen reader pronounces it correctly.

    A title in square brackets is a translation or a description in the language of the guide.
    """
    words = isolate_words(text, labels.language)
    if reference.language is None or (text.startswith("[") and text.endswith("]")):
        return words
    return (Foreign(reference.language, words),)


def _format_journal(reference: Reference, labels: Labels, *, numbers: bool = True) -> Inlines:
    """Format the journal, as in '*Journal*. 2020;12(3):1-9'; without numbers, as in '*Journal*. 2020'."""
    volume = (reference.volume or "") + (f"({reference.issue})" if reference.issue else "")
    place = ":".join(part for part in (volume, reference.page or "") if part) if numbers else ""
    when = ";".join(part for part in (_format_year(reference.issued, labels), place) if part)
    if not reference.container_title:
        return (Words(when),) if when else ()
    journal = Emphasis(_mark_language(reference, reference.container_title, labels))
    return (journal, Words(f". {when}")) if when else (journal,)


def _format_book(reference: Reference, labels: Labels) -> Inlines:
    """Format the book of a chapter, as in 'In: Mu J, ed. *Book*'."""
    if not reference.container_title:
        return ()
    editors = (*_format_editors(reference.editor, labels), Words(". ")) if reference.editor else ()
    before, _, after = labels.find_template("in_book").partition("{editors}")
    title = Emphasis(_mark_language(reference, reference.container_title, labels))
    return (Words(before), *editors, *((Words(after),) if after else ()), title)


def _format_web_page(reference: Reference, labels: Labels) -> Iterator[Inlines]:
    for text in (reference.container_title, reference.number, reference.publisher):
        if text and text != _get_only_author(reference):
            yield isolate_words(text, labels.language)
    if reference.issued:
        yield (Words(_format_date(reference.issued, labels)),)
    if reference.accessed:
        yield (Words(labels("accessed", date=_format_date(reference.accessed, labels))),)


def _format_imprint(reference: Reference, labels: Labels) -> Iterator[Inlines]:
    if reference.container_title and reference.type != "chapter":
        yield isolate_words(reference.container_title, labels.language)
    if reference.edition:
        yield (Words(labels("edition_of", edition=reference.edition)),)
    if reference.number:
        yield (Words(reference.number),)
    pages = reference.page if reference.type == "chapter" else None
    year = ":".join(part for part in (_format_year(reference.issued, labels), pages or "") if part)
    parts = [part for part in (reference.publisher or "", year) if part]
    if parts:
        yield join_isolated(parts, "; " if reference.issued else ":", labels.language)


def _get_only_author(reference: Reference) -> str | None:
    return reference.author[0].literal if len(reference.author) == 1 else None


def _format_year(date: PartialDate | None, labels: Labels) -> str:
    """Return the year, or the first and the last year of a range."""
    if date is None:
        return ""
    years = "-".join(dict.fromkeys(str(parts[0]) for parts in date.date_parts))
    return labels("circa", date=years) if date.circa else years


def _format_date(date: PartialDate, labels: Labels) -> str:
    """Return the known parts of a date as text, or the first and the last date of a range."""
    days = " – ".join(dict.fromkeys(_format_day(parts, labels) for parts in date.date_parts))
    return labels("circa", date=days) if date.circa else days


def _format_day(parts: tuple[int, ...], labels: Labels) -> str:
    pattern = {1: "y", 2: "MMMM y", 3: "long"}[len(parts)]
    return str(format_date(find_first_day(parts), format=pattern, locale=labels.language))


def _list_addresses(reference: Reference) -> Iterator[WebLink]:
    """Yield a link to the DOI, else to the web address, else to PubMed."""
    if reference.DOI:
        yield WebLink(f"https://doi.org/{reference.DOI}", (Words(f"doi:{reference.DOI}"),))
    elif reference.URL:
        yield WebLink(reference.URL, (Words(reference.URL),))
    elif reference.PMID:
        yield WebLink(f"https://pubmed.ncbi.nlm.nih.gov/{reference.PMID}/", (Words(f"PMID: {reference.PMID}"),))
