"""What is told: choices, harms, what is not known, and what helps to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acucontent.quality.check import Check, Found
from acucontent.quality.checks.understanding.data import pattern
from acucontent.quality.passages import english, english_passages
from acucontent.quality.reading import count_words
from acucontent.quality.subject import Subject

UNEQUAL = 4
"""How many times as long one side of an option may be as the other."""


def _lacks(path: str, message: str, missing: Callable[[Subject], bool]) -> Callable[[Subject], Iterator[Found]]:
    """A check that finds one place where something is missing."""

    def find(subject: Subject) -> Iterator[Found]:
        if missing(subject):
            yield Found(path, message)

    return find


def _says(subject: Subject, name: str, *texts: object) -> bool:
    """Whether any of the texts has a word of the list; of another language than English nothing is said."""
    return not english(subject.guide) or any(pattern(name).search(str(text)) for text in texts)


def _unequal(subject: Subject) -> Iterator[Found]:
    for option in subject.guide.evidence.options:
        benefits, harms = count_words(str(option.benefits)), count_words(str(option.harms))
        if max(benefits, harms) > UNEQUAL * min(benefits, harms):
            message = f"“{option.name}” has {benefits} words on benefits and {harms} on harms."
            yield Found(f"evidence.options.{option.id}", message)


def _few_choices(subject: Subject) -> bool:
    return len(subject.guide.evidence.options) + len(subject.guide.alternatives) < 2


def _never_nothing(subject: Subject) -> bool:
    guide = subject.guide
    named = (*(one.name for one in guide.evidence.options), *(one.therapy for one in guide.alternatives))
    return not _says(subject, "doing_nothing", *named)


def _no_daily_life(subject: Subject) -> bool:
    found = subject.guide.evidence.statements
    return not _says(subject, "daily_life", *(f"{one.title} {one.outcome}" for one in found))


def _alone(subject: Subject) -> bool:
    """Whether no sentence joins choosing with someone to choose with."""
    sentences = (one for passage in english_passages(subject.guide) for one in passage.sentences)
    return english(subject.guide) and not any(
        pattern("choosing").search(one) and pattern("together").search(one) for one in sentences
    )


def _nowhere_else(subject: Subject) -> bool:
    credentials = subject.guide.practitioners.credentials
    links = any("](http" in passage.source for passage in english_passages(subject.guide))
    return english(subject.guide) and not links and not any(one.look_up or one.phone for one in credentials)


def _no_decision(subject: Subject) -> bool:
    guide = subject.guide
    return not _says(subject, "choosing", guide.purpose, *(one.purpose for one in guide.handouts))


def _no_checklist(subject: Subject) -> bool:
    sessions, ask = subject.guide.sessions, subject.guide.practitioners.questions
    return not (sessions.prepare or sessions.tell or ask)


_WRITTEN = "IPDAS v4 (Joseph-Williams et al, Med Decis Making 2014;34:699-710)"

CHECKS = (
    Check(
        code="P111",
        title="Nothing is said of what is not known",
        severity="warning",
        why="A reader who is told only what is known takes all the rest for settled.",
        fix="List under `evidence.unknowns` what nobody knows yet.",
        source=f"DISCERN, question 8; CDC Clear Communication Index, item 11; {_WRITTEN}, 2.2.4",
        find=_lacks(
            "evidence", "The guide lists nothing that is not known yet.", lambda one: not one.guide.evidence.unknowns
        ),
    ),
    Check(
        code="P112",
        title="There are fewer than two choices",
        severity="warning",
        why="Who sees one way only does not know that there is anything to choose.",
        fix="Set the choices side by side under `evidence.options`, or list others under `alternatives`.",
        source=f"DISCERN, question 14; {_WRITTEN}, 1.1.3",
        find=_lacks("evidence", "The guide names fewer than two choices.", _few_choices),
    ),
    Check(
        code="P113",
        title="Doing nothing is not among the choices",
        severity="warning",
        why="What happens without treatment is what every benefit and harm is weighed against.",
        fix="Add the choice of doing nothing new, or of waiting, and what is known of it.",
        source=f"DISCERN, question 12; {_WRITTEN}, 1.1.3",
        find=_lacks("evidence", "No choice is named that does nothing, or waits.", _never_nothing),
    ),
    Check(
        code="P114",
        title="Benefits and harms of a choice are told at unlike length",
        severity="warning",
        why="The side that is told at length weighs more, whatever it says.",
        fix="Tell both in like detail, or say that no figure is known.",
        source=f"{_WRITTEN}, 2.1.1",
        find=_unequal,
    ),
    Check(
        code="P115",
        title="No finding is about daily life",
        severity="warning",
        why="A score of pain does not tell a reader whether they will sleep, walk or work better.",
        fix="Add what studies found for daily tasks or quality of life, or that none looked.",
        source="DISCERN, question 13",
        find=_lacks(
            "evidence.statements", "No finding is about daily tasks, sleep, work or quality of life.", _no_daily_life
        ),
    ),
    Check(
        code="P116",
        title="No harms are told",
        severity="error",
        why="Nobody can agree to a treatment whose harms they were not told.",
        fix="List under `risks.effects` what can go wrong, how often, and what to do.",
        source=f"DISCERN, question 11; CDC Clear Communication Index, items 18 and 19; {_WRITTEN}, 1.1.5",
        find=_lacks("risks", "The guide lists no unwanted effect.", lambda one: not one.guide.risks.effects),
    ),
    Check(
        code="P117",
        title="Nothing helps to decide together",
        severity="warning",
        why="A good choice rests on the evidence and on what matters to the person, and takes both heads.",
        fix="Say with whom to talk the choice over, and what to ask.",
        source="DISCERN, question 15",
        find=_lacks("purpose", "No sentence joins the choice with a doctor or another person to talk to.", _alone),
    ),
    Check(
        code="P118",
        title="Nothing says how the treatment might work",
        severity="warning",
        why="Without an account of it a reader makes up one, or believes the one that sells.",
        fix="Tell under `mechanisms` how it might work, and how sure that is.",
        source="DISCERN, question 9",
        find=_lacks(
            "", "The guide has no account of how the treatment might work.", lambda one: not one.guide.mechanisms
        ),
    ),
    Check(
        code="P119",
        title="There is no place to look for more",
        severity="warning",
        why="A guide answers some questions and raises others.",
        fix="Name a register, a body or a page where a reader can ask or read on.",
        source="DISCERN, question 7",
        find=_lacks(
            "practitioners.credentials", "No address, telephone number or link leads out of the guide.", _nowhere_else
        ),
    ),
    Check(
        code="P120",
        title="Nothing says what it is like",
        severity="warning",
        why="People choose better when they can picture what they will feel.",
        fix="Tell under `sessions.sensations` what a person may feel.",
        source=f"{_WRITTEN}, 1.2.1",
        find=_lacks(
            "sessions", "The guide does not say what a person may feel.", lambda one: not one.guide.sessions.sensations
        ),
    ),
    Check(
        code="P121",
        title="The decision is not named",
        severity="warning",
        why="Who is not told that there is a choice to make reads the guide as an order.",
        fix="Say in the purpose what is to be decided.",
        source=f"{_WRITTEN}, 1.1.2",
        find=_lacks("purpose", "No purpose says that there is something to decide.", _no_decision),
    ),
    Check(
        code="P122",
        title="The condition is not described",
        severity="warning",
        why="A reader must know whether a text is about what they have.",
        fix="Describe under `conditions` what the guide is for.",
        source=f"{_WRITTEN}, 1.1.1",
        find=_lacks("", "The guide describes no condition.", lambda one: not one.guide.conditions),
    ),
    Check(
        code="P123",
        title="There is no list to work through",
        severity="warning",
        why="A list to tick or to take along turns reading into doing.",
        fix="List what to prepare, what to tell or what to ask.",
        source="PEMAT-P, item 23",
        find=_lacks("sessions", "There is nothing to prepare, to tell or to ask.", _no_checklist),
    ),
)
