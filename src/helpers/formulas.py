"""Formulas of the declared checks: read without running code, evaluated exactly on numbers and on intervals.

A formula knows names, whole and decimal numbers, ``+ - * /``, ``max``, ``min``, and ``days``, ``months`` and ``years``
of an operand's period; anything else is refused.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, Self, TypeAlias, TypeVar

from helpers.intervals import Interval, hull, maximum, minimum

__all__ = ["PERIOD_FUNCTIONS", "Formula", "FormulaError", "Range"]

PERIOD_FUNCTIONS = ("days", "months", "years")
_CHOICES = ("max", "min")
_LONGEST = 300
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


class FormulaError(ValueError):
    """A formula that cannot be read; the message says what is wrong with it and what is allowed."""


class _Arithmetic(Protocol):
    """What a kind of number must be able to do."""

    def __add__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __mul__(self, other: Self, /) -> Self: ...
    def __truediv__(self, other: Self, /) -> Self: ...
    def __neg__(self) -> Self: ...


N = TypeVar("N", bound=_Arithmetic)

# The tree of a formula: a number, a name, function of a period, or an operation on parts.
_Tree: TypeAlias = "Fraction | str | tuple[str, tuple[_Tree, ...]]"


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a formula can take.

    Attributes
    ----------
    interval
        They lie in here.
    is_exact
        Whether the interval has nothing else; otherwise it is an outer bound.
    """

    interval: Interval
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been read.

    Attributes
    ----------
    text
        As written.
    names
        The operands and constants whose value it uses, sorted.
    periods
        The operands whose period it uses, sorted.
    """

    text: str
    names: tuple[str, ...]
    periods: tuple[str, ...]
    _tree: _Tree

    @classmethod
    def read(cls, text: str) -> Formula:
        """Read a formula.

        Raises
        ------
        FormulaError
            If it has anything but what the module names.
        """
        if len(text) > _LONGEST:
            raise FormulaError(f"longer than {_LONGEST} characters; split the check in two")
        try:
            body = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise FormulaError(f"not a formula: {text!r}; write names, numbers, + - * /, max and min") from error
        tree = _read(body, text.strip())
        leaves = sorted(set(_leaves(tree)))
        of_periods = {leaf[leaf.index("(") + 1 : -1] for leaf in leaves if "(" in leaf}
        return cls(text, tuple(leaf for leaf in leaves if "(" not in leaf), tuple(sorted(of_periods)), tree)

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions of periods it uses, as written: ``days(a)``."""
        return tuple(leaf for leaf in sorted(set(_leaves(self._tree))) if "(" in leaf)

    def at(self, values: Mapping[str, Fraction]) -> Fraction:
        """Return the value at a point.

        Parameters
        ----------
        values
            A number for each of `names` and `functions`.

        Raises
        ------
        ZeroDivisionError
            If it divides by zero there.
        """
        return _evaluate(self._tree, values, lambda number: number, {"max": max, "min": min})

    def over(self, box: Mapping[str, Interval]) -> Range:
        """Return the values over a box, each operand anywhere in its interval, whatever the others are.

        Where each name stands once, interval arithmetic on the formula is exact. Where a name stands twice, as in
        ``(b-a)/a``, the sign of the derivative, itself bounded by interval arithmetic, tells whether the formula rises
        or falls in that name over all of the box; then the ends of the name give the ends of the result. Otherwise the
        natural interval extension is an outer bound (Moore, Kearfott, Cloud 2009, chapters 5 and 6).

        Parameters
        ----------
        box
            An interval for each of `names` and `functions`.

        Raises
        ------
        ZeroDivisionError
            If it divides by what can be nothing but zero.
        """
        counts: dict[str, int] = {}
        for leaf in _leaves(self._tree):
            counts[leaf] = counts.get(leaf, 0) + 1
        repeated = [name for name, count in counts.items() if count > 1 and not box[name].is_point]
        natural = self._natural(box)
        if not repeated:
            return Range(natural, self._divides_safely(box))
        low_box, high_box = dict(box), dict(box)
        is_low_open = is_high_open = False
        is_exact = self._divides_safely(box)
        for name in repeated:
            slope = self._slope(box, name)
            rises, falls = slope.low is not None and slope.low >= 0, slope.high is not None and slope.high <= 0
            if not (rises or falls) or not box[name].is_bounded:
                is_exact = False
                continue
            interval = box[name] if rises else -box[name]
            sign = Interval.point(1 if rises else -1)
            low_box[name] = Interval.point(interval.low or 0) * sign
            high_box[name] = Interval.point(interval.high or 0) * sign
            if slope.contains(0):
                # The formula may be flat there, so an end that the name does not reach may still be a value.
                is_exact = is_exact and interval.low_closed and interval.high_closed
            else:
                is_low_open = is_low_open or not interval.low_closed
                is_high_open = is_high_open or not interval.high_closed
        try:
            lower, upper = self._natural(low_box), self._natural(high_box)
        except ZeroDivisionError:
            return Range(natural, False)  # the name only comes near an end at which the formula has no value
        low_closed = lower.low_closed and not is_low_open
        high_closed = upper.high_closed and not is_high_open
        cornered = Interval(lower.low, upper.high, low_closed, high_closed)
        return Range(cornered.intersection(natural) or natural, is_exact)

    def _natural(self, box: Mapping[str, Interval]) -> Interval:
        return _evaluate(self._tree, box, Interval.point, {"max": maximum, "min": minimum})

    def _slope(self, box: Mapping[str, Interval], name: str) -> Interval:
        zero, one = Interval.point(0), Interval.point(1)
        duals = {leaf: _Dual(interval, one if leaf == name else zero) for leaf, interval in box.items()}
        return _evaluate(
            self._tree, duals, lambda number: _Dual(Interval.point(number), zero), {"max": _greatest, "min": _least}
        ).slope

    def _divides_safely(self, box: Mapping[str, Interval]) -> bool:
        """Whether no divisor has zero between its ends, where the result would fall into two parts."""

        def walk(tree: _Tree) -> bool:
            if not isinstance(tree, tuple):
                return True
            operation, parts = tree
            if operation == "/":
                divisor = _evaluate(parts[1], box, Interval.point, {"max": maximum, "min": minimum})
                zero = Interval.point(0)
                if not (zero.is_surely_at_most(divisor) or divisor.is_surely_at_most(zero)):
                    return False
            return all(walk(part) for part in parts)

        return walk(self._tree)


