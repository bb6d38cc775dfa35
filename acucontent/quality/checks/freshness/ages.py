"""How old each thing may be before somebody has to look again, and what says so."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Age:
    """The most months that may go by, and what that rests on."""

    months: int
    source: str

    def after(self, day: datetime.date) -> datetime.date:
        """The last day on which something of that day is fresh."""
        years, month = divmod(day.month - 1 + self.months, 12)
        year, month = day.year + years, month + 1
        return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        return f"{self.months} months" if months else f"{years} year{'' if years == 1 else 's'}"


_SURVIVAL = "Martínez García et al., CMAJ 2014;186:1211: 1 in 5 recommendations was out of date after 3 years"

SEARCH = Age(
    24,
    "Shojania et al., Ann Intern Med 2007;147:224: of systematic reviews, 23% needed an update within 2 years.",
)
"""Since the evidence was searched."""

REVIEW = Age(36, f"{_SURVIVAL}, and waiting longer to review them is potentially too long.")
"""Between one review and the next."""

RECOMMENDATION = Age(
    60, "Shekelle et al., JAMA 2001;286:1461: half of guidelines were outdated in 5.8 years (95% CI 5.0 to 6.6)."
)
"""Since a recommendation was published or updated, unless it was looked up again."""

REFERENCE = Age(36, f"{_SURVIVAL}. NHS standard for creating health content: check the evidence at every review.")
"""Since a source was checked."""

PRICE = Age(24, "No standard sets an age for prices: two years is this program's choice.")
"""Since a price was asked."""

COVERAGE = Age(12, "No standard sets an age for coverage. Health plans set their benefits anew each year.")
"""Since what a payer pays was true."""

CREDENTIAL = Age(24, "No standard sets an age for addresses of registers: two years is this program's choice.")
"""Since a body's credential, address and telephone number were true."""
