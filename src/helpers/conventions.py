"""From a number as written to the interval that it stands for, by conventions that anyone can change.

How wide is "about"? Is 6,200 rounded? A text does not say. Each such choice stands once in data/conventions.yml with
its reason and with other settings to try; the audit tells which verdicts move when one is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from helpers.columns import FORMS, QUALIFIERS, REPORTED_KINDS
from helpers.corpus import Corpus
from helpers.errors import UserError
from helpers.intervals import Interval, Number, exact, hull
from helpers.yaml_files import YamlFile

__all__ = ["Convention", "Conventions", "Reading", "interval_of", "load", "read_number"]

_ROUNDING = ("exact", "half_unit", "one_unit")
_WIDTH = "a fraction of the number, from 0 to below 1, such as 0.10"

# What each convention may be set to; None stands for a width.
_SETTINGS: dict[str, tuple[str, ...] | None] = {
    "about": None,
    "nearly": None,
    "nearly_in_words": None,
    "up_to": ("at_most", "nearly"),
    "more_than": ("open", "closed"),
    "reach_of_bounds": ("without_end", "next_round_number"),
    "plain_counts": ("exact", "half_unit"),
    "round_numbers": ("never", "one_zero", "two_zeros", "three_zeros"),
    "scale_words": _ROUNDING,
    "decimals": _ROUNDING,
    "percentages": _ROUNDING,
    "rates": _ROUNDING,
    "rounding_ends": ("closed", "half_up"),
    "fraction_words": None,
    "one_in_n": None,
    "multiple_words": None,
    "limits_of_kind": ("none", "applied"),
    "days_in_year": ("as_in_period", "365", "365.25"),
}
_ZEROS = {"one_zero": 1, "two_zeros": 2, "three_zeros": 3}


@dataclass(frozen=True, slots=True)
class Convention:
    """One choice.

    Attributes
    ----------
    convention_id
        Name of the choice.
    question
        What has to be decided.
    setting
        What is decided here.
    reason
        Why.
    others
        Settings that the sensitivity table tries.
    """

    convention_id: str
    question: str
    setting: str
    reason: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conventions:
    """All choices, in the order of the file."""

    table: tuple[Convention, ...]

    def __iter__(self) -> Iterator[Convention]:
        return iter(self.table)

    def setting(self, convention_id: str) -> str:
        """Return the setting in use of one convention."""
        return next(entry.setting for entry in self.table if entry.convention_id == convention_id)

    def width(self, convention_id: str) -> Fraction:
        """Return the setting of a convention that is a width, as a fraction of the number."""
        return Fraction(self.setting(convention_id))

    def with_setting(self, convention_id: str, setting: str) -> Conventions:
        """Return the same conventions with one of them set otherwise.

        Raises
        ------
        UserError
            If there is no such convention, or it knows no such setting.
        """
        if convention_id not in _SETTINGS:
            raise UserError(f"convention {convention_id!r} does not exist; use one of {', '.join(_SETTINGS)}")
        if problem := _setting_problem(convention_id, setting):
            raise UserError(f"convention {convention_id}: {problem}")
        return Conventions(
            tuple(
                replace(entry, setting=setting) if entry.convention_id == convention_id else entry
                for entry in self.table
            )
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number as written stands for.

    Attributes
    ----------
    interval
        The values that it may stand for.
    unit
        One unit of the last place that is read as written; None where words or a qualifier leave it open.
    used
        The conventions that decided.
    """

    interval: Interval
    unit: Fraction | None
    used: tuple[str, ...]


# The file

SettingText = Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else str(value))]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)

    question: str
    setting: SettingText
    reason: str
    others: list[SettingText] = Field(min_length=1)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    conventions: dict[str, _Entry]


