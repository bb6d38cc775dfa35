"""The decision aid: the options, the same questions about each, comparable counts of people, and what may matter.

Its parts follow IPDAS (Joseph-Williams 2014, doi:10.1177/0272989X13501721) and the Option Grid: equal detail for each
option, and natural frequencies with one denominator and one comparator.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from acucontent.model.base import Link, PositiveNumber, Record, Records, ReferenceKey, Slug, Text
from acucontent.model.common import Item
from acucontent.model.evidence import Certainty
from acucontent.model.prose import Prose
from acucontent.model.ranges import reject_invalid_interval, reject_reversed
from acucontent.model.regional import RegionalRecord, Regions

MAX_SHORT_NAME = 24
"""The most letters of the short name of an option, which is the head of a column."""
MAX_VALUE_LETTERS = 80
"""The most letters of a value, which has one line or two beside its circles."""

DENOMINATORS = (100, 1000, 10_000)
"""The numbers of people that counts can be out of."""


class DecisionQuestionId(Link):
    """The id of a question of the decision aid."""

    __slots__ = ()
    target = "decision.questions"


class DecisionOptionId(Link):
    """The id of an option of the decision aid."""

    __slots__ = ()
    target = "decision.options"


class DecisionQuestion(Record):
    """A question that patients ask about every option."""

    id: Slug
    """The question's id, by which each option answers it."""
    question: Text
    """The question, in the words of a patient: 'Will it help my pain?'."""
    about: Literal["benefit", "harm", "other"] = "other"
    """Whether it asks about benefits, about harms, or about something else. A decision aid has both of the first."""


class DecisionAnswer(Record):
    """What one option answers to one question."""

    key_field = "question"

    question: DecisionQuestionId
    """The id of the question."""
    text: Prose
    """The answer, in at most 45 words, and with as much detail as the answers of the other options."""


class DecisionOption(RegionalRecord):
    """One thing that a person can choose."""

    id: Slug
    """The option's id."""
    name: Text
    """The option in a few words."""
    short_name: Text
    """Its name in at most 24 letters, as the head of a column."""
    no_new_treatment: bool = False
    """Whether it is the option of starting no new treatment."""
    answers: Records[DecisionAnswer]
    """One answer for each question."""
    regions: Regions

    @field_validator("short_name")
    @classmethod
    def _check_short_name(cls, name: str) -> str:
        if len(name) > MAX_SHORT_NAME:
            message = "has {found} letters, but a column has room for {most}: shorten it"
            raise PydanticCustomError("option_name", message, {"found": len(name), "most": MAX_SHORT_NAME})
        return name


class ComparatorCount(Record):
    """What every arm of a comparison was compared with, and how many of its people had the outcome."""

    option: DecisionOptionId | None = None
    """The id of the option that it is, if it is one of them."""
    name: Text
    """What the group got, in plain words: 'usual care alone'."""
    count: PositiveNumber
    """How many of its people had the outcome."""
    low: PositiveNumber | None = None
    """The lower end of the 95% interval."""
    high: PositiveNumber | None = None
    """The upper end of the 95% interval."""


class ComparisonArm(Record):
    """One option in a comparison, and how many of its people had the outcome."""

    key_field = "option"

    option: DecisionOptionId
    """The id of the option."""
    count: PositiveNumber
    """How many of its people had the outcome."""
    low: PositiveNumber | None = None
    """The lower end of the 95% interval."""
    high: PositiveNumber | None = None
    """The upper end of the 95% interval."""


