"""Costs: usual prices and what payers cover, by region and date."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field, model_validator

from acucontent.model.base import Citations, PositiveNumber, Record, Records, Slug, Text
from acucontent.model.common import Item
from acucontent.model.identifiers import Currency, RegionCode
from acucontent.model.prose import Prose
from acucontent.model.ranges import reject_reversed
from acucontent.model.regional import RegionalRecord
from acucontent.model.short_text import ShortText
from acucontent.model.volumes import ReferenceOnly


class Price(RegionalRecord):
    """A usual price, from low to high."""

    id: Slug
    """The price's id."""
    region: RegionCode
    """The region where the price is usual."""
    per: Literal["visit", "course", "year"]
    """What the price covers: a visit, a course or a year."""
    currency: Currency
    """The currency, as ISO 4217."""
    low: PositiveNumber
    """The lower end."""
    high: PositiveNumber
    """The upper end; equal to the lower end if there is only one number."""
    basis: Prose
    """Where the figure comes from, and how reliable it is."""
    short: ShortText | None = None
    """What a sheet prints instead of the basis: at most 14 words."""
    as_of: datetime.date
    """The date on which the price was last known to be correct."""
    citations: Citations
    reference_only: ReferenceOnly

    @model_validator(mode="after")
    def _check_order(self) -> Price:
        reject_reversed(self.low, self.high)
        return self


class Coverage(RegionalRecord):
    """What one payer pays."""

    id: Slug
    """The coverage's id."""
    payer: Text
    """Who pays."""
    region: RegionCode
    """The region where the coverage applies."""
    who_qualifies: Prose
    """Who qualifies for payment."""
    limits: Prose
    """How much the payer pays."""
    who_may_bill: Prose
    """Which practitioners may bill the payer."""
    you_pay: Prose
    """What the patient pays."""
    short: ShortText | None = None
    """What a sheet prints instead of the answers: at most 14 words."""
    as_of: datetime.date
    """The date on which the coverage was last known to be correct."""
    citations: Citations
    reference_only: ReferenceOnly


class Costs(Record):
    """What it costs and who pays."""

    introduction: Prose | None = None
    """A short summary of the costs."""
    prices: Records[Price]
    """Usual prices."""
    coverage: Records[Coverage]
    """What payers pay."""
    advice: Records[Item] = Field(default_factory=Records)
    """What to ask before treatment is billed."""