def _setting_problem(convention_id: str, setting: str) -> str | None:
    allowed = _SETTINGS[convention_id]
    if allowed is not None:
        return None if setting in allowed else f"unknown setting {setting!r}; use one of {', '.join(allowed)}"
    try:
        is_width = 0 <= Fraction(setting) < 1
    except (ValueError, ZeroDivisionError):
        is_width = False
    return None if is_width else f"{setting!r} is not a width; give {_WIDTH}"


def shipped() -> Path:
    """Return the path of the conventions that hold for a corpus without a table of its own."""
    return Path(__file__).resolve().parents[2] / "data" / "conventions.yml"


def load(corpus: Corpus | None = None) -> Conventions:
    """Read a corpus's data/conventions.yml; without one, the shipped table.

    Raises
    ------
    UserError
        With file and line, for a convention that is missing or unknown, or a setting that it does not know.
    """
    path, name = shipped(), "data/conventions.yml"
    if corpus is not None and corpus.conventions.exists():
        path, name = corpus.conventions, corpus.relative(corpus.conventions)
    file = YamlFile.read(path, name)
    entries = file.parse(_File).conventions
    problems = []
    for convention_id, entry in entries.items():
        place = ("conventions", convention_id)
        if convention_id not in _SETTINGS:
            problems.append(file.error(place, f"unknown convention {convention_id!r}; take it out or correct its name"))
            continue
        if problem := _setting_problem(convention_id, entry.setting):
            problems.append(file.error((*place, "setting"), problem))
        for number, other in enumerate(entry.others):
            if problem := _setting_problem(convention_id, other):
                problems.append(file.error((*place, "others", number), problem))
            elif other == entry.setting or other in entry.others[:number]:
                problems.append(file.error((*place, "others", number), f"{other!r} stands twice; take one out"))
    problems += [
        file.error(("conventions",), f"convention {convention_id!r} is missing; add it with setting, reason and others")
        for convention_id in _SETTINGS
        if convention_id not in entries
    ]
    if problems:
        raise UserError("\n".join(str(problem) for problem in problems))
    return Conventions(
        tuple(
            Convention(convention_id, entry.question, entry.setting, entry.reason, tuple(entry.others))
            for convention_id, entry in entries.items()
        )
    )


# From number to interval


def interval_of(
    value: Number | None,
    qualifier: str | None,
    resolution_as_written: Number | None,
    form_as_written: str,
    kind: str,
    conventions: Conventions,
    change_type: str | None = None,
) -> Interval:
    """Return the interval that a stated number stands for; see `read_number`."""
    return read_number(
        value, qualifier, resolution_as_written, form_as_written, kind, conventions, change_type
    ).interval


def read_number(
    value: Number | None,
    qualifier: str | None,
    resolution_as_written: Number | None,
    form_as_written: str,
    kind: str,
    conventions: Conventions,
    change_type: str | None = None,
) -> Reading:
    """Return the interval that a stated number stands for, with what decided it.

    The precision as written gives the interval of an unqualified number: a value with d written decimals stands for
    plus or minus half a unit of the last (Nuijten and others 2016, "The prevalence of statistical reporting errors in
    psychology", doi:10.3758/s13428-015-0664-2). The qualifier turns it into a bound or widens it. A fall is read by
    its size: "fell by more than 10%" is a change below -0.1.

    Parameters
    ----------
    value
        The coded value; None (a vague one) stands for any number.
    qualifier
        One of `helpers.columns.QUALIFIERS`; None is exact.
    resolution_as_written
        One unit of the last written digit, in the unit of the value; None for words.
    form_as_written
        One of `helpers.columns.FORMS`.
    kind
        One of `helpers.columns.KINDS`.
    conventions
        The choices in use.
    change_type
        For a change, one of `helpers.columns.CHANGE_TYPES`.

    Raises
    ------
    ValueError
        If qualifier or form is not in its closed list.
    """
    bound = qualifier or "exact"
    if bound not in QUALIFIERS or form_as_written not in FORMS:
        raise ValueError(f"unknown qualifier {qualifier!r} or form {form_as_written!r}")
    if value is None:
        return Reading(Interval.whole(), None, ())
    number = _as_meant(exact(value), form_as_written)
    resolution = None if resolution_as_written is None else exact(resolution_as_written)
    is_fall = kind == "change" and number < 0
    written = _Written(abs(number), resolution, form_as_written, kind, change_type, is_fall)
    reading = _BY_QUALIFIER[bound](written, conventions)
    interval = -reading.interval if is_fall else reading.interval
    if conventions.setting("limits_of_kind") == "applied":
        interval = interval.intersection(_limits(kind, change_type, number)) or interval
    return replace(reading, interval=interval, used=(*reading.used, "limits_of_kind"))


