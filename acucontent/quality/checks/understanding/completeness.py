"""Checks of the contents: choices, harms, unknowns, and help with the decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acucontent.model.decision_rules import count_answer_words
from acucontent.model.guide import Guide
from acucontent.quality.check import Check, Found
from acucontent.quality.checks.understanding.word_lists import load_pattern
from acucontent.quality.languages import ENGLISH
from acucontent.quality.subject import Subject

MAX_LENGTH_RATIO = 2
"""The maximum ratio of the lengths of two options' answers to one question, in words."""


def _make_finder(
    path: str, message: str, is_missing: Callable[[Subject], bool]
) -> Callable[[Subject], Iterator[Found]]:
    """Make a function that reports a path if something is missing."""

    def find(subject: Subject) -> Iterator[Found]:
        if is_missing(subject):
            yield Found(path, message)

    return find


def _has_words(name: str, *texts: object) -> bool:
    """Return whether a text has a word of a list."""
    return any(load_pattern(name).search(str(text)) for text in texts)


def _find_unequal_answers(subject: Subject) -> Iterator[Found]:
    """Find the questions that some options answer in more than twice the words of another."""
    decision = subject.guide.decision
    for question in decision.questions if decision else ():
        answers = {one.id: one.answers[question.id].text for one in decision.options} if decision else {}
        for region in subject.guide.regions.ids:
            words = {option: count_answer_words(text, region) for option, text in answers.items()}
            longest, shortest = max(words, key=words.__getitem__), min(words, key=words.__getitem__)
            if words[longest] > MAX_LENGTH_RATIO * words[shortest]:
                message = (
                    f"“{question.question}” is answered in {words[longest]} words for '{longest}' "
                    f"and in {words[shortest]} for '{shortest}'."
                )
                yield Found(f"decision.options.{shortest}.answers.{question.id}.text", message)
                break


def _list_choices(guide: Guide) -> list[str]:
    return [
        *(one.name for one in (guide.decision.options if guide.decision else ())),
        *(one.therapy for one in guide.alternatives),
    ]


def _has_few_choices(subject: Subject) -> bool:
    return len(_list_choices(subject.guide)) < 2


def _lacks_doing_nothing(subject: Subject) -> bool:
    decision = subject.guide.decision
    named = decision is not None and any(one.no_new_treatment for one in decision.options)
    return not named and not _has_words("doing_nothing", *_list_choices(subject.guide))


def _lacks_daily_life(subject: Subject) -> bool:
    found = subject.guide.evidence.statements
    return not _has_words("daily_life", *(f"{one.title} {one.outcome}" for one in found))


def _lacks_shared_decision(subject: Subject) -> bool:
    """Return whether no sentence mentions both a choice and another person."""
    sentences = (one for passage in subject.passages for one in passage.sentences)
    return not any(load_pattern("choosing").search(one) and load_pattern("together").search(one) for one in sentences)


def _lacks_further_help(subject: Subject) -> bool:
    credentials = subject.guide.practitioners.credentials
    links = any("](http" in passage.source for passage in subject.passages)
    return not links and not any(one.look_up or one.phone for one in credentials)


def _lacks_decision(subject: Subject) -> bool:
    guide = subject.guide
    return not _has_words("choosing", guide.purpose, *(one.purpose for one in guide.handouts))


def _lacks_checklist(subject: Subject) -> bool:
    sessions, ask = subject.guide.sessions, subject.guide.practitioners.questions
    return not (sessions.prepare or sessions.tell or ask)


_IPDAS = "IPDAS v4 (Joseph-Williams et al, Med Decis Making 2014;34:699-710)"