# Reading

_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


def _read(node: ast.expr, text: str) -> _Tree:
    match node:
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float()):
            # The text of the number, not its binary float, is what was meant.
            return Fraction((ast.get_source_segment(text, node) or "").replace("_", ""))
        case ast.Name(id=name) if _NAME.match(name) and name not in (*PERIOD_FUNCTIONS, *_CHOICES):
            return name
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _read(operand, text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ("negative", (_read(operand, text),))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _BINARY:
            return (_BINARY[type(operator)], (_read(left, text), _read(right, text)))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _CHOICES and len(args) > 1:
            return (name, tuple(_read(argument, text) for argument in args))
        case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=operand)], keywords=[]) if name in PERIOD_FUNCTIONS:
            return f"{name}({operand})"
        case _:
            pass
    part = ast.get_source_segment(text, node) or text
    raise FormulaError(
        f"{part!r} is not allowed in a formula; write lower-case names, numbers, + - * /, max(..., ...), "
        "min(..., ...), and days(name), months(name) or years(name)"
    )


def _leaves(tree: _Tree) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    if isinstance(tree, Fraction):
        return []
    return [leaf for part in tree[1] for leaf in _leaves(part)]


# Evaluating


def _evaluate(
    tree: _Tree,
    values: Mapping[str, N],
    constant: Callable[[Fraction], N],
    choices: Mapping[str, Callable[[Sequence[N]], N]],
) -> N:
    if isinstance(tree, str):
        return values[tree]
    if isinstance(tree, Fraction):
        return constant(tree)
    operation, parts = tree
    results = [_evaluate(part, values, constant, choices) for part in parts]
    match operation:
        case "+":
            return results[0] + results[1]
        case "-":
            return results[0] - results[1]
        case "*":
            return results[0] * results[1]
        case "/":
            return results[0] / results[1]
        case "negative":
            return -results[0]
        case _:
            return choices[operation](results)


@dataclass(frozen=True, slots=True)
class _Dual:
    """A value and its slope in one name, both as intervals (automatic differentiation, forward)."""

    value: Interval
    slope: Interval

    def __add__(self, other: _Dual) -> _Dual:
        return _Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other: _Dual) -> _Dual:
        return _Dual(self.value - other.value, self.slope - other.slope)

    def __mul__(self, other: _Dual) -> _Dual:
        return _Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other: _Dual) -> _Dual:
        quotient = self.value / other.value
        return _Dual(quotient, (self.slope - quotient * other.slope) / other.value)

    def __neg__(self) -> _Dual:
        return _Dual(-self.value, -self.slope)


def _greatest(duals: Sequence[_Dual]) -> _Dual:
    """Return the greatest value; its slope is that of any part that can be the greatest."""
    value = maximum(dual.value for dual in duals)
    leading = [dual.slope for dual in duals if not any(dual.value.is_surely_less_than(o.value) for o in duals)]
    return _Dual(value, hull(leading))


def _least(duals: Sequence[_Dual]) -> _Dual:
    return -_greatest([-dual for dual in duals])
