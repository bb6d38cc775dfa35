"""Checks of the presentation: purpose, main message, address to the reader, headings and breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from acucontent.document import blocks
from acucontent.model.prose import ListBlock, Paragraph, Strong
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.understanding.word_lists import load_lists, load_pattern
from acucontent.quality.languages import ENGLISH
from acucontent.quality.passages import Passage
from acucontent.quality.readability import count_words, find_units
from acucontent.quality.subject import Subject

MAX_MESSAGE_SENTENCES = 3
"""The maximum number of sentences of a main message."""

MAX_UNBROKEN_WORDS = 200
"""The maximum number of words of text without a list, a heading or a run-in heading."""

_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_SHARED_ROLES = ("help", "safety", "references", "sources", "form", "clinic")
"""The roles of sections that every handout has, whatever its topic."""

_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}")


def _make_finder(name: str, message: str, flags: int = re.IGNORECASE) -> Callable[[Subject], Iterator[Found]]:
    """Make a function that finds each match of a list of patterns."""

    def find(subject: Subject) -> Iterator[Found]:
        for passage in subject.passages:
            for run in passage.runs:
                for found in load_pattern(name, flags).finditer(run.words):
                    yield Found(passage.path, message.format(found.group().strip()), found.group().strip())

    return find


def _find_unnamed_subjects(subject: Subject) -> Iterator[Found]:
    """Find handouts whose title and purpose have no word of the title of the guide."""
    guide = subject.guide
    own = _find_content_words(guide.title)
    for handout in guide.handouts:
        if not own & _find_content_words(f"{handout.title} {handout.purpose}"):
            message = (
                f"The title and purpose of the handout “{handout.title}” contain no word of the title of the guide"
            )
            yield Found(f"handouts.{handout.id}.purpose", f"{message}: {', '.join(sorted(own))}.")


def _find_content_words(text: str) -> set[str]:
    return {word.casefold().removesuffix("s") for word in _CONTENT_WORD.findall(text)}


def _find_long_message(subject: Subject) -> Iterator[Found]:
    message = next((one for one in subject.passages if one.path == "main_message"), None)
    if message is not None and len(message.runs[0].sentences) > MAX_MESSAGE_SENTENCES:
        count = len(message.runs[0].sentences)
        problem = f"The first paragraph of the main message has {count} sentences"
        yield Found("main_message", f"{problem}; the maximum is {MAX_MESSAGE_SENTENCES}.")


def _find_late_message(subject: Subject) -> Iterator[Found]:
    whole = subject.guide.handouts[0]
    if "key_points" not in whole.include[:2]:
        yield Found(
            f"handouts.{whole.id}.include", "The main message is not in the first two parts of the whole guide."
        )


def _find_missing_summary(subject: Subject) -> Iterator[Found]:
    whole = subject.guide.handouts[0]
    if not {"summary", "key_points"} & set(whole.include):
        yield Found(f"handouts.{whole.id}.include", "The whole guide includes neither its summary nor its main points.")


def _find_impersonal_handouts(subject: Subject) -> Iterator[Found]:
    for edition in subject.handout_editions:
        document = edition.document
        messages = [one for one in document.opening if isinstance(one, blocks.Paragraph) and one.role == "message"]
        own = [*messages, *(one for one in document.sections if one.role not in _SHARED_ROLES)]
        if own and not any(_SECOND_PERSON.search(unit) for block in own for unit in find_units(block)):
            yield Found(
                f"handouts.{edition.handout.id}",
                f"The handout “{edition.handout.title}” never addresses the reader as “you”.",
            )


def _find_general_headings(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        if (
            passage.path.rsplit(".", 1)[-1] in {"title", "name"}
            and passage.words.casefold() in load_lists()["empty_headings"]
        ):
            yield Found(passage.path, f"“{passage.words}” would fit any section.", passage.words)


def _find_unbroken_text(subject: Subject) -> Iterator[Found]:
    for passage in subject.passages:
        for first, words in _split_stretches(passage):
            if words > MAX_UNBROKEN_WORDS:
                yield Found(
                    passage.path, f"The text has {words} words without a list or a heading, from “{first} …”", first
                )


def _split_stretches(passage: Passage) -> Iterator[tuple[str, int]]:
    """Yield the first words and the word count of each stretch of paragraphs between lists and run-in headings."""
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
        languages=ENGLISH,
        title="A handout does not name its subject",
        severity="warning",
        why="Readers decide within seconds whether a handout is for them.",
        fix="Name the subject in the title or the purpose.",
        source="PEMAT-P, item 1; DISCERN, question 1",
        find=_find_unnamed_subjects,
    ),
    Check(
        code="P102",
        languages=ENGLISH,
        title="A placeholder is left in the text",
        severity="error",
        why="Decision aids fail certification because of gaps, such as who paid and how often they are updated.",
        fix="Write the text, or delete the field.",
        source="IPDAS v4 (Joseph-Williams et al, Med Decis Making 2014;34:699-710), 2.2.3 and 2.3.1",
        find=_make_finder("placeholders", "“{}” is a placeholder.", 0),
    ),
    Check(
        code="P103",
        title="The main message is too long",
        severity="warning",
        why="Readers who get several messages at once may remember none.",
        fix="Shorten the first paragraph to what readers must remember; move the rest to the main points.",
        source="CDC Clear Communication Index, item 1 (one main message of 1 to 3 short sentences)",
        find=_find_long_message,
    ),
    Check(
        code="P104",
        title="The main message does not come first",
        severity="warning",
        why="Many readers stop after the first page.",
        fix="Move `key_points` to the beginning of `include` of the first handout.",
        source="CDC Clear Communication Index, item 2",
        find=_find_late_message,
    ),
    Check(
        code="P105",
        title="The whole guide has no summary",
        severity="warning",
        why="A summary shows readers what to look for, and some people read nothing else.",
        fix="Include `summary` or `key_points` in the first handout.",
        source="PEMAT-P, item 11; CDC Clear Communication Index, item 10",
        find=_find_missing_summary,
    ),
    Check(
        code="P106",
        languages=ENGLISH,
        title="A handout never addresses the reader",
        severity="warning",
        why="Readers do not apply statements about people in general to themselves.",
        fix="Use “you”: what you may feel, what you can do.",
        source="PEMAT-P, item 21",
        find=_find_impersonal_handouts,
    ),
    Check(
        code="P107",
        languages=ENGLISH,
        title="The text refers to the reader in the third person",
        severity="warning",
        why="Advice for “the patient” does not make clear who should act.",
        fix="Use “you” or the imperative: “Bring a list”.",
        source="PEMAT-P, item 21; NHS digital service manual, Voice and tone",
        find=_make_finder("third_person", "“{}” refers to the reader in the third person."),
    ),
    Check(
        code="P108",
        languages=ENGLISH,
        title="The reader must calculate",
        severity="warning",
        why="Many adults cannot calculate a proportion or a total, and make mistakes that matter.",
        fix="Write the result instead.",
        source="PEMAT-P, item 7; CDC Clear Communication Index, item 17",
        find=_make_finder("sums", "“{}” asks the reader to calculate."),
    ),
    Check(
        code="P109",
        languages=ENGLISH,
        title="A heading is too general",
        severity="warning",
        why="Readers look for their question in the headings and skip those that fit anything.",
        fix="Name the content of the section.",
        source="PEMAT-P, item 9; WCAG 2.2, success criterion 2.4.6",
        find=_find_general_headings,
    ),
    Check(
        code="P110",
        languages=ENGLISH,
        title="Long text has no break",
        severity="warning",
        why="People read short pieces of text but give up on a full page.",
        fix="Add a list or a run-in heading (**So** …), or split the text into several records.",
        source="PEMAT-P, item 8; CDC Clear Communication Index, item 9",
        find=_find_unbroken_text,
    ),
)
