"""How it is said: what it is for, the main message, to whom it speaks, headings and breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from acucontent.model.prose import ListBlock, Paragraph, Strong
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.understanding.data import lists, pattern
from acucontent.quality.passages import Passage, english, english_passages
from acucontent.quality.reading import count_words, units
from acucontent.quality.subject import Subject

MESSAGE = 3
"""The most sentences of a main message."""

UNBROKEN = 200
"""The most words of text without a list, a heading or a run-in heading."""

_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_NOT_ITS_OWN = ("safety", "references", "form", "clinic")
"""The roles of sections that stand on every sheet, whatever it is about."""

_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")


def _words(name: str, message: str, flags: int = re.IGNORECASE) -> Callable[[Subject], Iterator[Found]]:
    """A check that finds each place where a pattern of the list stands."""

    def find(subject: Subject) -> Iterator[Found]:
        for passage in english_passages(subject.guide):
            for run in passage.runs:
                for found in pattern(name, flags).finditer(run.words):
                    yield Found(passage.path, message.format(found.group().strip()), found.group().strip())

    return find


def _aimless(subject: Subject) -> Iterator[Found]:
    """Handouts whose title and first lines have no word of the guide's own subject."""
    guide = subject.guide
    own = _content_words(guide.title)
    for handout in guide.handouts if english(guide) else ():
        if not own & _content_words(f"{handout.title} {handout.purpose}"):
            message = f"Neither title nor purpose of the handout “{handout.title}” names what the guide is about"
            yield Found(f"handouts.{handout.id}.purpose", f"{message}: {', '.join(sorted(own))}.")


def _content_words(text: str) -> set[str]:
    return {word.casefold().removesuffix("s") for word in _CONTENT_WORD.findall(text)}


def _long_message(subject: Subject) -> Iterator[Found]:
    message = next((one for one in english_passages(subject.guide) if one.path == "main_message"), None)
    if message is not None and len(message.runs[0].sentences) > MESSAGE:
        told = f"The first paragraph of the main message has {len(message.runs[0].sentences)} sentences"
        yield Found("main_message", f"{told}; one message takes {MESSAGE} at most.")


def _late_message(subject: Subject) -> Iterator[Found]:
    whole = subject.guide.handouts[0]
    if "key_points" not in whole.include[:2]:
        yield Found(
            f"handouts.{whole.id}.include", "The main message is not among the first two parts of the whole guide."
        )


def _no_summary(subject: Subject) -> Iterator[Found]:
    whole = subject.guide.handouts[0]
    if not {"summary", "key_points"} & set(whole.include):
        yield Found(f"handouts.{whole.id}.include", "The whole guide includes neither its summary nor its main points.")


def _never_you(subject: Subject) -> Iterator[Found]:
    for edition in subject.sheets if english(subject.guide) else ():
        own = [one for one in edition.document.sections if one.role not in _NOT_ITS_OWN]
        if own and not any(_ADDRESSED.search(unit) for section in own for unit in units(section)):
            yield Found(f"handouts.{edition.handout.id}", f"The handout “{edition.handout.title}” never says “you”.")


def _empty_headings(subject: Subject) -> Iterator[Found]:
    for passage in english_passages(subject.guide):
        if (
            passage.path.rsplit(".", 1)[-1] in {"title", "name"}
            and passage.words.casefold() in lists()["empty_headings"]
        ):
            yield Found(passage.path, f"“{passage.words}” would fit any text.", passage.words)


def _unbroken(subject: Subject) -> Iterator[Found]:
    for passage in english_passages(subject.guide):
        for first, words in _stretches(passage):
            if words > UNBROKEN:
                yield Found(passage.path, f"{words} words run on without a list or a heading from “{first} …”", first)


def _stretches(passage: Passage) -> Iterator[tuple[str, int]]:
    """The first words of each stretch of paragraphs between lists and run-in headings, with its number of words."""
    first, words = "", 0
    runs = iter(passage.runs)
    for block in passage.prose.blocks if passage.prose else ():
        if isinstance(block, ListBlock) or (isinstance(block.children[0], Strong)):
            yield first, words
            first, words = "", 0
        if isinstance(block, Paragraph):
            run = next(run for run in runs if not run.item)
            first, words = first or " ".join(run.words.split()[:6]), words + count_words(run.words)
    yield first, words


CHECKS = (
    Check(
        code="P101",
        title="A handout does not say what it is about",
        severity="warning",
        why="A reader decides in seconds whether a sheet is meant for them.",
        fix="Name in the title or the first lines what the sheet is about.",
        source="PEMAT-P, item 1; DISCERN, question 1",
        find=_aimless,
    ),
    Check(
        code="P102",
        title="Words are still to come",
        severity="error",
        why="Decision aids fail certification on blanks such as who paid and how often they are updated.",
        fix="Write the words, or leave the field out.",
        source="IPDAS v4 (Joseph-Williams et al, Med Decis Making 2014;34:699-710), 2.2.3 and 2.3.1",
        find=_words("placeholders", "“{}” stands where words are still to come.", 0),
    ),
    Check(
        code="P103",
        title="The main message is not one message",
        severity="warning",
        why="Who is to remember many things remembers none.",
        fix="Cut its first paragraph to what a reader must remember; put the rest into the main points.",
        source="CDC Clear Communication Index, item 1 (one main message of 1 to 3 short sentences)",
        find=_long_message,
    ),
    Check(
        code="P104",
        title="The main message does not come first",
        severity="warning",
        why="Many readers stop after the first page.",
        fix="Move `key_points` to the front of what the first handout includes.",
        source="CDC Clear Communication Index, item 2",
        find=_late_message,
    ),
    Check(
        code="P105",
        title="The whole guide has no summary",
        severity="warning",
        why="A summary tells what to look for and is all that some people read.",
        fix="Include `summary` or `key_points` in the first handout.",
        source="PEMAT-P, item 11; CDC Clear Communication Index, item 10",
        find=_no_summary,
    ),
    Check(
        code="P106",
        title="A handout never speaks to its reader",
        severity="warning",
        why="What is said of people in general is not taken as meant for oneself.",
        fix="Say “you”: what you may feel, what you can do.",
        source="PEMAT-P, item 21",
        find=_never_you,
    ),
    Check(
        code="P107",
        title="The reader is spoken of as someone else",
        severity="warning",
        why="Advice to “the patient” leaves open who is to act.",
        fix="Say “you”, or the deed alone: “Bring a list”.",
        source="PEMAT-P, item 21; NHS digital service manual, Voice and tone",
        find=_words("third_person", "“{}” speaks of the reader as someone else."),
    ),
    Check(
        code="P108",
        title="The reader is asked to do sums",
        severity="warning",
        why="Many adults cannot work out a share or a total, and err where it matters.",
        fix="Do the sum and print its result.",
        source="PEMAT-P, item 7; CDC Clear Communication Index, item 17",
        find=_words("sums", "“{}” asks the reader to do a sum."),
    ),
    Check(
        code="P109",
        title="A heading says nothing",
        severity="warning",
        why="Readers look for their question among the headings and pass by one that fits anything.",
        fix="Name what stands under it.",
        source="PEMAT-P, item 9; WCAG 2.2, success criterion 2.4.6",
        find=_empty_headings,
    ),
    Check(
        code="P110",
        title="Text runs on without a break",
        severity="warning",
        why="Text in small pieces is read; a page of it is put aside.",
        fix="Break it with a list, a run-in heading (**So** …) or records of its own.",
        source="PEMAT-P, item 8; CDC Clear Communication Index, item 9",
        find=_unbroken,
    ),
)
