"""What a row of values shows: what is usual for this person, and whether the newest still is.

No thresholds: whether a value is alarming is judged elsewhere. This only says what one would
see in the picture.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from hearth.kernel.codes import Coded
from hearth.kernel.words import N_


# Limits of ordinary variation: mean plus and minus 2.66 average moving ranges of the last 20
# values. Source: Wheeler and Chambers, Understanding Statistical Process Control (XmR chart).
XMR = Decimal("2.66")
LAST = 20
LEAST = 8
CHANGE_OVER = timedelta(days=30)
# A value taken within a week of the day asked for stands for that day.
NEAR = timedelta(days=7)


Point = tuple[datetime, Decimal]


class Trend(Coded):
    """Where the newest value stands against what is usual for this person. Hearth's own."""

    FEW = "few", N_("Too few values to say what is usual")
    USUAL = "usual", N_("As usual")
    BACK = "back", N_("Back to usual")
    ABOVE = "above", N_("Above usual")
    BELOW = "below", N_("Below usual")


def usual_band(values: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """The range in which this person's values ordinarily lie; None of fewer than eight values.

    ``values`` are in order of time. A row that never changes has a band of no height.
    """
    recent = list(values)[-LAST:]
    if len(recent) < LEAST:
        return None
    mean = sum(recent, Decimal(0)) / len(recent)
    steps = [abs(b - a) for a, b in pairwise(recent)]
    spread = XMR * sum(steps, Decimal(0)) / len(steps)
    return mean - spread, mean + spread


def trend(values: Sequence[Decimal]) -> Trend:
    """Where the newest of these values stands against the band of those before it."""
    *before, newest = values or [Decimal(0)]
    band = usual_band(before)
    if band is None:
        return Trend.FEW
    low, high = band
    if newest > high:
        return Trend.ABOVE
    if newest < low:
        return Trend.BELOW
    last = before[-1]
    earlier = usual_band(before[:-1])
    was_out = earlier is not None and not earlier[0] <= last <= earlier[1]
    return Trend.BACK if was_out else Trend.USUAL


def change_over(points: Sequence[Point], span: timedelta = CHANGE_OVER) -> Decimal | None:
    """How much the newest value differs from the one ``span`` before it; None where none is near."""
    if len(points) < 2:
        return None
    at, newest = points[-1]
    wanted = at - span
    near = [p for p in points[:-1] if abs(p[0] - wanted) <= NEAR]
    if not near:
        return None
    then = min(near, key=lambda p: abs(p[0] - wanted))
    return newest - then[1]


def share(change: Decimal, newest: Decimal) -> Decimal:
    """A change as a share of the value it started from; 0 where that was nothing."""
    then = newest - change
    return change / then if then else Decimal(0)