CHECKS = (
    Check(
        code="P111",
        title="The guide lists no unknowns",
        severity="warning",
        why="Readers who only learn what is known assume that everything else is certain.",
        fix="List what is still unknown under `evidence.unknowns`.",
        source=f"DISCERN, question 8; CDC Clear Communication Index, item 11; {_IPDAS}, 2.2.4",
        find=_make_finder("evidence", "The guide lists no unknowns.", lambda one: not one.guide.evidence.unknowns),
    ),
    Check(
        code="P112",
        title="There are fewer than two choices",
        severity="warning",
        why="Readers who see only one option do not know that they can choose.",
        fix="Compare choices under `decision.options`, or list others under `alternatives`.",
        source=f"DISCERN, question 14; {_IPDAS}, 1.1.3",
        find=_make_finder("evidence", "The guide names fewer than two choices.", _has_few_choices),
    ),
    Check(
        code="P113",
        languages=ENGLISH,
        title="Doing nothing is not among the choices",
        severity="warning",
        why="Readers weigh each benefit and harm against what happens without treatment.",
        fix="Add the choice of doing nothing new, or of waiting, with what is known about it.",
        source=f"DISCERN, question 12; {_IPDAS}, 1.1.3",
        find=_make_finder("evidence", "The choices do not include doing nothing or waiting.", _lacks_doing_nothing),
    ),
    Check(
        code="P114",
        title="The answers to a question differ in length",
        severity="warning",
        why="The option with the longer answer seems more important, whatever the answer contains.",
        fix="Answer each question in equal detail for every option, or say that it is not known.",
        source=f"{_IPDAS}, 2.1.1",
        find=_find_unequal_answers,
    ),
    Check(
        code="P115",
        languages=ENGLISH,
        title="No finding is about daily life",
        severity="warning",
        why="From a symptom score, readers cannot see whether they will sleep, walk or work better.",
        fix="Add what studies found about daily tasks or quality of life, or say that none measured them.",
        source="DISCERN, question 13",
        find=_make_finder(
            "evidence.statements", "No finding is about daily tasks, sleep, work or quality of life.", _lacks_daily_life
        ),
    ),
    Check(
        code="P116",
        title="The guide lists no harms",
        severity="error",
        why="Patients cannot consent to a treatment without knowing its harms.",
        fix="List under `risks.effects` what can go wrong, how often, and what to do.",
        source=f"DISCERN, question 11; CDC Clear Communication Index, items 18 and 19; {_IPDAS}, 1.1.5",
        find=_make_finder("risks", "The guide lists no unwanted effect.", lambda one: not one.guide.risks.effects),
    ),
    Check(
        code="P117",
        languages=ENGLISH,
        title="Nothing supports a shared decision",
        severity="warning",
        why="A good choice needs the evidence from a professional and the values of the patient.",
        fix="Say with whom to discuss the choice, and what to ask.",
        source="DISCERN, question 15",
        find=_make_finder(
            "purpose",
            "No sentence mentions both the choice and a doctor or other person to discuss it with.",
            _lacks_shared_decision,
        ),
    ),
    Check(
        code="P118",
        title="The guide does not say how the treatment might work",
        severity="warning",
        why="Without an explanation, readers imagine one or believe an advertisement.",
        fix="Explain under `mechanisms` how it might work, and how certain that is.",
        source="DISCERN, question 9",
        find=_make_finder(
            "", "The guide does not say how the treatment might work.", lambda one: not one.guide.mechanisms
        ),
    ),
    Check(
        code="P119",
        title="The guide names no source of further help",
        severity="warning",
        why="A guide answers some questions and raises others.",
        fix="Name a register, an organization or a web page where readers can ask or read more.",
        source="DISCERN, question 7",
        find=_make_finder(
            "practitioners.credentials",
            "The guide has no web address, telephone number or link for further help.",
            _lacks_further_help,
        ),
    ),
    Check(
        code="P120",
        title="The guide does not describe the experience",
        severity="warning",
        why="People choose better if they can imagine what they will feel.",
        fix="Describe under `sessions.sensations` what a person may feel.",
        source=f"{_IPDAS}, 1.2.1",
        find=_make_finder(
            "sessions", "The guide does not say what a person may feel.", lambda one: not one.guide.sessions.sensations
        ),
    ),
    Check(
        code="P121",
        languages=ENGLISH,
        title="The guide does not name the decision",
        severity="warning",
        why="Readers who do not know that they have a choice read the guide as an instruction.",
        fix="Name the decision in the purpose.",
        source=f"{_IPDAS}, 1.1.2",
        find=_make_finder("purpose", "No purpose mentions a decision or choice.", _lacks_decision),
    ),
    Check(
        code="P122",
        title="The guide does not describe the condition",
        severity="warning",
        why="Readers must know whether the guide is about their condition.",
        fix="Describe the condition under `conditions`.",
        source=f"{_IPDAS}, 1.1.1",
        find=_make_finder("", "The guide describes no condition.", lambda one: not one.guide.conditions),
    ),
    Check(
        code="P123",
        title="The guide has no checklist",
        severity="warning",
        why="A list to check off or bring along helps readers to act.",
        fix="List what to prepare, what to mention or what to ask.",
        source="PEMAT-P, item 23",
        find=_make_finder("sessions", "The guide lists nothing to prepare, to mention or to ask.", _lacks_checklist),
    ),
)
