"""The greatest age of each kind of fact before it must be checked again, with the source of the limit."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Age:
    """A greatest age in months, and the source of that limit."""

    months: int
    source: str

    def find_last_day(self, day: datetime.date) -> datetime.date:
        """Return the last day on which a fact with this date is fresh; no day is later than that of the calendar."""
        years, month = divmod(day.month - 1 + self.months, 12)
        year, month = day.year + years, month + 1
        if year > datetime.MAXYEAR:
            return datetime.date.max
        return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        return f"{self.months} months" if months else f"{years} year{'' if years == 1 else 's'}"


_SURVIVAL = "Martínez García et al., CMAJ 2014;186:1211: 1 in 5 recommendations was out of date after 3 years"

SEARCH = Age(
    24,
    "Shojania et al., Ann Intern Med 2007;147:224: of systematic reviews, 23% needed an update within 2 years.",
)
"""The greatest age of the search for evidence."""

REVIEW = Age(36, f"{_SURVIVAL}, and waiting longer to review them may be too long.")
"""The longest time between two reviews."""

RECOMMENDATION = Age(
    60, "Shekelle et al., JAMA 2001;286:1461: half of guidelines were outdated in 5.8 years (95% CI 5.0 to 6.6)."
)
"""The greatest age of a recommendation since it was published or updated, unless it was checked again."""

REFERENCE = Age(36, f"{_SURVIVAL}. NHS standard for creating health content: check the evidence at every review.")
"""The longest time since a source was checked."""

PRICE = Age(24, "No standard sets an age for prices: two years is this program's choice.")
"""The greatest age of a price."""

COVERAGE = Age(12, "No standard sets an age for coverage. Health plans change their benefits each year.")
"""The greatest age of the coverage by a payer."""

CREDENTIAL = Age(24, "No standard sets an age for addresses of registers: two years is this program's choice.")
"""The greatest age of the credential, address and telephone number of a body."""
