"""Exercises that check themselves: the right answer is computed from the tables, never typed.

A notebook hands over the reader's answer and the answer that the tables give; what is shown says whether they agree and, if
not, gives a hint. A fresh notebook has no answer yet and says so. Predictions are only kept beside the outcome: a guess is
never wrong.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers.showing import say
from helpers.tables import number_text

Number = int | float | Fraction


def verdict(answer: Any, right: Any, hint: str, *, within: Number = 0) -> str:
    """Return what to tell a reader about an answer.

    Parameters
    ----------
    answer
        The reader's answer; None for none yet.
    right
        The answer that the tables give: a number, a text, a truth value, or a collection in which the order does not matter.
    hint
        What helps a reader whose answer is not right; it must not give the answer away.
    within
        How far a number may be off.
    """
    if answer is None:
        return "*Not answered yet:* put your answer in place of `None` and run the cell again."
    if _agree(answer, right, within):
        return "**Right.**"
    return f"**Not yet.** {hint}"


def check(answer: Any, right: Any, hint: str, *, within: Number = 0) -> None:
    """Show what :func:`verdict` says about an answer."""
    say(verdict(answer, right, hint, within=within))


def beside(guess: Any, outcome: Any, what: str) -> None:
    """Show a prediction beside what came out; without one, ask for it."""
    shown = number_text(outcome) if isinstance(outcome, float | Fraction) else str(outcome)
    if guess is None:
        say(f"*No guess yet.* Write one down before you go on: {what}.")
    else:
        say(f"Your guess: **{guess}**. What the sources say: **{shown}** ({what}).")


def _agree(answer: Any, right: Any, within: Number) -> bool:
    if isinstance(right, bool) or isinstance(answer, bool):
        return answer is right
    if isinstance(right, str):
        return str(answer).strip().casefold() == right.casefold()
    if isinstance(right, Collection):
        given = [answer] if isinstance(answer, str) or not isinstance(answer, Collection) else list(answer)
        return sorted(map(str, given)) == sorted(map(str, right))
    try:
        return not pd.isna(answer) and abs(float(answer) - float(right)) <= float(within)
    except (TypeError, ValueError):
        return False