class DecisionComparison(Record):
    """How many people had an outcome with some options, and with one comparator: the same for every option.

    The comparator, the denominator and the time are given once, so that no two arms can differ in them.
    """

    id: Slug
    """The comparison's id."""
    title: Text
    """What is compared, in a few words: 'Headaches cut by half or more'."""
    about: Literal["benefit", "harm"]
    """Whether the outcome is a benefit or a harm."""
    outcome: Text
    """What happened to the people who are counted, as the legend of the picture: 'Headaches at least halved'."""
    time_frame: Text
    """When they were counted, in words that fit into a caption: 'after 3 months'."""
    population: Text
    """Who was studied."""
    of: Annotated[int, Field(ge=100, le=10_000)] = 100
    """The number of people that each count is out of: 100, 1000 or 10000. Counts out of 100 are drawn as people."""
    comparator: ComparatorCount
    """What every arm was compared with."""
    arms: Annotated[Records[ComparisonArm], Field(min_length=1, max_length=3)]
    """The options that were compared with it."""
    certainty: Certainty
    """How sure a grader is of the comparison."""
    checked: Literal["read", "abstract", "secondary"]
    """What was read to check the counts. A decision aid has no unchecked ones."""
    citation: ReferenceKey
    """The reference that the counts come from."""

    @field_validator("of")
    @classmethod
    def _check_denominator(cls, of: int) -> int:
        if of not in DENOMINATORS:
            message = "is {of}. Expected one of: {known}"
            raise PydanticCustomError("denominator", message, {"of": of, "known": ", ".join(map(str, DENOMINATORS))})
        return of

    @model_validator(mode="after")
    def _check_counts(self) -> DecisionComparison:
        groups: list[ComparatorCount | ComparisonArm] = [self.comparator, *self.arms]
        for one in groups:
            reject_reversed(max(one.count, one.high or 0), self.of)
            reject_invalid_interval(one.low, one.count, one.high, self.checked)
        return self


class DecisionValue(Record):
    """Something that may matter to a person, who rates it from 0 to 5."""

    id: Slug
    """The value's id; it is part of the names of its form fields."""
    text: Text
    """What may matter, in at most 80 letters: 'Having fewer headaches soon'."""

    @field_validator("text")
    @classmethod
    def _check_length(cls, text: str) -> str:
        if len(text) > MAX_VALUE_LETTERS:
            message = "has {found} letters, but a line has room for {most}: shorten it"
            raise PydanticCustomError("value_length", message, {"found": len(text), "most": MAX_VALUE_LETTERS})
        return text


class Decision(Record):
    """A choice between a few options, and what helps a person to make it."""

    choice: Prose
    """The decision that is to be made."""
    for_whom: Prose
    """Who has to make it."""
    questions: Annotated[Records[DecisionQuestion], Field(min_length=6, max_length=6)]
    """The six questions that patients ask about every option."""
    options: Annotated[Records[DecisionOption], Field(min_length=3, max_length=4)]
    """Three or four options; one of them can be no new treatment."""
    comparisons: Annotated[Records[DecisionComparison], Field(max_length=4)] = Field(default_factory=Records)
    """Counts of people that can be compared, drawn as pictures of 100 people."""
    no_figures: Prose | None = None
    """One line that says for which options or questions there is no comparable figure. It is needed unless every
    option is in a comparison of benefits and in one of harms."""
    values: Annotated[Records[DecisionValue], Field(min_length=3, max_length=8)]
    """What may matter to a person, in both directions."""
    next_steps: Annotated[Records[Item], Field(min_length=1, max_length=6)]
    """What a person can do next."""

    @field_validator("questions")
    @classmethod
    def _check_both_sides(cls, questions: Records[DecisionQuestion]) -> Records[DecisionQuestion]:
        asked = {one.about for one in questions}
        for side in ("benefit", "harm"):
            if side not in asked:
                message = "has no question about a {side}: write `about: {side}` at the one that asks about it"
                raise PydanticCustomError("decision_sides", message, {"side": side})
        return questions

    def list_answers(self, option: DecisionOption, about: Literal["benefit", "harm"]) -> list[DecisionAnswer]:
        """Return the answers of an option to the questions about benefits or about harms."""
        asked = {str(one.id) for one in self.questions if one.about == about}
        return [answer for answer in option.answers if str(answer.question) in asked]
