"""Days, months and periods in words, one form for tables, sentences and figures."""

from __future__ import annotations

__all__ = ["MONTHS", "day_or_month", "period"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_or_month(date: str) -> str:
    """Write an ISO year, month or day: 21 May 2024, May 2024, 2024."""
    parts = date.split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def period(start: str | None, end: str | None) -> str:
    """Write a period: 2018 for a calendar year, 2018-19 for a financial year, else its months; '' for none.

    A financial year is April to March, as sources in the United Kingdom write it.
    """
    if not start and not end:
        return ""
    if not end:
        return f"from {day_or_month(str(start))}"
    if not start:
        return f"to {day_or_month(end)}"
    if start == end:
        return day_or_month(start)
    if len(start) == len(end) == 7:
        first_year, last_year = int(start[:4]), int(end[:4])
        if start[5:] == "01" and end[5:] == "12":
            return start[:4] if first_year == last_year else f"{first_year} to {last_year}"
        if start[5:] == "04" and end[5:] == "03":
            if last_year == first_year + 1:
                return f"{first_year}-{end[2:4]}"
            return f"{first_year}-{str(first_year + 1)[2:]} to {last_year - 1}-{end[2:4]}"
        if first_year == last_year:
            return f"{day_or_month(start)[:3]} to {day_or_month(end)}"
    return f"{day_or_month(start)} to {day_or_month(end)}"
