"""What it costs and who pays, by region and date."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from acucontent.model.base import Citations, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.identifiers import Currency, RegionCode
from acucontent.model.prose import Prose
from acucontent.model.ranges import refuse_reversed


class Price(Record):
    """A usual price, from low to high."""

    id: Slug
    """The price's id."""
    region: RegionCode
    """Where it is asked."""
    per: Literal["visit", "course", "year"]
    """What it is for."""
    currency: Currency
    """The currency."""
    low: Annotated[float, Field(ge=0)]
    """The lower end."""
    high: Annotated[float, Field(ge=0)]
    """The upper end; the same as the lower one when there is one number."""
    basis: Prose
    """Where the figure comes from, and how far to trust it."""
    as_of: datetime.date
    """When it was last true, to our knowledge."""
    citations: Citations

    @model_validator(mode="after")
    def _in_order(self) -> Price:
        refuse_reversed(self.low, self.high)
        return self


class Coverage(Record):
    """What one payer pays."""

    id: Slug
    """The coverage's id."""
    payer: Text
    """Who pays."""
    region: RegionCode
    """Where."""
    who_qualifies: Prose
    """Whose treatment is paid."""
    limits: Prose
    """How much is paid."""
    who_may_bill: Prose
    """Whose bills are paid."""
    you_pay: Prose
    """What is left to the patient."""
    as_of: datetime.date
    """When this was last true, to our knowledge."""
    citations: Citations


class Costs(Record):
    """What it costs and who pays."""

    introduction: Prose | None = None
    """The cost in short."""
    prices: Records[Price]
    """Usual prices."""
    coverage: Records[Coverage]
    """What payers pay."""
    advice: Records[Item] = Field(default_factory=Records)
    """What to ask before the bill comes."""