@dataclass(frozen=True, slots=True)
class _Written:
    """A number as written, by its size."""

    size: Fraction
    resolution: Fraction | None
    form: str
    kind: str
    change_type: str | None
    is_fall: bool

    @property
    def is_part(self) -> bool:
        """Whether it is written as a percentage or a fraction of something."""
        return self.kind == "share" or (self.kind == "change" and self.change_type != "absolute")

    @property
    def is_multiple(self) -> bool:
        """Whether it is a change told as a multiple, so that its width belongs to the factor (doubled: 2, not 1)."""
        return self.form == "multiple_words" and self.kind == "change" and self.change_type != "absolute"

    @property
    def factor(self) -> Fraction:
        """The factor of a change told as a multiple: doubled is 2, halved is 1/2."""
        return 1 - self.size if self.is_fall else 1 + self.size

    @property
    def step(self) -> Fraction:
        """One unit of the last written digit; in words one, or one per cent."""
        if self.resolution is not None:
            return self.resolution
        return Fraction(1, 100) if self.is_part or self.size < 1 else Fraction(1)

    @property
    def zeros(self) -> int:
        """How many zeros the number ends in, counted from its last written digit."""
        digits = self.size / self.step
        count = 0
        while digits and digits.denominator == 1 and digits.numerator % 10 == 0:
            digits /= 10
            count += 1
        return count


def _as_meant(value: Fraction, form: str) -> Fraction:
    """Return the fraction that words mean: "a third", coded 0.3333, is 1/3; "one in 13", coded 0.0769, is 1/13."""
    if form not in ("fraction_words", "one_in_n", "multiple_words") or value.denominator == 1 or not value:
        return value
    near = Fraction(1, 10_000)
    candidates = [value.limit_denominator(20)]
    if form == "one_in_n" and abs(value) < 1:
        candidates.append(Fraction(1, round(1 / value)))
    return next((candidate for candidate in candidates if candidate and abs(candidate - value) <= near), value)


def _exact(written: _Written, conventions: Conventions) -> Reading:
    loose = {"fraction_words": "fraction_words", "one_in_n": "one_in_n", "multiple_words": "multiple_words"}
    if written.form in loose:
        name = loose[written.form]
        return Reading(_spread(written, conventions.width(name)), None, (name,))
    name, unit = _rounding_unit(written, conventions)
    setting = conventions.setting(name)
    if setting == "exact" or not written.size:
        return Reading(Interval.point(written.size), unit, (name,))
    if setting == "one_unit":
        return Reading(Interval.between(written.size - unit, written.size + unit), unit, (name,))
    # Half up takes the lower end of the size in and leaves the upper one out; which rule was used is seldom known.
    is_half_up = conventions.setting("rounding_ends") == "half_up"
    interval = Interval(written.size - unit / 2, written.size + unit / 2, True, not is_half_up)
    return Reading(interval, unit, (name, "rounding_ends"))


def _rounding_unit(written: _Written, conventions: Conventions) -> tuple[str, Fraction]:
    """Return the convention that says how a number without qualifier is rounded, and to what unit."""
    step = written.step
    if written.is_part:
        return "percentages", step
    if written.kind == "rate":
        return "rates", step
    if step < 1:
        return "decimals", step
    if step > 1:
        return "scale_words", step
    if written.kind != "coverage" and written.zeros >= _ZEROS.get(conventions.setting("round_numbers"), 99):
        return "round_numbers", step * 10**written.zeros
    return "plain_counts", step


def _spread(written: _Written, width: Fraction) -> Interval:
    """Return the size plus and minus a width; of a change told as a multiple, the width of the factor."""
    margin = width * (written.factor if written.is_multiple else written.size)
    return Interval.between(written.size - margin, written.size + margin)


def _about(written: _Written, conventions: Conventions) -> Reading:
    base = _exact(written, conventions)
    # Never narrower than the same number without "about".
    interval = hull([_spread(written, conventions.width("about")), base.interval])
    return Reading(interval, None, ("about", *base.used))


def _nearly(written: _Written, conventions: Conventions) -> Reading:
    name = "nearly" if written.form == "digits" else "nearly_in_words"
    margin = conventions.width(name) * (written.factor if written.is_multiple else written.size)
    is_closed = conventions.setting("more_than") == "closed" or not margin
    return Reading(Interval(written.size - margin, written.size, True, is_closed), None, (name, "more_than"))


def _up_to(written: _Written, conventions: Conventions) -> Reading:
    if conventions.setting("up_to") == "nearly":
        near = _nearly(written, conventions)
        return Reading(hull([near.interval, Interval.point(written.size)]), None, ("up_to", *near.used))
    return replace(_at_most(written, conventions), used=("up_to", "reach_of_bounds"))


def _reach(written: _Written, conventions: Conventions) -> Fraction | None:
    """Return how far from a bound the value may lie, or None for any distance: one unit of its last digit but zeros."""
    is_counted = written.form in ("digits", "number_words")
    if conventions.setting("reach_of_bounds") == "without_end" or not is_counted or not written.size:
        return None
    return Fraction(written.step * 10**written.zeros)


def _above(written: _Written, conventions: Conventions, closed: bool) -> Interval:
    reach = _reach(written, conventions)
    return Interval(written.size, None if reach is None else written.size + reach, closed, closed)


def _under(written: _Written, conventions: Conventions, closed: bool) -> Interval:
    reach = _reach(written, conventions)
    return Interval(None if reach is None else written.size - reach, written.size, closed, closed)


def _more_than(written: _Written, conventions: Conventions) -> Reading:
    is_closed = conventions.setting("more_than") == "closed"
    return Reading(_above(written, conventions, is_closed), None, ("more_than", "reach_of_bounds"))


def _less_than(written: _Written, conventions: Conventions) -> Reading:
    is_closed = conventions.setting("more_than") == "closed"
    return Reading(_under(written, conventions, is_closed), None, ("more_than", "reach_of_bounds"))


def _at_least(written: _Written, conventions: Conventions) -> Reading:
    return Reading(_above(written, conventions, True), None, ("reach_of_bounds",))


def _at_most(written: _Written, conventions: Conventions) -> Reading:
    return Reading(_under(written, conventions, True), None, ("reach_of_bounds",))


_BY_QUALIFIER: dict[str, Callable[[_Written, Conventions], Reading]] = {
    "exact": _exact,
    "more_than": _more_than,
    "at_least": _at_least,
    "less_than": _less_than,
    "at_most": _at_most,
    "about": _about,
    "nearly": _nearly,
    "up_to": _up_to,
}


def _limits(kind: str, change_type: str | None, number: Fraction) -> Interval:
    """Return what a quantity of a kind can be at all."""
    if kind == "share":
        return Interval.between(0, 1)
    if kind == "change":
        if change_type == "percentage_points":
            return Interval.between(-1, 1)
        return Interval.whole() if change_type == "absolute" else Interval.more_than(-1, closed=True)
    if kind in REPORTED_KINDS and number >= 0:
        return Interval.more_than(0, closed=True)
    return Interval.whole()
